// float — a float whose value is integral needs a box, since a JavaScript number cannot tell 1.0 from 1.
//
// A `number` is an integer if Number.isSafeInteger holds, else a float (fractions, and integral numbers beyond
// 2^53). A Float holds exactly the floats that would otherwise read as integers, -0.0 among them. NaN and the
// infinities are no terms of Erlang's: they are foreign JavaScript values.

/** A float with an integral value, such as `1.0` or `-0.0`. Never made for other values: see {@link float}. */
export class Float {
  readonly value: number;
  constructor(value: number) {
    this.value = value;
  }
  valueOf(): number {
    return this.value;
  }
}

/** The float of that value, boxed only if it must be. `value` must be finite. */
export function float(value: number): number | Float {
  return Number.isSafeInteger(value) ? new Float(value) : value;
}

/** Whether a term is a float. Mirrors is_float/1. */
export function isFloat(term: unknown): boolean {
  return typeof term === "number"
    ? !Number.isSafeInteger(term) && Number.isFinite(term)
    : term instanceof Float;
}

/** Whether a term is an integer. Mirrors is_integer/1. */
export function isInteger(term: unknown): term is number | bigint {
  return typeof term === "number" ? Number.isSafeInteger(term) : typeof term === "bigint";
}

/** A bigint as an integer term: a `number` while that is safe. */
export function integer(value: bigint): number | bigint {
  return value >= -9007199254740991n && value <= 9007199254740991n ? Number(value) : value;
}

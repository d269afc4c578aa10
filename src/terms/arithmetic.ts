// arithmetic — Erlang's arithmetic on JavaScript numbers, bigints and boxed floats.
//
// Integers are numbers while safe and bigints beyond, floats are numbers that cannot be read as integers, else a
// Float. Each operator first tries two small integers, then two safe ones, and only then looks what it was given.
//
// Invariants: a result is normalised (no bigint that fits a safe number, no integer -0, no Float for a fraction); what
// is no number, and a result that is no finite float, is `badarith`; an integer of more than 4,194,240 bits is
// `system_limit`, as in OTP.
import { badarg, badarith, bifError } from "./exception.ts";
import { Float, float, integer } from "./float.ts";
import type { Term } from "./term.ts";

const MAX_BITS = 4194240;
const SYSTEM_LIMIT = Symbol.for("system_limit");
/** Beyond this the limit is looked at: comparing with a number of another length is cheap, making 2^4194240 is not. */
const LARGE = 1n << 65536n;

const isSafe = Number.isSafeInteger;

/** A bigint result as a term; `system_limit` if it is longer than Erlang's integers may be. */
function big(value: bigint): number | bigint {
  if ((value > LARGE || value < -LARGE) && (value < 0n ? -value : value) >> BigInt(MAX_BITS) !== 0n) {
    throw bifError(SYSTEM_LIMIT);
  }
  return integer(value);
}

/** The integer as a bigint, undefined if the term is none. */
function toBig(term: Term): bigint | undefined {
  if (typeof term === "bigint") return term;
  return isSafe(term) ? BigInt(term) : undefined;
}

/** The value of a number as a double. A bigint too large for one is `badarith`, and so is what is no number. */
function toDouble(term: Term): number {
  const value =
    typeof term === "number"
      ? term
      : term instanceof Float
        ? term.value
        : typeof term === "bigint"
          ? Number(term)
          : Number.NaN;
  if (!Number.isFinite(value)) throw badarith();
  return value;
}

function finite(value: number): number | Float {
  if (!Number.isFinite(value)) throw badarith();
  return float(value);
}

/** `A + B`. */
export function add(a: Term, b: Term): Term {
  if (typeof a === "number" && typeof b === "number") {
    if ((a | 0) === a && (b | 0) === b) return a + b;
    if (isSafe(a) && isSafe(b)) {
      const sum = a + b;
      return isSafe(sum) ? sum + 0 : BigInt(a) + BigInt(b);
    }
  }
  const x = toBig(a);
  const y = toBig(b);
  return x !== undefined && y !== undefined ? big(x + y) : finite(toDouble(a) + toDouble(b));
}

/** `A - B`. */
export function subtract(a: Term, b: Term): Term {
  if (typeof a === "number" && typeof b === "number") {
    if ((a | 0) === a && (b | 0) === b) return a - b;
    if (isSafe(a) && isSafe(b)) {
      const difference = a - b;
      return isSafe(difference) ? difference + 0 : BigInt(a) - BigInt(b);
    }
  }
  const x = toBig(a);
  const y = toBig(b);
  return x !== undefined && y !== undefined ? big(x - y) : finite(toDouble(a) - toDouble(b));
}

/** `A * B`. */
export function multiply(a: Term, b: Term): Term {
  if (typeof a === "number" && typeof b === "number" && isSafe(a) && isSafe(b)) {
    const product = a * b;
    // Adding zero makes the integer 0 of -0.
    return isSafe(product) ? product + 0 : BigInt(a) * BigInt(b);
  }
  const x = toBig(a);
  const y = toBig(b);
  return x !== undefined && y !== undefined ? big(x * y) : finite(toDouble(a) * toDouble(b));
}

/** `A / B`: always a float. */
export function divide(a: Term, b: Term): Term {
  const x = toDouble(a);
  const y = toDouble(b);
  if (y === 0) throw badarith();
  return finite(integral(a, x) / integral(b, y));
}

/** An integer 0 is never -0, whatever JavaScript came with. */
function integral(term: Term, value: number): number {
  return typeof term === "number" ? value + 0 : value;
}

/** `A div B`: the quotient of integers, truncated. */
export function div(a: Term, b: Term): Term {
  if (typeof a === "number" && typeof b === "number" && isSafe(a) && isSafe(b) && b !== 0)
    return Math.trunc(a / b) + 0;
  const x = toBig(a);
  const y = toBig(b);
  if (x === undefined || y === undefined || y === 0n) throw badarith();
  return big(x / y);
}

/** `A rem B`: the remainder of integers, with the sign of A. */
export function rem(a: Term, b: Term): Term {
  if (typeof a === "number" && typeof b === "number" && isSafe(a) && isSafe(b) && b !== 0) return (a % b) + 0;
  const x = toBig(a);
  const y = toBig(b);
  if (x === undefined || y === undefined || y === 0n) throw badarith();
  return integer(x % y);
}

/** `-A`. */
export function negate(a: Term): Term {
  if (typeof a === "number" && Number.isFinite(a)) return 0 - a;
  if (typeof a === "bigint") return integer(-a);
  if (a instanceof Float) return new Float(-a.value);
  throw badarith();
}

/** `+A`. */
export function plus(a: Term): Term {
  if (isNumber(a)) return a;
  throw badarith();
}

/** `abs(A)`. */
export function abs(a: Term): Term {
  if (typeof a === "number" && Number.isFinite(a)) return Math.abs(a);
  if (typeof a === "bigint") return a < 0n ? -a : a;
  if (a instanceof Float) return new Float(Math.abs(a.value));
  throw badarg(a);
}

/** `A band B`. */
export function band(a: Term, b: Term): Term {
  if (typeof a === "number" && typeof b === "number" && (a | 0) === a && (b | 0) === b) return a & b;
  const x = toBig(a);
  const y = toBig(b);
  if (x === undefined || y === undefined) throw badarith();
  return integer(x & y);
}

/** `A bor B`. */
export function bor(a: Term, b: Term): Term {
  if (typeof a === "number" && typeof b === "number" && (a | 0) === a && (b | 0) === b) return a | b;
  const x = toBig(a);
  const y = toBig(b);
  if (x === undefined || y === undefined) throw badarith();
  return integer(x | y);
}

/** `A bxor B`. */
export function bxor(a: Term, b: Term): Term {
  if (typeof a === "number" && typeof b === "number" && (a | 0) === a && (b | 0) === b) return a ^ b;
  const x = toBig(a);
  const y = toBig(b);
  if (x === undefined || y === undefined) throw badarith();
  return integer(x ^ y);
}

/** `bnot A`. */
export function bnot(a: Term): Term {
  if (typeof a === "number" && (a | 0) === a) return ~a;
  const x = toBig(a);
  if (x === undefined) throw badarith();
  return big(~x);
}

/** `A bsl N`; a negative N shifts to the right. */
export function bsl(a: Term, n: Term): Term {
  if (typeof a === "number" && typeof n === "number" && (a | 0) === a && n >= 0 && n < 22)
    return a * 2 ** n + 0;
  const x = toBig(a);
  const by = toBig(n);
  if (x === undefined || by === undefined) throw badarith();
  return by < 0n ? shiftRight(x, -by) : shiftLeft(x, by);
}

/** `A bsr N`: arithmetic, so `-1 bsr N` is -1; a negative N shifts to the left. */
export function bsr(a: Term, n: Term): Term {
  if (typeof a === "number" && typeof n === "number" && (a | 0) === a && n >= 0 && n < 32) return a >> n;
  const x = toBig(a);
  const by = toBig(n);
  if (x === undefined || by === undefined) throw badarith();
  return by < 0n ? shiftLeft(x, -by) : shiftRight(x, by);
}

function shiftLeft(value: bigint, by: bigint): Term {
  if (value === 0n) return 0;
  if (by > MAX_BITS) throw bifError(SYSTEM_LIMIT);
  return big(value << by);
}

function shiftRight(value: bigint, by: bigint): Term {
  if (by > MAX_BITS) return value < 0n ? -1 : 0;
  return integer(value >> by);
}

/** Whether a term is a number. Mirrors is_number/1. */
export function isNumber(term: Term): boolean {
  return typeof term === "number" ? Number.isFinite(term) : typeof term === "bigint" || term instanceof Float;
}

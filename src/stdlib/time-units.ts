// time-units — parts of a second by their names, and conversion between them.
import { badarg } from "../terms/exception.ts";
import { integer, isInteger } from "../terms/float.ts";
import type { Term } from "../terms/term.ts";

const UNITS: Record<string, bigint> = {
  second: 1n,
  millisecond: 1000n,
  microsecond: 1_000_000n,
  nanosecond: 1_000_000_000n,
  native: 1_000_000_000n,
  perf_counter: 1_000_000_000n,
  seconds: 1n,
  milli_seconds: 1000n,
  micro_seconds: 1_000_000n,
  nano_seconds: 1_000_000_000n,
};

/** How many of a time unit make a second; badarg if it is none. */
export function unitsPerSecond(unit: Term): bigint {
  if (isInteger(unit) && unit > 0) return BigInt(unit);
  const known = typeof unit === "symbol" ? UNITS[Symbol.keyFor(unit) ?? ""] : undefined;
  if (known === undefined) throw badarg(unit);
  return known;
}

/** Whether a term names a time unit. */
export function isTimeUnit(unit: Term): boolean {
  return (
    (isInteger(unit) && unit > 0) ||
    (typeof unit === "symbol" && Object.hasOwn(UNITS, Symbol.keyFor(unit) ?? ""))
  );
}

/**
 * Rounded down, also below zero. Mirrors erlang:convert_time_unit/3.
 *
 * ```eshell
 * 1> erlang:convert_time_unit(1500, millisecond, second).
 * 1
 * ```
 */
export function convertTime(time: bigint, from: bigint, to: bigint): Term {
  const product = time * to;
  const quotient = product / from;
  return integer(product < 0n && quotient * from !== product ? quotient - 1n : quotient);
}

/** A number of nanoseconds in a unit. */
export function nanosecondsIn(nanoseconds: bigint, unit: Term): Term {
  return convertTime(nanoseconds, 1_000_000_000n, unitsPerSecond(unit));
}

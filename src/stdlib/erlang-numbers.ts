// erlang-numbers — numbers of module erlang: operators as functions, rounding, and numbers as text.
import { floatValue, scientificFloat, shortFloat } from "../format/float.ts";
import {
  add,
  band,
  bnot,
  bor,
  bsl,
  bsr,
  bxor,
  div,
  divide,
  isNumber,
  multiply,
  negate,
  plus,
  rem,
  subtract,
} from "../terms/arithmetic.ts";
import { badarg } from "../terms/exception.ts";
import { Float, float, integer, isFloat, isInteger } from "../terms/float.ts";
import { NIL, toArray } from "../terms/list.ts";
import { compare, equal, equalExact } from "../terms/order.ts";
import type { Term } from "../terms/term.ts";
import { isTuple } from "../terms/tuple.ts";
import { fixedFloat } from "./fixed-float.ts";
import { latin1Text, textOf, utf8 } from "./iodata.ts";

type Integer = number | bigint;

const DECIMALS = Symbol.for("decimals");
const SCIENTIFIC = Symbol.for("scientific");
const COMPACT = Symbol.for("compact");
const SHORT = Symbol.for("short");

function ofIntegral(value: number): Integer {
  return Number.isSafeInteger(value) ? value + 0 : integer(BigInt(value));
}

/** A rounding function: `how` is told the value of a float. */
function rounding(how: (value: number) => number): (term: Term) => Integer {
  return (term) => {
    if (isInteger(term)) return term;
    if (!isFloat(term)) throw badarg(term);
    return ofIntegral(how(floatValue(term)));
  };
}

/** Half away from zero, as Erlang rounds. */
function roundAway(value: number): number {
  const whole = Math.trunc(value);
  return Math.abs(value - whole) >= 0.5 ? whole + Math.sign(value) : whole;
}

/**
 * The absolute value. Mirrors abs/1.
 *
 * ```eshell
 * 1> abs(-3).
 * 3
 * 2> abs(-2.5).
 * 2.5
 * ```
 */
function abs(term: Term): Term {
  if (typeof term === "bigint") return term < 0n ? -term : term;
  if (term instanceof Float) return float(Math.abs(term.value));
  if (!isNumber(term)) throw badarg(term);
  return Math.abs(term);
}

/**
 * The float of a number. Mirrors float/1.
 *
 * ```eshell
 * 1> float(3).
 * 3.0
 * ```
 */
function toFloat(term: Term): Term {
  if (isFloat(term)) return term;
  if (!isInteger(term)) throw badarg(term);
  const value = Number(term);
  if (!Number.isFinite(value)) throw badarg(term);
  return float(value);
}

/** The text of a float as `float_to_list/2` writes it. */
function floatText(term: Term, given: readonly Term[]): string {
  if (!isFloat(term)) throw badarg(term);
  const options = given.length === 0 ? NIL : given[0];
  const list = toArray(options);
  if (list === undefined) throw badarg(options);
  const value = floatValue(term);
  let how: symbol = SCIENTIFIC;
  let digits = 20;
  let compact = false;
  for (const option of list) {
    if (option === COMPACT) compact = true;
    else if (option === SHORT) how = SHORT;
    else if (isTuple(option) && option.length === 2 && isDigits(option[0], option[1])) [how, digits] = option;
    else throw badarg(options);
  }
  if (how === SHORT) return shortFloat(value);
  if (how === SCIENTIFIC) return scientificFloat(value, digits);
  const text = fixedFloat(value, digits);
  // ERTS writes it into 256 bytes, the last of which is zero.
  if (text.length > 255) throw badarg(options);
  return compact && digits > 0 ? text.replace(/(\.\d+?)0+$/, "$1") : text;
}

function isDigits(how: Term, digits: Term): boolean {
  if (!Number.isSafeInteger(digits) || digits < 0) return false;
  return (how === DECIMALS && digits <= 253) || (how === SCIENTIFIC && digits <= 249);
}

/** The float that a text denotes: sign, digits, point, digits, and perhaps an exponent; undefined if it is none. */
export function parseFloatText(text: string): Term {
  if (!/^[+-]?\d+\.\d+([eE][+-]?\d+)?$/.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? float(value) : undefined;
}

/** The integer that a text denotes in a base; undefined if it is none. */
export function parseIntegerText(text: string, base: number): Integer | undefined {
  const negative = text[0] === "-";
  const digits = negative || text[0] === "+" ? text.slice(1) : text;
  if (digits === "") return undefined;
  for (let i = 0; i < digits.length; i++) if (digitValue(digits.charCodeAt(i)) >= base) return undefined;
  if (digits.length <= 10) {
    const small = Number.parseInt(digits, base);
    return negative ? 0 - small : small;
  }
  const large = parseDigits(digits, base);
  return integer(negative ? -large : large);
}

function digitValue(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  if (code >= 65 && code <= 90) return code - 55;
  if (code >= 97 && code <= 122) return code - 87;
  return 36;
}

function parseDigits(digits: string, base: number): bigint {
  if (base === 10) return BigInt(digits);
  if (base === 16) return BigInt(`0x${digits}`);
  if (base === 8) return BigInt(`0o${digits}`);
  if (base === 2) return BigInt(`0b${digits}`);
  if (digits.length <= 10) return BigInt(Number.parseInt(digits, base));
  // Halves, so that a million digits do not take a million multiplications of long numbers.
  const half = digits.length >> 1;
  const low = digits.length - half;
  return (
    parseDigits(digits.slice(0, half), base) * BigInt(base) ** BigInt(low) +
    parseDigits(digits.slice(half), base)
  );
}

function checkedBase(base: Term): number {
  if (!Number.isSafeInteger(base) || base < 2 || base > 36) throw badarg(base);
  return base;
}

function integerText(term: Term, base: readonly Term[]): string {
  if (!isInteger(term)) throw badarg(term);
  const radix = base.length === 0 ? 10 : checkedBase(base[0]);
  return radix === 10 ? String(term) : term.toString(radix).toUpperCase();
}

/** The text in a list or a binary, for the parsers; a wrong list element makes it no number. */
function digitsOfList(list: Term): string {
  const text = textOf(list);
  if (text === undefined) throw badarg(list);
  return text;
}

function digitsOfBinary(binary: Term): string {
  if (!(binary instanceof Uint8Array)) throw badarg(binary);
  return latin1Text(binary);
}

function parsed<T>(value: T | undefined, source: Term): T {
  if (value === undefined) throw badarg(source);
  return value;
}

const integerFrom =
  (read: (source: Term) => string) =>
  (source: Term, ...base: Term[]): Integer => {
    const radix = checkedBase(base.length === 0 ? 10 : base[0]);
    return parsed(parseIntegerText(read(source), radix), source);
  };

export const numbers = {
  "+": [(a: Term, ...b: Term[]): Term => (b.length === 0 ? plus(a) : add(a, b[0])), 1, 2] as const,
  "-": [(a: Term, ...b: Term[]): Term => (b.length === 0 ? negate(a) : subtract(a, b[0])), 1, 2] as const,
  "*": multiply,
  "/": divide,
  /**
   * The quotient of two integers, rounded towards zero. Mirrors div/2.
   *
   * ```eshell
   * 1> -7 div 2.
   * -3
   * 2> 1 div 0.
   * ** exception error: an error occurred when evaluating an arithmetic expression
   *      in operator  div/2
   *         called as 1 div 0
   * ```
   */
  div,
  /**
   * The remainder of that division, with the sign of the first. Mirrors rem/2.
   *
   * ```eshell
   * 1> -7 rem 2.
   * -1
   * ```
   */
  rem,
  /**
   * And, bit by bit. Mirrors band/2.
   *
   * ```eshell
   * 1> 2#1100 band 2#1010.
   * 8
   * ```
   */
  band,
  /**
   * Or, bit by bit. Mirrors bor/2.
   *
   * ```eshell
   * 1> 2#1100 bor 2#1010.
   * 14
   * ```
   */
  bor,
  /**
   * Exclusive or, bit by bit. Mirrors bxor/2.
   *
   * ```eshell
   * 1> 2#1100 bxor 2#1010.
   * 6
   * ```
   */
  bxor,
  /**
   * Not, bit by bit. Mirrors bnot/1.
   *
   * ```eshell
   * 1> bnot 5.
   * -6
   * ```
   */
  bnot,
  /**
   * Shifts to the left. Mirrors bsl/2.
   *
   * ```eshell
   * 1> 1 bsl 100.
   * 1267650600228229401496703205376
   * ```
   */
  bsl,
  /**
   * Shifts to the right. Mirrors bsr/2.
   *
   * ```eshell
   * 1> -5 bsr 1.
   * -3
   * ```
   */
  bsr,
  "==": (a: Term, b: Term): boolean => equal(a, b),
  "/=": (a: Term, b: Term): boolean => !equal(a, b),
  "=:=": (a: Term, b: Term): boolean => equalExact(a, b),
  "=/=": (a: Term, b: Term): boolean => !equalExact(a, b),
  "<": (a: Term, b: Term): boolean => compare(a, b) < 0,
  "=<": (a: Term, b: Term): boolean => compare(a, b) <= 0,
  ">": (a: Term, b: Term): boolean => compare(a, b) > 0,
  ">=": (a: Term, b: Term): boolean => compare(a, b) >= 0,
  /**
   * The lesser of two terms; of equal ones the first. Mirrors min/2.
   *
   * ```eshell
   * 1> min(1, 1.0).
   * 1
   * ```
   */
  min: (a: Term, b: Term): Term => (compare(a, b) <= 0 ? a : b),
  /**
   * The greater of two terms; of equal ones the first. Mirrors max/2.
   *
   * ```eshell
   * 1> max(1, a).
   * a
   * ```
   */
  max: (a: Term, b: Term): Term => (compare(a, b) >= 0 ? a : b),

  abs,
  float: toFloat,
  /**
   * The nearest integer; a half is rounded away from zero. Mirrors round/1.
   *
   * ```eshell
   * 1> round(2.5).
   * 3
   * 2> round(-2.5).
   * -3
   * ```
   */
  round: rounding(roundAway),
  /**
   * The integer part. Mirrors trunc/1.
   *
   * ```eshell
   * 1> trunc(-2.7).
   * -2
   * ```
   */
  trunc: rounding(Math.trunc),
  /**
   * The least integer that is not less. Mirrors ceil/1.
   *
   * ```eshell
   * 1> ceil(2.1).
   * 3
   * ```
   */
  ceil: rounding(Math.ceil),
  /**
   * The greatest integer that is not greater. Mirrors floor/1.
   *
   * ```eshell
   * 1> floor(-2.1).
   * -3
   * ```
   */
  floor: rounding(Math.floor),

  /**
   * The digits of an integer as a string, in base 10 or 2 to 36. Mirrors integer_to_list/1,2.
   *
   * ```eshell
   * 1> integer_to_list(255, 16).
   * "FF"
   * ```
   */
  integer_to_list: [(term: Term, ...base: Term[]): string => integerText(term, base), 1, 2] as const,
  /**
   * The digits of an integer as a binary. Mirrors integer_to_binary/1,2.
   *
   * ```eshell
   * 1> integer_to_binary(42).
   * <<"42">>
   * ```
   */
  integer_to_binary: [
    (term: Term, ...base: Term[]): Uint8Array => utf8(integerText(term, base)),
    1,
    2,
  ] as const,
  /**
   * The integer that a string of digits writes. Mirrors list_to_integer/1,2.
   *
   * ```eshell
   * 1> list_to_integer("-42").
   * -42
   * 2> list_to_integer("ff", 16).
   * 255
   * ```
   */
  list_to_integer: [integerFrom(digitsOfList), 1, 2] as const,
  /**
   * The integer that the digits of a binary write. Mirrors binary_to_integer/1,2.
   *
   * ```eshell
   * 1> binary_to_integer(<<"42">>).
   * 42
   * ```
   */
  binary_to_integer: [integerFrom(digitsOfBinary), 1, 2] as const,
  /**
   * A float as text; with `{decimals, N}`, `{scientific, N}`, `compact` or `short`. Mirrors float_to_list/1,2.
   *
   * ```eshell
   * 1> float_to_list(1.5).
   * "1.50000000000000000000e+00"
   * 2> float_to_list(7.0, [{decimals,2}]).
   * "7.00"
   * 3> float_to_list(0.1, [short]).
   * "0.1"
   * ```
   */
  float_to_list: [(term: Term, ...options: Term[]): string => floatText(term, options), 1, 2] as const,
  /**
   * The same as a binary. Mirrors float_to_binary/1,2.
   *
   * ```eshell
   * 1> float_to_binary(1.5, [short]).
   * <<"1.5">>
   * ```
   */
  float_to_binary: [
    (term: Term, ...options: Term[]): Uint8Array => utf8(floatText(term, options)),
    1,
    2,
  ] as const,
  /**
   * The float that a string writes. Mirrors list_to_float/1.
   *
   * ```eshell
   * 1> list_to_float("1.5e2").
   * 150.0
   * 2> list_to_float("1").
   * ** exception error: bad argument
   *      in function  list_to_float/1
   *         called as list_to_float("1")
   *         *** argument 1: not a textual representation of a float
   * ```
   */
  list_to_float: (list: Term): Term => parsed(parseFloatText(digitsOfList(list)), list),
  /**
   * The float that the text of a binary writes. Mirrors binary_to_float/1.
   *
   * ```eshell
   * 1> binary_to_float(<<"2.5">>).
   * 2.5
   * ```
   */
  binary_to_float: (binary: Term): Term => parsed(parseFloatText(digitsOfBinary(binary)), binary),
};

// scan-number — integers and floats, with bases and digit separators: `1_000`, `16#FF`, `1.5e-3`, `2#1.01#e5`.
import { float, integer } from "../terms/float.ts";
import { tuple2 } from "../terms/tuple.ts";
import { charAt, fail, isDigit, isNameChar, MORE, pushToken, type Scan, type Status } from "./token.ts";

const ILLEGAL = Symbol.for("illegal");
const BASE = Symbol.for("base");
const ILLEGAL_INTEGER = tuple2(ILLEGAL, Symbol.for("integer"));
const ILLEGAL_FLOAT = tuple2(ILLEGAL, Symbol.for("float"));

/** Scans a number whose first digit is at the position. Mirrors erl_scan's scan_number. */
export function scanNumber(scan: Scan): Status {
  const { text, position: start } = scan;
  const end = digits(scan, start, 10);
  if (end < 0) return MORE;
  const c = charAt(text, end);
  if (c === 46 /* . */) {
    const next = charAt(text, end + 1);
    if (next === -1 && !scan.ended) return MORE;
    if (isDigit(next)) return scanFraction(scan, end + 1);
    if (isAsciiNameChar(next)) return illegal(scan, ILLEGAL_FLOAT, end);
  } else if (c === 35 /* # */) {
    const base = Number(clean(text.slice(start, end)));
    if (base < 2 || base > 36) {
      return fail(scan, scan.line, scan.column, tuple2(BASE, toInteger(text.slice(start, end), 10)), end);
    }
    return scanBased(scan, base, end + 1);
  } else if (isAsciiNameChar(c)) {
    return illegal(scan, ILLEGAL_INTEGER, end);
  } else if (c === -1 && !scan.ended) {
    return MORE;
  }
  return pushToken(scan, "integer", toInteger(text.slice(start, end), 10), end);
}

/** `.` and digits follow; `index` is at the first digit of the fraction. */
function scanFraction(scan: Scan, index: number): Status {
  const { text, position: start } = scan;
  let end = digits(scan, index, 10);
  if (end < 0) return MORE;
  let c = charAt(text, end);
  if (c === 101 || c === 69 /* e E */) {
    end = exponent(scan, end + 1);
    if (end < 0) return MORE;
    c = charAt(text, end);
  }
  if (isAsciiNameChar(c)) return illegal(scan, ILLEGAL_FLOAT, end);
  if (c === -1 && !scan.ended) return MORE;
  const literal = text.slice(start, end);
  return isDigit(literal.charCodeAt(literal.length - 1))
    ? pushFloat(scan, Number(clean(literal)), end)
    : illegal(scan, ILLEGAL_FLOAT, end);
}

/** Sign and digits of an exponent, either of which may be missing; the offset behind it, or -1 for more. */
function exponent(scan: Scan, index: number): number {
  const c = charAt(scan.text, index);
  if (c === -1 && !scan.ended) return -1;
  return digits(scan, c === 43 || c === 45 ? index + 1 : index, 10);
}

function scanBased(scan: Scan, base: number, index: number): Status {
  const { text } = scan;
  const end = digits(scan, index, base);
  if (end < 0) return MORE;
  const c = charAt(text, end);
  if (c === -1 && !scan.ended) return MORE;
  if (c === 46 /* . */) {
    const next = charAt(text, end + 1);
    if (next === -1 && !scan.ended) return MORE;
    if (isBaseDigit(next, base)) return scanBasedFraction(scan, base, index, end + 1);
    if (isAsciiNameChar(next)) return illegal(scan, ILLEGAL_FLOAT, end);
  } else if (isAsciiNameChar(c)) {
    return illegal(scan, ILLEGAL_INTEGER, end);
  }
  if (end === index) return illegal(scan, ILLEGAL_INTEGER, end);
  return pushToken(scan, "integer", toInteger(text.slice(index, end), base), end);
}

function scanBasedFraction(scan: Scan, base: number, whole: number, index: number): Status {
  const { text } = scan;
  const digitsEnd = digits(scan, index, base);
  if (digitsEnd < 0) return MORE;
  let end = digitsEnd;
  let power = "";
  const c = charAt(text, end);
  if (c === -1 && !scan.ended) return MORE;
  if (c === 35 /* # */) {
    const e = charAt(text, end + 1);
    if (e === -1 && !scan.ended) return MORE;
    if (e === 101 || e === 69) {
      end = exponent(scan, end + 2);
      if (end < 0 || (end === text.length && !scan.ended)) return MORE;
      power = clean(text.slice(digitsEnd + 2, end));
      if (!isDigit(power.charCodeAt(power.length - 1))) return illegal(scan, ILLEGAL_FLOAT, end);
    }
  } else if (isAsciiNameChar(c)) {
    return illegal(scan, ILLEGAL_FLOAT, end);
  }
  const mantissa = clean(text.slice(whole, digitsEnd));
  if (base === 10) {
    if (mantissa.startsWith(".")) return illegal(scan, ILLEGAL_FLOAT, end);
    return pushFloat(scan, Number(power === "" ? mantissa : `${mantissa}e${power}`), end);
  }
  const significant = mantissa.replace(/0+$/, "");
  const fractionDigits = significant.length - significant.indexOf(".") - 1;
  const value = BigInt(toInteger(significant.replace(".", ""), base));
  return pushFloat(scan, scaled(value, base, Number(power) - fractionDigits), end);
}

/** `value * base ** power`, rounded as the C library rounds it: the power first. */
function scaled(value: bigint, base: number, power: number): number {
  const magnitude = BigInt(base) ** BigInt(Math.min(Math.abs(power), 1100));
  if (power >= 0) return Number(value) * Number(magnitude);
  // The reciprocal to 64 significant bits and more, taken down in two steps: 2 ** -bits may be too small a float.
  const bits = magnitude.toString(2).length + 64;
  const half = bits >> 1;
  return Number(value) * (Number((1n << BigInt(bits)) / magnitude) / 2 ** half / 2 ** (bits - half));
}

/** Digits from `index`, with single `_` between two of them; the offset behind, or -1 if the text ends in one. */
function digits(scan: Scan, index: number, base: number): number {
  const { text } = scan;
  let i = index;
  for (;;) {
    const c = charAt(text, i);
    if (isBaseDigit(c, base)) {
      i++;
    } else if (c === 95 /* _ */ && i > index) {
      const next = charAt(text, i + 1);
      if (next === -1 && !scan.ended) return -1;
      if (!isBaseDigit(next, base)) return i;
      i += 2;
    } else {
      return i;
    }
  }
}

function isBaseDigit(c: number, base: number): boolean {
  if (c >= 48 && c <= 57) return c < 48 + base;
  return base > 10 && ((c >= 65 && c < 55 + base) || (c >= 97 && c < 87 + base));
}

/** What may not stand directly behind a number. OTP's test never holds for the letters of Latin-1. */
function isAsciiNameChar(c: number): boolean {
  return c < 128 && isNameChar(c);
}

function clean(literal: string): string {
  return literal.includes("_") ? literal.replaceAll("_", "") : literal;
}

function toInteger(literal: string, base: number): number | bigint {
  const digits = clean(literal);
  const small = Number.parseInt(digits === "" ? "0" : digits, base);
  if (Number.isSafeInteger(small)) return small;
  if (base === 10) return integer(BigInt(digits));
  if (base === 16) return integer(BigInt(`0x${digits}`));
  if (base === 8) return integer(BigInt(`0o${digits}`));
  if (base === 2) return integer(BigInt(`0b${digits}`));
  let value = 0n;
  for (let i = 0; i < digits.length; i += 8) {
    const part = digits.slice(i, i + 8);
    value = value * BigInt(base) ** BigInt(part.length) + BigInt(Number.parseInt(part, base));
  }
  return integer(value);
}

function pushFloat(scan: Scan, value: number, end: number): Status {
  return Number.isFinite(value)
    ? pushToken(scan, "float", float(value), end)
    : illegal(scan, ILLEGAL_FLOAT, end);
}

function illegal(scan: Scan, descriptor: unknown, rest: number): Status {
  return fail(scan, scan.line, scan.column, descriptor, rest);
}

// float — floats as text: the shortest that reads back the same, and with decimals or an exponent.
import { Float } from "../terms/float.ts";

/** The JavaScript number of a float term. */
export function floatValue(term: number | Float): number {
  return term instanceof Float ? term.value : term;
}

function sign(value: number): string {
  return value < 0 || Object.is(value, -0) ? "-" : "";
}

/**
 * The shortest digits that read back as the same float. Mirrors float_to_list(F, [short]).
 *
 * A decimal point is put among the digits, or zeroes beside them, unless an exponent is shorter; from 2^53 on, where
 * the zeroes would claim digits that are not known, it is always the exponent.
 */
export function shortFloat(value: number): string {
  const size = Math.abs(value);
  if (size === 0) return `${sign(value)}0.0`;
  // Here JavaScript writes a fraction as Erlang does.
  if (size >= 0.1 && size < 2 ** 53 && size % 1 !== 0) return String(value);
  const [mantissa, exponent] = size.toExponential().split("e") as [string, string];
  const digits = mantissa.replace(".", "");
  const point = Number(exponent) + 1;
  return sign(value) + (size >= 2 ** 53 ? withExponent(point, digits) : insertPoint(point, digits));
}

function insertPoint(point: number, digits: string): string {
  const length = digits.length;
  if (point > 0 && point < length) return `${digits.slice(0, point)}.${digits.slice(point)}`;
  if (point === 0) return `0.${digits}`;
  const exponentCost = String(point - 1).length + 1 + (length === 1 ? 2 : 1);
  if (point < 0) {
    return 2 - point <= exponentCost ? `0.${"0".repeat(-point)}${digits}` : withExponent(point, digits);
  }
  return point - length + 2 <= exponentCost
    ? `${digits}${"0".repeat(point - length)}.0`
    : withExponent(point, digits);
}

function withExponent(point: number, digits: string): string {
  const rest = digits.length === 1 ? "0" : digits.slice(1);
  return `${digits[0]}.${rest}e${point - 1}`;
}

/** With an exponent of at least two digits and 20 decimals unless told otherwise. Mirrors float_to_list(F, [{scientific, N}]). */
export function scientificFloat(value: number, decimals = 20): string {
  const [mantissa, exponent] = exponential(Math.abs(value), Math.min(decimals, 100));
  const digits = mantissa + "0".repeat(Math.max(0, decimals - 100));
  return `${sign(value)}${digits}e${exponent[0]}${exponent.slice(1).padStart(2, "0")}`;
}

/** Mantissa and exponent, rounded half to even as C does; JavaScript rounds half up. */
function exponential(size: number, decimals: number): [string, string] {
  const rounded = size.toExponential(decimals).split("e") as [string, string];
  if (decimals >= 100 || !size.toExponential(decimals + 1).includes("5e")) return rounded;
  const [exact, exponent] = size.toExponential(100).split("e") as [string, string];
  // The first digit, the point, and the decimals that are kept.
  const kept = exact.slice(0, decimals + 2);
  const isTie = /^50*$/.test(exact.slice(decimals + 2));
  const isEven = /[02468]\.?$/.test(kept);
  return isTie && isEven ? [decimals === 0 ? (exact[0] as string) : kept, exponent] : rounded;
}

/** Decimal digits and exponent (0.DDD × 10^exponent), as ~e, ~f and ~g start from. */
function floatDigits(value: number): { digits: string; exponent: number } {
  const [mantissa, exponent] = exponential(Math.abs(value), 20);
  return { digits: mantissa.replace(".", ""), exponent: Number(exponent) + 1 };
}

/**
 * The digits with `whole` of them before the point and `decimals` after it, rounded half up; `carry` if the first
 * digit overflowed (then it is 0). Mirrors io_lib_format:float_man/3.
 */
function roundDigits(digits: string, whole: number, decimals: number): { text: string; carry: boolean } {
  const wanted = whole + decimals;
  const kept = digits.slice(0, wanted).padEnd(wanted, "0").split("");
  let carry = wanted < digits.length && digits.charCodeAt(wanted) >= 53;
  for (let i = wanted - 1; carry && i >= 0; i--) {
    carry = kept[i] === "9";
    kept[i] = carry ? "0" : String(Number(kept[i]) + 1);
  }
  return { text: `${kept.slice(0, whole).join("")}.${kept.slice(whole).join("")}`, carry };
}

/** What ~e prints. `precision` counts significant digits, 2 at least. */
export function formatE(value: number, precision: number): string {
  const { digits, exponent } = floatDigits(value);
  const { text, carry } = roundDigits(digits, 1, precision - 1);
  const power = carry ? exponent : exponent - 1;
  return `${sign(value)}${carry ? `1${text.slice(1)}` : text}e${power >= 0 ? "+" : ""}${power}`;
}

/** What ~f prints. `precision` counts decimals, 1 at least. */
export function formatF(value: number, precision: number): string {
  let { digits, exponent } = floatDigits(value);
  if (exponent <= 0) {
    digits = "0".repeat(1 - exponent) + digits;
    exponent = 1;
  }
  const { text, carry } = roundDigits(digits, exponent, precision);
  return `${sign(value)}${carry ? "1" : ""}${text}`;
}

/** What ~g prints: as ~f from 0.1 to 10000 where that shows all `precision` significant digits, else as ~e. */
export function formatG(value: number, precision: number): string {
  const size = Math.abs(value);
  let exponent = 0;
  if (size < 0.1) exponent = -2;
  else if (size < 1) exponent = -1;
  else if (size < 10) exponent = 0;
  else if (size < 100) exponent = 1;
  else if (size < 1000) exponent = 2;
  else if (size < 10000) exponent = 3;
  else exponent = Number.POSITIVE_INFINITY;
  if ((precision <= 1 && exponent === -1) || (precision - 1 > exponent && exponent >= -1)) {
    return formatF(value, precision - 1 - exponent);
  }
  return formatE(value, precision <= 1 ? 2 : precision);
}

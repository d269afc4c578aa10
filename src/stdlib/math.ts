// math — OTP's module math: every function takes numbers and gives a float.
//
// What is no number is `badarg`; what has no finite result is `badarith`. OTP's functions are those
// of the C library: exact-math.ts has those of which JavaScript's own often differ in the last bit.
import { badarg, badarith } from "../terms/exception.ts";
import { Float, float } from "../terms/float.ts";
import type { Term } from "../terms/term.ts";
import * as exact from "./exact-math.ts";
import { type OtpModule, otpModule } from "./table.ts";

function valueOf(term: Term): number {
  const value = term instanceof Float ? term.value : typeof term === "bigint" ? Number(term) : term;
  if (typeof value !== "number" || Number.isNaN(value)) throw badarg(term);
  if (!Number.isFinite(value)) throw typeof term === "bigint" ? badarith() : badarg(term);
  return value;
}

/** The float of a result. Its type says what a module gets to see: a number. */
function result(value: number): number {
  if (!Number.isFinite(value)) throw badarith();
  return float(value) as number;
}

const of1 = (f: (x: number) => number) => (x: number) => result(f(valueOf(x)));
const of2 = (f: (x: number, y: number) => number) => (x: number, y: number) =>
  result(f(valueOf(x), valueOf(y)));

const functions = {
  /**
   * The arc cosine. Mirrors math:acos/1.
   *
   * ```eshell
   * 1> math:acos(1).
   * 0.0
   * ```
   */
  acos: of1(exact.acos),
  /**
   * The inverse hyperbolic cosine. Mirrors math:acosh/1.
   *
   * ```eshell
   * 1> math:acosh(1).
   * 0.0
   * ```
   */
  acosh: of1(exact.acosh),
  /**
   * The arc sine. Mirrors math:asin/1.
   *
   * ```eshell
   * 1> math:asin(0).
   * 0.0
   * ```
   */
  asin: of1(exact.asin),
  /**
   * The inverse hyperbolic sine. Mirrors math:asinh/1.
   *
   * ```eshell
   * 1> math:asinh(0).
   * 0.0
   * ```
   */
  asinh: of1(exact.asinh),
  /**
   * The arc tangent. Mirrors math:atan/1.
   *
   * ```eshell
   * 1> math:atan(0).
   * 0.0
   * ```
   */
  atan: of1(exact.atan),
  /**
   * The angle of the point `(X, Y)`, given as Y and X. Mirrors math:atan2/2.
   *
   * ```eshell
   * 1> math:atan2(0, 1).
   * 0.0
   * ```
   */
  atan2: of2(exact.atan2),
  /**
   * The inverse hyperbolic tangent. Mirrors math:atanh/1.
   *
   * ```eshell
   * 1> math:atanh(0).
   * 0.0
   * ```
   */
  atanh: of1(exact.atanh),
  /**
   * The least integral float that is not less. Mirrors math:ceil/1.
   *
   * ```eshell
   * 1> math:ceil(1.2).
   * 2.0
   * ```
   */
  ceil: of1(Math.ceil),
  /**
   * The cosine. Mirrors math:cos/1.
   *
   * ```eshell
   * 1> math:cos(0).
   * 1.0
   * ```
   */
  cos: of1(exact.cos),
  /**
   * The hyperbolic cosine. Mirrors math:cosh/1.
   *
   * ```eshell
   * 1> math:cosh(0).
   * 1.0
   * ```
   */
  cosh: of1(exact.cosh),
  /**
   * The error function. Mirrors math:erf/1.
   *
   * ```eshell
   * 1> math:erf(0).
   * 0.0
   * ```
   */
  erf: of1(exact.erf),
  /**
   * Its complement. Mirrors math:erfc/1.
   *
   * ```eshell
   * 1> math:erfc(0).
   * 1.0
   * ```
   */
  erfc: of1(exact.erfc),
  /**
   * e to the power. Mirrors math:exp/1.
   *
   * ```eshell
   * 1> math:exp(0).
   * 1.0
   * ```
   */
  exp: of1(exact.exp),
  /**
   * The greatest integral float that is not greater. Mirrors math:floor/1.
   *
   * ```eshell
   * 1> math:floor(-1.2).
   * -2.0
   * ```
   */
  floor: of1(Math.floor),
  /**
   * The remainder of a division, with the sign of the first. Mirrors math:fmod/2.
   *
   * ```eshell
   * 1> math:fmod(7, 3).
   * 1.0
   * ```
   */
  fmod: of2((x, y) => x % y),
  /**
   * The natural logarithm. Mirrors math:log/1.
   *
   * ```eshell
   * 1> math:log(1).
   * 0.0
   * 2> math:log(0).
   * ** exception error: an error occurred when evaluating an arithmetic expression
   *      in function  math:log/1
   *         called as math:log(0)
   *         *** argument 1: is outside the domain for this function
   * ```
   */
  log: of1(exact.log),
  /**
   * The logarithm to the base 10. Mirrors math:log10/1.
   *
   * ```eshell
   * 1> math:log10(1000).
   * 3.0
   * ```
   */
  log10: of1(Math.log10),
  /**
   * The logarithm to the base 2. Mirrors math:log2/1.
   *
   * ```eshell
   * 1> math:log2(8).
   * 3.0
   * ```
   */
  log2: of1(Math.log2),
  /**
   * The ratio of a circle's circumference to its diameter. Mirrors math:pi/0.
   *
   * ```eshell
   * 1> math:pi().
   * 3.141592653589793
   * ```
   */
  pi: (): number => Math.PI,
  /**
   * The first to the power of the second. Mirrors math:pow/2.
   *
   * ```eshell
   * 1> math:pow(2, 10).
   * 1024.0
   * ```
   */
  pow: of2(exact.pow),
  /**
   * The sine. Mirrors math:sin/1.
   *
   * ```eshell
   * 1> math:sin(0).
   * 0.0
   * ```
   */
  sin: of1(exact.sin),
  /**
   * The hyperbolic sine. Mirrors math:sinh/1.
   *
   * ```eshell
   * 1> math:sinh(0).
   * 0.0
   * ```
   */
  sinh: of1(Math.sinh),
  /**
   * The square root. Mirrors math:sqrt/1.
   *
   * ```eshell
   * 1> math:sqrt(2).
   * 1.4142135623730951
   * ```
   */
  sqrt: of1(Math.sqrt),
  /**
   * The tangent. Mirrors math:tan/1.
   *
   * ```eshell
   * 1> math:tan(0).
   * 0.0
   * ```
   */
  tan: of1(exact.tan),
  /**
   * The hyperbolic tangent. Mirrors math:tanh/1.
   *
   * ```eshell
   * 1> math:tanh(0).
   * 0.0
   * ```
   */
  tanh: of1(Math.tanh),
  /**
   * Twice pi. Mirrors math:tau/0.
   *
   * ```eshell
   * 1> math:tau().
   * 6.283185307179586
   * ```
   */
  tau: (): number => 2 * Math.PI,
} as const;

/** Module math. Functions of floats; the results are floats. Without a result it is `badarith`. */
export const math: OtpModule<typeof functions> = otpModule("math", functions, {
  errors: "erl_stdlib_errors",
});

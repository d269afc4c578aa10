// math — OTP's module math: every function takes numbers and gives a float.
//
// What is no number is `badarg`; what has no finite result is `badarith`. The last bit may differ from OTP, whose
// functions are those of the C library.
import { badarg, badarith } from "../terms/exception.ts";
import { Float, float } from "../terms/float.ts";
import type { Term } from "../terms/term.ts";
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

/** The error function: its series near zero, else by its complement. */
function erf(x: number): number {
  if (Math.abs(x) > 2.5) return x > 0 ? 1 - erfc(x) : erfc(-x) - 1;
  // 2/sqrt(pi) * exp(-x*x) * sum of 2^n x^(2n+1) / (2n+1)!!, whose terms all have one sign.
  let term = x;
  let sum = x;
  for (let n = 1; Math.abs(term) > Math.abs(sum) * 1e-17; n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

/** The complement of the error function: by a continued fraction far from zero. */
function erfc(x: number): number {
  if (x < 2.5) return 1 - erf(x);
  let fraction = 0;
  for (let n = 120; n > 0; n--) fraction = n / 2 / (x + fraction);
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / (x + fraction);
}

const functions = {
  acos: of1(Math.acos),
  acosh: of1(Math.acosh),
  asin: of1(Math.asin),
  asinh: of1(Math.asinh),
  atan: of1(Math.atan),
  atan2: of2(Math.atan2),
  atanh: of1(Math.atanh),
  ceil: of1(Math.ceil),
  cos: of1(Math.cos),
  cosh: of1(Math.cosh),
  erf: of1(erf),
  erfc: of1(erfc),
  exp: of1(Math.exp),
  floor: of1(Math.floor),
  fmod: of2((x, y) => x % y),
  log: of1(Math.log),
  log10: of1(Math.log10),
  log2: of1(Math.log2),
  pi: (): number => Math.PI,
  pow: of2((x, y) => x ** y),
  sin: of1(Math.sin),
  sinh: of1(Math.sinh),
  sqrt: of1(Math.sqrt),
  tan: of1(Math.tan),
  tanh: of1(Math.tanh),
  tau: (): number => 2 * Math.PI,
} as const;

/** Module math. */
export const math: OtpModule<typeof functions> = otpModule("math", functions, {
  errors: "erl_stdlib_errors",
});

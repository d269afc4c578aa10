// exact-math — the functions of module math whose last bit JavaScript's do not always get right.
//
// Each is computed with twice a float's precision and then rounded, which is what the C library of OTP answers in all but
// very few cases. Where the arguments are too large or too small for that, JavaScript's own function answers.
import {
  add,
  Double,
  divide,
  multiply,
  negate,
  productOf,
  SPLITTER,
  scale,
  squareRoot,
  subtract,
  sumOf,
} from "./double-double.ts";

const ONE = new Double(1, 0);
/** ln 2 in a part that a small integer multiplies exactly, and the rest; so pi/2. */
const LN2 = 0.6931471803691238;
const LN2_REST = new Double(1.9082149292705877e-10, 1.1612227229362532e-26);
const HALF_PI = 1.5707963267341256;
const HALF_PI_NEXT = 6.077100506303966e-11;
const HALF_PI_REST = new Double(2.0222662487959506e-21, 1.0085854035872483e-37);
const TWO_BY_SQRT_PI = new Double(1.1283791670955126, 1.533545961316588e-17);

/** 1/n!, for the series. */
const INVERSE_FACTORIALS: readonly Double[] = inverseFactorials(30);

function inverseFactorials(count: number): Double[] {
  const all: Double[] = [ONE];
  for (let n = 1; n < count; n++) all.push(divide(all[n - 1], new Double(n, 0)));
  return all;
}

/**
 * The sum of `x^i/n!` for n from `low` up to `high`, `step` apart: only those up to `exact` need all of the precision.
 */
function series(x: Double, near: number, high: number, exact: number, low: number, step = 1): Double {
  let rest = INVERSE_FACTORIALS[high].high;
  let n = high - step;
  for (; n > exact; n -= step) rest = rest * near + INVERSE_FACTORIALS[n].high;
  const first = sumOf(INVERSE_FACTORIALS[n].high, rest * near + INVERSE_FACTORIALS[n].low);
  return onwards(first, x, n - step, low, step);
}

/** Goes on with a sum: multiplied by `x` and 1/n! added, again and again. Written out, for it is most of the work. */
function onwards(start: Double, x: Double, from: number, low: number, step: number): Double {
  let high = start.high;
  let rest = start.low;
  const bigX = SPLITTER * x.high;
  const headX = bigX - (bigX - x.high);
  const tailX = x.high - headX;
  for (let n = from; n >= low; n -= step) {
    const next = INVERSE_FACTORIALS[n];
    const product = high * x.high;
    const big = SPLITTER * high;
    const head = big - (big - high);
    const tail = high - head;
    const error = head * headX - product + head * tailX + tail * headX + tail * tailX;
    const lower = error + high * x.low + rest * x.high;
    const sum = product + next.high;
    const part = sum - product;
    const below = product - (sum - part) + (next.high - part) + lower + next.low;
    high = sum + below;
    rest = below - (high - sum);
  }
  return new Double(high, rest);
}

/** e to a power not beyond ±700. */
function expOf(power: Double): Double {
  const twos = Math.round(power.high / Math.LN2);
  const reduced = subtract(
    add(new Double(power.high - twos * LN2, 0), new Double(power.low, 0)),
    multiply(LN2_REST, new Double(twos, 0)),
  );
  // e^r - 1 of a 16th, by its series; each doubling of r squares e^r.
  const part = scale(reduced, 1 / 16);
  let beyondOne = multiply(series(part, part.high, 12, 3, 1), part);
  for (let i = 0; i < 4; i++) beyondOne = add(scale(beyondOne, 2), multiply(beyondOne, beyondOne));
  const half = twos >> 1;
  return scale(scale(add(ONE, beyondOne), 2 ** half), 2 ** (twos - half));
}

/** The logarithm: JavaScript's, and what is missing of it. */
function logOf(x: Double): Double {
  const near = Math.log(x.high);
  const error = subtract(multiply(x, expOf(new Double(-near, 0))), ONE);
  return add(sumOf(near, error.high), new Double(error.low - (error.high * error.high) / 2, 0));
}

/** What is left of an angle not beyond ±100,000 without its quarter turns, and how many these are. */
function withoutTurns(x: number): readonly [Double, number] {
  const quarters = Math.round(x / (Math.PI / 2));
  if (quarters === 0) return [new Double(x, 0), 0];
  const reduced = subtract(
    subtract(sumOf(x, -quarters * HALF_PI), productOf(quarters, HALF_PI_NEXT)),
    multiply(HALF_PI_REST, new Double(quarters, 0)),
  );
  return [reduced, quarters & 3];
}

/** The sine of an angle within an eighth of a turn, as many quarter turns on. */
function sineOf(angle: Double, quarters: number): Double {
  const square = negate(multiply(angle, angle));
  const value =
    quarters % 2 === 0
      ? multiply(series(square, square.high, 23, 9, 1, 2), angle)
      : series(square, square.high, 22, 10, 0, 2);
  return (quarters & 2) === 0 ? value : negate(value);
}

/** Sine and cosine. */
function sineCosine(x: number): readonly [Double, Double] {
  const [angle, quarters] = withoutTurns(x);
  return [sineOf(angle, quarters), sineOf(angle, quarters + 1)];
}

const tooLarge = (x: number, limit: number): boolean => !(Math.abs(x) < limit);
const tooSmall = (x: number, limit: number): boolean => Math.abs(x) < limit;

export const exp = (x: number): number => (tooLarge(x, 700) ? Math.exp(x) : expOf(new Double(x, 0)).high);

export const log = (x: number): number =>
  x > 1e-300 && x < 1e300 ? logOf(new Double(x, 0)).high : Math.log(x);

export function pow(x: number, y: number): number {
  const magnitude = Math.abs(x);
  const near = y * Math.log(magnitude);
  const plain = !(magnitude > 1e-300 && magnitude < 1e300) || tooLarge(near, 700) || near === 0;
  if (plain || (x < 0 && !Number.isInteger(y))) return x ** y;
  const power = expOf(multiply(logOf(new Double(magnitude, 0)), new Double(y, 0))).high;
  return x < 0 && y % 2 !== 0 ? -power : power;
}

export function sin(x: number): number {
  return tooLarge(x, 1e5) || tooSmall(x, 1e-3) ? Math.sin(x) : sineOf(...withoutTurns(x)).high;
}

export function cos(x: number): number {
  if (tooLarge(x, 1e5)) return Math.cos(x);
  const [angle, quarters] = withoutTurns(x);
  return sineOf(angle, quarters + 1).high;
}

export function tan(x: number): number {
  if (tooLarge(x, 1e5) || tooSmall(x, 1e-3)) return Math.tan(x);
  return divide(...sineCosine(x)).high;
}

/** An angle that is nearly right, and what is missing. */
const corrected = (angle: number, over: Double, under: Double): number => angle + divide(over, under).high;

/** The angle of a point: how far the point is beside the line at JavaScript's angle tells what is missing. */
export function atan2(y: number, x: number): number {
  const near = Math.atan2(y, x);
  const usual = [x, y].every((one) => !tooLarge(one, 1e100) && !tooSmall(one, 1e-100));
  if (!usual || tooSmall(near, 1e-3)) return near;
  const [sine, cosine] = sineCosine(near);
  const beside = subtract(multiply(cosine, new Double(y, 0)), multiply(sine, new Double(x, 0)));
  return corrected(near, beside, add(multiply(cosine, new Double(x, 0)), multiply(sine, new Double(y, 0))));
}

export const atan = (x: number): number => (tooLarge(x, 1e100) ? Math.atan(x) : atan2(x, 1));

export function asin(x: number): number {
  const near = Math.asin(x);
  if (tooSmall(x, 1e-3) || tooLarge(x, 0.9999)) return near;
  const [sine, cosine] = sineCosine(near);
  return corrected(near, subtract(new Double(x, 0), sine), cosine);
}

export function acos(x: number): number {
  const near = Math.acos(x);
  if (tooLarge(x, 0.9999)) return near;
  const [sine, cosine] = sineCosine(near);
  return corrected(near, subtract(cosine, new Double(x, 0)), sine);
}

/** As the C library has it, with its roundings. */
export function cosh(x: number): number {
  const size = Math.abs(x);
  if (!(size < 700)) return Math.cosh(x);
  if (size < Math.LN2 / 2) {
    const beyondOne = Math.expm1(size);
    return 1 + (beyondOne * beyondOne) / (2 * (1 + beyondOne));
  }
  const half = exp(size) / 2;
  return size < 22 ? half + 0.25 / half : half;
}

export function asinh(x: number): number {
  if (tooLarge(x, 1e100) || tooSmall(x, 1e-3)) return Math.asinh(x);
  const size = Math.abs(x);
  const value = logOf(add(new Double(size, 0), squareRoot(add(productOf(x, x), ONE)))).high;
  return x < 0 ? -value : value;
}

export function acosh(x: number): number {
  if (!(x > 1) || tooLarge(x, 1e100)) return Math.acosh(x);
  return logOf(add(new Double(x, 0), squareRoot(subtract(productOf(x, x), ONE)))).high;
}

export function atanh(x: number): number {
  if (tooLarge(x, 1) || tooSmall(x, 1e-3)) return Math.atanh(x);
  return scale(logOf(divide(sumOf(1, x), sumOf(1, -x))), 0.5).high;
}

/** The error function by its series, whose terms all have one sign: 2^n x^(2n+1) / (2n+1)!!. */
function erfOf(x: number): Double {
  const square = productOf(x, x);
  let term: Double = new Double(x, 0);
  let sum = term;
  for (let n = 1; Math.abs(term.high) > Math.abs(sum.high) * 1e-25; n++) {
    term = divide(multiply(term, scale(square, 2)), new Double(2 * n + 1, 0));
    sum = add(sum, term);
  }
  return multiply(multiply(TWO_BY_SQRT_PI, expOf(negate(square))), sum);
}

/** Its complement: by a continued fraction far from zero. */
function erfcOf(x: number): Double {
  if (x < 2) return subtract(ONE, erfOf(x));
  let fraction = new Double(0, 0);
  for (let n = 120; n > 0; n--) fraction = divide(new Double(n / 2, 0), add(new Double(x, 0), fraction));
  const factor = scale(multiply(TWO_BY_SQRT_PI, expOf(negate(productOf(x, x)))), 0.5);
  return divide(factor, add(new Double(x, 0), fraction));
}

/** The error function. */
export function erf(x: number): number {
  if (x === 0) return x;
  if (tooLarge(x, 6)) return Math.sign(x);
  return erfOf(x).high;
}

/** The complement of the error function. */
export function erfc(x: number): number {
  if (x < 26.4) return x < -6 ? 2 : erfcOf(x).high;
  // The power of e has no second part any more.
  let fraction = 0;
  for (let n = 20; n > 0; n--) fraction = n / 2 / (x + fraction);
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / (x + fraction);
}

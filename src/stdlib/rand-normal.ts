// rand-normal — the tables of the ziggurat method, which draws from the normal distribution (Marsaglia and Tsang).
//
// The area under exp(-x²/2) is cut into 256 layers of the same size. Layer i reaches out to x(i); a number below
// x(i-1) is certainly under the curve. The lowest layer has the tail beyond R as well.
//
// OTP has the tables written out. Here they are made when they are first needed, in fixed point, with more bits than a
// float has: rounded, they are the same to the last digit, and the numbers drawn depend on that.
import { SystemState } from "./system-state.ts";

const BITS = 96n;
const ONE = 1n << BITS;
const LAYERS = 256;
/** Where the tail begins: 3.6541528853610087963519472518. */
const R = (36541528853610087963519472518n * ONE) / 10n ** 28n;

/** The tables, by layer. */
export interface Ziggurat {
  /** A number of 51 bits below this is under the curve. */
  readonly inside: readonly number[];
  /** What a number of 51 bits is to be multiplied by. */
  readonly width: readonly number[];
  /** The height of the curve at the layer's end. */
  readonly height: readonly number[];
}

const times = (a: bigint, b: bigint): bigint => (a * b) >> BITS;
const over = (a: bigint, b: bigint): bigint => (a << BITS) / b;

function exponential(x: bigint): bigint {
  // The series converges fast near zero: the exponent is halved eight times, and the result squared as often.
  const small = x >> 8n;
  let sum = ONE;
  let term = ONE;
  for (let i = 1n; term !== 0n && term !== -1n; i++) {
    term = times(term, small) / i;
    sum += term;
  }
  for (let i = 0; i < 8; i++) sum = times(sum, sum);
  return sum;
}

function logarithm(x: bigint): bigint {
  let y = BigInt(Math.floor(Math.log(toFloat(x)) * 2 ** 40)) << (BITS - 40n);
  for (let i = 0; i < 2; i++) {
    const e = exponential(y);
    y += 2n * over(x - e, x + e);
  }
  return y;
}

function squareRoot(x: bigint): bigint {
  let root = BigInt(Math.floor(Math.sqrt(toFloat(x)) * 2 ** 40)) << (BITS - 40n);
  for (let i = 0; i < 3; i++) root = (root + over(x, root)) >> 1n;
  return root;
}

function toFloat(x: bigint): number {
  return Number(x) / Number(ONE);
}

const curve = (x: bigint): bigint => exponential(-times(x, x) >> 1n);

function makeZiggurat(): Ziggurat {
  // The area of the tail: curve(R) / (R + 1/(R + 2/(R + 3/ …))).
  let fraction = R;
  for (let k = 300n; k > 0n; k--) fraction = R + over(k * ONE, fraction);
  const area = times(R, curve(R)) + over(curve(R), fraction);
  const ends: bigint[] = new Array(LAYERS);
  const heights: bigint[] = new Array(LAYERS);
  ends[LAYERS - 1] = R;
  heights[LAYERS - 1] = curve(R);
  for (let i = LAYERS - 1; i > 1; i--) {
    heights[i - 1] = heights[i] + over(area, ends[i]);
    ends[i - 1] = squareRoot(-2n * logarithm(heights[i - 1]));
  }
  heights[0] = ONE;
  ends[0] = over(area, heights[LAYERS - 1]);
  const within = (i: number) => (i === 0 ? R : i === 1 ? 0n : ends[i - 1]);
  return {
    inside: ends.map((end, i) => Number(((within(i) << 51n) / end) & ((1n << 51n) - 1n))),
    width: ends.map((end) => toFloat(end) * 2 ** -51),
    height: heights.map(toFloat),
  };
}

/** The tables of a system, made at the first use. */
export const normalTables: SystemState<Ziggurat> = new SystemState(makeZiggurat);

// rand-draws — what module rand makes of a generator's numbers: floats, integers of a range, bytes, an order of elements.
//
// Each function takes a generator and its state, and gives the value with the state after it.
import { fromArray } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import type { Generator } from "./rand-generators.ts";
import { normalTables } from "./rand-normal.ts";
import { ones } from "./rand-seeds.ts";

/** A value and the state after it. */
export type Draw<T> = readonly [value: T, next: Term];

/** A float from 0.0 to below 1.0. */
export function drawFloat(generator: Generator, state: Term): Draw<number> {
  const { value, next } = generator.next(state);
  if (generator.name === "dummy") return [0.5, next];
  // The oldest algorithms divide by the largest number, which rounds.
  if (generator.max !== undefined) return [Number(value) / Number(generator.max + 1n), next];
  return [Number(value >> (generator.bits - 53n)) * 2 ** -53, next];
}

/** An integer from 1 to the range. */
export function drawInteger(generator: Generator, range: bigint, start: Term): Draw<bigint> {
  const { bits, max } = generator;
  let { value, next } = generator.next(start);
  if (generator.name === "dummy") return [1n, next];
  if (max !== undefined) {
    if (range <= max) return [(value % range) + 1n, next];
    return [BigInt(Math.trunc((Number(value) / Number(max + 1n)) * Number(range))) + 1n, next];
  }
  for (;;) {
    if (range > 1n << bits) return drawWide(generator, range, next, value);
    const rest = value % range;
    if (value < range || value - rest <= (1n << bits) - range) return [rest + 1n, next];
    ({ value, next } = generator.next(next));
  }
}

/** A range of more bits than a number has: several numbers make one. */
function drawWide(generator: Generator, range: bigint, state: Term, first: bigint): Draw<bigint> {
  const { bits, weak } = generator;
  const shift = bits - weak;
  const isPower = (range & (range - 1n)) === 0n;
  let next = state;
  let value = first;
  for (;;) {
    let have = bits;
    for (let left = range >> (isPower ? bits : bits - 2n); left > 1n; left >>= shift) {
      const drawn = generator.next(next);
      value = ((value & ~ones(weak)) << shift) | drawn.value;
      next = drawn.next;
      have += shift;
    }
    if (isPower) return [(value & (range - 1n)) + 1n, next];
    const rest = value % range;
    if (value - rest <= (1n << have) - range) return [rest + 1n, next];
    ({ value, next } = generator.next(next));
  }
}

/** A float above 0.0, with all bits of its mantissa random however small it is. */
export function drawReal(generator: Generator, state: Term): Draw<number> {
  const old = generator.max !== undefined;
  const bits = old ? 56n : generator.bits;
  let { value, next } = generator.next(state);
  let mantissa = old ? value & ones(56n) : value >> (bits - 56n);
  let exponent = -56;
  while (mantissa < 1n << 52n) {
    // Bits that are zero in front are made up for from the next number.
    ({ value, next } = generator.next(next));
    if (old) value &= ones(56n);
    if (mantissa === 0n) {
      mantissa = value >> (bits - 56n);
      exponent -= 56;
    } else {
      const missing = 53 - mantissa.toString(2).length;
      mantissa = (mantissa << BigInt(missing)) | (value >> (bits - BigInt(missing)));
      return [Number(mantissa) * 2 ** (exponent - missing), next];
    }
  }
  const extra = mantissa.toString(2).length - 53;
  return [Number(mantissa >> BigInt(extra)) * 2 ** (exponent + extra), next];
}

/** So many bytes. */
export function drawBytes(generator: Generator, count: number, state: Term): Draw<Uint8Array> {
  const bits = generator.max === undefined ? generator.bits : 58n;
  // Whole bytes from the upper end of each number; of the last only as many as are left.
  const good = Number((bits - generator.weak) >> 3n);
  const bytes = new Uint8Array(count);
  let next = state;
  for (let at = 0; at === 0 || at < count; at += good) {
    const drawn = generator.next(next);
    next = drawn.next;
    const size = Math.min(good, count - at);
    const left = drawn.value >> (size === good ? bits - BigInt(good * 8) : BigInt((good - size) * 8));
    for (let i = 0; i < size; i++) bytes[at + i] = Number((left >> BigInt((size - 1 - i) * 8)) & 0xffn);
  }
  return [bytes, next];
}

/** A float of the normal distribution with mean 0 and variance 1. */
export function drawNormal(generator: Generator, state: Term): Draw<number> {
  const { inside, width, height } = normalTables.of();
  const { bits, max } = generator;
  for (let at = state; ; ) {
    const { value, next } = generator.next(at);
    const minus = (value & (max === undefined ? 1n << (bits - 52n) : 1n << 51n)) !== 0n;
    const number = Number(max === undefined ? value >> (bits - 51n) : value & ones(51n));
    const layer = number & 255;
    const x = number * width[layer];
    if (number < inside[layer]) return [minus ? -x : x, next];
    if (layer === 0) return drawTail(generator, minus, next);
    const [u, after] = drawFloat(generator, next);
    const end = height[layer];
    if ((height[layer - 1] - end) * u + end < Math.exp(-0.5 * x * x)) return [minus ? -x : x, after];
    at = after;
  }
}

/** Where it begins. */
const TAIL = 3.654152885361009;

/** A number beyond the lowest layer. */
function drawTail(generator: Generator, minus: boolean, state: Term): Draw<number> {
  for (let at = state; ; ) {
    const [u0, middle] = drawFloat(generator, at);
    const x = -(1 / TAIL) * Math.log(u0);
    const [u1, next] = drawFloat(generator, middle);
    const y = -Math.log(u1);
    if (y + y > x * x) return [minus ? -TAIL - x : TAIL + x, next];
    at = next;
  }
}

/** Random bits, a few at a time. */
class BitStream {
  state: Term;
  private bits = 1n;
  private readonly generator: Generator;
  private readonly mask: bigint;
  constructor(generator: Generator, state: Term) {
    const width = generator.bits - generator.weak;
    this.generator = generator;
    this.state = state;
    this.mask = ones(width > 58n ? 58n : width);
  }
  take(count: bigint): number {
    // A leading one marks the end of the bits.
    if (this.bits < 1n << count) {
      const { value, next } = this.generator.next(this.state);
      this.state = next;
      this.bits = ((value >> this.generator.weak) & this.mask) | (this.mask + 1n);
    }
    const taken = Number(this.bits & ones(count));
    this.bits >>= count;
    return taken;
  }
}

/** Where the three elements go, for each number below six. */
const ORDERS_OF_THREE = ["zyx", "yzx", "zxy", "xzy", "yxz", "xyz"];

/** Puts the elements in random order before `shuffled`, whose first element is its last: two bits choose one of four heaps. */
function scatter(elements: readonly Term[], shuffled: Term[], stream: BitStream): void {
  if (elements.length < 2) {
    shuffled.push(...elements);
  } else if (elements.length === 2) {
    const [x, y] = elements;
    shuffled.push(...(stream.take(1n) === 0 ? [x, y] : [y, x]));
  } else if (elements.length === 3) {
    const [x, y, z] = elements;
    let choice = stream.take(3n);
    while (choice > 5) choice = stream.take(3n);
    const order = [...ORDERS_OF_THREE[choice]].reverse();
    shuffled.push(...order.map((name) => (name === "x" ? x : name === "y" ? y : z)));
  } else {
    const heaps: Term[][] = [[], [], [], []];
    for (const element of elements) heaps[stream.take(2n)].unshift(element);
    for (const heap of heaps) scatter(heap, shuffled, stream);
  }
}

/** The elements of an array in random order, as a list. */
export function drawOrder(generator: Generator, elements: readonly Term[], state: Term): Draw<Term> {
  const stream = new BitStream(generator, state);
  const shuffled: Term[] = [];
  scatter(elements, shuffled, stream);
  return [fromArray(shuffled.reverse()), stream.state];
}

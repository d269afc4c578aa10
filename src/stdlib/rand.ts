// rand — OTP's module rand: random numbers that are the same for the same seed as OTP's.
//
// The state is `{Algorithm, Numbers}`, the algorithm being a map that holds its functions; seed/1,2 keep it in the process
// dictionary. The algorithms are exsss, which is the default, and exsp: Xorshift116 with 58 bits at a time, as bigints.
// Differs from OTP: the other algorithms, jumps, normal distribution and mwc59 are not there.
import { running } from "../process/running.ts";
import { self } from "../process/signals.ts";
import type { System } from "../process/system.ts";
import { isAtom } from "../terms/atom.ts";
import { float, integer, isInteger } from "../terms/float.ts";
import { Fun } from "../terms/fun.ts";
import { Cons, fromArray, type ImproperList, isList, toArray } from "../terms/list.ts";
import { isMap, mapFrom, mapGet } from "../terms/map.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, type Tuple, tuple2, tuple3 } from "../terms/tuple.ts";
import { dictionaryValue, processes } from "./erlang-process.ts";
import { type List, OtpSource } from "./otp-source.ts";
import { type OtpModule, otpModule } from "./table.ts";

const source: OtpSource = new OtpSource("rand");
const KEY = Symbol.for("rand_seed");
const TYPE = Symbol.for("type");
const EXSSS = Symbol.for("exsss");
const EXSP = Symbol.for("exsp");
const DEFAULT = Symbol.for("default");

/** A state, as it prints. */
type State = Tuple<[any, any]>;

const MASK58 = (1n << 58n) - 1n;
const MASK64 = (1n << 64n) - 1n;

/** The two numbers of the algorithm, the one that comes next first. */
interface Pair {
  readonly s1: bigint;
  readonly s0: bigint;
}

/** A number and the state after it. */
interface Drawn {
  readonly value: bigint;
  readonly next: Pair;
}

function xorshift({ s1, s0 }: Pair): Pair {
  const s = (s1 ^ (s1 << 24n)) & MASK58;
  return { s1: s0, s0: s ^ s0 ^ (s >> 11n) ^ (s0 >> 41n) };
}

/** exsss: the state goes on as that of exsp, and its number is scrambled. */
function drawScrambled(pair: Pair): Drawn {
  const v1 = (pair.s0 + (pair.s0 << 2n)) & MASK58;
  const v2 = ((v1 << 7n) | (v1 >> 51n)) & MASK58;
  return { value: (v2 + (v2 << 3n)) & MASK58, next: xorshift(pair) };
}

function drawSum(pair: Pair): Drawn {
  const next = xorshift(pair);
  return { value: (pair.s0 + next.s0) & MASK58, next };
}

function splitmix64(x: bigint): [bigint, bigint] {
  const state = (x + 0x9e3779b97f4a7c15n) & MASK64;
  let z = ((state ^ (state >> 30n)) * 0xbf58476d1ce4e5b9n) & MASK64;
  z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & MASK64;
  return [(z ^ (z >> 31n)) & MASK64, state];
}

function seed58(x: bigint): [bigint, bigint] {
  let [z, state] = splitmix64(x);
  while ((z & MASK58) === 0n) [z, state] = splitmix64(state);
  return [z & MASK58, state];
}

/** The older way to make a state of three numbers. */
function mixedPair([a, b, c]: readonly bigint[]): Pair {
  const first = xorshift({ s1: (a * 4294967197n + 1n) & MASK58, s0: (b * 4294967231n + 1n) & MASK58 });
  return xorshift({ s1: (c * 4294967279n + 1n) & MASK58, s0: first.s0 });
}

function seedPair(type: Term, seed: Term): Pair {
  if (isInteger(seed)) {
    const [s1, state] = seed58(BigInt(seed));
    return { s1, s0: seed58(state)[0] };
  }
  if (isTuple(seed) && seed.length === 3 && seed.every(isInteger)) {
    if (type === EXSP) return mixedPair(seed.map(BigInt));
    const [, x0] = seed58(BigInt(seed[0]));
    const [s1, x1] = seed58(BigInt(seed[1]) ^ x0);
    return { s1, s0: seed58(BigInt(seed[2]) ^ x1)[0] };
  }
  const numbers = isList(seed) ? toArray(seed) : undefined;
  if (numbers?.length !== 2 || !numbers.every(isInteger)) throw source.noClause("exsss_seed", [seed], 2269);
  return { s1: BigInt(numbers[0]) & MASK58, s0: BigInt(numbers[1]) & MASK58 };
}

const draws = new Map<Term, (pair: Pair) => Drawn>([
  [EXSSS, drawScrambled],
  [EXSP, drawSum],
]);

const toTerm = ({ s1, s0 }: Pair): Term => new Cons(integer(s1), integer(s0));

/** The numbers of a state. */
function pairOf(term: Term): Pair {
  if (term instanceof Cons) return { s1: BigInt(term.head), s0: BigInt(term.tail) };
  const { elements, tail } = term as ImproperList;
  return { s1: BigInt(elements[0]), s0: BigInt(tail) };
}

const isState = (term: Term): boolean => isTuple(term) && term.length === 2 && isMap(term[0]);
/** How the state makes its numbers; what is no state has no clause. */
function drawOf(state: State, name: string, args: readonly Term[], line: number): (pair: Pair) => Drawn {
  const draw = isState(state) ? draws.get(mapGet(state[0], TYPE)) : undefined;
  if (draw === undefined) throw source.noClause(name, args, line);
  return draw;
}

const funOf = (index: number, arity: number, invoke: (...args: Term[]) => Term): Fun =>
  new Fun(
    arity,
    invoke,
    { module: Symbol.for("rand"), index, uniq: 38053261, name: `-mk_alg/1-fun-${index}-` },
    [],
  );

/** The algorithm as a map, whose functions other code may call. */
function algorithm(type: Term): Term {
  const draw = draws.get(type);
  if (draw === undefined)
    throw source.noClause(
      "mk_alg",
      [type],
      2134,
      source.item("seed_s", 2, 1085),
      source.item("seed", 1, 959),
    );
  const first = type === EXSSS ? 0 : 4;
  const step = (numbers: Term): Term => {
    const { value, next } = draw(pairOf(numbers));
    return tuple2(integer(value), toTerm(next));
  };
  return mapFrom([
    [TYPE, type],
    [Symbol.for("next"), funOf(first, 1, step)],
    [Symbol.for("bits"), 58],
    [Symbol.for("uniform"), funOf(first + 1, 1, (state) => uniform_s(state))],
    [Symbol.for("uniform_n"), funOf(first + 2, 2, (range, state) => uniform_s(range, state))],
    [Symbol.for("jump"), funOf(first + 3, 1, (state) => state)],
    ...(type === EXSP ? ([[Symbol.for("weak_low_bits"), 1]] as [Term, Term][]) : []),
  ]);
}

/**
 * A state from an algorithm, a seed, or what export_seed/0 gave. Mirrors rand:seed_s/1,2.
 *
 * ```eshell
 * 1> element(1, rand:uniform_s(100, rand:seed_s(exsss, 42))).
 * 94
 * ```
 */
function seed_s(algorithmOrState: any, ...seeds: unknown[]): State {
  if (seeds.length === 1) {
    const type = algorithmOrState === DEFAULT ? EXSSS : algorithmOrState;
    return tuple2(algorithm(type), toTerm(seedPair(type, seeds[0])));
  }
  if (isState(algorithmOrState)) return algorithmOrState;
  const isExported =
    isTuple(algorithmOrState) && algorithmOrState.length === 2 && isAtom(algorithmOrState[0]);
  if (isExported) return tuple2(algorithm(algorithmOrState[0]), algorithmOrState[1]);
  const { random } = running.system as System;
  return seed_s(algorithmOrState, tuple3(random.bits(), random.bits(), random.bits()));
}

/**
 * The same, kept in the process dictionary. Mirrors rand:seed/1,2.
 *
 * ```eshell
 * 1> _ = rand:seed(exsss, 42), rand:uniform(100).
 * 94
 * ```
 */
function seed(algorithmOrState: any, ...seeds: unknown[]): State {
  return keep(seed_s(algorithmOrState, ...seeds));
}
function keep(state: State): State {
  processes.put(KEY, state);
  return state;
}
/** The state of the running process, seeded at the first use. */
function kept(): State {
  return dictionaryValue(self(), KEY) ?? seed(DEFAULT);
}

function exported(state: State): State {
  if (!isState(state)) throw source.noClause("export_seed_s", [state], 917);
  return tuple2(mapGet(state[0], TYPE), state[1]);
}
/**
 * Mirrors rand:export_seed/0.
 *
 * ```eshell
 * 1> _ = rand:seed(exsss, 42), element(1, rand:export_seed()).
 * exsss
 * ```
 */
function export_seed(): State | undefined {
  const state = dictionaryValue(self(), KEY);
  return state === undefined ? undefined : exported(state);
}

const after = (state: State, next: Pair): State => tuple2(state[0], toTerm(next));

/**
 * A float from 0.0 to below 1.0, or an integer from 1 to the range, and the next state. Mirrors rand:uniform_s/1,2.
 *
 * ```eshell
 * 1> element(1, rand:uniform_s(10, rand:seed_s(exsss, 7))).
 * 2
 * ```
 */
function uniform_s(state: State): Tuple<[number, State]>;
function uniform_s(range: number, state: State): Tuple<[number, State]>;
function uniform_s(...args: any[]): Tuple<[any, State]> {
  const state = args[args.length - 1] as State;
  if (args.length === 1) {
    const { value, next } = drawOf(state, "uniform_s", args, 1191)(pairOf(state[1]));
    return tuple2(float(Number(value >> 5n) * 2 ** -53), after(state, next));
  }
  if (!isInteger(args[0]) || args[0] < 1) throw source.noClause("uniform_s", args, 1235);
  const [value, next] = ranged(BigInt(args[0]), drawOf(state, "uniform_s", args, 1235), pairOf(state[1]));
  return tuple2(integer(value), after(state, next));
}

function ranged(range: bigint, draw: (pair: Pair) => Drawn, start: Pair): [bigint, Pair] {
  let pair = start;
  for (;;) {
    const { value, next } = draw(pair);
    pair = next;
    if (range > 1n << 58n) return wide(range, draw, pair, value);
    const rest = value % range;
    if (value < range || value - rest <= (1n << 58n) - range) return [rest + 1n, pair];
  }
}

/** A range of more than 58 bits: several numbers make one. */
function wide(range: bigint, draw: (pair: Pair) => Drawn, start: Pair, first: bigint): [bigint, Pair] {
  const weak = draw === drawSum ? 1n : 0n;
  const shift = 58n - weak;
  const isPower = (range & (range - 1n)) === 0n;
  let pair = start;
  let value = first;
  for (;;) {
    let bits = 58n;
    for (let left = range >> (isPower ? 58n : 56n); left > 1n; left >>= shift) {
      const drawn = draw(pair);
      value = ((value & ~((1n << weak) - 1n)) << shift) | drawn.value;
      pair = drawn.next;
      bits += shift;
    }
    if (isPower) return [(value & (range - 1n)) + 1n, pair];
    const rest = value % range;
    if (value - rest <= (1n << bits) - range) return [rest + 1n, pair];
    const drawn = draw(pair);
    value = drawn.value;
    pair = drawn.next;
  }
}

/** The value of a step, the state being that of the process. */
function stepped(name: string, args: readonly unknown[], step: (state: State) => Tuple<[any, State]>): any {
  if (args.length === 1 && (!isInteger(args[0]) || args[0] < 1)) {
    throw source.noClause(`${name}_s`, [args[0], kept()], 1235, source.item(name, 1, 1143));
  }
  const [value, state] = step(kept());
  keep(state);
  return value;
}

/**
 * Mirrors rand:uniform/0,1.
 *
 * ```eshell
 * 1> _ = rand:seed(exsss, {1,2,3}), [rand:uniform(6) || _ <- lists:seq(1, 5)].
 * [1,1,3,3,3]
 * ```
 */
function uniform(...range: number[]): number {
  return stepped("uniform", range, (state) =>
    range.length === 0 ? uniform_s(state) : uniform_s(range[0], state),
  );
}

/**
 * A float above 0.0 and below 1.0, with all bits of its mantissa random however small it is. Mirrors rand:uniform_real_s/1.
 *
 * ```eshell
 * 1> is_float(element(1, rand:uniform_real_s(rand:seed_s(exsss, 42)))).
 * true
 * ```
 */
function uniform_real_s(state: State): Tuple<[number, State]> {
  const draw = drawOf(state, "uniform_real_s", [state], 1385);
  let { value, next } = draw(pairOf(state[1]));
  let mantissa = value >> 2n;
  let exponent = -56;
  while (mantissa < 1n << 52n) {
    // Bits that are zero in front are made up for from the next number.
    const drawn = draw(next);
    next = drawn.next;
    if (mantissa === 0n) {
      mantissa = drawn.value >> 2n;
      exponent -= 56;
    } else {
      const missing = 53 - mantissa.toString(2).length;
      mantissa = (mantissa << BigInt(missing)) | (drawn.value >> BigInt(58 - missing));
      return tuple2(float(Number(mantissa) * 2 ** (exponent - missing)), after(state, next));
    }
  }
  const extra = mantissa.toString(2).length - 53;
  return tuple2(float(Number(mantissa >> BigInt(extra)) * 2 ** (exponent + extra)), after(state, next));
}

/**
 * So many random bytes. Mirrors rand:bytes_s/2.
 *
 * ```eshell
 * 1> byte_size(element(1, rand:bytes_s(8, rand:seed_s(exsss, 7)))).
 * 8
 * ```
 */
function bytes_s(count: number, state: State): Tuple<[Uint8Array, State]> {
  if (!isInteger(count) || count < 0) throw source.noClause("bytes_s", [count, state], 1605);
  const draw = drawOf(state, "bytes_s", [count, state], 1605);
  const bytes = new Uint8Array(Number(count));
  let pair = pairOf(state[1]);
  for (let at = 0; at === 0 || at < bytes.length; at += 7) {
    const { value, next } = draw(pair);
    pair = next;
    // The lowest two bits are not used; of the last number only as many bytes as are left.
    const size = Math.min(7, bytes.length - at);
    const good = value >> BigInt(size === 7 ? 2 : 56 - size * 8);
    for (let i = 0; i < size; i++) bytes[at + i] = Number((good >> BigInt((size - 1 - i) * 8)) & 0xffn);
  }
  return tuple2(bytes, after(state, pair));
}

/** Random bits, a few at a time. */
class BitStream {
  pair: Pair;
  private bits = 1n;
  private readonly draw: (pair: Pair) => Drawn;
  private readonly shift: bigint;
  constructor(state: State, args: readonly Term[]) {
    this.draw = drawOf(state, "shuffle_s", args, 1946);
    this.pair = pairOf(state[1]);
    this.shift = this.draw === drawSum ? 1n : 0n;
  }
  take(count: bigint): number {
    // A leading one marks the end of the bits.
    if (this.bits < 1n << count) {
      const { value, next } = this.draw(this.pair);
      this.pair = next;
      const mask = MASK58 >> this.shift;
      this.bits = ((value >> this.shift) & mask) | (mask + 1n);
    }
    const taken = Number(this.bits & ((1n << count) - 1n));
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

/**
 * The elements in random order, and the next state. Mirrors rand:shuffle_s/2.
 *
 * ```eshell
 * 1> element(1, rand:shuffle_s([a,b,c,d], rand:seed_s(exsss, 7))).
 * [a,d,c,b]
 * ```
 */
function shuffle_s<T>(list: List<T>, state: State): Tuple<[T[], State]> {
  const elements = toArray(list);
  if (elements === undefined) throw source.noClause("shuffle_s", [list, state], 1970);
  const stream = new BitStream(state, [list, state]);
  const shuffled: Term[] = [];
  scatter(elements, shuffled, stream);
  return tuple2(fromArray(shuffled.reverse()), after(state, stream.pair));
}

const functions = {
  /**
   * Random bytes. Mirrors rand:bytes/1.
   *
   * ```eshell
   * 1> byte_size(rand:bytes(16)).
   * 16
   * ```
   */
  bytes: (count: number): Uint8Array => stepped("bytes", [], (state) => bytes_s(count, state)),
  bytes_s,
  export_seed,
  /**
   * A state in its external form. Mirrors rand:export_seed_s/1.
   *
   * ```eshell
   * 1> element(1, rand:export_seed_s(rand:seed_s(exsss, 42))).
   * exsss
   * ```
   */
  export_seed_s: exported,
  seed: [seed, 1, 2],
  seed_s: [seed_s, 1, 2],
  /**
   * The elements in a random order. Mirrors rand:shuffle/1.
   *
   * ```eshell
   * 1> lists:sort(rand:shuffle([c,a,b])).
   * [a,b,c]
   * ```
   */
  shuffle: <T>(list: List<T>): T[] => stepped("shuffle", [], (state) => shuffle_s(list, state)),
  shuffle_s,
  splitmix64_next: (x: number): Tuple<[number, number]> => {
    const [value, next] = splitmix64(BigInt(x));
    return tuple2(integer(value), integer(next));
  },
  uniform: [uniform, 0, 1],
  /**
   * A float between 0 and 1, as exact near 0 as a float can be. Mirrors rand:uniform_real/0.
   *
   * ```eshell
   * 1> is_float(rand:uniform_real()).
   * true
   * ```
   */
  uniform_real: (): number => stepped("uniform_real", [], uniform_real_s),
  uniform_real_s,
  uniform_s: [uniform_s, 1, 2],
} as const;

/**
 * Module rand. Pseudo random numbers. Each process has its own state, seeded when it is first used, or by
 * `seed/1,2`; with a seed the numbers are those of OTP.
 */
export const rand: OtpModule<typeof functions> = otpModule("rand", functions);

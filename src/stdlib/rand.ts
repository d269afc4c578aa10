// rand — OTP's module rand: random numbers that are the same for the same seed as OTP's.
//
// The state is `{Algorithm, Numbers}`, the algorithm being a map that holds its functions; seed/1,2 keep it in the process
// dictionary. The algorithms are in rand-generators.ts, what is made of their numbers in rand-draws.ts.
// Differs from OTP: a map of one's own is no algorithm.
import { callEntry } from "../process/apply.ts";
import { running } from "../process/running.ts";
import { self } from "../process/signals.ts";
import type { System } from "../process/system.ts";
import { isAtom } from "../terms/atom.ts";
import { badarith, Exception, type StackItem } from "../terms/exception.ts";
import { float, integer, isFloat, isInteger } from "../terms/float.ts";
import { Fun } from "../terms/fun.ts";
import { fromArray, isList, toArray } from "../terms/list.ts";
import { isMap, mapFrom, mapGet } from "../terms/map.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, type Tuple, tuple2, tuple3 } from "../terms/tuple.ts";
import { dictionaryValue, processes } from "./erlang-process.ts";
import { math } from "./math.ts";
import type { List } from "./otp-source.ts";
import {
  type Draw,
  drawBytes,
  drawFloat,
  drawInteger,
  drawNormal,
  drawOrder,
  drawReal,
} from "./rand-draws.ts";
import {
  exro928Far,
  exro928Near,
  exro928Seed,
  exro928Step,
  exspJump,
  exspNext,
  GENERATORS,
  type Generator,
} from "./rand-generators.ts";
import { hash58, mwc59, mwc59_float, mwc59_value, mwc59_value32, mwc59SeedOf } from "./rand-mwc59.ts";
import { GOLDEN, operand, RAND, seedNumbers, splitmix64 } from "./rand-seeds.ts";
import { type Entry, type OtpModule, otpModule } from "./table.ts";

const KEY = Symbol.for("rand_seed");
const TYPE = Symbol.for("type");
const EXSSS = Symbol.for("exsss");
const DEFAULT = Symbol.for("default");

/** A state, as it prints. */
type State = Tuple<[any, any]>;
type Drawing<T> = Tuple<[T, State]>;

const byName: ReadonlyMap<Term, Generator> = new Map(
  GENERATORS.map((generator) => [Symbol.for(generator.name), generator]),
);

/** The numbers that OTP's funs of an algorithm print with: next, uniform, uniform_n and jump. */
const FUN_NUMBERS: Record<string, readonly [number, number?, number?, number?]> = {
  exsss: [0, 1, 2, 3],
  exsp: [5, 7, 8, 3],
  exsplus: [5, undefined, undefined, 3],
  exs64: [9],
  exs1024: [11, undefined, undefined, 12],
  exs1024s: [11, undefined, undefined, 12],
  exrop: [14, 15, 16, 17],
  exro928ss: [19, 20, 21, 22],
  dummy: [24, 25, 26],
};

const isState = (term: Term): boolean => isTuple(term) && term.length === 2 && isMap(term[0]);

/** The algorithm of a state; what is no state has no clause. */
function generatorOf(state: State, name: string, args: readonly Term[], line: number): Generator {
  const generator = isState(state) ? byName.get(mapGet(state[0], TYPE)) : undefined;
  if (generator === undefined) throw RAND.noClause(name, args, line);
  return generator;
}

const drawing = <T>(state: State, [value, next]: Draw<T>): Drawing<T> =>
  tuple2(value, tuple2(state[0], next));

const randFun = (index: number, arity: number, invoke: (...args: Term[]) => Term): Fun =>
  new Fun(
    arity,
    invoke,
    { module: Symbol.for("rand"), index, uniq: 38053261, name: `-mk_alg/1-fun-${index}-` },
    [],
  );

/** The algorithm as a map, whose functions other code may call. */
function algorithm(type: Term, ...callers: StackItem[]): [Term, Generator] {
  const generator = byName.get(type);
  if (generator === undefined) throw RAND.noClause("mk_alg", [type], 2134, ...callers);
  const { bits, weak, max, jump } = generator;
  const [next, uniform, uniformN, jumping] = FUN_NUMBERS[generator.name];
  const entries: [string, Term][] = [["type", type]];
  const step = (numbers: Term): Term => {
    const drawn = generator.next(numbers);
    return tuple2(integer(drawn.value), drawn.next);
  };
  entries.push(["next", randFun(next, 1, step)]);
  if (max === undefined) entries.push(["bits", Number(bits)]);
  else entries.push(["max", integer(max)]);
  if (uniform !== undefined) entries.push(["uniform", randFun(uniform, 1, (state) => uniform_s(state))]);
  if (uniformN !== undefined) {
    entries.push(["uniform_n", randFun(uniformN, 2, (range, state) => uniform_s(range, state))]);
  }
  if (jumping !== undefined && jump !== undefined) {
    entries.push(["jump", randFun(jumping, 1, (state) => tuple2(state[0], jump(state[1])))]);
  }
  if (max === undefined && weak > 0n) entries.push(["weak_low_bits", Number(weak)]);
  return [mapFrom(entries.map(([key, value]) => [Symbol.for(key), value])), generator];
}

/**
 * A state from an algorithm, a seed, or what export_seed/0 gave. Mirrors rand:seed_s/1,2.
 *
 * ```eshell
 * 1> element(1, rand:uniform_s(100, rand:seed_s(exsss, 42))).
 * 94
 * 2> element(1, rand:uniform_s(rand:seed_s(exro928ss, 42))).
 * 0.3672301478324621
 * ```
 */
function seed_s(algorithmOrState: any, ...seeds: unknown[]): State {
  return seeded(algorithmOrState, seeds, []);
}
function seeded(given: any, seeds: readonly unknown[], callers: readonly StackItem[]): State {
  if (seeds.length === 1) {
    const type = given === DEFAULT ? EXSSS : given;
    const [handler, generator] = algorithm(type, RAND.item("seed_s", 2, 1085), ...callers);
    return tuple2(handler, generator.seed(seeds[0], [RAND.item("seed_s", 2, 1086), ...callers]));
  }
  if (isState(given)) return given;
  if (isTuple(given) && given.length === 2 && isAtom(given[0])) {
    return tuple2(algorithm(given[0], RAND.item("seed_s", 1, 1002), ...callers)[0], given[1]);
  }
  return seeded(given, [tuple3(...randomNumbers())], callers);
}

function randomNumbers(): [number, number, number] {
  const { random } = running.system as System;
  return [random.bits(), random.bits(), random.bits()];
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
  const at = seeds.length === 1 ? RAND.item("seed", 2, 1055) : RAND.item("seed", 1, 959);
  return keep(seeded(algorithmOrState, seeds, [at]));
}
function keep(state: State): State {
  processes.put(KEY, state);
  return state;
}
/** The state of the running process, seeded at the first use. */
function kept(): State {
  return dictionaryValue(self(), KEY) ?? seed(DEFAULT);
}

/** The value of a step, the state being that of the process; `at` is where that calls it. */
function stepped<T>(
  at: readonly [name: string, arity: number, line: number],
  step: (state: State) => Drawing<T>,
): T {
  try {
    const [value, state] = step(kept());
    keep(state);
    return value;
  } catch (thrown) {
    if (thrown instanceof Exception) thrown.items.push(RAND.item(...at));
    throw thrown;
  }
}

/** Adds those who wait to what a function of this module raises. */
function calledFrom<T>(callers: readonly StackItem[], call: () => T): T {
  try {
    return call();
  } catch (thrown) {
    if (thrown instanceof Exception) thrown.items.push(...callers);
    throw thrown;
  }
}

/**
 * A state in its external form. Mirrors rand:export_seed_s/1.
 *
 * ```eshell
 * 1> element(1, rand:export_seed_s(rand:seed_s(exsss, 42))).
 * exsss
 * ```
 */
function export_seed_s(state: State): State {
  if (!isState(state)) throw RAND.noClause("export_seed_s", [state], 917);
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
  return isState(state) ? export_seed_s(state) : undefined;
}

/**
 * A float from 0.0 to below 1.0, or an integer from 1 to the range, and the next state. Mirrors rand:uniform_s/1,2.
 *
 * ```eshell
 * 1> element(1, rand:uniform_s(10, rand:seed_s(exsss, 7))).
 * 2
 * ```
 */
function uniform_s(state: State): Drawing<number>;
function uniform_s(range: number, state: State): Drawing<number>;
function uniform_s(...args: any[]): Drawing<any> {
  const state = args[args.length - 1] as State;
  if (args.length === 1) {
    const [value, next] = drawFloat(generatorOf(state, "uniform_s", args, 1191), state[1]);
    return tuple2(float(value), tuple2(state[0], next));
  }
  if (!isInteger(args[0]) || args[0] < 1) throw RAND.noClause("uniform_s", args, 1235);
  const generator = generatorOf(state, "uniform_s", args, 1235);
  const [value, next] = drawInteger(generator, BigInt(args[0]), state[1]);
  return tuple2(integer(value), tuple2(state[0], next));
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
  if (range.length === 0) return stepped(["uniform", 0, 1115], uniform_s);
  return stepped(["uniform", 1, 1143], (state) => uniform_s(range[0], state));
}

/**
 * A float above 0.0 and below 1.0, with all bits of its mantissa random however small it is. Mirrors rand:uniform_real_s/1.
 *
 * ```eshell
 * 1> is_float(element(1, rand:uniform_real_s(rand:seed_s(exsss, 42)))).
 * true
 * ```
 */
function uniform_real_s(state: State): Drawing<number> {
  const [value, next] = drawReal(generatorOf(state, "uniform_real_s", [state], 1385), state[1]);
  return tuple2(float(value) as number, tuple2(state[0], next));
}

/**
 * So many random bytes. Mirrors rand:bytes_s/2.
 *
 * ```eshell
 * 1> byte_size(element(1, rand:bytes_s(8, rand:seed_s(exsss, 7)))).
 * 8
 * ```
 */
function bytes_s(count: number, state: State): Drawing<Uint8Array> {
  if (!isInteger(count) || count < 0) throw RAND.noClause("bytes_s", [count, state], 1605);
  const generator = generatorOf(state, "bytes_s", [count, state], 1605);
  return drawing(state, drawBytes(generator, Number(count), state[1]));
}

/**
 * The elements in random order, and the next state. Mirrors rand:shuffle_s/2.
 *
 * ```eshell
 * 1> element(1, rand:shuffle_s([a,b,c,d], rand:seed_s(exsss, 7))).
 * [a,d,c,b]
 * ```
 */
function shuffle_s<T>(list: List<T>, state: State): Drawing<T[]> {
  if (!isList(list)) throw RAND.noClause("shuffle_s", [list, state], 1946);
  const generator = generatorOf(state, "shuffle_s", [list, state], 1946);
  const elements = toArray(list);
  if (elements === undefined) {
    // The rest of OTP's arguments is how it goes on drawing bits.
    const width = generator.bits - generator.weak;
    const mask = (1n << (width > 58n ? 58n : width)) - 1n;
    const next = tuple3(mapGet(state[0], Symbol.for("next")), Number(generator.weak), integer(mask));
    const args = [list, fromArray([]), 1, fromArray([state[1]], next)];
    throw RAND.noClause("shuffle_r", args, 2020, RAND.item("shuffle_s", 2, 1949));
  }
  return drawing(state, drawOrder(generator, elements, state[1]));
}

/**
 * The state after very many numbers: for parallel use of one seed. Mirrors rand:jump/0,1.
 *
 * ```eshell
 * 1> rand:export_seed_s(rand:jump(rand:seed_s(exsss, 42))).
 * {exsss,[191001638507602019|34679036167824359]}
 * ```
 */
function jump(...states: State[]): State {
  if (states.length === 0) return keep(calledFrom([RAND.item("jump", 0, 1744)], () => jump(kept())));
  const [state] = states;
  const generator = generatorOf(state, "jump", [state], 1704);
  if (generator.jump === undefined) throw RAND.error(Symbol.for("not_implemented"), "jump", 1, 1707);
  return tuple2(state[0], generator.jump(state[1]));
}

/**
 * A float of the normal distribution, of mean 0 and variance 1 or as given, and the next state. Mirrors rand:normal_s/1,3.
 *
 * ```eshell
 * 1> element(1, rand:normal_s(rand:seed_s(exsss, 1))).
 * -0.813791342132042
 * 2> element(1, rand:normal_s(0, 2, rand:seed_s(exsss, 1))).
 * -1.1508747529849372
 * ```
 */
function normal_s(state: State): Drawing<number>;
function normal_s(mean: number, variance: number, state: State): Drawing<number>;
function normal_s(...args: any[]): Drawing<number> {
  const state = args[args.length - 1] as State;
  if (args.length === 1) {
    const generator = generatorOf(state, "-inlined-get_52/1-", args, 3472);
    const [value, next] = drawNormal(generator, state[1]);
    return tuple2(float(value) as number, tuple2(state[0], next));
  }
  const [mean, variance] = args;
  if ((isFloat(variance) || isInteger(variance)) && !(Number(variance) >= 0))
    throw RAND.noClause("normal_s", args, 1878);
  const [value, next] = calledFrom([RAND.item("normal_s", 3, 1879)], () => normal_s(state));
  return tuple2(stretched(mean, variance, value, RAND.item("normal_s", 3, 1880)), next);
}

const SQRT = math.entries.get("sqrt/1") as Entry;

/** Mean + sqrt(Variance) * Value, at that place. */
function stretched(mean: Term, variance: Term, value: number, at: StackItem): number {
  const root = Number(calledFrom([at], () => callEntry(SQRT, [variance])));
  const result = isFloat(mean) || isInteger(mean) ? Number(mean) + root * Number(value) : Number.NaN;
  if (!Number.isFinite(result)) throw new Exception("error", badarith().reason, [at]);
  return float(result) as number;
}

/**
 * A float of the normal distribution, of mean 0 and variance 1 or as given. Mirrors rand:normal/0,2.
 *
 * ```eshell
 * 1> _ = rand:seed(exsss, 1), rand:normal().
 * -0.813791342132042
 * ```
 */
function normal(...args: number[]): number {
  if (args.length === 0) return stepped(["normal", 0, 1768], (state) => normal_s(state));
  // OTP takes the root first.
  const at = RAND.item("normal", 2, 1794);
  stretched(0, args[1], 0, at);
  return stretched(
    args[0],
    args[1],
    calledFrom([at], () => normal()),
    at,
  );
}

/** Both numbers that exro928's next one is made of, and the state after them. */
function exro928_next(state: Term): Term {
  const { s15, s0, next } = exro928Step(state, "exro928_next", 2716);
  return tuple2(tuple2(integer(s15), integer(s0)), next);
}

/** So many numbers of SplitMix64 from a seed. */
function seed58(count: Term, seed: Term): Term {
  if (!isInteger(count))
    throw RAND.within("-", [count, 1], [RAND.item("seed58", 2, 3333)], () => badOperand());
  const items = [
    RAND.item("splitmix64_next", 1, 3401),
    RAND.item("seed58", 1, 3336),
    RAND.item("seed58", 2, 3332),
  ];
  if (count === 0) return fromArray([]);
  return fromArray(seedNumbers(Number(count), operand(seed, "+", GOLDEN, ...items)).map(integer));
}
function badOperand(): never {
  throw badarith();
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
  bytes: (count: number): Uint8Array => stepped(["bytes", 1, 1553], (state) => bytes_s(count, state)),
  bytes_s,
  export_seed,
  export_seed_s,
  exro928_jump_2pow20: exro928Near,
  exro928_jump_2pow512: exro928Far,
  exro928_next,
  exro928_next_state: (state: Term): Term => exro928Step(state, "exro928_next_state", 2725).next,
  exro928_seed: (seed: Term): Term => exro928Seed(seed, []),
  /**
   * The algorithm exsp without a state around its numbers: the state after very many numbers. Mirrors rand:exsp_jump/1.
   *
   * ```eshell
   * 1> rand:exsp_jump([1|2]).
   * [62857607239118635|99818531232796752]
   * ```
   */
  exsp_jump: (state: Term): Term => exspJump(state),
  /**
   * The algorithm exsp without a state around its numbers: a number of 58 bits, and the next. Mirrors rand:exsp_next/1.
   *
   * ```eshell
   * 1> rand:exsp_next([1|2]).
   * {16785413,[2|16785411]}
   * ```
   */
  exsp_next: (state: Term): Term => {
    const { value, next } = exspNext(state);
    return tuple2(integer(value), next);
  },
  jump: [jump, 0, 1],
  mwc59,
  mwc59_float,
  /**
   * A state for mwc59, random or from an integer of 58 bits. Mirrors rand:mwc59_seed/0,1.
   *
   * ```eshell
   * 1> rand:mwc59_seed(1).
   * 11213862807209314
   * ```
   */
  mwc59_seed: [
    (...seeds: Term[]): Term =>
      seeds.length > 0
        ? mwc59SeedOf(seeds[0])
        : integer(randomNumbers().reduce((sum, number) => sum ^ hash58(BigInt(number)), 0n) + 1n),
    0,
    1,
  ],
  mwc59_value,
  mwc59_value32,
  normal: [normal, 0, 2],
  normal_s: [normal_s, 1, 3],
  seed: [seed, 1, 2],
  seed58,
  seed_s: [seed_s, 1, 2],
  /**
   * The elements in a random order. Mirrors rand:shuffle/1.
   *
   * ```eshell
   * 1> lists:sort(rand:shuffle([c,a,b])).
   * [a,b,c]
   * ```
   */
  shuffle: <T>(list: List<T>): T[] => stepped(["shuffle", 1, 1905], (state) => shuffle_s(list, state)),
  shuffle_s,
  splitmix64_next: (x: Term): Tuple<[number, number]> => {
    const [value, next] = splitmix64(operand(x, "+", GOLDEN, RAND.item("splitmix64_next", 1, 3401)));
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
  uniform_real: (): number => stepped(["uniform_real", 0, 1286], uniform_real_s),
  uniform_real_s,
  uniform_s: [uniform_s, 1, 2],
} as const;

/**
 * Module rand. Pseudo random numbers. Each process has its own state, seeded when it is first used, or by
 * `seed/1,2`; with a seed the numbers are those of OTP.
 */
export const rand: OtpModule<typeof functions> = otpModule("rand", functions);

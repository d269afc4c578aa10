// array — OTP's module array: what takes elements one by one, and the export table. array-tree has how they are kept.
import { callFun1, callFun2, callFun3 } from "../process/apply.ts";
import { Frame, proc } from "../process/frame.ts";
import { running } from "../process/running.ts";
import { Exception } from "../terms/exception.ts";
import { isInteger } from "../terms/float.ts";
import { fromArray, toArray } from "../terms/list.ts";
import { equalExact } from "../terms/order.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, type Tuple, tuple2 } from "../terms/tuple.ts";
import {
  type ArrayState,
  emptyState,
  filledState,
  getAt,
  growTo,
  read,
  setAt,
  shrinkTo,
  write,
} from "./array-tree.ts";
import { isFunOf } from "./fun-arity.ts";
import { type Awaitable, badmatch, type List, OtpSource, raiseAt } from "./otp-source.ts";
import { type OtpModule, otpModule } from "./table.ts";

const source: OtpSource = new OtpSource("array");
const BADARG = Symbol.for("badarg");

/** An array, as it prints. */
type Arr = any;

/** `error(badarg)`, which does not tell the arguments. */
const bad = (name: string, arity: number, line: number): Exception => source.error(BADARG, name, arity, line);

function stateOf(array: Arr, name: string, arity: number, line: number): ArrayState {
  const state = read(array);
  if (state === undefined) throw bad(name, arity, line);
  return state;
}

/**
 * An empty array; options are a size, `fixed`, `{fixed, F}`, `{size, N}`, `{default, D}`. Mirrors array:new/0,1,2.
 *
 * ```eshell
 * 1> array:size(array:new(3)).
 * 3
 * 2> array:to_list(array:new([{size,2},{default,0}])).
 * [0,0]
 * ```
 */
function make(...args: any[]): Arr {
  const state = emptyState(undefined);
  if (args.length === 2) {
    if (!isInteger(args[0]) || args[0] < 0) throw bad("new", 2, 314);
    state.size = Number(args[0]);
    state.fixed = true;
  }
  const given = args[args.length - 1];
  const options = args.length === 0 ? [] : (toArray(given) ?? [given]);
  for (const option of options) {
    const [name, value] = isTuple(option) && option.length === 2 ? option : [option, true];
    const size = isInteger(option) ? option : name === Symbol.for("size") ? value : undefined;
    if (isInteger(size) && size >= 0) {
      state.size = Number(size);
      state.fixed = true;
    } else if (name === Symbol.for("fixed") && typeof value === "boolean") state.fixed = value;
    else if (name === Symbol.for("default") && isTuple(option)) state.default = value;
    else throw bad("new_1", 4, 335);
  }
  return write(emptyState(state.default, state.size, state.fixed));
}

/**
 * The array of a list's elements. Mirrors array:from_list/1,2.
 *
 * ```eshell
 * 1> array:to_list(array:from_list([a,b,c])).
 * [a,b,c]
 * ```
 */
function from_list(list: List<unknown>, ...otherwise: unknown[]): Arr {
  const elements = toArray(list);
  if (elements === undefined) throw bad("from_list", 2, 1208);
  return write(filledState(elements, otherwise[0]));
}

/**
 * The array of a list of `{Index, Value}`. Mirrors array:from_orddict/1,2.
 *
 * ```eshell
 * 1> array:to_list(array:from_orddict([{0,a},{2,c}])).
 * [a,undefined,c]
 * ```
 */
function from_orddict(list: List<unknown>, ...otherwise: unknown[]): Arr {
  const pairs = toArray(list);
  const good = pairs?.every(
    (pair, i) =>
      isTuple(pair) &&
      pair.length === 2 &&
      isInteger(pair[0]) &&
      pair[0] >= (i === 0 ? 0 : pairs[i - 1][0] + 1),
  );
  if (pairs === undefined || !good) throw bad("from_orddict", 2, 1390);
  const elements: Term[] = [];
  for (const [index, value] of pairs) {
    while (elements.length < index) elements.push(otherwise[0]);
    elements.push(value);
  }
  return write(filledState(elements, otherwise[0]));
}

/**
 * The element at an index counted from 0; the default beyond the end of an array that may grow. Mirrors array:get/2.
 *
 * ```eshell
 * 1> array:get(1, array:from_list([a,b,c])).
 * b
 * ```
 */
function get(index: number, array: Arr): any {
  const state = stateOf(array, "get", 2, 985);
  if (!isInteger(index) || index < 0) throw bad("get", 2, 985);
  if (index < state.size) return getAt(state, Number(index));
  if (state.fixed) throw bad("get", 2, 980);
  return state.default;
}

/**
 * The array with an element set; it grows unless it is fixed. Mirrors array:set/3.
 *
 * ```eshell
 * 1> array:to_list(array:set(3, x, array:new())).
 * [undefined,undefined,undefined,x]
 * ```
 */
function set(index: number, value: unknown, array: Arr): Arr {
  const state = stateOf(array, "set", 3, 720);
  if (!isInteger(index) || index < 0) throw bad("set", 3, 720);
  if (index >= state.size && state.fixed) throw bad("set", 3, 687);
  return write(setAt(state, Number(index), value));
}

/**
 * The array with an element as it was at first. Mirrors array:reset/2.
 *
 * ```eshell
 * 1> array:to_list(array:reset(1, array:from_list([a,b,c]))).
 * [a,undefined,c]
 * ```
 */
function reset(index: number, array: Arr): Arr {
  const state = stateOf(array, "reset", 2, 1060);
  if (!isInteger(index) || index < 0 || (index >= state.size && state.fixed)) throw bad("reset", 2, 1060);
  return index >= state.size ? array : write(setAt(state, Number(index), state.default));
}

/**
 * The array with another size: that of its last element set, or the one given. Mirrors array:resize/1,2.
 *
 * ```eshell
 * 1> array:to_list(array:resize(2, array:from_list([a,b,c]))).
 * [a,b]
 * ```
 */
function resize(first: any, ...second: Arr[]): Arr {
  const array = second.length === 0 ? first : second[0];
  const state = stateOf(array, "resize", 2, 480);
  const size = second.length === 0 ? sparse_size(array) : first;
  if (!isInteger(size) || size < 0) throw bad("resize", 2, 480);
  return write(size >= state.size ? growTo(state, Number(size)) : shrinkTo(state, Number(size)));
}

const elementsOf = (state: ArrayState): Term[] =>
  Array.from({ length: state.size }, (_, i) => getAt(state, i));
const isSet = (state: ArrayState, element: Term): boolean => !equalExact(element, state.default);

/**
 * The size without the defaults at the end. Mirrors array:sparse_size/1.
 *
 * ```eshell
 * 1> array:sparse_size(array:resize(9, array:from_list([a,b]))).
 * 2
 * ```
 */
function sparse_size(array: Arr): number {
  const state = stateOf(array, "sparse_size", 1, 1130);
  const elements = elementsOf(state);
  while (elements.length > 0 && !isSet(state, elements[elements.length - 1])) elements.pop();
  return elements.length;
}

/**
 * Mirrors array:to_list/1.
 *
 * ```eshell
 * 1> array:to_list(array:from_list([a,b])).
 * [a,b]
 * ```
 */
const to_list = (array: Arr): any[] => fromArray(elementsOf(stateOf(array, "to_list", 1, 1100))) as any[];
/**
 * The elements that are set. Mirrors array:sparse_to_list/1.
 *
 * ```eshell
 * 1> array:sparse_to_list(array:set(3, x, array:new())).
 * [x]
 * ```
 */
function sparse_to_list(array: Arr): any[] {
  const state = stateOf(array, "sparse_to_list", 1, 1150);
  return fromArray(elementsOf(state).filter((element) => isSet(state, element))) as any[];
}
function orddict(array: Arr, sparse: boolean): any[] {
  const state = stateOf(array, "to_orddict", 1, 1300);
  const pairs = elementsOf(state).map((element, i) => tuple2(i, element));
  return fromArray(sparse ? pairs.filter((pair) => isSet(state, pair[1])) : pairs) as any[];
}

/**
 * The array with an element more, at its end. Mirrors array:append/2.
 *
 * ```eshell
 * 1> array:to_list(array:append(c, array:from_list([a,b]))).
 * [a,b,c]
 * ```
 */
const append = (value: unknown, array: Arr): Arr => set(stateOf(array, "append", 2, 900).size, value, array);
/**
 * The array with an element more, at its beginning. Mirrors array:prepend/2.
 *
 * ```eshell
 * 1> array:to_list(array:prepend(c, array:from_list([a,b]))).
 * [c,a,b]
 * ```
 */
const prepend = (value: unknown, array: Arr): Arr => set(0, value, shift(-1, array));

/**
 * The array without its first elements, or with so many more in front. Mirrors array:shift/2.
 *
 * ```eshell
 * 1> array:to_list(array:shift(1, array:from_list([a,b,c]))).
 * [b,c]
 * ```
 */
function shift(steps: number, array: Arr): Arr {
  const state = stateOf(array, "shift", 2, 830);
  if (!isInteger(steps) || steps > state.size) throw bad("shift", 2, 830);
  const elements = elementsOf(state);
  const kept =
    steps >= 0 ? elements.slice(Number(steps)) : [...Array(-Number(steps)).fill(state.default), ...elements];
  return write({ ...filledState(kept, state.default), fixed: state.fixed });
}

/**
 * Part of an array. Mirrors array:slice/3.
 *
 * ```eshell
 * 1> array:to_list(array:slice(1, 2, array:from_list([a,b,c,d]))).
 * [b,c]
 * ```
 */
function slice(start: number, length: number, array: Arr): Arr {
  const state = stateOf(array, "slice", 3, 880);
  if (!isInteger(start) || start < 0 || !isInteger(length) || length < 0 || start + length > state.size)
    throw bad("slice", 3, 880);
  return write(filledState(elementsOf(state).slice(start, start + length), state.default));
}

/**
 * Arrays one after the other: a list of them, or two. Mirrors array:concat/1,2.
 *
 * ```eshell
 * 1> array:to_list(array:concat(array:from_list([a]), array:from_list([b]))).
 * [a,b]
 * ```
 */
function concat(first: any, ...second: Arr[]): Arr {
  const arrays = second.length === 0 ? toArray(first) : [first, second[0]];
  if (arrays === undefined || arrays.length === 0) throw bad("concat", 1, 940);
  return arrays.reduce((all, next) =>
    elementsOf(stateOf(next, "concat", 2, 950)).reduce((array, element) => append(element, array), all),
  );
}

type Folder<A> = (index: number, element: any, accumulator: A) => Awaitable<A>;

/** What an array's elements are gone through by: all or those that are set, from either end. */
function steps(
  array: Arr,
  fun: Term,
  arity: number,
  name: string,
  sparse: boolean,
  back: boolean,
): [number, Term][] {
  const state = read(array);
  if (state === undefined || !isFunOf(fun, arity)) throw bad(name, arity, 1450);
  const all = elementsOf(state).map((element, i): [number, Term] => [i, element]);
  const kept = sparse ? all.filter(([, element]) => isSet(state, element)) : all;
  return back ? kept.reverse() : kept;
}

const foldLoop = proc(
  function* foldl(fun: Term, initial: Term, elements: [number, Term][]): Generator<unknown, any, any> {
    let accumulator = initial;
    for (const [index, element] of elements) {
      running.at = 0;
      accumulator = callFun3(fun, index, element, accumulator);
      if (accumulator instanceof Frame) accumulator = yield accumulator;
    }
    return accumulator;
  },
  source.info("foldl_1", 5, 1560),
);
const folder =
  (name: string, sparse: boolean, back: boolean): Fold =>
  (...args: any[]): Promise<any> => {
    const [fun, initial, array] = args.slice(-3);
    const elements = steps(array, fun, 3, name, sparse, back);
    if (args.length === 3) return foldLoop(fun, initial, elements);
    const [low, high] = args;
    if (!isInteger(low) || low < 0 || !isInteger(high) || high >= array[1]) throw bad(name, 5, 1560);
    return foldLoop(
      fun,
      initial,
      elements.filter(([index]) => index >= low && index <= high),
    );
  };

/**
 * All elements, or those of the indices from `low` to `high`. Mirrors array:foldl/3,5 and its like.
 *
 * ```eshell
 * 1> array:foldl(fun(I, V, Sum) -> I * V + Sum end, 0, array:from_list([1,2,3])).
 * 8
 * ```
 */
interface Fold {
  <A>(fun: Folder<A>, initial: A, array: Arr): Promise<A>;
  <A>(low: number, high: number, fun: Folder<A>, initial: A, array: Arr): Promise<A>;
}

/** The array of what a fun gives, called with its state: `{Value, State}` each time, `done` at the end. Mirrors array:from/2,3. */
function from(fun: (state: any) => unknown, state: unknown, ...otherwise: unknown[]): Promise<Arr> {
  if (!isFunOf(fun, 1)) throw bad("from", 3, 1332);
  return fromLoop(fun, state, otherwise[0]);
}
const fromLoop = proc(
  function* from(fun: Term, initial: Term, otherwise: Term): Generator<unknown, Arr, any> {
    const elements: Term[] = [];
    for (let state = initial; ; ) {
      running.at = 0;
      let step = callFun1(fun, state);
      if (step instanceof Frame) step = yield step;
      if (step === DONE) return write(filledState(elements, otherwise));
      if (!isTuple(step) || step.length !== 2) throw raiseAt(0, new Exception("error", BADARG));
      elements.push(step[0]);
      state = step[1];
    }
  },
  source.info("from_fun_1", 7, 1350),
);
const DONE = Symbol.for("done");

const mapLoop = proc(
  function* map(fun: Term, array: Arr, elements: [number, Term][]): Generator<unknown, Arr, any> {
    const state = read(array) as ArrayState;
    const made = elementsOf(state);
    for (const [index, element] of elements) {
      running.at = 0;
      let value = callFun2(fun, index, element);
      if (value instanceof Frame) value = yield value;
      made[index] = value;
    }
    return write({ ...filledState(made, state.default), fixed: state.fixed });
  },
  source.info("map_1", 5, 1480),
);
const mapper =
  (name: string, sparse: boolean) =>
  (fun: (index: number, element: any) => unknown, array: Arr): Promise<Arr> =>
    mapLoop(fun, array, steps(array, fun, 2, name, sparse, false));

const mapfoldLoop = proc(
  function* mapfold(
    fun: Term,
    initial: Term,
    array: Arr,
    elements: [number, Term][],
  ): Generator<unknown, any, any> {
    const state = read(array) as ArrayState;
    const made = elementsOf(state);
    let accumulator = initial;
    for (const [index, element] of elements) {
      running.at = 0;
      let pair = callFun3(fun, index, element, accumulator);
      if (pair instanceof Frame) pair = yield pair;
      if (!isTuple(pair) || pair.length !== 2) throw raiseAt(0, badmatch(pair));
      made[index] = pair[0];
      accumulator = pair[1];
    }
    return tuple2(write({ ...filledState(made, state.default), fixed: state.fixed }), accumulator);
  },
  source.info("mapfoldl_1", 6, 1700),
);
const mapFolder =
  (name: string, sparse: boolean, back: boolean) =>
  <A>(
    fun: (index: number, element: any, accumulator: A) => Awaitable<Tuple<[any, A]>>,
    initial: A,
    array: Arr,
  ): Promise<Tuple<[Arr, A]>> =>
    mapfoldLoop(fun, initial, array, steps(array, fun, 3, name, sparse, back));

const functions = {
  append,
  concat: [concat, 1, 2],
  /**
   * The value of entries that were never set. Mirrors array:default/1.
   *
   * ```eshell
   * 1> array:default(array:new([{default,0}])).
   * 0
   * ```
   */
  default: (array: Arr): any => stateOf(array, "default", 1, 420).default,
  /**
   * The array with a fixed size. Mirrors array:fix/1.
   *
   * ```eshell
   * 1> array:is_fix(array:fix(array:new())).
   * true
   * ```
   */
  fix: (array: Arr): Arr => write({ ...stateOf(array, "fix", 1, 430), fixed: true }),
  foldl: [folder("foldl", false, false), 3, 5],
  /**
   * Folds over indices and values, from the last to the first. Mirrors array:foldr/3,5.
   *
   * ```eshell
   * 1> array:foldr(fun(_, V, L) -> [V | L] end, [], array:from_list([a,b])).
   * [a,b]
   * ```
   */
  foldr: [folder("foldr", false, true), 3, 5],
  from: [from, 2, 3],
  from_list: [from_list, 1, 2],
  from_orddict: [from_orddict, 1, 2],
  get,
  /**
   * Whether the term looks like an array. Mirrors array:is_array/1.
   *
   * ```eshell
   * 1> array:is_array(array:new()).
   * true
   * ```
   */
  is_array: (term: unknown): boolean => read(term) !== undefined,
  /**
   * Whether the size is fixed, so that the array does not grow. Mirrors array:is_fix/1.
   *
   * ```eshell
   * 1> array:is_fix(array:new(3)).
   * true
   * ```
   */
  is_fix: (array: Arr): boolean => stateOf(array, "is_fix", 1, 440).fixed,
  /**
   * What the fun makes of each index and value. Mirrors array:map/2.
   *
   * ```eshell
   * 1> array:to_list(array:map(fun(I, V) -> I + V end, array:from_list([1,2,3]))).
   * [1,3,5]
   * ```
   */
  map: mapper("map", false),
  /**
   * Maps and folds in one. Mirrors array:mapfoldl/3.
   *
   * ```eshell
   * 1> element(2, array:mapfoldl(fun(_, V, Sum) -> {V, V + Sum} end, 0, array:from_list([1,2,3]))).
   * 6
   * ```
   */
  mapfoldl: mapFolder("mapfoldl", false, false),
  /**
   * The same from the last to the first. Mirrors array:mapfoldr/3.
   *
   * ```eshell
   * 1> element(2, array:mapfoldr(fun(_, V, Sum) -> {V, V + Sum} end, 0, array:from_list([1,2,3]))).
   * 6
   * ```
   */
  mapfoldr: mapFolder("mapfoldr", false, true),
  new: [make, 0, 1, 2],
  prepend,
  /**
   * The array without a fixed size. Mirrors array:relax/1.
   *
   * ```eshell
   * 1> array:is_fix(array:relax(array:new(3))).
   * false
   * ```
   */
  relax: (array: Arr): Arr => write({ ...stateOf(array, "relax", 1, 450), fixed: false }),
  reset,
  resize: [resize, 1, 2],
  set,
  shift,
  /**
   * The number of entries. Mirrors array:size/1.
   *
   * ```eshell
   * 1> array:size(array:from_list([a,b,c])).
   * 3
   * ```
   */
  size: (array: Arr): number => stateOf(array, "size", 1, 410).size,
  slice,
  /**
   * Folds over what is not the default. Mirrors array:sparse_foldl/3,5.
   *
   * ```eshell
   * 1> array:sparse_foldl(fun(I, _, L) -> [I | L] end, [], array:set(3, x, array:new())).
   * [3]
   * ```
   */
  sparse_foldl: [folder("sparse_foldl", true, false), 3, 5],
  /**
   * The same from the last to the first. Mirrors array:sparse_foldr/3,5.
   *
   * ```eshell
   * 1> array:sparse_foldr(fun(I, _, L) -> [I | L] end, [], array:set(3, x, array:new())).
   * [3]
   * ```
   */
  sparse_foldr: [folder("sparse_foldr", true, true), 3, 5],
  /**
   * What the fun makes of what is not the default. Mirrors array:sparse_map/2.
   *
   * ```eshell
   * 1> array:to_list(array:sparse_map(fun(_, V) -> V * 2 end, array:from_list([1,2]))).
   * [2,4]
   * ```
   */
  sparse_map: mapper("sparse_map", true),
  /**
   * Maps and folds in one, over what is not the default. Mirrors array:sparse_mapfoldl/3.
   *
   * ```eshell
   * 1> element(2, array:sparse_mapfoldl(fun(_, V, Sum) -> {V, V + Sum} end, 0, array:from_list([1,2,3]))).
   * 6
   * ```
   */
  sparse_mapfoldl: mapFolder("sparse_mapfoldl", true, false),
  /**
   * The same from the last to the first. Mirrors array:sparse_mapfoldr/3.
   *
   * ```eshell
   * 1> element(2, array:sparse_mapfoldr(fun(_, V, Sum) -> {V, V + Sum} end, 0, array:from_list([1,2,3]))).
   * 6
   * ```
   */
  sparse_mapfoldr: mapFolder("sparse_mapfoldr", true, true),
  sparse_size,
  sparse_to_list,
  /**
   * The same without what has the default value. Mirrors array:sparse_to_orddict/1.
   *
   * ```eshell
   * 1> array:sparse_to_orddict(array:set(2, x, array:new())).
   * [{2,x}]
   * ```
   */
  sparse_to_orddict: (array: Arr): any[] => orddict(array, true),
  to_list,
  /**
   * The array as a list of index and value. Mirrors array:to_orddict/1.
   *
   * ```eshell
   * 1> array:to_orddict(array:from_list([a,b])).
   * [{0,a},{1,b}]
   * ```
   */
  to_orddict: (array: Arr): any[] => orddict(array, false),
} as const;

/** Module array. Functional arrays, from index 0 on; what was never set has the default value. */
export const array: OtpModule<typeof functions> = otpModule("array", functions);

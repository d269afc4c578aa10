// array-loops — folds and maps over arrays: over all elements, or only those that are set, from either end.
//
// One loop serves all folds and one all maps; they differ in what OTP's functions are called (array-places.ts).
import { callFun1, callFun2, callFun3 } from "../process/apply.ts";
import { Frame, type FunctionInfo } from "../process/frame.ts";
import { running } from "../process/running.ts";
import { isSpent, PREEMPT } from "../process/scheduler.ts";
import { badarg, type Exception, type StackItem } from "../terms/exception.ts";
import { isInteger } from "../terms/float.ts";
import { isNil } from "../terms/list.ts";
import { equalExact } from "../terms/order.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, type Tuple, tuple2, tupleFrom } from "../terms/tuple.ts";
import {
  FOLDL,
  FOLDR,
  MAPFOLDL,
  MAPFOLDR,
  SPARSE_MAPFOLDL,
  SPARSE_MAPFOLDR,
  source,
  type Way,
  waitingAt,
} from "./array-places.ts";
import {
  arrayOfElements,
  changed,
  childAt,
  currentTree,
  Field,
  isRecord,
  isWhole,
  leafAt,
  WIDTH,
} from "./array-tree.ts";
import { isFunOf } from "./fun-arity.ts";
import { type Awaitable, badmatch } from "./otp-source.ts";

/** An array, as it prints. */
type Arr = any;
type Body = Generator<unknown, any, any>;

const BADARG = badarg().reason;
/** `error(badarg)`, which does not tell the arguments. */
export const bad = (name: string, arity: number, line: number, ...callers: StackItem[]): Exception =>
  source.error(BADARG, name, arity, line, ...callers);

/** Whether indices from `low` to `high` may be gone through with the fun. */
const isRange = (low: Term, high: Term, fun: Term, array: Arr): boolean =>
  isInteger(low) &&
  low >= 0 &&
  isInteger(high) &&
  isFunOf(fun, 3) &&
  isWhole(array) &&
  high < array[Field.size];

/** A frame of a loop whose stack items depend on the place that it has reached. */
function loopFrame(body: Body, items: (place: number) => StackItem[], name: string): any {
  const info: FunctionInfo = { ...source.caller(name, 3, 0), items: (at) => (at < 0 ? [] : items(at)) };
  return new Frame(body, info);
}

type Folder<A> = (index: number, element: any, accumulator: A) => Awaitable<A>;

/** `M:F(fun, initial, array)` and `M:F(low, high, fun, initial, array)`. */
export interface Fold {
  <A>(fun: Folder<A>, initial: A, array: Arr): Promise<A>;
  <A>(low: number, high: number, fun: Folder<A>, initial: A, array: Arr): Promise<A>;
}

function fold(
  way: Way,
  low: number,
  high: number,
  fun: Term,
  initial: Term,
  array: Arr,
  sparse: boolean,
): any {
  if (low > high) return initial;
  const zero = array[Field.zero];
  const tree = currentTree(array);
  return loopFrame(
    foldBody(way.backwards, low, high, fun, initial, array, tree, sparse),
    (place) => waitingAt(way, array, tree, place, low + zero, high + zero),
    "foldl",
  );
}

function* foldBody(
  backwards: boolean,
  low: number,
  high: number,
  fun: Term,
  initial: Term,
  array: Arr,
  tree: Arr,
  sparse: boolean,
): Body {
  const { [Field.zero]: zero, [Field.bits]: bits, [Field.default]: byDefault } = array;
  let accumulator = initial;
  let leaf: Arr = null;
  const step = backwards ? -1 : 1;
  const edge = backwards ? WIDTH - 1 : 0;
  for (let count = high - low, index = backwards ? high : low; count >= 0; count--, index += step) {
    const place = index + zero;
    if (leaf === null || place % WIDTH === edge) leaf = leafAt(place, bits, tree, byDefault);
    const element = leaf[place % WIDTH];
    if (sparse && equalExact(element, byDefault)) continue;
    running.at = place;
    accumulator = callFun3(fun, index, element, accumulator);
    if (accumulator instanceof Frame) accumulator = yield accumulator;
    else if (isSpent()) yield PREEMPT;
  }
  return accumulator;
}

/** The fold of that name, and the lines where it and its form with five arguments refuse. */
function folder(name: string, way: Way, all: number, some: number): Fold {
  return (...args: any[]): Promise<any> => {
    const [fun, initial, array] = args.slice(-3);
    if (args.length === 3 && !(isRecord(array) && isInteger(array[Field.size]))) throw bad(name, 3, all);
    const [low, high] = args.length === 3 ? [0, array[Field.size] - 1] : args;
    if (!isRange(low, high, fun, array)) throw bad(name, 5, some);
    return fold(way, low, high, fun, initial, array, false);
  };
}

/** A fold that leaves out the defaults: it calls the one that does not with a fun of its own. */
function sparseFolder(
  name: string,
  way: Way,
  all: number,
  some: number,
  dense: readonly [string, number],
): Fold {
  return (...args: any[]): Promise<any> => {
    const [fun, initial, array] = args.slice(-3);
    if (args.length === 3 && !(isRecord(array) && isInteger(array[Field.size]))) throw bad(name, 3, all);
    if (!isRecord(array) || !isFunOf(fun, 3)) throw bad(name, 5, some);
    const [low, high] = args.length === 3 ? [0, array[Field.size] - 1] : args;
    if (!isRange(low, high, fun, array)) throw bad(dense[0], 5, dense[1]);
    return fold(way, low, high, fun, initial, array, true);
  };
}

/**
 * Folds over indices and values: all, or those from `low` to `high`. Mirrors array:foldl/3,5.
 *
 * ```eshell
 * 1> array:foldl(fun(I, V, Sum) -> I * V + Sum end, 0, array:from_list([1,2,3])).
 * 8
 * ```
 */
export const foldl: Fold = folder("foldl", FOLDL, 1619, 1659);
/**
 * Folds over indices and values, from the last to the first. Mirrors array:foldr/3,5.
 *
 * ```eshell
 * 1> array:foldr(fun(_, V, L) -> [V | L] end, [], array:from_list([a,b])).
 * [a,b]
 * ```
 */
export const foldr: Fold = folder("foldr", FOLDR, 1784, 1815);
/**
 * Folds over what is not the default. Mirrors array:sparse_foldl/3,5.
 *
 * ```eshell
 * 1> array:sparse_foldl(fun(I, _, L) -> [I | L] end, [], array:set(3, x, array:new())).
 * [3]
 * ```
 */
export const sparse_foldl: Fold = sparseFolder("sparse_foldl", FOLDL, 1737, 1763, ["foldl", 1659]);
/**
 * The same from the last to the first. Mirrors array:sparse_foldr/3,5.
 *
 * ```eshell
 * 1> array:sparse_foldr(fun(I, _, L) -> [I | L] end, [], array:set(3, x, array:new())).
 * [3]
 * ```
 */
export const sparse_foldr: Fold = sparseFolder("sparse_foldr", FOLDR, 1888, 1914, ["foldr", 1815]);

type MapFolder<A> = (index: number, element: any, accumulator: A) => Awaitable<Tuple<[any, A]>>;

/** `M:F(fun, initial, array)` and `M:F(low, high, fun, initial, array)`, giving the array made and the accumulator. */
export interface MapFold {
  <A>(fun: MapFolder<A>, initial: A, array: Arr): Promise<Tuple<[Arr, A]>>;
  <A>(low: number, high: number, fun: MapFolder<A>, initial: A, array: Arr): Promise<Tuple<[Arr, A]>>;
}

/**
 * The array of what `call` makes of the elements. Where `folding`, it gives a pair of that and the accumulator, and so
 * does the whole.
 */
function* mapBody(
  backwards: boolean,
  low: number,
  high: number,
  call: (index: number, element: Term, accumulator: Term) => Term,
  initial: Term,
  array: Arr,
  tree: Arr,
  sparse: boolean,
  folding: boolean,
): Body {
  const { [Field.zero]: zero, [Field.bits]: bits, [Field.default]: byDefault } = array;
  const made: Term[] = Array(high - low + 1);
  let accumulator = initial;
  for (let done = 0; done < made.length; done++) {
    const at = backwards ? high - low - done : done;
    const place = low + at + zero;
    const element = leafAt(place, bits, tree, byDefault)[place % WIDTH];
    made[at] = element;
    if (sparse && equalExact(element, byDefault)) continue;
    running.at = place;
    let value = call(low + at, element, accumulator);
    if (value instanceof Frame) value = yield value;
    else if (isSpent()) yield PREEMPT;
    if (folding) {
      running.at = place;
      if (!isTuple(value) || value.length !== 2) throw badmatch(value);
      made[at] = value[0];
      accumulator = value[1];
    } else made[at] = value;
  }
  const elements = rebuilt(tree, bits, low + zero, high + zero, 0, made, byDefault, sparse);
  const cache = leafAt(array[Field.cacheIndex], bits, elements, byDefault);
  const result = changed(array, { elements, cache });
  return folding ? tuple2(result, accumulator) : result;
}

/** The tree with what was made of the elements from place `low` to `high`; its own first place is `start`. */
function rebuilt(
  tree: Arr,
  bits: number,
  low: number,
  high: number,
  start: number,
  made: readonly Term[],
  byDefault: Term,
  sparse: boolean,
): Arr {
  if (isNil(tree) && sparse) return tree;
  if (bits === 0) {
    const leaf = leafAt(0, 0, tree, byDefault) as Term[];
    return tupleFrom(
      Array.from(leaf, (old, i) => (start + i >= low && start + i <= high ? made[start + i - low] : old)),
    );
  }
  const first = start >= low ? 0 : childAt(low - start, bits);
  const last = start + WIDTH * 2 ** bits - 1 <= high ? WIDTH - 1 : childAt(high - start, bits);
  return tupleFrom(
    Array.from({ length: WIDTH }, (_, i) => {
      const child = isNil(tree) ? tree : tree[i];
      if (i < first || i > last) return child;
      return rebuilt(child, bits - 4, low, high, start + i * 2 ** bits, made, byDefault, sparse);
    }),
  );
}

/** The mapfold of that name, and the lines where it and its form with five arguments refuse. */
function mapFolder(name: string, way: Way, all: number, some: number): MapFold {
  const sparse = name.startsWith("sparse");
  return (...args: any[]): Promise<any> => {
    const [fun, initial, array] = args.slice(-3);
    if (args.length === 3 && !(isRecord(array) && isInteger(array[Field.size]))) throw bad(name, 3, all);
    const [low, high] = args.length === 3 ? [0, array[Field.size] - 1] : args;
    if (!isRange(low, high, fun, array)) throw bad(name, 5, some);
    if (low > high) return tuple2(array, initial) as any;
    const tree = currentTree(array);
    const zero = array[Field.zero];
    return loopFrame(
      mapBody(
        way.backwards,
        low,
        high,
        (index, element, accumulator) => callFun3(fun, index, element, accumulator),
        initial,
        array,
        tree,
        sparse,
        true,
      ),
      (place) => waitingAt(way, array, tree, place, low + zero, high + zero),
      name,
    );
  };
}

/**
 * Maps and folds in one. Mirrors array:mapfoldl/3,5.
 *
 * ```eshell
 * 1> element(2, array:mapfoldl(fun(_, V, Sum) -> {V, V + Sum} end, 0, array:from_list([1,2,3]))).
 * 6
 * ```
 */
export const mapfoldl: MapFold = mapFolder("mapfoldl", MAPFOLDL, 1977, 2009);
/**
 * The same from the last to the first. Mirrors array:mapfoldr/3,5.
 *
 * ```eshell
 * 1> element(2, array:mapfoldr(fun(_, V, Sum) -> {V, V + Sum} end, 0, array:from_list([1,2,3]))).
 * 6
 * ```
 */
export const mapfoldr: MapFold = mapFolder("mapfoldr", MAPFOLDR, 2169, 2200);
/**
 * Maps and folds in one, over what is not the default. Mirrors array:sparse_mapfoldl/3,5.
 *
 * ```eshell
 * 1> element(2, array:sparse_mapfoldl(fun(_, V, Sum) -> {V, V + Sum} end, 0, array:from_list([1,2,3]))).
 * 6
 * ```
 */
export const sparse_mapfoldl: MapFold = mapFolder("sparse_mapfoldl", SPARSE_MAPFOLDL, 2074, 2102);
/**
 * The same from the last to the first. Mirrors array:sparse_mapfoldr/3,5.
 *
 * ```eshell
 * 1> element(2, array:sparse_mapfoldr(fun(_, V, Sum) -> {V, V + Sum} end, 0, array:from_list([1,2,3]))).
 * 6
 * ```
 */
export const sparse_mapfoldr: MapFold = mapFolder("sparse_mapfoldr", SPARSE_MAPFOLDR, 2259, 2287);

type Mapper = (index: number, element: any) => unknown;

/** A map is a mapfold whose fun ignores the accumulator: the lines are those of that call, and where it refuses. */
function mapper(name: string, way: Way, line: number, wrong: number, mapfold: readonly [number, number]) {
  const own = source.item(name, 2, line);
  const inner = source.item(`-${name}/2-fun-0-`, 4, line);
  const mapfoldName = name === "map" ? "mapfoldl" : "sparse_mapfoldl";
  return (fun: Mapper, array: Arr): Promise<Arr> => {
    if (!isFunOf(fun, 2)) throw bad(name, 2, wrong);
    if (!isRecord(array) || !isInteger(array[Field.size])) throw bad(mapfoldName, 3, mapfold[0], own);
    if (!isWhole(array)) throw bad(mapfoldName, 5, mapfold[1], own);
    const high = array[Field.size] - 1;
    if (high < 0) return array;
    const tree = currentTree(array);
    const zero = array[Field.zero];
    return loopFrame(
      mapBody(
        false,
        0,
        high,
        (index, element) => callFun2(fun, index, element),
        null,
        array,
        tree,
        name !== "map",
        false,
      ),
      (place) => [inner, ...waitingAt(way, array, tree, place, zero, high + zero), own],
      name,
    );
  };
}

/**
 * What the fun makes of each index and value. Mirrors array:map/2.
 *
 * ```eshell
 * 1> array:to_list(array:map(fun(I, V) -> I + V end, array:from_list([1,2,3]))).
 * [1,3,5]
 * ```
 */
export const map: (fun: Mapper, array: Arr) => Promise<Arr> = mapper(
  "map",
  MAPFOLDL,
  1567,
  1570,
  [1977, 2009],
);
/**
 * What the fun makes of what is not the default. Mirrors array:sparse_map/2.
 *
 * ```eshell
 * 1> array:to_list(array:sparse_map(fun(_, V) -> V * 2 end, array:from_list([1,2]))).
 * [2,4]
 * ```
 */
export const sparse_map: (fun: Mapper, array: Arr) => Promise<Arr> = mapper(
  "sparse_map",
  SPARSE_MAPFOLDL,
  1588,
  1591,
  [2074, 2102],
);

const DONE = Symbol.for("done");
const FROM = source.item("from", 3, 1325);
const FIRST = [source.item("from", 3, 1324)];
const LATER = [source.item("from_fun_1", 7, 1350), FROM];

/**
 * The array of what a fun gives, called with its state: `{Value, State}` each time, `done` at the end. Mirrors
 * array:from/2,3.
 *
 * ```eshell
 * 1> array:to_list(array:from(fun(3) -> done; (N) -> {N, N + 1} end, 0)).
 * [0,1,2]
 * ```
 */
export function from(fun: (state: any) => unknown, state: unknown, ...otherwise: unknown[]): Promise<Arr> {
  if (!isFunOf(fun, 1)) throw bad("from", 3, 1332);
  return loopFrame(fromBody(fun, state, otherwise[0]), (at) => (at === 0 ? FIRST : LATER), "from");
}
function* fromBody(fun: Term, initial: Term, otherwise: Term): Body {
  const elements: Term[] = [];
  for (let state = initial; ; ) {
    running.at = elements.length;
    let step = callFun1(fun, state);
    if (step instanceof Frame) step = yield step;
    else if (isSpent()) yield PREEMPT;
    if (step === DONE) return arrayOfElements(elements, otherwise);
    running.at = -1;
    if (!isTuple(step) || step.length !== 2) throw bad("from_fun_1", 7, 1352, FROM);
    elements.push(step[0]);
    state = step[1];
  }
}

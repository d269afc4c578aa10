// maps — OTP's module maps: what takes a fun, and the export table.
//
// Where OTP takes a map or an iterator, so do we. A fun may suspend: each function here checks its arguments and hands
// over to a generator.
import { callFun1, callFun2, callFun3 } from "../process/apply.ts";
import { Frame, type FunctionInfo, proc } from "../process/frame.ts";
import { running } from "../process/running.ts";
import { isSpent, PREEMPT } from "../process/scheduler.ts";
import { badarg, Exception, errorTuple, type StackItem } from "../terms/exception.ts";
import { Cons, fromArray, NIL, toArray } from "../terms/list.ts";
import {
  EMPTY_MAP,
  ErlMap,
  isMap,
  MISSING,
  mapGet,
  mapOf,
  mapPairs,
  mapPut,
  mapSize,
  toErlMap,
} from "../terms/map.ts";
import type { Term } from "../terms/term.ts";
import { isTuple } from "../terms/tuple.ts";
import { badmap } from "./erlang-lists.ts";
import { isFunOf } from "./fun-arity.ts";
import { lists } from "./lists.ts";
import type { MapOf } from "./maps-plain.ts";
import * as plain from "./maps-plain.ts";
import {
  type Awaitable,
  calledAgain,
  caseClause,
  type List,
  OtpSource,
  raiseAt,
  waitingAlternately,
} from "./otp-source.ts";
import { type OtpModule, otpModule } from "./table.ts";

const source: OtpSource = new OtpSource("maps");
const OK = Symbol.for("ok");
const BADKEY = Symbol.for("badkey");

type Body = (...args: any[]) => Generator<unknown, Term, any>;
const loop = (body: Body, info: Partial<FunctionInfo>): ((...args: Term[]) => any) => proc(body, info);

/** The pairs of a map or an iterator for a fun of that arity, or the error that OTP raises. */
function checked(fun: Term, arity: number, map: Term): Pairs {
  if (!isFunOf(fun, arity)) throw badarg(fun, map);
  const pairs = plain.pairsOf(map);
  if (pairs === undefined) throw badmap(map);
  return { ...pairs, from: isMap(map) ? 0 : 1, map: map instanceof ErlMap ? map : undefined };
}

interface Pairs {
  readonly keys: Term[];
  readonly values: Term[];
  /** 1 if they are those of an iterator, for which OTP's functions wait elsewhere: part of the `at` of a loop. */
  readonly from: 0 | 1;
  /** The map that they are of, if it was given as one of the Erlang side. */
  readonly map: ErlMap | undefined;
}

/**
 * Frames of a function that goes through pairs by another, which waits for itself once there are results (2 in `at`);
 * `lines` are those of the function, of the other, and of its call of itself.
 */
const nested = (
  name: string,
  lines: readonly [number, number],
  inner: string,
  innerLine: number,
  callerLine: number,
): Partial<FunctionInfo> => {
  const outers = lines.map((line) => source.item(name, 2, line));
  const first = source.item(inner, 3, innerLine);
  const caller = source.item(inner, 3, callerLine);
  return source.frames(name, 2, (at) => {
    const outer = outers[at & 1] as StackItem;
    return (at & 2) === 0 ? [first, outer] : [first, caller, outer];
  });
};

/** The same of a function that calls the other last, unless it was given an iterator. */
const last = (name: string, arity: number, line: number, innerLine: number): Partial<FunctionInfo> => {
  const first = source.item(`${name}_1`, arity + 1, innerLine);
  const outer = source.item(name, arity, line);
  return source.frames(name, arity, (at) => (at === 0 ? [first] : [first, outer]));
};

/**
 * The pairs for which the fun says true. Mirrors maps:filter/2.
 *
 * ```eshell
 * 1> maps:filter(fun(_, V) -> V > 1 end, #{a => 1, b => 2}).
 * #{b => 2}
 * ```
 */
export function filter<K, V>(fun: (key: K, value: V) => Awaitable<boolean>, map: MapOf<K, V>): Promise<any> {
  return filterLoop(fun, checked(fun, 2, map));
}
const filterLoop = loop(
  function* filter(fun: Term, { keys, values, from, map }: Pairs) {
    const kept: number[] = [];
    for (let i = 0; i < keys.length; i++) {
      running.at = kept.length > 0 ? from | 2 : from;
      let answer = callFun2(fun, keys[i], values[i]);
      if (answer instanceof Frame) answer = yield answer;
      else if (isSpent()) yield PREEMPT;
      if (typeof answer !== "boolean") throw raiseAt(kept.length > 0 ? from | 2 : from, caseClause(answer));
      if (answer) kept.push(i);
    }
    if (map !== undefined) {
      let at = 0;
      let next = 0;
      return map.filter(() => at++ === kept[next] && ++next > 0);
    }
    return mapOf(
      kept.map((i) => keys[i]),
      kept.map((i) => values[i]),
    );
  },
  nested("filter", [723, 726], "filter_1", 737, 739),
);

/**
 * Keeps a pair for true, gives it another value for `{true, Value}`, drops it for false. Mirrors maps:filtermap/2.
 *
 * ```eshell
 * 1> maps:filtermap(fun(_, V) -> V > 1 andalso {true, V * V} end, #{a => 1, b => 2}).
 * #{b => 4}
 * ```
 */
export function filtermap<K, V>(fun: (key: K, value: V) => unknown, map: MapOf<K, V>): Promise<any> {
  return filtermapLoop(fun, checked(fun, 2, map));
}
const FILTERMAP = source.item("filtermap_1", 3, 793);
const FILTERMAP_AGAIN = [source.item("filtermap_1", 3, 795), source.item("filtermap_1", 3, 797)] as const;
const FILTERMAP_OUTER = [source.item("filtermap", 2, 779), source.item("filtermap", 2, 782)];
const filtermapLoop = loop(
  function* filtermap(fun: Term, { keys, values, from }: Pairs) {
    const kept: Term[] = [];
    const made: Term[] = [];
    let again = 0;
    for (let i = 0; i < keys.length; i++) {
      const at = again * 2 + from;
      running.at = at;
      let answer = callFun2(fun, keys[i], values[i]);
      if (answer instanceof Frame) answer = yield answer;
      else if (isSpent()) yield PREEMPT;
      if (answer === false) continue;
      const isValue = isTuple(answer) && answer.length === 2 && answer[0] === true;
      if (answer !== true && !isValue) throw raiseAt(at, caseClause(answer));
      kept.push(keys[i]);
      made.push(isValue ? answer[1] : values[i]);
      again = calledAgain(again, isValue);
    }
    return mapOf(kept, made);
  },
  source.frames("filtermap", 2, (at) => [
    FILTERMAP,
    ...waitingAlternately(at >> 1, FILTERMAP_AGAIN),
    FILTERMAP_OUTER[at & 1] as StackItem,
  ]),
);

/**
 * Calls the fun for each pair. Mirrors maps:foreach/2.
 *
 * ```eshell
 * 1> maps:foreach(fun(K, V) -> io:format("~p: ~p~n", [K, V]) end, #{1 => a, 2 => b}).
 * 1: a
 * 2: b
 * ok
 * ```
 */
export function foreach<K, V>(fun: (key: K, value: V) => unknown, map: MapOf<K, V>): Promise<symbol> {
  return foreachLoop(fun, checked(fun, 2, map));
}
const foreachLoop = loop(
  function* foreach(fun: Term, { keys, values, from }: Pairs) {
    for (let i = 0; i < keys.length; i++) {
      running.at = from;
      const result = callFun2(fun, keys[i], values[i]);
      if (result instanceof Frame) yield result;
      else if (isSpent()) yield PREEMPT;
    }
    return OK;
  },
  last("foreach", 2, 834, 843),
);

/**
 * The fun's result for each pair and what it gave before. Mirrors maps:fold/3.
 *
 * ```eshell
 * 1> maps:fold(fun(_, V, Sum) -> V + Sum end, 0, #{a => 1, b => 2}).
 * 3
 * ```
 */
export function fold<K, V, A>(
  fun: (key: K, value: V, accumulator: A) => Awaitable<A>,
  initial: A,
  map: MapOf<K, V>,
): Promise<A> {
  return foldLoop(fun, initial, checked(fun, 3, map));
}
const foldLoop = loop(
  function* fold(fun: Term, initial: Term, { keys, values, from }: Pairs) {
    let accumulator = initial;
    for (let i = 0; i < keys.length; i++) {
      running.at = from;
      accumulator = callFun3(fun, keys[i], values[i], accumulator);
      if (accumulator instanceof Frame) accumulator = yield accumulator;
      else if (isSpent()) yield PREEMPT;
    }
    return accumulator;
  },
  last("fold", 3, 885, 894),
);

/**
 * The map with each value as the fun makes it. Mirrors maps:map/2.
 *
 * ```eshell
 * 1> maps:map(fun(K, V) -> {K, V} end, #{1 => a, 2 => b}).
 * #{1 => {1,a},2 => {2,b}}
 * ```
 */
export function map<K, V>(fun: (key: K, value: V) => unknown, map: MapOf<K, V>): Promise<any> {
  return mapLoop(fun, checked(fun, 2, map));
}
const mapLoop = loop(
  function* map(fun: Term, { keys, values, from, map: whole }: Pairs) {
    const made: Term[] = [];
    for (let i = 0; i < keys.length; i++) {
      running.at = i > 0 ? from | 2 : from;
      let value = callFun2(fun, keys[i], values[i]);
      if (value instanceof Frame) value = yield value;
      else if (isSpent()) yield PREEMPT;
      made.push(value);
    }
    return whole === undefined ? mapOf(keys, made) : whole.withValues(made);
  },
  nested("map", [927, 930], "map_1", 942, 942),
);

type Combiner = (key: any, a: any, b: any) => unknown;

function checkCombiner(combiner: Term, first: Term, second: Term): void {
  if (!isFunOf(combiner, 3)) throw badarg(combiner, first, second);
  plain.checkTwo(first, second);
}

/**
 * The pairs whose keys both have, the fun making the values. Mirrors maps:intersect_with/3.
 *
 * ```eshell
 * 1> maps:intersect_with(fun(_, V1, V2) -> V1 + V2 end, #{a => 1, b => 2}, #{b => 20}).
 * #{b => 22}
 * ```
 */
export function intersect_with(
  combiner: Combiner,
  first: MapOf<any, any>,
  second: MapOf<any, any>,
): Promise<any> {
  checkCombiner(combiner, first, second);
  const isFirst = mapSize(first) <= mapSize(second);
  return intersectLoop(combiner, isFirst ? first : second, isFirst ? second : first, isFirst);
}
const intersectLoop = loop(
  function* intersect_with(combiner: Term, small: Term, big: Term, isFirst: boolean) {
    const { keys, values } = mapPairs(small);
    const common: Term[] = [];
    const made: Term[] = [];
    for (let i = 0; i < keys.length; i++) {
      const other = mapGet(big, keys[i]);
      if (other === MISSING) continue;
      running.at = 0;
      let value = isFirst
        ? callFun3(combiner, keys[i], values[i], other)
        : callFun3(combiner, keys[i], other, values[i]);
      if (value instanceof Frame) value = yield value;
      else if (isSpent()) yield PREEMPT;
      common.push(keys[i]);
      made.push(value);
    }
    return mapOf(common, made);
  },
  source.info("intersect_with_iterate", 4, 278),
);

/**
 * The pairs of both, the fun making the values of keys that both have. Mirrors maps:merge_with/3.
 *
 * ```eshell
 * 1> maps:merge_with(fun(_, V1, V2) -> {V1, V2} end, #{1 => a, 2 => b}, #{2 => c}).
 * #{1 => a,2 => {b,c}}
 * ```
 */
export function merge_with(
  combiner: Combiner,
  first: MapOf<any, any>,
  second: MapOf<any, any>,
): Promise<any> {
  checkCombiner(combiner, first, second);
  const isFirst = mapSize(first) >= mapSize(second);
  return mergeLoop(combiner, isFirst ? second : first, isFirst ? first : second, isFirst);
}
const mergeLoop = loop(
  function* merge_with(combiner: Term, small: Term, big: Term, isFirst: boolean) {
    const { keys, values } = mapPairs(small);
    let merged: ErlMap = toErlMap(big);
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i];
      const other = merged.get(key);
      let value: Term = values[i];
      if (other !== MISSING) {
        running.at = 0;
        value = isFirst ? callFun3(combiner, key, other, value) : callFun3(combiner, key, value, other);
        if (value instanceof Frame) value = yield value;
        else if (isSpent()) yield PREEMPT;
      }
      merged = merged.set(key, value);
    }
    return merged;
  },
  source.info("merge_with_1", 3, 405),
);

/**
 * The map with the value of a key as the fun makes it of the old one; a key that is not there is `{badkey, Key}`, or gets the
 * initial value. Mirrors maps:update_with/3 and update_with/4.
 *
 * ```eshell
 * 1> maps:update_with(a, fun(N) -> N + 1 end, #{a => 1}).
 * #{a => 2}
 * 2> maps:update_with(b, fun(N) -> N + 1 end, 0, #{}).
 * #{b => 0}
 * ```
 */
export function update_with<V>(key: unknown, fun: (value: V) => unknown, map: MapOf<any, V>): Promise<any>;
export function update_with<V>(
  key: unknown,
  fun: (value: V) => unknown,
  initial: unknown,
  map: MapOf<any, V>,
): Promise<any>;
export function update_with(...args: Term[]): any {
  const [key, fun] = args;
  const map = args[args.length - 1];
  if (!isMap(map)) throw badmap(map);
  if (!isFunOf(fun, 1)) throw badarg(...args);
  const value = mapGet(map, key);
  if (value !== MISSING) return (args.length === 4 ? updateOrInitLoop : updateLoop)(key, fun, value, map);
  if (args.length === 4) return mapPut(map, key, args[2]);
  throw new Exception("error", errorTuple(BADKEY, key).reason, [source.item("update_with", args, 633)]);
}
function* updateBody(key: Term, fun: Term, value: Term, map: Term): Generator<unknown, Term, any> {
  running.at = 0;
  let made = callFun1(fun, value);
  if (made instanceof Frame) made = yield made;
  else if (isSpent()) yield PREEMPT;
  return mapPut(map, key, made);
}
const updateLoop = loop(updateBody, source.info("update_with", 3, 631));
const updateOrInitLoop = loop(updateBody, source.info("update_with", 4, 661));

/**
 * The elements of a list by what the fun makes of them, or by that and with values that another makes.
 * Mirrors maps:groups_from_list/2 and groups_from_list/3.
 *
 * ```eshell
 * 1> maps:groups_from_list(fun(N) -> N rem 2 end, [1,2,3]).
 * #{0 => [2],1 => [1,3]}
 * 2> maps:groups_from_list(fun erlang:length/1, fun lists:reverse/1, ["ab","c","de"]).
 * #{1 => ["c"],2 => ["ba","ed"]}
 * ```
 */
export function groups_from_list<T>(fun: (element: T) => unknown, list: List<T>): Promise<any>;
export function groups_from_list<T>(
  fun: (element: T) => unknown,
  value: (element: T) => unknown,
  list: List<T>,
): Promise<any>;
export function groups_from_list(...args: Term[]): any {
  const elements = toArray(args[args.length - 1]);
  const funs = args.slice(0, -1);
  if (elements === undefined || !funs.every((fun) => isFunOf(fun, 1))) throw badarg(...args);
  return funs.length === 1
    ? groupLoop(funs[0], undefined, elements)
    : groupValuesLoop(funs[0], funs[1], elements);
}
function* group(fun: Term, valueFun: Term, elements: Term[]): Generator<unknown, Term, any> {
  let groups = EMPTY_MAP;
  for (let i = elements.length - 1; i >= 0; i--) {
    running.at = 0;
    let key = callFun1(fun, elements[i]);
    if (key instanceof Frame) key = yield key;
    else if (isSpent()) yield PREEMPT;
    let value = elements[i];
    if (valueFun !== undefined) {
      running.at = 1;
      value = callFun1(valueFun, value);
      if (value instanceof Frame) value = yield value;
      else if (isSpent()) yield PREEMPT;
    }
    const others = groups.get(key);
    groups = groups.set(key, new Cons(value, others === MISSING ? NIL : others));
  }
  return groups;
}
const groupLoop = loop(group, source.info("groups_from_list_1", 3, 1219));
const groupValuesLoop = loop(
  group,
  source.loop("groups_from_list_2", 4, 1276, "groups_from_list_2", 4, 1277),
);

/**
 * An iterator: in the map's own order, by key, against it, or as a fun says. Mirrors maps:iterator/1 and iterator/2.
 *
 * ```eshell
 * 1> maps:to_list(maps:iterator(#{1 => a, 2 => b}, reversed)).
 * [{2,b},{1,a}]
 * ```
 */
export function iterator(map: MapOf<any, any>, ...order: Term[]): any {
  if (order.length === 0 || (order[0] === undefined && isMap(map))) return plain.iterator(map);
  const how = order[0];
  if (isMap(map) && (how === ORDERED || how === REVERSED))
    return plain.orderedIterator(map, how === REVERSED);
  if (!isMap(map) || !isFunOf(how, 2)) throw badarg(map, how);
  return iteratorLoop(map, how);
}
const ORDERED = Symbol.for("ordered");
const REVERSED = Symbol.for("reversed");
const iteratorLoop = loop(
  function* iterator(map: Term, order: Term) {
    let keys = lists.functions.sort[0](order, fromArray(mapPairs(map).keys)) as Term;
    if (keys instanceof Frame) keys = yield keys;
    else if (isSpent()) yield PREEMPT;
    return new Cons(keys, map);
  },
  source.info("iterator", 2, 1071),
);

const functions = {
  filter,
  filtermap,
  find: plain.find,
  fold,
  foreach,
  from_keys: plain.from_keys,
  from_list: plain.from_list,
  get: [plain.get, 2, 3],
  groups_from_list: [groups_from_list, 2, 3],
  intersect: plain.intersect,
  intersect_with,
  is_iterator_valid: plain.is_iterator_valid,
  is_key: plain.is_key,
  iterator: [iterator, 1, 2],
  keys: plain.keys,
  map,
  merge: plain.merge,
  merge_with,
  new: plain.make,
  next: plain.next,
  put: plain.put,
  remove: plain.remove,
  size: plain.size,
  take: plain.take,
  to_list: plain.to_list,
  update: plain.update,
  update_with: [update_with, 3, 4],
  values: plain.values,
  with: plain.withKeys,
  without: plain.without,
} as const;

/**
 * Module maps. Maps: keys, each with a value. What takes a map and gets none raises `{badmap, Term}`; a key that
 * must be there and is not, `{badkey, Key}`.
 */
export const maps: OtpModule<typeof functions> = otpModule("maps", functions, {
  errors: "erl_stdlib_errors",
});

// maps-plain — functions of module maps that take no fun, and iterators.
//
// An iterator is `[Path|Map]` with a place (0 is the start) or the keys still to come, `{Key, Value, Iterator}`, or
// `none`, as in OTP. next/1 takes many pairs at once; what comes after them is `[Place|Map]` again.

import { badarg, type Exception, errorTuple } from "../terms/exception.ts";
import { isInteger } from "../terms/float.ts";
import { ExternalFun } from "../terms/fun.ts";
import { asCons, Cons, fromArray, ImproperList, isList, isNil, NIL, toArray } from "../terms/list.ts";
import {
  EMPTY_MAP,
  isMap,
  MISSING,
  mapGet,
  mapHas,
  mapOf,
  mapPairs,
  mapPut,
  mapRemove,
  mapSize,
  toErlMap,
} from "../terms/map.ts";
import { compareExact } from "../terms/order.ts";
import { sortTerms } from "../terms/sort.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, type Tuple, tuple2, tuple3 } from "../terms/tuple.ts";
import { badmap } from "./erlang-lists.ts";
import { type List, OtpSource } from "./otp-source.ts";

const source: OtpSource = new OtpSource("maps");
const NONE = Symbol.for("none");
const ERROR = Symbol.for("error");
const OK = Symbol.for("ok");
const BADKEY = Symbol.for("badkey");

/** A map as TypeScript writes it: a plain object, whose keys are atoms, or a Map. */
export type MapOf<K, V> = Readonly<Record<string, V>> | ReadonlyMap<K, V>;

const checkMap = (map: Term): void => {
  if (!isMap(map)) throw badmap(map);
};
const badkey = (key: Term): Exception => {
  const exception = errorTuple(BADKEY, key);
  exception.bif = true;
  return exception;
};

/**
 * The value of a key; `{badkey, Key}` or the default if there is none. Mirrors maps:get/2 and maps:get/3.
 *
 * ```eshell
 * 1> maps:get(a, #{a => 1}).
 * 1
 * 2> maps:get(b, #{a => 1}, none).
 * none
 * 3> maps:get(b, #{a => 1}).
 * ** exception error: bad key: b
 *      in function  maps:get/2
 *         called as maps:get(b,#{a => 1})
 *         *** argument 1: not present in map
 * ```
 */
export function get<V>(key: unknown, map: MapOf<any, V>): V;
export function get<V, D>(key: unknown, map: MapOf<any, V>, otherwise: D): V | D;
export function get(key: Term, map: Term, ...otherwise: Term[]): Term {
  checkMap(map);
  const value = mapGet(map, key);
  if (value !== MISSING) return value;
  if (otherwise.length === 0) throw badkey(key);
  return otherwise[0];
}

/**
 * `{ok, Value}` of a key, or `error`. Mirrors maps:find/2.
 *
 * ```eshell
 * 1> maps:find(a, #{a => 1}).
 * {ok,1}
 * 2> maps:find(b, #{a => 1}).
 * error
 * ```
 */
export function find<V>(key: unknown, map: MapOf<any, V>): Tuple<[symbol, V]> | symbol {
  checkMap(map);
  const value = mapGet(map, key);
  return value === MISSING ? ERROR : tuple2(OK, value);
}

/**
 * The map of a list of pairs; of equal keys the last counts. Mirrors maps:from_list/1.
 *
 * ```eshell
 * 1> maps:from_list([{1,a},{2,b},{1,c}]).
 * #{1 => c,2 => b}
 * ```
 */
export function from_list(pairs: List<readonly [unknown, unknown]>): any {
  const elements = toArray(pairs);
  if (elements?.every((pair) => isTuple(pair) && pair.length === 2) !== true) throw badarg(pairs);
  return mapOf(
    elements.map((pair) => pair[0]),
    elements.map((pair) => pair[1]),
  );
}

/**
 * The map that gives all keys one value. Mirrors maps:from_keys/2.
 *
 * ```eshell
 * 1> maps:from_keys([1,2], none).
 * #{1 => none,2 => none}
 * ```
 */
export function from_keys<V>(keys: List<unknown>, value: V): any {
  const elements = toArray(keys);
  if (elements === undefined) throw badarg(keys);
  return mapOf(
    elements,
    elements.map(() => value),
  );
}

/**
 * The pairs of the first map whose keys the second has, with the values of the second. Mirrors maps:intersect/2.
 *
 * ```eshell
 * 1> maps:intersect(#{a => 1, b => 2}, #{b => 20, c => 30}).
 * #{b => 20}
 * ```
 */
export function intersect(first: MapOf<any, any>, second: MapOf<any, any>): any {
  checkTwo(first, second);
  return toErlMap(second).shared(first, true);
}

/** Both must be maps; the error names the second only if the first is one. */
export function checkTwo(first: Term, second: Term): void {
  checkMap(first);
  checkMap(second);
}

/**
 * Whether the map has the key. Mirrors maps:is_key/2.
 *
 * ```eshell
 * 1> maps:is_key(a, #{a => 1}).
 * true
 * ```
 */
export function is_key(key: unknown, map: MapOf<any, any>): boolean {
  checkMap(map);
  return mapHas(map, key);
}

/**
 * The keys. Mirrors maps:keys/1.
 *
 * ```eshell
 * 1> maps:keys(#{1 => a, 2 => b}).
 * [1,2]
 * ```
 */
export function keys<K>(map: MapOf<K, any>): K[] {
  checkMap(map);
  return toErlMap(map).keyList();
}

/**
 * The values. Mirrors maps:values/1.
 *
 * ```eshell
 * 1> maps:values(#{1 => a, 2 => b}).
 * [a,b]
 * ```
 */
export function values<V>(map: MapOf<any, V>): V[] {
  checkMap(map);
  return toErlMap(map).valueList();
}

/**
 * The pairs of both maps, those of the second counting. Mirrors maps:merge/2.
 *
 * ```eshell
 * 1> maps:merge(#{1 => a, 2 => b}, #{2 => c}).
 * #{1 => a,2 => c}
 * ```
 */
export function merge(first: MapOf<any, any>, second: MapOf<any, any>): any {
  checkTwo(first, second);
  return toErlMap(first).merge(toErlMap(second));
}

/**
 * The map with the key's value set. Mirrors maps:put/3.
 *
 * ```eshell
 * 1> maps:put(1, a, #{2 => b}).
 * #{1 => a,2 => b}
 * ```
 */
export function put(key: unknown, value: unknown, map: MapOf<any, any>): any {
  checkMap(map);
  return mapPut(map, key, value);
}

/**
 * The map without the key. Mirrors maps:remove/2.
 *
 * ```eshell
 * 1> maps:remove(a, #{a => 1, b => 2}).
 * #{b => 2}
 * ```
 */
export function remove(key: unknown, map: MapOf<any, any>): any {
  checkMap(map);
  return mapRemove(map, key);
}

/**
 * `{Value, Map}` without the key, or `error`. Mirrors maps:take/2.
 *
 * ```eshell
 * 1> maps:take(a, #{a => 1, b => 2}).
 * {1,#{b => 2}}
 * 2> maps:take(c, #{a => 1}).
 * error
 * ```
 */
export function take<V>(key: unknown, map: MapOf<any, V>): Tuple<[V, any]> | symbol {
  checkMap(map);
  const value = mapGet(map, key);
  return value === MISSING ? ERROR : tuple2(value, mapRemove(map, key));
}

/**
 * The map with the value of a key that it has replaced. Mirrors maps:update/3.
 *
 * ```eshell
 * 1> maps:update(a, 2, #{a => 1}).
 * #{a => 2}
 * ```
 */
export function update(key: unknown, value: unknown, map: MapOf<any, any>): any {
  checkMap(map);
  if (!mapHas(map, key)) throw badkey(key);
  return mapPut(map, key, value);
}

/**
 * `#{}`. Mirrors maps:new/0.
 *
 * ```eshell
 * 1> maps:new().
 * #{}
 * ```
 */
export function make(): any {
  return EMPTY_MAP;
}

/**
 * The number of pairs. Mirrors maps:size/1.
 *
 * ```eshell
 * 1> maps:size(#{a => 1, b => 2}).
 * 2
 * ```
 */
export function size(map: MapOf<any, any>): number {
  checkMap(map);
  return mapSize(map);
}

/**
 * The map without the keys. Mirrors maps:without/2.
 *
 * ```eshell
 * 1> maps:without([a,c], #{a => 1, b => 2}).
 * #{b => 2}
 * ```
 */
export function without(keys: List<unknown>, map: MapOf<any, any>): any {
  if (!isMap(map)) throw badmap(map);
  if (!isList(keys)) throw badarg(keys, map);
  let result: Term = map;
  let rest: Term = keys;
  for (let cell = asCons(rest); cell !== undefined; cell = asCons(rest)) {
    result = mapRemove(result, cell.head);
    rest = cell.tail;
  }
  if (!isNil(rest)) throw new OtpSource("lists").noClause("foldl_1", [REMOVE, result, rest], 2469);
  return result;
}

const REMOVE = new ExternalFun(Symbol.for("maps"), Symbol.for("remove"), 2);

/**
 * The map of those of the keys that it has. Mirrors maps:with/2.
 *
 * ```eshell
 * 1> maps:with([a,c], #{a => 1, b => 2}).
 * #{a => 1}
 * ```
 */
export function withKeys(keys: List<unknown>, map: MapOf<any, any>): any {
  if (!isMap(map)) throw badmap(map);
  if (!isList(keys)) throw badarg(keys, map);
  const found: Term[] = [];
  const values: Term[] = [];
  let rest: Term = keys;
  let before: number[] = [];
  for (let cell = asCons(rest); cell !== undefined; cell = asCons(rest)) {
    const value = mapGet(map, cell.head);
    if (value !== MISSING) {
      found.push(cell.head);
      values.push(value);
      before = [1172];
    }
    rest = cell.tail;
  }
  if (!isNil(rest)) {
    const callers = before.map((line) => source.item("with_1", 2, line));
    throw source.noClause("with_1", [rest, map], 1170, ...callers, source.item("with", 2, 1166));
  }
  return mapOf(found, values);
}

/** An iterator in the map's own order. Mirrors maps:iterator/1. */
export function iterator(map: Term): Term {
  checkMap(map);
  return new Cons(0, map);
}

/** An iterator over keys in an order given. Mirrors maps:iterator/2 for `ordered` and `reversed`. */
export function orderedIterator(map: Term, reversed: boolean): Term {
  const { keys } = mapPairs(map);
  // Where there are no floats, the order of keys is that of terms; no two are equal.
  const sorted = keys.every(Number.isSafeInteger) ? sortTerms(keys) : sortTerms(keys, compareExact);
  if (reversed) sorted.reverse();
  return new Cons(fromArray(sorted), map);
}

/** How many pairs next/1 takes out of a large map at once. */
const CHUNK = 32;

/**
 * `{Key, Value, Iterator}`, or none at the end. Mirrors maps:next/1.
 *
 * ```eshell
 * 1> {K, V, _} = maps:next(maps:iterator(#{a => 1})).
 * {a,1,none}
 * ```
 */
export function next(iterator: Term): Term {
  if (iterator === NONE || isStep(iterator)) return iterator;
  const parts = path(iterator);
  if (parts === undefined) throw badarg(iterator);
  const [at, map] = parts;
  if (!isInteger(at)) return nextOrdered(at, map) ?? badIterator(iterator);
  const whole = toErlMap(map);
  if (at < 0 || at > whole.size) return badIterator(iterator);
  // A small map is taken out at once, wherever in it.
  const start = whole.size <= CHUNK ? 0 : Number(at);
  const end = Math.min(whole.size, start + CHUNK);
  const { keys, values } = whole.part(start, end);
  let step: Term = end < whole.size ? new Cons(end, map) : NONE;
  for (let i = keys.length - 1; i >= 0; i--) step = tuple3(keys[i], values[i], step);
  return step;
}

function badIterator(iterator: Term): never {
  throw badarg(iterator);
}

/** The same over a list of keys; undefined if it is none, or the map lacks one of them. */
function nextOrdered(list: Term, map: Term): Term {
  const cells: Cons[] = [];
  let rest = list;
  for (let cell = asCons(rest); cell !== undefined && cells.length < CHUNK; cell = asCons(rest)) {
    cells.push(cell);
    rest = cell.tail;
  }
  if (!isList(rest)) return undefined;
  let step: Term = isNil(rest) ? NONE : new Cons(rest, map);
  for (let i = cells.length - 1; i >= 0; i--) {
    const value = mapGet(map, cells[i].head);
    if (value === MISSING) return undefined;
    step = tuple3(cells[i].head, value, step);
  }
  return step;
}

const isStep = (term: Term): boolean => isTuple(term) && term.length === 3;

/** The path and the map of `[Path|Map]`. */
function path(iterator: Term): [Term, Term] | undefined {
  if (iterator instanceof ImproperList && iterator.elements.length === 1)
    iterator = new Cons(iterator.elements[0], iterator.tail);
  if (!(iterator instanceof Cons) || !isMap(iterator.tail)) return undefined;
  return isInteger(iterator.head) || isList(iterator.head) ? [iterator.head, iterator.tail] : undefined;
}

/**
 * Whether next/1 could go through the iterator. Mirrors maps:is_iterator_valid/1.
 *
 * ```eshell
 * 1> maps:is_iterator_valid(maps:iterator(#{})).
 * true
 * 2> maps:is_iterator_valid([]).
 * false
 * ```
 */
export function is_iterator_valid(iterator: Term): boolean {
  let rest = iterator;
  while (isStep(rest)) rest = rest[2];
  return rest === NONE || path(rest) !== undefined;
}

/** The pairs of a map or an iterator, in order; undefined if it is neither. */
export function pairsOf(mapOrIterator: Term): { keys: Term[]; values: Term[] } | undefined {
  if (isMap(mapOrIterator)) return mapPairs(mapOrIterator);
  if (!is_iterator_valid(mapOrIterator)) return undefined;
  const keys: Term[] = [];
  const values: Term[] = [];
  for (let step = next(mapOrIterator); step !== NONE; step = next(step[2])) {
    keys.push(step[0]);
    values.push(step[1]);
  }
  return { keys, values };
}

/**
 * The pairs of a map or an iterator. Mirrors maps:to_list/1.
 *
 * ```eshell
 * 1> maps:to_list(#{1 => a, 2 => b}).
 * [{1,a},{2,b}]
 * ```
 */
export function to_list<K, V>(map: MapOf<K, V>): Tuple<[K, V]>[] {
  if (isMap(map)) return toErlMap(map).pairList();
  const pairs = pairsOf(map);
  if (pairs === undefined) throw badmap(map);
  let list: Term = NIL;
  for (let i = pairs.keys.length - 1; i >= 0; i--)
    list = new Cons(tuple2(pairs.keys[i], pairs.values[i]), list);
  return list;
}

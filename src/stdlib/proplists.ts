// proplists — OTP's module proplists: lists of properties, which are atoms (short for `{Atom, true}`) and tuples.

import { isAtom } from "../terms/atom.ts";
import { errorTuple, type StackItem } from "../terms/exception.ts";
import { Fun } from "../terms/fun.ts";
import { asCons, fromArray, isList, isNil, NIL, toArray } from "../terms/list.ts";
import { EMPTY_MAP, type ErlMap, MISSING, mapOf, mapPairs } from "../terms/map.ts";
import { equalExact } from "../terms/order.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, type Tuple, tuple2, tupleFrom } from "../terms/tuple.ts";
import { lists as listBifs } from "./erlang-lists.ts";
import { type MapOf, to_list } from "./maps-plain.ts";
import { type List, OtpSource, waiting } from "./otp-source.ts";
import { type OtpModule, otpModule } from "./table.ts";

const source: OtpSource = new OtpSource("proplists");
const NONE = Symbol.for("none");
const BAD_GENERATOR = Symbol.for("bad_generator");
const conc = listBifs["++"] as (front: Term, back: Term) => Term;

const hasKey = (property: Term, key: Term): boolean =>
  isTuple(property)
    ? property.length > 0 && equalExact(property[0], key)
    : isAtom(property) && property === key;

/** The elements of a list; `noClause` makes the error for what it ends in instead of []. */
function elementsOf(list: Term, noClause: (rest: Term, elements: Term[]) => Error): Term[] {
  const elements: Term[] = [];
  let rest = list;
  for (let cell = asCons(rest); cell !== undefined; cell = asCons(rest)) {
    elements.push(cell.head);
    rest = cell.tail;
  }
  if (!isNil(rest)) throw noClause(rest, elements);
  return elements;
}

/** The first property with the key; `noClause` makes the error for a list that ends in something else. */
function first(key: Term, list: Term, noClause: (rest: Term) => Error): Term {
  let rest = list;
  for (let cell = asCons(rest); cell !== undefined; cell = asCons(rest)) {
    if (hasKey(cell.head, key)) return cell.head;
    rest = cell.tail;
  }
  if (!isNil(rest)) throw noClause(rest);
  return MISSING;
}

const isPair = (property: Term): boolean => isTuple(property) && property.length === 2;

/**
 * A property in its shortest form, or that of a key and a value. Mirrors proplists:property/1 and property/2.
 *
 * ```eshell
 * 1> proplists:property({a,true}).
 * a
 * 2> proplists:property(a, 1).
 * {a,1}
 * ```
 */
export function property(first: unknown, ...second: unknown[]): any {
  if (second.length === 1) return second[0] === true && isAtom(first) ? first : tuple2(first, second[0]);
  return isPair(first) && (first as Term)[1] === true && isAtom((first as Term)[0])
    ? (first as Term)[0]
    : first;
}

/**
 * The list with `{Atom, true}` for each atom. Mirrors proplists:unfold/1.
 *
 * ```eshell
 * 1> proplists:unfold([a,{b,2}]).
 * [{a,true},{b,2}]
 * ```
 */
export function unfold(list: List<unknown>): any[] {
  const properties = elementsOf(list, (rest, before) => {
    const lines = before.map((property) => (isAtom(property) ? 110 : 112)).reverse();
    const callers = lines
      .filter((line, i) => line !== lines[i - 1])
      .map((line) => source.item("unfold", 1, line));
    return source.noClause("unfold", [rest], 108, ...callers);
  });
  return fromArray(
    properties.map((property) => (isAtom(property) ? tuple2(property, true) : property)),
  ) as any[];
}

/** `[E || P <- List]`, as OTP's comprehensions fail. */
function comprehension(
  list: Term,
  name: string,
  arity: number,
  line: number,
  ...callers: StackItem[]
): Term[] {
  return elementsOf(list, (rest, before) => {
    const item = source.item(name, arity, line);
    return source.error(
      errorTuple(BAD_GENERATOR, rest).reason,
      name,
      arity,
      line,
      ...waiting(before.length, item),
      ...callers,
    );
  });
}

/**
 * The list with each property in its shortest form. Mirrors proplists:compact/1.
 *
 * ```eshell
 * 1> proplists:compact([{a,true},{b,2}]).
 * [a,{b,2}]
 * ```
 */
export function compact(list: List<unknown>): any[] {
  const properties = comprehension(list, "-compact/1-lc$^0/1-0-", 1, 128);
  return fromArray(properties.map((element) => property(element))) as any[];
}

/**
 * The first property with the key, as a tuple, or `none`. Mirrors proplists:lookup/2.
 *
 * ```eshell
 * 1> proplists:lookup(a, [a,{b,2}]).
 * {a,true}
 * 2> proplists:lookup(c, [a,{b,2}]).
 * none
 * ```
 */
export function lookup(key: unknown, list: List<unknown>): Tuple<any> | symbol {
  const found = first(key, list, (rest) => source.noClause("lookup", [key, rest], 144));
  return found === MISSING ? NONE : isAtom(found) ? tuple2(key, true) : found;
}

/**
 * All properties with the key, as tuples. Mirrors proplists:lookup_all/2.
 *
 * ```eshell
 * 1> proplists:lookup_all(a, [a,{b,2},{a,3}]).
 * [{a,true},{a,3}]
 * ```
 */
export function lookup_all(key: unknown, list: List<unknown>): any[] {
  const found = withKey(key, list, "lookup_all", 166, 172);
  return fromArray(found.map((property) => (isAtom(property) ? tuple2(property, true) : property))) as any[];
}

function withKey(key: Term, list: Term, name: string, line: number, callerLine: number): Term[] {
  const kept = (properties: Term[]) => properties.filter((property) => hasKey(property, key));
  const properties = elementsOf(list, (rest, before) =>
    source.noClause(
      name,
      [key, rest],
      line,
      ...waiting(kept(before).length, source.item(name, 2, callerLine)),
    ),
  );
  return kept(properties);
}

/**
 * Whether there is a property with the key. Mirrors proplists:is_defined/2.
 *
 * ```eshell
 * 1> proplists:is_defined(a, [a,{b,2}]).
 * true
 * ```
 */
export function is_defined(key: unknown, list: List<unknown>): boolean {
  return first(key, list, (rest) => source.noClause("is_defined", [key, rest], 188)) !== MISSING;
}

/**
 * The value of the first property with the key, or the default (undefined). Mirrors proplists:get_value/2 and get_value/3.
 *
 * ```eshell
 * 1> proplists:get_value(b, [a,{b,2}]).
 * 2
 * 2> proplists:get_value(c, [a,{b,2}], 0).
 * 0
 * ```
 */
export function get_value(key: unknown, list: List<unknown>, ...otherwise: unknown[]): any {
  const found = first(key, list, (rest) => source.noClause("get_value", [key, rest, otherwise[0]], 222));
  if (found === MISSING) return otherwise[0];
  return isAtom(found) ? true : found.length === 2 ? found[1] : otherwise[0];
}

/**
 * The values of all properties with the key. Mirrors proplists:get_all_values/2.
 *
 * ```eshell
 * 1> proplists:get_all_values(a, [{a,1},{b,2},a]).
 * [1,true]
 * ```
 */
export function get_all_values(key: unknown, list: List<unknown>): any[] {
  const found = withKey(key, list, "get_all_values", 247, 253);
  return fromArray(
    found.filter((one) => isAtom(one) || isPair(one)).map((one) => (isAtom(one) ? true : one[1])),
  ) as any[];
}

/**
 * The same, values that are lists being joined. Mirrors proplists:append_values/2.
 *
 * ```eshell
 * 1> proplists:append_values(a, [{a,1},{b,2},{a,[3]}]).
 * [1,3]
 * ```
 */
export function append_values(key: unknown, list: List<unknown>): any[] {
  const found = withKey(key, list, "append_values", 285, 292);
  return found.reduceRight((result, one) => {
    if (isAtom(one)) return fromArray([true], result);
    if (!isPair(one)) return result;
    return isList(one[1]) ? conc(one[1], result) : fromArray([one[1]], result);
  }, NIL);
}

/**
 * Whether the value of the first property with the key is true. Mirrors proplists:get_bool/2.
 *
 * ```eshell
 * 1> proplists:get_bool(a, [a]).
 * true
 * 2> proplists:get_bool(a, [{a,1}]).
 * false
 * ```
 */
export function get_bool(key: unknown, list: List<unknown>): boolean {
  const found = first(key, list, (rest) => source.noClause("get_bool", [key, rest], 317));
  return found !== MISSING && (isAtom(found) || (found.length === 2 && found[1] === true));
}

/**
 * The keys, each once. Mirrors proplists:get_keys/1.
 *
 * ```eshell
 * 1> lists:sort(proplists:get_keys([a,{b,2},{a,3}])).
 * [a,b]
 * ```
 */
export function get_keys(list: List<unknown>): any[] {
  const keysOf = (properties: Term[]) => {
    const keys = properties.filter((one) => isAtom(one) || (isTuple(one) && one.length > 0));
    const names = keys.map((one) => (isAtom(one) ? one : one[0]));
    return mapOf(
      names,
      names.map(() => NIL),
    );
  };
  const properties = elementsOf(list, (rest, before) =>
    source.noClause("get_keys", [rest, keysOf(before)], 344, source.item("get_keys", 1, 342)),
  );
  return fromArray(mapPairs(keysOf(properties)).keys) as any[];
}

/**
 * The list without the properties with the key. Mirrors proplists:delete/2.
 *
 * ```eshell
 * 1> proplists:delete(a, [a,{b,2},{a,3}]).
 * [{b,2}]
 * ```
 */
export function remove<T>(key: unknown, list: List<T>): T[] {
  const others = (properties: Term[]) => properties.filter((property) => !hasKey(property, key));
  const properties = elementsOf(list, (rest, before) =>
    source.noClause(
      "delete",
      [key, rest],
      363,
      ...waiting(others(before).length, source.item("delete", 2, 369)),
    ),
  );
  return fromArray(others(properties)) as T[];
}

/**
 * Replaces keys by those they are aliases of. Mirrors proplists:substitute_aliases/2.
 *
 * ```eshell
 * 1> proplists:substitute_aliases([{colour,color}], [{colour,red}]).
 * [{color,red}]
 * ```
 */
export function substitute_aliases(aliases: List<unknown>, list: List<unknown>): any[] {
  const properties = comprehension(list, "-substitute_aliases/2-lc$^0/1-0-", 2, 397);
  return fromArray(
    properties.map((one) => {
      const alias = substitution(aliases, one, "substitute_aliases_1", 399);
      if (alias === undefined) return one;
      if (isAtom(one)) return property(alias[1], true);
      const copy = tupleFrom(one);
      copy[0] = alias[1];
      return property(copy);
    }),
  ) as any[];
}

/** The first `{Key, Other}` of a list for the key of a property. */
function substitution(pairs: Term, one: Term, name: string, line: number): Term {
  let rest = pairs;
  for (let cell = asCons(rest); cell !== undefined; cell = asCons(rest)) {
    if (!isPair(cell.head)) break;
    if (hasKey(one, cell.head[0])) return cell.head;
    rest = cell.tail;
  }
  if (!isNil(rest)) throw source.noClause(name, [rest, one], line);
  return undefined;
}

/**
 * Replaces keys by those they negate, with the other truth value. Mirrors proplists:substitute_negations/2.
 *
 * ```eshell
 * 1> proplists:substitute_negations([{no_log,log}], [no_log]).
 * [{log,false}]
 * ```
 */
export function substitute_negations(negations: List<unknown>, list: List<unknown>): any[] {
  const properties = comprehension(list, "-substitute_negations/2-lc$^0/1-0-", 2, 439);
  return fromArray(
    properties.map((one) => {
      const negation = substitution(negations, one, "substitute_negations_1", 441);
      if (negation === undefined) return one;
      return property(negation[1], !isAtom(one) && !(isPair(one) && one[1] === true));
    }),
  ) as any[];
}

/**
 * Replaces properties by the properties they stand for. Mirrors proplists:expand/2.
 *
 * ```eshell
 * 1> proplists:expand([{fast, [{speed,9},{safe,false}]}], [fast]).
 * [{speed,9},{safe,false}]
 * ```
 */
export function expand(expansions: List<unknown>, list: List<unknown>): any[] {
  if (!isList(list)) throw source.noClause("expand", [expansions, list], 502);
  const pairs = comprehension(
    expansions,
    "-expand/2-lc$^0/1-0-",
    1,
    503,
    source.item("expand", 2, 503),
  ).filter(isPair);
  let properties = [...elementsOf(list, (rest) => source.noClause("expand_2", [NONE, NONE, NIL, rest], 527))];
  let previous: Term = MISSING;
  for (const [from, to] of pairs) {
    const wanted = property(from);
    // Of expansions of one property that follow each other only the first counts.
    if (previous !== MISSING && equalExact(previous, wanted)) continue;
    previous = wanted;
    properties = expandOne(wanted, to, properties);
  }
  return properties.reduceRight(
    (result, one) => (one instanceof Expansion ? conc(one.list, result) : fromArray([one], result)),
    NIL,
  );
}

/** What a property was replaced by, until all are: its properties are not looked at again. */
class Expansion {
  readonly list: Term;
  constructor(list: Term) {
    this.list = isList(list) ? list : fromArray([list]);
  }
}

function expandOne(wanted: Term, to: Term, properties: Term[]): Term[] {
  if (!isAtom(wanted) && !(isTuple(wanted) && wanted.length > 0)) return properties;
  const key = isAtom(wanted) ? wanted : wanted[0];
  const at = properties.findIndex((one) => hasKey(one, key));
  if (at < 0) return properties;
  const found = property(properties[at]);
  if (!equalExact(found, wanted)) return [...properties.slice(0, at), found, ...properties.slice(at + 1)];
  const later = properties.slice(at + 1).filter((one) => !hasKey(one, key));
  return [...properties.slice(0, at), new Expansion(to), ...later];
}

const ALIASES = Symbol.for("aliases");
const EXPAND = Symbol.for("expand");
const NEGATIONS = Symbol.for("negations");

function applyStages(list: Term, stages: Term, caller: StackItem): Term {
  let result = list;
  let rest = stages;
  for (let cell = asCons(rest); cell !== undefined; cell = asCons(rest)) {
    const [kind, what] = isPair(cell.head) ? cell.head : [undefined, undefined];
    if (kind === ALIASES) result = substitute_aliases(what, result);
    else if (kind === EXPAND) result = expand(what, result);
    else if (kind === NEGATIONS) result = substitute_negations(what, result);
    else break;
    rest = cell.tail;
  }
  if (!isNil(rest)) throw source.noClause("apply_stages", [result, rest], 614, caller);
  return result;
}

/**
 * Applies aliases, expansions and negations, and compacts the result. Mirrors proplists:normalize/2.
 *
 * ```eshell
 * 1> proplists:normalize([{colour,red}], [{aliases, [{colour,color}]}]).
 * [{color,red}]
 * ```
 */
export function normalize(list: List<unknown>, stages: List<unknown>): any[] {
  return compact(applyStages(list, stages, source.item("normalize", 2, 612)));
}

/**
 * The properties of each key, and the others. Mirrors proplists:split/2.
 *
 * ```eshell
 * 1> proplists:split([a,{b,2},c], [a,b]).
 * {[[a],[{b,2}]],[c]}
 * ```
 */
export function split(list: List<unknown>, keys: List<unknown>): Tuple<[any[][], any[]]> {
  const wanted = toArray(keys);
  if (wanted === undefined) throw source.error(errorTuple(BAD_GENERATOR, keys).reason, "split", 2, 652);
  const empty = mapOf(
    wanted,
    wanted.map(() => NIL),
  );
  const properties = elementsOf(list, (rest) =>
    source.noClause("split", [rest, empty, NIL], 656, source.item("split", 2, 652)),
  );
  const store: Term[][] = wanted.map(() => []);
  const others: Term[] = [];
  for (const one of properties) {
    const at = wanted.findIndex((key) => hasKey(one, key));
    (at < 0 ? others : store[at]).push(one);
  }
  return tuple2(fromArray(store.map((found) => fromArray(found))), fromArray(others));
}

const TO_MAP_FUN = new Fun(
  2,
  (one, map) => added(one, map),
  { module: Symbol.for("proplists"), index: 0, uniq: 5426999, name: "-to_map/1-fun-0-" },
  [],
);

function added(one: Term, map: ErlMap): ErlMap {
  if (isPair(one)) return map.set(one[0], one[1]);
  if (isTuple(one) && one.length > 0) return map.delete(one[0]);
  return isAtom(one) ? map.set(one, true) : map;
}

/**
 * The map of the first property of each key, after the stages of normalize/2. Mirrors proplists:to_map/1 and to_map/2.
 *
 * ```eshell
 * 1> proplists:to_map([{b,2},{b,3}]).
 * #{b => 2}
 * ```
 */
export function to_map(list: List<unknown>, ...stages: List<unknown>[]): any {
  const properties = stages.length === 0 ? list : applyStages(list, stages[0], source.item("to_map", 2, 753));
  const elements = elementsOf(properties, (rest) =>
    new OtpSource("lists").noClause("foldr_1", [TO_MAP_FUN, EMPTY_MAP, rest], 2502),
  );
  return elements.reduceRight((map, one) => added(one, map), EMPTY_MAP);
}

/**
 * The pairs of a map. Mirrors proplists:from_map/1.
 *
 * ```eshell
 * 1> proplists:from_map(#{a => 1}).
 * [{a,1}]
 * ```
 */
export function from_map<K, V>(map: MapOf<K, V>): Tuple<[K, V]>[] {
  return to_list(map);
}

const functions = {
  append_values,
  compact,
  delete: remove,
  expand,
  from_map,
  get_all_values,
  get_bool,
  get_keys,
  get_value: [get_value, 2, 3],
  is_defined,
  lookup,
  lookup_all,
  normalize,
  property: [property, 1, 2],
  split,
  substitute_aliases,
  substitute_negations,
  to_map: [to_map, 1, 2],
  unfold,
} as const;

/**
 * Module proplists. Lists of properties: `{Key, Value}`, or an atom that stands for `{Atom, true}`. The first of
 * several entries with one key counts.
 */
export const proplists: OtpModule<typeof functions> = otpModule("proplists", functions);

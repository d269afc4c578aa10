// proplists-lookup — what looks properties up by their key, and takes them out.
import { isAtom } from "../terms/atom.ts";
import { asCons, fromArray, isList, isNil, NIL } from "../terms/list.ts";
import { MISSING, mapOf, mapPairs } from "../terms/map.ts";
import { equalExact } from "../terms/order.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, type Tuple, tuple2 } from "../terms/tuple.ts";
import { lists as listBifs } from "./erlang-lists.ts";
import { type List, OtpSource, waiting } from "./otp-source.ts";

export const source: OtpSource = new OtpSource("proplists");
const NONE = Symbol.for("none");
const conc = listBifs["++"] as (front: Term, back: Term) => Term;

export const hasKey = (property: Term, key: Term): boolean =>
  isTuple(property)
    ? property.length > 0 && equalExact(property[0], key)
    : isAtom(property) && property === key;

/** The elements of a list; `noClause` makes the error for what it ends in instead of []. */
export function elementsOf(list: Term, noClause: (rest: Term, elements: Term[]) => Error): Term[] {
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

export const isPair = (property: Term): boolean => isTuple(property) && property.length === 2;

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
    const lines = runs(before.map((property) => (isAtom(property) ? 110 : 112)));
    return source.noClause("unfold", [rest], 108, ...lines.map((line) => source.item("unfold", 1, line)));
  });
  return fromArray(
    properties.map((property) => (isAtom(property) ? tuple2(property, true) : property)),
  ) as any[];
}

/** The lines at which a function has called itself, last first, each told once in a row. */
export const runs = (lines: readonly (number | undefined)[]): number[] =>
  lines
    .filter((line): line is number => line !== undefined)
    .reverse()
    .filter((line, i, all) => line !== all[i - 1]);

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
  const found = withKey(key, list, "lookup_all", 166, (one) => (isAtom(one) ? 168 : 170));
  return fromArray(found.map((property) => (isAtom(property) ? tuple2(property, true) : property))) as any[];
}

/** The properties with the key; `lineOf` says where the function calls itself after one, unless it does so last. */
function withKey(
  key: Term,
  list: Term,
  name: string,
  line: number,
  lineOf: (property: Term) => number | undefined,
): Term[] {
  const found = (properties: Term[]) => properties.filter((property) => hasKey(property, key));
  const properties = elementsOf(list, (rest, before) => {
    const again = runs(found(before).map(lineOf));
    return source.noClause(name, [key, rest], line, ...again.map((at) => source.item(name, 2, at)));
  });
  return found(properties);
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
  const found = withKey(key, list, "get_all_values", 247, (one) =>
    isAtom(one) ? 249 : isPair(one) ? 253 : undefined,
  );
  return fromArray(
    found.filter((one) => isAtom(one) || isPair(one)).map((one: any) => (isAtom(one) ? true : one[1])),
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
  const lineOf = (one: any) => {
    if (isAtom(one)) return 287;
    if (!isPair(one)) return undefined;
    return isList(one[1]) ? 291 : 293;
  };
  const found = withKey(key, list, "append_values", 285, lineOf) as any[];
  let made: Term = NIL;
  for (let i = found.length - 1; i >= 0; i--) {
    const [one, after] = [found[i], made];
    if (isAtom(one)) made = fromArray([true], after);
    else if (isPair(one) && isList(one[1])) {
      const lines = runs([...found.slice(0, i).map(lineOf)]);
      const callers = [291, ...lines].map((line) => source.item("append_values", 2, line));
      made = source.within("++", [one[1], after], callers, () => conc(one[1], after));
    } else if (isPair(one)) made = fromArray([one[1]], after);
  }
  return made as any[];
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

// erlang-lists — lists, tuples and maps of module erlang.
import { badarg, bifError, errorTuple } from "../terms/exception.ts";
import { asCons, fromArray, isNil, listLength, toArray } from "../terms/list.ts";
import { isMap, MISSING, mapGet, mapSize } from "../terms/map.ts";
import { compare, equalExact } from "../terms/order.ts";
import { sortTerms } from "../terms/sort.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, Tuple, tupleFrom } from "../terms/tuple.ts";

const BADMAP = Symbol.for("badmap");
const BADKEY = Symbol.for("badkey");
const MAX_TUPLE_SIZE = (1 << 24) - 1;

/**
 * The first element of a list. Mirrors hd/1.
 *
 * ```eshell
 * 1> hd([a,b,c]).
 * a
 * ```
 */
function hd(list: Term): Term {
  const cell = asCons(list);
  if (cell === undefined) throw badarg(list);
  return cell.head;
}

/**
 * The list without its first element. Mirrors tl/1.
 *
 * ```eshell
 * 1> tl([a,b,c]).
 * [b,c]
 * ```
 */
function tl(list: Term): Term {
  const cell = asCons(list);
  if (cell === undefined) throw badarg(list);
  return cell.tail;
}

/**
 * The number of elements of a list. Mirrors length/1.
 *
 * ```eshell
 * 1> length("abc").
 * 3
 * ```
 */
function length(list: Term): number {
  const size = listLength(list);
  if (size < 0) throw badarg(list);
  return size;
}

/** `A ++ B`: strings stay strings, and B may be anything. */
function append(front: Term, back: Term): Term {
  if (typeof front === "string" && typeof back === "string") return front + back;
  if (isNil(front)) return back;
  const elements = toArray(front);
  if (elements === undefined) throw badarg(front);
  return isNil(back) ? front : fromArray(elements, back);
}

/** `A -- B`: for each element of B its first occurrence in A is taken out. */
function subtract(from: Term, what: Term): Term {
  const elements = toArray(from);
  const removed = toArray(what);
  if (elements === undefined || removed === undefined) throw badarg(from, what);
  if (removed.length === 0) return from;
  const kept = removed.length > 8 ? subtractSorted(elements, removed) : subtractFew(elements, removed);
  return kept.length === elements.length ? from : fromArray(kept);
}

function subtractFew(elements: readonly Term[], removed: readonly Term[]): Term[] {
  const left = removed.slice();
  return elements.filter((element) => {
    const at = left.findIndex((other) => equalExact(other, element));
    if (at < 0) return true;
    left.splice(at, 1);
    return false;
  });
}

/** The same by binary search in a sorted copy, as OTP does with long lists. */
function subtractSorted(elements: readonly Term[], removed: readonly Term[]): Term[] {
  const sorted = sortTerms(removed.slice());
  const used = new Uint8Array(sorted.length);
  return elements.filter((element) => {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compare(sorted[middle], element) < 0) low = middle + 1;
      else high = middle;
    }
    for (; low < sorted.length && compare(sorted[low], element) === 0; low++) {
      if (used[low] === 0 && equalExact(sorted[low], element)) {
        used[low] = 1;
        return false;
      }
    }
    return true;
  });
}

/** A tuple and a position in it, counted from 0; `extra` more positions are allowed behind the end. */
function position(index: Term, tuple: Term, extra = 0): number {
  if (!isTuple(tuple)) throw badarg(tuple);
  if (!Number.isSafeInteger(index) || index < 1 || index > tuple.length + extra) throw badarg(index);
  return index - 1;
}

/**
 * The n-th element of a tuple, counted from 1. Mirrors element/2.
 *
 * ```eshell
 * 1> element(2, {a,b,c}).
 * b
 * ```
 */
function element(index: Term, tuple: Term): Term {
  return tuple[position(index, tuple)];
}

/**
 * The tuple with its n-th element replaced. Mirrors setelement/3.
 *
 * ```eshell
 * 1> setelement(2, {a,b,c}, x).
 * {a,x,c}
 * ```
 */
function setelement(index: Term, tuple: Term, value: Term): Term {
  const at = position(index, tuple);
  const copy = tupleFrom(tuple);
  copy[at] = value;
  return copy;
}

/**
 * The tuple with an element more, at the n-th place. Mirrors insert_element/3.
 *
 * ```eshell
 * 1> erlang:insert_element(2, {a,c}, b).
 * {a,b,c}
 * ```
 */
function insert_element(index: Term, tuple: Term, value: Term): Term {
  const at = position(index, tuple, 1);
  const elements = Array.from(tuple as Term[]);
  elements.splice(at, 0, value);
  return tupleFrom(elements);
}

/**
 * The tuple without its n-th element. Mirrors delete_element/2.
 *
 * ```eshell
 * 1> erlang:delete_element(2, {a,b,c}).
 * {a,c}
 * ```
 */
function delete_element(index: Term, tuple: Term): Term {
  const at = position(index, tuple);
  return tupleFrom(Array.from(tuple as Term[]).filter((_, i) => i !== at));
}

/**
 * The tuple with an element more, at its end. Mirrors append_element/2.
 *
 * ```eshell
 * 1> erlang:append_element({a,b}, c).
 * {a,b,c}
 * ```
 */
function append_element(tuple: Term, value: Term): Term {
  if (!isTuple(tuple)) throw badarg(tuple);
  return tupleFrom([...tuple, value]);
}

/**
 * A tuple of so many elements, all of them the same but those in a list of place and element. Mirrors make_tuple/2,3.
 *
 * ```eshell
 * 1> erlang:make_tuple(3, x).
 * {x,x,x}
 * 2> erlang:make_tuple(3, x, [{2,b}]).
 * {x,b,x}
 * ```
 */
function make_tuple(size: Term, value: Term, ...init: Term[]): Term {
  if (!Number.isSafeInteger(size) || size < 0 || size > MAX_TUPLE_SIZE) throw badarg(size);
  const made = new Tuple(size);
  for (let i = 0; i < size; i++) made[i] = value;
  if (init.length === 0) return made;
  const changes = toArray(init[0]);
  if (changes === undefined) throw badarg(init);
  for (const change of changes) {
    if (!isTuple(change) || change.length !== 2) throw badarg(init);
    const [at, initial] = change;
    if (!Number.isSafeInteger(at) || at < 1 || at > size) throw badarg(init);
    made[at - 1] = initial;
  }
  return made;
}

/**
 * The number of elements of a tuple. Mirrors tuple_size/1.
 *
 * ```eshell
 * 1> tuple_size({a,b}).
 * 2
 * ```
 */
function tuple_size(tuple: Term): number {
  if (!isTuple(tuple)) throw badarg(tuple);
  return tuple.length;
}

/**
 * The elements of a tuple as a list. Mirrors tuple_to_list/1.
 *
 * ```eshell
 * 1> tuple_to_list({a,b}).
 * [a,b]
 * ```
 */
function tuple_to_list(tuple: Term): Term {
  if (!isTuple(tuple)) throw badarg(tuple);
  return fromArray(tuple);
}

/**
 * The tuple with the elements of a list. Mirrors list_to_tuple/1.
 *
 * ```eshell
 * 1> list_to_tuple([a,b]).
 * {a,b}
 * ```
 */
function list_to_tuple(list: Term): Term {
  const elements = toArray(list);
  if (elements === undefined) throw badarg(list);
  if (elements.length > MAX_TUPLE_SIZE) throw bifError(Symbol.for("system_limit"));
  return tupleFrom(elements);
}

/** `error:{badmap, Term}` of a BIF. */
export function badmap(term: Term): Error {
  const exception = errorTuple(BADMAP, term);
  exception.bif = true;
  return exception;
}

/**
 * The value of a key, which must be there: else `{badkey, Key}`. Mirrors map_get/2.
 *
 * ```eshell
 * 1> map_get(a, #{a => 1}).
 * 1
 * ```
 */
function map_get(key: Term, map: Term): Term {
  if (!isMap(map)) throw badmap(map);
  const value = mapGet(map, key);
  if (value !== MISSING) return value;
  const exception = errorTuple(BADKEY, key);
  exception.bif = true;
  throw exception;
}

/**
 * The number of keys of a map. Mirrors map_size/1.
 *
 * ```eshell
 * 1> map_size(#{a => 1}).
 * 1
 * ```
 */
function map_size(map: Term): number {
  if (!isMap(map)) throw badmap(map);
  return mapSize(map);
}

/**
 * Whether the map has the key. Mirrors is_map_key/2.
 *
 * ```eshell
 * 1> is_map_key(a, #{a => 1}).
 * true
 * ```
 */
function is_map_key(key: Term, map: Term): boolean {
  if (!isMap(map)) throw badmap(map);
  return mapGet(map, key) !== MISSING;
}

const booleanOperator =
  (how: (a: boolean, b: boolean) => boolean) =>
  (a: Term, b: Term): boolean => {
    if (typeof a !== "boolean" || typeof b !== "boolean") throw badarg(a, b);
    return how(a, b);
  };

/**
 * The other. Mirrors not/1.
 *
 * ```eshell
 * 1> not true.
 * false
 * ```
 */
function not(a: Term): boolean {
  if (typeof a !== "boolean") throw badarg(a);
  return !a;
}

export const lists = {
  hd,
  tl,
  length,
  "++": append,
  /**
   * The elements of both lists. Mirrors append/2.
   *
   * ```eshell
   * 1> erlang:append([1], [2]).
   * [1,2]
   * ```
   */
  append: (front: Term, back: Term): Term => append(front, back),
  "--": subtract,
  /**
   * The first list without the elements of the second, once each. Mirrors subtract/2.
   *
   * ```eshell
   * 1> erlang:subtract([1,2,1], [1]).
   * [2,1]
   * ```
   */
  subtract: (from: Term, what: Term): Term => subtract(from, what),
  element,
  setelement,
  insert_element,
  delete_element,
  append_element,
  make_tuple: [make_tuple, 2, 3] as const,
  tuple_size,
  tuple_to_list,
  list_to_tuple,
  map_get,
  map_size,
  is_map_key,
  /**
   * Both. Mirrors and/2.
   *
   * ```eshell
   * 1> true and false.
   * false
   * ```
   */
  and: booleanOperator((a, b) => a && b),
  /**
   * One of them, or both. Mirrors or/2.
   *
   * ```eshell
   * 1> true or false.
   * true
   * ```
   */
  or: booleanOperator((a, b) => a || b),
  /**
   * One of them, and not both. Mirrors xor/2.
   *
   * ```eshell
   * 1> true xor true.
   * false
   * ```
   */
  xor: booleanOperator((a, b) => a !== b),
  not,
};

// erlang-lists — lists, tuples and maps of module erlang.
import { badarg, bifError, errorTuple } from "../terms/exception.ts";
import { asCons, fromArray, isNil, listLength, toArray } from "../terms/list.ts";
import { isMap, MISSING, mapGet, mapSize } from "../terms/map.ts";
import { compare, equalExact } from "../terms/order.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, Tuple, tupleFrom } from "../terms/tuple.ts";

const BADMAP = Symbol.for("badmap");
const BADKEY = Symbol.for("badkey");
const MAX_TUPLE_SIZE = (1 << 24) - 1;

function hd(list: Term): Term {
  const cell = asCons(list);
  if (cell === undefined) throw badarg(list);
  return cell.head;
}

function tl(list: Term): Term {
  const cell = asCons(list);
  if (cell === undefined) throw badarg(list);
  return cell.tail;
}

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
  const sorted = removed.slice().sort(compare);
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

function element(index: Term, tuple: Term): Term {
  return tuple[position(index, tuple)];
}

function setelement(index: Term, tuple: Term, value: Term): Term {
  const at = position(index, tuple);
  const copy = tupleFrom(tuple);
  copy[at] = value;
  return copy;
}

function insert_element(index: Term, tuple: Term, value: Term): Term {
  const elements = Array.from(tuple as Term[]);
  elements.splice(position(index, tuple, 1), 0, value);
  return tupleFrom(elements);
}

function delete_element(index: Term, tuple: Term): Term {
  const at = position(index, tuple);
  return tupleFrom(Array.from(tuple as Term[]).filter((_, i) => i !== at));
}

function append_element(tuple: Term, value: Term): Term {
  if (!isTuple(tuple)) throw badarg(tuple);
  return tupleFrom([...tuple, value]);
}

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

function tuple_size(tuple: Term): number {
  if (!isTuple(tuple)) throw badarg(tuple);
  return tuple.length;
}

function tuple_to_list(tuple: Term): Term {
  if (!isTuple(tuple)) throw badarg(tuple);
  return fromArray(tuple);
}

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

function map_get(key: Term, map: Term): Term {
  if (!isMap(map)) throw badmap(map);
  const value = mapGet(map, key);
  if (value !== MISSING) return value;
  const exception = errorTuple(BADKEY, key);
  exception.bif = true;
  throw exception;
}

function map_size(map: Term): number {
  if (!isMap(map)) throw badmap(map);
  return mapSize(map);
}

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

function not(a: Term): boolean {
  if (typeof a !== "boolean") throw badarg(a);
  return !a;
}

export const lists = {
  hd,
  tl,
  length,
  "++": append,
  append: (front: Term, back: Term): Term => append(front, back),
  "--": subtract,
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
  and: booleanOperator((a, b) => a && b),
  or: booleanOperator((a, b) => a || b),
  xor: booleanOperator((a, b) => a !== b),
  not,
};

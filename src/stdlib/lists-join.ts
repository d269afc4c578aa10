// lists-join — functions of module lists that make one list of several: append, concat, flatten and flatlength.
import { atomName, isAtom } from "../terms/atom.ts";
import type { StackItem } from "../terms/exception.ts";
import { isFloat, isInteger } from "../terms/float.ts";
import { Fun } from "../terms/fun.ts";
import { asCons, fromArray, isList, isNil, NIL } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { lists as listBifs } from "./erlang-lists.ts";
import { numbers } from "./erlang-numbers.ts";
import { type List, OtpSource, waiting } from "./otp-source.ts";

const source: OtpSource = new OtpSource("lists");

const conc = listBifs["++"] as (front: Term, back: Term) => Term;

/**
 * The lists one after the other. Mirrors lists:append/1 and append/2.
 *
 * ```eshell
 * 1> lists:append([[1,2],[],[3]]).
 * [1,2,3]
 * 2> lists:append([1,2], [3]).
 * [1,2,3]
 * ```
 */
export function append<T>(lists: List<List<T>>): T[];
export function append<A, B>(front: List<A>, back: List<B>): (A | B)[];
export function append(first: Term, ...rest: Term[]): Term {
  if (rest.length === 0) return appendAll(first);
  const back = rest[0];
  return source.within("++", [first, back], [source.item("append", 2, 233)], () => conc(first, back));
}

function appendAll(lists: Term): Term {
  const parts: Term[] = [];
  let cell = asCons(lists);
  let rest = lists;
  for (; cell !== undefined; cell = asCons(rest)) {
    parts.push(cell.head);
    rest = cell.tail;
  }
  if (!isNil(rest)) throw source.noClause("append", [rest], 251, ...appendCallers(parts.length));
  let result = parts.length === 0 ? NIL : parts.pop();
  while (parts.length > 0) {
    const part = parts.pop();
    const back = result;
    result = source.within("++", [part, back], [APPEND, ...appendCallers(parts.length)], () =>
      conc(part, back),
    );
  }
  return result;
}

const APPEND = source.item("append", 1, 252);
const appendCallers = (depth: number) => waiting(depth, APPEND);

/**
 * The texts of atoms, numbers and strings, one after the other. Mirrors lists:concat/1.
 *
 * ```eshell
 * 1> lists:concat([doc, '/', file, ".", 3]).
 * "doc/file.3"
 * ```
 */
export function concat(things: List<unknown>): string {
  const parts: Term[] = [];
  let rest: Term = things;
  for (let cell = asCons(rest); cell !== undefined; cell = asCons(rest)) {
    parts.push(thingToList(cell.head, parts));
    rest = cell.tail;
  }
  if (!isNil(rest)) throw source.noClause("flatmap_1", [CONCAT_FUN, rest], 2427, ...concatCallers(parts));
  let result: Term = "";
  while (parts.length > 0) result = conc(parts.pop(), result);
  return result;
}

/** The fun that OTP's concat/1 gives flatmap/2. */
const CONCAT_FUN = new Fun(
  1,
  (thing) => thingToList(thing, []),
  {
    module: Symbol.for("lists"),
    index: 0,
    uniq: 100947151,
    name: "-fun.thing_to_list/1-",
  },
  [],
);

/** flatmap_1 has called itself for each text before, but for empty ones. */
function concatCallers(parts: Term[]): StackItem[] {
  return flatmapCallers(parts.filter((part) => !isNil(part)));
}

/** The stack items of flatmap_1, which has called itself for each of the parts, last first. */
export function flatmapCallers(parts: readonly Term[]): StackItem[] {
  const lines = parts.map((part) => (isNil(asCons(part)?.tail) ? 2431 : 2432)).reverse();
  return lines.filter((line, i) => line !== lines[i - 1]).map((line) => source.item("flatmap_1", 2, line));
}

function thingToList(thing: Term, before: Term[]): Term {
  if (isInteger(thing)) return String(thing);
  if (isFloat(thing)) return numbers.float_to_list[0](thing);
  if (isAtom(thing)) return atomName(thing);
  if (isList(thing)) return thing;
  throw source.noClause(
    "thing_to_list",
    [thing],
    1283,
    source.item("flatmap_1", 2, 2428),
    ...concatCallers(before),
  );
}

/**
 * The elements of the lists within the list, at any depth. Mirrors lists:flatten/1 and flatten/2.
 *
 * ```eshell
 * 1> lists:flatten([a,[b,[c,[]]],d]).
 * [a,b,c,d]
 * 2> lists:flatten([a,[b]], [c]).
 * [a,b,c]
 * ```
 */
export function flatten(list: List<unknown>, ...tail: List<unknown>[]): unknown[] {
  const end: Term = tail.length === 0 ? NIL : tail[0];
  if (!isList(list) || !isList(end)) {
    throw source.noClause("flatten", [list, ...tail], tail.length === 0 ? 1302 : 1320);
  }
  return flattenBefore(list, end);
}

function flattenBefore(list: Term, end: Term): Term {
  const leaves: Term[] = [];
  const leaf = (element: Term) => leaves.push(element);
  eachLeaf(list, leaf, () => flattenAsOtp(list, end, []));
  return fromArray(leaves, end);
}

/**
 * The number of elements of the flattened list. Mirrors lists:flatlength/1.
 *
 * ```eshell
 * 1> lists:flatlength([1,[2,[3]]]).
 * 3
 * ```
 */
export function flatlength(list: List<unknown>): number {
  let count = 0;
  eachLeaf(
    list,
    () => count++,
    () => countAsOtp(list, 0, []),
  );
  return count;
}

/**
 * Flattens as OTP does, which goes through what follows a list before the list itself: what it says of a list that is not
 * proper depends on that. `trail` are the lines where do_flatten/2 waits.
 */
function flattenAsOtp(start: Term, end: Term, trail: readonly number[]): Term {
  const leaves: Term[] = [];
  let [rest, after, lines] = [start, end, trail];
  const waitingAt = (line: number) => (lines[0] === line ? lines : [line, ...lines]);
  for (let cell = asCons(rest); cell !== undefined; cell = asCons(rest)) {
    if (isList(cell.head)) {
      after = flattenAsOtp(cell.tail, after, waitingAt(1324));
      rest = cell.head;
    } else {
      leaves.push(cell.head);
      lines = waitingAt(1326);
      rest = cell.tail;
    }
  }
  if (isNil(rest)) return fromArray(leaves, after);
  const items = lines.map((line) => source.item("do_flatten", 2, line));
  throw source.noClause("do_flatten", [rest, after], 1323, ...items);
}

/** Counts as OTP does; `callers` are the items of those that wait. */
function countAsOtp(start: Term, before: number, callers: readonly StackItem[]): number {
  let [rest, count] = [start, before];
  for (let cell = asCons(rest); cell !== undefined; cell = asCons(rest)) {
    if (isList(cell.head)) {
      count = countAsOtp(cell.tail, count, [source.item("flatlength", 2, 1353)]);
      rest = cell.head;
    } else {
      count++;
      rest = cell.tail;
    }
  }
  if (isNil(rest)) return count;
  throw source.noClause("flatlength", [rest, count], 1352, ...callers);
}

/** Goes through what is in nested lists, with a stack of its own. `improper` raises the error for a tail that is no list. */
function eachLeaf(list: Term, leaf: (element: Term) => void, improper: () => unknown): void {
  const later: Term[] = [];
  let rest = list;
  for (;;) {
    const cell = asCons(rest);
    if (cell === undefined) {
      if (!isNil(rest)) {
        improper();
        return;
      }
      if (later.length === 0) return;
      rest = later.pop();
    } else if (isList(cell.head)) {
      later.push(cell.tail);
      rest = cell.head;
    } else {
      leaf(cell.head);
      rest = cell.tail;
    }
  }
}

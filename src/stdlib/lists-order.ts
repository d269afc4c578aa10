// lists-order — sorting and merging in the order of terms, by the whole element or by an element of tuples.
//
// OTP's merge sorts are stable, and its usort keeps the first of equal elements, which is all that can be seen of the
// algorithm; so JavaScript's own stable sort does the work here. The merges take elements in the order that OTP's
// do, also from lists that are not sorted. (Of the three-way merges this holds for sorted lists.)
import { badarg, type StackItem } from "../terms/exception.ts";
import { isInteger } from "../terms/float.ts";
import { asCons, fromArray, isNil } from "../terms/list.ts";
import { equal, lessOrEqual } from "../terms/order.ts";
import { sortTerms as inOrder, sortedPlaces } from "../terms/sort.ts";
import type { Term } from "../terms/term.ts";
import { isTuple } from "../terms/tuple.ts";
import { caseClause, type List, OtpSource } from "./otp-source.ts";

const source: OtpSource = new OtpSource("lists");

type Key = (element: Term) => Term;
const itself: Key = (element) => element;

/** `element(Place, Tuple)`, whose error says who called it. */
function elementKey(place: Term, ...callers: StackItem[]): Key {
  return (term) => {
    if (isTuple(term) && place <= term.length) return term[place - 1];
    return source.within("element", [place, term], callers, () => {
      throw badarg(place, term);
    });
  };
}

/** The elements of a list; the error says which function had no clause for what it ends in. */
function elementsOf(list: Term, noClause: (rest: Term, elements: readonly Term[]) => Error): Term[] {
  const elements: Term[] = [];
  let rest = list;
  for (let cell = asCons(rest); cell !== undefined; cell = asCons(rest)) {
    elements.push(cell.head);
    rest = cell.tail;
  }
  if (!isNil(rest)) throw noClause(rest, elements);
  return elements;
}

const NO_LIST = fromArray([]);

/** What OTP's sorts end in for an improper list of at least two elements. */
function splitClause(
  kind: string,
  names: [number, number],
  key: Key,
  place: Term,
  rest: Term,
  elements: readonly Term[],
) {
  const [x, y] = elements;
  const ascending = lessOrEqual(key(x), key(y));
  const name = `${kind}split_${ascending ? 1 : 2}`;
  const pair = place === undefined ? [x, y] : [place, x, key(x), y, key(y)];
  const more = fromArray(elements.slice(2));
  return source.noClause(name, [...pair, rest, more, NO_LIST], ascending ? names[0] : names[1]);
}

function sortBy(elements: Term[], key: Key): Term[] {
  if (key === itself) return inOrder(elements);
  return Array.from(sortedPlaces(elements.map(key)), (place) => elements[place]);
}

function dropEqual(sorted: readonly Term[], key: Key): Term[] {
  const kept: Term[] = [];
  for (const element of sorted) {
    if (kept.length === 0 || !equal(key(kept[kept.length - 1]), key(element))) kept.push(element);
  }
  return kept;
}

/** The elements in the order of terms. Mirrors lists:sort/1. */
export function sortTerms(list: Term): Term {
  const elements = elementsOf(list, (rest, some) =>
    some.length < 2
      ? source.noClause("sort", [list], 1084)
      : splitClause("", [3007, 3030], itself, undefined, rest, some),
  );
  return elements.length < 2 ? list : fromArray(sortBy(elements, itself));
}

/** The elements in the order of terms, the first of equal ones. Mirrors lists:usort/1. */
export function usortTerms(list: Term): Term {
  const elements = elementsOf(list, (rest, some) =>
    some.length < 2
      ? source.noClause("usort", [list], 2075)
      : splitClause("u", [3217, 3250], itself, undefined, rest, some),
  );
  return elements.length < 2 ? list : fromArray(dropEqual(sortBy(elements, itself), itself));
}

/**
 * Tuples in the order of their element at a place counted from 1. Mirrors lists:keysort/2.
 *
 * ```eshell
 * 1> lists:keysort(2, [{a,3},{b,1},{c,2}]).
 * [{b,1},{c,2},{a,3}]
 * ```
 */
export function keysort<T>(place: number, list: List<T>): T[] {
  if (!isInteger(place) || place < 1) throw source.noClause("keysort", [place, list], 1517);
  const key = elementKey(place, source.item("keysort", 2, 1522));
  const elements = elementsOf(list, (rest, some) =>
    some.length < 2
      ? source.error(tupleCase(list), "keysort", 2, 1518)
      : splitClause("key", [3498, 3553], key, place, rest, some),
  );
  return (elements.length < 2 ? list : fromArray(sortBy(elements, key))) as T[];
}

/**
 * The same, without tuples whose element is equal to that of one before. Mirrors lists:ukeysort/2.
 *
 * ```eshell
 * 1> lists:ukeysort(1, [{b,1},{a,2},{b,3}]).
 * [{a,2},{b,1}]
 * ```
 */
export function ukeysort<T>(place: number, list: List<T>): T[] {
  if (!isInteger(place) || place < 1) throw source.noClause("ukeysort", [place, list], 1650);
  const key = elementKey(place, source.item("ukeysort", 2, 1655));
  const elements = elementsOf(list, (rest, some) =>
    some.length < 2
      ? source.error(tupleCase(list), "ukeysort", 2, 1651)
      : source.noClause("ukeysort_1", [place, some[0], key(some[0]), rest], 1701),
  );
  return (elements.length < 2 ? list : fromArray(dropEqual(sortBy(elements, key), key))) as T[];
}

const tupleCase = (value: Term): Term => caseClause(value).reason;

/** Merges two lists; the elements of the first are read by `key`, those of the second by `keyB`. */
type Merge = (a: readonly Term[], b: readonly Term[], key: Key, keyB?: Key) => Term[];

/** Ascending lists; of equal elements those of the first list come first. */
const ascending: Merge = (a, b, key, keyB = key) => {
  const merged: Term[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) merged.push(lessOrEqual(key(a[i]), keyB(b[j])) ? a[i++] : b[j++]);
  return merged.concat(a.slice(i), b.slice(j));
};

/** Descending lists; of equal elements those of the second list come first. */
const descending: Merge = (a, b, key, keyB = key) => {
  const merged: Term[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) merged.push(lessOrEqual(key(a[i]), keyB(b[j])) ? b[j++] : a[i++]);
  return merged.concat(a.slice(i), b.slice(j));
};

/** Ascending lists without duplicates; of equal elements that of the first list is kept. */
const uniqueAscending: Merge = (a, b, key, keyB = key) => {
  const merged: Term[] = [];
  let i = 0;
  let j = 0;
  let fresh = false;
  while (j < b.length && (i < a.length || fresh)) {
    if (i < a.length && lessOrEqual(key(a[i]), keyB(b[j]))) {
      merged.push(a[i++]);
      fresh = true;
    } else {
      if (!fresh || !equal(keyB(b[j]), key(merged[merged.length - 1]))) merged.push(b[j]);
      j++;
      fresh = false;
    }
  }
  return merged.concat(a.slice(i), b.slice(j));
};

/** Descending lists without duplicates; of equal elements that of the first list is kept. */
const uniqueDescending: Merge = (a, b, key, keyB = key) => {
  const merged: Term[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    if (!lessOrEqual(key(a[i]), keyB(b[j]))) {
      merged.push(a[i++]);
      continue;
    }
    let held = b[j++];
    const element = a[i++];
    while (j < b.length && lessOrEqual(key(element), keyB(b[j]))) {
      merged.push(held);
      held = b[j++];
    }
    if (!equal(key(element), key(held))) merged.push(held);
    merged.push(element);
  }
  return merged.concat(a.slice(i), b.slice(j));
};

type TwoLists = <A, B>(a: List<A>, b: List<B>) => (A | B)[];
type ThreeLists = <A, B, C>(a: List<A>, b: List<B>, c: List<C>) => (A | B | C)[];
type KeyMerge = <A, B>(place: number, a: List<A>, b: List<B>) => (A | B)[];

function mergeLists(how: Merge, name: string, line: number, lists: readonly Term[]): Term {
  const noClause = () => source.noClause(name, lists, line);
  const arrays = lists.map((list) => elementsOf(list, noClause));
  return fromArray(arrays.reduce((merged, next) => how(merged, next, itself)));
}

/** Merges sorted lists. Mirrors lists:merge/2. */
export const merge2: TwoLists = (a: Term, b: Term): any => mergeLists(ascending, "merge", 1238, [a, b]);
/** Merges lists sorted the other way round. Mirrors lists:rmerge/2. */
export const rmerge2: TwoLists = (a: Term, b: Term): any => mergeLists(descending, "rmerge", 1255, [a, b]);
/** Merges sorted lists without duplicates. Mirrors lists:umerge/2. */
export const umerge2: TwoLists = (a: Term, b: Term): any =>
  mergeLists(uniqueAscending, "umerge", 2243, [a, b]);
/** Merges lists without duplicates, sorted the other way round. Mirrors lists:rumerge/2. */
export const rumerge2: TwoLists = (a: Term, b: Term): any =>
  mergeLists(uniqueDescending, "rumerge", 2261, [a, b]);

/**
 * Merges three sorted lists. Mirrors lists:merge3/3.
 *
 * ```eshell
 * 1> lists:merge3([1,4], [2], [3]).
 * [1,2,3,4]
 * ```
 */
export const merge3: ThreeLists = (a: Term, b: Term, c: Term): any =>
  mergeLists(ascending, "merge3", 1176, [a, b, c]);
/**
 * Merges three lists sorted the other way round. Mirrors lists:rmerge3/3.
 *
 * ```eshell
 * 1> lists:rmerge3([4,1], [3], [2]).
 * [4,3,2,1]
 * ```
 */
export const rmerge3: ThreeLists = (a: Term, b: Term, c: Term): any =>
  mergeLists(descending, "rmerge3", 1199, [a, b, c]);
/**
 * Merges three sorted lists without duplicates. Mirrors lists:umerge3/3.
 *
 * ```eshell
 * 1> lists:umerge3([1,2], [2,3], [3,4]).
 * [1,2,3,4]
 * ```
 */
export const umerge3: ThreeLists = (a: Term, b: Term, c: Term): any =>
  mergeLists(uniqueAscending, "umerge3", 2178, [a, b, c]);
/**
 * Merges three lists without duplicates, sorted the other way round. Mirrors lists:rumerge3/3.
 *
 * ```eshell
 * 1> lists:rumerge3([3,2], [2,1], [1]).
 * [3,2,1]
 * ```
 */
export const rumerge3: ThreeLists = (a: Term, b: Term, c: Term): any =>
  mergeLists(uniqueDescending, "rumerge3", 2202, [a, b, c]);

/** Merges a list of sorted lists. Mirrors lists:merge/1, and umerge/1 if `unique`. */
export function mergeAll(lists: Term, unique: boolean): Term {
  const how = unique ? uniqueAscending : ascending;
  const merged = (some: readonly (readonly Term[])[]): Term[] =>
    some.reduce<Term[]>((all, next) => how(all, next, itself), []);
  const arrays: Term[][] = [];
  const noClause = (rest: Term, done: readonly Term[]) =>
    unique
      ? source.noClause("umergel", [rest, fromArray(done), Symbol.for("asc")], 3287)
      : source.noClause("mergel", [rest, fromArray(done)], 3054);
  let rest = lists;
  for (let cell = asCons(rest); cell !== undefined; cell = asCons(rest)) {
    if (!isNil(cell.head)) {
      if (asCons(cell.head) === undefined) break;
      arrays.push(elementsOf(cell.head, () => noClause(lists, [])));
    }
    rest = cell.tail;
  }
  if (isNil(rest)) return fromArray(merged(arrays));
  // OTP has merged three by three, backwards, and looks at the others; umerge/1 merges two whatever comes after them.
  const left = arrays.length % 3;
  const looked = unique && left === 2 ? 0 : left;
  const done: Term[] = [];
  for (let at = 0; at < arrays.length - looked; at += 3) {
    done.unshift(fromArray(merged(arrays.slice(at, at + 3)).reverse()));
  }
  const waiting = arrays.slice(arrays.length - looked).map((array) => fromArray(array));
  throw noClause(fromArray(waiting, rest), done);
}

/** The lines of `name` and `name_1`, of its reading of a first element, and of its call of the others. */
type KeyLines = readonly [number, number, number, number];
/** A function that reads an element of one of the lists: `2_1` or `2_2`, its arity and its line. */
type Reader = readonly [number, number];

function keyMerge(how: Merge, name: string, lines: KeyLines, readers: readonly [Reader, Reader]): KeyMerge {
  const inner = (at: 0 | 1, place: Term): Key => {
    const [arity, line] = readers[at];
    const item = source.item(`${name}2_${at + 1}`, arity, line);
    return elementKey(place, item, source.item(`${name}_1`, 3, lines[3]));
  };
  return (place: Term, a: Term, b: Term): any => {
    if (!isInteger(place) || place < 1) throw source.noClause(name, [place, a, b], lines[0]);
    const noClause = () => source.noClause(`${name}_1`, [place, a, b], lines[1]);
    const first = elementsOf(a, noClause);
    const second = elementsOf(b, noClause);
    if (first.length > 0 && second.length > 0) {
      // OTP reads this element before any other.
      const key = elementKey(place, source.item(`${name}_1`, 3, lines[2]));
      key(name.startsWith("u") ? first[0] : second[0]);
    }
    return fromArray(how(first, second, inner(0, place), inner(1, place)));
  };
}

/**
 * Merges lists of tuples that are sorted by the element at a place. Mirrors lists:keymerge/3.
 *
 * ```eshell
 * 1> lists:keymerge(1, [{a,1},{c,3}], [{b,2}]).
 * [{a,1},{b,2},{c,3}]
 * ```
 */
export const keymerge: KeyMerge = keyMerge(
  ascending,
  "keymerge",
  [1597, 1600, 1601, 1602],
  [
    [6, 3713],
    [7, 3723],
  ],
);
/**
 * The same for lists sorted the other way round. Mirrors lists:rkeymerge/3.
 *
 * ```eshell
 * 1> lists:rkeymerge(1, [{c,3},{a,1}], [{b,2}]).
 * [{c,3},{b,2},{a,1}]
 * ```
 */
export const rkeymerge: KeyMerge = keyMerge(
  descending,
  "rkeymerge",
  [1617, 1620, 1621, 1622],
  [
    [6, 3735],
    [7, 3745],
  ],
);
/**
 * The same without duplicates. Mirrors lists:ukeymerge/3.
 *
 * ```eshell
 * 1> lists:ukeymerge(1, [{a,1},{c,3}], [{a,2},{b,2}]).
 * [{a,1},{b,2},{c,3}]
 * ```
 */
export const ukeymerge: KeyMerge = keyMerge(
  uniqueAscending,
  "ukeymerge",
  [1739, 1742, 1743, 1744],
  [
    [7, 4009],
    [6, 4023],
  ],
);
/**
 * The same without duplicates for lists sorted the other way round. Mirrors lists:rukeymerge/3.
 *
 * ```eshell
 * 1> lists:rukeymerge(1, [{c,3},{a,1}], [{a,2}]).
 * [{c,3},{a,1}]
 * ```
 */
export const rukeymerge: KeyMerge = keyMerge(
  uniqueDescending,
  "rukeymerge",
  [1759, 1762, 1763, 1764],
  [
    [6, 4035],
    [8, 4045],
  ],
);

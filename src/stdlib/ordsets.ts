// ordsets — OTP's module ordsets: sets as lists in the order of terms, without elements that are equal (`==`).
import { Exception } from "../terms/exception.ts";
import { fromArray, isList, isNil, NIL, toArray } from "../terms/list.ts";
import { compare, equal, equalExact } from "../terms/order.ts";
import type { Term } from "../terms/term.ts";
import { after } from "./after.ts";
import { lists as listBifs } from "./erlang-lists.ts";
import { lists } from "./lists.ts";
import { type Awaitable, type List, OtpSource } from "./otp-source.ts";
import { type OtpModule, otpModule } from "./table.ts";

const source: OtpSource = new OtpSource("ordsets");
const usort = lists.functions.usort[0];

/** The elements; what is no list has no clause. */
function elementsOf(set: Term, name: string, args: readonly Term[], line: number): readonly Term[] {
  const elements = toArray(set);
  if (elements === undefined) throw source.noClause(name, args, line);
  return elements;
}

/** Where the element is or would be. */
function placeOf(element: Term, elements: readonly Term[]): number {
  const at = elements.findIndex((other) => compare(other, element) >= 0);
  return at < 0 ? elements.length : at;
}

/**
 * Whether the term is an ordered list without duplicates. Mirrors ordsets:is_set/1.
 *
 * ```eshell
 * 1> ordsets:is_set([a,b]).
 * true
 * 2> ordsets:is_set([b,a]).
 * false
 * ```
 */
function is_set(set: Term): boolean {
  const elements = isList(set) ? toArray(set) : undefined;
  return elements?.every((element, i) => i === 0 || compare(elements[i - 1], element) < 0) === true;
}

/**
 * The number of elements. Mirrors ordsets:size/1.
 *
 * ```eshell
 * 1> ordsets:size([a,b]).
 * 2
 * ```
 */
const size = (set: List<unknown>): number =>
  source.within("length", [set], [source.item("size", 1, 120)], () => listBifs.length(set));

/**
 * The set with an element more. Mirrors ordsets:add_element/2.
 *
 * ```eshell
 * 1> ordsets:add_element(b, [a,c]).
 * [a,b,c]
 * ```
 */
function add_element<T>(element: T, set: List<T>): T[] {
  const elements = elementsOf(set, "add_element", [element, set], 240);
  const at = placeOf(element, elements);
  if (at < elements.length && equal(elements[at], element)) return set as T[];
  return fromArray([...elements.slice(0, at), element, ...elements.slice(at)]) as T[];
}

/**
 * The set without an element. Mirrors ordsets:del_element/2.
 *
 * ```eshell
 * 1> ordsets:del_element(b, [a,b]).
 * [a]
 * ```
 */
function del_element<T>(element: unknown, set: List<T>): T[] {
  const elements = elementsOf(set, "del_element", [element, set], 263);
  return fromArray(elements.filter((other) => !equal(other, element))) as T[];
}

/**
 * Whether the term is in the set. Mirrors ordsets:is_element/2.
 *
 * ```eshell
 * 1> ordsets:is_element(a, [a,b]).
 * true
 * ```
 */
function is_element(element: unknown, set: List<unknown>): boolean {
  return elementsOf(set, "is_element", [element, set], 214).some((other) => equal(other, element));
}

/** Goes through two sets side by side: `take` says what to keep of what is only in the first, in both, only in the second. */
function walk(
  a: Term,
  b: Term,
  name: string,
  line: number,
  first: boolean,
  both: boolean,
  second: boolean,
): Term[] {
  const x = elementsOf(a, name, [a, b], line);
  const y = elementsOf(b, name, [a, b], line);
  const kept: Term[] = [];
  let i = 0;
  let j = 0;
  while (i < x.length || j < y.length) {
    const order = i === x.length ? 1 : j === y.length ? -1 : compare(x[i], y[j]);
    if (order <= 0 ? (order < 0 ? first : both) : second) kept.push(order <= 0 ? x[i] : y[j]);
    if (order <= 0) i++;
    if (order >= 0) j++;
  }
  return kept;
}

/**
 * What is in any of the sets. Mirrors ordsets:union/1,2.
 *
 * ```eshell
 * 1> ordsets:union([1,3], [2,3]).
 * [1,2,3]
 * ```
 */
function union<T>(first: List<any>, ...second: List<T>[]): any[] {
  if (second.length === 0) return lists.functions.umerge[0](first as any);
  return fromArray(walk(first, second[0], "union", 288, true, true, true)) as any[];
}

/**
 * What is in all the sets. Mirrors ordsets:intersection/1,2.
 *
 * ```eshell
 * 1> ordsets:intersection([1,2,3], [2,3,4]).
 * [2,3]
 * ```
 */
function intersection(first: List<any>, ...second: List<any>[]): any[] {
  if (second.length === 1)
    return fromArray(walk(first, second[0], "intersection", 344, false, true, false)) as any[];
  const sets = toArray(first);
  if (sets === undefined || sets.length === 0) throw source.noClause("intersection", [first], 344);
  return sets.reduce((all, set) => intersection(all, set));
}

/**
 * What is in the first and not in the second. Mirrors ordsets:subtract/2.
 *
 * ```eshell
 * 1> ordsets:subtract([1,2,3], [2]).
 * [1,3]
 * ```
 */
const subtract = <T>(a: List<T>, b: List<unknown>): T[] =>
  fromArray(walk(a, b, "subtract", 443, true, false, false)) as T[];
/**
 * Whether the sets have no element in common. Mirrors ordsets:is_disjoint/2.
 *
 * ```eshell
 * 1> ordsets:is_disjoint([1,2], [3]).
 * true
 * ```
 */
const is_disjoint = (a: List<unknown>, b: List<unknown>): boolean =>
  walk(a, b, "is_disjoint", 412, false, true, false).length === 0;
/**
 * Whether all elements of the first are in the second. Mirrors ordsets:is_subset/2.
 *
 * ```eshell
 * 1> ordsets:is_subset([1], [1,2]).
 * true
 * ```
 */
const is_subset = (a: List<unknown>, b: List<unknown>): boolean =>
  walk(a, b, "is_subset", 473, true, false, false).length === 0;
/**
 * Whether the sets have the same elements. Mirrors ordsets:is_equal/2.
 *
 * ```eshell
 * 1> ordsets:is_equal([1], [1.0]).
 * true
 * ```
 */
function is_equal(a: List<unknown>, b: List<unknown>): boolean {
  if (!isList(a) || !isList(b)) throw source.noClause("is_equal", [a, b], 160);
  return equalExact(a, b) || equal(a, b);
}

/**
 * The elements that the fun keeps. Mirrors ordsets:filter/2.
 *
 * ```eshell
 * 1> ordsets:filter(fun(N) -> N > 1 end, [1,2,3]).
 * [2,3]
 * ```
 */
function filter<T>(fun: (element: T) => Awaitable<boolean>, set: List<T>): Promise<T[]> {
  return lists.functions.filter(fun, set);
}
const MAP = source.caller("map", 2, 543);
const FILTERMAP = source.caller("filtermap", 2, 581);

/** What lists says of its arguments, with the function that called it. */
function within<T>(name: string, line: number, call: () => T): T {
  try {
    return call();
  } catch (thrown) {
    if (thrown instanceof Exception) thrown.items.push(source.item(name, 2, line));
    throw thrown;
  }
}

/**
 * The set of what the fun makes of each element. Mirrors ordsets:map/2.
 *
 * ```eshell
 * 1> ordsets:map(fun(N) -> N div 2 end, [1,2,3]).
 * [0,1]
 * ```
 */
function map<T, U>(fun: (element: T) => Awaitable<U>, set: List<T>): Promise<U[]> {
  return after(
    within("map", 543, () => lists.functions.map(fun, set)),
    (made) => usort(made),
    MAP,
  );
}
/**
 * Filters and maps in one. Mirrors ordsets:filtermap/2.
 *
 * ```eshell
 * 1> ordsets:filtermap(fun(N) -> N > 1 andalso {true, -N} end, [1,2,3]).
 * [-3,-2]
 * ```
 */
function filtermap<T>(fun: (element: T) => any, set: List<T>): Promise<any[]> {
  const result = within("filtermap", 581, () => lists.functions.filtermap(fun, set));
  return after(result, (made) => usort(made), FILTERMAP);
}
/**
 * Folds over the elements. Mirrors ordsets:fold/3.
 *
 * ```eshell
 * 1> ordsets:fold(fun(X, Sum) -> X + Sum end, 0, [1,2,3]).
 * 6
 * ```
 */
function fold<T, A>(fun: (element: T, accumulator: A) => Awaitable<A>, initial: A, set: List<T>): Promise<A> {
  return lists.functions.foldl(fun, initial, set);
}

const functions = {
  add_element,
  del_element,
  filter,
  filtermap,
  fold,
  /**
   * The set of the elements of a list. Mirrors ordsets:from_list/1.
   *
   * ```eshell
   * 1> ordsets:from_list([b,a,b]).
   * [a,b]
   * ```
   */
  from_list: <T>(list: List<T>): T[] => usort(list),
  intersection: [intersection, 1, 2],
  is_disjoint,
  is_element,
  /**
   * Whether the set has no elements. Mirrors ordsets:is_empty/1.
   *
   * ```eshell
   * 1> ordsets:is_empty([]).
   * true
   * ```
   */
  is_empty: (set: List<unknown>): boolean => isNil(set),
  is_equal,
  is_set,
  is_subset,
  map,
  /**
   * The empty set. Mirrors ordsets:new/0.
   *
   * ```eshell
   * 1> ordsets:new().
   * []
   * ```
   */
  new: (): any[] => NIL as never,
  size,
  subtract,
  /**
   * The elements in order. Mirrors ordsets:to_list/1.
   *
   * ```eshell
   * 1> ordsets:to_list([a,b]).
   * [a,b]
   * ```
   */
  to_list: <T>(set: List<T>): T[] => set as T[],
  union: [union, 1, 2],
} as const;

/** Module ordsets. Sets as ordered lists without duplicates. */
export const ordsets: OtpModule<typeof functions> = otpModule("ordsets", functions);

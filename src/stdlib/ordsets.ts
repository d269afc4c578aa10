// ordsets — OTP's module ordsets: sets as lists in the order of terms, without elements that are equal (`==`).
import type { StackItem } from "../terms/exception.ts";
import { asCons, fromArray, isList, isNil, NIL } from "../terms/list.ts";
import { equal, equalExact, greaterThan, lessThan } from "../terms/order.ts";
import type { Term } from "../terms/term.ts";
import { after } from "./after.ts";
import { lists as listBifs } from "./erlang-lists.ts";
import { lists } from "./lists.ts";
import { type Awaitable, calledBy, type List, OtpSource, waiting } from "./otp-source.ts";
import { type OtpModule, otpModule } from "./table.ts";

const source: OtpSource = new OtpSource("ordsets");
const usort = lists.functions.usort[0];

/** Where an element is in a list, or would be: what is before it, and the list from there on. */
function locate(
  element: Term,
  set: Term,
  name: string,
  line: number,
  callsItself: boolean,
): { before: Term[]; rest: Term; found: boolean } {
  const before: Term[] = [];
  let rest = set;
  for (let cell = asCons(rest); cell !== undefined; cell = asCons(rest)) {
    if (!greaterThan(element, cell.head)) return { before, rest, found: !lessThan(element, cell.head) };
    before.push(cell.head);
    rest = cell.tail;
  }
  if (isNil(rest)) return { before, rest, found: false };
  const again = waiting(callsItself ? before.length : 0, source.item(name, 2, line));
  throw source.noClause(name, [element, rest], line, ...again);
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
  let rest = set;
  for (let cell = asCons(rest); cell !== undefined; cell = asCons(rest)) {
    rest = cell.tail;
    const next = asCons(rest);
    if (next !== undefined && !lessThan(cell.head, next.head)) return false;
  }
  if (isNil(rest) || rest === set) return isNil(rest);
  throw source.noClause("is_set", [rest, lastOf(set)], 100);
}

/** The last element of a list, proper or not. */
function lastOf(list: Term): Term {
  let cell = asCons(list);
  for (let next = cell; next !== undefined; next = asCons(next.tail)) cell = next;
  return cell?.head;
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
  const { before, rest, found } = locate(element, set, "add_element", 240, true);
  return fromArray(found ? before : [...before, element], rest) as T[];
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
  const { before, rest, found } = locate(element, set, "del_element", 263, true);
  return fromArray(before, found ? asCons(rest)?.tail : rest) as T[];
}

/**
 * Whether the term is in the set. Mirrors ordsets:is_element/2.
 *
 * ```eshell
 * 1> ordsets:is_element(a, [a,b]).
 * true
 * ```
 */
const is_element = (element: unknown, set: List<unknown>): boolean =>
  locate(element, set, "is_element", 214, false).found;

/** How a function goes along two sets side by side, and at which lines it calls itself within an expression. */
interface Walk {
  readonly name: string;
  readonly line: number;
  /** It keeps what is only in the first; only in the second; in both. */
  readonly less?: number;
  readonly greater?: number;
  readonly both?: number;
  /** Past an element of the second it goes on with the sets the other way round. */
  readonly swaps?: boolean;
  /** It ends where an element is only in the first; where one is in both. */
  readonly only?: boolean;
  readonly apart?: boolean;
  readonly callers?: readonly StackItem[];
}

/** Goes along two sets: what was kept, and what is left of them, of which one is empty unless it ended before. */
function walk(first: Term, second: Term, how: Walk): { kept: Term[]; first: Term; second: Term } {
  const kept: Term[] = [];
  // The lines at which the function waits for itself, each told once in a row.
  const trail: number[] = [];
  const keep = (element: Term, line: number | undefined) => {
    if (line === undefined) return;
    kept.push(element);
    if (trail[0] !== line) trail.unshift(line);
  };
  let [a, b] = [first, second];
  for (
    let [x, y] = [asCons(a), asCons(b)];
    x !== undefined && y !== undefined;
    [x, y] = [asCons(a), asCons(b)]
  ) {
    if (lessThan(x.head, y.head)) {
      if (how.only === true) return { kept, first: a, second: b };
      keep(x.head, how.less);
      a = x.tail;
    } else if (greaterThan(x.head, y.head)) {
      keep(y.head, how.greater);
      [a, b] = how.swaps === true ? [y.tail, a] : [a, y.tail];
    } else {
      if (how.apart === true) return { kept, first: a, second: b };
      keep(x.head, how.both);
      [a, b] = [x.tail, y.tail];
    }
  }
  if (isNil(a) || isNil(b)) return { kept, first: a, second: b };
  const items = trail.map((line) => source.item(how.name, 2, line));
  throw source.noClause(how.name, [a, b], how.line, ...items, ...(how.callers ?? []));
}

const UNION: Walk = { name: "union", line: 288, less: 289, greater: 291, both: 293, swaps: true };
const INTERSECTION: Walk = { name: "intersection", line: 344, both: 349, swaps: true };
const SUBTRACT: Walk = { name: "subtract", line: 443, less: 444 };
const IS_DISJOINT: Walk = { name: "is_disjoint", line: 412, swaps: true, apart: true };
const IS_SUBSET: Walk = { name: "is_subset", line: 473, only: true };

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
  const left = walk(first, second[0], UNION);
  return fromArray(left.kept, isNil(left.first) ? left.second : left.first) as any[];
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
  if (second.length === 1) return fromArray(walk(first, second[0], INTERSECTION).kept) as any[];
  const sets = asCons(first);
  if (sets === undefined || (!isNil(sets.tail) && asCons(sets.tail) === undefined))
    throw source.noClause("intersection", [first], 380);
  let made = sets.head;
  let rest = sets.tail;
  let caller = source.item("intersection", 1, 381);
  for (let cell = asCons(rest); cell !== undefined; cell = asCons(rest)) {
    made = fromArray(walk(made, cell.head, { ...INTERSECTION, callers: [caller] }).kept);
    rest = cell.tail;
    caller = source.item("intersection1", 2, 385);
  }
  if (!isNil(rest)) throw source.noClause("intersection1", [made, rest], 384);
  return made;
}

/**
 * What is in the first and not in the second. Mirrors ordsets:subtract/2.
 *
 * ```eshell
 * 1> ordsets:subtract([1,2,3], [2]).
 * [1,3]
 * ```
 */
function subtract<T>(a: List<T>, b: List<unknown>): T[] {
  const { kept, first } = walk(a, b, SUBTRACT);
  return fromArray(kept, first) as T[];
}
/**
 * Whether the sets have no element in common. Mirrors ordsets:is_disjoint/2.
 *
 * ```eshell
 * 1> ordsets:is_disjoint([1,2], [3]).
 * true
 * ```
 */
function is_disjoint(a: List<unknown>, b: List<unknown>): boolean {
  const { first, second } = walk(a, b, IS_DISJOINT);
  return isNil(first) || isNil(second);
}
/**
 * Whether all elements of the first are in the second. Mirrors ordsets:is_subset/2.
 *
 * ```eshell
 * 1> ordsets:is_subset([1], [1,2]).
 * true
 * ```
 */
const is_subset = (a: List<unknown>, b: List<unknown>): boolean => isNil(walk(a, b, IS_SUBSET).first);
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

/**
 * The set of what the fun makes of each element. Mirrors ordsets:map/2.
 *
 * ```eshell
 * 1> ordsets:map(fun(N) -> N div 2 end, [1,2,3]).
 * [0,1]
 * ```
 */
function map<T, U>(fun: (element: T) => Awaitable<U>, set: List<T>): Promise<U[]> {
  const made = calledBy([source.item("map", 2, 543)], () => lists.functions.map(fun, set));
  return after(made, (list) => usort(list), MAP);
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
  const made = calledBy([source.item("filtermap", 2, 581)], () => lists.functions.filtermap(fun, set));
  return after(made, (list) => usort(list), FILTERMAP);
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

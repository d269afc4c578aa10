// sets — OTP's module sets: sets as maps from the elements to [], elements being told apart by `=:=`.
//
// Differs from OTP: the older representation, which `[{version, 1}]` asks for, is not made; the newer one takes its place.

import { badarg } from "../terms/exception.ts";
import { fromArray, NIL, toArray } from "../terms/list.ts";
import { EMPTY_MAP, isMap, mapHas, mapOf, mapPairs, mapPut, mapRemove, mapSize } from "../terms/map.ts";
import type { Term } from "../terms/term.ts";
import { isTuple } from "../terms/tuple.ts";
import { after } from "./after.ts";
import { filtering, folding, mapping } from "./element-loops.ts";
import { lists } from "./lists.ts";
import { type Awaitable, caseClause, type List, OtpSource } from "./otp-source.ts";
import { type OtpModule, otpModule } from "./table.ts";

const source: OtpSource = new OtpSource("sets");

/** A set, as it prints. */
type Set = any;

/** The elements; what is no set has no clause. */
function elementsOf(set: Set, name: string, args: readonly Term[], line: number): Term[] {
  if (!isMap(set)) throw source.noClause(name, args, line);
  return mapPairs(set).keys;
}

/** The elements of one of two sets, of which OTP looks at the sizes first. */
function operand(set: Set, name: string, line: number): Term[] {
  if (!isMap(set)) throw source.noClause("size", [set], 300, source.item(name, 2, line));
  return mapPairs(set).keys;
}

const setOf = (elements: readonly Term[]): Set =>
  mapOf(
    elements,
    elements.map(() => NIL),
  );

/**
 * The set of the elements of a list. Mirrors sets:from_list/1,2.
 *
 * ```eshell
 * 1> sets:size(sets:from_list([b,a,b])).
 * 2
 * ```
 */
function from_list(list: List<unknown>, ...options: unknown[]): Set {
  checkVersion(options, "from_list", 245);
  const elements = toArray(list);
  if (elements === undefined) {
    const exception = badarg(list);
    const info = { module: Symbol.for("erl_stdlib_errors") };
    exception.items.push({
      module: Symbol.for("maps"),
      name: Symbol.for("from_keys"),
      arity: [list, NIL],
      info,
    });
    exception.items.push(source.item("from_list", 1, 225));
    throw exception;
  }
  return setOf(elements);
}

/**
 * The number of elements. Mirrors sets:size/1.
 *
 * ```eshell
 * 1> sets:size(sets:from_list([a,b])).
 * 2
 * ```
 */
function size(set: Set): number {
  elementsOf(set, "size", [set], 300);
  return mapSize(set);
}

/**
 * Whether the sets have the same elements. Mirrors sets:is_equal/2.
 *
 * ```eshell
 * 1> sets:is_equal(sets:from_list([1,2]), sets:from_list([2,1])).
 * true
 * ```
 */
function is_equal(a: Set, b: Set): boolean {
  return (
    operand(a, "is_equal", 346).length === operand(b, "is_equal", 346).length &&
    elementsOf(a, "to_list", [a], 374).every((element) => mapHas(b, element))
  );
}

/**
 * The elements, in no order. Mirrors sets:to_list/1.
 *
 * ```eshell
 * 1> lists:sort(sets:to_list(sets:from_list([b,a]))).
 * [a,b]
 * ```
 */
const to_list = (set: Set): any[] => fromArray(elementsOf(set, "to_list", [set], 374)) as any[];

/**
 * Whether the term is in the set. Mirrors sets:is_element/2.
 *
 * ```eshell
 * 1> sets:is_element(1, sets:from_list([1,2])).
 * true
 * ```
 */
function is_element(element: unknown, set: Set): boolean {
  elementsOf(set, "is_element", [element, set], 395);
  return mapHas(set, element);
}
/**
 * The set with an element more. Mirrors sets:add_element/2.
 *
 * ```eshell
 * 1> sets:to_list(sets:add_element(a, sets:new())).
 * [a]
 * ```
 */
function add_element(element: unknown, set: Set): Set {
  elementsOf(set, "add_element", [element, set], 426);
  return mapPut(set, element, NIL);
}
/**
 * The set without an element. Mirrors sets:del_element/2.
 *
 * ```eshell
 * 1> sets:to_list(sets:del_element(1, sets:from_list([1,2]))).
 * [2]
 * ```
 */
function del_element(element: unknown, set: Set): Set {
  elementsOf(set, "del_element", [element, set], 456);
  return mapRemove(set, element);
}

/**
 * What is in any of the sets. Mirrors sets:union/1,2.
 *
 * ```eshell
 * 1> lists:sort(sets:to_list(sets:union(sets:from_list([1]), sets:from_list([2])))).
 * [1,2]
 * ```
 */
function union(first: any, ...second: Set[]): Set {
  if (second.length === 1) {
    return setOf([...operand(first, "union", 506), ...operand(second[0], "union", 506)]);
  }
  const sets = toArray(first);
  if (sets === undefined) throw source.noClause("union", [first], 534);
  return sets.reduce((all, set) => union(all, set), EMPTY_MAP);
}

/**
 * What is in all the sets. Mirrors sets:intersection/1,2.
 *
 * ```eshell
 * 1> sets:to_list(sets:intersection(sets:from_list([1,2]), sets:from_list([2,3]))).
 * [2]
 * ```
 */
function intersection(first: any, ...second: Set[]): Set {
  if (second.length === 1) {
    const elements = operand(first, "intersection", 579);
    operand(second[0], "intersection", 579);
    return setOf(elements.filter((element) => mapHas(second[0], element)));
  }
  const sets = toArray(first);
  if (sets === undefined || sets.length === 0) throw source.noClause("intersection", [first], 640);
  return sets.reduce((all, set) => intersection(all, set));
}

/**
 * What is in the first and not in the second. Mirrors sets:subtract/2.
 *
 * ```eshell
 * 1> sets:to_list(sets:subtract(sets:from_list([1,2]), sets:from_list([2]))).
 * [1]
 * ```
 */
function subtract(a: Set, b: Set): Set {
  elementsOf(b, "subtract", [a, b], 723);
  return setOf(elementsOf(a, "subtract", [a, b], 723).filter((element) => !mapHas(b, element)));
}
/**
 * Whether the sets have no element in common. Mirrors sets:is_disjoint/2.
 *
 * ```eshell
 * 1> sets:is_disjoint(sets:from_list([1]), sets:from_list([2])).
 * true
 * ```
 */
function is_disjoint(a: Set, b: Set): boolean {
  const elements = operand(a, "is_disjoint", 681);
  operand(b, "is_disjoint", 681);
  return !elements.some((element) => mapHas(b, element));
}
/**
 * Whether all elements of the first are in the second. Mirrors sets:is_subset/2.
 *
 * ```eshell
 * 1> sets:is_subset(sets:from_list([1]), sets:from_list([1,2])).
 * true
 * ```
 */
function is_subset(a: Set, b: Set): boolean {
  elementsOf(b, "is_subset", [a, b], 795);
  return elementsOf(a, "is_subset", [a, b], 795).every((element) => mapHas(b, element));
}

const fromTerms = (list: Term): Set => setOf(toArray(list) as Term[]);
const FILTERMAP = source.caller("filtermap", 2, 938);
const filterLoop = filtering(source.comprehension("filter", 2, 871), setOf);
const mapLoop = mapping(source.comprehension("map", 2, 896), setOf);
const foldLoop = folding(source.info("fold_1", 3, 846));

/**
 * The elements that the fun keeps. Mirrors sets:filter/2.
 *
 * ```eshell
 * 1> lists:sort(sets:to_list(sets:filter(fun(N) -> N > 1 end, sets:from_list([1,2,3])))).
 * [2,3]
 * ```
 */
function filter(fun: (element: any) => Awaitable<boolean>, set: Set): Promise<Set> {
  source.checkFun(fun, 1, "filter", [fun, set], 868);
  return filterLoop(fun, elementsOf(set, "filter", [fun, set], 868));
}
/**
 * The set of what the fun makes of each element. Mirrors sets:map/2.
 *
 * ```eshell
 * 1> sets:size(sets:map(fun(N) -> N div 2 end, sets:from_list([1,2,3]))).
 * 2
 * ```
 */
function map(fun: (element: any) => unknown, set: Set): Promise<Set> {
  source.checkFun(fun, 1, "map", [fun, set], 893);
  return mapLoop(fun, elementsOf(set, "map", [fun, set], 893));
}
/**
 * Filters and maps in one. Mirrors sets:filtermap/2.
 *
 * ```eshell
 * 1> sets:size(sets:filtermap(fun(N) -> N > 1 end, sets:from_list([1,2,3]))).
 * 2
 * ```
 */
function filtermap(fun: (element: any) => any, set: Set): Promise<Set> {
  source.checkFun(fun, 1, "filtermap", [fun, set], 937);
  const elements = fromArray(elementsOf(set, "filtermap", [fun, set], 937)) as any[];
  return after(lists.functions.filtermap(fun, elements), fromTerms, FILTERMAP);
}
/**
 * Folds over the elements, in no order. Mirrors sets:fold/3.
 *
 * ```eshell
 * 1> sets:fold(fun(X, Sum) -> X + Sum end, 0, sets:from_list([1,2,3])).
 * 6
 * ```
 */
function fold<A>(fun: (element: any, accumulator: A) => Awaitable<A>, initial: A, set: Set): Promise<A> {
  source.checkFun(fun, 2, "fold", [fun, initial, set], 838);
  return foldLoop(fun, initial, elementsOf(set, "fold", [fun, initial, set], 838));
}

function empty(...options: unknown[]): Set {
  checkVersion(options, "new", 203);
  return EMPTY_MAP;
}

/** `{version, Version}` of the options must be 1 or 2. */
function checkVersion(options: readonly Term[], name: string, line: number): void {
  if (options.length === 0) return;
  const found = toArray(options[0])?.find((option) => isTuple(option) && option[0] === VERSION);
  const version = found === undefined ? 2 : found[1];
  if (version !== 1 && version !== 2) {
    throw source.error(caseClause(version).reason, name, name === "new" ? 1 : 2, line);
  }
}
const VERSION = Symbol.for("version");

const functions = {
  add_element,
  del_element,
  filter,
  filtermap,
  fold,
  from_list: [from_list, 1, 2],
  intersection: [intersection, 1, 2],
  is_disjoint,
  is_element,
  /**
   * Whether the set has no elements. Mirrors sets:is_empty/1.
   *
   * ```eshell
   * 1> sets:is_empty(sets:new()).
   * true
   * ```
   */
  is_empty: (set: Set): boolean => elementsOf(set, "is_empty", [set], 318).length === 0,
  is_equal,
  /**
   * Whether the term is a set. Mirrors sets:is_set/1.
   *
   * ```eshell
   * 1> sets:is_set(sets:new()).
   * true
   * ```
   */
  is_set: (set: unknown): boolean => isMap(set),
  is_subset,
  map,
  /**
   * The empty set. Mirrors sets:new/0,1.
   *
   * ```eshell
   * 1> sets:size(sets:new()).
   * 0
   * ```
   */
  new: [empty, 0, 1],
  size,
  subtract,
  to_list,
  union: [union, 1, 2],
} as const;

/** Module sets. Sets as maps whose keys are the elements. */
export const sets: OtpModule<typeof functions> = otpModule("sets", functions);

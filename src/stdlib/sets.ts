// sets — OTP's module sets: elements are told apart by `=:=`. A set is a map from its elements to `[]`, or the hash
// table of older releases, which `[{version, 1}]` asks for (sets-table.ts).
import { type Builtin, callEntry } from "../process/apply.ts";
import type { StackItem } from "../terms/exception.ts";
import { asCons, fromArray, isNil, NIL } from "../terms/list.ts";
import {
  EMPTY_MAP,
  isMap,
  mapHas,
  mapOf,
  mapPairs,
  mapPut,
  mapRemove,
  mapSize,
  toErlMap,
} from "../terms/map.ts";
import { equalExact, lessThan } from "../terms/order.ts";
import type { Term } from "../terms/term.ts";
import { after } from "./after.ts";
import { filtering, folding, mapping } from "./element-loops.ts";
import { foldList, namedFun } from "./list-fold.ts";
import { lists } from "./lists.ts";
import { maps } from "./maps.ts";
import { type Awaitable, calledBy, caseClause, type List } from "./otp-source.ts";
import { get_value } from "./proplists-lookup.ts";
import {
  elementsOfTable,
  emptySet,
  FILTER_TABLE,
  FOLD_TABLE,
  filtermapTable,
  filterTable,
  filterTableBy,
  foldTable,
  isInTable,
  isOlder,
  mapTable,
  sizeOfTable,
  source,
  withElement,
  withoutElement,
} from "./sets-table.ts";
import { type OtpModule, otpModule } from "./table.ts";

/** A set, as it prints. */
type Set = any;

const VERSION = Symbol.for("version");

/** The elements, as folds go through them; `wrong` is thrown for what is no set. */
function elementsOf(set: Set, wrong: () => Error): readonly Term[] {
  if (isMap(set)) return mapPairs(set).keys;
  if (isOlder(set)) return elementsOfTable(set);
  throw wrong();
}

/** `function_clause` of a function. */
const noClause = (name: string, args: readonly Term[], line: number) => (): Error =>
  source.noClause(name, args, line);

const newerOf = (elements: readonly Term[]): Set =>
  mapOf(
    elements,
    elements.map(() => NIL),
  );

/** The version that options ask for; `item` is the function that looks. */
function versionOf(options: Term, name: string, arity: number, line: number): Term {
  const item = source.item(name, arity, line);
  const version = calledBy([item], () => get_value(VERSION, options as any, 2));
  if (version !== 1 && version !== 2) throw source.error(caseClause(version).reason, name, arity, line);
  return version;
}

/**
 * The set of the elements of a list. Mirrors sets:from_list/1,2.
 *
 * ```eshell
 * 1> sets:size(sets:from_list([b,a,b])).
 * 2
 * ```
 */
function from_list(list: List<unknown>, ...options: unknown[]): Set {
  if (options.length > 0 && versionOf(options[0], "from_list", 2, 245) === 1) {
    return foldList(FROM_LIST, emptySet(), list, (element, set) => withElement(set, element));
  }
  return calledBy([source.item("from_list", 1, 225)], () => callEntry(FROM_KEYS, [list, NIL]));
}
const FROM_LIST = namedFun("sets", 2, 0, 93129226);

/**
 * The number of elements. Mirrors sets:size/1.
 *
 * ```eshell
 * 1> sets:size(sets:from_list([a,b])).
 * 2
 * ```
 */
const size = (set: Set): number => sizeOf(set);

function sizeOf(set: Set, ...callers: StackItem[]): number {
  if (isMap(set)) return mapSize(set);
  if (isOlder(set)) return sizeOfTable(set);
  throw source.noClause("size", [set], 300, ...callers);
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
  const item = source.item("is_equal", 2, 346);
  if (!equalExact(sizeOf(a, item), sizeOf(b, item))) return false;
  if (equalExact(a, b)) return true;
  return known(a).every((element) => isIn(element, b));
}

/**
 * The elements, in no order. Mirrors sets:to_list/1.
 *
 * ```eshell
 * 1> lists:sort(sets:to_list(sets:from_list([b,a]))).
 * [a,b]
 * ```
 */
const to_list = (set: Set): any[] => {
  if (isMap(set)) return toErlMap(set).keyList();
  const elements = elementsOf(set, noClause("to_list", [set], 374));
  // A fold puts each before those that it has come to.
  return fromArray(isOlder(set) ? elements.slice().reverse() : elements) as any[];
};

/**
 * Whether the term is in the set. Mirrors sets:is_element/2.
 *
 * ```eshell
 * 1> sets:is_element(1, sets:from_list([1,2])).
 * true
 * ```
 */
const is_element = (element: unknown, set: Set): boolean => isIn(element, set);

function isIn(element: Term, set: Set, ...callers: StackItem[]): boolean {
  if (isMap(set)) return mapHas(set, element);
  if (isOlder(set)) return isInTable(set, element, callers);
  throw source.noClause("is_element", [element, set], 395, ...callers);
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
  if (isMap(set)) return mapPut(set, element, NIL);
  if (isOlder(set)) return withElement(set, element);
  throw source.noClause("add_element", [element, set], 426);
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
  if (isMap(set)) return mapRemove(set, element);
  if (isOlder(set)) return withoutElement(set, element);
  throw source.noClause("del_element", [element, set], 456);
}

/** Whether the first of two sets is the smaller one. */
function isSmaller(a: Set, b: Set, name: string, line: number, callers: StackItem[]): boolean {
  const item = source.item(name, 2, line);
  return lessThan(sizeOf(a, item, ...callers), sizeOf(b, item, ...callers));
}

/** Goes through a list of sets by a function of two, as `name` and `name1` do. */
function throughSets(
  list: Term,
  name: string,
  lines: readonly [number, number, number, number],
  two: (a: Set, b: Set, callers: StackItem[]) => Set,
): Set {
  const [wrong, first, wrongLater, later] = lines;
  const cell = asCons(list);
  if (cell === undefined) throw source.noClause(name, [list], wrong);
  let rest = cell.tail;
  if (isNil(rest)) return cell.head;
  if (asCons(rest) === undefined) throw source.noClause(name, [list], wrong);
  let made = cell.head;
  let caller = source.item(name, 1, first);
  for (let next = asCons(rest); next !== undefined; next = asCons(rest)) {
    made = two(made, next.head, [caller]);
    rest = next.tail;
    caller = source.item(`${name}1`, 2, later);
  }
  if (!isNil(rest)) throw source.noClause(`${name}1`, [made, rest], wrongLater);
  return made;
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
  if (second.length === 1) return unionOf(first, second[0]);
  return isNil(first) ? EMPTY_MAP : throughSets(first, "union", [534, 535, 540, 541], unionOf);
}

function unionOf(a: Set, b: Set, callers: StackItem[] = []): Set {
  if (isMap(a) && isMap(b)) return maps.functions.merge(a, b);
  const [from, into] = isSmaller(a, b, "union", 506, callers) ? [a, b] : [b, a];
  let made = into;
  for (const element of known(from)) made = add_element(element, made);
  return made;
}

/** The elements of what is known to be a set. */
const known = (set: Set): readonly Term[] => (isMap(set) ? mapPairs(set).keys : elementsOfTable(set));

/**
 * What is in all the sets. Mirrors sets:intersection/1,2.
 *
 * ```eshell
 * 1> sets:to_list(sets:intersection(sets:from_list([1,2]), sets:from_list([2,3]))).
 * [2]
 * ```
 */
function intersection(first: any, ...second: Set[]): Set {
  if (second.length === 1) return intersectionOf(first, second[0]);
  return throughSets(first, "intersection", [640, 641, 645, 646], intersectionOf);
}

function intersectionOf(a: Set, b: Set, callers: StackItem[] = []): Set {
  const both = isMap(a) && isMap(b);
  const [from, other] = (both ? mapSize(a) < mapSize(b) : isSmaller(a, b, "intersection", 579, callers))
    ? [a, b]
    : [b, a];
  if (both) return toErlMap(from).shared(other, true);
  return kept(from, (element) => isIn(element, other));
}

/** The elements of a set that pass, in a set of its kind. */
const kept = (set: Set, passes: (element: Term) => boolean): Set =>
  isMap(set) ? toErlMap(set).filter(passes) : filterTable(set, passes);

/**
 * What is in the first and not in the second. Mirrors sets:subtract/2.
 *
 * ```eshell
 * 1> sets:to_list(sets:subtract(sets:from_list([1,2]), sets:from_list([2]))).
 * [1]
 * ```
 */
function subtract(a: Set, b: Set): Set {
  if (!isMap(a) && !isOlder(a)) throw source.noClause("filter", [SUBTRACT, a], 868);
  if (isMap(a) && isMap(b)) return toErlMap(a).shared(b, false);
  const callers = isMap(a) ? FILTER_COMPREHENSION : FILTER_TABLE;
  let done = 0;
  return kept(a, (element) => {
    const waiting = callers.slice(isMap(a) && done++ === 0 ? 1 : 0);
    return !isIn(element, b, SUBTRACT_FUN, ...waiting);
  });
}
const SUBTRACT = namedFun("sets", 1, 8, 93129226);
const SUBTRACT_FUN = source.item("-subtract/2-fun-0-", 2, 742);
const FILTER_LC = source.item("-filter/2-lc$^0/1-0-", 2, 871);
/** The comprehension has called itself, but for the first element. */
const FILTER_COMPREHENSION = [FILTER_LC, FILTER_LC, source.item("filter", 2, 871)];

/**
 * Whether the sets have no element in common. Mirrors sets:is_disjoint/2.
 *
 * ```eshell
 * 1> sets:is_disjoint(sets:from_list([1]), sets:from_list([2])).
 * true
 * ```
 */
function is_disjoint(a: Set, b: Set): boolean {
  const both = isMap(a) && isMap(b);
  const [from, other] = (both ? mapSize(a) < mapSize(b) : isSmaller(a, b, "is_disjoint", 681, []))
    ? [a, b]
    : [b, a];
  if (both) return toErlMap(from).agrees(other, false);
  return !known(from).some((element) => isIn(element, other));
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
  if (isMap(a) && isMap(b)) return mapSize(a) <= mapSize(b) && toErlMap(a).agrees(b, true);
  const elements = elementsOf(a, noClause("fold", [IS_SUBSET, true, a], 838));
  return elements.every((element) => isIn(element, b, ...(isMap(a) ? FOLD : FOLD_TABLE)));
}
const IS_SUBSET = namedFun("sets", 2, 9, 93129226);
const FOLD = [source.item("fold_1", 3, 846)];

const FROM_KEYS = maps.entries.get("from_keys/2") as Builtin;
const fromTerms = (list: Term): Set => callEntry(FROM_KEYS, [list, NIL]);
const FILTERMAP = source.caller("filtermap", 2, 938);
const filterLoop = filtering(source.comprehension("filter", 2, 871), newerOf);
const mapLoop = mapping(source.comprehension("map", 2, 896), newerOf);
const foldLoop = folding(source.frames("fold_1", 3, () => FOLD));

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
  const elements = elementsOf(set, noClause("filter", [fun, set], 868));
  return isOlder(set) ? filterTableBy(fun, set) : filterLoop(fun, elements);
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
  const elements = elementsOf(set, noClause("map", [fun, set], 893));
  return isOlder(set) ? mapTable(fun, elements) : mapLoop(fun, elements);
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
  const elements = elementsOf(set, noClause("filtermap", [fun, set], 937));
  if (isOlder(set)) return filtermapTable(fun, elements);
  return after(lists.functions.filtermap(fun, fromArray(elements) as any[]), fromTerms, FILTERMAP);
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
  const elements = elementsOf(set, noClause("fold", [fun, initial, set], 838));
  return isOlder(set) ? foldTable(fun, initial, elements) : foldLoop(fun, initial, elements);
}

function empty(...options: unknown[]): Set {
  return options.length > 0 && versionOf(options[0], "new", 1, 203) === 1 ? emptySet() : EMPTY_MAP;
}

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
  is_empty: (set: Set): boolean => {
    if (!isMap(set) && !isOlder(set)) throw source.noClause("is_empty", [set], 318);
    return equalExact(sizeOf(set), 0);
  },
  is_equal,
  /**
   * Whether the term is a set. Mirrors sets:is_set/1.
   *
   * ```eshell
   * 1> sets:is_set(sets:new()).
   * true
   * ```
   */
  is_set: (set: unknown): boolean => isMap(set) || isOlder(set),
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

/** Module sets. Sets as maps whose keys are the elements, or as hash tables. */
export const sets: OtpModule<typeof functions> = otpModule("sets", functions);

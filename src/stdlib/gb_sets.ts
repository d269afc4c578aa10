// gb_sets — OTP's module gb_sets: sets `{Size, Tree}` in the order of terms.
import { subtract } from "../terms/arithmetic.ts";
import { badarg, type StackItem } from "../terms/exception.ts";
import { isInteger } from "../terms/float.ts";
import { asCons, fromArray, isNil, NIL, toArray } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { tuple2 } from "../terms/tuple.ts";
import * as trees from "./balanced-tree.ts";
import { filtering } from "./element-loops.ts";
import { filtermapTree, foldTree, mapTree, source } from "./gb-set-loops.ts";
import * as operations from "./gb-set-operations.ts";
import {
  elementsOf,
  isIn,
  isNode,
  isPair,
  made,
  node,
  notTree,
  type Set,
  sized,
  WIDTH,
} from "./gb-set-operations.ts";
import { isOrder, ORDERED, Walks } from "./gb-walks.ts";
import { ordsets } from "./ordsets.ts";
import { calledBy } from "./otp-source.ts";
import { type OtpModule, otpModule } from "./table.ts";

const NONE = Symbol.for("none");
const FOUND = Symbol.for("found");
const { LEAF } = trees;
const walks = new Walks(source, WIDTH, { path: [845, 852], next: [934, 935, 937] });

/** The root of a set; what is not of that form has no clause. */
function rootOf(set: Set, name: string, args: readonly Term[], line: number, ...callers: StackItem[]): Term {
  if (!isPair(set)) throw source.noClause(name, args, line, ...callers);
  return set[1];
}

/**
 * The empty set. Mirrors gb_sets:empty/0.
 *
 * ```eshell
 * 1> gb_sets:size(gb_sets:empty()).
 * 0
 * ```
 */
const empty = (): Set => sized(0, LEAF);
/**
 * Whether the set has no elements. Mirrors gb_sets:is_empty/1.
 *
 * ```eshell
 * 1> gb_sets:is_empty(gb_sets:new()).
 * true
 * ```
 */
const is_empty = (set: Set): boolean => isPair(set) && set[0] === 0 && set[1] === LEAF;
/**
 * Whether the term is a set. Mirrors gb_sets:is_set/1.
 *
 * ```eshell
 * 1> gb_sets:is_set(gb_sets:new()).
 * true
 * ```
 */
const is_set = (set: Term): boolean =>
  isPair(set) &&
  (is_empty(set) || (isInteger((set as any)[0]) && (set as any)[0] >= 0 && isNode((set as any)[1])));

/**
 * The number of elements. Mirrors gb_sets:size/1.
 *
 * ```eshell
 * 1> gb_sets:size(gb_sets:from_list([a,b])).
 * 2
 * ```
 */
const size = (set: Set): number => {
  rootOf(set, "size", [set], 198);
  return set[0];
};

/**
 * Whether the term is in the set. Mirrors gb_sets:is_member/2.
 *
 * ```eshell
 * 1> gb_sets:is_member(a, gb_sets:from_list([a,b])).
 * true
 * ```
 */
const is_member = (element: unknown, set: Set): boolean => isMember(element, set);

const isMember = (element: Term, set: Set, ...callers: StackItem[]): boolean =>
  isIn(element, rootOf(set, "is_member", [element, set], 283, ...callers), ...callers);

/**
 * The set with an element that it does not have. Mirrors gb_sets:insert/2.
 *
 * ```eshell
 * 1> gb_sets:to_list(gb_sets:insert(b, gb_sets:singleton(a))).
 * [a,b]
 * ```
 */
function insert(element: unknown, set: Set): Set {
  if (!isPair(set) || !isInteger(set[0]) || set[0] < 0) throw source.noClause("insert", [element, set], 318);
  const way = trees.wayTo(set[1], element, WIDTH);
  if (way.end !== LEAF) {
    const waiting = trees.waitingOn(way, source, "insert_1", 3, [323, 340]);
    const reason = tuple2(Symbol.for("key_exists"), element);
    throw source.error(reason, "insert_1", 3, 361, ...waiting, source.item("insert", 2, 320));
  }
  const count = Number(set[0]);
  return sized(count + 1, trees.inserted(way, node(element), count, WIDTH, notTree()));
}
/**
 * The set with an element more. Mirrors gb_sets:add/2.
 *
 * ```eshell
 * 1> gb_sets:to_list(gb_sets:add(b, gb_sets:from_list([a]))).
 * [a,b]
 * ```
 */
const add = (element: unknown, set: Set): Set => added(element, set);
const ADD = source.item("add", 2, 469);
const added = (element: Term, set: Set, ...callers: StackItem[]): Set =>
  isMember(element, set, ADD, ...callers) ? set : insert(element, set);

/**
 * The set as it is: it is always balanced. Mirrors gb_sets:balance/1.
 *
 * ```eshell
 * 1> gb_sets:to_list(gb_sets:balance(gb_sets:from_list([b,a]))).
 * [a,b]
 * ```
 */
function balance(set: Set): Set {
  if (!isPair(set) || !isInteger(set[0]) || set[0] < 0) throw source.noClause("balance", [set], 395);
  return sized(Number(set[0]), trees.build(trees.nodesOf(set[1], WIDTH, notTree(...BALANCE))));
}
const BALANCE = [source.item("balance_unchecked", 2, 399), source.item("balance", 1, 396)];

/**
 * The set of the elements of a list. Mirrors gb_sets:from_list/1.
 *
 * ```eshell
 * 1> gb_sets:to_list(gb_sets:from_list([b,a,b])).
 * [a,b]
 * ```
 */
const from_list = (list: Term): Set => ofList(list);

const ofList = (list: Term, ...callers: StackItem[]): Set => {
  const sorted = calledBy([source.item("from_list", 1, 493), ...callers], () =>
    ordsets.functions.from_list(list as any),
  );
  return made(toArray(sorted) as Term[]);
};

/**
 * The set of an ordered list without duplicates. Mirrors gb_sets:from_ordset/1.
 *
 * ```eshell
 * 1> gb_sets:to_list(gb_sets:from_ordset([a,b])).
 * [a,b]
 * ```
 */
function from_ordset(list: Term): Set {
  const elements = toArray(list);
  if (elements === undefined) {
    return source.within("length", [list], [source.item("from_ordset", 1, 514)], () => {
      throw badarg(list);
    });
  }
  return sized(elements.length, trees.buildChecked(elements, CHECKS));
}
const CHECKS: trees.Checks = {
  source,
  reason: tuple2(Symbol.for("badarg"), Symbol.for("not_ordset")),
  node,
  lines: [420, 422, 427, 425, 432],
  callers: [source.item("balance_list_checked", 2, 417), source.item("from_ordset", 1, 515)],
};

function remove(element: unknown, set: Set): Set {
  const root = rootOf(set, "delete", [element, set], 574);
  const caller = source.item("delete", 2, 575);
  const rest = lessOne(set, caller);
  const way = trees.wayTo(root, element, WIDTH);
  if (!isNode(way.end)) {
    const waiting = trees.waitingOn(way, source, "delete_1", 2, [578, 581]);
    throw source.noClause("delete_1", [element, way.end], 577, ...waiting, caller);
  }
  return sized(rest, trees.rebuilt(way, trees.merged(way.end, WIDTH)));
}
/** The size of a set with an element less; a forged one may have something else in its place. */
const lessOne = (set: Set, caller: StackItem): number =>
  source.within("-", [set[0], 1], [caller], () => subtract(set[0], 1) as number);

/**
 * The set without an element. Mirrors gb_sets:delete_any/2.
 *
 * ```eshell
 * 1> gb_sets:to_list(gb_sets:delete_any(c, gb_sets:from_list([a,b]))).
 * [a,b]
 * ```
 */
const delete_any = (element: unknown, set: Set): Set =>
  isMember(element, set, source.item("delete_any", 2, 548)) ? remove(element, set) : set;

function takeEnd(
  set: Set,
  name: string,
  own: number,
  lines: readonly [number, number, number],
  largest: boolean,
): any {
  const [end, rest] = walks.takeEnd(rootOf(set, name, [set], own), name, lines, largest);
  return tuple2(end[0], sized(lessOne(set, source.item(name, 1, lines[2] + 1)), rest));
}

const endOf = (set: Set, name: string, own: number, inner: number, largest: boolean): any =>
  walks.endOf(rootOf(set, name, [set], own), name, inner, largest)[0];

function beside(
  element: Term,
  set: Set,
  name: string,
  own: number,
  lines: readonly [number, number],
  larger: boolean,
): any {
  const found = walks.beside(rootOf(set, name, [element, set], own), element, name, lines, larger);
  return found === undefined ? NONE : tuple2(FOUND, found[0]);
}

/**
 * The elements in order. Mirrors gb_sets:to_list/1.
 *
 * ```eshell
 * 1> gb_sets:to_list(gb_sets:from_list([1,3,2])).
 * [1,2,3]
 * ```
 */
const to_list = (set: Set): any[] => fromArray(elementsOf(rootOf(set, "to_list", [set], 794))) as any[];

/**
 * An iterator over the elements. Mirrors gb_sets:iterator/1,2.
 *
 * ```eshell
 * 1> element(1, gb_sets:next(gb_sets:iterator(gb_sets:from_list([b,a])))).
 * a
 * ```
 */
function iterator(set: Set, ...order: symbol[]): any {
  const how = order.length === 0 ? ORDERED : order[0];
  if (!isOrder(how)) throw source.noClause("iterator", [set, how], 837);
  const root = rootOf(set, "iterator", [set, how], 837);
  return walks.iterator(root, how, source.item("iterator", 2, how === ORDERED ? 838 : 840), NIL);
}

/**
 * An iterator from an element on. Mirrors gb_sets:iterator_from/2,3.
 *
 * ```eshell
 * 1> element(1, gb_sets:next(gb_sets:iterator_from(2, gb_sets:from_list([1,2,3])))).
 * 2
 * ```
 */
function iterator_from(element: unknown, set: Set, ...order: symbol[]): any {
  const how = order.length === 0 ? ORDERED : order[0];
  if (!isOrder(how)) throw source.noClause("iterator_from", [element, set, how], 891);
  const root = rootOf(set, "iterator_from", [element, set, how], 891);
  const caller = source.item("iterator_from", 3, how === ORDERED ? 892 : 894);
  return walks.iterator(root, how, caller, NIL, { key: element, lines: [896, 905] });
}

/**
 * The next element and an iterator for the others, or `none`. Mirrors gb_sets:next/1.
 *
 * ```eshell
 * 1> gb_sets:next(gb_sets:iterator(gb_sets:new())).
 * none
 * ```
 */
function next(iterator: Term): any {
  const found = walks.next(iterator);
  return found === undefined ? NONE : tuple2(found[0][0], found[1]);
}

/** Goes through a list of sets by a function of two; `lines` are those of `name_list` and of its call. */
function throughSets(
  sets: { readonly head: Term; readonly tail: Term },
  name: string,
  lines: readonly [number, number],
  two: (a: Set, b: Set, caller: StackItem) => Set,
): Set {
  const caller = source.item(`${name}_list`, 2, lines[1]);
  let all = sets.head;
  let rest = sets.tail;
  for (let cell = asCons(rest); cell !== undefined; cell = asCons(rest)) {
    all = two(all, cell.head, caller);
    rest = cell.tail;
  }
  if (!isNil(rest)) throw source.noClause(`${name}_list`, [all, rest], lines[0]);
  return all;
}

/**
 * What is in any of the sets. Mirrors gb_sets:union/1,2.
 *
 * ```eshell
 * 1> gb_sets:to_list(gb_sets:union(gb_sets:from_list([1]), gb_sets:from_list([2]))).
 * [1,2]
 * ```
 */
function union(first: Term, ...second: Set[]): Set {
  if (second.length === 1) return unionOf(first, second[0]);
  if (isNil(first)) return empty();
  const sets = asCons(first);
  if (sets === undefined) throw source.noClause("union", [first], 1105);
  return throughSets(sets, "union", [1109, 1110], unionOf);
}
const unionOf = (a: Set, b: Set, ...callers: StackItem[]): Set =>
  operations.union(a, b, (element, set) => added(element, set, UNION_1, ...callers), ...callers);
const UNION_1 = source.item("union_1", 2, 1015);

/**
 * What is in all the sets. Mirrors gb_sets:intersection/1,2.
 *
 * ```eshell
 * 1> gb_sets:to_list(gb_sets:intersection(gb_sets:from_list([1,2]), gb_sets:from_list([2,3]))).
 * [2]
 * ```
 */
function intersection(first: Term, ...second: Set[]): Set {
  if (second.length === 1) return operations.intersection(first, second[0]);
  const sets = asCons(first);
  if (sets === undefined) throw source.noClause("intersection", [first], 1210);
  return throughSets(sets, "intersection", [1213, 1214], operations.intersection);
}

/**
 * What is in the first and not in the second. Mirrors gb_sets:difference/2.
 *
 * ```eshell
 * 1> gb_sets:to_list(gb_sets:difference(gb_sets:from_list([1,2]), gb_sets:from_list([2]))).
 * [1]
 * ```
 */
const difference = (a: Set, b: Set): Set => operations.difference(a, b);

/**
 * Whether all elements of the first are in the second. Mirrors gb_sets:is_subset/2.
 *
 * ```eshell
 * 1> gb_sets:is_subset(gb_sets:from_list([1]), gb_sets:from_list([1,2])).
 * true
 * ```
 */
const is_subset = (a: Set, b: Set): boolean => operations.isSubset(a, b);

/**
 * Whether the sets have no element in common. Mirrors gb_sets:is_disjoint/2.
 *
 * ```eshell
 * 1> gb_sets:is_disjoint(gb_sets:from_list([1]), gb_sets:from_list([2])).
 * true
 * ```
 */
const is_disjoint = (a: Set, b: Set): boolean => operations.isDisjoint(a, b);

/**
 * Whether the sets have the same elements. Mirrors gb_sets:is_equal/2.
 *
 * ```eshell
 * 1> gb_sets:is_equal(gb_sets:from_list([1,2]), gb_sets:from_list([2,1])).
 * true
 * ```
 */
const is_equal = (a: Set, b: Set): boolean => operations.isEqual(a, b);

const filterLoop = filtering(source.comprehension("filter", 2, 1455), (kept) => made(kept));

/**
 * The elements that the fun keeps. Mirrors gb_sets:filter/2.
 *
 * ```eshell
 * 1> gb_sets:to_list(gb_sets:filter(fun(N) -> N > 1 end, gb_sets:from_list([1,2,3]))).
 * [2,3]
 * ```
 */
function filter(fun: (element: any) => unknown, set: Set): Promise<Set> {
  source.checkFun(fun, 1, "filter", [fun, set], 1454);
  const caller = source.item("filter", 2, 1455);
  return filterLoop(fun, elementsOf(rootOf(set, "to_list", [set], 794, caller), caller));
}
/**
 * The set of what the fun makes of each element. Mirrors gb_sets:map/2.
 *
 * ```eshell
 * 1> gb_sets:to_list(gb_sets:map(fun(N) -> N div 2 end, gb_sets:from_list([1,2,3]))).
 * [0,1]
 * ```
 */
function map(fun: (element: any) => unknown, set: Set): Promise<Set> {
  source.checkFun(fun, 1, "map", [fun, set], 1476);
  return mapTree(fun, rootOf(set, "map", [fun, set], 1476), ofList);
}
/**
 * Filters and maps in one. Mirrors gb_sets:filtermap/2.
 *
 * ```eshell
 * 1> gb_sets:to_list(gb_sets:filtermap(fun(N) -> N > 1 end, gb_sets:from_list([1,2]))).
 * [2]
 * ```
 */
function filtermap(fun: (element: any) => unknown, set: Set): Promise<Set> {
  source.checkFun(fun, 1, "filtermap", [fun, set], 1519);
  return filtermapTree(fun, rootOf(set, "filtermap", [fun, set], 1519), ofList);
}
/**
 * Folds over the elements in order. Mirrors gb_sets:fold/3.
 *
 * ```eshell
 * 1> gb_sets:fold(fun(X, L) -> [X | L] end, [], gb_sets:from_list([1,2,3])).
 * [3,2,1]
 * ```
 */
function fold<A>(
  fun: (element: any, accumulator: A) => A | PromiseLike<A>,
  initial: A,
  set: Set,
): Promise<A> {
  source.checkFun(fun, 2, "fold", [fun, initial, set], 1554);
  return foldTree(fun, initial, rootOf(set, "fold", [fun, initial, set], 1554));
}

const functions = {
  add,
  /**
   * The set with an element more. Mirrors gb_sets:add_element/2.
   *
   * ```eshell
   * 1> gb_sets:to_list(gb_sets:add_element(b, gb_sets:from_list([a,c]))).
   * [a,b,c]
   * ```
   */
  add_element: add,
  balance,
  /**
   * The set without an element. Mirrors gb_sets:del_element/2.
   *
   * ```eshell
   * 1> gb_sets:to_list(gb_sets:del_element(b, gb_sets:from_list([a,b]))).
   * [a]
   * ```
   */
  del_element: delete_any,
  /**
   * The set without an element that is there. Mirrors gb_sets:delete/2.
   *
   * ```eshell
   * 1> gb_sets:to_list(gb_sets:delete(b, gb_sets:from_list([a,b]))).
   * [a]
   * ```
   */
  delete: remove,
  delete_any,
  difference,
  empty,
  filter,
  filtermap,
  fold,
  from_list,
  from_ordset,
  insert,
  intersection: [intersection, 1, 2],
  is_disjoint,
  /**
   * Whether the term is in the set. Mirrors gb_sets:is_element/2.
   *
   * ```eshell
   * 1> gb_sets:is_element(a, gb_sets:from_list([a,b])).
   * true
   * ```
   */
  is_element: is_member,
  is_empty,
  is_equal,
  is_member,
  is_set,
  is_subset,
  iterator: [iterator, 1, 2],
  iterator_from: [iterator_from, 2, 3],
  /**
   * The least element that is greater, or `none`. Mirrors gb_sets:larger/2.
   *
   * ```eshell
   * 1> gb_sets:larger(1, gb_sets:from_list([1,3,2])).
   * {found,2}
   * ```
   */
  larger: (element: unknown, set: Set): any => beside(element, set, "larger", 767, [770, 773], true),
  /**
   * The greatest element. Mirrors gb_sets:largest/1.
   *
   * ```eshell
   * 1> gb_sets:largest(gb_sets:from_list([1,3,2])).
   * 3
   * ```
   */
  largest: (set: Set): any => endOf(set, "largest", 696, 699, true),
  map,
  /**
   * The empty set. Mirrors gb_sets:new/0.
   *
   * ```eshell
   * 1> gb_sets:is_empty(gb_sets:new()).
   * true
   * ```
   */
  new: empty,
  next,
  /**
   * The set of one element. Mirrors gb_sets:singleton/1.
   *
   * ```eshell
   * 1> gb_sets:to_list(gb_sets:singleton(a)).
   * [a]
   * ```
   */
  singleton: (element: unknown): Set => made([element]),
  size,
  /**
   * The greatest element that is less, or `none`. Mirrors gb_sets:smaller/2.
   *
   * ```eshell
   * 1> gb_sets:smaller(1, gb_sets:from_list([1,3,2])).
   * none
   * ```
   */
  smaller: (element: unknown, set: Set): any => beside(element, set, "smaller", 727, [730, 733], false),
  /**
   * The least element. Mirrors gb_sets:smallest/1.
   *
   * ```eshell
   * 1> gb_sets:smallest(gb_sets:from_list([1,3,2])).
   * 1
   * ```
   */
  smallest: (set: Set): any => endOf(set, "smallest", 641, 644, false),
  /**
   * What is in the first and not in the second. Mirrors gb_sets:subtract/2.
   *
   * ```eshell
   * 1> gb_sets:to_list(gb_sets:subtract(gb_sets:from_list([1,2]), gb_sets:from_list([2]))).
   * [1]
   * ```
   */
  subtract: difference,
  /**
   * The greatest element, and the set without it. Mirrors gb_sets:take_largest/1.
   *
   * ```eshell
   * 1> element(1, gb_sets:take_largest(gb_sets:from_list([2,1]))).
   * 2
   * ```
   */
  take_largest: (set: Set): any => takeEnd(set, "take_largest", 670, [674, 677, 671], true),
  /**
   * The least element, and the set without it. Mirrors gb_sets:take_smallest/1.
   *
   * ```eshell
   * 1> element(1, gb_sets:take_smallest(gb_sets:from_list([2,1]))).
   * 1
   * ```
   */
  take_smallest: (set: Set): any => takeEnd(set, "take_smallest", 615, [619, 622, 616], false),
  to_list,
  union: [union, 1, 2],
} as const;

/** Module gb_sets. Sets as balanced trees: ordered, with the least and the greatest element at hand. */
export const gb_sets: OtpModule<typeof functions> = otpModule("gb_sets", functions);

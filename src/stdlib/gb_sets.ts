// gb_sets — OTP's module gb_sets: sets `{Size, Tree}` in the order of terms.
import { isInteger } from "../terms/float.ts";
import { fromArray, toArray } from "../terms/list.ts";
import { equal, greaterOrEqual } from "../terms/order.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple2 } from "../terms/tuple.ts";
import * as trees from "./balanced-tree.ts";
import { filtering, filterMapping, folding, mapping } from "./element-loops.ts";
import { ordsets } from "./ordsets.ts";
import { OtpSource } from "./otp-source.ts";
import { type OtpModule, otpModule } from "./table.ts";

const source: OtpSource = new OtpSource("gb_sets");
const NONE = Symbol.for("none");
const FOUND = Symbol.for("found");
const ORDERED = Symbol.for("ordered");
const REVERSED = Symbol.for("reversed");
const { sized } = trees;
const ordered = ordsets.functions;
type Set = Term;

/** The tree of a set; what is none has no clause. */
function treeOf(set: Set, name: string, args: readonly Term[], line: number): Term {
  const good = isTuple(set) && set.length === 2 && isInteger(set[0]) && trees.isTree(set[1], 3);
  if (!good) throw source.noClause(name, args, line);
  return set[1];
}

const elementsOf = (tree: Term): Term[] => trees.entries(tree).map(([element]) => element);
const made = (elements: readonly Term[], mirrored = false): Set =>
  sized(
    elements.length,
    trees.build(
      elements.map((element) => [element]),
      mirrored,
    ),
  );

/**
 * The empty set. Mirrors gb_sets:empty/0.
 *
 * ```eshell
 * 1> gb_sets:size(gb_sets:empty()).
 * 0
 * ```
 */
const empty = (): Set => sized(0, trees.LEAF);
/**
 * Whether the set has no elements. Mirrors gb_sets:is_empty/1.
 *
 * ```eshell
 * 1> gb_sets:is_empty(gb_sets:new()).
 * true
 * ```
 */
const is_empty = (set: Set): boolean =>
  isTuple(set) && set.length === 2 && set[0] === 0 && set[1] === trees.LEAF;
/**
 * Whether the term is a set. Mirrors gb_sets:is_set/1.
 *
 * ```eshell
 * 1> gb_sets:is_set(gb_sets:new()).
 * true
 * ```
 */
const is_set = (set: Term): boolean =>
  isTuple(set) &&
  set.length === 2 &&
  isInteger(set[0]) &&
  set[0] >= 0 &&
  (set[1] === trees.LEAF ? set[0] === 0 : trees.isTree(set[1], 3));

/**
 * The number of elements. Mirrors gb_sets:size/1.
 *
 * ```eshell
 * 1> gb_sets:size(gb_sets:from_list([a,b])).
 * 2
 * ```
 */
function size(set: Set): number {
  treeOf(set, "size", [set], 198);
  return set[0];
}

/**
 * Whether the term is in the set. Mirrors gb_sets:is_member/2.
 *
 * ```eshell
 * 1> gb_sets:is_member(a, gb_sets:from_list([a,b])).
 * true
 * ```
 */
function is_member(element: unknown, set: Set): boolean {
  return trees.find(treeOf(set, "is_member", [element, set], 283), element) !== undefined;
}

/**
 * The set with an element that it does not have. Mirrors gb_sets:insert/2.
 *
 * ```eshell
 * 1> gb_sets:to_list(gb_sets:insert(b, gb_sets:singleton(a))).
 * [a,b]
 * ```
 */
function insert(element: unknown, set: Set): Set {
  const tree = treeOf(set, "insert", [element, set], 318);
  if (trees.find(tree, element) !== undefined) {
    throw source.error(
      tuple2(Symbol.for("key_exists"), element),
      "insert_1",
      3,
      361,
      source.item("insert", 2, 320),
    );
  }
  return sized(set[0] + 1, trees.insert(tree, [element], set[0]));
}
/**
 * The set with an element more. Mirrors gb_sets:add/2.
 *
 * ```eshell
 * 1> gb_sets:to_list(gb_sets:add(b, gb_sets:from_list([a]))).
 * [a,b]
 * ```
 */
const add = (element: unknown, set: Set): Set => (is_member(element, set) ? set : insert(element, set));

/**
 * The set as it is: it is always balanced. Mirrors gb_sets:balance/1.
 *
 * ```eshell
 * 1> gb_sets:to_list(gb_sets:balance(gb_sets:from_list([b,a]))).
 * [a,b]
 * ```
 */
function balance(set: Set): Set {
  const tree = treeOf(set, "balance", [set], 395);
  return sized(set[0], trees.build(trees.entries(tree)));
}

/**
 * The set of the elements of a list. Mirrors gb_sets:from_list/1.
 *
 * ```eshell
 * 1> gb_sets:to_list(gb_sets:from_list([b,a,b])).
 * [a,b]
 * ```
 */
const from_list = (list: Term): Set => made(toArray(ordered.from_list(list)) as Term[]);

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
  if (elements === undefined) throw source.noClause("balance_list_checked_1", [list, 0], 420);
  if (elements.some((element, i) => i > 0 && greaterOrEqual(elements[i - 1], element))) {
    throw source.error(
      tuple2(Symbol.for("badarg"), Symbol.for("not_ordset")),
      "balance_list_checked_1",
      2,
      460,
    );
  }
  return made(elements);
}

function remove(element: unknown, set: Set): Set {
  const tree = treeOf(set, "delete", [element, set], 574);
  if (trees.find(tree, element) === undefined)
    throw source.noClause("delete_1", [element, trees.LEAF], 577, source.item("delete", 2, 575));
  return sized(set[0] - 1, trees.remove(tree, element));
}
/**
 * The set without an element. Mirrors gb_sets:delete_any/2.
 *
 * ```eshell
 * 1> gb_sets:to_list(gb_sets:delete_any(c, gb_sets:from_list([a,b]))).
 * [a,b]
 * ```
 */
const delete_any = (element: unknown, set: Set): Set =>
  is_member(element, set) ? remove(element, set) : set;

function takeEnd(set: Set, name: string, line: number, largest: boolean): any {
  const tree = treeOf(set, name, [set], line);
  if (tree === trees.LEAF)
    throw source.noClause(`${name}1`, [trees.LEAF], line + 4, source.item(name, 1, line + 1));
  const [entry, rest] = largest ? trees.takeLargest(tree) : trees.takeSmallest(tree);
  return tuple2(entry[0], sized(set[0] - 1, rest));
}

function end(set: Set, name: string, line: number, largest: boolean): any {
  const tree = treeOf(set, name, [set], line);
  if (tree === trees.LEAF) throw source.noClause(`${name}_1`, [trees.LEAF], line + 3);
  return (largest ? trees.takeLargest(tree) : trees.takeSmallest(tree))[0][0];
}

function beside(element: Term, set: Set, name: string, line: number, larger: boolean): any {
  const entry = trees.neighbour(treeOf(set, name, [element, set], line), element, larger);
  return entry === undefined ? NONE : tuple2(FOUND, entry[0]);
}

/**
 * The elements in order. Mirrors gb_sets:to_list/1.
 *
 * ```eshell
 * 1> gb_sets:to_list(gb_sets:from_list([b,a])).
 * [a,b]
 * ```
 */
const to_list = (set: Set): any[] => fromArray(elementsOf(treeOf(set, "to_list", [set], 794))) as any[];

function isReversed(order: Term, args: readonly Term[], name: string, line: number): boolean {
  if (order !== ORDERED && order !== REVERSED) throw source.noClause(name, args, line);
  return order === REVERSED;
}

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
  const reversed = isReversed(how, [set, how], "iterator", 837);
  return tuple2(how, fromArray(trees.path(treeOf(set, "iterator", [set, how], 837), reversed, [])));
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
  const reversed = isReversed(how, [element, set, how], "iterator_from", 891);
  const tree = treeOf(set, "iterator_from", [element, set, how], 891);
  return tuple2(how, fromArray(trees.path(tree, reversed, [], { key: element })));
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
  const nodes = isTuple(iterator) && iterator.length === 2 ? toArray(iterator[1]) : undefined;
  if (nodes === undefined) throw source.noClause("next", [iterator], 934);
  if (nodes.length === 0) return NONE;
  const [entry, rest] = trees.step(nodes, isReversed(iterator[0], [iterator], "next", 934));
  return tuple2(entry[0], tuple2(iterator[0], fromArray(rest)));
}

/** Whether OTP walks both sets side by side, rather than looking each element of the first up in the second. */
function sideBySide(size: number, other: number): boolean {
  return other < 10 || other < size * Math.round(1.46 * Math.log(other));
}

/** The smaller set first, as OTP takes two sets of which the order does not matter. */
function bySize(a: Set, b: Set, name: string, line: number): [Set, Set] {
  treeOf(a, name, [a, b], line);
  treeOf(b, name, [a, b], line);
  return b[0] < a[0] ? [b, a] : [a, b];
}

const listOf = (set: Set): any[] => fromArray(elementsOf(set[1])) as any[];
const arrayOf = (list: Term): Term[] => toArray(list) as Term[];

/**
 * What is in any of the sets. Mirrors gb_sets:union/1,2.
 *
 * ```eshell
 * 1> gb_sets:to_list(gb_sets:union(gb_sets:from_list([1]), gb_sets:from_list([2]))).
 * [1,2]
 * ```
 */
function union(first: Term, ...second: Set[]): Set {
  if (second.length === 0) {
    const sets = toArray(first);
    if (sets === undefined) throw source.noClause("union", [first], 1105);
    return sets.reduce((all, set, i) => (i === 0 ? set : union(all, set)), empty());
  }
  const [a, b] = bySize(first, second[0], "union", 985);
  if (!sideBySide(a[0], b[0])) return elementsOf(a[1]).reduce((set, element) => add(element, set), b);
  return made(arrayOf(ordered.union[0](listOf(a), listOf(b))), true);
}

/**
 * What is in all the sets. Mirrors gb_sets:intersection/1,2.
 *
 * ```eshell
 * 1> gb_sets:to_list(gb_sets:intersection(gb_sets:from_list([1,2]), gb_sets:from_list([2,3]))).
 * [2]
 * ```
 */
function intersection(first: Term, ...second: Set[]): Set {
  if (second.length === 0) {
    const sets = toArray(first);
    if (sets === undefined || sets.length === 0) throw source.noClause("intersection", [first], 1210);
    return sets.reduce((all, set) => intersection(all, set));
  }
  const [a, b] = bySize(first, second[0], "intersection", 1139);
  return made(arrayOf(ordered.intersection[0](listOf(a), listOf(b))), true);
}

/**
 * What is in the first and not in the second. Mirrors gb_sets:difference/2.
 *
 * ```eshell
 * 1> gb_sets:to_list(gb_sets:difference(gb_sets:from_list([1,2]), gb_sets:from_list([2]))).
 * [1]
 * ```
 */
function difference(a: Set, b: Set): Set {
  treeOf(a, "difference", [a, b], 1297);
  treeOf(b, "difference", [a, b], 1297);
  return made(arrayOf(ordered.subtract(listOf(a), listOf(b))), true);
}

/**
 * Whether all elements of the first are in the second. Mirrors gb_sets:is_subset/2.
 *
 * ```eshell
 * 1> gb_sets:is_subset(gb_sets:from_list([1]), gb_sets:from_list([1,2])).
 * true
 * ```
 */
function is_subset(a: Set, b: Set): boolean {
  treeOf(b, "is_subset", [a, b], 1365);
  return elementsOf(treeOf(a, "is_subset", [a, b], 1365)).every(
    (element) => trees.find(b[1], element) !== undefined,
  );
}

/**
 * Whether the sets have no element in common. Mirrors gb_sets:is_disjoint/2.
 *
 * ```eshell
 * 1> gb_sets:is_disjoint(gb_sets:from_list([1]), gb_sets:from_list([2])).
 * true
 * ```
 */
function is_disjoint(a: Set, b: Set): boolean {
  treeOf(b, "is_disjoint", [a, b], 1242);
  return elementsOf(treeOf(a, "is_disjoint", [a, b], 1242)).every(
    (element) => trees.find(b[1], element) === undefined,
  );
}

/**
 * Whether the sets have the same elements. Mirrors gb_sets:is_equal/2.
 *
 * ```eshell
 * 1> gb_sets:is_equal(gb_sets:from_list([1,2]), gb_sets:from_list([2,1])).
 * true
 * ```
 */
function is_equal(a: Set, b: Set): boolean {
  treeOf(b, "is_equal", [a, b], 221);
  const others = elementsOf(b[1]);
  const elements = elementsOf(treeOf(a, "is_equal", [a, b], 221));
  return a[0] === b[0] && elements.every((element, i) => equal(element, others[i]));
}

/** The elements as map/2 comes by them: the root, what is larger, what is smaller. */
function fromTheRoot(tree: Term): Term[] {
  const elements: Term[] = [];
  const pending = [tree];
  while (pending.length > 0) {
    const node = pending.pop();
    if (node === trees.LEAF) continue;
    elements.push(node[0]);
    pending.push(node[1], node[2]);
  }
  return elements;
}

const FILTERMAP_1 = [source.item("filtermap_1", 3, 1523), source.item("filtermap", 2, 1520)];
const filterLoop = filtering(source.comprehension("filter", 2, 1455), (kept) => made(kept));
const mapLoop = mapping(
  source.frames("map_1", 3, () => [source.item("map_1", 3, 1480), source.item("map", 2, 1477)]),
  (results) => from_list(fromArray(results)),
);
const filtermapLoop = filterMapping(
  source.frames("filtermap_1", 3, () => FILTERMAP_1),
  (kept) => from_list(fromArray(kept)),
);
const foldLoop = folding(source.info("fold_1", 3, 1559));

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
  return filterLoop(fun, elementsOf(treeOf(set, "filter", [fun, set], 1454)));
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
  return mapLoop(fun, fromTheRoot(treeOf(set, "map", [fun, set], 1476)));
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
  return filtermapLoop(fun, fromTheRoot(treeOf(set, "filtermap", [fun, set], 1519)));
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
  return foldLoop(fun, initial, elementsOf(treeOf(set, "fold", [fun, initial, set], 1554)));
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
  larger: (element: unknown, set: Set): any => beside(element, set, "larger", 767, true),
  /**
   * The greatest element. Mirrors gb_sets:largest/1.
   *
   * ```eshell
   * 1> gb_sets:largest(gb_sets:from_list([1,3,2])).
   * 3
   * ```
   */
  largest: (set: Set): any => end(set, "largest", 696, true),
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
  smaller: (element: unknown, set: Set): any => beside(element, set, "smaller", 727, false),
  /**
   * The least element. Mirrors gb_sets:smallest/1.
   *
   * ```eshell
   * 1> gb_sets:smallest(gb_sets:from_list([1,3,2])).
   * 1
   * ```
   */
  smallest: (set: Set): any => end(set, "smallest", 641, false),
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
  take_largest: (set: Set): any => takeEnd(set, "take_largest", 670, true),
  /**
   * The least element, and the set without it. Mirrors gb_sets:take_smallest/1.
   *
   * ```eshell
   * 1> element(1, gb_sets:take_smallest(gb_sets:from_list([2,1]))).
   * 1
   * ```
   */
  take_smallest: (set: Set): any => takeEnd(set, "take_smallest", 615, false),
  to_list,
  union: [union, 1, 2],
} as const;

/** Module gb_sets. Sets as balanced trees: ordered, with the least and the greatest element at hand. */
export const gb_sets: OtpModule<typeof functions> = otpModule("gb_sets", functions);

// gb_trees — OTP's module gb_trees: dictionaries `{Size, Tree}` whose keys are in the order of terms.
import { badarg, type Exception, type StackItem } from "../terms/exception.ts";
import { isInteger } from "../terms/float.ts";
import { fromArray, NIL, toArray } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple, tuple2, tuple3 } from "../terms/tuple.ts";
import * as trees from "./balanced-tree.ts";
import { isFunOf } from "./fun-arity.ts";
import { mapTree } from "./gb-tree-map.ts";
import { isOrder, ORDERED, Walks } from "./gb-walks.ts";
import { orddict } from "./orddict.ts";
import { calledBy, OtpSource } from "./otp-source.ts";
import { type OtpModule, otpModule } from "./table.ts";

const source: OtpSource = new OtpSource("gb_trees");
const NONE = Symbol.for("none");
const ERROR = Symbol.for("error");
const VALUE = Symbol.for("value");
const BADARG = Symbol.for("badarg");
/** A node is `{Key, Value, Smaller, Bigger}`. */
const WIDTH = 4;
const { LEAF } = trees;
const walks = new Walks(source, WIDTH, { path: [978, 985], next: [1070, 1071, 1073] });

/** A dictionary, as it prints. */
type Tree = any;

const isPair = (term: Term): boolean => isTuple(term) && term.length === 2;
const isSized = (term: Tree): boolean => isPair(term) && isInteger(term[0]) && term[0] >= 0;
const isNode = (term: Term): boolean => trees.isNode(term, WIDTH);
const sized = (size: number, tree: Term): Tree => tuple2(size, tree);
const node = (key: Term, value: Term): Term => tuple(key, value, LEAF, LEAF);

/** The root of a dictionary; what is not of that form has no clause. */
function rootOf(
  tree: Tree,
  name: string,
  args: readonly Term[],
  line: number,
  ...callers: StackItem[]
): Term {
  if (!isPair(tree)) throw source.noClause(name, args, line, ...callers);
  return tree[1];
}

/**
 * The empty tree. Mirrors gb_trees:empty/0.
 *
 * ```eshell
 * 1> gb_trees:is_empty(gb_trees:empty()).
 * true
 * ```
 */
const empty = (): Tree => sized(0, LEAF);
/**
 * Whether the tree has no keys. Mirrors gb_trees:is_empty/1.
 *
 * ```eshell
 * 1> gb_trees:is_empty(gb_trees:empty()).
 * true
 * ```
 */
const is_empty = (tree: Tree): boolean => isPair(tree) && tree[0] === 0 && tree[1] === LEAF;

/**
 * The number of keys. Mirrors gb_trees:size/1.
 *
 * ```eshell
 * 1> gb_trees:size(gb_trees:empty()).
 * 0
 * ```
 */
function size(tree: Tree): number {
  if (!isSized(tree)) throw source.noClause("size", [tree], 166);
  return tree[0];
}

/**
 * `{value, Value}` of a key, or `none`. Mirrors gb_trees:lookup/2.
 *
 * ```eshell
 * 1> gb_trees:lookup(a, gb_trees:from_orddict([{a,1}])).
 * {value,1}
 * 2> gb_trees:lookup(b, gb_trees:empty()).
 * none
 * ```
 */
function lookup(key: unknown, tree: Tree): any {
  const found: any = trees.find(rootOf(tree, "lookup", [key, tree], 187), key, WIDTH);
  if (isNode(found)) return tuple2(VALUE, found[1]);
  if (found !== LEAF) throw source.noClause("lookup_1", [key, found], 197);
  return NONE;
}

/**
 * Whether the tree has the key. Mirrors gb_trees:is_defined/2.
 *
 * ```eshell
 * 1> gb_trees:is_defined(a, gb_trees:from_orddict([{a,1}])).
 * true
 * ```
 */
const is_defined = (key: unknown, tree: Tree): boolean => isDefined(key, tree);

function isDefined(key: Term, tree: Tree, ...callers: StackItem[]): boolean {
  const found = trees.find(rootOf(tree, "is_defined", [key, tree], 227, ...callers), key, WIDTH);
  if (!isNode(found) && found !== LEAF) throw source.noClause("is_defined_1", [key, found], 230, ...callers);
  return found !== LEAF;
}

/**
 * The value of a key that is there. Mirrors gb_trees:get/2.
 *
 * ```eshell
 * 1> gb_trees:get(a, gb_trees:from_orddict([{a,1}])).
 * 1
 * ```
 */
function get(key: unknown, tree: Tree): any {
  const found: any = trees.find(rootOf(tree, "get", [key, tree], 258), key, WIDTH);
  if (!isNode(found)) throw source.noClause("get_1", [key, found], 261);
  return found[1];
}

/**
 * The tree with another value of a key that is there. Mirrors gb_trees:update/3.
 *
 * ```eshell
 * 1> gb_trees:to_list(gb_trees:update(a, 2, gb_trees:from_orddict([{a,1}]))).
 * [{a,2}]
 * ```
 */
function update(key: unknown, value: unknown, tree: Tree): Tree {
  const way = trees.wayTo(rootOf(tree, "update", [key, value, tree], 288), key, WIDTH);
  if (!isNode(way.end)) {
    const waiting = trees.waitingOn(way, source, "update_1", 3, [295, 297]);
    throw source.noClause("update_1", [key, value, way.end], 294, ...waiting, source.item("update", 3, 289));
  }
  return sized(tree[0], trees.rebuilt(way, tuple(key, value, trees.smaller(way.end), trees.bigger(way.end))));
}

/**
 * The tree with a key that it does not have. Mirrors gb_trees:insert/3.
 *
 * ```eshell
 * 1> gb_trees:to_list(gb_trees:insert(b, 2, gb_trees:from_orddict([{a,1}]))).
 * [{a,1},{b,2}]
 * ```
 */
function insert(key: unknown, value: unknown, tree: Tree): Tree {
  if (!isPair(tree) || !isInteger(tree[0])) throw source.noClause("insert", [key, value, tree], 320);
  const count = tree[0] as number;
  const way = trees.wayTo(tree[1], key, WIDTH);
  if (way.end !== LEAF) {
    const waiting = trees.waitingOn(way, source, "insert_1", 4, [325, 342]);
    const reason = tuple2(Symbol.for("key_exists"), key);
    throw source.error(reason, "insert_1", 4, 363, ...waiting, source.item("insert", 3, 322));
  }
  return sized(count + 1, trees.inserted(way, node(key, value), count, WIDTH, notTree()));
}

/**
 * The tree with the value of a key, new or replaced. Mirrors gb_trees:enter/3.
 *
 * ```eshell
 * 1> gb_trees:to_list(gb_trees:enter(a, 2, gb_trees:from_orddict([{a,1}]))).
 * [{a,2}]
 * ```
 */
const enter = (key: unknown, value: unknown, tree: Tree): Tree =>
  isDefined(key, tree, source.item("enter", 3, 387)) ? update(key, value, tree) : insert(key, value, tree);

/**
 * The tree with the least height. Mirrors gb_trees:balance/1.
 *
 * ```eshell
 * 1> gb_trees:to_list(gb_trees:balance(gb_trees:from_orddict([{a,1}]))).
 * [{a,1}]
 * ```
 */
function balance(tree: Tree): Tree {
  if (!isSized(tree)) throw source.noClause("balance", [tree], 430);
  return sized(tree[0], trees.build(trees.nodesOf(tree[1], WIDTH, notTree(...BALANCE))));
}
const BALANCE = [source.item("balance", 2, 434), source.item("balance", 1, 431)];

/**
 * The tree of a list of pairs. Mirrors gb_trees:from_list/1.
 *
 * ```eshell
 * 1> gb_trees:to_list(gb_trees:from_list([{b,2},{a,1}])).
 * [{a,1},{b,2}]
 * ```
 */
function from_list(list: Term): Tree {
  const sorted = calledBy([source.item("from_list", 1, 491)], () => orddict.functions.from_list(list));
  const nodes = (toArray(sorted) as any[]).map(([key, value]) => node(key, value));
  return sized(nodes.length, trees.build(nodes));
}

/**
 * The tree of an ordered list of pairs. Mirrors gb_trees:from_orddict/1.
 *
 * ```eshell
 * 1> gb_trees:size(gb_trees:from_orddict([{a,1},{b,2}])).
 * 2
 * ```
 */
function from_orddict(list: Term): Tree {
  const pairs = properList(list, "from_orddict", 511);
  return sized(pairs.length, trees.buildChecked(pairs, CHECKS));
}

/** The elements of a list, of which OTP takes the length first. */
function properList(list: Term, name: string, line: number): readonly Term[] {
  const elements = toArray(list);
  if (elements !== undefined) return elements;
  return source.within("length", [list], [source.item(name, 1, line)], () => {
    throw badarg(list);
  });
}

const CHECKS: trees.Checks = {
  source,
  reason: tuple2(BADARG, Symbol.for("not_orddict")),
  node: (pair) => (isTuple(pair) && pair.length === 2 ? node(pair[0], pair[1]) : undefined),
  lines: [455, 457, 462, 460, 467],
  callers: [source.item("balance_list_checked", 2, 452), source.item("from_orddict", 1, 512)],
};

function remove(key: unknown, tree: Tree): Tree {
  if (!isSized(tree)) throw source.noClause("delete", [key, tree], 565);
  const way = trees.wayTo(tree[1], key, WIDTH);
  if (!isNode(way.end)) {
    const waiting = trees.waitingOn(way, source, "delete_1", 2, [571, 574]);
    throw source.noClause("delete_1", [key, way.end], 570, ...waiting, source.item("delete", 2, 566));
  }
  return sized(tree[0] - 1, trees.rebuilt(way, trees.merged(way.end, WIDTH)));
}
/**
 * The tree without a key. Mirrors gb_trees:delete_any/2.
 *
 * ```eshell
 * 1> gb_trees:to_list(gb_trees:delete_any(b, gb_trees:from_orddict([{a,1}]))).
 * [{a,1}]
 * ```
 */
const delete_any = (key: unknown, tree: Tree): Tree =>
  isDefined(key, tree, source.item("delete_any", 2, 541)) ? remove(key, tree) : tree;

/**
 * The value of a key that is there, and the tree without it. Mirrors gb_trees:take/2.
 *
 * ```eshell
 * 1> element(1, gb_trees:take(a, gb_trees:from_orddict([{a,1}]))).
 * 1
 * ```
 */
function take(key: unknown, tree: Tree): any {
  if (!isSized(tree)) throw source.noClause("take", [key, tree], 645);
  const way = trees.wayTo(tree[1], key, WIDTH);
  if (!isNode(way.end)) {
    const waiting = trees.waitingOn(way, source, "take_1", 2, [650, 653]);
    throw source.noClause("take_1", [key, way.end], 649, ...waiting, source.item("take", 2, 646));
  }
  return tuple2(way.end[1], sized(tree[0] - 1, trees.rebuilt(way, trees.merged(way.end, WIDTH))));
}
/**
 * The same, or `error`. Mirrors gb_trees:take_any/2.
 *
 * ```eshell
 * 1> gb_trees:take_any(b, gb_trees:from_orddict([{a,1}])).
 * error
 * ```
 */
const take_any = (key: unknown, tree: Tree): any =>
  isDefined(key, tree, source.item("take_any", 2, 614)) ? take(key, tree) : ERROR;

function takeEnd(
  tree: Tree,
  name: string,
  own: number,
  lines: readonly [number, number, number],
  largest: boolean,
): any {
  if (!isSized(tree)) throw source.noClause(name, [tree], own);
  const [end, rest] = walks.takeEnd(tree[1], name, lines, largest);
  return tuple3(end[0], end[1], sized(tree[0] - 1, rest));
}

const endOf = (tree: Tree, name: string, own: number, inner: number, largest: boolean): any =>
  pairOf(walks.endOf(rootOf(tree, name, [tree], own), name, inner, largest));

function beside(
  key: Term,
  tree: Tree,
  name: string,
  own: number,
  lines: readonly [number, number],
  larger: boolean,
): any {
  const found = walks.beside(rootOf(tree, name, [key, tree], own), key, name, lines, larger);
  return found === undefined ? NONE : pairOf(found);
}

/** What a function of two arguments that makes a list says of what is no tree. */
const notListable =
  (name: string, line: number, element: (node: any) => Term, callers: StackItem[]): trees.Wrong =>
  (at, after, nested): Exception => {
    const waiting = nested ? [source.item(name, 2, line + 1)] : [];
    return source.noClause(name, [at, fromArray(after.map(element))], line, ...waiting, ...callers);
  };
const pairOf = (node: any): Term => tuple2(node[0], node[1]);
const notTree = (...callers: StackItem[]): trees.Wrong => notListable("to_list", 879, pairOf, callers);

function listOf(tree: Tree, name: string, own: number, inner: number, element: (node: any) => Term): any[] {
  const wrong = notListable(name, inner, element, []);
  return fromArray(trees.nodesOf(rootOf(tree, name, [tree], own), WIDTH, wrong).map(element)) as any[];
}
/**
 * The pairs in the order of their keys. Mirrors gb_trees:to_list/1.
 *
 * ```eshell
 * 1> gb_trees:to_list(gb_trees:from_orddict([{a,1},{b,2}])).
 * [{a,1},{b,2}]
 * ```
 */
const to_list = (tree: Tree): any[] => listOf(tree, "to_list", 874, 879, pairOf);
/**
 * The keys in order. Mirrors gb_trees:keys/1.
 *
 * ```eshell
 * 1> gb_trees:keys(gb_trees:from_orddict([{a,1},{b,2}])).
 * [a,b]
 * ```
 */
const keys = (tree: Tree): any[] => listOf(tree, "keys", 901, 904, (node) => node[0]);
/**
 * The values in the order of their keys. Mirrors gb_trees:values/1.
 *
 * ```eshell
 * 1> gb_trees:values(gb_trees:from_orddict([{a,1},{b,2}])).
 * [1,2]
 * ```
 */
const values = (tree: Tree): any[] => listOf(tree, "values", 927, 930, (node) => node[1]);

/**
 * An iterator over the pairs. Mirrors gb_trees:iterator/1,2.
 *
 * ```eshell
 * 1> element(1, gb_trees:next(gb_trees:iterator(gb_trees:from_orddict([{a,1}])))).
 * a
 * ```
 */
function iterator(tree: Tree, ...order: symbol[]): any {
  const how = order.length === 0 ? ORDERED : order[0];
  if (!isOrder(how)) throw source.noClause("iterator", [tree, how], 970);
  const root = rootOf(tree, "iterator", [tree, how], 970);
  return walks.iterator(root, how, source.item("iterator", 2, how === ORDERED ? 971 : 973), NIL);
}

/**
 * An iterator from a key on. Mirrors gb_trees:iterator_from/2,3.
 *
 * ```eshell
 * 1> element(1, gb_trees:next(gb_trees:iterator_from(b, gb_trees:from_orddict([{a,1},{b,2}])))).
 * b
 * ```
 */
function iterator_from(key: unknown, tree: Tree, ...order: symbol[]): any {
  const how = order.length === 0 ? ORDERED : order[0];
  if (!isOrder(how)) throw source.noClause("iterator_from", [key, tree, how], 1025);
  const root = rootOf(tree, "iterator_from", [key, tree, how], 1025);
  const caller = source.item("iterator_from", 3, how === ORDERED ? 1026 : 1028);
  return walks.iterator(root, how, caller, NIL, { key, lines: [1030, 1039] });
}

/**
 * The next key, its value, and an iterator for the others, or `none`. Mirrors gb_trees:next/1.
 *
 * ```eshell
 * 1> gb_trees:next(gb_trees:iterator(gb_trees:empty())).
 * none
 * ```
 */
function next(iterator: Term): any {
  const found = walks.next(iterator);
  return found === undefined ? NONE : tuple3(found[0][0], found[0][1], found[1]);
}

/**
 * The tree of what the fun makes of each key and value. Mirrors gb_trees:map/2.
 *
 * ```eshell
 * 1> gb_trees:to_list(gb_trees:map(fun(_, V) -> V * 2 end, gb_trees:from_orddict([{a,1}]))).
 * [{a,2}]
 * ```
 */
function map(fun: (key: any, value: any) => unknown, tree: Tree): Promise<Tree> {
  if (!isFunOf(fun, 2) || !isPair(tree)) throw source.noClause("map", [fun, tree], 1098);
  return mapTree(source, fun, tree);
}

const functions = {
  balance,
  /**
   * The tree without a key that is there. Mirrors gb_trees:delete/2.
   *
   * ```eshell
   * 1> gb_trees:to_list(gb_trees:delete(a, gb_trees:from_orddict([{a,1}]))).
   * []
   * ```
   */
  delete: remove,
  delete_any,
  empty,
  enter,
  from_list,
  from_orddict,
  get,
  insert,
  is_defined,
  is_empty,
  iterator: [iterator, 1, 2],
  iterator_from: [iterator_from, 2, 3],
  keys,
  /**
   * The pair with the least key that is greater, or `none`. Mirrors gb_trees:larger/2.
   *
   * ```eshell
   * 1> gb_trees:larger(a, gb_trees:from_orddict([{a,1},{b,2}])).
   * {b,2}
   * ```
   */
  larger: (key: unknown, tree: Tree): any => beside(key, tree, "larger", 841, [844, 847], true),
  /**
   * The greatest key with its value. Mirrors gb_trees:largest/1.
   *
   * ```eshell
   * 1> gb_trees:largest(gb_trees:from_orddict([{a,1},{b,2}])).
   * {b,2}
   * ```
   */
  largest: (tree: Tree): any => endOf(tree, "largest", 770, 773, true),
  lookup,
  map,
  next,
  size,
  /**
   * The pair with the greatest key that is less, or `none`. Mirrors gb_trees:smaller/2.
   *
   * ```eshell
   * 1> gb_trees:smaller(a, gb_trees:from_orddict([{a,1},{b,2}])).
   * none
   * ```
   */
  smaller: (key: unknown, tree: Tree): any => beside(key, tree, "smaller", 803, [806, 809], false),
  /**
   * The least key with its value. Mirrors gb_trees:smallest/1.
   *
   * ```eshell
   * 1> gb_trees:smallest(gb_trees:from_orddict([{a,1},{b,2}])).
   * {a,1}
   * ```
   */
  smallest: (tree: Tree): any => endOf(tree, "smallest", 711, 714, false),
  take,
  take_any,
  /**
   * The greatest key, its value, and the tree without it. Mirrors gb_trees:take_largest/1.
   *
   * ```eshell
   * 1> element(1, gb_trees:take_largest(gb_trees:from_orddict([{a,1},{b,2}]))).
   * b
   * ```
   */
  take_largest: (tree: Tree): any => takeEnd(tree, "take_largest", 743, [747, 750, 744], true),
  /**
   * The least key, its value, and the tree without it. Mirrors gb_trees:take_smallest/1.
   *
   * ```eshell
   * 1> element(1, gb_trees:take_smallest(gb_trees:from_orddict([{a,1},{b,2}]))).
   * a
   * ```
   */
  take_smallest: (tree: Tree): any => takeEnd(tree, "take_smallest", 684, [688, 691, 685], false),
  to_list,
  update,
  values,
} as const;

/** Module gb_trees. Maps as balanced trees, ordered by key. */
export const gb_trees: OtpModule<typeof functions> = otpModule("gb_trees", functions);

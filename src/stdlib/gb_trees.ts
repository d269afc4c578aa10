// gb_trees — OTP's module gb_trees: dictionaries `{Size, Tree}` whose keys are in the order of terms.
import type { Exception } from "../terms/exception.ts";
import { isInteger } from "../terms/float.ts";
import { fromArray, toArray } from "../terms/list.ts";
import { greaterOrEqual } from "../terms/order.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple2, tuple3, tupleFrom } from "../terms/tuple.ts";
import { after } from "./after.ts";
import * as trees from "./balanced-tree.ts";
import { isFunOf } from "./fun-arity.ts";
import { lists } from "./lists.ts";
import { orddict } from "./orddict.ts";
import { OtpSource } from "./otp-source.ts";
import { type OtpModule, otpModule } from "./table.ts";

const source: OtpSource = new OtpSource("gb_trees");
const NONE = Symbol.for("none");
const ERROR = Symbol.for("error");
const VALUE = Symbol.for("value");
const ORDERED = Symbol.for("ordered");
const REVERSED = Symbol.for("reversed");
const { sized } = trees;

/** A dictionary, as it prints. */
type Tree = Term;

/** The tree of a dictionary; what is none has no clause. */
function treeOf(dictionary: Tree, name: string, args: readonly Term[], line: number): Term {
  const good =
    isTuple(dictionary) &&
    dictionary.length === 2 &&
    isInteger(dictionary[0]) &&
    trees.isTree(dictionary[1], 4);
  if (!good) throw source.noClause(name, args, line);
  return dictionary[1];
}

/**
 * The empty tree. Mirrors gb_trees:empty/0.
 *
 * ```eshell
 * 1> gb_trees:is_empty(gb_trees:empty()).
 * true
 * ```
 */
const empty = (): Tree => sized(0, trees.LEAF);
/**
 * Whether the tree has no keys. Mirrors gb_trees:is_empty/1.
 *
 * ```eshell
 * 1> gb_trees:is_empty(gb_trees:empty()).
 * true
 * ```
 */
const is_empty = (tree: Tree): boolean =>
  isTuple(tree) && tree.length === 2 && tree[0] === 0 && tree[1] === trees.LEAF;

/**
 * The number of keys. Mirrors gb_trees:size/1.
 *
 * ```eshell
 * 1> gb_trees:size(gb_trees:empty()).
 * 0
 * ```
 */
function size(tree: Tree): number {
  treeOf(tree, "size", [tree], 166);
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
  const found = trees.find(treeOf(tree, "lookup", [key, tree], 187), key);
  return found === undefined ? NONE : tuple2(VALUE, found[1]);
}

/**
 * Whether the tree has the key. Mirrors gb_trees:is_defined/2.
 *
 * ```eshell
 * 1> gb_trees:is_defined(a, gb_trees:from_orddict([{a,1}])).
 * true
 * ```
 */
function is_defined(key: unknown, tree: Tree): boolean {
  return trees.find(treeOf(tree, "is_defined", [key, tree], 227), key) !== undefined;
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
  const found = trees.find(treeOf(tree, "get", [key, tree], 258), key);
  if (found === undefined) throw source.noClause("get_1", [key, trees.LEAF], 261);
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
  const nodes = treeOf(tree, "update", [key, value, tree], 288);
  if (trees.find(nodes, key) === undefined)
    throw source.noClause("update_1", [key, value, trees.LEAF], 294, source.item("update", 3, 289));
  return sized(tree[0], trees.replace(nodes, [key, value]));
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
  const nodes = treeOf(tree, "insert", [key, value, tree], 320);
  if (trees.find(nodes, key) !== undefined) throw keyExists(key);
  return sized(tree[0] + 1, trees.insert(nodes, [key, value], tree[0]));
}

function keyExists(key: Term): Exception {
  return source.error(
    tuple2(Symbol.for("key_exists"), key),
    "insert_1",
    4,
    363,
    source.item("insert", 3, 322),
  );
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
  is_defined(key, tree) ? update(key, value, tree) : insert(key, value, tree);

/**
 * The tree as it is: it is always balanced. Mirrors gb_trees:balance/1.
 *
 * ```eshell
 * 1> gb_trees:to_list(gb_trees:balance(gb_trees:from_orddict([{a,1}]))).
 * [{a,1}]
 * ```
 */
function balance(tree: Tree): Tree {
  return sized(tree[0], trees.build(trees.entries(treeOf(tree, "balance", [tree], 430))));
}

const pairs = (list: Term): trees.Entry[] => (toArray(list) ?? []).map((pair) => [pair[0], pair[1]]);

/**
 * The tree of a list of pairs. Mirrors gb_trees:from_list/1.
 *
 * ```eshell
 * 1> gb_trees:to_list(gb_trees:from_list([{b,2},{a,1}])).
 * [{a,1},{b,2}]
 * ```
 */
function from_list(list: Term): Tree {
  const sorted = pairs(orddict.functions.from_list(list));
  return sized(sorted.length, trees.build(sorted));
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
  const elements = toArray(list);
  if (elements?.every((pair) => isTuple(pair) && pair.length === 2) !== true) {
    throw source.noClause("balance_list_checked_1", [list, 0], 455);
  }
  const entries = pairs(list);
  if (entries.some((entry, i) => i > 0 && greaterOrEqual(entries[i - 1][0], entry[0]))) {
    throw source.error(
      tuple2(Symbol.for("badarg"), Symbol.for("not_orddict")),
      "balance_list_checked_1",
      2,
      461,
    );
  }
  return sized(entries.length, trees.build(entries));
}

function remove(key: unknown, tree: Tree): Tree {
  const nodes = treeOf(tree, "delete", [key, tree], 565);
  if (trees.find(nodes, key) === undefined)
    throw source.noClause("delete_1", [key, trees.LEAF], 570, source.item("delete", 2, 566));
  return sized(tree[0] - 1, trees.remove(nodes, key));
}
/**
 * The tree without a key. Mirrors gb_trees:delete_any/2.
 *
 * ```eshell
 * 1> gb_trees:to_list(gb_trees:delete_any(b, gb_trees:from_orddict([{a,1}]))).
 * [{a,1}]
 * ```
 */
const delete_any = (key: unknown, tree: Tree): Tree => (is_defined(key, tree) ? remove(key, tree) : tree);

/**
 * The value of a key that is there, and the tree without it. Mirrors gb_trees:take/2.
 *
 * ```eshell
 * 1> element(1, gb_trees:take(a, gb_trees:from_orddict([{a,1}]))).
 * 1
 * ```
 */
function take(key: unknown, tree: Tree): any {
  const found = trees.find(treeOf(tree, "take", [key, tree], 645), key);
  if (found === undefined) throw source.noClause("take_1", [key, trees.LEAF], 649);
  return tuple2(found[1], remove(key, tree));
}
/**
 * The same, or `error`. Mirrors gb_trees:take_any/2.
 *
 * ```eshell
 * 1> gb_trees:take_any(b, gb_trees:from_orddict([{a,1}])).
 * error
 * ```
 */
const take_any = (key: unknown, tree: Tree): any => (is_defined(key, tree) ? take(key, tree) : ERROR);

function takeEnd(tree: Tree, name: string, line: number, largest: boolean): any {
  const nodes = treeOf(tree, name, [tree], line);
  if (nodes === trees.LEAF)
    throw source.noClause(`${name}1`, [trees.LEAF], line + 4, source.item(name, 1, line + 1));
  const [entry, rest] = largest ? trees.takeLargest(nodes) : trees.takeSmallest(nodes);
  return tuple3(entry[0], entry[1], sized(tree[0] - 1, rest));
}

function end(tree: Tree, name: string, line: number, largest: boolean): any {
  const nodes = treeOf(tree, name, [tree], line);
  if (nodes === trees.LEAF) throw source.noClause(`${name}_1`, [trees.LEAF], line + 3);
  return tupleFrom((largest ? trees.takeLargest(nodes) : trees.takeSmallest(nodes))[0]);
}

function beside(key: Term, tree: Tree, name: string, line: number, larger: boolean): any {
  const entry = trees.neighbour(treeOf(tree, name, [key, tree], line), key, larger);
  return entry === undefined ? NONE : tupleFrom(entry);
}

const entriesOf = (tree: Tree, name: string, line: number) => trees.entries(treeOf(tree, name, [tree], line));
/**
 * The pairs in the order of their keys. Mirrors gb_trees:to_list/1.
 *
 * ```eshell
 * 1> gb_trees:to_list(gb_trees:from_orddict([{a,1},{b,2}])).
 * [{a,1},{b,2}]
 * ```
 */
const to_list = (tree: Tree): any[] =>
  fromArray(entriesOf(tree, "to_list", 874).map((entry) => tupleFrom(entry))) as any[];
/**
 * The keys in order. Mirrors gb_trees:keys/1.
 *
 * ```eshell
 * 1> gb_trees:keys(gb_trees:from_orddict([{a,1},{b,2}])).
 * [a,b]
 * ```
 */
const keys = (tree: Tree): any[] => fromArray(entriesOf(tree, "keys", 901).map(([key]) => key)) as any[];
/**
 * The values in the order of their keys. Mirrors gb_trees:values/1.
 *
 * ```eshell
 * 1> gb_trees:values(gb_trees:from_orddict([{a,1},{b,2}])).
 * [1,2]
 * ```
 */
const values = (tree: Tree): any[] =>
  fromArray(entriesOf(tree, "values", 927).map(([, value]) => value)) as any[];

function isReversed(order: Term, args: readonly Term[], name: string, line: number): boolean {
  if (order !== ORDERED && order !== REVERSED) throw source.noClause(name, args, line);
  return order === REVERSED;
}

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
  const reversed = isReversed(how, [tree, how], "iterator", 970);
  return tuple2(how, fromArray(trees.path(treeOf(tree, "iterator", [tree, how], 970), reversed, [])));
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
  const reversed = isReversed(how, [key, tree, how], "iterator_from", 1025);
  return tuple2(
    how,
    fromArray(trees.path(treeOf(tree, "iterator_from", [key, tree, how], 1025), reversed, [], { key })),
  );
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
  const nodes = isTuple(iterator) && iterator.length === 2 ? toArray(iterator[1]) : undefined;
  if (nodes === undefined) throw source.noClause("next", [iterator], 1070);
  if (nodes.length === 0) return NONE;
  const [entry, rest] = trees.step(nodes, isReversed(iterator[0], [iterator], "next", 1070));
  return tuple3(entry[0], entry[1], tuple2(iterator[0], fromArray(rest)));
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
  if (!isFunOf(fun, 2)) throw source.noClause("map", [fun, tree], 1098);
  const entries = trees.entries(treeOf(tree, "map", [fun, tree], 1098));
  const columns = [0, 1].map((i) => fromArray(entries.map((entry) => entry[i])) as any[]);
  return after(lists.functions.zipwith[0](fun, columns[0], columns[1]), (made) => {
    const values = toArray(made) as Term[];
    return sized(
      tree[0],
      trees.refill(
        tree[1],
        entries.map(([key], i) => [key, values[i]]),
      ),
    );
  });
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
  larger: (key: unknown, tree: Tree): any => beside(key, tree, "larger", 841, true),
  /**
   * The greatest key with its value. Mirrors gb_trees:largest/1.
   *
   * ```eshell
   * 1> gb_trees:largest(gb_trees:from_orddict([{a,1},{b,2}])).
   * {b,2}
   * ```
   */
  largest: (tree: Tree): any => end(tree, "largest", 770, true),
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
  smaller: (key: unknown, tree: Tree): any => beside(key, tree, "smaller", 803, false),
  /**
   * The least key with its value. Mirrors gb_trees:smallest/1.
   *
   * ```eshell
   * 1> gb_trees:smallest(gb_trees:from_orddict([{a,1},{b,2}])).
   * {a,1}
   * ```
   */
  smallest: (tree: Tree): any => end(tree, "smallest", 711, false),
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
  take_largest: (tree: Tree): any => takeEnd(tree, "take_largest", 743, true),
  /**
   * The least key, its value, and the tree without it. Mirrors gb_trees:take_smallest/1.
   *
   * ```eshell
   * 1> element(1, gb_trees:take_smallest(gb_trees:from_orddict([{a,1},{b,2}]))).
   * a
   * ```
   */
  take_smallest: (tree: Tree): any => takeEnd(tree, "take_smallest", 684, false),
  to_list,
  update,
  values,
} as const;

/** Module gb_trees. Maps as balanced trees, ordered by key. */
export const gb_trees: OtpModule<typeof functions> = otpModule("gb_trees", functions);

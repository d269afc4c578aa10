// balanced-tree — the trees of gb_trees and gb_sets: Andersson's general balanced trees.
//
// A node is a tuple that begins with its key (`{Key, Value, Smaller, Bigger}` or `{Key, Smaller, Bigger}`), `nil` being
// the empty tree; so one set of functions serves both modules, which say how many elements a node has. Balance is kept on
// insertion only: a subtree whose height has grown too large for its size is built anew. Shapes are OTP's, since the shell
// prints them. What is neither a node nor `nil` is found only when it is come to, as in OTP.
import type { Exception, StackItem } from "../terms/exception.ts";
import { Cons, fromArray } from "../terms/list.ts";
import { greaterOrEqual, greaterThan, lessThan } from "../terms/order.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple2, tupleFrom } from "../terms/tuple.ts";
import { badmatch, type OtpSource } from "./otp-source.ts";

export const LEAF: symbol = Symbol.for("nil");

type Node = any;

export const smaller = (node: Node): Term => node[node.length - 2];
export const bigger = (node: Node): Term => node[node.length - 1];

/** Whether a term is a node of that many elements. */
export const isNode = (term: Term, width: number): boolean => isTuple(term) && term.length === width;

/** The node with other subtrees. */
function withTrees(node: Node, small: Term, big: Term): Node {
  const copy = tupleFrom(node);
  copy[node.length - 2] = small;
  copy[node.length - 1] = big;
  return copy;
}

/** The node with the key; or what there is in its place, which is `nil` unless it is no tree at all. */
export function find(tree: Term, key: Term, width: number): Term {
  let at = tree as Node;
  while (isNode(at, width)) {
    if (lessThan(key, at[0])) at = smaller(at);
    else if (greaterThan(key, at[0])) at = bigger(at);
    else return at;
  }
  return at;
}

/** How one got from the root of a tree to a node, or to what there is in its place. */
export interface Way {
  readonly nodes: readonly Node[];
  /** Whether each node was left by its smaller side. */
  readonly left: readonly boolean[];
  readonly end: Node;
}

/** The way to a key. */
export function wayTo(tree: Term, key: Term, width: number): Way {
  const nodes: Node[] = [];
  const left: boolean[] = [];
  let at = tree as Node;
  while (isNode(at, width)) {
    const less = lessThan(key, at[0]);
    if (!less && !greaterThan(key, at[0])) break;
    nodes.push(at);
    left.push(less);
    at = less ? smaller(at) : bigger(at);
  }
  return { nodes, left, end: at };
}

/** The way to the node with the least or the greatest key. */
export function wayToEnd(tree: Term, largest: boolean, width: number): Way {
  const nodes: Node[] = [];
  const left: boolean[] = [];
  let at = tree as Node;
  while (isNode(at, width)) {
    const next = largest ? bigger(at) : smaller(at);
    if (next === LEAF) break;
    nodes.push(at);
    left.push(!largest);
    at = next;
  }
  return { nodes, left, end: at };
}

/** The tree with another subtree at the end of the way. */
export function rebuilt({ nodes, left }: Way, subtree: Term): Term {
  let made = subtree;
  for (let i = nodes.length - 1; i >= 0; i--) {
    made = left[i]
      ? withTrees(nodes[i], made, bigger(nodes[i]))
      : withTrees(nodes[i], smaller(nodes[i]), made);
  }
  return made;
}

/** What waits on a way for a function that calls itself at one line for the smaller side, at another for the bigger. */
export function waitingOn(
  { left }: Pick<Way, "left">,
  source: OtpSource,
  name: string,
  arity: number,
  lines: readonly [number, number],
): StackItem[] {
  const items: StackItem[] = [];
  for (let i = left.length - 1; i >= 0; i--) {
    if (left[i] !== left[i + 1]) items.push(source.item(name, arity, left[i] ? lines[0] : lines[1]));
  }
  return items;
}

interface Measure {
  /** 2 to the power of the height. */
  readonly height: number;
  readonly size: number;
}

/** Makes the exception for what is no tree: see {@link nodesOf}. */
export type Wrong = (at: Term, after: readonly Node[], nested: boolean) => Exception;

/** The tree of `size` nodes with another node, at the end of the way, which is `nil`. */
export function inserted({ nodes, left }: Way, node: Node, size: number, width: number, wrong: Wrong): Term {
  let made: Term = node;
  // As long as the subtree is not known to be deep enough for its size.
  let grown: Measure | undefined =
    (size + 1) * (size + 1) < 2 ** nodes.length ? { height: 1, size: 1 } : undefined;
  for (let i = nodes.length - 1; i >= 0; i--) {
    const at = nodes[i];
    const other = left[i] ? bigger(at) : smaller(at);
    made = left[i] ? withTrees(at, made, other) : withTrees(at, other, made);
    if (grown === undefined) continue;
    const beside = measure(other);
    const height: number = Math.max(grown.height, beside.height) * 2;
    const total: number = grown.size + beside.size + 1;
    if (height > total * total) {
      made = build(nodesOf(made, width, wrong));
      grown = undefined;
    } else grown = { height, size: total };
  }
  return made;
}

function measure(tree: Node): Measure {
  if (!isTuple(tree)) return { height: 1, size: 0 };
  if (smaller(tree) === LEAF && bigger(tree) === LEAF) return { height: 1, size: 1 };
  const a = measure(smaller(tree));
  const b = measure(bigger(tree));
  return { height: Math.max(a.height, b.height) * 2, size: a.size + b.size + 1 };
}

/** A perfectly balanced tree of nodes that are in order. `mirrored` leans to the other side, as some of OTP's do. */
export function build(sorted: readonly Node[], mirrored = false): Term {
  const range = (from: number, count: number): Term => {
    if (count === 0) return LEAF;
    const half = (count - 1) >> 1;
    const before = mirrored ? half : count - 1 - half;
    return withTrees(
      sorted[from + before],
      range(from, before),
      range(from + before + 1, count - 1 - before),
    );
  };
  return range(0, sorted.length);
}

/** What a function that builds a tree of a list says is wrong with it. */
export interface Checks {
  readonly source: OtpSource;
  readonly reason: Term;
  /** The node of an element; undefined if it is no element. */
  node(element: Term): Node | undefined;
  /** Of balance_list_checked_1/2: its first line, those of its calls, and of the two places where it complains. */
  readonly lines: readonly [number, number, number, number, number];
  readonly callers: readonly StackItem[];
}

/** A perfectly balanced tree of a list, whose elements must be in order. */
export function buildChecked(list: readonly Term[], checks: Checks): Term {
  const { source, lines } = checks;
  const name = "balance_list_checked_1";
  const trail: number[] = [];
  const rest = (from: number): Term => fromArray(list.slice(from));
  const waiting = () => [
    ...trail
      .filter((line, i) => line !== trail[i + 1])
      .reverse()
      .map((line) => source.item(name, 2, line)),
    ...checks.callers,
  ];
  const complain = (line: number) => source.error(checks.reason, name, 2, line, ...waiting());
  const keyAt = (i: number): Node | undefined => (i < list.length ? checks.node(list[i]) : undefined);
  const range = (from: number, count: number): Term => {
    if (count === 0) return LEAF;
    const node = keyAt(from);
    const after = keyAt(from + 1);
    if (count === 1) {
      if (node === undefined) throw source.noClause(name, [rest(from), 1], lines[0], ...waiting());
      if (after !== undefined && greaterOrEqual(node[0], after[0])) throw complain(lines[4]);
      return node;
    }
    const before = count - 1 - ((count - 1) >> 1);
    trail.push(lines[1]);
    const small = range(from, before);
    trail.pop();
    const middle = keyAt(from + before);
    if (middle === undefined) {
      const value = tuple2(small, rest(from + before));
      throw source.error(badmatch(value).reason, name, 2, lines[1], ...waiting());
    }
    const next = keyAt(from + before + 1);
    if (next !== undefined && greaterOrEqual(middle[0], next[0])) throw complain(lines[3]);
    trail.push(lines[2]);
    const big = range(from + before + 1, count - 1 - before);
    trail.pop();
    return withTrees(middle, small, big);
  };
  return range(0, list.length);
}

/**
 * The nodes in order. OTP's functions go from the last to the first: `wrong` is thrown for what is no tree, told what was
 * found after it, and whether a function waits for the bigger side of a node.
 */
export function nodesOf(tree: Term, width: number, wrong: Wrong): Node[] {
  const found: Node[] = [];
  const pending: Node[] = [];
  let at = tree as Node;
  for (;;) {
    while (isNode(at, width)) {
      pending.push(at);
      at = bigger(at);
    }
    if (at !== LEAF) throw wrong(at, found.reverse(), pending.length > 0);
    at = pending.pop();
    if (at === undefined) return found.reverse();
    found.push(at);
    at = smaller(at);
  }
}

/** The tree without its root. */
export function merged(root: Node, width: number): Term {
  if (bigger(root) === LEAF) return smaller(root);
  if (smaller(root) === LEAF) return bigger(root);
  const way = wayToEnd(bigger(root), false, width);
  return withTrees(way.end, smaller(root), rebuilt(way, bigger(way.end)));
}

/**
 * The node next to a key: with the greatest smaller one, or the least larger; undefined if there is none. `wrong` is
 * told whether a function waits for a node that would do.
 */
export function neighbour(
  tree: Term,
  key: Term,
  larger: boolean,
  width: number,
  wrong: (at: Term, nested: boolean) => Exception,
): Node | undefined {
  let best: Node | undefined;
  let at = tree as Node;
  while (isNode(at, width)) {
    const fits = larger ? lessThan(key, at[0]) : greaterThan(key, at[0]);
    if (fits) best = at;
    at = fits === larger ? smaller(at) : bigger(at);
  }
  if (at !== LEAF) throw wrong(at, best !== undefined);
  return best;
}

/** The nodes that an iterator still has to visit, next first: those on the way to the next one, before those in `below`. */
export function path(
  tree: Term,
  reversed: boolean,
  below: Term,
  width: number,
  wrong: (at: Term, nodes: Term) => Exception,
  from?: { readonly key: Term },
): Term {
  let nodes = below;
  let at = tree as Node;
  while (isNode(at, width)) {
    const passed =
      from !== undefined && (reversed ? greaterThan(at[0], from.key) : lessThan(at[0], from.key));
    if (!passed) nodes = new Cons(at, nodes);
    at = passed === reversed ? smaller(at) : bigger(at);
  }
  if (at !== LEAF) throw wrong(at, nodes);
  return nodes;
}

// balanced-tree — the trees of gb_trees and gb_sets: Andersson's general balanced trees.
//
// A node is a tuple that begins with its entry (`{Key, Value, …}` or `{Key, …}`) and ends with its two subtrees, `nil`
// being the empty tree; so one set of functions serves both modules. Balance is kept on insertion only: a subtree whose
// height has grown too large for its size is built anew. Shapes are OTP's, since the shell prints them.
import { greaterThan, lessThan } from "../terms/order.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple2, tupleFrom } from "../terms/tuple.ts";

export const LEAF: symbol = Symbol.for("nil");

/** What a node holds: its key, and in gb_trees its value. */
export type Entry = readonly Term[];

const smaller = (node: Term): Term => node[node.length - 2];
const bigger = (node: Term): Term => node[node.length - 1];
const entryOf = (node: Term): Entry => Array.from(node).slice(0, -2);
const node = (entry: Entry, small: Term, big: Term): Term => tupleFrom([...entry, small, big]);

/** Whether a term is a tree of nodes of that size. */
export function isTree(term: Term, size: number): boolean {
  return term === LEAF || (isTuple(term) && term.length === size);
}

/** The node with the key, or undefined. */
export function find(tree: Term, key: Term): Term {
  let at = tree;
  while (at !== LEAF) {
    if (lessThan(key, at[0])) at = smaller(at);
    else if (greaterThan(key, at[0])) at = bigger(at);
    else return at;
  }
  return undefined;
}

/** The tree with the entry in the place of that with its key, which must be there. */
export function replace(tree: Term, entry: Entry): Term {
  if (lessThan(entry[0], tree[0])) return node(entryOf(tree), replace(smaller(tree), entry), bigger(tree));
  if (greaterThan(entry[0], tree[0])) return node(entryOf(tree), smaller(tree), replace(bigger(tree), entry));
  return node(entry, smaller(tree), bigger(tree));
}

/** A subtree that has just become deeper, as long as it is not known to be deep enough for its size. */
class Grown {
  readonly tree: Term;
  /** 2 to the power of the height. */
  readonly height: number;
  readonly size: number;
  constructor(tree: Term, height: number, size: number) {
    this.tree = tree;
    this.height = height;
    this.size = size;
  }
}

/** The tree of `size` nodes with another entry, whose key must not be there. */
export function insert(tree: Term, entry: Entry, size: number): Term {
  const grown = insertInto(tree, entry, (size + 1) * (size + 1));
  return grown instanceof Grown ? grown.tree : grown;
}

function insertInto(tree: Term, entry: Entry, limit: number): Term {
  if (tree === LEAF) return limit < 1 ? new Grown(node(entry, LEAF, LEAF), 1, 1) : node(entry, LEAF, LEAF);
  const left = lessThan(entry[0], tree[0]);
  const grown = insertInto(left ? smaller(tree) : bigger(tree), entry, Math.floor(limit / 2));
  const subtree = grown instanceof Grown ? grown.tree : grown;
  const made = left
    ? node(entryOf(tree), subtree, bigger(tree))
    : node(entryOf(tree), smaller(tree), subtree);
  if (!(grown instanceof Grown)) return made;
  const other = measure(left ? bigger(tree) : smaller(tree));
  const height = Math.max(grown.height, other.height) * 2;
  const size = grown.size + other.size + 1;
  return height > size * size ? build(entries(made)) : new Grown(made, height, size);
}

function measure(tree: Term): { height: number; size: number } {
  if (tree === LEAF) return { height: 1, size: 0 };
  if (smaller(tree) === LEAF && bigger(tree) === LEAF) return { height: 1, size: 1 };
  const a = measure(smaller(tree));
  const b = measure(bigger(tree));
  return { height: Math.max(a.height, b.height) * 2, size: a.size + b.size + 1 };
}

/** A perfectly balanced tree of entries that are in order. `mirrored` leans to the other side, as some of OTP's do. */
export function build(sorted: readonly Entry[], mirrored = false): Term {
  const range = (from: number, count: number): Term => {
    if (count === 0) return LEAF;
    if (count === 1) return node(sorted[from], LEAF, LEAF);
    const half = (count - 1) >> 1;
    const before = mirrored ? half : count - 1 - half;
    return node(sorted[from + before], range(from, before), range(from + before + 1, count - 1 - before));
  };
  return range(0, sorted.length);
}

/** The entries in order. */
export function entries(tree: Term): Entry[] {
  const found: Entry[] = [];
  const pending: Term[] = [];
  let at = tree;
  while (at !== LEAF || pending.length > 0) {
    while (at !== LEAF) {
      pending.push(at);
      at = smaller(at);
    }
    at = pending.pop();
    found.push(entryOf(at));
    at = bigger(at);
  }
  return found;
}

/** The tree with other entries in the same places: those given, in order. */
export function refill(tree: Term, others: readonly Entry[]): Term {
  let i = 0;
  const fill = (at: Term): Term => {
    if (at === LEAF) return LEAF;
    const small = fill(smaller(at));
    const entry = others[i++];
    return node(entry, small, fill(bigger(at)));
  };
  return fill(tree);
}

/** The tree without the key, which must be there. */
export function remove(tree: Term, key: Term): Term {
  if (lessThan(key, tree[0])) return node(entryOf(tree), remove(smaller(tree), key), bigger(tree));
  if (greaterThan(key, tree[0])) return node(entryOf(tree), smaller(tree), remove(bigger(tree), key));
  if (bigger(tree) === LEAF) return smaller(tree);
  if (smaller(tree) === LEAF) return bigger(tree);
  const [entry, rest] = takeSmallest(bigger(tree));
  return node(entry, smaller(tree), rest);
}

/** The first entry of a tree that is not empty, and the tree without it. */
export function takeSmallest(tree: Term): [Entry, Term] {
  if (smaller(tree) === LEAF) return [entryOf(tree), bigger(tree)];
  const [entry, rest] = takeSmallest(smaller(tree));
  return [entry, node(entryOf(tree), rest, bigger(tree))];
}

/** The last entry of a tree that is not empty, and the tree without it. */
export function takeLargest(tree: Term): [Entry, Term] {
  if (bigger(tree) === LEAF) return [entryOf(tree), smaller(tree)];
  const [entry, rest] = takeLargest(bigger(tree));
  return [entry, node(entryOf(tree), smaller(tree), rest)];
}

/** The entry next to a key: the greatest smaller one, or the least larger; undefined if there is none. */
export function neighbour(tree: Term, key: Term, larger: boolean): Entry | undefined {
  let best: Entry | undefined;
  let at = tree;
  while (at !== LEAF) {
    const fits = larger ? lessThan(key, at[0]) : greaterThan(key, at[0]);
    if (fits) best = entryOf(at);
    at = fits === larger ? smaller(at) : bigger(at);
  }
  return best;
}

/** The nodes that an iterator still has to visit, next first: those on the way to the next one, the others being below. */
export function path(tree: Term, reversed: boolean, below: readonly Term[], from?: { key: Term }): Term[] {
  const nodes: Term[] = [];
  let at = tree;
  while (at !== LEAF) {
    const passed =
      from !== undefined && (reversed ? greaterThan(at[0], from.key) : lessThan(at[0], from.key));
    if (!passed) nodes.push(at);
    at = passed === reversed ? smaller(at) : bigger(at);
  }
  return [...nodes.reverse(), ...below];
}

/** The entry of the next node of an iterator, and the nodes after it. */
export function step(nodes: readonly Term[], reversed: boolean): [Entry, Term[]] {
  const [first, ...below] = nodes;
  return [entryOf(first), path(reversed ? smaller(first) : bigger(first), reversed, below)];
}

/** `{Size, Tree}`. */
export const sized = (size: number, tree: Term): any => tuple2(size, tree);

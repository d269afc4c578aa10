// map-trie — the trie that holds the pairs of a large map: 16-way nodes, four bits of the key's hash a level, the lowest
// first.
//
// A node with one leaf stands in no branch of its own, but in the root; a branch below it has two leaves at least. Nodes
// that a map has are never changed, so that maps can share them; only {@link TrieBuilder} changes those that are its own.
import { Cons } from "./list.ts";
import { equalExact } from "./order.ts";
import type { Term } from "./term.ts";
import { tuple2 } from "./tuple.ts";

export class Leaf {
  readonly hash: number;
  readonly key: Term;
  readonly value: Term;
  constructor(hash: number, key: Term, value: Term) {
    this.hash = hash;
    this.key = key;
    this.value = value;
  }
}
/** Keys whose hashes are the same. */
class Collision {
  readonly hash: number;
  readonly leaves: readonly Leaf[];
  constructor(hash: number, leaves: readonly Leaf[]) {
    this.hash = hash;
    this.leaves = leaves;
  }
}
export class Branch {
  bitmap: number;
  slots: Node[];
  /** How many leaves there are, once somebody has counted them; 0 before. */
  counted = 0;
  constructor(bitmap: number, slots: Node[]) {
    this.bitmap = bitmap;
    this.slots = slots;
  }
}
export type Node = Leaf | Branch | Collision;

function bitCount(bits: number): number {
  bits -= (bits >>> 1) & 0x5555;
  bits = (bits & 0x3333) + ((bits >>> 2) & 0x3333);
  bits = (bits + (bits >>> 4)) & 0x0f0f;
  return (bits + (bits >>> 8)) & 0x1f;
}

/** The leaf of a key, below a node of the level that the shift tells. */
export function find(node: Node, hash: number, key: Term, shift = 0): Leaf | undefined {
  let rest = hash >>> shift;
  while (node instanceof Branch) {
    const bit = 1 << (rest & 15);
    if ((node.bitmap & bit) === 0) return undefined;
    node = node.slots[bitCount(node.bitmap & (bit - 1))];
    rest >>>= 4;
  }
  if (node.hash !== hash) return undefined;
  if (node instanceof Leaf) return equalExact(node.key, key) ? node : undefined;
  return node.leaves.find((leaf) => equalExact(leaf.key, key));
}

/** The node with a leaf put in, replacing one of the same key. */
export function put(node: Node, shift: number, leaf: Leaf): Node {
  if (node instanceof Branch) {
    const bit = 1 << ((leaf.hash >>> shift) & 15);
    const at = bitCount(node.bitmap & (bit - 1));
    if ((node.bitmap & bit) === 0) return new Branch(node.bitmap | bit, node.slots.toSpliced(at, 0, leaf));
    const slots = node.slots.slice();
    slots[at] = put(slots[at], shift + 4, leaf);
    return new Branch(node.bitmap, slots);
  }
  if (node.hash !== leaf.hash) return split(node, leaf, shift);
  if (node instanceof Leaf)
    return equalExact(node.key, leaf.key) ? leaf : new Collision(node.hash, [node, leaf]);
  const others = node.leaves.filter((other) => !equalExact(other.key, leaf.key));
  return new Collision(node.hash, [...others, leaf]);
}

/** The branch of two nodes whose hashes differ. */
function split(node: Leaf | Collision, leaf: Leaf, shift: number): Branch {
  const i = (node.hash >>> shift) & 15;
  const j = (leaf.hash >>> shift) & 15;
  if (i === j) return new Branch(1 << i, [split(node, leaf, shift + 4)]);
  return new Branch((1 << i) | (1 << j), i < j ? [node, leaf] : [leaf, node]);
}

/** The node without the leaves that do not pass; undefined if nothing is left. */
export function filterNode(node: Node, shift: number, passes: (leaf: Leaf) => boolean): Node | undefined {
  if (node instanceof Leaf) return passes(node) ? node : undefined;
  if (node instanceof Collision) {
    const leaves = node.leaves.filter(passes);
    if (leaves.length < 2) return leaves[0];
    return leaves.length === node.leaves.length ? node : new Collision(node.hash, leaves);
  }
  const slots: Node[] = [];
  let bitmap = 0;
  let isSame = true;
  let bits = node.bitmap;
  for (let i = 0; i < node.slots.length; i++) {
    const bit = bits & -bits;
    bits ^= bit;
    const slot = node.slots[i];
    const kept = filterNode(slot, shift + 4, passes);
    if (kept !== slot) isSame = false;
    if (kept === undefined) continue;
    slots.push(kept);
    bitmap |= bit;
  }
  return isSame ? node : branchOf(bitmap, slots, shift);
}

/** The branch of these slots, or what stands for it. */
function branchOf(bitmap: number, slots: Node[], shift: number): Node | undefined {
  if (slots.length === 0) return undefined;
  if (slots.length === 1 && shift > 0 && !(slots[0] instanceof Branch)) return slots[0];
  return new Branch(bitmap, slots);
}

/** The node without a key that it has; undefined if nothing is left. */
export function remove(node: Node, shift: number, hash: number, key: Term): Node | undefined {
  if (!(node instanceof Branch)) return filterNode(node, shift, (leaf) => !equalExact(leaf.key, key));
  const bit = 1 << ((hash >>> shift) & 15);
  const at = bitCount(node.bitmap & (bit - 1));
  const child = remove(node.slots[at], shift + 4, hash, key);
  const slots = node.slots.slice();
  if (child === undefined) slots.splice(at, 1);
  else slots[at] = child;
  return branchOf(child === undefined ? node.bitmap & ~bit : node.bitmap, slots, shift);
}

/** The same keys with other values, the value of each being asked for in order. */
export function withValues(node: Node, next: () => Term): Node {
  if (node instanceof Leaf) return new Leaf(node.hash, node.key, next());
  if (node instanceof Branch)
    return new Branch(
      node.bitmap,
      node.slots.map((slot) => withValues(slot, next)),
    );
  return new Collision(
    node.hash,
    node.leaves.map((leaf) => new Leaf(leaf.hash, leaf.key, next())),
  );
}

/** What two nodes of one level have in all, the second counting where both have a key. */
export class Merge {
  /** How many keys both had. */
  common = 0;

  nodes(a: Node, b: Node, shift: number): Node {
    if (a === b) {
      this.common += count(a);
      return b;
    }
    if (a instanceof Branch && b instanceof Branch) return this.branches(a, b, shift);
    if (b instanceof Leaf) return this.leaf(a, b, shift, true);
    if (a instanceof Leaf) return this.leaf(b, a, shift, false);
    if (b instanceof Collision)
      return b.leaves.reduce((made, leaf) => this.leaf(made, leaf, shift, true), a as Node);
    return (a as Collision).leaves.reduce((made, leaf) => this.leaf(made, leaf, shift, false), b as Node);
  }

  private leaf(node: Node, leaf: Leaf, shift: number, counts: boolean): Node {
    if (find(node, leaf.hash, leaf.key, shift) === undefined) return put(node, shift, leaf);
    this.common++;
    return counts ? put(node, shift, leaf) : node;
  }

  private branches(a: Branch, b: Branch, shift: number): Branch {
    const bitmap = a.bitmap | b.bitmap;
    const slots: Node[] = [];
    let i = 0;
    let j = 0;
    let isSame = bitmap === b.bitmap;
    for (let bits = bitmap; bits !== 0; bits &= bits - 1) {
      const bit = bits & -bits;
      if ((b.bitmap & bit) === 0) {
        slots.push(a.slots[i++]);
        continue;
      }
      const slot = b.slots[j++];
      const merged = (a.bitmap & bit) === 0 ? slot : this.nodes(a.slots[i++], slot, shift + 4);
      if (merged !== slot) isSame = false;
      slots.push(merged);
    }
    return isSame ? b : new Branch(bitmap, slots);
  }
}

/** Whether all leaves pass: no other is asked for after one that does not. */
export function everyLeaf(node: Node, passes: (leaf: Leaf) => boolean): boolean {
  if (node instanceof Leaf) return passes(node);
  if (!(node instanceof Branch)) return node.leaves.every(passes);
  for (let i = 0; i < node.slots.length; i++) if (!everyLeaf(node.slots[i], passes)) return false;
  return true;
}

/** How many leaves a node has. */
export function count(node: Node): number {
  if (node instanceof Leaf) return 1;
  if (!(node instanceof Branch)) return node.leaves.length;
  if (node.counted === 0) for (const slot of node.slots) node.counted += count(slot);
  return node.counted;
}

/** Appends the keys and values of the leaves, in order. */
export function collectNode(node: Node, keys: Term[], values: Term[]): void {
  const nodes = node instanceof Branch ? node.slots : node instanceof Leaf ? [node] : node.leaves;
  for (let i = 0; i < nodes.length; i++) {
    const slot = nodes[i];
    if (slot instanceof Leaf) {
      keys.push(slot.key);
      values.push(slot.value);
    } else {
      collectNode(slot, keys, values);
    }
  }
}

/** The same for the leaves from one place up to another. */
export function collectPart(node: Node, from: number, to: number, keys: Term[], values: Term[]): void {
  if (from <= 0 && to >= count(node)) {
    collectNode(node, keys, values);
    return;
  }
  const nodes = node instanceof Branch ? node.slots : (node as Collision).leaves;
  for (let i = 0; i < nodes.length && to > 0; i++) {
    const size = count(nodes[i]);
    if (from < size) collectPart(nodes[i], from, to, keys, values);
    from -= size;
    to -= size;
  }
}

/** The list of the keys, before others. */
export function keyCells(node: Node, tail: Term): Term {
  const nodes = node instanceof Branch ? node.slots : node instanceof Leaf ? [node] : node.leaves;
  for (let i = nodes.length - 1; i >= 0; i--) {
    const slot = nodes[i];
    tail = slot instanceof Leaf ? new Cons(slot.key, tail) : keyCells(slot, tail);
  }
  return tail;
}

/** The list of the values, before others. */
export function valueCells(node: Node, tail: Term): Term {
  const nodes = node instanceof Branch ? node.slots : node instanceof Leaf ? [node] : node.leaves;
  for (let i = nodes.length - 1; i >= 0; i--) {
    const slot = nodes[i];
    tail = slot instanceof Leaf ? new Cons(slot.value, tail) : valueCells(slot, tail);
  }
  return tail;
}

/** The list of the pairs, before others. */
export function pairCells(node: Node, tail: Term): Term {
  const nodes = node instanceof Branch ? node.slots : node instanceof Leaf ? [node] : node.leaves;
  for (let i = nodes.length - 1; i >= 0; i--) {
    const slot = nodes[i];
    tail = slot instanceof Leaf ? new Cons(tuple2(slot.key, slot.value), tail) : pairCells(slot, tail);
  }
  return tail;
}

/**
 * Builds a trie of many pairs at once: sorted by hash in the order of the trie, they become leaves that lie in memory as
 * they are gone through later.
 */
export class TrieBuilder {
  private readonly keys: readonly Term[];
  private readonly values: readonly Term[];
  private readonly hashes: Int32Array;
  /** The places of the pairs in the order of the trie, and by place the hash as that order has it: its first level first. */
  private places: Uint32Array;
  private readonly ranks: Uint32Array;
  private readonly slots: Node[] = [];
  private top = 0;
  /** How many different keys there are. */
  size = 0;

  constructor(keys: readonly Term[], values: readonly Term[], hash: (key: Term) => number) {
    const { length } = keys;
    this.keys = keys;
    this.values = values;
    this.hashes = new Int32Array(length);
    this.ranks = new Uint32Array(length);
    this.places = new Uint32Array(length);
    for (let i = 0; i < length; i++) {
      const code = hash(keys[i]);
      this.hashes[i] = code;
      this.ranks[i] = reversed(code);
      this.places[i] = i;
    }
    for (let shift = 0; shift < 32; shift += 8) this.sortBy(shift);
  }

  build(): Node {
    return this.node(0, this.places.length, 28);
  }

  /** Sorts the places by eight bits of the ranks; what is equal keeps its order. */
  private sortBy(shift: number): void {
    const { places, ranks } = this;
    const starts = new Uint32Array(257);
    for (let i = 0; i < ranks.length; i++) starts[((ranks[i] >>> shift) & 255) + 1]++;
    for (let digit = 0; digit < 256; digit++) starts[digit + 1] += starts[digit];
    const sorted = new Uint32Array(places.length);
    for (let i = 0; i < places.length; i++) {
      const place = places[i];
      sorted[starts[(ranks[place] >>> shift) & 255]++] = place;
    }
    this.places = sorted;
  }

  /** The node of the pairs from one on up to another, the rank being shifted so far for its level. */
  private node(from: number, to: number, shift: number): Node {
    const { places, ranks } = this;
    if (ranks[places[from]] === ranks[places[to - 1]]) return this.same(from, to);
    const base = this.top;
    let bitmap = 0;
    let start = from;
    while (start < to) {
      const digit = (ranks[places[start]] >>> shift) & 15;
      let end = start + 1;
      while (end < to && ((ranks[places[end]] >>> shift) & 15) === digit) end++;
      const slot = this.node(start, end, shift - 4);
      this.slots[this.top++] = slot;
      bitmap |= 1 << digit;
      start = end;
    }
    const slots = this.slots.slice(base, this.top);
    this.top = base;
    return new Branch(bitmap, slots);
  }

  /** The node of pairs whose keys have the same hash: of equal keys the first stays, and the last value counts. */
  private same(from: number, to: number): Node {
    const leaves: Leaf[] = [];
    for (let i = from; i < to; i++) {
      const place = this.places[i];
      const key = this.keys[place];
      const at = from === i ? -1 : leaves.findIndex((leaf) => equalExact(leaf.key, key));
      const leaf = new Leaf(this.hashes[place], at < 0 ? key : leaves[at].key, this.values[place]);
      if (to - from === 1) {
        this.size++;
        return leaf;
      }
      if (at < 0) leaves.push(leaf);
      else leaves[at] = leaf;
    }
    this.size += leaves.length;
    return leaves.length === 1 ? leaves[0] : new Collision(leaves[0].hash, leaves);
  }
}

/** A hash with its lowest four bits highest: the order of numbers then is that of the trie. */
function reversed(hash: number): number {
  const bytes = ((hash >>> 4) & 0x0f0f0f0f) | ((hash & 0x0f0f0f0f) << 4);
  return (bytes >>> 24) | ((bytes >>> 8) & 0xff00) | ((bytes << 8) & 0xff0000) | (bytes << 24);
}

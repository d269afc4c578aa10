// map — persistent maps as the Erlang side holds them, and functions that read maps of every form.
//
// As in OTP, a map of up to 32 pairs is two flat arrays, sorted by key (key-order.ts), the array of keys being shared by
// all maps made of it by updates; a larger one is a hash array mapped trie of 16-way nodes, four bits of the key's
// hash (hash.ts) a level, the lowest first. Sizes, hashes and shapes being OTP's, so is the order of the pairs.
import { atomName, isAtom } from "./atom.ts";
import { hash, SMALL_MAP_LIMIT } from "./hash.ts";
import { compareKeys } from "./key-order.ts";
import { collectPairs, isMap, isPlainObject, MISSING, mapSize, PersistentMap } from "./map-form.ts";
import { equalExact } from "./order.ts";
import type { Term } from "./term.ts";

export { isMap, MISSING, mapSize };

class Leaf {
  readonly hash: number;
  readonly key: Term;
  value: Term;
  constructor(hash: number, key: Term, value: Term) {
    this.hash = hash;
    this.key = key;
    this.value = value;
  }
}
/** Keys whose hashes are the same. */
class Collision {
  readonly hash: number;
  readonly leaves: Leaf[];
  constructor(hash: number, leaves: Leaf[]) {
    this.hash = hash;
    this.leaves = leaves;
  }
}
class Branch {
  bitmap: number;
  slots: Node[];
  constructor(bitmap: number, slots: Node[]) {
    this.bitmap = bitmap;
    this.slots = slots;
  }
}
type Node = Leaf | Branch | Collision;

function bitCount(bits: number): number {
  bits -= (bits >>> 1) & 0x5555;
  bits = (bits & 0x3333) + ((bits >>> 2) & 0x3333);
  bits = (bits + (bits >>> 4)) & 0x0f0f;
  return (bits + (bits >>> 8)) & 0x1f;
}

function find(node: Node, hash: number, key: Term): Leaf | undefined {
  let rest = hash;
  while (node instanceof Branch) {
    const bit = 1 << (rest & 15);
    if ((node.bitmap & bit) === 0) return undefined;
    node = node.slots[bitCount(node.bitmap & (bit - 1))];
    rest >>>= 4;
  }
  if (node instanceof Leaf) return node.hash === hash && equalExact(node.key, key) ? node : undefined;
  return node.hash === hash ? node.leaves.find((leaf) => equalExact(leaf.key, key)) : undefined;
}

/** The node with a leaf put in, replacing one of the same key. `own`: the node is nobody else's yet and may be changed. */
function put(node: Node, shift: number, leaf: Leaf, own: boolean): Node {
  if (node instanceof Branch) {
    const bit = 1 << ((leaf.hash >>> shift) & 15);
    const at = bitCount(node.bitmap & (bit - 1));
    if ((node.bitmap & bit) !== 0) {
      const child = put(node.slots[at], shift + 4, leaf, own);
      if (own) {
        node.slots[at] = child;
        return node;
      }
      const slots = node.slots.slice();
      slots[at] = child;
      return new Branch(node.bitmap, slots);
    }
    const slots = own ? node.slots : node.slots.slice();
    slots.splice(at, 0, leaf);
    if (!own) return new Branch(node.bitmap | bit, slots);
    node.bitmap |= bit;
    return node;
  }
  if (node.hash !== leaf.hash) {
    return put(new Branch(1 << ((node.hash >>> shift) & 15), [node]), shift, leaf, true);
  }
  if (node instanceof Leaf)
    return equalExact(node.key, leaf.key) ? leaf : new Collision(node.hash, [node, leaf]);
  const others = node.leaves.filter((other) => !equalExact(other.key, leaf.key));
  return new Collision(node.hash, [...others, leaf]);
}

/** The node without a key that it has; undefined if nothing is left. */
function remove(node: Node, shift: number, hash: number, key: Term): Node | undefined {
  if (node instanceof Leaf) return undefined;
  if (node instanceof Collision) {
    const leaves = node.leaves.filter((leaf) => !equalExact(leaf.key, key));
    return leaves.length === 1 ? leaves[0] : new Collision(node.hash, leaves);
  }
  const bit = 1 << ((hash >>> shift) & 15);
  const at = bitCount(node.bitmap & (bit - 1));
  const child = remove(node.slots[at], shift + 4, hash, key);
  const slots = node.slots.slice();
  if (child === undefined) slots.splice(at, 1);
  else slots[at] = child;
  if (slots.length === 0) return undefined;
  if (slots.length === 1 && shift > 0 && !(slots[0] instanceof Branch)) return slots[0];
  return new Branch(child === undefined ? node.bitmap & ~bit : node.bitmap, slots);
}

function collectNode(node: Node, keys: Term[], values: Term[]): void {
  if (node instanceof Branch) {
    for (const slot of node.slots) collectNode(slot, keys, values);
  } else if (node instanceof Leaf) {
    keys.push(node.key);
    values.push(node.value);
  } else {
    for (const leaf of node.leaves) collectNode(leaf, keys, values);
  }
}

const NO_TERMS: readonly Term[] = [];

/** A persistent map: `set` and `delete` make new ones. */
export class ErlMap extends PersistentMap {
  private readonly keyArray: readonly Term[];
  private readonly valueArray: readonly Term[];
  /** The trie of a large map, else null. */
  private readonly root: Branch | null;
  constructor(size: number, keys: readonly Term[], values: readonly Term[], root: Node | null) {
    super(size);
    this.keyArray = keys;
    this.valueArray = values;
    this.root = root as Branch | null;
  }

  /** Where a small map has the key, or -1. */
  private indexOf(key: Term): number {
    const keys = this.keyArray;
    switch (typeof key) {
      case "symbol":
      case "boolean":
      case "undefined":
        return keys.indexOf(key);
    }
    for (let i = 0; i < keys.length; i++) {
      if (keys[i] === key || equalExact(keys[i], key)) return i;
    }
    return -1;
  }

  /** The value of a key, or MISSING. */
  get(key: Term): Term {
    if (this.root !== null) {
      const leaf = find(this.root, hash(key), key);
      return leaf === undefined ? MISSING : leaf.value;
    }
    const at = this.indexOf(key);
    return at < 0 ? MISSING : this.valueArray[at];
  }

  has(key: Term): boolean {
    return this.root !== null ? find(this.root, hash(key), key) !== undefined : this.indexOf(key) >= 0;
  }

  /** The map with the key's value set. Mirrors maps:put/3. */
  set(key: Term, value: Term): ErlMap {
    if (this.root !== null) {
      const code = hash(key);
      const old = find(this.root, code, key);
      if (old !== undefined && old.value === value) return this;
      // An update keeps the key that is there, as OTP does.
      const leaf = new Leaf(code, old === undefined ? key : old.key, value);
      const root = put(this.root, 0, leaf, false);
      return new ErlMap(old === undefined ? this.size + 1 : this.size, NO_TERMS, NO_TERMS, root);
    }
    const at = this.indexOf(key);
    if (at >= 0) {
      if (this.valueArray[at] === value) return this;
      const values = this.valueArray.slice();
      values[at] = value;
      return new ErlMap(this.size, this.keyArray, values, null);
    }
    if (this.size === SMALL_MAP_LIMIT) {
      const builder = new Builder();
      for (let i = 0; i < this.size; i++) builder.put(this.keyArray[i], this.valueArray[i]);
      builder.put(key, value);
      return builder.large();
    }
    const keys = this.keyArray.slice();
    const values = this.valueArray.slice();
    insert(keys, values, key, value);
    return new ErlMap(this.size + 1, keys, values, null);
  }

  /** The map without the key. Mirrors maps:remove/2. */
  delete(key: Term): ErlMap {
    if (this.root !== null) {
      const code = hash(key);
      if (find(this.root, code, key) === undefined) return this;
      const root = remove(this.root, 0, code, key) as Branch;
      if (this.size > SMALL_MAP_LIMIT + 1) return new ErlMap(this.size - 1, NO_TERMS, NO_TERMS, root);
      const keys: Term[] = [];
      const values: Term[] = [];
      collectNode(root, keys, values);
      return sortedMap(keys, values);
    }
    const at = this.indexOf(key);
    if (at < 0) return this;
    return new ErlMap(this.size - 1, without(this.keyArray, at), without(this.valueArray, at), null);
  }

  collect(keys: Term[], values: Term[]): void {
    if (this.root !== null) {
      collectNode(this.root, keys, values);
      return;
    }
    for (let i = 0; i < this.size; i++) {
      keys.push(this.keyArray[i]);
      values.push(this.valueArray[i]);
    }
  }

  keys(): readonly Term[] {
    return this.root === null ? this.keyArray : mapPairs(this).keys;
  }
  values(): readonly Term[] {
    return this.root === null ? this.valueArray : mapPairs(this).values;
  }
  entries(): [Term, Term][] {
    return mapEntries(this);
  }
}

function without(terms: readonly Term[], at: number): Term[] {
  const rest = terms.slice();
  rest.splice(at, 1);
  return rest;
}

function insert(keys: Term[], values: Term[], key: Term, value: Term): void {
  let at = keys.length;
  while (at > 0 && compareKeys(keys[at - 1], key) > 0) at--;
  keys.splice(at, 0, key);
  values.splice(at, 0, value);
}

function sortedMap(keys: Term[], values: Term[]): ErlMap {
  const places = keys.map((_, i) => i).sort((i, j) => compareKeys(keys[i], keys[j]));
  return new ErlMap(
    keys.length,
    places.map((i) => keys[i]),
    places.map((i) => values[i]),
    null,
  );
}

/** `#{}`. */
export const EMPTY_MAP = new ErlMap(0, NO_TERMS, NO_TERMS, null);

/** Builds a trie that is nobody else's yet by changing it in place. */
class Builder {
  private root: Node = new Branch(0, []);
  private size = 0;
  put(key: Term, value: Term): void {
    const code = hash(key);
    const old = find(this.root, code, key);
    if (old !== undefined) {
      old.value = value;
      return;
    }
    this.root = put(this.root, 0, new Leaf(code, key, value), true);
    this.size++;
  }
  large(): ErlMap {
    return new ErlMap(this.size, NO_TERMS, NO_TERMS, this.root);
  }
}

/** The map of keys and values; of equal keys the last counts. Mirrors maps:from_list/1. */
export function mapOf(keys: readonly Term[], values: readonly Term[]): ErlMap {
  let map = EMPTY_MAP;
  let i = 0;
  for (; i < keys.length && map.size < SMALL_MAP_LIMIT; i++) map = map.set(keys[i], values[i]);
  if (i === keys.length) return map;
  const builder = new Builder();
  const old = mapPairs(map);
  for (let j = 0; j < old.keys.length; j++) builder.put(old.keys[j], old.values[j]);
  for (; i < keys.length; i++) builder.put(keys[i], values[i]);
  const large = builder.large();
  if (large.size > SMALL_MAP_LIMIT) return large;
  const pairs = mapPairs(large);
  return sortedMap(pairs.keys, pairs.values);
}

/** The map of pairs; of equal keys the last counts. */
export function mapFrom(entries: Iterable<readonly [Term, Term]>): ErlMap {
  const keys: Term[] = [];
  const values: Term[] = [];
  for (const [key, value] of entries) {
    keys.push(key);
    values.push(value);
  }
  return mapOf(keys, values);
}

/** A map of any form as an ErlMap. */
export function toErlMap(map: Term): ErlMap {
  if (map instanceof ErlMap) return map;
  const keys: Term[] = [];
  const values: Term[] = [];
  collectPairs(map, keys, values);
  return mapOf(keys, values);
}

/** The value of a key in a map of any form, or MISSING. */
export function mapGet(map: Term, key: Term): Term {
  if (map instanceof ErlMap) return map.get(key);
  if (map instanceof Map) {
    if (isPlainKey(key)) return map.has(key) ? map.get(key) : MISSING;
    for (const [other, value] of map) if (equalExact(other, key)) return value;
    return MISSING;
  }
  if (!isAtom(key)) return MISSING;
  const name = atomName(key);
  return Object.hasOwn(map, name) ? map[name] : MISSING;
}

/** Whether a JavaScript Map finds the key as Erlang would: atoms and numbers. */
function isPlainKey(key: Term): boolean {
  return typeof key !== "object" && typeof key !== "string" && typeof key !== "function";
}

/** Whether a map of any form has the key. */
export function mapHas(map: Term, key: Term): boolean {
  return mapGet(map, key) !== MISSING;
}

/** A map of any form with the key's value set. */
export function mapPut(map: Term, key: Term, value: Term): ErlMap {
  return toErlMap(map).set(key, value);
}

/** A map of any form without the key. */
export function mapRemove(map: Term, key: Term): Term {
  return map instanceof ErlMap || mapHas(map, key) ? toErlMap(map).delete(key) : map;
}

/** The keys and values of a map of any form, in the order in which Erlang's iterators go. */
export function mapPairs(map: Term): { keys: Term[]; values: Term[] } {
  const keys: Term[] = [];
  const values: Term[] = [];
  const ordered = isPlainObject(map) || map instanceof Map ? toErlMap(map) : map;
  collectPairs(ordered, keys, values);
  return { keys, values };
}

/** The pairs of a map of any form, in the order in which Erlang's iterators go. */
export function mapEntries(map: Term): [Term, Term][] {
  const { keys, values } = mapPairs(map);
  return keys.map((key, i) => [key, values[i]]);
}

// map — persistent maps as the Erlang side holds them, and functions that read maps of every form.
//
// As in OTP, a map of up to 32 pairs is two flat arrays, sorted by key (key-order.ts), the array of keys being shared by
// all maps made of it by updates; a larger one is a hash array mapped trie (map-trie.ts), whose hashes are those of
// hash.ts. Sizes, hashes and shapes being OTP's, so is the order of the pairs.
import { atomName, isAtom } from "./atom.ts";
import { hash, SMALL_MAP_LIMIT } from "./hash.ts";
import { compareKeys } from "./key-order.ts";
import { Cons, fromArray, NIL } from "./list.ts";
import { collectPairs, isMap, isPlainObject, MISSING, mapSize, PersistentMap } from "./map-form.ts";
import {
  collectNode,
  collectPart,
  count,
  everyLeaf,
  filterNode,
  find,
  keyCells,
  Leaf,
  Merge,
  type Node,
  pairCells,
  put,
  remove,
  TrieBuilder,
  valueCells,
  withValues,
} from "./map-trie.ts";
import { equalExact } from "./order.ts";
import type { Term } from "./term.ts";
import { tuple2 } from "./tuple.ts";

export { isMap, MISSING, mapSize };

const NO_TERMS: readonly Term[] = [];

/** A persistent map: `set` and `delete` make new ones. */
export class ErlMap extends PersistentMap {
  private readonly keyArray: readonly Term[];
  private readonly valueArray: readonly Term[];
  /** The trie of a large map, else null. */
  private readonly root: Node | null;
  constructor(size: number, keys: readonly Term[], values: readonly Term[], root: Node | null) {
    super(size);
    this.keyArray = keys;
    this.valueArray = values;
    this.root = root;
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
      const root = put(this.root, 0, leaf);
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
      return mapOf([...this.keyArray, key], [...this.valueArray, value]);
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
      return large(remove(this.root, 0, code, key), this.size - 1);
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

  /** The pairs from one place up to another, in order. */
  part(from: number, to: number): { keys: readonly Term[]; values: readonly Term[] } {
    if (this.root === null)
      return { keys: this.keyArray.slice(from, to), values: this.valueArray.slice(from, to) };
    const keys: Term[] = [];
    const values: Term[] = [];
    collectPart(this.root, from, to, keys, values);
    return { keys, values };
  }

  /** The list of the keys. Mirrors maps:keys/1. */
  keyList(): Term {
    return this.root === null ? fromArray(this.keyArray) : keyCells(this.root, NIL);
  }
  /** The list of the values. Mirrors maps:values/1. */
  valueList(): Term {
    return this.root === null ? fromArray(this.valueArray) : valueCells(this.root, NIL);
  }
  /** The list of the pairs. Mirrors maps:to_list/1. */
  pairList(): Term {
    if (this.root !== null) return pairCells(this.root, NIL);
    let list: Term = NIL;
    for (let i = this.size - 1; i >= 0; i--)
      list = new Cons(tuple2(this.keyArray[i], this.valueArray[i]), list);
    return list;
  }

  /** The map with other values, given in order. */
  withValues(values: readonly Term[]): ErlMap {
    if (this.root === null) return new ErlMap(this.size, this.keyArray, values, null);
    let at = 0;
    return new ErlMap(
      this.size,
      NO_TERMS,
      NO_TERMS,
      withValues(this.root, () => values[at++]),
    );
  }

  /** The pairs that pass, being asked for in order. */
  filter(passes: (key: Term, value: Term) => boolean): ErlMap {
    let size = 0;
    if (this.root !== null) {
      const counting = (leaf: Leaf): boolean => {
        const kept = passes(leaf.key, leaf.value);
        if (kept) size++;
        return kept;
      };
      const root = filterNode(this.root, 0, counting);
      return root === this.root ? this : large(root, size);
    }
    const places: number[] = [];
    for (let i = 0; i < this.size; i++) if (passes(this.keyArray[i], this.valueArray[i])) places.push(i);
    if (places.length === this.size) return this;
    const pick = (terms: readonly Term[]) => places.map((i) => terms[i]);
    return new ErlMap(places.length, pick(this.keyArray), pick(this.valueArray), null);
  }

  /** Whether the other map has all of the keys, or none. */
  agrees(other: Term, has: boolean): boolean {
    const root = other instanceof ErlMap ? other.root : null;
    if (this.root === null || root === null) return this.keys().every((key) => mapHas(other, key) === has);
    return everyLeaf(this.root, (leaf) => (find(root, leaf.hash, leaf.key) !== undefined) === has);
  }

  /** The pairs of which the other map has the keys, or has not. */
  shared(other: Term, has: boolean): ErlMap {
    const root = other instanceof ErlMap ? other.root : null;
    if (this.root === null || root === null) return this.filter((key) => mapHas(other, key) === has);
    let size = 0;
    const kept = filterNode(this.root, 0, (leaf) => {
      const passes = (find(root, leaf.hash, leaf.key) !== undefined) === has;
      if (passes) size++;
      return passes;
    });
    return kept === this.root ? this : large(kept, size);
  }

  /** The pairs of both maps, those of the other counting. Mirrors maps:merge/2. */
  merge(other: ErlMap): ErlMap {
    if (this.root === null && other.root === null) {
      if (this.keyArray === other.keyArray) return other;
      return mapOf([...this.keyArray, ...other.keyArray], [...this.valueArray, ...other.valueArray]);
    }
    if (other.root === null) {
      return other.keyArray.reduce((map: ErlMap, key, i) => map.set(key, other.valueArray[i]), this);
    }
    if (this.root === null) {
      const missing = this.filter((key) => !other.has(key));
      return missing.keyArray.reduce((map: ErlMap, key, i) => map.set(key, missing.valueArray[i]), other);
    }
    const merge = new Merge();
    const root = merge.nodes(this.root, other.root, 0);
    return new ErlMap(count(this.root) + count(other.root) - merge.common, NO_TERMS, NO_TERMS, root);
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

/** The map of a trie, which may be small enough for arrays. */
function large(root: Node | undefined, size: number): ErlMap {
  if (size > SMALL_MAP_LIMIT) return new ErlMap(size, NO_TERMS, NO_TERMS, root as Node);
  const keys: Term[] = [];
  const values: Term[] = [];
  if (root !== undefined) collectNode(root, keys, values);
  return sortedMap(keys, values);
}

/** The map of keys and values; of equal keys the last counts. Mirrors maps:from_list/1. */
export function mapOf(keys: readonly Term[], values: readonly Term[]): ErlMap {
  if (keys.length > SMALL_MAP_LIMIT) {
    const builder = new TrieBuilder(keys, values, hash);
    const root = builder.build();
    return large(root, builder.size);
  }
  const sorted: Term[] = [];
  const own: Term[] = [];
  for (let i = 0; i < keys.length; i++) {
    let at = sorted.length;
    let order = 1;
    while (at > 0) {
      // The key that came first is asked for first: atoms are numbered as they are met.
      order = compareKeys(sorted[at - 1], keys[i]);
      if (order <= 0) break;
      at--;
    }
    if (at > 0 && order === 0) {
      own[at - 1] = values[i];
    } else {
      sorted.splice(at, 0, keys[i]);
      own.splice(at, 0, values[i]);
    }
  }
  return sorted.length === 0 ? EMPTY_MAP : new ErlMap(sorted.length, sorted, own, null);
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

// ets-store — the objects of an ETS table by key, whatever its type: by hash, or sorted.
//
// Both find, put, remove and step to the next key in a time that does not grow with the table, or as its logarithm:
// tables hold millions of objects, and `first`/`next` go through them one by one.
import { compare, equal } from "../terms/order.ts";
import type { Term } from "../terms/term.ts";
import { TermMap } from "./term-map.ts";

/** The objects of a table. Those of one key are a list, of one but in bags; it changes when objects are put or added. */
export interface Store {
  /** How many objects there are. */
  readonly size: number;
  get(key: Term): readonly Term[];
  put(key: Term, objects: Term[]): void;
  /** One more object of that key. */
  add(key: Term, object: Term): void;
  remove(key: Term): void;
  clear(): void;
  /** The keys in the table's order. */
  keys(): Term[];
  /** The key at an end of the table. */
  end(last: boolean): { readonly key: Term } | undefined;
  /** While it is fixed, keys that are removed keep their place for `neighbour`. */
  fix(on: boolean): void;
  /** The key after (or before) another: undefined at the end, `missing` if there is no such key and no place for it. */
  neighbour(key: Term, step: 1 | -1): { readonly key: Term } | "missing" | undefined;
}

interface Entry {
  readonly key: Term;
  objects: Term[];
  /** Where it is in the order of insertion. */
  index: number;
}

const NO_OBJECTS: readonly Term[] = [];
/** Holes that are not worth closing. */
const FEW = 32;

/** In the order of insertion, with holes where something was removed. OTP's order is that of its hash table. */
export class HashStore implements Store {
  readonly #entries = new TermMap<Entry>();
  #order: (Entry | undefined)[] = [];
  #size = 0;
  /** Before it there are only holes. */
  #head = 0;
  /** Where the keys were that have been removed while it is fixed. */
  #gone: TermMap<number> | undefined;

  get size(): number {
    return this.#size;
  }
  get(key: Term): readonly Term[] {
    const entry = this.#entries.get(key);
    return entry === undefined ? NO_OBJECTS : entry.objects;
  }
  put(key: Term, objects: Term[]): void {
    const entry = this.#entries.get(key);
    this.#size += objects.length;
    if (entry === undefined) {
      this.#enter(key, objects);
      return;
    }
    this.#size -= entry.objects.length;
    entry.objects = objects;
  }
  add(key: Term, object: Term): void {
    const entry = this.#entries.get(key);
    this.#size++;
    if (entry === undefined) this.#enter(key, [object]);
    else entry.objects.push(object);
  }
  #enter(key: Term, objects: Term[]): void {
    // A key that comes back while the table is fixed gets its place again: who goes through it has seen it.
    const index = this.#gone?.get(key) ?? this.#order.length;
    const entry = { key, objects, index };
    this.#entries.set(key, entry);
    this.#order[index] = entry;
    if (this.#gone?.delete(key)) this.#head = Math.min(this.#head, index);
  }
  remove(key: Term): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    this.#size -= entry.objects.length;
    this.#entries.delete(key);
    this.#order[entry.index] = undefined;
    if (this.#gone !== undefined) this.#gone.set(key, entry.index);
    else if (this.#order.length > FEW + 2 * this.#entries.size) this.#closeHoles();
  }
  #closeHoles(): void {
    const order: Entry[] = [];
    for (const entry of this.#order) {
      if (entry === undefined) continue;
      entry.index = order.length;
      order.push(entry);
    }
    this.#order = order;
    this.#head = 0;
  }
  clear(): void {
    if (this.#gone !== undefined) {
      for (const key of this.keys()) this.remove(key);
      return;
    }
    this.#entries.clear();
    this.#order = [];
    this.#size = 0;
    this.#head = 0;
  }
  keys(): Term[] {
    const keys: Term[] = [];
    for (const entry of this.#order) if (entry !== undefined) keys.push(entry.key);
    return keys;
  }
  /** Without an order both ends are one. */
  end(): { readonly key: Term } | undefined {
    while (this.#head < this.#order.length && this.#order[this.#head] === undefined) this.#head++;
    return this.#order[this.#head];
  }
  fix(on: boolean): void {
    if (on) this.#gone ??= new TermMap();
    else if (this.#gone !== undefined) {
      this.#gone = undefined;
      this.#closeHoles();
    }
  }
  /** Without an order both directions are one. */
  neighbour(key: Term): { readonly key: Term } | "missing" | undefined {
    const index = this.#entries.get(key)?.index ?? this.#gone?.get(key);
    if (index === undefined) return "missing";
    let at = index + 1;
    while (at < this.#order.length && this.#order[at] === undefined) at++;
    return this.#order[at];
  }
}

interface Chunk {
  readonly keys: Term[];
  readonly objects: Term[][];
}

/** The most keys in a chunk: few enough to be moved along when one is put in between. */
const CHUNK = 256;

/** Sorted chunks of sorted keys; keys that compare equal (1 and 1.0) are one. */
export class SortedStore implements Store {
  /** None is empty, but the only one. */
  #chunks: Chunk[] = [{ keys: [], objects: [] }];
  #size = 0;
  /** Where the last key was looked for: its chunk, and where in it the key is or would be. */
  #chunk = 0;
  #at = 0;

  get size(): number {
    return this.#size;
  }
  /** Looks for a key: whether it is there. */
  #find(key: Term): boolean {
    const chunks = this.#chunks;
    let low = 0;
    let high = chunks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (compare(chunks[middle].keys[0], key) <= 0) low = middle;
      else high = middle - 1;
    }
    const { keys } = chunks[low];
    this.#chunk = low;
    low = 0;
    high = keys.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compare(keys[middle], key) < 0) low = middle + 1;
      else high = middle;
    }
    this.#at = low;
    return low < keys.length && equal(keys[low], key);
  }
  get(key: Term): readonly Term[] {
    return this.#find(key) ? this.#chunks[this.#chunk].objects[this.#at] : NO_OBJECTS;
  }
  put(key: Term, objects: Term[]): void {
    const found = this.#find(key);
    const chunk = this.#chunks[this.#chunk];
    if (found) {
      chunk.keys[this.#at] = key;
      chunk.objects[this.#at] = objects;
      return;
    }
    chunk.keys.splice(this.#at, 0, key);
    chunk.objects.splice(this.#at, 0, objects);
    this.#size++;
    if (chunk.keys.length <= CHUNK) return;
    // Keys that come in order leave full chunks behind.
    const half = this.#at === CHUNK ? CHUNK : CHUNK >> 1;
    const upper = { keys: chunk.keys.splice(half), objects: chunk.objects.splice(half) };
    this.#chunks.splice(this.#chunk + 1, 0, upper);
  }
  add(key: Term, object: Term): void {
    this.put(key, [object]);
  }
  remove(key: Term): void {
    if (!this.#find(key)) return;
    const chunk = this.#chunks[this.#chunk];
    chunk.keys.splice(this.#at, 1);
    chunk.objects.splice(this.#at, 1);
    this.#size--;
    if (chunk.keys.length === 0 && this.#chunks.length > 1) this.#chunks.splice(this.#chunk, 1);
  }
  clear(): void {
    this.#chunks = [{ keys: [], objects: [] }];
    this.#size = 0;
  }
  keys(): Term[] {
    return this.#chunks.flatMap((chunk) => chunk.keys);
  }
  /** A key that is not there has a place all the same. */
  fix(): void {}
  end(last: boolean): { readonly key: Term } | undefined {
    if (this.#size === 0) return undefined;
    return { key: last ? this.#chunks[this.#chunks.length - 1].keys.at(-1) : this.#chunks[0].keys[0] };
  }
  neighbour(key: Term, step: 1 | -1): { readonly key: Term } | undefined {
    const found = this.#find(key);
    const at = step < 0 ? this.#at - 1 : found ? this.#at + 1 : this.#at;
    const chunk = this.#chunks[this.#chunk];
    if (at >= 0 && at < chunk.keys.length) return { key: chunk.keys[at] };
    const beside = this.#chunks[this.#chunk + step];
    if (beside === undefined) return undefined;
    return { key: step > 0 ? beside.keys[0] : beside.keys[beside.keys.length - 1] };
  }
}

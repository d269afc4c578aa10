// ets-table — one ETS table: its objects by key, whatever its type.
//
// Differs from OTP: objects are not copied, since terms do not change; a set's order is that of insertion, where
// OTP's is that of its hash table.
import type { Process } from "../process/process.ts";
import { compare, equal, equalExact } from "../terms/order.ts";
import { Ref } from "../terms/pid.ts";
import type { Atom, Term } from "../terms/term.ts";
import { TermMap } from "./term-map.ts";

export type TableType = "set" | "ordered_set" | "bag" | "duplicate_bag";
export type Protection = "public" | "protected" | "private";

/** The objects of a table. Those of one key are a list, of one but in bags. */
export interface Store {
  readonly size: number;
  get(key: Term): readonly Term[];
  put(key: Term, objects: Term[]): void;
  remove(key: Term): void;
  clear(): void;
  /** The keys in the table's order. */
  keys(): Term[];
}

class HashStore implements Store {
  readonly #map = new TermMap<Term[]>();
  #size = 0;
  get size(): number {
    return this.#size;
  }
  get(key: Term): readonly Term[] {
    return this.#map.get(key) ?? [];
  }
  put(key: Term, objects: Term[]): void {
    this.#size += objects.length - this.get(key).length;
    this.#map.set(key, objects);
  }
  remove(key: Term): void {
    this.#size -= this.get(key).length;
    this.#map.delete(key);
  }
  clear(): void {
    this.#map.clear();
    this.#size = 0;
  }
  keys(): Term[] {
    return Array.from(this.#map.entries(), ([key]) => key);
  }
}

/** Sorted arrays: keys that compare equal (1 and 1.0) are one. */
class SortedStore implements Store {
  #keys: Term[] = [];
  #objects: Term[][] = [];
  get size(): number {
    return this.#keys.length;
  }
  /** Where the key is, or would be. */
  position(key: Term): number {
    let low = 0;
    let high = this.#keys.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compare(this.#keys[middle], key) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
  #find(key: Term): number {
    const at = this.position(key);
    return at < this.#keys.length && equal(this.#keys[at], key) ? at : -1;
  }
  get(key: Term): readonly Term[] {
    const at = this.#find(key);
    return at < 0 ? [] : this.#objects[at];
  }
  put(key: Term, objects: Term[]): void {
    const at = this.#find(key);
    if (at >= 0) {
      this.#keys[at] = key;
      this.#objects[at] = objects;
      return;
    }
    const to = this.position(key);
    this.#keys.splice(to, 0, key);
    this.#objects.splice(to, 0, objects);
  }
  remove(key: Term): void {
    const at = this.#find(key);
    if (at < 0) return;
    this.#keys.splice(at, 1);
    this.#objects.splice(at, 1);
  }
  clear(): void {
    this.#keys = [];
    this.#objects = [];
  }
  keys(): Term[] {
    return this.#keys.slice();
  }
  /** The key after (or before) another, which need not be there. */
  neighbour(key: Term, step: 1 | -1): { key: Term } | undefined {
    const at = this.position(key);
    const found = at < this.#keys.length && equal(this.#keys[at], key);
    const to = step === 1 ? (found ? at + 1 : at) : at - 1;
    return to >= 0 && to < this.#keys.length ? { key: this.#keys[to] } : undefined;
  }
}

/** The table's identifier is the table. */
export class Table extends Ref {
  name: Atom;
  readonly named: boolean;
  readonly type: TableType;
  readonly protection: Protection;
  readonly keyPosition: number;
  owner: Process;
  heir: Term;
  readonly options: ReadonlyMap<string, Term>;
  readonly store: Store;
  deleted = false;

  constructor(
    id: number,
    settings: Pick<
      Table,
      "name" | "named" | "type" | "protection" | "keyPosition" | "owner" | "heir" | "options"
    >,
  ) {
    super(id);
    this.name = settings.name;
    this.named = settings.named;
    this.type = settings.type;
    this.protection = settings.protection;
    this.keyPosition = settings.keyPosition;
    this.owner = settings.owner;
    this.heir = settings.heir;
    this.options = settings.options;
    this.store = settings.type === "ordered_set" ? new SortedStore() : new HashStore();
  }

  keyOf(object: Term): Term {
    return object[this.keyPosition - 1];
  }

  /** Puts an object in, as the table's type has it. */
  insert(object: Term): void {
    const key = this.keyOf(object);
    if (this.type === "set" || this.type === "ordered_set") {
      this.store.put(key, [object]);
      return;
    }
    const before = this.store.get(key);
    if (this.type === "bag" && before.some((known) => equalExact(known, object))) return;
    this.store.put(key, [...before, object]);
  }

  /** Takes out the objects of a key for which `leave` says so. */
  removeWhere(key: Term, goes: (object: Term) => boolean): void {
    const before = this.store.get(key);
    const left = before.filter((object) => !goes(object));
    if (left.length === before.length) return;
    if (left.length === 0) this.store.remove(key);
    else this.store.put(key, left);
  }

  /** All objects in the table's order. */
  objects(): Term[] {
    return this.store.keys().flatMap((key) => this.store.get(key));
  }

  /** The key next to one: undefined at the end, `missing` if a set does not have the key. */
  neighbour(key: Term, step: 1 | -1): { key: Term } | "missing" | undefined {
    if (this.store instanceof SortedStore) return this.store.neighbour(key, step);
    const keys = this.store.keys();
    const at = keys.findIndex((known) => equalExact(known, key));
    if (at < 0) return "missing";
    // Without an order both directions are one.
    return at + 1 < keys.length ? { key: keys[at + 1] } : undefined;
  }
}

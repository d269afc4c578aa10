// ets-table — one ETS table: its objects by key, whatever its type.
//
// Differs from OTP: objects are not copied, since terms do not change; a set's order is that of insertion, where
// OTP's is that of its hash table.
import type { Process } from "../process/process.ts";
import { equalExact } from "../terms/order.ts";
import { Ref } from "../terms/pid.ts";
import type { Atom, Term } from "../terms/term.ts";
import { HashStore, SortedStore, type Store } from "./ets-store.ts";

export type TableType = "set" | "ordered_set" | "bag" | "duplicate_bag";
export type Protection = "public" | "protected" | "private";

/** Who has fixed a table, how often, and since when. */
interface Fixed {
  readonly since: Term;
  readonly monotonicSince: Term;
  readonly counts: Map<Process, number>;
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
  fixed: Fixed | null = null;

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
    if (this.type === "bag" && this.store.get(key).some((known) => equalExact(known, object))) return;
    this.store.add(key, object);
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
}

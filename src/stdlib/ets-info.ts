// ets-info — what is known of a table: ets:info/1,2.
import { isAtom } from "../terms/atom.ts";
import { badarg } from "../terms/exception.ts";
import { fromArray, NIL } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple2 } from "../terms/tuple.ts";
import { fixedInfo } from "./ets-fixing.ts";
import { Table } from "./ets-table.ts";
import { etsError, findTable } from "./ets-tables.ts";

const NODE = Symbol.for("nonode@nohost");
const sym = (name: string): symbol => Symbol.for(name);

/** Words that a table takes: an estimate. */
const memoryOf = (table: Table): number => 306 + table.store.size * 12;

const INFO: Record<string, (table: Table) => Term> = {
  id: (table) => table,
  decentralized_counters: (table) => table.options.get("decentralized_counters") ?? false,
  read_concurrency: (table) => table.options.get("read_concurrency") ?? false,
  write_concurrency: (table) => table.options.get("write_concurrency") ?? false,
  compressed: (table) => table.options.get("compressed") ?? false,
  memory: memoryOf,
  owner: (table) => table.owner,
  heir: (table) => (isTuple(table.heir) ? table.heir[1] : table.heir),
  name: (table) => table.name,
  size: (table) => table.store.size,
  node: () => NODE,
  named_table: (table) => table.named,
  type: (table) => sym(table.type),
  keypos: (table) => table.keyPosition,
  protection: (table) => sym(table.protection),
};
/** Asked for by name only. */
const MORE_INFO: Record<string, (table: Table) => Term> = {
  fixed: (table) => table.fixed !== null,
  binary: () => NIL,
  safe_fixed: (table) => fixedInfo(table, false),
  safe_fixed_monotonic_time: (table) => fixedInfo(table, true),
};

/**
 * What is known of a table, or one item of it. Mirrors ets:info/1,2.
 *
 * ```eshell
 * 1> T = ets:new(t, []), ets:insert(T, {a,1}), ets:info(T, size).
 * 1
 * ```
 */
export function info(...args: Term[]): Term {
  const [id, item] = args;
  if (!isAtom(id) && !(id instanceof Table)) throw etsError("type", "info", args);
  const table = findTable(id);
  if (args.length === 1) {
    if (table === undefined) return undefined;
    return fromArray(Object.entries(INFO).map(([key, value]) => tuple2(sym(key), value(table))));
  }
  const key = typeof item === "symbol" ? (Symbol.keyFor(item) ?? "") : "";
  const ask = INFO[key] ?? MORE_INFO[key];
  if (table === undefined) return undefined;
  if (ask === undefined) throw badarg(item);
  return ask(table);
}

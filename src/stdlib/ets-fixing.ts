// ets-fixing — tables that processes have fixed: ets:safe_fixtable/2, and what ets:info/2 tells of it.
//
// While a table is fixed, `next` goes on from keys that were deleted (ets-store.ts). Each process fixes as often as it
// says, and what it has fixed is released when it ends.
import type { Process } from "../process/process.ts";
import { self } from "../process/signals.ts";
import { badarg } from "../terms/exception.ts";
import { fromArray } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { tuple2 } from "../terms/tuple.ts";
import { erlang } from "./erlang.ts";
import type { Table } from "./ets-table.ts";
import { tableOf } from "./ets-tables.ts";

const {
  timestamp,
  monotonic_time: [monotonicTime],
} = erlang.functions;

function fix(table: Table, process: Process): void {
  table.fixed ??= {
    since: timestamp(),
    monotonicSince: monotonicTime(),
    counts: new Map(),
  };
  const { counts } = table.fixed;
  const count = counts.get(process);
  counts.set(process, (count ?? 0) + 1);
  table.store.fix(true);
  if (count !== undefined) return;
  process.onExit ??= [];
  process.onExit.push(() => release(table, process));
}

/** The process has fixed the table no more. */
function release(table: Table, process: Process): void {
  if (table.fixed === null || !table.fixed.counts.delete(process) || table.fixed.counts.size > 0) return;
  table.fixed = null;
  table.store.fix(false);
}

/**
 * Lets a table be gone through while it changes: `next` knows keys that were deleted meanwhile. Mirrors ets:safe_fixtable/2.
 *
 * ```eshell
 * 1> T = ets:new(t, []), ets:insert(T, [{a,1},{b,2}]), ets:safe_fixtable(T, true).
 * true
 * 2> K = ets:first(T), ets:delete(T, K), lists:member(ets:next(T, K), [a,b]).
 * true
 * ```
 */
export function safe_fixtable(...args: Term[]): true {
  const table = tableOf("read", "safe_fixtable", args);
  if (typeof args[1] !== "boolean") throw badarg(args[1]);
  const process = self();
  if (args[1]) {
    fix(table, process);
    return true;
  }
  const counts = table.fixed?.counts;
  const count = counts?.get(process) ?? 0;
  if (count > 1) counts?.set(process, count - 1);
  else release(table, process);
  return true;
}

/** `{Since, [{Pid, Count}]}` of a fixed table, else false. */
export function fixedInfo(table: Table, monotonic: boolean): Term {
  if (table.fixed === null) return false;
  const { since, monotonicSince, counts } = table.fixed;
  const pairs = [...counts].map(([process, count]) => tuple2(process, count));
  return tuple2(monotonic ? monotonicSince : since, fromArray(pairs));
}

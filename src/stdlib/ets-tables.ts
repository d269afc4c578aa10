// ets-tables — the ETS tables of a system: making them, finding them, and what becomes of them when their owner ends.
import type { Process } from "../process/process.ts";
import { self, sendFromErlang } from "../process/signals.ts";
import { atomName, isAtom } from "../terms/atom.ts";
import { badarg, Exception } from "../terms/exception.ts";
import { NIL, toArray } from "../terms/list.ts";
import { Pid, Ref } from "../terms/pid.ts";
import type { Atom, Term } from "../terms/term.ts";
import { isTuple, tuple } from "../terms/tuple.ts";
import { errorBecause } from "./argument-error.ts";
import { type Protection, Table, type TableType } from "./ets-table.ts";
import { runningSystem, SystemState } from "./system-state.ts";

const ETS = Symbol.for("ets");
const STDLIB_ERRORS = Symbol.for("erl_stdlib_errors");
const BADARG = Symbol.for("badarg");
const NONE = Symbol.for("none");
const TYPES: readonly string[] = ["set", "ordered_set", "bag", "duplicate_bag"];
const PROTECTIONS: readonly string[] = ["public", "protected", "private"];
const FLAGS: readonly string[] = ["compressed"];
const SETTINGS: readonly string[] = ["read_concurrency", "write_concurrency", "decentralized_counters"];

interface Tables {
  readonly byId: Map<number, Table>;
  readonly named: Map<Atom, Table>;
}

const tables = new SystemState<Tables>(() => ({ byId: new Map(), named: new Map() }));

/** All tables. */
export function allTables(): Table[] {
  return [...tables.of().byId.values()];
}

export function namedTable(name: Atom): Table | undefined {
  return tables.of().named.get(name);
}

/** The error of a call to ets for that reason. */
export function etsError(cause: string, name: string, args: readonly Term[]): Exception {
  return errorBecause(
    Symbol.for(cause),
    BADARG,
    { module: ETS, name: Symbol.for(name), arity: args },
    STDLIB_ERRORS,
  );
}

/** The table that a term names, if there is one. */
export function findTable(term: Term): Table | undefined {
  if (term instanceof Ref) return tables.of().byId.get(term.id);
  return isAtom(term) ? tables.of().named.get(term) : undefined;
}

/** The table of a call, which may be read or written; else the error that says why not. */
export function tableOf(access: "read" | "write" | "info", name: string, args: readonly Term[]): Table {
  const [id] = args;
  if (!(id instanceof Table) && !isAtom(id)) throw etsError("type", name, args);
  const table = findTable(id);
  if (table === undefined) throw etsError("id", name, args);
  const own = access === "info" || table.owner === self();
  if (!own && (table.protection === "private" || (access === "write" && table.protection === "protected"))) {
    throw etsError("access", name, args);
  }
  return table;
}

/** The same for a function that OTP has written in Erlang: its error says from where the BIF was called. */
export function tableFor(
  access: "read" | "write",
  [name, ...args]: readonly [string, ...Term[]],
  ...callers: readonly (readonly [name: string, arity: number, line: number])[]
): Table {
  try {
    return tableOf(access, name, args);
  } catch (thrown) {
    if (thrown instanceof Exception) {
      for (const [caller, arity, line] of callers) {
        thrown.items.push({ module: ETS, name: Symbol.for(caller), arity, file: "ets.erl", line });
      }
    }
    throw thrown;
  }
}

/**
 * Makes a table of the running process. Mirrors ets:new/2.
 *
 * ```eshell
 * 1> T = ets:new(t, [set]), ets:insert(T, {a,1}), ets:lookup(T, a).
 * [{a,1}]
 * ```
 */
export function newTable(name: Term, options: Term): Table {
  const list = toArray(options);
  if (!isAtom(name) || list === undefined) throw badarg(name, options);
  let type: TableType = "set";
  let protection: Protection = "protected";
  let named = false;
  let keyPosition = 1;
  let heir: Term = NONE;
  const kept = new Map<string, Term>();
  for (const option of list) {
    const word = isAtom(option) ? atomName(option) : "";
    if (TYPES.includes(word)) type = word as TableType;
    else if (PROTECTIONS.includes(word)) protection = word as Protection;
    else if (word === "named_table") named = true;
    else if (FLAGS.includes(word)) kept.set(word, true);
    else if (isTuple(option) && option.length >= 2 && isAtom(option[0])) {
      const key = atomName(option[0]);
      if (key === "keypos" && Number.isSafeInteger(option[1]) && option[1] >= 1) keyPosition = option[1];
      else if (key === "heir") heir = option[1] === NONE ? NONE : option;
      else if (SETTINGS.includes(key)) kept.set(key, option[1]);
      else throw badarg(options);
    } else throw badarg(options);
  }
  const { byId, named: names } = tables.of();
  if (named && names.has(name)) throw etsError("already_exists", "new", [name, options]);
  const owner = self();
  const id = runningSystem().makeRef().id;
  const table = new Table(id, { name, named, type, protection, keyPosition, owner, heir, options: kept });
  byId.set(id, table);
  if (named) names.set(name, table);
  own(table, owner);
  return table;
}

/** The process owns the table from now on: it goes with it, or to its heir. */
function own(table: Table, owner: Process): void {
  table.owner = owner;
  owner.onExit ??= [];
  owner.onExit.push(() => {
    if (table.deleted || table.owner !== owner) return;
    const heir = table.heir === NONE ? undefined : table.owner.system.table.find(table.heir[1]);
    if (heir === undefined) dropTable(table, owner);
    else transfer(table, owner, heir, table.heir[2]);
  });
}

/** Gives the table to another process and tells it. */
export function transfer(table: Table, from: Process, to: Process, data: Term): void {
  own(table, to);
  sendFromErlang(to, tuple(Symbol.for("ETS-TRANSFER"), table.named ? table.name : table, from, data));
}

/** The table is no more. */
export function dropTable(table: Table, owner: Process): void {
  table.deleted = true;
  const all = tables.of(owner.system);
  all.byId.delete(table.id);
  if (table.named) all.named.delete(table.name);
  table.store.clear();
}

/** Gives a named table another name; false if that is taken. */
export function renameTable(table: Table, name: Atom): boolean {
  const { named } = tables.of();
  if (table.named) {
    if (named.has(name)) return false;
    named.delete(table.name);
    named.set(name, table);
  }
  table.name = name;
  return true;
}

/** Changes the heir: the only option that can be set later. */
export function setHeir(table: Table, options: Term): void {
  const list = isTuple(options) ? [options] : toArray(options);
  for (const option of list ?? [NIL]) {
    const good =
      isTuple(option) && option[0] === Symbol.for("heir") && (option[1] === NONE || option[1] instanceof Pid);
    if (!good) throw badarg(options);
    table.heir = option[1] === NONE ? NONE : option;
  }
}

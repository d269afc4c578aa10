// ets — tables of terms.
//
// Differs from OTP: no table survives its owner without an heir, a search sees the table as it is when it begins.
import { callFun2 } from "../process/apply.ts";
import { Frame, proc } from "../process/frame.ts";
import { self } from "../process/signals.ts";
import { isAtom } from "../terms/atom.ts";
import { badarg } from "../terms/exception.ts";
import { isFun } from "../terms/fun.ts";
import { fromArray, toArray } from "../terms/list.ts";
import { equalExact } from "../terms/order.ts";
import { Pid } from "../terms/pid.ts";
import type { Atom, Term } from "../terms/term.ts";
import { isTuple, tuple2 } from "../terms/tuple.ts";
import { file2tab, tab2file, tabfile_info } from "./ets-file.ts";
import { safe_fixtable } from "./ets-fixing.ts";
import { info } from "./ets-info.ts";
import { init_table } from "./ets-init.ts";
import { match_spec_run, match_spec_run_r, repair_continuation, test_ms } from "./ets-match.ts";
import { searches } from "./ets-select.ts";
import { i } from "./ets-show.ts";
import type { Table } from "./ets-table.ts";
import {
  allTables,
  dropTable,
  etsError,
  namedTable,
  newTable,
  renameTable,
  setHeir,
  tableFor,
  tableOf,
  transfer,
} from "./ets-tables.ts";
import { update_counter, update_element } from "./ets-update.ts";
import { fun2ms } from "./fun2ms.ts";
import { MatchSpec } from "./match-spec.ts";
import { OtpSource } from "./otp-source.ts";
import { runningSystem } from "./system-state.ts";
import { otpModule } from "./table.ts";

const ETS = Symbol.for("ets");
const SOURCE = new OtpSource("ets");
const END_OF_TABLE = Symbol.for("$end_of_table");
const sym = (name: string): symbol => Symbol.for(name);

/** The name by which a table is known to its users. */
const handle = (table: Table): Term => (table.named ? table.name : table);

/** The objects that insert is given; badarg if one does not reach to the key. */
function objectsOf(table: Table, term: Term): readonly Term[] {
  const objects = isTuple(term) ? [term] : toArray(term);
  const good = objects?.every((object) => isTuple(object) && object.length >= table.keyPosition);
  if (objects === undefined || !good) throw badarg(term);
  return objects;
}

/**
 * Puts in a tuple, or a list of them; one with the same key is replaced, but in bags. Mirrors ets:insert/2.
 *
 * ```eshell
 * 1> T = ets:new(t, []), ets:insert(T, [{a,1},{a,2}]), ets:lookup(T, a).
 * [{a,2}]
 * ```
 */
function insert(...args: Term[]): true {
  const table = tableOf("write", "insert", args);
  for (const object of objectsOf(table, args[1])) table.insert(object);
  return true;
}

/**
 * The same if none of the keys is there; says whether. Mirrors ets:insert_new/2.
 *
 * ```eshell
 * 1> T = ets:new(t, []), ets:insert_new(T, {a,1}).
 * true
 * 2> ets:insert_new(T, {a,2}).
 * false
 * ```
 */
function insert_new(...args: Term[]): boolean {
  const table = tableOf("write", "insert_new", args);
  const objects = objectsOf(table, args[1]);
  if (objects.some((object) => table.store.get(table.keyOf(object)).length > 0)) return false;
  for (const object of objects) table.insert(object);
  return true;
}

/**
 * The tuples with that key. Mirrors ets:lookup/2.
 *
 * ```eshell
 * 1> T = ets:new(t, [bag]), ets:insert(T, [{a,1},{a,2}]), ets:lookup(T, a).
 * [{a,1},{a,2}]
 * ```
 */
const lookup = (...args: Term[]): Term => fromArray(tableOf("read", "lookup", args).store.get(args[1]));
/**
 * Whether a tuple has that key. Mirrors ets:member/2.
 *
 * ```eshell
 * 1> T = ets:new(t, []), ets:insert(T, {a,1}), ets:member(T, a).
 * true
 * ```
 */
const member = (...args: Term[]): boolean => tableOf("read", "member", args).store.get(args[1]).length > 0;

/**
 * One element of the tuple with that key; the default, if it is given, where there is none. Mirrors ets:lookup_element/3,4.
 *
 * ```eshell
 * 1> T = ets:new(t, []), ets:insert(T, {a,1}), ets:lookup_element(T, a, 2).
 * 1
 * 2> ets:lookup_element(T, b, 2, none).
 * none
 * ```
 */
function lookup_element(...args: Term[]): Term {
  const table = tableOf("read", "lookup_element", args);
  const [, key, position, ...fallback] = args;
  if (!Number.isSafeInteger(position) || position < 1) throw badarg(position);
  const objects = table.store.get(key);
  if (objects.length === 0) {
    if (fallback.length > 0) return fallback[0];
    throw etsError("badkey", "lookup_element", args);
  }
  if (objects.some((object) => position > object.length)) throw badarg(position);
  const elements = objects.map((object) => object[position - 1]);
  return table.type === "set" || table.type === "ordered_set" ? elements[0] : fromArray(elements);
}

function remove(...args: Term[]): true {
  if (args.length === 1) dropTable(tableOf("write", "delete", args), self());
  else tableOf("write", "delete", args).store.remove(args[1]);
  return true;
}

/**
 * Takes a tuple out. Mirrors ets:delete_object/2.
 *
 * ```eshell
 * 1> T = ets:new(t, [bag]), ets:insert(T, [{a,1},{a,2}]), ets:delete_object(T, {a,1}), ets:tab2list(T).
 * [{a,2}]
 * ```
 */
function delete_object(...args: Term[]): true {
  const table = tableOf("write", "delete_object", args);
  const [, object] = args;
  if (!isTuple(object) || object.length < table.keyPosition) throw badarg(object);
  table.removeWhere(table.keyOf(object), (known) => equalExact(known, object));
  return true;
}

/**
 * Takes all tuples out. Mirrors ets:delete_all_objects/1.
 *
 * ```eshell
 * 1> T = ets:new(t, []), ets:insert(T, {a,1}), ets:delete_all_objects(T), ets:tab2list(T).
 * []
 * ```
 */
function delete_all_objects(id: Term): true {
  tableFor("write", ["internal_delete_all", id, undefined], ["delete_all_objects", 1, 387]).store.clear();
  return true;
}

/**
 * Takes the tuples with that key out, and returns them. Mirrors ets:take/2.
 *
 * ```eshell
 * 1> T = ets:new(t, []), ets:insert(T, {a,1}), ets:take(T, a).
 * [{a,1}]
 * ```
 */
function take(...args: Term[]): Term {
  const table = tableOf("write", "take", args);
  const objects = table.store.get(args[1]);
  table.store.remove(args[1]);
  return fromArray(objects);
}

/** first, last: the key at an end of the table; with `objects` what is there as well. */
const atEnd =
  (name: string, last: boolean, objects = false) =>
  (...args: Term[]): Term => {
    const table = tableOf("read", name, args);
    const end = table.store.end(last);
    if (end === undefined) return END_OF_TABLE;
    return objects ? tuple2(end.key, fromArray(table.store.get(end.key))) : end.key;
  };

const beside =
  (name: string, step: 1 | -1, objects = false) =>
  (...args: Term[]): Term => {
    const table = tableOf("read", name, args);
    const found = table.store.neighbour(args[1], step);
    if (found === "missing") throw badarg(args[1]);
    if (found === undefined) return END_OF_TABLE;
    return objects ? tuple2(found.key, fromArray(table.store.get(found.key))) : found.key;
  };

/**
 * The tuples in a slot of the table, or `'$end_of_table'`. Mirrors ets:slot/2.
 *
 * ```eshell
 * 1> ets:slot(ets:new(t, [ordered_set]), 0).
 * '$end_of_table'
 * ```
 */
function slot(...args: Term[]): Term {
  const table = tableOf("read", "slot", args);
  const keys = table.store.keys();
  const [, index] = args;
  if (!Number.isSafeInteger(index) || index < 0 || index > keys.length) throw badarg(index);
  return index === keys.length ? END_OF_TABLE : fromArray(table.store.get(keys[index]));
}

const fold = proc(
  function* foldl(fun: Term, initial: Term, objects: readonly Term[]): Generator<unknown, Term, Term> {
    let value = initial;
    for (const object of objects) {
      value = callFun2(fun, object, value);
      if (value instanceof Frame) value = yield value;
    }
    return value;
  },
  { module: ETS },
);

const folding =
  (name: string, line: number, backwards: boolean) =>
  (fun: Term, initial: Term, id: Term): Term => {
    // A name is looked up a line before.
    const objects = (
      isAtom(id)
        ? tableFor("read", ["soft_whereis", id], [name, 3, line - 1])
        : tableFor("read", ["safe_fixtable", id, true], [name, 3, line])
    ).objects();
    return fold(fun, initial, backwards ? objects.reverse() : objects);
  };

/**
 * Gives a named table another name. Mirrors ets:rename/2.
 *
 * ```eshell
 * 1> ets:new(t, [named_table]), ets:rename(t, u), ets:info(u, name).
 * u
 * ```
 */
function rename(...args: Term[]): Term {
  const table = tableOf("write", "rename", args);
  if (!isAtom(args[1]) || !renameTable(table, args[1])) throw badarg(args[1]);
  return args[1];
}

/**
 * The reference of a named table, or `undefined`. Mirrors ets:whereis/1.
 *
 * ```eshell
 * 1> ets:whereis(nosuch).
 * undefined
 * ```
 */
function whereis(name: Term): Term {
  if (!isAtom(name)) throw badarg(name);
  return namedTable(name as Atom);
}

/**
 * Makes another process the owner, and tells it `{'ETS-TRANSFER', …}`. Mirrors ets:give_away/3.
 *
 * ```eshell
 * 1> P = spawn(fun() -> timer:sleep(10) end), T = ets:new(t, []), ets:give_away(T, P, []).
 * true
 * ```
 */
function give_away(...args: Term[]): true {
  const table = tableOf("write", "give_away", args);
  const [, pid, data] = args;
  const me = self();
  if (table.owner !== me) throw etsError("not_owner", "give_away", args);
  if (pid === me) throw etsError("owner", "give_away", args);
  const process = pid instanceof Pid ? runningSystem().table.find(pid) : undefined;
  if (process === undefined) throw badarg(pid);
  transfer(table, me, process, data);
  return true;
}

/**
 * Module ets. Tables of tuples in memory, shared by processes: `set`, `ordered_set`, `bag` and `duplicate_bag`. A
 * table ends with the process that owns it.
 */
export const ets = otpModule(
  "ets",
  {
    ...searches,
    new: (name: Term, options: Term): Term => handle(newTable(name, options)),
    insert: [insert, 2] as const,
    insert_new: [insert_new, 2] as const,
    lookup: [lookup, 2] as const,
    lookup_element: [lookup_element, 3, 4] as const,
    member: [member, 2] as const,
    /**
     * Ends a table, or takes the tuples with that key out of it. Mirrors ets:delete/1,2.
     *
     * ```eshell
     * 1> T = ets:new(t, []), ets:insert(T, {a,1}), ets:delete(T, a).
     * true
     * 2> ets:tab2list(T).
     * []
     * ```
     */
    delete: [remove, 1, 2] as const,
    delete_object: [delete_object, 2] as const,
    delete_all_objects,
    take: [take, 2] as const,
    /**
     * The first key, or `'$end_of_table'`. Mirrors ets:first/1.
     *
     * ```eshell
     * 1> ets:first(ets:new(t, [])).
     * '$end_of_table'
     * ```
     */
    first: [atEnd("first", false), 1] as const,
    /**
     * The last key of an ordered table, or `'$end_of_table'`. Mirrors ets:last/1.
     *
     * ```eshell
     * 1> T = ets:new(t, [ordered_set]), ets:insert(T, [{b,1},{a,2}]), ets:last(T).
     * b
     * ```
     */
    last: [atEnd("last", true), 1] as const,
    /**
     * The first key with its tuples. Mirrors ets:first_lookup/1.
     *
     * ```eshell
     * 1> T = ets:new(t, [ordered_set]), ets:insert(T, [{a,1},{b,2}]), ets:first_lookup(T).
     * {a,[{a,1}]}
     * ```
     */
    first_lookup: [atEnd("first_lookup", false, true), 1] as const,
    /**
     * The last key with its tuples. Mirrors ets:last_lookup/1.
     *
     * ```eshell
     * 1> T = ets:new(t, [ordered_set]), ets:insert(T, [{a,1},{b,2}]), ets:last_lookup(T).
     * {b,[{b,2}]}
     * ```
     */
    last_lookup: [atEnd("last_lookup", true, true), 1] as const,
    /**
     * The key after a key. Mirrors ets:next/2.
     *
     * ```eshell
     * 1> T = ets:new(t, [ordered_set]), ets:insert(T, [{b,1},{a,2}]), ets:next(T, a).
     * b
     * ```
     */
    next: [beside("next", 1), 2] as const,
    /**
     * The key before a key, in an ordered table. Mirrors ets:prev/2.
     *
     * ```eshell
     * 1> T = ets:new(t, [ordered_set]), ets:insert(T, [{b,1},{a,2}]), ets:prev(T, a).
     * '$end_of_table'
     * ```
     */
    prev: [beside("prev", -1), 2] as const,
    /**
     * The key after a key, with its tuples. Mirrors ets:next_lookup/2.
     *
     * ```eshell
     * 1> T = ets:new(t, [ordered_set]), ets:insert(T, [{a,1},{b,2}]), ets:next_lookup(T, a).
     * {b,[{b,2}]}
     * ```
     */
    next_lookup: [beside("next_lookup", 1, true), 2] as const,
    /**
     * The key before a key, with its tuples. Mirrors ets:prev_lookup/2.
     *
     * ```eshell
     * 1> T = ets:new(t, [ordered_set]), ets:insert(T, [{a,1},{b,2}]), ets:prev_lookup(T, b).
     * {a,[{a,1}]}
     * ```
     */
    prev_lookup: [beside("prev_lookup", -1, true), 2] as const,
    slot: [slot, 2] as const,
    /**
     * All tuples. Mirrors ets:tab2list/1.
     *
     * ```eshell
     * 1> T = ets:new(t, [ordered_set]), ets:insert(T, [{b,1},{a,2}]), ets:tab2list(T).
     * [{a,2},{b,1}]
     * ```
     */
    tab2list: (id: Term): Term =>
      fromArray(tableFor("read", ["match_object", id, sym("_")], ["tab2list", 1, 2773]).objects()),
    info: [info, 1, 2] as const,
    i: [i, 0, 1, 2, 3] as const,
    update_counter: [update_counter, 3, 4] as const,
    update_element: [update_element, 3, 4] as const,
    /**
     * Folds over all tuples. Mirrors ets:foldl/3.
     *
     * ```eshell
     * 1> T = ets:new(t, []), ets:insert(T, [{a,1},{b,2}]), ets:foldl(fun({_, N}, Sum) -> N + Sum end, 0, T).
     * 3
     * ```
     */
    foldl: folding("foldl", 2496, false),
    /**
     * The same from the last to the first. Mirrors ets:foldr/3.
     *
     * ```eshell
     * 1> T = ets:new(t, [ordered_set]), ets:insert(T, [{a,1},{b,2}]), ets:foldr(fun({K, _}, L) -> [K | L] end, [], T).
     * [a,b]
     * ```
     */
    foldr: folding("foldr", 2538, true),
    rename: [rename, 2] as const,
    whereis,
    /**
     * All tables. Mirrors ets:all/0.
     *
     * ```eshell
     * 1> T = ets:new(t, []), lists:member(T, ets:all()).
     * true
     * ```
     */
    all: (): Term => fromArray(allTables().map(handle)),
    give_away: [give_away, 3] as const,
    /**
     * Sets the heir. Mirrors ets:setopts/2.
     *
     * ```eshell
     * 1> T = ets:new(t, []), ets:setopts(T, {heir, none}).
     * true
     * ```
     */
    setopts: [
      (...args: Term[]): true => {
        setHeir(tableOf("write", "setopts", args), args[1]);
        return true;
      },
      2,
    ] as const,
    safe_fixtable: [safe_fixtable, 2] as const,
    /**
     * Compiles a match specification, for `match_spec_run/2`. Mirrors ets:match_spec_compile/1.
     *
     * ```eshell
     * 1> ets:match_spec_run([{a,1}], ets:match_spec_compile([{{'$1','_'},[],['$1']}])).
     * [a]
     * ```
     */
    match_spec_compile: (spec: Term): Term => new MatchSpec(spec),
    match_spec_run,
    match_spec_run_r,
    repair_continuation,
    /**
     * Whether the term is a compiled match specification. Mirrors ets:is_compiled_ms/1.
     *
     * ```eshell
     * 1> ets:is_compiled_ms(ets:match_spec_compile([{'_',[],[true]}])).
     * true
     * ```
     */
    is_compiled_ms: (term: Term): boolean => term instanceof MatchSpec,
    test_ms,
    init_table,
    tab2file: [tab2file, 2, 3] as const,
    file2tab: [file2tab, 1, 2] as const,
    tabfile_info,
    /**
     * The match specification of a fun. Mirrors ets:fun2ms/1.
     *
     * ```eshell
     * 1> ets:fun2ms(fun({K, V}) when V > 1 -> K end).
     * [{{'$1','$2'},[{'>','$2',1}],['$1']}]
     * ```
     */
    fun2ms: (fun: Term): Term => {
      if (!isFun(fun)) throw SOURCE.noClause("fun2ms", [fun], 2447);
      return fun2ms(fun);
    },
  },
  { errors: "erl_stdlib_errors" },
);

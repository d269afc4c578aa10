// ets-select — searching tables: match, match_object, select and their kin, at once or in portions.
import { badarg, Exception } from "../terms/exception.ts";
import { fromArray, NIL } from "../terms/list.ts";
import { compare } from "../terms/order.ts";
import { Ref } from "../terms/pid.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple, tuple2, tuple3 } from "../terms/tuple.ts";
import type { Table } from "./ets-table.ts";
import { tableFor, tableOf } from "./ets-tables.ts";
import { ALL_BOUND, type MatchSpec, NO_MATCH, patternSpec, tableSpec, WHOLE } from "./match-spec.ts";
import { runningSystem } from "./system-state.ts";

const ETS = Symbol.for("ets");
const ANYTHING = Symbol.for("_");
const END_OF_TABLE = Symbol.for("$end_of_table");

/** What is still to be given: the part of a continuation that counts. */
class Rest extends Ref {
  readonly results: readonly Term[];
  /** How many of them were given. */
  readonly given: number;
  readonly limit: number;
  constructor(results: readonly Term[], given: number, limit: number) {
    super(runningSystem().makeRef().id);
    this.results = results;
    this.given = given;
    this.limit = limit;
  }
}

/** The keys to look at, in the table's order as far as there is one: a specification that names them is a look-up. */
function keysFor(table: Table, spec: MatchSpec): readonly Term[] {
  const keys = spec.keys(table.keyPosition);
  if (keys === undefined || keys.length * 4 > table.store.size) return table.store.keys();
  return table.type === "ordered_set" ? [...keys].sort(compare) : keys;
}

function objectsFor(table: Table, spec: MatchSpec): Term[] {
  return keysFor(table, spec).flatMap((key) => table.store.get(key));
}

function results(table: Table, spec: MatchSpec, backwards: boolean): Term[] {
  const objects = objectsFor(table, spec);
  if (backwards) objects.reverse();
  const found: Term[] = [];
  for (const object of objects) {
    const result = spec.run(object);
    if (result !== NO_MATCH) found.push(result);
  }
  return found;
}

/** The next portion of results, and what goes on from there. */
function portion(table: Term, all: readonly Term[], given: number, limit: number): Term {
  const left = all.length - given;
  if (left === 0) return END_OF_TABLE;
  const rest = new Rest(all, Math.min(given + limit, all.length), limit);
  const continuation = tuple(table, left, NIL, limit, rest, NIL, 0, 0);
  return tuple2(fromArray(all.slice(given, rest.given)), left < limit ? END_OF_TABLE : continuation);
}

function continued(continuation: Term): Term {
  if (continuation === END_OF_TABLE) return END_OF_TABLE;
  const rest = isTuple(continuation) && continuation.length === 8 ? continuation[4] : undefined;
  if (!(rest instanceof Rest)) throw badarg(continuation);
  return portion(continuation[0], rest.results, rest.given, rest.limit);
}

/** A search function: of a table, with a limit, or going on. `specOf` reads its second argument. */
const searching =
  (name: string, specOf: (term: Term) => MatchSpec, backwards = false) =>
  (...args: Term[]): Term => {
    if (args.length === 1) return continued(args[0]);
    const table = tableOf("read", name, args);
    const spec = specOf(args[1]);
    if (args.length === 3) {
      const [, , limit] = args;
      if (!Number.isSafeInteger(limit) || limit < 1) throw badarg(limit);
      return portion(args[0], results(table, spec, backwards), 0, limit);
    }
    return fromArray(results(table, spec, backwards));
  };

/** The error of a BIF that a function of OTP's calls with these arguments. */
function calledWith<T>([name, ...args]: readonly [string, ...Term[]], call: () => T): T {
  try {
    return call();
  } catch (thrown) {
    if (thrown instanceof Exception && thrown.bif && thrown.items.length === 0) {
      thrown.items.push(
        {
          module: ETS,
          name: Symbol.for(name),
          arity: args,
          info: { module: Symbol.for("erl_stdlib_errors") },
        },
        { module: ETS, name: Symbol.for("select_delete"), arity: 2, file: "ets.erl", line: 1852 },
      );
    }
    throw thrown;
  }
}

/** Takes out what the specification answers `true` for; how many. */
export function selectDelete(table: Table, spec: MatchSpec): number {
  let count = 0;
  for (const key of keysFor(table, spec)) {
    table.removeWhere(key, (object) => {
      const goes = spec.run(object) === true;
      if (goes) count++;
      return goes;
    });
  }
  return count;
}

/**
 * How many tuples a match specification makes `true` of. Mirrors ets:select_count/2.
 *
 * ```eshell
 * 1> T = ets:new(t, []), ets:insert(T, [{a,1},{b,2}]), ets:select_count(T, [{{'_','$1'},[{'>','$1',1}],[true]}]).
 * 1
 * ```
 */
function select_count(...args: Term[]): number {
  const table = tableOf("read", "select_count", args);
  const spec = tableSpec(args[1]);
  return objectsFor(table, spec).filter((object) => spec.run(object) === true).length;
}

/**
 * Puts the results in place of the objects: they must have the same key. Mirrors ets:select_replace/2.
 *
 * ```eshell
 * 1> T = ets:new(t, []), ets:insert(T, {a,1}), ets:select_replace(T, [{{'$1','$2'},[],[{{'$1',{'+','$2',1}}}]}]).
 * 1
 * 2> ets:tab2list(T).
 * [{a,2}]
 * ```
 */
function select_replace(...args: Term[]): number {
  const table = tableOf("write", "select_replace", args);
  const spec = tableSpec(args[1]);
  let count = 0;
  for (const key of keysFor(table, spec)) {
    const replaced = table.store.get(key).map((object) => {
      const result = spec.run(object);
      if (result === NO_MATCH) return object;
      if (!isTuple(result) || table.keyOf(result) !== table.keyOf(object)) throw badarg(result);
      count++;
      return result;
    });
    table.store.put(key, replaced);
  }
  return count;
}

/**
 * Takes out the tuples that fit a pattern. Mirrors ets:match_delete/2.
 *
 * ```eshell
 * 1> T = ets:new(t, []), ets:insert(T, [{a,1},{b,2}]), ets:match_delete(T, {'_',2}), ets:tab2list(T).
 * [{a,1}]
 * ```
 */
function match_delete(id: Term, pattern: Term): true {
  if (pattern === ANYTHING) {
    const callers = [["select_delete", 2, 1850] as const, ["match_delete", 2, 2762] as const];
    tableFor("write", ["internal_delete_all", id, undefined], ...callers).store.clear();
    return true;
  }
  const clauses = fromArray([tuple3(pattern, NIL, fromArray([true]))]);
  const callers = [["select_delete", 2, 1852] as const, ["match_delete", 2, 2762] as const];
  const table = tableFor("write", ["internal_select_delete", id, clauses], ...callers);
  const spec = patternSpec(pattern, WHOLE);
  for (const key of keysFor(table, spec)) table.removeWhere(key, (object) => spec.run(object) !== NO_MATCH);
  return true;
}

export const searches = {
  /**
   * The values of `'$1'`, `'$2'` … in the tuples that fit a pattern. Mirrors ets:match/1,2,3.
   *
   * ```eshell
   * 1> T = ets:new(t, [ordered_set]), ets:insert(T, [{a,1},{b,2}]), ets:match(T, {'$1',2}).
   * [[b]]
   * ```
   */
  match: [searching("match", (pattern) => patternSpec(pattern, ALL_BOUND)), 1, 2, 3] as const,
  /**
   * The tuples that fit a pattern. Mirrors ets:match_object/1,2,3.
   *
   * ```eshell
   * 1> T = ets:new(t, [ordered_set]), ets:insert(T, [{a,1},{b,2}]), ets:match_object(T, {'_',2}).
   * [{b,2}]
   * ```
   */
  match_object: [searching("match_object", (pattern) => patternSpec(pattern, WHOLE)), 1, 2, 3] as const,
  /**
   * What a match specification makes of the tuples. Mirrors ets:select/1,2,3.
   *
   * ```eshell
   * 1> T = ets:new(t, [ordered_set]), ets:insert(T, [{a,1},{b,2}]), ets:select(T, ets:fun2ms(fun({K, V}) when V > 1 -> K end)).
   * [b]
   * ```
   */
  select: [searching("select", tableSpec), 1, 2, 3] as const,
  /**
   * The same as `select`, from the last to the first. Mirrors ets:select_reverse/1,2,3.
   *
   * ```eshell
   * 1> T = ets:new(t, [ordered_set]), ets:insert(T, [{a,1},{b,2}]), ets:select_reverse(T, [{{'$1','_'},[],['$1']}]).
   * [b,a]
   * ```
   */
  select_reverse: [searching("select_reverse", tableSpec, true), 1, 2, 3] as const,
  select_count: [select_count, 2] as const,
  /**
   * Takes out those, and says how many. Mirrors ets:select_delete/2.
   *
   * ```eshell
   * 1> T = ets:new(t, []), ets:insert(T, [{a,1},{b,2}]), ets:select_delete(T, [{{'_','$1'},[{'>','$1',1}],[true]}]).
   * 1
   * ```
   */
  select_delete: [
    (id: Term, clauses: Term): number => {
      const called: readonly [string, ...Term[]] = ["internal_select_delete", id, clauses];
      const table = tableFor("write", called, ["select_delete", 2, 1852]);
      return selectDelete(
        table,
        calledWith(called, () => tableSpec(clauses)),
      );
    },
    2,
  ] as const,
  select_replace: [select_replace, 2] as const,
  match_delete,
};

// ets-match — match specifications apart from tables: run on lists, tried out, carried on.
import { badarg, Exception } from "../terms/exception.ts";
import { fromArray, isList, NIL, toArray } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple, tuple2, tuple3 } from "../terms/tuple.ts";
import { MatchSpec, NO_MATCH } from "./match-spec.ts";
import { matchSpecErrors } from "./match-spec-lint.ts";
import { OtpSource } from "./otp-source.ts";

const ETS = Symbol.for("ets");
const SOURCE = new OtpSource("ets");
const STDLIB_ERRORS = { module: Symbol.for("erl_stdlib_errors") };
const OK = Symbol.for("ok");
const ERROR = Symbol.for("error");
const END_OF_TABLE = Symbol.for("$end_of_table");
const sym = (name: string): symbol => Symbol.for(name);

/**
 * What a compiled match specification makes of a list of tuples, backwards, before another list.
 * Mirrors ets:match_spec_run_r/3.
 *
 * ```eshell
 * 1> ets:match_spec_run_r([{a,1},{b,2}], ets:match_spec_compile([{{'$1','_'},[],['$1']}]), [z]).
 * [b,a,z]
 * ```
 */
export function match_spec_run_r(list: Term, compiled: Term, more: Term): Term {
  const objects = toArray(list);
  if (objects === undefined || !(compiled instanceof MatchSpec)) throw badarg(list, compiled);
  const results = objects.map((object) => compiled.run(object)).filter((result) => result !== NO_MATCH);
  return fromArray(results.reverse(), more);
}

/**
 * What a compiled match specification makes of a list of tuples. Mirrors ets:match_spec_run/2.
 *
 * ```eshell
 * 1> ets:match_spec_run([{a,1},{b,2}], ets:match_spec_compile([{{'$1',2},[],['$1']}])).
 * [b]
 * ```
 */
export function match_spec_run(list: Term, spec: Term): Term {
  const compiled = spec instanceof MatchSpec ? spec : undefined;
  const objects = isList(list) ? toArray(list) : undefined;
  if (objects === undefined || compiled === undefined) {
    const item = {
      module: ETS,
      name: sym("match_spec_run_r"),
      arity: [list, spec, NIL],
      info: STDLIB_ERRORS,
    };
    throw new Exception("error", sym("badarg"), [item, SOURCE.item("match_spec_run", 2, 2296)]);
  }
  return fromArray(objects.map((object) => compiled.run(object)).filter((result) => result !== NO_MATCH));
}

/**
 * A continuation of `select` as it was, whose match specification may have been lost: here it never is. Mirrors ets:repair_continuation/2.
 *
 * ```eshell
 * 1> ets:repair_continuation('$end_of_table', []).
 * '$end_of_table'
 * ```
 */
export function repair_continuation(continuation: Term, spec: Term): Term {
  const isOne = isTuple(continuation) && (continuation.length === 6 || continuation.length === 8);
  if (continuation === END_OF_TABLE || isOne) return continuation;
  throw SOURCE.noClause("repair_continuation", [continuation, spec], 2352);
}

/**
 * What a match specification makes of a tuple. Mirrors ets:test_ms/2.
 *
 * ```eshell
 * 1> ets:test_ms({a,1}, [{{'$1','$2'},[],['$2']}]).
 * {ok,1}
 * ```
 */
export function test_ms(object: Term, spec: Term): Term {
  const errors = matchSpecErrors(spec);
  if (errors.length > 0) {
    return tuple2(ERROR, fromArray(errors.map((words) => tuple2(ERROR, words))));
  }
  const result = new MatchSpec(spec).run(object);
  return tuple2(OK, result === NO_MATCH ? false : result);
}

/** Actions in the body of a specification for tracing; what they leave is told as flags. */
const TRACE_FLAGS: readonly Term[] = ["return_trace", "exception_trace"].map(sym);

/** A clause for tracing as one that gives what the trace message would have, with the flags that it sets. */
function traceClause(clause: Term): { clause: Term; flags: Term[] } {
  const body = isTuple(clause) && clause.length === 3 ? toArray(clause[2]) : undefined;
  if (body === undefined) return { clause, flags: [] };
  const flags = TRACE_FLAGS.filter((flag) => body.some((action) => isTuple(action) && action[0] === flag));
  const isMessage = (action: Term) => isTuple(action) && action.length === 2 && action[0] === sym("message");
  const own = body.filter((action) => !(isTuple(action) && action.length === 1 && flags.includes(action[0])));
  const message = own.findLast(isMessage);
  const values = own.map((action) => (isMessage(action) ? action[1] : action));
  const last = message === undefined ? true : message[1];
  return { clause: tuple3(clause[0], clause[1], fromArray([...values, last])), flags };
}

/**
 * What a match specification makes of a tuple, or of the arguments of a traced call: `{ok,Result,Flags,Messages}`. Mirrors erlang:match_spec_test/3.
 *
 * ```eshell
 * 1> erlang:match_spec_test({a,1}, [{{'$1','$2'},[{'>','$2',0}],['$1']}], table).
 * {ok,a,[],[]}
 * 2> erlang:match_spec_test([a,1], [{['$1','_'],[],[{message,'$1'},{return_trace}]}], trace).
 * {ok,a,[return_trace],[]}
 * ```
 */
export function match_spec_test(object: Term, spec: Term, type: Term): Term {
  const isTrace = type === sym("trace");
  if (type !== sym("table") && !isTrace) throw badarg(type);
  if (isTrace && !isList(object)) throw badarg(object);
  const clauses = isTrace && isList(spec) ? toArray(spec)?.map(traceClause) : undefined;
  const own =
    clauses === undefined || clauses.length === 0 ? spec : fromArray(clauses.map(({ clause }) => clause));
  const errors = matchSpecErrors(own);
  if (errors.length > 0) return tuple2(ERROR, fromArray(errors.map((words) => tuple2(ERROR, words))));
  // Which clause matched says which flags it sets.
  const single = clauses?.find(({ clause }) => new MatchSpec(fromArray([clause])).run(object) !== NO_MATCH);
  const result = new MatchSpec(own).run(object);
  return tuple(OK, result === NO_MATCH ? false : result, fromArray(single?.flags ?? []), NIL);
}

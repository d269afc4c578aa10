// ets-match — match specifications apart from tables: run on lists, tried out, carried on.
import { badarg, Exception } from "../terms/exception.ts";
import { fromArray, isList, NIL, toArray } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple2 } from "../terms/tuple.ts";
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

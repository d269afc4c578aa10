// erl_eval-text — erl_eval:eval_str/1, which evaluates text, and partial_eval/1, which computes what is constant.

import { format } from "../format/format.ts";
import { applyMfa } from "../process/apply.ts";
import { Frame, proc } from "../process/frame.ts";
import { formatParseError } from "../syntax/format-error.ts";
import { isAtom } from "../terms/atom.ts";
import { badarg, Exception, errorTuple } from "../terms/exception.ts";
import { isFloat, isInteger } from "../terms/float.ts";
import { Cons, isList, NIL, toArray } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple2, tuple3, tupleFrom } from "../terms/tuple.ts";
import { parse_exprs } from "./erl_parse.ts";
import { tokens } from "./erl_scan.ts";
import { latin1Text, textOf } from "./iodata.ts";
import { OtpSource } from "./otp-source.ts";

const SOURCE = new OtpSource("erl_eval");
const ERL_EVAL = Symbol.for("erl_eval");
const ERLANG = Symbol.for("erlang");
const OK = Symbol.for("ok");
const ERROR = Symbol.for("error");
const sym = (name: string): symbol => Symbol.for(name);

const failed = (words: string, ...args: Term[]): Term => tuple2(ERROR, format(`*** ${words}`, args));

/** The words with which an evaluation has failed. */
const FAILED = {
  error: "eval failed: ~tp",
  exit: "eval failed with exit exception: ~tp",
  throw: "eval failed with thrown exception: ~tp",
};

/**
 * Evaluates the expressions of a text, which ends with a full stop and white space: `{ok, Value}`. Mirrors erl_eval:eval_str/1.
 *
 * ```eshell
 * 1> erl_eval:eval_str("1 + 2. ").
 * {ok,3}
 * 2> erl_eval:eval_str("1 + 2").
 * {error,"*** Incomplete form (missing .<cr>?)"}
 * ```
 */
export const eval_str = proc(
  function* eval_str(given: Term): Generator<unknown, Term, Term> {
    const text = given instanceof Uint8Array ? latin1Text(given) : given;
    if (!isList(text)) throw SOURCE.noClause("eval_str", [given], 2432);
    const scanned = tokens(NIL, text, 0);
    if (scanned[0] === sym("more")) return failed("Incomplete form (missing .<cr>?)");
    const [, result, rest] = scanned;
    if (result[0] !== OK) throw errorTuple(sym("case_clause"), scanned);
    if (!/^[ \t\n]*$/.test(textOf(rest) ?? ""))
      return failed("Non-white space found after end-of-form: ~ts", rest);
    const parsed = parse_exprs(result[1]);
    if (parsed[0] !== OK) return failed("~ts", formatParseError(parsed[1][2]));
    try {
      let evaluated = applyMfa(ERL_EVAL, sym("exprs"), [parsed[1], NIL]);
      if (evaluated instanceof Frame) evaluated = yield evaluated;
      return tuple2(OK, evaluated[1]);
    } catch (thrown) {
      if (!(thrown instanceof Exception)) throw thrown;
      return failed(FAILED[thrown.class], thrown.reason);
    }
  },
  { module: ERL_EVAL, items: () => [] },
);

/** The value of an expression that has only constants and operators; badarg if it has more. */
function constantValue(node: Term): Term {
  const [kind, , a, b, c] = isTuple(node) ? node : [];
  switch (isAtom(kind) ? Symbol.keyFor(kind as symbol) : "") {
    case "op":
      return applyMfa(
        ERLANG,
        a,
        node.length === 4 ? [constantValue(b)] : [constantValue(b), constantValue(c)],
      );
    case "integer":
    case "char":
    case "float":
    case "atom":
      return a;
    case "tuple":
      return tupleFrom((toArray(a) ?? []).map(constantValue));
    case "nil":
      return NIL;
    case "cons":
      return new Cons(constantValue(a), constantValue(b));
    default:
      throw badarg(node);
  }
}

/**
 * An expression of constants and operators as its value, if that is a number or an atom; any other as it is. Mirrors erl_eval:partial_eval/1.
 *
 * ```eshell
 * 1> erl_eval:partial_eval({op,1,'+',{integer,1,2},{integer,1,3}}).
 * {integer,1,5}
 * ```
 */
export function partial_eval(node: Term): Term {
  if (!isTuple(node) || node.length < 2) {
    return SOURCE.within("element", [2, node], [], () => {
      throw badarg(node);
    });
  }
  let value: Term;
  try {
    value = constantValue(node);
  } catch (thrown) {
    if (thrown instanceof Exception) return node;
    throw thrown;
  }
  if (isInteger(value)) return tuple3(sym("integer"), node[1], value);
  if (isFloat(value)) return tuple3(sym("float"), node[1], value);
  return isAtom(value) ? tuple3(sym("atom"), node[1], value) : node;
}

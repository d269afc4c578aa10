// erl_eval — evaluating abstract format from a program. The evaluator itself is in eval/.
//
// Differs from OTP: nothing is checked by erl_lint first, so an unbound variable is `{unbound,V}` where it is used; the
// non-local function handler is not called.
import { compileExpression } from "../eval/evaluate.ts";
import { expressionOf } from "../eval/from-term.ts";
import { funData } from "../eval/funs.ts";
import { constantExpression, NOT_LITERAL } from "../eval/literals.ts";
import type { EvalPorts, LocalFunction } from "../eval/ports.ts";
import { callFun2, callFun3 } from "../process/apply.ts";
import { Frame, proc } from "../process/frame.ts";
import { running } from "../process/running.ts";
import type { Expr } from "../syntax/abstract-format.ts";
import { atom, atomName, isAtom } from "../terms/atom.ts";
import { badarg, errorTuple, undef } from "../terms/exception.ts";
import { fromArray, isList, NIL, toArray } from "../terms/list.ts";
import { EMPTY_MAP, isMap, mapEntries, mapFrom } from "../terms/map.ts";
import { compare } from "../terms/order.ts";
import type { Atom, Term } from "../terms/term.ts";
import { isTuple, tuple, tuple2, tuple3 } from "../terms/tuple.ts";
import { extended_parse_exprs, extended_parse_term } from "./erl_eval-parse.ts";
import { eval_str, partial_eval } from "./erl_eval-text.ts";
import { OtpSource } from "./otp-source.ts";
import { otpModule } from "./table.ts";

const VALUE = Symbol.for("value");
const EVAL = Symbol.for("eval");
const NONE = Symbol.for("none");
const BADMATCH = Symbol.for("badmatch");
const SOURCE = new OtpSource("erl_eval");
const ERL_EVAL = Symbol.for("erl_eval");
/** The frames of this module show the items of the expression that they evaluate, and none of their own. */
const FRAME = { module: ERL_EVAL, items: () => [] };

/** The pairs of a binding structure, an orddict or a map; else no clause of a function. */
function pairs(
  bindings: Term,
  name = "bindings",
  args: readonly Term[] = [bindings],
  line = 2058,
): [Term, Term][] {
  if (isMap(bindings)) return mapEntries(bindings);
  const list = isList(bindings) ? toArray(bindings) : undefined;
  if (list === undefined) throw SOURCE.noClause(name, args, line);
  return list.map((pair) => {
    if (!isTuple(pair) || pair.length !== 2) throw errorTuple(BADMATCH, pair);
    return [pair[0], pair[1]];
  });
}

function variables(bindings: Term): Map<string, Term> {
  return new Map(pairs(bindings).map(([name, value]) => [isAtom(name) ? atomName(name) : "", value]));
}

/** Expressions in a list; else no clause of the function that goes through them. */
function expressions(list: Term, name: string, rest: readonly Term[], line: number): readonly Term[] {
  const found = isList(list) ? toArray(list) : undefined;
  if (found === undefined) throw SOURCE.noClause(name, [list, ...rest], line);
  return found;
}

/** Compiles an expression; what is none has no clause. */
function compiled(
  node: Term,
  bindings: Term,
  all: Map<string, Term>,
  handler: Term,
  other: Term,
): () => Term {
  if (!isTuple(node) || node.length < 2 || !isAtom(node[0])) {
    throw SOURCE.noClause("expr", [node, bindings, handler, other, NONE, EMPTY_MAP], 421);
  }
  return compileExpression(expressionOf(node), all, ports(handler));
}

/** The structure of these pairs, of the same kind as `like`. */
function structure(entries: Iterable<readonly [Term, Term]>, like: Term): Term {
  if (isMap(like)) return mapFrom(entries);
  const sorted = [...entries].sort(([a], [b]) => compare(a, b));
  return fromArray(sorted.map(([name, value]) => tuple2(name, value)));
}

function result(value: Term, bindings: Map<string, Term>, like: Term): Term {
  const entries = [...bindings].map(([name, bound]): [Term, Term] => [atom(name), bound]);
  return tuple3(VALUE, value, structure(entries, like));
}

/** What calls of local functions do: the handler `{value,F}` or `{eval,F}`, or undef. */
function localFunction(handler: Term, name: Atom, arity: number): LocalFunction {
  if (isTuple(handler) && handler.length === 2 && handler[0] === VALUE) {
    return { call: (...args) => callFun2(handler[1], name, fromArray(args)) };
  }
  if (isTuple(handler) && handler.length === 2 && handler[0] === EVAL) {
    return { special: (args, bindings) => evalHandler(handler[1], name, args, bindings) };
  }
  return {
    call: () => {
      throw undef(ERL_EVAL, name as symbol, Array.from({ length: arity }));
    },
  };
}

const evalHandler = proc(function* evalHandler(
  handler: Term,
  name: Atom,
  args: readonly Expr[],
  bindings: Map<string, Term>,
): Generator<unknown, Term, any> {
  let answer = callFun3(handler, name, fromArray(args), structure(named(bindings), NIL));
  if (answer instanceof Frame) answer = yield answer;
  if (!isTuple(answer) || answer.length !== 3 || answer[0] !== VALUE) throw badarg(answer);
  bindings.clear();
  for (const [variable, value] of variables(answer[2])) bindings.set(variable, value);
  return answer[1];
}, FRAME);

function named(bindings: Map<string, Term>): [Term, Term][] {
  return [...bindings].map(([name, value]) => [atom(name), value]);
}

function ports(handler: Term): EvalPorts {
  return {
    builtin: (module, name, arity) => running.system?.functions.builtin(module, name, arity),
    localFunction: (name, arity) => localFunction(handler, name, arity),
    record: () => undefined,
  };
}

/**
 * Evaluates the expressions one after the other: `{value, Value, Bindings}`. Mirrors erl_eval:exprs/2,3,4.
 *
 * ```eshell
 * 1> {ok, Tokens, _} = erl_scan:string("X * 2."), {ok, Exprs} = erl_parse:parse_exprs(Tokens), {value, Value, _} = erl_eval:exprs(Exprs, [{'X',21}]), Value.
 * 42
 * ```
 */
const exprs = proc(function* exprs(
  list: Term,
  bindings: Term,
  handler: Term,
  nonLocal: Term,
): Generator<unknown, Term, any> {
  const given = [bindings, handler ?? NONE, nonLocal ?? NONE, NONE, EMPTY_MAP];
  const nodes = expressions(list, "exprs", given, 272);
  const all = variables(bindings);
  let value: Term;
  for (const expr of nodes) value = yield compiled(expr, bindings, all, handler ?? NONE, nonLocal ?? NONE)();
  return result(value, all, bindings);
}, FRAME);

/**
 * Evaluates one expression; the value alone if `format` is `value`. Mirrors erl_eval:expr/2,3,4,5.
 *
 * ```eshell
 * 1> {ok, Tokens, _} = erl_scan:string("X * 2."), {ok, [Expr]} = erl_parse:parse_exprs(Tokens), {value, Value, _} = erl_eval:expr(Expr, [{'X',21}]), Value.
 * 42
 * ```
 */
const expr = proc(function* expr(
  node: Term,
  bindings: Term,
  handler: Term,
  nonLocal: Term,
  ...format: Term[]
): Generator<unknown, Term, any> {
  const all = variables(bindings);
  const value = yield compiled(node, bindings, all, handler ?? NONE, nonLocal ?? NONE)();
  return format[0] === VALUE ? value : result(value, all, bindings);
}, FRAME);

/** Evaluates expressions side by side: `{Values, Bindings}`. Mirrors erl_eval:expr_list/2,3,4. */
const expr_list = proc(function* expr_list(
  list: Term,
  bindings: Term,
  handler: Term,
  nonLocal: Term,
): Generator<unknown, Term, any> {
  const given = [NIL, bindings, bindings, handler ?? NONE, nonLocal ?? NONE, EMPTY_MAP];
  const nodes = expressions(list, "expr_list", given, 1663);
  const all = variables(bindings);
  const values: Term[] = [];
  for (const node of nodes) {
    const own = variables(bindings);
    values.push(yield compiled(node, bindings, own, handler ?? NONE, nonLocal ?? NONE)());
    for (const [name, value] of own) all.set(name, value);
  }
  return tuple2(fromArray(values), structure(named(all), bindings));
}, FRAME);

/** What a fun was made of, if an expression made it. Mirrors erl_eval:fun_data/1. */
function fun_data(fun: Term): Term {
  const data = funData(fun);
  if (data === undefined) return false;
  const bindings = structure(
    data.bindings.map(([name, value]): [Term, Term] => [atom(name), value]),
    NIL,
  );
  const clauses = fromArray(data.code.clauses);
  return data.code.variable === undefined
    ? tuple(Symbol.for("fun_data"), bindings, clauses)
    : tuple(Symbol.for("named_fun_data"), bindings, data.code.variable, clauses);
}

/**
 * `{value, Value}` of a variable, or `unbound`. Mirrors erl_eval:binding/2.
 *
 * ```eshell
 * 1> erl_eval:binding('X', [{'X',1}]).
 * {value,1}
 * ```
 */
function binding(name: Term, bindings: Term): Term {
  const pair = pairs(bindings, "binding", [name, bindings], 2065).find(([bound]) => bound === name);
  return pair === undefined ? Symbol.for("unbound") : tuple2(VALUE, pair[1]);
}

export const erl_eval = otpModule("erl_eval", {
  exprs: [exprs, 2, 3, 4] as const,
  expr: [expr, 2, 3, 4, 5] as const,
  expr_list: [expr_list, 2, 3, 4] as const,
  /**
   * No bindings. Mirrors erl_eval:new_bindings/0,1.
   *
   * ```eshell
   * 1> erl_eval:bindings(erl_eval:new_bindings()).
   * []
   * ```
   */
  new_bindings: [
    (...like: Term[]): Term => {
      if (like.length === 0) return NIL;
      return structure(isMap(like[0]) ? [] : pairs(like[0], "new_bindings", like, 2155).slice(0, 0), like[0]);
    },
    0,
    1,
  ] as const,
  /**
   * The bindings as a list. Mirrors erl_eval:bindings/1.
   *
   * ```eshell
   * 1> erl_eval:bindings([{'X',1}]).
   * [{'X',1}]
   * ```
   */
  bindings: (bindings: Term): Term => fromArray(pairs(bindings).map(([name, value]) => tuple2(name, value))),
  binding,
  /**
   * The bindings with one more. Mirrors erl_eval:add_binding/3.
   *
   * ```eshell
   * 1> erl_eval:bindings(erl_eval:add_binding('X', 1, erl_eval:new_bindings())).
   * [{'X',1}]
   * ```
   */
  add_binding: (name: Term, value: Term, bindings: Term): Term =>
    structure(
      [
        ...pairs(bindings, "add_binding", [name, value, bindings], 2084).filter(([bound]) => bound !== name),
        [name, value],
      ],
      bindings,
    ),
  /**
   * The bindings without one. Mirrors erl_eval:del_binding/2.
   *
   * ```eshell
   * 1> erl_eval:bindings(erl_eval:del_binding('X', [{'X',1}])).
   * []
   * ```
   */
  del_binding: (name: Term, bindings: Term): Term =>
    structure(
      pairs(bindings, "del_binding", [name, bindings], 2094).filter(([bound]) => bound !== name),
      bindings,
    ),
  /**
   * Whether an expression is a constant. Mirrors erl_eval:is_constant_expr/1.
   *
   * ```eshell
   * 1> erl_eval:is_constant_expr({integer,1,2}).
   * true
   * ```
   */
  is_constant_expr: (node: Term): boolean =>
    isTuple(node) && node.length > 2 && constantExpression(expressionOf(node)) !== NOT_LITERAL,
  fun_data,
  eval_str,
  partial_eval,
  extended_parse_exprs,
  extended_parse_term,
});

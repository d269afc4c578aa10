// funs — fun expressions: each becomes a function at the top level of the unit, what it captures its first parameters.

import type { Anno, Clause, FunNode, NamedFunNode } from "../syntax/abstract-format.ts";
import * as A from "../syntax/abstract-format.ts";
import { Fun, type FunCode } from "../terms/fun.ts";
import type { Atom, Term } from "../terms/term.ts";
import { tuple } from "../terms/tuple.ts";
import { isPlain } from "./analysis.ts";
import { isAutoImported } from "./auto-imported.ts";
import { clauses } from "./clauses.ts";
import * as S from "./stack-lines.ts";
import { Fn, RETURN, type Unit } from "./unit.ts";

/** What is kept of a fun expression: for printing it, and for ets:fun2ms/1, which reads its clauses. */
export interface EvalFunCode extends FunCode {
  readonly anno: Anno;
  readonly clauses: readonly Clause[];
  /** The variable of a named fun. */
  readonly variable: symbol | undefined;
  /** The names of the captured variables, in the order of the fun's `env`. */
  readonly captured: readonly string[];
}

/** Index and hash under which OTP 29 prints funs of the shell, by arity. */
const UNIQ = 130099583;
const MAX_ARITY = 20;

/** What made a fun, if that was an expression: its clauses and what it captured. Mirrors erl_eval:fun_data/1. */
export function funData(fun: Term): { code: EvalFunCode; bindings: [string, Term][] } | undefined {
  if (!(fun instanceof Fun) || !("clauses" in fun.code)) return undefined;
  const code = fun.code as EvalFunCode;
  return { code, bindings: code.captured.map((name, i) => [name, fun.env[i]]) };
}

/** `fun … end`, `fun Name(…) … end`, `fun f/1`, `fun m:f/1`. */
export function fun(fn: Fn, node: FunNode | NamedFunNode): string {
  if (node[0] === A.NAMED_FUN) return lifted(fn, node[1], node[3], node[2]);
  const body = node[2];
  if (body[0] === A.CLAUSES) return lifted(fn, node[1], body[1], undefined);
  if (body.length === 3) return localReference(fn, body[1] as Atom, Number(body[2]));
  const [, module, name, arity] = body;
  const parts = [module, name, arity].map((part) =>
    typeof part === "object" && part !== null
      ? fn.valueAt(part, S.LIST_ELEMENT, S.LIST_OF)
      : fn.unit.atom(part),
  );
  return fn.let(`(${fn.place()},${fn.rt("makeFun")}(${parts.join(",")}))`);
}

/** `fun f/1`: of a BIF, or of whatever the shell calls `f` when it is called. */
function localReference(fn: Fn, name: Atom, arity: number): string {
  const isBif = typeof name === "symbol" && isAutoImported(Symbol.keyFor(name) as string, arity);
  const module = Symbol.for(isBif ? "erlang" : "shell_default");
  return fn.let(`${fn.rt("makeFun")}(${fn.unit.atom(module)},${fn.unit.atom(name)},${arity})`);
}

function lifted(fn: Fn, anno: Anno, list: readonly Clause[], variable: symbol | undefined): string {
  const arity = list[0][2].length;
  if (arity > MAX_ARITY) return tooMany(fn, anno, list, variable);
  const unit = fn.unit;
  const id = unit.number();
  const plain = isPlain(list);
  const inner = new Fn(unit, fn, plain);
  const parameters = list[0][2].map((_, i) => `P${i}`);
  const generator = `g${id}`;
  const info = plain ? "" : unit.constant(unit.info(`-expr/6-fun-${arity}-`, arity));
  const own: string[] = [];
  if (variable !== undefined) {
    own.push("self");
    inner.bound.set(Symbol.keyFor(variable) as string, "self");
    if (!plain) inner.self = { js: "self", generator, info, parameters };
  }
  const clauseItem = unit.constant(variable === undefined ? S.FUN_CLAUSE : S.NAMED_FUN_CLAUSE);
  clauses(
    inner,
    list,
    parameters,
    RETURN,
    () => inner.throwing(`${fn.rt("funClause")}(${clauseItem},[${parameters.join(",")}])`),
    true,
  );
  const captures = [...inner.captures.entries()];
  const passed = [...own, ...captures.map(([, parameter]) => parameter)];
  unit.functions.push(functionSource(inner, generator, passed, parameters));
  const code: EvalFunCode = {
    ...funCode(arity, variable !== undefined),
    anno,
    clauses: list,
    variable,
    captured: captures.map(([name]) => name),
  };
  unit.functions.push(maker(unit, id, inner, passed, parameters, info, unit.constant(code)));
  const outside = captures.map(([name]) => fn.lookup(name));
  return `f${id}(${outside.join(",")})`;
}

function functionSource(
  inner: Fn,
  name: string,
  passed: readonly string[],
  parameters: readonly string[],
): string {
  const all = [...passed, ...parameters].join(",");
  let body = inner.source();
  if (inner.plain) {
    if (!/\bat=/.test(body)) return `function ${name}(${all}){${body}}`;
    const items = inner.unit.constant(inner.unit.items);
    return `function ${name}(${all}){let at=0;try{${body}}catch(e){throw ${inner.rt("passed")}(e,${items}(at));}}`;
  }
  body = body.replaceAll(`@${name}@,`, passed.length > 0 ? `${passed.join(",")},` : "");
  body = body.replaceAll(`@${name}@`, passed.join(","));
  if (inner.loops) body = `let turns=0;top:for(;;){${body}}`;
  return `function* ${name}(${all}){${body}}`;
}

/** The function that makes the fun of what it captures. */
function maker(
  unit: Unit,
  id: number,
  inner: Fn,
  passed: readonly string[],
  parameters: readonly string[],
  info: string,
  code: string,
): string {
  const call = `g${id}(${[...passed, ...parameters].join(",")})`;
  const result = inner.plain ? call : `new ${unit.rt("Frame")}(${call},${info})`;
  const captured = passed.filter((name) => name !== "self");
  const invoke = `(${parameters.join(",")})=>${result}`;
  const made = `new ${unit.rt("Fun")}(${parameters.length},${invoke},${code},[${captured.join(",")}])`;
  const body = passed.length > captured.length ? `{const self=${made};return self;}` : made;
  return `const f${id}=(${captured.join(",")})=>${body};`;
}

/** The identity under which OTP prints such a fun. */
function funCode(arity: number, isNamed: boolean): FunCode {
  return {
    module: Symbol.for("erl_eval"),
    index: isNamed ? 20 - arity : 43 - arity,
    uniq: UNIQ,
    name: isNamed ? `-expr/6-RF/${arity}-${arity + 4}-` : `-expr/6-fun-${arity + 7}-`,
  };
}

function tooMany(fn: Fn, anno: Anno, list: readonly Clause[], variable: symbol | undefined): string {
  const what = variable === undefined ? tuple(A.FUN, anno, list) : tuple(A.NAMED_FUN, anno, variable, list);
  const reason = tuple(Symbol.for("argument_limit"), what);
  fn.throwing(`${fn.rt("error")}(${fn.unit.constant(reason)})`);
  return "void 0";
}

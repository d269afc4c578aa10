// funs — fun expressions: each becomes a function at the top level of the unit, what it captures its first parameters.

import type { Anno, Clause, FunNode, NamedFunNode } from "../syntax/abstract-format.ts";
import * as A from "../syntax/abstract-format.ts";
import { isAutoImported } from "../syntax/auto-imported.ts";
import { Fun, type FunCode } from "../terms/fun.ts";
import type { Atom, Term } from "../terms/term.ts";
import { tuple } from "../terms/tuple.ts";
import { isPlain, isSelfContained } from "./analysis.ts";
import { Attempt } from "./attempt.ts";
import { clauses } from "./clauses.ts";
import * as S from "./stack-lines.ts";
import { Fn, RETURN } from "./unit.ts";

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
  const made = compiled(fn, list, variable);
  const { unit } = fn;
  const code: EvalFunCode = {
    ...funCode(arity, variable !== undefined),
    typed: tuple(anno, list, variable),
    anno,
    clauses: list,
    variable,
    captured: made.captured.map(([name]) => name),
  };
  const captured = made.captured.map(([, parameter]) => parameter).join(",");
  const fun = `new ${unit.rt("Fun")}(${arity},${made.invoke},${unit.constant(code)},[${captured}])`;
  const body = variable === undefined ? fun : `{const self=${fun};return self;}`;
  unit.functions.push(`const f${made.id}=(${captured})=>${body};`);
  return `f${made.id}(${made.captured.map(([name]) => fn.lookup(name)).join(",")})`;
}

interface Compiled {
  readonly id: number;
  /** Source of the function that calls it, where `self` and what is captured are in scope. */
  readonly invoke: string;
  /** Erlang name and JavaScript parameter of each captured variable. */
  readonly captured: readonly (readonly [string, string])[];
}

/** Puts the functions of the clauses into the unit: a plain one, or a generator, or both. */
function compiled(fn: Fn, list: readonly Clause[], variable: symbol | undefined): Compiled {
  const { unit } = fn;
  const id = unit.number();
  const parameters = list[0][2].map((_, i) => `P${i}`);
  const given = parameters.join(",");
  const plain = isPlain(list, unit.ports);
  const tried = !plain && variable !== undefined && isSelfContained(list, variable, unit.ports);
  const inner = new Fn(unit, fn, plain);
  const own = variable === undefined ? [] : ["self"];
  const info = plain ? "" : unit.constant(unit.info(`-expr/6-fun-${parameters.length}-`, parameters.length));
  const frameOf = (args: readonly string[]) => `new ${unit.rt("Frame")}(g${id}(${args.join(",")}),${info})`;
  if (variable !== undefined && !plain) {
    inner.self = {
      js: "self",
      parameters,
      // Which variables are captured is known only at the end.
      call: (args) => (tried ? `self.invoke(${args.join(",")})` : frameOf([`@${id}@`, ...args])),
      waits: true,
      turn: `if((++turns&2047)===0)yield ${unit.rt("PREEMPT")};`,
    };
  }
  bodyOf(inner, list, parameters, variable);
  const captured = [...inner.captures];
  const passed = [...own, ...captured.map(([, parameter]) => parameter)];
  unit.functions.push(
    plain
      ? plainSource(inner, `g${id}`, [...passed, ...parameters])
      : generatorSource(inner, id, passed, parameters),
  );
  const all = [...passed, ...parameters];
  if (!tried)
    return { id, captured, invoke: `(${given})=>${plain ? `g${id}(${all.join(",")})` : frameOf(all)}` };
  const attempt = unit.constant(new Attempt());
  unit.functions.push(triedSource(fn, inner, id, list, variable as symbol, passed, parameters));
  const invoke = `(${given})=>{if(!${attempt}.may())return ${frameOf(all)};
try{const value=d${id}(${[attempt, 0, ...all].join(",")});${attempt}.ended();return value;}
catch{${attempt}.ended();return ${frameOf(all)};}}`;
  return { id, captured, invoke };
}

function bodyOf(
  inner: Fn,
  list: readonly Clause[],
  parameters: readonly string[],
  variable: symbol | undefined,
): void {
  if (variable !== undefined) inner.bound.set(Symbol.keyFor(variable) as string, "self");
  const item = inner.unit.constant(variable === undefined ? S.FUN_CLAUSE : S.NAMED_FUN_CLAUSE);
  const otherwise = () => inner.throwing(`${inner.rt("funClause")}(${item},[${parameters.join(",")}])`);
  clauses(inner, list, parameters, RETURN, otherwise, { shadows: true });
}

/** A function that neither waits nor loops: what it throws gets the stack items of the place. */
function plainSource(inner: Fn, name: string, parameters: readonly string[]): string {
  const body = inner.source();
  if (!/\bat=/.test(body)) return `function ${name}(${parameters.join(",")}){${body}}`;
  const failed = `throw ${inner.rt("passed")}(e,${inner.unit.constant(inner.unit)},at);`;
  return `function ${name}(${parameters.join(",")}){let at=0;try{${body}}catch(e){${failed}}}`;
}

function generatorSource(
  inner: Fn,
  id: number,
  passed: readonly string[],
  parameters: readonly string[],
): string {
  let body = inner.source().replaceAll(`@${id}@,`, passed.map((name) => `${name},`).join(""));
  body = body.replaceAll(`@${id}@`, passed.join(","));
  if (inner.loops) body = `let turns=0;top:for(;;){${body}}`;
  return `function* g${id}(${[...passed, ...parameters].join(",")}){${body}}`;
}

/** The same clauses as an ordinary recursive function, for an attempt. */
function triedSource(
  fn: Fn,
  like: Fn,
  id: number,
  list: readonly Clause[],
  variable: symbol,
  passed: readonly string[],
  parameters: readonly string[],
): string {
  const inner = new Fn(fn.unit, fn, true);
  for (const [name, parameter] of like.captures) inner.captures.set(name, parameter);
  inner.self = {
    js: "self",
    parameters,
    call: (args) => `d${id}(${["a", "d+1", ...passed, ...args].join(",")})`,
    waits: false,
    turn: "a.turn(0);",
  };
  bodyOf(inner, list, parameters, variable);
  const body = `let at=0;a.turn(d);${inner.loops ? `top:for(;;){${inner.source()}}` : inner.source()}`;
  return `function d${id}(${["a", "d", ...passed, ...parameters].join(",")}){${body}}`;
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

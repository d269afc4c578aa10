// exceptions — try … of … catch … after … end, and catch.

import type { CatchNode, Clause, TryNode } from "../syntax/abstract-format.ts";
import * as A from "../syntax/abstract-format.ts";
import { clauses } from "./clauses.ts";
import { guard } from "./guards.ts";
import { binding, bindMatched, match } from "./patterns.ts";
import * as S from "./stack-lines.ts";
import { type Dest, DROP, type Fn, RETURN } from "./unit.ts";

/** What a `catch` clause of JavaScript has caught, as an Exception with its stack. */
function caught(fn: Fn): string {
  const thrown = fn.plain ? `${fn.rt("passed")}(e,${fn.unit.constant(fn.unit)},at)` : "e";
  return fn.let(`${fn.rt("caught")}(${thrown})`);
}

/** At the top level, what a body that failed had bound is not bound: all names but these. */
function forget(fn: Fn, before: ReadonlySet<string>): void {
  if (fn.top === null) return;
  for (const [name, js] of fn.names) if (!before.has(name)) fn.emit(`${js}=${fn.rt("UNBOUND")};`);
}

/** `catch Expr`. */
export function catchExpr(fn: Fn, node: CatchNode): string {
  const result = fn.variable();
  const names = new Set(fn.names.keys());
  fn.emit("try{");
  fn.at([S.CATCH], () => fn.into(node[2], result));
  fn.emit("}catch(e){");
  forget(fn, names);
  fn.emit(`${result}=${fn.rt("catchValue")}(${caught(fn)});`);
  fn.emit("}");
  return result;
}

/** `try`. With an `after` nothing of it is in tail position; without, the clauses are. */
export function tryExpr(fn: Fn, node: TryNode, dest: Dest): void {
  const [, , body, ofClauses, catchClauses, after] = node;
  if (after.length === 0) {
    protectedBody(fn, body, ofClauses, catchClauses, dest);
    return;
  }
  const result = dest === RETURN || dest === DROP ? fn.variable() : dest;
  fn.emit("try{");
  protectedBody(fn, body, ofClauses, catchClauses, result);
  // Its stack is that of the place where it was raised, not of what comes `after`.
  fn.emit("}catch(e){");
  fn.emit(`throw ${caught(fn)};`);
  fn.emit("}finally{");
  fn.scope(() => fn.at([S.TRY_AFTER], () => fn.body(after, DROP, [S.EXPRS])));
  fn.emit("}");
  if (dest === RETURN) fn.put(RETURN, result);
}

function protectedBody(
  fn: Fn,
  body: TryNode[2],
  ofClauses: readonly Clause[],
  catchClauses: readonly Clause[],
  dest: Dest,
): void {
  if (catchClauses.length === 0 && ofClauses.length === 0) {
    const result = dest === RETURN ? fn.variable() : dest;
    fn.at([S.TRY_BODY], () => fn.body(body, result, [S.EXPRS]));
    if (dest === RETURN) fn.put(RETURN, result);
    return;
  }
  const end = fn.label();
  const value = fn.variable();
  const before = new Map(fn.bound);
  const names = new Set(fn.names.keys());
  fn.emit(`${end}:{`);
  const exception = fn.variable();
  fn.emit("try{");
  fn.at([S.TRY_BODY], () => fn.body(body, value, [S.EXPRS]));
  fn.emit("}catch(e){");
  forget(fn, names);
  fn.emit(`${exception}=${caught(fn)};`);
  fn.emit("}");
  const afterBody = fn.bound;
  fn.emit(`if(${exception}===void 0){`);
  if (ofClauses.length === 0) fn.put(dest, value);
  else {
    const otherwise = () => fn.throwing(`${fn.rt("tryClause")}(${value})`, S.TRY_CLAUSE);
    clauses(fn, ofClauses, [value], dest, otherwise, { within: [S.TRY_OF] });
  }
  fn.emit(`break ${end};}`);
  fn.bound = before;
  for (const clause of catchClauses) catchClause(fn, clause, exception, dest, end);
  fn.emit(`throw ${exception};}`);
  fn.bound = catchClauses.length === 0 ? afterBody : before;
}

/** A clause `Class:Reason:Stacktrace when Guard -> Body`. */
function catchClause(fn: Fn, clause: Clause, exception: string, dest: Dest, end: string): void {
  const pattern = clause[2][0];
  if (pattern[0] !== A.TUPLE) throw new Error("a catch clause has a pattern of three parts");
  const [cls, reason, stack] = pattern[2];
  const bound = new Map(fn.bound);
  const next = fn.label();
  const how = binding(false, true);
  fn.emit(`${next}:{`);
  if (cls[0] === A.ATOM && typeof cls[2] === "symbol") {
    fn.emit(`if(${exception}.class!==${JSON.stringify(Symbol.keyFor(cls[2]))})break ${next};`);
  } else match(fn, cls, fn.let(`${fn.rt("classOf")}(${exception})`), next, how);
  match(fn, reason, fn.let(`${exception}.reason`), next, how);
  if (stack[0] === A.VAR && Symbol.keyFor(stack[2]) !== "_") {
    match(fn, stack, fn.let(`${fn.rt("stackOf")}(${exception})`), next, how);
  }
  guard(fn, clause[3], next);
  bindMatched(fn, how);
  fn.at([S.TRY_CATCH], () => fn.body(clause[4], dest, [S.EXPRS]));
  if (dest !== RETURN) fn.emit(`break ${end};`);
  fn.emit("}");
  fn.bound = bound;
}

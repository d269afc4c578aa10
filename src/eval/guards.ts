// guards — tests of clauses: code that never raises, and jumps to a label when a test is not true.
//
// What can fail in an expression makes the guard fail instead: the common operators and BIFs jump at once; any other
// expression is compiled as outside of guards, within a `try`.

import type { Expr, Guard } from "../syntax/abstract-format.ts";
import * as A from "../syntax/abstract-format.ts";
import { literal, NOT_LITERAL, source } from "./literals.ts";
import { comparison, isComparison, smallInteger } from "./operator-code.ts";
import { hasRecord } from "./records.ts";
import { typeTest } from "./type-tests.ts";
import type { Fn } from "./unit.ts";

/** Emits the guard of a clause; jumps to `fail` unless it is true. */
export function guard(fn: Fn, alternatives: Guard, fail: string): void {
  if (alternatives.length === 0) return;
  if (alternatives.length === 1) {
    for (const test of alternatives[0]) guardTest(fn, test, fail);
    return;
  }
  const passed = fn.label();
  fn.emit(`${passed}:{`);
  for (const tests of alternatives) {
    const next = fn.label();
    fn.emit(`${next}:{`);
    for (const test of tests) guardTest(fn, test, next);
    fn.emit(`break ${passed};}`);
  }
  fn.emit(`break ${fail};}`);
}

/** The type tests of old, which guards alone still know. */
const OLD_TESTS = new Set(
  "integer float number atom list tuple pid reference port function binary record map".split(" "),
);

function guardTest(fn: Fn, test: Expr, fail: string): void {
  if (test[0] === A.OP && test.length === 5) {
    const op = Symbol.keyFor(test[2]) as string;
    if (op === "andalso") {
      guardTest(fn, test[3], fail);
      guardTest(fn, test[4], fail);
      return;
    }
  }
  if (test[0] === A.CALL && test[2][0] === A.ATOM) {
    const name = Symbol.keyFor(test[2][2] as symbol) ?? "";
    if (OLD_TESTS.has(name) && !(name === "float" && test[3].length !== 1)) {
      const current = renamed(test, `is_${name}`);
      fn.emit(`if(${guardValue(fn, current, fail)}!==true)break ${fail};`);
      return;
    }
  }
  const value = guardValue(fn, test, fail);
  if (value === "true") return;
  fn.emit(isCondition(value) ? `if(!${value})break ${fail};` : `if(${value}!==true)break ${fail};`);
}

function renamed(test: Expr & { 0: typeof A.CALL }, name: string): Expr {
  const call: any = (test as any).slice();
  call[2] = (test[2] as any).slice();
  call[2][2] = Symbol.for(name);
  return call;
}

/** Source that is surely a JavaScript boolean, by its form. */
function isCondition(code: string): boolean {
  return (
    code.startsWith("(!!") ||
    code.startsWith("(!(") ||
    /^\(typeof [\w$]+==="number"&&typeof|^\([\w$]+===[\w$]+\)$/.test(code)
  );
}

/** The value of a guard expression; jumps to `fail` if it has none. */
export function guardValue(fn: Fn, node: Expr, fail: string): string {
  switch (node[0]) {
    case A.VAR: {
      const js = fn.lookup(Symbol.keyFor(node[2]) as string);
      if (js !== undefined) return js;
      fn.emit(`break ${fail};`);
      return "void 0";
    }
    case A.OP:
      return node.length === 5 ? binary(fn, node, fail) : unary(fn, node, fail);
    case A.CALL:
      return call(fn, node, fail);
    case A.TUPLE:
    case A.CONS: {
      const value = literal(node);
      if (value !== NOT_LITERAL) return source(fn.unit, value);
      if (node[0] === A.CONS) {
        const head = guardValue(fn, node[2], fail);
        return `new ${fn.rt("Cons")}(${head},${guardValue(fn, node[3], fail)})`;
      }
      return `${fn.rt("tuple")}(${node[2].map((element) => guardValue(fn, element, fail)).join(",")})`;
    }
    default: {
      const value = literal(node);
      return value === NOT_LITERAL ? guarded(fn, node, fail) : source(fn.unit, value);
    }
  }
}

/** Any other expression: whatever it raises makes the guard fail. */
function guarded(fn: Fn, node: Expr, fail: string): string {
  const result = fn.variable();
  fn.emit("try{");
  fn.emit(`${result}=${fn.value(node)};`);
  fn.emit(`}catch(e){${fn.rt("guardFailed")}(e);break ${fail};}`);
  return result;
}

function unary(fn: Fn, node: Expr, fail: string): string {
  const op = Symbol.keyFor(node[2] as symbol) as string;
  const value = fn.simple(guardValue(fn, node[3] as Expr, fail));
  if (op === "not") {
    fn.emit(`if(typeof ${value}!=="boolean")break ${fail};`);
    return `(!(${value}))`;
  }
  return attempt(fn, `${fn.rt("tryOperator")}(${JSON.stringify(op)},${value})`, fail);
}

/** A value, or FAIL if the operation has none. */
function attempt(fn: Fn, code: string, fail: string): string {
  const value = fn.let(code);
  fn.emit(`if(${value}===${fn.rt("FAIL")})break ${fail};`);
  return value;
}

function binary(fn: Fn, node: Expr, fail: string): string {
  const op = Symbol.keyFor(node[2] as symbol) as string;
  const [left, right] = [node[3] as Expr, node[4] as Expr];
  if (op === "andalso" || op === "orelse") {
    const result = fn.variable(guardValue(fn, left, fail));
    fn.emit(`if(${result}===${op === "andalso"}){`);
    fn.emit(`${result}=${guardValue(fn, right, fail)};`);
    fn.emit(`}else if(${result}!==${op !== "andalso"})break ${fail};`);
    return result;
  }
  const a = fn.simple(guardValue(fn, left, fail));
  const b = fn.simple(guardValue(fn, right, fail));
  if (isComparison(op)) return comparison(fn, op, a, b);
  const small = smallInteger(fn, op, a, b);
  const slow = `${fn.rt("tryOperator")}(${JSON.stringify(op)},${a},${b})`;
  return attempt(fn, small === undefined ? slow : `${small.condition}?${small.result}:${slow}`, fail);
}

function call(fn: Fn, node: Expr & { 0: typeof A.CALL }, fail: string): string {
  const callee = node[2];
  const target = callee[0] === A.REMOTE ? callee[3] : callee;
  if (target[0] !== A.ATOM || hasRecord(fn, node)) return guarded(fn, node, fail);
  const name = Symbol.keyFor(target[2] as symbol) as string;
  const args = node[3].map((arg) => fn.simple(guardValue(fn, arg, fail)));
  const test = typeTest(fn, name, args);
  if (test !== undefined) return test;
  switch (`${name}/${args.length}`) {
    case "hd/1":
      return attempt(fn, `${fn.rt("headOr")}(${args[0]})`, fail);
    case "tl/1":
      return attempt(fn, `${fn.rt("tailOr")}(${args[0]})`, fail);
    case "element/2":
      return attempt(fn, `${fn.rt("elementOr")}(${args[0]},${args[1]})`, fail);
    case "tuple_size/1":
      fn.emit(`if(!(${args[0]} instanceof ${fn.rt("Tuple")}))break ${fail};`);
      return fn.let(`${args[0]}.length`);
  }
  const entry = fn.unit.ports.builtin(Symbol.for("erlang"), Symbol.for(name), args.length);
  if (entry === undefined) {
    fn.emit(`break ${fail};`);
    return "void 0";
  }
  return attempt(fn, `${fn.rt("tryCall")}(${[fn.unit.constant(entry.fn), ...args].join(",")})`, fail);
}

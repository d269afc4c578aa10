// operators — unary and binary operators outside of guards.

import type { Expr, OpNode } from "../syntax/abstract-format.ts";
import * as A from "../syntax/abstract-format.ts";
import { comparison, isComparison, smallInteger } from "./operator-code.ts";
import { OPERATORS } from "./operator-table.ts";
import { applyPlace } from "./places.ts";
import * as S from "./stack-lines.ts";
import { type Fn, RETURN } from "./unit.ts";

/** The value of an operator expression; `tail` says that its failure leaves no frame of erl_eval. */
export function operator(fn: Fn, node: OpNode, tail: boolean): string {
  if (node.length === 4) return unary(fn, node, tail);
  if (isLogical(node)) {
    const result = fn.variable();
    logical(fn, node, result);
    return result;
  }
  // `A + B + …` may be thousands of operators long, nested to the left: no recursion there.
  const chain = fn.chain;
  const spine: OpNode[] = [node];
  const chains = [chain];
  let left: Expr = node[3];
  fn.chain = { item: S.OP_LEFT, outer: fn.chain };
  while (left[0] === A.OP && left.length === 5 && !isLogical(left)) {
    spine.push(left);
    chains.push(fn.chain);
    left = left[3];
    fn.chain = { item: S.OP_LEFT, outer: fn.chain };
  }
  let value = fn.value(left);
  for (let i = spine.length - 1; i >= 0; i--) {
    fn.chain = chains[i];
    value = binary(fn, spine[i], value, tail && i === 0);
  }
  fn.chain = chain;
  return value;
}

function unary(fn: Fn, node: OpNode, tail: boolean): string {
  const op = Symbol.keyFor(node[2]) as string;
  const value = fn.simple(fn.valueAt(node[3], S.OP_UNARY));
  if (op === "-" && /^\d+$/.test(value) && value !== "0") return `-${value}`;
  return fn.let(failing(fn, tail, `${fn.rt("callEntry1")}(${entry(fn, op, 1)},${value})`));
}

function binary(fn: Fn, node: OpNode, leftValue: string, tail: boolean): string {
  const left = fn.simple(leftValue);
  return isAppend(node[4] as Expr)
    ? append(fn, node, left, tail)
    : applied(fn, node, left, fn.simple(fn.valueAt(node[4] as Expr, S.OP_RIGHT)), tail);
}

function isAppend(node: Expr): boolean {
  return node[0] === A.OP && node.length === 5 && (node[2] === APPEND || node[2] === SUBTRACT);
}

const APPEND = Symbol.for("++");
const SUBTRACT = Symbol.for("--");

/** `A ++ B ++ …` leans to the right, and may be thousands of operators long: no recursion there either. */
function append(fn: Fn, node: OpNode, first: string, tail: boolean): string {
  const chain = fn.chain;
  const spine: OpNode[] = [node];
  const chains = [chain];
  const lefts = [first];
  let right = node[4] as Expr;
  fn.chain = { item: S.OP_RIGHT, outer: fn.chain };
  while (isAppend(right)) {
    const operation = right as OpNode;
    spine.push(operation);
    chains.push(fn.chain);
    lefts.push(fn.simple(fn.valueAt(operation[3], S.OP_LEFT)));
    right = operation[4] as Expr;
    fn.chain = { item: S.OP_RIGHT, outer: fn.chain };
  }
  let value = fn.simple(fn.value(right));
  for (let i = spine.length - 1; i >= 0; i--) {
    fn.chain = chains[i];
    value = fn.simple(applied(fn, spine[i], lefts[i], value, tail && i === 0));
  }
  fn.chain = chain;
  return value;
}

/** The operator, applied to operands that have been evaluated. */
function applied(fn: Fn, node: OpNode, left: string, right: string, tail: boolean): string {
  const op = Symbol.keyFor(node[2]) as string;
  if (isComparison(op)) return comparison(fn, op, left, right);
  const slow = failing(fn, tail, `${fn.rt("callEntry2")}(${entry(fn, op, 2)},${left},${right})`);
  const small = smallInteger(fn, op, left, right);
  return fn.let(small === undefined ? slow : `${small.condition}?${small.result}:${slow}`);
}

function entry(fn: Fn, op: string, arity: number): string {
  const builtin =
    OPERATORS.get(`${op}/${arity}`) ?? fn.unit.ports.builtin(Symbol.for("erlang"), Symbol.for(op), arity);
  return fn.unit.constant(builtin);
}

/** Source in which the place of a call is set before it. */
export function failing(fn: Fn, tail: boolean, call: string): string {
  return `(${applyPlace(fn, tail)},${call})`;
}

/** `andalso` and `orelse`: the right side is evaluated only if it decides, and binds nothing for others. */
export function logical(fn: Fn, node: OpNode, dest: string): void {
  const and = Symbol.keyFor(node[2]) === "andalso";
  const right = node[4] as Expr;
  const left = fn.simple(fn.valueAt(node[3], and ? S.ANDALSO_LEFT : S.ORELSE_LEFT));
  fn.emit(`if(${left}===${and}){`);
  fn.scope(() => {
    const place = and ? S.ANDALSO_RIGHT : S.ORELSE_RIGHT;
    // A tail call, though erl_eval's own is none: a loop may end in `andalso`.
    if (dest === RETURN) fn.at([place], () => fn.into(right, RETURN));
    else {
      const value = fn.valueAt(right, place);
      fn.put(dest, value);
    }
  });
  fn.emit(`}else if(${left}===${!and}){`);
  fn.put(dest, String(!and));
  fn.emit("}else{");
  fn.throwing(`${fn.rt("badArgument")}(${left})`, and ? S.ANDALSO_BAD : S.ORELSE_BAD);
  fn.emit("}");
}

/** Whether it is `andalso` or `orelse`. */
export function isLogical(node: Expr): boolean {
  if (node[0] !== A.OP) return false;
  const op = Symbol.keyFor(node[2] as symbol);
  return op === "andalso" || op === "orelse";
}

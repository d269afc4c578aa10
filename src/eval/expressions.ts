// expressions — which construct compiles which node of the abstract format.

import type { Expr, OpNode, VarNode } from "../syntax/abstract-format.ts";
import * as A from "../syntax/abstract-format.ts";
import { functionClause } from "../terms/exception.ts";
import { bitString } from "./bit-syntax.ts";
import { callValue, tailCall } from "./calls.ts";
import { bitComprehension, listComprehension, mapComprehension } from "./comprehensions.ts";
import { caseOf, ifClauses, matchOperator, maybe } from "./control.ts";
import { catchExpr, tryExpr } from "./exceptions.ts";
import { fun } from "./funs.ts";
import { literal, NOT_LITERAL, source } from "./literals.ts";
import { map } from "./maps.ts";
import { isLogical, logical, operator } from "./operators.ts";
import { receive } from "./receive.ts";
import { record, recordField, recordIndex } from "./records.ts";
import * as S from "./stack-lines.ts";
import { type Constructs, type Dest, type Fn, RETURN } from "./unit.ts";

const ERL_EVAL = Symbol.for("erl_eval");
const EXPR = Symbol.for("expr");

/** Emits the expression, its value going to `dest`. */
function into(fn: Fn, node: Expr, dest: Dest): void {
  switch (node[0]) {
    case A.CASE:
      caseOf(fn, node, dest);
      return;
    case A.IF:
      ifClauses(fn, node, dest);
      return;
    case A.RECEIVE:
      receive(fn, node, dest);
      return;
    case A.TRY:
      tryExpr(fn, node, dest);
      return;
    case A.MAYBE:
      maybe(fn, node, dest);
      return;
    case A.BLOCK:
      fn.body(node[2], dest, [S.EXPRS]);
      return;
    case A.CALL:
      if (dest === RETURN) tailCall(fn, node);
      else fn.put(dest, callValue(fn, node));
      return;
    default:
      if (isLogical(node)) logical(fn, node as OpNode, dest);
      else fn.put(dest, value(fn, node, dest === RETURN));
  }
}

/** Emits the expression; the result is source of its value. */
function value(fn: Fn, node: Expr, tail: boolean): string {
  switch (node[0]) {
    case A.VAR:
      return variable(fn, node);
    case A.TUPLE:
    case A.CONS: {
      const constant = literal(node);
      if (constant !== NOT_LITERAL) return source(fn.unit, constant);
      return node[0] === A.TUPLE ? tupleOf(fn, node[2]) : list(fn, node);
    }
    case A.OP:
      return operator(fn, node, tail);
    case A.CALL:
      return callValue(fn, node);
    case A.MATCH:
      return matchOperator(fn, node);
    case A.FUN:
    case A.NAMED_FUN:
      return fun(fn, node);
    case A.MAP:
      return map(fn, node);
    case A.BIN:
      return bitString(fn, node);
    case A.RECORD:
      return record(fn, node, tail);
    case A.RECORD_FIELD:
      return recordField(fn, node, tail);
    case A.RECORD_INDEX:
      return recordIndex(fn, node);
    case A.LC:
      return listComprehension(fn, node);
    case A.BC:
      return bitComprehension(fn, node);
    case A.MC:
      return mapComprehension(fn, node);
    case A.CATCH:
      return catchExpr(fn, node);
    case A.CASE:
    case A.IF:
    case A.RECEIVE:
    case A.TRY:
    case A.MAYBE:
    case A.BLOCK: {
      const result = fn.variable();
      into(fn, node, result);
      return result;
    }
    default: {
      const constant = literal(node);
      if (constant === NOT_LITERAL) throw functionClause(ERL_EVAL, EXPR, [node]);
      return source(fn.unit, constant);
    }
  }
}

function variable(fn: Fn, node: VarNode): string {
  const js = fn.lookup(Symbol.keyFor(node[2]) as string);
  if (js !== undefined) return js;
  fn.throwing(`${fn.rt("unbound")}(${fn.unit.constant(node[2])})`, S.UNBOUND);
  return "void 0";
}

function tupleOf(fn: Fn, nodes: readonly Expr[]): string {
  const elements = nodes.map((node) => fn.valueAt(node, S.LIST_ELEMENT, S.LIST_OF, S.TUPLE));
  const make = elements.length >= 1 && elements.length <= 3 ? `tuple${elements.length}` : "tuple";
  return `${fn.rt(make)}(${elements.join(",")})`;
}

/** `[A, B | T]`, without recursion over the tails. */
function list(fn: Fn, node: Expr): string {
  const chain = fn.chain;
  const heads: string[] = [];
  let rest = node;
  for (; rest[0] === A.CONS; rest = rest[3]) {
    heads.push(fn.valueAt(rest[2], S.CONS_HEAD));
    fn.chain = { item: S.CONS_TAIL, outer: fn.chain };
  }
  const tail = fn.value(rest);
  fn.chain = chain;
  if (heads.length > 4) return `${fn.rt("fromArray")}([${heads.join(",")}],${tail})`;
  return heads.reduceRight((code, head) => `new ${fn.rt("Cons")}(${head},${code})`, tail);
}

export const CONSTRUCTS: Constructs = { value, into };

// constant — expressions that have a value without being run: numbers, atoms, and arithmetic on them.
//
// Patterns and sizes in bit syntax may be such expressions: `X = 1 bsl 4`, `<<A:(4*8)>>`.
import {
  add,
  band,
  bnot,
  bor,
  bsl,
  bsr,
  bxor,
  div,
  divide,
  multiply,
  negate,
  plus,
  rem,
  subtract,
} from "../terms/arithmetic.ts";
import { isAtom } from "../terms/atom.ts";
import { Exception } from "../terms/exception.ts";
import { isFloat, isInteger } from "../terms/float.ts";
import type { Term } from "../terms/term.ts";
import { ATOM, CHAR, CONS, type Expr, FLOAT, INTEGER, NIL_LIST, OP, TUPLE } from "./abstract-format.ts";

const UNARY = new Map<symbol, (a: Term) => Term>([
  [Symbol.for("-"), negate],
  [Symbol.for("+"), plus],
  [Symbol.for("bnot"), bnot],
]);
const BINARY = new Map<symbol, (a: Term, b: Term) => Term>([
  [Symbol.for("+"), add],
  [Symbol.for("-"), subtract],
  [Symbol.for("*"), multiply],
  [Symbol.for("/"), divide],
  [Symbol.for("div"), div],
  [Symbol.for("rem"), rem],
  [Symbol.for("band"), band],
  [Symbol.for("bor"), bor],
  [Symbol.for("bxor"), bxor],
  [Symbol.for("bsl"), bsl],
  [Symbol.for("bsr"), bsr],
]);

/**
 * The number or atom that an expression is, as `{ value }`, or undefined if that is not known before it is run or is
 * an exception. Mirrors erl_eval:partial_eval/1.
 */
export function constantValue(expr: Expr): { value: Term } | undefined {
  try {
    const value = evaluate(expr);
    return value !== NOT_CONSTANT && (isInteger(value) || isFloat(value) || isAtom(value))
      ? { value }
      : undefined;
  } catch (failure) {
    if (failure instanceof Exception) return undefined;
    throw failure;
  }
}

const NOT_CONSTANT = Symbol("not constant");

function evaluate(expr: Expr): Term {
  switch (expr[0]) {
    case INTEGER:
    case CHAR:
    case FLOAT:
    case ATOM:
      return expr[2];
    case OP: {
      if (expr.length === 4) {
        const a = evaluate(expr[3]);
        const operator = UNARY.get(expr[2]);
        return a === NOT_CONSTANT || operator === undefined ? NOT_CONSTANT : operator(a);
      }
      const a = evaluate(expr[3]);
      const b = evaluate(expr[4]);
      const operator = BINARY.get(expr[2]);
      return a === NOT_CONSTANT || b === NOT_CONSTANT || operator === undefined
        ? NOT_CONSTANT
        : operator(a, b);
    }
    default:
      return NOT_CONSTANT;
  }
}

/** Whether a pattern is an arithmetic expression that has a value. Mirrors erl_lint:is_pattern_expr/1. */
export function isConstantPattern(expr: Expr): boolean {
  return hasConstantForm(expr) && constantValue(expr) !== undefined;
}

function hasConstantForm(expr: Expr): boolean {
  switch (expr[0]) {
    case CHAR:
    case INTEGER:
    case FLOAT:
    case ATOM:
    case NIL_LIST:
      return true;
    case TUPLE:
      return expr[2].every(hasConstantForm);
    case CONS:
      return hasConstantForm(expr[2]) && hasConstantForm(expr[3]);
    case OP:
      return expr.length === 4
        ? UNARY.has(expr[2]) && hasConstantForm(expr[3])
        : BINARY.has(expr[2]) && hasConstantForm(expr[3]) && hasConstantForm(expr[4]);
    default:
      return false;
  }
}

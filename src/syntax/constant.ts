// constant — expressions that have a value without being run: numbers, atoms, and arithmetic on them.
//
// Patterns and sizes in bit syntax may be such expressions: `X = 1 bsl 4`, `<<A:(4*8)>>`. What is nested very deeply, and
// is a term of which all parts are constant, is kept as that term (parse-state.ts): no pass after the parser walks it.
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
import { fromArray, NIL } from "../terms/list.ts";
import { mapOf } from "../terms/map.ts";
import type { Term } from "../terms/term.ts";
import { tuple3, tupleFrom } from "../terms/tuple.ts";
import {
  ATOM,
  CHAR,
  CONS,
  type Expr,
  FLOAT,
  INTEGER,
  MAP,
  MAP_FIELD_ASSOC,
  NIL_LIST,
  OP,
  STRING,
  TUPLE,
  VALUE,
} from "./abstract-format.ts";

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

/**
 * The expression as `{value,Anno,Term}` if it is an operation, list, tuple or map all of whose parts are constant; else
 * itself. One that is not is put among the `others`, which are not looked into again.
 */
export function folded(expr: Expr, others: WeakSet<Expr>): Expr {
  const kind = expr[0];
  if (kind !== CONS && kind !== TUPLE && kind !== MAP && kind !== OP) return expr;
  const value = valueIfAny(expr, others);
  if (value !== NOT_CONSTANT) return tuple3(VALUE, expr[1], value) as Expr;
  others.add(expr);
  return expr;
}

function valueIfAny(expr: Expr, others: WeakSet<Expr>): Term {
  try {
    return termOf(expr, others);
  } catch (failure) {
    if (failure instanceof Exception) return NOT_CONSTANT;
    throw failure;
  }
}

function termOf(expr: Expr, others: WeakSet<Expr>): Term {
  if (others.has(expr)) return NOT_CONSTANT;
  switch (expr[0]) {
    case STRING:
    case VALUE:
      return expr[2];
    case NIL_LIST:
      return NIL;
    case TUPLE: {
      const elements = termsOf(expr[2], others);
      return elements === undefined ? NOT_CONSTANT : tupleFrom(elements);
    }
    case CONS: {
      const heads: Expr[] = [];
      let rest: Expr = expr;
      for (; rest[0] === CONS; rest = rest[3]) heads.push(rest[2]);
      const elements = termsOf(heads, others);
      const tail = elements === undefined ? NOT_CONSTANT : termOf(rest, others);
      return elements === undefined || tail === NOT_CONSTANT ? NOT_CONSTANT : fromArray(elements, tail);
    }
    case MAP: {
      if (expr.length === 4 || !expr[2].every((field) => field[0] === MAP_FIELD_ASSOC)) return NOT_CONSTANT;
      const keys = termsOf(
        expr[2].map((field) => field[2]),
        others,
      );
      const values = termsOf(
        expr[2].map((field) => field[3]),
        others,
      );
      return keys === undefined || values === undefined ? NOT_CONSTANT : mapOf(keys, values);
    }
    case OP: {
      // A chain of operators leans to the left, and may be long.
      const chain: Extract<Expr, { 0: typeof OP }>[] = [];
      let left: Expr = expr;
      for (; left[0] === OP && !others.has(left); left = left[3]) chain.push(left);
      let value = termOf(left, others);
      for (let i = chain.length - 1; i >= 0 && value !== NOT_CONSTANT; i--)
        value = applied(chain[i], value, others);
      return value;
    }
    default:
      return evaluate(expr);
  }
}

/** An operator whose left operand has that value. */
function applied(node: Extract<Expr, { 0: typeof OP }>, left: Term, others: WeakSet<Expr>): Term {
  if (node.length === 4) return UNARY.get(node[2])?.(left) ?? NOT_CONSTANT;
  const operator = BINARY.get(node[2]);
  const right = operator === undefined ? NOT_CONSTANT : termOf(node[4], others);
  return operator === undefined || right === NOT_CONSTANT ? NOT_CONSTANT : operator(left, right);
}

function termsOf(exprs: readonly Expr[], others: WeakSet<Expr>): Term[] | undefined {
  const terms: Term[] = [];
  for (const expr of exprs) {
    const term = termOf(expr, others);
    if (term === NOT_CONSTANT) return undefined;
    terms.push(term);
  }
  return terms;
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

// literals — expressions whose value is known when they are compiled, and the JavaScript source of values.
import {
  ATOM,
  CHAR,
  CONS,
  type Expr,
  FLOAT,
  INTEGER,
  NIL_LIST,
  OP,
  STRING,
  TUPLE,
  VALUE,
} from "../syntax/abstract-format.ts";
import * as arithmetic from "../terms/arithmetic.ts";
import { Exception } from "../terms/exception.ts";
import { Cons, fromString, isNil, NIL } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { Tuple, tupleFrom } from "../terms/tuple.ts";
import type { Unit } from "./unit.ts";

/** What {@link literal} answers for an expression that has to be evaluated. */
export const NOT_LITERAL: unique symbol = Symbol("not literal") as never;

/** The value of an expression that is a literal, or a tuple or list of such. */
export function literal(node: Expr): Term {
  switch (node[0]) {
    case ATOM:
    case CHAR:
    case INTEGER:
    case FLOAT:
    case STRING:
    case VALUE:
      return node[2];
    case NIL_LIST:
      return NIL;
    case TUPLE: {
      const elements: Term[] = [];
      for (const element of node[2]) {
        const value = literal(element);
        if (value === NOT_LITERAL) return NOT_LITERAL;
        elements.push(value);
      }
      return tupleFrom(elements);
    }
    case CONS:
      return literalList(node);
    default:
      return NOT_LITERAL;
  }
}

/** A list of any length, without recursion over its tails. */
function literalList(node: Expr): Term {
  let first: Term = NIL;
  let last: Cons | null = null;
  let rest: Expr = node;
  for (; rest[0] === CONS; rest = rest[3]) {
    const head = literal(rest[2]);
    if (head === NOT_LITERAL) return NOT_LITERAL;
    const cell = new Cons(head, NIL);
    if (last === null) first = cell;
    else last.tail = cell;
    last = cell;
  }
  const tail = literal(rest);
  if (tail === NOT_LITERAL) return NOT_LITERAL;
  (last as Cons).tail = tail;
  return first;
}

const UNARY: Record<string, (a: Term) => Term> = {
  "+": arithmetic.plus,
  "-": arithmetic.negate,
  bnot: arithmetic.bnot,
};
const BINARY: Record<string, (a: Term, b: Term) => Term> = {
  "+": arithmetic.add,
  "-": arithmetic.subtract,
  "*": arithmetic.multiply,
  "/": arithmetic.divide,
  div: arithmetic.div,
  rem: arithmetic.rem,
  band: arithmetic.band,
  bor: arithmetic.bor,
  bxor: arithmetic.bxor,
  bsl: arithmetic.bsl,
  bsr: arithmetic.bsr,
};

/** The value of a constant expression in a pattern, arithmetic included. Mirrors erl_eval:partial_eval/1. */
export function constantExpression(node: Expr): Term {
  if (node[0] !== OP) return literal(node);
  const name = Symbol.keyFor(node[2]) as string;
  const left = constantExpression(node[3]);
  const right = node.length === 5 ? constantExpression(node[4]) : undefined;
  if (left === NOT_LITERAL || right === NOT_LITERAL) return NOT_LITERAL;
  const apply = node.length === 5 ? BINARY[name] : UNARY[name];
  if (apply === undefined) return NOT_LITERAL;
  try {
    return apply(left, right);
  } catch (thrown) {
    if (thrown instanceof Exception) return NOT_LITERAL;
    throw thrown;
  }
}

/** The source of a term. */
export function source(unit: Unit, term: Term): string {
  switch (typeof term) {
    case "number":
      return Object.is(term, -0) ? unit.constant(term) : String(term);
    case "bigint":
      return `${term}n`;
    case "string":
      return JSON.stringify(term);
    case "boolean":
      return String(term);
    case "undefined":
      return "void 0";
    default:
      if (term === null) return "null";
      return term === NIL ? unit.rt("NIL") : unit.constant(term);
  }
}

/** A string in front of a list, as a pattern `"abc" ++ T` has it: the code points. */
export function characters(text: string): number[] {
  const codes: number[] = [];
  for (let list = fromString(text); list instanceof Cons; list = list.tail) codes.push(list.head);
  return codes;
}

/** Whether the term can be compared by `===`. */
export function comparesByIdentity(term: Term): boolean {
  if (term instanceof Tuple || isNil(term)) return false;
  return typeof term !== "object" && typeof term !== "string" && typeof term !== "function";
}

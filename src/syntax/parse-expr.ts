// parse-expr — expressions and patterns: operators by precedence, and what may follow a primary expression.
//
// Operators are handled with a stack of their own, so that a long chain of them takes no JavaScript stack.
import { tuple3 } from "../terms/tuple.ts";
import {
  type Anno,
  ATOM,
  BLOCK,
  CALL,
  CATCH,
  CHAR,
  type Expr,
  FLOAT,
  FUN,
  FUNCTION,
  INTEGER,
  MAP,
  MATCH,
  MC,
  OP,
  REMOTE,
  STRING,
  TUPLE,
  VAR,
} from "./abstract-format.ts";
import { binary, sigil } from "./parse-bits.ts";
import { caseExpr, funExpr, ifExpr, maybeExpr, receiveExpr, tryExpr } from "./parse-clauses.ts";
import { hashExpr, hashPattern, hashSuffixes, mapComprehension } from "./parse-hash.ts";
import { list } from "./parse-list.ts";
import { anno, argumentList, exprs, firstAnno, leaf, make, type Parser } from "./parse-state.ts";
import type { PrintedTerm } from "./printed-terms.ts";
import type { Token } from "./token.ts";

const MATCH_PRECEDENCE = 100;
const COMPARISON_PRECEDENCE = 200;
const PATTERN_OPERATORS: ReadonlyMap<string, number> = new Map([
  ["=", MATCH_PRECEDENCE],
  ...["==", "/=", "=<", "<", ">=", ">", "=:=", "=/="].map((op) => [op, COMPARISON_PRECEDENCE] as const),
  ...["++", "--"].map((op) => [op, 300] as const),
  ...["+", "-", "bor", "bxor", "bsl", "bsr", "or", "xor"].map((op) => [op, 400] as const),
  ...["/", "*", "div", "rem", "band", "and"].map((op) => [op, 500] as const),
]);
const OPERATORS: ReadonlyMap<string, number> = new Map([
  ...PATTERN_OPERATORS,
  ["!", MATCH_PRECEDENCE],
  ["orelse", 150],
  ["andalso", 160],
]);

/** An expression. */
export function expr(p: Parser): Expr {
  const start = p.index;
  const known = p.enter(expr);
  if (known !== undefined) return known;
  const left = operand(p, primary);
  const node = OPERATORS.has(p.kind) ? operators(p, left, OPERATORS, primary) : left;
  return p.leave(expr, start, node);
}

/** A pattern where the grammar has patterns: the arguments of clauses and what `catch` clauses match. */
export function patExpr(p: Parser): Expr {
  const start = p.index;
  const known = p.enter(patExpr);
  if (known !== undefined) return known;
  const left = operand(p, patPrimary);
  const node = PATTERN_OPERATORS.has(p.kind) ? operators(p, left, PATTERN_OPERATORS, patPrimary) : left;
  return p.leave(patExpr, start, node);
}

function isLeftAssociative(precedence: number): boolean {
  return precedence >= 400;
}

/** The rest of an expression whose first operand is `left`. */
function operators(
  p: Parser,
  left: Expr,
  table: ReadonlyMap<string, number>,
  primaryOf: (p: Parser) => Expr,
): Expr {
  const operands: Expr[] = [left];
  const pending: Token[] = [];
  const precedences: number[] = [];
  for (;;) {
    const precedence = table.get(p.kind);
    if (precedence === undefined) break;
    let top = precedences[precedences.length - 1];
    while (top > precedence || (top === precedence && isLeftAssociative(precedence))) {
      reduce(operands, pending, precedences);
      top = precedences[precedences.length - 1];
    }
    // Comparisons do not associate: `1 < 2 < 3` is an error at the second.
    if (top === COMPARISON_PRECEDENCE && precedence === COMPARISON_PRECEDENCE) p.fail();
    pending.push(p.next());
    precedences.push(precedence);
    operands.push(operand(p, primaryOf));
  }
  while (pending.length > 0) reduce(operands, pending, precedences);
  return operands[0];
}

function reduce(operands: Expr[], pending: Token[], precedences: number[]): void {
  const right = operands.pop();
  const left = operands.pop() as Expr;
  const operator = pending.pop() as Token;
  precedences.pop();
  operands.push(
    operator.kind === "="
      ? make(MATCH, firstAnno(left), left, right)
      : make(OP, anno(operator), Symbol.for(operator.kind), left, right),
  );
}

function isPrefix(kind: string): boolean {
  return kind === "-" || kind === "+" || kind === "not" || kind === "bnot";
}

/** Prefix operators and the primary behind them. */
function operand(p: Parser, primaryOf: (p: Parser) => Expr): Expr {
  if (!isPrefix(p.kind)) return primaryOf(p);
  const prefixes: Token[] = [];
  while (isPrefix(p.kind)) prefixes.push(p.next());
  let node = primaryOf(p);
  for (let i = prefixes.length - 1; i >= 0; i--) {
    node = make(OP, anno(prefixes[i]), Symbol.for(prefixes[i].kind), node);
  }
  return node;
}

/** A primary expression with calls and `:` behind it. Nothing binds more tightly but `#`. */
function primary(p: Parser): Expr {
  if (p.at("catch")) {
    const start = anno(p.next());
    return tuple3(CATCH, start, expr(p));
  }
  let node = hashed(p);
  for (;;) {
    if (p.at("(")) {
      node = make(CALL, firstAnno(node), node, argumentList(p));
    } else if (p.at(":")) {
      const colon = anno(p.next());
      const name = isPrefix(p.kind) || p.at("catch") ? operand(p, primary) : hashed(p);
      node = make(REMOTE, colon, node, name);
      if (p.at(":")) p.fail();
    } else {
      return node;
    }
  }
}

/** An expression with the updates and field accesses behind it. */
function hashed(p: Parser): Expr {
  if (!p.at("#") && !p.at("#_")) return hashSuffixes(p, exprMax(p), "max");
  const node = hashExpr(p);
  return hashSuffixes(p, node, node[0] === MC ? "max" : node[0] === MAP ? "map" : "record");
}

/** An expression that is complete by itself: what `#` may follow, and all that may stand in bit syntax. */
export function exprMax(p: Parser): Expr {
  switch (p.kind) {
    case "[":
      return list(p, true);
    case "<<":
      return binary(p, true);
    case "(": {
      p.next();
      const node = p.expr(p);
      p.expect(")");
      return node;
    }
    case "fun":
      return funExpr(p);
    case "case":
      return caseExpr(p);
    case "if":
      return ifExpr(p);
    case "receive":
      return receiveExpr(p);
    case "try":
      return tryExpr(p);
    case "maybe":
      return maybeExpr(p);
    case "begin": {
      const start = anno(p.next());
      const body = exprs(p);
      p.expect("end");
      return tuple3(BLOCK, start, body);
    }
    case "#":
      return mapComprehension(p);
    default:
      return atomic(p);
  }
}

/** A primary of a pattern: no calls, no comprehensions, no updates. */
function patPrimary(p: Parser): Expr {
  switch (p.kind) {
    case "[":
      return list(p, false);
    case "<<":
      return binary(p, false);
    case "(": {
      p.next();
      const node = p.patExpr(p);
      p.expect(")");
      return node;
    }
    case "#":
    case "#_":
      return hashPattern(p);
    default:
      return atomic(p);
  }
}

/** Variables, literals and tuples: what expressions and patterns have in common. */
function atomic(p: Parser): Expr {
  switch (p.kind) {
    case "var":
      return leaf(p.next(), VAR);
    case "atom":
      return leaf(p.next(), ATOM);
    case "integer":
      return leaf(p.next(), INTEGER);
    case "float":
      return leaf(p.next(), FLOAT);
    case "char":
      return leaf(p.next(), CHAR);
    case "string": {
      const first = p.next();
      if (!p.at("string")) return leaf(first, STRING);
      const parts: string[] = [first.value];
      while (p.at("string")) parts.push(p.next().value);
      return tuple3(STRING, anno(first), parts.join(""));
    }
    case "sigil_prefix":
      return sigil(p);
    case "printed":
      return printedTerm(p);
    case "{": {
      const start = anno(p.next());
      if (p.accept("}")) return tuple3(TUPLE, start, []);
      const elements = exprs(p);
      p.expect("}");
      return tuple3(TUPLE, start, elements);
    }
    default:
      return p.fail();
  }
}

/** A term typed as it is printed: the call that makes it from its text. */
function printedTerm(p: Parser): Expr {
  const token = p.next();
  const start = anno(token);
  const { text, builder, parts } = token.value as PrintedTerm;
  if (builder === "fun") {
    const [module, name, arity] = parts;
    return tuple3(
      FUN,
      start,
      make(FUNCTION, leafAt(start, ATOM, module), leafAt(start, ATOM, name), leafAt(start, INTEGER, arity)),
    ) as Expr;
  }
  const callee = make(
    REMOTE,
    start,
    make(ATOM, start, Symbol.for("erlang")),
    make(ATOM, start, Symbol.for(builder)),
  );
  return make(CALL, start, callee, [tuple3(STRING, start, text)]);
}

function leafAt(start: Anno, tag: symbol, token: Token): Expr {
  return make(tag, start, token.value);
}

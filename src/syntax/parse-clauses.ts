// parse-clauses — the constructs with clauses: `case`, `if`, `receive`, `try`, `maybe` and `fun`.
import { atomName } from "../terms/atom.ts";
import type { Atom } from "../terms/term.ts";
import { tuple2, tuple3 } from "../terms/tuple.ts";
import {
  type Anno,
  ATOM,
  CASE,
  CLAUSE,
  CLAUSES,
  type Clause,
  ELSE,
  type Expr,
  FUN,
  FUNCTION,
  type Guard,
  IF,
  INTEGER,
  MAYBE,
  MAYBE_MATCH,
  NAMED_FUN,
  RECEIVE,
  TRY,
  TUPLE,
  VAR,
} from "./abstract-format.ts";
import {
  anno,
  clauseBody,
  clauseGuard,
  clauses,
  exprs,
  firstAnno,
  guard,
  leaf,
  make,
  type Parser,
  patArgumentList,
} from "./parse-state.ts";

const THROW = Symbol.for("throw");
const UNDERSCORE = Symbol.for("_");

/** `case E of Clauses end`. */
export function caseExpr(p: Parser): Expr {
  const start = anno(p.next());
  const subject = p.expr(p);
  p.expect("of");
  const list = clauses(p, patternClause);
  p.expect("end");
  return make(CASE, start, subject, list);
}

/** `Pattern when Guard -> Body`. */
function patternClause(p: Parser): Clause {
  const pattern = p.expr(p);
  return make(CLAUSE, firstAnno(pattern), [pattern], clauseGuard(p), clauseBody(p));
}

/** `if Guard -> Body; … end`. */
export function ifExpr(p: Parser): Expr {
  const start = anno(p.next());
  const list = clauses(p, ifClause);
  p.expect("end");
  return tuple3(IF, start, list);
}

function ifClause(p: Parser): Clause {
  const tests = guard(p);
  return make(CLAUSE, firstAnno(tests[0][0]), [], tests, clauseBody(p));
}

/** `receive Clauses after Timeout -> Body end`, where either part may be missing. */
export function receiveExpr(p: Parser): Expr {
  const start = anno(p.next());
  const list = p.at("after") ? [] : clauses(p, patternClause);
  if (!p.accept("after")) {
    p.expect("end");
    return tuple3(RECEIVE, start, list);
  }
  const timeout = p.expr(p);
  const body = clauseBody(p);
  p.expect("end");
  return make(RECEIVE, start, list, timeout, body);
}

/** `try Exprs of Clauses catch Clauses after Exprs end`. */
export function tryExpr(p: Parser): Expr {
  const start = anno(p.next());
  const body = exprs(p);
  const ofClauses = p.accept("of") ? clauses(p, patternClause) : [];
  const catchClauses = p.accept("catch") ? clauses(p, catchClause) : [];
  if (catchClauses.length === 0 && !p.at("after")) p.fail();
  const after = p.accept("after") ? exprs(p) : [];
  p.expect("end");
  return make(TRY, start, body, ofClauses, catchClauses, after);
}

/** `Class:Pattern:Stacktrace when Guard -> Body`; the class is `throw` if it is missing. */
function catchClause(p: Parser): Clause {
  const first = p.token;
  const { index } = p;
  const pattern = p.patExpr(p);
  let triple: Expr[];
  let start: Anno;
  if (p.at(":") && p.index === index + 1 && (pattern[0] === ATOM || pattern[0] === VAR)) {
    p.next();
    start = anno(first);
    const reason = p.patExpr(p);
    const stack = p.accept(":") ? leaf(p.expect("var"), VAR) : tuple3(VAR, lastAnno(reason), UNDERSCORE);
    triple = [pattern, reason, stack];
  } else {
    start = firstAnno(pattern);
    triple = [tuple3(ATOM, start, THROW), pattern, tuple3(VAR, lastAnno(pattern), UNDERSCORE)];
  }
  return make(CLAUSE, start, [tuple3(TUPLE, start, triple)], clauseGuard(p), clauseBody(p));
}

/** The annotation of whatever begins last in a pattern. Mirrors erl_parse's last_anno. */
function lastAnno(pattern: Expr): Anno {
  let last: Anno = pattern[1];
  const visit = (node: unknown): void => {
    if (!Array.isArray(node)) return;
    if (node.length === 2 && typeof node[0] === "number") {
      if (node[0] > last[0] || (node[0] === last[0] && node[1] > last[1])) last = node as never;
      return;
    }
    for (const part of node) visit(part);
  };
  visit(pattern);
  return last;
}

/** `maybe Pattern ?= E, … else Clauses end`. */
export function maybeExpr(p: Parser): Expr {
  const start = anno(p.next());
  const body: Expr[] = [];
  do {
    const left = p.expr(p);
    if (p.at("?=")) {
      const operator = anno(p.next());
      body.push(make(MAYBE_MATCH, operator, left, p.expr(p)));
    } else {
      body.push(left);
    }
  } while (p.accept(","));
  if (!p.at("else")) {
    p.expect("end");
    return tuple3(MAYBE, start, body);
  }
  const elseAnno = anno(p.next());
  const list = clauses(p, patternClause);
  p.expect("end");
  return make(MAYBE, start, body, tuple3(ELSE, elseAnno, list));
}

/** A clause of a function or fun, with the name it was given. */
export interface NamedClause {
  anno: Anno;
  name: Atom;
  args: Expr[];
  guard: Guard;
  body: Expr[];
}

const FUN_NAME = Symbol.for("fun");

/** `fun F/A`, `fun M:F/A`, `fun (…) -> … end` or `fun Name(…) -> … end`. */
export function funExpr(p: Parser): Expr {
  const start = anno(p.next());
  if (p.at("atom") || (p.at("var") && p.peek(1) === ":")) {
    const first = p.next();
    if (first.kind === "atom" && p.at("/")) {
      p.next();
      return tuple3(FUN, start, tuple3(FUNCTION, first.value, p.expect("integer").value));
    }
    p.expect(":");
    if (!p.at("atom") && !p.at("var")) p.fail();
    const name = p.next();
    p.expect("/");
    if (!p.at("integer") && !p.at("var")) p.fail();
    const arity = p.next();
    const tagOf = { atom: ATOM, var: VAR, integer: INTEGER } as Record<string, symbol>;
    const reference = [first, name, arity].map((token) => leaf(token, tagOf[token.kind]));
    return tuple3(FUN, start, make(FUNCTION, ...reference));
  }
  const list: NamedClause[] = [];
  do list.push(funClause(p));
  while (p.accept(";"));
  p.expect("end");
  const checked = checkClauses(p, list);
  return list[0].name === FUN_NAME
    ? tuple3(FUN, start, tuple2(CLAUSES, checked))
    : make(NAMED_FUN, start, list[0].name, checked);
}

function funClause(p: Parser): NamedClause {
  if (!p.at("(") && !p.at("var")) p.fail();
  const first = p.token;
  const name = p.at("var") ? p.next().value : FUN_NAME;
  return { anno: anno(first), name, args: patArgumentList(p), guard: clauseGuard(p), body: clauseBody(p) };
}

/** The clauses of one function, all of one name and arity, without the name. */
export function checkClauses(p: Parser, list: NamedClause[]): Clause[] {
  const [{ name, args }] = list;
  const arity = args.length;
  return list.map((clause) => {
    const named = atomName(name);
    if (clause.name !== name) {
      p.failAt(
        clause.anno,
        `head mismatch: previous function ${named}/${arity} is distinct from ` +
          `${atomName(clause.name)}/${clause.args.length}. Is the semicolon in ${named}/${arity} unwanted?`,
      );
    }
    if (clause.args.length !== arity) {
      p.failAt(
        clause.anno,
        `head mismatch: function ${named} with arities ${arity} and ${clause.args.length} is regarded as two ` +
          "distinct functions. Is the number of arguments incorrect or is the semicolon in " +
          `${named}/${arity} unwanted?`,
      );
    }
    return make(CLAUSE, clause.anno, clause.args, clause.guard, clause.body);
  });
}

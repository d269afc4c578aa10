// erl_parse-tokens — terms in abstract format as tokens again, and the precedences of operators, as erl_parse tells them.
import { Exception, type StackItem } from "../terms/exception.ts";
import { fromArray, NIL, toArray } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple2, tuple3 } from "../terms/tuple.ts";

const ERL_PARSE = Symbol.for("erl_parse");
const FUNCTION_CLAUSE = Symbol.for("function_clause");
const sym = (name: string): symbol => Symbol.for(name);
const [NIL_NODE, CONS, TUPLE] = ["nil", "cons", "tuple"].map(sym);
const LITERALS: readonly Term[] = ["atom", "char", "float", "integer", "string", "var"].map(sym);

/**
 * The tokens of a term in abstract format. Mirrors erl_parse:tokens/1,2.
 *
 * ```eshell
 * 1> erl_parse:tokens({cons,1,{atom,1,a},{nil,1}}).
 * [{'[',1},{atom,1,a},{']',1}]
 * ```
 */
export function tokens(node: Term, ...more: Term[]): Term {
  const found: Term[] = [];
  addTokens(node, found, more.length === 0 ? NIL : more[0]);
  return fromArray(found, more.length === 0 ? NIL : more[0]);
}

const mark = (text: string, anno: Term): Term => tuple2(sym(text), anno);

function addTokens(node: Term, found: Term[], more: Term): void {
  const [tag, anno] = isTuple(node) ? node : [];
  if (isTuple(node) && node.length === 3 && LITERALS.includes(tag)) {
    found.push(node);
  } else if (isTuple(node) && node.length === 2 && tag === NIL_NODE) {
    found.push(mark("[", anno), mark("]", anno));
  } else if (isTuple(node) && node.length === 4 && tag === CONS) {
    addList(node, found, more);
  } else if (isTuple(node) && node.length === 3 && tag === TUPLE) {
    let last = anno;
    found.push(mark("{", anno));
    for (const [i, element] of (toArray(node[2]) ?? []).entries()) {
      if (i > 0) found.push(mark(",", last));
      addTokens(element, found, more);
      last = isTuple(element) ? element[1] : last;
    }
    found.push(mark("}", last));
  } else {
    throw noClause("tokens", [node, more], 2141);
  }
}

function addList(node: readonly Term[], found: Term[], more: Term): void {
  found.push(mark("[", node[1]));
  addTokens(node[2], found, more);
  let rest: Term = node[3];
  for (; isTuple(rest) && rest[0] === CONS; rest = rest[3]) {
    found.push(mark(",", rest[1]));
    addTokens(rest[2], found, more);
  }
  if (isTuple(rest) && rest[0] === NIL_NODE) {
    found.push(mark("]", rest[1]));
    return;
  }
  const anno = isTuple(rest) ? rest[1] : undefined;
  found.push(mark("|", anno));
  addTokens(rest, found, more);
  found.push(mark("]", anno));
}

/** A stack item of erl_parse, whose source is the grammar. */
export function parseItem(name: string, arity: number | readonly Term[], line: number): StackItem {
  return { module: ERL_PARSE, name: sym(name), arity, file: "erl_parse.yrl", line };
}

/** `function_clause` of a function of erl_parse. */
export function noClause(name: string, args: readonly Term[], line: number): Exception {
  return new Exception("error", FUNCTION_CLAUSE, [parseItem(name, args, line)]);
}

type Precedences = Readonly<Record<string, readonly number[]>>;

/** The same precedences for several operators. */
function same(operators: string, ...precedences: number[]): Precedences {
  return Object.fromEntries(operators.split(" ").map((operator) => [operator, precedences]));
}

/** Of what stands to the left, of the operator, of what stands to the right. */
const INFIX: Precedences = {
  ...same("= !", 150, 100, 100),
  ...same("orelse", 160, 150, 150),
  ...same("andalso", 200, 160, 160),
  ...same("== /= =< < >= > =:= =/=", 300, 200, 300),
  ...same("++ --", 400, 300, 300),
  ...same("+ - bor bxor bsl bsr or xor", 400, 400, 500),
  ...same("* / div rem band and", 500, 500, 600),
  ...same("#", 800, 700, 800),
  ...same(":", 900, 800, 900),
  ...same(".", 900, 900, 1000),
};
const PREFIX: Precedences = {
  ...same("catch", 0, 100),
  ...same("+ - bnot not", 600, 700),
  ...same("#", 700, 800),
};

const precedence =
  (name: string, table: Precedences, line: number) =>
  (operator: Term): Term => {
    const found = typeof operator === "symbol" ? table[Symbol.keyFor(operator) ?? ""] : undefined;
    if (found === undefined) throw noClause(name, [operator], line);
    return found.length === 2 ? tuple2(found[0], found[1]) : tuple3(found[0], found[1], found[2]);
  };

export const precedences = {
  /**
   * The precedences of a binary operator: left, its own, right. Mirrors erl_parse:inop_prec/1.
   *
   * ```eshell
   * 1> erl_parse:inop_prec('+').
   * {400,400,500}
   * ```
   */
  inop_prec: precedence("inop_prec", INFIX, 2177),
  /**
   * The precedences of a unary operator: its own, right. Mirrors erl_parse:preop_prec/1.
   *
   * ```eshell
   * 1> erl_parse:preop_prec('-').
   * {600,700}
   * ```
   */
  preop_prec: precedence("preop_prec", PREFIX, 2215),
  func_prec: (): Term => tuple2(800, 700),
  max_prec: (): Term => 900,
};

// parse-state — the parser's place among the tokens, its errors, and what all grammar files share.
//
// The grammar is spread over files by construct. Since an expression may hold any construct and a construct any
// expression, the files meet in the fields of Parser (`expr`, `patExpr`, `exprMax`), which parser.ts fills in.
//
// Invariant: an error is reported at the first token that cannot follow what came before, as yacc-like parsers
// (and so erl_parse) do: a token is only passed when some sentence of the grammar goes on with it.
import { tuple, tuple2, tuple3 } from "../terms/tuple.ts";
import {
  type Anno,
  ATOM,
  type Clause,
  type ErrorInfo,
  type Expr,
  type Guard,
  type Location,
  MAP,
  OP,
  RECORD,
  RECORD_FIELD,
  REMOTE,
} from "./abstract-format.ts";
import { folded } from "./constant.ts";
import { Token } from "./token.ts";
import { writeToken } from "./write-token.ts";

const ERL_PARSE = Symbol.for("erl_parse");

/** Thrown on the first error, and turned into a result by the entry points in parser.ts. */
export class ParseFailure extends Error {
  readonly info: ErrorInfo;
  constructor(info: ErrorInfo) {
    super();
    this.info = info;
  }
}

/** How many expressions are parsed within each other by functions that call themselves. */
const DEEPEST = 200;

type Grammar = Pick<Parser, "expr" | "patExpr" | "exprMax">;

/** Thrown where expressions are nested too deeply for the JavaScript stack: the one at `index` is to be parsed first. */
class Deeper extends Error {
  readonly index: number;
  readonly parse: (p: Parser) => Expr;
  constructor(index: number, parse: (p: Parser) => Expr) {
    super();
    this.index = index;
    this.parse = parse;
  }
}

export class Parser {
  readonly tokens: readonly Token[];
  /** Text of the form: if given, errors quote it as it was typed. Without it a token is written anew. */
  readonly text: string | undefined;
  index = 0;
  /** The token at `index`, and its kind. */
  token: Token;
  kind: string;
  readonly expr: (p: Parser) => Expr;
  readonly patExpr: (p: Parser) => Expr;
  readonly exprMax: (p: Parser) => Expr;
  readonly #end: Token;
  #depth = 0;
  /** What expressions have been parsed as and where they end, by their first tokens; null as long as none lies too deep. */
  #known: Map<(p: Parser) => Expr, Map<number, { node: Expr; end: number }>> | null = null;
  /** Expressions that have been parsed from an empty stack, and are not constant. */
  readonly #others = new WeakSet<Expr>();

  constructor(tokens: readonly Token[], text: string | undefined, grammar: Grammar) {
    this.tokens = tokens;
    this.text = text;
    this.expr = grammar.expr;
    this.patExpr = grammar.patExpr;
    this.exprMax = grammar.exprMax;
    this.#end = endToken(tokens, text);
    this.token = tokens.length === 0 ? this.#end : tokens[0];
    this.kind = this.token.kind;
  }

  /** Passes the current token, and returns it. */
  next(): Token {
    const passed = this.token;
    const index = ++this.index;
    this.token = index < this.tokens.length ? this.tokens[index] : this.#end;
    this.kind = this.token.kind;
    return passed;
  }

  /**
   * Parses all. An expression that lies too deep is parsed first, from an empty stack, and then what is around it anew:
   * what has been parsed meanwhile is known.
   */
  run<T>(grammar: (p: Parser) => T): T {
    const places: Deeper[] = [];
    for (;;) {
      const place = places[places.length - 1];
      this.#moveTo(place === undefined ? 0 : place.index);
      this.#depth = 0;
      try {
        if (place === undefined) return grammar(this);
        place.parse(this);
        places.pop();
      } catch (failure) {
        if (!(failure instanceof Deeper)) throw failure;
        this.#known ??= new Map();
        places.push(failure);
      }
    }
  }

  /** Begins an expression, `parse` being what parses it. If it is known already, it is passed and returned. */
  enter(parse: (p: Parser) => Expr): Expr | undefined {
    if (this.#known !== null) {
      const found = this.#known.get(parse)?.get(this.index);
      if (found !== undefined) {
        this.#moveTo(found.end);
        return found.node;
      }
    }
    if (this.#depth === DEEPEST) throw new Deeper(this.index, parse);
    this.#depth++;
    return undefined;
  }

  /** Ends an expression that began at the token `start`. */
  leave(parse: (p: Parser) => Expr, start: number, node: Expr): Expr {
    this.#depth--;
    if (this.#known !== null) {
      // Begun on an empty stack: what has nested constants to that height is one constant from now on.
      if (this.#depth === 0 && start > 0) node = folded(node, this.#others);
      let known = this.#known.get(parse);
      if (known === undefined) {
        known = new Map();
        this.#known.set(parse, known);
      }
      known.set(start, { node, end: this.index });
    }
    return node;
  }

  #moveTo(index: number): void {
    this.index = index;
    this.token = index < this.tokens.length ? this.tokens[index] : this.#end;
    this.kind = this.token.kind;
  }

  /** Whether the current token is of that kind. */
  at(kind: string): boolean {
    return this.kind === kind;
  }

  /** The kind of the token `offset` ahead. */
  peek(offset: number): string {
    const index = this.index + offset;
    return index < this.tokens.length ? this.tokens[index].kind : "$end";
  }

  /** Passes a token of that kind, or fails at what is there instead. */
  expect(kind: string): Token {
    if (this.kind !== kind) this.fail();
    return this.next();
  }

  /** Passes the token if it is of that kind. */
  accept(kind: string): boolean {
    if (this.kind !== kind) return false;
    this.next();
    return true;
  }

  /** "syntax error before" the current token. */
  fail(): never {
    const { token } = this;
    const text = this.text === undefined ? writeToken(token) : this.text.slice(token.start, token.end);
    throw new ParseFailure([tuple2(token.line, token.column), ERL_PARSE, ["syntax error before: ", text]]);
  }

  /** Fails with a message of its own. Mirrors erl_parse's ret_err. */
  failAt(location: Location, message: string): never {
    throw new ParseFailure([location, ERL_PARSE, message]);
  }
}

/** Where the tokens end: behind the last one if its text is known, else at it. */
function endToken(tokens: readonly Token[], text: string | undefined): Token {
  if (tokens.length === 0) return new Token("$end", 999999, 1, undefined, 0, 0);
  const last = tokens[tokens.length - 1];
  let { line, column } = last;
  if (text !== undefined) {
    for (const character of text.slice(last.start, last.end)) {
      if (character === "\n") {
        line++;
        column = 1;
      } else {
        column++;
      }
    }
  }
  return new Token("$end", line, column, undefined, last.end, last.end);
}

/** The annotation of a node that begins at a token. */
export function anno(token: Token): Anno {
  return tuple2(token.line, token.column) as Anno;
}

/** A node of the abstract format. Untyped, since TypeScript cannot infer which of the unions it is meant for. */
export const make: (...elements: unknown[]) => any = tuple;

/** `{Tag, Anno, Value}` of a token that is an expression by itself. */
export function leaf(token: Token, tag: symbol = ATOM): any {
  return tuple3(tag, anno(token), token.value);
}

/** The annotation of the leftmost token of an expression. Mirrors erl_parse:first_anno/1. */
export function firstAnno(node: Expr): Anno {
  for (;;) {
    switch (node[0]) {
      case OP:
        if (node.length === 4) return node[1];
        node = node[3];
        continue;
      case REMOTE:
      case RECORD_FIELD:
        node = node[2];
        continue;
      case MAP:
        if (node.length === 3) return node[1];
        node = node[2];
        continue;
      case RECORD:
        if (node.length === 4) return node[1];
        node = node[2];
        continue;
      default:
        return node[1];
    }
  }
}

/** One expression or more, separated by commas. */
export function exprs(p: Parser): Expr[] {
  const list = [p.expr(p)];
  while (p.accept(",")) list.push(p.expr(p));
  return list;
}

/** `()` or `(E, …)`. */
export function argumentList(p: Parser): Expr[] {
  p.expect("(");
  if (p.accept(")")) return [];
  const args = exprs(p);
  p.expect(")");
  return args;
}

/** `()` or `(P, …)`: the arguments of a clause of a function or fun. */
export function patArgumentList(p: Parser): Expr[] {
  p.expect("(");
  if (p.accept(")")) return [];
  const args = [p.patExpr(p)];
  while (p.accept(",")) args.push(p.patExpr(p));
  p.expect(")");
  return args;
}

/** `when Guard`, or nothing. */
export function clauseGuard(p: Parser): Guard {
  return p.accept("when") ? guard(p) : [];
}

/** Alternatives separated by semicolons, each of tests separated by commas. */
export function guard(p: Parser): Guard {
  const alternatives = [exprs(p)];
  while (p.accept(";")) alternatives.push(exprs(p));
  return alternatives;
}

/** `-> Body`. */
export function clauseBody(p: Parser): Expr[] {
  p.expect("->");
  return exprs(p);
}

/** Clauses separated by semicolons. */
export function clauses(p: Parser, clause: (p: Parser) => Clause): Clause[] {
  const list = [clause(p)];
  while (p.accept(";")) list.push(clause(p));
  return list;
}

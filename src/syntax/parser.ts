// parser — tokens to Erlang's abstract format: erl_parse.
//
// Recursive descent with operator precedence, where OTP has an LALR grammar; the language and the places of errors
// are the same. Expressions may be nested to any depth (Parser.run). Differs from OTP: types may not (too-deep.ts).

import type { ErrorInfo, Expr, Form } from "./abstract-format.ts";
import { checkClauses } from "./parse-clauses.ts";
import { expr, exprMax, patExpr } from "./parse-expr.ts";
import { form, functionClause } from "./parse-form.ts";
import { anno, exprs, ParseFailure, Parser } from "./parse-state.ts";
import { withPrintedTerms } from "./printed-terms.ts";
import type { Token } from "./token.ts";
import { isStackOverflow, tooDeep } from "./too-deep.ts";

const GRAMMAR = { expr, patExpr, exprMax };

/**
 * The expressions that the tokens of one form are: `X = 1, X + 1.` With the `text` of the form, printed pids and the
 * like may stand in it, as at the shell. Mirrors erl_parse:parse_exprs/1 and erl_eval:extended_parse_exprs/1.
 */
export function parseExprs(form: readonly Token[], text?: string): { exprs: Expr[] } | { error: ErrorInfo } {
  const tokens = text === undefined ? form : withPrintedTerms(form, text);
  return parse(tokens, undefined, (p) => {
    const list = exprs(p);
    // OTP parses the body of a function `f/0`, so further clauses may follow it; none of them can be right.
    if (p.kind === ";") {
      const [{ line, column }] = tokens;
      const clauses = [
        { anno: [line, column] as never, name: Symbol.for("f"), args: [], guard: [], body: list },
      ];
      while (p.accept(";")) clauses.push(functionClause(p) as never);
      p.expect("dot");
      checkClauses(p, clauses);
    }
    endOfForm(p);
    return { exprs: list };
  });
}

/**
 * The function definition or attribute that the tokens are. With the `text` of the form, errors quote it as typed, as
 * the shell does for `-record`, `-type` and `-spec`. Mirrors erl_parse:parse_form/1.
 */
export function parseForm(tokens: readonly Token[], text?: string): { form: Form } | { error: ErrorInfo } {
  return parse(tokens, text, (p) => {
    const node = form(p);
    endOfForm(p);
    return { form: node };
  });
}

function endOfForm(p: Parser): void {
  p.expect("dot");
  if (p.kind !== "$end") p.fail();
}

function parse<T>(
  tokens: readonly Token[],
  text: string | undefined,
  grammar: (p: Parser) => T,
): T | { error: ErrorInfo } {
  const p = new Parser(tokens, text, GRAMMAR);
  try {
    return p.run(grammar);
  } catch (failure) {
    if (failure instanceof ParseFailure) return { error: failure.info };
    if (isStackOverflow(failure)) return { error: tooDeep(anno(p.token)) };
    throw failure;
  }
}

// reader — reads one form for the shell: lines until its dot, its tokens, its expressions or definition.
import type { ErrorInfo, Expr, Form } from "../syntax/abstract-format.ts";
import { parseExprs, parseForm } from "../syntax/parser.ts";
import { type Continuation, EOF, type Token, type TokensResult, tokens } from "../syntax/scanner.ts";
import { atomName } from "../terms/atom.ts";
import { type Collected, Collector, type Data, END } from "./collect.ts";
import { withExternalFuns } from "./external-funs.ts";

/** What was read: expressions to evaluate, a definition, an error, or the end of the input. */
export type Read =
  | { readonly exprs: Expr[] }
  | { readonly form: Form; readonly text: string }
  | { readonly error: ErrorInfo; readonly scanning: boolean }
  | { readonly eof: true };

/** Collects the tokens of one form. Its result is a TokensResult. */
export class FormCollector extends Collector {
  override readonly history = true;
  #continuation: Continuation | undefined;

  feed(data: Data): Collected | undefined {
    const result: TokensResult = tokens(this.#continuation, data === END ? EOF : data);
    if ("more" in result) {
      this.#continuation = result.more;
      return undefined;
    }
    const rest = "rest" in result && typeof result.rest === "string" ? result.rest : "";
    return { result, rest };
  }

  restart(): void {
    this.#continuation = undefined;
  }
}

/** Parses what was scanned, as the shell does: `-record(…)`, `-type …`, `-spec …` and `f(X) -> …` define. */
export function readForm(scanned: TokensResult, definable: (name: string) => boolean): Read {
  if ("eof" in scanned) return { eof: true };
  if ("error" in scanned) return { error: scanned.error, scanning: true };
  if ("more" in scanned) throw new Error("a form that is not complete");
  const { tokens: list, text } = scanned;
  if (isAttribute(list)) {
    const parsed = parseForm(list, text);
    return "form" in parsed ? { form: parsed.form, text } : { error: parsed.error, scanning: false };
  }
  if (isAtom(list[0]) && list[1]?.kind === "(") {
    const parsed = parseForm(list);
    if ("form" in parsed && definable(atomName(list[0].value))) {
      return { form: withExternalFuns(parsed.form), text };
    }
  }
  const parsed = parseExprs(list, text);
  return "exprs" in parsed
    ? { exprs: withExternalFuns(parsed.exprs) }
    : { error: parsed.error, scanning: false };
}

const DEFINING = new Set(["record", "spec", "type", "nominal"]);

function isAtom(token: Token | undefined): token is Token {
  return token?.kind === "atom";
}

function isAttribute(list: readonly Token[]): boolean {
  return list[0]?.kind === "-" && isAtom(list[1]) && DEFINING.has(atomName(list[1].value));
}

// forms — a text of several forms, as they would be typed at a prompt one after the other: a script, or what a program has
// evaluated.
import type { ErrorInfo, Expr } from "../syntax/abstract-format.ts";
import { scan, Token } from "../syntax/scanner.ts";
import { atomName } from "../terms/atom.ts";
import { tuple2 } from "../terms/tuple.ts";
import { definitionCall, isDefinable } from "./definitions.ts";
import { readForm } from "./reader.ts";

const DOT = "dot";

/** All expressions, definitions as the calls that make them; or everything that is wrong. The last form needs no dot. */
export function readForms(
  text: string,
  isCommand: (name: string) => boolean,
): { readonly exprs: readonly Expr[] } | { readonly errors: readonly ErrorInfo[] } {
  // The first line may be for the operating system; the numbers of the others stay.
  const scanned = scan(text.replace(/^#!.*/, ""));
  if ("error" in scanned) return { errors: [scanned.error] };
  const errors: ErrorInfo[] = [];
  const exprs: Expr[] = [];
  for (const tokens of forms(scanned.tokens)) {
    if (isPassedOver(tokens)) continue;
    const last = tokens[tokens.length - 1];
    const end = tuple2(last.line, last.column) as never;
    const read = readForm({ tokens, text: scanned.text, rest: "", end }, (name) =>
      isDefinable(name, isCommand),
    );
    if ("error" in read) errors.push(read.error);
    else if ("form" in read) exprs.push(definitionCall(read.form, isCommand));
    else if ("exprs" in read) exprs.push(...read.exprs);
  }
  return errors.length > 0 ? { errors } : { exprs };
}

/** The tokens up to each dot; the last form may do without. */
function forms(tokens: readonly Token[]): Token[][] {
  const all: Token[][] = [];
  let form: Token[] = [];
  for (const token of tokens) {
    form.push(token);
    if (token.kind !== DOT) continue;
    all.push(form);
    form = [];
  }
  if (form.length > 0) {
    const { line, column, start, end } = form[form.length - 1];
    all.push([...form, new Token(DOT, line, column + end - start, undefined, end, end)]);
  }
  return all;
}

const PASSED_OVER = new Set([
  "module",
  "export",
  "mode",
  "compile",
  "author",
  "vsn",
  "export_type",
  "dialyzer",
]);

/** An attribute that says nothing to a script. */
function isPassedOver([minus, name]: readonly Token[]): boolean {
  return minus.kind === "-" && name?.kind === "atom" && PASSED_OVER.has(atomName(name.value));
}

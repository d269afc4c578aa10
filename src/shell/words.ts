// words — the texts of the rooms below, with the shell's settings: errors, exceptions, code.

import { write } from "../format/write.ts";
import type { AttributeForm, ErrorInfo, Expr, Form } from "../syntax/abstract-format.ts";
import * as A from "../syntax/abstract-format.ts";
import { formatParseError, formatScanError } from "../syntax/format-error.ts";
import type { Term } from "../terms/term.ts";
import type { ShellException } from "./shell-messages.ts";
import type { ShellState } from "./shell-state.ts";

export function messageOf([, module, descriptor]: ErrorInfo): string {
  return module === Symbol.for("erl_scan") ? formatScanError(descriptor) : formatParseError(descriptor);
}
export function errorText(error: ErrorInfo): string {
  return `${error[0][0]}:${error[0][1]}: ${messageOf(error)}`;
}
export function exceptionText(
  e: ShellException,
  _indent: number,
  pp: (term: Term, column: number) => string,
): string {
  return `exception ${e.class}: ${pp(e.reason, 1)}`;
}
export function refusal(
  _expr: Expr,
  _bindings: ReadonlyMap<string, Term>,
  _state: ShellState,
): ErrorInfo | undefined {
  return undefined;
}
export function recordRefusal(_forms: readonly AttributeForm[], _state: ShellState): ErrorInfo | undefined {
  return undefined;
}
export function exprText(expr: Expr): string {
  return expr[0] === A.ATOM ? write(expr[2]) : "?";
}
export function exprsText(exprs: readonly Expr[], _indent: number): string {
  return exprs.map(exprText).join(", ");
}
export function formText(_form: Form): string {
  return "?";
}
export function attributeText(form: AttributeForm): string {
  return formText(form);
}
export function bindingText(_name: string, _value: Term): string | undefined {
  return undefined;
}

// error-call — calls in the texts of exceptions: `lists:nth(0,[a])`, `1 + a`, `maps:map/2`.
//
// Mirrors the format_call, format_op and mfa_to_string of erl_error. A call is laid out so that its arguments take
// as few lines as they can: after the text before it, or on a line of their own.
import { isAtom } from "../terms/atom.ts";
import { ExternalFun, isFun, unwrapFun } from "../terms/fun.ts";
import { fromArray } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { isTuple } from "../terms/tuple.ts";
import { graphemeLength } from "./chars.ts";
import { isAutoImported, isOperator } from "./erl_internal.ts";
import { isPrintable, writeAtom } from "./quote.ts";
import { funCode, writeFun } from "./write.ts";

/** Prints a term that begins at a column (from 1). */
export type FormatTerm = (term: Term, column: number) => string;

const ERLANG = Symbol.for("erlang");

export function countLines(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) count++;
  return count;
}

/** The name of `module:name/arity` if that is an operator. */
export function operatorName(module: Term, name: Term, arity: number): string | null {
  if (module !== ERLANG || typeof name !== "symbol") return null;
  const text = Symbol.keyFor(name) as string;
  return isOperator(text, arity) ? text : null;
}

/** `Module:Name/Arity`, without the module where it is auto-imported. Mirrors erl_error:mfa_to_string/4. */
export function mfaText(module: Term, name: Term, arity: number): string {
  return `${nameText(module, name, arity)}/${arity}`;
}

function nameText(module: Term, name: Term, arity: number): string {
  if (module === ERLANG && isAtom(name)) {
    if (typeof name === "symbol" && isAutoImported(Symbol.keyFor(name) as string, arity))
      return writeAtom(name, true);
    const operator = operatorName(module, name, arity);
    if (operator !== null) return operator === "/" ? "'/'" : operator;
  }
  return `${writeAtom(module, true)}:${writeAtom(name, false)}`;
}

/** A fun by its name, or as what it is. Mirrors erl_error:format_fun/2. */
export function funText(fun: Term): string {
  const inner = unwrapFun(fun);
  if (inner instanceof ExternalFun) return mfaText(inner.module, inner.name, inner.arity);
  const code = funCode(inner);
  const arity: number = typeof inner === "function" ? inner.length : inner.arity;
  if (code === undefined || code.name === "") return writeFun(inner);
  if (code.module === Symbol.for("erl_eval")) return `interpreted function with arity ${arity}`;
  return mfaText(code.module, Symbol.for(code.name), arity);
}

/**
 * A call with its arguments. `called` is `{Module, Name}`, a fun or a name; `text` stands before the call on its line,
 * `before` is what stands before that.
 */
export function callText(
  text: string,
  before: string,
  called: Term,
  args: readonly Term[],
  print: FormatTerm,
): string {
  if (isTuple(called)) {
    const operator = operatorName(called[0], called[1], args.length);
    if (operator !== null) return text + operatorCall(text + before, operator, args, print);
  }
  const name = isTuple(called)
    ? nameText(called[0], called[1], args.length)
    : isFun(called)
      ? funText(called)
      : writeAtom(called, false);
  const below = graphemeLength(before + name);
  const beside = below + graphemeLength(text);
  const onLine = argumentsText(args, beside, print);
  const onNext = argumentsText(args, below, print);
  // Two arguments of five characters must fit beside the name.
  const isNarrow = countLines(argumentsText(PROBE, beside, print)) > 0;
  return isNarrow || countLines(onNext) < countLines(onLine)
    ? `${text}\n${before}${name}${onNext}`
    : `${text}${name}${onLine}`;
}

const PROBE = [Symbol.for("a2345"), Symbol.for("b2345")];

function operatorCall(before: string, operator: string, args: readonly Term[], print: FormatTerm): string {
  const column = before.length;
  if (args.length === 1) return `${operator} ${print(args[0], column + operator.length + 2)}`;
  const left = print(args[0], column + 1);
  const right = print(args[1], column + 1);
  const ownLine = `\n${" ".repeat(column)}`;
  if (countLines(left) > 0) return left + ownLine + operator + ownLine + right;
  const beside = print(args[1], column + operator.length + 2 + graphemeLength(left) + 1);
  if (countLines(right) < countLines(beside)) return left + ownLine + operator + ownLine + right;
  return `${left} ${operator} ${beside}`;
}

/** Arguments in parentheses, printed as a list that begins at `column` (from 0). */
function argumentsText(args: readonly Term[], column: number, print: FormatTerm): string {
  let text: string;
  if (args.length > 0 && args.every(isPrintable)) {
    // The list would print as a string: an atom as long as the first argument keeps it from that.
    const first = String(args[0]);
    const list = print(fromArray([Symbol.for("a".repeat(first.length)), ...args.slice(1)]), column + 1);
    text = `[${first}${list.slice(1 + first.length)}`;
  } else {
    text = print(fromArray(args), column + 1);
  }
  return `(${text.slice(1, -1)})`;
}

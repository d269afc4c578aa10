// erl_error — the text of an exception, as the shell and error reports show it: what happened, where, with which arguments.
//
//   exception error: bad argument
//     in function  hd/1
//        called as hd([])
//        *** argument 1: not a nonempty list
//
// Mirrors OTP's erl_error:format_exception/7. Terms are printed by a function of the caller (`print`), who also says
// which calls at the end of the stack to leave out (`trim`) and explains the arguments (`explain`, the port to the
// format_error/2 of the module that error_info names).
//
// Differs: the reason may be a JavaScript error, which is shown by its name and message.
import { isAtom } from "../terms/atom.ts";
import type { ExceptionClass } from "../terms/exception.ts";
import { isList, listLength, toArray } from "../terms/list.ts";
import { isMap, MISSING, mapGet } from "../terms/map.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, type Tuple, tuple2 } from "../terms/tuple.ts";
import { chardataText } from "./chardata.ts";
import { callText, type FormatTerm, mfaText, operatorName } from "./error-call.ts";
import { argumentCount, classText, locationText, property, reasonText } from "./error-reason.ts";
import { pretty } from "./pretty.ts";

/** Explains an exception: `module:name(reason, stacktrace)`, a map of argument numbers, `general` and `reason` to text; undefined if it cannot. */
export type Explain = (module: symbol, name: symbol, reason: Term, stacktrace: Term) => Term;

export interface ExceptionOptions {
  /** The column at which the text begins, from 1; further lines are indented as much. The shell's is 4, after `** `. */
  column?: number;
  /** Prints terms; with depth 30 and lines of 80 unless told otherwise. */
  print?: FormatTerm;
  /** Whether a call at the end of the stacktrace is left out. */
  trim?: (module: symbol, name: symbol, arityOrArgs: Term) => boolean;
  explain?: Explain;
}

type Item = Tuple<Term[]>;

const ERROR_INFO = Symbol.for("error_info");
const FUNCTION_CLAUSE = Symbol.for("function_clause");
const UNDEF = Symbol.for("undef");
const SHELL = Symbol.for("shell");
const NOTHING: ReadonlyMap<number | "general" | "reason", string> = new Map();

/** The text of an exception, without a newline at the end. `stacktrace` is the Erlang list. Mirrors erl_error:format_exception/4. */
export function formatException(
  cls: ExceptionClass,
  reason: Term,
  stacktrace: Term,
  options: ExceptionOptions = {},
): string {
  const {
    column = 1,
    trim,
    print = (term, at) => pretty(term, { column: at, depth: 30, latin1: true }),
  } = options;
  const indent = " ".repeat(column - 1);
  const items = stackItems(stacktrace);
  let stack = items ?? [];
  let call: readonly Term[] | null = null;
  const first = stack[0];
  if (cls === "error" && first !== undefined) {
    if (reason === UNDEF || (reason === FUNCTION_CLAUSE && isList(first[2]))) {
      call = first;
      stack = stack.slice(1);
    } else if (reason === FUNCTION_CLAUSE && stack.length === 1 && first[0] === SHELL) {
      call = [first[1], first[2]];
      stack = [];
    }
  }
  const explained = explain(reason, stack, options.explain);
  const term = items === null ? tuple2(reason, stacktrace) : reason;
  const text = explained.get("reason") ?? reasonText(cls, term, call, indent, print);
  const calls = stackText(trimmed(stack, trim), `  ${indent}`, print, explained);
  return `${classText(cls)}${text}${calls === "" ? "" : "\n"}${calls}`;
}

/** The calls of a stacktrace, one to a line, indented by `column + 2`. Mirrors erl_error:format_stacktrace/4. */
export function formatStacktrace(stacktrace: Term, options: ExceptionOptions = {}): string {
  const {
    column = 1,
    trim,
    print = (term, at) => pretty(term, { column: at, depth: 30, latin1: true }),
  } = options;
  const stack = stackItems(stacktrace) ?? [];
  const explained = explain(Symbol.for("none"), stack, options.explain);
  return stackText(trimmed(stack, trim), " ".repeat(column + 1), print, explained);
}

/** The items of a stacktrace as an array, or null if the term is none. */
function stackItems(stacktrace: Term): readonly Item[] | null {
  const items = toArray(stacktrace);
  if (items === undefined) return null;
  for (const item of items) {
    if (!isTuple(item) || item.length !== 4 || !isAtom(item[0]) || !isAtom(item[1]) || !isList(item[3]))
      return null;
    if (typeof item[2] !== "number" && listLength(item[2]) < 0) return null;
  }
  return items as readonly Item[];
}

function trimmed(stack: readonly Item[], trim: ExceptionOptions["trim"]): readonly Item[] {
  let end = stack.length;
  if (trim !== undefined) {
    for (; end > 0; end--) {
      const [module, name, arityOrArgs] = stack[end - 1] as Item;
      if (!trim(module, name, arityOrArgs)) break;
    }
  }
  return stack.slice(0, end);
}

function stackText(
  stack: readonly Item[],
  indent: string,
  print: FormatTerm,
  explained: ReadonlyMap<number | "general" | "reason", string>,
): string {
  const lines: string[] = [];
  stack.forEach(([module, name, arityOrArgs, info], index) => {
    const arity = argumentCount(arityOrArgs);
    const isFirst = index === 0;
    let origin = "in call from";
    if (isFirst) origin = operatorName(module, name, arity) === null ? "in function " : "in operator ";
    const head = `${indent}${origin} ${mfaText(module, name, arity)}`;
    const separator = isFirst ? indent : `\n${indent}`;
    const notes = isFirst ? argumentNotes(arity, explained, `\n${separator}   `) : "";
    if (typeof arityOrArgs === "number") {
      lines.push(`${head} ${locationText(info)}${notes}`);
      return;
    }
    const before = `${indent}   called as `;
    const args = toArray(arityOrArgs) as readonly Term[];
    lines.push(`${head}\n${before}${callText("", before, tuple2(module, name), args, print)}${notes}`);
  });
  return lines.join("\n");
}

/** What is wrong with which argument, each note on a line. */
function argumentNotes(
  arity: number,
  explained: ReadonlyMap<number | "general" | "reason", string>,
  newLine: string,
): string {
  let notes = "";
  for (let i = 1; i <= arity; i++) {
    const text = explained.get(i);
    if (text === undefined) continue;
    const [first = "", ...more] = text.split(/[\r\n]+/).filter((line) => line !== "");
    const label = `*** argument ${i}: `;
    notes += `${newLine}${label}${first}`;
    for (const line of more) notes += `${newLine}${" ".repeat(label.length)}${line}`;
  }
  const general = explained.get("general");
  return general === undefined ? notes : `${notes}${newLine}*** ${general}`;
}

/** What the module that error_info names has to say about the innermost call. */
function explain(
  reason: Term,
  stack: readonly Item[],
  port: Explain | undefined,
): ReadonlyMap<number | "general" | "reason", string> {
  const first = stack[0];
  if (first === undefined || port === undefined) return NOTHING;
  const info = property(first[3], ERROR_INFO);
  if (!isMap(info)) return NOTHING;
  const module = mapGet(info, Symbol.for("module"));
  const name = mapGet(info, Symbol.for("function"));
  let found: Term;
  try {
    found = port(
      module === MISSING ? first[0] : module,
      name === MISSING ? Symbol.for("format_error") : name,
      reason,
      stack,
    );
  } catch {
    // OTP ignores a format_error/2 that fails, and so do we: the exception is shown without it.
    return NOTHING;
  }
  if (!isMap(found)) return NOTHING;
  const notes = new Map<number | "general" | "reason", string>();
  for (let i = 1; i <= argumentCount(first[2]); i++) addNote(notes, i, mapGet(found, i));
  addNote(notes, "general", mapGet(found, Symbol.for("general")));
  addNote(notes, "reason", mapGet(found, Symbol.for("reason")));
  return notes;
}

function addNote(
  notes: Map<number | "general" | "reason", string>,
  key: number | "general" | "reason",
  text: Term,
) {
  if (text !== MISSING) notes.set(key, chardataText(text, true));
}

// error-reason — what the reason of an exception means, in words.
//
// Mirrors erl_error:explain_reason/7.

import { atomName, isAtom } from "../terms/atom.ts";
import type { ExceptionClass } from "../terms/exception.ts";
import { isFun } from "../terms/fun.ts";
import { isList, listLength, toArray } from "../terms/list.ts";
import { isError } from "../terms/realm.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple2 } from "../terms/tuple.ts";
import { chardataText } from "./chardata.ts";
import { callText, countLines, type FormatTerm, funText, mfaText } from "./error-call.ts";
import { ListCursor } from "./list-cursor.ts";
import { writeAtom } from "./quote.ts";
import { write } from "./write.ts";

/** Error reasons that are atoms. */
const WORDS: Readonly<Record<string, string>> = {
  badarg: "bad argument",
  badarith: "an error occurred when evaluating an arithmetic expression",
  if_clause: "no true branch found when evaluating an if expression",
  noproc: "no such process or port",
  notalive: "the node cannot be part of a distributed system",
  system_limit: "a system limit has been reached",
  timeout_value: "bad receive timeout value",
};

/** Error reasons that are `{Tag, Value}`: the words before the value. */
const WORDS_BEFORE: Readonly<Record<string, string>> = {
  badarg: "bad argument: ",
  badkey: "bad key: ",
  badmap: "bad map: ",
  badfun: "bad function ",
  badmatch: "no match of right hand side value ",
  case_clause: "no case clause matching ",
  else_clause: "no else clause matching ",
  try_clause: "no try clause matching ",
  bad_filter: "bad filter ",
  bad_generator: "bad generator ",
  bad_generators: "bad generators: ",
};

/** Exit reasons of the shell and of gen. */
const EXIT_WORDS: Readonly<Record<string, string>> = {
  restricted_shell_started: "restricted shell starts now",
  restricted_shell_stopped: "restricted shell stopped",
  calling_self: "the current process attempted to call itself",
};

/** The call that could not be made, of function_clause and undef: `{Module, Name, ArityOrArgs, Location}`, or `{Name, Arity}` of a shell command. */
export type FailedCall = readonly Term[] | null;

/** The words before a reason. */
export function classText(cls: ExceptionClass): string {
  return `exception ${cls}: `;
}

/** The number of arguments of a stack item's third element. */
export function argumentCount(arityOrArgs: Term): number {
  return typeof arityOrArgs === "number" ? arityOrArgs : listLength(arityOrArgs);
}

/** A reason in words; terms in it are printed by `print`, at their columns. `indent` is what stands before the text. */
export function reasonText(
  cls: ExceptionClass,
  reason: Term,
  call: FailedCall,
  indent: string,
  print: FormatTerm,
): string {
  const before = indent + " ".repeat(classText(cls).length);
  if (call !== null) return failedCallText(reason, call, before, print);
  if (isError(reason) && cls === "error") return javascriptText(reason, before);
  const tag = isTuple(reason) ? reason[0] : reason;
  if (typeof tag === "symbol" && isAtom(tag)) {
    const words = taggedText(cls, atomName(tag), reason, before, print);
    if (words !== null) return words;
  }
  return print(reason, before.length + 1);
}

function failedCallText(reason: Term, call: readonly Term[], before: string, print: FormatTerm): string {
  if (call.length === 2)
    return `no function clause matching call to ${write(call[0], { latin1: true })}/${call[1]}`;
  const [module, name, arityOrArgs, info] = call;
  if (reason === Symbol.for("undef"))
    return `undefined function ${mfaText(module, name, argumentCount(arityOrArgs))}`;
  const args = toArray(arityOrArgs) as readonly Term[];
  return `${callText("no function clause matching ", before, tuple2(module, name), args, print)} ${locationText(info)}`;
}

/** `(File:Line)` of a stack item, if it has both. */
export function locationText(info: Term): string {
  const file = property(info, FILE);
  const line = property(info, LINE);
  return file === undefined || line === undefined ? "" : `(${chardataText(file, true)}:${write(line)})`;
}

const FILE = Symbol.for("file");
const LINE = Symbol.for("line");

/** The value of a key in a list of pairs, or undefined. */
export function property(list: Term, key: symbol): Term {
  const cursor = new ListCursor(list);
  while (cursor.next()) {
    const item = cursor.head;
    if (isTuple(item) && item.length === 2 && item[0] === key) return item[1];
  }
  return undefined;
}

function taggedText(
  cls: ExceptionClass,
  tag: string,
  reason: Term,
  before: string,
  print: FormatTerm,
): string | null {
  const size = isTuple(reason) ? reason.length : 0;
  if (size === 0)
    return (cls === "error" ? WORDS[tag] : cls === "exit" ? EXIT_WORDS[tag] : undefined) ?? null;
  if (cls === "exit" && size === 2) return restrictedText(tag, reason[1], before, print);
  if (cls !== "error") return null;
  if (size === 4) {
    if (tag !== "shell_undef") return null;
    return `undefined shell command ${writeAtom(reason[1], false)}/${argumentCount(reason[2])}`;
  }
  if (size !== 2) return null;
  const value = reason[1];
  switch (tag) {
    case "badarity": {
      if (!isTuple(value) || value.length !== 2 || !isFun(value[0]) || !isList(value[1])) return null;
      return `${funText(value[0])} called with ${countText(listLength(value[1]))}`;
    }
    case "badfield":
      return recordText("bad field name: ", value);
    case "novalue":
      return recordText("no value provided for field ", value);
    case "argument_limit":
      return "limit of number of arguments to interpreted function exceeded";
    case "unbound":
      return `variable ${write(value, { latin1: true })} is unbound`;
  }
  const words = WORDS_BEFORE[tag];
  return words === undefined ? null : valueText(words, value, before, print);
}

function restrictedText(tag: string, value: Term, before: string, print: FormatTerm): string | null {
  if (tag === "restricted_shell_bad_return") {
    return valueText("restricted shell module returned bad value ", value, before, print);
  }
  if (tag !== "restricted_shell_disallowed" || !isTuple(value) || value.length !== 2) return null;
  const args = toArray(value[1]);
  return args === undefined
    ? null
    : callText("restricted shell does not allow ", before, value[0], args, print);
}

/** `field in #module:record{}`, after words. */
function recordText(words: string, value: Term): string | null {
  if (!isTuple(value) || value.length !== 2 || !isTuple(value[0]) || value[0].length !== 2) return null;
  const [module, name] = value[0];
  const text = (term: Term) => write(term, { latin1: true });
  return `${words}${text(value[1])} in #${text(module)}:${text(name)}{}`;
}

function countText(count: number): string {
  return count === 0
    ? "no arguments"
    : count === 1
      ? "one argument"
      : count === 2
        ? "two arguments"
        : `${count} arguments`;
}

/** A value after words, or below them if it takes fewer lines there. */
function valueText(words: string, value: Term, before: string, print: FormatTerm): string {
  const beside = print(value, before.length + words.length + 1);
  const lines = countLines(beside);
  if (lines > 1) {
    const below = print(value, before.length + 1);
    if (countLines(below) < lines) return `${words}\n${before}${below}`;
  }
  return words + beside;
}

/** A JavaScript error by its name and message, as Node shows it; further lines of the message are aligned. */
function javascriptText(error: Error, before: string): string {
  let name: string;
  let message: string;
  try {
    name = String(error.name);
    message = String(error.message);
  } catch {
    // A getter of the user's threw: that it is an error is all there is to say.
    return "Error";
  }
  const text = message === "" ? name : name === "" ? message : `${name}: ${message}`;
  return text.replace(/\n/g, `\n${before}`);
}

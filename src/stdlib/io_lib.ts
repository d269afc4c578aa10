// io_lib — formats and terms as characters, without a device, and characters as terms. What writes is in format/.
//
// Results are the deep lists that OTP's functions return, so that they print alike.
import { charsLength, indentation } from "../format/chars.ts";
import { buildText, format, formatDeep } from "../format/format.ts";
import { formatText, scanFormat, unscanFormat } from "../format/format-spec.ts";
import { isPrintable, isPrintableList, isPrintableUnicode } from "../format/quote.ts";
import { isAtom } from "../terms/atom.ts";
import { badarg, badarith, Exception } from "../terms/exception.ts";
import { isInteger } from "../terms/float.ts";
import { asCons, fromArray, isList, isNil, NIL, toArray } from "../terms/list.ts";
import { isMap, MISSING, mapGet } from "../terms/map.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple, tuple2, tuple3 } from "../terms/tuple.ts";
import { EOF, fread as freadText } from "./fread.ts";
import {
  collect_chars,
  collect_chars_eager,
  collect_line,
  collect_line_no_eol,
  get_until,
} from "./io_lib-collect.ts";
import {
  bwrite,
  bwrite_string,
  IO_LIB,
  print,
  quote_atom,
  write_atom,
  write_atom_as_latin1,
  write_char,
  write_char_as_latin1,
  write_latin1_char,
  write_latin1_string,
  write_string,
  write_string_as_latin1,
  writeTerm,
} from "./io_lib-write.ts";
import { charsOf, isScalar, textOf, utf8 } from "./iodata.ts";
import { limitTerm } from "./limit-term.ts";
import { OtpSource } from "./otp-source.ts";
import { otpModule } from "./table.ts";

const IO_LIB_NAME = Symbol.for("io_lib");
const OK = Symbol.for("ok");
const ERROR = Symbol.for("error");
const MORE = Symbol.for("more");
const DONE = Symbol.for("done");
const EOF_ATOM = Symbol.for("eof");
const FREAD = Symbol.for("fread");
const FREAD_SOURCE = new OtpSource("io_lib_fread");
const UNICODE_UTIL = new OtpSource("unicode_util");
const STRING_SOURCE = new OtpSource("string");
const FORMAT_SOURCE = new OtpSource("io_lib_format");
const sym = (name: string): symbol => Symbol.for(name);

/** The arguments of a format as an array; badarg with the call that got them if they are no list. */
function argumentsOf(name: string, args: readonly Term[]): readonly Term[] {
  const given = toArray(args[1]);
  if (given === undefined) throw badFormat(name, args);
  return given;
}

/** Where io_lib refuses a format, without options and with them. */
const FORMAT_LINES: Record<string, readonly number[] | undefined> = {
  format: [346, 361],
  bformat: [376, 391],
};

/** A format that does not fit its arguments: `error:badarg` raised by io_lib itself, whose options are not told. */
function badFormat(name: string, args: readonly Term[]): Exception {
  const own = name === "build_text" ? args : args.slice(0, 2);
  const lines = FORMAT_LINES[name];
  const place = lines && { file: "io_lib.erl", line: lines[args.length - 2] };
  return new Exception("error", sym("badarg"), [
    { module: IO_LIB_NAME, name: sym(name), arity: own, ...place },
  ]);
}

function formatted<T>(
  name: string,
  args: readonly Term[],
  make: (text: string, given: readonly Term[]) => T,
): T {
  try {
    return make(formatText(args[0]), argumentsOf(name, args));
  } catch (thrown) {
    if (thrown instanceof Exception && thrown.bif) throw badFormat(name, args);
    throw thrown;
  }
}

/** The option `chars_limit`. */
function charsLimit(options: readonly Term[]): number {
  let limit: Term = -1;
  if (options.length === 0) return limit;
  const given = toArray(options[0]);
  if (given === undefined) throw badarg(options[0]);
  for (const option of given) {
    if (!isTuple(option) || option.length !== 2 || option[0] !== sym("chars_limit")) continue;
    limit = option[1];
    if (!isInteger(limit)) throw badarg(option);
  }
  return Number(limit);
}

const formatting =
  (name: string) =>
  (...args: Term[]): Term =>
    formatted(name, args, (text, given) => formatDeep(text, given, charsLimit(args.slice(2))));

const binaryFormatting =
  (name: string) =>
  (...args: Term[]): Uint8Array =>
    formatted(name, args, (text, given) => utf8(format(text, given, charsLimit(args.slice(2)))));

/** What stands for input that is no text: no directive takes it. */
const NO_TEXT = "\uffff";
const reversed = (text: string): string => [...text].reverse().join("");

/** `io_lib:fread/2`: a format and a string. */
function freadString(text: Term, input: Term): Term {
  if (!isList(text)) throw FREAD_SOURCE.noClause("fread", [text, input, 0, NIL], 122);
  const format = textOf(text);
  if (format === undefined) return tuple2(ERROR, tuple2(FREAD, sym("input")));
  const line = textOf(input) ?? NO_TEXT;
  const result = freadText(format, line);
  if (result === EOF) return EOF_ATOM;
  if ("error" in result) return tuple2(ERROR, tuple2(FREAD, sym(result.error)));
  if ("ok" in result) return tuple3(OK, fromArray(result.ok), result.rest);
  return tuple(MORE, result.more, result.count, fromArray(result.results));
}

/** `io_lib:fread/3`: input in pieces, of which lines are read: `{more,Continuation}` or `{done,Result,Rest}`. */
function freadContinued(continuation: Term, input: Term, text: Term): Term {
  const fresh = isNil(continuation);
  if (!fresh && !(isTuple(continuation) && continuation.length === 4)) {
    throw FREAD_SOURCE.noClause("fread", [continuation, input, text], 56);
  }
  const format = fresh ? textOf(text) : undefined;
  if (fresh && format === undefined) return tuple3(DONE, tuple2(ERROR, tuple2(FREAD, sym("input"))), input);
  const [rest, held, count, results] = fresh ? [format, "", 0, NIL] : continuation;
  // As in OTP, what is held of the line goes backwards.
  const pending = reversed(textOf(held) ?? "");
  if (input !== EOF_ATOM && !isList(input)) return tuple3(DONE, EOF_ATOM, input);
  if (input === EOF_ATOM && pending === "")
    return done(freadText(rest, EOF, count, toArray(results)), EOF_ATOM);
  const chars = input === EOF_ATOM ? `${pending}` : pending + (textOf(input) ?? "");
  const newline = /\r\n|\n|\r(?!$)/.exec(chars);
  if (newline === null && input !== EOF_ATOM)
    return tuple2(MORE, tuple(rest, reversed(chars), count, results));
  const line = newline === null ? chars : chars.slice(0, newline.index);
  const after = newline === null ? "" : chars.slice(newline.index + newline[0].length);
  const result = freadText(rest, line, count, toArray(results));
  if (result !== EOF && "more" in result) {
    const left = tuple(result.more, "", result.count + (newline?.[0].length ?? 0), fromArray(result.results));
    return freadContinued(left, input === EOF_ATOM && after === "" ? EOF_ATOM : after, text);
  }
  if (result !== EOF && "ok" in result && result.rest !== "") {
    return tuple3(DONE, tuple2(OK, fromArray(result.ok)), result.rest + (newline?.[0] ?? "") + after);
  }
  return done(result, after);
}

function done(result: ReturnType<typeof freadText>, rest: Term): Term {
  if (result === EOF) return tuple3(DONE, EOF_ATOM, rest);
  if ("error" in result) return tuple3(DONE, tuple2(ERROR, tuple2(FREAD, sym(result.error))), rest);
  if ("ok" in result) return tuple3(DONE, tuple2(OK, fromArray(result.ok)), rest);
  return tuple3(DONE, tuple2(ERROR, tuple2(FREAD, sym("input"))), rest);
}

/** Whether a list, however nested, has only elements that pass. */
function everyDeep(term: Term, good: (element: Term) => boolean): boolean {
  if (!isList(term)) return false;
  const pending: Term[] = [term];
  while (pending.length > 0) {
    const elements = toArray(pending.pop());
    if (elements === undefined) return false;
    for (const element of elements) {
      if (isList(element)) pending.push(element);
      else if (!good(element)) return false;
    }
  }
  return true;
}

const isByte = (term: Term): boolean => Number.isInteger(term) && term >= 0 && term <= 255;
const every = (term: Term, good: (element: Term) => boolean): boolean => toArray(term)?.every(good) ?? false;
const isPrintableLatin1 = (code: Term): boolean => isPrintable(code);

/** The prompt as the group leader shows it; `???` for what makes no characters. */
function format_prompt(prompt: Term, ...encoding: Term[]): Term {
  const latin1 = encoding[0] === sym("latin1");
  if (isTuple(prompt) && prompt.length === 3 && prompt[0] === sym("format")) {
    return prompted(() => formatDeep(formatText(prompt[1]), toArray(prompt[2]) ?? noArguments(prompt[2])));
  }
  if (isList(prompt) || prompt instanceof Uint8Array)
    return prompted(() => formatDeep(latin1 ? "~s" : "~ts", [prompt]));
  if (isAtom(prompt)) return prompted(() => formatDeep(latin1 ? "~s" : "~ts", [prompt]));
  return formatDeep(latin1 ? "~p" : "~tp", [prompt]);
}
function noArguments(list: Term): never {
  throw badarg(list);
}
function prompted(chars: () => Term): Term {
  try {
    return chars();
  } catch (thrown) {
    if (thrown instanceof Exception) return "???";
    throw thrown;
  }
}

function build_text(scanned: Term, ...options: Term[]): Term {
  const limit = charsLimit(options);
  // Only maps are formatted: all else stays as it is.
  const parts = toArray(scanned);
  if (limit < 0 && parts !== undefined && !parts.some(isMap)) {
    if (parts.some((part) => !isInteger(part) && !isList(part) && !(part instanceof Uint8Array)))
      throw badarg(scanned);
    return scanned;
  }
  return buildText(scanned, limit);
}

const isScannable = (part: Term): boolean =>
  isInteger(part) || (isMap(part) && mapGet(part, sym("control_char")) !== MISSING);

/** The text of nested characters, or the error of OTP's function that goes through them. */
function charsText(chars: Term, wrong: (element: Term) => Exception): string {
  const text = charsOf(chars);
  if (text !== undefined) return text;
  const pending: Term[] = [chars];
  while (pending.length > 0) {
    const next = pending.pop();
    const cell = isList(next) && !isNil(next) ? asCons(next) : undefined;
    if (cell !== undefined) pending.push(cell.tail, cell.head);
    else if (next === chars || (!isNil(next) && !isInteger(next) && !(next instanceof Uint8Array)))
      throw wrong(next);
  }
  throw badarg(chars);
}

/**
 * The column at which text ends that begins at a column. Mirrors io_lib:indentation/2.
 *
 * ```eshell
 * 1> io_lib:indentation("ab\ncd", 5).
 * 2
 * ```
 */
function columnAfter(chars: Term, column: Term): number {
  const text = charsText(chars, (wrong) =>
    FORMAT_SOURCE.noClause(
      "indentation",
      [wrong, column],
      452,
      ...(wrong === chars ? [] : [FORMAT_SOURCE.item("indentation", 2, 459)]),
    ),
  );
  if (text !== "" && !isInteger(column)) {
    return FORMAT_SOURCE.within("+", [column, 1], [FORMAT_SOURCE.item("indentation", 2, 457)], () => {
      throw badarith();
    });
  }
  return indentation(text, column);
}

/**
 * The number of characters of nested text. Mirrors io_lib:chars_length/1.
 *
 * ```eshell
 * 1> io_lib:chars_length(["ab",[$c]]).
 * 3
 * ```
 */
function chars_length(chars: Term): number {
  const callers = [UNICODE_UTIL.item("gc", 1, 517), STRING_SOURCE.item("length_1", 2, 1146)];
  return charsLength(charsText(chars, (wrong) => UNICODE_UTIL.noClause("cp", [wrong], 417, ...callers)));
}

/**
 * The term with what is deeper replaced by `'...'`. Mirrors io_lib:limit_term/2.
 *
 * ```eshell
 * 1> io_lib:limit_term([1,2,3,4,5,6], 3).
 * [1,2,'...']
 * ```
 */
function limit_term(term: Term, depth: Term): Term {
  if (!isInteger(depth) || depth < -1) throw IO_LIB.noClause("limit_term", [term, depth], 1691);
  return limitTerm(term, Number(depth));
}

/** Module io_lib. What io does, as text: formats, terms, and reading them. */
export const io_lib = otpModule("io_lib", {
  /**
   * The text that `io:format/2` writes. Mirrors io_lib:format/2,3.
   *
   * ```eshell
   * 1> lists:flatten(io_lib:format("~p ~s", [{a,1}, "b"])).
   * "{a,1} b"
   * ```
   */
  format: [formatting("format"), 2, 3] as const,
  /**
   * The same as `format`. Mirrors io_lib:fwrite/2,3.
   *
   * ```eshell
   * 1> lists:flatten(io_lib:fwrite("~w", [[1,2]])).
   * "[1,2]"
   * ```
   */
  fwrite: [formatting("format"), 2, 3] as const,
  /**
   * The same as `format`, as a binary. Mirrors io_lib:bformat/2,3.
   *
   * ```eshell
   * 1> io_lib:bformat("~p", [{a,1}]).
   * <<"{a,1}">>
   * ```
   */
  bformat: [binaryFormatting("bformat"), 2, 3] as const,
  /**
   * The same as `bformat`. Mirrors io_lib:bfwrite/2,3.
   *
   * ```eshell
   * 1> io_lib:bfwrite("~p", [{a,1}]).
   * <<"{a,1}">>
   * ```
   */
  bfwrite: [binaryFormatting("bformat"), 2, 3] as const,
  /**
   * The parts of a format. Mirrors io_lib:scan_format/2.
   *
   * ```eshell
   * 1> map_get(control_char, hd(io_lib:scan_format("~p", [a]))).
   * 112
   * ```
   */
  scan_format: (text: Term, args: Term): Term =>
    formatted("scan_format", [text, args], (_, given) => scanFormat(text, given)),
  unscan_format: (scanned: Term): Term => {
    if (!isList(scanned) || !toArray(scanned)?.every(isScannable)) {
      const caller = FORMAT_SOURCE.item("unscan", 1, 166);
      throw FORMAT_SOURCE.noClause("print", [scanned], 177, caller);
    }
    return unscanFormat(scanned);
  },
  build_text: [build_text, 1, 2] as const,
  format_prompt: [format_prompt, 1, 2] as const,
  /**
   * Reads terms from text by a format. Mirrors io_lib:fread/2,3.
   *
   * ```eshell
   * 1> io_lib:fread("~d ~s", "42 apples").
   * {ok,[42,"apples"],[]}
   * ```
   */
  fread: [
    (...args: Term[]): Term =>
      args.length === 2 ? freadString(args[0], args[1]) : freadContinued(args[0], args[1], args[2]),
    2,
    3,
  ] as const,
  write: [writeTerm, 1, 2] as const,
  bwrite,
  print: [print, 1, 4] as const,
  write_atom,
  write_atom_as_latin1,
  write_string: [write_string, 1, 2] as const,
  bwrite_string,
  write_latin1_string: [write_latin1_string, 1, 2] as const,
  write_string_as_latin1: [write_string_as_latin1, 1, 2] as const,
  /**
   * A string in quotes. Mirrors io_lib:write_unicode_string/1.
   *
   * ```eshell
   * 1> io_lib:write_unicode_string("λ").
   * [34,955,34]
   * ```
   */
  write_unicode_string: (list: Term): Term => write_string(list),
  write_char,
  write_latin1_char,
  write_char_as_latin1,
  /**
   * A character as `$c`. Mirrors io_lib:write_unicode_char/1.
   *
   * ```eshell
   * 1> io_lib:write_unicode_char($a).
   * "$a"
   * ```
   */
  write_unicode_char: (code: Term): Term => write_char(code),
  quote_atom,
  /**
   * The end of a line. Mirrors io_lib:nl/0.
   *
   * ```eshell
   * 1> io_lib:nl().
   * "\n"
   * ```
   */
  nl: (): string => "\n",
  indentation: columnAfter,
  chars_length,
  /**
   * Whether the term is a list of characters. Mirrors io_lib:char_list/1.
   *
   * ```eshell
   * 1> io_lib:char_list("abc").
   * true
   * ```
   */
  char_list: (term: Term): boolean => every(term, isScalar),
  /**
   * Whether the term is a list of characters of Latin-1. Mirrors io_lib:latin1_char_list/1.
   *
   * ```eshell
   * 1> io_lib:latin1_char_list("λ").
   * false
   * ```
   */
  latin1_char_list: (term: Term): boolean => every(term, isByte),
  /**
   * Whether the term is nested lists of characters. Mirrors io_lib:deep_char_list/1.
   *
   * ```eshell
   * 1> io_lib:deep_char_list(["ab",[$c]]).
   * true
   * ```
   */
  deep_char_list: (term: Term): boolean => everyDeep(term, isScalar),
  /**
   * Whether the term is nested lists of characters of Latin-1. Mirrors io_lib:deep_latin1_char_list/1.
   *
   * ```eshell
   * 1> io_lib:deep_latin1_char_list([["a"]]).
   * true
   * ```
   */
  deep_latin1_char_list: (term: Term): boolean => everyDeep(term, isByte),
  /**
   * Whether the term is nested lists of characters. Mirrors io_lib:deep_unicode_char_list/1.
   *
   * ```eshell
   * 1> io_lib:deep_unicode_char_list([["λ"]]).
   * true
   * ```
   */
  deep_unicode_char_list: (term: Term): boolean => everyDeep(term, isScalar),
  /**
   * Whether the term is a list of printable characters. Mirrors io_lib:printable_list/1.
   *
   * ```eshell
   * 1> io_lib:printable_list("abc").
   * true
   * 2> io_lib:printable_list([1,2]).
   * false
   * ```
   */
  printable_list: (term: Term): boolean => isList(term) && isPrintableList(term, isPrintableLatin1),
  /**
   * Whether the term is a list of printable characters of Latin-1. Mirrors io_lib:printable_latin1_list/1.
   *
   * ```eshell
   * 1> io_lib:printable_latin1_list("λ").
   * false
   * ```
   */
  printable_latin1_list: (term: Term): boolean => isList(term) && isPrintableList(term, isPrintableLatin1),
  /**
   * The same for all of Unicode. Mirrors io_lib:printable_unicode_list/1.
   *
   * ```eshell
   * 1> io_lib:printable_unicode_list("λ").
   * true
   * ```
   */
  printable_unicode_list: (term: Term): boolean => isList(term) && isPrintableList(term, isPrintableUnicode),
  limit_term,
  collect_chars: [collect_chars, 1, 3, 4] as const,
  collect_chars_eager: [collect_chars_eager, 4] as const,
  collect_line: [collect_line, 1, 3, 4] as const,
  collect_line_no_eol: [collect_line_no_eol, 4] as const,
  get_until: [get_until, 1, 3, 4] as const,
});

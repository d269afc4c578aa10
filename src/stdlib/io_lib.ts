// io_lib — terms and formats as characters, without a device. What writes is in format/.
//
// Results are the deep lists that OTP's functions return, so that they print alike.
import { chardataText } from "../format/chardata.ts";
import { charsLength, indentation } from "../format/chars.ts";
import { buildText, format, formatDeep } from "../format/format.ts";
import { formatText, scanFormat, unscanFormat } from "../format/format-spec.ts";
import { prettyDeep } from "../format/pretty.ts";
import {
  isPrintable,
  isPrintableList,
  isPrintableUnicode,
  needsQuotes,
  writeAtom,
  writeChar,
  writeString,
} from "../format/quote.ts";
import { type WriteOptions, write, writeDeep } from "../format/write.ts";
import { atomName, isAtom } from "../terms/atom.ts";
import { badarg, Exception, functionClause } from "../terms/exception.ts";
import { isInteger } from "../terms/float.ts";
import { fromArray, isList, isNil, NIL, toArray } from "../terms/list.ts";
import { isMap, MISSING, mapGet } from "../terms/map.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple, tuple2, tuple3 } from "../terms/tuple.ts";
import { EOF, fread as freadText } from "./fread.ts";
import { isScalar, textOf, utf8 } from "./iodata.ts";
import { limitTerm } from "./limit-term.ts";
import { otpModule } from "./table.ts";

const IO_LIB = Symbol.for("io_lib");
const OK = Symbol.for("ok");
const ERROR = Symbol.for("error");
const MORE = Symbol.for("more");
const DONE = Symbol.for("done");
const EOF_ATOM = Symbol.for("eof");
const FREAD = Symbol.for("fread");
const LATIN1 = Symbol.for("latin1");
const sym = (name: string): symbol => Symbol.for(name);

/** The arguments of a format as an array; badarg with the call that got them if they are no list. */
function argumentsOf(name: string, args: readonly Term[]): readonly Term[] {
  const given = toArray(args[1]);
  if (given === undefined) throw badFormat(name, args);
  return given;
}

/** A format that does not fit its arguments: `error:badarg` raised by io_lib itself. */
function badFormat(name: string, args: readonly Term[]): Exception {
  return new Exception("error", sym("badarg"), [{ module: IO_LIB, name: sym(name), arity: args }]);
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

function charsLimit(options: readonly Term[]): number {
  if (options.length === 0) return -1;
  const pair = toArray(options[0])?.find((option) => isTuple(option) && option[0] === sym("chars_limit"));
  return pair?.[1] ?? -1;
}

const formatting =
  (name: string) =>
  (...args: Term[]): Term =>
    formatted(name, args, (text, given) => formatDeep(text, given, charsLimit(args.slice(2))));

const binaryFormatting =
  (name: string) =>
  (...args: Term[]): Uint8Array =>
    formatted(name, args, (text, given) => utf8(format(text, given, charsLimit(args.slice(2)))));

/** Options of write/2: `[{depth,D},{encoding,E}]`, or a depth. */
function writeOptions(options: Term): WriteOptions {
  if (isInteger(options)) return { depth: Number(options), latin1: true };
  const parsed: WriteOptions = { latin1: true };
  for (const option of toArray(options) ?? []) {
    if (!isTuple(option) || option.length !== 2) continue;
    if (option[0] === sym("depth")) parsed.depth = option[1];
    else if (option[0] === sym("encoding")) parsed.latin1 = option[1] === LATIN1;
  }
  return parsed;
}

function writeTerm(term: Term, ...options: Term[]): Term {
  return writeDeep(term, options.length === 0 ? { latin1: true } : writeOptions(options[0]));
}

/**
 * A term as `~p` writes it. Mirrors io_lib:print/1,4.
 *
 * ```eshell
 * 1> lists:flatten(io_lib:print({a,"b"})).
 * "{a,\"b\"}"
 * ```
 */
function print(term: Term, ...rest: Term[]): Term {
  const [column, lineLength, depth] = rest;
  return prettyDeep(term, rest.length === 0 ? { latin1: true } : { column, lineLength, depth, latin1: true });
}

/** `io_lib:fread/2`: a format and a string. */
function freadString(text: Term, input: Term): Term {
  const line = textOf(input);
  if (line === undefined) throw functionClause(IO_LIB, FREAD, [text, input]);
  const result = freadText(formatText(text), line);
  if (result === EOF) return EOF_ATOM;
  if ("error" in result) return tuple2(ERROR, tuple2(FREAD, sym(result.error)));
  if ("ok" in result) return tuple3(OK, fromArray(result.ok), result.rest);
  return tuple(MORE, result.more, result.count, fromArray(result.results));
}

/** `io_lib:fread/3`: input in pieces, of which lines are read: `{more,Continuation}` or `{done,Result,Rest}`. */
function freadContinued(continuation: Term, input: Term, text: Term): Term {
  const fresh = isNil(continuation);
  const [rest, pending, count, results] = fresh ? [formatText(text), "", 0, NIL] : continuation;
  if (input === EOF_ATOM && pending === "")
    return done(freadText(rest, EOF, count, toArray(results)), EOF_ATOM);
  const chars = input === EOF_ATOM ? `${pending}` : pending + (textOf(input) ?? "");
  const newline = /\r\n|\n|\r(?!$)/.exec(chars);
  if (newline === null && input !== EOF_ATOM) return tuple2(MORE, tuple(rest, chars, count, results));
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

/** A string's text, or function_clause of the writer that got something else. */
function stringText(name: string, list: Term): string {
  const text = textOf(list);
  if (text === undefined) throw functionClause(IO_LIB, sym(name), [list]);
  return text;
}

const writing =
  (name: string, latin1: boolean) =>
  (list: Term, ...quote: Term[]): string =>
    writeString(
      stringText(name, list),
      quote.length === 0 ? '"' : isInteger(quote[0]) ? String.fromCodePoint(Number(quote[0])) : "",
      latin1,
    );

const writingChar =
  (name: string, latin1: boolean) =>
  (code: Term): string => {
    if (!isScalar(code)) throw functionClause(IO_LIB, sym(name), [code]);
    return writeChar(code, latin1);
  };

function atomText(name: string, latin1: boolean) {
  return (atom: Term): string => {
    if (!isAtom(atom)) throw functionClause(IO_LIB, sym(name), [atom]);
    return writeAtom(atom, latin1);
  };
}

/** Whether an atom needs quotes. Mirrors io_lib:quote_atom/2. */
function quote_atom(atom: Term, _chars: Term): boolean {
  if (!isAtom(atom)) throw badarg(atom);
  return needsQuotes(atomName(atom));
}

/** The prompt as the group leader shows it. */
function format_prompt(prompt: Term, ..._encoding: Term[]): Term {
  if (isTuple(prompt) && prompt.length === 3 && prompt[0] === sym("format")) {
    return format(formatText(prompt[1]), toArray(prompt[2]) ?? []);
  }
  if (isList(prompt) || prompt instanceof Uint8Array) return chardataText(prompt, true);
  return isAtom(prompt) ? atomName(prompt) : format("~tp", [prompt]);
}

function build_text(scanned: Term, ...options: Term[]): Term {
  return buildText(scanned, charsLimit(options));
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
  if (!isInteger(depth) || depth < -1) throw functionClause(IO_LIB, sym("limit_term"), [term, depth]);
  return limitTerm(term, Number(depth));
}

/**
 * A term as `~w` writes it, as a binary. Mirrors io_lib:bwrite/2.
 *
 * ```eshell
 * 1> io_lib:bwrite({a,1}, []).
 * <<"{a,1}">>
 * ```
 */
function bwrite(term: Term, options: Term): Uint8Array {
  const encoding = isMap(options) ? mapGet(options, sym("encoding")) : MISSING;
  return utf8(write(term, { latin1: encoding === LATIN1 }));
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
  fwrite: [formatting("fwrite"), 2, 3] as const,
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
  bfwrite: [binaryFormatting("bfwrite"), 2, 3] as const,
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
  unscan_format: (scanned: Term): Term => unscanFormat(scanned),
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
  /**
   * A term as `~w` writes it. Mirrors io_lib:write/1,2.
   *
   * ```eshell
   * 1> lists:flatten(io_lib:write({a,"b"})).
   * "{a,[98]}"
   * ```
   */
  write: [writeTerm, 1, 2] as const,
  bwrite,
  print: [print, 1, 4] as const,
  /**
   * An atom, in quotes if it needs them. Mirrors io_lib:write_atom/1.
   *
   * ```eshell
   * 1> io_lib:write_atom('hello world').
   * "'hello world'"
   * ```
   */
  write_atom: atomText("write_atom", false),
  /**
   * An atom, what is not Latin-1 as `\x{…}`. Mirrors io_lib:write_atom_as_latin1/1.
   *
   * ```eshell
   * 1> io_lib:write_atom_as_latin1('λ').
   * "'\\x{3BB}'"
   * ```
   */
  write_atom_as_latin1: atomText("write_atom_as_latin1", true),
  /**
   * A string in quotes. Mirrors io_lib:write_string/1,2.
   *
   * ```eshell
   * 1> io_lib:write_string("a\"b").
   * "\"a\\\"b\""
   * ```
   */
  write_string: [writing("write_string", false), 1, 2] as const,
  /**
   * A string of Latin-1 in quotes. Mirrors io_lib:write_latin1_string/1,2.
   *
   * ```eshell
   * 1> io_lib:write_latin1_string("abc").
   * "\"abc\""
   * ```
   */
  write_latin1_string: [writing("write_latin1_string", true), 1, 2] as const,
  /**
   * A string in quotes, what is not Latin-1 as `\x{…}`. Mirrors io_lib:write_string_as_latin1/1,2.
   *
   * ```eshell
   * 1> io_lib:write_string_as_latin1("λ").
   * "\"\\x{3BB}\""
   * ```
   */
  write_string_as_latin1: [writing("write_string_as_latin1", true), 1, 2] as const,
  /**
   * A string in quotes. Mirrors io_lib:write_unicode_string/1.
   *
   * ```eshell
   * 1> io_lib:write_unicode_string("λ").
   * [34,955,34]
   * ```
   */
  write_unicode_string: writing("write_unicode_string", false),
  /**
   * A character as `$c`. Mirrors io_lib:write_char/1.
   *
   * ```eshell
   * 1> io_lib:write_char($\n).
   * "$\\n"
   * ```
   */
  write_char: writingChar("write_char", false),
  /**
   * A character of Latin-1 as `$c`. Mirrors io_lib:write_latin1_char/1.
   *
   * ```eshell
   * 1> io_lib:write_latin1_char($a).
   * "$a"
   * ```
   */
  write_latin1_char: writingChar("write_latin1_char", true),
  /**
   * A character, one that is not Latin-1 as `$\x{…}`. Mirrors io_lib:write_char_as_latin1/1.
   *
   * ```eshell
   * 1> io_lib:write_char_as_latin1($λ).
   * "$\\x{3BB}"
   * ```
   */
  write_char_as_latin1: writingChar("write_char_as_latin1", true),
  /**
   * A character as `$c`. Mirrors io_lib:write_unicode_char/1.
   *
   * ```eshell
   * 1> io_lib:write_unicode_char($a).
   * "$a"
   * ```
   */
  write_unicode_char: writingChar("write_unicode_char", false),
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
  /**
   * The column at which text ends that begins at a column. Mirrors io_lib:indentation/2.
   *
   * ```eshell
   * 1> io_lib:indentation("ab\ncd", 5).
   * 2
   * ```
   */
  indentation: (chars: Term, column: Term): number => indentation(chardataText(chars, true), column),
  /**
   * The number of characters of nested text. Mirrors io_lib:chars_length/1.
   *
   * ```eshell
   * 1> io_lib:chars_length(["ab",[$c]]).
   * 3
   * ```
   */
  chars_length: (chars: Term): number => charsLength(chardataText(chars, true)),
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
});

// io_lib-write — terms, atoms, strings and characters as module io_lib writes them.
//
// Results are the deep lists that OTP's functions return, so that they print alike; what is no string, character or atom
// fails as there. The names and lines in errors are those of OTP's io_lib.
import { prettyDeep } from "../format/pretty.ts";
import { isReservedWord, writeAtom, writeChar, writeString } from "../format/quote.ts";
import { type WriteOptions, write, writeDeep } from "../format/write.ts";
import { atom, isAtom } from "../terms/atom.ts";
import { badarg, badarith } from "../terms/exception.ts";
import { isInteger } from "../terms/float.ts";
import { asCons, fromArray, isList, isNil, toArray } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple2 } from "../terms/tuple.ts";
import { textOf, utf8 } from "./iodata.ts";
import { OtpSource } from "./otp-source.ts";

export const IO_LIB: OtpSource = new OtpSource("io_lib");
const IO_LIB_PRETTY = new OtpSource("io_lib_pretty");
const LATIN1 = Symbol.for("latin1");
const DEPTH = Symbol.for("depth");
const ENCODING = Symbol.for("encoding");
const IF_CLAUSE = Symbol.for("if_clause");
const CASE_CLAUSE = Symbol.for("case_clause");

/** Options of write/2: `[{depth,D},{encoding,E}]`, or a depth. */
function writeOptions(options: Term): WriteOptions {
  const given = isList(options) ? (toArray(options) ?? []) : [tuple2(DEPTH, options)];
  const parsed: WriteOptions = { latin1: true };
  for (const option of given) {
    if (!isTuple(option) || option.length !== 2) continue;
    if (option[0] === DEPTH) {
      if (!isInteger(option[1])) throw IO_LIB.error(IF_CLAUSE, "write", 5, 610);
      parsed.depth = Number(option[1]);
    } else if (option[0] === ENCODING) {
      parsed.latin1 = option[1] === LATIN1;
    }
  }
  return parsed;
}

/**
 * A term as `~w` writes it. Mirrors io_lib:write/1,2.
 *
 * ```eshell
 * 1> lists:flatten(io_lib:write({a,"b"})).
 * "{a,[98]}"
 * ```
 */
export function writeTerm(term: Term, ...options: Term[]): Term {
  return writeDeep(term, options.length === 0 ? { latin1: true } : writeOptions(options[0]));
}

/**
 * A term as `~w` writes it, as a binary. Mirrors io_lib:bwrite/2.
 *
 * ```eshell
 * 1> io_lib:bwrite({a,1}, []).
 * <<"{a,1}">>
 * ```
 */
export function bwrite(term: Term, options: Term): Uint8Array {
  if (!isList(options)) throw IO_LIB.noClause("bwrite", [term, options], 636);
  return utf8(write(term, writeOptions(options)));
}

/**
 * A term as `~p` writes it; the column, the line's length and the depth may be given. Mirrors io_lib:print/1,4.
 *
 * ```eshell
 * 1> lists:flatten(io_lib:print({a,"b"})).
 * "{a,\"b\"}"
 * ```
 */
export function print(term: Term, ...rest: Term[]): Term {
  if (rest.length === 0) return prettyDeep(term, { latin1: true });
  const [column, lineLength, depth] = rest;
  // Whatever else, OTP finds out as it calculates with it, if it has to.
  if (!rest.every(isInteger)) {
    if (!isList(term) && !isTuple(term)) return prettyDeep(term, { latin1: true });
    const wrong = rest.find((part) => !isInteger(part));
    const at = IO_LIB_PRETTY.item("print", 10, 151);
    return IO_LIB_PRETTY.within("-", [wrong, 1], [at], () => {
      throw badarith();
    });
  }
  return prettyDeep(term, {
    column: Number(column),
    lineLength: Number(lineLength),
    depth: Number(depth),
    latin1: true,
  });
}

const atomWriting =
  (latin1: boolean) =>
  (term: Term): string => {
    if (isAtom(term)) return writeAtom(term, latin1);
    return IO_LIB.within("atom_to_list", [term], [IO_LIB.item("write_possibly_quoted_atom", 2, 964)], () => {
      throw badarg(term);
    });
  };
/**
 * An atom, in quotes if it needs them. Mirrors io_lib:write_atom/1.
 *
 * ```eshell
 * 1> io_lib:write_atom('hello world').
 * "'hello world'"
 * ```
 */
export const write_atom = atomWriting(false);
/**
 * An atom, what is not Latin-1 as `\x{…}`. Mirrors io_lib:write_atom_as_latin1/1.
 *
 * ```eshell
 * 1> io_lib:write_atom_as_latin1('λ').
 * "'\\x{3BB}'"
 * ```
 */
export const write_atom_as_latin1 = atomWriting(true);

/** Whether an atom needs quotes whose name is these characters. Mirrors io_lib:quote_atom/2. */
export function quote_atom(name: Term, chars: Term): boolean {
  if (isAtom(name) && isReservedWord(String(textOfAtom(name)))) return true;
  const text = textOf(chars);
  if (text === undefined || text === "") {
    if (isNil(chars)) return true;
    throw IO_LIB.error(tuple2(CASE_CLAUSE, chars), "quote_atom", 2, 983);
  }
  return writeAtom(atom(text), false) !== text && !isReservedWord(text);
}
const textOfAtom = (name: Term): string => writeAtom(name, false).replace(/^'|'$/g, "");

/** How characters are written that are not Latin-1, as OTP names it. */
type Mode = "latin1" | "unicode_as_unicode" | "unicode_as_latin1";

/** A string in quotes; what is none fails at the element that is wrong. */
function quoted(
  list: Term,
  quote: Term,
  mode: Mode,
  ...callers: readonly ReturnType<OtpSource["item"]>[]
): Term {
  const text = textOf(list);
  const narrow = text !== undefined && (mode !== "latin1" || !/[^\0-\xff]/.test(text));
  if (narrow && isMark(quote)) {
    return writeString(text, String.fromCodePoint(Number(quote)), mode !== "unicode_as_unicode");
  }
  const codes: Term[] = [];
  const items = () => (codes.length > 0 ? [IO_LIB.item("write_string1", 3, 1168), ...callers] : callers);
  let rest = list;
  for (let cell = cellOf(rest); cell !== undefined; cell = cellOf(rest)) {
    const code = cell.head;
    const tail = quoteTail(cell.tail, quote);
    if (!isInteger(code))
      throw IO_LIB.noClause("write_string1", [Symbol.for(mode), rest, quote], 1165, ...items());
    if (mode === "latin1" && code > 255) {
      throw IO_LIB.noClause("string_char", [LATIN1, code, quote, tail], 1170, ...items());
    }
    codes.push(...(toArray(escaped(code, quote, mode)) ?? []));
    rest = cell.tail;
  }
  if (!isNil(rest)) throw IO_LIB.noClause("write_string1", [Symbol.for(mode), rest, quote], 1165, ...items());
  return fromArray([quote, ...codes, quote]);
}
/** Whether a term can be a character. */
const isMark = (term: Term): boolean => isInteger(term) && term >= 0 && term <= 0x10ffff;
const cellOf = (term: Term) => (isList(term) ? asCons(term) : undefined);
const quoteTail = (rest: Term, quote: Term): Term =>
  isNil(rest) && !isNil(quote) ? fromArray([quote]) : rest;

/** One character of a string; what is no character of Unicode stays as it is. */
function escaped(code: number | bigint, quote: Term, mode: Mode): Term {
  if (code < 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return fromArray([code]);
  const mark = isMark(quote) ? String.fromCodePoint(Number(quote)) : "";
  const text = writeString(String.fromCodePoint(Number(code)), mark, mode !== "unicode_as_unicode");
  return mark === "" ? text : text.slice(mark.length, text.length - mark.length);
}

const QUOTE = 34;
const stringWriting =
  (mode: Mode, name: string, line: number) =>
  (list: Term, ...quote: Term[]): Term =>
    quoted(list, quote.length === 0 ? QUOTE : quote[0], mode, IO_LIB.item(name, 2, line));

/**
 * A string in quotes. Mirrors io_lib:write_string/1,2.
 *
 * ```eshell
 * 1> io_lib:write_string("a\"b").
 * "\"a\\\"b\""
 * ```
 */
export const write_string = stringWriting("unicode_as_unicode", "write_string", 1028);
/**
 * A string of Latin-1 in quotes. Mirrors io_lib:write_latin1_string/1,2.
 *
 * ```eshell
 * 1> io_lib:write_latin1_string("abc").
 * "\"abc\""
 * ```
 */
export const write_latin1_string = stringWriting("latin1", "write_latin1_string", 1146);
/**
 * A string in quotes, what is not Latin-1 as `\x{…}`. Mirrors io_lib:write_string_as_latin1/1,2.
 *
 * ```eshell
 * 1> io_lib:write_string_as_latin1("λ").
 * "\"\\x{3BB}\""
 * ```
 */
export const write_string_as_latin1 = stringWriting("unicode_as_latin1", "write_string_as_latin1", 1163);

/**
 * A string in quotes (or in `[]`, without), as a binary. Mirrors io_lib:bwrite_string/3.
 *
 * ```eshell
 * 1> io_lib:bwrite_string("abc", $", latin1).
 * <<"\"abc\"">>
 * ```
 */
export function bwrite_string(list: Term, quote: Term, encoding: Term): Uint8Array {
  const mode = encoding === LATIN1 ? "unicode_as_latin1" : "unicode_as_unicode";
  const text = textOf(list);
  if (text === undefined || (!isNil(quote) && !isMark(quote))) {
    const caller = IO_LIB.item("bwrite_string", 3, 1038);
    throw IO_LIB.noClause("write_string_bin", [list, quote, encoding], 1047, caller);
  }
  const mark = isNil(quote) ? "" : String.fromCodePoint(Number(quote));
  return utf8(writeString(text, mark, mode !== "unicode_as_unicode"));
}

const charWriting =
  (name: string, line: number, latin1: boolean, largest: number) =>
  (code: Term): Term => {
    if (!isInteger(code) || code < 0 || code > largest) throw IO_LIB.noClause(name, [code], line);
    const known = code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
    return known ? writeChar(Number(code), latin1) : fromArray([36, code]);
  };
/**
 * A character as `$c`. Mirrors io_lib:write_char/1.
 *
 * ```eshell
 * 1> io_lib:write_char($\n).
 * "$\\n"
 * ```
 */
export const write_char = charWriting("write_char", 1212, false, Number.POSITIVE_INFINITY);
/**
 * A character of Latin-1 as `$c`. Mirrors io_lib:write_latin1_char/1.
 *
 * ```eshell
 * 1> io_lib:write_latin1_char($a).
 * "$a"
 * ```
 */
export const write_latin1_char = charWriting("write_latin1_char", 1229, true, 255);
/**
 * A character, one that is not Latin-1 as `$\x{…}`. Mirrors io_lib:write_char_as_latin1/1.
 *
 * ```eshell
 * 1> io_lib:write_char_as_latin1($λ).
 * "$\\x{3BB}"
 * ```
 */
export const write_char_as_latin1 = charWriting("write_char_as_latin1", 1240, true, Number.POSITIVE_INFINITY);

// quote — atoms, strings and characters as they are written in Erlang: with quotes and escapes where they need them.
//
// `latin1` is OTP's encoding of the result: characters beyond 255 are then escaped as \x{…} (atoms, ~p) where OTP does.
import { atomName } from "../terms/atom.ts";
import type { Atom, Term } from "../terms/term.ts";
import { ListCursor } from "./list-cursor.ts";

const RESERVED = new Set(
  (
    "after and andalso band begin bnot bor bsl bsr bxor case catch cond div else end fun if let maybe not of or orelse " +
    "receive rem try when xor"
  ).split(" "),
);

/** Whether a name is a reserved word of Erlang. Mirrors erl_scan:reserved_word/1. */
export function isReservedWord(name: string): boolean {
  return RESERVED.has(name);
}

const PLAIN = /^[a-zß-öø-ÿ][a-zA-Z0-9_@ß-öø-ÿÀ-ÖØ-Þ]*$/;

/** Whether the atom of that name needs quotes. Mirrors io_lib:quote_atom/2. */
export function needsQuotes(name: string): boolean {
  return !PLAIN.test(name) || RESERVED.has(name);
}

/** An atom as it is written in Erlang. Mirrors io_lib:write_atom/1 and, with `latin1`, write_atom_as_latin1/1. */
export function writeAtom(atom: Atom, latin1: boolean): string {
  const name = atomName(atom);
  return needsQuotes(name) ? writeString(name, "'", latin1) : name;
}

const SPECIAL = /[^ !#-&(-[\]-~\xa0-\uffff]/;
const SPECIAL_LATIN1 = /[^ !#-&(-[\]-~\xa0-\xff]/;

/** Characters between quotes, escaped. Mirrors io_lib:write_string/2 and, with `latin1`, write_string_as_latin1/2. */
export function writeString(chars: string, quote: string, latin1: boolean): string {
  return quote + escapeChars(chars, quote, latin1) + quote;
}

/** The characters of a string, escaped for that quote ("" for none). */
export function escapeChars(chars: string, quote: string, latin1: boolean): string {
  if (!(latin1 ? SPECIAL_LATIN1 : SPECIAL).test(chars)) return chars;
  let text = "";
  for (let i = 0; i < chars.length; i++) {
    const code = chars.codePointAt(i) as number;
    if (code > 0xffff) i++;
    text += escapeChar(code, quote, latin1);
  }
  return text;
}

function escapeChar(code: number, quote: string, latin1: boolean): string {
  if (code === quote.charCodeAt(0)) return `\\${quote}`;
  if (code === 92) return "\\\\";
  if (code >= 32 && code <= 126) return String.fromCharCode(code);
  if (code >= 160)
    return latin1 && code > 255 ? `\\x{${code.toString(16).toUpperCase()}}` : String.fromCodePoint(code);
  switch (code) {
    case 10:
      return "\\n";
    case 13:
      return "\\r";
    case 9:
      return "\\t";
    case 11:
      return "\\v";
    case 8:
      return "\\b";
    case 12:
      return "\\f";
    case 27:
      return "\\e";
    case 127:
      return "\\d";
    default:
      return `\\${code.toString(8).padStart(3, "0")}`;
  }
}

/** A character as a literal: `$a`, `$\n`. Mirrors io_lib:write_char/1 and, with `latin1`, write_char_as_latin1/1. */
export function writeChar(code: number, latin1: boolean): string {
  return code === 32 ? "$\\s" : `$${escapeChar(code, "", latin1)}`;
}

const isControlPrintable = (code: number) => (code >= 8 && code <= 13) || code === 27;

/** Whether ~p takes a code point for text. The range is Latin-1, as when erl is started without `+pc unicode`. */
export function isPrintable(code: Term): boolean {
  if (typeof code !== "number" || !Number.isInteger(code)) return false;
  return (code >= 32 && code <= 126) || (code >= 160 && code <= 255) || isControlPrintable(code);
}

/** Whether a code point may be shown at all. */
export function isPrintableUnicode(code: Term): boolean {
  if (typeof code !== "number" || !Number.isInteger(code)) return false;
  if (code < 160) return (code >= 32 && code <= 126) || isControlPrintable(code);
  return code < 0xd800 || (code > 0xdfff && code < 0xfffe) || (code > 0xffff && code <= 0x10ffff);
}

const NOT_PRINTABLE = /[^ -~\xa0-\xff\b-\r\x1b]/;

/** Whether a list is flat text. Mirrors io_lib:printable_list/1, or another of its kind with another predicate. */
export function isPrintableList(list: Term, isChar: (code: Term) => boolean = isPrintable): boolean {
  if (typeof list === "string" && isChar === isPrintable) return !NOT_PRINTABLE.test(list);
  const cursor = new ListCursor(list);
  while (cursor.next()) if (!isChar(cursor.head)) return false;
  return cursor.atEnd();
}

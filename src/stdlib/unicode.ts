// unicode — OTP's module unicode: character data from one encoding to another, and in the four normal forms.
//
// Data that is wrong gives `{error, Done, Rest}`, data that ends within a character `{incomplete, Done, Rest}`.
import { badarg, Exception } from "../terms/exception.ts";
import { Cons, isList, NIL } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple2, tuple3 } from "../terms/tuple.ts";
import { charsOf, utf8 } from "./iodata.ts";
import { OtpSource } from "./otp-source.ts";
import { nextCharacter } from "./string-text.ts";
import { type OtpModule, otpModule } from "./table.ts";
import { type Encoding, encodeText, encodingOf } from "./text-encoding.ts";
import { readText } from "./unicode-read.ts";

const source: OtpSource = new OtpSource("unicode");

const ERROR = Symbol.for("error");
const INCOMPLETE = Symbol.for("incomplete");
const UNICODE = Symbol.for("unicode");
const LATIN1 = Symbol.for("latin1");

type Data = string | Uint8Array | readonly unknown[];

function converted(data: Term, from: Term, to: Term, convert: (text: string, to: Encoding) => Term): any {
  const [given, target] = [encodingOf(from), encodingOf(to)];
  if (given === undefined || target === undefined) throw badarg(data, from, to);
  if (!isList(data) && !(data instanceof Uint8Array)) throw badarg(data);
  const reading = readText(data, given, target);
  if (reading === undefined) throw badarg(data);
  const done = convert(reading.text, target);
  if (reading.problem === undefined) return done;
  return tuple3(reading.problem === "error" ? ERROR : INCOMPLETE, done, reading.rest);
}

const listOf = (text: string): Term => (text === "" ? NIL : text);

/**
 * The list of the characters. Mirrors unicode:characters_to_list/1,2.
 *
 * ```eshell
 * 1> unicode:characters_to_list(<<"åb"/utf8>>).
 * "åb"
 * 2> unicode:characters_to_list(<<"a",255>>).
 * {error,"a",<<"ÿ">>}
 * ```
 */
function characters_to_list(data: Data, ...encoding: unknown[]): any {
  return converted(data, encoding.length === 0 ? UNICODE : encoding[0], UNICODE, listOf);
}

/**
 * The characters as a binary, of UTF-8 or another encoding. Mirrors unicode:characters_to_binary/1,2,3.
 *
 * ```eshell
 * 1> unicode:characters_to_binary("å").
 * <<"å"/utf8>>
 * 2> unicode:characters_to_binary("å", unicode, utf16).
 * <<0,229>>
 * ```
 */
function characters_to_binary(data: Data, ...encodings: unknown[]): any {
  const from = encodings.length === 0 ? UNICODE : encodings[0];
  return converted(data, from, encodings.length < 2 ? UNICODE : encodings[1], encodeText);
}

const BOMS: [Term, number[]][] = [
  [Symbol.for("utf8"), [0xef, 0xbb, 0xbf]],
  [tuple2(Symbol.for("utf32"), Symbol.for("big")), [0, 0, 0xfe, 0xff]],
  [tuple2(Symbol.for("utf32"), Symbol.for("little")), [0xff, 0xfe, 0, 0]],
  [tuple2(Symbol.for("utf16"), Symbol.for("big")), [0xfe, 0xff]],
  [tuple2(Symbol.for("utf16"), Symbol.for("little")), [0xff, 0xfe]],
];

/**
 * `{Encoding, Length}` of the byte order mark that a binary begins with. Mirrors unicode:bom_to_encoding/1.
 *
 * ```eshell
 * 1> unicode:bom_to_encoding(<<16#EF,16#BB,16#BF,"a">>).
 * {utf8,3}
 * ```
 */
function bom_to_encoding(data: Uint8Array): any {
  if (!(data instanceof Uint8Array)) throw source.noClause("bom_to_encoding", [data], 386);
  const found = BOMS.find(([, bytes]) => bytes.every((byte, i) => data[i] === byte));
  return found === undefined ? tuple2(LATIN1, 0) : tuple2(found[0], found[1].length);
}

/**
 * The byte order mark of an encoding. Mirrors unicode:encoding_to_bom/1.
 *
 * ```eshell
 * 1> unicode:encoding_to_bom(utf8).
 * <<239,187,191>>
 * ```
 */
function encoding_to_bom(encoding: unknown): Uint8Array {
  const known = encodingOf(encoding);
  if (known === undefined) throw source.noClause("encoding_to_bom", [encoding], 416);
  return known === "latin1" ? new Uint8Array(0) : encodeText("\ufeff", known);
}

/** Functions that give a normal form, as a list or as a binary. */
const normal =
  (form: string, convert: (text: string) => Term) =>
  (data: Data): any => {
    if (!isList(data) && !(data instanceof Uint8Array)) throw badarg(data);
    const text = charsOf(data);
    if (text !== undefined) return convert(text.normalize(form));
    const [before, rest] = untilWrong(data);
    return tuple3(ERROR, convert(before.normalize(form)), rest);
  };

/** The characters before a binary that is wrong, and what is left from there on; badarg if it is no binary. */
function untilWrong(data: Term): [string, Term] {
  const text: string[] = [];
  let rest = data;
  try {
    for (;;) {
      const next = nextCharacter(rest);
      if (!(next instanceof Cons)) return [text.join(""), isTuple(next) ? next[1] : rest];
      text.push(String.fromCodePoint(next.head));
      rest = next.tail;
    }
  } catch (thrown) {
    throw thrown instanceof Exception ? badarg(data) : thrown;
  }
}

const CATEGORIES: Record<string, [string, string]> = {
  Lu: ["letter", "uppercase"],
  Ll: ["letter", "lowercase"],
  Lt: ["letter", "titlecase"],
  Lm: ["letter", "modifier"],
  Lo: ["letter", "other"],
  Mn: ["mark", "non_spacing"],
  Mc: ["mark", "spacing_combining"],
  Me: ["mark", "enclosing"],
  Nd: ["number", "decimal"],
  Nl: ["number", "letter"],
  No: ["number", "other"],
  Zs: ["separator", "space"],
  Zl: ["separator", "line"],
  Zp: ["separator", "paragraph"],
  Cc: ["other", "control"],
  Cf: ["other", "format"],
  Cs: ["other", "surrogate"],
  Co: ["other", "private"],
  Cn: ["other", "not_assigned"],
  Pc: ["punctuation", "connector"],
  Pd: ["punctuation", "dash"],
  Ps: ["punctuation", "open"],
  Pe: ["punctuation", "close"],
  Pi: ["punctuation", "initial"],
  Pf: ["punctuation", "final"],
  Po: ["punctuation", "other"],
  Sm: ["symbol", "math"],
  Sc: ["symbol", "currency"],
  Sk: ["symbol", "modifier"],
  So: ["symbol", "other"],
};

/**
 * `{Major, Minor}` of a character's general category. Mirrors unicode:category/1.
 *
 * ```eshell
 * 1> unicode:category($A).
 * {letter,uppercase}
 * ```
 */
function category(character: number): any {
  if (!Number.isInteger(character) || character < 0 || character > 0x10ffff) throw badarg(character);
  const text = String.fromCodePoint(character);
  const names = Object.keys(CATEGORIES).find((name) => new RegExp(`^\\p{${name}}$`, "u").test(text)) ?? "Cn";
  const [major, minor] = CATEGORIES[names];
  return tuple2(Symbol.for(major), Symbol.for(minor));
}

const property =
  (pattern: RegExp) =>
  (character: number): boolean => {
    if (!Number.isInteger(character) || character < 0 || character > 0x10ffff) throw badarg(character);
    return pattern.test(String.fromCodePoint(character));
  };

const functions = {
  /**
   * Whether all bytes are ASCII. Mirrors unicode:bin_is_7bit/1.
   *
   * ```eshell
   * 1> unicode:bin_is_7bit(<<"abc">>).
   * true
   * ```
   */
  bin_is_7bit: (data: unknown): boolean => data instanceof Uint8Array && data.every((byte) => byte < 128),
  bom_to_encoding,
  category,
  characters_to_binary: [characters_to_binary, 1, 2, 3],
  characters_to_list: [characters_to_list, 1, 2],
  /**
   * Characters composed as far as they can be, as UTF-8. Mirrors unicode:characters_to_nfc_binary/1.
   *
   * ```eshell
   * 1> unicode:characters_to_nfc_binary([$a,16#30A]).
   * <<"å"/utf8>>
   * ```
   */
  characters_to_nfc_binary: normal("NFC", utf8),
  /**
   * Characters composed as far as they can be, as a list. Mirrors unicode:characters_to_nfc_list/1.
   *
   * ```eshell
   * 1> unicode:characters_to_nfc_list([$a,16#30A]).
   * "å"
   * ```
   */
  characters_to_nfc_list: normal("NFC", listOf),
  /**
   * Characters taken apart into base characters and marks, as UTF-8. Mirrors unicode:characters_to_nfd_binary/1.
   *
   * ```eshell
   * 1> unicode:characters_to_nfd_binary("å").
   * <<97,204,138>>
   * ```
   */
  characters_to_nfd_binary: normal("NFD", utf8),
  /**
   * Characters taken apart into base characters and marks, as a list. Mirrors unicode:characters_to_nfd_list/1.
   *
   * ```eshell
   * 1> unicode:characters_to_nfd_list("å").
   * [97,778]
   * ```
   */
  characters_to_nfd_list: normal("NFD", listOf),
  /**
   * Composed, with compatible characters made one, as UTF-8. Mirrors unicode:characters_to_nfkc_binary/1.
   *
   * ```eshell
   * 1> unicode:characters_to_nfkc_binary([16#FB01]).
   * <<"fi">>
   * ```
   */
  characters_to_nfkc_binary: normal("NFKC", utf8),
  /**
   * Composed, with compatible characters made one, as a list. Mirrors unicode:characters_to_nfkc_list/1.
   *
   * ```eshell
   * 1> unicode:characters_to_nfkc_list([16#FB01]).
   * "fi"
   * ```
   */
  characters_to_nfkc_list: normal("NFKC", listOf),
  /**
   * Taken apart, with compatible characters made one, as UTF-8. Mirrors unicode:characters_to_nfkd_binary/1.
   *
   * ```eshell
   * 1> unicode:characters_to_nfkd_binary([16#FB01]).
   * <<"fi">>
   * ```
   */
  characters_to_nfkd_binary: normal("NFKD", utf8),
  /**
   * Taken apart, with compatible characters made one, as a list. Mirrors unicode:characters_to_nfkd_list/1.
   *
   * ```eshell
   * 1> unicode:characters_to_nfkd_list([16#FB01]).
   * "fi"
   * ```
   */
  characters_to_nfkd_list: normal("NFKD", listOf),
  encoding_to_bom,
  /**
   * Whether the character may stand in an identifier. Mirrors unicode:is_id_continue/1.
   *
   * ```eshell
   * 1> unicode:is_id_continue($1).
   * true
   * ```
   */
  is_id_continue: property(/^\p{ID_Continue}$/u),
  /**
   * Whether an identifier may begin with the character. Mirrors unicode:is_id_start/1.
   *
   * ```eshell
   * 1> unicode:is_id_start($1).
   * false
   * ```
   */
  is_id_start: property(/^\p{ID_Start}$/u),
  /**
   * Whether the character is white space. Mirrors unicode:is_whitespace/1.
   *
   * ```eshell
   * 1> unicode:is_whitespace($\s).
   * true
   * ```
   */
  is_whitespace: property(/^\p{White_Space}$/u),
} as const;

/**
 * Module unicode. Characters and their encodings: lists of code points, and binaries in UTF-8, UTF-16, UTF-32 or
 * Latin-1.
 */
export const unicode: OtpModule<typeof functions> = otpModule("unicode", functions, {
  errors: "erl_stdlib_errors",
});

// base64 — OTP's module base64: bytes as text of 64 characters, and back.
//
// Options: `mode` is `standard` or `urlsafe` (`-` and `_` for `+` and `/`), `padding` whether texts end in `=`.
// Here is the fast way, by Node's Buffer; base64-steps has the other one.
import { isList, NIL, toArray } from "../terms/list.ts";
import { EMPTY_MAP, isMap, MISSING, mapGet } from "../terms/map.ts";
import type { Term } from "../terms/term.ts";
import { type Coding, decodeSteps, encodeSteps, source } from "./base64-steps.ts";
import { latin1Text } from "./iodata.ts";
import { type OtpModule, otpModule } from "./table.ts";

const MODE = Symbol.for("mode");
const URLSAFE = Symbol.for("urlsafe");
const PADDING = Symbol.for("padding");

type Data = Uint8Array | string | readonly number[];
/** `{ mode, padding }`. */
type Options = Readonly<{ mode?: symbol; padding?: boolean }>;

/** One of the functions: its name, and the lines of its first clause and of the calls for a binary and a list. */
interface Entry {
  readonly name: string;
  readonly clause: number;
  readonly binary: number;
  readonly list: number;
  /** Whether the result is a string. A binary is made a list for that. */
  readonly toString: boolean;
  readonly mime: boolean;
}
const entry = (name: string, clause: number, binary: number, list: number): Entry => ({
  name,
  clause,
  binary,
  list,
  toString: name.endsWith("_to_string"),
  mime: name.startsWith("mime_"),
});

/** The bytes of a list that has nothing else. */
function bytesOf(data: Term): Uint8Array | undefined {
  if (data instanceof Uint8Array) return data;
  const elements = toArray(data);
  if (elements === undefined) return undefined;
  return elements.every(isByte) ? Uint8Array.from(elements as number[]) : undefined;
}
const isByte = (element: Term): boolean => Number.isInteger(element) && element >= 0 && element < 256;

/** What the options say; `function_clause` of the function that reads them if they are no map. */
function codingOf(
  options: Term,
  data: Term,
  { name, binary, list, toString }: Entry,
  [reader, line, urlsafe]: readonly [string, number, number],
): Coding {
  if (!isMap(options)) {
    const at = data instanceof Uint8Array && !toString ? binary : list;
    throw source.noClause(reader, [options], line, source.item(name, 2, at));
  }
  const mode = mapGet(options, MODE);
  const padding = mapGet(options, PADDING);
  return {
    offset: mode === URLSAFE ? urlsafe : 1,
    padding: padding === MISSING || typeof padding !== "boolean" || padding,
  };
}

function encoded(data: Term, given: readonly Term[], entry: Entry): string {
  const options = given.length === 0 ? EMPTY_MAP : given[0];
  const isBinary = data instanceof Uint8Array;
  const needsMap = isBinary || entry.toString;
  if ((!isBinary && !isList(data)) || (needsMap && !isMap(options))) {
    throw source.noClause(entry.name, [data, options], entry.clause);
  }
  const coding = codingOf(options, data, entry, ["get_encoding_offset", 870, 65]);
  const bytes = bytesOf(data);
  if (bytes === undefined) return encodeSteps(data, coding, entry.toString);
  const text = Buffer.from(bytes).toString(coding.offset > 1 ? "base64url" : "base64");
  if (coding.offset === 1) return coding.padding ? text : text.replace(/=+$/, "");
  return coding.padding ? text + "=".repeat((4 - (text.length % 4)) % 4) : text;
}

/** Where base 64 of either kind has something else than a digit. */
const NO_DIGIT = { standard: /[^A-Za-z0-9+/]/, urlsafe: /[^A-Za-z0-9_-]/ };

function decoded(data: Term, given: readonly Term[], entry: Entry): Uint8Array {
  const options = given.length === 0 ? EMPTY_MAP : given[0];
  const isBinary = data instanceof Uint8Array;
  if (!isBinary && !isList(data)) throw source.noClause(entry.name, [data, options], entry.clause);
  const coding = codingOf(options, data, entry, ["get_decoding_offset", 826, 257]);
  const bytes = bytesOf(data);
  if (bytes !== undefined) {
    const text = latin1Text(bytes);
    const urlsafe = coding.offset > 1;
    const at = text.search(urlsafe ? NO_DIGIT.urlsafe : NO_DIGIT.standard);
    const end = at < 0 ? "" : text.slice(at);
    const whole = text.length % 4 === 0 || (!coding.padding && text.length % 4 > 1);
    if (whole && (end === "" || (text.length % 4 === 0 && (end === "=" || end === "==")))) {
      return new Uint8Array(Buffer.from(text, urlsafe ? "base64url" : "base64"));
    }
  }
  const asked = isBinary && entry.toString ? fromBytes(data) : data;
  return decodeSteps(asked, coding, entry.mime, entry.toString);
}
const fromBytes = (data: Uint8Array): Term => (data.length === 0 ? NIL : latin1Text(data));

const ENTRIES = {
  encode: entry("encode", 189, 190, 192),
  encodeToString: entry("encode_to_string", 152, 153, 155),
  decode: entry("decode", 321, 322, 324),
  decodeToString: entry("decode_to_string", 396, 397, 399),
  mime: entry("mime_decode", 360, 361, 363),
  mimeToString: entry("mime_decode_to_string", 430, 431, 433),
};

/** The explanation of an error that this module raised. Mirrors base64:format_error/2. */
function format_error(reason: Term, _stack: Term): any {
  if (reason !== Symbol.for("missing_padding")) return EMPTY_MAP;
  const text =
    "data to decode is missing final = padding characters, if this is intended, use the `padding => false` option";
  return { general: text };
}

const functions = {
  /**
   * The bytes of base 64; white space is passed over. Mirrors base64:decode/1,2.
   *
   * ```eshell
   * 1> base64:decode(<<"aGVsbG8=">>).
   * <<"hello">>
   * 2> base64:decode("-_8", #{mode => urlsafe, padding => false}).
   * <<"ûÿ">>
   * ```
   */
  decode: [(data: Data, ...options: Options[]): Uint8Array => decoded(data, options, ENTRIES.decode), 1, 2],
  /**
   * The bytes of base 64, as a string. Mirrors base64:decode_to_string/1,2.
   *
   * ```eshell
   * 1> base64:decode_to_string("aGVsbG8=").
   * "hello"
   * ```
   */
  decode_to_string: [
    (data: Data, ...options: Options[]): string => latin1Text(decoded(data, options, ENTRIES.decodeToString)),
    1,
    2,
  ],
  /**
   * The base 64 of bytes, as a binary. Mirrors base64:encode/1,2.
   *
   * ```eshell
   * 1> base64:encode("hello").
   * <<"aGVsbG8=">>
   * 2> base64:encode(<<251,255>>, #{mode => urlsafe, padding => false}).
   * <<"-_8">>
   * ```
   */
  encode: [
    (data: Data, ...options: Options[]): Uint8Array =>
      new Uint8Array(Buffer.from(encoded(data, options, ENTRIES.encode), "latin1")),
    1,
    2,
  ],
  /**
   * The base 64 of bytes, as a string. Mirrors base64:encode_to_string/1,2.
   *
   * ```eshell
   * 1> base64:encode_to_string(<<"hello">>).
   * "aGVsbG8="
   * ```
   */
  encode_to_string: [
    (data: Data, ...options: Options[]): string => encoded(data, options, ENTRIES.encodeToString),
    1,
    2,
  ],
  format_error,
  /**
   * The same for base 64 with other characters in it, which are passed over. Mirrors base64:mime_decode/1,2.
   *
   * ```eshell
   * 1> base64:mime_decode("aGVs%bG8=").
   * <<"hello">>
   * ```
   */
  mime_decode: [
    (data: Data, ...options: Options[]): Uint8Array => decoded(data, options, ENTRIES.mime),
    1,
    2,
  ],
  /**
   * The same as a string. Mirrors base64:mime_decode_to_string/1,2.
   *
   * ```eshell
   * 1> base64:mime_decode_to_string("aGVs%bG8=").
   * "hello"
   * ```
   */
  mime_decode_to_string: [
    (data: Data, ...options: Options[]): string => latin1Text(decoded(data, options, ENTRIES.mimeToString)),
    1,
    2,
  ],
} as const;

/** Module base64. Base 64, of RFC 4648. */
export const base64: OtpModule<typeof functions> = otpModule("base64", functions);

// base64 — OTP's module base64: bytes as text of 64 characters, and back.
//
// Options: `mode` is `standard` or `urlsafe` (`-` and `_` for `+` and `/`), `padding` whether texts end in `=`.
// Differs from OTP: a character that is not of the 64 is `badarg`, without the place in a binary's construction.
import { badarg, Exception } from "../terms/exception.ts";
import { isList, toArray } from "../terms/list.ts";
import { isMap, MISSING, mapGet } from "../terms/map.ts";
import type { Term } from "../terms/term.ts";
import { latin1Text } from "./iodata.ts";
import { OtpSource } from "./otp-source.ts";
import { type OtpModule, otpModule } from "./table.ts";

const source: OtpSource = new OtpSource("base64");
const MODE = Symbol.for("mode");
const URLSAFE = Symbol.for("urlsafe");
const PADDING = Symbol.for("padding");

type Data = Uint8Array | string | readonly number[];
/** `{ mode, padding }`. */
type Options = Readonly<{ mode?: symbol; padding?: boolean }>;

function bytesOf(data: Term, name: string, options: Term, line: number): Uint8Array {
  if (data instanceof Uint8Array) return data;
  const bytes = isList(data) ? toArray(data) : undefined;
  if (bytes === undefined) throw source.noClause(name, [data, options], line);
  if (!bytes.every(Number.isInteger)) throw badarg(data);
  return Uint8Array.from(bytes);
}

const option = (options: Term, key: symbol): Term => (isMap(options) ? mapGet(options, key) : MISSING);

function encoded(data: Term, options: Term): string {
  const bytes = bytesOf(data, "encode", options, 189);
  const text = Buffer.from(bytes).toString(option(options, MODE) === URLSAFE ? "base64url" : "base64");
  const padding = "=".repeat((4 - (text.length % 4)) % 4);
  return option(options, PADDING) === false ? text.replace(/=+$/, "") : text + padding;
}

function decoded(data: Term, options: Term, mime: boolean): Uint8Array {
  let text = latin1Text(bytesOf(data, "decode", options, mime ? 451 : 399));
  const urlsafe = option(options, MODE) === URLSAFE;
  const others = urlsafe ? /[^A-Za-z0-9_=-]/g : /[^A-Za-z0-9+/=]/g;
  text = text.replace(mime ? others : /[\t\n\r ]/g, "");
  const [digits, padding, rest] = [
    text.replace(/=.*$/s, ""),
    /=*/.exec(text.slice(text.search(/=|$/)))?.[0] ?? "",
    text.replace(/^[^=]*=*/, ""),
  ];
  if (others.test(digits) || (rest !== "" && !mime) || digits.length % 4 === 1) throw badarg(data);
  const missing = (4 - (digits.length % 4)) % 4;
  if (option(options, PADDING) !== false && padding.length < missing) {
    throw new Exception("error", MISSING_PADDING, [
      {
        ...(data instanceof Uint8Array
          ? source.item("decode_binary", 5, 809)
          : source.item("decode_list", 7, 809)),
        info: { module: Symbol.for("base64"), cause: MISSING_PADDING },
      },
    ]);
  }
  return new Uint8Array(Buffer.from(digits, urlsafe ? "base64url" : "base64"));
}

const MISSING_PADDING = Symbol.for("missing_padding");

/** The explanation of an error that this module raised. Mirrors base64:format_error/2. */
function format_error(_reason: Term, _stack: Term): any {
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
  decode: [(data: Data, options: Options = {}): Uint8Array => decoded(data, options, false), 1, 2],
  /**
   * The bytes of base 64, as a string. Mirrors base64:decode_to_string/1,2.
   *
   * ```eshell
   * 1> base64:decode_to_string("aGVsbG8=").
   * "hello"
   * ```
   */
  decode_to_string: [
    (data: Data, options: Options = {}): string => latin1Text(decoded(data, options, false)),
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
    (data: Data, options: Options = {}): Uint8Array =>
      new Uint8Array(Buffer.from(encoded(data, options), "latin1")),
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
  encode_to_string: [(data: Data, options: Options = {}): string => encoded(data, options), 1, 2],
  format_error,
  /**
   * The same for base 64 with other characters in it, which are passed over. Mirrors base64:mime_decode/1,2.
   *
   * ```eshell
   * 1> base64:mime_decode("aGVs%bG8=").
   * <<"hello">>
   * ```
   */
  mime_decode: [(data: Data, options: Options = {}): Uint8Array => decoded(data, options, true), 1, 2],
  /**
   * The same as a string. Mirrors base64:mime_decode_to_string/1,2.
   *
   * ```eshell
   * 1> base64:mime_decode_to_string("aGVs%bG8=").
   * "hello"
   * ```
   */
  mime_decode_to_string: [
    (data: Data, options: Options = {}): string => latin1Text(decoded(data, options, true)),
    1,
    2,
  ],
} as const;

/** Module base64. Base 64, of RFC 4648. */
export const base64: OtpModule<typeof functions> = otpModule("base64", functions);

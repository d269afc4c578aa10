// uri-text — the texts that module uri_string takes and gives, and their escapes.
import { Exception, type StackItem } from "../terms/exception.ts";
import type { Term } from "../terms/term.ts";
import { charsOf, utf8, utf8Text } from "./iodata.ts";
import { OtpSource } from "./otp-source.ts";

export const SOURCE: OtpSource = new OtpSource("uri_string");
const UNICODE = Symbol.for("unicode");
const BADARG = Symbol.for("badarg");
const STDLIB_ERRORS = { module: Symbol.for("erl_stdlib_errors") };

/** The characters that need no escape anywhere. */
export const UNRESERVED = "-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz~";

/** A text in the form of another: a binary if that is one. */
export const like = (text: string, source: Term): Term => (source instanceof Uint8Array ? utf8(text) : text);

/** The text of character data; `unicode:characters_to_binary/1` fails for what is none. */
export function charactersOf(term: Term, ...callers: readonly StackItem[]): string {
  return textOrFailure(term, [term], callers);
}

/** The same where `unicode:characters_to_binary/3` is called, to and from UTF-8. */
export function convertedText(term: Term, ...callers: readonly StackItem[]): string {
  const utf8Name = Symbol.for("utf8");
  const convert = SOURCE.item("convert_to_binary", 3, 2495);
  return textOrFailure(term, [term, utf8Name, utf8Name], [convert, ...callers]);
}

function textOrFailure(term: Term, args: readonly Term[], callers: readonly StackItem[]): string {
  const text = charsOf(term);
  if (text !== undefined) return text;
  const item = {
    module: UNICODE,
    name: Symbol.for("characters_to_binary"),
    arity: args,
    info: STDLIB_ERRORS,
  };
  throw new Exception("error", BADARG, [item, ...callers]);
}

/** Escapes what is not among the characters. */
export function encodeText(text: string, allowed: string): string {
  let encoded = "";
  for (const char of text) {
    if (allowed.includes(char)) encoded += char;
    else for (const byte of utf8(char)) encoded += escapeByte(byte);
  }
  return encoded;
}

export function escapeByte(byte: number): string {
  return `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
}

/** Why there is no text without the escapes: one is malformed, or what they stand for is not UTF-8. */
export interface BadEscapes {
  readonly wrong: "invalid_percent_encoding" | "invalid_utf8";
  readonly bytes: Uint8Array;
}

/** The text without escapes. A percent sign with fewer than two characters after it is itself. */
export function decodeEscapes(text: string): string | BadEscapes {
  const bytes: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const escape = text[i] === "%" ? text.slice(i, i + 3) : "";
    if (escape.length === 3) {
      if (!/^%[0-9A-Fa-f]{2}$/.test(escape))
        return { wrong: "invalid_percent_encoding", bytes: utf8(escape) };
      bytes.push(Number.parseInt(escape.slice(1), 16));
      i += 2;
    } else {
      const char = String.fromCodePoint(text.codePointAt(i) as number);
      bytes.push(...utf8(char));
      i += char.length - 1;
    }
  }
  const decoded = Uint8Array.from(bytes);
  return utf8Text(decoded) ?? { wrong: "invalid_utf8", bytes: decoded };
}

// json-text — reads one string of a JSON text that may end too early, as json-stream does.
import type { Term } from "../terms/term.ts";
import { utf8Text } from "./iodata.ts";
import { badUtf8At, invalidByte, unexpectedSequence } from "./json-errors.ts";

/** The text ends here: what was read is kept from `from` on, and `todo` says how to go on. */
export class Pause {
  readonly from: number;
  readonly todo: Term;
  constructor(from: number, todo: Term) {
    this.from = from;
    this.todo = todo;
  }
}

/** What a letter behind a backslash stands for. */
export const ESCAPED: Record<string, string> = {
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  '"': '"',
  "\\": "\\",
  "/": "/",
};
export const QUOTE = 34;

/** The same by the letter's byte: 0 for one that stands for nothing. */
export const ESCAPED_BYTES: Uint8Array = new Uint8Array(256);
for (const letter of Object.keys(ESCAPED))
  ESCAPED_BYTES[letter.charCodeAt(0)] = ESCAPED[letter].charCodeAt(0);

/** 1 for the bytes that stand for themselves in a string and are ASCII. */
const PLAIN = new Uint8Array(256).fill(1, 32, 128);
PLAIN[QUOTE] = 0;
PLAIN[92] = 0;

/** From how many plain bytes on a text is looked at by four bytes at a time. */
const LONG = 64;

/** Where the first byte from `at` on is that is not plain ASCII: a quote, an escape, a control character, UTF-8, or the end. */
export function plainEnd(bytes: Uint8Array, at: number): number {
  const { length } = bytes;
  const near = Math.min(length, at + LONG);
  while (at < near && PLAIN[bytes[at]] === 1) at++;
  if (at < near || near === length) return at;
  while (((bytes.byteOffset + at) & 3) !== 0)
    if (PLAIN[bytes[at]] === 1) at++;
    else return at;
  at += plainWords(new Int32Array(bytes.buffer, bytes.byteOffset + at, (length - at) >> 2)) * 4;
  while (at < length && PLAIN[bytes[at]] === 1) at++;
  return at;
}

/** How many words at the beginning have only plain bytes: a byte's highest bit remains where it is too small, or large. */
function plainWords(words: Int32Array): number {
  for (let i = 0; i < words.length; i++) {
    const word = words[i];
    const quote = word ^ 0x22222222;
    const backslash = word ^ 0x5c5c5c5c;
    const found =
      (word - 0x20202020) | word | ((quote - 0x01010101) & ~quote) | ((backslash - 0x01010101) & ~backslash);
    if ((found & 0x80808080) !== 0) return i;
  }
  return words.length;
}

export interface JsonString {
  readonly text: string;
  /** Where the text goes on behind the string. */
  readonly end: number;
  readonly isEscaped: boolean;
}

/** The string whose quote is at `from`; if the text ends within, the Pause tells to go on with `todo`. */
export function readString(bytes: Uint8Array, from: number, todo: Term): JsonString {
  return new StringReader(bytes, from, todo).read();
}

class StringReader {
  private readonly bytes: Uint8Array;
  private readonly from: number;
  private readonly todo: Term;
  constructor(bytes: Uint8Array, from: number, todo: Term) {
    this.bytes = bytes;
    this.from = from;
    this.todo = todo;
  }

  read(): JsonString {
    let at = this.from + 1;
    let start = at;
    let text = "";
    let isEscaped = false;
    for (;;) {
      const byte = this.bytes[at];
      if (byte === undefined) throw this.pause();
      if (byte < 32) throw invalidByte(byte, at);
      if (byte !== QUOTE && byte !== 92) {
        at++;
        continue;
      }
      text += this.plain(start, at);
      if (byte === QUOTE) return { text, end: at + 1, isEscaped };
      const escape = this.escape(at);
      isEscaped = true;
      text += escape.text;
      at += escape.size;
      start = at;
    }
  }

  private pause(): Pause {
    return new Pause(this.from, this.todo);
  }

  private plain(start: number, end: number): string {
    const text = utf8Text(this.bytes.subarray(start, end));
    if (text !== undefined) return text;
    const at = start + badUtf8At(this.bytes.subarray(start, end));
    throw invalidByte(this.bytes[at], at);
  }

  private escape(at: number): { text: string; size: number } {
    const char = this.bytes[at + 1];
    if (char === undefined) throw this.pause();
    if (char !== 117) {
      const plain = ESCAPED[String.fromCharCode(char)];
      if (plain === undefined) throw invalidByte(char, at + 1);
      return { text: plain, size: 2 };
    }
    const high = this.hex(at, at);
    if (high < 0xd800 || high > 0xdfff) return { text: String.fromCharCode(high), size: 6 };
    if (high > 0xdbff) throw unexpectedSequence(this.bytes.subarray(at, at + 6), at);
    if (this.bytes.length < at + 12) throw this.pause();
    if (this.bytes[at + 6] !== 92 || this.bytes[at + 7] !== 117)
      throw invalidByte(this.bytes[at + 6], at + 6);
    const low = this.hex(at, at + 6);
    if (low < 0xdc00 || low > 0xdfff) throw unexpectedSequence(this.bytes.subarray(at, at + 12), at);
    return { text: String.fromCharCode(high, low), size: 12 };
  }

  /** The number of the `\\u` at `at`, which is part of the escape from `start` on. */
  private hex(start: number, at: number): number {
    if (this.bytes.length < at + 6) throw this.pause();
    const digits = Buffer.from(this.bytes.subarray(at + 2, at + 6)).toString("latin1");
    if (/^[0-9A-Fa-f]{4}$/.test(digits)) return Number.parseInt(digits, 16);
    throw unexpectedSequence(this.bytes.subarray(start, at + 6), start);
  }
}

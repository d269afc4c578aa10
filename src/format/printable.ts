// printable — which lists and binaries ~p shows as text, and what that text is.
//
// Mirrors the part of io_lib_pretty that decides it. Printable is the Latin-1 range, as when erl is started without
// `+pc unicode`: a list with a character beyond it is a list of integers, a binary with one is `<<"…"/utf8>>` only
// for characters from 160 to 255.
import type { Term } from "../terms/term.ts";
import { charsLength, graphemeLength, graphemePrefix } from "./chars.ts";
import { ListCursor } from "./list-cursor.ts";
import { isPrintable, isPrintableList, writeString } from "./quote.ts";

/** A list as a quoted string of at most `limit` characters (cut off with `...`), or null if it is no text. */
export function stringText(
  list: Term,
  limit: number,
  latin1: boolean,
): { text: string; length: number } | null {
  if (limit < 0) {
    if (!isPrintableList(list)) return null;
    return quoted(typeof list === "string" ? list : flatText(list, -1));
  }
  const wanted = Math.max(0, limit - 2);
  if (latin1) {
    const prefix = printablePrefix(list, wanted);
    if (prefix === null) return null;
    return prefix.all ? quoted(prefix.text) : cutOff(prefix.text);
  }
  if (wanted === 0) return null;
  const text = flatText(list, wanted * 8);
  const prefix = graphemePrefix(text, wanted);
  if (prefix === "" || !isPrintableList(prefix)) return null;
  return isPrintableList(list) && graphemeLength(flatText(list, -1)) === graphemeLength(prefix)
    ? quoted(prefix)
    : graphemeLength(text) === graphemeLength(prefix)
      ? null
      : cutOff(prefix);
}

function quoted(chars: string): { text: string; length: number } {
  const text = writeString(chars, '"', false);
  return { text, length: charsLength(text) };
}

function cutOff(chars: string): { text: string; length: number } {
  const { text, length } = quoted(chars);
  return { text: `${text}...`, length: length + 3 };
}

/** The first characters of a list, up to something that is none. */
function flatText(list: Term, limit: number): string {
  const parts: string[] = [];
  const cursor = new ListCursor(list);
  for (let count = 0; count !== limit && cursor.next(); count++) {
    const code = cursor.head;
    if (typeof code !== "number" || !Number.isInteger(code) || code < 0 || code > 0x10ffff) break;
    parts.push(String.fromCodePoint(code));
  }
  return parts.join("");
}

/** The first `count` characters if they are printable, and whether that is all of the list. */
function printablePrefix(list: Term, count: number): { text: string; all: boolean } | null {
  const cursor = new ListCursor(list);
  let text = "";
  for (; count > 0 && cursor.next(); count--) {
    if (!isPrintable(cursor.head)) return null;
    text += String.fromCharCode(cursor.head);
  }
  if (cursor.atEnd()) return { text, all: true };
  return count === 0 && cursor.next() ? { text, all: false } : null;
}

/**
 * A binary as text in quotes, or null if it is none. Four characters are one level of depth; within `depth` (negative
 * for all) and `limit` characters, less than `all` of it may do if that is long enough.
 */
export function binaryText(
  bytes: Uint8Array,
  depth: number,
  limit: number,
  latin1: boolean,
): { text: string; utf8: boolean; all: boolean } | null {
  let length = bytes.length;
  if (depth >= 0) {
    length = Math.min(4 * depth, length);
    if (limit >= 0) length = Math.min(limit, length);
  } else if (limit >= 0) length = limit;
  if (length === 0) return null;
  if (!latin1) {
    const found = unicodeText(bytes, length, depth);
    if (found !== undefined) return found;
  }
  let end = 0;
  while (end < length && end < bytes.length && isPrintable(bytes[end])) end++;
  const all = end === bytes.length;
  if (!all && (depth <= 0 || end < depth)) return null;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, end).toString("latin1");
  return { text: writeString(text, '"', false), utf8: false, all };
}

/** The same for UTF-8; undefined if the first `length` characters are not UTF-8. */
function unicodeText(
  bytes: Uint8Array,
  length: number,
  depth: number,
): { text: string; utf8: boolean; all: boolean } | null | undefined {
  let at = 0;
  let left = length;
  for (;;) {
    if (at === bytes.length) break;
    const size = utf8Size(bytes, at);
    if (size === 0) return undefined;
    if (left === 0 || !isPrintable(utf8Code(bytes, at, size))) break;
    at += size;
    left--;
  }
  const count = length - left;
  if (at === bytes.length) {
    const utf8 = count !== bytes.length;
    return { text: writeString(decode(bytes, at, utf8), '"', false), utf8, all: true };
  }
  if (depth <= 0 || count < depth) return null;
  const utf8 = at !== count;
  return { text: writeString(decode(bytes, at, true), '"', false), utf8, all: false };
}

function decode(bytes: Uint8Array, end: number, utf8: boolean): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, end).toString(utf8 ? "utf8" : "latin1");
}

/** The number of bytes of the UTF-8 character at `at`; 0 if there is none. */
function utf8Size(bytes: Uint8Array, at: number): number {
  const first = bytes[at] as number;
  const size =
    first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
  if (size === 0 || at + size > bytes.length) return 0;
  for (let i = 1; i < size; i++) if (((bytes[at + i] as number) & 0xc0) !== 0x80) return 0;
  const code = utf8Code(bytes, at, size);
  const smallest = size === 3 ? 0x800 : size === 4 ? 0x10000 : 0;
  return code < smallest || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) ? 0 : size;
}

function utf8Code(bytes: Uint8Array, at: number, size: number): number {
  let code = size === 1 ? (bytes[at] as number) : (bytes[at] as number) & (0x7f >> size);
  for (let i = 1; i < size; i++) code = code * 64 + ((bytes[at + i] as number) & 0x3f);
  return code;
}

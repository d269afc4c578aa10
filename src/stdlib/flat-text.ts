// flat-text — the text of a flat list of characters, read fast.
//
// A character of a long list goes to a buffer, and from there to the text with those about it: one by one they would each
// make a string. Where a character is not Latin-1, the rest of the list is read as UTF-16.
import { Cons, NIL } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { isTuple } from "../terms/tuple.ts";

/** So many characters make a text one by one. */
const SHORT = 24;
/** So many are put in a buffer at once. */
const CHUNK = 2048;

/** The text of a list of which each element is a Unicode scalar value; undefined if it is no such list. */
export function flatText(list: Term): string | undefined {
  if (typeof list === "string") return list;
  let text = "";
  let rest = list;
  for (let i = 0; i < SHORT && rest instanceof Cons; i++) {
    const code = rest.head;
    if (!isScalar(code)) return undefined;
    text += code < 0x10000 ? String.fromCharCode(code) : String.fromCodePoint(code);
    rest = rest.tail;
  }
  if (!(rest instanceof Cons)) return withTail(text, rest);
  const more = ofCells(rest);
  return more === undefined ? undefined : text + more;
}

function ofCells(list: Cons): string | undefined {
  const bytes = Buffer.allocUnsafe(CHUNK);
  let text = "";
  let rest: Term = list;
  while (rest instanceof Cons) {
    let size = 0;
    while (size < CHUNK && rest instanceof Cons) {
      const code: Term = rest.head;
      if (typeof code !== "number" || (code & 0xff) !== code) break;
      bytes[size++] = code;
      rest = rest.tail;
    }
    text += bytes.toString("latin1", 0, size);
    if (size < CHUNK && rest instanceof Cons) {
      const wide = ofWideCells(rest);
      return wide === undefined ? undefined : text + wide;
    }
  }
  return withTail(text, rest);
}

function ofWideCells(list: Cons): string | undefined {
  const units = new Uint16Array(CHUNK);
  let text = "";
  let rest: Term = list;
  while (rest instanceof Cons) {
    let size = 0;
    while (size < CHUNK - 1 && rest instanceof Cons) {
      if (!isScalar(rest.head)) return undefined;
      size = put(units, size, rest.head);
      rest = rest.tail;
    }
    text += textOfUnits(units, size);
  }
  return withTail(text, rest);
}

function withTail(text: string, rest: Term): string | undefined {
  if (rest === NIL) return text;
  const more = typeof rest === "string" ? rest : ofArray(rest);
  return more === undefined ? undefined : text + more;
}

function ofArray(list: Term): string | undefined {
  if (!Array.isArray(list) || isTuple(list)) return undefined;
  const units = new Uint16Array(Math.min(CHUNK, 2 * list.length));
  let text = "";
  let size = 0;
  for (let i = 0; i < list.length; i++) {
    const code = list[i];
    if (!isScalar(code)) return undefined;
    if (size > units.length - 2) {
      text += textOfUnits(units, size);
      size = 0;
    }
    size = put(units, size, code);
  }
  return text + textOfUnits(units, size);
}

/** Puts a character in the buffer; gives how full it is then. */
function put(units: Uint16Array, size: number, code: number): number {
  if (code < 0x10000) {
    units[size] = code;
    return size + 1;
  }
  units[size] = 0xd7c0 + (code >> 10);
  units[size + 1] = 0xdc00 + (code & 0x3ff);
  return size + 2;
}

/** The text of so many UTF-16 units. */
function textOfUnits(units: Uint16Array, size: number): string {
  return String.fromCharCode.apply(null, units.subarray(0, size) as unknown as number[]);
}

/** Whether a term is a Unicode scalar value. */
export function isScalar(term: Term): term is number {
  return (
    typeof term === "number" &&
    Number.isInteger(term) &&
    term >= 0 &&
    (term < 0xd800 || (term > 0xdfff && term <= 0x10ffff))
  );
}

/** Whether all of a text is ASCII: Node counts the bytes of UTF-8 ten times as fast as an expression finds that. */
export function isAscii(text: string): boolean {
  return Buffer.byteLength(text) === text.length;
}

// unicode-read — the text of character data, or how far it goes and what is left then.
//
// Mirrors unicode:characters_to_binary/3 in what it says of wrong data: OTP has a BIF for data in Latin-1 or UTF-8 that is to
// be UTF-8, and ml_map/3 in Erlang for all else, and what is left has another shape in each.
import { isInteger } from "../terms/float.ts";
import { asCons, Cons, fromArray, isList, isNil } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { flatText, isScalar } from "./flat-text.ts";
import { latin1Text, utf8Text } from "./iodata.ts";
import { decodeOne, type Encoding } from "./text-encoding.ts";

/** What was read: the text up to a problem, and what is left then. */
export interface Reading {
  readonly text: string;
  readonly problem?: "error" | "incomplete";
  readonly rest?: Term;
}

/** Reads character data that is to have another encoding; undefined if it is none at all. */
export function readText(data: Term, from: Encoding, to: Encoding): Reading | undefined {
  const text = wholeText(data, from);
  const fits = text !== undefined && (to !== "latin1" || isLatin1(text));
  if (fits) return { text };
  return new Reader(from, to).read(data);
}

/** The text if nothing is wrong with it. */
function wholeText(data: Term, encoding: Encoding): string | undefined {
  const flat = data instanceof Uint8Array ? undefined : flatText(data);
  if (flat !== undefined) return encoding !== "latin1" || isLatin1(flat) ? flat : undefined;
  const text: string[] = [];
  const later: Term[] = [data];
  while (later.length > 0) {
    const next = later.pop();
    if (typeof next === "string" && (encoding !== "latin1" || isLatin1(next))) {
      text.push(next);
    } else if (next instanceof Uint8Array) {
      const decoded = encoding === "utf8" ? utf8Text(next) : decodeAll(next, encoding);
      if (decoded === undefined) return undefined;
      text.push(decoded);
    } else if (isList(next)) {
      const cell = asCons(next);
      if (cell === undefined) continue;
      if (!isList(cell.tail) && !(cell.tail instanceof Uint8Array)) return undefined;
      later.push(cell.tail, cell.head);
    } else if (isScalar(next) && (encoding !== "latin1" || next < 256)) {
      text.push(String.fromCodePoint(next));
    } else {
      return undefined;
    }
  }
  return text.join("");
}

const isLatin1 = (text: string): boolean => !/[^\0-\xff]/.test(text);

function decodeAll(bytes: Uint8Array, encoding: Encoding): string | undefined {
  if (encoding === "latin1") return latin1Text(bytes);
  const text: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    const found = decodeOne(bytes, at, encoding);
    if (typeof found === "string") return undefined;
    text.push(String.fromCodePoint(found.code));
    at += found.size;
  }
  return text.join("");
}

/** What is no character data at all. */
const NO_DATA = Symbol("no data");

class Reader {
  private readonly from: Encoding;
  private readonly to: Encoding;
  /** Whether OTP has a BIF for this. */
  private readonly bif: boolean;
  private text = "";
  /** The first bytes of a character that must go on in the next binary. */
  private begun: Uint8Array | undefined;
  constructor(from: Encoding, to: Encoding) {
    this.from = from;
    this.to = to;
    this.bif = to === "utf8" && (from === "latin1" || from === "utf8");
  }

  read(data: Term): Reading | undefined {
    const rest = data instanceof Uint8Array ? this.binary(data) : this.list(data);
    if (rest === NO_DATA) return undefined;
    const { text, begun } = this;
    if (rest !== undefined) {
      const left = this.bif && begun !== undefined ? fromArray([begun, rest]) : rest;
      return { text, problem: "error", rest: left };
    }
    return begun === undefined ? { text } : { text, problem: "incomplete", rest: begun };
  }

  /** What is left from the first problem on; undefined if there is none. */
  private list(whole: Term): Term {
    let rest = whole;
    for (let cell = asCons(rest); cell !== undefined; cell = asCons(rest)) {
      const { head, tail } = cell;
      if (isInteger(head)) {
        if (this.begun !== undefined) return this.bif ? rest : new Cons(this.begun, rest);
        if (!this.fits(head)) return this.bif ? rest : new Cons(fromArray([head]), tail);
        this.text += String.fromCodePoint(Number(head));
      } else if (head instanceof Uint8Array) {
        const left = this.continued(head, rest, tail);
        if (left !== undefined) return left;
      } else if (isList(head)) {
        const left = this.list(head);
        if (left === NO_DATA) return left;
        if (left !== undefined) return new Cons(left, tail);
      } else {
        return NO_DATA;
      }
      rest = tail;
    }
    if (isNil(rest)) return undefined;
    return rest instanceof Uint8Array ? this.continued(rest, rest, undefined) : NO_DATA;
  }

  /** A binary in a list; `rest` begins with it, `tail` is what follows, undefined if it is itself the end. */
  private continued(bytes: Uint8Array, rest: Term, tail: Term): Term {
    const after = (left: Term) => (tail === undefined ? left : new Cons(left, tail));
    if (this.begun === undefined) {
      const left = this.binary(bytes);
      return left === undefined ? undefined : after(left);
    }
    const missing = sizeOf(this.begun, this.from) - this.begun.length;
    const joined = Uint8Array.from([...this.begun, ...bytes.subarray(0, missing)]);
    if (bytes.length < missing) {
      this.begun = joined;
      return undefined;
    }
    const trailing = bytes.subarray(missing);
    const { begun } = this;
    this.begun = undefined;
    if (this.binary(joined) !== undefined) {
      if (!this.bif) return new Cons(joined, tail === undefined ? trailing : new Cons(trailing, tail));
      this.begun = begun;
      return rest;
    }
    const left = this.binary(trailing);
    return left === undefined ? undefined : after(left);
  }

  private binary(bytes: Uint8Array): Term {
    for (let at = 0; at < bytes.length; ) {
      const found = decodeOne(bytes, at, this.from);
      if (found === "error") return bytes.subarray(at);
      if (found === "incomplete") {
        this.begun = bytes.subarray(at);
        return undefined;
      }
      if (!this.fits(found.code)) return bytes.subarray(at);
      this.text += String.fromCodePoint(found.code);
      at += found.size;
    }
    return undefined;
  }

  private fits(code: Term): boolean {
    return isScalar(code) && ((this.from !== "latin1" && this.to !== "latin1") || code < 256);
  }
}

/** How many bytes a character has that begins like this. */
function sizeOf(begun: Uint8Array, encoding: Encoding): number {
  if (encoding === "utf8") return begun[0] < 0xe0 ? 2 : begun[0] < 0xf0 ? 3 : 4;
  if (encoding.startsWith("utf32")) return 4;
  const high = encoding.endsWith("little") ? begun[1] : begun[0];
  return high !== undefined && high >= 0xd8 && high < 0xdc ? 4 : 2;
}

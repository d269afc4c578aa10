// iodata — what BIFs read out of lists of bytes, binaries and characters.
//
// Three kinds of nested list are meant in OTP's documentation, and differ in what they may contain: an iolist
// (bytes and binaries, the tail may be a binary), a bitstring list (the same with bit strings) and character data
// (code points and UTF-8 binaries). All are read with a stack of our own, so that depth costs no JavaScript stack.

import { type BitString, concatBits, isBitString } from "../terms/bits.ts";
import { Cons, ImproperList, NIL } from "../terms/list.ts";
import { isTypeError } from "../terms/realm.ts";
import type { Term } from "../terms/term.ts";
import { isTuple } from "../terms/tuple.ts";
import { flatText, isScalar } from "./flat-text.ts";

export { isScalar } from "./flat-text.ts";

/** Calls `leaf` for the elements and tails of a nested list, in order; strings are leaves. False if `leaf` was, once. */
function walk(term: Term, leaf: (element: Term, tail: boolean) => boolean): boolean {
  const pending: Term[] = [];
  const isTail: boolean[] = [];
  let next = term;
  let tail = true;
  for (;;) {
    if (next instanceof Cons) {
      const { head } = next;
      next = next.tail;
      tail = true;
      // Mostly numbers, for which nothing has to be put aside.
      if (typeof head !== "number") {
        pending.push(next);
        isTail.push(true);
        next = head;
        tail = false;
      } else if (!leaf(head, false)) return false;
      continue;
    }
    if (Array.isArray(next) && !isTuple(next)) putAside(next, pending, isTail);
    else if (next instanceof ImproperList) {
      pending.push(next.tail);
      isTail.push(true);
      putAside(next.elements, pending, isTail);
    } else if (next !== NIL && !leaf(next, tail)) return false;
    if (pending.length === 0) return true;
    next = pending.pop();
    tail = isTail.pop() as boolean;
  }
}

function putAside(elements: readonly Term[], pending: Term[], isTail: boolean[]): void {
  for (let i = elements.length - 1; i >= 0; i--) {
    pending.push(elements[i]);
    isTail.push(false);
  }
}

/** Collects bytes and bit strings; single bytes gather in a run of their own. */
class BitSink {
  readonly #parts: BitString[] = [];
  #run = new Uint8Array(64);
  #size = 0;

  byte(value: number): void {
    if (this.#size === this.#run.length) this.#grow(1);
    this.#run[this.#size++] = value;
  }

  latin1(text: string): boolean {
    if (this.#size + text.length > this.#run.length) this.#grow(text.length);
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code > 255) return false;
      this.#run[this.#size++] = code;
    }
    return true;
  }

  bits(part: BitString): void {
    this.#flush();
    this.#parts.push(part);
  }

  result(): BitString {
    this.#flush();
    return this.#parts.length === 1 ? this.#parts[0] : concatBits(this.#parts);
  }

  #grow(by: number): void {
    const run = new Uint8Array(Math.max(this.#run.length * 2, this.#size + by));
    run.set(this.#run.subarray(0, this.#size));
    this.#run = run;
  }

  #flush(): void {
    if (this.#size === 0) return;
    this.#parts.push(this.#run.slice(0, this.#size));
    this.#size = 0;
  }
}

/**
 * The bit string that a bitstring list stands for; undefined if it is none. Mirrors list_to_bitstring/1.
 *
 * ```eshell
 * 1> list_to_bitstring([1,<<1:4>>]).
 * <<1,1:4>>
 * ```
 */
export function bitstringOf(term: Term): BitString | undefined {
  const sink = new BitSink();
  const good = walk(term, (element, tail) => {
    if (isBitString(element)) sink.bits(element);
    else if (typeof element === "string") return sink.latin1(element);
    else if (!tail && Number.isInteger(element) && element >= 0 && element <= 255) sink.byte(element);
    else return false;
    return true;
  });
  return good ? sink.result() : undefined;
}

/**
 * The bytes of iodata (a binary or an iolist); undefined if it is none. Mirrors iolist_to_binary/1.
 *
 * ```eshell
 * 1> iolist_to_binary(["ab",<<"c">>,$d]).
 * <<"abcd">>
 * ```
 */
export function bytesOf(term: Term): Uint8Array | undefined {
  if (term instanceof Uint8Array) return term;
  const bits = bitstringOf(term);
  return bits instanceof Uint8Array ? bits : undefined;
}

/**
 * The pieces of iodata without joining them, small ones together. Mirrors iolist_to_iovec/1.
 *
 * ```eshell
 * 1> erlang:iolist_to_iovec(["ab",<<"c">>]).
 * [<<"abc">>]
 * ```
 */
export function piecesOf(term: Term): Uint8Array[] | undefined {
  const bytes = bytesOf(term);
  return bytes && (bytes.length > 0 ? [bytes] : []);
}

/** The bytes of a text in UTF-8. */
export function utf8(text: string): Uint8Array {
  const buffer = Buffer.from(text, "utf8");
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.length);
}

/** The text of bytes in UTF-8; undefined if they are not valid UTF-8. */
export function utf8Text(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (isTypeError(error)) return undefined;
    throw error;
  }
}

/** The text of bytes in Latin-1. */
export function latin1Text(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
}

/** The text of a flat list of code points; undefined if it is none. */
export const textOf: (term: Term) => string | undefined = flatText;

/** The text of character data: code points and UTF-8 binaries, nested; undefined if it is none. */
export function charsOf(term: Term): string | undefined {
  const flat = flatText(term);
  if (flat !== undefined) return flat;
  let text = "";
  let bytes: Uint8Array[] = [];
  // Characters may be split over neighbouring binaries.
  const flush = () => {
    const joined = bytes.length === 1 ? bytes[0] : Buffer.concat(bytes);
    bytes = [];
    const decoded = utf8Text(joined);
    if (decoded === undefined) return false;
    text += decoded;
    return true;
  };
  const good = walk(term, (element, tail) => {
    if (element instanceof Uint8Array) {
      bytes.push(element);
      return true;
    }
    if (bytes.length > 0 && !flush()) return false;
    if (typeof element === "string") text += element;
    else if (!tail && isScalar(element)) text += String.fromCodePoint(element);
    else return false;
    return true;
  });
  return good && (bytes.length === 0 || flush()) ? text : undefined;
}

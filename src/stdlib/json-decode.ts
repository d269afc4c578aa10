// json-decode — reads a whole JSON text at once: the short way that json:decode/1 takes as long as nothing is wrong.
//
// It does not say what is wrong with a text: that is found by reading it again as json-stream does. As in OTP, a string
// without escapes is a part of the text's own bytes. Objects that have the same keys in the same order share one array
// of keys: where a key is expected, the one that came there before is looked for first, and nothing is made of it again.
import { isUtf8 } from "node:buffer";
import { SMALL_MAP_LIMIT } from "../terms/hash.ts";
import { Cons, NIL } from "../terms/list.ts";
import { EMPTY_MAP, ErlMap, mapOf } from "../terms/map.ts";
import type { Term } from "../terms/term.ts";
import { JsonNumbers } from "./json-numbers.ts";
import { ESCAPED_BYTES, plainEnd, QUOTE } from "./json-text.ts";

/** What is answered where the text is no JSON, or nested too deep to be read by functions that call themselves. */
export const MALFORMED: unique symbol = Symbol("malformed");
/** Thrown for it. */
class Malformed extends Error {}

/** How deep arrays and objects may be nested. */
const MAX_DEPTH = 500;
/** How many keys that may come next are looked at. */
const GUESSES = 4;

/** The keys that objects began with so far, as a tree: each is one key behind those of its parents. */
class Shape {
  readonly parent: Shape | null;
  readonly size: number;
  readonly key: Uint8Array;
  /** Where the text has the key, as it is written there. */
  readonly start: number;
  readonly end: number;
  /** The keys seen behind this one: the last first, linked by `other`. */
  next: Shape | null = null;
  other: Shape | null = null;
  /** The keys in the order of small maps, once an object has ended here, and which of its values each has. */
  keys: Term[] | null = null;
  places: number[] | null = null;
  constructor(parent: Shape | null, key: Uint8Array, start: number, end: number) {
    this.parent = parent;
    this.size = parent === null ? 0 : parent.size + 1;
    this.key = key;
    this.start = start;
    this.end = end;
  }

  /** The keys from the first on. */
  path(): Uint8Array[] {
    const path: Uint8Array[] = [];
    for (let shape: Shape = this; shape.parent !== null; shape = shape.parent) path.push(shape.key);
    return path.reverse();
  }

  sort(): void {
    const path = this.path();
    const places: number[] = [];
    for (let i = 0; i < path.length; i++) {
      let at = places.length;
      let order = 1;
      while (at > 0) {
        order = compareBytes(path[i], path[places[at - 1]]);
        if (order >= 0) break;
        at--;
      }
      // Of equal keys the first counts.
      if (at === 0 || order > 0) places.splice(at, 0, i);
    }
    this.places = places;
    this.keys = places.map((place) => path[place]);
  }
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const size = Math.min(a.length, b.length);
  for (let i = 0; i < size; i++) if (a[i] !== b[i]) return a[i] - b[i];
  return a.length - b.length;
}

/** Reads one value. */
export class Decoder {
  private readonly bytes: Uint8Array;
  private readonly null: Term;
  private readonly numbers: JsonNumbers;
  /** Where the text goes on. */
  at = 0;
  private depth = 0;
  /** The elements and values of what is being read, up to `top`. */
  private readonly stack: Term[] = [];
  private top = 0;
  private readonly noKeys = new Shape(null, new Uint8Array(0), 0, 0);
  constructor(bytes: Uint8Array, nullValue: Term = null) {
    this.bytes = bytes;
    this.null = nullValue;
    this.numbers = new JsonNumbers(bytes);
  }

  /** The value, if there is nothing but it; else MALFORMED. */
  whole(): Term {
    const value = this.first();
    return value !== MALFORMED && this.space() === undefined ? value : MALFORMED;
  }

  /** The value that the text begins with, or MALFORMED. */
  first(): Term {
    try {
      return this.value();
    } catch (thrown) {
      if (thrown instanceof Malformed) return MALFORMED;
      throw thrown;
    }
  }

  /** The next byte that is no white space. */
  private space(): number {
    const { bytes } = this;
    let byte = bytes[this.at];
    while (byte <= 32 && (byte === 32 || byte === 10 || byte === 13 || byte === 9)) byte = bytes[++this.at];
    return byte;
  }

  private fail(): never {
    throw new Malformed("no JSON");
  }

  private value(): Term {
    const byte = this.space();
    switch (byte) {
      case QUOTE:
        return this.string();
      case 123:
        return this.object();
      case 91:
        return this.array();
      case 116:
        return this.word("true", true);
      case 102:
        return this.word("false", false);
      case 110:
        return this.word("null", this.null);
      default:
        return this.number();
    }
  }

  private number(): Term {
    const value = this.numbers.read(this.at);
    if (value === undefined) this.fail();
    this.at = this.numbers.end;
    return value;
  }

  private word(text: string, value: Term): Term {
    for (let i = 0; i < text.length; i++) {
      if (this.bytes[this.at] !== text.charCodeAt(i)) this.fail();
      this.at++;
    }
    return value;
  }

  private array(): Term {
    this.at++;
    if (this.space() === 93) {
      this.at++;
      return NIL;
    }
    if (++this.depth > MAX_DEPTH) this.fail();
    const { stack, top: base } = this;
    for (;;) {
      const element = this.value();
      stack[this.top++] = element;
      const next = this.space();
      this.at++;
      if (next === 44) continue;
      if (next !== 93) this.fail();
      let list: Term = NIL;
      for (let i = this.top - 1; i >= base; i--) list = new Cons(stack[i], list);
      this.top = base;
      this.depth--;
      return list;
    }
  }

  private object(): Term {
    this.at++;
    if (this.space() === 125) {
      this.at++;
      return EMPTY_MAP;
    }
    if (++this.depth > MAX_DEPTH) this.fail();
    const base = this.top;
    let shape = this.noKeys;
    /** The keys behind those of the largest shape. */
    let more: Term[] | null = null;
    for (;;) {
      if (this.space() !== QUOTE) this.fail();
      if (shape.size < SMALL_MAP_LIMIT) {
        shape = this.key(shape);
      } else {
        more ??= [];
        more.push(this.string());
      }
      if (this.space() !== 58) this.fail();
      this.at++;
      const value = this.value();
      this.stack[this.top++] = value;
      const next = this.space();
      this.at++;
      if (next === 44) continue;
      if (next !== 125) this.fail();
      this.depth--;
      return more === null ? this.small(shape, base) : this.large(shape, more, base);
    }
  }

  private small(shape: Shape, base: number): Term {
    if (shape.keys === null) shape.sort();
    const keys = shape.keys as Term[];
    const places = shape.places as number[];
    const values: Term[] = new Array(keys.length);
    for (let i = 0; i < keys.length; i++) values[i] = this.stack[base + places[i]];
    this.top = base;
    return new ErlMap(keys.length, keys, values, null);
  }

  private large(shape: Shape, more: readonly Term[], base: number): Term {
    // Of equal keys the first counts here, and the last for mapOf.
    const keys = [...shape.path(), ...more].reverse();
    const values = this.stack.slice(base, this.top).reverse();
    this.top = base;
    return mapOf(keys, values);
  }

  /** The shape with the key that is read here. */
  private key(shape: Shape): Shape {
    const { bytes, at } = this;
    let guess = shape.next;
    for (let tried = 0; guess !== null && tried < GUESSES; tried++) {
      const size = guess.end - guess.start;
      let i = 0;
      while (i < size && bytes[at + 1 + i] === bytes[guess.start + i]) i++;
      if (i === size && bytes[at + 1 + size] === QUOTE) {
        this.at = at + size + 2;
        return guess;
      }
      guess = guess.other;
    }
    const key = this.string();
    const fresh = new Shape(shape, key, at + 1, this.at - 1);
    fresh.other = shape.next;
    shape.next = fresh;
    return fresh;
  }

  private string(): Uint8Array {
    const { bytes } = this;
    const start = this.at + 1;
    let end = plainEnd(bytes, start);
    if (bytes[end] === QUOTE) {
      this.at = end + 1;
      return this.part(start, end);
    }
    while (bytes[end] > 127) end = plainEnd(bytes, end + 1);
    if (bytes[end] !== QUOTE) return this.escaped(start, end);
    this.at = end + 1;
    const part = this.part(start, end);
    return isUtf8(part) ? part : this.fail();
  }

  private part(start: number, end: number): Uint8Array {
    return new Uint8Array(this.bytes.buffer, this.bytes.byteOffset + start, end - start);
  }

  /** A string that has an escape at `end`: the bytes between escapes are copied. */
  private escaped(start: number, end: number): Uint8Array {
    const { bytes } = this;
    let made = new Uint8Array(Math.max(32, 2 * (end - start)));
    let size = 0;
    for (;;) {
      // An escape makes three bytes at most; two that belong together make four.
      if (size + end - start + 4 > made.length) {
        const larger = new Uint8Array(2 * (size + end - start + 4));
        larger.set(made.subarray(0, size));
        made = larger;
      }
      for (let i = start; i < end; i++) made[size++] = bytes[i];
      this.at = end + 1;
      if (bytes[end] === QUOTE) break;
      if (bytes[end] !== 92) this.fail();
      size = this.escape(made, size);
      start = this.at;
      end = plainEnd(bytes, start);
      while (bytes[end] > 127) end = plainEnd(bytes, end + 1);
    }
    const string = made.slice(0, size);
    return isUtf8(string) ? string : this.fail();
  }

  /** Writes what the escape stands for whose letter is at `at`; answers where the string goes on. */
  private escape(made: Uint8Array, size: number): number {
    const letter = this.bytes[this.at++];
    if (letter !== 117) {
      const byte = ESCAPED_BYTES[letter];
      if (byte === 0 || byte === undefined) this.fail();
      made[size] = byte;
      return size + 1;
    }
    let code = this.hex();
    if (code >= 0xd800 && code <= 0xdfff) {
      if (code > 0xdbff || this.bytes[this.at] !== 92 || this.bytes[this.at + 1] !== 117) this.fail();
      this.at += 2;
      const low = this.hex();
      if (low < 0xdc00 || low > 0xdfff) this.fail();
      code = ((code - 0xd800) << 10) + (low - 0xdc00) + 0x10000;
    }
    if (code < 0x80) {
      made[size++] = code;
    } else if (code < 0x800) {
      made[size++] = 0xc0 | (code >> 6);
      made[size++] = 0x80 | (code & 63);
    } else if (code < 0x10000) {
      made[size++] = 0xe0 | (code >> 12);
      made[size++] = 0x80 | ((code >> 6) & 63);
      made[size++] = 0x80 | (code & 63);
    } else {
      made[size++] = 0xf0 | (code >> 18);
      made[size++] = 0x80 | ((code >> 12) & 63);
      made[size++] = 0x80 | ((code >> 6) & 63);
      made[size++] = 0x80 | (code & 63);
    }
    return size;
  }

  private hex(): number {
    let code = 0;
    for (let i = 0; i < 4; i++) {
      const byte = this.bytes[this.at++];
      const letter = byte | 32;
      if (byte >= 48 && byte <= 57) code = code * 16 + byte - 48;
      else if (letter >= 97 && letter <= 102) code = code * 16 + letter - 87;
      else this.fail();
    }
    return code;
  }
}

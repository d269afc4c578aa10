// json-encode — the JSON of a term by json's own encoder, in the short way that is taken as long as nothing is wrong.
//
// The iodata has OTP's shape. Numbers are written side by side into buffers of which each binary is a part: a buffer of
// its own would cost JavaScript ten times as much. What has no JSON is refused, and json.ts finds out what to say of it.
import { isUtf8 } from "node:buffer";
import { shortFloat } from "../format/float.ts";
import { atomName, isAtom } from "../terms/atom.ts";
import { Float, isFloat, isInteger } from "../terms/float.ts";
import { arrayOf, asCons, Cons, isList, isNil, NIL } from "../terms/list.ts";
import { ErlMap, isMap, mapPairs } from "../terms/map.ts";
import type { Term } from "../terms/term.ts";
import { utf8 } from "./iodata.ts";
import { plainEnd, QUOTE } from "./json-text.ts";

/** What is answered for a term that has no JSON. */
export const REFUSED: unique symbol = Symbol("refused");
class Refused extends Error {}

const TRUE = utf8("true");
const FALSE = utf8("false");
const NULL = utf8("null");
const EMPTY_LIST = utf8("[]");
const EMPTY_OBJECT = utf8("{}");
const LAST_QUOTE = new Cons(QUOTE, NIL);
const LAST_BRACKET = new Cons(93, NIL);
const LAST_BRACE = new Cons(125, NIL);

/** How the bytes that may not stand in a string are written, by the byte; undefined for others. */
const ESCAPES: readonly (Uint8Array | undefined)[] = Array.from({ length: 93 }, (_, byte) => {
  if (byte > 31 && byte !== QUOTE && byte !== 92) return undefined;
  const escaped = JSON.stringify(String.fromCharCode(byte)).slice(1, -1);
  return utf8(escaped.length > 2 ? `\\u${escaped.slice(2).toUpperCase()}` : escaped);
});

const FIRST_BUFFER = 128;
const LAST_BUFFER = 16_384;

/** The binaries of texts, which share buffers. */
export class Pieces {
  private buffer: Buffer = Buffer.allocUnsafe(FIRST_BUFFER);
  private size = 0;

  /** The binary of a text of ASCII characters. */
  ascii(text: string): Uint8Array {
    const at = this.take(text.length);
    for (let i = 0; i < text.length; i++) this.buffer[at + i] = text.charCodeAt(i);
    return this.part(at, text.length);
  }

  /** The decimal digits of an integer that is safe. */
  digits(value: number): Uint8Array {
    if ((value | 0) !== value) return this.ascii(String(value));
    let rest = value < 0 ? -value : value;
    let length = value < 0 ? 2 : 1;
    for (let bound = 10; bound <= rest; bound *= 10) length++;
    const at = this.take(length);
    const { buffer } = this;
    for (let i = at + length - 1; i >= at; i--) {
      const tens = (rest / 10) | 0;
      buffer[i] = 48 + rest - tens * 10;
      rest = tens;
    }
    if (value < 0) buffer[at] = 45;
    return this.part(at, length);
  }

  /** The shortest text of a float; six decimals or fewer are digits of an integer. */
  float(value: number): Uint8Array {
    const size = Math.abs(value);
    const scaled = Math.round(size * 1e6);
    const whole = Math.floor(size);
    if (size < 0.1 || size > 1e8 || whole === size || scaled / 1e6 !== size)
      return this.ascii(shortFloat(value));
    let fraction = scaled - whole * 1e6;
    let decimals = 6;
    while (fraction % 10 === 0) {
      fraction /= 10;
      decimals--;
    }
    return this.ascii(`${value < 0 ? "-" : ""}${whole}.${String(fraction).padStart(decimals, "0")}`);
  }

  private take(length: number): number {
    if (this.size + length > this.buffer.length) {
      this.buffer = Buffer.allocUnsafe(Math.max(length, Math.min(2 * this.buffer.length, LAST_BUFFER)));
      this.size = 0;
    }
    const at = this.size;
    this.size += length;
    return at;
  }
  private part(at: number, length: number): Uint8Array {
    return new Uint8Array(this.buffer.buffer, this.buffer.byteOffset + at, length);
  }
}

const part = (binary: Uint8Array, from: number, to: number): Uint8Array =>
  new Uint8Array(binary.buffer, binary.byteOffset + from, to - from);

/** The parts of a string as OTP cuts them, `[[[34,Part|Escape],Part|Escape],Part,34]`; undefined if it is no UTF-8. */
export function stringParts(binary: Uint8Array): Term {
  const { length } = binary;
  let at = plainEnd(binary, 0);
  let isAscii = true;
  while (binary[at] > 127) {
    isAscii = false;
    at = plainEnd(binary, at + 1);
  }
  if (at < length) return withEscapes(binary, at);
  return isAscii || isUtf8(binary) ? quoted(binary) : undefined;
}

/** The parts of a string of which `at` is the first byte to be escaped. */
function withEscapes(binary: Uint8Array, first: number): Term {
  if (!isUtf8(binary)) return undefined;
  const { length } = binary;
  let made: Term = LAST_QUOTE;
  let from = 0;
  let at = first;
  while (at < length) {
    const escape = ESCAPES[binary[at]];
    made = new Cons(made, at === from ? escape : new Cons(part(binary, from, at), escape));
    from = at + 1;
    at = plainEnd(binary, from);
    while (binary[at] > 127) at = plainEnd(binary, at + 1);
  }
  return new Cons(made, from === length ? LAST_QUOTE : new Cons(part(binary, from, length), LAST_QUOTE));
}

/** The same with what is not ASCII escaped, as `[[Acc|Part],[92,117,48,48]|Hex]`. */
export function asciiParts(binary: Uint8Array): Term {
  if (!isUtf8(binary)) return undefined;
  const { length } = binary;
  let made: Term = LAST_QUOTE;
  let from = 0;
  for (let at = plainEnd(binary, 0); at < length; at = plainEnd(binary, from)) {
    const byte = binary[at];
    const before = at === from ? undefined : part(binary, from, at);
    if (byte < 128) {
      made = new Cons(made, before === undefined ? ESCAPES[byte] : new Cons(before, ESCAPES[byte]));
      from = at + 1;
      continue;
    }
    if (before !== undefined) made = new Cons(made, before);
    from = at + (byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4);
    const char = Buffer.from(binary.subarray(at, from)).toString();
    const [high, low] = Array.from({ length: char.length }, (_, i) =>
      char.charCodeAt(i).toString(16).toUpperCase(),
    );
    if (low !== undefined) {
      const second = new Cons("\\uD", utf8(low.slice(1)));
      made = new Cons(made, new Cons("\\uD", new Cons(utf8(high.slice(1)), second)));
    } else {
      made = new Cons(made, new Cons(`\\u${"0".repeat(4 - high.length)}`, utf8(high)));
    }
  }
  if (from === 0) return quoted(binary);
  return new Cons(made, from === length ? LAST_QUOTE : new Cons(part(binary, from, length), LAST_QUOTE));
}

/** The binary between quotes. */
export function quoted(binary: Term): Term {
  return new Cons(QUOTE, new Cons(binary, LAST_QUOTE));
}

/** Encodes a term by json's own encoder. */
export class Encoder {
  private readonly pieces = new Pieces();
  private readonly atoms = new Map<Term, Term>();

  /** The iodata of a term, or REFUSED. */
  whole(term: Term): Term {
    try {
      return this.value(term);
    } catch (thrown) {
      if (thrown instanceof Refused) return REFUSED;
      throw thrown;
    }
  }

  /** The iodata of what has no parts; undefined for lists, maps and what has no JSON. */
  simple(term: Term): Term {
    switch (typeof term) {
      case "number":
        if (Number.isSafeInteger(term)) return this.pieces.digits(term);
        return Number.isFinite(term) ? this.pieces.float(term) : undefined;
      case "boolean":
        return term ? TRUE : FALSE;
      case "bigint":
        return this.pieces.ascii(String(term));
      case "undefined":
        return this.atom(term);
      case "symbol":
        return isAtom(term) ? this.atom(term) : undefined;
      case "object":
        if (term === null) return NULL;
        if (term instanceof Uint8Array) return this.string(term);
        return term instanceof Float ? this.pieces.ascii(shortFloat(term.value)) : undefined;
      default:
        return undefined;
    }
  }

  private value(term: Term): Term {
    if (term instanceof Cons) return this.list(term);
    if (term instanceof ErlMap) return this.object(term);
    const simple = this.simple(term);
    if (simple !== undefined) return simple;
    if (isList(term)) return isNil(term) ? EMPTY_LIST : this.list(term);
    return isMap(term) ? this.object(term) : this.refuse();
  }

  private refuse(): never {
    throw new Refused("no JSON");
  }

  private string(binary: Uint8Array): Term {
    return stringParts(binary) ?? this.refuse();
  }

  private atom(atom: Term): Term {
    const known = this.atoms.get(atom);
    if (known !== undefined) return known;
    const made = this.string(utf8(atomName(atom)));
    this.atoms.set(atom, made);
    return made;
  }

  private key(key: Term): Term {
    if (key instanceof Uint8Array) return this.string(key);
    if (isAtom(key)) return this.atom(key);
    return isInteger(key) || isFloat(key) ? quoted(this.simple(key)) : this.refuse();
  }

  private list(list: Term): Term {
    const made = new Cons(44, NIL);
    let last = made;
    const elements = arrayOf(list);
    if (elements !== undefined) {
      for (let i = 0; i < elements.length; i++) last = this.after(last, elements[i]);
    } else {
      let rest = list;
      for (let cell = asCons(rest); cell !== undefined; cell = asCons(rest)) {
        last = this.after(last, cell.head);
        rest = cell.tail;
      }
      if (!isNil(rest)) this.refuse();
    }
    last.tail = LAST_BRACKET;
    // Before the first element is the bracket, before the others a comma.
    const first = made.tail as Cons;
    first.head = 91;
    return first;
  }

  /** Puts a comma and the element behind the last cell, which this was; answers the one that is now. */
  private after(last: Cons, element: Term): Cons {
    const cell = new Cons(this.value(element), NIL);
    last.tail = new Cons(44, cell);
    return cell;
  }

  private object(map: Term): Term {
    const { keys, values } =
      map instanceof ErlMap ? { keys: map.keys(), values: map.values() } : mapPairs(map);
    if (keys.length === 0) return EMPTY_OBJECT;
    let rest: Term = NIL;
    for (let i = keys.length - 1; i > 0; i--)
      rest = new Cons(new Cons(44, this.pair(keys[i], values[i])), rest);
    return new Cons(123, new Cons(this.pair(keys[0], values[0]), new Cons(rest, LAST_BRACE)));
  }

  private pair(key: Term, value: Term): Term {
    return new Cons(this.key(key), new Cons(58, this.value(value)));
  }
}

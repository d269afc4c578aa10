// json — JSON to terms and back.
//
// Mirrors OTP's json: objects are maps with binaries as keys, strings are binaries, `null` an atom. Differs from OTP:
// decode/3 with callbacks, the streaming decoder and format/1,2,3 are missing.

import { shortFloat } from "../format/float.ts";
import { callFun2 } from "../process/apply.ts";
import { Frame, proc } from "../process/frame.ts";
import { atomName, isAtom } from "../terms/atom.ts";
import { Exception, type StackItem } from "../terms/exception.ts";
import { Float, float, integer, isFloat, isInteger } from "../terms/float.ts";
import { fromArray, isList, NIL, toArray } from "../terms/list.ts";
import { isMap, mapEntries, mapFrom } from "../terms/map.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple2 } from "../terms/tuple.ts";
import { utf8, utf8Text } from "./iodata.ts";
import { OtpSource } from "./otp-source.ts";
import { otpModule } from "./table.ts";

const SOURCE = new OtpSource("json");
const STDLIB_ERRORS = Symbol.for("erl_stdlib_errors");
const JSON_MODULE = Symbol.for("json");
const ESCAPES: Record<string, string> = {
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  '"': '"',
  "\\": "\\",
  "/": "/",
};
const QUOTE = 34;

/** Reads one value; errors name the byte that is wrong. */
class Decoder {
  private readonly bytes: Uint8Array;
  private at = 0;
  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  whole(): Term {
    const value = this.value();
    const end = this.at;
    this.space();
    // What is left is wrong from the byte behind the value on, which OTP counts anew.
    if (this.at < this.bytes.length) throw invalidByte(this.bytes[end], 0);
    return value;
  }

  private space(): void {
    while ([32, 9, 10, 13].includes(this.bytes[this.at])) this.at++;
  }

  private fail(): never {
    if (this.at >= this.bytes.length) throw SOURCE.error(Symbol.for("unexpected_end"), "decode", 1, 892);
    throw invalidByte(this.bytes[this.at], this.at, DECODE);
  }

  private value(): Term {
    this.space();
    switch (this.bytes[this.at]) {
      case 123:
        return this.object();
      case 91:
        return this.array();
      case QUOTE:
        return utf8(this.string());
      case 116:
        return this.word("true", true);
      case 102:
        return this.word("false", false);
      case 110:
        return this.word("null", null);
      default:
        return this.number();
    }
  }

  private word(text: string, value: Term): Term {
    for (let i = 0; i < text.length; i++) {
      if (this.bytes[this.at] !== text.charCodeAt(i)) this.fail();
      this.at++;
    }
    return value;
  }

  private array(): Term {
    const elements: Term[] = [];
    this.at++;
    this.space();
    if (this.bytes[this.at] === 93) {
      this.at++;
      return NIL;
    }
    for (;;) {
      elements.push(this.value());
      this.space();
      const next = this.bytes[this.at];
      if (next !== 44 && next !== 93) this.fail();
      this.at++;
      if (next === 93) return fromArray(elements);
    }
  }

  private object(): Term {
    const entries = new Map<string, Term>();
    this.at++;
    this.space();
    if (this.bytes[this.at] === 125) {
      this.at++;
      return mapFrom([]);
    }
    for (;;) {
      this.space();
      if (this.bytes[this.at] !== QUOTE) this.fail();
      const key = this.string();
      this.space();
      if (this.bytes[this.at] !== 58) this.fail();
      this.at++;
      const value = this.value();
      // Of equal keys the first counts.
      if (!entries.has(key)) entries.set(key, value);
      this.space();
      const next = this.bytes[this.at];
      if (next !== 44 && next !== 125) this.fail();
      this.at++;
      if (next === 125)
        return mapFrom([...entries].map(([name, entry]): [Term, Term] => [utf8(name), entry]));
    }
  }

  private string(): string {
    this.at++;
    let text = "";
    let start = this.at;
    for (;;) {
      const byte = this.bytes[this.at];
      if (byte === undefined || byte < 32) this.fail();
      if (byte === QUOTE || byte === 92) {
        text += this.plain(start);
        this.at++;
        if (byte === QUOTE) return text;
        text += this.escape();
        start = this.at;
      } else {
        this.at++;
      }
    }
  }

  private plain(start: number): string {
    const text = utf8Text(this.bytes.subarray(start, this.at));
    if (text === undefined) {
      while (utf8Text(this.bytes.subarray(start, start + 1)) !== undefined) start++;
      throw invalidByte(this.bytes[start], start, DECODE);
    }
    return text;
  }

  private escape(): string {
    const char = String.fromCharCode(this.bytes[this.at] ?? 0);
    if (char === "u") {
      const hex = Buffer.from(this.bytes.subarray(this.at + 1, this.at + 5)).toString("latin1");
      if (!/^[0-9A-Fa-f]{4}$/.test(hex)) {
        this.at++;
        this.fail();
      }
      this.at += 5;
      return String.fromCharCode(Number.parseInt(hex, 16));
    }
    if (!Object.hasOwn(ESCAPES, char)) this.fail();
    this.at++;
    return ESCAPES[char];
  }

  private number(): Term {
    const rest = Buffer.from(this.bytes.subarray(this.at, this.at + 4096)).toString("latin1");
    const found = /^-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/.exec(rest);
    if (found === null) this.fail();
    const [text, fraction, exponent] = found;
    if (text === "0" && /\d/.test(rest[1] ?? "")) throw invalidByte(this.bytes[this.at + 1], 0);
    this.at += text.length;
    if (fraction === undefined && exponent === undefined) return integer(BigInt(text));
    const value = Number(text);
    if (!Number.isFinite(value)) this.fail();
    return float(value);
  }
}

const DECODE = SOURCE.item("decode", 1, 882);

function invalidByte(byte: number, position: number, ...callers: StackItem[]): Exception {
  const item = SOURCE.item("invalid_byte", 2, 543);
  const cause = mapFrom([[Symbol.for("position"), position]]);
  return new Exception("error", tuple2(Symbol.for("invalid_byte"), byte), [
    { ...item, info: { module: STDLIB_ERRORS, cause } },
    ...callers,
  ]);
}

/**
 * The term of a JSON text. Mirrors json:decode/1.
 *
 * ```eshell
 * 1> json:decode(<<"{\"a\": [1, 2.5, null]}">>).
 * #{<<"a">> => [1,2.5,null]}
 * ```
 */
function decode(bytes: Term): Term {
  if (!(bytes instanceof Uint8Array)) throw SOURCE.noClause("decode", [bytes], 881);
  return new Decoder(bytes).whole();
}

const text = (chars: string): Uint8Array => utf8(chars);

/**
 * The parts of a string as OTP cuts them: what needs no escape, and escapes. Mirrors json:encode_binary/1.
 *
 * ```eshell
 * 1> iolist_to_binary(json:encode_binary(<<"a\"b">>)).
 * <<"\"a\\\"b\"">>
 * ```
 */
function encode_binary(binary: Term): Term {
  if (!(binary instanceof Uint8Array)) throw SOURCE.noClause("encode_binary", [binary], 420);
  const chars = utf8Text(binary);
  if (chars === undefined) {
    const at = binary.findIndex((_, i) => utf8Text(binary.subarray(0, i + 1)) === undefined);
    throw invalidByte(binary[at], at);
  }
  const escaped = JSON.stringify(chars);
  return fromArray([
    QUOTE,
    binary.length + 2 === escaped.length ? binary : text(escaped.slice(1, -1)),
    QUOTE,
  ]);
}

function encodeSimple(term: Term): Term | undefined {
  if (term === null || typeof term === "boolean") return text(String(term));
  if (isAtom(term)) return encode_binary(text(atomName(term)));
  if (isInteger(term)) return text(String(term));
  if (isFloat(term)) return text(shortFloat(term instanceof Float ? term.value : term));
  if (term instanceof Uint8Array) return encode_binary(term);
  return undefined;
}

/** Keys of objects: binaries, atoms and numbers. */
function encodeKey(key: Term): Term {
  if (key instanceof Uint8Array) return encode_binary(key);
  if (isAtom(key)) return encode_binary(text(atomName(key)));
  if (isInteger(key) || isFloat(key)) return fromArray([QUOTE, encodeSimple(key), QUOTE]);
  throw new Exception("error", tuple2(Symbol.for("unsupported_key"), key), [SOURCE.item("key", 2, 382)]);
}

type Generated = Generator<unknown, Term, Term>;

/** Encodes what is nested with the encoder that the caller gave, which may wait. */
function* encodeNested(term: Term, encoder: Term): Generated {
  let made = encoder === undefined ? yield* encodeDefault(term, encoder) : callFun2(encoder, term, encoder);
  if (made instanceof Frame) made = yield made;
  return made;
}

function* encodeDefault(term: Term, encoder: Term): Generated {
  const simple = encodeSimple(term);
  if (simple !== undefined) return simple;
  if (isMap(term)) return yield* encodeObject(mapEntries(term), encoder);
  const elements = isList(term) ? toArray(term) : undefined;
  if (elements !== undefined) return yield* encodeList(elements, encoder);
  const reason = tuple2(Symbol.for("unsupported_type"), term);
  throw new Exception("error", reason, [SOURCE.item("do_encode", 2, 203)]);
}

function* encodeList(elements: readonly Term[], encoder: Term): Generated {
  if (elements.length === 0) return text("[]");
  const parts: Term[] = [91, yield* encodeNested(elements[0], encoder)];
  for (const element of elements.slice(1)) parts.push(44, yield* encodeNested(element, encoder));
  parts.push(93);
  return fromArray(parts);
}

function* encodeObject(entries: readonly (readonly [Term, Term])[], encoder: Term): Generated {
  if (entries.length === 0) return text("{}");
  const [[key, value], ...others] = entries;
  const first = fromArray([encodeKey(key), 58], yield* encodeNested(value, encoder));
  const rest: Term[] = [];
  for (const [name, entry] of others) {
    rest.push(fromArray([44, encodeKey(name), 58], yield* encodeNested(entry, encoder)));
  }
  return fromArray([123, first, fromArray(rest), 125]);
}

const encodeWith = proc(
  function* encode(term: Term, encoder: Term): Generated {
    return yield* encodeNested(term, encoder);
  },
  { module: JSON_MODULE, items: () => [] },
);

const encodeValue = proc(
  function* encode_value(term: Term, encoder: Term): Generated {
    return yield* encodeDefault(term, encoder);
  },
  { module: JSON_MODULE, items: () => [] },
);

const encodePairs = proc(
  function* encode_key_value_list(list: Term, encoder: Term): Generated {
    const pairs = (toArray(list) ?? []).filter((pair) => isTuple(pair) && pair.length === 2);
    return yield* encodeObject(pairs as never, encoder);
  },
  { module: JSON_MODULE, items: () => [] },
);

/**
 * Without an encoder nothing can wait, so there is no frame. Mirrors json:encode/1,2.
 *
 * ```eshell
 * 1> iolist_to_binary(json:encode(#{name => <<"x">>, list => [1,true]}) ) =/= <<>>.
 * true
 * 2> iolist_to_binary(json:encode([1,#{a => null}])).
 * <<"[1,{\"a\":null}]">>
 * ```
 */
function encode(term: Term, ...encoder: Term[]): Term {
  if (encoder.length > 0) return encodeWith(term, encoder[0]);
  const generated = encodeNested(term, undefined);
  return generated.next().value;
}

/** Module json. JSON, of RFC 8259: objects are maps with binary keys, strings binaries, null the atom `null`. */
export const json = otpModule("json", {
  decode,
  encode: [encode, 1, 2] as const,
  encode_value: [encodeValue, 2] as const,
  encode_list: [encodeValue, 2] as const,
  encode_map: [encodeValue, 2] as const,
  encode_key_value_list: [encodePairs, 2] as const,
  encode_atom: [encodeValue, 2] as const,
  /**
   * The JSON of an integer. Mirrors json:encode_integer/1.
   *
   * ```eshell
   * 1> json:encode_integer(42).
   * <<"42">>
   * ```
   */
  encode_integer: (term: Term): Term => encodeSimple(term),
  /**
   * The JSON of a float. Mirrors json:encode_float/1.
   *
   * ```eshell
   * 1> json:encode_float(0.1).
   * <<"0.1">>
   * ```
   */
  encode_float: (term: Term): Term => encodeSimple(term),
  encode_binary,
});

// bit-runtime — writing and reading the segments of bit strings.
//
// A BitWriter grows as segments are added; a BitReader stands at a bit of a bit string. What cannot be written raises
// badarg with the segment and the cause, which `erl_erts_errors` puts into words; what cannot be read is NO_BITS.
import { isNumber, multiply } from "../terms/arithmetic.ts";
import {
  type Bits,
  bitSize,
  byteAt,
  bytesOf,
  isBitString,
  makeBits,
  sliceBits,
  writeBits,
} from "../terms/bits.ts";
import { Exception, type StackItem } from "../terms/exception.ts";
import { Float, float, integer, isInteger } from "../terms/float.ts";
import type { Term } from "../terms/term.ts";
import { tuple } from "../terms/tuple.ts";
import { encode, fill, floatBytes, fromHalf, isCodePoint } from "./bit-encoding.ts";
import type { BitKind } from "./bit-segments.ts";
import {
  BC_TEMPLATE,
  BIN_CREATE,
  BIN_EMPTY_STRING,
  BIN_OPERAND,
  BIN_STRING,
  binSegment,
} from "./stack-lines.ts";

/** What a reader answers when the bits are not there, or are no such value. */
export const NO_BITS = Symbol("no bits");
/** What it answers to bits that are an infinity or no number: it has moved on. */
const NO_FLOAT = Symbol("no float");

const ERRORS = Symbol.for("erl_erts_errors");
const FORMATTED = { module: ERRORS, function: Symbol.for("format_bs_fail") };
const BADARG = Symbol.for("badarg");
const SYSTEM_LIMIT = Symbol.for("system_limit");
const MAX_BITS = 2 ** 31;

/** Bytes with room behind the first `used`, for who appends to a binary that ends there. */
class Appendable extends ArrayBuffer {
  /** None while somebody writes behind them. */
  used: number | undefined;
}

/** A binary that is at least so long is made with room behind it when something is appended, as ERTS does. */
const APPENDABLE_BYTES = 256;

export class BitWriter {
  #bytes = new Uint8Array(16);
  #at = 0;
  /** The number of the segment that is being written, from 1. */
  #segment = 0;
  /** The line of its clause in eval_bits, and what stands between that and the making of the whole. */
  #clause = 0;
  #within: readonly StackItem[] = NOTHING;

  done(): Uint8Array | Bits {
    const { buffer, byteOffset } = this.#bytes;
    if (buffer instanceof Appendable) buffer.used = byteOffset + ((this.#at + 7) >> 3);
    return makeBits(this.#bytes.subarray(0, (this.#at + 7) >> 3), this.#at);
  }

  /** Bytes of a string literal. */
  bytes(bytes: Uint8Array): void {
    this.#segment++;
    this.#room(bytes.length * 8);
    writeBits(this.#bytes, this.#at, bytes);
    this.#at += bytes.length * 8;
  }

  /** A string literal: each of its characters is written as the segment says. */
  string(
    codes: readonly number[],
    kind: BitKind,
    size: Term,
    unit: number,
    little: boolean,
    clause: number,
  ): void {
    const segment = this.#segment;
    const at = this.#at;
    this.#within = codes.length > 0 ? BIN_STRING : BIN_EMPTY_STRING;
    for (const code of codes.length > 0 ? codes : [0]) {
      this.#segment = segment;
      if (kind === "integer") this.integer(code, size, unit, little, clause);
      else if (kind === "float") this.float(code, size, unit, little, clause);
      else if (kind === "binary") this.binary(code, size, unit, size === undefined);
      else this.utf(code, UTF_BITS[kind], little, clause);
    }
    this.#within = NOTHING;
    // What was written for the empty string are zeros, as is all that has not been written.
    if (codes.length === 0) this.#at = at;
  }

  integer(value: Term, size: Term, unit: number, little: boolean, clause: number): void {
    this.#segment++;
    this.#clause = clause;
    const bits = this.#size("integer", size, unit);
    if (!isInteger(value)) throw this.#failed("integer", "type", value);
    this.#integer(value, bits, little);
  }

  #integer(value: number | bigint, bits: number, little: boolean): void {
    this.#room(bits);
    if (bits === 8 && (this.#at & 7) === 0 && typeof value === "number") {
      this.#bytes[this.#at >> 3] =
        value >= -0x80000000 && value <= 0x7fffffff ? value & 0xff : Number(BigInt.asUintN(8, BigInt(value)));
      this.#at += 8;
      return;
    }
    const target = new Uint8Array((bits + 7) >> 3);
    fill(target, value, bits, little);
    this.#append(target, bits);
  }

  float(value: Term, size: Term, unit: number, little: boolean, clause: number): void {
    this.#segment++;
    this.#clause = clause;
    const bits = this.#size("float", size, unit);
    if (bits !== 16 && bits !== 32 && bits !== 64) throw this.#failed("float", "invalid", bits);
    const number =
      value instanceof Float
        ? value.value
        : typeof value === "number" || typeof value === "bigint"
          ? Number(value)
          : Number.NaN;
    if (!Number.isFinite(number))
      throw this.#failed("float", typeof value === "bigint" ? "no_float" : "type", value);
    const bytes = floatBytes(number, bits, little);
    if (bytes === undefined) throw this.#failed("float", "no_float", value);
    this.#room(bits);
    this.#append(bytes, bits);
  }

  /** A bit string: as many units of it as `size` says, or all of it. */
  binary(value: Term, size: Term, unit: number, all: boolean): void {
    this.#segment++;
    this.#clause = BINARY_CLAUSE;
    if (all) {
      if (!isBitString(value)) throw this.#operandFailed("bit_size", [value]);
      if (bitSize(value) % unit !== 0) throw this.#raised(BADARG, [REST_SEGMENT]);
      this.bits(value);
      return;
    }
    const bits = this.#size("binary", size, unit);
    if (!isBitString(value)) throw this.#failed("binary", "type", value);
    if (bits > bitSize(value)) throw this.#failed("binary", "short", value);
    this.bits(sliceBits(value, 0, bits));
  }

  /** What the template of a comprehension gives: all of it. */
  append(value: Term): void {
    if (!isBitString(value)) {
      const cause = tuple(2, Symbol.for("binary"), Symbol.for("type"), value);
      throw new Exception("error", BADARG, [{ ...BC_TEMPLATE, info: { ...FORMATTED, cause } }]);
    }
    this.bits(value);
  }

  bits(value: Uint8Array | Bits): void {
    if (this.#at === 0 && value instanceof Uint8Array && value.length >= APPENDABLE_BYTES) {
      this.#appendTo(value);
      return;
    }
    const bits = bitSize(value);
    this.#room(bits);
    writeBits(this.#bytes, this.#at, value);
    this.#at += bits;
  }

  /** Begins with a binary: in its own place if nobody else has appended to it, so that a loop copies it rarely. */
  #appendTo(binary: Uint8Array): void {
    const { buffer, byteOffset, length } = binary;
    this.#at = length * 8;
    if (buffer instanceof Appendable && buffer.used === byteOffset + length) {
      buffer.used = undefined;
      this.#bytes = new Uint8Array(buffer, byteOffset);
    } else {
      this.#bytes = new Uint8Array(new Appendable(length * 2));
      this.#bytes.set(binary);
    }
  }

  utf(value: Term, kind: 8 | 16 | 32, little: boolean, clause: number): void {
    this.#segment++;
    this.#clause = clause;
    if (!isCodePoint(value)) throw this.#failed(`utf${kind}`, "type", value);
    const bytes = encode(value, kind, little);
    this.#room(bytes.length * 8);
    this.#append(bytes, bytes.length * 8);
  }

  #size(kind: string, size: Term, unit: number): number {
    if (!isNumber(size)) throw this.#operandFailed("*", [size, unit]);
    const total = multiply(size, unit);
    if (!isInteger(total) || total < 0) throw this.#failed(kind, "size", total);
    const bits = Number(total);
    if (bits > MAX_BITS) throw this.#failed(kind, "size", total, SYSTEM_LIMIT);
    return bits;
  }

  /** Appends the leading bits of `source`, whose unused bits are zero. */
  #append(source: Uint8Array, bits: number): void {
    writeBits(this.#bytes, this.#at, makeBits(source, bits));
    this.#at += bits;
  }

  #room(bits: number): void {
    const needed = ((this.#at + bits + 7) >> 3) + 1;
    if (needed <= this.#bytes.length) return;
    const size = Math.max(needed, this.#bytes.length * 2);
    const larger = new Uint8Array(new Appendable(size));
    larger.set(this.#bytes);
    this.#bytes = larger;
  }

  #failed(kind: string, error: string, value: Term, reason: Term = BADARG): Exception {
    const info = {
      ...FORMATTED,
      cause: tuple(1, Symbol.for(kind), Symbol.for(error), value),
      override_segment_position: this.#segment,
    };
    return this.#raised(reason, [{ ...binSegment(this.#clause), info }]);
  }

  /** An operation on the size or the value that eval_bits tries, and that fails. */
  #operandFailed(name: string, args: Term[]): Exception {
    const item: StackItem = {
      module: Symbol.for("erlang"),
      name: Symbol.for(name),
      arity: args,
      info: { module: ERRORS, override_segment_position: this.#segment },
    };
    return this.#raised(BADARG, [item, BIN_OPERAND]);
  }

  #raised(reason: Term, items: StackItem[]): Exception {
    const exception = new Exception("error", reason, [...items, ...this.#within, ...BIN_CREATE]);
    // create_binary/2 raises it again without a frame of its own that the stacktrace had.
    exception.unseen = 1;
    return exception;
  }
}

const NOTHING: readonly StackItem[] = [];
const BINARY_CLAUSE = 177;
const REST_SEGMENT = binSegment(174);
const UTF_BITS = { utf8: 8, utf16: 16, utf32: 32 } as const;

export class BitReader {
  readonly #source: Uint8Array | Bits;
  readonly #bytes: Uint8Array;
  readonly #end: number;
  /** The bit at which it stands. */
  at: number;

  constructor(source: Uint8Array | Bits) {
    this.#source = source;
    this.#bytes = bytesOf(source);
    this.#end = bitSize(source);
    this.at = 0;
  }

  atEnd(): boolean {
    return this.at === this.#end;
  }

  /** What is left from bit `from` on. */
  rest(from: number): Uint8Array | Bits {
    return sliceBits(this.#source, from, this.#end - from);
  }

  integer(size: Term, unit: number, signed: boolean, little: boolean): Term {
    if (!isInteger(size) || size < 0) return NO_BITS;
    const bits = Number(size) * unit;
    const at = this.at;
    if (at + bits > this.#end) return NO_BITS;
    this.at = at + bits;
    if (bits === 8) {
      const byte = byteAt(this.#bytes, at);
      return signed && byte > 127 ? byte - 256 : byte;
    }
    if (bits === 0) return 0;
    const value = bits <= 48 ? this.#small(at, bits, little) : this.#large(at, bits, little);
    if (!signed) return typeof value === "bigint" ? integer(value) : value;
    if (typeof value === "number") return value >= 2 ** (bits - 1) ? value - 2 ** bits : value;
    return integer(BigInt.asIntN(bits, value));
  }

  #small(at: number, bits: number, little: boolean): number {
    let value = 0;
    let weight = 1;
    let left = bits;
    for (let from = at; left > 0; from += 8) {
      const take = Math.min(8, left);
      const part = byteAt(this.#bytes, from) >> (8 - take);
      if (little) {
        value += part * weight;
        weight *= 256;
      } else value = value * 2 ** take + part;
      left -= take;
    }
    return value;
  }

  #large(at: number, bits: number, little: boolean): bigint {
    const parts: string[] = [];
    const whole = bits >> 3;
    const rest = bits & 7;
    for (let i = 0; i < whole; i++)
      parts.push(
        byteAt(this.#bytes, at + i * 8)
          .toString(16)
          .padStart(2, "0"),
      );
    const last = rest === 0 ? 0n : BigInt(byteAt(this.#bytes, at + whole * 8) >> (8 - rest));
    if (little) return (last << BigInt(whole * 8)) | BigInt(`0x${parts.reverse().join("")}`);
    return (BigInt(`0x${parts.join("")}`) << BigInt(rest)) | last;
  }

  float(size: Term, unit: number, little: boolean): Term {
    if (!isInteger(size) || size < 0) return NO_BITS;
    const bits = Number(size) * unit;
    if ((bits !== 16 && bits !== 32 && bits !== 64) || this.at + bits > this.#end) return NO_BITS;
    const bytes = bytesOf(sliceBits(this.#source, this.at, bits));
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const value =
      bits === 64
        ? view.getFloat64(0, little)
        : bits === 32
          ? view.getFloat32(0, little)
          : fromHalf(view.getUint16(0, little));
    this.at += bits;
    return Number.isFinite(value) ? float(value) : NO_FLOAT;
  }

  binary(size: Term, unit: number): Term {
    if (!isInteger(size) || size < 0) return NO_BITS;
    const bits = Number(size) * unit;
    if (this.at + bits > this.#end) return NO_BITS;
    const value = sliceBits(this.#source, this.at, bits);
    this.at += bits;
    return value;
  }

  /** All that is left, if it is a multiple of the unit. */
  all(unit: number): Term {
    if ((this.#end - this.at) % unit !== 0) return NO_BITS;
    const value = sliceBits(this.#source, this.at, this.#end - this.at);
    this.at = this.#end;
    return value;
  }

  utf(kind: 8 | 16 | 32, little: boolean): Term {
    const at = this.at;
    const code =
      kind === 8 ? this.#utf8() : kind === 16 ? this.#utf16(little) : this.integer(32, 1, false, little);
    if (isCodePoint(code)) return code;
    this.at = at;
    return NO_BITS;
  }

  #utf8(): Term {
    const first = this.integer(8, 1, false, false);
    if (first === NO_BITS || first < 0x80) return first;
    const more = first >= 0xf0 && first < 0xf8 ? 3 : first >= 0xe0 ? 2 : first >= 0xc0 ? 1 : 0;
    if (more === 0 || first >= 0xf8) return NO_BITS;
    let code = first & (0x3f >> more);
    for (let i = 0; i < more; i++) {
      const next = this.integer(8, 1, false, false);
      if (next === NO_BITS || (next & 0xc0) !== 0x80) return NO_BITS;
      code = (code << 6) | (next & 0x3f);
    }
    return code >= [0, 0x80, 0x800, 0x10000][more] ? code : NO_BITS;
  }

  #utf16(little: boolean): Term {
    const first = this.integer(16, 1, false, little);
    if (first === NO_BITS || first < 0xd800 || first > 0xdfff) return first;
    const second = this.integer(16, 1, false, little);
    if (first > 0xdbff || second === NO_BITS || second < 0xdc00 || second > 0xdfff) return NO_BITS;
    return ((first - 0xd800) << 10) + (second - 0xdc00) + 0x10000;
  }
}

export const BIT_RUNTIME = { BitWriter, BitReader, NO_BITS, NO_FLOAT };

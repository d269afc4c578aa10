// erlang-binaries — binaries, iolists, checksums and hashes of module erlang.
import { createHash } from "node:crypto";
import { type BitString, Bits, bitSize, byteSize, isBitString, sliceBits } from "../terms/bits.ts";
import { badarg } from "../terms/exception.ts";
import { isInteger } from "../terms/float.ts";
import { fromArray, isList, NIL } from "../terms/list.ts";
import { phash } from "../terms/older-hash.ts";
import { phash2, phash2Range } from "../terms/portable-hash.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple2 } from "../terms/tuple.ts";
import { adler32, adler32Combine, crc32, crc32Combine } from "./checksums.ts";
import { fromExternal, toExternal } from "./external-term-format.ts";
import { bitstringOf, bytesOf, piecesOf } from "./iodata.ts";
import { isMd5Context, md5Add, md5End, md5Start } from "./md5-context.ts";

function binary(term: Term): Uint8Array {
  if (!(term instanceof Uint8Array)) throw badarg(term);
  return term;
}

function bitString(term: Term): BitString {
  if (!isBitString(term)) throw badarg(term);
  return term;
}

function iodata(term: Term): Uint8Array {
  const bytes = bytesOf(term);
  if (bytes === undefined) throw badarg(term);
  return bytes;
}

/** The options that were given, where the atom `undefined` is no list. */
const optionsOf = (given: readonly Term[]): Term => (given.length === 0 ? NIL : given[0]);

/**
 * The binary of nested lists of bytes and binaries. Mirrors list_to_binary/1.
 *
 * ```eshell
 * 1> list_to_binary([1,[<<2>>],"ab"]).
 * <<1,2,97,98>>
 * ```
 */
function list_to_binary(list: Term): Uint8Array {
  if (!isList(list)) throw badarg(list);
  return iodata(list);
}

function list_to_bitstring(list: Term): BitString {
  const bits = isList(list) ? bitstringOf(list) : undefined;
  if (bits === undefined) throw badarg(list);
  return bits;
}

/** The bytes as a list; text is what Erlang would print, so it is held as a string where TypeScript may see it. */
function listOfBytes(bytes: Uint8Array): Term {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
}

/**
 * The bytes of a binary as a list; with places counted from 1, those between them. Mirrors binary_to_list/1,3.
 *
 * ```eshell
 * 1> binary_to_list(<<1,2,3>>).
 * [1,2,3]
 * 2> binary_to_list(<<1,2,3>>, 2, 3).
 * [2,3]
 * ```
 */
function binary_to_list(term: Term, ...range: Term[]): Term {
  const bytes = binary(term);
  if (range.length === 0) return listOfBytes(bytes);
  const [first, last] = range;
  if (!isPosition(first) || !isPosition(last) || first > last || last > bytes.length) throw badarg(range);
  return listOfBytes(bytes.subarray(first - 1, last));
}

function isPosition(term: Term): boolean {
  return Number.isSafeInteger(term) && term >= 1;
}

/**
 * The bytes as a list, and the bits that are left. Mirrors bitstring_to_list/1.
 *
 * ```eshell
 * 1> bitstring_to_list(<<1,1:4>>).
 * [1,<<1:4>>]
 * ```
 */
function bitstring_to_list(term: Term): Term {
  const bits = bitString(term);
  if (!(bits instanceof Bits)) return listOfBytes(bits);
  const whole = bits.bytes.length - 1;
  const rest = sliceBits(bits, whole * 8, bits.bitLength - whole * 8);
  return fromArray(Array.from<Term>(bits.bytes.subarray(0, whole)).concat([rest]), NIL);
}

/** The part of a binary that starts at a position and has a length, which counts backwards if negative. */
export function partOf(bytes: Uint8Array, start: Term, length: Term): Uint8Array {
  if (!Number.isSafeInteger(start) || !Number.isSafeInteger(length)) throw badarg(start, length);
  const from = length < 0 ? start + length : start;
  const to = length < 0 ? start : start + length;
  if (from < 0 || to > bytes.length) throw badarg(start, length);
  return bytes.subarray(from, to);
}

/**
 * Part of a binary, from a place counted from 0; a negative length goes back. Mirrors binary_part/2,3.
 *
 * ```eshell
 * 1> binary_part(<<"hello">>, 1, 3).
 * <<"ell">>
 * ```
 */
function binary_part(term: Term, ...where: Term[]): Uint8Array {
  const bytes = binary(term);
  if (where.length === 2) return partOf(bytes, where[0], where[1]);
  const [pair] = where;
  if (!isTuple(pair) || pair.length !== 2) throw badarg(pair);
  return partOf(bytes, pair[0], pair[1]);
}

/**
 * The first bytes, and the others. Mirrors split_binary/2.
 *
 * ```eshell
 * 1> split_binary(<<"hello">>, 2).
 * {<<"he">>,<<"llo">>}
 * ```
 */
function split_binary(term: Term, at: Term): Term {
  const bits = bitString(term);
  const whole = bitSize(bits) >> 3;
  if (!Number.isSafeInteger(at) || at < 0 || at > whole) throw badarg(at);
  return tuple2(sliceBits(bits, 0, at * 8), sliceBits(bits, at * 8, bitSize(bits) - at * 8));
}

/**
 * The size of a tuple or binary. Mirrors size/1.
 *
 * ```eshell
 * 1> size({a,b}).
 * 2
 * ```
 */
function size(term: Term): number {
  if (isTuple(term)) return term.length;
  if (isBitString(term)) return bitSize(term) >> 3;
  throw badarg(term);
}

function word(term: Term): number {
  if (!Number.isSafeInteger(term) || term < 0 || term > 0xffffffff) throw badarg(term);
  return term;
}

/** A checksum BIF: over data, or continued from an earlier checksum. */
const checksum =
  (first: number, how: (before: number, bytes: Uint8Array) => number) =>
  (...args: Term[]): number =>
    args.length === 1 ? how(first, iodata(args[0])) : how(word(args[0]), iodata(args[1]));

const combined =
  (how: (first: number, second: number, secondSize: number) => number) =>
  (first: Term, second: Term, secondSize: Term): number => {
    if (!Number.isSafeInteger(secondSize) || secondSize < 0) throw badarg(secondSize);
    return how(word(first), word(second), secondSize);
  };

/**
 * The MD5 of bytes. Mirrors md5/1.
 *
 * ```eshell
 * 1> binary:encode_hex(erlang:md5("abc")).
 * <<"900150983CD24FB0D6963F7D28E17F72">>
 * ```
 */
function md5(data: Term): Uint8Array {
  return new Uint8Array(createHash("md5").update(iodata(data)).digest());
}

function context(term: Term): Uint8Array {
  if (!isMd5Context(term)) throw badarg(term);
  return term;
}
/** The state of an MD5 after more bytes. Mirrors md5_update/2. */
const md5_update = (before: Term, data: Term): Uint8Array => md5Add(context(before), iodata(data));
/** The MD5 of all that was added to its state. Mirrors md5_final/1. */
const md5_final = (before: Term): Uint8Array => md5End(context(before));

/** A hash from 1 to the range, as older programs want it. Mirrors phash/2. */
function olderHashInRange(term: Term, range: Term): number {
  if (!isInteger(range) || range < 1 || range > 2 ** 32) throw badarg(range);
  return phash(term, Number(range));
}

function hashInRange(term: Term, ...range: Term[]): number {
  if (range.length === 0) return phash2(term);
  const [limit] = range;
  if (!isInteger(limit) || limit < 1 || limit > 2 ** 32) throw badarg(limit);
  return phash2Range(term, Number(limit));
}

export const binaries = {
  /**
   * The bytes of a binary; a byte begun counts. Mirrors byte_size/1.
   *
   * ```eshell
   * 1> byte_size(<<1,2,3>>).
   * 3
   * 2> byte_size(<<1:9>>).
   * 2
   * ```
   */
  byte_size: (term: Term): number => byteSize(bitString(term)),
  /**
   * The bits of a bit string. Mirrors bit_size/1.
   *
   * ```eshell
   * 1> bit_size(<<1:9>>).
   * 9
   * ```
   */
  bit_size: (term: Term): number => bitSize(bitString(term)),
  size,
  binary_to_list: [binary_to_list, 1, 3] as const,
  bitstring_to_list,
  list_to_binary,
  list_to_bitstring,
  iolist_to_binary: (term: Term): Uint8Array => (term instanceof Uint8Array ? term : iodata(term)),
  /**
   * The bytes that nested lists of bytes and binaries have. Mirrors iolist_size/1.
   *
   * ```eshell
   * 1> iolist_size([1,[<<2>>],"ab"]).
   * 4
   * ```
   */
  iolist_size: (term: Term): number => (term instanceof Uint8Array ? term.length : iodata(term).length),
  iolist_to_iovec: (term: Term): Term => {
    const pieces = piecesOf(term);
    if (pieces === undefined) throw badarg(term);
    return fromArray(pieces);
  },
  binary_part: [binary_part, 2, 3] as const,
  split_binary,
  crc32: [checksum(0, crc32), 1, 2] as const,
  adler32: [checksum(1, adler32), 1, 2] as const,
  crc32_combine: combined(crc32Combine),
  adler32_combine: combined(adler32Combine),
  md5,
  md5_init: md5Start,
  md5_update,
  md5_final,
  phash: olderHashInRange,

  /**
   * A hash that is the same on every machine, below 2^27 or the range. Mirrors phash2/1,2.
   *
   * ```eshell
   * 1> erlang:phash2({a,1}) =:= erlang:phash2({a,1}).
   * true
   * 2> erlang:phash2(a, 1).
   * 0
   * ```
   */
  phash2: [hashInRange, 1, 2] as const,
  /**
   * The term in the external term format. Mirrors term_to_binary/1.
   *
   * ```eshell
   * 1> term_to_binary([1,2]).
   * <<131,107,0,2,1,2>>
   * ```
   */
  term_to_binary: [
    (term: Term, ...options: Term[]): Uint8Array => toExternal(term, optionsOf(options)),
    1,
    2,
  ] as const,
  term_to_iovec: [
    (term: Term, ...options: Term[]): Term => fromArray([toExternal(term, optionsOf(options))]),
    1,
    2,
  ] as const,
  /**
   * The term that a binary in the external term format writes. Mirrors binary_to_term/1.
   *
   * ```eshell
   * 1> binary_to_term(term_to_binary({a,[1.5]})).
   * {a,[1.5]}
   * ```
   */
  binary_to_term: [
    (bytes: Term, ...options: Term[]): Term => fromExternal(bytes, optionsOf(options)),
    1,
    2,
  ] as const,
  /**
   * The bytes that a term takes in the external term format, at most. Mirrors external_size/1,2.
   *
   * ```eshell
   * 1> erlang:external_size([1,2]).
   * 6
   * ```
   */
  external_size: [
    (term: Term, ...options: Term[]): number => toExternal(term, optionsOf(options)).length,
    1,
    2,
  ] as const,
};

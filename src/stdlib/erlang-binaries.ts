// erlang-binaries — binaries, iolists, checksums and hashes of module erlang.
import { createHash } from "node:crypto";
import { type BitString, Bits, bitSize, byteSize, isBitString, sliceBits } from "../terms/bits.ts";
import { badarg } from "../terms/exception.ts";
import { isInteger } from "../terms/float.ts";
import { fromArray, isList, NIL } from "../terms/list.ts";
import { phash2, phash2Range } from "../terms/portable-hash.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple2 } from "../terms/tuple.ts";
import { adler32, adler32Combine, crc32, crc32Combine } from "./checksums.ts";
import { fromExternal, toExternal } from "./external-term-format.ts";
import { bitstringOf, bytesOf, piecesOf } from "./iodata.ts";

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

function binary_part(term: Term, ...where: Term[]): Uint8Array {
  const bytes = binary(term);
  if (where.length === 2) return partOf(bytes, where[0], where[1]);
  const [pair] = where;
  if (!isTuple(pair) || pair.length !== 2) throw badarg(pair);
  return partOf(bytes, pair[0], pair[1]);
}

function split_binary(term: Term, at: Term): Term {
  const bits = bitString(term);
  const whole = bitSize(bits) >> 3;
  if (!Number.isSafeInteger(at) || at < 0 || at > whole) throw badarg(at);
  return tuple2(sliceBits(bits, 0, at * 8), sliceBits(bits, at * 8, bitSize(bits) - at * 8));
}

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

function md5(data: Term): Uint8Array {
  return new Uint8Array(createHash("md5").update(iodata(data)).digest());
}

function hashInRange(term: Term, ...range: Term[]): number {
  if (range.length === 0) return phash2(term);
  const [limit] = range;
  if (!isInteger(limit) || limit < 1 || limit > 2 ** 32) throw badarg(limit);
  return phash2Range(term, Number(limit));
}

export const binaries = {
  byte_size: (term: Term): number => byteSize(bitString(term)),
  bit_size: (term: Term): number => bitSize(bitString(term)),
  size,
  binary_to_list: [binary_to_list, 1, 3] as const,
  bitstring_to_list,
  list_to_binary,
  list_to_bitstring,
  iolist_to_binary: (term: Term): BitString => (isBitString(term) ? term : iodata(term)),
  iolist_size: (term: Term): number => (isBitString(term) ? byteSize(term) : iodata(term).length),
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

  phash2: [hashInRange, 1, 2] as const,
  term_to_binary: [
    (term: Term, ...options: Term[]): Uint8Array => toExternal(term, options[0] ?? NIL),
    1,
    2,
  ] as const,
  term_to_iovec: [
    (term: Term, ...options: Term[]): Term => fromArray([toExternal(term, options[0] ?? NIL)]),
    1,
    2,
  ] as const,
  binary_to_term: [
    (bytes: Term, ...options: Term[]): Term => fromExternal(bytes, options[0] ?? NIL),
    1,
    2,
  ] as const,
  external_size: [
    (term: Term, ...options: Term[]): number => toExternal(term, options[0] ?? NIL).length,
    1,
    2,
  ] as const,
};

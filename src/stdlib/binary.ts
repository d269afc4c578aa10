// binary — OTP's module binary: parts and bytes of binaries, and the export table. binary-search has what looks for patterns.
import { badarg } from "../terms/exception.ts";
import { integer, isInteger } from "../terms/float.ts";
import { fromArray, isList, toArray } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { isTuple } from "../terms/tuple.ts";
import * as searching from "./binary-search.ts";
import { partOf } from "./erlang-binaries.ts";
import { bytesOf } from "./iodata.ts";
import type { List } from "./otp-source.ts";
import { type OtpModule, otpModule } from "./table.ts";

const LITTLE = Symbol.for("little");
const BIG = Symbol.for("big");
const LOWERCASE = Symbol.for("lowercase");
const UPPERCASE = Symbol.for("uppercase");

const isBinary = (term: Term): term is Uint8Array => term instanceof Uint8Array;

function check(...binaries: Term[]): void {
  if (!binaries.every(isBinary)) throw badarg(...binaries);
}

/**
 * The byte at a place counted from 0. Mirrors binary:at/2.
 *
 * ```eshell
 * 1> binary:at(<<1,2,3>>, 1).
 * 2
 * ```
 */
function at(subject: Uint8Array, place: number): number {
  check(subject);
  if (!isInteger(place) || place < 0 || place >= subject.length) throw badarg(subject, place);
  return subject[Number(place)];
}

/**
 * The first byte. Mirrors binary:first/1.
 *
 * ```eshell
 * 1> binary:first(<<1,2,3>>).
 * 1
 * ```
 */
function first(subject: Uint8Array): number {
  check(subject);
  if (subject.length === 0) throw badarg(subject);
  return subject[0];
}

/**
 * The last byte. Mirrors binary:last/1.
 *
 * ```eshell
 * 1> binary:last(<<1,2,3>>).
 * 3
 * ```
 */
function last(subject: Uint8Array): number {
  check(subject);
  if (subject.length === 0) throw badarg(subject);
  return subject[subject.length - 1];
}

/** Place and length, given as two arguments or as a pair. */
const placeOf = (args: readonly Term[]): readonly Term[] =>
  args.length === 1 && isTuple(args[0]) && args[0].length === 2 ? args[0] : args;

/**
 * Part of a binary: a place and a length, which may be negative. Mirrors binary:part/2,3.
 *
 * ```eshell
 * 1> binary:part(<<"hello">>, 1, 3).
 * <<"ell">>
 * 2> binary:part(<<"hello">>, {5,-2}).
 * <<"lo">>
 * ```
 */
function part(subject: Uint8Array, ...where: Term[]): Uint8Array {
  check(subject);
  const [start, length] = placeOf(where);
  return partOf(subject, start, length);
}

/**
 * The bytes, of a part if one is given. Mirrors binary:bin_to_list/1,2,3.
 *
 * ```eshell
 * 1> binary:bin_to_list(<<"abc">>).
 * "abc"
 * 2> binary:bin_to_list(<<"abc">>, 1, 2).
 * "bc"
 * ```
 */
function bin_to_list(subject: Uint8Array, ...where: Term[]): number[] {
  check(subject);
  const bytes = where.length === 0 ? subject : part(subject, ...where);
  return fromArray([...bytes]) as number[];
}

/**
 * The binary of an iolist. Mirrors binary:list_to_bin/1.
 *
 * ```eshell
 * 1> binary:list_to_bin([<<"a">>,"bc",$d]).
 * <<"abcd">>
 * ```
 */
function list_to_bin(list: List<unknown>): Uint8Array {
  const bytes = isList(list) ? bytesOf(list) : undefined;
  if (bytes === undefined) throw badarg(list);
  return bytes;
}

/**
 * A copy, or so many one after the other. Mirrors binary:copy/1,2.
 *
 * ```eshell
 * 1> binary:copy(<<"ab">>, 3).
 * <<"ababab">>
 * ```
 */
function copy(subject: Uint8Array, ...times: number[]): Uint8Array {
  check(subject);
  const count = times.length === 0 ? 1 : times[0];
  if (!isInteger(count) || count < 0) throw badarg(subject, count);
  const copies = new Uint8Array(subject.length * Number(count));
  for (let i = 0; i < count; i++) copies.set(subject, i * subject.length);
  return copies;
}

/**
 * The number that the bytes are, the highest first unless little. Mirrors binary:decode_unsigned/1,2.
 *
 * ```eshell
 * 1> binary:decode_unsigned(<<1,0>>).
 * 256
 * 2> binary:decode_unsigned(<<1,0>>, little).
 * 1
 * ```
 */
function decode_unsigned(subject: Uint8Array, ...endianness: symbol[]): number {
  check(subject);
  const bytes = inOrder(subject, endianness);
  return (bytes.length === 0 ? 0 : integer(BigInt(`0x${Buffer.from(bytes).toString("hex")}`))) as number;
}

/**
 * The bytes of a number that is not negative. Mirrors binary:encode_unsigned/1,2.
 *
 * ```eshell
 * 1> binary:encode_unsigned(256).
 * <<1,0>>
 * 2> binary:encode_unsigned(256, little).
 * <<0,1>>
 * ```
 */
function encode_unsigned(number: number | bigint, ...endianness: symbol[]): Uint8Array {
  if (!isInteger(number) || number < 0) throw badarg(number);
  const digits = number.toString(16);
  return inOrder(
    new Uint8Array(Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, "hex")),
    endianness,
  );
}

function inOrder(bytes: Uint8Array, endianness: readonly Term[]): Uint8Array {
  if (endianness.length > 0 && endianness[0] !== LITTLE && endianness[0] !== BIG) throw badarg(endianness[0]);
  return endianness[0] === LITTLE ? bytes.slice().reverse() : bytes;
}

/**
 * The bytes in hexadecimal. Mirrors binary:encode_hex/1,2.
 *
 * ```eshell
 * 1> binary:encode_hex(<<255,0>>).
 * <<"FF00">>
 * 2> binary:encode_hex(<<255,0>>, lowercase).
 * <<"ff00">>
 * ```
 */
function encode_hex(subject: Uint8Array, ...letters: symbol[]): Uint8Array {
  check(subject);
  if (letters.length > 0 && letters[0] !== LOWERCASE && letters[0] !== UPPERCASE)
    throw badarg(subject, letters[0]);
  const digits = Buffer.from(subject).toString("hex");
  return new Uint8Array(Buffer.from(letters[0] === LOWERCASE ? digits : digits.toUpperCase(), "latin1"));
}

/**
 * The bytes that hexadecimal digits stand for. Mirrors binary:decode_hex/1.
 *
 * ```eshell
 * 1> binary:decode_hex(<<"ff00">>).
 * <<255,0>>
 * ```
 */
function decode_hex(digits: Uint8Array): Uint8Array {
  check(digits);
  const text = Buffer.from(digits).toString("latin1");
  if (!/^([0-9a-fA-F]{2})*$/.test(text)) throw badarg(digits);
  return new Uint8Array(Buffer.from(text, "hex"));
}

/**
 * The binaries with a separator between them. Mirrors binary:join/2.
 *
 * ```eshell
 * 1> binary:join([<<"a">>,<<"b">>], <<", ">>).
 * <<"a, b">>
 * ```
 */
function join(binaries: readonly Uint8Array[], separator: Uint8Array): Uint8Array {
  const parts = toArray(binaries);
  if (parts?.every(isBinary) !== true || !isBinary(separator)) throw badarg(binaries, separator);
  return new Uint8Array(Buffer.concat(parts.flatMap((one, i) => (i === 0 ? [one] : [separator, one]))));
}

/**
 * How many bytes the binaries begin with in common. Mirrors binary:longest_common_prefix/1.
 *
 * ```eshell
 * 1> binary:longest_common_prefix([<<"erlang">>,<<"ergonomy">>]).
 * 2
 * ```
 */
function longest_common_prefix(binaries: readonly Uint8Array[]): number {
  return common(binaries, (bytes, i) => bytes[i]);
}

/**
 * How many bytes the binaries end with in common. Mirrors binary:longest_common_suffix/1.
 *
 * ```eshell
 * 1> binary:longest_common_suffix([<<"erlang">>,<<"fang">>]).
 * 3
 * ```
 */
function longest_common_suffix(binaries: readonly Uint8Array[]): number {
  return common(binaries, (bytes, i) => bytes[bytes.length - 1 - i]);
}

function common(binaries: Term, byte: (bytes: Uint8Array, i: number) => number): number {
  const all = toArray(binaries);
  if (all === undefined || all.length === 0 || !all.every(isBinary)) throw badarg(binaries);
  const shortest = Math.min(...all.map((bytes) => bytes.length));
  let count = 0;
  while (count < shortest && all.every((bytes) => byte(bytes, count) === byte(all[0], count))) count++;
  return count;
}

/** How many bytes are kept in memory for the binary. Mirrors binary:referenced_byte_size/1. */
function referenced_byte_size(subject: Uint8Array): number {
  check(subject);
  return subject.buffer.byteLength;
}

const functions = {
  at,
  bin_to_list: [bin_to_list, 1, 2, 3],
  compile_pattern: searching.compile_pattern,
  copy: [copy, 1, 2],
  decode_hex,
  decode_unsigned: [decode_unsigned, 1, 2],
  encode_hex: [encode_hex, 1, 2],
  encode_unsigned: [encode_unsigned, 1, 2],
  first,
  join,
  last,
  list_to_bin,
  longest_common_prefix,
  longest_common_suffix,
  match: [searching.match, 2, 3],
  matches: [searching.matches, 2, 3],
  part: [part, 2, 3],
  referenced_byte_size,
  replace: [searching.replace, 3, 4],
  split: [searching.split, 2, 3],
} as const;

/** Module binary. Binaries: parts, searches, conversions. Positions count from 0. */
export const binary: OtpModule<typeof functions> = otpModule("binary", functions, {
  errors: "erl_stdlib_errors",
});

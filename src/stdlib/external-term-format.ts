// external-term-format — terms as bytes: term_to_binary/2 and binary_to_term/2 with their options.
//
// `compressed` is done by Node's zlib; `local` has no meaning here.
import { deflateSync, inflateSync } from "node:zlib";
import { badarg } from "../terms/exception.ts";
import { toArray } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple2 } from "../terms/tuple.ts";
import { badargBecause } from "./argument-error.ts";
import { Reader } from "./external-reader.ts";
import { Writer } from "./external-writer.ts";

const VERSION = 131;
const COMPRESSED_TAG = 80;
const COMPRESSED = Symbol.for("compressed");
const DETERMINISTIC = Symbol.for("deterministic");
const MINOR_VERSION = Symbol.for("minor_version");
const LOCAL = Symbol.for("local");
const SAFE = Symbol.for("safe");
const USED = Symbol.for("used");

/**
 * A term as bytes. Mirrors term_to_binary/2.
 *
 * ```eshell
 * 1> term_to_binary({a,1}, [deterministic]).
 * <<131,104,2,119,1,97,97,1>>
 * ```
 */
export function toExternal(term: Term, options: Term): Uint8Array {
  let minorVersion = 2;
  let level = 0;
  let deterministic = false;
  for (const option of toArray(options) ?? refuse(options)) {
    if (option === COMPRESSED) level = 6;
    else if (option === DETERMINISTIC) deterministic = true;
    else if (option === LOCAL) continue;
    else if (!isTuple(option) || option.length !== 2) refuse(options);
    else if (option[0] === MINOR_VERSION && [0, 1, 2].includes(option[1])) minorVersion = option[1];
    else if (option[0] === COMPRESSED && [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].includes(option[1]))
      level = option[1];
    else refuse(options);
  }
  const writer = new Writer(deterministic, minorVersion);
  writer.term(term);
  const body = writer.result;
  if (level > 0) {
    const packed = deflateSync(body, { level });
    if (packed.length + 5 < body.length) {
      const header = new DataView(new ArrayBuffer(6));
      header.setUint8(0, VERSION);
      header.setUint8(1, COMPRESSED_TAG);
      header.setUint32(2, body.length);
      return concat(new Uint8Array(header.buffer), packed);
    }
  }
  return concat(Uint8Array.of(VERSION), body);
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

function refuse(options: Term): never {
  throw badarg(options);
}

/**
 * The term that bytes stand for, with how many were used if `used` is asked for. Mirrors binary_to_term/2.
 *
 * ```eshell
 * 1> binary_to_term(term_to_binary({a,1}), [safe]).
 * {a,1}
 * ```
 */
export function fromExternal(bytes: Term, options: Term): Term {
  if (!(bytes instanceof Uint8Array)) throw badarg(bytes);
  let safe = false;
  let used = false;
  for (const option of toArray(options) ?? refuseRead(bytes, options)) {
    if (option === SAFE) safe = true;
    else if (option === USED) used = true;
    else refuseRead(bytes, options);
  }
  if (bytes[0] !== VERSION) throw badarg(bytes);
  const compressed = bytes[1] === COMPRESSED_TAG;
  const reader = compressed ? new Reader(inflated(bytes), 0, safe) : new Reader(bytes, 1, safe);
  const term = reader.term();
  return used ? tuple2(term, compressed ? bytes.length : reader.at) : term;
}

function inflated(bytes: Uint8Array): Uint8Array {
  try {
    return inflateSync(bytes.subarray(6));
  } catch (error) {
    throw badarg(error);
  }
}

function refuseRead(bytes: Term, options: Term): never {
  throw badargBecause("badopt", "binary_to_term", [bytes, options]);
}

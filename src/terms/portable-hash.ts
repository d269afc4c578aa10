// portable-hash — erlang:phash2: the same number for the same term on every machine and in every release.
//
// Bob Jenkins' mix over the words of a term, with a stack of the terms still to come. Maps are hashed pair by pair, the
// hashes of the pairs being combined by exclusive or, since the order of pairs must not matter.
// Differs from OTP: native records (hashed as tuples), references and funs, which have nothing that is the same elsewhere.
import { atomName, isAtom } from "./atom.ts";
import { bitSize, bytesOf, isBitString } from "./bits.ts";
import { Float } from "./float.ts";
import { ExternalFun, Fun, unwrapFun } from "./fun.ts";
import { asCons, isNil } from "./list.ts";
import { collectPairs, isMap } from "./map-form.ts";
import { NativeRecord } from "./native-record.ts";
import { Pid, Ref } from "./pid.ts";
import type { Term } from "./term.ts";
import { isTuple, tupleFrom } from "./tuple.ts";

/** The golden ratio; each type of term has a multiple of its own. */
const RATIO = 0x9e3779b9;
const multiple = (n: number): number => Math.imul(RATIO, n);

/** On the stack of terms: here the hash of a pair is complete; here that of a map is. */
const PAIR = { marker: "pair" };
class MapTail {
  readonly hash: number;
  readonly pairs: number;
  constructor(hash: number, pairs: number) {
    this.hash = hash;
    this.pairs = pairs;
  }
}

class PortableHash {
  value = 0;
  private pairs = 0;

  /** Mixes two words into the hash. */
  private mix(x: number, y: number, constant: number): void {
    this.value = jenkins((constant + x) | 0, (constant + y) | 0, this.value);
  }

  hash(root: Term): number {
    const stack: Term[] = [root];
    while (stack.length > 0) {
      const term = stack.pop();
      if (term === PAIR) {
        this.pairs ^= this.value;
        this.value = 0;
      } else if (term instanceof MapTail) {
        this.value = term.hash;
        this.mix(this.pairs, 0, multiple(19));
        this.pairs = term.pairs;
      } else {
        this.term(term, stack);
      }
    }
    return this.value >>> 0;
  }

  private term(term: Term, stack: Term[]): void {
    if (isAtom(term)) this.atom(term);
    else if (typeof term === "number" || typeof term === "bigint") this.number(term);
    else if (term instanceof Float) this.float(term.value);
    else if (isNil(term)) {
      if (this.value === 0) this.value = 3468870702 | 0;
      else this.mix(NIL_TAG, 0, multiple(2));
    } else if (isTuple(term)) {
      this.mix(term.length, 0, multiple(9));
      for (let i = term.length - 1; i >= 0; i--) stack.push(term[i]);
    } else if (term instanceof NativeRecord) stack.push(tupleFrom(term.parts()));
    else if (isBitString(term)) this.bits(bytesOf(term), bitSize(term));
    else if (term instanceof Pid) this.mix(term.id, 0, multiple(5));
    else if (term instanceof Ref) this.mix(term.id, 0, multiple(7));
    else if (asCons(term) !== undefined) this.list(term, stack);
    else if (isMap(term)) this.map(term, stack);
    else this.fun(unwrapFun(term));
  }

  private atom(term: Term): void {
    const hash = atomHash(atomName(term));
    if (this.value === 0) this.value = hash;
    else this.mix(hash, 0, multiple(3));
  }

  private number(value: number | bigint): void {
    if (typeof value === "number" && !Number.isSafeInteger(value)) {
      this.float(value);
    } else if (value >= -0x8000000 && value < 0x8000000) {
      const small = Number(value);
      if (small < 0) this.mix(-small, 0, RATIO);
      this.mix(small, 0, RATIO);
    } else {
      const constant = multiple(value < 0 ? 10 : 11);
      let rest = BigInt(value);
      if (rest < 0n) rest = -rest;
      for (; rest > 0n; rest >>= 64n) {
        this.mix(Number(BigInt.asIntN(32, rest)), Number(BigInt.asIntN(32, rest >> 32n)), constant);
      }
    }
  }

  private float(value: number): void {
    const words = new Int32Array(new Float64Array([value === 0 ? 0 : value]).buffer);
    this.mix(words[1], words[0], multiple(12));
  }

  private list(list: Term, stack: Term[]): void {
    let rest = list;
    let cell = asCons(rest);
    let bytes = 0;
    let value = 0;
    while (cell !== undefined && typeof cell.head === "number" && (cell.head & 0xff) === cell.head) {
      value = (value << 8) + cell.head;
      if (++bytes === 4) {
        this.mix(value, 0, multiple(4));
        value = 0;
        bytes = 0;
      }
      rest = cell.tail;
      cell = asCons(rest);
    }
    if (bytes > 0) this.mix(value, 0, multiple(4));
    if (cell === undefined) stack.push(rest);
    else stack.push(cell.tail, cell.head);
  }

  private map(map: Term, stack: Term[]): void {
    const keys: Term[] = [];
    const values: Term[] = [];
    collectPairs(map, keys, values);
    this.mix(keys.length, 0, multiple(16));
    if (keys.length === 0) return;
    stack.push(new MapTail(this.value, this.pairs));
    this.value = 0;
    this.pairs = 0;
    for (let i = 0; i < keys.length; i++) stack.push(PAIR, values[i], keys[i]);
  }

  private fun(fun: Term): void {
    if (fun instanceof ExternalFun) {
      this.mix(fun.arity, atomHash(atomName(fun.module)), RATIO);
      this.mix(atomHash(atomName(fun.name)), 0, multiple(14));
    } else if (fun instanceof Fun) {
      this.mix(0, atomHash(atomName(fun.code.module)), RATIO);
      this.mix(fun.code.index, fun.code.uniq, RATIO);
    }
  }

  private bits(bytes: Uint8Array, size: number): void {
    const whole = size >> 3;
    const start = (multiple(13) + this.value) | 0;
    const rest = size & 7;
    this.value = size === 0 ? start : blockHash(bytes, whole, start);
    if (rest > 0) this.mix(rest, bytes[whole] >> (8 - rest), multiple(15));
  }
}

/** The type tag that ERTS hashes for the empty list. */
const NIL_TAG = 2;

function jenkins(a: number, b: number, c: number): number {
  a = (a - b - c) ^ (c >>> 13);
  b = (b - c - a) ^ (a << 8);
  c = (c - a - b) ^ (b >>> 13);
  a = (a - b - c) ^ (c >>> 12);
  b = (b - c - a) ^ (a << 16);
  c = (c - a - b) ^ (b >>> 5);
  a = (a - b - c) ^ (c >>> 3);
  b = (b - c - a) ^ (a << 10);
  return (c - a - b) ^ (b >>> 15);
}

/** The hash of the first `length` bytes, in blocks of twelve. */
function blockHash(bytes: Uint8Array, length: number, start: number): number {
  let a = RATIO | 0;
  let b = RATIO | 0;
  let c = start;
  let at = 0;
  const word = (from: number, count: number): number => {
    let value = 0;
    for (let i = count - 1; i >= 0; i--) value = (value << 8) | (from + i < length ? bytes[from + i] : 0);
    return value;
  };
  for (; at + 12 <= length; at += 12) {
    a = (a + word(at, 4)) | 0;
    b = (b + word(at + 4, 4)) | 0;
    c = (c + word(at + 8, 4)) | 0;
    a = (a - b - c) ^ (c >>> 13);
    b = (b - c - a) ^ (a << 8);
    c = (c - a - b) ^ (b >>> 13);
    a = (a - b - c) ^ (c >>> 12);
    b = (b - c - a) ^ (a << 16);
    c = (c - a - b) ^ (b >>> 5);
    a = (a - b - c) ^ (c >>> 3);
    b = (b - c - a) ^ (a << 10);
    c = (c - a - b) ^ (b >>> 15);
  }
  // The lowest byte of the last word is kept for the length.
  return jenkins((a + word(at, 4)) | 0, (b + word(at + 4, 4)) | 0, (c + length + (word(at + 8, 3) << 8)) | 0);
}

/** The hash of an atom's name in the atom table: hashpjw over its characters, those of Latin-1 as one byte. */
export function atomHash(name: string): number {
  const bytes = new TextEncoder().encode(name);
  let h = 0;
  for (let i = 0; i < bytes.length; i++) {
    let byte = bytes[i];
    if (i + 1 < bytes.length && (byte & 0xfe) === 0xc2 && (bytes[i + 1] & 0xc0) === 0x80) {
      byte = ((byte << 6) | (bytes[++i] & 0x3f)) & 0xff;
    }
    h = ((h << 4) + byte) >>> 0;
    const g = h & 0xf0000000;
    if (g !== 0) h = (h ^ (g >>> 24) ^ g) >>> 0;
  }
  return h | 0;
}

/** The hash itself, of 32 bits, unsigned. */
export function hashOf(term: Term): number {
  return new PortableHash().hash(term);
}

/** erlang:phash2(Term): 0 to 2^27 - 1. */
export function phash2(term: Term): number {
  return hashOf(term) & 0x7ffffff;
}

/** erlang:phash2(Term, Range): 0 to Range - 1; the range is at most 2^32. */
export function phash2Range(term: Term, range: number): number {
  return hashOf(term) % range;
}

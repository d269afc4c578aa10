// hash — the hash of a term as a key: that of OTP 29, so that large maps list their keys in the order that OTP does.
//
// It is MurmurHash3 over the words of a term, two 64-bit sums (alpha and beta) being mixed in turn; JavaScript's numbers
// being what they are, each is kept as two 32-bit halves. Terms that are `=:=` have the same hash, in whichever forms.
// Differs from OTP: what depends on addresses there (pids, references, funs), and maps of more than 32 pairs as keys.
import { isAtom } from "./atom.ts";
import { atomIndex } from "./atom-index.ts";
import { bitSize, bytesOf, isBitString } from "./bits.ts";
import { Float } from "./float.ts";
import { ExternalFun, Fun, unwrapFun } from "./fun.ts";
import { compareKeys } from "./key-order.ts";
import { asCons, type Cons, isNil } from "./list.ts";
import { collectPairs, isMap } from "./map-form.ts";
import { NativeRecord } from "./native-record.ts";
import { Pid, Ref } from "./pid.ts";
import type { Term } from "./term.ts";
import { isTuple } from "./tuple.ts";

const IMMEDIATE = 1;
const ARRAY_ELEMENT = 2;
const CAR = 3;
const CDR = 4;
const STRING = 5;
const TUPLE = 6;
const FLATMAP = 8;
const HASHMAP = 9;
const BINARY = 12;
const LOCAL_FUN = 13;
const EXTERNAL_FUN = 14;
const NEGATIVE = 15;
const POSITIVE = 16;
const REFERENCE = 17;
const FLOAT = 21;

/** How many pairs a map has at most that is kept as a sorted array. */
export const SMALL_MAP_LIMIT = 32;

/** What the stack of the terms still to be hashed holds where the tail of an improper list follows. */
const CDR_MARKER = { marker: "cdr" };

/** The high half of the product of two 32-bit numbers. */
function multiplyHigh(a: number, b: number): number {
  const a0 = a & 0xffff;
  const a1 = a >>> 16;
  const b0 = b & 0xffff;
  const b1 = b >>> 16;
  const p01 = a0 * b1;
  const p10 = a1 * b0;
  const middle = ((a0 * b0) >>> 16) + (p01 & 0xffff) + (p10 & 0xffff);
  return (a1 * b1 + (p01 >>> 16) + (p10 >>> 16) + (middle >>> 16)) | 0;
}

class Mixer {
  /** The word being worked on. */
  lo = 0;
  hi = 0;
  private alphaLo = 0;
  private alphaHi = 0;
  private betaLo = 0;
  private betaHi = 0;
  private ticks = 0;

  private multiply(lo: number, hi: number): void {
    const low = this.lo;
    this.hi = (multiplyHigh(low, lo) + Math.imul(low, hi) + Math.imul(this.hi, lo)) | 0;
    this.lo = Math.imul(low, lo);
  }
  private add(lo: number, hi: number): void {
    const sum = (this.lo + lo) | 0;
    this.hi = (this.hi + hi + (sum >>> 0 < lo >>> 0 ? 1 : 0)) | 0;
    this.lo = sum;
  }
  /** MurmurHash3's final mix of the word. */
  finish(): void {
    this.lo ^= this.hi >>> 1;
    this.multiply(0xed558ccd, 0xff51afd7);
    this.lo ^= this.hi >>> 1;
    this.multiply(0x1a85ec53, 0xc4ceb9fe);
    this.lo ^= this.hi >>> 1;
  }
  private scrambleAlpha(lo: number, hi: number): void {
    this.lo = lo;
    this.hi = hi;
    this.multiply(0x114253d5, 0x87c37b91);
    const low = this.lo;
    this.lo = (low << 31) | (this.hi >>> 1);
    this.hi = (this.hi << 31) | (low >>> 1);
    this.multiply(0x2745937f, 0x4cf5ad43);
    this.alphaLo ^= this.lo;
    this.alphaHi ^= this.hi;
  }
  private scrambleBeta(lo: number, hi: number): void {
    this.lo = lo;
    this.hi = hi;
    this.multiply(0x2745937f, 0x4cf5ad43);
    const low = this.lo;
    this.lo = (this.hi << 1) | (low >>> 31);
    this.hi = (low << 1) | (this.hi >>> 31);
    this.multiply(0x114253d5, 0x87c37b91);
    this.betaLo ^= this.lo;
    this.betaHi ^= this.hi;
  }
  alpha(lo: number, hi = 0): void {
    this.scrambleAlpha(lo, hi);
    this.lo = (this.alphaLo << 27) | (this.alphaHi >>> 5);
    this.hi = (this.alphaHi << 27) | (this.alphaLo >>> 5);
    this.add(this.betaLo, this.betaHi);
    this.multiply(5, 0);
    this.add(0x52dce729, 0);
    this.alphaLo = this.lo;
    this.alphaHi = this.hi;
    this.ticks++;
  }
  beta(lo: number, hi = 0): void {
    this.scrambleBeta(lo, hi);
    this.lo = (this.betaLo << 31) | (this.betaHi >>> 1);
    this.hi = (this.betaHi << 31) | (this.betaLo >>> 1);
    this.add(this.alphaLo, this.alphaHi);
    this.multiply(5, 0);
    this.add(0x38495ab5, 0);
    this.betaLo = this.lo;
    this.betaHi = this.hi;
    this.ticks++;
  }
  /** Puts an atom, a small integer, [] or a pid in the word, as OTP's tagged word; false for any other term. */
  loadImmediate(term: Term): boolean {
    if (typeof term === "number") {
      if (!Number.isSafeInteger(term)) return false;
      this.lo = (term << 4) | 0xf;
      this.hi = Math.floor(term / 0x10000000) | 0;
      return true;
    }
    if (isAtom(term)) {
      this.lo = (atomIndex(term) << 6) | 0xb;
      this.hi = 0;
      return true;
    }
    if (typeof term === "bigint") {
      if (term >= 1n << 59n || term < -(1n << 59n)) return false;
      this.lo = (Number(BigInt.asIntN(32, term)) << 4) | 0xf;
      this.hi = Number(BigInt.asIntN(32, term >> 28n));
      return true;
    }
    if (term instanceof Pid) {
      this.lo = (term.id << 4) | 3;
      this.hi = term.serial;
      return true;
    }
    if (!isNil(term)) return false;
    this.lo = 0x3b;
    this.hi = 0;
    return true;
  }
  /** Mixes in the immediate that is in the word. */
  private immediate(): void {
    const { lo, hi } = this;
    this.alpha(IMMEDIATE);
    this.beta(lo, hi);
  }
  private push(stack: Term[], term: Term): void {
    if (this.loadImmediate(term)) {
      this.immediate();
    } else {
      this.alpha(ARRAY_ELEMENT);
      stack.push(term);
    }
  }
  /** The hash of a compound term: its low half. */
  compound(term: Term): number {
    const stack: Term[] = [];
    for (;;) {
      const next = this.step(term, stack);
      if (next !== DONE) {
        term = next;
        continue;
      }
      if (stack.length === 0) return this.result();
      term = stack.pop();
      if (term === CDR_MARKER) {
        this.beta(CDR);
        term = stack.pop();
      }
    }
  }
  private result(): number {
    const { betaLo, betaHi, ticks } = this;
    this.lo = this.alphaLo ^ ticks;
    this.hi = this.alphaHi;
    this.add(betaLo ^ ticks, betaHi);
    const alphaLo = this.lo;
    const alphaHi = this.hi;
    this.add(betaLo ^ ticks, betaHi);
    const sumLo = this.lo;
    const sumHi = this.hi;
    this.lo = alphaLo;
    this.hi = alphaHi;
    this.finish();
    const mixedLo = this.lo;
    const mixedHi = this.hi;
    this.lo = sumLo;
    this.hi = sumHi;
    this.finish();
    const otherLo = this.lo;
    const otherHi = this.hi;
    this.add(mixedLo, mixedHi);
    const firstLo = this.lo;
    this.add(otherLo, otherHi);
    return firstLo ^ this.lo;
  }
  /** Mixes in one term; answers the term to go on with, or DONE. What comes later is pushed. */
  private step(term: Term, stack: Term[]): Term {
    if (this.loadImmediate(term)) {
      this.immediate();
      return DONE;
    }
    if (typeof term === "number") return this.float(term);
    if (term instanceof Float) return this.float(term.value);
    if (typeof term === "bigint") return this.bignum(term);
    const cell = asCons(term);
    if (cell !== undefined) return this.list(cell, stack);
    if (isTuple(term)) return this.elements(TUPLE, term.length, term, stack);
    if (term instanceof NativeRecord) {
      const parts = term.parts();
      return this.elements(TUPLE, parts.length, parts, stack);
    }
    if (isBitString(term)) return this.bits(bytesOf(term), bitSize(term));
    if (term instanceof Ref) {
      this.alpha(REFERENCE, term.id | 0);
      return DONE;
    }
    const fun = unwrapFun(term);
    if (fun instanceof Fun) {
      this.alpha(LOCAL_FUN);
      this.beta(fun.code.index, fun.code.uniq | 0);
      return DONE;
    }
    if (fun instanceof ExternalFun) {
      this.alpha(EXTERNAL_FUN, fun.arity);
      this.beta(atomIndex(fun.module), atomIndex(fun.name));
      return DONE;
    }
    return isMap(term) ? this.map(term, stack) : DONE;
  }
  private float(value: number): Term {
    const words = new Int32Array(new Float64Array([value]).buffer);
    this.alpha(FLOAT);
    this.beta(words[0], words[1]);
    return DONE;
  }
  private bignum(value: bigint): Term {
    let rest = value < 0n ? -value : value;
    const digits: number[] = [];
    for (; rest > 0n; rest >>= 64n) {
      digits.push(Number(BigInt.asIntN(32, rest)), Number(BigInt.asIntN(32, rest >> 32n)));
    }
    this.alpha(value < 0n ? NEGATIVE : POSITIVE, digits.length / 2);
    for (let i = 0; i < digits.length; i += 2) {
      // Alpha takes the even digits and beta the odd ones; a last one without a partner goes to beta.
      if (i % 4 === 0 && i + 2 < digits.length) this.alpha(digits[i], digits[i + 1]);
      else this.beta(digits[i], digits[i + 1]);
    }
    return DONE;
  }
  private list(cell: Cons, stack: Term[]): Term {
    let term: Term = cell;
    let value = 0;
    let bytes = 0;
    let next = asCons(term);
    while (next !== undefined && isByte(next.head)) {
      value = (value << 8) | next.head;
      if (++bytes === 4) {
        this.alpha(STRING | (bytes << 8), value);
        value = 0;
        bytes = 0;
      }
      term = next.tail;
      next = asCons(term);
    }
    if (bytes > 0) this.alpha(STRING | (bytes << 8), value);
    if (next === undefined) return term;
    const { head, tail } = next;
    const proper = asCons(tail) !== undefined;
    if (this.loadImmediate(head)) {
      const { lo, hi } = this;
      this.alpha(IMMEDIATE, CAR);
      this.beta(lo, hi);
      if (!proper) this.alpha(CDR);
      return tail;
    }
    stack.push(tail);
    if (!proper) stack.push(CDR_MARKER);
    this.alpha(CAR);
    return head;
  }
  private elements(type: number, size: number, elements: readonly Term[], stack: Term[]): Term {
    this.alpha(type);
    this.beta(size);
    if (elements.length === 0) return DONE;
    for (let i = 0; i < elements.length - 1; i++) this.push(stack, elements[i]);
    return elements[elements.length - 1];
  }
  private map(map: Term, stack: Term[]): Term {
    const keys: Term[] = [];
    const values: Term[] = [];
    collectPairs(map, keys, values);
    if (keys.length <= SMALL_MAP_LIMIT) {
      const places = keys.map((_, i) => i).sort((i, j) => compareKeys(keys[i], keys[j]));
      const elements = places.flatMap((i) => [values[i], keys[i]]);
      return this.elements(FLATMAP, keys.length, elements, stack);
    }
    let sum = 0;
    for (let i = 0; i < keys.length; i++) sum = (sum + Math.imul(hash(keys[i]), 31) + hash(values[i])) | 0;
    this.alpha(HASHMAP);
    this.beta(keys.length, sum);
    return DONE;
  }
  private bits(bytes: Uint8Array, size: number): Term {
    this.alpha(BINARY);
    this.beta(size | 0, 0);
    const whole = size >> 3;
    let at = 0;
    for (; at + 16 <= whole; at += 16) {
      this.alpha(word(bytes, at, whole), word(bytes, at + 4, whole));
      this.beta(word(bytes, at + 8, whole), word(bytes, at + 12, whole));
    }
    if (whole - at > 8) this.scrambleBeta(word(bytes, at + 8, whole), word(bytes, at + 12, whole));
    if (whole - at > 0) this.scrambleAlpha(word(bytes, at, whole), word(bytes, at + 4, whole));
    if ((size & 7) !== 0) this.alpha(bytes[whole] >> (8 - (size & 7)));
    return DONE;
  }
}

/** What a step answers when its term is done with. */
const DONE = { marker: "done" };

/** Four bytes, the lowest first; those from `end` on count as zero. */
function word(bytes: Uint8Array, at: number, end: number): number {
  let value = 0;
  for (let i = 3; i >= 0; i--) value = (value << 8) | (at + i < end ? bytes[at + i] : 0);
  return value;
}

function isByte(term: Term): boolean {
  return typeof term === "number" && (term & 0xff) === term;
}

/** The low 32 bits of the hash that OTP's maps use for a key, signed. */
export function hash(term: Term): number {
  const mixer = new Mixer();
  if (!mixer.loadImmediate(term)) return mixer.compound(term);
  mixer.finish();
  return mixer.lo;
}

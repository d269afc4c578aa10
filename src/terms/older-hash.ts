// older-hash — erlang:phash/2, which dict goes by: a product of primes over the bytes of a term.
//
// A stack holds what comes after a term: the tail of a list, or what a list or a tuple ends with.
// Differs from OTP: funs, which have nothing that is the same elsewhere.
import { atomName, isAtom } from "./atom.ts";
import { bitSize, bytesOf, isBitString } from "./bits.ts";
import { Float } from "./float.ts";
import { asCons, isNil } from "./list.ts";
import { isMap } from "./map-form.ts";
import { Pid, Ref } from "./pid.ts";
import { atomHash, hashOf } from "./portable-hash.ts";
import type { Term } from "./term.ts";
import { isTuple } from "./tuple.ts";

const PRIMES = [
  0, 268440163, 268439161, 268435459, 268436141, 268438633, 268437017, 268438039, 268437511, 268439627,
  268440479, 268440577, 268440581, 268440593, 268440611,
];

/** Ends a list, or a tuple of that size. */
class End {
  readonly size: number | undefined;
  constructor(size?: number) {
    this.size = size;
  }
}
/** The tail of a list whose head has just been hashed. */
class Tail {
  readonly list: Term;
  constructor(list: Term) {
    this.list = list;
  }
}

class OlderHash {
  value = 0;

  private step(prime: number, add: number): void {
    this.value = (Math.imul(this.value, PRIMES[prime]) + add) | 0;
  }
  /** The bytes of a 32-bit word, the lowest first. */
  private word(word: number, prime: number): void {
    for (let shift = 0; shift < 32; shift += 8) this.step(prime, (word >>> shift) & 0xff);
  }

  hash(root: Term): number {
    const stack: Term[] = [root];
    while (stack.length > 0) {
      const term = stack.pop();
      if (term instanceof End) {
        if (term.size === undefined) this.step(8, 0);
        else this.step(9, term.size);
      } else if (term instanceof Tail) {
        if (asCons(term.list) !== undefined) this.list(term.list, stack);
        else stack.push(new End(), term.list);
      } else {
        this.term(term, stack);
      }
    }
    return this.value >>> 0;
  }

  private term(term: Term, stack: Term[]): void {
    if (isAtom(term)) this.step(1, atomHash(atomName(term)));
    else if (typeof term === "bigint" || (typeof term === "number" && Number.isSafeInteger(term)))
      this.integer(BigInt(term));
    else if (typeof term === "number") this.float(term);
    else if (term instanceof Float) this.float(term.value);
    else if (isNil(term)) this.step(3, 1);
    else if (isTuple(term)) {
      stack.push(new End(term.length));
      for (let i = term.length - 1; i >= 0; i--) stack.push(term[i]);
    } else if (isBitString(term)) this.bits(bytesOf(term), bitSize(term));
    else if (asCons(term) !== undefined) this.list(term, stack);
    else if (term instanceof Pid) {
      this.word(term.id, 5);
      this.step(6, 0);
    } else if (term instanceof Ref) {
      this.word(term.id, 9);
      this.step(10, 0);
    } else if (isMap(term)) this.step(13, (PRIMES[14] + hashOf(term)) | 0);
  }

  private integer(value: bigint): void {
    let rest = value < 0n ? -value : value;
    do {
      this.word(Number(BigInt.asIntN(32, rest)), 2);
      rest >>= 32n;
    } while (rest > 0n);
    this.step(value < 0n ? 4 : 3, 0);
  }

  private float(value: number): void {
    const words = new Int32Array(new Float64Array([value === 0 ? 0 : value]).buffer);
    this.step(6, words[0] ^ words[1]);
  }

  private bits(bytes: Uint8Array, size: number): void {
    const whole = size >> 3;
    const rest = size & 7;
    for (let i = 0; i < whole; i++) this.step(1, bytes[i]);
    if (rest > 0) {
      this.step(1, bytes[whole] >> (8 - rest));
      this.step(12, rest);
    }
    this.step(4, whole);
  }

  private list(list: Term, stack: Term[]): void {
    let cell = asCons(list);
    while (cell !== undefined) {
      const { head, tail } = cell;
      if (typeof head !== "number" || (head & 0xff) !== head) {
        stack.push(new Tail(tail), head);
        return;
      }
      this.step(2, head);
      cell = asCons(tail);
      if (cell === undefined) stack.push(new End(), tail);
    }
  }
}

/** erlang:phash(Term, Range): 1 to Range. */
export function phash(term: Term, range: number): number {
  return (new OlderHash().hash(term) % range) + 1;
}

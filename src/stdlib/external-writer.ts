// external-writer — a term as the bytes of OTP's external term format, without the version byte.
//
// Atoms are written in UTF-8, floats as IEEE doubles. Nested terms wait on a stack of our own, so that depth costs no
// JavaScript stack. A fun that is no external one cannot be written: its code is JavaScript.
import { atomName, isAtom } from "../terms/atom.ts";
import { Bits } from "../terms/bits.ts";
import { badarg } from "../terms/exception.ts";
import { Float, isFloat, isInteger } from "../terms/float.ts";
import { ExternalFun } from "../terms/fun.ts";
import { asCons, isNil, NIL } from "../terms/list.ts";
import { isMap, mapEntries } from "../terms/map.ts";
import { NativeRecord } from "../terms/native-record.ts";
import { compareExact } from "../terms/order.ts";
import { Pid, Ref } from "../terms/pid.ts";
import type { Term } from "../terms/term.ts";
import { isTuple } from "../terms/tuple.ts";
import { realFun } from "./fun-arity.ts";
import { utf8 } from "./iodata.ts";

const NODE = Symbol.for("nonode@nohost");

export class Writer {
  private bytes = new Uint8Array(256);
  private view = new DataView(this.bytes.buffer);
  private at = 0;
  private readonly deterministic: boolean;
  private readonly minorVersion: number;

  constructor(deterministic: boolean, minorVersion: number) {
    this.deterministic = deterministic;
    this.minorVersion = minorVersion;
  }

  get result(): Uint8Array {
    return this.bytes.slice(0, this.at);
  }

  private room(size: number): void {
    if (this.at + size <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(this.bytes.length * 2, this.at + size));
    larger.set(this.bytes);
    this.bytes = larger;
    this.view = new DataView(larger.buffer);
  }
  private u8(value: number): void {
    this.room(1);
    this.bytes[this.at++] = value;
  }
  private u16(value: number): void {
    this.room(2);
    this.view.setUint16(this.at, value);
    this.at += 2;
  }
  private u32(value: number): void {
    this.room(4);
    this.view.setUint32(this.at, value);
    this.at += 4;
  }
  private raw(bytes: Uint8Array): void {
    this.room(bytes.length);
    this.bytes.set(bytes, this.at);
    this.at += bytes.length;
  }

  /** Writes a term; what is nested waits on a stack of our own, so that depth costs no JavaScript stack. */
  term(whole: Term): void {
    const pending: Term[] = [whole];
    while (pending.length > 0) this.one(pending.pop(), pending);
  }

  private one(term: Term, pending: Term[]): void {
    if (isAtom(term)) this.atom(term);
    else if (isInteger(term)) this.integer(term);
    else if (isFloat(term)) this.float(term instanceof Float ? term.value : term);
    else if (term instanceof Uint8Array || term instanceof Bits) this.binary(term);
    else if (isTuple(term)) this.tuple(term, pending);
    else if (isNil(term)) this.u8(106);
    else if (asCons(term) !== undefined) this.list(term, pending);
    else if (term instanceof Pid) this.pid(term);
    else if (term instanceof Ref) this.ref(term);
    else if (isMap(term)) this.map(term, pending);
    else if (term instanceof NativeRecord) this.record(term, pending);
    else this.fun(realFun(term), term);
  }

  private atom(term: Term): void {
    const name = utf8(atomName(term));
    if (this.minorVersion === 2) {
      this.u8(name.length < 256 ? 119 : 118);
      if (name.length < 256) this.u8(name.length);
      else this.u16(name.length);
      this.raw(name);
      return;
    }
    this.u8(100);
    this.u16(name.length);
    this.raw(name);
  }

  private integer(value: number | bigint): void {
    if (typeof value === "number" && value >= 0 && value < 256) {
      this.u8(97);
      this.u8(value);
    } else if (typeof value === "number" && value >= -0x80000000 && value <= 0x7fffffff) {
      this.u8(98);
      this.u32(value);
    } else {
      const large = BigInt(value);
      let hex = (large < 0n ? -large : large).toString(16);
      if (hex.length % 2 === 1) hex = `0${hex}`;
      const size = hex.length / 2;
      this.u8(size < 256 ? 110 : 111);
      if (size < 256) this.u8(size);
      else this.u32(size);
      this.u8(large < 0n ? 1 : 0);
      this.raw(Buffer.from(hex, "hex").reverse());
    }
  }

  private float(value: number): void {
    if (this.minorVersion === 0) {
      this.u8(99);
      const [mantissa, exponent] = value.toExponential(20).split("e");
      const text = `${mantissa}e${exponent[0]}${exponent.slice(1).padStart(2, "0")}`;
      this.raw(utf8(text.padEnd(31, "\0")));
      return;
    }
    this.u8(70);
    this.room(8);
    this.view.setFloat64(this.at, value);
    this.at += 8;
  }

  private binary(term: Uint8Array | Bits): void {
    const bytes = term instanceof Bits ? term.bytes : term;
    this.u8(term instanceof Bits ? 77 : 109);
    this.u32(bytes.length);
    if (term instanceof Bits) this.u8(term.bitLength & 7);
    this.raw(bytes);
  }

  private record({ module, name, fields, values, exported }: NativeRecord, pending: Term[]): void {
    this.u8(67);
    this.u32(fields.length);
    this.u8(exported ? 1 : 0);
    for (const atom of [module, name, ...fields]) this.atom(atom);
    for (let i = values.length - 1; i >= 0; i--) pending.push(values[i]);
  }

  private tuple(elements: readonly Term[], pending: Term[]): void {
    this.u8(elements.length < 256 ? 104 : 105);
    if (elements.length < 256) this.u8(elements.length);
    else this.u32(elements.length);
    for (let i = elements.length - 1; i >= 0; i--) pending.push(elements[i]);
  }

  private list(term: Term, pending: Term[]): void {
    const elements: Term[] = [];
    let rest = term;
    for (let cell = asCons(rest); cell !== undefined; cell = asCons(rest)) {
      elements.push(cell.head);
      rest = cell.tail;
    }
    const proper = isNil(rest);
    if (proper && elements.length < 65536 && elements.every(isByte)) {
      this.u8(107);
      this.u16(elements.length);
      this.raw(Uint8Array.from(elements));
      return;
    }
    this.u8(108);
    this.u32(elements.length);
    pending.push(proper ? NIL : rest);
    for (let i = elements.length - 1; i >= 0; i--) pending.push(elements[i]);
  }

  private pid(pid: Pid): void {
    this.u8(88);
    this.atom(NODE);
    this.u32(pid.id);
    this.u32(pid.serial);
    this.u32(0);
  }

  private ref(ref: Ref): void {
    this.u8(90);
    this.u16(3);
    this.atom(NODE);
    this.u32(0);
    this.u32(0);
    this.u32(Math.floor(ref.id / 0x100000000));
    this.u32(ref.id >>> 0);
  }

  private map(map: Term, pending: Term[]): void {
    const entries = mapEntries(map);
    if (this.deterministic) entries.sort(([a], [b]) => compareExact(a, b));
    this.u8(116);
    this.u32(entries.length);
    for (let i = entries.length - 1; i >= 0; i--) pending.push(entries[i][1], entries[i][0]);
  }

  private fun(fun: Term, term: Term): void {
    if (!(fun instanceof ExternalFun)) throw badarg(term);
    this.u8(113);
    this.atom(fun.module);
    this.atom(fun.name);
    this.integer(fun.arity);
  }
}

function isByte(term: Term): boolean {
  return Number.isInteger(term) && term >= 0 && term <= 255;
}

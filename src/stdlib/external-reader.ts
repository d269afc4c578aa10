// external-reader — the terms that bytes in OTP's external term format stand for. Anything wrong is badarg.
import { atom, existingAtom, isAtom } from "../terms/atom.ts";
import { makeBits } from "../terms/bits.ts";
import { badarg } from "../terms/exception.ts";
import { float, integer } from "../terms/float.ts";
import { ExternalFun } from "../terms/fun.ts";
import { fromArray, NIL } from "../terms/list.ts";
import { mapFrom } from "../terms/map.ts";
import { NativeRecord } from "../terms/native-record.ts";
import { Pid, Ref } from "../terms/pid.ts";
import type { Atom, Term } from "../terms/term.ts";
import { Tuple } from "../terms/tuple.ts";
import { latin1Text, utf8Text } from "./iodata.ts";

export class Reader {
  private readonly bytes: Uint8Array;
  private readonly view: DataView;
  private readonly safe: boolean;
  at: number;

  constructor(bytes: Uint8Array, at: number, safe: boolean) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    this.at = at;
    this.safe = safe;
  }

  private take(size: number): number {
    const at = this.at;
    if (size < 0 || at + size > this.bytes.length) throw badarg(this.bytes);
    this.at += size;
    return at;
  }
  private u8(): number {
    return this.bytes[this.take(1)];
  }
  private u16(): number {
    return this.view.getUint16(this.take(2));
  }
  private u32(): number {
    return this.view.getUint32(this.take(4));
  }
  private raw(size: number): Uint8Array {
    const at = this.take(size);
    return this.bytes.slice(at, at + size);
  }

  term(): Term {
    const tag = this.u8();
    switch (tag) {
      case 67:
        return this.record(this.u32());
      case 70:
        return this.number(this.view.getFloat64(this.take(8)));
      case 77:
        return this.bitString();
      case 88:
      case 103:
        return this.pid(tag === 88);
      case 90:
      case 114:
        return this.ref(tag === 90);
      case 97:
        return this.u8();
      case 98:
        return this.view.getInt32(this.take(4));
      case 99:
        return this.number(Number(latin1Text(this.raw(31)).replace(/\0.*$/s, "")));
      case 100:
        return this.atom(latin1Text(this.raw(this.u16())));
      case 104:
        return this.tuple(this.u8());
      case 105:
        return this.tuple(this.u32());
      case 106:
        return NIL;
      case 107:
        return latin1Text(this.raw(this.u16()));
      case 108:
        return this.list(this.u32());
      case 109:
        return this.raw(this.u32());
      case 110:
        return this.big(this.u8());
      case 111:
        return this.big(this.u32());
      case 113:
        return new ExternalFun(this.term(), this.term(), this.term());
      case 115:
        return this.atom(latin1Text(this.raw(this.u8())));
      case 116:
        return this.map(this.u32());
      case 118:
        return this.atom(utf8Text(this.raw(this.u16())));
      case 119:
        return this.atom(utf8Text(this.raw(this.u8())));
      default:
        throw badarg(this.bytes);
    }
  }

  private number(value: number): Term {
    if (!Number.isFinite(value)) throw badarg(this.bytes);
    return float(value);
  }
  private atom(name: string | undefined): Term {
    if (name === undefined || (this.safe && !existingAtom(name))) throw badarg(this.bytes);
    return atom(name);
  }
  private bitString(): Term {
    const size = this.u32();
    const bits = this.u8();
    if (bits > 8 || (size === 0 && bits > 0)) throw badarg(this.bytes);
    return makeBits(this.raw(size), size === 0 ? 0 : (size - 1) * 8 + bits);
  }
  private tuple(size: number): Term {
    if (size > this.bytes.length) throw badarg(this.bytes);
    const made = new Tuple(size);
    for (let i = 0; i < size; i++) made[i] = this.term();
    return made;
  }
  private list(size: number): Term {
    if (size > this.bytes.length) throw badarg(this.bytes);
    const elements: Term[] = [];
    for (let i = 0; i < size; i++) elements.push(this.term());
    return fromArray(elements, this.term());
  }
  private big(size: number): Term {
    const negative = this.u8() === 1;
    const hex = Buffer.from(this.raw(size)).reverse().toString("hex");
    const value = BigInt(`0x${hex || "0"}`);
    return integer(negative ? -value : value);
  }
  private map(size: number): Term {
    if (size > this.bytes.length) throw badarg(this.bytes);
    const entries: [Term, Term][] = [];
    for (let i = 0; i < size; i++) entries.push([this.term(), this.term()]);
    return mapFrom(entries);
  }
  private record(size: number): Term {
    if (size > this.bytes.length) throw badarg(this.bytes);
    const exported = this.u8() === 1;
    const names: Atom[] = [];
    for (let i = 0; i < size + 2; i++) {
      const name = this.term();
      if (!isAtom(name)) throw badarg(this.bytes);
      names.push(name);
    }
    const values: Term[] = [];
    for (let i = 0; i < size; i++) values.push(this.term());
    const [module, name, ...fields] = names;
    return new NativeRecord(module, name, fields, values, exported);
  }
  private pid(newer: boolean): Term {
    this.term();
    const id = this.u32();
    const serial = this.u32();
    this.take(newer ? 4 : 1);
    return new Pid(id, serial);
  }
  private ref(newer: boolean): Term {
    const words = this.u16();
    this.term();
    this.take(newer ? 4 : 1);
    // The first word is the node's; a number of two words follows.
    let id = 0;
    for (let i = 0; i < words; i++) id = i < 2 ? this.u32() : id * 0x100000000 + this.u32();
    return new Ref(id);
  }
}

// external-reader — the terms that bytes in OTP's external term format stand for. Anything wrong is badarg.
//
// A compound term waits on a stack of our own (Open) until its parts have been read, so that depth costs no JavaScript
// stack.
import { atom, existingAtom, isAtom } from "../terms/atom.ts";
import { makeBits } from "../terms/bits.ts";
import { badarg } from "../terms/exception.ts";
import { float, integer } from "../terms/float.ts";
import { ExternalFun } from "../terms/fun.ts";
import { fromArray, NIL } from "../terms/list.ts";
import { mapOf } from "../terms/map.ts";
import { NativeRecord } from "../terms/native-record.ts";
import { Pid, Ref } from "../terms/pid.ts";
import type { Term } from "../terms/term.ts";
import { Tuple } from "../terms/tuple.ts";
import { latin1Text, utf8Text } from "./iodata.ts";

const FUN_PARTS = 3;

/** A compound term of which `parts` have been read so far, out of `size`. */
class Open {
  readonly tag: number;
  readonly parts: Term[];
  readonly size: number;
  readonly outer: Open | null;
  count = 0;
  constructor(tag: number, parts: Term[], size: number, outer: Open | null) {
    this.tag = tag;
    this.parts = parts;
    this.size = size;
    this.outer = outer;
  }
}

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
    let open: Open | null = null;
    for (;;) {
      const tag = this.u8();
      let term: Term;
      if (tag === 104 || tag === 105) {
        const size = this.size(tag === 104 ? this.u8() : this.u32());
        term = new Tuple(size);
        if (size > 0) {
          open = new Open(tag, term, size, open);
          continue;
        }
      } else if (tag === 108) {
        open = new Open(tag, [], this.size(this.u32()) + 1, open);
        continue;
      } else if (tag === 116) {
        open = new Open(tag, [], this.size(this.u32()) * 2, open);
        if (open.size > 0) continue;
        open = open.outer;
        term = mapOf([], []);
      } else if (tag === 113) {
        open = new Open(tag, [], FUN_PARTS, open);
        continue;
      } else if (tag === 67) {
        const size = this.size(this.u32());
        open = new Open(tag, [this.u8() === 1], 3 + 2 * size, open);
        open.count = 1;
        continue;
      } else {
        term = this.simple(tag);
      }
      // It may be the last part of what is open, and that the last of what is open around it.
      for (;;) {
        if (open === null) return term;
        open.parts[open.count++] = term;
        if (open.count < open.size) break;
        term = this.complete(open);
        open = open.outer;
      }
    }
  }

  /** How many parts follow; each takes a byte at least. */
  private size(size: number): number {
    if (size > this.bytes.length) throw badarg(this.bytes);
    return size;
  }

  private complete({ tag, parts, size }: Open): Term {
    switch (tag) {
      case 108:
        return fromArray(parts, parts.pop());
      case 116: {
        const keys: Term[] = [];
        const values: Term[] = [];
        for (let i = 0; i < size; i += 2) {
          keys.push(parts[i]);
          values.push(parts[i + 1]);
        }
        return mapOf(keys, values);
      }
      case 113:
        return new ExternalFun(parts[0], parts[1], parts[2]);
      case 67:
        return this.record(parts);
      default:
        return parts;
    }
  }

  /** What a term is that has no terms within. */
  private simple(tag: number): Term {
    switch (tag) {
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
      case 106:
        return NIL;
      case 107:
        return latin1Text(this.raw(this.u16()));
      case 109:
        return this.raw(this.u32());
      case 110:
        return this.big(this.u8());
      case 111:
        return this.big(this.u32());
      default:
        return this.atom(tag);
    }
  }

  private number(value: number): Term {
    if (!Number.isFinite(value)) throw badarg(this.bytes);
    return float(value);
  }
  private atom(tag: number): Term {
    const name = this.atomName(tag);
    if (name === undefined || (this.safe && !existingAtom(name))) throw badarg(this.bytes);
    return atom(name);
  }
  private atomName(tag: number): string | undefined {
    switch (tag) {
      case 100:
        return latin1Text(this.raw(this.u16()));
      case 115:
        return latin1Text(this.raw(this.u8()));
      case 118:
        return utf8Text(this.raw(this.u16()));
      case 119:
        return utf8Text(this.raw(this.u8()));
      default:
        throw badarg(this.bytes);
    }
  }
  private bitString(): Term {
    const size = this.u32();
    const bits = this.u8();
    if (bits > 8 || (size === 0 && bits > 0)) throw badarg(this.bytes);
    return makeBits(this.raw(size), size === 0 ? 0 : (size - 1) * 8 + bits);
  }
  private big(size: number): Term {
    const negative = this.u8() === 1;
    const hex = Buffer.from(this.raw(size)).reverse().toString("hex");
    const value = BigInt(`0x${hex || "0"}`);
    return integer(negative ? -value : value);
  }
  /** Whether it is exported, its module, its name, the names of its fields, and their values. */
  private record(parts: Term[]): Term {
    const [exported, module, name, ...rest] = parts;
    const fields = rest.slice(0, rest.length / 2);
    if (![module, name, ...fields].every(isAtom)) throw badarg(this.bytes);
    return new NativeRecord(module, name, fields, rest.slice(fields.length), exported);
  }
  private pid(newer: boolean): Term {
    this.atom(this.u8());
    const id = this.u32();
    const serial = this.u32();
    this.take(newer ? 4 : 1);
    return new Pid(id, serial);
  }
  private ref(newer: boolean): Term {
    const words = this.u16();
    this.atom(this.u8());
    this.take(newer ? 4 : 1);
    // The first word is the node's; a number of two words follows.
    let id = 0;
    for (let i = 0; i < words; i++) id = i < 2 ? this.u32() : id * 0x100000000 + this.u32();
    return new Ref(id);
  }
}

// write — terms on one line, as ~w and io_lib:write print them: strings as lists of integers, nothing broken.
//
// With a depth, what lies deeper is "..."; each element of a list, tuple or map costs one level more than the one
// before it, as in io_lib:write/2. Without one (-1) all is written. What is nested deeply is left for later (chars.ts).
import { isAtom } from "../terms/atom.ts";
import { Bits } from "../terms/bits.ts";
import { Float } from "../terms/float.ts";
import { ExternalFun, Fun, type FunCode, unwrapFun } from "../terms/fun.ts";
import { isList, isNil } from "../terms/list.ts";
import { isMap } from "../terms/map.ts";
import { NativeRecord } from "../terms/native-record.ts";
import { Pid, Ref } from "../terms/pid.ts";
import type { Atom, Term } from "../terms/term.ts";
import { isTuple } from "../terms/tuple.ts";
import { type Chars, DEEPEST, DeepChars, FlatChars } from "./chars.ts";
import { shortFloat } from "./float.ts";
import { writeForeign } from "./foreign.ts";
import { ListCursor } from "./list-cursor.ts";
import { type MapOrder, orderedEntries } from "./map-order.ts";
import { writeAtom } from "./quote.ts";

export interface WriteOptions {
  /** How deep to go; -1, the default, for all. */
  depth?: number;
  /** Whether characters beyond 255 in atoms are escaped (OTP's encoding latin1). */
  latin1?: boolean;
  mapOrder?: MapOrder;
}

/** A term on one line. Mirrors io_lib:write/1 (`write(t, { latin1: true })`) and io_lib:write/2. */
export function write(term: Term, options: WriteOptions = {}): string {
  const chars = new FlatChars();
  writeTo(chars, term, options);
  return chars.value;
}

/** The same as the deep list that io_lib:write/2 returns. */
export function writeDeep(term: Term, options: WriteOptions = {}): Term {
  const chars = new DeepChars();
  writeTo(chars, term, options);
  return chars.only();
}

/** Writes a term to `chars`. */
export function writeTo(chars: Chars, term: Term, options: WriteOptions): void {
  new Writer(chars, options.latin1 === true, options.mapOrder).write(term, options.depth ?? -1);
}

/** The text of a term that is no list, tuple, map, bit string or atom. */
export function writeSimple(term: Term): string {
  switch (typeof term) {
    case "number":
      if (Number.isSafeInteger(term)) return Object.is(term, -0) ? "0" : String(term);
      return Number.isFinite(term) ? shortFloat(term) : writeForeign(term);
    case "bigint":
      return String(term);
    case "function":
      return writeFun(term);
    case "object":
      if (term instanceof Float) return shortFloat(term.value);
      if (term instanceof Pid || term instanceof Ref) return term.toString();
      if (term instanceof Fun || term instanceof ExternalFun) return writeFun(term);
  }
  return writeForeign(term);
}

/** Where a JavaScript function that a module made keeps what it prints as; `code/` sets it. */
export const FUN_CODE: unique symbol = Symbol("fun code");

/** What a fun prints as; undefined for a function that is no module's. */
export function funCode(fun: Term): FunCode | undefined {
  return fun instanceof Fun ? fun.code : fun[FUN_CODE];
}

/** A fun, `#Fun<erl_eval.42.130099583>` or `fun lists:map/2`. Mirrors erlang:fun_to_list/1. */
export function writeFun(fun: Term): string {
  fun = unwrapFun(fun);
  if (fun instanceof ExternalFun) {
    return `fun ${writeAtom(fun.module, false)}:${writeAtom(fun.name, false)}/${fun.arity}`;
  }
  const code = funCode(fun);
  if (code === undefined) return writeForeign(fun.name === "" ? "fun" : `fun ${fun.name}`);
  return `#Fun<${writeAtom(code.module, false)}.${code.index}.${code.uniq}>`;
}

class Writer {
  private readonly chars: Chars;
  private readonly latin1: boolean;
  private readonly order: MapOrder;

  constructor(chars: Chars, latin1: boolean, order: MapOrder) {
    this.chars = chars;
    this.latin1 = latin1;
    this.order = order;
  }

  write(term: Term, depth: number): void {
    const chars = this.chars;
    if (depth === 0) chars.text("...");
    else if (typeof term === "number") chars.text(writeSimple(term));
    else if (isAtom(term)) chars.text(writeAtom(term as Atom, this.latin1));
    else if (chars.level > DEEPEST) chars.later(() => this.compound(term, depth));
    else this.compound(term, depth);
  }

  private compound(term: Term, depth: number): void {
    const chars = this.chars;
    if (isList(term)) this.list(term, depth);
    else if (isTuple(term)) this.tuple(term, depth);
    else if (term instanceof Uint8Array || term instanceof Bits) writeBinaryTo(chars, term, depth);
    else if (isMap(term)) this.map(term, depth);
    else if (term instanceof NativeRecord) this.record(term, depth);
    else chars.text(writeSimple(term));
  }

  private list(list: Term, depth: number): void {
    const chars = this.chars;
    if (isNil(list)) {
      chars.text("[]");
      return;
    }
    if (depth === 1) {
      chars.text("[...]");
      return;
    }
    chars.open();
    chars.add("[");
    chars.open();
    const cursor = new ListCursor(list);
    cursor.next();
    let left = depth - 1;
    this.write(cursor.head, left);
    while (!cursor.atEnd()) {
      if (left === 1) {
        chars.add("|...");
        break;
      }
      left--;
      if (!cursor.next()) {
        chars.add("|");
        this.write(cursor.tail, left);
        break;
      }
      chars.add(",");
      this.write(cursor.head, left);
    }
    chars.close();
    chars.add("]");
    chars.close();
  }

  private tuple(tuple: readonly Term[], depth: number): void {
    const chars = this.chars;
    if (tuple.length === 0) {
      chars.text("{}");
      return;
    }
    if (depth === 1) {
      chars.text("{...}");
      return;
    }
    chars.open();
    chars.add("{");
    chars.open();
    let left = depth - 1;
    this.write(tuple[0], left);
    for (let i = 1; i < tuple.length; i++) {
      if (left === 1) {
        chars.add(",...");
        break;
      }
      left--;
      chars.add(",");
      this.write(tuple[i], left);
    }
    chars.close();
    chars.add("}");
    chars.close();
  }

  private record({ module, name, fields, values }: NativeRecord, depth: number): void {
    const chars = this.chars;
    chars.open();
    chars.add("#");
    chars.text(writeAtom(module, this.latin1));
    chars.add(":");
    chars.text(writeAtom(name, this.latin1));
    chars.add("{");
    if (fields.length === 0 || depth === 1) {
      chars.text(fields.length === 0 ? "" : "...");
    } else {
      chars.open();
      for (let i = 0, left = depth; i < fields.length; i++, left--) {
        if (left === 1) {
          chars.add("...");
          break;
        }
        chars.text(writeAtom(fields[i], this.latin1));
        chars.text(" = ");
        this.write(values[i], left - 1);
        if (i < fields.length - 1) chars.text(",");
      }
      chars.close();
    }
    chars.add("}");
    chars.close();
  }

  private map(map: Term, depth: number): void {
    const chars = this.chars;
    const entries = orderedEntries(map, this.order);
    if (entries.length === 0 || depth === 1) {
      chars.text("#{}");
      return;
    }
    chars.open();
    chars.add("#{");
    chars.open();
    this.association(entries[0], depth - 1);
    let left = depth - 1;
    for (let i = 1; ; i++, left--) {
      // OTP looks at the depth before it looks whether there is more.
      if (left === 1) {
        chars.add(",...");
        break;
      }
      if (i === entries.length) break;
      chars.add(",");
      this.association(entries[i], depth - 1);
    }
    chars.close();
    chars.add("}");
    chars.close();
  }

  private association([key, value]: readonly [Term, Term], depth: number): void {
    this.chars.open();
    this.write(key, depth);
    this.chars.text(" => ");
    this.write(value, depth);
    this.chars.close();
  }
}

/** A binary or bit string as `<<1,2,3:4>>`; deeper than `depth` bytes, "...". Mirrors io_lib:write_binary/2. */
export function writeBinaryTo(chars: Chars, term: Uint8Array | Bits, depth: number): void {
  const bytes = term instanceof Bits ? term.bytes : term;
  const bits = term instanceof Bits ? term.bitLength : bytes.length * 8;
  chars.open();
  chars.add("<<");
  chars.open();
  for (let i = 0; i * 8 < bits; i++, depth--) {
    if (i > 0) chars.add(",");
    if (depth === 1) {
      chars.text("...");
      break;
    }
    const size = bits - i * 8;
    if (size >= 8) {
      chars.text(String(bytes[i]));
    } else {
      chars.text(String((bytes[i] as number) >> (8 - size)));
      chars.add(":");
      chars.text(String(size));
    }
  }
  chars.close();
  chars.add(">>");
  chars.close();
}

/**
 * The same within `limit` characters as well (-1 for no limit), as a flat string, and whether it is all of the binary.
 * Mirrors io_lib:write_binary/3.
 */
export function limitedBinary(
  term: Uint8Array | Bits,
  depth: number,
  limit: number,
): { text: string; all: boolean } {
  if (limit < 0) {
    const chars = new FlatChars();
    writeBinaryTo(chars, term, depth);
    return { text: chars.value, all: !chars.value.endsWith("...>>") };
  }
  const bytes = term instanceof Bits ? term.bytes : term;
  let left = Math.max(0, limit - 4);
  let whole = 0;
  while (whole < bytes.length && left > 0 && (depth < 0 || whole < depth - 1)) {
    left = Math.max(0, left - String(bytes[whole]).length - 1);
    whole++;
  }
  const chars = new FlatChars();
  writeBinaryTo(chars, term, whole >= bytes.length ? -1 : whole + 1);
  return { text: chars.value, all: whole >= bytes.length };
}

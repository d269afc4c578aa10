// format-spec — a format string taken apart: literal text and directives (`~8.3.0f`) with their arguments.
//
//   ~ [-]width .precision .pad modifiers control          any of width, precision and pad may be `*`: an argument
//
// Mirrors io_lib:scan_format/2 and unscan_format/1, whose form of a directive is a map.
import { atom, atomName, isAtom } from "../terms/atom.ts";
import { badarg } from "../terms/exception.ts";
import { isInteger } from "../terms/float.ts";
import { fromArray } from "../terms/list.ts";
import { isMap, MISSING, mapGet } from "../terms/map.ts";
import type { Term } from "../terms/term.ts";
import { tuple2 } from "../terms/tuple.ts";
import { chardataText } from "./chardata.ts";
import { ListCursor } from "./list-cursor.ts";

/** One directive. */
export interface FormatSpec {
  /** The control character: "p", "s" … */
  readonly control: string;
  readonly args: readonly Term[];
  readonly width: number | null;
  readonly left: boolean;
  readonly precision: number | null;
  readonly pad: Term;
  /** Modifier t. */
  readonly unicode: boolean;
  /** False with modifier l. */
  readonly strings: boolean;
  /** Modifiers k and K: `ordered`, `reversed`, a fun or undefined. */
  readonly mapOrder: Term;
}

/** How many arguments a control character takes. */
const ARGUMENTS: Readonly<Record<string, number>> = {
  w: 1,
  p: 1,
  W: 2,
  P: 2,
  s: 1,
  e: 1,
  f: 1,
  g: 1,
  b: 1,
  B: 1,
  x: 2,
  X: 2,
  "+": 1,
  "#": 1,
  c: 1,
  "~": 0,
  n: 0,
  i: 1,
};

const ORDERED = Symbol.for("ordered");
const REVERSED = Symbol.for("reversed");

/** The text of a format given as an atom, a binary (its bytes) or a list of characters. */
export function formatText(format: Term): string {
  if (typeof format === "string") return format;
  if (isAtom(format)) return atomName(format);
  if (format instanceof Uint8Array) {
    return Buffer.from(format.buffer, format.byteOffset, format.length).toString("latin1");
  }
  let text = "";
  const cursor = new ListCursor(format);
  while (cursor.next()) {
    const { head } = cursor;
    // Characters that are deeper in the list say nothing but themselves.
    if (typeof head !== "number") text += chardataText(head, true).replaceAll("~", "~~");
    else if (Number.isInteger(head) && head >= 0 && head <= 0x10ffff) text += String.fromCodePoint(head);
    else throw badarg(format);
  }
  if (!cursor.atEnd()) throw badarg(format);
  return text;
}

/** Takes a format apart, which must use all arguments; badarg if it does not or is none. */
export function scan(format: string, args: readonly Term[]): (string | FormatSpec)[] {
  const parts: (string | FormatSpec)[] = [];
  const scanner = new Scanner(format, args);
  let at = 0;
  for (;;) {
    const tilde = format.indexOf("~", at);
    if (tilde < 0) break;
    if (tilde > at) parts.push(format.slice(at, tilde));
    scanner.at = tilde + 1;
    parts.push(scanner.directive());
    at = scanner.at;
  }
  if (at < format.length) parts.push(at === 0 ? format : format.slice(at));
  if (scanner.used < args.length) throw badarg(format, args);
  return parts;
}

class Scanner {
  at = 0;
  used = 0;
  private readonly format: string;
  private readonly args: readonly Term[];

  constructor(format: string, args: readonly Term[]) {
    this.format = format;
    this.args = args;
  }

  directive(): FormatSpec {
    let left = this.takes("-");
    let width = this.number();
    if (left && width === null) throw badarg(this.format);
    // A width of `*` may be negative, and then says the same as a minus sign.
    if (width !== null && width < 0) [left, width] = [!left, -width];
    if (width === 0) left = false;
    const precision = this.takes(".") ? this.number() : null;
    let pad: Term = 32;
    if (this.takes(".")) {
      if (this.takes("*")) pad = this.argument();
      else {
        pad = this.format.codePointAt(this.at);
        if (pad === undefined) throw badarg(this.format);
        this.at += pad > 0xffff ? 2 : 1;
      }
    }
    let unicode = false;
    let strings = true;
    let mapOrder: Term;
    for (;;) {
      if (this.takes("t")) unicode = true;
      else if (this.takes("l")) strings = false;
      else if (this.takes("k")) mapOrder = ORDERED;
      else if (this.format[this.at] === "K" && this.used < this.args.length) {
        this.at++;
        mapOrder = this.argument();
      } else break;
    }
    const control = this.format[this.at++] ?? "";
    const count = ARGUMENTS[control];
    if (count === undefined) throw badarg(this.format);
    const args: Term[] = [];
    for (let i = 0; i < count; i++) args.push(this.argument());
    return { control, args, width, left, precision, pad, unicode, strings, mapOrder };
  }

  private takes(char: string): boolean {
    if (this.format[this.at] !== char) return false;
    this.at++;
    return true;
  }

  private argument(): Term {
    if (this.used >= this.args.length) throw badarg(this.format, this.args);
    return this.args[this.used++];
  }

  private number(): number | null {
    if (this.format[this.at] === "*" && Number.isSafeInteger(this.args[this.used])) {
      this.at++;
      return this.args[this.used++];
    }
    let value: number | null = null;
    for (;;) {
      const code = this.format.charCodeAt(this.at);
      if (!(code >= 48 && code <= 57)) return value;
      value = (value ?? 0) * 10 + code - 48;
      this.at++;
    }
  }
}

/** What was scanned, as a list of characters and maps. Mirrors io_lib:scan_format/2. */
export function scanFormat(format: Term, args: readonly Term[]): Term {
  const list: Term[] = [];
  for (const part of scan(formatText(format), args)) {
    if (typeof part === "string") for (const char of part) list.push(char.codePointAt(0));
    else list.push(mapOfSpec(part));
  }
  return fromArray(list);
}

const NONE = Symbol.for("none");
const atomOrNone = (value: number | null) => (value === null ? NONE : value);

function mapOfSpec(spec: FormatSpec): Term {
  return {
    args: fromArray(spec.args),
    width: atomOrNone(spec.width),
    adjust: atom(spec.left ? "left" : "right"),
    precision: atomOrNone(spec.precision),
    encoding: atom(spec.unicode ? "unicode" : "latin1"),
    strings: spec.strings,
    control_char: spec.control.charCodeAt(0),
    pad_char: spec.pad,
    maps_order: spec.mapOrder,
  };
}

function specOfMap(map: Term): FormatSpec {
  const get = (name: string) => {
    const value = mapGet(map, Symbol.for(name));
    if (value === MISSING) throw badarg(map);
    return value;
  };
  const number = (value: Term) => (value === NONE ? null : (value as number));
  const order = mapGet(map, Symbol.for("maps_order"));
  const args: Term[] = [];
  const cursor = new ListCursor(get("args"));
  while (cursor.next()) args.push(cursor.head);
  return {
    control: String.fromCharCode(get("control_char")),
    args,
    width: number(get("width")),
    left: get("adjust") === Symbol.for("left"),
    precision: number(get("precision")),
    pad: get("pad_char"),
    unicode: get("encoding") === Symbol.for("unicode"),
    strings: get("strings") === true,
    mapOrder: order === MISSING ? undefined : order,
  };
}

/** The parts of a list that {@link scanFormat} made, or one of its shape; badarg if it is none. */
export function partsOfList(list: Term): (string | FormatSpec)[] {
  const parts: (string | FormatSpec)[] = [];
  let text = "";
  const cursor = new ListCursor(list);
  while (cursor.next()) {
    if (isInteger(cursor.head)) {
      text += String.fromCodePoint(Number(cursor.head));
    } else if (isMap(cursor.head)) {
      if (text !== "") parts.push(text);
      text = "";
      parts.push(specOfMap(cursor.head));
    } else throw badarg(list);
  }
  if (!cursor.atEnd()) throw badarg(list);
  if (text !== "") parts.push(text);
  return parts;
}

/** `{Format, Args}` of a scanned format. Mirrors io_lib:unscan_format/1. */
export function unscanFormat(list: Term): Term {
  let text = "";
  const args: Term[] = [];
  for (const part of partsOfList(list)) {
    if (typeof part === "string") {
      text += part;
      continue;
    }
    const { width, precision, pad, mapOrder } = part;
    text += "~";
    if (width !== null) text += part.left ? -width : width;
    if (precision !== null) text += `.${precision}`;
    else if (pad !== 32) text += ".";
    if (pad !== 32) text += `.${String.fromCodePoint(pad)}`;
    if (part.unicode) text += "t";
    if (!part.strings) text += "l";
    if (mapOrder === ORDERED) text += "k";
    else if (mapOrder !== undefined) {
      text += "K";
      args.push(mapOrder);
    }
    text += part.control;
    args.push(...part.args);
  }
  return tuple2(text, fromArray(args));
}

/** The order that a directive's modifier asks for. */
export function mapOrderOf(spec: FormatSpec): Term {
  if (spec.mapOrder === ORDERED) return "ordered";
  return spec.mapOrder === REVERSED ? "reversed" : spec.mapOrder;
}

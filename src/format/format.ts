// format — io_lib:format: text with directives replaced by their arguments.
//
// Mirrors io_lib_format. Directives that print terms or text (w W p P s) may be asked to share a limit on characters
// (chars_limit), so the others are formatted first. Whatever does not fit its directive is badarg.
import { atomName, isAtom } from "../terms/atom.ts";
import { badarg } from "../terms/exception.ts";
import { isFloat, isInteger } from "../terms/float.ts";
import { Fun } from "../terms/fun.ts";
import { asCons, isList } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { chardataText, chardataTo } from "./chardata.ts";
import { type Chars, charsLength, DeepChars, FlatChars, graphemeLength, graphemePrefix } from "./chars.ts";
import { floatValue, formatE, formatF, formatG } from "./float.ts";
import { type FormatSpec, mapOrderOf, partsOfList, scan } from "./format-spec.ts";
import { less } from "./intermediate.ts";
import type { MapOrder } from "./map-order.ts";
import { prettyTo, writeWithin } from "./pretty.ts";
import { writeTo } from "./write.ts";

/** The text of a format and its arguments. Mirrors lists:flatten(io_lib:format(Format, Args, [{chars_limit, N}])). */
export function format(text: string, args: readonly Term[], charsLimit = -1): string {
  const chars = new FlatChars();
  build(chars, scan(text, args), charsLimit);
  return chars.value;
}

/** The same as the deep list that io_lib:format/2,3 returns. */
export function formatDeep(text: string, args: readonly Term[], charsLimit = -1): Term {
  const chars = new DeepChars();
  build(chars, scan(text, args), charsLimit);
  return chars.elements();
}

/** The deep list for a scanned format. Mirrors io_lib:build_text/1,2. */
export function buildText(scanned: Term, charsLimit = -1): Term {
  const chars = new DeepChars();
  build(chars, partsOfList(scanned), charsLimit);
  return chars.elements();
}

function build(chars: Chars, parts: readonly (string | FormatSpec)[], charsLimit: number): void {
  const ready: (string | FormatSpec)[] = [];
  let limited = 0;
  let left = charsLimit;
  for (const part of parts) {
    const text = typeof part === "string" ? part : formatSmall(part);
    if (text === null) limited++;
    else if (charsLimit >= 0) left = less(left, charsLength(text));
    ready.push(text ?? part);
  }
  for (const part of ready) {
    if (typeof part === "string") {
      chars.add(part);
      continue;
    }
    if (left < 0) {
      formatLimited(chars, part, left, isPretty(part) ? chars.column() : 0);
      continue;
    }
    const share = Math.floor(left / limited--);
    const column = isPretty(part) ? chars.column() : 0;
    const flat = new FlatChars();
    formatLimited(flat, part, share, column);
    left = less(left, charsLength(flat.value));
    formatLimited(chars, part, share, column);
  }
}

/** Whether a directive needs to know its column. */
function isPretty({ control }: FormatSpec): boolean {
  return control === "p" || control === "P";
}

/** The text of a directive that prints no term, or null for one that may have to be limited. */
function formatSmall(spec: FormatSpec): string | null {
  const { control, args, width, precision } = spec;
  const arg = args[0];
  switch (control) {
    case "~":
      return char(126, spec);
    case "n":
      if (width !== null && spec.left) throw badarg(spec);
      return "\n".repeat(width ?? 1);
    case "i":
      return "";
    case "c":
      if (!isInteger(arg)) throw badarg(arg);
      return char(spec.unicode ? Number(arg) : Number(BigInt.asUintN(8, BigInt(arg))), spec);
    case "b":
    case "B":
    case "x":
    case "X":
    case "+":
    case "#":
      return inField(integerText(spec), spec, width);
    case "e":
    case "f":
    case "g": {
      if (!isFloat(arg)) throw badarg(arg);
      const digits = precision ?? 6;
      if (digits < (control === "e" ? 2 : 1)) throw badarg(spec);
      const value = floatValue(arg);
      if (control === "e") return inField(formatE(value, digits), spec, width);
      return inField(control === "f" ? formatF(value, digits) : formatG(value, digits), spec, width);
    }
    case "s": {
      if (!isAtom(arg)) return null;
      const chars = new FlatChars();
      string(chars, atomName(arg), spec, -1);
      return chars.value;
    }
    default:
      return null;
  }
}

function integerText({ control, args, precision }: FormatSpec): string {
  const [value, prefixTerm] = args;
  const base = precision ?? 10;
  if (!isInteger(value) || base < 2 || base > 36) throw badarg(args);
  const size = (value < 0 ? -value : value).toString(base);
  const digits = control === "B" || control === "X" || control === "#" ? size.toUpperCase() : size;
  let prefix = "";
  if (control === "+" || control === "#") prefix = `${base}#`;
  else if (control === "x" || control === "X") {
    prefix = isAtom(prefixTerm) ? atomName(prefixTerm) : prefixText(prefixTerm);
  }
  return `${value < 0 ? "-" : ""}${prefix}${digits}`;
}

/** The prefix of ~x and ~X is a list of characters, with binaries nowhere in it. */
function prefixText(term: Term): string {
  const pieces: string[] = [];
  const later: Term[] = [term];
  while (later.length > 0) {
    const next = later.pop();
    if (typeof next === "string") pieces.push(next);
    else if (isCharacter(next)) pieces.push(String.fromCodePoint(next));
    else if (!isList(next)) throw badarg(term);
    else {
      const cell = asCons(next);
      if (cell === undefined) continue;
      if (!isList(cell.tail)) throw badarg(term);
      later.push(cell.tail, cell.head);
    }
  }
  // A character by itself is no list of one.
  if (!isList(term)) throw badarg(term);
  return pieces.join("");
}
const isCharacter = (code: Term): code is number =>
  Number.isInteger(code) &&
  ((code >= 0 && code < 0xd800) || (code > 0xdfff && code < 0xfffe) || (code > 0xffff && code <= 0x10ffff));

function char(code: number, { width, left, precision, pad }: FormatSpec): string {
  if (!(code >= 0 && code <= 0x10ffff)) throw badarg(code);
  const text = String.fromCodePoint(code);
  const count = precision ?? width ?? 1;
  if (count < 0 || (width ?? count) < count) throw badarg(width, precision);
  const chars = text.repeat(count);
  if (width === null || width === count) return chars;
  const padding = padChar(pad).repeat(width - count);
  return left ? chars + padding : padding + chars;
}

function formatLimited(chars: Chars, spec: FormatSpec, limit: number, column: number): void {
  const { control, args, width, left, precision, unicode } = spec;
  const [term, depth = -1] = args;
  if (!Number.isSafeInteger(depth)) throw badarg(depth);
  switch (control) {
    case "s":
      string(chars, term, spec, limit);
      break;
    case "w":
    case "W": {
      const mapOrder = orderFunction(mapOrderOf(spec));
      const options = { depth, latin1: !unicode, mapOrder };
      const emit: Emit =
        limit < 0
          ? (target) => writeTo(target, term, options)
          : (target) => writeWithin(target, term, depth, limit, !unicode, mapOrder);
      const fieldWidth = width ?? precision;
      if (fieldWidth === null) emit(chars);
      else padTerm(chars, emit, spec, fieldWidth, precision);
      break;
    }
    case "p":
    case "P":
      // There is no clause for ~-10p.
      if (width !== null && left) throw badarg(spec);
      prettyTo(chars, term, {
        column: precision ?? column + 1,
        lineLength: width ?? 80,
        depth,
        charsLimit: limit,
        strings: spec.strings,
        latin1: !unicode,
        mapOrder: orderFunction(mapOrderOf(spec)),
      });
      break;
    default:
      throw badarg(spec);
  }
}

function orderFunction(order: Term): MapOrder {
  if (order === undefined || order === "ordered" || order === "reversed") return order;
  if (!(order instanceof Fun) || order.arity !== 2) return "none";
  return (a, b) => {
    const isBefore = order.invoke(a, b);
    // A fun that would have to wait cannot order a map while it is printed.
    if (typeof isBefore !== "boolean") throw badarg(order);
    return isBefore;
  };
}

/** Writes something, as one element of the list that is open. */
type Emit = (chars: Chars) => void;

/** ~s: text in a field of `width`, cut after `precision` characters or padded up to it. */
function string(chars: Chars, data: Term, spec: FormatSpec, limit: number): void {
  const { unicode, left, precision, pad } = spec;
  let width = spec.width;
  let text: string | null = null;
  let emit: Emit = (target) => chardataTo(target, data, unicode);
  if (limit >= 0 && (width === null || limit < width)) {
    text = chardataText(data, unicode);
    const room = less(limit, 3);
    if (charsLength(text) - room >= 4) text = `${graphemePrefix(text, room)}...`;
    const limited = text;
    emit = (target) => target.text(limited);
  }
  // OTP makes even a narrower field three wide, for the dots.
  if (limit >= 0 && width !== null) width = Math.max(3, Math.min(width, limit));
  if (width === null && precision === null) {
    emit(chars);
    return;
  }
  text ??= chardataText(data, unicode);
  if (precision === null || width === null || width === precision) {
    field(chars, emit, text, width ?? (precision as number), width === null || left, pad);
    return;
  }
  if (width < precision) throw badarg(spec);
  const cut: Emit = (target) => field(target, emit, text, precision, true, pad);
  padded(chars, cut, padChar(pad), width - precision, left);
}

function field(chars: Chars, emit: Emit, text: string, width: number, left: boolean, pad: Term): void {
  if (width < 0) throw badarg(width);
  const length = charsLength(text);
  if (length > width) chars.text(graphemePrefix(text, width));
  else if (length === width) emit(chars);
  else padded(chars, emit, padChar(pad), width - length, left);
}

/** A term in a field of `width`; stars if it is longer than that, or than `precision`. */
function padTerm(chars: Chars, emit: Emit, spec: FormatSpec, width: number, precision: number | null): void {
  const flat = new FlatChars();
  emit(flat);
  const length = spec.unicode ? graphemeLength(flat.value) : charsLength(flat.value);
  const most = Math.min(length, precision === null ? width : Math.min(precision, width));
  if (most < 0) throw badarg(width, precision);
  if (length > most) {
    const stars: Emit = (target) => {
      target.open();
      target.fill("*", most);
      target.close();
    };
    padded(chars, stars, padChar(spec.pad), width - most, spec.left);
  } else {
    padded(chars, emit, padChar(spec.pad), width - length, spec.left);
  }
}

/** The same for the text of a number. */
function inField(text: string, spec: FormatSpec, width: number | null): string {
  if (width === null) return text;
  const chars = new FlatChars();
  padTerm(chars, (target) => target.text(text), spec, width, null);
  return chars.value;
}

function padded(chars: Chars, emit: Emit, pad: string, count: number, left: boolean): void {
  if (count === 0) {
    emit(chars);
    return;
  }
  chars.open();
  if (left) {
    emit(chars);
    chars.fill(pad, count);
  } else {
    chars.open();
    chars.fill(pad, count);
    chars.close();
    chars.inline(emit);
  }
  chars.close();
}

function padChar(pad: Term): string {
  if (!Number.isInteger(pad) || pad < 0 || pad > 0x10ffff) throw badarg(pad);
  return String.fromCodePoint(pad);
}

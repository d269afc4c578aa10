// fread — reading formatted input: io_lib:fread/2,3.
//
// Mirrors io_lib_fread: white space in the format skips any, other characters must be there, directives give terms. What
// is left of a format when the line ends can go on with the next line.
import { atom } from "../terms/atom.ts";
import type { Term } from "../terms/term.ts";
import { parseFloatText, parseIntegerText } from "./erlang-numbers.ts";

/** The end of the input instead of a line. */
export const EOF: unique symbol = Symbol("eof") as never;

export type FreadResult =
  | { readonly ok: readonly Term[]; readonly rest: string }
  /** The line has ended before the format: what is left of it, and what was read. */
  | { readonly more: string; readonly count: number; readonly results: readonly Term[] }
  | { readonly error: string }
  | typeof EOF;

interface Field {
  readonly width: number | undefined;
  readonly suppressed: boolean;
  readonly unicode: boolean;
  readonly control: string;
  /** Where the format goes on. */
  readonly next: number;
}

const WHITE = /[ \t\r\n]/;

/** A directive's text: what was taken, or that it cannot be. */
type Taken = { readonly text: string; readonly size: number } | undefined;

/** Reads a line by a format, of which `count` characters of input and `results` were read before. */
export function fread(
  format: string,
  line: string | typeof EOF,
  count = 0,
  results: readonly Term[] = [],
): FreadResult {
  const found = results.slice();
  let at = 0;
  let position = 0;
  const text = line === EOF ? "" : line;
  while (at < format.length) {
    const char = format[at];
    if (char === "~") {
      const field = fieldAt(format, at + 1);
      if (field.control === "l") {
        if (!field.suppressed) found.push(count + position);
        at = field.next;
        continue;
      }
      if (line === EOF) return count === 0 && found.length === 0 ? EOF : { error: "input" };
      if (position >= text.length) return { more: format.slice(at), count: count + position, results: found };
      const read = readField(field, text.slice(position));
      if (typeof read === "string") return { error: read };
      if (!field.suppressed && field.control !== "~") found.push(read.value);
      position += read.size;
      at = field.next;
    } else if (WHITE.test(char)) {
      while (position < text.length && WHITE.test(text[position])) position++;
      at++;
    } else if (line === EOF) {
      return count === 0 ? EOF : { error: "input" };
    } else if (position >= text.length) {
      return { more: format.slice(at), count: count + position, results: found };
    } else if (text[position] === char) {
      position++;
      at++;
    } else {
      return { error: "input" };
    }
  }
  return line === EOF ? { error: "input" } : { ok: found, rest: text.slice(position) };
}

function fieldAt(format: string, start: number): Field {
  const [, star, width, unicode] = /^(\*?)(\d*)(t?)/.exec(format.slice(start)) as RegExpExecArray;
  const at = start + star.length + width.length + unicode.length;
  return {
    width: width === "" ? undefined : Number(width),
    suppressed: star !== "",
    unicode: unicode !== "",
    control: format[at] ?? "",
    next: at + 1,
  };
}

type Read = { readonly value: Term; readonly size: number };

function readField(field: Field, text: string): Read | string {
  const { control, unicode } = field;
  if (unicode && !"sac".includes(control)) return "format";
  switch (control) {
    case "d":
      return number(take(field, text, /^[ \t\r\n]*[+-]?\d*/), "integer", (digits) =>
        parseIntegerText(digits, 10),
      );
    case "f":
      return number(take(field, text, /^[ \t\r\n]*[+-]?\d*(\.\d*([eE][+-]?\d*)?)?/), "float", parseFloatText);
    case "u":
      return unsigned(field, text);
    case "-":
      if (text[0] === "-") return { value: -1, size: 1 };
      return { value: 1, size: text[0] === "+" ? 1 : 0 };
    case "#":
      return based(field, text);
    case "s":
      return word(field, text, "string", (chars) => chars);
    case "a":
      return word(field, text, "atom", atom);
    case "c": {
      const taken = chars(text, field.width ?? 1, unicode);
      return taken === undefined ? "character" : { value: taken.text, size: taken.size };
    }
    case "~":
      return text[0] === "~" ? { value: undefined, size: 1 } : "format";
    default:
      return "format";
  }
}

/** The field's width of characters, or what matches. */
function take(field: Field, text: string, pattern: RegExp): Taken {
  if (field.width !== undefined) return chars(text, field.width, false);
  const found = (pattern.exec(text) as RegExpExecArray)[0];
  return { text: found, size: found.length };
}

/** That many characters of one line. */
function chars(text: string, count: number, unicode: boolean): Taken {
  const taken = Array.from(text).slice(0, count).join("");
  if (Array.from(taken).length < count || taken.includes("\n") || (!unicode && /[^\0-\xff]/.test(taken)))
    return undefined;
  return { text: taken, size: taken.length };
}

function number(taken: Taken, what: string, parse: (digits: string) => Term): Read | string {
  const value = taken && parse(taken.text.trimStart());
  return taken === undefined || value === undefined ? what : { value, size: taken.size };
}

function digits(text: string, base: number): string {
  let end = 0;
  while (end < text.length && parseIntegerText(text[end], base) !== undefined) end++;
  return text.slice(0, end);
}

function unsigned({ width = 10 }: Field, text: string): Read | string {
  const found = digits(text, width);
  return number({ text: found, size: found.length }, "unsigned", (chars) => parseIntegerText(chars, width));
}

/** `16#ff`: an integer in the base that it names. */
function based(field: Field, text: string): Read | string {
  const whole = field.width === undefined ? text : chars(text, field.width, false)?.text;
  const head = /^[ \t\r\n]*([+-]?\d+)#/.exec(whole ?? "");
  if (whole === undefined || head === null) return "based";
  const base = Number(head[1]);
  if (Math.abs(base) < 2 || Math.abs(base) > 36) return "based";
  const found = digits(whole.slice(head[0].length), Math.abs(base));
  const value = parseIntegerText(base < 0 ? `-${found}` : found, Math.abs(base));
  return value === undefined ? "based" : { value, size: field.width ?? head[0].length + found.length };
}

/** Characters up to white space, or the field's width of them, without white space around. */
function word(field: Field, text: string, what: string, make: (chars: string) => Term): Read | string {
  if (field.width !== undefined) {
    const taken = chars(text, field.width, field.unicode);
    return taken === undefined ? what : { value: make(trimmed(taken.text)), size: taken.size };
  }
  const [all, space, found] = /^([ \t\r\n]*)([^ \t\r\n]*)/.exec(text) as RegExpExecArray;
  if (field.unicode) return { value: make(found), size: all.length };
  const latin1 = (/^[\0-\xff]*/.exec(found) as RegExpExecArray)[0];
  if (latin1 === "" && found !== "") return what;
  return { value: make(latin1), size: space.length + latin1.length };
}

function trimmed(text: string): string {
  return text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, "");
}

// fread — io_lib:fread: values read from text as a format says, `fread("~d ~s", "42 abc")`.
//
//   ~ [*] [width] [t] control          with * what was read is dropped, with t it may lie beyond Latin-1
//
// Mirrors io_lib_fread. Text that ends before the format does asks for more; a line of input is read at a time.
import { atom } from "../terms/atom.ts";
import { badarg } from "../terms/exception.ts";
import { float, integer } from "../terms/float.ts";
import { toArray } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple } from "../terms/tuple.ts";

type Outcome =
  | { readonly kind: "ok"; readonly results: readonly Term[]; readonly rest: readonly number[] }
  | {
      readonly kind: "more";
      readonly format: string;
      readonly count: number;
      readonly results: readonly Term[];
    }
  | { readonly kind: "error"; readonly what: string }
  | { readonly kind: "eof" };

const OK = Symbol.for("ok");
const MORE = Symbol.for("more");
const DONE = Symbol.for("done");
const ERROR = Symbol.for("error");
const FREAD = Symbol.for("fread");
const EOF = Symbol.for("eof");

/** Reads a string: `{ok, Values, Rest}`, `{more, …}` or `{error, {fread, What}}`. Mirrors io_lib:fread/2. */
export function fread(format: string, text: Term): Term {
  const line = toArray(text);
  if (line === undefined) throw badarg(text);
  const outcome = new Reader(format, line, 0, []).read();
  switch (outcome.kind) {
    case "ok":
      return tuple(OK, [...outcome.results], textOf(outcome.rest));
    case "more":
      return tuple(MORE, outcome.format, outcome.count, [...outcome.results].reverse());
    default:
      return failure(outcome);
  }
}

/**
 * Reads input piece by piece: `{more, Continuation}` or `{done, Result, Rest}`. `chars` is a list or `eof`; the first
 * continuation is `[]`. Mirrors io_lib:fread/3.
 */
export function freadContinue(continuation: Term, chars: Term, format: string): Term {
  let [text, pending, count, results]: [string, readonly number[], number, readonly Term[]] = [
    format,
    [],
    0,
    [],
  ];
  if (isTuple(continuation)) {
    text = continuation[0];
    pending = [...(toArray(continuation[1]) as readonly number[])].reverse();
    count = continuation[2];
    results = [...(toArray(continuation[3]) as readonly Term[])].reverse();
  }
  const given = chars === EOF ? null : toArray(chars);
  if (given === undefined) throw badarg(chars);
  let input: readonly number[] | null = given;
  for (;;) {
    const end = input === null ? 0 : lineEnd(pending, input);
    if (input !== null && end < 0) {
      const stack = [...pending, ...input].reverse();
      return tuple(MORE, tuple(text, textOf(stack), count, [...results].reverse()));
    }
    const line: number[] = input === null ? [...pending] : [...pending, ...input.slice(0, end)];
    const newLine: number[] = input === null ? [] : takeNewLine(line, input, end);
    const rest: readonly number[] | null =
      input === null ? null : input.slice(input[end] === 10 ? end + 1 : end);
    let outcome = new Reader(text, line, count, results).read();
    if (outcome.kind === "more" && rest === null) {
      outcome = new Reader(outcome.format, null, outcome.count, outcome.results).read();
    }
    switch (outcome.kind) {
      case "ok": {
        const left = outcome.rest.length === 0 ? [] : [...outcome.rest, ...newLine];
        return tuple(DONE, tuple(OK, [...outcome.results]), textOf([...left, ...(rest ?? [])]));
      }
      case "more":
        [text, pending, count, results] = [
          outcome.format,
          [],
          outcome.count + newLine.length,
          outcome.results,
        ];
        input = rest;
        break;
      default:
        return tuple(DONE, failure(outcome), rest === null ? EOF : textOf(rest));
    }
  }
}

/** Where the line ends in `input`; -1 if it does not. A carriage return alone ends a line too. */
function lineEnd(pending: readonly number[], input: readonly number[]): number {
  if (pending[pending.length - 1] === 13 && input.length > 0) return 0;
  for (let i = 0; i < input.length; i++) {
    if (input[i] === 10 || (input[i] === 13 && i + 1 < input.length && input[i + 1] !== 10)) {
      return input[i] === 10 ? i : i + 1;
    }
  }
  return -1;
}

/** Takes a carriage return off the line; the characters that ended it. */
function takeNewLine(line: number[], input: readonly number[], end: number): number[] {
  const newLine = input[end] === 10 ? [10] : [];
  if (line[line.length - 1] === 13) newLine.unshift(line.pop() as number);
  return newLine;
}

function failure(outcome: Outcome): Term {
  return outcome.kind === "error" ? tuple(ERROR, tuple(FREAD, atom(outcome.what))) : EOF;
}

function textOf(codes: readonly number[]): string {
  let text = "";
  for (const code of codes) text += String.fromCodePoint(code);
  return text;
}

const isWhite = (code: number | undefined) => code === 32 || code === 9 || code === 13 || code === 10;
const isDigit = (code: number | undefined) => code !== undefined && code >= 48 && code <= 57;
const isSign = (code: number | undefined) => code === 43 || code === 45;

/** Reads one line by a format. */
class Reader {
  private readonly format: string;
  private readonly line: readonly number[] | null;
  private readonly start: number;
  private readonly results: Term[];
  private at = 0;
  private i = 0;

  /** `line` is null at the end of the input; `count` characters were read before it, and `results`. */
  constructor(format: string, line: readonly number[] | null, count: number, results: readonly Term[]) {
    this.format = format;
    this.line = line;
    this.start = count;
    this.results = [...results];
  }

  read(): Outcome {
    const { format, line } = this;
    while (this.at < format.length) {
      const code = format.codePointAt(this.at) as number;
      if (code === 126) {
        const outcome = this.directive();
        if (outcome !== null) return outcome;
      } else if (isWhite(code)) {
        this.at++;
        this.skipWhite();
      } else if (line === null) {
        return this.atEnd();
      } else if (this.i >= line.length) {
        return this.more(this.at);
      } else if (line[this.i] === code) {
        this.at += code > 0xffff ? 2 : 1;
        this.i++;
      } else {
        return { kind: "error", what: "input" };
      }
    }
    if (line === null) return { kind: "error", what: "input" };
    return { kind: "ok", results: this.results, rest: line.slice(this.i) };
  }

  private more(at: number): Outcome {
    return { kind: "more", format: this.format.slice(at), count: this.start + this.i, results: this.results };
  }

  private atEnd(): Outcome {
    return this.start + this.i === 0 && this.results.length === 0
      ? { kind: "eof" }
      : { kind: "error", what: "input" };
  }

  private skipWhite(): void {
    while (this.line !== null && isWhite(this.line[this.i])) this.i++;
  }

  /** Reads what a directive asks for; an outcome if that ends it all. */
  private directive(): Outcome | null {
    const from = this.at;
    const match = /^~(\*?)(\d*)(t?)(.?)/su.exec(this.format.slice(from)) as RegExpExecArray;
    const [whole, star, digits, t, control] = match as unknown as [string, string, string, string, string];
    this.at += whole.length;
    const keep = (value: Term) => {
      if (star === "") this.results.push(value);
    };
    if (control === "l") {
      keep(this.start + this.i);
      return null;
    }
    if (this.line === null) return this.atEnd();
    if (this.i >= this.line.length) return this.more(from);
    const width = digits === "" ? null : Number(digits);
    const value = this.value(control, width, t !== "");
    if (typeof value === "object" && value !== null && "what" in value)
      return { kind: "error", what: value.what };
    if (value !== SKIP) keep(value);
    return null;
  }

  private value(control: string, width: number | null, unicode: boolean): Term | Failure {
    if (unicode && !(control === "s" || control === "c" || (control === "a" && width === null)))
      return FORMAT;
    switch (control) {
      case "f":
        return toFloat(width === null ? this.floatText() : this.take(width, false)) ?? fail("float");
      case "d":
        return (
          toInteger(width === null ? this.integerText() : this.take(width, false), 10) ?? fail("integer")
        );
      case "u":
        if (width !== null && (width < 2 || width > 36)) return FORMAT;
        return toInteger(this.digits(width ?? 10), width ?? 10) ?? fail("unsigned");
      case "-":
        return this.sign();
      case "#":
        return this.based(width) ?? fail("based");
      case "s": {
        const text = width === null ? this.word(unicode) : this.take(width, unicode);
        return text === null ? fail("string") : text.trim();
      }
      case "a": {
        const text = width === null ? this.word(unicode) : this.take(width, unicode);
        return text === null ? fail("atom") : atom(text.trim());
      }
      case "c":
        return this.take(width ?? 1, unicode) ?? fail("character");
      case "~":
        if (this.peek() !== 126) return FORMAT;
        this.i++;
        return SKIP;
      default:
        return FORMAT;
    }
  }

  private peek(): number | undefined {
    return this.line?.[this.i];
  }

  /** `count` characters of the line, or null if there are not as many. */
  private take(count: number, unicode: boolean): string | null {
    let text = "";
    for (; count > 0; count--) {
      const code = this.peek();
      if (code === undefined || code === 10 || (!unicode && code > 255)) return null;
      text += String.fromCodePoint(code);
      this.i++;
    }
    return text;
  }

  /** The characters from here that are `wanted`. */
  private while(wanted: (code: number | undefined) => boolean): string {
    const from = this.i;
    while (wanted(this.peek())) this.i++;
    return textOf((this.line as readonly number[]).slice(from, this.i));
  }

  private signText(): string {
    return isSign(this.peek()) ? this.takeOne() : "";
  }

  private takeOne(): string {
    return String.fromCodePoint((this.line as readonly number[])[this.i++] as number);
  }

  private integerText(): string {
    this.skipWhite();
    return this.signText() + this.while(isDigit);
  }

  private floatText(): string {
    let text = this.integerText();
    if (this.peek() !== 46) return text;
    text += this.takeOne() + this.while(isDigit);
    if (this.peek() !== 101 && this.peek() !== 69) return text;
    return text + this.takeOne() + this.signText() + this.while(isDigit);
  }

  private digits(base: number): string {
    return this.while((code) => {
      if (code === undefined) return false;
      if (isDigit(code)) return true;
      const letter = (code | 32) - 87;
      return letter >= 10 && letter < base && code < 128 && code >= 65;
    });
  }

  private sign(): number {
    const code = this.peek();
    if (!isSign(code)) return 1;
    this.i++;
    return code === 45 ? -1 : 1;
  }

  /** A number such as `16#ff`, in `width` characters if that is given. */
  private based(width: number | null): number | bigint | null {
    if (width !== null) {
      const text = this.take(width, false);
      const parts = text === null ? null : /^\s*(\d+)#([0-9a-zA-Z]+)$/.exec(text);
      return parts === null ? null : basedValue(Number(parts[1]), parts[2] as string);
    }
    const base = toInteger(this.integerText(), 10);
    if (base === null || this.peek() !== 35) return null;
    this.i++;
    const size = Math.abs(Number(base));
    if (size < 2 || size > 36) return null;
    return basedValue(Number(base), this.digits(size));
  }

  private word(unicode: boolean): string | null {
    this.skipWhite();
    const from = this.i;
    const text = this.while((code) => code !== undefined && !isWhite(code) && (unicode || code <= 255));
    const next = this.peek();
    return this.i === from && next !== undefined && next > 255 && !unicode ? null : text;
  }
}

interface Failure {
  readonly what: string;
}
const fail = (what: string): Failure => ({ what });
const FORMAT = fail("format");
/** Nothing was read, and nothing is wrong. */
const SKIP = Symbol("skip");

function toFloat(text: string | null): Term | null {
  if (text === null || !/^\s*[+-]?\d+\.\d+([eE][+-]?\d+)?$/.test(text)) return null;
  const value = Number(text);
  return Number.isFinite(value) ? float(value) : null;
}

function toInteger(text: string | null, base: number): number | bigint | null {
  const match = text === null ? null : /^\s*([+-]?)([0-9a-zA-Z]+)$/.exec(text);
  if (match === null) return null;
  const [, sign, digits] = match as unknown as [string, string, string];
  let value = 0n;
  for (const char of digits) {
    const digit = Number.parseInt(char, 36);
    if (digit >= base) return null;
    value = value * BigInt(base) + BigInt(digit);
  }
  return integer(sign === "-" ? -value : value);
}

function basedValue(base: number, digits: string): number | bigint | null {
  return toInteger((base < 0 ? "-" : "") + digits, Math.abs(base));
}

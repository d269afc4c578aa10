// token — what the scanner makes and the parser reads, and the state that the scanning files share.
//
// A token remembers where its text is, so that an error of a form can quote it; `text` of the whole form comes with
// the tokens. Kinds are erl_scan's categories: `atom`, `var`, `integer`, …, or the operator or reserved word itself.
import type { Term } from "../terms/term.ts";

export class Token {
  readonly kind: string;
  readonly line: number;
  readonly column: number;
  /** The atom, variable name, number, string …; undefined for operators, reserved words and `dot`. */
  readonly value: Term;
  /** Offsets of its text in the text of the form. */
  readonly start: number;
  readonly end: number;
  constructor(kind: string, line: number, column: number, value: Term, start: number, end: number) {
    this.kind = kind;
    this.line = line;
    this.column = column;
    this.value = value;
    this.start = start;
    this.end = end;
  }
}

// What scanning a token came to. Small integers, since this is tested after every token.
/** A token was pushed, or white space skipped. */
export const SCANNED = 0;
/** The text ended where the token could go on. */
export const MORE = 1;
/** The dot that ends a form was pushed. */
export const DOT = 2;
/** `error` is set, and `position` is behind the offending text. */
export const FAILED = 3;
/** The input ended between tokens. */
export const END = 4;
export type Status = typeof SCANNED | typeof MORE | typeof DOT | typeof FAILED | typeof END;

/** The state of a scan. Position, line and column are those of the next character, and move only past whole tokens. */
export interface Scan {
  /** The text from the first token on that is not complete; what came before is in `passed`. */
  text: string;
  /** Text of the form that has been scanned, piece by piece, and its length. */
  passed: string[];
  base: number;
  position: number;
  line: number;
  column: number;
  /** No more text will come. */
  ended: boolean;
  /** The pending token is a string or quoted atom, and its closing quote is still to come. */
  unclosed: boolean;
  tokens: Token[];
  error: { line: number; column: number; descriptor: Term; restLost: boolean } | null;
}

/** The state at the beginning of a text. */
export function startScan(text: string, ended: boolean): Scan {
  return {
    text,
    passed: [],
    base: 0,
    position: 0,
    line: 1,
    column: 1,
    ended,
    unclosed: false,
    tokens: [],
    error: null,
  };
}

/** Adds text that has come since. What is scanned is put aside, so that each piece is copied once. */
export function addText(scan: Scan, more: string): void {
  scan.passed.push(scan.text.slice(0, scan.position));
  scan.base += scan.position;
  scan.text = scan.text.slice(scan.position) + more;
  scan.position = 0;
}

/** Pushes the token that ends at `end`, on one line, and moves past it. */
export function pushToken(scan: Scan, kind: string, value: Term, end: number): Status {
  const start = scan.position;
  scan.tokens.push(new Token(kind, scan.line, scan.column, value, scan.base + start, scan.base + end));
  scan.position = end;
  scan.column += end - start;
  return SCANNED;
}

/** Records an error at a place; what comes after `rest` is left to be read. */
export function fail(scan: Scan, line: number, column: number, descriptor: Term, rest: number): Status {
  scan.error = { line, column, descriptor, restLost: false };
  scan.position = rest;
  return FAILED;
}

/** The code unit at `index`, or -1 at the end of the text. */
export function charAt(text: string, index: number): number {
  return index < text.length ? text.charCodeAt(index) : -1;
}

export function isDigit(c: number): boolean {
  return c >= 48 && c <= 57;
}

/** A character of an atom's or a variable's name: letters, digits, `_`, `@` and the letters of Latin-1. */
export function isNameChar(c: number): boolean {
  return (
    (c >= 97 && c <= 122) ||
    (c >= 65 && c <= 90) ||
    c === 95 ||
    (c >= 48 && c <= 57) ||
    c === 64 ||
    (c >= 0xc0 && c <= 0xff && c !== 0xd7 && c !== 0xf7)
  );
}

/** White space as erl_scan has it: control characters, the space, and 128 to 160. */
export function isWhiteSpace(c: number): boolean {
  return (c >= 0 && c <= 32) || (c >= 128 && c <= 160);
}

/** A Unicode scalar value that erl_scan takes: no surrogates, not U+FFFE and U+FFFF. */
export function isUnicode(code: number): boolean {
  return (
    (code >= 0 && code < 0xd800) || (code > 0xdfff && code < 0xfffe) || (code > 0xffff && code <= 0x10ffff)
  );
}

// scanner — text to tokens, for one form at a time: Erlang's erl_scan.
//
// `tokens` takes text as it comes (a line, usually) and says "more" until the dot that ends a form has been seen; what
// follows the dot is handed back. A token whose end is not here yet is scanned again from its start when more text
// comes, unless the new text cannot end it.
//
// Differs from OTP: comments and white space are always skipped.
import { atom } from "../terms/atom.ts";
import { tuple2 } from "../terms/tuple.ts";
import type { ErrorInfo, Location } from "./abstract-format.ts";
import { isReservedWord } from "./reserved-words.ts";
import { scanNumber } from "./scan-number.ts";
import { MAX_ATOM_CHARACTERS, scanChar, scanQuotedAtom, scanSigil, scanString } from "./scan-string.ts";
import {
  addText,
  charAt,
  DOT,
  END,
  FAILED,
  fail,
  isNameChar,
  isUnicode,
  isWhiteSpace,
  MORE,
  pushToken,
  SCANNED,
  type Scan,
  type Status,
  startScan,
  type Token,
} from "./token.ts";

export { Token } from "./token.ts";

const ERL_SCAN = Symbol.for("erl_scan");
const ILLEGAL = Symbol.for("illegal");

/** No more text will come: erl_scan's `eof`. */
export const EOF = Symbol("eof");

/** Where a scan that wants more text will go on. Opaque. */
export interface Continuation {
  readonly scan: Scan;
  /** The characters one of which must come before the pending token can end, if it is known. */
  readonly awaiting: string;
  /** Text that came without any of them. */
  readonly waiting: string[];
}

export type TokensResult =
  | { more: Continuation }
  /** A form, or what there was when the text ended. `text` is what the tokens' offsets are of. */
  | { tokens: Token[]; text: string; rest: string; end: Location }
  | { eof: Location }
  | { error: ErrorInfo; rest: string | typeof EOF; end: Location };

/**
 * Scans the tokens of the first form of a text that is all there is, up to its dot. Mirrors a step of erl_scan:string/2, whose
 * start location is {1,1} here.
 */
export function firstTokens(text: string): Exclude<TokensResult, { more: Continuation }> {
  const scan = startScan(text, true);
  let status: Status = SCANNED;
  while (status === SCANNED) status = next(scan);
  if (status === FAILED) return failure(scan);
  if (status === END && scan.tokens.length === 0) return { eof: location(scan) };
  return ended(scan);
}

/**
 * Scans the tokens of one form, up to its dot. Call it with the text at hand, and again with the continuation and
 * further text (or EOF) as long as it says `more`. Mirrors erl_scan:tokens/3, whose start location is {1,1} here.
 */
export function tokens(continuation: Continuation | undefined, chars: string | typeof EOF): TokensResult {
  const scan = continuation?.scan ?? startScan("", false);
  if (chars === EOF) scan.ended = true;
  else if (continuation !== undefined && isAwaiting(continuation.awaiting, chars)) {
    continuation.waiting.push(chars);
    return { more: continuation };
  } else addText(scan, continuation === undefined ? chars : takeWaiting(continuation) + chars);
  if (chars === EOF && continuation !== undefined) addText(scan, takeWaiting(continuation));
  let status: Status = SCANNED;
  while (status === SCANNED) status = next(scan);
  switch (status) {
    case MORE:
      return { more: { scan, awaiting: awaitedBy(scan), waiting: [] } };
    case FAILED:
      return failure(scan);
    case END:
      if (!scan.ended) return { more: { scan, awaiting: "", waiting: [] } };
      if (scan.tokens.length === 0) return { eof: location(scan) };
  }
  return ended(scan);
}

/** The tokens up to where the scan is. */
function ended(scan: Scan): { tokens: Token[]; text: string; rest: string; end: Location } {
  scan.passed.push(scan.text.slice(0, scan.position));
  return {
    tokens: scan.tokens,
    text: scan.passed.join(""),
    rest: scan.text.slice(scan.position),
    end: location(scan),
  };
}

/**
 * Scans a whole text, dots and all. `scan("a + 1.")` gives the tokens `a`, `+`, `1` and the dot. Mirrors
 * erl_scan:string/2 with start location {1,1}.
 */
export function scan(text: string): { tokens: Token[]; text: string } | { error: ErrorInfo } {
  const state = startScan(text, true);
  for (;;) {
    const status = next(state);
    if (status === FAILED) return { error: failure(state).error };
    if (status === END) return { tokens: state.tokens, text };
  }
}

function location(scan: Scan): Location {
  return tuple2(scan.line, scan.column) as Location;
}

function failure(scan: Scan): { error: ErrorInfo; rest: string | typeof EOF; end: Location } {
  const error = scan.error as NonNullable<Scan["error"]>;
  return {
    error: [tuple2(error.line, error.column) as Location, ERL_SCAN, error.descriptor],
    rest:
      error.restLost || (scan.ended && scan.position >= scan.text.length)
        ? EOF
        : scan.text.slice(scan.position),
    end: location(scan),
  };
}

/** What could end (or spoil) the string or quoted atom that is pending, or "" for any other token. */
function awaitedBy(scan: Scan): string {
  if (!scan.unclosed) return "";
  switch (scan.text[scan.position]) {
    case '"':
      return '"\\';
    case "'":
      return "'\\";
    default:
      return "";
  }
}

/** Whether text changes nothing for a token that waits for one of these characters. */
function isAwaiting(awaiting: string, text: string): boolean {
  if (awaiting === "") return false;
  for (const character of awaiting) if (text.includes(character)) return false;
  return true;
}

function takeWaiting(continuation: Continuation): string {
  return continuation.waiting.splice(0).join("");
}

/** Scans one token. */
function next(scan: Scan): Status {
  scan.unclosed = false;
  const { text } = scan;
  let i = scan.position;
  let c: number;
  let lineStart = -1;
  for (;;) {
    c = charAt(text, i);
    if (c === 10) {
      scan.line++;
      scan.column = 1;
      lineStart = ++i;
      scan.position = i;
    } else if (c >= 0 && isWhiteSpace(c)) {
      i++;
    } else {
      break;
    }
  }
  scan.column += i - (lineStart === -1 ? scan.position : lineStart);
  scan.position = i;
  if (c >= 97 && c <= 122) return scanAtom(scan);
  if ((c >= 65 && c <= 90) || c === 95) return scanVariable(scan);
  if (c >= 48 && c <= 57) return scanNumber(scan);
  switch (c) {
    case -1:
      return END;
    case 34:
      return scanString(scan);
    case 39:
      return scanQuotedAtom(scan);
    case 36:
      return scanChar(scan);
    case 37:
      return skipComment(scan);
    case 126:
      return scanSigil(scan);
    case 46:
      return scanDot(scan);
  }
  if (c >= 0xc0) {
    if (c > 0xff) {
      const code = text.codePointAt(i) as number;
      return fail(
        scan,
        scan.line,
        scan.column,
        tuple2(ILLEGAL, Symbol.for("character")),
        i + (code > 0xffff ? 2 : 1),
      );
    }
    if (c >= 0xdf && c !== 0xf7) return scanAtom(scan);
    if (c <= 0xde && c !== 0xd7) return scanVariable(scan);
  }
  return scanOperator(scan);
}

function nameEnd(text: string, start: number): number {
  let end = start + 1;
  while (isNameChar(charAt(text, end))) end++;
  return end;
}

function scanAtom(scan: Scan): Status {
  const { text, position } = scan;
  const end = nameEnd(text, position);
  if (end === text.length && !scan.ended) return MORE;
  const name = text.slice(position, end);
  if (isReservedWord(name)) return pushToken(scan, name, undefined, end);
  if (name.length > MAX_ATOM_CHARACTERS)
    return fail(scan, scan.line, scan.column, tuple2(ILLEGAL, Symbol.for("atom")), end);
  return pushToken(scan, "atom", atom(name), end);
}

function scanVariable(scan: Scan): Status {
  const { text, position } = scan;
  const end = nameEnd(text, position);
  if (end === text.length && !scan.ended) return MORE;
  if (end - position > MAX_ATOM_CHARACTERS)
    return fail(scan, scan.line, scan.column, tuple2(ILLEGAL, Symbol.for("var")), end);
  return pushToken(scan, "var", Symbol.for(text.slice(position, end)), end);
}

function skipComment(scan: Scan): Status {
  const { text, position } = scan;
  let i = position;
  let wide = 0;
  for (;;) {
    const c = charAt(text, i);
    if (c === 10 || c === -1) break;
    if (c >= 0xd800) {
      const code = text.codePointAt(i) as number;
      if (!isUnicode(code))
        return fail(scan, scan.line, scan.column, tuple2(ILLEGAL, Symbol.for("character")), i + 1);
      if (code > 0xffff) {
        i++;
        wide++;
      }
    }
    i++;
  }
  if (i === text.length && !scan.ended) return MORE;
  scan.column += i - position - wide;
  scan.position = i;
  return SCANNED;
}

/** A dot ends the form if white space, a comment or the end of the text follows. */
function scanDot(scan: Scan): Status {
  const { text, position } = scan;
  const c = charAt(text, position + 1);
  if (c === 46) return scanOperator(scan);
  if (c === -1 && !scan.ended) return MORE;
  if (c !== -1 && c !== 37 && !isWhiteSpace(c)) return pushToken(scan, ".", undefined, position + 1);
  pushToken(scan, "dot", undefined, position + 1);
  if (c === 10) {
    scan.line++;
    scan.column = 1;
    scan.position++;
  } else if (c !== -1 && c !== 37) {
    scan.column++;
    scan.position++;
  }
  return DOT;
}

/** Operators and punctuation by their first character, longest first. */
const OPERATORS = new Map<number, string[]>();
for (const operator of (
  "( ) { } [ ] , ; ... .. . && & ?= ? << <:- <- <:= <= < >> >= > -> -- - ++ + =:= =/= =< => == = /= / || | " +
  ":= :: : #_ # * ! @ \\ ^ `"
).split(" ")) {
  const first = operator.charCodeAt(0);
  OPERATORS.set(first, [...(OPERATORS.get(first) ?? []), operator]);
}

function scanOperator(scan: Scan): Status {
  const { text, position } = scan;
  const operators = OPERATORS.get(text.charCodeAt(position));
  // Any other character below 256 is a token of its own, for the parser to refuse.
  if (operators === undefined) return pushToken(scan, text[position], undefined, position + 1);
  if (operators.length === 1) return pushToken(scan, operators[0], undefined, position + 1);
  const left = text.length - position;
  if (left < 3 && !scan.ended) {
    const here = text.slice(position);
    for (const operator of operators) if (operator.length > left && operator.startsWith(here)) return MORE;
  }
  for (const operator of operators) {
    if (text.startsWith(operator, position))
      return pushToken(scan, operator, undefined, position + operator.length);
  }
  return fail(scan, scan.line, scan.column, tuple2(ILLEGAL, Symbol.for("character")), position + 1);
}

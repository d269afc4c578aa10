// scan-string — quoted text: strings, quoted atoms, `$c`, sigils and triple-quoted strings, and their escapes.
import { atom } from "../terms/atom.ts";
import type { Term } from "../terms/term.ts";
import { tuple, tuple2, tuple3 } from "../terms/tuple.ts";
import { type Escape, readEscape } from "./scan-escape.ts";
import {
  charAt,
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
  Token,
} from "./token.ts";

const UNTERMINATED = Symbol.for("unterminated");
const ILLEGAL = Symbol.for("illegal");
const ATOM = Symbol.for("atom");
const STRING = Symbol.for("string");
const SIGIL = Symbol.for("sigil");
const ILLEGAL_CHARACTER = tuple2(ILLEGAL, Symbol.for("character"));
/** Erlang's longest atom. */
export const MAX_ATOM_CHARACTERS = 255;

/** Scans `$c`, `$\n` and so on; the position is at the dollar. */
export function scanChar(scan: Scan): Status {
  const { text, position, line, column } = scan;
  const c = charAt(text, position + 1);
  if (c === -1) {
    if (!scan.ended) return MORE;
    return failLosingRest(scan, tuple2(UNTERMINATED, Symbol.for("char")));
  }
  if (c === 92 /* \ */) {
    const escape: Escape = { value: 0, end: 0, columns: 0, newline: false };
    const status = readEscape(scan, position + 2, escape);
    if (status === MORE) return MORE;
    if (status === FAILED) return fail(scan, line, column, ILLEGAL_CHARACTER, escape.end);
    if (status === "end") return failLosingRest(scan, tuple2(UNTERMINATED, Symbol.for("char")));
    pushToken(scan, "char", escape.value, escape.end);
    scan.column = column + 2 + escape.columns;
    if (escape.newline) {
      scan.line++;
      scan.column = 1;
    }
    return SCANNED;
  }
  const code = text.codePointAt(position + 1) as number;
  if (!isUnicode(code)) return failLosingRest(scan, ILLEGAL_CHARACTER);
  pushToken(scan, "char", code, position + (code > 0xffff ? 3 : 2));
  if (code > 0xffff) scan.column--;
  if (code === 10) {
    scan.line++;
    scan.column = 1;
  }
  return SCANNED;
}

function failLosingRest(scan: Scan, descriptor: Term): Status {
  fail(scan, scan.line, scan.column, descriptor, scan.text.length);
  if (scan.error) scan.error.restLost = true;
  return FAILED;
}

/** Scans a quoted atom; the position is at its first quote. */
export function scanQuotedAtom(scan: Scan): Status {
  return scanQuoted(scan, scan.position, 39, false, undefined);
}

/** Scans a string, with one quote or three and more; the position is at the first quote. */
export function scanString(scan: Scan): Status {
  return scanStringAt(scan, scan.position, undefined);
}

/** Scans a sigil: prefix, string and suffix. The position is at the `~`. */
export function scanSigil(scan: Scan): Status {
  const { text, position, line, column } = scan;
  let end = position + 1;
  while (isNameChar(charAt(text, end))) end++;
  if (end === text.length && !scan.ended) return MORE;
  const prefix = text.slice(position + 1, end);
  if (prefix.length > MAX_ATOM_CHARACTERS)
    return fail(scan, line, column, tuple2(ILLEGAL, Symbol.for("sigil_prefix")), end);
  const pushed = scan.tokens.length;
  pushToken(scan, "sigil_prefix", prefix, end);
  const status = scanStringAt(scan, end, prefix);
  if (status !== MORE) return status;
  // Not all of it is here: it will be scanned again from its prefix.
  scan.tokens.length = pushed;
  scan.position = position;
  scan.line = line;
  scan.column = column;
  return MORE;
}

function scanStringAt(scan: Scan, index: number, sigil: string | undefined): Status {
  const { text } = scan;
  const open = charAt(text, index);
  if (open === 34 /* " */) {
    if (charAt(text, index + 1) === 34) {
      const third = charAt(text, index + 2);
      if (third === 34) return scanTripleQuoted(scan, index, sigil);
      if (third === -1 && !scan.ended) return MORE;
    } else if (index + 1 === text.length && !scan.ended) {
      return MORE;
    }
  } else if (open === -1 && !scan.ended) {
    return MORE;
  }
  const close = rightDelimiter(open);
  if (close === -1) return fail(scan, scan.line, scan.column, tuple2(ILLEGAL, STRING), index);
  return scanQuoted(scan, index, close, sigil !== undefined && !isEscaped(sigil, false), sigil);
}

/** Whether a sigil reads escapes. Triple-quoted strings are verbatim also without a sigil or with a bare `~`. */
function isEscaped(sigil: string | undefined, tripleQuoted: boolean): boolean {
  if (sigil === "b" || sigil === "s") return true;
  return !tripleQuoted && (sigil === undefined || sigil === "");
}

function rightDelimiter(open: number): number {
  switch (open) {
    case 40:
      return 41;
    case 91:
      return 93;
    case 123:
      return 125;
    case 60:
      return 62;
    case 47: // /
    case 124: // |
    case 35: // #
    case 96: // `
    case 39: // '
    case 34: // "
      return open;
    default:
      return -1;
  }
}

/** Scans to the closing delimiter and pushes the string or atom. `index` is at the opening delimiter. */
function scanQuoted(
  scan: Scan,
  index: number,
  close: number,
  verbatim: boolean,
  sigil: string | undefined,
): Status {
  const { text, line: startLine, column: startColumn } = scan;
  const isAtom = close === 39 && sigil === undefined;
  const escape: Escape = { value: 0, end: 0, columns: 0, newline: false };
  let line = startLine;
  let column = startColumn + 1;
  let value = "";
  let from = index + 1;
  let i = from;
  for (;;) {
    const c = charAt(text, i);
    if (c === close) break;
    if (c === 10) {
      line++;
      column = 1;
      i++;
    } else if (c === 92 /* \ */ && !verbatim) {
      value += text.slice(from, i);
      const status = readEscape(scan, i + 1, escape);
      if (status === MORE) return MORE;
      if (status === FAILED) return fail(scan, line, column, ILLEGAL_CHARACTER, escape.end);
      if (status === "end") return unterminated(scan, reverse(value), isAtom, index, close, sigil);
      value += String.fromCodePoint(escape.value);
      if (escape.newline) {
        line++;
        column = 1;
      } else {
        column += escape.columns + 1;
      }
      i = from = escape.end;
    } else if (c === -1) {
      return scan.ended
        ? unterminated(scan, value + text.slice(from), isAtom, index, close, sigil)
        : unclosed(scan);
    } else if (c < 0xd800) {
      column++;
      i++;
    } else {
      const code = text.codePointAt(i) as number;
      if (!isUnicode(code)) return fail(scan, line, column, ILLEGAL_CHARACTER, i + 1);
      column++;
      i += code > 0xffff ? 2 : 1;
    }
  }
  value += text.slice(from, i);
  if (isAtom && value.length > MAX_ATOM_CHARACTERS && [...value].length > MAX_ATOM_CHARACTERS) {
    return fail(scan, startLine, startColumn, tuple2(ILLEGAL, ATOM), i + 1);
  }
  const kind = isAtom ? "atom" : "string";
  return finish(scan, kind, isAtom ? atom(value) : value, i + 1, line, column + 1, sigil);
}

/** Pushes the string or atom, and what belongs behind it. */
function finish(
  scan: Scan,
  kind: string,
  value: Term,
  end: number,
  line: number,
  column: number,
  sigil: string | undefined,
): Status {
  const { text } = scan;
  let after = end;
  if (sigil !== undefined) while (isNameChar(charAt(text, after))) after++;
  if (kind === "string" && after === text.length && !scan.ended) return MORE;
  if (kind === "string" && after === end && charAt(text, end) === 34) {
    return fail(scan, line, column, Symbol.for("string_concat"), end);
  }
  const suffix = text.slice(end, after);
  if (suffix.length > MAX_ATOM_CHARACTERS)
    return fail(scan, line, column, tuple2(ILLEGAL, Symbol.for("sigil_suffix")), after);
  scan.tokens.push(
    new Token(kind, scan.line, scan.column, value, scan.base + scan.position, scan.base + end),
  );
  scan.position = end;
  scan.line = line;
  scan.column = column;
  return sigil === undefined ? SCANNED : pushToken(scan, "sigil_suffix", suffix, after);
}

/** More must come, with the closing quote in it. */
function unclosed(scan: Scan): Status {
  scan.unclosed = true;
  return MORE;
}

function unterminated(
  scan: Scan,
  content: string,
  isAtom: boolean,
  index: number,
  close: number,
  sigil: string | undefined,
): Status {
  const what = isAtom
    ? ATOM
    : sigil === undefined
      ? STRING
      : tuple(SIGIL, atom(sigil), scan.text.charCodeAt(index), close);
  return fail(scan, scan.line, scan.column + 1, tuple3(UNTERMINATED, what, head(content)), scan.text.length);
}

/** The first sixteen characters as a reader sees them (grapheme clusters). */
function head(content: string): string {
  let result = "";
  let count = 0;
  for (const { segment } of new Intl.Segmenter("en", { granularity: "grapheme" }).segment(
    content.slice(0, 400),
  )) {
    if (count++ === 16) break;
    result += segment;
  }
  return result;
}

/** OTP shows the beginning reversed if the input ends in an escape. */
function reverse(content: string): string {
  return [...content].reverse().join("");
}

/**
 * A triple-quoted string: lines between quotes that stand alone on theirs, less the indentation of the last line.
 * `index` is at the first quote.
 */
function scanTripleQuoted(scan: Scan, index: number, sigil: string | undefined): Status {
  const { text, line: startLine, column: startColumn } = scan;
  let quotes = 3;
  while (charAt(text, index + quotes) === 34) quotes++;
  if (index + quotes === text.length && !scan.ended) return MORE;
  const verbatim = !isEscaped(sigil, true);
  const escape: Escape = { value: 0, end: 0, columns: 0, newline: false };
  const lines: string[] = [];
  let current = "";
  let line = startLine;
  let column = startColumn + 3;
  /** How many of the closing quotes are still to come, or -1 where they cannot come any more on this line. */
  let pending = -1;
  let i = index + quotes;
  for (;;) {
    const c = charAt(text, i);
    if (c === 10) {
      lines.push(`${current}\n`);
      current = "";
      line++;
      column = 1;
      pending = quotes;
      i++;
    } else if (c === 34 && pending > 0) {
      current += '"';
      column++;
      i++;
      if (pending === 1) break;
      pending--;
    } else if (c === -1) {
      if (!scan.ended) return unclosed(scan);
      const what = sigil === undefined ? tuple2(STRING, quotes) : tuple3(SIGIL, atom(sigil), quotes);
      const content = head(lines.join("") + current);
      return fail(scan, startLine, startColumn + quotes, tuple3(UNTERMINATED, what, content), text.length);
    } else if (isWhiteSpace(c) && pending > 0) {
      if (pending !== quotes) pending = -1;
      current += text[i];
      column++;
      i++;
    } else if (c === 92 && !verbatim) {
      const status = readEscape(scan, i + 1, escape);
      if (status === MORE) return MORE;
      if (status === FAILED) return fail(scan, line, column + escape.columns, ILLEGAL_CHARACTER, escape.end);
      if (status === "end") {
        i = text.length;
        continue;
      }
      current += String.fromCodePoint(escape.value);
      column += escape.columns + 1;
      i = escape.end;
      pending = -1;
      if (escape.newline) {
        lines.push(current);
        current = "";
        line++;
        column = 1;
        pending = quotes;
      }
    } else {
      const code = text.codePointAt(i) as number;
      if (!isUnicode(code)) return fail(scan, line, column, ILLEGAL_CHARACTER, i + 1);
      current += code > 0xffff ? text.slice(i, i + 2) : text[i];
      column++;
      i += code > 0xffff ? 2 : 1;
      pending = -1;
    }
  }
  const indent = current.slice(0, current.length - quotes);
  const content = withoutIndent(scan, lines, indent, quotes, line, i);
  return content === undefined ? FAILED : finish(scan, "string", content, i, line, column, sigil);
}

/** The content of a triple-quoted string, from its lines (the first of which is what follows the opening quotes). */
function withoutIndent(
  scan: Scan,
  lines: string[],
  indent: string,
  quotes: number,
  endLine: number,
  rest: number,
): string | undefined {
  const first = lines[0].replace(/\r?\n$/, "");
  for (let i = 0; i < first.length; i++) {
    if (!isWhiteSpace(first.charCodeAt(i))) {
      fail(scan, scan.line, scan.column + quotes + i, Symbol.for("white_space"), rest);
      return undefined;
    }
  }
  const last = lines.length - 1;
  let content = "";
  for (let n = 1; n <= last; n++) {
    const line = n === last ? lines[n].replace(/\r?\n$/, "") : lines[n];
    if (line === "" || line === "\n" || line === "\r\n") {
      content += line;
    } else if (line.startsWith(indent)) {
      content += line.slice(indent.length);
    } else {
      let column = 1;
      while (line[column - 1] === indent[column - 1]) column++;
      fail(scan, endLine - last + n - 1, column, Symbol.for("indentation"), rest);
      return undefined;
    }
  }
  return content;
}

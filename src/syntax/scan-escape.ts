// scan-escape — the escape sequences of strings, quoted atoms and characters: `\n`, `\x{1F600}`, `\^A`, `\101`.
import { charAt, FAILED, isUnicode, MORE, SCANNED, type Scan } from "./token.ts";

/** An escape sequence, read by {@link readEscape}. One object is reused: it is read at once. */
export interface Escape {
  value: number;
  /** Offset behind it. */
  end: number;
  /** The columns it takes, less that of the backslash. */
  columns: number;
  /** It was a backslash and a line end. */
  newline: boolean;
}
export type EscapeStatus = typeof SCANNED | typeof MORE | typeof FAILED | "end";

/** Reads an escape sequence; `index` is behind the backslash. Mirrors erl_scan's scan_escape. */
export function readEscape(scan: Scan, index: number, escape: Escape): EscapeStatus {
  const status = read(scan, index, escape);
  const first = charAt(scan.text, index);
  escape.columns = escape.end - index - (first >= 0xd800 && first <= 0xdbff ? 1 : 0);
  return status;
}

function read(scan: Scan, index: number, escape: Escape): EscapeStatus {
  const { text, ended } = scan;
  const c = charAt(text, index);
  escape.newline = false;
  if (c >= 48 && c <= 55) {
    let value = 0;
    let i = index;
    for (; i < index + 3; i++) {
      const digit = charAt(text, i);
      if (digit === -1 && !ended) return MORE;
      if (digit < 48 || digit > 55) break;
      value = value * 8 + digit - 48;
    }
    escape.value = value;
    escape.end = i;
    return SCANNED;
  }
  escape.end = index + 1;
  switch (c) {
    case -1:
      return ended ? "end" : MORE;
    case 120 /* x */:
      return readHex(scan, index + 1, escape);
    case 94 /* ^ */:
      {
        const control = charAt(text, index + 1);
        if (control === -1) return ended ? "end" : MORE;
        if (control === 63) escape.value = 127;
        else if ((control >= 64 && control <= 95) || (control >= 97 && control <= 122))
          escape.value = control & 31;
        else return FAILED;
        escape.end = index + 2;
        return SCANNED;
      }
    case 10:
      escape.newline = true;
      escape.value = 10;
      return SCANNED;
    default: {
      const code = text.codePointAt(index) as number;
      if (!isUnicode(code)) return FAILED;
      const letter = "nrtvbfesd".indexOf(text[index]);
      escape.value = letter === -1 ? code : ESCAPED[letter];
      if (code > 0xffff) escape.end = index + 2;
      return SCANNED;
    }
  }
}

/** What `\n \r \t \v \b \f \e \s \d` stand for, in that order. */
const ESCAPED = [10, 13, 9, 11, 8, 12, 27, 32, 127];

function readHex(scan: Scan, index: number, escape: Escape): EscapeStatus {
  const { text, ended } = scan;
  let i = index;
  if (charAt(text, i) === 123 /* { */) {
    i++;
    while (isHex(charAt(text, i))) i++;
    const close = charAt(text, i);
    if (close === -1) return ended ? "end" : MORE;
    escape.end = i;
    if (close !== 125 /* } */) return FAILED;
    escape.end = i + 1;
    const value = Number.parseInt(text.slice(index + 1, i), 16);
    if (!isUnicode(value)) return FAILED;
    escape.value = value;
    return SCANNED;
  }
  if (i >= text.length) return ended ? "end" : MORE;
  if (isHex(charAt(text, i))) {
    if (i + 1 === text.length && !ended) return MORE;
    if (isHex(charAt(text, i + 1))) {
      escape.value = Number.parseInt(text.slice(i, i + 2), 16);
      escape.end = i + 2;
      return SCANNED;
    }
  }
  escape.end = i;
  return FAILED;
}

function isHex(c: number): boolean {
  return (c >= 48 && c <= 57) || (c >= 65 && c <= 70) || (c >= 97 && c <= 102);
}

// words — where words and lines begin and end in the text being edited, as OTP's edlin sees them.
//
// A word is letters, digits, `_`, and whatever is no ASCII; a quoted atom counts as one word. All functions take and
// return indices into the text.
import { clusters, clusterWidth, textWidth } from "./width.ts";

const WORD = /[\p{L}\p{N}\p{M}_@]/u;

function isWord(character: string): boolean {
  return WORD.test(character);
}

/** The end of the word at or after `index`. */
export function wordEnd(text: string, index: number): number {
  let at = index;
  while (at < text.length && !isWord(text[at]) && text[at] !== "'") at++;
  if (text[at] === "'") {
    const close = text.indexOf("'", at + 1);
    return close < 0 ? text.length : close + 1;
  }
  while (at < text.length && isWord(text[at])) at++;
  return at;
}

/** The beginning of the word at or before `index`. */
export function wordStart(text: string, index: number): number {
  let at = index;
  while (at > 0 && !isWord(text[at - 1]) && text[at - 1] !== "'") at--;
  if (text[at - 1] === "'") {
    const open = text.lastIndexOf("'", at - 2);
    return at < 2 || open < 0 ? 0 : open;
  }
  while (at > 0 && isWord(text[at - 1])) at--;
  return at;
}

/** The beginning of the line that `index` is in. */
export function lineStart(text: string, index: number): number {
  return index === 0 ? 0 : text.lastIndexOf("\n", index - 1) + 1;
}

/** The end of the line that `index` is in, before its line break. */
export function lineEnd(text: string, index: number): number {
  const end = text.indexOf("\n", index);
  return end < 0 ? text.length : end;
}

/** The index a line above (`step` -1) or below (1), in the same column where the line is long enough; or undefined. */
export function verticalMove(text: string, index: number, step: -1 | 1): number | undefined {
  const start = lineStart(text, index);
  const width = textWidth(text.slice(start, index));
  if (step < 0) return start === 0 ? undefined : indexAt(text, lineStart(text, start - 1), width);
  const end = lineEnd(text, index);
  return end === text.length ? undefined : indexAt(text, end + 1, width);
}

/** The index `width` cells into the line that begins at `start`, before a character that reaches beyond. */
function indexAt(text: string, start: number, width: number): number {
  let index = start;
  let left = width;
  for (const cluster of clusters(text.slice(start, lineEnd(text, start)))) {
    left -= clusterWidth(cluster);
    if (left < 0) break;
    index += cluster.length;
  }
  return index;
}

const OPENING: Record<string, string> = { ")": "(", "]": "[", "}": "{" };

/** The index of the parenthesis that a closing one typed at `index` matches, or -1. `$)` is a character. */
export function matchingParen(text: string, index: number, closing: string): number {
  const stack = [OPENING[closing]];
  for (let at = index - 1; at >= 0; at--) {
    const character = text[at];
    if (text[at - 1] === "$" && text[at - 2] !== "$") {
      at--;
    } else if (character in OPENING) {
      stack.push(OPENING[character]);
    } else if (character === "(" || character === "[" || character === "{") {
      if (stack.pop() !== character) return -1;
      if (stack.length === 0) return at;
    }
  }
  return -1;
}

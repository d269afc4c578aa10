// string-clusters — the grapheme clusters of a text: what a reader takes for one character.
//
// Most characters are clusters of their own whatever stands beside them, unless it is one that joins: a combining mark,
// a zero width joiner, and \n after \r. Only the runs in which there are such are given to Intl.Segmenter, and in
// short pieces: what it takes for each cluster goes up with the length of the text.
import { Cons, NIL } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";

const segmenter = new Intl.Segmenter("und", { granularity: "grapheme" });
/** How much Intl.Segmenter is given at once, if no cluster is longer. */
const PIECE = 64;
const CR = 13;
const LF = 10;

/** Whether the character joins with none that is alone as well. What is below U+0300 does not; of others, those of big scripts. */
function isAlone(unit: number): boolean {
  return (
    unit < 0x300 ||
    (unit >= 0x370 && unit <= 0x482) ||
    (unit >= 0x48a && unit <= 0x58f) ||
    (unit >= 0x1e00 && unit <= 0x1fff) ||
    (unit >= 0x2010 && unit <= 0x2027) ||
    (unit >= 0x3041 && unit <= 0x3096) ||
    (unit >= 0x30a0 && unit <= 0x30ff) ||
    (unit >= 0x4e00 && unit <= 0x9fff)
  );
}

/** Whether each code unit is a cluster, so that nothing has to be looked for. */
export function isPlain(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x300 ? unit === CR && text.charCodeAt(i + 1) === LF : !isAlone(unit)) return false;
  }
  return true;
}

/** Whether a cluster ends at `at` for sure. */
function isEnd(text: string, at: number): boolean {
  if (at >= text.length) return true;
  const unit = text.charCodeAt(at);
  const before = text.charCodeAt(at - 1);
  return isAlone(unit) && isAlone(before) && !(unit === LF && before === CR);
}

/** Where the first cluster of a text that is not empty ends. */
export function firstEnd(text: string): number {
  return isEnd(text, 1) ? 1 : someFrom(text, 0, text.length)[0].length;
}

/** The next clusters of a run that goes on until `to`, one at least. */
function someFrom(text: string, from: number, to: number): string[] {
  for (let size = PIECE; ; size *= 2) {
    let end = Math.min(from + size, to);
    if (end < to && (text.charCodeAt(end - 1) & 0xfc00) === 0xd800) end++;
    const clusters = Array.from(segmenter.segment(text.slice(from, end)), ({ segment }) => segment);
    if (end === to) return clusters;
    // The last may go on.
    clusters.pop();
    if (clusters.length > 0) return clusters;
  }
}

/** The end of the run that begins at `from`: a single character, or as many as Intl.Segmenter has to take apart. */
function runEnd(text: string, from: number): number {
  let end = from + 1;
  while (!isEnd(text, end)) end++;
  return end;
}

/** The grapheme clusters of a text. */
export function graphemes(text: string): string[] {
  if (isPlain(text)) return text.split("");
  const found: string[] = [];
  for (let at = 0; at < text.length; ) {
    const end = runEnd(text, at);
    if (end === at + 1) found.push(text.charAt(at++));
    while (at < end) {
      for (const cluster of someFrom(text, at, end)) {
        found.push(cluster);
        at += cluster.length;
      }
    }
  }
  return found;
}

/** How many grapheme clusters a text has. */
export function countGraphemes(text: string): number {
  return isPlain(text) ? text.length : graphemes(text).length;
}

/** How many clusters a flat list has if each character is one, as far as is seen at once; else -1. */
export function countAlone(list: Cons): number {
  let count = 0;
  let rest: Term = list;
  while (rest instanceof Cons) {
    const code: Term = rest.head;
    if (typeof code !== "number" || (code & 0x3ff) !== code || code >= 0x300 || code === CR) return -1;
    count++;
    rest = rest.tail;
  }
  return rest === NIL ? count : -1;
}

/** Where so many clusters end that begin at `from`, or the text does. */
export function afterGraphemes(text: string, from: number, count: number): number {
  let at = from;
  for (let left = count; left > 0 && at < text.length; ) {
    const end = runEnd(text, at);
    if (end === at + 1) {
      left--;
      at = end;
    }
    while (at < end) {
      for (const cluster of someFrom(text, at, end)) {
        if (left-- === 0) return at;
        at += cluster.length;
      }
    }
  }
  return at;
}

/** A plain text backwards. */
export function reversed(text: string): string {
  if (/[^\0-\xff]/.test(text)) return text.split("").reverse().join("");
  return Buffer.from(text, "latin1").reverse().toString("latin1");
}

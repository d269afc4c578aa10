// chars — where printed characters go: into one string, or into the deep list that io_lib returns.
//
// `io_lib:format("~w", [{a,1}])` answers `["{a,1}"]` only once it is flattened; as it is, it shows how it was put
// together, and the shell prints that. So writing, pretty printing and formatting describe the nesting of their
// result as they go (open, close, text, add), and FlatChars, which nearly everybody uses, ignores it.
//
// Terms may be nested more deeply than the JavaScript stack allows. Who writes a part below level DEEPEST leaves it for
// `later`: its place is kept, and it is written, from an empty stack, once the outermost list is closed.
import { bifError } from "../terms/exception.ts";
import { NIL } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";

/** How many levels of a term are written, measured or laid out by functions that call themselves. */
export const DEEPEST = 200;

export interface Chars {
  /** How many nested lists are open. */
  readonly level: number;
  /** Keeps the place of what `emit` will write. It must stand below level DEEPEST, and return nothing that is needed now. */
  later(emit: () => void): void;
  /** Begins a nested list; what follows goes into it. */
  open(): void;
  close(): void;
  /** A string that is an element of the current list. */
  text(chars: string): void;
  /** Characters that are elements of the current list. */
  add(chars: string): void;
  /** `count` times a character, as elements of the current list, in OTP's way of nesting them. */
  fill(char: string, count: number): void;
  /** The spaces that a line begins with, as elements of the current list. */
  indent(indent: Indent): void;
  /** What `emit` writes as one element becomes elements of the current list instead. */
  inline(emit: (chars: Chars) => void): void;
  /** The column, from 0, that has been reached. */
  column(): number;
}

/** The indentation of a line: `width` spaces more than the one around it. */
export class Indent {
  readonly width: number;
  readonly outer: Indent | null;
  private text: string | null = null;

  constructor(width: number, outer: Indent | null) {
    this.width = width;
    this.outer = outer;
  }
  deeper(width: number): Indent {
    return new Indent(width, this);
  }
  get spaces(): string {
    if (this.text !== null) return this.text;
    let width = this.width;
    for (let at = this.outer; at !== null; at = at.outer) width += at.width;
    this.text = " ".repeat(width);
    return this.text;
  }
}

/** Maps nested in maps are indented more at each level: of 10,000 OTP prints some hundred million spaces. */
const MAX_SPACES = 50_000_000;
/** The same where each takes a place in a list. */
const MAX_LISTED_SPACES = 5_000_000;

/** Counts the spaces that lines begin with. Raises system_limit where OTP would take minutes, and the memory that there is. */
class Spaces {
  #left: number;

  constructor(most: number) {
    this.#left = most;
  }

  count(width: number): void {
    this.#left -= width;
    if (this.#left < 0) throw bifError(Symbol.for("system_limit"));
  }
}

/** Characters as a JavaScript string. */
export class FlatChars implements Chars {
  value = "";
  level = 0;
  private readonly spaces = new Spaces(MAX_SPACES);
  /** What stands before `value` while a part is left for later: text, and the parts. */
  private before: (string | (() => void))[] | null = null;

  open(): void {
    this.level++;
  }
  close(): void {
    if (--this.level === 0 && this.before !== null) this.writeLeft();
  }
  later(emit: () => void): void {
    this.before ??= [];
    this.before.push(this.value, emit);
    this.value = "";
  }
  private writeLeft(): void {
    let written = "";
    const pending: (string | (() => void))[] = [];
    for (;;) {
      pending.push(this.value);
      if (this.before !== null) for (const part of this.before.reverse()) pending.push(part);
      this.before = null;
      let part = pending.pop();
      for (; typeof part === "string"; part = pending.pop()) written += part;
      this.value = "";
      if (part === undefined) break;
      // Not 0, so that what it opens and closes does not end up here again.
      this.level = 1;
      part();
    }
    this.level = 0;
    this.value = written;
  }
  text(chars: string): void {
    this.value += chars;
  }
  add(chars: string): void {
    this.value += chars;
  }
  fill(char: string, count: number): void {
    this.value += char.repeat(count);
  }
  indent(indent: Indent): void {
    const { spaces } = indent;
    this.spaces.count(spaces.length);
    this.value += spaces;
  }
  inline(emit: (chars: Chars) => void): void {
    emit(this);
  }
  column(): number {
    return indentation(this.value.slice(this.value.lastIndexOf("\n") + 1), 0);
  }
}

/** The widest padding, since OTP's shares its halves and ours does not. */
const MAX_FILL = 50_000_000;

/** Characters as the deep list that OTP's io_lib would return. */
export class DeepChars implements Chars {
  private readonly outer: Term[][] = [];
  private readonly spaces = new Spaces(MAX_LISTED_SPACES);
  private list: Term[] = [];
  /** What is left for later, and where it goes: in place of the element at `index` of `list`. */
  private left: { list: Term[]; index: number; emit: () => void }[] | null = null;

  get level(): number {
    return this.outer.length;
  }
  later(emit: () => void): void {
    this.left ??= [];
    this.left.push({ list: this.list, index: this.list.length, emit });
    this.list.push(NIL);
  }
  private writeLeft(left: { list: Term[]; index: number; emit: () => void }[]): void {
    const written = this.list;
    // Not empty, so that what is opened and closed does not end up here again.
    this.outer.push(written);
    // The last comes first: of two in one list, the second is found where it was.
    for (let part = left.pop(); part !== undefined; part = left.pop()) {
      this.list = [];
      part.emit();
      part.list.splice(part.index, 1, ...this.list);
    }
    this.outer.pop();
    this.list = written;
    this.left = null;
  }
  open(): void {
    const inner: Term[] = [];
    this.list.push(inner);
    this.outer.push(this.list);
    this.list = inner;
  }
  close(): void {
    this.list = this.outer.pop() as Term[];
    if (this.left !== null && this.outer.length === 0) this.writeLeft(this.left);
  }
  text(chars: string): void {
    this.list.push(chars === "" ? NIL : chars);
  }
  add(chars: string): void {
    for (const char of chars) this.list.push(char.codePointAt(0));
  }
  fill(char: string, count: number): void {
    if (count > MAX_FILL) throw bifError(Symbol.for("system_limit"));
    if (count <= 3) {
      this.add(char.repeat(count));
      return;
    }
    if (count % 2 === 1) this.add(char);
    this.open();
    this.fill(char, count >> 1);
    this.close();
    this.fill(char, count >> 1);
  }
  indent(indent: Indent): void {
    for (let at: Indent | null = indent; at !== null; at = at.outer) {
      this.spaces.count(at.width);
      if (at.outer === null) {
        this.fill(" ", at.width);
        if (at.width !== 1) continue;
        // OTP halves one space as well: into a space and none twice.
        this.open();
        this.close();
      } else if (at.width === 1) this.add(" ");
      else {
        // OTP adds four spaces as two twos, any other number as one list.
        const parts = at.width === 4 ? 2 : 1;
        for (let i = 0; i < parts; i++) {
          this.open();
          this.fill(" ", at.width / parts);
          this.close();
        }
      }
    }
  }
  inline(emit: (chars: Chars) => void): void {
    const chars = new DeepChars();
    emit(chars);
    const only = chars.list[0];
    if (typeof only === "string") this.add(only);
    else if (only !== NIL) this.list.push(...only);
  }
  column(): number {
    return indentation(flatten(this.list), 0);
  }
  /** Everything, as a list. */
  elements(): Term {
    return this.list;
  }
  /** The one thing that was written. */
  only(): Term {
    return this.list[0];
  }
}

function flatten(list: readonly Term[]): string {
  let text = "";
  for (const item of list) {
    if (typeof item === "number") text += String.fromCodePoint(item);
    else if (typeof item === "string") text += item;
    else if (item !== NIL) text += flatten(item);
  }
  return text;
}

/**
 * One grapheme cluster, by Unicode's rules for extended ones: CR LF, pairs of regional indicators, Hangul syllables,
 * emoji joined by ZWJ, and anything with the marks that follow it. (Intl.Segmenter takes quadratic time.)
 */
const CLUSTER = (() => {
  const before = "[\\u0600-\\u0605\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u0d4e\\u{110bd}\\u{110cd}]*";
  const mark =
    "[\\p{M}\\u0e33\\u0eb3\\u200c\\u200d\\u{1f3fb}-\\u{1f3ff}\\uff9e\\uff9f\\u{e0020}-\\u{e007f}]*";
  const lead = "[\\u1100-\\u115f\\ua960-\\ua97c]";
  const vowel = "[\\u1160-\\u11a7\\ud7b0-\\ud7c6]";
  const trail = "[\\u11a8-\\u11ff\\ud7cb-\\ud7fb]";
  const hangul = `${lead}*(?:[\\uac00-\\ud7a3]${vowel}*|${vowel}+)${trail}*|${lead}+|${trail}+`;
  const emoji = "\\p{Extended_Pictographic}";
  const bases = ["\\p{RI}{2}", hangul, `${emoji}(?:${mark}\\u200d${emoji})*`, "[^\\p{Cc}]"];
  return new RegExp(`\\r\\n|${before}(?:${bases.join("|")})${mark}|.`, "gsu");
})();

/** Below U+0300 only CR LF makes one cluster of two. */
const MAY_CLUSTER = /[^\0-\f\x0e-\u02ff]/;

/** The number of characters as a reader counts them: grapheme clusters. Mirrors string:length/1. */
export function graphemeLength(chars: string): number {
  if (!MAY_CLUSTER.test(chars)) return chars.length;
  return (chars.match(CLUSTER) as RegExpMatchArray).length;
}

/** The first `count` grapheme clusters. Mirrors string:slice/3. */
export function graphemePrefix(chars: string, count: number): string {
  if (!MAY_CLUSTER.test(chars)) return chars.slice(0, count);
  let end = 0;
  for (const match of chars.matchAll(CLUSTER)) {
    if (count-- <= 0) break;
    end = match.index + match[0].length;
  }
  return chars.slice(0, end);
}

/** Mirrors io_lib:chars_length/1: bytes where all characters are Latin-1, else grapheme clusters. */
export function charsLength(chars: string): number {
  for (let i = 0; i < chars.length; i++) if (chars.charCodeAt(i) > 255) return graphemeLength(chars);
  return chars.length;
}

/** The column after `chars` if they are written at column `start`; tabs go to multiples of 8. Mirrors io_lib:indentation/2. */
export function indentation(chars: string, start: number): number {
  let column = start;
  for (let i = 0; i < chars.length; i++) {
    const code = chars.charCodeAt(i);
    if (code === 10) column = 0;
    else if (code === 9) column = Math.floor((column + 8) / 8) * 8;
    else if (code < 0xdc00 || code > 0xdfff) column++;
  }
  return column;
}

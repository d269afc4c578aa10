// highlight — the colours of the line being typed: its strings, numbers, comments and reserved words, and the bracket
// that belongs to the one at the cursor.
//
// Only what follows the first change is looked at again, so that a long line costs no more at each key.
import { isReservedWord } from "../syntax/reserved-words.ts";
import type { Span } from "../terminal/layout.ts";
import { type TypedToken, typedTokens } from "./typed-tokens.ts";

/** How a token looks: the escape sequence that begins it. */
export interface TokenStyles {
  readonly string: string;
  readonly number: string;
  readonly comment: string;
  readonly keyword: string;
  readonly bracket: string;
}

const CLOSED_BY: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}", "<<": ">>" };
const OPENED_BY: Readonly<Record<string, string>> = { ")": "(", "]": "[", "}": "{", ">>": "<<" };

export class Highlighter {
  readonly #styles: TokenStyles;
  #text = "";
  #tokens: TypedToken[] = [];
  /** Of each coloured token, in order. */
  #spans: Span[] = [];

  constructor(styles: TokenStyles) {
    this.#styles = styles;
  }

  /** The coloured parts of the text, in order. With a cursor the brackets that belong together there, too. */
  spans(text: string, cursor?: number): readonly Span[] {
    if (text !== this.#text) this.#scan(text);
    const pair = cursor === undefined ? [] : this.#brackets(cursor);
    if (pair.length === 0) return this.#spans;
    return [...this.#spans, ...pair].sort((a, b) => a.start - b.start);
  }

  #scan(text: string): void {
    const same = commonPrefix(this.#text, text);
    // The token before the change may be another now, and so may the one before that: `1.` and a digit.
    let kept = firstFrom(this.#tokens, (token) => token.end >= same);
    kept = Math.max(0, kept - 1);
    this.#tokens.length = kept;
    const start = this.#tokens.at(-1)?.end ?? 0;
    this.#spans.length = firstFrom(this.#spans, (span) => span.end > start);
    for (const token of typedTokens(text, start)) {
      this.#tokens.push(token);
      const style = this.#styleOf(token, text);
      if (style !== "") this.#spans.push({ start: token.start, end: token.end, style });
    }
    this.#text = text;
  }

  #styleOf({ kind, start, end }: TypedToken, text: string): string {
    switch (kind) {
      case "string":
      case "character":
        return this.#styles.string;
      case "number":
        return this.#styles.number;
      case "comment":
        return this.#styles.comment;
      case "atom":
        return isReservedWord(text.slice(start, end)) ? this.#styles.keyword : "";
      default:
        return "";
    }
  }

  /** The bracket before the cursor, or else at it, and the one that belongs to it. */
  #brackets(cursor: number): Span[] {
    const behind = firstFrom(this.#tokens, (token) => token.end >= cursor);
    for (const at of this.#tokens[behind]?.end === cursor ? [behind, behind + 1] : [behind]) {
      const other = this.#partner(at);
      if (other !== undefined) return [this.#bracket(at), this.#bracket(other)];
    }
    return [];
  }

  #bracket(at: number): Span {
    const { start, end } = this.#tokens[at];
    return { start, end, style: this.#styles.bracket };
  }

  /** The index of the bracket that belongs to the one at `at`, if that is one. */
  #partner(at: number): number | undefined {
    const shown = this.#shown(at);
    const [step, partners] =
      shown in CLOSED_BY ? [1, CLOSED_BY] : shown in OPENED_BY ? [-1, OPENED_BY] : [0, {}];
    if (step === 0) return undefined;
    const open: string[] = [];
    for (let i = at; i >= 0 && i < this.#tokens.length; i += step) {
      const bracket = this.#shown(i);
      if (bracket in partners) open.push(partners[bracket]);
      else if (bracket in CLOSED_BY || bracket in OPENED_BY) {
        if (open.pop() !== bracket) return undefined;
        if (open.length === 0) return i;
      }
    }
    return undefined;
  }

  /** The characters of a token of punctuation; "" for any other. */
  #shown(at: number): string {
    const token = this.#tokens[at];
    return token?.kind === "punctuation" ? this.#text.slice(token.start, token.end) : "";
  }
}

/** The index of the first for which `holds`, as it does for all that follow; the length if there is none. */
function firstFrom<T>(all: readonly T[], holds: (one: T) => boolean): number {
  let low = 0;
  let high = all.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(all[middle])) high = middle;
    else low = middle + 1;
  }
  return low;
}

function commonPrefix(a: string, b: string): number {
  const size = Math.min(a.length, b.length);
  let at = 0;
  while (at < size && a.charCodeAt(at) === b.charCodeAt(at)) at++;
  return at;
}

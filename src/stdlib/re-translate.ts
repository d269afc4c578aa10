// re-translate — a regular expression of PCRE's as one of JavaScript's, with PCRE's words for what is wrong.
//
// Differences that remain: no conditionals, recursion, callouts or verbs; possessive quantifiers and atomic groups
// are rewritten with a lookahead; lookbehind may be of any length.
import { Escapes, type ReFlags } from "./re-escapes.ts";
import { openingFailure, ReFailure } from "./re-failures.ts";
import { lineEnd, lineStart, notNewline } from "./re-lines.ts";

export interface Translated {
  readonly source: string;
  readonly flags: string;
  /** The number of capturing groups of the expression itself. */
  readonly groups: number;
  /** The JavaScript group that each of them is. */
  readonly map: readonly number[];
  readonly names: ReadonlyMap<string, number>;
  /** The JavaScript group where \K stands: the match begins there. */
  readonly keep: number | undefined;
}

class Translator extends Escapes {
  /** Whether some letters are caseless and others are not. */
  get mixesCases(): boolean {
    return this.cases.size > 1;
  }

  run(): Translated {
    const source = this.alternatives(0);
    if (this.at < this.text.length) throw new ReFailure("unmatched closing parenthesis", this.at + 1);
    for (const { group, at } of this.references) {
      const known = typeof group === "number" ? group <= this.groups : this.names.has(group);
      if (!known) throw new ReFailure("reference to non-existent subpattern", at);
    }
    const resolved = source.replace(
      /\uE000(\d+)\uE001/g,
      (_, group) => `\\${this.map[Number(group) - 1]}(?:)`,
    );
    const flags = `${!this.expands && this.cases.has(true) ? "i" : ""}${this.flags.unicode || this.flags.ucp ? "u" : ""}`;
    const { groups, map, names, keep } = this;
    return { source: resolved, flags, groups, map, names, keep };
  }

  /** Up to the end of the expression or of a group. */
  private alternatives(depth: number): string {
    let source = "";
    let last = "";
    while (this.at < this.text.length) {
      const char = this.text[this.at];
      if (char === ")") {
        if (depth === 0) throw new ReFailure("unmatched closing parenthesis", this.at + 1);
        break;
      }
      if (char === "|") {
        this.at++;
        source += `${last}|`;
        last = "";
        continue;
      }
      if (this.skipExtended()) continue;
      const quantifier = this.quantifier();
      if (quantifier !== undefined) {
        if (last === "" || last === lineStart(this.flags))
          throw new ReFailure("quantifier does not follow a repeatable item", this.at);
        source += this.quantified(last, quantifier);
        last = "";
        continue;
      }
      source += last;
      last = this.item(depth);
    }
    return source + last;
  }

  private skipExtended(): boolean {
    if (!this.flags.extended) return false;
    const found = /^(\s+|#[^\n]*\n?)/.exec(this.text.slice(this.at));
    if (found === null) return false;
    this.at += found[0].length;
    return true;
  }

  private quantifier(): string | undefined {
    const found = /^([*+?]|\{\d+(,\d*)?\}|\{,\d+\})([+?]?)/.exec(this.text.slice(this.at));
    if (found === null) return undefined;
    const range = /^\{(\d+),(\d+)\}/.exec(found[0]);
    const big =
      /^\{(?:\d+,)?0*(?:\d{6,}|6553[6-9]|655[4-9]\d|65[6-9]\d\d|6[6-9]\d{3}|[7-9]\d{4})(?=\}|,)/.exec(
        found[0],
      );
    if (big !== null) throw new ReFailure("number too big in {} quantifier", this.at + big[0].length);
    if (/^(?:[*+]|\{\d*,\})/.test(found[0])) this.unlimited++;
    this.at += found[0].length;
    if (range !== null && Number(range[1]) > Number(range[2])) {
      throw new ReFailure("numbers out of order in {} quantifier", this.at - found[3].length - 1);
    }
    return found[0].replace("{,", "{0,");
  }

  private quantified(item: string, quantifier: string): string {
    if (quantifier.length > 1 && quantifier.endsWith("+")) return this.atomic(item + quantifier.slice(0, -1));
    if (!this.flags.ungreedy) return item + quantifier;
    return (
      item + (quantifier.length > 1 && quantifier.endsWith("?") ? quantifier.slice(0, -1) : `${quantifier}?`)
    );
  }

  /** What cannot be tried again: a lookahead that captures, and a reference to what it found. */
  private atomic(source: string): string {
    const group = ++this.made;
    return `(?=(?<a${group}>${source}))\\k<a${group}>`;
  }

  private item(depth: number): string {
    const char = this.text[this.at++];
    switch (char) {
      case "^":
        return lineStart(this.flags);
      case "$":
        return lineEnd(this.flags);
      case ".":
        return this.flags.dotall ? "[\\s\\S]" : notNewline(this.flags.newline);
      case "[":
        return this.characterClass();
      case "(":
        return this.group(depth);
      case "\\":
        return this.escape(false);
      default:
        return this.letter(this.whole(char));
    }
  }

  private group(depth: number): string {
    const start = this.at;
    const rest = this.text.slice(this.at);
    const named = /^\?(?:P?<|')([A-Za-z_]\w*)[>']/.exec(rest);
    if (named !== null) {
      this.at += named[0].length;
      return this.capture(depth, named[1]);
    }
    if (!rest.startsWith("?")) {
      if (rest.startsWith("*")) throw openingFailure(rest, start);
      return this.flags.noAutoCapture ? `(?:${this.inside(depth)})` : this.capture(depth);
    }
    const comment = /^\?#[^)]*\)/.exec(rest);
    if (comment !== null) {
      this.at += comment[0].length;
      return "";
    }
    const special = /^\?(<=|<!|=|!|:|>|P=(\w+)\))/.exec(rest);
    if (special !== null) {
      this.at += special[0].length;
      if (special[2] !== undefined) return this.reference(special[2], start + 3);
      const unlimited = this.unlimited;
      const source = this.inside(depth);
      if (special[1].startsWith("<") && this.unlimited > unlimited)
        throw new ReFailure("length of lookbehind assertion is not limited", start - 1);
      return special[1] === ">" ? this.atomic(source) : `(?${special[1]}${source})`;
    }
    const options = /^\?([imsxUJ]*)(?:-([imsx]+))?([:)])/.exec(rest);
    if (options === null) throw openingFailure(rest, start);
    this.at += options[0].length;
    return this.withOptions(depth, options[1], options[2] ?? "", options[3] === ")");
  }

  /** `(?i)` to the end of the group, or `(?i:…)`. */
  private withOptions(depth: number, on: string, off: string, rest: boolean): string {
    const before = this.flags;
    this.flags = {
      ...before,
      caseless: (before.caseless || on.includes("i")) && !off.includes("i"),
      multiline: (before.multiline || on.includes("m")) && !off.includes("m"),
      dotall: (before.dotall || on.includes("s")) && !off.includes("s"),
      extended: (before.extended || on.includes("x")) && !off.includes("x"),
      ungreedy: before.ungreedy || on.includes("U"),
    };
    if (rest) return "";
    const source = this.inside(depth);
    this.flags = before;
    return `(?:${source})`;
  }

  private capture(depth: number, name?: string): string {
    const number = ++this.groups;
    this.map[number - 1] = ++this.made;
    if (name !== undefined) {
      if (this.names.has(name) && !this.flags.dupnames) {
        const words = "two named subpatterns have the same name (PCRE2_DUPNAMES not set)";
        throw new ReFailure(words, this.at);
      }
      this.names.set(name, number);
    }
    return `(${this.inside(depth)})`;
  }

  private inside(depth: number): string {
    const before = this.flags;
    const source = this.alternatives(depth + 1);
    if (this.text[this.at] !== ")") throw new ReFailure("missing closing parenthesis", this.text.length);
    this.at++;
    this.flags = before;
    return source;
  }
}

/** Translates; throws a {@link ReFailure}. */
export function translate(text: string, flags: ReFlags): Translated {
  const translator = new Translator(text, flags, false);
  const translated = translator.run();
  return translator.mixesCases ? new Translator(text, flags, true).run() : translated;
}

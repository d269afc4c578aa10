// re-translate — a regular expression of PCRE's as one of JavaScript's, with PCRE's words for what is wrong.
//
// Differences that remain: no conditionals, recursion, callouts, verbs or \K; possessive quantifiers and atomic groups
// are rewritten with a lookahead; lookbehind may be of any length.
import { POSIX, SETS } from "./re-sets.ts";

export interface ReFlags {
  readonly unicode: boolean;
  readonly caseless: boolean;
  readonly multiline: boolean;
  readonly dotall: boolean;
  readonly extended: boolean;
  readonly dollarEndOnly: boolean;
  readonly ungreedy: boolean;
  readonly noAutoCapture: boolean;
  readonly dupnames: boolean;
}

export interface Translated {
  readonly source: string;
  readonly flags: string;
  /** The number of capturing groups of the expression itself. */
  readonly groups: number;
  /** The JavaScript group that each of them is. */
  readonly map: readonly number[];
  readonly names: ReadonlyMap<string, number>;
}

/** What is wrong, and behind which character. */
export class ReFailure extends Error {
  readonly words: string;
  readonly at: number;
  constructor(words: string, at: number) {
    super(words);
    this.words = words;
    this.at = at;
  }
}

const CONTROLS: Record<string, string> = { a: "\\x07", e: "\\x1b", f: "\\f", n: "\\n", r: "\\r", t: "\\t" };
const START = "^";
/** The end of the text. */
export const END = "(?:$)";
/** The same, or before a newline that is the last character. */
export const LAST_LINE_END = "(?=\\n?(?![\\s\\S]))";

class Translator {
  private at = 0;
  private groups = 0;
  private made = 0;
  private readonly map: number[] = [];
  private readonly names = new Map<string, number>();
  private readonly references: { readonly group: number | string; readonly at: number }[] = [];
  private readonly text: string;
  private flags: ReFlags;

  constructor(text: string, flags: ReFlags) {
    this.text = text;
    this.flags = flags;
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
    const flags = `${this.flags.caseless ? "i" : ""}${this.flags.unicode ? "u" : ""}`;
    return { source: resolved, flags, groups: this.groups, map: this.map, names: this.names };
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
        if (last === "" || last === START)
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
        return this.flags.multiline ? "(?<![^\\n])" : START;
      case "$":
        if (this.flags.multiline) return "(?![^\\n])";
        return this.flags.dollarEndOnly ? END : LAST_LINE_END;
      case ".":
        return this.flags.dotall ? "[\\s\\S]" : "[^\\n]";
      case "[":
        return this.characterClass();
      case "(":
        return this.group(depth);
      case "\\":
        return this.escape(false);
      default:
        return this.literal(this.whole(char));
    }
  }

  /** The whole character, where it takes two units. */
  private whole(char: string): string {
    const code = this.text.codePointAt(this.at - 1) as number;
    if (code <= 0xffff) return char;
    this.at++;
    return String.fromCodePoint(code);
  }

  private literal(char: string): string {
    return /[\^$\\.*+?()[\]{}|/]/.test(char) ? `\\${char}` : char;
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
      if (rest.startsWith("*")) throw new ReFailure("(*VERB) not recognized or malformed", this.at + 1);
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
      if (special[2] !== undefined) return this.reference(special[2]);
      const source = this.inside(depth);
      return special[1] === ">" ? this.atomic(source) : `(?${special[1]}${source})`;
    }
    const options = /^\?([imsxUJ]*)(?:-([imsx]+))?([:)])/.exec(rest);
    if (options === null) throw new ReFailure("unrecognized character after (? or (?-", start + 2);
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
    // JavaScript here has no caseless part: it is all or nothing.
    this.flags = { ...before, caseless: this.flags.caseless };
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
    this.flags = { ...before, caseless: this.flags.caseless };
    return source;
  }

  private reference(group: number | string): string {
    this.references.push({ group, at: this.at });
    if (typeof group === "number") return `\uE000${group}\uE001`;
    return `\uE000${this.names.get(group) ?? 1}\uE001`;
  }

  /** What follows a backslash. */
  private escape(inClass: boolean): string {
    if (this.at >= this.text.length) throw new ReFailure("\\ at end of pattern", this.at);
    const char = this.text[this.at++];
    if (Object.hasOwn(SETS, char)) return inClass ? SETS[char] : `[${SETS[char]}]`;
    const set = SETS[char.toLowerCase()];
    if (set !== undefined) return inClass ? this.complement(char) : `[^${set}]`;
    if (Object.hasOwn(CONTROLS, char)) return CONTROLS[char];
    const rest = this.text.slice(this.at);
    if (char === "x") return this.hexadecimal(rest);
    if (char === "Q") return this.quoted();
    if (char === "E") return "";
    if (char === "p" || char === "P") return this.property(char, rest);
    if (inClass) {
      if (char === "b") return "\\x08";
      if (/[0-7]/.test(char)) return this.octal(char + rest);
      return /[\w]/.test(char) ? char : `\\${char}`;
    }
    if (/[1-9]/.test(char)) {
      const digits = (/^\d*/.exec(rest) as RegExpExecArray)[0];
      this.at += digits.length;
      return this.reference(Number(char + digits));
    }
    return this.assertion(char, rest);
  }

  /** Escapes outside of classes only. */
  private assertion(char: string, rest: string): string {
    switch (char) {
      case "A":
        return START;
      case "z":
        return END;
      case "Z":
        return LAST_LINE_END;
      case "b":
      case "B":
        return `\\${char}`;
      case "N":
        return "[^\\n]";
      case "R":
        return "(?:\\r\\n|[\\n\\v\\f\\r\\x85])";
      case "0":
        return this.octal(char + rest);
      case "g":
      case "k": {
        const found = /^(?:\{(-?\w+)\}|<(\w+)>|'(\w+)'|(\d+))/.exec(rest);
        if (found === null) throw new ReFailure("a numbered reference must not be zero", this.at);
        this.at += found[0].length;
        const name = found[1] ?? found[2] ?? found[3] ?? found[4];
        const number = Number(name);
        if (Number.isNaN(number)) return this.reference(name);
        return this.reference(number < 0 ? this.groups + 1 + number : number);
      }
      default:
        if (/[A-Za-z]/.test(char)) throw new ReFailure("unrecognized character follows \\", this.at);
        return this.literal(this.whole(char));
    }
  }

  private complement(char: string): string {
    return char === "H" || char === "V" ? "\\S" : `\\${char}`;
  }

  private hexadecimal(rest: string): string {
    const found = /^(?:\{([0-9A-Fa-f]+)\}|([0-9A-Fa-f]{0,2}))/.exec(rest) as RegExpExecArray;
    this.at += found[0].length;
    return this.code(Number.parseInt(found[1] ?? (found[2] || "0"), 16));
  }

  private octal(digits: string): string {
    const found = (/^[0-7]{1,3}/.exec(digits) as RegExpExecArray)[0];
    this.at += found.length - 1;
    return this.code(Number.parseInt(found, 8));
  }

  private code(code: number): string {
    if (code <= 0xff) return `\\x${code.toString(16).padStart(2, "0")}`;
    return this.flags.unicode ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, "0")}`;
  }

  private quoted(): string {
    const end = this.text.indexOf("\\E", this.at);
    const text = this.text.slice(this.at, end < 0 ? undefined : end);
    this.at = end < 0 ? this.text.length : end + 2;
    return Array.from(text, (char) => this.literal(char)).join("");
  }

  private property(char: string, rest: string): string {
    const found = /^(?:\{(\^?)(\w+&?)\}|(\w))/.exec(rest);
    if (found === null) throw new ReFailure("malformed \\P or \\p sequence", this.at);
    this.at += found[0].length;
    const name = found[2] ?? found[3];
    const script = name.length > 2 ? `Script=${name}` : name;
    const negated = (char === "P") !== (found[1] === "^");
    return this.flags.unicode ? `\\${negated ? "P" : "p"}{${script}}` : negated ? "[^A-Za-z]" : "[A-Za-z]";
  }

  private characterClass(): string {
    let source = "[";
    if (this.text[this.at] === "^") {
      this.at++;
      source += "^";
    }
    for (let first = true; ; first = false) {
      if (this.at >= this.text.length) {
        throw new ReFailure("missing terminating ] for character class", this.text.length);
      }
      const posix = /^\[:(\^?)(\w*):\]/.exec(this.text.slice(this.at));
      if (posix !== null) {
        this.at += posix[0].length;
        if (!Object.hasOwn(POSIX, posix[2])) throw new ReFailure("unknown POSIX class name", this.at);
        source += POSIX[posix[2]];
        continue;
      }
      const char = this.text[this.at++];
      if (char === "]" && !first) return source === "[" ? "[]" : `${source}]`;
      if (char === "\\") source += this.escape(true);
      else if (char === "-" && !first && this.text[this.at] !== "]") {
        source += "-";
        this.checkRange();
      } else source += /[\][\\^\-&~|(){}/]/.test(char) ? `\\${char}` : this.whole(char);
    }
  }

  /** `b-a`: the hyphen was read, and `a` is next. */
  private checkRange(): void {
    const from = this.text[this.at - 2];
    const to = this.text[this.at];
    if (/\w/.test(from) && /\w/.test(to) && this.text[this.at - 3] !== "\\" && from > to) {
      throw new ReFailure("range out of order in character class", this.at + 1);
    }
  }
}

/** Translates; throws a {@link ReFailure}. */
export function translate(text: string, flags: ReFlags): Translated {
  return new Translator(text, flags).run();
}

// re-escapes — what one character, one escape or one class of a PCRE expression is in JavaScript.
//
// The part of the translator that does not look into groups; re-translate.ts goes on from here.
import { bothCases, otherCases } from "./re-case.ts";
import { codeFailure, escapeFailure, largeCode, ReFailure, referenceFailure } from "./re-failures.ts";
import { END, type LineFlags, lastLineEnd, notNewline, START } from "./re-lines.ts";
import { POSIX, SETS, UCP_SETS, UCP_WORD_BOUNDARY } from "./re-sets.ts";

export interface ReFlags extends LineFlags {
  readonly unicode: boolean;
  /** Whether classes such as \w are Unicode's. */
  readonly ucp: boolean;
  readonly caseless: boolean;
  readonly dotall: boolean;
  readonly extended: boolean;
  readonly ungreedy: boolean;
  readonly noAutoCapture: boolean;
  readonly dupnames: boolean;
}

const CONTROLS: Record<string, string> = { a: "\\x07", e: "\\x1b", f: "\\f", n: "\\n", r: "\\r", t: "\\t" };

/** A property of PCRE's as JavaScript has it. */
function scriptOrCategory(name: string): string | undefined {
  if (name === "L&") return "LC";
  if (name === "Any") return name;
  for (const property of name.length > 2 ? [`Script=${name}`, name] : [name]) {
    try {
      new RegExp(`\\p{${property}}`, "u");
      return property;
    } catch (thrown) {
      // Not one that JavaScript knows.
      if (!(thrown instanceof SyntaxError)) throw thrown;
    }
  }
  return undefined;
}

/** A reader of an expression, and what it has read so far. */
export class Escapes {
  protected at = 0;
  protected groups = 0;
  protected made = 0;
  protected keep: number | undefined;
  /** How many quantifiers without a limit there were. */
  protected unlimited = 0;
  protected readonly map: number[] = [];
  protected readonly names = new Map<string, number>();
  protected readonly references: { readonly group: number | string; readonly at: number }[] = [];
  protected readonly text: string;
  protected flags: ReFlags;
  /** Whether cases are written out, and which kinds of letters there were. */
  protected readonly expands: boolean;
  protected readonly cases = new Set<boolean>();

  constructor(text: string, flags: ReFlags, expands: boolean) {
    this.text = text;
    this.flags = flags;
    this.expands = expands;
  }

  /** The whole character, where it takes two units. */
  protected whole(char: string): string {
    const code = this.text.codePointAt(this.at - 1) as number;
    if (code <= 0xffff) return char;
    this.at++;
    return String.fromCodePoint(code);
  }

  /** A character that stands for itself. */
  protected letter(char: string): string {
    this.cases.add(this.flags.caseless);
    return this.expands && this.flags.caseless ? bothCases(char, this.literal) : this.literal(char);
  }

  private literal(char: string): string {
    return /[\^$\\.*+?()[\]{}|/]/.test(char) ? `\\${char}` : char;
  }

  protected reference(group: number | string, at: number): string {
    this.references.push({ group, at });
    this.cases.add(this.flags.caseless);
    if (typeof group === "number") return `\uE000${group}\uE001`;
    return `\uE000${this.names.get(group) ?? 1}\uE001`;
  }

  /** What follows a backslash. */
  protected escape(inClass: boolean): string {
    if (this.at >= this.text.length) throw new ReFailure("\\ at end of pattern", this.at);
    const char = this.text[this.at++];
    const sets = this.flags.ucp ? UCP_SETS : SETS;
    if (Object.hasOwn(sets, char)) return inClass ? sets[char] : `[${sets[char]}]`;
    const set = sets[char.toLowerCase()];
    if (set !== undefined) return inClass ? this.complement(char) : `[^${set}]`;
    if (Object.hasOwn(CONTROLS, char)) return CONTROLS[char];
    const rest = this.text.slice(this.at);
    if (char === "x") return this.hexadecimal(rest);
    if (char === "o") return this.bracedOctal(rest);
    if (char === "c") return this.control(rest);
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
      return this.reference(Number(char + digits), this.at);
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
        return lastLineEnd(this.flags.newline);
      case "b":
        return this.flags.ucp ? UCP_WORD_BOUNDARY : "\\b";
      case "B":
        return this.flags.ucp ? `(?!${UCP_WORD_BOUNDARY})` : "\\B";
      case "K":
        this.keep = ++this.made;
        return "()";
      case "N":
        return notNewline(this.flags.newline);
      case "R":
        return "(?:\\r\\n|[\\n\\v\\f\\r\\x85])";
      case "0":
        return this.octal(char + rest);
      case "g":
      case "k": {
        const found = /^(?:\{(-?\w+)\}|<(\w+)>|'(\w+)'|(\d+))/.exec(rest);
        if (found === null) throw referenceFailure(char, rest, this.at);
        const start = this.at;
        this.at += found[0].length;
        const name = found[1] ?? found[2] ?? found[3] ?? found[4];
        const number = Number(name);
        if (Number.isNaN(number)) return this.reference(name, start + 1);
        if (number < -this.groups) throw new ReFailure("reference to non-existent subpattern", start);
        return this.reference(number < 0 ? this.groups + 1 + number : number, this.at);
      }
      default:
        if (/[A-Za-z]/.test(char)) throw escapeFailure(char, this.at);
        return this.letter(this.whole(char));
    }
  }

  private complement(char: string): string {
    return char === "H" || char === "V" ? "\\S" : `\\${char}`;
  }

  private control(rest: string): string {
    if (rest === "") throw new ReFailure("\\c at end of pattern", this.at);
    this.at++;
    return this.code(rest[0].toUpperCase().charCodeAt(0) ^ 0x40);
  }

  private bracedOctal(rest: string): string {
    const found = /^\{([0-7]+)\}/.exec(rest);
    if (found === null) throw codeFailure("o", rest, this.at);
    this.at += found[0].length;
    return this.code(Number.parseInt(found[1], 8));
  }

  private hexadecimal(rest: string): string {
    if (/^\{(?![0-9A-Fa-f]+\})/.test(rest)) throw codeFailure("x", rest, this.at);
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
    if (code > (this.flags.unicode ? 0x10ffff : 0xff))
      throw largeCode(this.text[this.at - 1] === "}" ? this.at - 1 : this.at);
    this.cases.add(this.flags.caseless);
    if (code <= 0xff) return `\\x${code.toString(16).padStart(2, "0")}`;
    return this.flags.unicode ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, "0")}`;
  }

  private quoted(): string {
    const end = this.text.indexOf("\\E", this.at);
    const text = this.text.slice(this.at, end < 0 ? undefined : end);
    this.at = end < 0 ? this.text.length : end + 2;
    return Array.from(text, (char) => this.letter(char)).join("");
  }

  private property(char: string, rest: string): string {
    const found = /^(?:\{(\^?)(\w*&?)\}|(\w))/.exec(rest);
    if (found === null) {
      const read = (/^(?:\{\^?\w*)?/.exec(rest) as RegExpExecArray)[0].length;
      throw new ReFailure("malformed \\P or \\p sequence", this.at + read);
    }
    this.at += found[0].length;
    const name = found[2] ?? found[3];
    const script = scriptOrCategory(name);
    if (script === undefined) throw new ReFailure("unknown property after \\P or \\p", this.at);
    const negated = (char === "P") !== (found[1] === "^");
    return this.flags.unicode ? `\\${negated ? "P" : "p"}{${script}}` : negated ? "[^A-Za-z]" : "[A-Za-z]";
  }

  protected characterClass(): string {
    let source = "[";
    const outside = /^:\^?\w*:\]/.exec(this.text.slice(this.at));
    if (outside !== null) {
      const words = "POSIX named classes are supported only within a class";
      throw new ReFailure(words, this.at + outside[0].length);
    }
    if (this.text[this.at] === "^") {
      this.at++;
      source += "^";
    }
    const opening = source.length;
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
      if (char === "]" && !first) {
        this.cases.add(this.flags.caseless);
        const inside = source.slice(opening);
        const others = this.expands && this.flags.caseless ? otherCases(inside, this.flags.unicode) : "";
        return `${source}${others}]`;
      }
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

// re-failures — what is wrong with a regular expression, in PCRE's words and at its places.

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

const UNKNOWN_OPENING = "unrecognized character after (? or (?-";
const UNTERMINATED_NAME = "syntax error in subpattern name (missing terminator?)";
const TOO_LARGE = "character code point value in \\x{} or \\o{} is too large";
const DIGITS_MISSING = "digits missing after \\x or in \\x{} or \\o{} or \\N{U+}";
const CASE_ESCAPES = "PCRE2 does not support \\F, \\L, \\l, \\N{name}, \\U, or \\u";

/** Why what stands behind a parenthesis at `at` opens no group. */
export function openingFailure(rest: string, at: number): ReFailure {
  if (rest.startsWith("*")) {
    const verb = (/^\*[A-Za-z]*/.exec(rest) as RegExpExecArray)[0];
    const words =
      verb === "*" ? "quantifier does not follow a repeatable item" : "(*VERB) not recognized or malformed";
    return new ReFailure(words, at + verb.length);
  }
  if (rest.startsWith("?#")) return new ReFailure("missing ) after (?# comment", at + rest.length);
  const opener = /^\?(?:P?<(?![=!])|'|P=)/.exec(rest);
  if (opener !== null) return nameFailure(rest.slice(opener[0].length), at + opener[0].length);
  if (/^\?P[^=<>]/.test(rest)) return new ReFailure("unrecognized character after (?P", at + 3);
  const options = (/^\?(?:P|[imsxnUJ^]*(?:-[imsx]*)?)/.exec(rest) as RegExpExecArray)[0];
  if (options.length === rest.length) return new ReFailure("missing closing parenthesis", at + rest.length);
  return new ReFailure(UNKNOWN_OPENING, at + options.length + 1);
}

/** Why no name and its end are there. */
export function nameFailure(rest: string, at: number): ReFailure {
  const name = (/^\w*/.exec(rest) as RegExpExecArray)[0];
  if (name === "") return new ReFailure("subpattern name expected", at);
  if (/^\d/.test(name)) return new ReFailure("subpattern name must start with a non-digit", at + 1);
  return new ReFailure(UNTERMINATED_NAME, at + name.length);
}

/** Why `\g` or `\k` refers to nothing. */
export function referenceFailure(char: string, rest: string, at: number): ReFailure {
  if (/^[{<']\w/.test(rest)) return nameFailure(rest.slice(1), at + 1);
  const number = char === "g" ? "name/number or by a plain number" : "name";
  return new ReFailure(`\\${char} is not followed by a braced, angle-bracketed, or quoted ${number}`, at);
}

/** Why the letter behind a backslash means nothing. */
export function escapeFailure(char: string, at: number): ReFailure {
  return new ReFailure(/[FLlUu]/.test(char) ? CASE_ESCAPES : "unrecognized character follows \\", at);
}

/** Why `{…}` behind `\x` or `\o` holds no code. */
export function codeFailure(char: string, rest: string, at: number): ReFailure {
  if (!rest.startsWith("{")) return new ReFailure("missing opening brace after \\o", at);
  const digits = (char === "x" ? /^\{[0-9A-Fa-f]*/ : /^\{[0-7]*/).exec(rest) as RegExpExecArray;
  const end = at + digits[0].length;
  const next = rest[digits[0].length];
  if (digits[0] === "{" && (next === undefined || next === "}")) return new ReFailure(DIGITS_MISSING, end);
  const kind = char === "x" ? "non-hex" : "non-octal";
  const words = `${kind} character in \\${char}{} (closing brace missing?)`;
  return new ReFailure(words, end + 1);
}

/** A code that is no character's; `at` is behind it. */
export function largeCode(at: number): ReFailure {
  return new ReFailure(TOO_LARGE, at);
}

// typed-tokens — the tokens of what is being typed, finished or not: for colours and completion.
//
// The scanner of the syntax room stops at an error and makes an atom of every word; what is being typed is wrong most
// of the time, and its half words are no atoms yet. So here is one pattern that takes any text.

export type TokenKind =
  | "blank"
  | "comment"
  | "string"
  | "atom"
  | "variable"
  | "number"
  | "character"
  | "punctuation";

export interface TypedToken {
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
}

/** A triple-quoted string ends with quotes that stand first in their line; a sigil belongs to its string. */
const STRING =
  '(?:~[\\p{L}\\p{N}_@]*)?(?:(?<quotes>"{3,})(?=[^\\S\\n]*\\n)[\\s\\S]*?(?:\\n[^\\S\\n]*\\k<quotes>|$)|"(?:\\\\[\\s\\S]?|[^"\\\\])*"?)';
const SIGIL =
  "~[\\p{L}\\p{N}_@]*(?:\\((?:\\\\[\\s\\S]?|[^)\\\\])*\\)?|\\[(?:\\\\[\\s\\S]?|[^\\]\\\\])*\\]?|\\{(?:\\\\[\\s\\S]?|[^}\\\\])*\\}?|<(?:\\\\[\\s\\S]?|[^>\\\\])*>?|(?<delimiter>[/|'`#])(?:\\\\[\\s\\S]?|(?!\\k<delimiter>)[^\\\\])*(?:\\k<delimiter>|$))";
const TOKEN = new RegExp(
  [
    "(?<blank>\\s+)",
    "(?<comment>%[^\\n]*)",
    `(?<string>${STRING}|${SIGIL})`,
    "(?<atom>\\p{Ll}[\\p{L}\\p{N}_@]*|'(?:\\\\[\\s\\S]?|[^'\\\\])*'?)",
    "(?<variable>[\\p{Lu}_][\\p{L}\\p{N}_@]*)",
    "(?<number>\\d[\\d_]*(?:#[0-9a-zA-Z_]*|\\.\\d[\\d_]*(?:[eE][+-]?\\d+)?)?)",
    "(?<character>\\$(?:\\\\(?:x\\{[^}]*\\}?|\\^[\\s\\S]|[0-7]{1,3}|[\\s\\S])|[\\s\\S])?)",
    "(?<punctuation>->|=>|:=|<-|<:-|<:=|<=|<<|>>|=:=|=\\/=|==|\\/=|=<|>=|\\|\\||&&|::|\\+\\+|--|[\\s\\S])",
  ].join("|"),
  "uy",
);
const KINDS = [
  "blank",
  "comment",
  "string",
  "atom",
  "variable",
  "number",
  "character",
  "punctuation",
] as const;

/** The tokens of `text` from `start` on, which is where a token begins; blanks and comments are tokens too. */
export function* typedTokens(text: string, start = 0): Generator<TypedToken> {
  // A pattern that remembers where it stands is not shared.
  const pattern = new RegExp(TOKEN);
  pattern.lastIndex = start;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const groups = match.groups as Record<TokenKind, string | undefined>;
    const kind = KINDS.find((one) => groups[one] !== undefined) as TokenKind;
    yield { kind, start: match.index, end: pattern.lastIndex };
  }
}

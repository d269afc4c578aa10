// re-lines — where lines begin and end in a regular expression, by the newlines that it was compiled for.
//
// Each function answers a piece of a JavaScript expression. As in PCRE, no line begins behind a newline that is the last.

/** The names of `{newline, Name}`. */
export type Newline = "lf" | "cr" | "crlf" | "anycrlf" | "any" | "nul";

interface Lines {
  /** One newline. */
  readonly newline: string;
  /** A character that begins none. */
  readonly other: string;
}

const LINES: Readonly<Record<Newline, Lines>> = {
  lf: { newline: "\\n", other: "[^\\n]" },
  cr: { newline: "\\r", other: "[^\\r]" },
  crlf: { newline: "\\r\\n", other: "(?:(?!\\r\\n)[\\s\\S])" },
  anycrlf: { newline: "(?:\\r\\n|[\\r\\n])", other: "[^\\r\\n]" },
  any: {
    newline: "(?:\\r\\n|[\\n\\v\\f\\r\\x85\\u2028\\u2029])",
    other: "[^\\n\\v\\f\\r\\x85\\u2028\\u2029]",
  },
  nul: { newline: "\\0", other: "[^\\0]" },
};

/** What the places depend on. */
export interface LineFlags {
  readonly newline: Newline;
  readonly multiline: boolean;
  readonly dollarEndOnly: boolean;
  /** Whether the beginning of the text begins no line, and its end ends none. */
  readonly notBol: boolean;
  readonly notEol: boolean;
}

export const START = "^";
/** The end of the text. */
export const END = "(?:$)";
/** The same, or before a newline that is the last character. */
export const LAST_LINE_END = "(?=\\n?(?![\\s\\S]))";
const NOWHERE = "(?!)";

export const isNewline = (name: string): name is Newline => Object.hasOwn(LINES, name);

/** Whether one newline may be two characters. */
export const hasCrLf = (newline: Newline): boolean => LINES[newline].newline.includes("\\r\\n");

/** `.` and `\N`: any character but a newline. */
export const notNewline = (newline: Newline): string => LINES[newline].other;

/** `^`. */
export function lineStart({ newline, multiline, notBol }: LineFlags): string {
  if (!multiline) return notBol ? NOWHERE : START;
  const behind = `(?<=${LINES[newline].newline})(?=[\\s\\S])`;
  return notBol ? behind : `(?:(?<![\\s\\S])|${behind})`;
}

/** `$`. */
export function lineEnd({ newline, multiline, dollarEndOnly, notEol }: LineFlags): string {
  const line = LINES[newline].newline;
  if (multiline) return notEol ? `(?=${line})` : `(?=${line}|(?![\\s\\S]))`;
  if (notEol) return NOWHERE;
  if (dollarEndOnly) return END;
  return newline === "lf" ? LAST_LINE_END : `(?=(?:${line})?(?![\\s\\S]))`;
}

/** `\Z`. */
export const lastLineEnd = (newline: Newline): string =>
  lineEnd({ newline, multiline: false, dollarEndOnly: false, notBol: false, notEol: false });

/** Where the first line that is not before `from` ends. */
export function firstLineEnd(text: string, from: number, newline: Newline): number {
  const at = text.slice(from).search(new RegExp(LINES[newline].newline));
  return at < 0 ? text.length : from + at;
}

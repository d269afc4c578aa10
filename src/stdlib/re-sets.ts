// re-sets — sets of characters that have names in a regular expression, as the inside of a class.

/** `[:alpha:]` and its kin. */
export const POSIX: Record<string, string> = {
  alnum: "A-Za-z0-9",
  alpha: "A-Za-z",
  ascii: "\\x00-\\x7f",
  blank: " \\t",
  cntrl: "\\x00-\\x1f\\x7f",
  digit: "0-9",
  graph: "!-~",
  lower: "a-z",
  print: " -~",
  punct: "!-\\/:-@\\[-`{-~",
  space: " \\t\\n\\v\\f\\r",
  upper: "A-Z",
  word: "A-Za-z0-9_",
  xdigit: "0-9A-Fa-f",
};
/** `\\d`, `\\w` … */
export const SETS: Record<string, string> = {
  d: "0-9",
  w: "A-Za-z0-9_",
  s: " \\t\\n\\v\\f\\r",
  h: " \\t\\xa0",
  v: "\\n\\v\\f\\r\\x85",
};
/** The same by Unicode's properties. */
export const UCP_SETS: Record<string, string> = {
  ...SETS,
  d: "\\p{Nd}",
  w: "\\p{L}\\p{N}\\p{Mn}\\p{Pc}",
  s: "\\p{Z}\\t\\n\\v\\f\\r\\x85",
};
export const UCP_WORD_BOUNDARY = `(?:(?<=[${UCP_SETS.w}])(?![${UCP_SETS.w}])|(?<![${UCP_SETS.w}])(?=[${UCP_SETS.w}]))`;

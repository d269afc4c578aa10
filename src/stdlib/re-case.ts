// re-case — parts of a regular expression that are caseless where others are not: each letter as a class of its cases,
// since JavaScript's flag `i` is for the whole expression.

/** The character in both its cases, as a class; as it is if it has one only. */
export function bothCases(char: string, literal: (char: string) => string): string {
  const cases = [...new Set([char, char.toLowerCase(), char.toUpperCase()])].filter(
    (one) => Array.from(one).length === 1,
  );
  return cases.length === 1 ? literal(char) : `[${cases.map(literal).join("")}]`;
}

/** What to add to the inside of a class for the other cases of the letters in it. */
export function otherCases(inside: string, unicode: boolean): string {
  const set = new RegExp(`[${inside}]`, unicode ? "u" : "");
  let missing = "";
  for (let code = 0x41; code <= 0xff; code++) {
    const char = String.fromCharCode(code);
    for (const other of [char.toLowerCase(), char.toUpperCase()]) {
      if (/^[\x41-\xff]$/.test(other) && set.test(char) && !set.test(other)) missing += other;
    }
  }
  return missing;
}

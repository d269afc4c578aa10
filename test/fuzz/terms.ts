// terms — literals of every kind of term, as text.
import fc from "fast-check";
import { commas, grown, oneOf, phrases, type Text, text, weighted, words } from "./text.ts";

const BOUNDARIES = [
  7, 8, 15, 16, 23, 24, 27, 28, 31, 32, 47, 48, 52, 53, 54, 58, 59, 60, 63, 64, 65, 100, 127, 128, 300, 1023,
  1024,
];

/** Integers: small ones, those about a power of two, and long ones. */
export const integer: Text = weighted(
  [4, fc.integer({ min: -10, max: 300 }).map(String)],
  [1, fc.integer().map(String)],
  [
    2,
    fc
      .tuple(fc.constantFrom(...BOUNDARIES), fc.integer({ min: -2, max: 2 }), fc.boolean())
      .map(([bits, more, negative]) => String((negative ? -1n : 1n) * (2n ** BigInt(bits) + BigInt(more)))),
  ],
  [1, fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }).map(String)],
);

/** Positive, so that it needs no parentheses. */
export const natural: Text = integer.map((digits) => digits.replace("-", ""));

/** A double as Erlang reads it. */
function floatText(value: number): string {
  const [mantissa, exponent] = String(Object.is(value, -0) ? "-0.0" : value).split("e");
  const digits = mantissa.includes(".") ? mantissa : `${mantissa}.0`;
  return exponent === undefined ? digits : `${digits}e${exponent.replace("+", "")}`;
}

export const float: Text = weighted(
  [3, fc.integer({ min: -50, max: 50 }).map((n) => floatText(n / 4))],
  [2, fc.double({ noNaN: true, noDefaultInfinity: true }).map(floatText)],
  [
    1,
    words(
      "0.0 -0.0 1.0 0.1 0.3 1.0e10 1.0e15 1.0e16 1.0e17 1.0e21 1.0e22 1.0e23 123456789.0 1.0e-4 1.0e-5 1.0e-7 1.5e300 9007199254740992.0 9007199254740993.0 4503599627370496.5 1.7976931348623157e308 5.0e-324 2.2250738585072014e-308 0.30000000000000004 18446744073709551616.0",
    ),
  ],
  [
    1,
    fc
      .tuple(fc.integer({ min: -999, max: 999 }), fc.integer({ min: -30, max: 30 }))
      .map(([m, e]) => floatText(m * 10 ** e)),
  ],
);

export const number: Text = oneOf(integer, float);

const CHARS = [
  "a",
  "b",
  "z",
  "A",
  " ",
  "0",
  "~",
  "'",
  '"',
  "\\",
  "\n",
  "\t",
  "\u0000",
  "\u001b",
  "\u007f",
  "\u0080",
  "\u00a0",
  "\u00e9",
  "\u00ff",
  "\u0100",
  "\u0416",
  "\u20ac",
  "\u200b",
  "\ud7ff",
  "\ue000",
  "\u{1f600}",
  "\u0301",
  "\u2028",
];
const char = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom("a", "b", "c", "d", "e", " ") },
  { weight: 1, arbitrary: fc.constantFrom(...CHARS) },
);

function escaped(chars: string[], quote: string): string {
  return chars
    .map((char) => {
      const code = char.codePointAt(0) as number;
      if (char === quote || char === "\\") return `\\${char}`;
      return code < 32 || (code > 126 && code < 161) || code === 0x2028 || code === 0x200b
        ? `\\x{${code.toString(16)}}`
        : char;
    })
    .join("");
}

const chars = fc.array(char, { maxLength: 8 });
export const string: Text = weighted(
  [4, chars.map((list) => `"${escaped(list, '"')}"`)],
  [1, fc.array(char, { minLength: 20, maxLength: 90, size: "max" }).map((list) => `"${escaped(list, '"')}"`)],
);

export const atom: Text = weighted(
  [4, words("a b ok error foo true false undefined null nil infinity atom_name some_longer_atom_name")],
  [1, chars.map((list) => `'${escaped(list, "'")}'`)],
  [
    1,
    words(
      "'and' 'div' 'maybe' 'else' 'when' 'Abc' '_x' 'a@b' '9a' '' 'é' 'éa' ß 'Éa' 'ÿ' 'Ж' 'end' 'rem' 'cond'",
    ),
  ],
);

const byte = fc.integer({ min: 0, max: 255 }).map(String);
export const binary: Text = weighted(
  [
    3,
    chars.map(
      (list) =>
        `<<"${escaped(
          list.filter((c) => c < "\u0100"),
          '"',
        )}">>`,
    ),
  ],
  [2, chars.map((list) => `<<"${escaped(list, '"')}"/utf8>>`)],
  [2, fc.array(byte, { maxLength: 6 }).map((list) => `<<${list.join(",")}>>`)],
  [1, fc.array(byte, { minLength: 10, maxLength: 60, size: "max" }).map((list) => `<<${list.join(",")}>>`)],
  [
    2,
    fc
      .tuple(fc.array(byte, { maxLength: 12 }), byte, fc.integer({ min: 1, max: 7 }))
      .map(([list, last, bits]) => `<<${[...list, `${last}:${bits}`].join(",")}>>`),
  ],
);

export const leaf: Text = weighted(
  [3, integer],
  [2, float],
  [3, atom],
  [2, string],
  [2, binary],
  [1, fc.constant("[]")],
  [1, fc.constant("{}")],
  [1, fc.constant("#{}")],
  [1, phrases("fun lists:map/2", "fun erlang:'+'/2", "fun 'a b':c/0")],
);

export function compound(below: Text, width: number): Text {
  return weighted(
    [3, text`[${commas(below, 0, width)}]`],
    [3, text`{${commas(below, 0, width)}}`],
    [1, text`[${commas(below, 1, 3)} | ${below}]`],
    [2, text`#{${commas(text`${below} => ${below}`, 0, Math.min(width, 6))}}`],
    [1, text`[${commas(oneOf("97", "98", "10", "233", "1078", "32", "127", "128512"), 1, 8)}]`],
    [1, text`[${commas(text`{${atom}, ${below}}`, 1, width)}]`],
    [1, text`${atom.filter((name) => name !== "")}`],
  );
}

/** Any term, nested up to three deep. */
export const term: Text = grown(leaf, 3, (below) => compound(below, 5));
/** Any term, small. */
export const smallTerm: Text = grown(leaf, 1, (below) => compound(below, 3));
/** Wide and deep terms, that take several lines. */
export const largeTerm: Text = grown(leaf, 4, (below) => compound(below, 9));

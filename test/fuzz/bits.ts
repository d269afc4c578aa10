// bits — construction and matching of bit strings: all types, sizes, units, signs and byte orders, the wrong ones too.
import fc from "fast-check";
import { binary, float, integer, number, smallTerm, string } from "./terms.ts";
import { commas, oneOf, type Text, text, weighted, words } from "./text.ts";

const small = fc.integer({ min: 0, max: 40 }).map(String);
const size = weighted(
  [6, small],
  [2, words("1 2 3 4 5 6 7 8 9 12 16 24 32 33 48 52 53 54 64 65 128")],
  [1, words("(-1) 0 a (1+2) 1.0 8.0")],
);
const floatSize = words("16 32 64 64 32 16 8 0");
const order = words("little big native");
const sign = words("signed unsigned");
const sized = oneOf("", text`:${size}`);

const segment: Text = weighted(
  [4, text`${integer}`],
  [4, text`(${number})${text`:${size}`}`],
  [4, text`(${integer}):${size}/${order}`],
  [2, text`(${integer}):${size}/${order}-${sign}-unit:${words("1 2 3 8 16")}`],
  [1, text`(${integer})/${words("integer signed little unit:8 utf8 utf16 utf32 utf16-little utf32-little")}`],
  [3, text`(${number}):${floatSize}/float-${order}`],
  [2, text`(${float})/float`],
  [1, text`(${oneOf(float, number)}):${words("1 2 4 8")}/float-unit:${words("8 16 1 32")}`],
  [3, text`(${binary})/${words("binary bytes bits bitstring")}`],
  [2, text`(${binary}):${size}/${words("binary bytes bits bitstring binary-unit:4 bits-unit:3")}`],
  [2, string],
  [2, text`${string}/${words("utf8 utf16 utf32 utf16-little utf32-little integer little")}`],
  [1, text`${string}:${size}`],
  [
    1,
    text`(${words("97 233 8364 128512 55296 1114111 1114112 -1 a 1.0")})/${words("utf8 utf16 utf32 utf16-little")}`,
  ],
  [
    1,
    text`(${smallTerm})${sized}/${words("integer float binary bits utf8 little-float signed-binary binary-unit:8 integer-unit:300 float-little-signed")}`,
  ],
  [1, text`${words('a foo "abc" {} []')}${sized}`],
);

export const bits: Text = weighted(
  [5, text`<<${commas(segment, 0, 4)}>>`],
  [1, text`{bit_size(<<${commas(segment, 1, 3)}>>), byte_size(<<${commas(segment, 1, 2)}>>)}`],
  [1, text`catch <<${commas(segment, 1, 2)}>>`],
);

/** A pattern's segment binds V0, V1 …, by its place; a size may be what an earlier segment bound. */
const patternSegment = (at: number): Text => {
  const bound = `V${at}`;
  const earlier = at > 0 ? `V${at - 1}` : "3";
  const sizes = weighted(
    [5, small],
    [3, words("1 2 3 4 7 8 9 12 15 16 17 24 32 33 64")],
    [1, oneOf(earlier, text`(${fc.constant(earlier)} - 1)`, "a", "(1 + 2)", "1.0")],
  );
  return weighted(
    [3, fc.constant(bound)],
    [5, text`${fc.constant(bound)}:${sizes}`],
    [4, text`${fc.constant(bound)}:${sizes}/${order}-${sign}`],
    [2, text`${fc.constant(bound)}:${words("1 2 3 4")}/${order}-${sign}-unit:${words("1 4 8 7")}`],
    [2, text`${fc.constant(bound)}:${words("16 32 64")}/float-${order}`],
    [1, text`${fc.constant(bound)}/float`],
    [
      3,
      text`${fc.constant(bound)}:${sizes}/${words("binary bytes bits bitstring bits-unit:2 binary-unit:4")}`,
    ],
    [2, text`${fc.constant(bound)}/${words("utf8 utf16 utf32 utf16-little utf32-little")}`],
    [1, words('_ 97 0 _:4 "a" "ab" 1:1 0:4 "a"/utf8 255')],
    [1, text`_/${words("utf8 float little")}`],
    [1, text`${number}${oneOf("", "/float", ":16", ":32/float", "/little")}`],
  );
};
const rest = weighted(
  [
    3,
    words(
      "R/binary R/bits R/bitstring _/bits _/binary R/binary-unit:4 R/bits-unit:8 R/bytes R/binary-unit:16",
    ),
  ],
  [1, fc.constant("_:0")],
);

const pattern: Text = fc
  .integer({ min: 0, max: 3 })
  .chain((count) => fc.tuple(fc.tuple(...Array.from({ length: count }, (_, i) => patternSegment(i))), rest))
  .map(([segments, last]) => `<<${[...segments, last].join(", ")}>>`);

const bytes: Text = weighted(
  [
    3,
    fc
      .array(fc.integer({ min: 0, max: 255 }).map(String), { maxLength: 20 })
      .map((list) => `<<${list.join(",")}>>`),
  ],
  [1, binary],
  [
    2,
    text`<<${commas(weighted([2, text`(${integer}):${words("8 16 3 5 32 7")}/${order}`], [1, text`(${float}):${words("16 32 64")}/float-${order}`], [1, text`${string}/${words("utf8 utf16 utf32 utf16-little")}`]), 1, 4)}>>`,
  ],
);

/** Matches, and shows what was bound. */
export const binaryMatch: Text = fc
  .tuple(pattern, bytes, fc.integer({ min: 0, max: 3 }))
  .map(([shape, value, form]) => {
    const variables = [...new Set(shape.match(/\b(V\d|R)\b/g) ?? [])];
    const shown = `{${variables.join(", ")}}`;
    if (form === 0) return `${shape} = ${value}, ${shown}`;
    if (form === 1) return `case ${value} of ${shape} -> ${shown}; _ -> nomatch end`;
    if (form === 2) return `[${shown} || ${shape} <- [${value}, <<1,2,3>>]]`;
    return `(fun(${shape}) -> ${shown}; (Other) -> {other, Other} end)(${value})`;
  });

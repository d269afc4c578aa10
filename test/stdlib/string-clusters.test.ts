import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { flatText } from "../../src/stdlib/flat-text.ts";
import { afterGraphemes, countGraphemes, firstEnd, graphemes } from "../../src/stdlib/string-clusters.ts";
import { casefold, length, lowercase, reverse, uppercase } from "../../src/stdlib/string-new.ts";
import { codePoints, fromArray, fromString, ImproperList } from "../../src/terms/list.ts";

/** Texts of what joins and what does not, in every order. */
const piece = fc.constantFrom(
  ..."abΣσςıİßÿµǆ \r\n\u0301\u200d\u0600日ひл👩🇩🇪क्षि",
  "\r\n",
  "e\u0301",
  "ab ",
  "👩‍👩‍👦",
);
const text = fc.oneof(
  fc.array(piece, { maxLength: 80 }).map((parts) => parts.join("")),
  fc.string({ maxLength: 9000, minLength: 1000 }),
);

describe("grapheme clusters", () => {
  const segmenter = new Intl.Segmenter("und", { granularity: "grapheme" });
  const segments = (of: string) => Array.from(segmenter.segment(of), ({ segment }) => segment);

  test("are those of Intl.Segmenter, however little of the text it is given", () => {
    fc.assert(
      fc.property(text, (of) => {
        const expected = segments(of);
        expect(graphemes(of)).toEqual(expected);
        expect(countGraphemes(of)).toBe(expected.length);
        if (of !== "") expect(firstEnd(of)).toBe(expected[0].length);
        for (const count of [0, 1, 3, expected.length, expected.length + 1])
          expect(afterGraphemes(of, 0, count)).toBe(expected.slice(0, count).join("").length);
      }),
    );
  });

  test("a character that is taken for one of its own joins with no other such", () => {
    for (let code = 0; code < 0xa000; code += 64) {
      const some = Array.from({ length: 64 }, (_, i) => String.fromCharCode(code + i));
      for (const other of ["a", "©", "ひ"])
        expect(graphemes(some.join(other))).toEqual(segments(some.join(other)));
    }
  });

  test("take time by the length of the text, and may be long themselves", () => {
    expect(countGraphemes("क्षि".repeat(20000))).toBe(20000);
    expect(graphemes(`👩${"\u0301".repeat(1000)}👩‍👩`).length).toBe(2);
  });

  test("are counted and turned round in each form of a text", () => {
    const long = "añe\u0301".repeat(2000);
    expect(length(fromString("a\nb".repeat(2000)) as string)).toBe(6000);
    expect(length(fromString("a\r\nb".repeat(2000)) as string)).toBe(6000);
    for (const form of [long, fromString(long), codePoints(long)]) {
      expect(length(form as string)).toBe(6000);
      expect(reverse(form as string).head).toBe("e\u0301");
    }
    expect(reverse(fromString("añb".repeat(2000)) as string)).toBe("bña".repeat(2000));
    expect(reverse("一二")).toBe("二一");
  });
});

describe("the text of a list", () => {
  test("is that of its characters, in each form of a list", () => {
    fc.assert(
      fc.property(text, text, (of, end) => {
        const codes = codePoints(of);
        expect(flatText(fromString(of))).toBe(of);
        expect(flatText(codes)).toBe(of);
        expect(flatText(fromArray(codes, end))).toBe(of + end);
        expect(flatText(fromArray(codes, codePoints(end)))).toBe(of + end);
      }),
    );
  });

  test("is none if an element or the end is no character", () => {
    const ends = [97, Symbol.for("a"), new Uint8Array(1), new ImproperList([97], 98)];
    for (const length of [0, 3, 30, 5000]) {
      const codes = Array(length).fill(length === 30 ? 0x4e00 : 97);
      for (const end of ends) expect(flatText(fromArray(codes, end))).toBeUndefined();
      for (const wrong of [-1, 0xd800, 0x110000, 1.5, "a", Symbol.for("a")]) {
        expect(flatText(fromArray([...codes, wrong, 97]))).toBeUndefined();
        expect(flatText([...codes, wrong, 97])).toBeUndefined();
      }
    }
    for (const none of [...ends.slice(0, 3), {}, null, undefined]) expect(flatText(none)).toBeUndefined();
  });
});

test("characters change their case by themselves, whatever is about them", () => {
  const each = (of: string, change: (character: string) => string) => Array.from(of, change).join("");
  fc.assert(
    fc.property(text, (of) => {
      if (of === "") return;
      expect(uppercase(of)).toBe(each(of, (c) => c.toUpperCase()));
      expect(lowercase(of)).toBe(each(of, (c) => c.toLowerCase()));
      expect(casefold(of)).toBe(each(of, (c) => casefold(c)));
    }),
  );
});

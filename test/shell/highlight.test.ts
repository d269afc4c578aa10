import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Highlighter } from "../../src/shell/highlight.ts";
import { typedTokens } from "../../src/shell/typed-tokens.ts";

const STYLES = { string: "s", number: "n", comment: "c", keyword: "k", bracket: "b" };

/** The coloured parts, each with its style before it. */
function parts(text: string, cursor?: number): string[] {
  return new Highlighter(STYLES)
    .spans(text, cursor)
    .map(({ start, end, style }) => `${style}:${text.slice(start, end)}`);
}

describe("what is typed has colours", () => {
  test("strings, characters, numbers, comments and reserved words", () => {
    expect(parts('case "a\\"b" of $" -> 16#ff + 1.5e3; Case -> caseof end. % end')).toEqual([
      "k:case",
      's:"a\\"b"',
      "k:of",
      's:$"',
      "n:16#ff",
      "n:1.5e3",
      "k:end",
      "c:% end",
    ]);
  });
  test("a string that has no end yet goes on to the end of the text, over all lines", () => {
    expect(parts('f("a, 1\n end')).toEqual(['s:"a, 1\n end']);
  });
  test("sigils and triple-quoted strings are strings, quoted atoms are not", () => {
    expect(parts('~b"x" ~S(1) ~s[2] """\n 1 " end\n """ \'1 end\'')).toEqual([
      's:~b"x"',
      "s:~S(1)",
      "s:~s[2]",
      's:"""\n 1 " end\n """',
    ]);
  });
});

describe("the brackets that belong together are marked", () => {
  test("where the cursor is behind one, or else at one", () => {
    expect(parts("f(a)", 4)).toEqual(["b:(", "b:)"]);
    expect(parts("f(a)", 2)).toEqual(["b:(", "b:)"]);
    expect(parts("f(a)", 1)).toEqual(["b:(", "b:)"]);
    expect(parts("f(a)", 0)).toEqual([]);
    expect(parts("<<a>>", 5)).toEqual(["b:<<", "b:>>"]);
  });
  test("brackets in strings and those of another kind do not count", () => {
    expect(parts('([")"])', 7)).toEqual(["b:(", 's:")"', "b:)"]);
    expect(parts("(a]", 3)).toEqual([]);
    expect(parts("(a", 1)).toEqual([]);
  });
});

test("however it was typed, a text looks the same", () => {
  const piece = fc.constantFrom(
    '"',
    "'",
    "$",
    "%",
    "\n",
    "(",
    ")",
    "1",
    ".",
    "e",
    "end",
    " ",
    "x",
    "~",
    "\\",
    "#",
  );
  const change = fc.record({ at: fc.nat(30), drop: fc.nat(3), add: fc.array(piece, { maxLength: 4 }) });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 20 }), (changes) => {
      const highlighter = new Highlighter(STYLES);
      let text = "";
      for (const { at, drop, add } of changes) {
        text = text.slice(0, at) + add.join("") + text.slice(at + drop);
        expect(highlighter.spans(text)).toEqual(new Highlighter(STYLES).spans(text));
      }
    }),
    { numRuns: 500 },
  );
});

test("the tokens are the whole text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect([...typedTokens(text)].map(({ start, end }) => text.slice(start, end)).join("")).toBe(text);
    }),
  );
});

test("a key at the end of a long line looks at nothing before it", () => {
  const highlighter = new Highlighter(STYLES);
  const long = "foo(1), ".repeat(1000);
  const before = highlighter.spans(long)[0];
  const after = highlighter.spans(`${long}x`)[0];
  expect(after).toBe(before);
});

import { describe, expect, test } from "vitest";
import { string } from "../../src/stdlib/string.ts";
import { fromString, ImproperList } from "../../src/terms/list.ts";
import type { Term } from "../../src/terms/term.ts";
import { call, failure, show } from "./call.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const [all, trailing, leading, both, left] = ["all", "trailing", "leading", "both", "left"].map((name) =>
  Symbol.for(name),
);
const a = Symbol.for("a");

describe("functions that know Unicode", () => {
  const cases: [string, Term[], string][] = [
    ["length", ["e\u0301x"], "2"],
    ["length", [["ab", bytes("cd")]], "4"],
    ["to_graphemes", ["e\u0301x"], '["é",120]'.normalize("NFD")],
    ["reverse", [bytes("abc")], '"cba"'],
    ["equal", ["abc", bytes("abc")], "true"],
    ["equal", ["e\u0301", "é", false, Symbol.for("nfc")], "true"],
    ["slice", ["abcd", 1, 2], '"bc"'],
    ["slice", [bytes("abcd"), 1, 2], "<<98,99>>"],
    ["slice", ["abc", 9], "[]"],
    ["pad", ["ab", 5, both], '[[32],"ab",[32],32]'],
    ["pad", ["ab", 5, leading, 120], '[[120,120,120],"ab"]'],
    ["trim", ["  a b "], '"a b"'],
    ["trim", ["xxaxx", leading, "x"], '"axx"'],
    ["chomp", ["a\r\n\r\n"], '"a"'],
    ["take", ["abc123", "123", false, trailing], '{"abc","123"}'],
    ["uppercase", ["ß"], '"SS"'],
    ["casefold", ["ẞß"], '"ssss"'],
    ["titlecase", ["hello"], '"Hello"'],
    ["to_integer", ["12abc"], '{12,"abc"}'],
    ["to_integer", ["+"], "{error,no_integer}"],
    ["to_integer", [a], "{error,badarg}"],
    ["to_float", ["2.5e3,"], '{2500,","}'],
    ["to_float", ["1.5e400"], "{error,no_float}"],
    ["prefix", ["abc", "ab"], '"c"'],
    ["prefix", ["abc", "x"], "nomatch"],
    ["split", ["a.b.c", ".", trailing], '["a.b","c"]'],
    ["split", [bytes("a.b"), "."], "[<<97>>,<<98>>]"],
    ["replace", ["abab", "a", "X", all], '[[],"X","b","X","b"]'],
    ["find", ["abcb", "b", trailing], '"b"'],
    ["find", ["abc", "x"], "nomatch"],
    ["lexemes", ["foo bar, baz", " ,"], '["foo","bar","baz"]'],
    ["nth_lexeme", ["a b c", 2, " "], '"b"'],
    ["jaro_similarity", ["abc", "abd"], "0.7777777777777777"],
    ["next_grapheme", ["abc"], '"abc"'],
    ["is_empty", [[[], new Uint8Array(0)]], "true"],
  ];
  test.each(cases)("%s(%o)", (name, args, expected) => {
    const result = call(string, name, ...args);
    if (name === "next_grapheme") expect([...result]).toEqual([97, 98, 99]);
    else expect(show(result)).toBe(expected);
  });
});

describe("older functions", () => {
  const cases: [string, Term[], string][] = [
    ["str", ["abcbc", "bc"], "2"],
    ["rstr", ["abcbc", "bc"], "4"],
    ["chr", ["abc", 98], "2"],
    ["span", ["aab", "a"], "2"],
    ["substr", ["abc", 2, 1], '"b"'],
    ["tokens", ["a b  c", " "], '["a","b","c"]'],
    ["chars", [97, 2, "b"], '"aab"'],
    ["copies", ["ab", 2], '"abab"'],
    ["words", ["a,b", 44], "2"],
    ["strip", ["..a.", left, 46], '"a."'],
    ["sub_word", ["a,b,c", 3, 44], '"c"'],
    ["left", ["ab", 4], '"ab  "'],
    ["right", ["abc", 2], '"bc"'],
    ["centre", ["ab", 5, 120], '"xabxx"'],
    ["sub_string", ["abc", 2, 2], '"b"'],
    ["join", [["a", "b"], ","], '"a,b"'],
    ["to_upper", ["aé÷"], '"AÉ÷"'],
    ["to_lower", [65], "97"],
  ];
  test.each(cases)("%s(%o)", (name, args, expected) => {
    expect(show(call(string, name, ...args))).toBe(expected);
  });
});

test("errors name OTP's clauses", () => {
  expect(failure(string, "length", a).stack).toEqual([
    "unicode_util:cp(a) 417",
    "unicode_util:gc/1 517",
    "string:length_1/2 1146",
  ]);
  expect(failure(string, "uppercase", a)).toEqual({
    reason: "{badarg,a}",
    stack: ["string:uppercase/1 650"],
  });
  expect(failure(string, "slice", "abc", -1).stack).toEqual(['string:slice("abc",-1) 376']);
  expect(failure(string, "join", [a], ",").stack).toEqual(["erlang:++(a,[])", "string:join/2 3089"]);
});

describe("where the older functions fail", () => {
  const improper = new ImproperList([97, 98], a);
  const cases: [string, Term[], string[]][] = [
    ["chr", [improper, 120], ["string:chr(a,120,3) 2474"]],
    ["left", ["abc", a], ['string:left("abc",a) 2884']],
    ["left", ["abc", -1], ['string:substr("abc",1,-1) 2626']],
    ["span", [improper, "ab"], ['string:span(a,"ab",2) 2569']],
    ["substr", ["abc", 9], ["string:substr2([],6) 2632"]],
    ["strip", [a], ["string:strip_left(a,32) 2860", "string:strip/2 2836"]],
    ["strip", ["ab", Symbol.for("right"), a], ["string:strip_right([],a) 2865", "string:strip_right/2 2871"]],
    ["tokens", ["abc", a], ["string:tokens/2 2655"]],
    ["join", [["a", 98], 44], ["erlang:++(44,98)", "string:-join/2-lc$^0/1-0-/2 3089", "string:join/2 3089"]],
  ];
  test.each(cases)("%s(%o)", (name, args, stack) => {
    expect(failure(string, name, ...args).stack).toEqual(stack);
  });
});

describe("where the functions that know Unicode fail", () => {
  const cases: [string, Term[], string[]][] = [
    ["equal", [a, "b"], ["unicode_util:cp(a) 417", "string:equal_1/2 1173"]],
    ["equal", ["b", "c", a], ['string:equal("b","c",a) 304']],
    [
      "replace",
      ["abc", a, "x"],
      ["unicode:characters_to_list(a)", "string:split/3 890", "string:replace/3 908"],
    ],
    ["split", ["a-b", "-", a], ["string:split_1/6 1831", "string:split/3 891"]],
    ["take", ["abc", a], ["lists:member(97,a)", "string:take_l/3 1581"]],
    [
      "take",
      ["abc", a, true],
      ["string:search_cp(a) 2209", "string:search_pattern/1 2202", "string:take/4 614"],
    ],
    ["lexemes", [a, " "], ['string:lexemes_m(a,{" "," ",undefined},[]) 1902']],
    ["titlecase", [a], ["string:titlecase(a) 697"]],
    [
      "lowercase",
      [[a]],
      [
        "unicode_util:cp(a) 417",
        "unicode_util:lowercase/1 98",
        "string:lowercase_list/2 1366",
        "string:lowercase/1 670",
      ],
    ],
  ];
  test.each(cases)("%s(%o)", (name, args, stack) => {
    expect(failure(string, name, ...args).stack).toEqual(stack);
  });
  test("a list of cells is searched from the first character that may begin a match", () => {
    const cells = (text: string, tail?: Term) =>
      tail === undefined ? fromString(text) : fromString(text, tail);
    expect(call(string, "find", cells("xaab"), "ab")).toBe("ab");
    expect(call(string, "find", cells("xyz"), "ab")).toBe(Symbol.for("nomatch"));
    expect(call(string, "find", cells("x日", "ab"), "ab")).toBe("ab");
    expect(failure(string, "find", cells("xa", a), "ab").stack[0]).toBe("unicode_util:cp(a) 417");
    expect(failure(string, "find", cells("x", a), "ab").stack[0]).toBe("unicode_util:cp(a) 417");
  });
  test("bytes that are no text are searched in all the same", () => {
    expect(call(string, "find", new Uint8Array([255, 97]), "b")).toBe(Symbol.for("nomatch"));
    expect(call(string, "find", new Uint8Array([255, 97]), "a")).toEqual(new Uint8Array([97]));
  });
});

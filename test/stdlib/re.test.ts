import { setFlagsFromString } from "node:v8";
import { describe, expect, test } from "vitest";
import { re } from "../../src/stdlib/re.ts";
import type { Term } from "../../src/terms/term.ts";
import { tuple } from "../../src/terms/tuple.ts";
import { bareSystem, call, shown } from "./bifs.ts";
import { prints } from "./prints.ts";

bareSystem();
const sym = Symbol.for;
const capture = (what: Term, type: string) => tuple(sym("capture"), what, sym(type));

describe("what is found", () => {
  test.each([
    ["abc", "x*", [sym("global")], "{match,[[{0,0}],[{1,0}],[{2,0}],[{3,0}]]}"],
    ["aab", "a*?", [sym("global")], "{match,[[{0,0}],[{0,1}],[{1,0}],[{1,1}],[{2,0}],[{3,0}]]}"],
    ["abc", "(a)(x)?(b)(y)?", [], "{match,[{0,2},{0,1},{-1,0},{1,1}]}"],
    ["abc", "(?<z>a)(?<y>b)", [capture(sym("all_names"), "list")], "{match,[[98],[97]]}"],
    ["héé", "é", [sym("unicode")], "{match,[{1,2}]}"],
    ["foo\n", "foo$", [], "{match,[{0,3}]}"],
    ["foo\n", "foo$", [sym("dollar_endonly")], "nomatch"],
    ["a\nb", "a.b", [], "nomatch"],
    ["foo\nbar", "^bar$", [sym("multiline")], "{match,[{4,3}]}"],
    ["ab12", "[[:digit:]]+", [], "{match,[{2,2}]}"],
    ["aaab", "a++b", [], "{match,[{0,4}]}"],
    ["aaa", "a++a", [], "nomatch"],
    ["abab", "(ab)\\1", [], "{match,[{0,4},{0,2}]}"],
  ])("re:run(%j, %j)", (subject, pattern, options, result) => {
    expect(shown(re, "run", subject, pattern, options)).toBe(result);
  });
});

describe("with V8's linear engine, what would take for ever is answered at once", () => {
  // Set as the command does it, before any of these is compiled.
  setFlagsFromString("--enable-experimental-regexp-engine-on-excessive-backtracks");
  const subject = `${"a".repeat(40)}!`;

  test.each([
    ["(a+)+$", []],
    ["^(a+)+$", [sym("unicode")]],
    ["(a|a)*b", [sym("global")]],
  ])("re:run(…, %j, %j)", (pattern, options) => {
    expect(shown(re, "run", subject, pattern, options)).toBe("nomatch");
  });
});

describe("where groups are", () => {
  test.each([
    ["foo\n", "(fo(o))$", [], "{match,[{0,3},{0,3},{2,1}]}"],
    ["xfoo", "(fo(o))$", [capture(sym("first"), "index")], "{match,[{1,3}]}"],
    ["\u03c0\u{1f600}x", "(x)$", [sym("unicode")], "{match,[{6,1},{6,1}]}"],
    ["abab", "(b)", [sym("global")], "{match,[[{1,1},{1,1}],[{3,1},{3,1}]]}"],
  ])("re:run(%j, %j)", (text, pattern, options, result) => {
    expect(shown(re, "run", text, pattern, options)).toBe(result);
  });
});

describe("what is no expression", () => {
  test.each([
    ["(", "missing closing parenthesis", 1],
    ["[a", "missing terminating ] for character class", 2],
    ["*a", "quantifier does not follow a repeatable item", 1],
    ["a)", "unmatched closing parenthesis", 2],
    ["a{2,1}", "numbers out of order in {} quantifier", 5],
    ["\\", "\\ at end of pattern", 1],
    ["[b-a]", "range out of order in character class", 4],
    ["(?z)", "unrecognized character after (? or (?-", 3],
    ["\\1", "reference to non-existent subpattern", 2],
    ["[[:foo:]]", "unknown POSIX class name", 8],
  ])("%j: PCRE's words and place", (pattern, words, at) => {
    expect(call(re, "compile", pattern)).toEqual(tuple(sym("error"), tuple(words, at)));
  });
});

describe("split", () => {
  test.each([
    ["a,b,,", ",", [tuple(sym("return"), sym("list"))], "[[97],[98],[],[]]"],
    ["a,b,,", ",", [sym("trim")], "[<<97>>,<<98>>]"],
    ["abc", "", [], "[<<97>>,<<98>>,<<99>>,<<>>]"],
    [
      "a1b2c",
      "([0-9])",
      [sym("group"), tuple(sym("return"), sym("list"))],
      "[[[97],[49]],[[98],[50]],[[99]]]",
    ],
    ["", "x", [], "[]"],
  ])("re:split(%j, %j)", (subject, pattern, options, result) => {
    expect(shown(re, "split", subject, pattern, options)).toBe(result);
  });
});

describe("options say where lines begin and end, and what a match may be", () => {
  prints({
    're:run("abc", "^a", [notbol]).': "nomatch",
    're:run("abc", "c$", [noteol]).': "nomatch",
    're:run("a\\r\\nb", "a$", [multiline, {newline, crlf}]).': "{match,[{0,1}]}",
    're:run("a\\rb", "^b", [multiline, {newline, anycrlf}]).': "{match,[{2,1}]}",
    're:run("a\\n", "^", [multiline, global]).': "{match,[[{0,0}]]}",
    're:run("ab\\ncd", "cd", [firstline]).': "nomatch",
    're:run("b", "a*", [notempty_atstart]).': "{match,[{1,0}]}",
    're:run([955,956], "\\\\w+", [unicode, ucp]).': "{match,[{0,4}]}",
    're:split("a,b,c,,", ",", [{return, list}, {parts, 0}]).': '["a","b","c"]',
    're:run("foobar", "foo\\\\Kbar", [{capture, first, list}]).': '{match,["bar"]}',
    're:run("ABC", "a(?i)bc").': "nomatch",
    're:run("aXc", "a(?i:[x-z])c").': "{match,[{0,3}]}",
  });
});

describe("wrong options and wrong expressions are told as OTP tells them", () => {
  prints({
    're:replace("ab", "a", "x", foo).': "*** argument 4: invalid options",
    're:split("ab", "a", [global]).': "*** argument 3: invalid options",
    're:split("ab", "a", [{parts, -1}]).': "*** argument 3: invalid options",
    're:compile("a", [notbol]).': "*** argument 2: invalid options",
    're:run("ab", "a", undefined).': "*** argument 3: invalid options",
    're:run("a", "(", [report_errors]).': '{error,{compile,{"missing closing parenthesis",1}}}',
    '{ok, M} = re:compile("b"), re:run("ab", M, [caseless]).': "bad argument",
    're:compile("(?<1a>a)").': '{error,{"subpattern name must start with a non-digit",4}}',
    're:compile("\\\\x{zz}").': '{error,{"non-hex character in \\\\x{} (closing brace missing?)",4}}',
    're:compile("xyz(?<=a*)b").': '{error,{"length of lookbehind assertion is not limited",3}}',
    're:compile("a{65536}").': '{error,{"number too big in {} quantifier",7}}',
    're:compile("\\\\p{Foo}").': '{error,{"unknown property after \\\\P or \\\\p",7}}',
  });
});

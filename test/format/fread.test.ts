import { describe, expect, test } from "vitest";
import { fread, freadContinue } from "../../src/format/fread.ts";
import { pretty } from "../../src/format/pretty.ts";
import { atom } from "../../src/terms/atom.ts";
import type { Tuple } from "../../src/terms/tuple.ts";

/** Format, text and what OTP 29 answers. */
const CASES: [string, string, string][] = [
  ["~d ~s", "42 abc", '{ok,[42,"abc"],[]}'],
  ["~d", "x", "{error,{fread,integer}}"],
  ["~f,~a", "1.5,foo rest", '{ok,[1.5,foo]," rest"}'],
  ["~*d ~d", "1 2", "{ok,[2],[]}"],
  ["~2d~d", "9123", "{ok,[91,23],[]}"],
  ["~16u", "fffg", '{ok,[4095],"g"}'],
  ["~#", "-16#ff", "{ok,[-255],[]}"],
  ["~c~3c", "abcd", '{ok,["a","bcd"],[]}'],
  ["~l~s~l", "abc", '{ok,[0,"abc",3],[]}'],
  ["~d ~d", "1", '{more,"~d",1,[1]}'],
  ["ab", "ac", "{error,{fread,input}}"],
  ["~s", "☃", "{error,{fread,string}}"],
  ["~q", "x", "{error,{fread,format}}"],
];

describe("fread", () => {
  test.each(CASES)("%j of %j is read as OTP does", (format, text, expected) => {
    expect(pretty(fread(format, text))).toBe(expected);
  });

  test("goes on with the next line where one did not have all values", () => {
    const more = freadContinue([], "1", "~d ~d") as Tuple<unknown[]>;
    expect(pretty(more)).toBe('{more,{"~d ~d","1",0,[]}}');
    expect(pretty(freadContinue(more[1], "2 \n3\nx", "~d ~d"))).toBe('{done,{ok,[12,3]},"x"}');
    expect(pretty(freadContinue([], atom("eof"), "~d"))).toBe("{done,eof,eof}");
  });
});

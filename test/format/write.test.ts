import { describe, expect, test } from "vitest";
import { graphemeLength, graphemePrefix, indentation } from "../../src/format/chars.ts";
import { formatE, formatF, formatG, scientificFloat, shortFloat } from "../../src/format/float.ts";
import { isPrintableList, needsQuotes, writeAtom, writeChar, writeString } from "../../src/format/quote.ts";
import { write, writeDeep } from "../../src/format/write.ts";
import { atom } from "../../src/terms/atom.ts";
import { Bits } from "../../src/terms/bits.ts";
import { float } from "../../src/terms/float.ts";
import { ExternalFun, Fun } from "../../src/terms/fun.ts";
import { Cons, fromArray, ImproperList, NIL } from "../../src/terms/list.ts";
import { mapFrom } from "../../src/terms/map.ts";
import { Pid } from "../../src/terms/pid.ts";
import { tuple } from "../../src/terms/tuple.ts";

const a = (name: string) => atom(name);

describe("write", () => {
  test("prints a list in whatever form it is held", () => {
    const forms = ["ab", [97, 98], fromArray([97, 98]), new Cons(97, "b"), new Cons(97, [98])];
    for (const form of forms) expect(write(form)).toBe("[97,98]");
    for (const empty of ["", [], NIL]) expect(write(empty)).toBe("[]");
    expect(write(new ImproperList([1, 2], a("x")))).toBe("[1,2|x]");
    expect(write(new Cons(1, new Cons(2, a("x"))))).toBe("[1,2|x]");
  });

  test("prints every kind of term", () => {
    const fun = new Fun(
      1,
      () => 1,
      { module: Symbol.for("erl_eval"), index: 42, uniq: 130099583, name: "" },
      [],
    );
    expect(
      write([1, -5n, float(1), 1.5, a("ok"), true, undefined, null, a("A b"), new Pid(85, 0), fun]),
    ).toBe("[1,-5,1.0,1.5,ok,true,undefined,null,'A b',<0.85.0>,#Fun<erl_eval.42.130099583>]");
    expect(write(new ExternalFun(Symbol.for("No Such"), Symbol.for("f"), 2))).toBe("fun 'No Such':f/2");
    expect(write([new Uint8Array([1, 2]), new Uint8Array(), new Bits(new Uint8Array([1, 0x40]), 11)])).toBe(
      "[<<1,2>>,<<>>,<<1,2:3>>]",
    );
    expect(write(mapFrom([[1, { a: tuple() }]]))).toBe("#{1 => #{a => {}}}");
    expect(write(Symbol("no atom"))).toBe("#JS<Symbol(no atom)>");
  });

  test("goes as deep as it may, later elements less deep", () => {
    const list = [1, [2, 3, [4]], tuple(5, 6, 7), new Uint8Array([8, 9, 10]), mapFrom([[1, 2]]), 12];
    const cuts = [1, 2, 3, 4, 5, 6, 7].map((depth) => write(list, { depth }));
    expect(cuts).toEqual([
      "[...]",
      "[1|...]",
      "[1,[...]|...]",
      "[1,[2|...],{...}|...]",
      "[1,[2,3|...],{5,...},<<...>>|...]",
      "[1,[2,3,[...]],{5,6,...},<<8,...>>,#{}|...]",
      "[1,[2,3,[4]],{5,6,7},<<8,9,...>>,#{1 => 2,...},12]",
    ]);
  });

  test("as a deep list has strings where io_lib has them", () => {
    expect(writeDeep(a("x"))).toBe("x");
    expect(write(writeDeep([a("x")]))).toBe("[91,[[120]],93]");
  });
});

describe("atoms, strings and characters", () => {
  test("an atom is quoted unless it begins with a lowercase letter and has letters, digits, _ and @ only", () => {
    const plain = ["a", "aB_9@", "été", "ok@node"];
    const quoted = ["", "A", "_a", "a b", "a-b", "1a", "☃", "end", "maybe", "else", "a÷b", "@"];
    expect(plain.filter(needsQuotes)).toEqual([]);
    expect(quoted.filter((name) => !needsQuotes(name))).toEqual([]);
    expect(writeAtom(a("it's\n☃"), false)).toBe("'it\\'s\\n☃'");
    expect(writeAtom(a("☃é"), true)).toBe("'\\x{2603}é'");
  });

  test("control characters are escaped", () => {
    expect(writeString('a"b\\\n\r\t\v\b\f\x1b\x7f\x00\x9f', '"', false)).toBe(
      '"a\\"b\\\\\\n\\r\\t\\v\\b\\f\\e\\d\\000\\237"',
    );
    expect([32, 97, 10, 92, 39, 0, 233].map((code) => writeChar(code, false))).toEqual([
      "$\\s",
      "$a",
      "$\\n",
      "$\\\\",
      "$'",
      "$\\000",
      "$é",
    ]);
  });

  test("printable is Latin-1 without most control characters", () => {
    expect(["abc\n", "é", [97], ""].every((list) => isPrintableList(list))).toBe(true);
    expect(["☃", "\x00", [1.5], [97, a("x")], new Cons(97, 98)].some((list) => isPrintableList(list))).toBe(
      false,
    );
  });
});

describe("a float", () => {
  test("is written with the fewest digits, and an exponent where that is shorter", () => {
    const written = [
      1e5,
      12345,
      1e22,
      1e15,
      2 ** 53,
      0.1,
      0.001,
      0.0001,
      0.00001234,
      5e-324,
      -0,
      120000,
      1.5e300,
    ];
    expect(written.map(shortFloat)).toEqual([
      "1.0e5",
      "12345.0",
      "1.0e22",
      "1.0e15",
      "9.007199254740992e15",
      "0.1",
      "0.001",
      "0.0001",
      "1.234e-5",
      "5.0e-324",
      "-0.0",
      "1.2e5",
      "1.5e300",
    ]);
  });

  test("is rounded half up to the digits asked for", () => {
    expect([formatE(9.9996, 4), formatF(0.05, 1), formatF(999.95, 1), formatG(0.05, 3)]).toEqual([
      "1.000e+1",
      "0.1",
      "1000.0",
      "5.00e-2",
    ]);
    expect(scientificFloat(3.25)).toBe("3.25000000000000000000e+00");
  });
});

describe("characters", () => {
  test("are counted as a reader counts them", () => {
    const texts = ["abc", "e\u0301x", "👩‍👩‍👧!", "🇩🇪🇫🇷", "각", "\r\n", "☃".repeat(100_000)];
    expect(texts.map(graphemeLength)).toEqual([3, 2, 2, 2, 1, 1, 100_000]);
    expect(graphemePrefix("e\u0301x", 1)).toBe("e\u0301");
  });

  test("reach the column that tabs and newlines lead to", () => {
    expect([indentation("abc\nde", 0), indentation("a\tb", 3), indentation("", 7)]).toEqual([2, 9, 7]);
  });
});

test("an improper list may end in undefined, which is an atom", () => {
  expect(write(fromArray([1], undefined))).toBe("[1|undefined]");
  expect(write(new ImproperList([1], undefined))).toBe("[1|undefined]");
});

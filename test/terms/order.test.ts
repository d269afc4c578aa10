import { describe, expect, test } from "vitest";
import { Bits } from "../../src/terms/bits.ts";
import { Float, float } from "../../src/terms/float.ts";
import { ExternalFun, Fun } from "../../src/terms/fun.ts";
import { Cons, fromArray, fromString, ImproperList, NIL } from "../../src/terms/list.ts";
import { mapFrom } from "../../src/terms/map.ts";
import { compare, compareExact, equal, equalExact, lessThan } from "../../src/terms/order.ts";
import { Pid, Ref } from "../../src/terms/pid.ts";
import type { Term } from "../../src/terms/term.ts";
import { tuple } from "../../src/terms/tuple.ts";

const code = { module: Symbol.for("m"), index: 0, uniq: 0, name: "f" };

describe("the order of terms", () => {
  test("types come in Erlang's order, JavaScript's own values last", () => {
    const ascending: Term[] = [
      1,
      Symbol.for("a"),
      new Ref(1),
      new Fun(1, () => 1, code, []),
      new ExternalFun(Symbol.for("lists"), Symbol.for("map"), 2),
      new Pid(85, 0),
      tuple(),
      tuple(1),
      {},
      "",
      "a",
      new Uint8Array(0),
      new Date(),
    ];
    const shuffled = [...ascending].reverse();
    shuffled.sort(compare);
    shuffled.forEach((term, i) => {
      expect(term).toBe(ascending[i]);
    });
  });
  test("integers and floats compare as if neither were rounded", () => {
    expect(equal(9007199254740993n, 9007199254740992)).toBe(false);
    expect(lessThan(9007199254740992, 9007199254740993n)).toBe(true);
    expect(lessThan(float(1), 2n ** 5000n)).toBe(true);
    expect(equal(1, float(1))).toBe(true);
    expect(equalExact(1, float(1))).toBe(false);
    expect(equalExact(float(1), float(1))).toBe(true);
    expect(equal(float(0), float(-0))).toBe(true);
    expect(equalExact(float(0), float(-0))).toBe(false);
  });
  test("atoms compare by code points", () => {
    expect(compare(Symbol.for("a"), Symbol.for("b"))).toBeLessThan(0);
    expect(compare(true, Symbol.for("truf"))).toBeLessThan(0);
    expect(compare(Symbol.for("\uffff"), Symbol.for("\u{1f600}"))).toBeLessThan(0);
  });
  test("maps compare by size, then keys, integers before floats, then values", () => {
    const map = (...pairs: [Term, Term][]) => mapFrom(pairs);
    expect(compare(map([1, 2]), map([1, 1], [2, 1]))).toBeLessThan(0);
    expect(compare(map([1, "b"]), map([float(1), "a"]))).toBeLessThan(0);
    expect(compare(map([float(2), 1]), map([1, 1]))).toBeGreaterThan(0);
    expect(equal({ a: 1 }, map([Symbol.for("a"), float(1)]))).toBe(true);
    expect(equalExact({ a: 1 }, map([Symbol.for("a"), float(1)]))).toBe(false);
    expect(equalExact(new Map([[1, 2]]), map([1, 2]))).toBe(true);
    expect(equalExact({ a: 1 }, { b: 1 })).toBe(false);
  });
  test("bit strings compare bit by bit", () => {
    expect(compare(new Bits(new Uint8Array([0x20]), 3), new Bits(new Uint8Array([0x10]), 4))).toBeGreaterThan(
      0,
    );
    expect(compare(new Uint8Array([0]), new Uint8Array([0, 0]))).toBeLessThan(0);
  });
});

describe("lists of all forms", () => {
  const forms: Term[] = [
    "ab😀",
    [97, 98, 0x1f600],
    fromString("ab😀"),
    new Cons(97, "b😀"),
    new Cons(97, [98, 0x1f600]),
  ];
  test("are equal when their elements are", () => {
    for (const a of forms) for (const b of forms) expect(equalExact(a, b)).toBe(true);
    for (const a of ["", [], NIL]) for (const b of ["", [], NIL]) expect(equalExact(a, b)).toBe(true);
  });
  test("a prefix comes first, whatever its form", () => {
    for (const a of ["ab", [97, 98], fromString("ab")]) {
      for (const b of forms) {
        expect(compare(a, b)).toBeLessThan(0);
        expect(compare(b, a)).toBeGreaterThan(0);
        expect(equal(a, b)).toBe(false);
      }
    }
  });
  test("improper tails compare by type: a number is less than the rest of a list", () => {
    const improper = [new ImproperList([1], 2), fromArray([1], 2)];
    for (const a of improper) {
      for (const b of improper) expect(equalExact(a, b)).toBe(true);
      for (const b of [[1], [1, 2], fromArray([1, 2]), "\x01\x02"]) expect(compare(a, b)).toBeLessThan(0);
    }
  });
  test("depth costs no JavaScript stack", () => {
    let a: Term = NIL;
    let b: Term = [];
    for (let i = 0; i < 200_000; i++) {
      a = new Cons(a, NIL);
      b = i % 2 === 0 ? [b] : new Cons(b, NIL);
    }
    expect(equalExact(a, b)).toBe(true);
    expect(compare(tuple(a), tuple(new Cons(1, b)))).toBeGreaterThan(0);
  });
});

describe("equality", () => {
  test("a fun equals one of the same code and captured values", () => {
    const fun = (env: Term[]) => new Fun(1, () => 1, code, env);
    expect(equalExact(fun([1]), fun([1]))).toBe(true);
    expect(equalExact(fun([1]), fun([2]))).toBe(false);
    expect(
      equalExact(new ExternalFun(code.module, code.module, 1), new ExternalFun(code.module, code.module, 1)),
    ).toBe(true);
  });
  test("JavaScript's values equal only themselves, but have no order", () => {
    const a = new Date(0);
    const b = new Date(0);
    expect([equal(a, b), equal(a, a), compare(a, b), compareExact(tuple(a), tuple(b))]).toEqual([
      false,
      true,
      0,
      0,
    ]);
    expect(equalExact(Number.NaN, Number.NaN)).toBe(true);
  });
  test("pids and references are equal by number", () => {
    expect(equalExact(new Pid(1, 2), new Pid(1, 2))).toBe(true);
    expect(equalExact(new Ref(1), new Ref(2))).toBe(false);
    expect(equalExact(new Float(2), new Float(2))).toBe(true);
  });
});

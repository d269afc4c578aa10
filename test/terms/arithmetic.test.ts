import { describe, expect, test } from "vitest";
import {
  abs,
  add,
  band,
  bnot,
  bor,
  bsl,
  bsr,
  bxor,
  div,
  divide,
  multiply,
  negate,
  rem,
  subtract,
} from "../../src/terms/arithmetic.ts";
import { Exception } from "../../src/terms/exception.ts";
import { Float, float } from "../../src/terms/float.ts";

const reason = (f: () => unknown): unknown => {
  try {
    return f();
  } catch (thrown) {
    return thrown instanceof Exception ? thrown.reason : thrown;
  }
};
const badarith = Symbol.for("badarith");
const systemLimit = Symbol.for("system_limit");

describe("integers", () => {
  test("a sum beyond 2^53 is a bigint, and back within it a number", () => {
    expect(add(Number.MAX_SAFE_INTEGER, 1)).toBe(2n ** 53n);
    expect(subtract(2n ** 53n, 1)).toBe(Number.MAX_SAFE_INTEGER);
    expect(multiply(2 ** 40, 2 ** 40)).toBe(2n ** 80n);
    expect(div(2n ** 80n, 2 ** 40)).toBe(2 ** 40);
  });
  test("there is no integer -0", () => {
    for (const zero of [multiply(0, -5), rem(-4, 2), div(-1, 2), negate(0)])
      expect(Object.is(zero, 0)).toBe(true);
  });
  test("div and rem truncate towards zero", () => {
    expect([div(-7, 2), rem(-7, 2), div(7, -2), rem(7, -2)]).toEqual([-3, -1, -3, 1]);
    expect(div(9007199254740991, 4503599627370496)).toBe(1);
  });
  test("bitwise operators treat negative integers as two's complement without end", () => {
    expect([band(-1, 255), bor(-256, 255), bxor(-1, 1), bnot(0)]).toEqual([255, -1, -2, -1]);
    expect(band(-1, 2n ** 70n)).toBe(2n ** 70n);
    expect(bnot(2 ** 40)).toBe(-(2 ** 40) - 1);
  });
  test("shifts go either way", () => {
    expect([bsl(1, 3), bsl(8, -3), bsr(8, 3), bsr(-1, 100), bsr(1, -3)]).toEqual([8, 1, 1, -1, 8]);
    expect(bsl(1, 100)).toBe(2n ** 100n);
    expect([bsr(1, 10n ** 20n), bsr(-1, 10n ** 20n), bsl(0, 10n ** 20n)]).toEqual([0, -1, 0]);
  });
  test("an integer of more than 4194240 bits is a system_limit", () => {
    const largest = bsl(1, 4194239);
    expect(typeof largest).toBe("bigint");
    expect(typeof bnot(negate(largest))).toBe("bigint");
    for (const f of [
      () => bsl(1, 4194240),
      () => add(largest, largest),
      () => multiply(largest, -2),
      () => bsl(1, 1e10),
    ]) {
      expect(reason(f)).toBe(systemLimit);
    }
  });
});

describe("floats", () => {
  test("an integral result is boxed, any other is a number", () => {
    expect(add(0.5, 0.5)).toEqual(new Float(1));
    expect(divide(4, 2)).toEqual(new Float(2));
    expect(divide(1, 4)).toBe(0.25);
    expect(multiply(0, float(-1))).toEqual(new Float(-0));
    expect(add(1e22, 1)).toBe(1e22);
    expect(negate(float(0))).toEqual(new Float(-0));
    expect(abs(float(-3))).toEqual(new Float(3));
  });
  test("a result that is no finite float is badarith", () => {
    for (const f of [
      () => multiply(1e308, 10),
      () => divide(1, 0),
      () => divide(1, float(0)),
      () => divide(2n ** 5000n, 1),
    ]) {
      expect(reason(f)).toBe(badarith);
    }
  });
  test("what is no number is badarith, NaN and floats under integer operators among it", () => {
    for (const f of [
      () => add("a", 1),
      () => add(Number.NaN, 1),
      () => div(1.5, 1),
      () => band(float(1), 1),
      () => div(1, 0),
    ]) {
      expect(reason(f)).toBe(badarith);
    }
  });
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { dict } from "../../src/stdlib/dict.ts";
import { phash } from "../../src/terms/older-hash.ts";
import type { Term } from "../../src/terms/term.ts";
import { tuple } from "../../src/terms/tuple.ts";
import { call, callRaw, failure, fun } from "./call.ts";

const pairs = (list: Term): Term[][] => list.map((pair: Term) => [...pair]);

test("lists its pairs in OTP's order", () => {
  const made = callRaw(
    dict,
    "from_list",
    Array.from({ length: 20 }, (_, i) => tuple(i + 1, i + 1)),
  );
  expect(pairs(call(dict, "to_list", made)).map(([key]) => key)).toEqual([
    16, 19, 3, 6, 9, 12, 15, 18, 2, 5, 8, 11, 14, 17, 1, 20, 4, 7, 10, 13,
  ]);
});
test("holds what was stored and not erased since, growing and shrinking", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.boolean(), fc.nat(200)), { maxLength: 150 }), (steps) => {
      const expected = new Map<number, number>();
      let made = callRaw(dict, "new");
      steps.forEach(([put, key], i) => {
        made = put ? callRaw(dict, "store", key, i, made) : callRaw(dict, "erase", key, made);
        if (put) expected.set(key, i);
        else expected.delete(key);
      });
      expect(new Map(pairs(call(dict, "to_list", made)) as [number, number][])).toEqual(expected);
      expect(call(dict, "size", made)).toBe(expected.size);
    }),
    { numRuns: 20 },
  );
});
test("shrinks back to the buckets of an empty one", () => {
  let made = callRaw(
    dict,
    "from_list",
    Array.from({ length: 200 }, (_, i) => tuple(i, i)),
  );
  for (let i = 0; i < 200; i++) made = callRaw(dict, "erase", i, made);
  expect(call(dict, "is_empty", made)).toBe(true);
  expect(made[2]).toBe(16);
});
test("funs, and errors", () => {
  const a = Symbol.for("a");
  const one = callRaw(dict, "store", a, [1], callRaw(dict, "new"));
  expect(call(dict, "fetch", a, callRaw(dict, "append", a, 2, one))).toEqual([1, 2]);
  expect(
    call(
      dict,
      "fetch",
      a,
      callRaw(
        dict,
        "update",
        a,
        fun((_) => 7),
        one,
      ),
    ),
  ).toBe(7);
  const merged = callRaw(
    dict,
    "merge",
    fun((_k, x, y) => [x, y]),
    one,
    callRaw(dict, "store", a, 2, callRaw(dict, "new")),
  );
  expect(call(dict, "fetch", a, merged)).toEqual([[1], 2]);
  expect(failure(dict, "fetch", 0, one).reason).toBe("badarg");
});
test("phash is within its range and the same for equal terms", () => {
  for (const term of [
    1,
    -1,
    2n ** 70n,
    1.5,
    "abc",
    tuple("x", []),
    {},
    new Uint8Array([1]),
    Symbol.for("a"),
  ]) {
    const hash = phash(term, 16);
    expect(hash).toBeGreaterThanOrEqual(1);
    expect(hash).toBeLessThanOrEqual(16);
  }
  expect(phash("abc", 1000)).toBe(phash([97, 98, 99], 1000));
});

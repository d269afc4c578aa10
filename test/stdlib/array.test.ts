import fc from "fast-check";
import { expect, test } from "vitest";
import { array } from "../../src/stdlib/array.ts";
import { tuple } from "../../src/terms/tuple.ts";
import { call, failure, fun, show } from "./call.ts";

const blank = (...first: string[]) =>
  `{${[...first, ...Array(16 - first.length).fill("undefined")].join(",")}}`;

test("prints as OTP's does", () => {
  expect(show(call(array, "new"))).toBe(`{array,0,0,false,undefined,${blank()},0,[],0}`);
  expect(show(call(array, "from_list", [1, 2]))).toBe(
    `{array,2,0,false,undefined,${blank("1", "2")},0,${blank("1", "2")},0}`,
  );
  const far = call(array, "set", 100, 7, call(array, "new"));
  const tree = `{${[blank(), ...Array(15).fill("[]")].join(",")}}`;
  expect(show(far)).toBe(
    `{array,101,0,false,undefined,${blank("undefined", "undefined", "undefined", "undefined", "7")},96,${tree},4}`,
  );
});
test("holds what was set, at any index", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(600), fc.nat(9)), { maxLength: 30 }), (steps) => {
      let made = call(array, "new");
      const expected: (number | undefined)[] = [];
      for (const [index, value] of steps) {
        made = call(array, "set", index, value, made);
        expected[index] = value;
      }
      expect(call(array, "to_list", made)).toEqual(Array.from(expected));
      expect(call(array, "size", made)).toBe(expected.length);
    }),
    { numRuns: 40 },
  );
});
test("funs get the index and the element", () => {
  const made = call(array, "from_list", [5, 6]);
  expect(
    show(
      call(
        array,
        "foldl",
        fun((i, x, rest) => [i, x, rest]),
        0,
        made,
      ),
    ),
  ).toBe("[1,6,[0,5,0]]");
  expect(
    call(
      array,
      "to_list",
      call(
        array,
        "map",
        fun((i, x) => i + x),
        made,
      ),
    ),
  ).toEqual([5, 7]);
  expect(call(array, "sparse_to_list", call(array, "set", 3, 1, call(array, "new")))).toEqual([1]);
  expect(
    show(
      call(
        array,
        "mapfoldl",
        fun((i, x, n) => tuple(x, n + i)),
        0,
        made,
      )[1],
    ),
  ).toBe("1");
});
test("folds may go through some of the indices, and a fun may make an array", () => {
  const made = call(array, "from_list", [1, 2, 3, 4]);
  expect(
    call(
      array,
      "foldl",
      1,
      2,
      fun((_i, x, n) => x + n),
      0,
      made,
    ),
  ).toBe(5);
  const count = fun((n) => (n === 3 ? Symbol.for("done") : tuple(n, n + 1)));
  expect(call(array, "to_list", call(array, "from", count, 0))).toEqual([0, 1, 2]);
});
test("an index that is not there is badarg", () => {
  expect(failure(array, "get", 10, call(array, "new", 3)).stack).toEqual(["array:get/2 980"]);
  expect(failure(array, "set", -1, 0, call(array, "new")).stack).toEqual(["array:set/3 720"]);
  expect(call(array, "get", 10, call(array, "new"))).toBe(undefined);
});
test("an array that is shifted, resized and added to at either end is the list that it stands for", () => {
  const step = fc.oneof(
    fc.record({ name: fc.constant("shift"), n: fc.integer({ min: -40, max: 9 }) }),
    fc.record({ name: fc.constant("resize"), n: fc.nat(80) }),
    fc.record({ name: fc.constantFrom("append", "prepend"), n: fc.nat(99) }),
    fc.record({ name: fc.constantFrom("set", "reset"), n: fc.nat(60) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      let made = call(array, "from_list", [1, 2, 3]);
      let expected: (number | undefined)[] = [1, 2, 3];
      for (const { name, n } of steps) {
        if (name === "shift") {
          if (n > expected.length) continue;
          expected = n >= 0 ? expected.slice(n) : [...Array(-n).fill(undefined), ...expected];
        } else if (name === "resize") {
          expected = Array.from({ length: n }, (_, i) => expected[i]);
        } else if (name === "append") expected = [...expected, n];
        else if (name === "prepend") expected = [n, ...expected];
        else if (name === "set") {
          while (expected.length <= n) expected.push(undefined);
          expected = expected.with(n, 7);
        } else if (n < expected.length) expected = expected.with(n, undefined);
        const args =
          name === "append" || name === "prepend" ? [n, made] : [n, ...(name === "set" ? [7] : []), made];
        made = call(array, name, ...args);
      }
      expect(call(array, "to_list", made)).toEqual(expected);
      expect(call(array, "size", made)).toBe(expected.length);
    }),
    { numRuns: 60 },
  );
});
test("indices that are far between leave out the leaves of defaults", () => {
  const made = call(array, "from_orddict", [tuple(0, 1), tuple(300, 2)]);
  expect(call(array, "sparse_to_orddict", made)).toEqual([tuple(0, 1), tuple(300, 2)]);
  expect(call(array, "size", made)).toBe(301);
  expect(failure(array, "from_orddict", [tuple(1, 1), tuple(0, 2)]).stack).toEqual([
    "array:from_orddict_1/6 1486",
    "array:from_orddict_0/5 1468",
    "array:from_orddict/2 1432",
  ]);
});

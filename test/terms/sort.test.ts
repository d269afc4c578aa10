import { expect, test } from "vitest";
import { compareExact } from "../../src/terms/order.ts";
import { sortTerms } from "../../src/terms/sort.ts";
import type { Term } from "../../src/terms/term.ts";

test("undefined has its place among the atoms, whatever JavaScript does with it", () => {
  const a = Symbol.for("a");
  const z = Symbol.for("z");
  expect(sortTerms(["", undefined, 0])).toEqual([0, undefined, ""]);
  expect(sortTerms([z, undefined, a, undefined])).toEqual([a, undefined, undefined, z]);
  expect(sortTerms([undefined, undefined])).toEqual([undefined, undefined]);
  expect(sortTerms([undefined, 1], (x: Term, y: Term) => compareExact(y, x))).toEqual([undefined, 1]);
  expect(sortTerms([])).toEqual([]);
});

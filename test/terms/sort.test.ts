import fc from "fast-check";
import { expect, test } from "vitest";
import { atom } from "../../src/terms/atom.ts";
import { float } from "../../src/terms/float.ts";
import { fromArray } from "../../src/terms/list.ts";
import { compare, compareExact } from "../../src/terms/order.ts";
import { sortedPlaces, sortTerms } from "../../src/terms/sort.ts";
import type { Term } from "../../src/terms/term.ts";
import { tuple } from "../../src/terms/tuple.ts";

test("undefined has its place among the atoms, whatever JavaScript does with it", () => {
  const a = Symbol.for("a");
  const z = Symbol.for("z");
  expect(sortTerms(["", undefined, 0])).toEqual([0, undefined, ""]);
  expect(sortTerms([z, undefined, a, undefined])).toEqual([a, undefined, undefined, z]);
  expect(sortTerms([undefined, undefined])).toEqual([undefined, undefined]);
  expect(sortTerms([undefined, 1], (x: Term, y: Term) => compareExact(y, x))).toEqual([undefined, 1]);
  expect(sortTerms([])).toEqual([]);
});
test("terms of one kind, and of many, are sorted as one comparison after another sorts them", () => {
  const atoms = fc.constantFrom("a", "b", "ab", "abcd", "abce", "Å", "undefined", "").map(atom);
  const number = fc.oneof(
    fc.integer({ min: -3, max: 3 }),
    fc.integer({ min: -3, max: 3 }).map(float),
    fc.constant(0.5),
  );
  const bytes = fc.uint8Array({ maxLength: 8, max: 3 });
  const list = fc
    .array(fc.integer({ min: -1, max: 3 }), { maxLength: 4 })
    .map((elements) => fromArray(elements));
  const text = fc.constantFrom("a", "ab", "abc", "abcd", "b");
  const kinds: fc.Arbitrary<Term>[] = [number, atoms, bytes, list, text];
  kinds.push(...kinds.map((kind) => fc.tuple(kind, fc.nat(2)).map(([a, b]) => tuple(a, b))));
  const many = fc.oneof(...[...kinds, fc.oneof(...kinds)].map((kind) => fc.array(kind, { maxLength: 60 })));
  fc.assert(
    fc.property(many, (terms) => {
      const places = terms.map((_, i) => i).sort((i, j) => compare(terms[i], terms[j]) || i - j);
      expect([...sortedPlaces(terms)]).toEqual(places);
      const sorted = sortTerms(terms.slice());
      expect(sorted.every((term, i) => term === terms[places[i]])).toBe(true);
    }),
  );
});

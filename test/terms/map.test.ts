import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { atom } from "../../src/terms/atom.ts";
import { makeBits } from "../../src/terms/bits.ts";
import { float } from "../../src/terms/float.ts";
import { compareKeys } from "../../src/terms/key-order.ts";
import { fromString, ImproperList, toArray } from "../../src/terms/list.ts";
import {
  EMPTY_MAP,
  type ErlMap,
  MISSING,
  mapEntries,
  mapFrom,
  mapGet,
  mapOf,
  mapPairs,
  mapPut,
  mapRemove,
  mapSize,
} from "../../src/terms/map.ts";
import { equalExact } from "../../src/terms/order.ts";
import { phash2 } from "../../src/terms/portable-hash.ts";
import type { Term } from "../../src/terms/term.ts";
import { tuple } from "../../src/terms/tuple.ts";

const seq = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);
const keysOf = (keys: Term[]) => mapPairs(mapFrom(keys.map((key) => [key, 1]))).keys;

describe("a persistent map", () => {
  test("answers as a JavaScript Map does after any puts and removals, and lists the same pairs", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 60 }))), (steps) => {
        const expected = new Map<number, number>();
        let map = EMPTY_MAP;
        steps.forEach(([put, key], i) => {
          const before = mapEntries(map);
          const changed = put ? map.set(key, i) : map.delete(key);
          expect(mapEntries(map)).toEqual(before);
          map = changed;
          if (put) expected.set(key, i);
          else expected.delete(key);
        });
        expect(map.size).toBe(expected.size);
        expect(new Map(map.entries())).toEqual(expected);
        for (let key = 0; key <= 60; key++) expect(map.get(key)).toBe(expected.get(key) ?? MISSING);
        expect(equalExact(map, mapFrom(expected))).toBe(true);
      }),
    );
  });
  test("keeps 1 and 1.0 apart, and finds a list under any of its forms", () => {
    const map = mapFrom([
      [1, "int"],
      [float(1), "float"],
      ["abc", "list"],
    ]);
    expect([
      mapGet(map, 1),
      mapGet(map, float(1)),
      mapGet(map, fromString("abc")),
      mapGet(map, [97, 98, 99]),
    ]).toEqual(["int", "float", "list", "list"]);
    const large = mapFrom(seq(1, 50).map((i) => [tuple(String(i)), i]));
    expect(mapGet(large, tuple(fromString("42")))).toBe(42);
  });
  test("lists new atoms in the order in which they were first seen, after numbers and before lists", () => {
    const [z, a] = [Symbol.for("map_test_z"), Symbol.for("map_test_a")];
    expect(keysOf(["b", z, a, 3])).toEqual([3, z, a, "b"]);
    expect(keysOf([Symbol.for("a"), Symbol.for("b"), Symbol.for("c")])).toEqual(
      ["c", "b", "a"].map((s) => Symbol.for(s)),
    );
    expect(compareKeys(true, false)).toBeGreaterThan(0);
  });
});

test("an atom made by name has its place among keys from then on", () => {
  const first = atom("map_test_made_first");
  const second = Symbol.for("map_test_made_second");
  expect(keysOf([second, first])).toEqual([first, second]);
});

describe("maps of more than 32 pairs list their keys as OTP 29 does", () => {
  test("integers", () => {
    expect(keysOf(seq(1, 40))).toEqual([
      18, 4, 34, 12, 19, 29, 13, 2, 7, 38, 31, 8, 10, 23, 9, 15, 35, 36, 32, 1, 25, 28, 20, 6, 11, 17, 24, 37,
      40, 14, 33, 3, 16, 30, 21, 5, 27, 26, 22, 39,
    ]);
  });
  test("negative integers", () => {
    expect(keysOf(seq(-20, 20).map((i) => i * 100)).slice(0, 12)).toEqual([
      -1700, -200, 1000, 1200, 300, -700, -1200, 800, -1500, 100, 1400, -400,
    ]);
  });
  test("lists, tuples, floats and binaries", () => {
    expect(keysOf(seq(1, 35).map((i) => [i])).slice(0, 8)).toEqual([
      [31],
      [22],
      [19],
      [14],
      [11],
      [35],
      [30],
      [2],
    ]);
    expect(keysOf(seq(1, 35).map((i) => tuple(i))).slice(0, 5)).toEqual(
      [5, 10, 19, 17, 2].map((i) => tuple(i)),
    );
    expect(keysOf(seq(1, 35).map((i) => float(i * 1.5))).slice(0, 5)).toEqual([25.5, 31.5, 43.5, 13.5, 46.5]);
    expect(keysOf(seq(1, 35).map((i) => new Uint8Array([i]))).slice(0, 4)).toEqual(
      [23, 35, 11, 17].map((i) => new Uint8Array([i])),
    );
  });
});

describe("maps of TypeScript's forms", () => {
  test("a plain object's keys are atoms", () => {
    expect(mapGet({ a: 1 }, Symbol.for("a"))).toBe(1);
    expect(mapGet({ true: 1 }, true)).toBe(1);
    expect(mapGet({ a: 1 }, Symbol.for("toString"))).toBe(MISSING);
    expect(mapSize({ a: 1, b: 2 })).toBe(2);
    expect(mapEntries(mapPut({ a: 1 }, Symbol.for("a"), 2))).toEqual([[Symbol.for("a"), 2]]);
    expect(mapSize(mapRemove({ a: 1 }, Symbol.for("a")))).toBe(0);
  });
  test("a Map is looked up as Erlang compares", () => {
    const map = new Map<Term, Term>([
      ["abc", 1],
      [2, 3],
    ]);
    expect([mapGet(map, fromString("abc")), mapGet(map, 2), mapGet(map, float(2))]).toEqual([1, 3, MISSING]);
  });
});

test("phash2 gives OTP's numbers", () => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  const of = Symbol.for;
  const terms: [Term, number][] = [
    [of("a"), 97],
    [of("foo"), 27999],
    [of("åäö"), 62518],
    [0, 88723725],
    [-1, 44071773],
    [1000000000, 101464513],
    [2n ** 70n, 131422029],
    [1.5, 10380315],
    [float(-0), 20875736],
    [[], 113427502],
    ["abcde", 71169904],
    [new ImproperList([1], 2), 86124794],
    [tuple(of("a"), 1, "x"), 117801664],
    [bytes("hello world, this is"), 110977632],
    [makeBits(new Uint8Array([5, 0x20]), 11), 101020776],
    [{ a: 1, b: { c: of("d") } }, 85309790],
    [mapFrom(seq(1, 40).map((i) => [i, i])), 55048502],
  ];
  for (const [term, hash] of terms) expect([term, phash2(term)]).toEqual([term, hash]);
});

test("odd atoms have their place in the atom table as well", () => {
  const keys = ["=", "+", "<", "", "_", "/"].map((name) => Symbol.for(name));
  const map = mapFrom([true, ...keys].map((key): [Term, Term] => [key, 1]));
  expect(mapEntries(map).map(([key]) => (key === true ? "true" : Symbol.keyFor(key as symbol)))).toEqual([
    "true",
    "_",
    "",
    "/",
    "<",
    "+",
    "=",
  ]);
});

describe("a map made at once, merged or filtered", () => {
  // Few numbers, so that keys meet, and enough of them for tries.
  const keys = fc.array(
    fc.oneof(
      fc.nat(200),
      fc.nat(9).map(float),
      fc.nat(50).map((n) => tuple(n)),
    ),
    { maxLength: 150 },
  );
  const oneByOne = (terms: readonly unknown[], from: ErlMap, value: unknown): ErlMap =>
    terms.reduce((map: ErlMap, key) => map.set(key, value), from);

  test("is what one change after another makes", () => {
    fc.assert(
      fc.property(keys, keys, (first, second) => {
        const a = oneByOne(first, EMPTY_MAP, 1);
        const b = oneByOne(second, EMPTY_MAP, 2);
        expect(
          mapOf(
            first,
            first.map(() => 1),
          ).entries(),
        ).toEqual(a.entries());
        const merged = a.merge(b);
        expect(merged.entries()).toEqual(oneByOne(second, a, 2).entries());
        expect(merged.size).toBe(merged.entries().length);
        const left = second.reduce((map: ErlMap, key) => map.delete(key), a);
        expect(a.shared(b, false).entries()).toEqual(left.entries());
        expect(left.size + a.shared(b, true).size).toBe(a.size);
        expect(a.agrees(b, true)).toBe(left.size === 0);
        expect(a.agrees(b, false)).toBe(left.size === a.size);
      }),
    );
  });
  test("lists and parts have the order of the pairs", () => {
    fc.assert(
      fc.property(keys, fc.nat(60), (some, at) => {
        const map = mapOf(some, some);
        expect(toArray(map.keyList())).toEqual(map.keys());
        expect(toArray(map.valueList())).toEqual(map.values());
        expect(toArray(map.pairList())).toEqual(map.entries().map(([key, value]) => tuple(key, value)));
        expect(map.part(at, at + 32).keys).toEqual(map.keys().slice(at, at + 32));
        expect(map.withValues(map.keys()).values()).toEqual(map.keys());
      }),
    );
  });
});

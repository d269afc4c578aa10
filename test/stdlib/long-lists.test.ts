import { describe, expect, test } from "vitest";
import { lists } from "../../src/stdlib/lists.ts";
import { toModule } from "../../src/terms/border.ts";
import { hash } from "../../src/terms/hash.ts";
import { ArrayList, asCons, fromArray, isList, listLength } from "../../src/terms/list.ts";
import { compare, equalExact } from "../../src/terms/order.ts";
import { call, callRaw, failure, fun } from "./call.ts";

const COUNT = 1000;
const numbers = Array.from({ length: COUNT }, (_, i) => i + 1);

describe("a long sequence is held as an array, and is a list as any other", () => {
  const long = callRaw(lists, "seq", 1, COUNT);
  const cells = fromArray(numbers);

  test("equal, in order and in hash", () => {
    expect(long).toBeInstanceOf(ArrayList);
    expect(isList(long)).toBe(true);
    expect(listLength(long)).toBe(COUNT);
    expect(equalExact(long, cells)).toBe(true);
    expect(compare(long, cells)).toBe(0);
    expect(hash(long)).toBe(hash(cells));
  });

  test("taken apart once, however often it is matched", () => {
    const cell = asCons(long);
    expect(cell?.head).toBe(1);
    expect(asCons(long)).toBe(cell);
    expect(listLength(cell?.tail)).toBe(COUNT - 1);
  });

  test("a module that writes to its argument writes to a copy", () => {
    const given = toModule(long);
    expect(given).toEqual(numbers);
    expect(Object.getPrototypeOf(given)).toBe(Array.prototype);
    given.reverse();
    expect(long[0]).toBe(1);
  });

  test("functions of lists give what they give for cells", () => {
    const double = fun((x) => x * 2);
    const minus = fun((x, y) => x - y);
    for (const list of [long, cells]) {
      expect(call(lists, "map", double, list)).toEqual(numbers.map((x) => x * 2));
      expect(call(lists, "foldl", minus, 0, list)).toBe(numbers.reduce((x, y) => y - x, 0));
      expect(call(lists, "reverse", list)).toEqual(numbers.toReversed());
    }
  });

  test("one that no memory holds is a system limit", () => {
    expect(failure(lists, "seq", 1, 10 ** 15).reason).toBe("system_limit");
  });
});

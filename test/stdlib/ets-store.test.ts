// The stores of ETS tables against what they should hold, under random changes.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { HashStore, SortedStore, type Store } from "../../src/stdlib/ets-store.ts";
import { Float } from "../../src/terms/float.ts";

const change = fc.record({
  kind: fc.constantFrom("put", "put", "put", "add", "remove"),
  key: fc.integer({ min: 0, max: 900 }),
});

/** Makes the changes in a store and in a Map; `single`: a key has one object. */
function changed(store: Store, changes: { kind: string; key: number }[], single: boolean) {
  const model = new Map<number, number[]>();
  for (const [index, { kind, key }] of changes.entries()) {
    if (kind === "remove") {
      store.remove(key);
      model.delete(key);
    } else if (kind === "add" && !single) {
      store.add(key, index);
      model.set(key, [...(model.get(key) ?? []), index]);
    } else {
      store.put(key, [index]);
      model.set(key, [index]);
    }
  }
  return model;
}

function stepThrough(store: Store, last: boolean): unknown[] {
  const keys: unknown[] = [];
  let at = store.end(last);
  while (at !== undefined) {
    keys.push(at.key);
    const next = store.neighbour(at.key, last ? -1 : 1);
    if (next === "missing") throw new Error("a key of the table is missing");
    at = next;
  }
  return keys;
}

const changes = fc.array(change, { maxLength: 3000, size: "max" });

describe("a store holds what was put into it, and steps through it in its order", () => {
  test("by hash: the order of insertion", () => {
    fc.assert(
      fc.property(changes, (list) => {
        const store = new HashStore();
        const model = changed(store, list, false);
        expect(store.keys()).toEqual([...model.keys()]);
        expect(stepThrough(store, false)).toEqual([...model.keys()]);
        expect(store.size).toBe([...model.values()].flat().length);
        for (const [key, objects] of model) expect(store.get(key)).toEqual(objects);
        expect(store.get(1000)).toEqual([]);
        expect(store.neighbour(1000)).toBe("missing");
      }),
      { numRuns: 30 },
    );
  });
  test("by hash: while it is fixed, a walk that removes what it has seen sees every key once", () => {
    const store = new HashStore();
    for (let key = 0; key < 500; key++) store.put(key, [key]);
    store.fix(true);
    const seen: unknown[] = [];
    for (let at = store.end(); at !== undefined; ) {
      seen.push(at.key);
      store.remove(at.key);
      if (at.key === 7) store.put(at.key, ["again"]);
      const next = store.neighbour(at.key);
      if (next === "missing") throw new Error("a key of the table is missing");
      at = next;
    }
    expect(seen).toEqual(Array.from({ length: 500 }, (_, key) => key));
    expect(store.keys()).toEqual([7]);
    store.fix(false);
    expect(store.neighbour(100)).toBe("missing");
    expect(store.keys()).toEqual([7]);
  });
  test("sorted: the order of terms, both ways", () => {
    fc.assert(
      fc.property(changes, (list) => {
        const store = new SortedStore();
        const model = changed(store, list, true);
        const sorted = [...model.keys()].sort((x, y) => x - y);
        expect(store.keys()).toEqual(sorted);
        expect(stepThrough(store, false)).toEqual(sorted);
        expect(stepThrough(store, true)).toEqual(sorted.toReversed());
        expect(store.size).toBe(model.size);
        for (const [key, objects] of model) expect(store.get(key)).toEqual(objects);
      }),
      { numRuns: 30 },
    );
  });
  test("sorted: 1 and 1.0 are one key, and a key that is not there has neighbours", () => {
    const store = new SortedStore();
    for (let key = 0; key < 2000; key += 2) store.put(key, [key]);
    store.put(new Float(4), ["four"]);
    expect(store.size).toBe(1000);
    expect(store.get(4)).toEqual(["four"]);
    expect(store.neighbour(1001, 1)).toEqual({ key: 1002 });
    expect(store.neighbour(1001, -1)).toEqual({ key: 1000 });
    expect(store.neighbour(-1, -1)).toBeUndefined();
    expect(store.neighbour(1998, 1)).toBeUndefined();
  });
});

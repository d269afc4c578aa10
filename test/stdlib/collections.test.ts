import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { gb_sets } from "../../src/stdlib/gb_sets.ts";
import { gb_trees } from "../../src/stdlib/gb_trees.ts";
import { orddict } from "../../src/stdlib/orddict.ts";
import { ordsets } from "../../src/stdlib/ordsets.ts";
import { queue } from "../../src/stdlib/queue.ts";
import { sets } from "../../src/stdlib/sets.ts";
import type { OtpModule } from "../../src/stdlib/table.ts";
import type { Term } from "../../src/terms/term.ts";
import { tuple } from "../../src/terms/tuple.ts";
import { call, failure, fun, show } from "./call.ts";

const [a, b, c] = ["a", "b", "c"].map((name) => Symbol.for(name));
const t = tuple;

describe("gb_trees", () => {
  test("has the shape that OTP's has", () => {
    let tree = call(gb_trees, "empty");
    for (let i = 1; i <= 20; i++) tree = call(gb_trees, "insert", (i * 7) % 41, i, tree);
    expect(show(call(gb_trees, "from_orddict", [t(a, 1), t(b, 2), t(c, 3)]))).toBe(
      "{3,{b,2,{a,1,nil,nil},{c,3,nil,nil}}}",
    );
    expect(show(tree[1].slice(0, 2))).toBe("{7,1}");
    expect(call(gb_trees, "keys", tree)).toEqual(
      Array.from({ length: 20 }, (_, i) => ((i + 1) * 7) % 41).sort((x, y) => x - y),
    );
  });
  test("finds what was inserted and not deleted since", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), fc.nat(30))), (steps) => {
        const expected = new Map<number, number>();
        let tree = call(gb_trees, "empty");
        steps.forEach(([put, key], i) => {
          tree = put ? call(gb_trees, "enter", key, i, tree) : call(gb_trees, "delete_any", key, tree);
          if (put) expected.set(key, i);
          else expected.delete(key);
        });
        const sorted = [...expected].sort(([x], [y]) => x - y).map(([key, value]) => [key, value]);
        expect(call(gb_trees, "to_list", tree).map((pair: Term) => [...pair])).toEqual(sorted);
        expect(call(gb_trees, "size", tree)).toBe(sorted.length);
      }),
      { numRuns: 40 },
    );
  });
  test("iterates both ways, and from a key", () => {
    const tree = call(gb_trees, "from_list", [t(c, 3), t(a, 1), t(b, 2)]);
    const walk = (iterator: Term): Term[] => {
      const keys: Term[] = [];
      for (
        let step = call(gb_trees, "next", iterator);
        step !== Symbol.for("none");
        step = call(gb_trees, "next", step[2])
      )
        keys.push(step[0]);
      return keys;
    };
    expect(walk(call(gb_trees, "iterator", tree))).toEqual([a, b, c]);
    expect(walk(call(gb_trees, "iterator", tree, Symbol.for("reversed")))).toEqual([c, b, a]);
    expect(walk(call(gb_trees, "iterator_from", b, tree))).toEqual([b, c]);
    expect(failure(gb_trees, "insert", a, 1, tree).reason).toBe("{key_exists,a}");
  });
});

describe("the other collections", () => {
  const q = t([5, 4], [1, 2, 3]);
  const set = call(gb_sets, "from_list", [5, 3, 1, 9, 7, 2]);
  const cases: [OtpModule<any>, string, Term[], string][] = [
    [gb_sets, "from_list", [[3, 1, 2]], "{3,{2,{1,nil,nil},{3,nil,nil}}}"],
    [
      gb_sets,
      "union",
      [set, call(gb_sets, "from_list", [4])],
      "{7,{4,{2,{1,nil,nil},{3,nil,nil}},{7,{5,nil,nil},{9,nil,nil}}}}",
    ],
    [gb_sets, "filter", [fun((x) => x > 4), set], "{3,{7,{5,nil,nil},{9,nil,nil}}}"],
    [gb_sets, "larger", [5, set], "{found,7}"],
    [gb_sets, "smaller", [1, set], "none"],
    [ordsets, "from_list", [[c, a, b, a]], "[a,b,c]"],
    [ordsets, "add_element", [2, [1, 3]], "[1,2,3]"],
    [
      ordsets,
      "union",
      [
        [1, 2],
        [2, 3],
      ],
      "[1,2,3]",
    ],
    [ordsets, "subtract", [[1, 2], [2]], "[1]"],
    [ordsets, "is_set", [[1, 1]], "false"],
    [orddict, "from_list", [[t(b, 1), t(a, 2), t(a, 3)]], "[{a,3},{b,1}]"],
    [orddict, "append", [a, 2, [t(a, [1])]], "[{a,[1,2]}]"],
    [orddict, "update", [a, fun((x) => x + 1), [t(a, 1)]], "[{a,2}]"],
    [orddict, "merge", [fun((_k, x, y) => x + y), [t(a, 1)], [t(a, 2), t(b, 3)]], "[{a,3},{b,3}]"],
    [orddict, "update_counter", [b, 5, [t(a, 1)]], "[{a,1},{b,5}]"],
    [sets, "from_list", [[1, 2, 1]], "#{1=>[],2=>[]}"],
    [sets, "subtract", [call(sets, "from_list", [1, 2]), call(sets, "from_list", [2])], "#{1=>[]}"],
    [queue, "from_list", [[1, 2, 3, 4, 5]], "{[5,4,3],[1,2]}"],
    [queue, "in", [6, q], "{[6,5,4],[1,2,3]}"],
    [queue, "out", [q], "{{value,1},{[5,4],[2,3]}}"],
    [queue, "out", [t([3, 2, 1], [])], "{{value,1},{[3],[2]}}"],
    [queue, "split", [2, q], "{{[2],[1]},{[5,4],[3]}}"],
    [queue, "filter", [fun((x) => x > 3), q], "{[5],[4]}"],
    [queue, "delete", [3, q], "{[5,4],[1,2]}"],
    [queue, "delete_with", [fun((x) => x > 3), q], "{[5],[1,2,3]}"],
    [queue, "join", [q, q], "{[5,4],[1,2,3,4,5,1,2,3]}"],
    [queue, "fold", [fun((x, n) => x + n), 0, q], "15"],
    [queue, "to_list", [q], "[1,2,3,4,5]"],
  ];
  test.each(
    cases.map(
      ([module, name, args, expected]) =>
        [`${Symbol.keyFor(module.name)}:${name}`, module, name, args, expected] as const,
    ),
  )("%s", (_title, module, name, args, expected) => {
    expect(show(call(module, name, ...args))).toBe(expected);
  });
  test("errors are OTP's", () => {
    expect(failure(queue, "get", t([], [])).reason).toBe("empty");
    expect(failure(queue, "len", a).reason).toBe("badarg");
    expect(failure(orddict, "fetch", b, [t(a, 1)])).toMatchObject({ reason: "function_clause" });
    expect(failure(sets, "size", a).stack).toEqual(["sets:size(a) 300"]);
  });
});

import { describe, expect, test } from "vitest";
import { proc } from "../../src/process/frame.ts";
import { receiveFrame } from "../../src/process/receive.ts";
import { lists } from "../../src/stdlib/lists.ts";
import { divide } from "../../src/terms/arithmetic.ts";
import { float } from "../../src/terms/float.ts";
import { fromArray, ImproperList } from "../../src/terms/list.ts";
import { compare } from "../../src/terms/order.ts";
import type { Term } from "../../src/terms/term.ts";
import { tuple } from "../../src/terms/tuple.ts";
import { call, callRaw, failure, fun, show } from "./call.ts";

const improper = (elements: Term[], tail: Term) => new ImproperList(elements, tail);
const [a, b, c] = ["a", "b", "c"].map((name) => Symbol.for(name));
const identity = fun((x) => x);
const plus = fun((x, y) => x + y);

describe("functions that take no fun", () => {
  const cases: [string, Term[], string][] = [
    ["append", [[[1], "a", [2]]], "[1,97,2]"],
    ["append", ["ab", "c"], '"abc"'],
    ["append", [[a]], "a"],
    ["subtract", [[1, 2, 1], [1]], "[2,1]"],
    ["reverse", ["abc"], "[99,98,97]"],
    ["reverse", [[1, 2], 3], "[object Object]"],
    ["nth", [2, [1, 2, 3]], "2"],
    ["nthtail", [1, [1, 2, 3]], "[2,3]"],
    ["prefix", ["ab", "abc"], "true"],
    ["suffix", ["bc", "abc"], "true"],
    ["suffix", ["bd", "abc"], "false"],
    ["droplast", [[1, 2, 3]], "[1,2]"],
    ["last", [[1, 2, 3]], "3"],
    ["seq", [3, 6], "[3,4,5,6]"],
    ["seq", [5, 4], "[]"],
    ["seq", [10, 1, -3], "[10,7,4,1]"],
    ["seq", [1, 1, 0], "[1]"],
    ["sum", [[1, 2.5]], "3.5"],
    ["duplicate", [2, a], "[a,a]"],
    ["min", [[3, 1, float(1)]], "1"],
    ["max", [[3, 1, a]], "a"],
    ["sublist", [[1, 2, 3], 2], "[1,2]"],
    ["sublist", [[1, 2, 3], 2, 5], "[2,3]"],
    ["delete", [b, [a, b, c, b]], "[a,c,b]"],
    ["concat", [["x", 1, a, 1.5]], '"x1a1.50000000000000000000e+00"'],
    ["flatten", [[1, [2, [3, []]], "a"]], "[1,2,3,97]"],
    ["flatten", [[[1]], [2]], "[1,2]"],
    ["flatlength", [[1, [2, [3]]]], "3"],
    ["split", [1, [a, b]], "{[a],[b]}"],
    ["join", [0, [1, 2, 3]], "[1,0,2,0,3]"],
    ["uniq", [[1, 2, 1, float(1)]], "[1,2,1]"],
    ["member", [float(1), [1]], "false"],
    ["enumerate", [[a, b]], "[{1,a},{2,b}]"],
    ["enumerate", [0, 2, "ab"], "[{0,97},{2,98}]"],
    [
      "zip",
      [
        [1, 2],
        [a, b],
      ],
      "[{1,a},{2,b}]",
    ],
    ["zip", [[1, 2], [a], Symbol.for("trim")], "[{1,a}]"],
    ["zip", [[1, 2], [a], tuple(Symbol.for("pad"), tuple(0, c))], "[{1,a},{2,c}]"],
    ["zip3", [[1], [2], [3]], "[{1,2,3}]"],
    ["unzip", [[tuple(1, a), tuple(2, b)]], "{[1,2],[a,b]}"],
    ["unzip3", [[tuple(1, a, b)]], "{[1],[a],[b]}"],
  ];
  test.each(cases)("%s(%o)", (name, args, expected) => {
    if (name === "reverse" && args.length === 2)
      expect(call(lists, name, ...args)).toEqual(improper([2, 1], 3));
    else expect(show(call(lists, name, ...args))).toBe(expected);
  });
});

describe("sorting and merging", () => {
  test("sort is stable, usort keeps the first of equal elements", () => {
    expect(callRaw(lists, "sort", [2, float(1), 1, a, "x", tuple()])).toEqual(
      fromArray([float(1), 1, 2, a, tuple(), "x"]),
    );
    expect(callRaw(lists, "usort", [3, float(1), 1, 2, float(2), 1])).toEqual(fromArray([float(1), 2, 3]));
  });
  test("by key", () => {
    const pairs = [tuple(float(1), a), tuple(1, b), tuple(0, c)];
    expect(show(call(lists, "keysort", 1, pairs))).toBe("[{0,c},{1,a},{1,b}]");
    expect(show(call(lists, "ukeysort", 1, pairs))).toBe("[{0,c},{1,a}]");
    expect(show(call(lists, "keymerge", 1, [tuple(1, a)], [tuple(float(1), b)]))).toBe("[{1,a},{1,b}]");
    expect(show(call(lists, "rkeymerge", 1, [tuple(1, a)], [tuple(float(1), b)]))).toBe("[{1,b},{1,a}]");
    expect(show(call(lists, "ukeymerge", 1, [tuple(1, a)], [tuple(float(1), b)]))).toBe("[{1,a}]");
    expect(show(call(lists, "rukeymerge", 1, [tuple(1, a)], [tuple(float(1), b)]))).toBe("[{1,a}]");
  });
  test("the merges of the order of terms", () => {
    const raw = (name: string, ...args: Term[]) => callRaw(lists, name, ...args);
    expect(raw("rmerge", [3, 1], [2, float(1)])).toEqual(fromArray([3, 2, float(1), 1]));
    expect(raw("rumerge", [3, float(1)], [2, 1])).toEqual(fromArray([3, 2, float(1)]));
    expect(raw("umerge", [float(1), 2], [1, 3])).toEqual(fromArray([float(1), 2, 3]));
    expect(
      raw("umerge", [
        [1, 2],
        [float(1), 3],
        [float(2), 4],
      ]),
    ).toEqual(fromArray([1, 2, 3, 4]));
    expect(raw("merge3", [1, float(1)], [1], [float(1)])).toEqual(fromArray([1, float(1), 1, float(1)]));
    expect(raw("rmerge3", [1, float(1)], [1], [float(1)])).toEqual(fromArray([float(1), 1, 1, float(1)]));
  });
  test("by a fun gives the same as the order of terms, when the fun is that order", () => {
    const inOrder = fun((x, y) => compare(x, y) <= 0);
    let seed = 7;
    for (let size = 0; size < 40; size++) {
      const list = Array.from({ length: size }, () => (seed = (seed * 48271) % 2147483647) % 23);
      expect(call(lists, "sort", inOrder, list)).toEqual(call(lists, "sort", list));
      expect(call(lists, "usort", inOrder, list)).toEqual(call(lists, "usort", list));
      const halves = [list.slice(0, size / 2), list.slice(size / 2)].map((half) => call(lists, "sort", half));
      expect(call(lists, "merge", inOrder, ...halves)).toEqual(call(lists, "merge", ...halves));
      const sets = halves.map((half) => call(lists, "usort", half));
      expect(call(lists, "umerge", inOrder, ...sets)).toEqual(call(lists, "umerge", ...sets));
      const back = sets.map((half) => half.slice().reverse());
      expect(call(lists, "rumerge", inOrder, ...back)).toEqual(call(lists, "rumerge", ...back));
      expect(call(lists, "rmerge", inOrder, ...back)).toEqual(call(lists, "rmerge", ...back));
    }
  });
});

describe("functions that take a fun", () => {
  const cases: [string, Term[], string][] = [
    ["map", [fun((x) => x * 2), [1, 2]], "[2,4]"],
    ["flatmap", [fun((x) => [x, x]), [1, 2]], "[1,1,2,2]"],
    ["foldl", [fun((x, acc) => [x, acc]), 0, [1, 2]], "[2,[1,0]]"],
    ["foldr", [fun((x, acc) => [x, acc]), 0, [1, 2]], "[1,[2,0]]"],
    ["foreach", [identity, [1]], "ok"],
    ["filter", [fun((x) => x > 1), [1, 2, 3]], "[2,3]"],
    ["partition", [fun((x) => x > 1), [1, 2, 3]], "{[2,3],[1]}"],
    ["filtermap", [fun((x) => (x > 1 ? tuple(true, -x) : x > 0)), [0, 1, 2]], "[1,-2]"],
    ["mapfoldl", [fun((x, acc) => tuple(x * 2, acc + x)), 0, [1, 2]], "{[2,4],3}"],
    ["mapfoldr", [fun((x, acc) => tuple(acc, x)), 0, [1, 2]], "{[2,0],1}"],
    ["all", [fun((x) => x > 1), [2, 1]], "false"],
    ["any", [fun((x) => x > 1), [1, 2]], "true"],
    ["takewhile", [fun((x) => x < 2), [1, 2, 1]], "[1]"],
    ["dropwhile", [fun((x) => x < 2), [1, 2, 1]], "[2,1]"],
    ["search", [fun((x) => x > 1), [1, 2]], "{value,2}"],
    ["splitwith", [fun((x) => x < 2), [1, 2, 1]], "{[1],[2,1]}"],
    ["uniq", [fun((x) => x % 2), [1, 3, 2]], "[1,2]"],
    ["zipwith", [plus, [1, 2], [3, 4]], "[4,6]"],
    ["zipwith3", [fun((x, y, z) => x + y + z), [1], [2], [3]], "[6]"],
    ["keymap", [fun((x) => x * 2), 2, [tuple(a, 1)]], "[{a,2}]"],
  ];
  test.each(cases)("%s", (name, args, expected) => {
    expect(show(call(lists, name, ...args))).toBe(expected);
  });
  test("the fun may suspend", () => {
    const waits = proc(function* waits(x: number): Generator<unknown, number, any> {
      yield receiveFrame(null, x);
      return x * 2;
    });
    expect(
      call(
        lists,
        "map",
        fun((x) => waits(x)),
        [3, 2, 1],
      ),
    ).toEqual([6, 4, 2]);
    const isSmall = proc(function* isSmall(x: number, y: number): Generator<unknown, boolean, any> {
      yield receiveFrame(null, 1);
      return x <= y;
    });
    expect(
      call(
        lists,
        "sort",
        fun((x, y) => isSmall(x, y)),
        [3, 1, 2, 5, 4],
      ),
    ).toEqual([1, 2, 3, 4, 5]);
  });
});

describe("errors are OTP's", () => {
  const inverse = fun((x) => divide(1, x));
  const first = fun((x, _y) => x);
  const cases: [string, Term[], string, string[]][] = [
    ["nth", [5, [1]], "function_clause", ["lists:nth_1(4,[]) 322"]],
    ["nth", [0, [1]], "function_clause", ["lists:nth(0,[1]) 318"]],
    ["last", [[]], "function_clause", ["lists:last([]) 467"]],
    ["map", [a, [0]], "function_clause", ["lists:map(a,[0]) 2382"]],
    ["map", [identity, a], "{case_clause,a}", ["lists:map/2 2383"]],
    [
      "map",
      [identity, improper([1], a)],
      "function_clause",
      ["lists:map_1(#Fun,a) 2388", "lists:map/2 2384"],
    ],
    ["map", [inverse, [1, 0]], "badarith", ["lists:map_1/2 2389", "lists:map/2 2384"]],
    ["foldl", [first, 0, improper([1], 2)], "function_clause", ["lists:foldl_1(#Fun,1,2) 2469"]],
    ["filter", [identity, [1, 2]], "{bad_filter,1}", ["lists:-filter/2-lc$^0/1-0-/2 2527"]],
    ["foreach", [inverse, [1, 2, 0]], "badarith", ["lists:foreach_1/2 2641"]],
    ["all", [identity, [1]], "{case_clause,1}", ["lists:all/2 2312"]],
    ["sum", [[1, a]], "badarith", ["erlang:+(1,a)", "lists:sum/2 572"]],
    ["keyfind", [a, 0, []], "badarg", ["lists:keyfind(a,0,[])"]],
    ["zip", [[1], [1, 2]], "function_clause", ["lists:zip([],[2],fail) 786", "lists:zip/3 787"]],
    ["keysort", [2, [tuple(1, a), tuple(2)]], "badarg", ["erlang:element(2,{2})", "lists:keysort/2 1522"]],
    ["sort", [improper([2, 1, 3], a)], "function_clause", ["lists:split_2(2,1,a,[3],[]) 3030"]],
    ["sort", [a, [1, 2]], "{badfun,a}", ["lists:sort/2 1887", "lists:sort/2 1887"]],
    ["usort", [a, [1, 2]], "function_clause", ["lists:usort(a,[1,2]) 1972"]],
    ["reverse", [improper([1, 2], 3)], "badarg", ["lists:reverse(3,[2,1])", "lists:reverse/1 299"]],
    [
      "flatten",
      [[improper([1], 2)]],
      "function_clause",
      ["lists:do_flatten(2,[]) 1323", "lists:do_flatten/2 1326"],
    ],
    ["append", [[a, [1]]], "badarg", ["erlang:++(a,[1])", "lists:append/1 252"]],
    ["suffix", [a, b], "badarg", ["erlang:length(b)", "lists:suffix/2 413"]],
    ["split", [3, [1]], "badarg", ["lists:split(3,[1]) 2871"]],
    ["zipwith", [a, [1], [2]], "{badfun,a}", ["lists:zipwith/4 966", "lists:zipwith/4 966"]],
    [
      "foldr",
      [first, 0, improper([1, 2], 3)],
      "function_clause",
      ["lists:foldr_1(#Fun,0,3) 2502", "lists:foldr_1/3 2503"],
    ],
    ["mapfoldl", [fun((x, _) => x), 0, [1]], "{badmatch,1}", ["lists:mapfoldl_1/3 2673"]],
    [
      "flatmap",
      [identity, [1, 2]],
      "badarg",
      ["erlang:++(2,[])", "lists:flatmap_1/2 2432", "lists:flatmap_1/2 2432"],
    ],
  ];
  test.each(cases)("%s(%o)", (name, args, reason, stack) => {
    expect(failure(lists, name, ...args)).toEqual({ reason, stack });
  });
});

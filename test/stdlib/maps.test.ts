import { describe, expect, test } from "vitest";
import { maps } from "../../src/stdlib/maps.ts";
import { proplists } from "../../src/stdlib/proplists.ts";
import { divide } from "../../src/terms/arithmetic.ts";
import type { Term } from "../../src/terms/term.ts";
import { tuple } from "../../src/terms/tuple.ts";
import { call, callRaw, failure, fun, show } from "./call.ts";

const [a, b, c] = ["a", "b", "c"].map((name) => Symbol.for(name));
const pair = fun((_key, x, y) => tuple(x, y));
const ordered = Symbol.for("ordered");

describe("maps", () => {
  const cases: [string, Term[], string][] = [
    ["get", [a, { a: 1 }], "1"],
    ["get", [b, { a: 1 }, 2], "2"],
    ["find", [a, { a: 1 }], "{ok,1}"],
    ["find", [b, { a: 1 }], "error"],
    ["from_list", [[tuple(a, 1), tuple(a, 2)]], "#{a=>2}"],
    ["from_keys", [[1, 2], a], "#{1=>a,2=>a}"],
    ["intersect", [{ a: 1, c: 1 }, { a: 2 }], "#{a=>2}"],
    ["intersect_with", [pair, { a: 1 }, { a: 2, b: 3 }], "#{a=>{1,2}}"],
    ["merge", [{ a: 1 }, { a: 2, b: 3 }], "#{b=>3,a=>2}"],
    ["merge_with", [pair, { a: 1 }, { a: 2, b: 3 }], "#{b=>3,a=>{1,2}}"],
    ["put", [b, 2, { a: 1 }], "#{b=>2,a=>1}"],
    ["remove", [a, { a: 1 }], "#{}"],
    ["take", [a, { a: 1 }], "{1,#{}}"],
    ["update", [a, 2, { a: 1 }], "#{a=>2}"],
    ["size", [{ a: 1 }], "1"],
    ["with", [[a, c], { a: 1, b: 2 }], "#{a=>1}"],
    ["without", [[a, c], { a: 1, b: 2 }], "#{b=>2}"],
    ["to_list", [{ a: 1, b: 2 }], "[{b,2},{a,1}]"],
    ["keys", [{ a: 1, b: 2 }], "[b,a]"],
    ["values", [{ a: 1, b: 2 }], "[2,1]"],
    ["filter", [fun((_k, v) => v > 1), { a: 1, b: 2 }], "#{b=>2}"],
    ["filtermap", [fun((_k, v) => (v > 1 ? tuple(true, -v) : false)), { a: 1, b: 2 }], "#{b=>-2}"],
    ["foreach", [fun((_k, v) => v), { a: 1 }], "ok"],
    ["fold", [fun((k, v, acc) => [k, v, acc]), 0, { a: 1, b: 2 }], "[a,1,[b,2,0]]"],
    ["map", [fun((_k, v) => v * 2), { a: 1 }], "#{a=>2}"],
    ["update_with", [a, fun((v) => v + 1), { a: 1 }], "#{a=>2}"],
    ["update_with", [b, fun((v) => v + 1), 7, { a: 1 }], "#{b=>7,a=>1}"],
    ["groups_from_list", [fun((x) => x % 2), [1, 2, 3]], "#{0=>[2],1=>[1,3]}"],
    ["groups_from_list", [fun((x) => x % 2), fun((x) => -x), [1, 2, 3]], "#{0=>[-2],1=>[-1,-3]}"],
  ];
  test.each(cases)("%s", (name, args, expected) => {
    expect(show(call(maps, name, ...args))).toBe(expected);
  });
  test("iterators go in the order asked for", () => {
    const map = { a: 1, b: 2 };
    expect(show(call(maps, "next", callRaw(maps, "iterator", map)))).toBe("{b,2,{a,1,none}}");
    expect(show(call(maps, "to_list", callRaw(maps, "iterator", map, ordered)))).toBe("[{a,1},{b,2}]");
    const down = callRaw(
      maps,
      "iterator",
      map,
      fun((x, y) => x === b || x === y),
    );
    expect(show(call(maps, "to_list", down))).toBe("[{b,2},{a,1}]");
    expect(call(maps, "is_iterator_valid", down)).toBe(true);
    expect(call(maps, "is_iterator_valid", a)).toBe(false);
    const large = callRaw(
      maps,
      "from_keys",
      Array.from({ length: 200 }, (_, i) => i),
      1,
    );
    expect(call(maps, "to_list", callRaw(maps, "iterator", large))).toHaveLength(200);
  });
  const failures: [string, Term[], string, string[]][] = [
    ["get", [a, {}], "{badkey,a}", ["maps:get(a,#{})"]],
    ["get", [a, b], "{badmap,b}", ["maps:get(a,b)"]],
    ["map", [fun((_k, v) => divide(1, v)), { a: 0 }], "badarith", ["maps:map_1/3 942", "maps:map/2 927"]],
    ["fold", [fun((_k, v) => v), 0, { a: 1 }], "badarg", ["maps:fold(#Fun,0,#{a=>1}) 1300"]],
    [
      "filter",
      [fun((_k, v) => v), { a: 1 }],
      "{case_clause,1}",
      ["maps:filter_1/3 737", "maps:filter/2 723"],
    ],
    ["update_with", [a, fun((v) => v), {}], "{badkey,a}", ["maps:update_with(a,#Fun,#{}) 633"]],
    ["from_list", [[a]], "badarg", ["maps:from_list([a])"]],
  ];
  test.each(failures)("%s fails as OTP's", (name, args, reason, stack) => {
    expect(failure(maps, name, ...args)).toEqual({ reason, stack });
  });
});

describe("proplists", () => {
  const t = tuple;
  const [x, no_a] = ["x", "no_a"].map((name) => Symbol.for(name));
  const [c1, c34] = [t(c, 2), t(c, 3, 4)];
  const cases: [string, Term[], string][] = [
    ["get_value", [a, [b, t(a, 1)]], "1"],
    ["get_value", [a, [a]], "true"],
    ["get_value", [c, [a]], "undefined"],
    ["get_value", [c, [a], 7], "7"],
    ["get_bool", [a, [t(a, true)]], "true"],
    ["lookup", [a, [a]], "{a,true}"],
    ["lookup", [b, [a]], "none"],
    ["lookup_all", [a, [a, t(a, 1), b]], "[{a,true},{a,1}]"],
    ["is_defined", [a, [t(a, 1, 2)]], "true"],
    ["get_all_values", [a, [a, t(a, 1), b]], "[true,1]"],
    ["append_values", [a, [a, t(a, [1]), t(a, 2)]], "[true,1,2]"],
    ["get_keys", [[a, t(b, 1), t(c, 2, 3), "x", b]], "[c,b,a]"],
    ["delete", [a, [a, b, t(a, 1)]], "[b]"],
    ["compact", [[t(a, true), t(b, 1)]], "[a,{b,1}]"],
    ["unfold", [[a, t(b, 1)]], "[{a,true},{b,1}]"],
    ["substitute_aliases", [[t(a, b)], [t(a, true), t(c, 1)]], "[b,{c,1}]"],
    ["substitute_negations", [[t(no_a, a)], [no_a, t(no_a, false), t(no_a, 3)]], "[{a,false},a,a]"],
    ["expand", [[t(a, [b, c])], [x, a, 1]], "[x,b,c,1]"],
    ["normalize", [[a, t(b, 1)], [t(Symbol.for("aliases"), [t(a, x)])]], "[x,{b,1}]"],
    [
      "split",
      [
        [c1, x, a, c34, t(b, 5), b],
        [a, b, c],
      ],
      "{[[a],[{b,5},b],[{c,2},{c,3,4}]],[x]}",
    ],
    ["to_map", [[a, t(b, 1), t(b, 2), c34, "s"]], "#{b=>1,a=>true}"],
    ["from_map", [{ a: 1 }], "[{a,1}]"],
    ["property", [t(a, true)], "a"],
    ["property", [a, false], "{a,false}"],
  ];
  test.each(cases)("%s", (name, args, expected) => {
    expect(show(call(proplists, name, ...args))).toBe(expected);
  });
  test("errors name OTP's clauses", () => {
    expect(failure(proplists, "get_value", a, b).stack).toEqual(["proplists:get_value(a,b,undefined) 222"]);
    expect(failure(proplists, "normalize", [a], [b]).stack).toEqual([
      "proplists:apply_stages([a],[b]) 614",
      "proplists:normalize/2 612",
    ]);
  });
});

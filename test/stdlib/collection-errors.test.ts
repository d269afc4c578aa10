import { expect, test } from "vitest";
import { ScriptedSession } from "../../src/shell/scripted-session.ts";

async function printed(line: string): Promise<string> {
  return new ScriptedSession().run(`${line}\n`);
}

test("an error of a fun tells which function called it", async () => {
  const cases = {
    "sets:fold(fun(X,A)->X+A end,a,sets:from_list([1])).": "in call from sets:fold_1/3 (sets.erl:846)",
    "gb_sets:fold(fun(X,A)->X+A end,a,gb_sets:from_list([1])).":
      "in call from gb_sets:fold_1/3 (gb_sets.erl:1559)",
    "queue:fold(fun(X,A)->X+A end,a,queue:from_list([1,2])).": "in call from queue:fold/3 (queue.erl:851)",
    "orddict:map(fun(_,X)->X+a end,[{1,2}]).": "in call from orddict:map/2 (orddict.erl:541)",
    "orddict:update(b,fun(X)->X+a end,[{a,1},{b,1}]).": "in call from orddict:update/3 (orddict.erl:419)",
    "ordsets:map(fun(X)->X+a end,[1,2]).": "in call from ordsets:map/2 (ordsets.erl:543)",
  };
  for (const [line, expected] of Object.entries(cases)) expect(await printed(line)).toContain(expected);
});
test("a value that the collection cannot take is told with the operator that failed", async () => {
  expect(await printed("orddict:append(a,1,[{a,b}]).")).toContain("called as b ++ [1]");
  expect(await printed("orddict:update_counter(a,x,[{a,1}]).")).toContain("called as 1 + x");
});
test("gb_sets:map/2 takes the root first, then what is larger", async () => {
  const line = 'gb_sets:map(fun(X)->io:format("~p ",[X]),X end,gb_sets:from_list(lists:seq(1,9))).';
  expect(await printed(line)).toContain("5 8 9 7 6 3 4 2 1 ");
});
test("what is no set, and a version that there is not, have no clause", async () => {
  expect(await printed("sets:union(a,sets:new()).")).toContain("no function clause matching sets:size(a)");
  expect(await printed("sets:new([{version,3}]).")).toContain("no case clause matching 3");
});

/** Each line and what its report must contain, in that order. */
async function expectReports(cases: Readonly<Record<string, readonly string[]>>): Promise<void> {
  const lines = Object.keys(cases);
  const output = await new ScriptedSession().run(lines.map((line) => `${line}\n`).join(""));
  for (const [i, line] of lines.entries()) {
    const report =
      output
        .split(`\n${i + 1}> `)
        .at(-1)
        ?.split(`\n${i + 2}> `)[0] ?? "";
    let from = 0;
    for (const part of cases[line] as readonly string[]) {
      const at = report.indexOf(part, from);
      expect(at, `${line}: ${part} in ${report}`).toBeGreaterThanOrEqual(0);
      from = at + part.length;
    }
  }
}

test("an error tells the functions of OTP's that are on the way to the place that is wrong", () =>
  expectReports({
    "dict:find(a, [{a,1}]).": [
      "{badrecord,[{a,1}]}",
      "dict:get_slot/2 (dict.erl:676)",
      "dict:find/2 (dict.erl:257)",
    ],
    "dict:append(a, 2, dict:from_list([{a,1}])).": [
      "called as 1 ++ [2]",
      "dict:append_bkt/3 (dict.erl:414)",
      "dict:on_bucket/3 (dict.erl:695)",
      "dict:append/3 (dict.erl:408)",
    ],
    "gb_trees:update(a, 1, gb_trees:from_orddict([{1,2},{3,4},{5,6}])).": [
      "gb_trees:update_1(a,1,nil) (gb_trees.erl:294)",
      "gb_trees:update_1/3 (gb_trees.erl:297)",
      "gb_trees:update/3 (gb_trees.erl:289)",
    ],
    "gb_sets:add(a, b).": ["gb_sets:is_member(a,b) (gb_sets.erl:283)", "gb_sets:add/2 (gb_sets.erl:469)"],
    "orddict:store(c, 3, [{a,1}|x]).": [
      "orddict:store(c,3,x) (orddict.erl:317)",
      "orddict:store/3 (orddict.erl:320)",
    ],
    "proplists:to_map([a|b]).": [
      "lists:foldr_1(#Fun<proplists.0.5426999>",
      "lists:foldr_1/3 (lists.erl:2503)",
    ],
    "lists:flatten([[1]|b]).": [
      "lists:do_flatten(b,[]) (lists.erl:1323)",
      "lists:do_flatten/2 (lists.erl:1324)",
    ],
  }));

test("an error of a fun tells where each of the functions that wait for it waits", () =>
  expectReports({
    "array:foldl(fun(20,_,_) -> error(x); (_,_,A) -> A end, 0, array:from_list(lists:seq(1,40))).": [
      "array:foldl_3/6 (array.erl:1689)",
      "array:foldl_2/9 (array.erl:1679)",
    ],
    "array:map(fun(_,V) -> V + a end, array:from_list([1])).": [
      "array:'-map/2-fun-0-'/4 (array.erl:1567)",
      "array:mapfoldl_3_1/7 (array.erl:2048)",
      "array:mapfoldl/5 (array.erl:2002)",
      "array:map/2 (array.erl:1567)",
    ],
    "lists:filtermap(fun(1) -> true; (2) -> {true,b}; (_) -> error(x) end, [1,2,3]).": [
      "lists:filtermap_1/2 (lists.erl:2608)",
      "lists:filtermap_1/2 (lists.erl:2612)",
      "lists:filtermap_1/2 (lists.erl:2610)",
    ],
    "lists:sort(fun(X,Y) when X + Y =:= 5 -> error(x); (X,Y) -> X =< Y end, [9,1,8,2,7,3]).": [
      "lists:fsplit_2_1/7 (lists.erl:4121)",
    ],
    "lists:umerge(fun(2,2) -> x; (A,B) -> A =< B end, [1,2], [2,3]).": [
      "no case clause matching x",
      "lists:ufmerge2_1/6 (lists.erl:4304)",
      "lists:umerge_1/3 (lists.erl:2028)",
    ],
    "queue:delete_with(fun(_) -> x end, queue:from_list([1,2,3])).": [
      "no case clause matching x",
      "queue:delete_with_front/2 (queue.erl:1057)",
      "queue:delete_with/2 (queue.erl:1012)",
    ],
    "maps:fold(fun(_,_,_) -> error(x) end, 0, maps:iterator(#{1 => 2})).": [
      "maps:fold_1/4 (maps.erl:894)",
      "maps:fold/3 (maps.erl:885)",
    ],
    "dict:update(a, b, dict:from_list([{a,1}])).": [
      "bad function b",
      "dict:update_bkt/3 (dict.erl:484)",
      "dict:update_bkt/3 (dict.erl:484)",
      "dict:on_bucket/3 (dict.erl:695)",
    ],
  }));

test("a set of version 1 is a hash table, and the operations keep it one", async () => {
  const set = "sets:from_list([1,2,3], [{version,1}])";
  expect(await printed(`sets:filter(fun(X) -> X > 1 end, ${set}).`)).toContain("{set,2,16,16,8,80,48,");
  expect(await printed(`sets:is_equal(${set}, sets:from_list([3,2,1])).`)).toContain("true");
  expect(await printed(`lists:sort(sets:to_list(sets:union(${set}, sets:from_list([4])))).`)).toContain(
    "[1,2,3,4]",
  );
});

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

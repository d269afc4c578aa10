// ets:i: what is shown of tables, page by page, and what can be typed between pages.
import { expect, test } from "vitest";
import { ScriptedSession } from "../../src/shell/scripted-session.ts";

const TABLE =
  "T = ets:new(tab, [named_table,ordered_set]), ets:insert(T, [{N,lists:seq(1,N)} || N <- lists:seq(1,9)]).";

/** What is printed after the first two lines, prompts of the shell aside. */
async function shown(...lines: string[]): Promise<string> {
  const output = await new ScriptedSession().run([TABLE, ...lines].map((line) => `${line}\n`).join(""));
  return output.slice(output.indexOf("2> ") + 3);
}

test("pages of a table are shown, and c and q are understood", async () => {
  expect(await shown("ets:i(tab, 3, 28).", "c", "q")).toContain(`<1   > {1,[1]}
<2   > {2,[1,2]}
(c)ontinue (q)uit (p)Digits (k)ill /Regexp --><3   > {3,[1,2,3]}
<4   > {4,[1,2,3,4]}
(c)ontinue (q)uit (p)Digits (k)ill /Regexp -->ok`);
});

test("what is wider than the line is cut", async () => {
  expect(await shown("ets:i(tab, 40, 24).", "q")).toContain(
    "<5   > {5,[1,2,3,4,5]}\n<6   > {6,[1,2,3,4  ...\n",
  );
});

test("an object is printed whole, and those that match are shown", async () => {
  const output = await shown("ets:i(tab).", "p2", "px", "/[89]]", "q");
  expect(output).toContain(`-->{2,[1,2]}
EOT  (q)uit (p)Digits (k)ill /Regexp -->Bad digits
EOT  (q)uit (p)Digits (k)ill /Regexp --><1   > {8,[1,2,3,4,5,6,7,8]}
<2   > {9,[1,2,3,4,5,6,7,8,9]}
`);
});

test("k deletes the table, the end of the input ends", async () => {
  expect(await shown("ets:i(tab).", "k", "ets:whereis(tab).")).toContain("undefined");
  expect(await shown("ets:i(tab).")).toContain("/Regexp -->ok");
});

test("tables are listed with type, size and owner", async () => {
  expect(await shown("ets:i().")).toMatch(
    /^ id {14}name {14}type {2}size {3}mem {6}owner\n -{76}\n(.*\n)* tab {13}tab {15}ordered_set 9 +\d+ +<0\.\d+\.0>\n/,
  );
});

// Completion with Tab: in a whole session, on a terminal in memory.
import { describe, expect, test } from "vitest";
import { contextOf } from "../../src/shell/completion-context.ts";
import { TerminalSession } from "./terminal-session.ts";

const MODULES = {
  "geo.ts": `
/** The area of a rectangle. Negative sides are fine. */
export function area(width: number, height: number = width): number { return width * height; }
export const origin = (): [number, number] => [0, 0];
export function pick<T>(list: readonly T[], by: (item: T) => boolean): T | undefined { return list.find(by); }
function hidden() {}
`,
  "geometry.ts": "export const pi = () => 3;",
};

/** What stands on the last line after these keys and Tab; and what is shown below. */
async function tab(keys: string, before: readonly string[] = []): Promise<{ line: string; below: string[] }> {
  const session = new TerminalSession(MODULES);
  for (const line of before) await session.type(`${line}\r`);
  await session.type(`${keys}\t`);
  const rows = session.terminal.text.split("\n");
  const at = rows.findLastIndex((row) => /^\d+> /.test(row));
  return { line: rows[at].replace(/^\d+> /, ""), below: rows.slice(at + 1) };
}

describe("Tab inserts what all choices have in common", () => {
  const inserted: [keys: string, line: string, before?: string[]][] = [
    ["lists:ke", "lists:key"],
    ["lists:keyf", "lists:keyfind("],
    ["lists:keyfind", "lists:keyfind("],
    ["lists", "lists:"],
    ["foo(lists:sor", "foo(lists:sort("],
    ["fun lists:sublis", "fun lists:sublist/"],
    ["fun lists:map/", "fun lists:map/2"],
    ["h(li", "h(lists, "],
    ["h(lists, keyf", "h(lists, keyfind,"],
    ["is_pr", "is_process_alive("],
    ["self", "self()"],
    ["xyz", "xyz"],
    ["ge", "ge"],
    ["geom", "geometry:"],
    ["geo:ar", "geo:area("],
    ["geo:h", "geo:h"],
    ["geometry:p", "geometry:pi()"],
    ["Xy", "Xylo", ["Xylo = 1, Xa = 2."]],
    ["#pe", "#person{", ["rd(person,{name,age})."]],
    ["#person{n", "#person{n", ["rd(person,{name,age})."]],
    ["#person{name=1, ", "#person{name=1, age=", ["rd(person,{name,age})."]],
    ["P#", "P#person{", ["rd(person,{name,age}).", "P = #person{}."]],
    ["P#person.na", "P#person.name", ["rd(person,{name,age}).", "P = #person{}."]],
    ["M#", "M#{", ["M = #{abc => 1, abd => 2}."]],
    ["M#{", "M#{ab", ["M = #{abc => 1, abd => 2}."]],
    ["M#{abc=>1,", "M#{abc=>1,abd=>", ["M = #{abc => 1, abd => 2}."]],
    ["fac", "fact(", ["fact(N) -> N."]],
    ["maps:get(kiw", "maps:get(kiwi", ["M = #{kiwi => 1, 'an apple' => 2}."]],
    ["#{'an", "#{'an apple'", ["M = #{apple => 1, 'an apple' => 2}."]],
    ["{zork", "{zork_atom", ["[zork_atom]."]],
    ["{zork", "{zork_atom", ['list_to_atom("zork_" ++ "atom").']],
    ["lists:revers(zork", "lists:revers(zork_atom", ["f(zork_atom)."]],
    ["rever", "rever", ["lists:reverse([])."]],
  ];
  test.each(inserted)("%s", async (keys, line, before) => {
    expect((await tab(keys, before)).line.trimEnd()).toBe(line.trimEnd());
  });
});

describe("Tab shows the choices where there are several", () => {
  test("in groups, as in erl", async () => {
    expect((await tab("lists:key")).below).toEqual([
      "Functions",
      "keydelete(     keyfind(       keymap(        keymember(     keymerge(",
      "keyreplace(    keysearch(     keysort(       keystore(      keytake(",
    ]);
    expect((await tab("X", ["Xylo = 1, Xa = 2."])).below).toEqual(["bindings", "Xa      Xylo"]);
    expect((await tab("M#{ab", ["M = #{abc => 1, abd => 2}."])).below).toEqual(["abc=>    abd=>"]);
    expect((await tab("gb_")).below).toEqual(["modules", "gb_sets:     gb_trees:"]);
  });
  test("seven rows first, then all, and the next key takes them away", async () => {
    const session = new TerminalSession();
    await session.type("lists:\t");
    expect(session.terminal.text.split("\n").slice(-1)[0]).toMatch(/^rows 1 to 7 of \d+$/);
    await session.type("\t");
    expect(session.terminal.text).toContain("zipwith3(");
    await session.type("x");
    expect(session.terminal.text).toMatch(/> lists:x$/);
  });
  test("the signature of a module's function, with its doc comment", async () => {
    expect((await tab("geo:area(")).below).toEqual([
      "typespecs",
      "geo:area(width: number, height: number = width): number",
      "The area of a rectangle",
    ]);
    expect((await tab("geo:pick(1,")).below).toEqual([
      "typespecs",
      "geo:pick<T>(list: readonly T[], by: (item: T) => boolean): T | undefined",
    ]);
    expect((await tab("geo:area(1,2,")).below).toEqual([]);
  });
  test("on 20 columns too", async () => {
    const session = new TerminalSession(MODULES, 20);
    await session.type("geo:area(\t");
    for (const row of session.terminal.text.split("\n")) expect(row.length).toBeLessThanOrEqual(20);
    expect(session.terminal.text).toContain("height: number");
  });
});

test("M-h shows what h/2 prints about the function at the cursor, until the next key", async () => {
  const session = new TerminalSession(MODULES);
  await session.type("geo:area(1, \x1bh");
  expect(session.terminal.text).toContain(
    "geo:area(1,\n\n  area(width: number, height: number = width): number",
  );
  expect(session.terminal.text).toContain("The area of a rectangle. Negative sides are fine.");
  await session.type("2");
  expect(session.terminal.text).toMatch(/^1> geo:area\(1, 2$/);
  await session.type("\x15nothing:here(\x1bh");
  expect(session.terminal.text).toMatch(/^1> nothing:here\($/);
});

test("500 modules are completed as fast as one", async () => {
  const files: Record<string, string> = {};
  for (let i = 0; i < 500; i++) files[`m_${i}.ts`] = `export function f_${i}(a: number) { return a; }`;
  const session = new TerminalSession(files);
  await session.type("m_49\t");
  expect(session.terminal.text).toContain("m_499:");
  await session.type("9\t");
  expect(session.terminal.text).toMatch(/> m_499:$/);
  await session.type("\t");
  expect(session.terminal.text).toMatch(/> m_499:f_499\($/);
});

describe("what stands before the cursor is understood", () => {
  test("brackets in strings, characters, atoms and comments do not count", () => {
    const argument = { kind: "argument", module: "m", name: "f", index: 1 };
    expect(contextOf('m:f("(,", ')).toEqual(argument);
    expect(contextOf("m:f($(, ")).toEqual(argument);
    expect(contextOf("m:f('(,', ")).toEqual(argument);
    expect(contextOf("m:f(1, % , (\n")).toEqual(argument);
    expect(contextOf("m:f([a,b], ")).toEqual(argument);
    expect(contextOf("m:f([a,b], {1,")).toEqual(argument);
  });
  test("nothing follows what is complete", () => {
    for (const text of ['"foo"', "'foo'", "f(1)", "12", "$a", "", "X = ", "% li"]) {
      expect(contextOf(text)).toEqual({ kind: "none" });
    }
  });
  test("an expression begins behind a dot", () => {
    expect(contextOf("foo(1, 2). li")).toEqual({ kind: "term", word: "li", first: true, key: false });
  });
});

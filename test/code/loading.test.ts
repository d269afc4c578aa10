// The way from a file to a version: names, imports, failures.
import { describe, expect, test } from "vitest";
import { SAMPLE } from "../../src/code/sample.ts";
import { a, World } from "./support.ts";

test("a module is loaded at its first call", async () => {
  const world = new World({ "calc.ts": "export const add = (x: number, y: number): number => x + y;" });
  expect(world.server.isLoaded(a("calc"))).toBe(undefined);
  expect(await world.call("calc", "add", 1, 2)).toBe(3);
  expect(world.server.isLoaded(a("calc"))).toBe("/project/modules/calc.ts");
});

test("a load replaces what the next call reaches", async () => {
  const world = new World({ "v.ts": "export const version = () => 1;" });
  expect(await world.call("v", "version")).toBe(1);
  world.save("v.ts", "export const version = () => 2;");
  expect(await world.call("v", "version")).toBe(1);
  const result = await world.load("v");
  expect("error" in result).toBe(false);
  expect(await world.call("v", "version")).toBe(2);
});

test("while the compiler is warmed up, loads go on; it ends when it is told to", async () => {
  const world = new World({ "m.ts": "export const f = () => 1;" });
  let pauses = 0;
  await world.server.warmUp(async () => {
    if (++pauses === 3) expect(await world.call("m", "f")).toBe(1);
    return pauses < 5;
  });
  expect(pauses).toBe(5);
});

test("the sample that the compiler is warmed up with compiles", async () => {
  const world = new World({ "sample.ts": SAMPLE });
  expect(await world.load("sample")).toMatchObject({ warnings: [] });
});

describe("an import of another module", () => {
  test("always reaches its current version", async () => {
    const world = new World({
      "one.ts": `
        import * as all from "./two.ts";
        import { name } from "./two.ts";
        import byDefault from "./two.ts";
        export const read = () => [all.name(), name(), byDefault(), all.limit];`,
      "two.ts": "export const name = () => 1; export default () => 1; export const limit = 1;",
    });
    expect(await world.call("one", "read")).toEqual([1, 1, 1, 1]);
    await world.replace(
      "two.ts",
      "export const name = () => 2; export default () => 2; export const limit = 2;",
    );
    expect(await world.call("one", "read")).toEqual([2, 2, 2, 2]);
  });
});

describe("a system that never gives way", () => {
  test("loads as well", async () => {
    const world = new World(
      {
        "m.ts": 'import { f } from "./n.ts"; export const g = () => f();',
        "n.ts": "export const f = () => 1;",
      },
      { synchronous: true },
    );
    expect(await world.call("m", "g")).toBe(1);
    expect(world.server.allLoaded().map(([module]) => module)).toEqual([a("m"), a("n")]);
  });
});

test("a module of the runtime cannot be replaced by a file", async () => {
  const world = new World({ "lists.ts": "export const map = () => 1;" });
  expect(await world.load("lists")).toMatchObject({ error: "sticky_directory" });
  expect(world.reports).toEqual(["Can't load module 'lists' that resides in sticky dir\n"]);
  expect(world.functions.lookup(a("lists"), a("map"), 0)).toBe(undefined);
  expect(world.server.exists(a("lists"))).toBe(false);
});

test("loads of one module follow one another", async () => {
  const world = new World({
    "m.ts": 'import { print } from "eshell-ts"; print("run"); export const f = () => 1;',
  });
  const results = await Promise.all([world.load("m"), world.server.ensureLoaded(a("m")), world.load("m")]);
  expect(results.map((result) => "version" in result && result.version.number)).toEqual([1, 1, 2]);
  expect(world.printed).toEqual(["run", "run"]);
});

test("a recursion is told once in a stack", async () => {
  const world = new World({
    "m.ts": `export function deep(n: number): number {
  if (n === 0) throw new Error("bottom");
  return 1 + deep(n - 1);
}`,
  });
  const thrown = await world.call("m", "deep", 5).catch((error) => error);
  const items = world.system.stackOf(thrown);
  expect(items.map(({ line }) => line)).toEqual([2, 3]);
  expect(thrown.stack).toContain("m.deep (modules/m.ts:2:");
});

test("what was compiled is remembered: an edit that is undone costs nothing", async () => {
  const one = "export const f = () => 1;";
  const world = new World({ "m.ts": one });
  await world.load("m");
  const before = world.server.current(a("m"))?.compiled;
  await world.replace("m.ts", "export const f = () => 2;");
  await world.replace("m.ts", one);
  expect(world.server.current(a("m"))?.compiled === before).toBe(true);
});

test("a plain function that returns a promise is waited for, as an async one is", async () => {
  const world = new World({ "m.ts": "export const f = () => Promise.resolve(5);" });
  expect(await world.call("m", "f")).toBe(5);
});

// The way from a file to a version: names, imports, failures.
import { describe, expect, test } from "vitest";
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

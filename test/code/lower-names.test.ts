// What Erlang calls the functions of a module, and the lines on which they stand.
import { describe, expect, test } from "vitest";
import type { StackItem } from "../../src/terms/exception.ts";
import { compiled, loaded, lowered, type World } from "./lowered-run.ts";

function names(ts: string): string[] {
  const { code, map } = compiled(ts);
  return lowered(code, map).functions.map(({ name, arity }) => `${name}/${arity}`);
}

/** The stack of the process that runs `start` and fails. */
function crash(world: World, start: () => unknown): string[] {
  let items: readonly StackItem[] = [];
  world.system.report = (report) => {
    items = report.exception.items;
  };
  world.spawn(start);
  world.host.run();
  return items.map(({ name, arity, line }) => `${name.description}/${arity}:${line}`);
}

describe("names", () => {
  test("are those of Erlang", () => {
    expect(
      names(`
        export function start() { const f = () => () => 1; function loop() {} return [f, loop, async function named() {}] }
        export const handler = async (a: number, b = 1, ...rest: number[]) => 1;
        class Counter { up() { return () => 1 } static of() {} get value() { return 1 } async #hidden() {} }
        [1].map((x) => x);
        const table = { f() {} };
      `),
    ).toEqual([
      "start/0",
      "-start/0-fun-1-/0",
      "-start/0-fun-0-/0",
      "-start/0-loop-2-/0",
      "-start/0-named-3-/0",
      "handler/2",
      "Counter.up/0",
      "-Counter.up/0-fun-0-/0",
      "Counter.of/0",
      "Counter.value/0",
      "Counter.#hidden/0",
      "-on_load/0-fun-0-/1",
      "-on_load/0-f-1-/0",
    ]);
  });

  test("a default export without a name is default", () => {
    expect(names("export default async function () {}")).toEqual(["default/0"]);
  });

  test("helpers of esbuild are no functions of the module", () => {
    expect(names("import * as m from './m.ts'; export const f = () => m.g(); enum E { A } void E;")).toEqual([
      "f/0",
      "-on_load/0-fun-0-/1",
    ]);
  });

  test("tell which arities there are", () => {
    const { functions } = lowered("function f(a, { b } = {}, ...c) {} async function g({ a }) {}");
    expect(functions).toMatchObject([
      { name: "f", arity: 2, minArity: 1, rest: true, async: false },
      { name: "g", arity: 1, minArity: 1, rest: false, async: true },
    ]);
  });
});

describe("lines", () => {
  test("of callers that wait are those of their awaits", () => {
    const { world, m } = loaded(`type Padding = {
      a: number };
      export async function top() {
        const x =
          await middle(
            await one());
        return x;
      }
      async function one() { return 1 }
      async function middle(n: number) {
        for (let i = 0; i < 2; i++) {
          await one(); await one();
          if (i === 1)
            return [await bottom()];
        }
      }
      async function bottom() { await null; return deep() }
      const deep = async () => { throw new Error("no") };
    `);
    const items = crash(world, () => m.top());
    expect(items.slice(-2)).toEqual(["middle/1:14", "top/0:5"]);
  });

  test("of a JavaScript stack are found with their function", () => {
    const { code, map } = compiled(`interface Padding { a: number }
      export function outer() {
        return [1].map((x) => {
          throw new Error(String(x)); });
      }
      export async function waits(a: string) {
        const b = await a;
        throw new Error(b); }
      class C { static async m() { throw new Error("m") } }
      export const c = C;`);
    const module = lowered(code, map);
    const at = (text: string) => {
      const offset = module.code.indexOf(text);
      const before = module.code.slice(0, offset).split("\n");
      return module.map.place(before.length, (before.at(-1) as string).length + 1);
    };
    expect(at("new Error(String")).toMatchObject({ name: "-outer/0-fun-0-", arity: 1, line: 4, column: 17 });
    expect(at("new Error(b)")).toMatchObject({ name: "waits", arity: 1, line: 8 });
    expect(at('new Error("m")')).toMatchObject({ name: "C.m", arity: 0, line: 9 });
    expect(at("const c = C")).toMatchObject({ name: "-on_load-", line: 10 });
    expect(module.map.place(10_000, 1)).toBeUndefined();
  });

  test("are in a source map for debuggers", () => {
    const { code, map } = compiled("export async function f() {\n  return await 1;\n}");
    const json = JSON.parse(lowered(code, map).map.toJSON());
    expect(json).toMatchObject({ version: 3, sources: ["m.ts"] });
    expect(json.mappings.length).toBeGreaterThan(20);
  });
});

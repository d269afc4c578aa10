// TypeScript's own program on real folders: with a tsconfig.json and without.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { formatDiagnostic } from "../src/code/diagnostic.ts";
import { ModuleFolder } from "../src/code/names.ts";
import { Types } from "../src/code/type-check.ts";
import { nodeDisk } from "../src/node-disk.ts";
import { nodeTypes } from "../src/node-types.ts";

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

function world(files: Record<string, string>) {
  const root = mkdtempSync(join(tmpdir(), "eshell-types-"));
  const write = (name: string, text: string) => writeFileSync(join(root, name), text);
  for (const [name, text] of Object.entries(files)) write(name, text);
  const folder = new ModuleFolder(nodeDisk, root);
  const said: string[] = [];
  const types = new Types({
    checker: nodeTypes(folder),
    folder,
    shown: (path) => path.slice(root.length + 1),
    unavailable: (reason) => said.push(reason),
  });
  ends.push(() => {
    types.close();
    rmSync(root, { recursive: true });
  });
  /** The first lines of what is wrong. */
  const check = async (name: string, importers = false) => {
    const checked = await types.check([join(root, name)], importers);
    expect(said).toEqual([]);
    return [...(checked ?? [])].flatMap(([, found]) =>
      found.map((one) => formatDiagnostic(one).split("\n%")[0]),
    );
  };
  const remove = (name: string) => rmSync(join(root, name));
  return { write, remove, check };
}

const GOOD = `import { readFileSync } from "node:fs";
import { io, type Pid, receive, spawn } from "eshell-ts";
import { double } from "./b.ts";

export function start(): Pid {
  io.format("~p~n", [double(readFileSync("x").length)]);
  return spawn(loop);
}

export async function loop(): Promise<never> {
  await receive();
  return loop();
}
`;

test("a folder without tsconfig.json and node_modules has the types of eshell-ts and of Node", async () => {
  const { write, check } = world({
    "a.ts": GOOD,
    "b.ts": "export const double = (x: number): number => 2 * x;\n",
  });
  expect(await check("a.ts")).toEqual([]);
  write("b.ts", "export const double = (x: string): string => x;\n");
  expect(await check("b.ts", true)).toEqual([
    "a.ts:6:29: error TS2345: Argument of type 'number' is not assignable to parameter of type 'string'.",
  ]);
  write("b.ts", 'export const double = (x: number): { a: number }[] => [{ a: "é" }, { b: 2 * }];\n');
  expect(await check("b.ts")).toEqual(["b.ts:1:77: error TS1109: Expression expected."]);
  write("c.ts", "export const x: string = process.pid;\n");
  expect(await check("c.ts")).toEqual([
    "c.ts:1:14: error TS2322: Type 'number' is not assignable to type 'string'.",
  ]);
});

test("what an error follows from is told below it", async () => {
  const { check } = world({ "a.ts": "export const f: (x: number) => void = (x: string) => {};\n" });
  expect(await check("a.ts")).toEqual([
    [
      "a.ts:1:14: error TS2322: Type '(x: string) => void' is not assignable to type '(x: number) => void'.",
      "  Types of parameters 'x' and 'x' are incompatible.",
      "    Type 'number' is not assignable to type 'string'.",
    ].join("\n"),
  ]);
});

test("a project's tsconfig.json counts", async () => {
  const { check } = world({
    "tsconfig.json":
      '{ "compilerOptions": { "strict": false, "noUnusedLocals": true, "paths": { "@b": ["./b.ts"] } } }',
    "a.ts": 'import { self } from "eshell-ts";\nimport { b } from "@b";\nexport const f = (x) => b + x;\n',
    "b.ts": "export const b = 1;\n",
  });
  expect(await check("a.ts")).toEqual([
    "a.ts:1:10: error TS6133: 'self' is declared but its value is never read.",
  ]);
});

test("a tsconfig.json that is made, changed or taken away counts at the next check", async () => {
  const { write, remove, check } = world({ "a.ts": "export const f = (x) => x;\n" });
  const implicit = ["a.ts:1:19: error TS7006: Parameter 'x' implicitly has an 'any' type."];
  expect(await check("a.ts")).toEqual(implicit);
  write("tsconfig.json", '{ "compilerOptions": { "strict": false } }');
  expect(await check("a.ts")).toEqual([]);
  write("tsconfig.json", '{ "compilerOptions": { "strict": true } }');
  expect(await check("a.ts")).toEqual(implicit);
  write("tsconfig.json", '{ "compilerOptions": { "strict": false } }');
  expect(await check("a.ts")).toEqual([]);
  remove("tsconfig.json");
  expect(await check("a.ts")).toEqual(implicit);
});

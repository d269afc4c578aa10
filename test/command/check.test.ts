// `eshell check` and `eshell init`, on a disk in memory and with a type checker that finds each `wrong`.
import { beforeEach, expect, test } from "vitest";
import { MemoryDisk } from "../../src/code/memory-disk.ts";
import type { ModuleFolder } from "../../src/code/names.ts";
import { run as check } from "../../src/command/check.ts";
import type { CommandPort } from "../../src/command/command-port.ts";
import { run as init } from "../../src/command/init.ts";
import { VirtualHost } from "../../src/process/virtual-host.ts";
import type { Files } from "../../src/stdlib/files-port.ts";
import type { OperatingSystem } from "../../src/stdlib/ports.ts";

let disk: MemoryDisk;
let out: string;
let errors: string;
let hasTypes: boolean;
let port: CommandPort;

beforeEach(() => {
  disk = new MemoryDisk();
  out = "";
  errors = "";
  hasTypes = true;
  const sink = (write: (text: string) => void) => ({ write, colors: false });
  const writeFile = (path: string, bytes: Uint8Array) => disk.write(path, new TextDecoder().decode(bytes));
  const makeDir = (path: string) => disk.write(`${path}/.keep`, "");
  port = {
    stdout: sink((text) => {
      out += text;
    }),
    stderr: sink((text) => {
      errors += text;
    }),
    cwd: "/project",
    root: "/project/modules",
    host: new VirtualHost(),
    disk,
    files: { writeFile, makeDir } as unknown as Files,
    os: {} as OperatingSystem,
    types: (folder: ModuleFolder) => ({
      async check(_changes, paths) {
        if (!hasTypes) throw new Error("there is no TypeScript");
        return paths.map((path) => {
          const text = folder.disk.read(path) ?? "";
          const problem = { severity: "error" as const, code: "TS2322", message: "It is wrong." };
          const starts = [...text.matchAll(/wrong/g)].map(({ index }) => index);
          return { text, problems: starts.map((start) => ({ ...problem, start })) };
        });
      },
      close() {},
    }),
    typeOptions: (folder: string) => ({ paths: { from: [folder] } }),
    documentation: () => [],
  };
});

const save = (name: string, text: string) => disk.write(`/project/modules/${name}`, text);

test("modules without errors are status 0", async () => {
  save("m.ts", "export const f = 1;");
  save("sub/n.ts", "export const g = (x: number) => x === -0;");
  expect(await check([], port)).toBe(0);
  expect(out).toMatch(/^modules\/sub\/n.ts:1:39: warning: [\s\S]*\n2 modules: no errors, 1 warning\n$/);
});

test("what does not compile, what has wrong types and what has two files is an error, and status 1", async () => {
  save("a.ts", "export const f = ;");
  save("b.ts", "export const f = ; // wrong");
  save("c.ts", "// wrong");
  save("d.ts", "");
  save("sub/d.ts", "");
  expect(await check([], port)).toBe(1);
  expect(out.match(/^.*error.*$/gm)).toEqual([
    "modules/d.ts: error: module d has more than one file: modules/d.ts and modules/sub/d.ts",
    'modules/a.ts:1:18: error: Unexpected ";"',
    "modules/b.ts:1:23: error TS2322: It is wrong.",
    "modules/c.ts:1:4: error TS2322: It is wrong.",
    "4 modules: 4 errors",
  ]);
});

test("--json is one line of JSON", async () => {
  save("m.ts", "\n wrong");
  expect(await check(["--json"], port)).toBe(1);
  expect(out.split("\n").length).toBe(2);
  const place = { file: "modules/m.ts", line: 2, column: 2 };
  expect(JSON.parse(out)).toEqual({
    modules: 1,
    errors: 1,
    warnings: 0,
    diagnostics: [{ severity: "error", ...place, message: "It is wrong.", code: "TS2322" }],
  });
});

test("where types cannot be checked, that is no success", async () => {
  save("m.ts", "export {};");
  hasTypes = false;
  expect(await check([], port)).toBe(1);
  expect(errors).toBe("eshell check: types are not checked: there is no TypeScript\n");
});

test("arguments that are not known, and a folder without modules, are refused", async () => {
  await expect(check([], port)).rejects.toThrow("there are no modules in /project/modules");
  save("m.ts", "");
  await expect(check(["--jsn"], port)).rejects.toThrow("unknown argument --jsn");
  await expect(init(["a", "b"], port)).rejects.toThrow("eshell init [FOLDER]");
});

test("init writes what a project begins with, and leaves what is there", async () => {
  disk.write("/project/tsconfig.json", "{}");
  expect(await init([], port)).toBe(0);
  expect(out).toContain(
    "tsconfig.json is there already, and stays as it is\nmodules/hello.ts\ntest/hello.test.ts\n",
  );
  expect(disk.read("/project/tsconfig.json")).toBe("{}");
  expect(disk.read("/project/test/hello.test.ts")).toContain('from "node:test"');
  expect(disk.read("/project/test/hello.test.ts")).not.toContain("EQUAL");
  expect(await check([], port)).toBe(0);
});

test("init in another folder, with vitest above it", async () => {
  disk.write("/project/node_modules/vitest/package.json", "{}");
  expect(await init(["new/one"], port)).toBe(0);
  const config = JSON.parse(disk.read("/project/new/one/tsconfig.json") ?? "");
  expect(config.compilerOptions.paths).toEqual({ from: ["/project/new/one"] });
  const text = disk.read("/project/new/one/test/hello.test.ts");
  expect(text).toContain(`expect(await session.type('hello:greeting("Joe").')).toBe('"Hello, Joe!"\\n');`);
});

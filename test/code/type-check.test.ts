// Which files are checked, and how the checker's words become diagnostics.
import { expect, test } from "vitest";
import { formatDiagnostic } from "../../src/code/diagnostic.ts";
import { MemoryDisk } from "../../src/code/memory-disk.ts";
import { ModuleFolder } from "../../src/code/names.ts";
import { type FileChanges, type TypeChecker, Types } from "../../src/code/type-check.ts";

const ROOT = "/project/modules";
const NO_CHANGES = { created: [], changed: [], deleted: [] };

/** A checker for which each `wrong` in a text is a problem. */
class WordChecker implements TypeChecker {
  readonly asked: { changes: FileChanges; files: readonly string[] }[] = [];
  readonly #disk: MemoryDisk;
  broken = false;
  closed = 0;

  constructor(disk: MemoryDisk) {
    this.#disk = disk;
  }

  async check(changes: FileChanges, files: readonly string[]) {
    if (this.broken) throw new Error("it has ended");
    this.asked.push({ changes, files });
    return files.map((file) => {
      const text = this.#disk.read(file) ?? "";
      const starts = [...text.matchAll(/wrong/g)].map(({ index }) => index);
      return {
        text,
        problems: starts.map((start) => ({
          severity: "error" as const,
          code: "TS1",
          message: "it is",
          start,
        })),
      };
    });
  }

  close(): void {
    this.closed++;
  }
}

function world(files: Record<string, string>) {
  const disk = new MemoryDisk();
  for (const [name, text] of Object.entries(files)) disk.write(`${ROOT}/${name}`, text);
  const checker = new WordChecker(disk);
  const said: string[] = [];
  const types = new Types({
    checker,
    folder: new ModuleFolder(disk, ROOT),
    shown: (path) => path.slice("/project/".length),
    unavailable: (reason) => said.push(reason),
  });
  return { disk, checker, types, said };
}

test("a problem is told with its code, its line and a caret", async () => {
  const { types } = world({ "m.ts": 'export const a = "é";\nexport const b = wrong;\n' });
  const checked = await types.check([`${ROOT}/m.ts`]);
  expect(checked?.get(`${ROOT}/m.ts`)?.map(formatDiagnostic)).toEqual([
    "modules/m.ts:2:18: error TS1: it is\n%   2| export const b = wrong;\n%    |                  ^\n\n",
  ]);
});

test("the checker is told what has happened to the folder since the check before", async () => {
  const { disk, checker, types } = world({ "a.ts": "1", "b.ts": "2", "c.d.ts": "3" });
  await types.check([`${ROOT}/a.ts`]);
  await types.check([]);
  disk.write(`${ROOT}/a.ts`, "longer");
  disk.remove(`${ROOT}/b.ts`);
  disk.write(`${ROOT}/sub/d.ts`, "4");
  await types.check([]);
  expect(checker.asked.map(({ changes }) => changes)).toEqual([
    NO_CHANGES,
    NO_CHANGES,
    { created: [`${ROOT}/sub/d.ts`], changed: [`${ROOT}/a.ts`], deleted: [`${ROOT}/b.ts`] },
  ]);
});

test("a tsconfig.json that changes concerns all", async () => {
  const { disk, checker, types } = world({ "a.ts": "", "b.ts": "" });
  await types.check([`${ROOT}/a.ts`], true);
  disk.write("/project/tsconfig.json", "{}");
  await types.check([`${ROOT}/a.ts`], true);
  expect(checker.asked[1].changes.created).toEqual(["/project/tsconfig.json"]);
  expect(checker.asked[1].files).toEqual([`${ROOT}/a.ts`, `${ROOT}/b.ts`]);
});

test("a file that is asked about has changed, whatever its time and size say", async () => {
  const { checker, types } = world({ "a.ts": "1" });
  await types.check([]);
  await types.check([`${ROOT}/a.ts`]);
  expect(checker.asked[1].changes.changed).toEqual([`${ROOT}/a.ts`]);
});

test("what imports a module is checked with it, directly or not; a declaration concerns all", async () => {
  const { checker, types } = world({
    "a.ts": 'import { b } from "./sub/b.ts";',
    "sub/b.ts": 'export * from "../c.js";',
    "c.ts": "export const c = 1;",
    "d.ts": 'const late = await import("./a");',
    "other.ts": 'import "./nowhere.ts";',
    "all.d.ts": "declare const x: number;",
  });
  await types.check([`${ROOT}/c.ts`], true);
  await types.check([`${ROOT}/c.ts`]);
  await types.check([`${ROOT}/all.d.ts`], true);
  const names = checker.asked.map(({ files }) => files.map((file) => file.slice(ROOT.length + 1)).sort());
  expect(names[0]).toEqual(["a.ts", "c.ts", "d.ts", "sub/b.ts"]);
  expect(names[1]).toEqual(["c.ts"]);
  expect(names[2]).toEqual(["a.ts", "all.d.ts", "c.ts", "d.ts", "other.ts", "sub/b.ts"]);
});

test("a module that was deleted is checked no more, but what imports it is", async () => {
  const { disk, checker, types } = world({ "a.ts": 'import "./b.ts";', "b.ts": "" });
  await types.check([`${ROOT}/a.ts`]);
  disk.remove(`${ROOT}/b.ts`);
  await types.check([`${ROOT}/b.ts`], true);
  expect(checker.asked[1].files).toEqual([`${ROOT}/a.ts`]);
});

test("a checker that fails is given up, and that is said once", async () => {
  const { checker, types, said } = world({ "a.ts": "wrong" });
  checker.broken = true;
  expect(await types.check([`${ROOT}/a.ts`])).toBeUndefined();
  expect(await types.check([`${ROOT}/a.ts`])).toBeUndefined();
  expect(said).toEqual(["it has ended"]);
  expect(checker.closed).toBe(1);
});

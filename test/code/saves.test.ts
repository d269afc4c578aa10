// What happens by itself when module files are saved.
import { expect, test } from "vitest";
import { formatDiagnostic } from "../../src/code/diagnostic.ts";
import type { WatchOptions } from "../../src/code/saves.ts";
import { Saves } from "../../src/code/saves.ts";
import { Types } from "../../src/code/type-check.ts";
import { a, ROOT, World } from "./support.ts";

interface Options {
  readonly autoLoad?: "soft" | "force";
  readonly types?: boolean;
}

async function editing(files: Record<string, string>, { autoLoad, types }: Options = {}) {
  const world = new World(files);
  const { server, disk } = world;
  const told: string[] = [];
  let watched: (WatchOptions & { deep: boolean }) | undefined;
  let ended = 0;
  const shown = (path: string) => path.replace("/project/", "");
  // Each `wrong` is a type error.
  const checker = {
    check: async (_changes: unknown, asked: readonly string[]) =>
      asked.map((path) => {
        const text = disk.read(path) ?? "";
        const starts = [...text.matchAll(/wrong/g)].map(({ index }) => index);
        const problem = { severity: "error" as const, code: "TS1", message: "it is" };
        return { text, problems: starts.map((start) => ({ ...problem, start })) };
      }),
    close() {},
  };
  const saves = new Saves({
    server,
    watcher: {
      async watch([{ deep }], options) {
        watched = { deep, ...options };
        return () => ended++;
      },
    },
    types: types ? new Types({ checker, folder: server.folder, shown, unavailable: fail }) : undefined,
    autoLoad,
    shown,
    tell: (all) => told.push(...all.map((one) => formatDiagnostic(one).split("\n")[0])),
    more: (count) => told.push(`${count} more`),
    mended: (file) => told.push(`${file} mended`),
    held: (module, spared) => told.push(`${Symbol.keyFor(module)} held: ${spared.length}`),
    unwatched: (reason) => told.push(`unwatched: ${reason}`),
  });
  await saves.start();
  /** Lets everything that has been noticed be worked off. */
  const settle = async () => {
    for (let i = 0; i < 40; i++) await world.turn();
    return told.splice(0);
  };
  const save = async (name: string, text: string) => {
    world.save(name, text);
    watched?.touched(`${ROOT}/${name}`);
    return settle();
  };
  return {
    world,
    saves,
    save,
    settle,
    told,
    watched: watched as WatchOptions & { deep: boolean },
    ends: () => ended,
  };
}

function fail(reason: string): never {
  throw new Error(reason);
}

const BROKEN = "export const f = () => ;\n";
const broken = (file: string) => `modules/${file}:1:24: error: Unexpected ";"`;

test("what is wrong with a saved file is told once for each change, and that it is mended", async () => {
  const { save, watched, settle } = await editing({ "m.ts": "export const f = 1;" });
  expect(await save("m.ts", BROKEN)).toEqual([broken("m.ts")]);
  watched.touched(`${ROOT}/m.ts`);
  expect(await settle()).toEqual([]);
  expect(await save("m.ts", `${BROKEN}\n`)).toEqual([broken("m.ts")]);
  expect(await save("m.ts", "export const f = 2;")).toEqual(["modules/m.ts mended"]);
  expect(await save("m.ts", "export const f = 3;")).toEqual([]);
});

test("saving loads nothing", async () => {
  const { world, save } = await editing({ "m.ts": "export const f = () => 1;" });
  await world.load("m");
  await save("m.ts", "export const f = () => 2;");
  expect(await world.call("m", "f")).toBe(1);
});

test("type errors are told, those of importers as well when they change", async () => {
  const { save } = await editing(
    { "m.ts": "export const f = 1;", "n.ts": 'import { f } from "./m.ts"; // wrong' },
    { types: true },
  );
  const ofN = "modules/n.ts:1:32: error TS1: it is";
  expect(await save("m.ts", "wrong")).toEqual(["modules/m.ts:1:1: error TS1: it is", ofN]);
  expect(await save("m.ts", " wrong")).toEqual(["modules/m.ts:1:2: error TS1: it is"]);
  expect(await save("n.ts", 'import { f } from "./m.ts";')).toEqual(["modules/n.ts mended"]);
});

test("a file that does not compile is told in the type checker's words, where there is one", async () => {
  const { save } = await editing({ "m.ts": "" }, { types: true });
  expect(await save("m.ts", "export const f = wrong => ;\n")).toEqual([
    "modules/m.ts:1:18: error TS1: it is",
  ]);
});

test("a second file of a module's name is reported, and that it is gone", async () => {
  const { world, save, watched, settle } = await editing({ "m.ts": "export {};" });
  const both = "modules/m.ts: error: module m has more than one file: modules/m.ts and modules/sub/m.ts";
  expect(await save("sub/m.ts", "export {};")).toEqual([both]);
  world.disk.remove(`${ROOT}/sub/m.ts`);
  watched.touched(`${ROOT}/sub/m.ts`);
  expect(await settle()).toEqual(["modules/m.ts mended"]);
});

test("a deleted file is no error, and none that was mended", async () => {
  const { world, save, watched, settle } = await editing({ "m.ts": "" });
  await save("m.ts", BROKEN);
  world.disk.remove(`${ROOT}/m.ts`);
  watched.touched(`${ROOT}/m.ts`);
  expect(await settle()).toEqual([]);
});

test("what a command has answered is not told again", async () => {
  const { world, saves, watched, settle } = await editing({ "m.ts": "" });
  world.save("m.ts", BROKEN);
  saves.answered(`${ROOT}/m.ts`, []);
  watched.touched(`${ROOT}/m.ts`);
  expect(await settle()).toEqual([]);
});

test("what was saved before the watcher was ready is looked for", async () => {
  const { world, saves, settle } = await editing({ "m.ts": "export {};" });
  await world.load("m");
  world.save("m.ts", BROKEN);
  await saves.start();
  expect(await settle()).toEqual([broken("m.ts")]);
});

test("files that are no modules, and what is in node_modules, do not matter", async () => {
  const { watched, world, settle } = await editing({});
  for (const name of ["m.test.ts", "notes.md", "node_modules/m.ts", ".git/m.ts"]) {
    world.save(name, BROKEN);
    watched.touched(`${ROOT}/${name}`);
  }
  expect(await settle()).toEqual([]);
  for (const name of ["node_modules", ".git", ".m.ts.swp"]) expect(watched.skipped.test(name)).toBe(true);
  for (const name of ["", "node_modules2", "m.ts", "a.b"]) expect(watched.skipped.test(name)).toBe(false);
});

test("a watcher that fails is said once, and stopped", async () => {
  const { watched, told, ends } = await editing({});
  watched.failed("ENOSPC");
  watched.failed("ENOSPC");
  expect(told).toEqual(["unwatched: ENOSPC"]);
  expect(ends()).toBe(1);
});

const LOOP = (n: number) => `
  import { receive, spawn } from "eshell-ts";
  export const version = () => ${n};
  export const start = () => spawn(loop);
  export async function loop(): Promise<never> { await receive(); return loop(); }`;

test("loads on save: a loaded module has each new text that compiles", async () => {
  const { world, save } = await editing({ "m.ts": LOOP(1), "n.ts": "" }, { autoLoad: "soft" });
  await world.load("m");
  expect(await save("m.ts", LOOP(2))).toEqual([]);
  expect(await world.call("m", "version")).toBe(2);
  expect(await save("m.ts", BROKEN)).toEqual([broken("m.ts")]);
  expect(await world.call("m", "version")).toBe(2);
  expect(await save("m.ts", LOOP(3))).toEqual(["modules/m.ts mended"]);
  expect(await world.call("m", "version")).toBe(3);
  // Touching the file, or saving the same text, is no new version.
  await save("m.ts", LOOP(3));
  expect(world.notes.length).toBe(3);
  // What is not loaded stays so: its first call loads it as it is then.
  await save("n.ts", "export const f = () => 1;");
  expect(world.server.current(a("n"))).toBeUndefined();
});

test("loads on save: one that would kill a process is held back, unless it is forced", async () => {
  const { world, save } = await editing({ "m.ts": LOOP(1) }, { autoLoad: "soft" });
  const process = await world.call("m", "start");
  await world.turn();
  expect(await save("m.ts", LOOP(2))).toEqual([]);
  expect(await save("m.ts", LOOP(3))).toEqual(["m held: 1"]);
  expect(await world.call("m", "version")).toBe(2);
  expect(process.alive).toBe(true);

  const forced = await editing({ "m.ts": LOOP(1) }, { autoLoad: "force" });
  const victim = await forced.world.call("m", "start");
  await forced.world.turn();
  for (const n of [2, 3]) expect(await forced.save("m.ts", LOOP(n))).toEqual([]);
  expect(await forced.world.call("m", "version")).toBe(3);
  expect(victim.alive).toBe(false);
});

test("loads on save: a top level that throws is told, and changes nothing", async () => {
  const { world, save } = await editing({ "m.ts": LOOP(1) }, { autoLoad: "soft" });
  await world.load("m");
  expect(await save("m.ts", 'throw new Error("no");\nexport {};')).toEqual([
    "modules/m.ts:1:7: error: Error: no",
  ]);
  expect(await world.call("m", "version")).toBe(1);
});

test("a load names the processes that linger, and where they wait", async () => {
  const { world, save } = await editing({ "m.ts": LOOP(1) }, { autoLoad: "force" });
  const process = await world.call("m", "start");
  await world.turn();
  await save("m.ts", LOOP(2));
  const here = [{ process, place: { name: a("loop"), arity: 0, line: 5 } }];
  expect(world.notes.at(-1)?.lingering).toEqual(here);
  expect(world.server.versionStates(a("m")).map(({ state, processes }) => [state, processes])).toEqual([
    ["current", []],
    ["old", here],
  ]);
  await save("m.ts", LOOP(3));
  expect(world.notes.at(-1)).toMatchObject({ killed: here, purged: 1, lingering: [] });
});

test("of a folder with very many folders in it, only its own files are watched", async () => {
  const { watched } = await editing({ "a/b/m.ts": "" });
  expect(watched.deep).toBe(true);
  const many = Array.from({ length: 1100 }, (_, i) => [`f${i}/m${i}.ts`, ""]);
  expect((await editing(Object.fromEntries(many))).watched.deep).toBe(false);
});

test("of very much that is wrong at once, twenty things are told, and how many more there are", async () => {
  const names = Array.from({ length: 50 }, (_, i) => `m${i}.ts`);
  const { world, watched, settle } = await editing(Object.fromEntries(names.map((name) => [name, ""])));
  for (const name of names) {
    world.save(name, BROKEN);
    watched.touched(`${ROOT}/${name}`);
  }
  const told: string[] = [];
  for (let i = 0; i < 100 && !told.some((line) => line.endsWith("more")); i++) told.push(...(await settle()));
  const more = Number.parseInt(told.at(-1) ?? "", 10);
  expect(told.length - 1 + more).toBe(50);
  expect(more).toBeGreaterThan(10);
});

// Saves in a real folder, as editors and git make them: afterwards the system has what the files have.
import { spawnSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, expect, test } from "vitest";
import { md5Of } from "../src/code/compile.ts";
import { Saves } from "../src/code/saves.ts";
import { nodeDisk } from "../src/node-disk.ts";
import { nodeWatcher } from "../src/node-watch.ts";
import { a, World } from "./code/support.ts";

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const good = (n: number) => `export const version = () => ${n};\n// ${"x".repeat(n % 300)}\n`;
const broken = (n: number) => `export const version = () => ${n};\nexport const f = ( => ${n};\n`;

/** A system that loads on save what is in a folder. */
async function watched(files: Record<string, string>, linked = false) {
  const folder = mkdtempSync(join(tmpdir(), "eshell-watch-"));
  const root = linked ? join(folder, "link") : folder;
  if (linked) {
    mkdirSync(join(folder, "real"));
    symlinkSync(join(folder, "real"), root);
  }
  const write = (name: string, text: string) => writeFileSync(join(root, name), text);
  const read = (name: string) => nodeDisk.read(join(root, name));
  for (const [name, text] of Object.entries(files)) write(name, text);
  const world = new World({}, { root, disk: nodeDisk });
  for (const name of Object.keys(files)) await world.load(name.replace(".ts", ""));
  /** The files that are wrong, as far as it was told. */
  const wrong = new Set<string>();
  const saves = new Saves({
    server: world.server,
    watcher: nodeWatcher,
    autoLoad: "soft",
    shown: (path) => path,
    tell: (all) => {
      for (const { file } of all) wrong.add(file.slice(root.length + 1));
    },
    more: () => expect.unreachable(),
    mended: (file) => wrong.delete(file.slice(root.length + 1)),
    held: () => expect.unreachable(),
    unwatched: (reason) => expect.unreachable(reason),
  });
  await saves.start();
  ends.push(() => {
    saves.stop();
    rmSync(folder, { recursive: true });
  });
  const current = (name: string) => world.server.current(a(name.replace(".ts", "")));
  /** Waits until all is as it should be; then it must stay so. */
  const becomes = async (right: () => boolean, what: () => unknown) => {
    for (let waits = 0; waits < 200 && !right(); waits++) await pause(50);
    await pause(300);
    if (!right()) expect(what()).toBe("as the files are");
  };
  return { root, write, read, world, wrong, current, becomes };
}

test("200 rapid saves, half of them broken: what is loaded, and what is told, is what the files are", async () => {
  const names = Array.from({ length: 10 }, (_, i) => `m${i}.ts`);
  const { root, write, read, current, wrong, becomes } = await watched(
    Object.fromEntries(names.map((name) => [name, good(0)])),
  );
  const save = fc.record({
    name: fc.constantFrom(...names),
    isBroken: fc.boolean(),
    how: fc.constantFrom("write", "rename", "pieces", "delete and write"),
    afterMs: fc.integer({ min: 0, max: 8 }),
  });
  const saves = fc.sample(save, { numRuns: 200, seed: 7 });
  const expected = new Map<string, boolean>();
  for (const [i, { name, isBroken, how, afterMs }] of saves.entries()) {
    const text = isBroken ? broken(i + 1) : good(i + 1);
    expected.set(name, isBroken);
    if (how === "write") write(name, text);
    if (how === "rename") {
      write(`.${name}.swp`, text);
      renameSync(join(root, `.${name}.swp`), join(root, name));
    }
    if (how === "delete and write") {
      rmSync(join(root, name));
      write(name, text);
    }
    if (how === "pieces") {
      for (let end = 0; end < text.length; end += 30) {
        write(name, text.slice(0, end));
        await pause(1);
      }
      write(name, text);
    }
    await pause(afterMs);
  }
  const isRight = ([name, isBroken]: [string, boolean]) =>
    wrong.has(name) === isBroken && (isBroken || current(name)?.md5 === md5Of(read(name) ?? ""));
  await becomes(
    () => [...expected].every(isRight),
    () => [...expected].filter((entry) => !isRight(entry)).map(([name]) => [name, read(name), [...wrong]]),
  );
  expect(expected.size).toBe(10);
});

test("a git checkout between two trees of 100 modules: all that is loaded is what the files are", async () => {
  const tree = (first: number, version: number) =>
    Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`m${first + i}.ts`, good(version + i)]));
  const { root, write, read, world, current, becomes } = await watched(tree(0, 1));
  const git = (...args: string[]) => {
    const options = ["-c", "user.name=t", "-c", "user.email=t@t", "-c", "commit.gpgsign=false"];
    const result = spawnSync("git", [...options, ...args], { cwd: root, encoding: "utf8" });
    if (result.status !== 0) throw new Error(`git ${args[0]}: ${result.stderr}`);
  };
  git("init", "-q", "-b", "one");
  git("add", "-A");
  git("commit", "-q", "-m", "one");
  git("checkout", "-q", "-b", "two");
  // Half of the files are changed, twenty are gone, twenty are new, in a folder.
  for (const [name, text] of Object.entries(tree(0, 1000)).slice(20, 70)) write(name, text);
  for (let i = 0; i < 20; i++) rmSync(join(root, `m${i}.ts`));
  mkdirSync(join(root, "sub"));
  for (const [name, text] of Object.entries(tree(100, 1)).slice(0, 20)) write(`sub/${name}`, text);
  git("add", "-A");
  git("commit", "-q", "-m", "two");
  await pause(500);
  for (const branch of ["one", "two", "one", "two"]) {
    git("checkout", "-q", branch);
    const names = Array.from({ length: 100 }, (_, i) => `m${i}.ts`);
    const isRight = (name: string) => {
      const text = read(name);
      return text === undefined || current(name)?.md5 === md5Of(text);
    };
    await becomes(
      () => names.every(isRight),
      () => [branch, names.filter((name) => !isRight(name))],
    );
  }
  expect(await world.call("m20", "version")).toBe(1020);
  expect(await world.call("m100", "version")).toBe(1);
  expect(readFileSync(join(root, "m99.ts"), "utf8")).toBe(good(100));
});

test("a new folder with modules, and one that is renamed, are seen", async () => {
  const { root, world, wrong, becomes } = await watched({ "m.ts": good(1) });
  mkdirSync(join(root, "deep/er"), { recursive: true });
  writeFileSync(join(root, "deep/er/n.ts"), broken(1));
  await becomes(
    () => wrong.has("deep/er/n.ts"),
    () => [...wrong],
  );
  await world.load("n");
  renameSync(join(root, "deep"), join(root, "other"));
  await becomes(
    () => wrong.has("other/er/n.ts"),
    () => [...wrong],
  );
});

test("a module folder that is a link is watched", async () => {
  const { write, wrong, becomes } = await watched({ "m.ts": good(1) }, true);
  write("m.ts", broken(2));
  await becomes(
    () => wrong.has("m.ts"),
    () => [...wrong],
  );
});

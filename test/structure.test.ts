// The style and the order of the rooms, kept true by a test (src/README.md).
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, test } from "vitest";

const root = resolve(import.meta.dirname, "..");
const files = (folder: string) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.[tj]s$/.test(name) && !/\bnode_modules\b/.test(name))
    .map((name) => `${folder}/${name}`)
    .sort();
const read = (file: string) => readFileSync(join(root, file), "utf8");

/** The level of each room: imports go down, or stay in the room. */
const levels: Record<string, number> = {
  terms: 0,
  process: 1,
  syntax: 1,
  format: 1,
  terminal: 1,
  code: 2,
  eval: 2,
  stdlib: 3,
  shell: 4,
  testing: 5,
  command: 6,
};
const roomOf = (file: string) => (file.split("/").length > 2 ? file.split("/")[1] : "main");

/** The relative imports of a source file, as paths from the root. */
function imports(file: string, text: string): string[] {
  const found: string[] = [];
  for (const [, path] of text.matchAll(/(?:from|import)\s*\(?\s*"(\.[^"]+)"/g)) {
    found.push(relative(root, resolve(root, dirname(file), path)));
  }
  return found;
}

const sources = files("src");

describe("the rooms", () => {
  test("imports go down, or stay in the room", () => {
    const wrong: string[] = [];
    for (const file of sources) {
      const room = roomOf(file);
      if (room === "main") continue;
      for (const target of imports(file, read(file))) {
        const other = roomOf(target);
        if (other === room) continue;
        if (other === "main" || levels[other] >= levels[room]) wrong.push(`${file} imports ${target}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  test("no file imports itself by a detour", () => {
    const graph = new Map(
      sources.map((file) => [file, imports(file, read(file).replace(/^import type [^;]*;/gm, ""))]),
    );
    const cycles: string[] = [];
    const state = new Map<string, "open" | "done">();
    const visit = (file: string, path: string[]) => {
      if (state.get(file) === "done") return;
      if (state.get(file) === "open") {
        cycles.push([...path.slice(path.indexOf(file)), file].join(" → "));
        return;
      }
      state.set(file, "open");
      for (const target of graph.get(file) ?? []) visit(target, [...path, file]);
      state.set(file, "done");
    };
    for (const file of sources) visit(file, []);
    expect(cycles).toEqual([]);
  });

  test("every folder of src is on the map", () => {
    const rooms = new Set(sources.map(roomOf).filter((room) => room !== "main"));
    expect([...rooms].filter((room) => !(room in levels))).toEqual([]);
    const map = read("src/README.md");
    for (const room of rooms) expect(map, room).toContain(`${room}/`);
  });
});

describe("the style", () => {
  test("no file is above 400 lines or so, examples in comments aside", () => {
    // A comment with an example counts as one line: what is to be told need not be short.
    const example = /^ *\/\*\*\n(?:(?! *\*\/).*\n)*? *\* ```eshell\n[\s\S]*?\*\/\n/gm;
    const withoutExamples = (text: string) => text.replace(example, "\n");
    const long = [...sources, ...files("test"), ...files("bin")].filter(
      (file) => withoutExamples(read(file)).split("\n").length > 420,
    );
    expect(long).toEqual([]);
  });

  test("every source file says at its head what it is", () => {
    expect(sources.filter((file) => !/^(#!.*\n)?\/\/ \S/.test(read(file)))).toEqual([]);
  });

  test("no notes to self, no exports of everything, no swallowed errors", () => {
    const banned = /\b(TODO|FIXME|XXX)\b|^export \* from|catch\s*(\([^)]*\))?\s*\{\s*\}/m;
    expect(sources.filter((file) => banned.test(read(file)))).toEqual([]);
  });

  test("no test is left out", () => {
    const skipped = /\b(test|it|describe)\.(skip|todo|only)\b/;
    expect(
      files("test").filter((file) => skipped.test(read(file)) && !file.endsWith("structure.test.ts")),
    ).toEqual([]);
  });
});

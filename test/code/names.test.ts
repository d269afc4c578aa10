// Which files are modules, and what they are called.
import { describe, expect, test } from "vitest";
import { MemoryDisk } from "../../src/code/memory-disk.ts";
import { ModuleFolder, moduleName } from "../../src/code/names.ts";

test.each([
  ["m.ts", undefined, "m"],
  ["m.mts", undefined, "m"],
  ["m.tsx", undefined, "m"],
  ["m.js", undefined, "m"],
  ["m.mjs", undefined, "m"],
  ["m.cjs", undefined, undefined],
  ["m.cts", undefined, undefined],
  ["m.d.ts", undefined, undefined],
  ["m.d.mts", undefined, undefined],
  ["m.css.d.ts", undefined, undefined],
  ["m.test.ts", undefined, undefined],
  ["m.test.js", undefined, undefined],
  [".hidden.ts", undefined, undefined],
  ["with space.ts", undefined, "with space"],
  ["a.b.ts", undefined, "a.b"],
  ["index.ts", "sub", "sub"],
  ["index.ts", undefined, "index"],
  ["README.md", undefined, undefined],
])("%s in %s is module %s", (file, folder, module) => {
  expect(moduleName(file, folder)).toBe(module);
});

describe("a module folder", () => {
  const disk = new MemoryDisk({
    "/p/modules/m.ts": "",
    "/p/modules/sub/n.ts": "",
    "/p/modules/sub/deep/index.mts": "",
    "/p/modules/node_modules/x/x.ts": "",
    "/p/modules/.git/y.ts": "",
    "/p/modules/types.d.ts": "",
    "/p/modules/m.test.ts": "",
    "/p/modules/two.ts": "",
    "/p/modules/sub/two.tsx": "",
    "/p/other/z.ts": "",
  });
  disk.link("/p/modules/inner.ts", "/p/modules/m.ts");
  disk.link("/p/modules/z.ts", "/p/other/z.ts");
  disk.link("/p/modules/out", "/p/other");
  const folder = new ModuleFolder(disk, "/p/modules/");

  test("lists its modules, those in sub-folders too, and no others", () => {
    expect([...folder.all().keys()].sort()).toEqual(["deep", "inner", "m", "n", "two"]);
  });

  test("finds a module by name; both files where two have it", () => {
    expect(folder.find("n")).toEqual({ path: "/p/modules/sub/n.ts" });
    expect(folder.find("deep")).toEqual({ path: "/p/modules/sub/deep/index.mts" });
    expect(folder.find("two")).toEqual({ paths: ["/p/modules/sub/two.tsx", "/p/modules/two.ts"] });
    for (const name of ["x", "y", "z", "types", "nosuch", "sub/n", "../other/z", "", "index"]) {
      expect(folder.find(name), name).toBe(undefined);
    }
  });

  test("knows which paths are its modules, and which lie in it", () => {
    expect(folder.nameOf("/p/modules/sub/n.ts")).toBe("n");
    expect(folder.nameOf("/p/other/z.ts")).toBe(undefined);
    expect(folder.nameOf("/p/modules/node_modules/x/x.ts")).toBe(undefined);
    expect(folder.contains("/p/modules/gone.ts")).toBe(true);
    expect(folder.contains("/p/modules/../other/z.ts")).toBe(false);
    expect(folder.contains("/p/modules/z.ts")).toBe(false);
    expect(folder.contains("/p/modules-2/a.ts")).toBe(false);
  });
});

describe("a project folder", () => {
  test("has its own files as modules, not those of its sub-folders", () => {
    const disk = new MemoryDisk({
      "/p/package.json": "{}",
      "/p/m.ts": "",
      "/p/src/m.ts": "",
      "/p/src/n.ts": "",
    });
    const folder = new ModuleFolder(disk, "/p");
    expect([...folder.all().keys()]).toEqual(["m"]);
    expect(folder.find("m")).toEqual({ path: "/p/m.ts" });
  });
});

test("a folder with very many folders below it has its own files as modules, and is searched once", () => {
  const names = Array.from({ length: 1100 }, (_, n) => [`/p/f${n}/m${n}.ts`, ""]);
  const disk = new MemoryDisk({ "/p/m.ts": "", ...Object.fromEntries(names) });
  const folder = new ModuleFolder(disk, "/p");
  expect([...folder.all().keys()]).toEqual(["m"]);
  let listed = 0;
  const { list } = disk;
  disk.list = (path) => {
    listed++;
    return list.call(disk, path);
  };
  expect(folder.find("m5")).toBe(undefined);
  expect(folder.sources()).toEqual(["/p/m.ts"]);
  expect(listed).toBe(2);
  expect(folder.isSource("/p/f5/m5.ts")).toBe(false);
});

describe("the current folder", () => {
  const disk = new MemoryDisk({
    "/p/modules/m.ts": "",
    "/p/m.ts": "",
    "/p/own.ts": "",
    "/p/src/below.ts": "",
  });
  const folder = new ModuleFolder(disk, "/p/modules", "/p");

  test("has a module that the module folder lacks", () => {
    expect(folder.find("own")).toEqual({ path: "/p/own.ts" });
    expect(folder.find("m")).toEqual({ path: "/p/modules/m.ts" });
  });

  test("is not searched below", () => {
    expect(folder.find("below")).toBeUndefined();
    expect(folder.contains("/p/src/below.ts")).toBe(false);
    expect(folder.contains("/p/own.ts")).toBe(true);
  });
});

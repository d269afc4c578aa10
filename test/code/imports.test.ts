// What a module can import, and when it is loaded.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Disk } from "../../src/code/disk.ts";
import { a, World } from "./support.ts";

describe("imports of modules", () => {
  test("are loaded when a name is first read, and not before", async () => {
    const world = new World({
      "m.ts": 'import { f } from "./other.ts"; export const g = () => 1; export const h = () => f();',
      "other.ts": 'import { print } from "eshell-ts"; print("loaded"); export const f = () => 2;',
    });
    await world.call("m", "g");
    expect(world.printed).toEqual([]);
    expect(await world.call("m", "h")).toBe(2);
    expect(world.printed).toEqual(["loaded"]);
  });

  test("a bare import loads at once", async () => {
    const world = new World({
      "m.ts": 'import { print } from "eshell-ts"; import "./other.ts"; print("m");',
      "other.ts": 'import { print } from "eshell-ts"; print("other");',
    });
    await world.load("m");
    expect(world.printed).toEqual(["other", "m"]);
  });

  test("a bare import is one even where another import has a longer name", async () => {
    const world = new World({
      "m.ts": 'import "./a.ts"; import { x } from "./a2.ts"; export const f = () => x;',
      "a.ts": 'import { print } from "eshell-ts"; print("a");',
      "a2.ts": "export const x = 1;",
    });
    await world.load("m");
    expect(world.printed).toEqual(["a"]);
  });

  test("may go in circles, at the top level too", async () => {
    const world = new World({
      "a.ts": 'import { b } from "./b.ts"; export const a = () => "a"; export const both = a() + b();',
      "b.ts":
        'import { a, both } from "./a.ts"; export const b = () => "b" + a(); export const late = () => both;',
    });
    await world.load("a");
    expect(await world.call("b", "late")).toBe("aba");
  });

  test("a function that a later version adds is seen, and one that it drops is undef", async () => {
    const world = new World({
      "m.ts": `import * as other from "./other.ts";
        export const f = () => (other as any).f(); export const g = () => (other as any).g();`,
      "other.ts": "export const f = () => 1;",
    });
    expect(await world.call("m", "f")).toBe(1);
    await expect(world.call("m", "g")).rejects.toMatchObject({ reason: a("undef") });
    await world.replace("other.ts", "export const g = () => 2;");
    expect(await world.call("m", "g")).toBe(2);
    await expect(world.call("m", "f")).rejects.toMatchObject({ reason: a("undef") });
  });

  test("give one stub for each function, for the life of the system", async () => {
    const world = new World({
      "m.ts":
        'import * as other from "./other.ts"; import { f } from "./other.ts"; export const get = () => [other.f, f];',
      "other.ts": "export function f(a: number, b: number) { return 1; }",
    });
    const [one, two] = await world.call("m", "get");
    await world.replace("other.ts", "export function f(a: number) { return a; }");
    const [three] = await world.call("m", "get");
    expect(one === two && two === three).toBe(true);
    expect([one.name, one.length, one(5)]).toEqual(["f", 1, 5]);
  });

  test("classes, constants and functions with properties read as they are in the current version", async () => {
    const source = (n: number) => `export class C { n = ${n}; static k = ${n}; } export const list = [${n}];
      export let live = ${n}; export const bump = () => { live++; };
      export const app = Object.assign(() => ${n}, { get: () => ${n} });`;
    const world = new World({
      "m.ts": `import { C, list, live, bump, app } from "./other.ts";
        export const f = () => { bump(); const c = new C(); return [c.n, c instanceof C, C.k, list[0], live, app(), app.get()]; };`,
      "other.ts": source(1),
    });
    expect(await world.call("m", "f")).toEqual([1, true, 1, 1, 2, 1, 1]);
    await world.replace("other.ts", source(5));
    expect(await world.call("m", "f")).toEqual([5, true, 5, 5, 6, 5, 5]);
  });

  test("names that nobody calls read as undefined where there is no such export", async () => {
    const world = new World({
      "m.ts": `import * as other from "./other.ts";
        export const f = async () => {
          const ns: any = await other; // no thenable
          return [ns === other, ns.then, ns.toJSON, ns.nothing, ns.maybe?.(), "x" in ns, "y" in ns, Object.keys(ns)];
        };`,
      "other.ts": "export const x = 1;",
    });
    expect(await world.call("m", "f")).toEqual([
      true,
      undefined,
      undefined,
      undefined,
      undefined,
      true,
      false,
      ["x"],
    ]);
  });

  test("export … from and export * reach current versions", async () => {
    const world = new World({
      "m.ts": `export { f as g, default as d } from "./other.ts"; export * from "./other.ts"; export * as ns from "./other.ts";
        export const own = () => 0;`,
      "other.ts": "export const f = () => 1; export const h = (x: number) => x; export default () => 1;",
      "user.ts":
        'import * as m from "./m.ts"; export const f = () => [m.g(), m.d(), m.f(), m.h(7), m.ns.f()];',
    });
    expect(await world.call("user", "f")).toEqual([1, 1, 1, 7, 1]);
    expect(await world.call("m", "g")).toBe(1);
    expect(await world.call("m", "h", 8)).toBe(8);
    await world.replace(
      "other.ts",
      "export const f = () => 2; export const h = (x: number) => -x; export default () => 2;",
    );
    expect(await world.call("user", "f")).toEqual([2, 2, 2, -7, 2]);
    expect(await world.call("m", "h", 8)).toBe(-8);
  });

  test("find files as TypeScript does: without extension, as .js, in sub-folders, index", async () => {
    const world = new World({
      "m.ts": `import { f as b } from "./b.js"; import { f as c } from "./sub/c"; import { f as d } from "./d/index.ts";
        import { f as e } from "./e.mjs"; export const f = () => [b(), c(), d(), e()];`,
      "b.ts": 'export const f = () => "b";',
      "sub/c.ts": 'import { f as b } from "../b.ts"; export const f = () => [b()];',
      "d/index.ts": 'export const f = () => "d";',
      "e.mts": 'export const f = () => "e";',
    });
    expect(await world.call("m", "f")).toEqual(["b", ["b"], "d", "e"]);
    expect(world.server.which(a("d"))).toBe("/project/modules/d/index.ts");
  });

  test("JSON, read anew with each version", async () => {
    const source =
      'import data from "./data.json" with { type: "json" }; import { x } from "./data.json"; export const f = () => [data.x, x];';
    const world = new World({ "m.ts": source, "data.json": '{"x":1}' });
    expect(await world.call("m", "f")).toEqual([1, 1]);
    world.save("data.json", '{"x":2}');
    await world.load("m");
    expect(await world.call("m", "f")).toEqual([2, 2]);
  });

  test("import(), require, import.meta", async () => {
    const world = new World({
      "m.ts": `declare const require: any;
        export const dynamic = async (name: string) => (await import(name)).f();
        export const missing = async () => { try { await import("./gone.ts"); } catch (e: any) { return e.message; } };
        export const required = () => require("./sub/other.ts").f();
        export const meta = () => [import.meta.url, import.meta.filename, import.meta.dirname];`,
      "sub/other.ts": "export const f = () => 1;",
    });
    expect(await world.call("m", "dynamic", "./sub/other.ts")).toBe(1);
    expect(await world.call("m", "missing")).toBe('Cannot load module "./gone.ts"');
    expect(await world.call("m", "required")).toBe(1);
    const path = "/project/modules/m.ts";
    expect(await world.call("m", "meta")).toEqual([`file://${path}`, path, "/project/modules"]);
  });

  test("import() of oneself, also while the module is being loaded", async () => {
    const world = new World({
      "m.ts": `import { print } from "eshell-ts"; export const x = 1;
        import("./m.ts").then((m) => print(m.x)); export const f = async () => (await import("./m.ts")).x;`,
    });
    expect(await world.call("m", "f")).toBe(1);
    expect(world.printed).toEqual([1]);
  });

  test("plain JavaScript files, ES modules and CommonJS", async () => {
    const world = new World({
      "m.ts":
        'import cjs, { f } from "./c.js"; import { g } from "./e.mjs"; export const all = () => [f(), g(), cjs.f()];',
      "c.js": "module.exports = { f: () => __filename };",
      "e.mjs": "export async function g() { return 1; }",
    });
    expect(await world.call("c", "f")).toBe("/project/modules/c.js");
    expect((await world.call("m", "all"))[0]).toBe("/project/modules/c.js");
    expect(await world.call("e", "g")).toBe(1);
  });
});

describe("what esbuild accepts", () => {
  test("enum, namespace, using, decorators, const __dirname, names of ours", async () => {
    const world = new World({
      "m.ts": `
        const __dirname = "mine"; const require = 1; const module = 2; const exports = 3;
        enum Color { Red = 1, Green }
        namespace Inner { export const x = 5; }
        const log: string[] = [];
        const noted = (value: any, { name }: any) => { log.push(name); return value; };
        class Thing {
          #count = 0;
          @noted work() { return ++this.#count; }
          accessor size = 3;
          [Symbol.dispose]() { log.push("disposed"); }
        }
        export const f = () => {
          { using thing = new Thing(); thing.work(); }
          return [Color.Green, Color[1], Inner.x, log, __dirname, require, module, exports, new Thing().size];
        };`,
    });
    expect(await world.loadError("m")).toEqual(["", ""]);
    expect(await world.call("m", "f")).toEqual([2, "Red", 5, ["work", "disposed"], "mine", 1, 2, 3, 3]);
  });

  test("tsx, with the factory that the file names", async () => {
    const world = new World({
      "view.tsx": "/** @jsx h */ const h = (...a: any[]) => a; export const f = () => <b x={1}>t</b>;",
    });
    expect(await world.call("view", "f")).toEqual(["b", { x: 1 }, "t"]);
  });

  test("what tsconfig.json says of JSX and decorators", async () => {
    const world = new World({
      "../tsconfig.json":
        '{ "compilerOptions": { /* // */ "jsx": "react", "jsxFactory": "h", "experimentalDecorators": true, }, }',
      "view.tsx": `const h = (...a: any[]) => a; export const f = () => <b />;
        const seen: any[] = []; class C { @((...args: any[]) => void seen.push(args.length)) m() {} } export const g = () => seen;`,
    });
    expect(await world.call("view", "f")).toEqual(["b", null]);
    expect(await world.call("view", "g")).toEqual([3]);
  });

  test("a module without exports loads", async () => {
    const world = new World({ "m.ts": 'import { print } from "eshell-ts"; print("hello");', "n.ts": "" });
    expect("error" in (await world.load("m"))).toBe(false);
    expect("error" in (await world.load("n"))).toBe(false);
    expect(world.printed).toEqual(["hello"]);
  });

  test("modules are strict-mode code", async () => {
    const world = new World({ "m.ts": "export const f = () => (function (this: any) { return this; })();" });
    expect(await world.call("m", "f")).toBe(undefined);
  });
});

describe("packages", () => {
  const disk: Disk = {
    list: (folder) =>
      !existsSync(folder)
        ? undefined
        : readdirSync(folder, { withFileTypes: true }).map((entry) => ({
            name: entry.name,
            kind: entry.isFile()
              ? "file"
              : entry.isDirectory()
                ? "folder"
                : entry.isSymbolicLink()
                  ? "link"
                  : "other",
          })),
    read: (path) => (existsSync(path) ? readFileSync(path, "utf8") : undefined),
    stat: (path) => {
      const stat = statSync(path, { throwIfNoEntry: false });
      if (stat === undefined) return undefined;
      return { kind: stat.isFile() ? "file" : "folder", size: stat.size, mtimeMs: stat.mtimeMs };
    },
    realPath: (path) => (existsSync(path) ? realpathSync(path) : undefined),
    nowMs: () => Date.now(),
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    waitNow: (ms) => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms),
  };

  function project(files: Record<string, string>): World {
    const root = realpathSync(mkdtempSync(join(tmpdir(), "eshell-")));
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return new World({}, { root: join(root, "modules"), disk });
  }
  const pkg = (name: string, json: object, files: Record<string, string>) => ({
    [`node_modules/${name}/package.json`]: JSON.stringify({ name, version: "1.0.0", ...json }),
    ...Object.fromEntries(
      Object.entries(files).map(([file, text]) => [`node_modules/${name}/${file}`, text]),
    ),
  });

  test("CommonJS and ESM, with default, named and namespace imports", async () => {
    const world = project({
      ...pkg("cjs", { main: "i.js" }, { "i.js": "module.exports = (x) => x + 1; module.exports.named = 2;" }),
      ...pkg(
        "esm",
        { type: "module", exports: "./i.js" },
        { "i.js": "export default (x) => x + 2; export const named = 3;" },
      ),
      ...pkg(
        "only",
        { type: "module", exports: { import: "./i.js", types: "./t.d.ts" } },
        { "i.js": "export const y = 4;" },
      ),
      ...pkg(
        "@s/sub",
        { type: "module", exports: { "./*": { import: "./lib/*.js" } } },
        { "lib/a.js": "export const z = 5;" },
      ),
      "modules/m.ts": `
        import cjs, { named as n1 } from "cjs"; import * as all from "cjs";
        import esm, { named as n2 } from "esm"; import { y } from "only"; import { z } from "@s/sub/a";
        import { join } from "node:path"; import fs from "fs";
        export const f = () => [cjs(1), n1, all.named, esm(1), n2, y, z, join("a", "b"), typeof fs.readFileSync];`,
    });
    expect(await world.call("m", "f")).toEqual([2, 2, 2, 3, 3, 4, 5, "a/b", "function"]);
  });

  test("an ESM package with a top-level await is awaited before the module runs", async () => {
    const world = project({
      ...pkg(
        "tla",
        { type: "module", exports: "./i.js" },
        { "i.js": "export const x = await Promise.resolve(6);" },
      ),
      "modules/m.ts": 'import { x } from "tla"; export const y = x; export const f = () => y;',
    });
    expect(await world.call("m", "f")).toBe(6);
  });

  test("a package that fails to load is an error of the load", async () => {
    const world = project({
      ...pkg("bad", { main: "i.js" }, { "i.js": 'throw new Error("broken inside");' }),
      "modules/m.ts": 'import bad from "bad"; export const f = () => bad;',
    });
    const [error, text] = await world.loadError("m");
    expect(error).toBe("badfile");
    expect(text).toContain('"bad" failed: broken inside');
  });

  test("files on a real disk are modules, and import() of a package is Node's", async () => {
    const world = project({
      ...pkg("esm", { type: "module", exports: "./i.js" }, { "i.js": "export const x = 7;" }),
      "modules/m.ts": 'export const f = async () => (await import("esm")).x;',
    });
    expect(await world.call("m", "f")).toBe(7);
  });
});

// When things go wrong: what is told, and that nothing has changed.
import { describe, expect, test } from "vitest";
import { MemoryDisk } from "../../src/code/memory-disk.ts";
import { a, World } from "./support.ts";

const loop = (n: number) => `
  import { receive, send, spawn } from "eshell-ts";
  export const version = () => ${n};
  export const start = () => spawn(loop);
  async function loop(): Promise<never> { send((await receive()) as any, ${n}); return loop(); }`;

/** Two versions with a process in each. */
async function busy(): Promise<{ world: World; unchanged(): Promise<void> }> {
  const world = new World({ "m.ts": loop(1) });
  const p1 = await world.call("m", "start");
  await world.turn();
  await world.replace("m.ts", loop(2));
  const p2 = await world.call("m", "start");
  await world.turn();
  return {
    world,
    async unchanged() {
      expect([p1.alive, p2.alive]).toEqual([true, true]);
      expect(world.server.checkProcessCode(p1, a("m"))).toBe(true);
      expect(world.server.checkProcessCode(p2, a("m"))).toBe(false);
      expect(await world.call("m", "version")).toBe(2);
    },
  };
}

describe("a load that fails leaves both versions and all processes as they were", () => {
  test("if the file does not compile: badfile, and a message with the source line", async () => {
    const { world, unchanged } = await busy();
    world.save("m.ts", "export const x = 1;\nexport const add = (a: number, b: number) => a + ;\n");
    expect(await world.loadError("m")).toEqual([
      "badfile",
      `modules/m.ts:2:50: error: Unexpected ";"
%   2| export const add = (a: number, b: number) => a + ;
%    |                                                  ^

`,
    ]);
    await unchanged();
  });

  test("if its top level throws: on_load_failure, and a message with the source line", async () => {
    const { world, unchanged } = await busy();
    world.save(
      "m.ts",
      `type T = number;\nconst x: T = 1;\nfunction boom(y: T) {\n  throw new TypeError("bad " + y);\n}\nboom(x);\n`,
    );
    expect(await world.loadError("m")).toEqual([
      "on_load_failure",
      `modules/m.ts:4:9: error: TypeError: bad 1
%   4|   throw new TypeError("bad " + y);
%    |         ^

`,
    ]);
    await unchanged();
  });

  test("if its top level raises an exception of Erlang's", async () => {
    const { world, unchanged } = await busy();
    world.save("m.ts", 'import { error } from "eshell-ts";\nerror(Symbol.for("oops"));');
    const [error, text] = await world.loadError("m");
    expect(error).toBe("on_load_failure");
    expect(text).toContain("modules/m.ts:2:1: error: exception error: Symbol(oops)");
    await unchanged();
  });

  test.each(["await 1;", "for await (const y of []) void y;", "for (const y of [await x]) void y;"])(
    "if it awaits at the top level: %s",
    async (line) => {
      const { world, unchanged } = await busy();
      world.save("m.ts", `export const x = 1;\n${line}\n`);
      const [error, text] = await world.loadError("m");
      expect(error).toBe("badfile");
      expect(text).toMatch(/^modules\/m\.ts:2:\d+: error: top-level await: a module is loaded at once/);
      await unchanged();
    },
  );

  test("if an npm package is not installed", async () => {
    const { world, unchanged } = await busy();
    world.save("m.ts", 'import { x } from "no-such-package";\nexport const y = () => x;\n');
    expect(await world.loadError("m")).toEqual([
      "badfile",
      `modules/m.ts:1:19: error: package "no-such-package" is not installed
%   1| import { x } from "no-such-package";
%    |                   ^

`,
    ]);
    await unchanged();
  });

  test("if two files have its name: both paths are told", async () => {
    const { world, unchanged } = await busy();
    world.save("sub/m.mts", "export const x = 1;");
    const [error, text] = await world.loadError("m");
    expect(error).toBe("badfile");
    expect(text).toBe(
      "modules/m.ts: error: module m has more than one file: modules/m.ts and modules/sub/m.mts\n",
    );
    await unchanged();
  });

  test("what its top level began is gone: timers and processes", async () => {
    const { world, unchanged } = await busy();
    world.save(
      "m.ts",
      `import { print, receive, spawn } from "eshell-ts";
       setInterval(() => print("zombie"), 10);
       spawn(async () => { print("zombie"); await receive(); });
       throw new Error("no");`,
    );
    expect((await world.loadError("m"))[0]).toBe("on_load_failure");
    await world.advance(100);
    expect(world.printed).toEqual([]);
    await unchanged();
  });
});

test("a module file that is missing is a warning; it loads, and calling into it is undef", async () => {
  const world = new World({
    "m.ts":
      'import * as gone from "./gone.ts";\nimport { f, g } from "./gone.ts";\nexport const call = () => gone.f(1);\nexport const named = () => f(1);\nexport const other = () => [g, (gone as any).h, "then" in gone];',
  });
  const result = await world.load("m");
  expect(result).toMatchObject({
    warnings: [
      { line: 1, column: 23, message: 'there is no module "./gone.ts"' },
      { line: 2, column: 22, message: 'there is no module "./gone.ts"' },
    ],
  });
  const undef = { reason: a("undef"), items: [{ module: a("gone"), name: a("f"), arity: [1] }, {}] };
  await expect(world.call("m", "call")).rejects.toMatchObject(undef);
  await expect(world.call("m", "named")).rejects.toMatchObject(undef);
  expect(await world.call("m", "other")).toEqual([undefined, undefined, false]);
  world.save("gone.ts", "export const f = (x: number) => x + 1;");
  expect(await world.call("m", "call")).toBe(2);
});

test("a broken module is undef at its first call; its errors are told once", async () => {
  const world = new World({ "m.ts": "export const f = ;" });
  for (let i = 0; i < 3; i++)
    await expect(world.call("m", "f")).rejects.toMatchObject({ reason: a("undef") });
  expect(world.reports).toHaveLength(1);
  world.save("m.ts", "export const f = () => 1;");
  expect(await world.call("m", "f")).toBe(1);
});

test("a throw in a process ends that process only, and names the TypeScript line", async () => {
  const world = new World({
    "m.ts": `import { receive, spawn } from "eshell-ts";
interface Unused { a: string }
export const start = () => spawn(run);
async function run() {
  await receive();
  deep(undefined);
}
function deep(x: any) {
  return x.y;
}`,
  });
  const p = await world.call("m", "start");
  const q = await world.call("m", "start");
  await world.turn();
  p.deliver(1);
  await world.turn();
  expect([p.alive, q.alive]).toEqual([false, true]);
  const { exception } = world.crashes[0];
  expect(exception.items).toMatchObject([
    { module: a("m"), name: a("deep"), arity: 1, file: "m.ts", line: 9 },
    { module: a("m"), name: a("run"), arity: 0, file: "m.ts", line: 6 },
  ]);
  expect((exception.reason as Error).stack).toContain("modules/m.ts:9:");
});

test("an error that was frozen is told like any other", async () => {
  const world = new World({ "m.ts": 'export const f = () => { throw Object.freeze(new Error("cold")); };' });
  const thrown = await world.call("m", "f").catch((error) => error);
  expect(thrown.message).toBe("cold");
  expect(world.system.stackOf(thrown)).toMatchObject([{ module: a("m"), name: a("f"), line: 1 }]);
});

test("an error in code called back by the runtime tells both modules", async () => {
  const world = new World({
    "m.ts": `import { each } from "./n.ts";
export const f = () =>
  each([1], (x) => { throw new Error(String(x)); });`,
    "n.ts":
      "export const each = (list: number[], fun: (x: number) => void) =>\n  list.forEach((x) => fun(x));",
  });
  const thrown = await world.call("m", "f").catch((error) => error);
  const items = world.system.stackOf(thrown).map(({ module, line }) => [Symbol.keyFor(module), line]);
  expect(items).toEqual([
    ["m", 3],
    ["n", 2],
    ["n", 2],
    ["m", 3],
  ]);
});

describe("nothing outside the module folder is ever loaded", () => {
  const outside = {
    "/project/secret.ts": "export const x = () => 1;",
    "/project/deep/y.ts": "export const x = () => 1;",
  };
  const names = [
    "../secret",
    "/project/secret",
    "secret",
    "..",
    ".",
    "",
    "../modules/m",
    "sub/../m",
    "evil",
    "lnk",
  ];

  test.each(names)("l(%j) is nofile", async (name) => {
    const world = new World({ "m.ts": "export {}" });
    for (const [path, text] of Object.entries(outside)) world.disk.write(path, text);
    world.disk.link("/project/modules/evil.ts", "/project/secret.ts");
    world.disk.link("/project/modules/lnk", "/project/deep");
    expect(await world.load(name)).toMatchObject({ error: "nofile" });
  });

  test.each([
    "../secret.ts",
    "/project/secret.ts",
    "file:///project/secret.ts",
    "./evil.ts",
    "./lnk/y.ts",
    "./../secret.ts",
  ])("an import of %j is an error", async (specifier) => {
    const world = new World({
      "m.ts": `import { x } from ${JSON.stringify(specifier)};\nexport const f = () => x();`,
    });
    for (const [path, text] of Object.entries(outside)) world.disk.write(path, text);
    world.disk.link("/project/modules/evil.ts", "/project/secret.ts");
    world.disk.link("/project/modules/lnk", "/project/deep");
    const [error, text] = await world.loadError("m");
    expect(error).toBe("badfile");
    expect(text).toContain("outside the module folder");
  });

  test("nor by require or import() of a computed name", async () => {
    const world = new World({
      "m.ts": `declare const require: any;
        export const r = (x: string) => { try { return require(x); } catch (e: any) { return e.message; } };
        export const i = async (x: string) => { try { return await import(x); } catch (e: any) { return e.message; } };`,
    });
    world.disk.write("/project/secret.ts", "export const x = 1;");
    for (const how of ["r", "i"]) {
      expect(await world.call("m", how, "../secret.ts")).toContain("outside the module folder");
    }
  });
});

describe("a file that is being written", () => {
  test("is not loaded until it is settled", async () => {
    const world = new World({ "m.ts": "export const v = () => 1;" });
    await world.load("m");
    world.disk.writeSlowly("/project/modules/m.ts", ["export const v = ()", " => ", "2;"]);
    await world.load("m");
    expect(await world.call("m", "v")).toBe(2);
  });

  test("is read without any waiting if it was left alone", async () => {
    const world = new World({ "m.ts": "export const v = () => 1;" });
    await world.load("m");
    expect(world.disk.waits).toBe(0);
  });

  test("is compiled anew if the write pauses longer than that", async () => {
    const world = new World();
    world.save("m.ts", "export const v = () =>");
    expect((await world.loadError("m"))[0]).toBe("badfile");
    world.save("m.ts", "export const v = () => 1;");
    expect((await world.loadError("m"))[0]).toBe("");
  });

  test("that never settles is an error", async () => {
    const disk = new MemoryDisk({ "/project/modules/m.ts": "export {}" });
    let size = 0;
    const world = new World(
      {},
      { disk: Object.assign(disk, { stat: () => ({ kind: "file", size: size++, mtimeMs: 1 }) as const }) },
    );
    const [error, text] = await world.loadError("m");
    expect([error, text]).toEqual(["badfile", "modules/m.ts: error: is still being written\n"]);
  });
});

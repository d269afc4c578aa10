// The rules of current and old code.
import { describe, expect, test } from "vitest";
import { writeFun } from "../../src/format/write.ts";
import { applyMfa, callFun } from "../../src/process/apply.ts";
import { link, monitor } from "../../src/process/signals.ts";
import { Exception } from "../../src/terms/exception.ts";
import { a, World } from "./support.ts";

/** Loops in its own version by a local call; `switch` is the fully qualified call. */
const ticker = (n: number) => `
  import { receive, send, spawn, tuple, self } from "eshell-ts";
  import * as MODULE from "./ticker.ts";
  export const version = () => ${n};
  export const start = () => spawn(loop);
  export async function loop(): Promise<unknown> {
    const message: any = await receive();
    if (Array.isArray(message)) {
      send(message[0], ${n});
      return loop();
    }
    if (message === "switch") return MODULE.loop();
    if (message === "stop") return "ok";
    return loop();
  }
  export async function ask(pid: any) {
    send(pid, [self()]);
    return receive({ after: 1000 });
  }`;

async function tickers(): Promise<World> {
  const world = new World({ "ticker.ts": ticker(1) });
  await world.load("ticker");
  return world;
}
const start = (world: World) => world.call("ticker", "start");
const ask = (world: World, pid: any) => world.call("ticker", "ask", pid);
const replace = (world: World, n: number) => world.replace("ticker.ts", ticker(n));
async function send(world: World, pid: any, message: unknown): Promise<void> {
  pid.deliver(message);
  await world.turn();
}

describe("a process", () => {
  test("stays in the version that it runs, beside processes of the new one", async () => {
    const world = await tickers();
    const p1 = await start(world);
    await replace(world, 2);
    const p2 = await start(world);
    expect([await ask(world, p1), await ask(world, p2)]).toEqual([1, 2]);
  });

  test("that lingers in the first version is killed by the third load, with reason killed, links and monitors told", async () => {
    const world = await tickers();
    const p1 = await start(world);
    const watcher = world.system.spawn(() => new Promise(() => {}));
    watcher.trapExit = true;
    monitor(watcher, p1);
    link(watcher, p1);
    await replace(world, 2);
    const p2 = await start(world);
    expect(p1.alive).toBe(true);
    await replace(world, 3);
    expect([p1.alive, p2.alive]).toEqual([false, true]);
    expect(await ask(world, p2)).toBe(2);
    const reasons: unknown[] = [];
    for (let node = watcher.mailbox.first; node !== null; node = node.next) {
      const message: any = (node.message as any).term ?? node.message;
      reasons.push(message.at(-1));
    }
    expect(reasons).toEqual([a("killed"), a("killed")]);
    expect(world.notes.at(-1)).toMatchObject({ current: 3, old: 2, purged: 1 });
    expect(world.notes.at(-1)?.killed[0].process === p1).toBe(true);
  });

  test("that asks for a load and is killed by its purge has not loaded, as in OTP", async () => {
    const world = await tickers();
    const p = await start(world);
    await replace(world, 2);
    world.save("ticker.ts", ticker(3));
    const asker = world.system.spawn(() => {
      link(asker, p);
      return world.load("ticker");
    });
    for (let i = 0; i < 50 && asker.alive; i++) await world.turn();
    expect([asker.alive, p.alive]).toEqual([false, false]);
    expect(await world.call("ticker", "version")).toBe(2);
    expect(world.server.checkOldCode(a("ticker"))).toBe(false);
    await replace(world, 3);
    expect(world.server.current(a("ticker"))?.number).toBe(3);
  });

  test("that calls through an import of its own module switches, and survives two more loads", async () => {
    const world = await tickers();
    const p = await start(world);
    await replace(world, 2);
    await send(world, p, "switch");
    expect(await ask(world, p)).toBe(2);
    await replace(world, 3);
    await send(world, p, "switch");
    await replace(world, 4);
    expect([p.alive, await ask(world, p)]).toEqual([true, 3]);
  });

  test("that waits in a non-tail call into old code lingers", async () => {
    const deep = (n: number) => `
      import { receive, spawn } from "eshell-ts";
      import * as MODULE from "./deep.ts";
      export const start = () => spawn(MODULE.run);
      export async function run() { const x = await MODULE.wait(); return [${n}, x]; }
      export async function wait() { return await receive(); }`;
    const world = new World({ "deep.ts": deep(1) });
    const p = await world.call("deep", "start");
    await world.turn();
    await world.replace("deep.ts", deep(2));
    expect(world.server.checkProcessCode(p, a("deep"))).toBe(true);
    expect(world.server.softPurge(a("deep"))).toBe(false);
    await world.replace("deep.ts", deep(3));
    expect(p.alive).toBe(false);
  });

  test("whose frames are all current does not linger, whatever funs it holds", async () => {
    const holder = `
      import { receive, spawn, send } from "eshell-ts";
      export const start = (f: any) => spawn(() => hold(f));
      async function hold(f: any): Promise<never> {
        const to: any = await receive();
        send(to, [f()]);
        return hold(f);
      }`;
    const world = new World({ "holder.ts": holder, "f.ts": "export const make = () => () => 1;" });
    const old = await world.call("f", "make");
    const p = await world.call("holder", "start", old);
    await world.turn();
    await world.replace("f.ts", "export const make = () => () => 2;");
    expect(world.server.checkProcessCode(p, a("f"))).toBe(false);
    expect(world.server.softPurge(a("f"))).toBe(true);
    expect(p.alive).toBe(true);
  });

  test("that was spawned with M:F but has not run yet enters current code", async () => {
    const world = await tickers();
    const p = world.system.spawn(() => applyMfa(a("ticker"), a("loop"), []));
    await replace(world, 2);
    expect(await ask(world, p)).toBe(2);
  });
});

describe("code:purge/1 and its kin", () => {
  test("purge kills who lingers, and says whether there was anybody", async () => {
    const world = await tickers();
    const p = await start(world);
    expect(world.server.purge(a("ticker"))).toBe(false);
    await replace(world, 2);
    expect(world.server.purge(a("ticker"))).toBe(true);
    expect(p.alive).toBe(false);
    expect(world.server.purge(a("ticker"))).toBe(false);
  });

  test("soft_purge refuses if anybody lingers, and is true otherwise", async () => {
    const world = await tickers();
    const p = await start(world);
    await replace(world, 2);
    expect(world.server.softPurge(a("ticker"))).toBe(false);
    expect(world.server.checkOldCode(a("ticker"))).toBe(true);
    await send(world, p, "stop");
    expect(world.server.softPurge(a("ticker"))).toBe(true);
    expect(world.server.checkOldCode(a("ticker"))).toBe(false);
    expect(world.server.softPurge(a("nosuch"))).toBe(true);
  });

  test("delete makes current code old; the next call loads the file again", async () => {
    const world = await tickers();
    const p = await start(world);
    expect(world.server.delete(a("ticker"))).toBe(true);
    expect(world.server.isLoaded(a("ticker"))).toBe(undefined);
    expect(world.server.checkProcessCode(p, a("ticker"))).toBe(true);
    expect(world.server.delete(a("ticker"))).toBe(false);
    expect(world.reports).toEqual(["Module ticker must be purged before deleting\n"]);
    expect(await world.call("ticker", "version")).toBe(1);
    expect(p.alive).toBe(true);
    expect(world.server.delete(a("nosuch"))).toBe(false);
  });

  test("l/1 after delete kills who lingers in the deleted code", async () => {
    const world = await tickers();
    const p = await start(world);
    world.server.delete(a("ticker"));
    await replace(world, 2);
    expect(p.alive).toBe(false);
  });

  test("load_file refuses while there is old code", async () => {
    const world = await tickers();
    expect(await world.server.loadFile(a("ticker"))).toMatchObject({ module: a("ticker") });
    expect(await world.server.loadFile(a("ticker"))).toMatchObject({ error: "not_purged" });
    expect(world.reports).toEqual(["Loading of /project/modules/ticker.ts failed: not_purged\n"]);
    world.server.purge(a("ticker"));
    expect(await world.server.loadFile(a("ticker"))).toMatchObject({ module: a("ticker") });
  });

  test("ensure_loaded loads only what is not loaded", async () => {
    const world = await tickers();
    world.save("ticker.ts", ticker(2));
    expect(await world.server.ensureLoaded(a("ticker"))).toMatchObject({ module: a("ticker") });
    expect(await world.call("ticker", "version")).toBe(1);
    expect(await world.server.ensureLoaded(a("nosuch"))).toMatchObject({ error: "nofile" });
  });

  test("which, is_loaded, all_loaded, module_status and modified_modules know the files", async () => {
    const world = await tickers();
    const path = "/project/modules/ticker.ts";
    world.save("other.ts", "export const x = () => 1;");
    expect(world.server.which(a("ticker"))).toBe(path);
    expect(world.server.which(a("other"))).toBe("/project/modules/other.ts");
    expect(world.server.which(a("nosuch"))).toBe(undefined);
    expect(world.server.isLoaded(a("ticker"))).toBe(path);
    expect(world.server.allLoaded()).toEqual([[a("ticker"), path]]);
    expect(world.server.allAvailable()).toEqual(["other", "ticker"]);
    expect(world.server.moduleStatus(a("ticker"))).toBe("loaded");
    expect(world.server.moduleStatus(a("other"))).toBe("not_loaded");
    world.save("ticker.ts", ticker(2));
    expect(world.server.moduleStatus(a("ticker"))).toBe("modified");
    expect(world.server.modifiedModules()).toEqual([a("ticker")]);
    world.disk.remove(path);
    expect(world.server.moduleStatus(a("ticker"))).toBe("removed");
  });

  test("a module whose file is gone keeps running, and is nofile when loaded", async () => {
    const world = await tickers();
    world.disk.remove("/project/modules/ticker.ts");
    expect(await world.load("ticker")).toMatchObject({ error: "nofile" });
    expect(await world.call("ticker", "version")).toBe(1);
  });
});

describe("a fun", () => {
  const funs = (n: number) => `
    export const make = () => () => ${n};
    export const wait = () => async () => ${n};
    export const helper = () => ${n};
    export const local = () => helper;`;
  const badfun = async (run: Promise<unknown>) => {
    const thrown = await run.then(
      () => undefined,
      (error) => error,
    );
    return thrown instanceof Exception && Array.isArray(thrown.reason) && thrown.reason[0] === a("badfun");
  };

  test("of old code works; of a purged version it is badfun, plain or async", async () => {
    const world = new World({ "funs.ts": funs(1) });
    const plain = await world.call("funs", "make");
    const waits = await world.call("funs", "wait");
    const local = await world.call("funs", "local");
    await world.replace("funs.ts", funs(2));
    for (const fun of [plain, waits, local]) expect(await world.run(() => callFun(fun, []))).toBe(1);
    world.server.purge(a("funs"));
    for (const fun of [plain, waits, local])
      expect(await badfun(world.run(() => callFun(fun, [])))).toBe(true);
  });

  test("stays good while a loaded version has the same text", async () => {
    const world = new World({ "funs.ts": funs(1) });
    const fun = await world.call("funs", "make");
    await world.load("funs");
    await world.load("funs");
    expect(await world.run(() => callFun(fun, []))).toBe(1);
    await world.replace("funs.ts", funs(2));
    await world.replace("funs.ts", funs(3));
    expect(await badfun(world.run(() => callFun(fun, [])))).toBe(true);
    await world.replace("funs.ts", funs(1));
    expect(await world.run(() => callFun(fun, []))).toBe(1);
  });

  test("that is an import reaches current code always", async () => {
    const world = new World({
      "ext.ts":
        'import * as MODULE from "./ext.ts"; export const f = (x = 1) => x; export const get = () => MODULE.f;',
    });
    const fun = await world.call("ext", "get");
    expect(world.functions.externalOf(fun)).toMatchObject({ module: a("ext"), name: a("f"), arity: 0 });
    await world.replace("ext.ts", "export const f = () => 2;");
    await world.replace("ext.ts", "export const f = () => 3;");
    expect(await world.run(() => callFun(fun, []))).toBe(3);
  });
});

test("a fun prints as Erlang's do: module, index, and a number that tells texts apart", async () => {
  const source = (n: number) =>
    `export const make = () => () => ${n}; export const f = (x: number) => x; export const get = () => f;`;
  const world = new World({ "m.ts": source(1) });
  const one = await world.call("m", "make");
  expect(writeFun(one)).toMatch(/^#Fun<m\.\d+\.\d+>$/);
  expect(writeFun(await world.call("m", "make"))).toBe(writeFun(one));
  expect(writeFun(await world.call("m", "get"))).not.toBe(writeFun(one));
  await world.replace("m.ts", source(2));
  expect(writeFun(await world.call("m", "make"))).not.toBe(writeFun(one));
});

describe("module_info", () => {
  test("tells module, exports with all arities, and the digest", async () => {
    const world = new World({
      "m.ts": `export function f(a: number, b?: number, c = 1) {} export const g = (...r: number[]) => r; export class C {}
        export const limit = 1; function local() {} export async function h(x: string) { local(); }
        export { local as l2 };`,
    });
    const exports = await world.call("m", "module_info", a("exports"));
    const { toArray } = await import("../../src/terms/list.ts");
    expect(toArray(exports)?.map(([name, arity]) => `${Symbol.keyFor(name)}/${arity}`)).toEqual([
      "f/1",
      "f/2",
      "f/3",
      "g/0",
      "h/1",
      "l2/0",
      "module_info/0",
      "module_info/1",
    ]);
    expect(await world.call("m", "module_info", a("module"))).toBe(a("m"));
    expect(await world.call("m", "module_info", a("md5"))).toHaveLength(16);
    await expect(world.call("m", "module_info", a("foo"))).rejects.toMatchObject({ reason: a("badarg") });
  });

  test("a function of another arity is undef", async () => {
    const world = new World({
      "m.ts": "export const f = (a: number, b?: number, ...c: number[]) => [a, b, c];",
    });
    await expect(world.call("m", "f")).rejects.toMatchObject({ reason: a("undef") });
    expect(await world.call("m", "f", 1)).toEqual([1, undefined, []]);
    expect(await world.call("m", "f", 1, 2, 3, 4)).toEqual([1, 2, [3, 4]]);
    expect(world.functions.isExported(a("m"), a("f"), 1)).toBe(true);
    expect(world.functions.isExported(a("m"), a("f"), 0)).toBe(false);
  });
});

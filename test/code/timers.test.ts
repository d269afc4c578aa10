// Timers of module code have an owner, and end with it.
import { describe, expect, test } from "vitest";
import { end } from "../../src/process/exit.ts";
import { a, World } from "./support.ts";

describe("a timer that a process starts", () => {
  test("runs its callback as that process, and keeps it alive until then", async () => {
    const world = new World({
      "m.ts": `import { print, self, spawn } from "eshell-ts";
        export const start = () => spawn(() => { const me = self(); setTimeout((x: number) => print(me === self(), x), 50, 7); });`,
    });
    const p = await world.call("m", "start");
    await world.advance(49);
    expect([p.alive, world.printed]).toEqual([true, []]);
    await world.advance(1);
    expect([p.alive, world.printed]).toEqual([false, [true, 7]]);
  });

  test("ends with the process: no zombies", async () => {
    const world = new World({
      "m.ts": `import { print, receive, spawn } from "eshell-ts";
        export const start = () => spawn(async () => { setInterval(() => print("tick"), 10); setImmediate(() => print("now")); await receive(); });`,
    });
    const p = await world.call("m", "start");
    await world.advance(25);
    expect(world.printed).toEqual(["now", "tick", "tick"]);
    end(p, a("killed"));
    await world.advance(100);
    expect(world.printed).toHaveLength(3);
  });

  test("an error in its callback ends the process", async () => {
    const world = new World({
      "m.ts": `import { receive, spawn } from "eshell-ts";
        export const start = () => spawn(async () => { setTimeout(() => { throw new Error("in timer"); }, 10); await receive(); });`,
    });
    const p = await world.call("m", "start");
    await world.advance(10);
    expect(p.alive).toBe(false);
    expect(String(world.crashes[0].exception.reason)).toBe("Error: in timer");
    expect(world.crashes[0].exception.items[0]).toMatchObject({ module: a("m"), line: 2 });
  });

  test("does not keep the process alive once it is unref'ed", async () => {
    const world = new World({
      "m.ts":
        'import { spawn } from "eshell-ts"; export const start = () => spawn(() => { setTimeout(() => 1, 1000).unref(); });',
    });
    const p = await world.call("m", "start");
    await world.turn();
    expect(p.alive).toBe(false);
  });

  test("counts as a frame of its version while it is pending", async () => {
    const world = new World({
      "m.ts": `import { receive, spawn } from "eshell-ts"; import { wait } from "./w.ts";
        export const start = () => spawn(async () => { setTimeout(() => 1, 1000); return wait(); });`,
      "w.ts": 'import { receive } from "eshell-ts"; export const wait = async () => receive();',
    });
    const p = await world.call("m", "start");
    await world.turn();
    world.save("m.ts", "export const x = 1;");
    await world.load("m");
    expect(world.server.checkProcessCode(p, a("m"))).toBe(true);
    expect(world.server.softPurge(a("m"))).toBe(false);
    await world.advance(1000);
    expect(world.server.checkProcessCode(p, a("m"))).toBe(false);
    expect(p.alive).toBe(true);
  });

  test("can be cleared, refreshed and disposed of, as in Node", async () => {
    const world = new World({
      "m.ts": `import { print, receive, spawn } from "eshell-ts";
        import { setTimeout as later } from "node:timers/promises";
        import { setTimeout as plain } from "node:timers";
        export const start = () => spawn(async () => {
          const cleared = setTimeout(() => print("cleared"), 10); clearTimeout(cleared);
          const interval = setInterval(() => { print("once"); clearInterval(interval); }, 10);
          const refreshed = globalThis.setTimeout(() => print("refreshed"), 30);
          setTimeout(() => refreshed.refresh(), 20);
          plain(() => print("plain"), 5);
          clearTimeout(undefined); clearImmediate(setImmediate(() => print("cleared")));
          print(await later(40, "later"));
        });`,
    });
    await world.call("m", "start");
    for (let i = 0; i < 12; i++) await world.advance(5);
    expect(world.printed).toEqual(["plain", "once", "later", "refreshed"]);
  });
});

describe("a timer that the top level of a module starts", () => {
  const source = (n: number) =>
    `import { print } from "eshell-ts"; setInterval(() => print(${n}), 10); export const x = 1;`;

  test("belongs to the version, and ends when that is purged", async () => {
    const world = new World({ "m.ts": source(1) });
    await world.load("m");
    await world.advance(10);
    await world.replace("m.ts", source(2));
    await world.advance(10);
    expect(world.printed).toEqual([1, 1, 2]);
    world.server.purge(a("m"));
    await world.advance(10);
    expect(world.printed).toEqual([1, 1, 2, 2]);
  });

  test("runs each callback as a process of its own: a throw ends nothing else", async () => {
    const world = new World({
      "m.ts": `import { print, self } from "eshell-ts"; let n = 0;
        setInterval(() => { print(typeof self().id); if (++n === 1) throw new Error("first"); }, 10);`,
    });
    await world.load("m");
    await world.advance(20);
    expect(world.printed).toEqual(["number", "number"]);
    expect(world.crashes).toHaveLength(1);
  });
});

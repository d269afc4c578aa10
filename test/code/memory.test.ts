// Nothing but the module table, a fun, or a frame holds a version.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { a, World } from "./support.ts";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

/** Weak references die only when the turn of the event loop is over. */
async function collected(): Promise<void> {
  for (let i = 0; i < 3; i++) {
    await new Promise((resolve) => setTimeout(resolve, 0));
    collect();
  }
}

const source = (n: number) => `
  import { receive, spawn } from "eshell-ts";
  import * as MODULE from "./m.ts";
  import { f } from "./other.ts";
  const big = new Array(1000).fill(${n});
  setTimeout(() => big, 100000);
  export const start = () => spawn(MODULE.loop);
  export async function loop(): Promise<never> {
    await receive();
    try { (undefined as any).x; } catch (error) { f(error); }
    return MODULE.loop();
  }
  export const fun = () => () => big;`;

test("every old version is freed, a process switching at each load", async () => {
  const world = new World({
    "m.ts": source(0),
    "other.ts": "const seen: any[] = []; export const f = (e: any) => { seen.push(e); };",
  });
  const p = await world.call("m", "start");
  const versions: WeakRef<object>[] = [];
  for (let n = 1; n <= 60; n++) {
    await world.replace("m.ts", source(n));
    versions.push(new WeakRef(world.server.current(a("m")) as object));
    p.deliver("switch");
    await world.turn();
    world.notes.length = 0;
  }
  await collected();
  const alive = versions.filter((version) => version.deref() !== undefined).length;
  expect(p.alive).toBe(true);
  // The current one, the old one, and what a stub or the compiler may have seen last.
  expect(alive).toBeLessThanOrEqual(3);
});

test("a fun keeps its version, and lets it go", async () => {
  const world = new World({ "m.ts": source(0), "other.ts": "export const f = () => 1;" });
  let fun = await world.call("m", "fun");
  const version = new WeakRef(world.server.current(a("m")) as object);
  for (let n = 1; n <= 3; n++) await world.replace("m.ts", source(n));
  world.notes.length = 0;
  await collected();
  expect(version.deref()).toBeDefined();
  expect(fun()).toHaveLength(1000);
  fun = undefined;
  await collected();
  expect(version.deref()).toBeUndefined();
});

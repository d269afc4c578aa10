// measures — our side of the benchmarks: ordinary modules through the compiler, run by the scheduler on the real clock.
//
//   node --expose-gc measures.mjs FOLDER [NAME…]     prints `name value` lines, nanoseconds or bytes
import { readdirSync, readFileSync } from "node:fs";
import { CodeServer } from "../../src/code/code-server.ts";
import { ModuleFunctions } from "../../src/code/function-table.ts";
import { MemoryDisk } from "../../src/code/memory-disk.ts";
import type { Host } from "../../src/process/host.ts";
import type { Process } from "../../src/process/process.ts";
import { System } from "../../src/process/system.ts";
import * as library from "../../src/stdlib/eshell-ts.ts";

const [folder, ...only] = process.argv.slice(2);
const ROUNDS = 9;

const host: Host = {
  monotonicMs: () => performance.now(),
  systemMs: () => Date.now(),
  soon: (callback) => setImmediate(callback),
  at: (deadlineMs, callback) => {
    const timeout = setTimeout(callback, Math.max(0, deadlineMs - performance.now()));
    return () => clearTimeout(timeout);
  },
};
const disk = new MemoryDisk();
for (const name of readdirSync(`${folder}/modules`)) {
  disk.write(`/bench/${name}`, readFileSync(`${folder}/modules/${name}`, "utf8"));
}
const system = new System({ host });
/** The exports as data: those of a bundle are getters. */
const plain = Object.freeze({ ...library });
const server = new CodeServer({
  system,
  disk,
  root: "/bench",
  library: () => plain,
  isBuiltin: () => false,
  report: (text) => process.stderr.write(text),
  tell: (diagnostics) => process.stderr.write(`${JSON.stringify(diagnostics)}\n`),
});
system.functions = new ModuleFunctions(server, { find: () => undefined, has: () => false });

/** Runs a function of a module in a process of its own, to the end of that. */
async function call(module: string, name: string, ...args: unknown[]): Promise<unknown> {
  const symbol = Symbol.for(module);
  const loaded = await server.ensureLoaded(symbol);
  if ("error" in loaded) throw new Error(`${module}: ${loaded.error} ${JSON.stringify(loaded.diagnostics)}`);
  const fn = system.functions.lookup(symbol, Symbol.for(name), args.length);
  if (fn === undefined) throw new Error(`${module}:${name}/${args.length} is undefined`);
  return new Promise((resolve) => {
    let value: unknown;
    const started: Process = system.spawn(() => {
      value = fn(...args);
      return value;
    });
    started.onExit = [(reason) => resolve(reason === Symbol.for("normal") ? value : reason)];
  });
}

function wanted(name: string): boolean {
  return only.length === 0 || only.includes(name);
}

/** Nanoseconds for one of `count`, several times. */
async function measure(name: string, count: number, run: () => Promise<unknown>): Promise<void> {
  if (!wanted(name)) return;
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    const reason = await run();
    if (typeof reason === "object" && reason !== null && "length" in reason) throw new Error(String(reason));
    console.log(`${name} ${((performance.now() - start) / count) * 1e6}`);
  }
}

const gc = globalThis.gc as () => void;
const settle = () => new Promise((resolve) => setTimeout(resolve, 20));

async function heapBytes(): Promise<number> {
  for (let i = 0; i < 3; i++) {
    gc();
    await settle();
  }
  return process.memoryUsage().heapUsed;
}

function bigModule(version: number): string {
  const functions = Array.from(
    { length: 66 },
    (_, i) => `export async function f${i}(x: number) {\n  const y = x + ${i + version};\n  return y * 2;\n}`,
  );
  return functions.join("\n");
}

await measure("ping_pong", 300_000, () => call("ping_pong", "run", 300_000));
await measure("ring", 500_000, () => call("ring", "run", 500_000));
await measure("spawn_exit", 300_000, () => call("spawn_exit", "run", 300_000));
await measure("tail_call", 3_000_000, () => call("calls", "tail", 3_000_000));
await measure("own_tail_call", 3_000_000, () => call("calls", "own_tail", 3_000_000));
await measure("await_call", 3_000_000, () => call("calls", "awaited", 3_000_000));

const big = Symbol.for("big");
let version = 0;
const loadNext = async () => {
  disk.write("/bench/big.ts", bigModule(++version));
  return server.load(big);
};
await measure("load", 20, async () => {
  for (let i = 0; i < 20; i++) await loadNext();
});

if (wanted("load_beside_100000")) {
  await call("idle", "start", 100_000);
  await measure("load_beside_100000", 20, async () => {
    for (let i = 0; i < 20; i++) await loadNext();
  });
  const idle = Symbol.for("idle");
  disk.write("/bench/idle.ts", `${readFileSync(`${folder}/modules/idle.ts`, "utf8")}\n// changed`);
  const start = performance.now();
  await server.load(idle);
  console.log(`load_of_100000_own ${(performance.now() - start) * 1e6}`);
  for (const waiting of [...system.processes()]) waiting.deliver(Symbol.for("stop"));
  await settle();
}

if (wanted("idle_memory")) {
  const before = await heapBytes();
  await call("idle", "start", 100_000);
  console.log(`idle_memory ${((await heapBytes()) - before) / 100_000}`);
}
// What takes minutes, or gigabytes, is measured only when it is named.
if (only.includes("load_growth")) {
  const big = (n: number) => `import { receive } from "eshell-ts";
import * as MODULE from "./switcher.ts";
export async function loop(): Promise<void> {
  const message = await receive();
  if (message === Symbol.for("switch")) return MODULE.loop();
}
${bigModule(n)}`;
  const switcher = Symbol.for("switcher");
  const load = async (n: number) => {
    disk.write("/bench/switcher.ts", big(n));
    const result = await server.load(switcher);
    if ("error" in result || result.killed.length > 0) throw new Error("the process did not switch in time");
  };
  await load(0);
  const process_ = system.spawn(system.functions.lookup(switcher, Symbol.for("loop"), 0) as () => unknown);
  const rounds = async (from: number, to: number) => {
    for (let i = from; i < to; i++) {
      await load(i);
      process_.deliver(Symbol.for("switch"));
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  await rounds(1, 500);
  const heap = await heapBytes();
  const rss = process.memoryUsage().rss;
  await rounds(500, 10_500);
  console.log(`load_growth ${((await heapBytes()) - heap) / 10_000}`);
  console.log(`load_growth_rss ${(process.memoryUsage().rss - rss) / 10_000}`);
}
if (only.includes("million_processes")) {
  const before = await heapBytes();
  const start = performance.now();
  await call("idle", "start", 1_000_000);
  console.log(`million_processes_alive ${system.table.count}`);
  console.log(`million_processes_spawn ${performance.now() - start}`);
  console.log(`million_processes_bytes ${((await heapBytes()) - before) / 1_000_000}`);
}
process.exit(0);

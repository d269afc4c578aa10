// lowered-run — runs the same JavaScript natively and as process code, for tests that compare the two.
import { setImmediate as turn } from "node:timers/promises";
import { compileFunction } from "node:vm";
import { transformSync } from "esbuild";
import { type Lowered, lower } from "../../src/code/lower.ts";
import { runtimeOf } from "../../src/code/lower-runtime.ts";
import { VersionRef } from "../../src/process/frame.ts";
import type { Process } from "../../src/process/process.ts";
import { exit } from "../../src/process/signals.ts";
import { System } from "../../src/process/system.ts";
import { VirtualHost } from "../../src/process/virtual-host.ts";

/** What a run of `main(log)` did: what it logged, and how it ended. */
export interface Outcome {
  readonly log: readonly unknown[];
  readonly value?: unknown;
  readonly threw?: unknown;
}

type Main = (log: (...values: unknown[]) => void) => Promise<unknown>;

/** Runs `main` of a module as JavaScript does. */
export async function runNatively(module: string): Promise<Outcome> {
  const exports: { main?: Main } = {};
  compileFunction(`"use strict";${module}\nexports.main = main;`, ["exports"])(exports);
  const log: unknown[] = [];
  return await outcome(log, () => (exports.main as Main)((...values) => log.push(...values)));
}

/** Runs `main` of a module as the main code of a process. */
export async function runLowered(module: string): Promise<Outcome> {
  const world = new World();
  const { main } = world.load(`"use strict";${module}\nexports.main = main;`) as { main: Main };
  const log: unknown[] = [];
  return await outcome(log, () => world.run(() => main((...values) => log.push(...values))));
}

async function outcome(log: unknown[], start: () => Promise<unknown>): Promise<Outcome> {
  try {
    return { log, value: await start() };
  } catch (error) {
    return { log, threw: error instanceof Error ? `${error.name}: ${error.message}` : error };
  }
}

/** A system of processes with a clock that stands still. */
export class World {
  readonly host = new VirtualHost();
  readonly system = new System({ host: this.host });
  /** What `require` gives. */
  readonly modules: Record<string, object> = {};

  load(js: string, map?: string): Record<string, any> {
    const lowered = lower(js, { file: "m.ts", map });
    if ("error" in lowered) throw new Error(`${lowered.error.line}: ${lowered.error.text}`);
    const name = Symbol.for("m");
    const version = new VersionRef(name, this.system);
    const runtime = runtimeOf({ module: name, version, file: "m.ts", functions: lowered.functions });
    const module = { exports: {} };
    const run = compileFunction(lowered.code, ["exports", "require", "module", "$rt"], { filename: "m.js" });
    run(module.exports, (specifier: string) => this.modules[specifier], module, runtime);
    return module.exports;
  }

  spawn(start: () => unknown): Process {
    return this.system.spawn(start);
  }

  /** To be called by a process. */
  kill(process: Process): void {
    exit(process, process, Symbol.for("kill"));
  }

  /** Runs `start` as the code of a process; the result settles as its value does. */
  async run(start: () => unknown): Promise<unknown> {
    let result: { value: unknown } | { error: unknown } | undefined;
    const process = this.spawn(() => {
      const value = start() as Promise<unknown>;
      value.then?.(
        (value) => {
          result = { value };
        },
        (error) => {
          result = { error };
        },
      );
      return value;
    });
    for (let turns = 0; turns < 2000 && result === undefined; turns++) {
      this.host.run(1);
      await turn();
    }
    if (result === undefined)
      throw new Error(`not settled; the process is ${process.alive ? "alive" : "dead"}`);
    if ("error" in result) throw result.error;
    return result.value;
  }
}

/** Lowers a module that can be lowered. */
export function lowered(js: string, map?: string): Lowered {
  const result = lower(js, { file: "m.ts", map });
  if ("error" in result) throw new Error(result.error.text);
  return result;
}

/** Compiles TypeScript as the code server does. */
export function compiled(ts: string): { code: string; map: string } {
  const options = {
    loader: "ts",
    format: "cjs",
    target: "node20.19",
    sourcemap: "external",
    sourcefile: "m.ts",
    tsconfigRaw: { compilerOptions: { alwaysStrict: true } },
  } as const;
  const { code, map } = transformSync(ts, options);
  return { code, map: map as string };
}

/** Compiles and loads a TypeScript module into a world. */
export function loaded(ts: string, world = new World()): { world: World; m: Record<string, any> } {
  const { code, map } = compiled(ts);
  return { world, m: world.load(code, map) };
}

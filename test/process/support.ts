// support — a system on a virtual clock, and process code written as generators.
import { Frame, proc, type VersionRef } from "../../src/process/frame.ts";
import type { Process } from "../../src/process/process.ts";
import { System } from "../../src/process/system.ts";
import { VirtualHost } from "../../src/process/virtual-host.ts";

export interface World {
  readonly host: VirtualHost;
  readonly system: System;
  /** What processes have noted, in order. */
  readonly log: unknown[];
  start(body: () => Generator<unknown, unknown, any>, options?: Parameters<System["spawn"]>[1]): Process;
  /** Lets everything run, native promises included. */
  settle(): Promise<void>;
}

export function world(): World {
  const host = new VirtualHost();
  const system = new System({ host, seed: 7 });
  return {
    host,
    system,
    log: [],
    start: (body, options) => system.spawn(proc(body), options),
    async settle() {
      do {
        host.run();
        await new Promise((resolve) => setImmediate(resolve));
      } while (host.busy);
    },
  };
}

/** Process code that belongs to a version. */
export function of<A extends any[], R>(
  version: VersionRef | null,
  name: string,
  body: (...args: A) => Generator<unknown, R, any>,
): (...args: A) => Frame<R> {
  const info = { module: Symbol.for("m"), name: Symbol.for(name), arity: body.length, version, file: "m.ts" };
  return (...args) => new Frame<R>(body(...args) as never, info);
}

// owned-timers — setTimeout and its kin as module code sees them: every timer has an owner, and ends with it.
//
// A timer that a process starts belongs to that process: its callback runs as the process, an error in it ends the
// process, a pending timer keeps the process alive (unless `unref`ed) and counts as a frame of the version. A timer
// started at the top level of a module belongs to the version, until that is purged; each of its callbacks is a
// process of its own. Time is the system's, so that a virtual clock moves these timers as well.
import { promisify } from "node:util";
import { exitProcess } from "../process/exit.ts";
import { complete, exceptionOf } from "../process/failure.ts";
import { addOwned, type OwnedTimer, removeOwned } from "../process/owned.ts";
import type { Process } from "../process/process.ts";
import { running } from "../process/running.ts";
import { Strand } from "../process/strand.ts";
import type { Timer } from "../process/timers.ts";
import type { Version } from "./version.ts";

type Callback = (...args: any[]) => unknown;

export interface TimerFunctions {
  setTimeout(callback: Callback, ms?: number, ...args: unknown[]): ModuleTimer;
  setInterval(callback: Callback, ms?: number, ...args: unknown[]): ModuleTimer;
  setImmediate(callback: Callback, ...args: unknown[]): ModuleTimer;
  clearTimeout(timer: unknown): void;
  clearInterval(timer: unknown): void;
  clearImmediate(timer: unknown): void;
}

/** Node's limit: what is longer fires after a millisecond. */
const LONGEST_MS = 2 ** 31 - 1;

/** What setTimeout returns: as Node's Timeout, and owned. */
export class ModuleTimer implements OwnedTimer {
  readonly version: Version;
  keepsAlive = true;
  readonly #owner: Process | null;
  readonly #callback: () => unknown;
  readonly #ms: number;
  readonly #repeats: boolean;
  #timer: Timer | undefined = undefined;
  #pending = true;

  /** `ms` undefined: at the next turn of the event loop. */
  constructor(version: Version, callback: () => unknown, ms: number | undefined, repeats: boolean) {
    this.version = version;
    this.#callback = callback;
    this.#ms = ms ?? 0;
    this.#repeats = repeats;
    this.#owner = running.strand?.process ?? null;
    if (this.#owner === null) version.timers.add(this);
    else addOwned(this.#owner, this);
    if (ms === undefined) version.system.host.soon(() => this.#pending && this.#fire());
    else this.#start();
  }

  #start(): void {
    const timers = this.version.system.timers;
    if (this.#timer !== undefined) timers.cancel(this.#timer);
    this.#timer = timers.start(this.#ms, () => this.#fire());
  }

  #fire(): void {
    this.#timer = undefined;
    const owner = this.#owner;
    // The callback runs first, so that a process that only waited for it does not end before.
    if (owner === null) this.version.system.spawn(this.#callback);
    else runAs(owner, this.#callback);
    if (this.#repeats) this.#start();
    else this.#release();
  }

  #release(): void {
    this.#pending = false;
    if (this.#owner === null) this.version.timers.delete(this);
    else removeOwned(this.#owner, this);
  }

  /** Stops it; its owner is rid of it already. */
  cancel(): void {
    this.#pending = false;
    if (this.#timer !== undefined) this.version.system.timers.cancel(this.#timer);
    this.#timer = undefined;
  }

  /** Stops it. Mirrors clearTimeout(). */
  close(): this {
    if (this.#pending) {
      this.cancel();
      this.#release();
    }
    return this;
  }

  /** Starts its time again. */
  refresh(): this {
    if (this.#pending) this.#start();
    return this;
  }

  ref(): this {
    this.keepsAlive = true;
    return this;
  }

  unref(): this {
    this.keepsAlive = false;
    if (this.#owner !== null) this.#owner.system.endIfIdle(this.#owner);
    return this;
  }

  hasRef(): boolean {
    return this.keepsAlive;
  }

  [Symbol.dispose](): void {
    this.close();
  }
}

/** Runs a callback as the process: beside what else it does; an error ends it. */
function runAs(process: Process, callback: () => unknown): void {
  const strand = new Strand(process, () => {
    try {
      return callback();
    } catch (thrown) {
      exitProcess(process, complete(exceptionOf(thrown)));
      return undefined;
    }
  });
  process.others ??= [];
  process.others.push(strand);
  process.system.enqueue(strand);
}

/** The timer functions of a version. */
export function timersOf(version: Version): TimerFunctions {
  const start = (
    callback: Callback,
    ms: number | undefined,
    repeats: boolean,
    args: unknown[],
  ): ModuleTimer => {
    if (typeof callback !== "function")
      throw new TypeError('The "callback" argument must be of type function');
    return new ModuleTimer(version, () => callback(...args), ms, repeats);
  };
  const clear = (timer: unknown): void => {
    if (timer instanceof ModuleTimer) timer.close();
    else clearTimeout(timer as NodeJS.Timeout | undefined);
  };
  const functions: TimerFunctions = {
    setTimeout: (callback, ms, ...args) => start(callback, milliseconds(ms), false, args),
    setInterval: (callback, ms, ...args) => start(callback, milliseconds(ms), true, args),
    setImmediate: (callback, ...args) => start(callback, undefined, false, args),
    clearTimeout: clear,
    clearInterval: clear,
    clearImmediate: clear,
  };
  const { setTimeout, setImmediate } = promisesOf(functions);
  Object.defineProperty(functions.setTimeout, promisify.custom, { value: setTimeout });
  Object.defineProperty(functions.setImmediate, promisify.custom, { value: setImmediate });
  return functions;
}

function milliseconds(ms: unknown): number {
  const number = Number(ms);
  return number >= 1 && number <= LONGEST_MS ? Math.trunc(number) : 1;
}

interface Options {
  readonly signal?: AbortSignal;
  readonly ref?: boolean;
}

/** `node:timers/promises` over owned timers. */
export function promisesOf(functions: TimerFunctions) {
  const after = <T>(begin: (done: () => void) => ModuleTimer, value: T, options: Options = {}): Promise<T> =>
    new Promise((resolve, reject) => {
      const { signal } = options;
      if (signal?.aborted) {
        reject(aborted(signal));
        return;
      }
      const stop = (): void => {
        timer.close();
        reject(aborted(signal as AbortSignal));
      };
      const timer = begin(() => {
        signal?.removeEventListener("abort", stop);
        resolve(value);
      });
      if (options.ref === false) timer.unref();
      signal?.addEventListener("abort", stop, { once: true });
    });
  const setTimeout = <T>(ms?: number, value?: T, options?: Options) =>
    after((done) => functions.setTimeout(done, ms), value, options);
  const setImmediate = <T>(value?: T, options?: Options) =>
    after((done) => functions.setImmediate(done), value, options);
  const setInterval = async function* <T>(ms?: number, value?: T, options?: Options) {
    for (;;) yield await setTimeout(ms, value, options);
  };
  const scheduler = {
    wait: (ms: number, options?: Options) => setTimeout(ms, undefined, options),
    yield: () => setImmediate(),
  };
  return { setTimeout, setImmediate, setInterval, scheduler };
}

function aborted(signal: AbortSignal): Error {
  return Object.assign(new Error("The operation was aborted", { cause: signal.reason }), {
    name: "AbortError",
    code: "ABORT_ERR",
  });
}

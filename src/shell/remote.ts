// remote — a system's functions called from outside any process: each call is a process of its own.
import { applyMfa } from "../process/apply.ts";
import { exceptionOf } from "../process/failure.ts";
import { Frame, proc } from "../process/frame.ts";
import type { System } from "../process/system.ts";
import { toModule } from "../terms/border.ts";
import { Exception } from "../terms/exception.ts";
import type { Term } from "../terms/term.ts";

/** The functions of a module as they are called from outside: each gives a promise, and is the current one. */
export type Remote<Module> = {
  readonly [Name in keyof Module as Module[Name] extends (...args: any) => unknown
    ? Name
    : never]: Module[Name] extends (...args: infer Args) => infer Result
    ? (...args: Args) => Promise<Awaited<Result>>
    : never;
};

/** A module as an object whose functions call it; nothing is loaded before. */
export function remote<Module>(call: (name: string, args: unknown[]) => Promise<unknown>): Remote<Module> {
  return new Proxy({} as Remote<Module>, {
    // A promise asks what it is given for `then`.
    get: (_target, name) =>
      typeof name === "symbol" || name === "then" ? undefined : (...args: unknown[]) => call(name, args),
  });
}

/** What runs in a process for somebody outside. */
class Task {
  readonly body: () => Generator<unknown, Term, any>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (thrown: unknown) => void;
  /** The promise has its value, or what was thrown. */
  settled = false;

  constructor(
    body: () => Generator<unknown, Term, any>,
    resolve: (value: unknown) => void,
    reject: (thrown: unknown) => void,
  ) {
    this.body = body;
    this.resolve = resolve;
    this.reject = reject;
  }
}

const run = proc(
  function* run(task: Task): Generator<unknown, void, any> {
    try {
      const value = toModule(yield* task.body());
      task.settled = true;
      task.resolve(value);
    } catch (thrown) {
      // Also puts the lines of the module files into the text of an error's stack.
      exceptionOf(thrown);
      task.settled = true;
      task.reject(thrown);
      throw thrown;
    }
  },
  { items: () => [] },
);

/**
 * Runs `body` in a process of its own. The promise is rejected with what it throws, or with an exception of class `exit`
 * if the process ends otherwise; to whom it is linked it fails as any process does, and nothing is reported.
 */
export function inProcess(system: System, body: () => Generator<unknown, Term, any>): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const task = new Task(body, resolve, reject);
    const process = system.spawn(() => run(task), { silent: true });
    process.onExit = [
      (reason) => {
        if (!task.settled) reject(new Exception("exit", toModule(reason)));
      },
    ];
  });
}

/** Calls a function in a process of its own. */
export function callRemote(
  system: System,
  module: string,
  name: string,
  args: readonly unknown[],
): Promise<unknown> {
  return inProcess(system, function* () {
    const value = applyMfa(Symbol.for(module), Symbol.for(name), args);
    return value instanceof Frame ? yield value : value;
  });
}

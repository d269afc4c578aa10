// calls — functions of a session's modules, called from outside: each call is a process of its own.
import { applyMfa } from "../process/apply.ts";
import { Frame, proc } from "../process/frame.ts";
import type { Process } from "../process/process.ts";
import type { System } from "../process/system.ts";
import { toModule } from "../terms/border.ts";
import { Exception } from "../terms/exception.ts";
import type { Term } from "../terms/term.ts";

/** A call that goes on, or is over. */
export interface Call {
  readonly process: Process;
  /** What it returned, or threw; undefined while it goes on. */
  outcome: { readonly value: unknown } | { readonly thrown: unknown } | undefined;
}

const calling = proc(
  function* calling(
    call: Call,
    module: symbol,
    name: symbol,
    args: readonly Term[],
  ): Generator<unknown, void, any> {
    try {
      let value = applyMfa(module, name, args);
      if (value instanceof Frame) value = yield value;
      call.outcome = { value: toModule(value) };
    } catch (thrown) {
      call.outcome = { thrown };
    }
  },
  { items: () => [] },
);

/** Starts a call. */
export function startCall(system: System, module: string, name: string, args: readonly unknown[]): Call {
  const call: { process: Process | undefined; outcome: Call["outcome"] } = {
    process: undefined,
    outcome: undefined,
  };
  const start = (): unknown => calling(call as Call, Symbol.for(module), Symbol.for(name), args);
  call.process = system.spawn(start, { silent: true });
  call.process.onExit = [
    (reason) => {
      call.outcome ??= { thrown: new Exception("exit", toModule(reason)) };
    },
  ];
  return call as Call;
}

/** The functions of a module as they are called from outside: each returns a promise, and is the current one. */
export type Remote<Module> = {
  readonly [Name in keyof Module as Module[Name] extends (...args: any) => unknown
    ? Name
    : never]: Module[Name] extends (...args: infer Args) => infer Result
    ? (...args: Args) => Promise<Awaited<Result>>
    : never;
};

/** A module as an object whose functions call it. */
export function remote<Module>(call: (name: string, args: unknown[]) => Promise<unknown>): Remote<Module> {
  return new Proxy({} as Remote<Module>, {
    // A promise asks what it is given for `then`.
    get: (_target, name) =>
      typeof name === "symbol" || name === "then" ? undefined : (...args: unknown[]) => call(name, args),
  });
}

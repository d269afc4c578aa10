// call — calls of Erlang functions from the shell's own code, with the stack items that OTP's modules would have.
import { applyMfa } from "../process/apply.ts";
import { Frame, proc } from "../process/frame.ts";
import type { Callable } from "../stdlib/table.ts";
import type { Term } from "../terms/term.ts";

/** `module:name(args)`, awaited. */
export function call(module: string, name: string, ...args: Term[]): Generator<unknown, Term, any> {
  return callIn(Symbol.for(module), name, ...args);
}

/** The same for a module that somebody gave, which may be none. */
export function* callIn(module: Term, name: string, ...args: Term[]): Generator<unknown, Term, any> {
  let value: Term = applyMfa(module, Symbol.for(name), args);
  if (value instanceof Frame) value = yield value;
  return value;
}

/** A function of module `c`, as its stack items name it. */
export function command(
  name: string,
  arity: number,
  body: (...args: any[]) => Generator<unknown, Term, any>,
): Callable {
  const info = { module: Symbol.for("c"), name: Symbol.for(name), arity, file: "c.erl" };
  return proc(body, info) as unknown as Callable;
}

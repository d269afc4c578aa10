// call — calls of Erlang functions from the shell's own code, with the stack items that OTP's modules would have.
import { applyMfa } from "../process/apply.ts";
import { Frame, proc } from "../process/frame.ts";
import { OtpSource } from "../stdlib/otp-source.ts";
import type { Callable } from "../stdlib/table.ts";
import type { StackItem } from "../terms/exception.ts";
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

/** Module c, as its stack items name it. */
export const C: OtpSource = new OtpSource("c");

/** A function of module `c` whose errors show these of its stack items. */
export function shownAs(
  items: readonly StackItem[],
  body: (...args: any[]) => Generator<unknown, Term, any>,
): Callable {
  return proc(body, { module: Symbol.for("c"), items: () => items }) as unknown as Callable;
}

/** A function of two arities, each with a body of its own. */
export function byArity(few: Callable, many: Callable): Callable {
  const fewest = few.length;
  return (...args: Term[]): Term => (args.length === fewest ? few : many)(...args);
}

// facade — an OTP module as TypeScript modules see it: the same functions, with results as TypeScript values.
//
// Arguments that are TypeScript values are terms already. What comes back passes the border; a function that may
// wait gives a frame, whose value passes it when it is there. An error of a BIF gets the item that tells its
// arguments, as a call from Erlang would give it.
import { callEntry, mapFrame } from "../process/apply.ts";
import { toModule } from "../terms/border.ts";
import { undef } from "../terms/exception.ts";
import type { Callable, Functions, OtpModule } from "./table.ts";

type Facade<F extends Functions> = {
  readonly [K in keyof F]: F[K] extends readonly [infer G, ...number[]] ? G : F[K];
};

/** The functions of an OTP module for TypeScript callers. */
export function facade<F extends Functions>(otp: OtpModule<F>): Facade<F> {
  const functions: Record<string, Callable> = {};
  for (const name of Object.keys(otp.functions)) functions[name] = facadeFunction(otp, name);
  return Object.freeze(functions) as Facade<F>;
}

const ERLANG = Symbol.for("erlang");

function facadeFunction(otp: OtpModule, name: string): Callable {
  const byArity = [...otp.entries.values()].filter((entry) => Symbol.keyFor(entry.name) === name);
  const only = byArity.length === 1 ? byArity[0] : undefined;
  // Division is an instruction of BEAM's: when it fails, the function that divides is the innermost on the stack.
  const isInstruction = otp.name === ERLANG && name === "/";
  const call = (...args: unknown[]) => {
    const entry = only?.arity === args.length ? only : otp.entries.get(`${name}/${args.length}`);
    if (entry === undefined) throw undef(otp.name, Symbol.for(name), args);
    return toCaller(isInstruction ? entry.fn(...args) : callEntry(entry, args));
  };
  Object.defineProperty(call, "name", { value: name });
  return call;
}

/** A result on its way to a module. */
export function toCaller(result: unknown): unknown {
  return mapFrame(result, toModule) ?? toModule(result);
}

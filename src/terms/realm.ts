// realm — the JavaScript realm that this code runs in, and Node's own.
//
// They are one, except under a test runner that runs tests in a `vm` context, as jest does: there the errors and
// promises that Node's own modules make are of another realm than ours, so that `instanceof` does not know them. And
// modules have to be compiled for ours, so that their arrays, maps and errors are what the test takes them for.
import { createRequire } from "node:module";
import { compileFunction } from "node:vm";

/** Node's own, which may be ours. vm.compileFunction compiles for its realm. */
const node: { Error: typeof Error; Promise: typeof Promise } = compileFunction("return { Error, Promise }")();
const isOurs = node.Error === Error;

/** createRequire() of Node's own, where that of a test runner would load a package anew for each file of tests. */
export const createNodeRequire: typeof createRequire = isOurs
  ? createRequire
  : compileFunction("return process.getBuiltinModule('node:module').createRequire")();

/** Whether it is an Error, of either realm. */
export function isError(value: unknown): value is Error {
  return value instanceof Error || value instanceof node.Error;
}

/** Whether it is a TypeError, of either realm: what a TextDecoder throws at bytes that are no text. */
export function isTypeError(value: unknown): value is TypeError {
  return value instanceof TypeError || (value instanceof node.Error && value.name === "TypeError");
}

/** Whether it is a promise of JavaScript's, of either realm. */
export function isPromise(value: unknown): value is Promise<unknown> {
  return value instanceof Promise || value instanceof node.Promise;
}

/**
 * Compiles the body of a function for our realm. Nothing holds what is compiled but the function: vm.Script and import()
 * keep it for ever. `script`, which has no blanks, is its name in stack traces.
 */
export function compileBody(
  code: string,
  parameters: readonly string[],
  script: string,
): (...args: unknown[]) => unknown {
  if (isOurs)
    return compileFunction(code, parameters, { filename: script }) as (...args: unknown[]) => unknown;
  // biome-ignore lint/security/noGlobalEval: it compiles for our realm, and leaves the lines as they are
  return globalThis.eval(`(function (${parameters}) {${code}\n})\n//# sourceURL=${script}`);
}

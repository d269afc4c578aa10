// too-deep — code that is nested more deeply than the JavaScript stack allows is an error like any other.
//
// OTP has no such limit. The parser, lint and whoever walks the tree go down by recursion; at the default stack size
// some thousand levels are possible. Long lists, operator chains and matches take no stack.
import type { ErrorInfo, Location } from "./abstract-format.ts";

/** Whether something thrown says that the JavaScript stack is used up. */
export function isStackOverflow(thrown: unknown): boolean {
  return thrown instanceof RangeError && thrown.message.includes("call stack");
}

/** The error of code that is nested too deeply, for the parser and for lint. */
export function tooDeep(where: Location): ErrorInfo {
  return [where, Symbol.for("erl_parse"), "nested too deeply"];
}

// type-tests — the guard BIFs that only look at what kind a term is, compiled in place.
import type { Fn } from "./unit.ts";

/** is_… of one argument → the function of the runtime that answers it. */
const TESTS: Record<string, string> = {
  is_atom: "isAtom",
  is_bitstring: "isBitString",
  is_float: "isFloat",
  is_function: "isFun",
  is_integer: "isInteger",
  is_list: "isList",
  is_map: "isMap",
  is_number: "isNumber",
  is_tuple: "isTuple",
};

/** The condition that a type test is, its arguments being names or literals; undefined for any other BIF. */
export function typeTest(fn: Fn, name: string, args: readonly string[]): string | undefined {
  if (args.length !== 1) return undefined;
  const [a] = args;
  switch (name) {
    case "is_binary":
      return `(!!(${a} instanceof Uint8Array))`;
    case "is_boolean":
      return `(!!(typeof ${a}==="boolean"))`;
    case "is_pid":
      return `(!!(${a} instanceof ${fn.rt("Pid")}))`;
    case "is_reference":
      return `(!!(${a} instanceof ${fn.rt("Ref")}))`;
    default: {
      const test = Object.hasOwn(TESTS, name) ? TESTS[name] : undefined;
      return test === undefined ? undefined : `(!!${fn.rt(test)}(${a}))`;
    }
  }
}

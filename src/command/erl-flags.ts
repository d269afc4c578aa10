// erl-flags — the flags that `erl` has: what to start, flags for programs to ask for, and plain arguments.
//
// Mirrors parse_boot_args/1 of init.erl: `-flag` takes what follows it up to the next flag, `--` ends that, and what
// follows `-extra` is plain. `-s`, `-run` and `-eval` are things to start, in their order.
import type { Start } from "../stdlib/boot.ts";
import { atom } from "../terms/atom.ts";

export interface ErlFlags {
  readonly starts: readonly Start[];
  /** The others, each with its values: what init:get_arguments/0 shows. */
  readonly flags: readonly (readonly [string, ...string[]])[];
  /** What init:get_plain_arguments/0 shows. */
  readonly plain: readonly string[];
}

export function readErlFlags(args: readonly string[]): ErlFlags {
  const starts: Start[] = [];
  const flags: [string, ...string[]][] = [];
  const plain: string[] = [];
  let at = 0;
  const values = (): string[] => {
    const from = at;
    while (at < args.length && !args[at].startsWith("-")) at++;
    const found = args.slice(from, at);
    if (args[at] === "--") at++;
    return found;
  };
  while (at < args.length) {
    const arg = args[at++];
    if (arg === "-extra") {
      plain.push(...args.slice(at));
      break;
    }
    if (arg === "--") continue;
    if (!arg.startsWith("-")) {
      plain.push(arg);
    } else if (arg === "-eval") {
      starts.push({ eval: values().join(" ") });
    } else if (arg === "-s" || arg === "-run") {
      const start = call(values(), arg === "-s");
      if (start !== undefined) starts.push(start);
    } else {
      flags.push([arg.slice(1), ...values()]);
    }
  }
  return { starts, flags, plain };
}

/** `M:start()`, `M:F()` or `M:F([A, …])`, the arguments being atoms or strings. */
function call([module, name = "start", ...args]: string[], asAtoms: boolean): Start | undefined {
  if (module === undefined) return undefined;
  const terms = asAtoms ? args.map((arg) => atom(arg)) : args;
  return {
    module: Symbol.for(module),
    name: Symbol.for(name),
    args: args.length === 0 ? [] : [terms],
  };
}

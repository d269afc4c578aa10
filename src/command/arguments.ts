// arguments — the command line of `eshell`: its own options, which begin with `--`, and then a subcommand or a file.

import { UsageError } from "./command-port.ts";
import { isCommand } from "./commands.ts";

/** The options that have a value, and those that are on or off: `--notes`, `--no-notes`. */
const WITH_VALUE = new Set(["modules"]);
const SWITCHES = new Set(["history", "notes", "version", "help"]);

export interface Arguments {
  readonly modules: string | undefined;
  readonly history: boolean;
  readonly notes: boolean;
  readonly version: boolean;
  readonly help: boolean;
  /** The subcommand with what follows it. */
  readonly command: { readonly name: string; readonly args: string[] } | undefined;
  readonly plain: readonly string[];
}

/** Reads the command line; throws a {@link UsageError} if it is wrong. */
export function readArguments(args: readonly string[]): Arguments {
  const values = new Map<string, string>();
  const switches = new Map<string, boolean>();
  let at = 0;
  while (at < args.length && args[at].startsWith("--") && args[at] !== "--") {
    const [name, value] = splitOption(args[at++]);
    if (WITH_VALUE.has(name)) {
      if (value === undefined && at === args.length) throw new UsageError(`--${name} needs a value`);
      values.set(name, value ?? args[at++]);
      continue;
    }
    const wanted = !name.startsWith("no-");
    const known = wanted ? name : name.slice("no-".length);
    if (!SWITCHES.has(known)) throw new UsageError(`unknown option --${name}`);
    if (value !== undefined) throw new UsageError(`--${name} takes no value`);
    switches.set(known, wanted);
  }
  const rest = args.slice(at);
  const command = rest.length > 0 && isCommand(rest[0]);
  return {
    modules: values.get("modules"),
    history: switches.get("history") ?? true,
    notes: switches.get("notes") ?? true,
    version: switches.get("version") ?? false,
    help: switches.get("help") ?? false,
    command: command ? { name: rest[0], args: rest.slice(1) } : undefined,
    plain: command ? [] : rest[0] === "--" ? rest.slice(1) : rest,
  };
}

/** `--modules=DIR` in two. */
function splitOption(option: string): [name: string, value: string | undefined] {
  const equals = option.indexOf("=");
  return equals < 0 ? [option.slice(2), undefined] : [option.slice(2, equals), option.slice(equals + 1)];
}

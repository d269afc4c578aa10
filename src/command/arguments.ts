// arguments — the command line of `eshell`: its own options, which begin with `--`, then a subcommand, a file to run as a
// script, or erl's flags.
import type { Start } from "../stdlib/boot.ts";
import { UsageError } from "./command-port.ts";
import { isCommand } from "./commands.ts";
import { readErlFlags } from "./erl-flags.ts";

/** The options that have a value, and those that are on or off: `--notes`, `--no-notes`. */
const WITH_VALUE = new Set(["modules"]);
const SWITCHES = new Set(["history", "notes", "auto-load", "force", "version", "help"]);

export interface Arguments {
  readonly modules: string | undefined;
  readonly history: boolean;
  readonly notes: boolean;
  /** Whether what is saved is loaded: `soft` holds back what would kill a process. */
  readonly autoLoad: "soft" | "force" | undefined;
  readonly version: boolean;
  readonly help: boolean;
  /** The subcommand with what follows it. */
  readonly command: { readonly name: string; readonly args: string[] } | undefined;
  /** The file to run, with what follows it. */
  readonly script: { readonly file: string; readonly args: readonly string[] } | undefined;
  readonly starts: readonly Start[];
  /** Whether a shell is started. */
  readonly shell: boolean;
  /** Whether standard input is read. */
  readonly input: boolean;
  readonly flags: readonly (readonly [string, ...string[]])[];
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
  if (switches.get("force") && !switches.get("auto-load")) throw new UsageError("--force is for --auto-load");
  const rest = args.slice(at);
  const [first] = rest;
  const positional = first !== undefined && !first.startsWith("-");
  const command = positional && isCommand(first);
  const script = positional && !command;
  const erl = readErlFlags(positional ? [] : rest);
  const given = (name: string) => erl.flags.some(([flag]) => flag === name);
  return {
    modules: values.get("modules") ?? erl.flags.find(([flag]) => flag === "pa" || flag === "pz")?.[1],
    history: switches.get("history") ?? true,
    notes: switches.get("notes") ?? true,
    autoLoad: switches.get("auto-load") ? (switches.get("force") ? "force" : "soft") : undefined,
    version: switches.get("version") ?? false,
    help: switches.get("help") ?? false,
    command: command ? { name: first, args: rest.slice(1) } : undefined,
    script: script ? { file: first, args: rest.slice(1) } : undefined,
    starts: erl.starts,
    shell: !script && !given("noshell") && !given("noinput"),
    input: !given("noinput"),
    flags: erl.flags,
    plain: script ? rest : erl.plain,
  };
}

/** `--modules=DIR` in two. */
function splitOption(option: string): [name: string, value: string | undefined] {
  const equals = option.indexOf("=");
  return equals < 0 ? [option.slice(2), undefined] : [option.slice(2, equals), option.slice(equals + 1)];
}

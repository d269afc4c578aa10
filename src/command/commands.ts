// commands — the subcommands of `eshell` by name; each is loaded when it is asked for.
import { type Command, type CommandPort, UsageError } from "./command-port.ts";

export interface CommandEntry {
  /** Its arguments. */
  readonly usage: string;
  /** What it is for, as `--help` says it. */
  readonly summary: string;
  readonly load: () => Promise<Command>;
}

/** The subcommands. One whose file is `src/command/NAME.ts` is entered here with a line of its own. */
export const COMMANDS: Readonly<Record<string, CommandEntry>> = {
  init: {
    usage: "[FOLDER]",
    summary: "writes what a project begins with: tsconfig.json, a module, a test",
    load: () => import("./init.ts"),
  },
  check: {
    usage: "[--json]",
    summary: "compiles and type-checks all modules",
    load: () => import("./check.ts"),
  },
  verify: {
    usage: "[--update] FILE ...",
    summary: "plays the sessions that pages and comments show, and compares what is printed",
    load: () => import("./verify.ts"),
  },
};

/** Whether `eshell NAME` is a subcommand. */
export function isCommand(
  name: string,
  commands: Readonly<Record<string, CommandEntry>> = COMMANDS,
): boolean {
  return Object.hasOwn(commands, name);
}

/** What `eshell NAME --help` prints. */
function helpText(name: string, { usage, summary }: CommandEntry): string {
  return `Usage: eshell ${name} ${usage}\n\n${summary[0].toUpperCase()}${summary.slice(1)}.\n`;
}

/** Runs a subcommand, and returns its exit status: 2 if its arguments were wrong. */
export async function runCommand(
  name: string,
  args: string[],
  port: CommandPort,
  commands: Readonly<Record<string, CommandEntry>> = COMMANDS,
): Promise<number> {
  if (args.includes("--help")) {
    port.stdout.write(helpText(name, commands[name]));
    return 0;
  }
  const { run } = await commands[name].load();
  try {
    return await run(args, port);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    port.stderr.write(`eshell ${name}: ${error.message}\n`);
    return 2;
  }
}

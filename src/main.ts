// main — the command `eshell`: reads its arguments, and runs one system with its shell on the real clock, disk and
// terminal.
import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { inspect } from "node:util";
import chalk, { Chalk } from "chalk";
import { moduleName } from "./code/names.ts";
import { type Arguments, readArguments } from "./command/arguments.ts";
import { UsageError } from "./command/command-port.ts";
import { COMMANDS, runCommand } from "./command/commands.ts";
import { offerBreakMenu } from "./node-break-menu.ts";
import { nodeDisk } from "./node-disk.ts";
import { documentation } from "./node-documentation.ts";
import { nodeFiles } from "./node-files.ts";
import { nodeHost, nodeSystem } from "./node-host.ts";
import { Interrupter } from "./node-interrupt.ts";
import { limitBacktracking } from "./node-regexp.ts";
import { endOnBrokenPipe, Output, openConsole, openInput } from "./node-terminal.ts";
import { nodeTypes, suppliedOptions } from "./node-types.ts";
import { nodeWatcher } from "./node-watch.ts";
import type { Process } from "./process/process.ts";
import type { System } from "./process/system.ts";
import { paintWith } from "./shell/paint.ts";
import { startScript } from "./shell/script.ts";
import { startSession, startWithoutShell } from "./shell/session.ts";
import { startEm } from "./stdlib/boot.ts";
import { error_logger } from "./stdlib/error_logger.ts";
import { init } from "./stdlib/init.ts";
import { POSIX_MESSAGES } from "./stdlib/posix-messages.ts";
import { VERSION } from "./version.ts";

const USAGE = `Usage: eshell [options] [erl's flags]
       eshell [options] FILE [arguments]
       eshell [options] COMMAND [arguments]

An Erlang shell for TypeScript: the files in modules/ are its modules.

  --modules DIR   the folder of the modules (modules, or the current folder if there is none)
  --no-history    keep no history of what is typed from one session to the next
  --no-notes      no notes on the terminal about what loading code did to live processes
  --auto-load     load what is saved, if it compiles and the load would kill no process
  --force         with --auto-load: even if it would
  --version       print the version
  --help          print this

Commands:

${Object.entries(COMMANDS)
  .map(([name, { usage, summary }]) => `  ${`${name} ${usage}`.padEnd(26)}  ${summary}\n`)
  .join("")}
Flags, as erl has them:

  -eval EXPR          evaluate the expressions
  -s M [F [A ...]]    call M:F([A, ...]) with atoms, or M:F(); F is start by default
  -run M [F [A ...]]  the same with strings
  -noshell            start no shell; the system runs until it is halted
  -noinput            neither a shell nor any input
  -pa DIR             the same as --modules DIR
  -NAME [VALUE ...]   anything else is for init:get_argument(NAME)
  -- ARG ...          plain arguments up to the next flag: init:get_plain_arguments()
  -extra ARG ...      all that follows is plain

Options in the environment variable ESHELL_FLAGS come before these.
`;

const WATCH_AFTER_MS = 30;
const HOUR_MS = 3_600_000;

/** The arguments of the command; the program ends if they are wrong. */
function argumentsOf(): Arguments {
  try {
    const flags = process.env.ESHELL_FLAGS?.split(/\s+/).filter((flag) => flag !== "") ?? [];
    return readArguments([...flags, ...process.argv.slice(2)]);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return refuse(error.message);
  }
}

function refuse(why: string): never {
  process.stderr.write(`eshell: ${why}\n\n${USAGE}`);
  process.exit(2);
}

/** The module folder: the one that is named, or `modules`, or the current folder. */
function rootOf(modules: string | undefined): string {
  return resolve(modules ?? (existsSync("modules") ? "modules" : "."));
}

/** Runs a subcommand, and ends when it has: nothing that it left behind keeps the program running. */
async function command(name: string, args: string[], root: string): Promise<void> {
  endOnBrokenPipe();
  const output = new Output();
  const wanted = process.env.NO_COLOR ? 0 : chalk.level;
  const status = await runCommand(name, args, {
    stdout: { write: (text) => output.write(text), colors: wanted > 0 && process.stdout.isTTY },
    stderr: {
      write: (text) => process.stderr.write(text),
      colors: wanted > 0 && process.stderr.isTTY,
      replaces: process.stderr.isTTY && process.env.TERM !== "dumb",
    },
    cwd: process.cwd(),
    root,
    host: nodeHost,
    disk: nodeDisk,
    files: nodeFiles,
    os: nodeSystem(output, [], []),
    types: nodeTypes,
    typeOptions: suppliedOptions,
    documentation,
  });
  output.exit(status);
}

/** What every system is made of that this program runs. */
function realPorts(asked: Arguments, output: Output, root: string) {
  const here = `${process.cwd()}/`;
  return {
    host: nodeHost,
    disk: nodeDisk,
    files: nodeFiles,
    root,
    current: process.cwd(),
    os: nodeSystem(output, [...systemFlags(), ...asked.flags], asked.plain),
    documentation,
    types: nodeTypes,
    shown: (path: string) => (path.startsWith(here) ? path.slice(here.length) : path),
    halt: (status: number) => output.exit(status),
    seed: Number(process.hrtime.bigint() & 0x7fffffffn),
  };
}

/** The flags that erl itself gives to a system. */
function systemFlags(): [string, ...string[]][] {
  return [
    ["root", fileURLToPath(new URL("..", import.meta.url)).slice(0, -1)],
    ["bindir", fileURLToPath(new URL("../bin", import.meta.url))],
    ["progname", "eshell"],
    ["home", homedir()],
  ];
}

/** What goes wrong in a package, outside of any process, ends nothing; neither does a shell that waits for ever. */
function keepRunning(system: System, report: (text: string) => void): void {
  process.on("unhandledRejection", (error) => {
    // Asking for the stack puts the lines of the module files into its text.
    if (error instanceof Error) system.stackOf(error);
    report(`Unhandled rejection: ${inspect(error)}\n`);
  });
  process.on("uncaughtException", (error) => report(`Uncaught exception: ${inspect(error)}\n`));
  setInterval(() => {}, HOUR_MS);
}

/** SIGTERM and SIGQUIT stop the system in order, as erl does it. */
function stopOnSignals(): void {
  process.on("SIGTERM", () => {
    error_logger.functions.info_msg[0]("SIGTERM received - shutting down~n");
    init.functions.stop[0]();
  });
  process.on("SIGQUIT", () => init.functions.stop[0]());
}

function runShell(asked: Arguments, root: string): void {
  const output = new Output();
  // As no-color.org has it; a dumb terminal is taken for a pipe.
  const colors = new Chalk({ level: process.env.NO_COLOR ? 0 : chalk.level });
  const console = openConsole(nodeHost, output, asked.history, colors);
  const { lines, tty } = console;
  const help = tty ? "press Ctrl+G to abort, type help(). for help" : "type help(). for help";
  const interrupter = tty && new Interrupter(nodeHost, () => output.flush());
  const session = startSession({
    ...realPorts(asked, output, root),
    host: interrupter?.host ?? nodeHost,
    lines,
    banner: `Eshell-ts V${VERSION} (${help})\n`,
    note: tty && asked.notes ? (text) => lines.write(`${colors.dim(text)}\n`) : undefined,
    paint: tty && paintWith(colors),
    watcher: tty || asked.autoLoad ? nodeWatcher : undefined,
    autoLoad: asked.autoLoad,
  });
  if (tty === undefined) stopOnSignals();
  else offerBreakMenu(session, tty, () => output.exit(0));
  console.start();
  // The prompt comes first.
  if (tty || asked.autoLoad) setTimeout(() => void session.editing.watch(), WATCH_AFTER_MS);
  if (tty !== undefined) {
    interrupter?.watch({
      interrupted() {
        output.flush();
        const process = session.system.interrupted();
        if (process?.silent === false) lines.write(`${colors.dim(`%% ${process} was interrupted`)}\n`);
      },
      keys: (chars) => tty.push(chars),
    });
  }
  keepRunning(session.system, session.report);
  if (asked.starts.length === 0) return;
  const { system } = session;
  // As in erl the shell is there before.
  setImmediate(() => startEm(system, asked.starts, system.names.get(Symbol.for("user")) as Process));
}

/** A system without a shell: `-noshell`, `-noinput`. It runs until it is halted. */
function runWithoutShell(asked: Arguments, root: string): void {
  const output = new Output();
  const lines = openInput(output, asked.input);
  const { system, user, editing, report } = startWithoutShell({
    ...realPorts(asked, output, root),
    lines,
    complain: (text) => void process.stderr.write(text),
    watcher: asked.autoLoad && nodeWatcher,
    autoLoad: asked.autoLoad,
  });
  stopOnSignals();
  void editing.watch();
  keepRunning(system, report);
  startEm(system, asked.starts, user);
}

/**
 * Runs a file as a program. The other module files beside it are modules too, and those of the folder `modules` there.
 */
function runScript(asked: Arguments, { file, args }: { file: string; args: readonly string[] }): void {
  const output = new Output();
  const path = resolve(file);
  const folder = dirname(path);
  const text = scriptText(file);
  const name = moduleName(basename(path), undefined);
  const root = resolve(asked.modules ?? join(folder, "modules"));
  const lines = openInput(output, true);
  const runtime = startWithoutShell({
    ...realPorts(asked, output, root),
    current: folder,
    lines,
    complain: (text) => void process.stderr.write(text),
  });
  stopOnSignals();
  keepRunning(runtime.system, runtime.report);
  const code = name === undefined ? { text } : { module: Symbol.for(name), path };
  startScript(runtime, runtime.user, { file, code, args });
}

/** The text of a script; without one the program ends. */
function scriptText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const known = code === undefined ? undefined : POSIX_MESSAGES[code.toLowerCase()];
    process.stderr.write(`eshell: ${known ?? code}: '${file}'\n`);
    process.exit(127);
  }
}

async function main(): Promise<void> {
  limitBacktracking();
  const asked = argumentsOf();
  if (asked.help || asked.version) {
    process.stdout.write(asked.help ? USAGE : `eshell-ts ${VERSION}\n`);
    return;
  }
  if (asked.script !== undefined) return runScript(asked, asked.script);
  const root = rootOf(asked.modules);
  if (asked.command !== undefined) return command(asked.command.name, asked.command.args, root);
  if (asked.shell) runShell(asked, root);
  else runWithoutShell(asked, root);
}

await main();

// main — the command `eshell`: reads its arguments, and runs one system with its shell on the real clock, disk and
// terminal.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { inspect } from "node:util";
import chalk, { Chalk } from "chalk";
import { type Arguments, readArguments } from "./command/arguments.ts";
import { UsageError } from "./command/command-port.ts";
import { runCommand } from "./command/commands.ts";
import { nodeDisk } from "./node-disk.ts";
import { nodeFiles } from "./node-files.ts";
import { nodeHost, nodeSystem } from "./node-host.ts";
import { Output, openConsole } from "./node-terminal.ts";
import { startBreakMenu } from "./shell/break-menu.ts";
import { paintWith } from "./shell/paint.ts";
import { startSession } from "./shell/session.ts";
import { VERSION } from "./version.ts";

const USAGE = `Usage: eshell [options]

An Erlang shell for TypeScript: the files in modules/ are its modules.

  --modules DIR   the folder of the modules (modules, or the current folder if there is none)
  --no-history    keep no history of what is typed from one session to the next
  --no-notes      no notes on the terminal about what loading code did to live processes
  --version       print the version
  --help          print this

Options in the environment variable ESHELL_FLAGS come before these.
`;

const HOUR_MS = 3_600_000;

/** The arguments of the command; the program ends if they are wrong. */
function argumentsOf(): Arguments {
  try {
    const flags = process.env.ESHELL_FLAGS?.split(/\s+/).filter((flag) => flag !== "") ?? [];
    return readArguments([...flags, ...process.argv.slice(2)]);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`eshell: ${error.message}\n\n${USAGE}`);
    process.exit(2);
  }
}

/** The source of the OTP modules, which a build copies beside the bundle: h/1,2,3 print its doc comments. */
function documentation(): string[] {
  const folder = new URL("./stdlib/", import.meta.url);
  return readdirSync(folder).map((name) => readFileSync(new URL(name, folder), "utf8"));
}

/** The module folder: the one that is named, or `modules`, or the current folder. */
function rootOf(modules: string | undefined): string {
  return resolve(modules ?? (existsSync("modules") ? "modules" : "."));
}

/** Runs a subcommand, and ends when it has: nothing that it left behind keeps the program running. */
async function command(name: string, args: string[], root: string): Promise<void> {
  const output = new Output();
  const wanted = process.env.NO_COLOR ? 0 : chalk.level;
  const status = await runCommand(name, args, {
    stdout: { write: (text) => output.write(text), colors: wanted > 0 && process.stdout.isTTY },
    stderr: { write: (text) => process.stderr.write(text), colors: wanted > 0 && process.stderr.isTTY },
    cwd: process.cwd(),
    root,
    host: nodeHost,
    disk: nodeDisk,
    files: nodeFiles,
    documentation,
  });
  output.exit(status);
}

async function main(): Promise<void> {
  const asked = argumentsOf();
  if (asked.help || asked.version) {
    process.stdout.write(asked.help ? USAGE : `eshell-ts ${VERSION}\n`);
    return;
  }
  const root = rootOf(asked.modules);
  if (asked.command !== undefined) return command(asked.command.name, asked.command.args, root);
  const here = `${process.cwd()}/`;
  const output = new Output();
  const console = openConsole(nodeHost, output, asked.history);
  const { lines, tty } = console;
  const help = tty ? "press Ctrl+G to abort, type help(). for help" : "type help(). for help";
  // As no-color.org has it; a dumb terminal has been taken for a pipe.
  const colors = new Chalk({ level: process.env.NO_COLOR ? 0 : chalk.level });
  const session = startSession({
    host: nodeHost,
    disk: nodeDisk,
    files: nodeFiles,
    root,
    current: process.cwd(),
    lines,
    os: nodeSystem(output, asked.plain),
    documentation,
    banner: `Eshell-ts V${VERSION} (${help})\n`,
    shown: (path) => (path.startsWith(here) ? path.slice(here.length) : path),
    halt: (status) => output.exit(status),
    note: tty && asked.notes ? (text) => lines.write(`${colors.dim(text)}\n`) : undefined,
    paint: tty && paintWith(colors),
    seed: Number(process.hrtime.bigint() & 0x7fffffffn),
  });
  if (tty !== undefined) {
    const { system, code } = session;
    startBreakMenu({
      system,
      tty,
      version: `Eshell-ts ${VERSION} (Node.js ${process.version})`,
      loaded: () => code.allLoaded().map(([module, path]) => `${Symbol.keyFor(module)} (${path})`),
      info: () => [
        ["processes", [...system.processes()].length],
        ["modules loaded", code.allLoaded().length],
        ["heap used", process.memoryUsage().heapUsed],
        ["memory", process.memoryUsage().rss],
        ["uptime (s)", Math.floor(process.uptime())],
      ],
      quit: () => output.exit(0),
    });
  }
  console.start();
  // What goes wrong in a package, outside of any process, ends nothing.
  process.on("unhandledRejection", (error) => {
    // Asking for the stack puts the lines of the module files into its text.
    if (error instanceof Error) session.system.stackOf(error);
    session.report(`Unhandled rejection: ${inspect(error)}\n`);
  });
  process.on("uncaughtException", (error) => session.report(`Uncaught exception: ${inspect(error)}\n`));
  // A shell that waits for ever is no reason to end.
  setInterval(() => {}, HOUR_MS);
}

await main();

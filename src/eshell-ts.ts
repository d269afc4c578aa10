// eshell-ts — the package's entry: what modules import, and `start`, with which a program runs a system of its own.
//
// Modules get the same names from their system, all but what is for programs only.
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import chalk, { Chalk } from "chalk";
import type { SwitchNote } from "./code/code-server.ts";
import { offerBreakMenu } from "./node-break-menu.ts";
import { nodeDisk } from "./node-disk.ts";
import { documentation } from "./node-documentation.ts";
import { nodeFiles } from "./node-files.ts";
import { nodeHost, nodeSystem } from "./node-host.ts";
import { Output, openConsole } from "./node-terminal.ts";
import { nodeWatcher } from "./node-watch.ts";
import { type EmbeddedParts, EmbeddedSystem, type LoadEvent, loadEvent } from "./shell/embedded.ts";
import { paintWith } from "./shell/paint.ts";
import { PipeLines } from "./shell/pipe.ts";
import type { RuntimeOptions } from "./shell/runtime.ts";
import { startSession, startWithoutShell } from "./shell/session.ts";
import { VERSION } from "./version.ts";

export { type EmbeddedSystem, LoadError, type LoadEvent } from "./shell/embedded.ts";
export type { Remote } from "./shell/remote.ts";
export {
  type After,
  atomics,
  base64,
  binary,
  code,
  counters,
  type Destination,
  demonitor,
  Exception,
  erl_parse,
  erl_scan,
  erlang,
  error_logger,
  exit,
  type Frame,
  ImproperList,
  init,
  io,
  io_lib,
  is_process_alive,
  isTuple,
  link,
  lists,
  logger,
  make_ref,
  maps,
  math,
  monitor,
  os,
  Pid,
  type Process,
  persistent_term,
  proplists,
  Ref,
  receive,
  register,
  self,
  send,
  signal,
  spawn,
  spawn_link,
  spawn_monitor,
  string,
  Tuple,
  timeout,
  timer,
  trap_exit,
  tuple,
  unlink,
  unregister,
  whereis,
} from "./stdlib/eshell-ts.ts";

export interface StartOptions {
  /** The folder of the modules; `modules` in the current folder unless told otherwise. */
  readonly modules?: string | URL;
  /** Loads what is saved in that folder, if it compiles: `soft` holds back what would kill a process, `force` does not. */
  readonly autoLoad?: "soft" | "force";
  /** Says in the output what is wrong with a module file as soon as it is saved. */
  readonly watch?: boolean;
  /** Gets what processes print; standard output unless told otherwise. */
  readonly output?: (text: string) => void;
  /** Gets a note for each load: what it did to live processes, in lines that begin with `%% `. */
  readonly note?: (text: string) => void;
  /** The same as data. */
  readonly loaded?: (load: LoadEvent) => void;
  /** Called when `halt/0,1` has ended the system. The program goes on unless it is told otherwise here. */
  readonly halted?: (status: number) => void;
  /** Starts a shell on standard input and output, which the program then leaves to it. */
  readonly shell?: boolean;
  /** What random numbers depend on. */
  readonly seed?: number;
}

/**
 * Starts a system in this program: its modules load and change as at a prompt, and calls of their functions are processes.
 *
 * ```ts
 * const system = start({ modules: new URL("./modules", import.meta.url) });
 * const counter = system.module<typeof import("./modules/counter.ts")>("counter");
 * const value = await counter.value(await counter.start(5));
 * system.stop();
 * ```
 */
export function start(options: StartOptions = {}): EmbeddedSystem {
  const { modules = "modules", autoLoad, watch = false, note, loaded, halted, seed } = options;
  const here = `${process.cwd()}/`;
  const output =
    options.shell || options.output === undefined ? new Output() : { write: options.output, flush() {} };
  const ports = {
    host: nodeHost,
    disk: nodeDisk,
    files: nodeFiles,
    root: typeof modules === "string" ? resolve(modules) : fileURLToPath(modules),
    os: nodeSystem(output, [], []),
    documentation,
    shown: (path: string) => (path.startsWith(here) ? path.slice(here.length) : path),
    halt(status: number) {
      if (!system.running) return;
      system.stop();
      setImmediate(() => halted?.(status));
    },
    note,
    switched: loaded && ((switched: SwitchNote) => loaded(loadEvent(switched))),
    autoLoad,
    watcher: watch || autoLoad !== undefined ? nodeWatcher : undefined,
    seed: seed ?? Number(process.hrtime.bigint() & 0x7fffffffn),
  };
  const parts = output instanceof Output && options.shell ? onTerminal(ports, output) : alone(ports, output);
  const system: EmbeddedSystem = new EmbeddedSystem(parts);
  void parts.runtime.editing.watch();
  return system;
}

type Ports = Omit<RuntimeOptions, "lines">;

/** Standard input is the program's: the system reads nothing. */
function alone(ports: Ports, output: Sink): EmbeddedParts {
  const lines = new PipeLines((chars) => output.write(chars));
  lines.end();
  const runtime = startWithoutShell({ ...ports, lines });
  return { runtime, banner: banner("type help(). for help"), release: () => output.flush() };
}

/** A shell has standard input and output, and with them the terminal if they are one. */
function onTerminal(ports: Ports, output: Output): EmbeddedParts {
  // As no-color.org has it; a dumb terminal is taken for a pipe.
  const colors = new Chalk({ level: process.env.NO_COLOR ? 0 : chalk.level });
  const console = openConsole(nodeHost, output, true, colors);
  const { lines, tty } = console;
  const text = banner(`${tty ? "press Ctrl+G to abort, " : ""}type help(). for help`);
  const session = startSession({
    ...ports,
    note: ports.note ?? (tty && ((note) => lines.write(`${colors.dim(note)}\n`))),
    lines,
    banner: text,
    paint: tty && paintWith(colors),
  });
  if (tty !== undefined) offerBreakMenu(session, tty, () => ports.halt(0));
  console.start();
  const release = (): void => {
    console.stop();
    output.flush();
  };
  return { runtime: session, banner: banner("type help(). for help"), release };
}

interface Sink {
  write(text: string): void;
  flush(): void;
}

const banner = (help: string): string => `Eshell-ts V${VERSION} (${help})\n`;

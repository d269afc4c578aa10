// eshell-ts — the package's entry: what modules import, and `start`, with which a program runs a system of its own.
//
// Modules get the same names from their system, all but what is for programs only.
import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { nodeDisk } from "./node-disk.ts";
import { nodeFiles } from "./node-files.ts";
import { nodeHost, nodeSystem } from "./node-host.ts";
import { Output } from "./node-terminal.ts";
import { nodeWatcher } from "./node-watch.ts";
import { EmbeddedSystem } from "./shell/embedded.ts";
import { PipeLines } from "./shell/pipe.ts";
import { startWithoutShell } from "./shell/session.ts";
import { VERSION } from "./version.ts";

export { type EmbeddedSystem, LoadError } from "./shell/embedded.ts";
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
  /** Called when `halt/0,1` has ended the system. The program goes on unless it is told otherwise here. */
  readonly halted?: (status: number) => void;
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
  const { modules = "modules", autoLoad, watch = false, note, halted, seed } = options;
  const here = `${process.cwd()}/`;
  const output = options.output === undefined ? new Output() : { write: options.output, flush() {} };
  const lines = new PipeLines((chars) => output.write(chars));
  // Standard input is the program's.
  lines.end();
  const runtime = startWithoutShell({
    host: nodeHost,
    disk: nodeDisk,
    files: nodeFiles,
    root: typeof modules === "string" ? resolve(modules) : fileURLToPath(modules),
    lines,
    os: nodeSystem(output, [], []),
    documentation,
    shown: (path) => (path.startsWith(here) ? path.slice(here.length) : path),
    // What called it is left to its end first.
    halt: (status) =>
      void setImmediate(() => {
        if (!system.running) return;
        system.stop();
        halted?.(status);
      }),
    note,
    autoLoad,
    watcher: watch || autoLoad !== undefined ? nodeWatcher : undefined,
    seed: seed ?? Number(process.hrtime.bigint() & 0x7fffffffn),
  });
  const system = new EmbeddedSystem({
    runtime,
    banner: `Eshell-ts V${VERSION} (type help(). for help)\n`,
    release: () => output.flush(),
  });
  void runtime.editing.watch();
  return system;
}

/** The source of the OTP modules, which a build copies beside the bundle: h/1,2,3 print its doc comments. */
function documentation(): string[] {
  const folder = new URL("./stdlib/", import.meta.url);
  return readdirSync(folder).map((name) => readFileSync(new URL(name, folder), "utf8"));
}

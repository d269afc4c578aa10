// ports — what the OTP modules need from outside: the code server, the operating system, the disk, the program's end.
//
// main.ts (or a test) plugs them in for each system; until then the system stands alone: no files, no environment.
import type { Process } from "../process/process.ts";
import type { Term } from "../terms/term.ts";
import { SystemState } from "./system-state.ts";
import type { OtpModule } from "./table.ts";

/** The code server, as the BIFs and module code need it. What may have to wait answers with a Frame. */
export interface CodeServer {
  /**
   * `{module,M}` or `{error,What}`. Mirrors code:load_file/1.
   *
   * ```eshell
   * 1> code:load_file(nosuch).
   * {error,nofile}
   * ```
   */
  loadFile(module: symbol): Term;
  /**
   * Mirrors code:ensure_loaded/1.
   *
   * ```eshell
   * 1> code:ensure_loaded(lists).
   * {module,lists}
   * 2> code:ensure_loaded(nosuch).
   * {error,nofile}
   * ```
   */
  ensureLoaded(module: symbol): Term;
  purge(module: symbol): boolean;
  softPurge(module: symbol): boolean;
  delete(module: symbol): boolean;
  /** The file of a loaded module. */
  isLoaded(module: symbol): string | undefined;
  /** The file that a module is or would be loaded from. */
  which(module: symbol): string | undefined;
  /** `loaded`, `modified`, `removed` or `not_loaded`. */
  moduleStatus(module: symbol): symbol;
  allLoaded(): readonly symbol[];
  checkProcessCode(process: Process, module: symbol): boolean;
  checkOldCode(module: symbol): boolean;
  /** Name and arity of what current code exports; undefined if the module is not loaded. */
  exportsOf(module: symbol): readonly (readonly [symbol, number])[] | undefined;
  /** `module_info/1` of a loaded module. */
  moduleInfo(module: symbol, key: symbol): Term;
  /** The compiled JavaScript of a module's file as it is now, and its path; undefined if it does not compile. */
  objectCode(module: symbol): Promise<{ readonly code: string; readonly path: string } | undefined>;
  /** Names of the modules that could be loaded. */
  available(): readonly symbol[];
  /** The folders in which modules are looked for. */
  path(): readonly string[];
}

/** The operating system. */
export interface OperatingSystem {
  readonly pid: number;
  /** Node's name of it: `linux`, `darwin`, `win32` … */
  readonly platform: string;
  readonly release: string;
  readonly cpus: number;
  getenv(name: string): string | undefined;
  /** All variables, as `NAME=value`. */
  environment(): readonly string[];
  setenv(name: string, value: string | undefined): void;
  /** Bytes in use, and how many of them are JavaScript's heap. */
  memory(): { total: number; heap: number };
  /** Processor time used by the program, in milliseconds. */
  runtimeMs(): number;
  /** The output of a shell command. */
  run(command: string): Promise<string>;
  /** Arguments of the program, as init:get_plain_arguments/0 shows them, and flags as init:get_arguments/0 does. */
  readonly plainArguments: readonly string[];
  readonly flags: readonly (readonly [string, ...string[]])[];
  /** Writes to the standard output past every group leader: erlang:display/1. */
  display(text: string): void;
  /** Writes to the standard error. */
  displayError(text: string): void;
}

const STANDALONE: OperatingSystem = {
  pid: 1,
  platform: "linux",
  release: "0.0.0",
  cpus: 1,
  getenv: () => undefined,
  environment: () => [],
  setenv: () => {},
  memory: () => ({ total: 0, heap: 0 }),
  runtimeMs: () => 0,
  run: async () => "",
  plainArguments: [],
  flags: [],
  display: () => {},
  displayError: () => {},
};

/** The ports of a system. */
export interface Ports {
  code: CodeServer | null;
  os: OperatingSystem;
  /** The OTP modules of the system by name. */
  modules: ReadonlyMap<symbol, OtpModule>;
}

/** The ports of each system: `ports.of(system).code = codeServer`. */
export const ports: SystemState<Ports> = new SystemState(() => ({
  code: null,
  os: STANDALONE,
  modules: new Map(),
}));

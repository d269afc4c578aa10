// runtime — one Erlang system without a shell, made from ports.
//
// Here the rooms are plugged together: the scheduler gets its functions, the OTP modules get the code server, the
// code server gets the library that modules import. session.ts puts a shell on it.
import { CodeServer, type SwitchNote } from "../code/code-server.ts";
import type { Compiler } from "../code/compile.ts";
import type { Disk } from "../code/disk.ts";
import { ModuleFunctions } from "../code/function-table.ts";
import type { Builtin } from "../process/apply.ts";
import { proc } from "../process/frame.ts";
import type { Host } from "../process/host.ts";
import { receiveFrame } from "../process/receive.ts";
import { register } from "../process/signals.ts";
import { System } from "../process/system.ts";
import { withModuleInfo } from "../stdlib/erlang-code.ts";
import * as library from "../stdlib/eshell-ts.ts";
import { type Files, files } from "../stdlib/files-port.ts";
import { logCrash } from "../stdlib/logger.ts";
import { log } from "../stdlib/logger-events.ts";
import { OTP_MODULES } from "../stdlib/modules.ts";
import { type OperatingSystem, ports } from "../stdlib/ports.ts";
import type { OtpModule } from "../stdlib/table.ts";
import { undef } from "../terms/exception.ts";
import { fromArray } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { tuple2 } from "../terms/tuple.ts";
import { codePort } from "./code-port.ts";
import { Editing, type EditingOptions } from "./editing.ts";
import type { Lines } from "./group.ts";
import { switchNote } from "./load-notes.ts";
import { type OtpDocs, otpDocs } from "./otp-docs.ts";
import type { Paint } from "./paint.ts";
import { shellModules } from "./shell_default.ts";
import { ShellSettings, ShellState } from "./shell-state.ts";

/** What modules import, as data: the exports of a bundle are getters, which every call would pay for. */
const LIBRARY: object = Object.freeze({ ...library });

export interface RuntimeOptions extends EditingOptions {
  readonly host: Host;
  readonly disk: Disk;
  /** The module folder: an absolute path. */
  readonly root: string;
  /** The current folder, whose own files are modules too, as in erl's code path; an absolute path. */
  readonly current?: string;
  /** Where the process `user` writes. */
  readonly lines: Lines;
  /** Says what is wrong with a module that is loaded, or saved; on the lines unless told otherwise. */
  readonly complain?: (text: string) => void;
  readonly os?: OperatingSystem;
  /** The disk as module file sees it. */
  readonly files?: Files;
  /** The source texts of the OTP modules, for h/1,2,3. */
  readonly documentation?: () => Iterable<string>;
  /** Called by halt/0,1 and q/0. */
  readonly halt: (status: number) => void;
  /** A note for each load: what it did to live processes. */
  readonly note?: (text: string) => void;
  /** The same as data. */
  readonly switched?: (note: SwitchNote) => void;
  /** The colours of the shell's words; none unless given. */
  readonly paint?: Paint;
  /** The path of a module file as messages show it. */
  readonly shown?: (path: string) => string;
  readonly seed?: number;
  /** Compiles the modules; one of the session's own by default. Several sessions may share one. */
  readonly compiler?: Compiler;
  /** Loads never give way: for sessions that must not depend on anything outside. */
  readonly synchronous?: boolean;
}

/** A running system. */
export interface Runtime {
  readonly system: System;
  readonly code: CodeServer;
  /** The OTP modules and the shell's own, by name. */
  readonly modules: ReadonlyMap<symbol, OtpModule>;
  /** What is typed at the first shell, and the settings that all shells share. */
  readonly state: ShellState;
  /** What h/1,2,3 and completion ask. */
  readonly help: {
    readonly modules: Map<symbol, OtpModule>;
    readonly moduleText: (module: symbol) => string | undefined;
    readonly docs: () => OtpDocs;
  };
  /** Sees and says what becomes of module files. */
  readonly editing: Editing;
  /** The supervisors of the process `user`, the nearest first. */
  readonly supervisors: readonly Term[];
  /** Logs an error of something that no process is to blame for. */
  report(text: string): void;
}

/** Makes a system: nothing runs in it yet but the processes that OTP has. */
export function startRuntime(options: RuntimeOptions): Runtime {
  const { host, lines, seed, complain = (text) => lines.write(text) } = options;
  const system = new System({ host, seed });
  system.halt = options.halt;
  system.report = logCrash;
  const state = new ShellState(new ShellSettings(options.paint));
  const { paint } = state.settings;
  const modules = new Map<symbol, OtpModule>(OTP_MODULES.map((module) => [module.name, module]));
  const builtins = {
    find: (module: symbol, name: symbol, arity: number) =>
      modules.get(module)?.entries.get(`${Symbol.keyFor(name)}/${arity}`) ??
      (module === SHELL_DEFAULT ? typedFunction(state, name, arity) : undefined),
    has: (module: symbol) => modules.has(module),
  };
  const report = (text: string): void => {
    log(Symbol.for("error"), tuple2("~ts", fromArray([text])), undefined, system);
  };
  const code = new CodeServer({
    system,
    disk: options.disk,
    root: options.root,
    current: options.current,
    shown: options.shown,
    library: () => LIBRARY,
    isBuiltin: builtins.has,
    report,
    compiler: options.compiler,
    tell: (diagnostics) => complain(paint.diagnostics(diagnostics)),
    switched: switchedBy(options),
    synchronous: options.synchronous,
  });
  const functions = new ModuleFunctions(code, builtins);
  system.functions = functions;
  let docs: OtpDocs | undefined;
  const help = {
    modules,
    moduleText: (module: symbol) => code.objectCode(module)?.text,
    docs: () => {
      docs ??= otpDocs(options.documentation?.() ?? []);
      return docs;
    },
  };
  const editing = new Editing(
    code,
    { progress: (line) => lines.progress?.(line), ...options },
    paint,
    complain,
  );
  for (const module of shellModules(state.settings, editing, help))
    modules.set(module.name, withModuleInfo(module));
  const plugged = ports.of(system);
  plugged.code = codePort(code, (result) => {
    if ("error" in result) complain(paint.diagnostics(result.diagnostics));
  });
  plugged.modules = modules;
  if (options.os !== undefined) plugged.os = options.os;
  if (options.files !== undefined) files.of(system).disk = options.files;
  return { system, code, modules, state, help, supervisors: startSystemProcesses(system), editing, report };
}

/** Who is told of loads; undefined if nobody is, so that nobody looks who lingers. */
function switchedBy({ note, switched }: RuntimeOptions): ((note: SwitchNote) => void) | undefined {
  if (note === undefined) return switched;
  return (load) => {
    switched?.(load);
    note(switchNote(load));
  };
}

/** A function typed at the prompt, as `shell_default:Name`: what is defined under that name when it is called. */
function typedFunction(state: ShellState, name: symbol, arity: number): Builtin | undefined {
  if (state.localFunction(name, arity) === undefined) return undefined;
  const fn = (...args: Term[]): Term => {
    const fun = state.localFunction(name, arity);
    if (fun === undefined) throw undef(SHELL_DEFAULT, name, args);
    return fun.invoke(...args);
  };
  return { module: SHELL_DEFAULT, name, arity, fn, errors: undefined, place: undefined };
}

const APPLY = { module: Symbol.for("erlang"), name: Symbol.for("apply"), arity: 2 };
const SHELL_DEFAULT = Symbol.for("shell_default");

/** Processes that OTP has and programs look for by name; the work is done elsewhere. */
const SYSTEM_PROCESSES = [
  "init",
  "erl_prim_loader",
  "logger",
  "application_controller",
  "kernel_sup",
  "code_server",
  "user_drv",
];

/** Starts them, and those that have no name; the result are the supervisors of `user`, the nearest first. */
function startSystemProcesses(system: System): Term[] {
  const idle = proc(
    function* loop(): Generator<unknown, never, any> {
      for (;;) yield receiveFrame();
    },
    { items: () => [] },
  );
  const start = () => system.spawn(idle, { silent: true, initialCall: APPLY });
  for (const name of SYSTEM_PROCESSES) register(start(), Symbol.for(name));
  return [start(), Symbol.for("kernel_sup"), start()];
}

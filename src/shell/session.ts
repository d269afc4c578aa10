// session — one Erlang system with its shell, made from ports: what main.ts runs, and what tests script.
//
// Here the rooms are plugged together: the scheduler gets its functions, the OTP modules get the code server, the
// code server gets the library that modules import, the shell gets its evaluator.
import { CodeServer, type SwitchNote } from "../code/code-server.ts";
import { Compiled, Compiler } from "../code/compile.ts";
import type { Disk } from "../code/disk.ts";
import { ModuleFunctions } from "../code/function-table.ts";
import type { LoadResult } from "../code/loader.ts";
import { exportedFunctions } from "../code/module-info.ts";
import { driveLater } from "../code/step.ts";
import type { Builtin } from "../process/apply.ts";
import { proc } from "../process/frame.ts";
import type { Host } from "../process/host.ts";
import type { Process } from "../process/process.ts";
import { receiveFrame } from "../process/receive.ts";
import { register } from "../process/signals.ts";
import { System } from "../process/system.ts";
import * as library from "../stdlib/eshell-ts.ts";
import { type Files, files } from "../stdlib/files-port.ts";
import { log, logCrash } from "../stdlib/logger.ts";
import { OTP_MODULES } from "../stdlib/modules.ts";
import { type OperatingSystem, ports } from "../stdlib/ports.ts";
import type { OtpModule } from "../stdlib/table.ts";
import { undef } from "../terms/exception.ts";
import type { Term } from "../terms/term.ts";
import { tuple3 } from "../terms/tuple.ts";
import type { Loading } from "./c-code.ts";
import { codePort } from "./code-port.ts";
import { END } from "./collect.ts";
import { complete, type Found } from "./completion.ts";
import { completionSources, filesIn } from "./completion-sources.ts";
import { type Lines, startGroup } from "./group.ts";
import { helpAt } from "./help-at.ts";
import { JobControl } from "./job-control.ts";
import { type OtpDocs, otpDocs } from "./otp-docs.ts";
import { type Paint, PLAIN } from "./paint.ts";
import { shellModules } from "./shell_default.ts";
import { ShellSettings, ShellState } from "./shell-state.ts";
import { type Shell, startShell } from "./start-shell.ts";
import { TtyLines } from "./tty.ts";

/** What modules import, as data: the exports of a bundle are getters, which every call would pay for. */
const LIBRARY: object = Object.freeze({ ...library });

/** Lines that know the group leader that they serve, and complete words with what the session knows. */
export interface SessionLines extends Lines {
  group: Process | undefined;
  complete?: (before: string) => Found;
  help?: (before: string) => string | undefined;
}

export interface SessionOptions {
  readonly host: Host;
  readonly disk: Disk;
  /** The module folder: an absolute path. */
  readonly root: string;
  /** The current folder, whose own files are modules too, as in erl's code path; an absolute path. */
  readonly current?: string;
  readonly lines: SessionLines;
  readonly os?: OperatingSystem;
  /** The disk as module file sees it. */
  readonly files?: Files;
  /** The source texts of the OTP modules, for h/1,2,3. */
  readonly documentation?: () => Iterable<string>;
  readonly banner: string;
  /** Called by halt/0,1 and q/0. */
  readonly halt: (status: number) => void;
  /** A note for each load: what it did to live processes. */
  readonly note?: (text: string) => void;
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
export interface Session {
  readonly system: System;
  readonly code: CodeServer;
  /** The group leader. */
  readonly group: Process;
  readonly shell: Process;
  /** What the shell knows, the one that has the terminal. */
  readonly state: ShellState;
  /** Interrupts what the shell is evaluating, as Ctrl-C does; false if it is idle. */
  interrupt(): boolean;
  /** Logs an error of something that no process is to blame for. */
  report(text: string): void;
}

/** Makes a system and starts its shell. */
export function startSession(options: SessionOptions): Session {
  const { host, lines, seed } = options;
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
    log(Symbol.for("error"), { format: "~ts", args: [text] }, undefined, system);
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
    tell: (diagnostics) => lines.write(paint.diagnostics(diagnostics)),
    switched: options.note && ((switched) => options.note?.(noteText(switched))),
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
  for (const module of shellModules(state.settings, loading(code, options), help))
    modules.set(module.name, module);
  const plugged = ports.of(system);
  plugged.code = codePort(code, (result) => {
    if ("error" in result) lines.write(paint.diagnostics(result.diagnostics));
  });
  plugged.modules = modules;
  if (options.os !== undefined) plugged.os = options.os;
  if (options.files !== undefined) files.of(system).disk = options.files;

  const supervisors = startSystemProcesses(system);
  register(startGroup(system, outputOnly(lines)), Symbol.for("user"));
  const sources = completionSources({
    state: () => current().state,
    otpModules: modules,
    moduleNames: () => code.allAvailable(),
    loadedExports(module) {
      const version = code.current(module);
      return version && exportedFunctions(version);
    },
    moduleText: help.moduleText,
    specials: () => current().commands.keys(),
    docs: help.docs,
    files: (folder) => filesIn(files.of(system).disk, folder),
  });
  lines.complete = (before) => complete(before, sources);
  lines.help = (before) => helpAt(before, help);
  const shellDefault = modules.get(SHELL_DEFAULT) as OtpModule;
  const start = (asked: SessionLines, typed: ShellState): Shell => {
    const group = startGroup(system, asked);
    asked.group = group;
    if (asked === lines) system.defaultGroupLeader = group;
    return startShell(system, group, typed, shellDefault, options.banner, supervisors);
  };
  const quit = () => options.halt(0);
  let jobs: JobControl | undefined;
  if (lines instanceof TtyLines) {
    const another = (asked: TtyLines) =>
      start(asked, asked === lines ? state : new ShellState(state.settings));
    jobs = new JobControl({ system, tty: lines.tty, start: another, quit });
  }
  let only = jobs?.shell ?? start(lines, state);
  const group = only.group;
  const current = () => jobs?.shell ?? only;
  // Where there is no job control, another shell takes the place of one that was killed.
  const keep = (): void => {
    only.process.onExit = [
      (reason) => {
        if (reason === NORMAL) return;
        if (!group.alive) {
          lines.write(`System process ${group} terminated: killed\n`);
          options.halt(1);
          return;
        }
        lines.write("*** ERROR: Shell process terminated! ***\n");
        state.busy = false;
        only = startShell(system, group, state, shellDefault, options.banner, supervisors);
        keep();
      },
    ];
  };
  if (jobs === undefined) keep();
  const interrupt = (): boolean => {
    const { state, process, group } = current();
    if (state.busy) process.deliver(tuple3(Symbol.for("EXIT"), group, Symbol.for("interrupt")));
    return state.busy;
  };
  return {
    system,
    code,
    group,
    shell: only.process,
    get state() {
      return current().state;
    },
    interrupt,
    report,
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
  return { module: SHELL_DEFAULT, name, arity, fn, errors: undefined };
}

/** The device of `user`: it shares the output, and has no input of its own. */
function outputOnly(lines: Lines): Lines {
  return {
    edits: false,
    outputOnly: true,
    write: (chars) => lines.write(chars),
    get columns() {
      return lines.columns;
    },
    get rows() {
      return lines.rows;
    },
    ask: () => END,
    accept() {},
    abandon() {},
  };
}

const APPLY = { module: Symbol.for("erlang"), name: Symbol.for("apply"), arity: 2 };
const SHELL_DEFAULT = Symbol.for("shell_default");
const NORMAL = Symbol.for("normal");

/** How the commands c/1, l/1 and lc/1 reach the code server. */
function loading(
  code: CodeServer,
  { shown = (path) => path, lines, paint = PLAIN }: SessionOptions,
): Loading {
  const compiler = new Compiler();
  return {
    warns: lines.edits,
    text: (diagnostics) => paint.diagnostics(diagnostics),
    load: (module: symbol): Promise<LoadResult> => code.load(module),
    async check(module: symbol) {
      const source = code.objectCode(module);
      if (source === undefined) return undefined;
      const { text, path } = source;
      const compiled = await driveLater(compiler.compile({ path, shown: shown(path), text }));
      return compiled instanceof Compiled ? compiled.warnings : compiled.errors;
    },
  };
}

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

/** `%% m: version 3 current, 2 old; 1 process killed: <0.90.0> (was in version 1)`. */
function noteText({ module, current, old, killed, purged }: SwitchNote): string {
  let text = `%% ${Symbol.keyFor(module)}: version ${current} current`;
  if (old !== undefined) text += `, ${old} old`;
  if (killed.length > 0) {
    const shown = killed.slice(0, 5).map(String).join(", ") + (killed.length > 5 ? ", …" : "");
    text += `; ${killed.length} process${killed.length === 1 ? "" : "es"} killed: ${shown} (was in version ${purged})`;
  }
  return text;
}

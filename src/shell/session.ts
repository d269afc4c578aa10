// session — one Erlang system with its shell, made from ports: what main.ts runs, and what tests script.
//
// runtime.ts makes the system; here it gets a shell, its group leader, completion and job control.
import type { CodeServer } from "../code/code-server.ts";
import { exportedFunctions } from "../code/module-info.ts";
import type { Process } from "../process/process.ts";
import { register } from "../process/signals.ts";
import type { System } from "../process/system.ts";
import { files } from "../stdlib/files-port.ts";
import type { OtpModule } from "../stdlib/table.ts";
import { tuple3 } from "../terms/tuple.ts";
import { END } from "./collect.ts";
import { complete, type Found } from "./completion.ts";
import { completionSources, filesIn } from "./completion-sources.ts";
import type { Editing } from "./editing.ts";
import { type Lines, startGroup } from "./group.ts";
import { helpAt } from "./help-at.ts";
import { JobControl } from "./job-control.ts";
import { type Runtime, type RuntimeOptions, startRuntime } from "./runtime.ts";
import { ShellState } from "./shell-state.ts";
import { type Shell, startShell } from "./start-shell.ts";
import { TtyLines } from "./tty.ts";

/** Lines that know the group leader that they serve, and complete words with what the session knows. */
export interface SessionLines extends Lines {
  group: Process | undefined;
  complete?: (before: string) => Found;
  help?: (before: string) => string | undefined;
}

export interface SessionOptions extends RuntimeOptions {
  readonly lines: SessionLines;
  readonly banner: string;
}

/** A running system with its shell. */
export interface Session {
  readonly system: System;
  readonly code: CodeServer;
  /** The group leader. */
  readonly group: Process;
  readonly shell: Process;
  /** What the shell knows, the one that has the terminal. */
  readonly state: ShellState;
  /** Sees and says what becomes of module files. */
  readonly editing: Editing;
  /** Interrupts what the shell is evaluating, as Ctrl-C does; false if it is idle. */
  interrupt(): boolean;
  /** Logs an error of something that no process is to blame for. */
  report(text: string): void;
}

/** Makes a system and starts its shell. */
export function startSession(options: SessionOptions): Session {
  const { lines } = options;
  const { system, code, modules, state, help, supervisors, editing, report } = startRuntime(options);
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
    editing,
    interrupt,
    report,
  };
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

const NORMAL = Symbol.for("normal");

const SHELL_DEFAULT = Symbol.for("shell_default");

/** Makes a system without a shell: the lines are the input and the output of the process `user`. */
export function startWithoutShell(options: RuntimeOptions & { readonly lines: SessionLines }): Runtime & {
  readonly user: Process;
} {
  const runtime = startRuntime(options);
  const { system } = runtime;
  const user = startGroup(system, options.lines);
  options.lines.group = user;
  register(user, Symbol.for("user"));
  system.defaultGroupLeader = user;
  return { ...runtime, user };
}

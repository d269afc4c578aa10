// session — one Erlang system with its shell, made from ports: what main.ts runs, and what tests script.
//
// runtime.ts makes the system; here it gets a shell, its group leader, completion and job control.
import { exportedFunctions } from "../code/module-info.ts";
import type { Process } from "../process/process.ts";
import { register } from "../process/signals.ts";
import { files } from "../stdlib/files-port.ts";
import type { OtpModule } from "../stdlib/table.ts";
import { tuple3 } from "../terms/tuple.ts";
import { END } from "./collect.ts";
import { complete, type Found } from "./completion.ts";
import { completionSources, filesIn } from "./completion-sources.ts";
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

/** A running system with its shell; its state is that of the shell that has the terminal. */
export interface Session extends Runtime {
  /** The group leader. */
  readonly group: Process;
  readonly shell: Process;
  /** Interrupts what the shell is evaluating, as Ctrl-C does; false if it is idle. */
  interrupt(): boolean;
}

/** Makes a system and starts its shell. */
export function startSession(options: SessionOptions): Session {
  const { lines } = options;
  const runtime = startRuntime(options);
  const { system, code, modules, state, help, supervisors } = runtime;
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
    let typed: ShellState | undefined = state;
    const another = (asked: TtyLines): Shell => {
      const shell = start(asked, typed ?? new ShellState(state.settings));
      typed = undefined;
      return shell;
    };
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
        only = startShell(
          system,
          group,
          new ShellState(state.settings),
          shellDefault,
          options.banner,
          supervisors,
        );
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
    ...runtime,
    group,
    shell: only.process,
    get state() {
      return current().state;
    },
    interrupt,
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

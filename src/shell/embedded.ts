// embedded — a system inside a program: what `start` of the package gives.
//
// The program calls functions of the modules; each call is a process, and reaches the current version. Nothing here
// outlives `stop()`: no process, no timer, no watcher, so that the program ends by itself when it has nothing else to do.
import type { Duplex } from "node:stream";
import type { SwitchNote } from "../code/code-server.ts";
import { type Diagnostic, formatDiagnostic } from "../code/diagnostic.ts";
import { compileExpression } from "../eval/evaluate.ts";
import { applyMfa } from "../process/apply.ts";
import { end } from "../process/exit.ts";
import { spawnProcess } from "../process/spawn.ts";
import type { OtpModule } from "../stdlib/table.ts";
import { atomName } from "../terms/atom.ts";
import type { Pid } from "../terms/pid.ts";
import type { Term } from "../terms/term.ts";
import { readForms } from "./forms.ts";
import { startGroup } from "./group.ts";
import { PipeLines } from "./pipe.ts";
import { callRemote, inProcess, type Remote, remote } from "./remote.ts";
import type { Runtime } from "./runtime.ts";
import { ShellState } from "./shell-state.ts";
import { shellPorts, startShell } from "./start-shell.ts";
import { errorText, refusal } from "./words.ts";

const NORMAL = Symbol.for("normal");
const KILLED = Symbol.for("killed");
const SHELL_DEFAULT = Symbol.for("shell_default");

/** A module could not be loaded; what it was before is still there. */
export class LoadError extends Error {
  readonly module: string;
  /** `nofile`, `badfile`, `on_load_failure`, `old_code_in_use` … */
  readonly reason: string;
  readonly diagnostics: readonly Diagnostic[];

  constructor(module: string, reason: string, diagnostics: readonly Diagnostic[]) {
    super([`${module}: ${reason}`, ...diagnostics.map((one) => formatDiagnostic(one).trimEnd())].join("\n"));
    this.name = "LoadError";
    this.module = module;
    this.reason = reason;
    this.diagnostics = diagnostics;
  }
}

/** What a load did. */
export interface LoadEvent {
  readonly module: string;
  /** The number of the version that is current now, and of the one that is old. */
  readonly version: number;
  readonly old: number | undefined;
  /** The processes that lingered in the version that was purged. */
  readonly killed: readonly Pid[];
  /** Those that linger in the one that is old now. */
  readonly lingering: readonly Pid[];
}

/** What a load did, for a program. */
export function loadEvent({ module, current, old, killed, lingering }: SwitchNote): LoadEvent {
  return {
    module: atomName(module),
    version: current,
    old,
    killed: killed.map(({ process }) => process),
    lingering: lingering.map(({ process }) => process),
  };
}

export interface EmbeddedParts {
  readonly runtime: Runtime;
  readonly banner: string;
  /** Writes what is left of the output, and lets go of whatever the program was held by. */
  readonly release: () => void;
}

/** A running system inside a program. */
export class EmbeddedSystem {
  readonly #parts: EmbeddedParts;
  readonly #streams = new Set<Duplex>();
  readonly #state: ShellState;
  #bindings: ReadonlyMap<string, Term> = new Map();
  #running = true;

  constructor(parts: EmbeddedParts) {
    this.#parts = parts;
    this.#state = new ShellState(parts.runtime.state.settings);
  }

  /**
   * Calls a function of a module of the folder or of OTP, in a process of its own. The promise is rejected with what the
   * function throws, or with an exception of class `exit` if the process is ended otherwise.
   */
  async call<T = unknown>(module: string, name: string, args: readonly unknown[] = []): Promise<T> {
    return callRemote(this.#runtime.system, module, name, args) as Promise<T>;
  }

  /** The functions of a module, typed: `system.module<typeof import("./modules/m.ts")>("m").f(1)`. */
  module<Module>(name: string): Remote<Module> {
    return remote((fn, args) => this.call(name, fn, args));
  }

  /** Starts a process that runs a function of a module, the current one when it begins. Mirrors spawn/3. */
  spawn(module: string, name: string, args: readonly unknown[] = []): Pid {
    return spawnProcess(this.#runtime.system, () => applyMfa(Symbol.for(module), Symbol.for(name), args), {});
  }

  /**
   * Evaluates expressions, or definitions, as if typed at a prompt, and gives the last value as TypeScript sees it. Variables
   * stay bound for the next text. What is no Erlang rejects with a SyntaxError.
   */
  async eval(text: string): Promise<unknown> {
    const { system, modules } = this.#runtime;
    const { ports, isCommand } = shellPorts(system, this.#state, modules.get(SHELL_DEFAULT) as OtpModule);
    const read = readForms(text, isCommand);
    if ("errors" in read) throw new SyntaxError(read.errors.map(errorText).join("\n"));
    const evaluated = this;
    return inProcess(system, function* () {
      const bindings = new Map(evaluated.#bindings);
      let value: Term;
      for (const expr of read.exprs) {
        const wrong = refusal(expr, bindings, evaluated.#state);
        if (wrong !== undefined) throw new SyntaxError(errorText(wrong));
        value = yield compileExpression(expr, bindings, ports)();
      }
      evaluated.#bindings = bindings;
      return value;
    });
  }

  /**
   * Loads a module's file as `l/1` does: current code becomes old, and what lingered in old code is killed. With `soft` it
   * is not, and the load is refused. Gives the number of the version; rejects with a {@link LoadError}.
   */
  async load(module: string, { soft = false }: { readonly soft?: boolean } = {}): Promise<number> {
    const { code, system } = this.#runtime;
    const name = Symbol.for(module);
    if (soft && !code.softPurge(name)) throw new LoadError(module, "old_code_in_use", []);
    const result = await code.load(name);
    // What was purged can be let go of only between two turns of the event loop.
    await new Promise<void>((turn) => system.host.soon(turn));
    if ("error" in result) throw new LoadError(module, result.error, result.diagnostics);
    return result.version.number;
  }

  /** Starts a shell that is typed at from a stream, a socket say. Its end, and `q()`, end the shell, and not the system. */
  attach(stream: Duplex): void {
    const { system, state, modules, supervisors } = this.#runtime;
    const lines = new PipeLines((chars) => {
      if (stream.writable) stream.write(chars);
    });
    const group = startGroup(system, lines);
    lines.group = group;
    const leave = (): void => {
      state.settings.leaving = false;
      if (!this.#streams.delete(stream)) return;
      stream.end();
      if (group.alive) end(group, NORMAL);
    };
    const shell = startShell(
      system,
      group,
      new ShellState(state.settings),
      modules.get(SHELL_DEFAULT) as OtpModule,
      this.#parts.banner,
      supervisors,
      leave,
    );
    shell.process.onExit = [leave];
    this.#streams.add(stream);
    stream.setEncoding("utf8");
    stream.on("data", (text: string) => lines.push(text));
    stream.on("end", () => lines.end());
    // With nobody there to read it, a command that still runs is given up.
    stream.on("close", () => {
      if (shell.process.alive) end(shell.process, KILLED);
    });
    // Whoever typed has gone, whatever the reason.
    stream.on("error", () => stream.destroy());
  }

  /** Whether the system runs: until `stop()`, or `halt/0,1` in it. */
  get running(): boolean {
    return this.#running;
  }

  /** Ends the system: all its processes, shells, timers and watchers. Calls that go on are rejected. */
  stop(): void {
    if (!this.#running) return;
    this.#running = false;
    const { runtime, release } = this.#parts;
    runtime.editing.stop();
    runtime.system.stop();
    for (const stream of this.#streams) stream.end();
    this.#streams.clear();
    release();
  }

  get #runtime(): Runtime {
    if (!this.#running) throw new Error("the system has ended");
    return this.#parts.runtime;
  }
}

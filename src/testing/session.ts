// session — a session for tests: a whole system that a test types at, whose time it lets pass and whose files it edits.
//
// Each session is a system of its own; any number may run at once in a program, and share nothing but what was compiled.
// With the virtual clock, which is the default, and a seed, a session does the same each time. Time stands still unless
// it is advanced; only what asks for an answer (`value`, `call`, `load`) lets it pass by itself, as far as the answer needs.
// Node's own I/O takes real time, and none of the session's.
import { posix } from "node:path";
import type { Process } from "../process/process.ts";
import { send } from "../process/signals.ts";
import { VirtualHost } from "../process/virtual-host.ts";
import { callRemote, type Remote, remote } from "../shell/remote.ts";
import { ScriptedSession } from "../shell/scripted-session.ts";
import { ShellRefusal, ShellValue } from "../shell/shell-messages.ts";
import { toModule } from "../terms/border.ts";
import { Exception } from "../terms/exception.ts";
import type { Pid } from "../terms/pid.ts";
import type { LoadView, ScreenView, TestOptions, TestPorts } from "./options.ts";
import { Pids } from "./pids.ts";
import { ProjectDisk } from "./project-disk.ts";
import { RealClock } from "./real-clock.ts";
import { ownEnvironment, ownFolder } from "./surroundings.ts";
import { type ModuleView, moduleView, type ProcessView, processView } from "./views.ts";

const VIRTUAL_PATIENCE_MS = 60_000;
const REAL_PATIENCE_MS = 5000;
const PAUSE_MS = 2;
/** How long Node's own I/O is waited for before the virtual clock moves on, and when it cannot. */
const GRACE_MS = 20;

export class TestSession {
  readonly #script: ScriptedSession;
  readonly #ports: TestPorts;
  readonly #isReal: boolean;
  readonly #patienceMs: number;
  /** The processes that the system itself began with. */
  readonly #own: ReadonlySet<Process>;
  readonly #pids = new Pids();
  #stopped = false;

  constructor(options: TestOptions, ports: TestPorts) {
    const { modules = "modules", terminal = false } = options;
    const here = `${ports.files.cwd()}/`;
    const root = posix.resolve(here, typeof modules === "string" ? modules : "modules");
    const disk = new ProjectDisk(ports.disk, root, typeof modules !== "string");
    if (typeof modules === "string" && disk.list(root) === undefined) throw new Error(`no folder ${root}`);
    const size = terminal === true ? {} : terminal;
    this.#isReal = options.clock === "real";
    this.#patienceMs = options.patience ?? (this.#isReal ? REAL_PATIENCE_MS : VIRTUAL_PATIENCE_MS);
    this.#ports = ports;
    this.#script = new ScriptedSession(typeof modules === "string" ? {} : modules, {
      clock: this.#isReal
        ? new RealClock(ports.host, ports.background ?? ports.host)
        : new VirtualHost(options.now?.getTime()),
      disk,
      root,
      shown: (path) => (path.startsWith(here) ? path.slice(here.length) : path),
      seed: options.seed ?? 1,
      terminal: size === false ? undefined : { columns: size.columns ?? 80, rows: size.rows ?? 24 },
      notes: options.notes,
      compiler: ports.compilers.of(disk, root),
      files: ownFolder(ports.files),
      os: ownEnvironment(ports.os),
      documentation: ports.documentation,
    });
    this.#own = new Set(this.#system.processes());
  }

  get #system() {
    return this.#script.session.system;
  }

  /** The session, if it has not been stopped. */
  get #live(): ScriptedSession {
    if (this.#stopped) throw new Error("the session has been stopped");
    return this.#script;
  }

  // ——— typing

  /**
   * Types a line, and returns what is printed until nothing more happens; the prompts are left out. With the virtual
   * clock no time passes: what an expression prints after a while comes with {@link advance}.
   */
  async type(line: string): Promise<string> {
    const printed = await this.#live.type(line);
    if (!this.#isReal) return printed;
    await this.#until(() => this.idle);
    return printed + this.#script.take();
  }

  /**
   * Types an expression and returns its value, as TypeScript sees it. Lets time pass if the expression waits. An exception
   * is thrown: that of a module as it is, any other as an `Exception` with `class` and `reason`.
   */
  async value<T = any>(line: string): Promise<T> {
    const script = this.#live;
    const shell = () => script.session.state;
    shell().outcome = undefined;
    const printed = await script.type(line);
    const answered = await this.#until(() => shell().outcome !== undefined);
    const { outcome } = shell();
    if (this.#gone !== undefined) throw new Error(this.#gone);
    if (!answered || outcome === undefined)
      throw new Error(`no value of ${line} after ${this.#patienceMs} ms`);
    if (outcome instanceof ShellValue) return this.#pids.out(toModule(outcome.value));
    if (outcome instanceof ShellRefusal) throw new SyntaxError((printed + script.take()).trim());
    throw this.#pids.thrown(new Exception(outcome.class, toModule(outcome.reason)));
  }

  /** Types these lines at once, and returns everything that is printed, prompts included, as `eshell < file` prints it. */
  run(lines: string): Promise<string> {
    return this.#live.run(lines);
  }

  /** Interrupts what was typed, as Ctrl+C does; false if the shell is idle. */
  async interrupt(): Promise<boolean> {
    const was = this.#live.session.interrupt();
    await this.#script.settle();
    return was;
  }

  /** Whether the shell waits for input: what was typed has its answer. */
  get idle(): boolean {
    return !this.#live.session.state.busy || this.status !== undefined;
  }

  /** Presses keys of the emulated terminal: text, and what `key` names. */
  async keys(...keys: string[]): Promise<void> {
    this.#terminal();
    for (const pressed of keys) await this.#live.press(pressed);
  }

  /** What the emulated terminal shows. */
  get screen(): ScreenView {
    const { text, cursor, bells, columns, rows } = this.#terminal();
    return { text, cursor, bells, columns, rows };
  }

  #terminal() {
    const { terminal } = this.#live;
    if (terminal === undefined)
      throw new Error("the session has no terminal: ask for one with { terminal: true }");
    return terminal;
  }

  // ——— what is printed

  /** Everything that was printed since the session began, prompts included. */
  get output(): string {
    return this.#script.output;
  }

  /** What was printed since this, or anything else that returns it, was asked last; the prompts are left out. */
  printed(): string {
    return this.#script.take();
  }

  /** The status that the system ended with, by `halt().` or `q().`; undefined while it goes on. */
  get status(): number | undefined {
    return this.#script.status;
  }

  // ——— time

  /** Lets so many milliseconds pass, and returns what is printed meanwhile. */
  advance(ms: number): Promise<string> {
    return this.#live.advance(ms);
  }

  /** Runs whatever is ready, without letting time pass, and returns what is printed. */
  async settle(): Promise<string> {
    await this.#live.settle();
    return this.printed();
  }

  /** Lets time pass until something is so, and tells whether it is. */
  until(isSo: () => boolean): Promise<boolean> {
    this.#live;
    return this.#until(isSo);
  }

  // ——— module files

  /** Saves a module file: its whole text, or what a function makes of the text that it has. Nothing is loaded. */
  edit(file: string, text: string | ((before: string) => string)): void {
    const script = this.#live;
    script.edit(file, typeof text === "string" ? text : text(this.source(file)));
  }

  /** The text of a module file as it is now. */
  source(file: string): string {
    const text = this.#live.disk.read(`${this.#script.root}/${file}`);
    if (text === undefined) throw new Error(`no module file ${file}`);
    return text;
  }

  /** Removes a module file. */
  remove(file: string): void {
    this.source(file);
    this.#script.disk.remove(`${this.#script.root}/${file}`);
  }

  /** Gives a module file another name. */
  rename(from: string, to: string): void {
    const text = this.source(from);
    this.remove(from);
    this.edit(to, text);
  }

  // ——— modules

  /** Loads a module as `l(Module).` does. What is wrong with it is thrown, as the shell would show it. */
  async load(module: string): Promise<LoadView> {
    const { code } = this.#live.session;
    const result = await code.load(Symbol.for(module));
    await this.#script.settle();
    if (!("error" in result))
      return {
        version: result.version.number,
        killed: result.killed.map(({ process }) => this.#pids.of(process)),
      };
    const lines = result.diagnostics.map(
      ({ file, line, column, message }) => `\n${file}:${line}:${column}: ${message}`,
    );
    throw new Error(`${module}: ${result.error}${lines.join("")}`);
  }

  /** Calls a function of current code in a process of its own, and returns what it returns. Lets time pass if it waits. */
  async call<T = any>(module: string, name: string, ...args: unknown[]): Promise<T> {
    let outcome: { readonly value: unknown } | { readonly thrown: unknown } | undefined;
    void callRemote(this.#live.session.system, module, name, this.#pids.in(args))
      .then(
        (value) => ({ value }),
        (thrown) => ({ thrown }),
      )
      .then((settled) => {
        outcome = settled;
      });
    await this.#until(() => outcome !== undefined);
    if (outcome === undefined) {
      throw new Error(
        this.#gone ?? `${module}:${name}/${args.length} has not returned after ${this.#patienceMs} ms`,
      );
    }
    if ("value" in outcome) return this.#pids.out(outcome.value);
    throw this.#pids.thrown(outcome.thrown);
  }

  /**
   * A module as an object whose functions are called as {@link call} does, each in current code:
   * `session.module<typeof import("../modules/counter.ts")>("counter").value(pid)`.
   */
  module<Module = Record<string, (...args: any[]) => any>>(module: string): Remote<Module> {
    return remote<Module>((name, args) => this.call(module, name, ...args));
  }

  /** The versions of a module, and who is in each. */
  versions(module: string): ModuleView {
    const { system, code } = this.#live.session;
    return moduleView(Symbol.for(module), system, code, this.#pids);
  }

  // ——— processes

  /** Sends a message to a process, or to the process of that name. */
  async send(to: Pid | string, message: unknown): Promise<void> {
    const process = this.#find(to);
    if (process === undefined && typeof to === "string") throw new Error(`no process is registered as ${to}`);
    if (process !== undefined) send(process, this.#pids.in(message));
    await this.#script.settle();
  }

  /** The live processes that the shell and modules have started, in the order of their numbers. */
  processes(): ProcessView[] {
    const isOwn = (process: Process): boolean =>
      this.#own.has(process) || (process.parent !== null && this.#own.has(process.parent as Process));
    return [...this.#live.session.system.processes()]
      .filter((process) => !isOwn(process))
      .map((process) => processView(process, this.#pids));
  }

  /** A live process, by pid or name; undefined if there is none. */
  process(which: Pid | string): ProcessView | undefined {
    const process = this.#find(which);
    return process && processView(process, this.#pids);
  }

  /** Whether the process lives. */
  isAlive(pid: Pid): boolean {
    return this.#find(pid) !== undefined;
  }

  /** The names that the shell and modules have registered, with their processes. */
  registered(): Record<string, Pid> {
    const names = [...this.#live.session.system.names].filter(([, process]) => !this.#own.has(process));
    return Object.fromEntries(
      names.map(([name, process]) => [Symbol.keyFor(name) as string, this.#pids.of(process)]),
    );
  }

  #find(which: Pid | string): Process | undefined {
    const { names, table } = this.#live.session.system;
    return typeof which === "string" ? names.get(Symbol.for(which)) : table.find(which);
  }

  // ——— the end

  /** Ends the session: every process in it, its timers, and whatever it holds. */
  stop(): void {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#script.stop();
  }

  [Symbol.dispose](): void {
    this.stop();
  }

  // ——— waiting

  /** Why there will be no answer. */
  get #gone(): string | undefined {
    return this.status === undefined ? undefined : `the system ended with status ${this.status}`;
  }

  /** Lets time pass until something is so, or the patience is at an end. */
  async #until(isSo: () => boolean): Promise<boolean> {
    const script = this.#script;
    await script.settle();
    if (this.#isReal) return script.until(isSo, this.#patienceMs);
    for (let ms = 0; ms < GRACE_MS && this.#awaitsNode && !isSo(); ms += PAUSE_MS) await this.#pause();
    const startMs = script.host.monotonicMs();
    for (let ms = 0; ms < REAL_PATIENCE_MS; ms += PAUSE_MS) {
      if (await script.until(isSo, this.#patienceMs - (script.host.monotonicMs() - startMs))) return true;
      if (this.#gone !== undefined || (ms >= GRACE_MS && !this.#awaitsNode)) return false;
      await this.#pause();
    }
    return false;
  }

  /** Whether somebody waits for something that is neither a message nor a deadline: a promise, so perhaps for Node's I/O. */
  get #awaitsNode(): boolean {
    for (const process of this.#system.processes()) {
      for (const { top, receive, queued } of process.strands()) {
        if (top !== null && receive === null && !queued) return true;
      }
    }
    return false;
  }

  async #pause(): Promise<void> {
    const { host } = this.#ports;
    await new Promise<void>((resolve) => {
      host.at(host.monotonicMs() + PAUSE_MS, resolve);
    });
    await this.#script.settle();
  }
}

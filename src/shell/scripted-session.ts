// scripted-session — a whole system that a program drives: what is typed goes in, what is printed comes out.
//
// Unless told otherwise files are in memory, the clock stands still until it is told to advance, and random numbers come
// from a seed, so that a script gives the same output each time. src/testing/ makes the package's testing API of it.
import { setImmediate } from "node:timers";
import type { Compiler } from "../code/compile.ts";
import type { Disk } from "../code/disk.ts";
import { MemoryDisk } from "../code/memory-disk.ts";
import type { Host } from "../process/host.ts";
import { VirtualHost } from "../process/virtual-host.ts";
import type { Files } from "../stdlib/files-port.ts";
import type { OperatingSystem } from "../stdlib/ports.ts";
import { VirtualTerminal } from "../terminal/virtual-terminal.ts";
import { startBreakMenu } from "./break-menu.ts";
import type { Data } from "./collect.ts";
import type { AskOptions } from "./group.ts";
import { PipeLines } from "./pipe.ts";
import { type Session, startSession } from "./session.ts";
import { Tty } from "./tty.ts";

/** A host whose time passes as the script says. */
export interface ScriptClock extends Host {
  /** Runs what is ready, without letting time pass, for so many turns at most. Returns how many there were. */
  run(maxTurns: number): number;
  /** Lets time pass; at each deadline on the way what is ready runs for so many turns at most. */
  advance(ms: number, maxTurns: number): void | Promise<void>;
  /** How long to wait for something to happen; undefined if nothing will. */
  readonly nextMs: number | undefined;
  /** Nothing happens any more. */
  stop(): void;
}

/** A disk with files that a script can change. */
export interface ScriptDisk extends Disk {
  write(path: string, text: string): void;
  remove(path: string): void;
}

export interface ScriptOptions {
  /** Tells what a load did to live processes, as on a terminal. */
  readonly notes?: boolean;
  /** The source texts of the OTP modules, for h/1,2,3. */
  readonly documentation?: () => Iterable<string>;
  /** Keys are typed at a terminal of that size, instead of lines into a pipe. */
  readonly terminal?: { readonly columns: number; readonly rows: number };
  readonly clock?: ScriptClock;
  readonly seed?: number;
  /** Where the module files are, and their folder: an absolute path. */
  readonly disk?: ScriptDisk;
  readonly root?: string;
  readonly shown?: (path: string) => string;
  readonly compiler?: Compiler;
  readonly files?: Files;
  readonly os?: OperatingSystem;
}

const FOLDER = "/project/";
/** Turns of the event loop that are run at once, before Node's own I/O has its chance. */
const SOME_TURNS = 16;
/** A system that has not come to rest after so many turns never will: some process loops for ever. */
const MANY_TURNS = 250;
/** What was typed may take longer than that. */
const VERY_MANY_TURNS = 4000;
/** How often a system is run that never comes to rest while something is waited for that no deadline brings. */
const TRIES = 10;

export class ScriptedSession {
  readonly host: ScriptClock;
  readonly disk: ScriptDisk;
  /** The folder of the modules. */
  readonly root: string;
  readonly session: Session;
  readonly terminal: VirtualTerminal | undefined;
  /** The status that the system ended with, once it has. */
  status: number | undefined;
  /** Everything that was printed; on a pipe with the prompts. */
  output = "";
  readonly #tty: Tty | undefined;
  readonly #pipe: ScriptLines | undefined;
  /** What was printed since it was asked for last, without the shell's prompts. */
  #printed = "";

  /** A session whose module folder has these files: `{ "m.ts": "export …" }`. */
  constructor(files: Readonly<Record<string, string>> = {}, options: ScriptOptions = {}) {
    const { clock = new VirtualHost(), shown = (path) => path.slice(FOLDER.length) } = options;
    this.host = clock;
    this.disk = options.disk ?? new MemoryDisk({}, () => clock.systemMs());
    this.root = options.root ?? `${FOLDER}modules`;
    for (const [name, text] of Object.entries(files)) this.edit(name, text);
    const print = (chars: string, isPrompt = false): void => {
      if (this.status !== undefined) return;
      this.output += chars;
      if (!isPrompt) this.#printed += chars;
    };
    if (options.terminal !== undefined) {
      this.terminal = new VirtualTerminal(options.terminal.columns, options.terminal.rows);
      this.#tty = new Tty({ port: this.terminal, host: clock, printed: print });
    } else {
      this.#pipe = new ScriptLines(print);
    }
    const lines = this.#tty?.current ?? (this.#pipe as ScriptLines);
    this.session = startSession({
      host: clock,
      disk: this.disk,
      root: this.root,
      shown,
      lines,
      documentation: options.documentation,
      banner: "",
      note: options.notes ? (text) => lines.write(`${text}\n`) : undefined,
      halt: (status) => {
        this.status ??= status;
      },
      seed: options.seed,
      compiler: options.compiler,
      files: options.files,
      os: options.os && { ...options.os, display: (text) => lines.write(text) },
      synchronous: true,
    });
    if (this.#tty !== undefined) this.#offerBreakMenu(this.#tty);
  }

  /** Ctrl-C opens the menu that it opens on a real terminal. */
  #offerBreakMenu(tty: Tty): void {
    const { system, code } = this.session;
    startBreakMenu({
      system,
      tty,
      version: "Eshell-ts",
      loaded: () => code.allLoaded().map(([module, path]) => `${Symbol.keyFor(module)} (${path})`),
      info: () => [["processes", system.table.count]],
      quit: () => system.halt(0),
    });
  }

  /** Saves a file of the module folder, as an editor would. */
  edit(name: string, text: string): void {
    this.disk.write(`${this.root}/${name}`, text);
  }

  /** Types the line, with Enter, and returns what is printed until nothing more happens; prompts are left out. */
  async type(line: string): Promise<string> {
    await this.settle();
    this.take();
    if (this.#pipe !== undefined) this.#pipe.push(`${line}\n`);
    else this.#tty?.push(`${line.replaceAll("\n", "\x1b\r")}\r`);
    await this.settle();
    return this.take();
  }

  /** Presses keys of the terminal: characters, and the sequences that other keys send. */
  async press(keys: string): Promise<void> {
    await this.settle();
    this.#tty?.push(keys);
    await this.settle();
  }

  /** Lets time pass, and returns what is printed meanwhile. */
  async advance(ms: number): Promise<string> {
    await this.settle();
    this.take();
    const { host } = this;
    const endMs = host.monotonicMs() + ms;
    for (let leftMs = ms; leftMs > 0; leftMs = endMs - host.monotonicMs()) {
      await host.advance(Math.min(leftMs, host.nextMs ?? leftMs), MANY_TURNS);
      // Promises that a deadline has settled have their consequences before the next one.
      await this.settle(1);
    }
    await this.settle();
    return this.take();
  }

  /** Lets time pass until something is so, from one deadline to the next and no further than so many milliseconds. */
  async until(isSo: () => boolean, patienceMs: number): Promise<boolean> {
    let rests = await this.settle();
    let leftMs = patienceMs;
    for (let tries = 0; !isSo() && this.status === undefined; ) {
      const ms = this.host.nextMs;
      if (ms !== undefined && ms <= leftMs) {
        leftMs -= ms;
        await this.host.advance(ms, MANY_TURNS);
      } else if (rests || tries++ === TRIES) {
        return false;
      }
      rests = await this.settle();
    }
    return isSo();
  }

  /** The input ends; returns what is printed then. */
  async end(): Promise<string> {
    await this.settle();
    this.take();
    this.#pipe?.end();
    await this.settle();
    return this.take();
  }

  /** Everything printed by these lines, prompts included, as `eshell < file` prints it. */
  async run(input: string): Promise<string> {
    const before = this.output.length;
    this.#pipe?.push(input);
    this.#pipe?.end();
    await this.settle();
    this.take();
    return this.output.slice(before);
  }

  /**
   * Runs whatever is ready, without letting time pass, until nothing happened for some turns. A system that never rests
   * is left after a while; the result is whether it rests.
   */
  async settle(idleTurns = 2): Promise<boolean> {
    let turns = 0;
    for (let idle = 0; idle < idleTurns; ) {
      // What was promised settles between two turns of Node's event loop, also where a test fakes the global timers.
      await new Promise((resolve) => setImmediate(resolve));
      const run = this.host.run(SOME_TURNS);
      idle = run > 0 || this.session.code.isLoading ? 0 : idle + 1;
      turns += run;
      if (turns > (this.session.state.busy ? VERY_MANY_TURNS : MANY_TURNS)) return false;
    }
    return true;
  }

  /** What was printed since this was asked last. */
  take(): string {
    const printed = this.#printed;
    this.#printed = "";
    return printed;
  }

  /** Ends the system: whatever still runs or waits in it. */
  stop(): void {
    this.status ??= 0;
    this.session.system.stop();
    this.host.stop();
  }
}

/** Lines of a pipe that tells prompts of the shell from what is printed. */
class ScriptLines extends PipeLines {
  #isPrompt = false;

  constructor(print: (chars: string, isPrompt: boolean) => void) {
    super((chars) => print(chars, this.#isPrompt));
  }

  override ask(prompt: string, options: AskOptions): Data | undefined {
    this.#isPrompt = options.history;
    try {
      return super.ask(prompt, options);
    } finally {
      this.#isPrompt = false;
    }
  }
}

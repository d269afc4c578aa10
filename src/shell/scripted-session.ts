// scripted-session — a whole system in memory: what is typed goes in, what is printed comes out, time is the script's.
//
// Files are in memory, the clock stands still until it is told to advance, and random numbers come from a seed, so that
// a script gives the same output each time.
import { MemoryDisk } from "../code/memory-disk.ts";
import { VirtualHost } from "../process/virtual-host.ts";
import { PipeLines } from "./pipe.ts";
import { type Session, startSession } from "./session.ts";

const ROOT = "/project/modules";

export interface ScriptOptions {
  /** Tells what a load did to live processes, as on a terminal. */
  readonly notes?: boolean;
  /** The source texts of the OTP modules, for h/1,2,3. */
  readonly documentation?: () => Iterable<string>;
}

export class ScriptedSession {
  readonly host = new VirtualHost();
  readonly disk: MemoryDisk;
  readonly session: Session;
  /** The status that the system ended with, once it has. */
  status: number | undefined;
  readonly #lines: PipeLines;
  #output = "";

  /** A session whose module folder has these files: `{ "m.ts": "export …" }`. */
  constructor(files: Readonly<Record<string, string>> = {}, options: ScriptOptions = {}) {
    this.disk = new MemoryDisk({}, () => this.host.systemMs());
    for (const [name, text] of Object.entries(files)) this.edit(name, text);
    this.#lines = new PipeLines((chars) => {
      if (this.status === undefined) this.#output += chars;
    });
    this.session = startSession({
      host: this.host,
      disk: this.disk,
      root: ROOT,
      shown: (path) => path.slice("/project/".length),
      lines: this.#lines,
      documentation: options.documentation,
      banner: "",
      note: options.notes ? (text) => this.#lines.write(`${text}\n`) : undefined,
      halt: (status) => {
        this.status ??= status;
      },
      synchronous: true,
    });
  }

  /** Saves a file of the module folder, as an editor would. */
  edit(name: string, text: string): void {
    this.disk.write(`${ROOT}/${name}`, text);
  }

  /** Types the line, with Enter, and returns what is printed until nothing more happens; prompts are left out. */
  async type(line: string): Promise<string> {
    await this.settle();
    this.#take();
    this.#lines.push(`${line}\n`);
    await this.settle();
    return this.#take();
  }

  /** Lets time pass, and returns what is printed meanwhile. */
  async advance(ms: number): Promise<string> {
    await this.settle();
    this.#take();
    this.host.advance(ms);
    await this.settle();
    return this.#take();
  }

  /** The input ends; returns what is printed then. */
  async end(): Promise<string> {
    await this.settle();
    this.#take();
    this.#lines.end();
    await this.settle();
    return this.#take();
  }

  /** Everything printed by these lines, prompts included, as `eshell < file` prints it. */
  async run(input: string): Promise<string> {
    this.#lines.push(input);
    this.#lines.end();
    await this.settle();
    const output = this.#output;
    this.#output = "";
    return output;
  }

  /** Runs whatever is ready, without letting time pass. */
  async settle(): Promise<void> {
    for (let idle = 0; idle < 2; ) {
      // What was promised settles between two turns of Node's event loop.
      await new Promise((resolve) => setImmediate(resolve));
      idle = this.host.run() ? 0 : idle + 1;
    }
  }

  #take(): string {
    const printed = this.#output.replace(/^(\d+> )+/gm, "").replace(/\d+> $/, "");
    this.#output = "";
    return printed;
  }
}

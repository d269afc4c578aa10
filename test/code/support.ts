// support — a system on a virtual clock with a code server on a disk in memory, and a small library to import.
import { join } from "node:path";
import { CodeServer, type SwitchNote } from "../../src/code/code-server.ts";
import { formatDiagnostic } from "../../src/code/diagnostic.ts";
import type { Disk } from "../../src/code/disk.ts";
import { ModuleFunctions } from "../../src/code/function-table.ts";
import type { LoadResult } from "../../src/code/loader.ts";
import { MemoryDisk } from "../../src/code/memory-disk.ts";
import { applyMfa, callFun } from "../../src/process/apply.ts";
import { Frame, proc } from "../../src/process/frame.ts";
import type { Process } from "../../src/process/process.ts";
import { Receive, TIMEOUT } from "../../src/process/receive.ts";
import { running } from "../../src/process/running.ts";
import { self, send } from "../../src/process/signals.ts";
import { type CrashReport, System } from "../../src/process/system.ts";
import { VirtualHost } from "../../src/process/virtual-host.ts";
import { Exception } from "../../src/terms/exception.ts";
import type { Term } from "../../src/terms/term.ts";
import { tuple } from "../../src/terms/tuple.ts";

export const a = (name: string) => Symbol.for(name);
export const ROOT = "/project/modules";

export class World {
  readonly host = new VirtualHost();
  readonly system = new System({ host: this.host });
  readonly disk: MemoryDisk;
  readonly server: CodeServer;
  readonly functions: ModuleFunctions;
  /** What modules printed, error reports, and what was told of broken modules. */
  readonly printed: unknown[] = [];
  readonly reports: string[] = [];
  readonly crashes: CrashReport[] = [];
  readonly notes: SwitchNote[] = [];

  constructor(
    files: Record<string, string> = {},
    options: { root?: string; disk?: Disk; synchronous?: boolean } = {},
  ) {
    this.disk = new MemoryDisk({}, () => 1_000_000 + this.host.monotonicMs());
    const root = options.root ?? ROOT;
    for (const [name, text] of Object.entries(files)) this.disk.write(join(root, name), text);
    this.system.report = (report) => this.crashes.push(report);
    this.server = new CodeServer({
      system: this.system,
      disk: options.disk ?? this.disk,
      root,
      shown: (path) => path.replace("/project/", ""),
      library: () => this.#library,
      isBuiltin: (module) => module === a("lists"),
      report: (text) => this.reports.push(text),
      tell: (diagnostics) => this.reports.push(...diagnostics.map(formatDiagnostic)),
      switched: (note) => this.notes.push(note),
      synchronous: options.synchronous,
    });
    this.functions = new ModuleFunctions(this.server, {
      find: () => undefined,
      has: (module) => module === a("lists"),
    });
    this.system.functions = this.functions;
  }

  readonly #library = {
    print: (...values: unknown[]) => void this.printed.push(...values),
    spawn: (fun: Term, ...args: Term[]) => this.system.spawn(() => callFun(fun, args)),
    self,
    send: (to: Term, message: Term) => {
      send(to, message);
      return message;
    },
    receive: (match?: any, options?: any) => {
      const [accepts, more] = typeof match === "function" ? [match, options] : [null, match];
      return new Receive(accepts, more?.after ?? Number.POSITIVE_INFINITY, true);
    },
    timeout: TIMEOUT,
    tuple,
    error: (reason: Term) => {
      throw new Exception("error", reason);
    },
  };

  /** Saves a file of the module folder. */
  save(name: string, text: string): void {
    this.disk.write(`${ROOT}/${name}`, text);
  }

  load(name: string): Promise<LoadResult> {
    return this.server.load(a(name));
  }

  /** Loads, and gives the texts of what went wrong. */
  async loadError(name: string): Promise<[error: string, text: string]> {
    const result = await this.load(name);
    return "error" in result ? [result.error, result.diagnostics.map(formatDiagnostic).join("")] : ["", ""];
  }

  /** Saves and loads the next version; it must succeed. */
  async replace(file: string, text: string): Promise<void> {
    this.save(file, text);
    const result = await this.load(file.replace(/\.\w+$/, ""));
    if ("error" in result) throw new Error(result.error + result.diagnostics.map(formatDiagnostic).join(""));
  }

  /** Calls module:name(args) in a process of its own. */
  async call(module: string, name: string, ...args: Term[]): Promise<any> {
    return this.run(() => applyMfa(a(module), a(name), args));
  }

  /** Runs code as a process; the result is what it returns, and what it throws is thrown. */
  async run(start: () => unknown): Promise<any> {
    let outcome: { value?: unknown; thrown?: unknown } | undefined;
    const body = proc(function* (): Generator<unknown, void, any> {
      try {
        const value = start();
        outcome = { value: value instanceof Frame ? yield value : value };
      } catch (thrown) {
        outcome = { thrown };
      }
    });
    this.system.spawn(body);
    for (let turns = 0; outcome === undefined && turns < 2000; turns++) await this.turn();
    if (outcome === undefined) throw new Error(`the call did not come back ${this.reports.join()}`);
    if ("thrown" in outcome) throw outcome.thrown;
    return outcome.value;
  }

  async turn(): Promise<void> {
    this.host.run();
    // esbuild and the disk answer in their own time, which is not the system's.
    await new Promise((resolve) => setTimeout(resolve, 0));
    this.host.run();
  }

  /** Lets time pass. */
  async advance(ms: number): Promise<void> {
    await this.turn();
    this.host.advance(ms);
    await this.turn();
  }

  alive(pid: Process): boolean {
    return pid.alive;
  }
}

/** Runs `act` as if outside of any process. */
export function outside<T>(act: () => T): T {
  const { strand } = running;
  running.strand = null;
  try {
    return act();
  } finally {
    running.strand = strand;
  }
}

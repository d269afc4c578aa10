// pseudo-terminal — the command `eshell` on a pseudo-terminal, as a user has it: keys in, what the screen shows out.
//
// Node makes no pseudo-terminals. `script` of util-linux does, and is there on nearly every Linux; elsewhere (and where
// a machine has none to give) the tests that need one are skipped, and say so.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { VirtualTerminal } from "../../src/terminal/virtual-terminal.ts";

const ESHELL = fileURLToPath(new URL("../../bin/eshell.js", import.meta.url));
const PATIENCE_MS = 20_000;

/** Why there are no pseudo-terminals here; undefined if there are. */
export function whyNone(): string | undefined {
  const version = spawnSync("script", ["--version"], { encoding: "utf8" });
  if (version.error !== undefined || !version.stdout.includes("util-linux"))
    return "there is no `script` of util-linux";
  const tried = spawnSync("script", ["-qfec", "test -t 0 && stty -a", "/dev/null"], {
    input: "",
    encoding: "utf8",
  });
  return tried.status === 0 ? undefined : "`script` gets no pseudo-terminal";
}

export interface Asked {
  readonly columns?: number;
  readonly rows?: number;
  /** Module files by name. */
  readonly modules?: Readonly<Record<string, string>>;
  /** The shell commands around the program, which stands in them as `eshell`. */
  readonly around?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

export class PseudoTerminal {
  readonly terminal: VirtualTerminal;
  readonly #folder = mkdtempSync(join(tmpdir(), "eshell-pty-"));
  readonly #script: ChildProcess;
  readonly #ended: Promise<number | null>;
  #rest = "";
  #changed: () => void = () => {};

  constructor({ columns = 80, rows = 24, modules = {}, around = "eshell", environment = {} }: Asked = {}) {
    this.terminal = new VirtualTerminal(columns, rows);
    for (const [name, text] of Object.entries(modules)) writeFileSync(join(this.#folder, name), text);
    const program = `sh -c 'echo $$ > pid; exec "$0" "$@"' "${process.execPath}" "${ESHELL}" --no-history --modules .`;
    const commands = `stty cols ${columns} rows ${rows}; stty -a > before; ${around.replace("eshell", () => program)}; echo $? > status; stty -a > after`;
    this.#script = spawn("script", ["-qfec", commands, "/dev/null"], {
      cwd: this.#folder,
      env: {
        ...process.env,
        SHELL: "/bin/bash",
        TERM: "xterm",
        NO_COLOR: "1",
        ESHELL_FLAGS: "",
        ...environment,
      },
    });
    this.#script.stdout?.setEncoding("utf8").on("data", (chars: string) => this.#show(chars));
    this.#ended = new Promise((resolve) => this.#script.on("exit", resolve));
  }

  /** Whatever is incomplete waits: an escape sequence may come in two pieces. */
  #show(chars: string): void {
    const all = this.#rest + chars;
    const cut = /\x1b(?:\[[0-9;?]*)?$/.exec(all)?.index ?? all.length;
    this.#rest = all.slice(cut);
    this.terminal.write(all.slice(0, cut));
    this.#changed();
  }

  type(keys: string): void {
    this.#script.stdin?.write(keys);
  }

  /** Types, and waits until the screen shows that. */
  async typed(keys: string, shows: RegExp): Promise<string> {
    this.type(keys);
    return this.shows(shows);
  }

  /** Waits until the screen shows that. */
  async shows(wanted: RegExp): Promise<string> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(new Error(`${wanted} is not on the screen:\n${this.terminal.text}`)),
        PATIENCE_MS,
      );
    });
    const shown = (async () => {
      while (!wanted.test(this.terminal.text)) {
        await new Promise<void>((resolve) => {
          this.#changed = resolve;
        });
      }
      return this.terminal.text;
    })();
    try {
      return await Promise.race([shown, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Sends a signal to the program itself. */
  signal(name: NodeJS.Signals): void {
    process.kill(this.pid, name);
  }

  get pid(): number {
    return Number(this.file("pid"));
  }

  /** Closes the window. */
  close(): void {
    this.#script.kill("SIGKILL");
  }

  /** Whether the commands around the program have written to a file. */
  has(name: string): boolean {
    const path = join(this.#folder, name);
    return existsSync(path) && readFileSync(path).length > 0;
  }

  /** What the commands around the program have written to a file. */
  file(name: string): string {
    return readFileSync(join(this.#folder, name), "utf8").trim();
  }

  /** Waits for the end of the commands; the status of the program, and the modes of the terminal around it. */
  async ended(): Promise<{ status: number; before: string; after: string }> {
    await this.#ended;
    return { status: Number(this.file("status")), before: this.file("before"), after: this.file("after") };
  }

  /** Ends whatever runs, and removes what was written. */
  async dispose(): Promise<void> {
    this.#script.kill("SIGKILL");
    await this.#ended;
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

// node-terminal — standard input and output: a terminal with its line editor, or a pipe.
//
// Invariant: however the program ends, the terminal is as it was: raw mode and bracketed paste are taken back when
// the process exits.

import { nodeHistory } from "./node-history.ts";
import type { Host } from "./process/host.ts";
import { openHistory } from "./shell/history-store.ts";
import { PipeLines } from "./shell/pipe.ts";
import { TtyLines } from "./shell/tty.ts";

const PASTE_ON = "\x1b[?2004h";
/** Exit status of a program that a signal ended, less the signal's number. */
const SIGNALLED = 128;
const PASTE_OFF = "\x1b[?2004l";

/** Standard output: what is written in one turn of the event loop goes out at once. */
export class Output {
  #chars = "";
  #scheduled = false;
  #closed = false;

  write(chars: string): void {
    if (this.#closed) return;
    this.#chars += chars;
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => this.flush());
  }

  flush(): void {
    this.#scheduled = false;
    const chars = this.#chars;
    this.#chars = "";
    if (chars !== "") process.stdout.write(chars);
  }

  /** Writes what is left and ends the program; nothing is written any more. */
  exit(status: number): void {
    if (this.#closed) return;
    this.flush();
    this.#closed = true;
    // A pipe may not take all at once on every system.
    if (process.stdout.writableLength === 0) process.exit(status);
    process.stdout.once("drain", () => process.exit(status));
  }
}

/** Lines from standard input, and what connects them to it once there is a system to take them. */
export interface Console {
  readonly lines: PipeLines | TtyLines;
  readonly terminal: boolean;
  start(interrupt: () => void): void;
}

/** The console: a terminal if both input and output are one. */
export function openConsole(host: Host, output: Output, history: boolean): Console {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    // Whoever read our output has gone: nothing is left to be done.
    if (error.code === "EPIPE") process.exit(0);
    throw error;
  });
  return process.stdin.isTTY && process.stdout.isTTY ? openTerminal(host, output, history) : openPipe(output);
}

function openPipe(output: Output): Console {
  const lines = new PipeLines((chars) => output.write(chars));
  const start = (): void => {
    process.stdin.setEncoding("utf8");
    process.stdin.on("data", (chars: string) => lines.push(chars));
    process.stdin.on("end", () => lines.end());
    process.stdin.on("error", () => lines.end());
  };
  return { lines, terminal: false, start };
}

function openTerminal(host: Host, output: Output, remembers: boolean): Console {
  const { stdin, stdout } = process;
  const port = {
    write: (chars: string) => output.write(chars),
    get columns() {
      return stdout.columns || 80;
    },
    get rows() {
      return stdout.rows || 24;
    },
  };
  // A history that cannot be kept is told, once there is a line to tell it above of.
  const complain = (error: unknown): void => {
    setImmediate(() => lines.write(`%% no history: ${error instanceof Error ? error.message : error}\n`));
  };
  const history = remembers ? openHistory(nodeHistory(), complain) : undefined;
  const lines: TtyLines = new TtyLines({ port, host, history });
  const start = (interrupt: () => void): void => {
    lines.onInterrupt = interrupt;
    stdin.setRawMode(true);
    stdin.setEncoding("utf8");
    output.write(PASTE_ON);
    process.on("exit", () => {
      stdin.setRawMode(false);
      stdout.write(PASTE_OFF);
    });
    // Without a handler of its own a signal ends the program with no exit event.
    process.on("SIGTERM", () => process.exit(SIGNALLED + 15));
    process.on("SIGHUP", () => process.exit(SIGNALLED + 1));
    stdin.on("data", (chars: string) => lines.push(chars));
    stdin.on("end", () => output.exit(0));
    stdout.on("resize", () => lines.redraw());
  };
  return { lines, terminal: true, start };
}

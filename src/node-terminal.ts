// node-terminal — standard input and output: a terminal with its line editor, or a pipe.

import type { ChalkInstance } from "chalk";
import { InputDecoder, latin1Bytes } from "./node-input.ts";
import { openTty } from "./node-tty.ts";
import type { Host } from "./process/host.ts";
import type { Data } from "./shell/collect.ts";
import type { AskOptions } from "./shell/group.ts";
import { PipeLines } from "./shell/pipe.ts";
import type { Tty, TtyLines } from "./shell/tty.ts";

/** Standard output: what is written in one turn of the event loop goes out at once. */
export class Output {
  #chars = "";
  #scheduled = false;
  #closed = false;
  #held = false;
  #latin1 = false;
  #before: (() => void)[] = [];

  write(chars: string): void {
    if (this.#closed) return;
    this.#chars += chars;
    this.#schedule();
  }

  /** Calls back before what was written in this turn goes out: there is more to be written. */
  beforeFlush(callback: () => void): void {
    this.#before.push(callback);
    this.#schedule();
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => this.flush());
  }

  /** What is written from now on goes out in Latin-1; what was written before, in UTF-8. */
  useLatin1(): void {
    this.flush();
    this.#latin1 = true;
  }

  /** Keeps what is written until the output is released: something else has the terminal. */
  hold(): void {
    this.flush();
    this.#held = true;
  }

  release(): void {
    this.#held = false;
    this.flush();
  }

  flush(): void {
    if (this.#held) {
      this.#scheduled = false;
      return;
    }
    for (const callback of this.#before.splice(0)) callback();
    this.#scheduled = false;
    const chars = this.#chars;
    this.#chars = "";
    if (chars !== "") process.stdout.write(this.#latin1 ? latin1Bytes(chars) : chars);
  }

  /** Writes what is left and ends the program; nothing is written any more. */
  exit(status: number): void {
    if (this.#closed) return;
    this.flush();
    this.#closed = true;
    // A pipe may not take all at once on every system.
    if (process.stdout.writableLength === 0) process.exit(status);
    process.stdout.write("", () => process.exit(status));
  }
}

/** Lines from standard input; `start` reads them once there is a system to take them. */
export interface Console {
  readonly lines: PipeLines | TtyLines;
  /** Undefined where input or output is a pipe. */
  readonly tty: Tty | undefined;
  start(): void;
  /** Reads no more, and leaves the terminal as it was. */
  stop(): void;
}

/** The console: a terminal if both input and output are one, and not a dumb one. */
export function openConsole(host: Host, output: Output, history: boolean, colors: ChalkInstance): Console {
  endOnBrokenPipe();
  // A terminal that cannot move its cursor has no line editor.
  const dumb = process.env.TERM === "dumb";
  if (dumb || !process.stdin.isTTY || !process.stdout.isTTY) return openPipe(output);
  const { tty, start, stop } = openTty(host, output, history, colors);
  return { lines: tty.current, tty, start, stop };
}

function openPipe(output: Output): Console {
  const lines = new PipeLines((chars) => output.write(chars));
  return {
    lines,
    tty: undefined,
    start: () => readInput(lines, output),
    stop: () => void process.stdin.pause(),
  };
}

/** Standard input for a system without a shell: it is read once somebody asks, or never. */
export function openInput(output: Output, reads: boolean): PipeLines {
  endOnBrokenPipe();
  const lines = new AskedLines(output);
  if (!reads) lines.end();
  return lines;
}

class AskedLines extends PipeLines {
  readonly #output: Output;
  #reading = false;

  constructor(output: Output) {
    super((chars) => output.write(chars));
    this.#output = output;
  }

  override ask(prompt: string, options: AskOptions): Data | undefined {
    if (!this.#reading) {
      this.#reading = true;
      readInput(this, this.#output);
    }
    return super.ask(prompt, options);
  }
}

/** Reads standard input. As in erl, what is no UTF-8 makes input and output Latin-1 from there on. */
function readInput(lines: PipeLines, output: Output): void {
  const decoder = new InputDecoder(() => output.useLatin1());
  process.stdin.on("data", (bytes: Buffer) => lines.push(decoder.decode(bytes)));
  process.stdin.on("end", () => {
    lines.push(decoder.end());
    lines.end();
  });
  process.stdin.on("error", () => lines.end());
}

/** Whoever read our output has gone, or the disk is full: nobody is left to be told anything. The status is erl's. */
export function endOnBrokenPipe(): void {
  process.stdout.on("error", () => process.exit(1));
  process.stderr.on("error", () => process.exit(1));
}

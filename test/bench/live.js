// live — how it is measured when a saved module is live: a program runs, its module's file is written, and its line awaited.
import { spawn } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const SAVES = 30;
const WARM_UP = 5;
const TIMEOUT_MS = 10_000;

/** A program whose output is awaited line by line. */
export class Program {
  constructor(command, args, cwd) {
    this.output = "";
    this.errors = "";
    this.child = spawn(command, args, { cwd });
    this.ended = new Promise((resolve) => {
      this.child.once("error", (error) => resolve(error.message));
      this.child.once("exit", (status, signal) => resolve(`it ended with ${signal ?? status}`));
    });
    this.child.stdout.setEncoding("utf8");
    this.child.stderr.setEncoding("utf8");
    this.child.stdout.on("data", (text) => {
      this.output += text;
      if (this.output.includes(this.awaited)) this.resolve?.();
    });
    this.child.stderr.on("data", (text) => {
      this.errors += text;
    });
  }

  type(line) {
    this.child.stdin.write(`${line}\n`);
  }

  /** Waits until a line has been printed. */
  async line(text) {
    this.awaited = `${text}\n`;
    if (this.output.includes(this.awaited)) return;
    let timer;
    const why = await Promise.race([
      new Promise((resolve) => {
        this.resolve = resolve;
      }),
      new Promise((resolve) => {
        timer = setTimeout(resolve, TIMEOUT_MS, "it takes too long");
      }),
      this.ended,
    ]);
    clearTimeout(timer);
    if (why === undefined) return;
    const printed = [this.output, this.errors].map((all) => all.slice(-500).trim()).join("\n");
    throw new Error(`"${text}" was not printed: ${why}\n${printed}`.trim());
  }

  async end() {
    this.child.kill();
    await this.ended;
  }
}

/** The median time that `live` takes after `write`, over many saves. */
export async function measure(write, live) {
  const times = [];
  for (let version = 1; version <= WARM_UP + SAVES; version++) {
    // As if by hand: not in step with anything.
    await new Promise((resolve) => setTimeout(resolve, 200 + ((version * 37) % 100)));
    const before = performance.now();
    write(version);
    await live(version);
    if (version > WARM_UP) times.push(performance.now() - before);
  }
  return times.sort((a, b) => a - b)[times.length >> 1];
}

export function folder() {
  return realpathSync(mkdtempSync(join(tmpdir(), "eshell-live-")));
}

/** How many lines a module has. */
const LINES = 200;

/** The functions of a module, of four lines each. */
export const functions = (line) => Array.from({ length: LINES / 4 }, (_, i) => line(i)).join("\n");

/** A module that prints its version whenever it runs: JavaScript, or TypeScript for a program that reads it. */
function printing(version, file, accept) {
  const [number, promise] = file.endsWith(".ts") ? [": number", ": Promise<number>"] : ["", ""];
  return `${accept}${functions(
    (i) => `export async function f${i}(x${number})${promise} {
  const y = await Promise.resolve(x + ${i});
  return f${i}(y === null ? x : x * 2);
}`,
  )}\nconsole.log("live ${version}");\n`;
}

/**
 * The median of a program whose module prints its version each time that it runs, since the program is started anew or the
 * module loaded again: its command, its arguments, the module's file and first lines, and the program's other files.
 */
export async function programLive({ command = process.execPath, args, file, accept = "", files = {} }) {
  const root = folder();
  const write = (version) => writeFileSync(join(root, file), printing(version, file, accept));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, name), text);
  write(0);
  const program = new Program(command, args, root);
  try {
    await program.line("live 0");
    return await measure(write, (version) => program.line(`live ${version}`));
  } finally {
    await program.end();
    rmSync(root, { recursive: true });
  }
}

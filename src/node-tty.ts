// node-tty — the real terminal of the shell: its modes, its signals, the editor that the user prefers.
//
// Invariant: whoever else gets the terminal (the calling shell, an editor, whatever comes after the end) finds it as it
// was before the program started.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ChalkInstance } from "chalk";
import { nodeHistory } from "./node-history.ts";
import type { Output } from "./node-terminal.ts";
import type { Host } from "./process/host.ts";
import { Highlighter } from "./shell/highlight.ts";
import { openHistory } from "./shell/history-store.ts";
import { tokenStyles } from "./shell/paint.ts";
import { Tty } from "./shell/tty.ts";

const PASTE_ON = "\x1b[?2004h";
const PASTE_OFF = "\x1b[?2004l";
/** Exit status of a program that a signal ended, less the signal's number. */
const SIGNALLED = 128;
/** So long after a signal to stop the program is running again, or never was stopped. */
const STOPPED_MS = 50;

/** The terminal on standard input and output; `start` begins to read its keys, and `stop` gives it back. */
export function openTty(
  host: Host,
  output: Output,
  remembers: boolean,
  colors: ChalkInstance,
): { readonly tty: Tty; readonly start: () => void; readonly stop: () => void } {
  const { stdin, stdout } = process;
  const port = {
    write: (chars: string) => output.write(chars),
    later: (callback: () => void) => output.beforeFlush(callback),
    get columns() {
      return stdout.columns || 80;
    },
    get rows() {
      return stdout.rows || 24;
    },
  };
  // A history that cannot be kept is told, once there is a line to tell it above of.
  const complain = (error: unknown): void => {
    setImmediate(() =>
      tty.screen.output(`%% no history: ${error instanceof Error ? error.message : error}\n`),
    );
  };
  const history = remembers ? openHistory(nodeHistory(), complain) : undefined;
  const take = (): void => {
    stdin.setRawMode(true);
    stdout.write(PASTE_ON);
  };
  const giveBack = (): void => {
    stdin.setRawMode(false);
    stdout.write(PASTE_OFF);
  };
  const suspended = (): void => {
    output.flush();
    giveBack();
    process.off("SIGTSTP", suspended);
    // With nobody to continue it the program is not stopped at all.
    process.kill(process.pid, "SIGTSTP");
    setTimeout(() => {
      process.on("SIGTSTP", suspended);
      take();
      tty.redraw();
    }, STOPPED_MS);
  };
  const editText = async (text: string): Promise<string | undefined> => {
    output.hold();
    stdin.pause();
    giveBack();
    const edited = await editedByUser(text);
    take();
    stdin.resume();
    output.release();
    return edited;
  };
  // The whole job is stopped, as the terminal itself would do it.
  const suspend = (): void => void process.kill(0, "SIGTSTP");
  const tty: Tty = new Tty({ port, host, history, suspend, editText });
  const styles = tokenStyles(colors);
  if (styles !== undefined) {
    const highlighter = new Highlighter(styles);
    tty.highlight = (text, cursor) => highlighter.spans(text, cursor);
  }
  const push = (chars: string): void => tty.push(chars);
  const ended = (): void => output.exit(0);
  const resized = (): void => tty.redraw();
  // Without a handler of its own a signal ends the program with no exit event.
  const terminated = (): void => process.exit(SIGNALLED + 15);
  const hungUp = (): void => process.exit(SIGNALLED + 1);
  const broken = (): void => tty.onBreak();
  const start = (): void => {
    stdin.setEncoding("utf8");
    take();
    process.on("exit", giveBack);
    process.on("SIGTSTP", suspended);
    process.on("SIGTERM", terminated);
    process.on("SIGHUP", hungUp);
    process.on("SIGINT", broken);
    stdin.on("data", push);
    stdin.on("end", ended);
    stdout.on("resize", resized);
  };
  const stop = (): void => {
    output.flush();
    giveBack();
    process.off("exit", giveBack);
    process.off("SIGTSTP", suspended);
    process.off("SIGTERM", terminated);
    process.off("SIGHUP", hungUp);
    process.off("SIGINT", broken);
    stdin.off("data", push);
    stdin.off("end", ended);
    stdout.off("resize", resized);
    stdin.pause();
  };
  return { tty, start, stop };
}

/** The text as the user leaves it in `$VISUAL` or `$EDITOR`; undefined if the editor failed. */
async function editedByUser(text: string): Promise<string | undefined> {
  const folder = mkdtempSync(join(tmpdir(), "eshell-"));
  const file = join(folder, "expression.erl");
  writeFileSync(file, `${text}\n`);
  const editor = process.env.VISUAL || process.env.EDITOR || "vi";
  // Ctrl-C in the editor is the editor's.
  const listeners = process.listeners("SIGINT") as NodeJS.SignalsListener[];
  const ignore = (): void => {};
  process.on("SIGINT", ignore);
  for (const listener of listeners) process.off("SIGINT", listener);
  const status = await new Promise<number | null>((resolve) => {
    // The setting may have arguments: `code --wait`.
    const child = spawn("/bin/sh", ["-c", `${editor} "$1"`, "sh", file], { stdio: "inherit" });
    child.on("error", () => resolve(null));
    child.on("exit", resolve);
  });
  for (const listener of listeners) process.on("SIGINT", listener);
  process.off("SIGINT", ignore);
  const edited = status === 0 ? readFileSync(file, "utf8") : undefined;
  rmSync(folder, { recursive: true });
  return edited;
}

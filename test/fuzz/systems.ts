// systems — the two shells that are compared: lines go in through a pipe, and each line has its answer.
//
// An answer is what is printed between two prompts. A line that binds variables is followed by `f().`, so that no case
// depends on another. If a shell dies or hangs at a line, that line's answer says so and the rest goes to a fresh one.
import { spawn, spawnSync } from "node:child_process";
import { resolve } from "node:path";

export interface Shell {
  readonly command: string;
  readonly args: readonly string[];
  readonly folder: string;
}

const TIMEOUT_MS = 60_000;
export const NO_ANSWER = "(no answer)";

/** The erl to compare with: what ERL names, or the one on the PATH; undefined without one. */
export function findErl(folder: string): Shell | undefined {
  const named = process.env.ERL ?? "erl";
  const command = named.includes("/") ? resolve(named) : named;
  const found = spawnSync(command, ["-noshell", "-eval", "halt()."], { cwd: folder, stdio: "ignore" });
  return found.status === 0 ? { command, args: [], folder } : undefined;
}

/** What the shell prints for each line. */
export async function answers(shell: Shell, lines: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  while (found.length < lines.length) {
    const rest = lines.slice(found.length);
    const cleared = rest.map((line) => /[A-Z]/.test(line));
    const input = rest.map((line, i) => `${line}\n${cleared[i] ? "f().\n" : ""}`).join("");
    const { output, finished } = await run(shell, input);
    const parts = split(output);
    let at = 0;
    const expected = rest.length + cleared.filter(Boolean).length;
    const complete = finished ? expected : Math.min(expected, parts.length - 1);
    for (const clear of cleared) {
      if (at >= complete) break;
      found.push(parts[at] ?? NO_ANSWER);
      at += clear ? 2 : 1;
    }
    if (!finished && found.length < lines.length) found.push(NO_ANSWER);
  }
  return found;
}

async function run(
  { command, args, folder }: Shell,
  input: string,
): Promise<{ output: string; finished: boolean }> {
  const child = spawn(command, args, {
    cwd: folder,
    env: { ...process.env, LANG: "C.UTF-8" },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const chunks: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  // A shell that dies early closes its input; that it did is seen in its output.
  child.stdin.on("error", () => child.stdin.destroy());
  child.stdin.end(input);
  const timeout = setTimeout(() => child.kill("SIGKILL"), TIMEOUT_MS);
  const status = await new Promise<number | null>((done) => child.on("close", done));
  clearTimeout(timeout);
  return { output: Buffer.concat(chunks).toString("utf8"), finished: status === 0 };
}

/** The text after each prompt. A line that is no expression leaves the number as it was. */
export function split(output: string): string[] {
  const parts: string[] = [];
  let number = 1;
  let from = -1;
  for (const match of output.matchAll(/^(\d+)> /gm)) {
    const shown = Number(match[1]);
    if (from === -1 ? shown !== 1 : shown !== number && shown !== number + 1) continue;
    if (from !== -1) parts.push(output.slice(from, match.index));
    number = shown;
    from = match.index + match[0].length;
  }
  if (from !== -1) parts.push(output.slice(from));
  return parts;
}

// systems — the two shells that are compared: lines go in through a pipe, and each line has its answer.
//
// A session begins with some definitions. Behind each line stands a mark, which the shell prints: the answer is what is
// printed between two marks, whatever the scanner makes of the line. A line that binds variables is followed by `f().`,
// so that no case depends on another. If a shell dies or hangs at a line, that line's answer says so and the rest goes
// to a fresh one.
import { spawn, spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { PRELUDE } from "./programs.ts";

export interface Shell {
  readonly command: string;
  readonly args: readonly string[];
  readonly folder: string;
}

const TIMEOUT_MS = 60_000;
export const NO_ANSWER = "(no answer)";
/** The answer of a line that the one before it took for its own. */
const SWALLOWED = "(swallowed)";

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
    const marked = rest.map((line, i) => `${line}\n${/[A-Z]/.test(line) ? "f().\n" : ""}${mark(i + 1)}`);
    const { output, finished } = await run(shell, [...PRELUDE, mark(0), ...marked].join("\n"));
    const parts = split(output);
    const count = finished ? rest.length : Math.max(0, ...parts.keys());
    for (let i = 1; i <= count; i++) found.push(parts.get(i) ?? SWALLOWED);
    if (!finished && found.length < lines.length) found.push(NO_ANSWER);
  }
  return found;
}

function mark(number: number): string {
  return `<<"#${number}#">>.`;
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
  child.stdin.end(`${input}\n`);
  const timeout = setTimeout(() => child.kill("SIGKILL"), TIMEOUT_MS);
  const status = await new Promise<number | null>((done) => child.on("close", done));
  clearTimeout(timeout);
  return { output: Buffer.concat(chunks).toString("utf8"), finished: status === 0 };
}

/** The text in front of each mark, by its number. */
function split(output: string): Map<number, string> {
  const parts = new Map<number, string>();
  let from = 0;
  for (const match of output.matchAll(/^(?:\d+> )*<<"#(\d+)#">>\n/gm)) {
    const text = output.slice(from, match.index);
    parts.set(
      Number(match[1]),
      text.replace(/^(?:\d+> )+/gm, (prompts) => "> ".repeat(prompts.split(" ").length - 1)),
    );
    from = match.index + match[0].length;
  }
  return parts;
}

// documented — the examples of a text, and how one is played: each ```eshell block is a session that really takes place.
//
// In a block, `1> ` begins what is typed, and the lines after it, up to the next prompt, are what is printed. Two kinds
// of comments direct the play; any other line that begins with `%% ` is a note that the shell prints on a terminal:
//
//   %% In modules/m.ts, 1 is changed to 2 and saved
//   %% 3 s later: the lines that follow are what is printed meanwhile
//
// A pid or a reference in the text stands for any; `…` for anything at all. A ```ts block that begins with
// `// modules/m.ts` is that file for the blocks after it.
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { ScriptedSession } from "../../src/shell/scripted-session.ts";

export const ROOT = resolve(import.meta.dirname, "../..");

/** A block of a text. */
export interface Example {
  /** What it belongs to: the function that its comment mirrors, or the heading above it. */
  readonly of: string;
  readonly lines: readonly string[];
  /** Module files that the text has shown before it. */
  readonly files: Readonly<Record<string, string>>;
}

const CHANGE = /^%% In modules\/(\w+\.ts), (.+) is changed to (.+) and saved$/;
const WAIT = /^%% ([\d.]+) s later/;

const read = (path: string): string => readFileSync(join(ROOT, path), "utf8");

/** The sources and pages that may have examples. */
export function documents(): string[] {
  const sources = readdirSync(join(ROOT, "src"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => `src/${name}`);
  return [...sources.sort(), "README.md", "modules/README.md", "src/README.md"];
}

/** The source of the OTP modules, as help reads it. */
export function documentation(): string[] {
  return readdirSync(join(ROOT, "src/stdlib")).map((name) => read(`src/stdlib/${name}`));
}

/** The examples of a file. */
export function examplesOf(path: string): Example[] {
  const lines = read(path).split("\n");
  const isPage = path.endsWith(".md");
  const found: Example[] = [];
  let files: Record<string, string> = {};
  for (let at = 0; at < lines.length; at++) {
    const fence = /^(\s*\*?\s*)```(eshell|ts)\s*$/.exec(lines[at]);
    if (fence === null) continue;
    const from = at + 1;
    while (at + 1 < lines.length && !/^\s*\*?\s*```\s*$/.test(lines[at + 1])) at++;
    const raw = lines.slice(from, ++at);
    const block = fence[1].includes("*") ? raw.map((line) => line.replace(/^\s*\* ?/, "")) : raw;
    if (fence[2] === "ts") {
      const file = /^\/\/ modules\/(\S+\.ts)/.exec(block[0])?.[1];
      if (file !== undefined) files = { ...files, [file]: `${block.join("\n")}\n` };
      continue;
    }
    found.push({ of: subjectOf(lines, from, isPage), lines: block, files });
  }
  return found;
}

function subjectOf(lines: readonly string[], from: number, isPage: boolean): string {
  for (let at = from; at >= 0; at--) {
    if (isPage) {
      const heading = /^#+ (.*)/.exec(lines[at]);
      if (heading !== null) return heading[1];
      continue;
    }
    const mirrored = /\bMirrors ((?:the BIF )?\S+[^.\s])/.exec(lines[at]) ?? /\bModule (\w+)/.exec(lines[at]);
    if (mirrored !== null) return mirrored[1];
    if (/\/\*\*/.test(lines[at])) break;
  }
  return `line ${from}`;
}

/** A step of an example: what is typed, or how long is waited, and what is to be printed. */
export interface Step {
  readonly input: string;
  readonly expected: string;
  readonly printed: string;
}

/** The sample modules. */
export function sampleModules(): Record<string, string> {
  const names = readdirSync(join(ROOT, "modules")).filter((name) => name.endsWith(".ts"));
  return Object.fromEntries(names.map((name) => [name, read(`modules/${name}`)]));
}

/** Plays an example from its beginning. */
export async function play(example: Example): Promise<Step[]> {
  const { lines } = example;
  const files = { ...sampleModules(), ...example.files };
  const directs = (line: string) => CHANGE.test(line) || WAIT.test(line);
  const notes = lines.some((line) => line.startsWith("%% ") && !directs(line));
  const session = new ScriptedSession(files, { documentation, notes });
  const steps: Step[] = [];
  for (let at = 0; at < lines.length; ) {
    const line = lines[at++];
    const change = CHANGE.exec(line);
    if (change !== null) {
      const [, file, from, to] = change;
      if (!files[file]?.includes(from)) throw new Error(`nothing to change: ${line}`);
      files[file] = files[file].replace(from, to);
      session.edit(file, files[file]);
      continue;
    }
    const prompt = /^\d+> (.*)$/.exec(line);
    const wait = WAIT.exec(line);
    if (prompt === null && wait === null) throw new Error(`neither typed nor printed: ${line}`);
    let typed = prompt?.[1] ?? "";
    // What is typed goes on up to the full stop; OTP shows the further lines after a prompt of their own.
    while (prompt !== null && !/\.\s*(%.*)?$/.test(typed) && at < lines.length) {
      typed += `\n${lines[at++].replace(/^ *\.\. /, "")}`;
    }
    const expected: string[] = [];
    while (at < lines.length && !/^\d+> /.test(lines[at]) && !directs(lines[at])) expected.push(lines[at++]);
    const printed =
      wait === null ? await answer(session, typed) : await session.advance(1000 * Number(wait[1]));
    steps.push({ input: typed || line, expected: expected.join("\n").trimEnd(), printed: printed.trimEnd() });
  }
  return steps;
}

/** What is printed after a line was typed; if that is nothing, the expression waits for time to pass. */
async function answer(session: ScriptedSession, typed: string): Promise<string> {
  let printed = await session.type(typed);
  for (let waits = 0; printed === "" && waits < 5; waits++) printed = await session.advance(50);
  return printed;
}

/** Whether this is what the example says is printed. */
export function agrees({ expected, printed }: Step): boolean {
  const pattern = expected
    .replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
    .replace(/<0\\\.\d+\\\.0>/g, "<0\\.\\d+\\.0>")
    .replace(/#Ref<[\d\\.]+>/g, "#Ref<[\\d.]+>")
    .replace(/…/g, "[\\s\\S]*");
  return new RegExp(`^${pattern}$`).test(printed);
}

// init — `eshell init [FOLDER]`: what a project begins with: a tsconfig.json, a first module and a first test, in which
// neither `tsc` nor an editor finds an error. What is there already stays as it is.
import { dirname, join, resolve } from "node:path";
import { type CommandPort, UsageError } from "./command-port.ts";

const MODULE = `// hello — the first module. At the prompt: hello:greeting("Joe"). and P = hello:start().
import { io, receive, spawn, timeout } from "eshell-ts";
import * as MODULE from "./hello.ts";

/** A greeting for somebody. */
export function greeting(name: string): string {
  return \`Hello, \${name}!\`;
}

/** Starts a process that greets every two seconds. Edit this file and type l(hello): it goes on in the new code. */
export function start() {
  return spawn(loop);
}

export async function loop(): Promise<never> {
  const message = await receive({ after: 2000 });
  if (message === timeout) io.format("~ts~n", [greeting("world")]);
  return MODULE.loop(); // the current version; return loop() would stay in this one
}
`;

const TEST_BODY = `
test("a process that runs goes on in new code", async () => {
  const session = testSession();
  EQUAL(await session.type('hello:greeting("Joe").'), '"Hello, Joe!"\\n');
  await session.type("P = hello:start().");
  EQUAL(await session.advance(2000), "Hello, world!\\n");
  session.edit("hello.ts", (text) => text.replace("Hello", "Good morning"));
  await session.type("l(hello).");
  await session.advance(2000);
  EQUAL(await session.advance(2000), "Good morning, world!\\n");
  session.stop();
});
`;

const VITEST = `// The first test: npx vitest run
import { expect, test } from "vitest";
import { testSession } from "eshell-ts/testing";
${TEST_BODY.replace(/EQUAL\((.*), ('.*'|".*")\);/g, "expect($1).toBe($2);")}`;

const NODE_TEST = `// The first test: node --test (Node 22.18 or later runs TypeScript files)
import assert from "node:assert/strict";
import { test } from "node:test";
import { testSession } from "eshell-ts/testing";
${TEST_BODY.replace(/EQUAL\(/g, "assert.equal(")}`;

const OPTIONS = {
  target: "ES2024",
  lib: ["ES2024", "ESNext.Disposable"],
  module: "Preserve",
  moduleResolution: "Bundler",
  moduleDetection: "force",
  allowImportingTsExtensions: true,
  isolatedModules: true,
  noEmit: true,
  strict: true,
  skipLibCheck: true,
  types: ["node"],
};

/** Runs `eshell init`. */
export async function run(args: string[], port: CommandPort): Promise<number> {
  if (args.length > 1 || args[0]?.startsWith("-")) throw new UsageError("eshell init [FOLDER]");
  const folder = resolve(port.cwd, args[0] ?? ".");
  const compilerOptions = { ...OPTIONS, ...port.typeOptions(folder) };
  const hasVitest = isAbove(folder, "node_modules/vitest", port);
  const files: [string, string][] = [
    ["tsconfig.json", `${JSON.stringify({ compilerOptions, include: ["modules", "test"] }, undefined, 2)}\n`],
    ["modules/hello.ts", MODULE],
    ["test/hello.test.ts", hasVitest ? VITEST : NODE_TEST],
  ];
  for (const [name, text] of files) {
    const written = writeNew(join(folder, name), text, port);
    port.stdout.write(`${name}${written ? "" : " is there already, and stays as it is"}\n`);
  }
  const at = args[0] === undefined ? "" : `cd ${args[0]}, then `;
  port.stdout.write(`\nNext: ${at}npx eshell, and at the prompt hello:greeting("Joe").\n`);
  return 0;
}

/** Whether the folder or one above it has the path. */
function isAbove(folder: string, path: string, port: CommandPort): boolean {
  for (let at = folder; ; at = dirname(at)) {
    if (port.disk.stat(join(at, path)) !== undefined) return true;
    if (at === dirname(at)) return false;
  }
}

/** Writes a file that is not there yet; says whether it did. */
function writeNew(path: string, text: string, { disk, files }: CommandPort): boolean {
  if (disk.stat(path) !== undefined) return false;
  makeFolder(dirname(path), { disk, files });
  try {
    files.writeFile(path, new TextEncoder().encode(text), "wx");
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error)
      throw new UsageError(`${path} cannot be written: ${error.code}`);
    throw error;
  }
}

function makeFolder(path: string, port: Pick<CommandPort, "disk" | "files">): void {
  if (port.disk.stat(path) !== undefined) return;
  makeFolder(dirname(path), port);
  port.files.makeDir(path);
}

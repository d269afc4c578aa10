// scratch-folder — a folder on the disk for each test of the file that imports this, and a shell that works in it.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach } from "vitest";
import { nodeFiles } from "../../src/node-files.ts";
import { ScriptedSession } from "../../src/shell/scripted-session.ts";

/** The folder of the test that runs. */
export let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "eshell-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** What is printed by these lines, of which `@` is the folder. */
export async function printed(...lines: string[]): Promise<string> {
  const session = new ScriptedSession({}, { files: nodeFiles });
  return (await session.run(lines.map((line) => `${line.replaceAll("@", `${folder}/`)}\n`).join(""))).trim();
}

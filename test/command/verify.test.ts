// `eshell verify FILE…`: pages whose sessions print something else are told, and updated if that is asked for.
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type CommandPort, UsageError } from "../../src/command/command-port.ts";
import { run } from "../../src/command/verify.ts";
import { nodeDisk } from "../../src/node-disk.ts";
import { nodeFiles } from "../../src/node-files.ts";
import { nodeHost, nodeSystem } from "../../src/node-host.ts";

const folder = mkdtempSync(join(tmpdir(), "eshell-verify-"));
const page = join(folder, "page.md");
const PAGE = "# Page\n\n```eshell\n1> 1 + 1.\n2\n2> self().\n<0.1.0>\n3> 2 + 2.\n5\n```\n";

/** Runs the command; what it prints, and its status. */
async function verify(...args: string[]): Promise<[output: string, status: number]> {
  let output = "";
  const sink = { write: (text: string) => void (output += text), colors: false };
  const port = {
    stdout: sink,
    stderr: sink,
    cwd: folder,
    root: join(folder, "modules"),
    host: nodeHost,
    disk: nodeDisk,
    files: nodeFiles,
    os: nodeSystem({ ...sink, flush() {} }, [], []),
    documentation: () => [],
  };
  return [await run(args, port as unknown as CommandPort), output].reverse() as [string, number];
}

test("what differs is shown, and the status is 1", async () => {
  writeFileSync(page, PAGE);
  expect(await verify(page)).toEqual([
    `${page}:8: 3> 2 + 2.\n    - 5\n    + 4\n\n${page}: 1 session, 3 steps, 1 different\n`,
    1,
  ]);
  expect(readFileSync(page, "utf8")).toBe(PAGE);
});

test("--update writes what is printed, and leaves the rest as it is", async () => {
  writeFileSync(page, PAGE);
  expect(await verify("--update", page)).toEqual([`${page}: 1 session, 3 steps, 1 updated\n`, 0]);
  expect(readFileSync(page, "utf8")).toBe(PAGE.replace("\n5\n", "\n4\n"));
  expect(await verify(page)).toEqual([`${page}: 1 session, 3 steps, all as written\n`, 0]);
});

test("what cannot be played is no update", async () => {
  writeFileSync(page, PAGE.replace("3> 2 + 2.", "%% In modules/m.ts, a is changed to b and saved"));
  expect(await verify("--update", page)).toEqual([
    `${page}:8: no module file m.ts\n\n${page}: 1 session, 0 steps, 1 different\n`,
    1,
  ]);
});

test("wrong arguments are told", async () => {
  writeFileSync(page, "# Page\n");
  expect(await verify(page)).toEqual([`${page}: no eshell block\n`, 1]);
  await expect(verify()).rejects.toThrow(UsageError);
  await expect(verify("--nosuch", page)).rejects.toThrow("unknown option --nosuch");
  await expect(verify(join(folder, "nosuch.md"))).rejects.toThrow("nosuch.md cannot be read: ENOENT");
});

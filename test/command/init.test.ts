// What `eshell init` writes, on a real disk and with the real compiler.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import type { CommandPort } from "../../src/command/command-port.ts";
import { run as init } from "../../src/command/init.ts";
import { testSession } from "../../src/eshell-ts-testing.ts";
import { nodeDisk } from "../../src/node-disk.ts";
import { nodeFiles } from "../../src/node-files.ts";
import { suppliedOptions } from "../../src/node-types.ts";

const TSC = fileURLToPath(new URL("../../node_modules/typescript/bin/tsc", import.meta.url));

test("in what init writes tsc finds no error, without node_modules; and what its test says is so", async () => {
  const cwd = mkdtempSync(join(tmpdir(), "eshell-init-"));
  try {
    const port = {
      cwd,
      stdout: { write() {} },
      disk: nodeDisk,
      files: nodeFiles,
      typeOptions: suppliedOptions,
    };
    expect(await init([], port as unknown as CommandPort)).toBe(0);
    const { stdout } = spawnSync(process.execPath, [TSC, "-p", cwd], { cwd, encoding: "utf8" });
    // Where the types are the sources of this project, they are checked with it: that is for another test.
    expect(stdout.split("\n").filter((line) => /^(modules|test|error)\b/.test(line))).toEqual([]);

    const session = testSession({ modules: join(cwd, "modules") });
    expect(await session.type('hello:greeting("Joe").')).toBe('"Hello, Joe!"\n');
    await session.type("P = hello:start().");
    expect(await session.advance(2000)).toBe("Hello, world!\n");
    session.edit("hello.ts", (text) => text.replace("Hello", "Good morning"));
    await session.type("l(hello).");
    await session.advance(2000);
    expect(await session.advance(2000)).toBe("Good morning, world!\n");
    session.stop();
  } finally {
    rmSync(cwd, { recursive: true });
  }
});

// The tests that README.md shows are tests: each is run here, in a folder with the modules of the page.
import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { transformSync } from "esbuild";
import * as vitest from "vitest";
import { afterAll, beforeAll, describe } from "vitest";
import * as testing from "../../src/eshell-ts-testing.ts";
import { filesOf } from "./documented.ts";

const home = process.cwd();
const folder = mkdtempSync(join(tmpdir(), "eshell-readme-"));
cpSync("modules", join(folder, "modules"), { recursive: true });
cpSync("README.md", join(folder, "README.md"));
const files = filesOf("README.md");
for (const [path, text] of files) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

/** What the tests import. */
const provided: Record<string, unknown> = { vitest, "eshell-ts/testing": testing };

process.chdir(folder);
beforeAll(() => process.chdir(folder));
afterAll(() => process.chdir(home));
for (const [path, text] of files) {
  if (!path.endsWith(".test.ts")) continue;
  describe(path, () => {
    const { code } = transformSync(text, { loader: "ts", format: "cjs", target: "node20.19" });
    const own = createRequire(join(folder, path));
    new Function("require", code)((name: string) => provided[name] ?? own(name));
  });
}
process.chdir(home);

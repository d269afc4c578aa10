// run — everything CI checks: format and lint, types, tests. Ends with `N passed, N failed`.
import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const report = `${tmpdir()}/eshell-test-${process.pid}.json`;
let passed = 0;
let failed = 0;

function step(name, command, args) {
  console.log(`\n== ${name}`);
  const result = spawnSync(process.execPath, [`${root}node_modules/${command}`, ...args], {
    cwd: root,
    stdio: "inherit",
  });
  return result.status === 0;
}

function check(name, command, args) {
  if (step(name, command, args)) passed++;
  else failed++;
}

check("format and lint", "@biomejs/biome/bin/biome", ["check", "--error-on-warnings", "."]);
check("types", "typescript/bin/tsc", ["--noEmit"]);
const green = step("tests", "vitest/vitest.mjs", [
  "run",
  "--config=test/vitest.config.ts",
  "--reporter=default",
  "--reporter=json",
  `--outputFile=${report}`,
  ...process.argv.slice(2),
]);
try {
  const counts = JSON.parse(readFileSync(report, "utf8"));
  passed += counts.numPassedTests;
  failed += counts.numFailedTests;
  rmSync(report);
} catch (error) {
  console.error(`no test report: ${error.message}`);
}
if (!green && failed === 0) failed++;
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

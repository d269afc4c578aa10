// save-to-live-others — the same as save-to-live.js for what else brings saved code into a program: `tsx watch`, which starts it
// anew, and hot-hook and `bun --hot`, which load the module again.
//
// They are a package of their own, others/, which is installed when it is needed first. What cannot be installed, or does
// not run on this machine, is left out, with a line on standard error that says why.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { programLive } from "./live.js";

const others = fileURLToPath(new URL("others", import.meta.url));
const installed = (path) => join(others, "node_modules", path);

const tsx = () => programLive({ args: [installed("tsx/dist/cli.mjs"), "watch", "m.ts"], file: "m.ts" });

/** The module is imported wherever its code is wanted, as a server does for each request; here, all the time. */
function hotHook() {
  const main = `import { setTimeout } from "node:timers/promises";
import { hot } from ${JSON.stringify(pathToFileURL(installed("hot-hook/build/src/hot.js")))};
await hot.init({ root: import.meta.filename });
for (;;) {
  await import("./m.mjs", { with: { hot: "true" } });
  await setTimeout(1);
}
`;
  return programLive({ args: ["main.mjs"], file: "m.mjs", files: { "main.mjs": main } });
}

const bun = () =>
  programLive({ command: installed("bun/bin/bun.exe"), args: ["--hot", "m.ts"], file: "m.ts" });

/** Installs the package, unless it is there as its lock file wants it. npm itself says what goes wrong. */
function install() {
  const mark = installed(".eshell-installed");
  const wanted = createHash("sha256")
    .update(readFileSync(join(others, "package-lock.json")))
    .digest("hex");
  if (existsSync(mark) && readFileSync(mark, "utf8") === wanted) return true;
  console.error("Installing what is measured beside …");
  const args = ["ci", "--no-audit", "--no-fund", "--loglevel=error"];
  const shell = process.platform === "win32";
  const { status } = spawnSync("npm", args, { cwd: others, stdio: ["ignore", "ignore", "inherit"], shell });
  if (status === 0) writeFileSync(mark, wanted);
  return status === 0;
}

if (install()) {
  for (const [name, live] of Object.entries({ tsx_watch: tsx, hot_hook: hotHook, bun_hot: bun })) {
    try {
      console.log(`save_to_live_${name} ${await live()}`);
    } catch (error) {
      console.error(`save_to_live_${name} is left out: ${error.message}`);
    }
  }
} else {
  console.error("save_to_live_others is left out: `npm ci` failed in test/bench/others");
}

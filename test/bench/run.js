// run — `npm run bench [NAME…]`: the measures of this folder, beside those of OTP where there is an `erl` (on the PATH, or named
// by ERL). Both sides run in turn, several times; what is printed are medians and their quotient.
//
// save_to_live_others is measured only when it is named: it needs packages that are installed for it alone.
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));
const eshell = resolve(here, "../../bin/eshell.js");
const turns = Number(process.env.TURNS ?? 3);
const only = process.argv.slice(2);

/** Measures with a target, as a fraction of OTP's figure. */
const targets = {
  ping_pong: 0.35,
  ring: 0.45,
  spawn_exit: 0.5,
  idle_memory: 0.3,
  start_to_prompt: 1,
  start_to_prompt_pipe: 1,
};
/** Measures with a target of their own, in their unit. */
const limits = { article: 100, session_start: 10, save_to_live: 10, save_to_live_500: 10 };
const units = {
  article: "ms",
  article_first: "ms",
  session_start: "ms",
  idle_memory: "B",
  load_growth: "B",
  load_growth_rss: "B",
  million_processes_alive: "",
  million_processes_spawn: "ms",
  million_processes_bytes: "B",
  start_to_prompt: "ms",
  start_to_prompt_pipe: "ms",
  save_to_live: "ms",
  save_to_live_500: "ms",
};
/** Figures that are neither ours nor OTP's. */
const elsewhere = {
  save_to_live_node_watch: "node --watch",
  save_to_live_vite: "Vite's module runner",
  save_to_live_tsx_watch: "tsx watch",
  save_to_live_hot_hook: "hot-hook",
  save_to_live_bun_hot: "bun --hot",
};

/** What is typed at the prompts of both; each line prints its measure in milliseconds. */
const shellLines = readFileSync(join(here, "erlang/shell.txt"), "utf8")
  .trim()
  .split("\n")
  .filter((line) => only.length === 0 || only.some((name) => line.includes(`${name} `)));
const shellRounds = 3;
/** Measures at the prompt, which must take a fifth of what they take at OTP's. */
const isShell = (name) => name.startsWith("shell_");

/** What is measured from outside, by programs of their own; and whether anything is measured inside the system. */
const outside = ["start", "article", "save_to_live", "save_to_live_others"];
const inside = only.length === 0 || !only.every((name) => isShell(name) || outside.includes(name));

const folder = mkdtempSync(join(tmpdir(), "eshell-bench-"));
// Below node_modules, so that the bundle finds its packages.
const bundle = resolve(here, "../../node_modules/.eshell-bench/measures.mjs");
try {
  await build({
    entryPoints: [join(here, "measures.ts")],
    outfile: bundle,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20.19",
    packages: "external",
    logLevel: "warning",
  });
  const erl = findErl();
  if (erl !== undefined) prepareErl();
  const ours = new Map();
  const theirs = new Map();
  for (let turn = 0; turn < turns; turn++) {
    if (only.length === 0 || only.includes("start")) {
      const start = join(here, "start.js");
      if (erl !== undefined) collect(theirs, run(process.execPath, [start, erl], folder));
      collect(ours, run(process.execPath, [start, process.execPath, eshell, "--no-history"], folder));
    }
    if (erl !== undefined) {
      if (inside) collect(theirs, runErl(erl));
      collect(theirs, runShell(erl, []));
    }
    collect(ours, runShell(process.execPath, [eshell]));
    if (!inside) continue;
    collect(
      ours,
      run(process.execPath, ["--expose-gc", "--max-old-space-size=8192", bundle, here, ...only], folder),
    );
  }
  if (only.length === 0 || only.includes("article")) {
    for (let turn = 0; turn < turns; turn++) {
      collect(ours, run(process.execPath, [join(here, "article.js")], folder));
    }
  }
  if (only.length === 0 || only.includes("save_to_live")) {
    const live = join(here, "save-to-live.js");
    if (erl !== undefined) collect(theirs, run(process.execPath, [live, "erl", erl], folder));
    collect(ours, run(process.execPath, [live, "ours"], folder));
  }
  if (only.includes("save_to_live_others")) {
    collect(ours, run(process.execPath, [join(here, "save-to-live-others.js")], folder));
  }
  print(ours, theirs);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function findErl() {
  const named = process.env.ERL ?? "erl";
  const erl = named.includes("/") ? resolve(named) : named;
  const found = spawnSync(erl, ["-noshell", "-eval", "halt()."], { cwd: folder, stdio: "ignore" });
  return found.status === 0 ? erl : undefined;
}

function prepareErl() {
  copyFileSync(join(here, "erlang/bench.erl"), join(folder, "bench.erl"));
  const functions = Array.from({ length: 66 }, (_, i) => `f${i}(X) ->\n    Y = X + ${i},\n    Y * 2.`);
  const names = Array.from({ length: 66 }, (_, i) => `f${i}/1`).join(", ");
  writeFileSync(join(folder, "big.erl"), `-module(big).\n-export([${names}]).\n${functions.join("\n")}\n`);
}

function runErl(erl) {
  const code = "{ok, bench} = compile:file(bench), {ok, big} = compile:file(big), bench:main(3), halt().";
  return run(erl, ["-noshell", "+P", "2000000", "-eval", code], folder);
}

/** What a shell prints when the lines are typed, several times. */
function runShell(command, args) {
  if (shellLines.length === 0) return "";
  return run(command, args, folder, `${shellLines.join("\n")}\n`.repeat(shellRounds));
}

function run(command, args, cwd, input) {
  const stdio = ["pipe", "pipe", "inherit"];
  const result = spawnSync(command, args, { cwd, input, stdio, encoding: "utf8", maxBuffer: 1 << 26 });
  if (result.status !== 0) throw new Error(`${command} failed:\n${result.stdout}`);
  return result.stdout;
}

function collect(into, text) {
  for (const line of text.split("\n")) {
    const [name, value] = line.split(" ");
    if (!value || Number.isNaN(Number(value))) continue;
    if (!into.has(name)) into.set(name, []);
    into.get(name).push(Number(value));
  }
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1];
}

function print(ours, theirs) {
  const measured = Object.entries(elsewhere).filter(([name]) => ours.has(name));
  if (ours.size > measured.length) printOwn(ours, theirs);
  if (measured.length > 0) console.log("\nfrom a save to new code, elsewhere");
  for (const [name, what] of measured) {
    console.log(`${what.padEnd(28)}${`${format(median(ours.get(name)))} ms`.padStart(14)}`);
  }
}

function printOwn(ours, theirs) {
  console.log(
    `${"measure".padEnd(28)}${"eshell-ts".padStart(14)}${"OTP".padStart(14)}${"ours/OTP".padStart(10)}  target`,
  );
  for (const [name, values] of ours) {
    if (name in elsewhere) continue;
    const unit = isShell(name) ? "ms" : (units[name] ?? "ns");
    const own = median(values);
    const other = theirs.has(name) ? median(theirs.get(name)) : undefined;
    const quotient = other === undefined ? "" : (own / other).toFixed(2);
    const most = isShell(name) ? 0.2 : targets[name];
    const limit = limits[name] === undefined ? "" : `≤ ${limits[name]} ${unit}`;
    const target = most === undefined ? limit : `≤ ${most}`;
    console.log(
      `${name.padEnd(28)}${`${format(own)} ${unit}`.padStart(14)}${(other === undefined ? "–" : `${format(other)} ${unit}`).padStart(14)}${quotient.padStart(10)}  ${target}`,
    );
  }
}

function format(value) {
  return value >= 100 ? Math.round(value).toLocaleString("en") : value.toFixed(1);
}

// save-to-live — from the write of a module's file to the first call of its new code, in milliseconds: a running system with
// --auto-load, whose watcher sees the save; beside a running erl that is told to compile and load, and `node --watch`.
//
// A process of the system calls the module all the time and prints a version when it is new; this program writes the
// file and waits for the line. So what is measured is what a user would wait for.
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const SAVES = 30;
const WARM_UP = 5;
const LINES = 200;
const TIMEOUT_MS = 10_000;

const eshell = resolve(fileURLToPath(import.meta.url), "../../../bin/eshell.js");

const functions = (line) => Array.from({ length: LINES / 4 }, (_, i) => line(i)).join("\n");

const module = (version, name = "m") => `import { io, receive } from "eshell-ts";
import * as MODULE from "./${name}.ts";
export const version = (): number => ${version};
${functions(
  (i) => `async function f${i}(x: number): Promise<number> {
  const y = await receive((message) => message === x + ${i});
  return MODULE.f${i}(y === null ? x : x * 2);
}`,
)}
export const print = (): void => io.format("~p~n", [version()]);
`;

const PROBE = `import { spawn, timer } from "eshell-ts";
import { writeSync } from "node:fs";
import { version } from "./m.ts";
export const start = () => spawn(loop, -1);
async function loop(last: number): Promise<never> {
  const now = version();
  if (now !== last) writeSync(1, \`live \${now}\\n\`);
  await timer.sleep(1);
  return loop(now);
}
`;

const erlang = (version) => `-module(m).
-export([version/0]).
-export([${Array.from({ length: LINES / 4 }, (_, i) => `f${i}/1`).join(",")}]).
version() -> ${version}.
${functions((i) => `f${i}(X) ->\n    Y = receive Message when Message =:= X + ${i} -> Message end,\n    m:f${i}(Y * 2).\n`)}
`;

/** A program whose output is awaited line by line. */
class Program {
  constructor(command, args, cwd) {
    this.output = "";
    this.child = spawn(command, args, { cwd, stdio: ["pipe", "pipe", "ignore"] });
    this.child.stdout.setEncoding("utf8");
    this.child.stdout.on("data", (text) => {
      this.output += text;
      if (this.output.includes(this.awaited)) this.resolve?.();
    });
  }

  type(line) {
    this.child.stdin.write(`${line}\n`);
  }

  /** Waits until a line has been printed. */
  async line(text) {
    this.awaited = `${text}\n`;
    if (this.output.includes(this.awaited)) return;
    const timer = setTimeout(() => {
      throw new Error(`no line ${text}: ${this.output.slice(-500)}`);
    }, TIMEOUT_MS);
    await new Promise((resolve) => {
      this.resolve = resolve;
    });
    clearTimeout(timer);
  }

  async end() {
    const ended = new Promise((resolve) => this.child.once("exit", resolve));
    this.child.kill();
    await ended;
  }
}

/** The median time that `live` takes after `write`, over many saves. */
async function measure(write, live) {
  const times = [];
  for (let version = 1; version <= WARM_UP + SAVES; version++) {
    // As if by hand: not in step with anything.
    await new Promise((resolve) => setTimeout(resolve, 200 + ((version * 37) % 100)));
    const before = performance.now();
    write(version);
    await live(version);
    if (version > WARM_UP) times.push(performance.now() - before);
  }
  return times.sort((a, b) => a - b)[times.length >> 1];
}

function folder() {
  return mkdtempSync(join(tmpdir(), "eshell-live-"));
}

/** Ours, with so many modules in the folder. */
async function ours(modules) {
  const root = folder();
  mkdirSync(join(root, "modules"));
  const write = (name, text) => writeFileSync(join(root, "modules", `${name}.ts`), text);
  for (let i = 2; i < modules; i++) write(`m${i}`, module(0, `m${i}`));
  write("m", module(0));
  write("probe", PROBE);
  const program = new Program(process.execPath, [eshell, "--auto-load"], root);
  try {
    program.type("probe:start().");
    await program.line("live 0");
    await new Promise((resolve) => setTimeout(resolve, 1000));
    return await measure(
      (version) => write("m", module(version)),
      (version) => program.line(`live ${version}`),
    );
  } finally {
    await program.end();
    rmSync(root, { recursive: true });
  }
}

/** A running erl that compiles and loads when it is told to. */
async function theirs(erl) {
  const root = folder();
  const program = new Program(erl, [], root);
  try {
    return await measure(
      (version) => writeFileSync(join(root, "m.erl"), erlang(version)),
      (version) => {
        program.type(`c(m), io:format("live ~p~n", [m:version()]).`);
        return program.line(`live ${version}`);
      },
    );
  } finally {
    await program.end();
    rmSync(root, { recursive: true });
  }
}

const plain = functions(
  (i) => `export async function f${i}(x) {
  const y = await Promise.resolve(x + ${i});
  return f${i}(y === null ? x : x * 2);
}`,
);

/** A program that prints what it is, each time its module runs: started anew by `node --watch`, or kept up by Vite. */
async function others(args, accept) {
  const root = folder();
  const write = (version) =>
    writeFileSync(join(root, "m.mjs"), `${accept}${plain}\nconsole.log("live ${version}");\n`);
  write(0);
  const program = new Program(process.execPath, args(root), root);
  try {
    await program.line("live 0");
    return await measure(write, (version) => program.line(`live ${version}`));
  } finally {
    await program.end();
    rmSync(root, { recursive: true });
  }
}

const nodeWatch = () => others(() => ["--watch", "m.mjs"], "");

/** Vite's module runner, of the Vite that the tests run on. */
function vite() {
  const url = import.meta.resolve("vite");
  const program = (root) => `
    const { createServer, createServerModuleRunner } = await import(${JSON.stringify(url)});
    const options = { root: ${JSON.stringify(root)}, configFile: false, logLevel: "silent", optimizeDeps: { noDiscovery: true } };
    const server = await createServer({ ...options, server: { middlewareMode: true } });
    await createServerModuleRunner(server.environments.ssr).import("/m.mjs");`;
  return others((root) => ["--input-type=module", "-e", program(root)], "import.meta.hot.accept();\n");
}

const [what, erl] = process.argv.slice(2);
if (what === "erl") {
  const time = await theirs(erl);
  console.log(`save_to_live ${time}\nsave_to_live_500 ${time}`);
} else {
  console.log(`save_to_live ${await ours(2)}`);
  console.log(`save_to_live_500 ${await ours(500)}`);
  console.log(`save_to_live_node_watch ${await nodeWatch()}`);
  console.log(`save_to_live_vite ${await vite()}`);
}

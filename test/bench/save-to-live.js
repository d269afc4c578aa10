// save-to-live — from the write of a module's file to the first call of its new code, in milliseconds: a running system with
// --auto-load, whose watcher sees the save; beside a running erl that is told to compile and load, and `node --watch`.
//
// A process of the system calls the module all the time and prints a version when it is new; this program writes the
// file and waits for the line. So what is measured is what a user would wait for.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { folder, functions, measure, Program, programLive } from "./live.js";

const eshell = resolve(fileURLToPath(import.meta.url), "../../../bin/eshell.js");

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
-export([${functions((i) => `f${i}/1`).replaceAll("\n", ",")}]).
version() -> ${version}.
${functions((i) => `f${i}(X) ->\n    Y = receive Message when Message =:= X + ${i} -> Message end,\n    m:f${i}(Y * 2).\n`)}
`;

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

const nodeWatch = () => programLive({ args: ["--watch", "m.mjs"], file: "m.mjs" });

/** Vite's module runner, of the Vite that the tests run on. */
function vite() {
  const program = `
    const { createServer, createServerModuleRunner } = await import(${JSON.stringify(import.meta.resolve("vite"))});
    const options = { root: process.cwd(), configFile: false, logLevel: "silent", optimizeDeps: { noDiscovery: true } };
    const server = await createServer({ ...options, server: { middlewareMode: true } });
    await createServerModuleRunner(server.environments.ssr).import("/m.mjs");`;
  const args = ["--input-type=module", "-e", program];
  return programLive({ args, file: "m.mjs", accept: "import.meta.hot.accept();\n" });
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

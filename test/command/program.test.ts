// The program as it is built: scripts, pipes, signals, and the web server of the README, which is changed under load.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = resolve(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "eshell-program-"));
const README = readFileSync(join(root, "README.md"), "utf8");

/** The block of the README that has this line. */
function block(line: string): string {
  const found = [...README.matchAll(/^```(?:ts|erlang)\n([\s\S]*?)^```$/gm)].find(([, text]) =>
    text.split("\n").includes(line),
  );
  if (found === undefined) throw new Error(`no block of the README has the line ${line}`);
  return found[1];
}

beforeAll(async () => {
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  mkdirSync(join(folder, "modules"));
  writeFileSync(join(folder, "server.ts"), block("// server.ts"));
  await build({
    absWorkingDir: root,
    entryPoints: { main: "src/main.ts", server: join(folder, "server.ts") },
    alias: { "eshell-ts": join(root, "src/eshell-ts.ts") },
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20.19",
    packages: "external",
    logLevel: "error",
  });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  readonly out: string;
  readonly error: string;
  readonly status: number | null;
}

async function ended(child: ChildProcess): Promise<Ended> {
  let out = "";
  let error = "";
  child.stdout?.setEncoding("utf8").on("data", (text) => {
    out += text;
  });
  child.stderr?.setEncoding("utf8").on("data", (text) => {
    error += text;
  });
  const [status, signal] = await once(child, "close");
  return { out, error: error.replaceAll("\r", ""), status: signal === null ? status : signal };
}

const eshell = (...args: string[]) =>
  spawn(process.execPath, [join(folder, "main.mjs"), ...args], { cwd: folder });

/** `eshell ARGS` with that input. */
function run(args: string[], input = ""): Promise<Ended> {
  const child = eshell(...args);
  child.stdin.end(input);
  return ended(child);
}

test.each([
  ["greet.ts", "// greet.ts"],
  [
    "greet",
    "%% greet: expressions as at a prompt; functions may be defined, and main/1 is called at the end.",
  ],
])("the script of the README greets: %s", async (file, line) => {
  writeFileSync(join(folder, file), block(line));
  chmodSync(join(folder, file), 0o755);
  expect(await run([file, "Ada", "Жо"])).toEqual({ out: "Hello, Ada!\nHello, Жо!\n", error: "", status: 0 });
  expect(await run([file])).toEqual({ out: "", error: "", status: 2 });
});

test("a file that is not there has erl's words and status", async () => {
  expect(await run(["nosuch"])).toEqual({
    out: "",
    error: "eshell: no such file or directory: 'nosuch'\n",
    status: 127,
  });
});

test("what is wrong with a script is told on standard error", async () => {
  writeFileSync(join(folder, "wrong.ts"), "export function main( {");
  const { out, error, status } = await run(["wrong.ts"]);
  expect([out, status]).toEqual(["", 127]);
  expect(error).toMatch(/^wrong\.ts:1:\d+: error: [\s\S]*\neshell: There were compilation errors\.\n$/);
});

test("an unknown option is told, with the usage", async () => {
  const { error, status } = await run(["--nosuch"]);
  expect(error).toMatch(/^eshell: unknown option --nosuch\n\nUsage: eshell /);
  expect(status).toBe(2);
});

test("a shell on a pipe ends with its input; -eval runs beside it", async () => {
  const { out, status } = await run(
    ["-eval", "register(me, spawn(fun() -> timer:sleep(60000) end))"],
    "1 + 1.\n",
  );
  expect(out.split("\n").slice(1)).toEqual(["1> 2", "2> *** Terminating erlang (nonode@nohost)", ""]);
  expect(status).toBe(0);
});

test("what fails at the start has status 1, and its reason is told", async () => {
  const { error, status } = await run(["-noshell", "-eval", "1/0"]);
  expect(error).toMatch(
    /^Error! Failed to eval: 1\/0\n\nRuntime terminating during boot \(\{badarith,\[\{erlang,'\/',\[1,0\],/,
  );
  expect(status).toBe(1);
});

test("all that was printed is written before the end, however slowly it is read", async () => {
  const child = eshell("-noshell", "-eval", "io:put_chars(lists:duplicate(1000000, $a)), halt(3)");
  child.stdout.pause();
  await new Promise((later) => setTimeout(later, 500));
  const all = ended(child);
  child.stdout.resume();
  const { out, status } = await all;
  expect(out.length).toBe(1_000_000);
  expect(status).toBe(3);
});

test("a program whose output nobody reads ends quietly", async () => {
  const child = eshell("-noshell", "-eval", 'F = fun F() -> io:format("line~n"), F() end, F()');
  let error = "";
  child.stderr.setEncoding("utf8").on("data", (text) => {
    error += text;
  });
  await once(child.stdout, "data");
  child.stdout.destroy();
  expect(await once(child, "exit")).toEqual([1, null]);
  expect(error).toBe("");
});

test("standard error that nobody reads ends the program as well", async () => {
  const child = eshell(
    "-noshell",
    "-eval",
    'F = fun F() -> io:format(standard_error, "line~n", []), F() end, F()',
  );
  await once(child.stderr, "data");
  child.stderr.destroy();
  expect(await once(child, "exit")).toEqual([1, null]);
});

test.each([
  ["SIGTERM", 0, /^=INFO REPORT==== .*\nSIGTERM received - shutting down\n\n$/],
  ["SIGINT", "SIGINT", /^$/],
  ["SIGHUP", "SIGHUP", /^$/],
] as const)("%s ends a system without a shell", async (signal, status, words) => {
  const child = eshell("-noshell", "-eval", 'io:format("ready~n")');
  const all = ended(child);
  await once(child.stdout, "data");
  child.kill(signal);
  const { out, status: found } = await all;
  expect(out.replace("ready\n", "")).toMatch(words);
  expect(found).toBe(status);
});

test("the web server of the README drops no request while its pages are changed", async () => {
  const site = block("// modules/site.ts");
  const save = (version: number) =>
    writeFileSync(join(folder, "modules/site.ts"), site.replace("version 1", `version ${version}`));
  save(1);
  const port = await freePort();
  const child = spawn(process.execPath, [join(folder, "server.mjs")], {
    cwd: folder,
    env: { ...process.env, PORT: String(port) },
  });
  const all = ended(child);
  const get = async (path: string) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`);
    return `${response.status} ${await response.text()}`;
  };
  for (;;) {
    const answer = await get("/").catch(() => undefined);
    if (answer !== undefined) break;
    await new Promise((later) => setTimeout(later, 50));
  }
  const versions = new Set<string>();
  for (let n = 0; n < 50; n++) {
    if (n % 10 === 5) save(n);
    const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => get(`/${n}/${i}`)));
    answers.forEach((answer, i) => {
      const [, version, path] = /^200 version (\d+) of (\S+)\n$/.exec(answer) ?? [];
      expect(path, answer).toBe(`/${n}/${i}`);
      versions.add(version);
    });
  }
  expect(versions.size).toBeGreaterThan(1);
  expect(await get("/fails")).toBe("500 Error: this request fails, and no other\n");
  child.kill("SIGTERM");
  const { error, status } = await all;
  expect(error).toMatch(/^%% site: version 1 current\n%% site: version 2 current, 1 old\n/);
  expect(status).toBe(0);
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}

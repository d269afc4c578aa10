// Files run as programs: modules with main, and files of expressions.
import { expect, test } from "vitest";
import { MemoryDisk } from "../../src/code/memory-disk.ts";
import { VirtualHost } from "../../src/process/virtual-host.ts";
import { PipeLines } from "../../src/shell/pipe.ts";
import { startScript } from "../../src/shell/script.ts";
import { startWithoutShell } from "../../src/shell/session.ts";
import { ports } from "../../src/stdlib/ports.ts";

/** What `eshell FILE ARGS` prints and returns. */
async function run(file: string, files: Record<string, string>, ...args: string[]) {
  const host = new VirtualHost();
  const disk = new MemoryDisk({}, () => host.systemMs());
  for (const [name, text] of Object.entries(files)) disk.write(`/s/${name}`, text);
  let out = "";
  let error = "";
  let status: number | undefined;
  const lines = new PipeLines((chars) => {
    if (status === undefined) out += chars;
  });
  lines.end();
  const runtime = startWithoutShell({
    host,
    disk,
    root: "/s/modules",
    current: "/s",
    shown: (path) => path.slice("/s/".length),
    lines,
    synchronous: true,
    halt: (code) => {
      status ??= code;
    },
  });
  const own = ports.of(runtime.system);
  own.os = {
    ...own.os,
    plainArguments: [file, ...args],
    displayError: (text) => {
      if (status === undefined) error += text.replaceAll("\r", "");
    },
  };
  const module = /^(.*)\.ts$/.exec(file)?.[1];
  const code =
    module === undefined ? { text: files[file] } : { module: Symbol.for(module), path: `/s/${file}` };
  startScript(runtime, runtime.user, { file, code, args });
  for (let idle = 0; idle < 2; ) {
    await new Promise((resolve) => setImmediate(resolve));
    idle = host.run() ? 0 : idle + 1;
    host.advance(1);
  }
  return { out, error, status };
}

const main = (body: string) =>
  `#!/usr/bin/env eshell
import { erlang, io, timer } from "eshell-ts";
import { twice } from "./helper.ts";
export async function main(args: string[]) {
  ${body}
}`;
const helper = { "helper.ts": "export const twice = (n: number) => 2 * n;" };

test("a module's main gets the arguments, may wait, and imports the files beside it", async () => {
  const text = main('await timer.sleep(1); io.format("~p~n", [args]); io.format("~p~n", [twice(21)]);');
  expect(await run("m.ts", { "m.ts": text, ...helper }, "a", "b c")).toEqual({
    out: '["a","b c"]\n42\n',
    error: "",
    status: 0,
  });
});

test("a main without parameters is as good", async () => {
  const text = 'import { io } from "eshell-ts"; export function main() { io.format("ran~n"); }';
  expect(await run("m.ts", { "m.ts": text }, "a")).toEqual({ out: "ran\n", error: "", status: 0 });
});

test("halt ends with its status", async () => {
  expect((await run("m.ts", { "m.ts": main("erlang.halt(5);"), ...helper })).status).toBe(5);
});

test.each([
  ['erlang.exit(Symbol.for("foo"));', "exception exit: foo\n  in function  m:main/1 (m.ts:5)"],
  ['throw new TypeError("bad");', "exception error: TypeError: bad\n  in function  m:main/1 (m.ts:5)"],
  ['erlang.throw("text");', 'exception throw: "text"\n  in function  m:main/1 (m.ts:5)'],
])("what main raises is told, with status 127: %s", async (body, words) => {
  expect(await run("m.ts", { "m.ts": main(body), ...helper })).toEqual({
    out: "",
    error: `eshell: ${words}\n`,
    status: 127,
  });
});

test("what a timer of main throws is told as what main raises", async () => {
  const text = main('setTimeout(() => { throw new Error("late"); }, 1); await timer.sleep(100);');
  const { error, status } = await run("m.ts", { "m.ts": text, ...helper });
  expect(error).toMatch(/^eshell: exception error: Error: late\n {2}in function {2}m:/);
  expect(status).toBe(127);
});

test.each([
  ["m.ts", "export const x = 1;", "exception error: undefined function m:main/1"],
  ["lists.ts", "export function main() {}", "lists is a module of the system: the file needs another name"],
  ["m.ts", "export function main( {", "There were compilation errors."],
])("a module that cannot be run is told: %s", async (file, text, words) => {
  expect(await run(file, { [file]: text })).toMatchObject({ error: `eshell: ${words}\n`, status: 127 });
});

test("a module that another file of the project has the name of is not run in its place", async () => {
  const files = { "m.ts": "export function main() {}", "modules/m.ts": "export function main() {}" };
  const { error, status } = await run("m.ts", files);
  expect(error).toBe("eshell: module m is /s/modules/m.ts, and not /s/m.ts\n");
  expect(status).toBe(127);
});

test("a file of expressions is run from top to bottom; the last one needs no dot", async () => {
  const text = '#!/usr/bin/env eshell\nX = 1.\nY = X + 1,\nio:format("~p~n", [Y]).\nio:format("end~n")';
  expect(await run("s", { s: text })).toEqual({ out: "2\nend\n", error: "", status: 0 });
});

test("functions and records are defined as at a prompt, and main/1 is called at the end", async () => {
  const text = `%% a script
-module(s).
-export([main/1]).
-record(r, {a = 1}).
main(Args) -> io:format("~p ~p ~p~n", [Args, fact(4), #r{}]).
fact(0) -> 1;
fact(N) -> N * fact(N - 1).
`;
  expect(await run("s", { s: text }, "x")).toEqual({ out: '["x"] 24 {r,1}\n', error: "", status: 0 });
});

test("a file of expressions that is no Erlang is not begun", async () => {
  const text = 'io:format("begun~n").\nY = X +, 2.\nZ = ) .\n';
  expect(await run("s", { s: text })).toEqual({
    out: "",
    error:
      "s:2:8: syntax error before: ','\ns:3:5: syntax error before: ')'\neshell: There were compilation errors.\n",
    status: 127,
  });
});

test("a script knows its name", async () => {
  const text = 'io:format("~p~n", [{escript:script_name(), init:get_plain_arguments()}])';
  expect((await run("s", { s: text }, "x")).out).toBe('{"s",["s","x"]}\n');
});

test("an unbound variable is told with its place", async () => {
  expect(await run("s", { s: "X = 1.\nY = X + Q." })).toMatchObject({
    error: "s:2:9: variable 'Q' is unbound\neshell: There were compilation errors.\n",
    status: 127,
  });
});

test("an exception in a file of expressions ends the program", async () => {
  expect(await run("s", { s: 'X = 1.\n{ok, _} = X.\nio:format("not reached~n").' })).toEqual({
    out: "",
    error: "eshell: exception error: no match of right hand side value 1\n",
    status: 127,
  });
});

test("a script that is killed says so, with status 1", async () => {
  expect(await run("s", { s: "exit(self(), kill), timer:sleep(100)." })).toEqual({
    out: "",
    error: "Runtime terminating during boot (killed)\n",
    status: 1,
  });
});

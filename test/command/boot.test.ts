// What the command line starts: flags as erl reads them, -s, -run and -eval, and how the program ends if they fail.
import { expect, test } from "vitest";
import { MemoryDisk } from "../../src/code/memory-disk.ts";
import { readArguments } from "../../src/command/arguments.ts";
import { VirtualHost } from "../../src/process/virtual-host.ts";
import { PipeLines } from "../../src/shell/pipe.ts";
import { startWithoutShell } from "../../src/shell/session.ts";
import { startEm } from "../../src/stdlib/boot.ts";
import { ports } from "../../src/stdlib/ports.ts";

/** What `eshell ARGS` prints and returns; undefined if it goes on running. */
async function run(args: string[], files: Record<string, string> = {}, input = "") {
  const host = new VirtualHost();
  const disk = new MemoryDisk({}, () => host.systemMs());
  for (const [name, text] of Object.entries(files)) disk.write(`/m/${name}`, text);
  let out = "";
  let error = "";
  let status: number | undefined;
  const lines = new PipeLines((chars) => {
    if (status === undefined) out += chars;
  });
  lines.push(input);
  lines.end();
  const asked = readArguments(args);
  const { system, user } = startWithoutShell({
    host,
    disk,
    root: "/m",
    lines,
    synchronous: true,
    halt: (code) => {
      status ??= code;
    },
  });
  const { os } = ports.of(system);
  ports.of(system).os = {
    ...os,
    flags: asked.flags,
    plainArguments: asked.plain,
    display: (text) => lines.write(text),
    displayError: (text) => {
      if (status === undefined) error += text.replaceAll("\r", "");
    },
  };
  startEm(system, asked.starts, user);
  for (let idle = 0; idle < 2; ) {
    await new Promise((resolve) => setImmediate(resolve));
    idle = host.run() ? 0 : idle + 1;
  }
  host.advance(0);
  host.run();
  return { out, error, status };
}

const STACK = "{init,start_it,1,[]},{init,start_em,1,[]},{init,do_boot,3,[]}";

test("flags take what follows them up to the next one; -- ends that; -extra makes all plain", () => {
  const { flags, plain, shell } = readArguments(
    "-noshell -a b -foo x y -foo z -- p q -s m -- r -extra e1 -e2".split(" "),
  );
  expect(flags).toEqual([["noshell"], ["a", "b"], ["foo", "x", "y"], ["foo", "z"]]);
  expect(plain).toEqual(["p", "q", "r", "e1", "-e2"]);
  expect(shell).toBe(false);
});

test("-s gives atoms, -run strings, and without a function it is start/0", () => {
  const { starts } = readArguments(["-s", "m", "-s", "m", "f", "a", "-run", "m", "f", "a", "-s"]);
  const module = Symbol.for("m");
  expect(starts).toEqual([
    { module, name: Symbol.for("start"), args: [] },
    { module, name: Symbol.for("f"), args: [[Symbol.for("a")]] },
    { module, name: Symbol.for("f"), args: [["a"]] },
  ]);
});

test("what is started runs in order, and the program goes on", async () => {
  const files = {
    "m.ts": 'import { io } from "eshell-ts"; export function f(x: unknown) { io.format("~p~n", [x]); }',
  };
  expect(await run(["-s", "m", "f", "a", "-run", "m", "f", "b", "-eval", 'io:format("c~n")'], files)).toEqual(
    {
      out: '[a]\n["b"]\nc\n',
      error: "",
      status: undefined,
    },
  );
});

test("init answers what the command line has", async () => {
  const asks =
    'io:format("~p~n", [{init:get_argument(x), init:get_argument(y), init:get_plain_arguments()}])';
  const { out } = await run(["-eval", asks, "-x", "1", "2", "-x", "--", "p"]);
  expect(out).toBe('{{ok,[["1","2"],[]]},error,["p"]}\n');
});

test("without a shell, input is what the process user reads", async () => {
  const { out } = await run(["-noshell", "-eval", 'io:format("~p~n", [io:get_line("? ")])'], {}, "line\n");
  expect(out).toBe('? "line\\n"\n');
});

test.each([
  ["halt(3)", 3],
  ["halt()", 0],
  ["halt(256)", 0],
  ["halt(abort)", 134],
  ["init:stop()", 0],
  ["init:stop(2)", 2],
])("%s ends with that status", async (text, status) => {
  expect(await run(["-eval", text])).toEqual({ out: "", error: "", status });
});

test.each([
  ['halt("why")', "why\n"],
  ['init:stop("why")', "why\n"],
])("%s says why, with status 1", async (text, error) => {
  expect(await run(["-eval", text])).toEqual({ out: "", error, status: 1 });
});

test.each([
  ["foo(", `{{badmatch,{error,{1,erl_parse,["syntax error before: ","'.'"]}}},[${STACK}]}`],
  ['exit({a,"b"})', '{a,"b"}'],
])("an expression that fails ends the program: %s", async (text, reason) => {
  expect(await run(["-eval", text])).toEqual({
    out: "",
    error: `Error! Failed to eval: ${text}\n\nRuntime terminating during boot (${reason})\n`,
    status: 1,
  });
});

test("a module that is not there ends the program", async () => {
  const { error, status } = await run(["-s", "nosuch"]);
  expect(error).toMatch(/^Error! Failed to load module 'nosuch' because it cannot be found\.\n/);
  expect(error).toMatch(`Runtime terminating during boot ({undef,[${STACK}]})\n`);
  expect(status).toBe(1);
});

test("a module that does not compile ends the program", async () => {
  const { out, error, status } = await run(["-s", "m"], { "m.ts": "export function {" });
  expect(out).toMatch(/^\/m\/m\.ts:1:\d+: error: /);
  expect(error).toMatch("Error! Failed to load module 'm' because it does not compile.\n\n");
  expect(status).toBe(1);
});

test("a function that is not exported ends the program", async () => {
  expect(await run(["-run", "lists", "nosuch"])).toEqual({
    out: "",
    error: `Error! lists:nosuch/0 is not exported.\n\nRuntime terminating during boot ({undef,[{lists,nosuch,[],[]},${STACK}]})\n`,
    status: 1,
  });
});

test("a function that fails ends the program, and what it raised is shown", async () => {
  const failed = "badarg,[{erlang,halt,[['3']],[{error_info,#{module=>erl_erts_errors}}]}";
  expect(await run(["-s", "erlang", "halt", "3"])).toEqual({
    out: `{error,${failed},${STACK}]}\r\n`,
    error: `Runtime terminating during boot ({${failed},${STACK}]})\n`,
    status: 1,
  });
});

test("a normal exit of what was started ends nothing", async () => {
  expect((await run(["-eval", "exit(normal)"])).status).toBeUndefined();
});

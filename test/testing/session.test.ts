// The testing API: what a test sees of a session, and that sessions know nothing of each other.
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { Exception, key, type TestSession, testSession } from "../../src/eshell-ts-testing.ts";

const COUNTER = `import { type Pid, receive, self, send, spawn, type Tuple, tuple } from "eshell-ts";
import * as MODULE from "./counter.ts";

const get = Symbol.for("get");
const increment = Symbol.for("increment");

export function start(from = 0): Pid {
  return spawn(loop, from);
}

export async function value(counter: Pid): Promise<number> {
  send(counter, tuple(get, self()));
  const [, count] = await receive(
    (message): message is Tuple<[Pid, number]> => Array.isArray(message) && message[0] === counter,
  );
  return count;
}

export async function loop(count: number): Promise<never> {
  const message = await receive();
  if (message === increment) return loop(count + 1);
  const [, from] = message as Tuple<[symbol, Pid]>;
  send(from, tuple(self(), count));
  return MODULE.loop(count);
}
`;

const TICKER = `import { io, receive, spawn, timeout } from "eshell-ts";
export const start = () => spawn(loop);
export async function loop(): Promise<never> {
  if ((await receive({ after: 1000 })) === timeout) io.format("tick~n");
  return loop();
}
`;

const open: TestSession[] = [];
function start(...args: Parameters<typeof testSession>): TestSession {
  const session = testSession(...args);
  open.push(session);
  return session;
}
afterEach(() => {
  for (const session of open.splice(0)) session.stop();
});

describe("typing", () => {
  test("a line is answered with what it prints, without prompts", async () => {
    const session = start({ modules: {} });
    expect(await session.type("X = 6 * 7.")).toBe("42\n");
    expect(await session.type('io:format("1> ~p~n", [X]).')).toBe("1> 42\nok\n");
    expect(await session.type("lists:map(fun(E) ->\nE * 2 end,\n[1, 2]).")).toBe("[2,4]\n");
    expect(session.output).toBe("1> 42\n2> 1> 42\nok\n3> 3> 3> [2,4]\n4> ");
  });

  test("a value is what TypeScript sees", async () => {
    const session = start({ modules: {} });
    expect(await session.value('{ok, #{a => [1, 2.5], "b" => <<1, 2>>}}.')).toEqual([
      Symbol.for("ok"),
      new Map<unknown, unknown>([
        [Symbol.for("a"), [1, 2.5]],
        ["b", new Uint8Array([1, 2])],
      ]),
    ]);
    expect(await session.value("#{name => true}.")).toEqual({ name: true });
    expect(await session.value("1 bsl 80.")).toBe(1n << 80n);
    const fun = await session.value("fun(X) -> X + 1 end.");
    expect(fun(1)).toBe(2);
  });

  test("a value that takes time lets time pass; a line does not", async () => {
    const session = start({ modules: {} });
    expect(await session.value("timer:sleep(2500), erlang:system_time(millisecond) rem 10000.")).toBe(2500);
    expect(await session.type("timer:sleep(100), done.")).toBe("");
    expect(await session.advance(99)).toBe("");
    expect(await session.advance(1)).toBe("done\n");
  });

  test("an exception is thrown", async () => {
    const session = start({
      modules: { "m.ts": 'export const f = () => { throw new RangeError("too far"); };\n' },
    });
    await expect(session.value("throw({no, 1}).")).rejects.toMatchObject({
      class: "throw",
      reason: [Symbol.for("no"), 1],
    });
    await expect(session.value("exit(bye).")).rejects.toBeInstanceOf(Exception);
    await expect(session.value("m:f().")).rejects.toThrow(new RangeError("too far"));
    await expect(session.value("1 + .")).rejects.toThrow("syntax error before: '.'");
    await expect(session.value("X.")).rejects.toThrow("variable 'X' is unbound");
    expect(await session.value("1 + 1.")).toBe(2);
  });

  test("an answer that never comes is an error", async () => {
    const session = start({ modules: {}, patience: 500 });
    await expect(session.value("receive never -> ok end.")).rejects.toThrow(
      "no value of receive never -> ok end. after 500 ms",
    );
    expect(await session.interrupt()).toBe(true);
    expect(session.printed()).toBe("** exception exit: killed\n");
    await expect(session.value("halt(3).")).rejects.toThrow("the system ended with status 3");
    expect(session.status).toBe(3);
  });

  test("a script gives what a pipe gives", async () => {
    const session = start({ modules: {} });
    expect(await session.run("A = 1.\nA + 1.\n")).toBe(
      "1> 1\n2> 2\n3> *** Terminating erlang (nonode@nohost)\n",
    );
  });
});

describe("time", () => {
  test("it stands still until it is advanced", async () => {
    const session = start({ modules: { "ticker.ts": TICKER }, now: new Date("2030-05-06T07:08:09Z") });
    await session.type("ticker:start().");
    expect(await session.advance(3500)).toBe("tick\ntick\ntick\n");
    expect(await session.settle()).toBe("");
    expect(await session.value("erlang:system_time(second).")).toBe(Date.UTC(2030, 4, 6, 7, 8, 12) / 1000);
  });

  test("Date and performance.now() of a module go by it, Math.random() by the seed", async () => {
    const module = `class Day extends Date { get name() { return this.toISOString().slice(0, 10); } }
const made = new Date();
export const times = () => [Date.now(), new Date().getTime(), +new globalThis.Date(5), Date(), performance.now()];
export const days = () => [new Day().name, new Day(2026, 0, 1, 12).name, new Day() instanceof Date];
export const since = () => Date.now() - made.getTime();
export const chance = () => [Math.random(), Math.random()];
`;
    const now = new Date("2030-05-06T07:08:09Z");
    const begin = () => start({ modules: { "m.ts": module }, now, seed: 7 });
    const session = begin();
    await session.load("m");
    await session.advance(1500);
    const ms = now.getTime() + 1500;
    expect(await session.call("m", "times")).toEqual([ms, ms, 5, new Date(ms).toString(), 1500]);
    expect(await session.call("m", "days")).toEqual(["2030-05-06", "2026-01-01", true]);
    expect(await session.call("m", "since")).toBe(1500);
    const chances = await session.call("m", "chance");
    expect(await begin().call("m", "chance")).toEqual(chances);
    expect(await start({ modules: { "m.ts": module }, seed: 8 }).call("m", "chance")).not.toEqual(chances);
  });

  test("with a real clock, they are JavaScript's", async () => {
    const module = "export const f = () => [Date.now(), Date, Math.random];";
    const before = Date.now();
    const [at, date, random] = (await start({ modules: { "m.ts": module }, clock: "real" }).call(
      "m",
      "f",
    )) as [number, unknown, unknown];
    expect(at).toBeGreaterThanOrEqual(before);
    expect([date, random]).toEqual([Date, Math.random]);
  });

  test("what promises do at a deadline is done before the next", async () => {
    const module = `import { io } from "eshell-ts";
export async function start(): Promise<never> {
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    await Promise.all([Promise.resolve(1).then((one) => one + 1), null]);
    io.format("tick~n");
  }
}
`;
    const session = start({ modules: { "m.ts": module } });
    await session.type("spawn(m, start, []).");
    expect(await session.advance(350)).toBe("tick\ntick\ntick\n");
    expect(await session.advance(50)).toBe("tick\n");
  });

  test("the real clock passes by itself", async () => {
    const session = start({ modules: { "ticker.ts": TICKER.replace("1000", "10") }, clock: "real" });
    expect(await session.type("timer:sleep(5), done.")).toBe("done\n");
    await session.type("ticker:start().");
    expect(await session.advance(200)).toContain("tick\ntick\n");
  });

  test("a process that loops for ever keeps nothing from going on", async () => {
    const session = start({ modules: { "ticker.ts": TICKER } });
    expect(await session.type("P = spawn(fun Loop() -> Loop() end), ticker:start(), ok.")).toBe("ok\n");
    expect(await session.advance(2500)).toBe("tick\ntick\n");
    expect(await session.value("timer:sleep(10), is_process_alive(P).")).toBe(true);
    expect(await session.value("exit(P, kill), length(lists:seq(1, 1000000)).")).toBe(1000000);
  });

  test("Node's own I/O is waited for", async () => {
    const module = `import { readFile } from "node:fs/promises";
export const size = async (path: string) => (await readFile(path)).length;
export const late = () => new Promise((resolve) => process.nextTick(() => resolve(42)));
`;
    const session = start({ modules: { "m.ts": module } });
    expect(await session.call("m", "size", "package.json")).toBeGreaterThan(100);
    expect(await session.value("m:late().")).toBe(42);
  });
});

describe("module files", () => {
  test("they are edited, added, removed and renamed", async () => {
    const session = start({ modules: { "m.ts": "export const f = () => 1;\n" } });
    expect(await session.value("m:f().")).toBe(1);
    session.edit("m.ts", (text) => text.replace("1", "2"));
    expect(session.source("m.ts")).toBe("export const f = () => 2;\n");
    expect(await session.value("m:f().")).toBe(1);
    expect(await session.load("m")).toEqual({ version: 2, killed: [] });
    expect(await session.value("m:f().")).toBe(2);
    session.edit("sub/n.ts", 'import { f } from "../m.ts";\nexport const g = () => f() + 10;\n');
    expect(await session.value("n:g().")).toBe(12);
    session.rename("m.ts", "o.ts");
    expect(await session.value("code:module_status(m).")).toBe(Symbol.for("removed"));
    expect(await session.value("o:f().")).toBe(2);
    session.remove("o.ts");
    await expect(session.load("o")).rejects.toThrow("o: nofile");
    expect(() => session.remove("o.ts")).toThrow("no module file o.ts");
  });

  test("a folder is read, and never written to", async () => {
    const folder = join(mkdtempSync(join(tmpdir(), "eshell-testing-")), "mods");
    mkdirSync(folder);
    writeFileSync(join(folder, "m.ts"), "export const f = () => 1;\n");
    const session = start({ modules: folder });
    expect(await session.call("m", "f")).toBe(1);
    session.edit("m.ts", "export const f = () => 2;\n");
    await session.load("m");
    expect(await session.call("m", "f")).toBe(2);
    const other = start({ modules: folder });
    expect(await other.call("m", "f")).toBe(1);
    expect(() => testSession({ modules: join(folder, "nosuch") })).toThrow("no folder ");
  });

  test("what does not compile is told", async () => {
    const session = start({ modules: { "m.ts": "export const f = () => ;\n" } });
    await expect(session.load("m")).rejects.toThrow('m: badfile\nmodules/m.ts:1:24: Unexpected ";"');
  });

  test("modules from memory find the packages of the project", async () => {
    const module = 'import { parse } from "meriyah";\nexport const f = () => parse("1").type;\n';
    expect(await start({ modules: { "m.ts": module } }).call("m", "f")).toBe("Program");
  });
});

describe("calls and processes", () => {
  test("functions are called from TypeScript, each in current code", async () => {
    interface Counter {
      start(from?: number): unknown;
      value(counter: unknown): Promise<number>;
    }
    const session = start({ modules: { "counter.ts": COUNTER } });
    const counter = session.module<Counter>("counter");
    const pid = await counter.start(5);
    await session.send(pid as never, Symbol.for("increment"));
    expect(await counter.value(pid)).toBe(6);
    expect(await session.call("lists", "sort", [3, 1, 2])).toEqual([1, 2, 3]);
    await expect(session.call("counter", "nosuch")).rejects.toMatchObject({ reason: Symbol.for("undef") });
    await expect(session.call("erlang", "exit", "bye")).rejects.toMatchObject({
      class: "exit",
      reason: "bye",
    });
  });

  test("processes, links, monitors and names are data", async () => {
    const session = start({ modules: { "counter.ts": COUNTER } });
    const pid = await session.value("Counter = counter:start().");
    expect(session.processes()).toEqual([
      {
        pid,
        name: undefined,
        status: "waiting",
        currentFunction: "counter:loop/1",
        parent: expect.anything(),
        links: [],
        monitors: [],
        monitoredBy: [],
        trapExit: false,
        messages: [],
        versions: [{ module: "counter", version: 1 }],
      },
    ]);
    const other = await session.value(
      "spawn(fun() -> link(Counter), monitor(process, Counter), process_flag(trap_exit, true), receive go -> ok end end).",
    );
    await session.type(
      "register(counter, Counter), spawn(fun() -> receive never -> ok end end) ! {hello, 1}.",
    );
    expect(session.registered()).toEqual({ counter: pid });
    expect(session.process("counter")).toMatchObject({ links: [other], monitoredBy: [other] });
    expect(session.process(other)).toMatchObject({ links: [pid], monitors: [pid], trapExit: true });
    expect(session.processes()[2].messages).toEqual([[Symbol.for("hello"), 1]]);
    await session.value("exit(Counter, kill).");
    expect(session.isAlive(pid)).toBe(false);
    expect(session.process(pid)).toBeUndefined();
    expect(session.process(other)?.messages).toHaveLength(2);
    await expect(session.send("counter", 1)).rejects.toThrow("no process is registered as counter");
  });

  test("versions tell who is in which, and a load whom it killed", async () => {
    const session = start({ modules: { "counter.ts": COUNTER } });
    const pid = await session.call("counter", "start");
    expect(session.versions("counter")).toEqual({
      current: { version: 1, processes: [pid] },
      old: undefined,
    });
    await session.load("counter");
    expect(session.versions("counter")).toEqual({
      current: { version: 2, processes: [] },
      old: { version: 1, processes: [pid] },
    });
    expect(await session.load("counter")).toEqual({ version: 3, killed: [pid] });
    expect(session.isAlive(pid)).toBe(false);
  });

  test("notes tell what a load did", async () => {
    const session = start({ modules: { "m.ts": "export const f = 1;\n" }, notes: true });
    expect(await session.type("l(m).")).toBe("%% m: version 1 current\n{module,m}\n");
  });
});

describe("the terminal", () => {
  test("keys are pressed, and the screen can be looked at", async () => {
    const session = start({ modules: {}, terminal: { columns: 40, rows: 10 } });
    await session.keys("1 + 2x.", key.left, key.backspace, key.enter);
    expect(session.screen).toMatchObject({ text: "1> 1 + 2.\n3\n2>", cursor: [2, 3], columns: 40, rows: 10 });
    await session.keys("lists:rev", key.tab);
    expect(session.screen.text).toBe("1> 1 + 2.\n3\n2> lists:reverse(");
    await session.keys(key.ctrl("u"), key.up, key.enter);
    expect(session.screen.text).toContain("2> 1 + 2.\n3\n3>");
    expect(await session.type("X = 5.")).toBe("5\n");
    expect(await session.value("X * 2.")).toBe(10);
  });

  test("Ctrl+C opens the menu, and Ctrl+G that of the jobs", async () => {
    const session = start({ modules: {}, terminal: true });
    await session.keys(key.ctrl("c"));
    expect(session.screen.text).toContain("BREAK: (a)bort (c)ontinue");
    await session.keys("c", key.enter, key.ctrl("g"));
    expect(session.screen.text).toContain("User switch command");
    await session.keys("q", key.enter);
    expect(session.status).toBe(0);
  });

  test("a session without one says so", async () => {
    const session = start({ modules: {} });
    await expect(session.keys("1")).rejects.toThrow("the session has no terminal");
    expect(() => session.screen).toThrow("the session has no terminal");
  });
});

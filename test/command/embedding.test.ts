// A system inside a program: calls, values, loads, shells, and its end.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createConnection, createServer as createSocketServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import {
  type EmbeddedSystem,
  Exception,
  LoadError,
  type LoadEvent,
  type StartOptions,
  start,
  tuple,
} from "../../src/eshell-ts.ts";

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0).reverse()) cleanup();
});

/** A system on a folder with these files. */
function system(files: Record<string, string>, options: StartOptions = {}) {
  const folder = mkdtempSync(join(tmpdir(), "eshell-embedded-"));
  const save = (name: string, text: string) => writeFileSync(join(folder, name), text);
  for (const [name, text] of Object.entries(files)) save(name, text);
  let printed = "";
  const made = start({ modules: folder, output: (text) => void (printed += text), ...options });
  cleanups.push(() => rmSync(folder, { recursive: true }));
  cleanups.push(() => made.stop());
  return { system: made, save, printed: () => printed };
}

const COUNTER = `
import { erlang, io, receive, self } from "eshell-ts";
export const plain = (n: number) => n + 1;
export async function later(n: number) { await new Promise((resolve) => setTimeout(resolve, 1)); return [n, self()]; }
export function fails() { throw new TypeError("bad"); }
export function exits() { erlang.exit(Symbol.for("gone")); }
export async function dies() { erlang.exit(self(), Symbol.for("kill")); await receive(); }
export function prints(text: string) { io.format("~s~n", [text]); }
export async function waits() { await receive(); }
`;
interface Counter {
  plain(n: number): number;
  later(n: number): Promise<[number, object]>;
  fails(): never;
  exits(): never;
  dies(): Promise<void>;
  prints(text: string): void;
  waits(): Promise<void>;
}

test("functions of a module are called, each in a process of its own", async () => {
  const m = system({ "m.ts": COUNTER }).system.module<Counter>("m");
  expect(await m.plain(1)).toBe(2);
  const [[one, first], [two, second]] = await Promise.all([m.later(1), m.later(2)]);
  expect([one, two]).toEqual([1, 2]);
  expect(first).not.toBe(second);
});

test("functions of OTP are called, and answer with TypeScript's values", async () => {
  const { system: running } = system({});
  expect(await running.call("lists", "seq", [1, 3])).toEqual([1, 2, 3]);
  expect(await running.call("maps", "from_list", [[tuple(Symbol.for("a"), 1)]])).toEqual({ a: 1 });
});

test("a call that fails rejects its own promise, with what was thrown", async () => {
  const m = system({ "m.ts": COUNTER }).system.module<Counter>("m");
  const failures = await Promise.allSettled([m.fails(), m.exits(), m.dies(), m.plain(1)]);
  const [fails, exits, dies, plain] = failures.map((one) =>
    one.status === "rejected" ? one.reason : one.value,
  );
  expect(fails).toBeInstanceOf(TypeError);
  expect(fails.stack).toMatch(/m\.ts:5/);
  expect(exits).toBeInstanceOf(Exception);
  expect([exits.class, exits.reason]).toEqual(["exit", Symbol.for("gone")]);
  expect([dies.class, dies.reason]).toEqual(["exit", Symbol.for("killed")]);
  expect(plain).toBe(2);
});

test("a function that is not there is undef", async () => {
  const { system: running } = system({});
  await expect(running.call("nosuch", "f")).rejects.toMatchObject({
    class: "error",
    reason: Symbol.for("undef"),
  });
});

test("expressions are evaluated as at a prompt, and variables stay bound", async () => {
  const { system: running } = system({ "m.ts": COUNTER });
  expect(await running.eval('X = m:plain(1), {X, [a | "b"]}.')).toEqual(tuple(2, [Symbol.for("a"), 98]));
  expect(await running.eval("double(N) -> N * 2. double(X)")).toBe(4);
  await expect(running.eval("X +")).rejects.toEqual(new SyntaxError("1:4: syntax error before: '.'"));
  await expect(running.eval("Y")).rejects.toEqual(new SyntaxError("1:1: variable 'Y' is unbound"));
  await expect(running.eval("X = 3")).rejects.toMatchObject({
    class: "error",
    reason: tuple(Symbol.for("badmatch"), 3),
  });
  expect(await running.eval("X")).toBe(2);
});

test("what processes print goes to the output", async () => {
  const { system: running, printed } = system({ "m.ts": COUNTER });
  await running.module<Counter>("m").prints("hello");
  expect(printed()).toBe("hello\n");
});

test("a load makes new code current; one that fails changes nothing and says why", async () => {
  const notes: string[] = [];
  const { system: running, save } = system(
    { "m.ts": "export const f = () => 1;" },
    { note: (text) => notes.push(text) },
  );
  expect(await running.call("m", "f")).toBe(1);
  save("m.ts", "export const f = () => 2;");
  expect(await running.call("m", "f")).toBe(1);
  expect(await running.load("m")).toBe(2);
  expect(await running.call("m", "f")).toBe(2);
  save("m.ts", "export const f = ;");
  const failure = await running.load("m").catch((error) => error);
  expect(failure).toBeInstanceOf(LoadError);
  expect(failure.message).toMatch(/^m: badfile\n.*m\.ts:1:\d+: error: /);
  await expect(running.load("nosuch")).rejects.toMatchObject({ module: "nosuch", reason: "nofile" });
  expect(await running.call("m", "f")).toBe(2);
  expect(notes).toEqual(["%% m: version 1 current", "%% m: version 2 current, 1 old"]);
});

test("a program is told of each load: its version, who was killed, who lingers", async () => {
  const loads: LoadEvent[] = [];
  const { system: running, save } = system({ "m.ts": COUNTER }, { loaded: (load) => loads.push(load) });
  await running.call("m", "plain", [1]);
  const pid = running.spawn("m", "waits");
  await new Promise((resolve) => setTimeout(resolve, 20));
  for (const n of [2, 3]) {
    save("m.ts", `${COUNTER}// ${n}`);
    await running.load("m");
  }
  expect(loads).toEqual([
    { module: "m", version: 1, old: undefined, killed: [], lingering: [] },
    { module: "m", version: 2, old: 1, killed: [], lingering: [pid] },
    { module: "m", version: 3, old: 2, killed: [pid], lingering: [] },
  ]);
});

test("a soft load is refused where it would kill a process", async () => {
  const { system: running, save } = system({ "m.ts": COUNTER });
  expect(await running.call("m", "plain", [1])).toBe(2);
  const waiting = running.call("m", "waits").catch((error) => error);
  await new Promise((resolve) => setTimeout(resolve, 20));
  for (const n of [2, 3]) {
    save("m.ts", `${COUNTER}// ${n}`);
    if (n === 2) await running.load("m");
    else await expect(running.load("m", { soft: true })).rejects.toMatchObject({ reason: "old_code_in_use" });
  }
  expect(await running.load("m")).toBe(3);
  expect(await waiting).toMatchObject({ class: "exit", reason: Symbol.for("killed") });
});

test("what is saved is loaded, with autoLoad", async () => {
  const { system: running, save } = system({ "m.ts": "export const f = () => 1;" }, { autoLoad: "soft" });
  expect(await running.call("m", "f")).toBe(1);
  await vi.waitFor(async () => {
    save("m.ts", `export const f = () => 2; // ${Math.random()}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await running.call("m", "f")).toBe(2);
  }, 10_000);
});

test("a request handler is a process, and no request is dropped while versions change", async () => {
  const page = (version: number) => `
    import { timer } from "eshell-ts";
    export async function page(path: string) {
      if (path === "/fails") throw new Error("failed");
      await timer.sleep(1);
      return JSON.stringify({ path, version: ${version} });
    }`;
  const { system: running, save } = system({ "site.ts": page(1) });
  const site = running.module<{ page(path: string): Promise<string> }>("site");
  const server = createServer(async (request, response) => {
    try {
      response.end(await site.page(request.url as string));
    } catch (error) {
      response.writeHead(500).end(String(error));
    }
  });
  const port = await listen(server);
  const versions = new Set<number>();
  let loads = 0;
  let answered = 0;
  const get = async (n: number) => {
    const response = await fetch(`http://127.0.0.1:${port}/${n % 50 === 0 ? "fails" : n}`);
    const text = await response.text();
    if (n % 50 === 0) expect([response.status, text]).toEqual([500, "Error: failed"]);
    else {
      const { path, version } = JSON.parse(text);
      expect([response.status, path]).toEqual([200, `/${n}`]);
      versions.add(version);
    }
    answered++;
  };
  const requests = (async () => {
    for (let n = 0; n < 1000; n += 20) {
      await Promise.all(Array.from({ length: 20 }, (_, i) => get(n + i)));
      if (n % 200 === 0) {
        save("site.ts", page(++loads + 1));
        // Requests go on while it loads.
        void running.load("site");
      }
    }
  })();
  await requests;
  expect(answered).toBe(1000);
  expect(loads).toBe(5);
  expect(versions.size).toBeGreaterThan(3);
});

test("a shell on a socket ends with the connection, or with q(), and the system goes on", async () => {
  const { system: running } = system({ "m.ts": COUNTER });
  const server = createSocketServer((socket) => running.attach(socket));
  const port = await listen(server as unknown as Server);
  const session = (typed: string) =>
    new Promise<string>((resolve) => {
      let text = "";
      const socket = createConnection(port, "127.0.0.1", () => socket.write(typed));
      socket.setEncoding("utf8");
      socket.on("data", (chars: string) => {
        text += chars;
        if (text.endsWith("2> ")) socket.end();
      });
      socket.on("close", () => resolve(text));
    });
  expect(await session("m:plain(41).\n")).toMatch(/^Eshell-ts .*\n1> 42\n2> /);
  expect(await session("q().\n")).toMatch(/1> ok\n/);
  expect(running.running).toBe(true);
  expect(await running.call("m", "plain", [1])).toBe(2);
});

test("a command of a shell whose connection is gone is given up", async () => {
  const { system: running } = system({});
  const count = () => running.eval("length(processes())");
  const before = await count();
  const server = createSocketServer((socket) => running.attach(socket));
  const port = await listen(server as unknown as Server);
  const socket = createConnection(port, "127.0.0.1", () => socket.write("receive never -> ok end.\n"));
  await new Promise((resolve) => socket.once("data", resolve));
  await vi.waitFor(async () => expect(await count()).toBe((before as number) + 3));
  socket.resetAndDestroy();
  await vi.waitFor(async () => expect(await count()).toBe(before));
});

test("stop ends all processes, and rejects calls that go on and calls that come", async () => {
  const { system: running } = system({ "m.ts": COUNTER });
  const waiting = running.call("m", "waits").catch((error) => error);
  expect(await running.call("m", "plain", [1])).toBe(2);
  running.stop();
  expect(await waiting).toMatchObject({ class: "exit", reason: Symbol.for("killed") });
  await expect(running.call("m", "plain", [1])).rejects.toThrow("the system has ended");
  await expect(running.eval("1")).rejects.toThrow("the system has ended");
  running.stop();
});

test("halt in the system ends the system, and the program hears of it", async () => {
  const ended = await new Promise((resolve) => {
    const { system: running } = system({}, { halted: resolve });
    running.eval("halt(3)").catch(() => {});
  });
  expect(ended).toBe(3);
});

test("several systems run at once, each with its own names and modules", async () => {
  const [a, b] = [1, 2].map((n) => system({ "m.ts": `export const f = () => ${n};` }).system) as [
    EmbeddedSystem,
    EmbeddedSystem,
  ];
  const register = "register(me, spawn(fun() -> receive stop -> ok end end)).";
  expect(await Promise.all([a.eval(register), b.eval(register)])).toEqual([true, true]);
  expect(await Promise.all([a.call("m", "f"), b.call("m", "f")])).toEqual([1, 2]);
  a.stop();
  expect(await b.eval("is_pid(whereis(me))")).toBe(true);
});

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  cleanups.push(() => server.close());
  return (server.address() as AddressInfo).port;
}

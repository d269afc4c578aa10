import { describe, expect, test } from "vitest";
import { exitSignal } from "../../src/process/exit.ts";
import { proc, VersionRef } from "../../src/process/frame.ts";
import { receiveFrame } from "../../src/process/receive.ts";
import { demonitor, link, monitor, register, self, send, sendFromErlang } from "../../src/process/signals.ts";
import { openRaw } from "../../src/terms/border.ts";
import { Exception } from "../../src/terms/exception.ts";
import { of, world } from "./support.ts";

const waits = function* () {
  yield receiveFrame();
};
const atom = (name: string) => Symbol.for(name);

describe("links and monitors", () => {
  test("an error takes linked processes along, with its reason", () => {
    const { host, log, start } = world();
    const a = start(waits);
    const b = start(waits);
    link(a, b);
    start(function* () {
      monitor(self(), a);
      log.push(openRaw(yield receiveFrame())[4]);
    });
    host.run();
    exitSignal(b, b, atom("bad"), false);
    host.run();
    expect([a.alive, b.alive]).toEqual([false, false]);
    expect(log).toEqual([atom("bad")]);
  });

  test("a normal end takes nobody along", () => {
    const { host, start } = world();
    const a = start(waits);
    const b = start(function* () {});
    link(a, b);
    host.run();
    expect([a.alive, b.alive]).toEqual([true, false]);
    expect(a.links?.size).toBe(0);
  });

  test("kill cannot be trapped, and its links hear killed", () => {
    const { host, log, start } = world();
    const a = start(waits);
    a.trapExit = true;
    const b = start(function* () {
      self().trapExit = true;
      log.push(openRaw(yield receiveFrame()));
    });
    link(a, b);
    host.run();
    exitSignal(b, a, atom("kill"), false);
    host.run();
    expect(a.alive).toBe(false);
    expect([...(log[0] as unknown[])]).toEqual([atom("EXIT"), a, atom("killed")]);
  });

  test("a monitor on a dead process delivers noproc at once", () => {
    const { host, log, start } = world();
    const dead = start(function* () {});
    host.run();
    start(function* () {
      const ref = monitor(self(), dead);
      log.push([...openRaw(yield receiveFrame())], ref);
    });
    host.run();
    expect(log[0]).toEqual([atom("DOWN"), log[1], atom("process"), dead, atom("noproc")]);
  });

  test("a monitor that was taken back delivers nothing", () => {
    const { host, start } = world();
    const a = start(waits);
    const b = start(waits);
    demonitor(b, monitor(b, a));
    exitSignal(b, a, atom("kill"), false);
    host.run();
    expect(b.mailbox.length).toBe(0);
  });

  test("a chain of 200,000 links breaks without recursion", () => {
    const { host, start, system } = world();
    const chain = Array.from({ length: 200_000 }, () => start(waits));
    for (let i = 1; i < chain.length; i++) link(chain[i - 1], chain[i]);
    host.run();
    exitSignal(chain[0], chain[0], atom("bad"), false);
    expect(system.table.count).toBe(0);
  });

  test("whoever awaits a call of a process that dies gets the exit reason", async () => {
    const { log, start, settle } = world();
    let call: Promise<unknown> | undefined;
    const owner = start(function* () {
      call = proc(waits)();
      yield call;
    });
    start(function* () {
      try {
        yield call;
      } catch (error) {
        log.push((error as Exception).reason);
      }
    });
    await settle();
    exitSignal(owner, owner, atom("gone"), false);
    await settle();
    expect(log).toEqual([atom("gone")]);
  });
});

describe("errors", () => {
  test("an error that nobody catches is reported once, with the waiting callers", () => {
    const { host, log, system } = world();
    system.report = ({ exception }) =>
      log.push(exception.items.map((item) => [item.name.description, item.line]));
    const inner = of(null, "inner", function* () {
      throw new Exception("error", "oops");
    });
    const outer = of(null, "outer", function* () {
      yield inner();
    });
    system.spawn(outer);
    host.run();
    expect(log).toEqual([
      [
        ["inner", 0],
        ["outer", 0],
      ],
    ]);
  });

  test("exit is not reported", () => {
    const { host, log, system, start } = world();
    system.report = () => log.push("reported");
    start(function* () {
      throw new Exception("exit", "quiet");
    });
    host.run();
    expect(log).toEqual([]);
  });
});

describe("names", () => {
  test("a registered name receives, and is free again when its process ends", () => {
    const { host, log, start, system } = world();
    const server = start(function* () {
      log.push(yield receiveFrame());
    });
    register(server, atom("server"));
    host.run();
    send(atom("server"), "hello");
    host.run();
    expect(log).toEqual(["hello"]);
    expect(system.names.has(atom("server"))).toBe(false);
    expect(() => send(atom("server"), 1)).toThrow(Exception);
    expect(() => sendFromErlang(12, 1)).toThrow(Exception);
  });
});

describe("lingering", () => {
  const versions = () => {
    const w = world();
    return { ...w, v1: new VersionRef(atom("m"), w.system), v2: new VersionRef(atom("m"), w.system) };
  };

  test("a process that waits in a frame of a version lingers in it, and one that has left does not", () => {
    const { host, system, v1, v2 } = versions();
    const loop2 = of(v2, "loop", function* (): Generator<unknown, unknown, any> {
      yield receiveFrame();
      return loop2();
    });
    const loop1 = of(v1, "loop", function* (): Generator<unknown, unknown, any> {
      const message = yield receiveFrame();
      return message === "switch" ? loop2() : loop1();
    });
    const process = system.spawn(loop1);
    host.run();
    expect(system.lingeringIn(v1)).toEqual([process]);
    process.deliver("stay");
    host.run();
    expect(system.lingeringIn(v1)).toEqual([process]);
    process.deliver("switch");
    host.run();
    expect(system.lingeringIn(v1)).toEqual([]);
    expect(system.lingeringIn(v2)).toEqual([process]);
    process.deliver("stay");
    host.run();
    expect(system.lingeringIn(v2)).toEqual([process]);
  });

  test("a frame deep in the stack counts, even if it is the only old thing about the process", () => {
    const { host, system, v1, v2 } = versions();
    const deep = of(v2, "deep", function* () {
      yield receiveFrame();
    });
    const bottom = of(v1, "bottom", function* () {
      yield deep();
      yield receiveFrame();
    });
    const process = system.spawn(bottom);
    host.run();
    expect(system.lingeringIn(v1)).toEqual([process]);
    expect(system.lingeringIn(v2)).toEqual([process]);
    process.deliver(1);
    host.run();
    expect(system.lingeringIn(v2)).toEqual([]);
    expect(system.lingeringIn(v1)).toEqual([process]);
  });

  test("a process that has not run yet lingers nowhere", () => {
    const { system, v1 } = versions();
    system.spawn(of(v1, "f", waits));
    expect(system.lingeringIn(v1)).toEqual([]);
  });

  test("a function of a purged version cannot be called, also where it was spawned before", () => {
    const { host, system, v1, log } = versions();
    system.report = ({ reason }) => log.push(String(reason[0][0].description));
    system.spawn(of(v1, "f", waits));
    v1.purged = true;
    host.run();
    expect(log).toEqual(["badfun"]);
  });
});

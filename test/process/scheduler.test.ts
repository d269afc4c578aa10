import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Frame, proc } from "../../src/process/frame.ts";
import { receiveFrame, TIMEOUT } from "../../src/process/receive.ts";
import { running } from "../../src/process/running.ts";
import { PREEMPT } from "../../src/process/scheduler.ts";
import { self, send } from "../../src/process/signals.ts";
import { Exception } from "../../src/terms/exception.ts";
import { world } from "./support.ts";

describe("frames", () => {
  test("an awaited call returns its value to the caller", () => {
    const { host, log, start } = world();
    const double = proc(function* double(x: number) {
      return x * 2;
    });
    start(function* () {
      log.push(yield double(21));
    });
    host.run();
    expect(log).toEqual([42]);
  });

  test("a million tail calls keep one frame alive", () => {
    const { host, log, start } = world();
    const loop: (n: number) => unknown = proc(function* loopBody(
      n: number,
    ): Generator<unknown, unknown, any> {
      return n === 0 ? depth() : loop(n - 1);
    });
    const depth = () => {
      let count = 0;
      for (let frame = running.strand?.top ?? null; frame !== null; frame = frame.caller) count++;
      return count;
    };
    start(function* () {
      log.push(yield loop(1_000_000));
    });
    host.run();
    expect(log).toEqual([2]);
  });

  test("recursion to a depth of a million uses no JavaScript stack", () => {
    const { host, log, start } = world();
    const sum: (n: number) => unknown = proc(function* sumBody(n: number): Generator<unknown, number, any> {
      return n === 0 ? 0 : n + (yield sum(n - 1));
    });
    start(function* () {
      log.push(yield sum(1_000_000));
    });
    host.run();
    expect(log).toEqual([500000500000]);
  });

  test("an exception passes through waiting callers, and a catch sees it", () => {
    const { host, log, start } = world();
    const fail = proc(function* fail() {
      throw new Exception("throw", "ball");
    });
    const middle = proc(function* middle(): Generator<unknown, unknown, any> {
      return [yield fail()];
    });
    start(function* () {
      try {
        yield middle();
      } catch (error) {
        log.push((error as Exception).reason);
      }
      log.push("after");
    });
    host.run();
    expect(log).toEqual(["ball", "after"]);
  });

  test("a call that is neither awaited nor returned runs beside, from the next suspension on", () => {
    const { host, log, start } = world();
    const beside = proc(function* beside() {
      log.push("beside");
      yield receiveFrame((m) => m === 2);
      log.push("beside got 2");
    });
    const process = start(function* () {
      beside();
      log.push("first");
      yield receiveFrame((m) => m === 1);
      log.push("main got 1");
    });
    host.run();
    expect(log).toEqual(["first", "beside"]);
    process.deliver(2);
    host.run();
    process.deliver(1);
    host.run();
    expect(log).toEqual(["first", "beside", "beside got 2", "main got 1"]);
    expect(process.alive).toBe(false);
  });

  test("a process lives until the frames beside its main one have ended", () => {
    const { host, start } = world();
    const process = start(function* () {
      proc(function* beside() {
        yield receiveFrame();
      })();
    });
    host.run();
    expect(process.alive).toBe(true);
    process.deliver(1);
    host.run();
    expect(process.alive).toBe(false);
  });

  test("of several that wait for one message the longest waiting gets it", () => {
    const { host, log, start } = world();
    const wait = proc(function* wait(name: string) {
      log.push([name, yield receiveFrame()]);
    });
    const process = start(function* () {
      const a = wait("a");
      const b = wait("b");
      yield a;
      yield b;
    });
    host.run();
    process.deliver(1);
    process.deliver(2);
    host.run();
    expect(log).toEqual([
      ["a", 1],
      ["b", 2],
    ]);
  });

  test("Promise.all over frames waits for all of them", async () => {
    const { log, start, settle } = world();
    const later = proc(function* later(x: number) {
      yield receiveFrame(null, 0);
      return x;
    });
    start(function* () {
      log.push(yield Promise.all([later(1), later(2)]));
    });
    await settle();
    expect(log).toEqual([[1, 2]]);
  });

  test("a rejected promise is thrown where it is awaited", async () => {
    const { log, start, settle } = world();
    start(function* () {
      try {
        yield Promise.reject(new Error("no"));
      } catch (error) {
        log.push((error as Error).message);
      }
    });
    await settle();
    expect(log).toEqual(["no"]);
  });

  test("a returned promise is waited for", async () => {
    const { log, start, settle } = world();
    const fetchIt = proc(function* fetchIt() {
      return Promise.resolve(5);
    });
    start(function* () {
      log.push(yield fetchIt());
    });
    await settle();
    expect(log).toEqual([5]);
  });

  test("the failure of a call that nobody awaits is the process's", async () => {
    const { log, start, settle, system } = world();
    system.report = ({ reason }) => log.push(String(reason[0]));
    const process = start(function* () {
      proc(function* bad() {
        throw new Exception("error", "beside");
      })();
      yield receiveFrame();
    });
    await settle();
    expect(process.alive).toBe(false);
    expect(log).toEqual(["beside"]);
  });

  test("a failure that was asked for before it happened is nobody else's", async () => {
    const { log, start, settle } = world();
    const process = start(function* () {
      const bad = proc(function* bad() {
        yield receiveFrame(null, 0);
        throw new Error("later");
      })();
      bad.catch((error: Error) => log.push(error.message));
      yield receiveFrame();
    });
    await settle();
    expect(log).toEqual(["later"]);
    expect(process.alive).toBe(true);
  });

  test("a `then` that cannot be read is thrown where it is awaited", async () => {
    const { log, start, settle } = world();
    start(function* () {
      try {
        yield {
          get then() {
            throw new Error("unreadable");
          },
        };
      } catch (error) {
        log.push((error as Error).message);
      }
    });
    await settle();
    expect(log).toEqual(["unreadable"]);
  });

  test("a process that turns without end leaves others their turn", () => {
    const { host, log, start, system } = world();
    const endless = start(function* () {
      for (;;) yield PREEMPT;
    });
    start(function* () {
      log.push("other");
    });
    host.run(3);
    expect(log).toEqual(["other"]);
    expect(system.ready).toBe(1);
    system.spawn(() => send(endless, 1));
    host.run(2);
    expect(endless.alive).toBe(true);
  });

  test("outside of any process a call is a promise, and runs in a process of its own", async () => {
    const { settle } = world();
    const who = proc(function* who() {
      yield receiveFrame(null, 0);
      return self();
    });
    const promise = who();
    expect(promise).toBeInstanceOf(Promise);
    await settle();
    expect((await promise).alive).toBe(false);
    const failing = proc(function* failing() {
      throw new TypeError("bad");
    })();
    await expect(failing).rejects.toThrow("bad");
  });
});

describe("receive", () => {
  test("takes the first message that matches and leaves the others in order", () => {
    const { host, log, start } = world();
    const process = start(function* () {
      log.push(yield receiveFrame((m) => m > 2));
      log.push(yield receiveFrame());
      log.push(yield receiveFrame());
    });
    for (const m of [1, 2, 3]) process.deliver(m);
    host.run();
    expect(log).toEqual([3, 1, 2]);
  });

  test("looks at a message once while it waits for another", () => {
    const { host, start } = world();
    const seen: number[] = [];
    const process = start(function* () {
      yield receiveFrame((m) => {
        seen.push(m);
        return m === 9;
      });
    });
    host.run();
    for (const m of [1, 2, 9]) {
      process.deliver(m);
      host.run();
    }
    expect(seen).toEqual([1, 2, 9]);
  });

  test("a predicate may send its own process messages", () => {
    const { host, log, start } = world();
    const process = start(function* () {
      log.push(
        yield receiveFrame((m) => {
          if (m === 1) self().deliver(2);
          return m === 1;
        }),
      );
      log.push(yield receiveFrame());
    });
    process.deliver(1);
    host.run();
    expect(log).toEqual([1, 2]);
  });

  test("any mixture of sends and selective receives takes the messages that a list would", () => {
    const step = fc.oneof(
      fc.record({ send: fc.nat(3) }),
      fc.record({ take: fc.option(fc.nat(3), { nil: undefined }) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const { host, log, start } = world();
        const wanted: unknown[] = [];
        const list: number[] = [];
        const process = start(function* () {
          for (const s of steps) {
            if ("send" in s) {
              process.deliver(s.send);
              continue;
            }
            log.push(yield receiveFrame(s.take === undefined ? null : (m) => m === s.take, 0));
          }
        });
        for (const s of steps) {
          if ("send" in s) {
            list.push(s.send);
            continue;
          }
          const at = s.take === undefined ? 0 : list.indexOf(s.take);
          wanted.push(at < 0 || list.length === 0 ? TIMEOUT : list.splice(at, 1)[0]);
        }
        host.run();
        expect(log).toEqual(wanted);
        expect([...process.mailbox]).toEqual([]);
      }),
    );
  });

  test("gives up when its time is up, and not before", () => {
    const { host, log, start } = world();
    start(function* () {
      log.push((yield receiveFrame(null, 100)) === TIMEOUT);
    });
    host.advance(99);
    expect(log).toEqual([]);
    host.advance(1);
    expect(log).toEqual([true]);
  });

  test("a timeout of 0 looks at the mailbox without waiting", () => {
    const { host, log, start } = world();
    const process = start(function* () {
      log.push(yield receiveFrame(null, 0));
      log.push((yield receiveFrame(null, 0)) === TIMEOUT);
    });
    process.deliver("there");
    host.run();
    expect(log).toEqual(["there", true]);
  });

  test("what the predicate throws is thrown in the receiver", () => {
    const { host, log, start } = world();
    const process = start(function* () {
      try {
        yield receiveFrame(() => {
          throw new Error("in predicate");
        });
      } catch (error) {
        log.push((error as Error).message);
      }
      log.push(yield receiveFrame());
    });
    host.run();
    process.deliver("kept");
    host.run();
    expect(log).toEqual(["in predicate", "kept"]);
  });
});

test("a frame that has ended holds neither its generator nor its function", () => {
  const { host, start } = world();
  let held: Frame | undefined;
  start(function* () {
    held = proc(function* short() {
      return 1;
    })() as unknown as Frame;
    yield held;
  });
  host.run();
  expect([held?.generator, held?.info, held?.outcome]).toEqual([null, null, 1]);
});

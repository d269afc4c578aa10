import fc from "fast-check";
import { expect, test } from "vitest";
import { Timers } from "../../src/process/timers.ts";
import { VirtualHost } from "../../src/process/virtual-host.ts";

test("timers fire at their deadline, in the order of their deadlines and then of their starting", () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ ms: fc.nat(50), cancel: fc.boolean() }), { maxLength: 200 }),
      (starts) => {
        const host = new VirtualHost();
        const timers = new Timers(host);
        const fired: [number, number][] = [];
        const handles = starts.map(({ ms }, i) =>
          timers.start(ms, () => fired.push([host.monotonicMs(), i])),
        );
        starts.forEach(({ cancel }, i) => {
          if (cancel) expect(timers.cancel(handles[i])).toBe(true);
        });
        host.advance(60);
        const wanted = starts
          .map(({ ms, cancel }, i) => [ms, i, cancel] as const)
          .filter(([, , cancel]) => !cancel)
          .sort((a, b) => a[0] - b[0] || a[1] - b[1])
          .map(([ms, i]) => [ms, i]);
        expect(fired).toEqual(wanted);
      },
    ),
  );
});

test("a callback may start and cancel timers of the same millisecond", () => {
  const host = new VirtualHost();
  const timers = new Timers(host);
  const log: string[] = [];
  const second = { current: timers.start(5, () => log.push("never")) };
  timers.cancel(second.current);
  timers.start(5, () => {
    log.push("a");
    timers.cancel(second.current);
    timers.start(0, () => log.push("c"));
  });
  second.current = timers.start(5, () => log.push("b"));
  host.advance(5);
  expect(log).toEqual(["a", "c"]);
});

test("many starts and cancels leave nothing behind", () => {
  const host = new VirtualHost();
  const timers = new Timers(host);
  timers.start(1, () => {});
  for (let i = 0; i < 100_000; i++) timers.cancel(timers.start(10 + i, () => {}));
  let fired = false;
  timers.start(500_000, () => {
    fired = true;
  });
  host.advance(500_000);
  expect(fired).toBe(true);
});

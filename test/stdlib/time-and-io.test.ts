import { expect, test } from "vitest";
import { write } from "../../src/format/write.ts";
import { callEntry } from "../../src/process/apply.ts";
import { Frame, proc } from "../../src/process/frame.ts";
import { receiveFrame } from "../../src/process/receive.ts";
import { System } from "../../src/process/system.ts";
import { VirtualHost } from "../../src/process/virtual-host.ts";
import { erlang } from "../../src/stdlib/erlang.ts";
import { io } from "../../src/stdlib/io.ts";
import { logCrash, logger } from "../../src/stdlib/logger.ts";
import { ports } from "../../src/stdlib/ports.ts";
import type { OtpModule } from "../../src/stdlib/table.ts";
import { timer } from "../../src/stdlib/timer.ts";
import type { Term } from "../../src/terms/term.ts";
import { isTuple, tuple } from "../../src/terms/tuple.ts";

const sym = Symbol.for;

function world() {
  const host = new VirtualHost();
  const system = new System({ host, seed: 1 });
  const shown: string[] = [];
  const leader = system.spawn(
    proc(function* leader(): Generator<unknown, void, any> {
      for (;;) yield receiveFrame();
    }),
  );
  system.devices.set(leader, { write: (chars) => shown.push(chars) });
  system.defaultGroupLeader = leader;
  return { host, system, shown };
}

const call = (module: OtpModule, name: string, ...args: Term[]): Term =>
  callEntry(module.entries.get(`${name}/${args.length}`) as never, args);

test("a timer can be read and cancelled until it fires", () => {
  const { host, system } = world();
  const seen: Term[] = [];
  system.spawn(
    proc(function* body(): Generator<unknown, void, any> {
      const me = call(erlang, "self");
      const ref = call(erlang, "send_after", 100, me, sym("late"));
      const started = call(erlang, "start_timer", 10, me, sym("soon"));
      seen.push(call(erlang, "read_timer", ref));
      const message = yield receiveFrame();
      seen.push(isTuple(message) && message[1] === started && message[2]);
      seen.push(call(erlang, "cancel_timer", ref), call(erlang, "cancel_timer", ref));
    }),
  );
  host.run();
  host.advance(10);
  host.run();
  expect(seen).toEqual([100, sym("soon"), 90, false]);
});

test("send_interval repeats until it is cancelled", () => {
  const { host, system } = world();
  let count = 0;
  system.spawn(
    proc(function* body(): Generator<unknown, void, any> {
      const [, ref] = call(timer, "send_interval", 10, sym("tick"));
      for (; count < 3; count++) yield receiveFrame();
      call(timer, "cancel", ref);
      const more = yield receiveFrame(null, 1000);
      if (more === sym("tick")) count++;
    }),
  );
  for (let i = 0; i < 8; i++) {
    host.run();
    host.advance(10);
  }
  host.run();
  expect(count).toBe(3);
});

test("output to a device is written at once, to an ordinary process it is requested", () => {
  const { host, system, shown } = world();
  const requests: string[] = [];
  const server = system.spawn(
    proc(function* server(): Generator<unknown, void, any> {
      const [, from, as, request] = yield receiveFrame();
      requests.push(write(request));
      from.deliver(tuple(sym("io_reply"), as, sym("ok")));
    }),
  );
  const results: Term[] = [];
  system.spawn(
    proc(function* body(): Generator<unknown, void, any> {
      results.push(call(io, "format", "vsn~p~n", [1]));
      const asked = call(io, "format", server, "to ~w", [sym("you")]);
      results.push(asked instanceof Frame, yield asked);
    }),
  );
  host.run();
  expect(shown).toEqual(["vsn1\n"]);
  expect(results).toEqual([sym("ok"), true, sym("ok")]);
  expect(requests).toEqual(["{put_chars,unicode,[116,111,32,121,111,117]}"]);
});

test("a crash is logged as OTP does, and not below the primary level", () => {
  const { host, system, shown } = world();
  system.report = logCrash;
  ports.of(system);
  const crash = () => system.spawn(() => call(erlang, "error", sym("oops")));
  const process = crash();
  host.run();
  expect(shown.join("")).toMatch(
    /^=ERROR REPORT==== .* ===\nError in process <0\.\d+\.0> with exit value:\n\{oops,.*\}\n\n$/s,
  );
  expect(shown.join("")).toContain(String(process));
  system.spawn(() => call(logger, "set_primary_config", sym("level"), sym("none")));
  host.run();
  crash();
  host.run();
  expect(shown).toHaveLength(1);
});

import { expect, test } from "vitest";
import { exitSignal } from "../../src/process/exit.ts";
import { receiveFrame } from "../../src/process/receive.ts";
import { send } from "../../src/process/signals.ts";
import { resumeProcess, suspendProcess } from "../../src/process/suspended.ts";
import { openRaw } from "../../src/terms/border.ts";
import { world } from "./support.ts";

function listener() {
  const w = world();
  const target = w.start(function* () {
    for (;;) w.log.push(openRaw(yield receiveFrame()));
  });
  const owner = w.start(function* () {
    yield receiveFrame();
  });
  w.host.run();
  return { ...w, target, owner };
}

test("a suspended process takes messages and handles them when it is resumed", () => {
  const { host, log, target, owner } = listener();
  send(target, 1);
  suspendProcess(owner, target);
  send(target, 2);
  host.run();
  expect(log).toEqual([]);
  expect(resumeProcess(owner, target)).toBe(true);
  host.run();
  expect(log).toEqual([1, 2]);
  expect(resumeProcess(owner, target)).toBe(false);
});

test("it goes on once it is resumed as often as it was suspended", () => {
  const { host, log, target, owner } = listener();
  suspendProcess(owner, target);
  suspendProcess(owner, target);
  send(target, 1);
  resumeProcess(owner, target);
  host.run();
  expect(log).toEqual([]);
  resumeProcess(owner, target);
  host.run();
  expect(log).toEqual([1]);
});

test("it goes on when the process that suspended it ends", () => {
  const { host, log, target, owner } = listener();
  suspendProcess(owner, target);
  send(target, 1);
  host.run();
  expect(log).toEqual([]);
  exitSignal(owner, owner, Symbol.for("kill"), false);
  host.run();
  expect(log).toEqual([1]);
});

test("its priority stays, and others run meanwhile", () => {
  const { host, log, target, owner, start } = listener();
  target.priority = "high";
  send(target, 1);
  suspendProcess(owner, target);
  target.priority = "low";
  start(function* () {
    log.push("other");
  });
  host.run();
  resumeProcess(owner, target);
  host.run();
  expect(log).toEqual(["other", 1]);
  expect(target.priority).toBe("low");
});

test("it can be killed", () => {
  const { host, target, owner } = listener();
  suspendProcess(owner, target);
  exitSignal(owner, target, Symbol.for("kill"), false);
  host.run();
  expect(target.alive).toBe(false);
});

// node-host — the real clock and the event loop, and the operating system that the OTP modules ask.
//
// Timers are imported, so that a test that fakes the global ones stops no system.
import { exec } from "node:child_process";
import { cpus, release } from "node:os";
import { performance } from "node:perf_hooks";
import { clearTimeout, setImmediate, setTimeout } from "node:timers";
import type { Host } from "./process/host.ts";
import type { OperatingSystem } from "./stdlib/ports.ts";

/** Node counts no further than this in one go. */
const LONGEST_MS = 2 ** 31 - 1;

export const nodeHost: Host = {
  monotonicMs: () => performance.now(),
  systemMs: () => performance.timeOrigin + performance.now(),
  soon: (callback) => void setImmediate(callback),
  at: (deadlineMs, callback) => alarm(deadlineMs, callback, true),
};

/** The same, but what waits there does not keep the program going. */
export const backgroundHost: Host = {
  ...nodeHost,
  soon: (callback) => void setImmediate(callback).unref(),
  at: (deadlineMs, callback) => alarm(deadlineMs, callback, false),
};

function alarm(deadlineMs: number, callback: () => void, keepsGoing: boolean): () => void {
  let timer: NodeJS.Timeout;
  const wait = (): void => {
    const left = deadlineMs - performance.now();
    // A timer of Node's may come up to a millisecond early.
    if (left <= 0) callback();
    else start(left);
  };
  const start = (left: number): void => {
    timer = setTimeout(wait, Math.min(Math.max(0, Math.ceil(left)), LONGEST_MS));
    if (!keepsGoing) timer.unref();
  };
  start(deadlineMs - performance.now());
  return () => clearTimeout(timer);
}

/** The operating system; `output` is standard output, past every group leader. */
export function nodeSystem(
  output: { write(text: string): void; flush(): void },
  flags: OperatingSystem["flags"],
  plainArguments: readonly string[],
): OperatingSystem {
  return {
    pid: process.pid,
    platform: process.platform,
    release: release(),
    cpus: cpus().length,
    getenv: (name) => process.env[name],
    environment: () => Object.entries(process.env).map(([name, value]) => `${name}=${value}`),
    setenv(name, value) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    },
    memory() {
      const { rss, heapUsed } = process.memoryUsage();
      return { total: rss, heap: heapUsed };
    },
    runtimeMs: () => process.cpuUsage().user / 1000 + process.cpuUsage().system / 1000,
    run: (command) =>
      new Promise((resolve) => exec(command, (_error, stdout, stderr) => resolve(stdout + stderr))),
    plainArguments,
    flags,
    display: (text) => output.write(text),
    displayError(text) {
      // What was printed before appears before.
      output.flush();
      process.stderr.write(text);
    },
  };
}

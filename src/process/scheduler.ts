// scheduler — runs a strand until it waits, ends or has used up its slice.
//
// The stack of a strand is the chain of frames linked by `caller`. Resuming a frame's generator gives one of:
//   done, a fresh frame      tail call: it takes the frame's place, with its root and its caller
//   done, any other value    return: the caller is resumed with it
//   yielded, a fresh frame   await: it is pushed
//   yielded, anything else   await of a promise, of a frame that has started, of a plain value; or PREEMPT
// A frame's root stands for it to whoever holds the call as a promise; a chain of tail calls has one root, so that
// nothing grows.

import { exitProcess } from "./exit.ts";
import { complete, exceptionOf } from "./failure.ts";
import { type Body, FRESH, Frame, HEARD, RETURNED, STARTED, settle, THREW, takeFresh } from "./frame.ts";
import { isKeptAlive } from "./owned.ts";
import type { Process } from "./process.ts";
import { NOTHING, type Receive, TIMEOUT, takeMessage } from "./receive.ts";
import { running } from "./running.ts";
import { Strand } from "./strand.ts";
import { SLICE } from "./system.ts";

/** Yielded by a loop that has turned very often: others have their turn. */
export const PREEMPT: unique symbol = Symbol("preempt") as never;

/** Stands in a frame whose code has returned a promise: the value it is resumed with is what the frame returns. */
const PASS: Body = {
  next: (value: unknown) => ({ value, done: true }),
  throw: (error: unknown) => {
    throw error;
  },
} as never;

/** Runs the strand; the result is the number of reductions that it used. */
export function runStrand(strand: Strand): number {
  strand.queued = false;
  if (strand.ended) return 1;
  const process = strand.process;
  running.strand = strand;
  running.fresh = null;
  process.reductions = SLICE;
  try {
    if (strand.receive !== null) resumeReceive(strand, strand.receive);
    else if (strand.start !== null) begin(strand, strand.start);
    else run(strand, strand.top as Frame, strand.value, strand.failing);
  } finally {
    running.strand = null;
    running.fresh = null;
  }
  const used = SLICE - process.reductions + 1;
  process.used += used;
  return used;
}

/** The first run of a strand. */
function begin(strand: Strand, start: () => unknown): void {
  strand.start = null;
  let value: unknown;
  let failing = false;
  try {
    value = start();
  } catch (thrown) {
    complete(exceptionOf(thrown));
    value = thrown;
    failing = true;
  }
  if (strand.ended) return;
  if (failing || !isThenable(value)) {
    finish(strand, value, failing);
  } else if (value instanceof Frame && value.state === FRESH && value.process === strand.process) {
    takeFresh(value);
    value.state = STARTED;
    if (value.generator === null || running.fresh !== null) pause(strand, value);
    else run(strand, value, undefined, false);
  } else {
    // The main code is somebody else's promise: an empty frame waits for it.
    const bottom = new Frame(PASS, null);
    takeFresh(bottom);
    bottom.state = STARTED;
    awaitValue(strand, bottom, value);
  }
}

/** A strand that waits in receive was woken: by a message, or because its time is up. */
function resumeReceive(strand: Strand, receive: Receive): void {
  let value: unknown;
  let failing = false;
  try {
    value = takeMessage(strand, receive);
  } catch (thrown) {
    complete(exceptionOf(thrown));
    value = thrown;
    failing = true;
  }
  if (strand.ended) return;
  if (value === NOTHING) {
    if (!strand.timedOut) {
      startFresh(strand);
      return;
    }
    value = TIMEOUT;
  }
  strand.receive = null;
  strand.save = null;
  strand.timedOut = false;
  if (strand.timer !== null) {
    strand.process.system.timers.cancel(strand.timer);
    strand.timer = null;
  }
  const caller = receive.caller;
  settle(receive.root, failing ? THREW : RETURNED, value);
  if (caller === null) finish(strand, value, failing);
  else run(strand, caller, value, failing);
}

/** Resumes `frame`, and whatever it leads to, until the strand waits or ends. */
function run(strand: Strand, frame: Frame, value: unknown, failing: boolean): void {
  const process = strand.process;
  for (;;) {
    strand.top = frame;
    let out: unknown;
    let done: boolean | undefined;
    try {
      const result = failing ? (frame.generator as Body).throw(value) : (frame.generator as Body).next(value);
      out = result.value;
      done = result.done;
    } catch (thrown) {
      if (strand.ended) return;
      complete(exceptionOf(thrown));
      const caller = frame.caller;
      const root = frame.root;
      if (root !== frame) settle(frame, THREW, undefined);
      settle(root, THREW, thrown);
      if (caller === null) {
        finish(strand, thrown, true, root);
        return;
      }
      frame = caller;
      value = thrown;
      failing = true;
      continue;
    }
    if (strand.ended) return;
    failing = false;

    if (out instanceof Frame && out.state === FRESH && out.process === process) {
      // Taken off the list of fresh frames: almost always it is the only one.
      if (running.fresh === out && out.next === null) running.fresh = null;
      else takeFresh(out);
      out.state = STARTED;
      if (done) {
        out.root = frame.root;
        out.caller = frame.caller;
        // The frame that is replaced may be held as a promise: it must not keep its version alive.
        frame.generator = null;
        frame.info = null;
        frame.caller = null;
      } else {
        frame.at = running.at;
        out.caller = frame;
      }
      if (running.fresh !== null) {
        // Calls that were neither awaited nor returned start now, before this one goes on.
        pause(strand, out);
        return;
      }
      if (out.generator === null) {
        if (!receiveNow(strand, out as Receive)) return;
        // A message was there: the caller goes on with it.
        const caller = out.caller as Frame | null;
        value = strand.value;
        failing = strand.failing;
        strand.value = undefined;
        strand.failing = false;
        settle(out.root, failing ? THREW : RETURNED, value);
        if (caller === null) {
          finish(strand, value, failing, out.root);
          return;
        }
        frame = caller;
      } else {
        frame = out;
        value = undefined;
      }
      if (--process.reductions <= 0) {
        strand.value = value;
        strand.failing = failing;
        suspend(strand, frame);
        process.system.enqueue(strand);
        return;
      }
      continue;
    }

    if (done) {
      if (isThenable(out)) {
        frame.generator = PASS;
        frame.info = null;
        awaitValue(strand, frame, out);
        return;
      }
      const caller = frame.caller;
      const root = frame.root;
      if (root !== frame) settle(frame, RETURNED, undefined);
      settle(root, RETURNED, out);
      if (caller === null) {
        finish(strand, out, false);
        return;
      }
      frame = caller;
      value = out;
      continue;
    }

    frame.at = running.at;
    if (isThenable(out)) {
      awaitValue(strand, frame, out);
      return;
    }
    const preempt = out === PREEMPT;
    value = preempt ? undefined : out;
    if (preempt) process.reductions = 0;
    if (running.fresh !== null || --process.reductions <= 0) {
      strand.value = value;
      suspend(strand, frame);
      process.system.enqueue(strand);
      return;
    }
  }
}

/**
 * A receive on top of the stack: true if a message (or an immediate timeout) is there, put into the strand's value;
 * else the strand waits.
 */
function receiveNow(strand: Strand, receive: Receive): boolean {
  strand.save = null;
  try {
    const message = takeMessage(strand, receive);
    if (message !== NOTHING) {
      strand.value = message;
      return true;
    }
  } catch (thrown) {
    complete(exceptionOf(thrown));
    strand.value = thrown;
    strand.failing = true;
    return true;
  }
  if (receive.timeoutMs <= 0) {
    strand.value = TIMEOUT;
    strand.save = null;
    return true;
  }
  wait(strand, receive);
  suspend(strand, receive);
  return false;
}

/** The strand waits in `receive` from now on. */
function wait(strand: Strand, receive: Receive): void {
  const system = strand.process.system;
  strand.receive = receive;
  strand.timedOut = false;
  strand.waitingSince = system.uniqueInteger();
  if (receive.timeoutMs === Number.POSITIVE_INFINITY) return;
  if (receive.timeoutMs <= 0) {
    strand.timedOut = true;
    system.enqueue(strand);
    return;
  }
  strand.timer = system.timers.start(receive.timeoutMs, () => {
    strand.timer = null;
    strand.timedOut = true;
    system.enqueue(strand);
  });
}

/** Puts the strand behind the fresh frames of its process; `frame`, not yet run, is its top. */
function pause(strand: Strand, frame: Frame): void {
  if (frame.generator === null) {
    strand.save = null;
    wait(strand, frame as Receive);
  }
  suspend(strand, frame);
  strand.process.system.enqueue(strand);
}

/** `frame` waits for a promise, or for a frame that has started or ended. */
function awaitValue(strand: Strand, frame: Frame, awaited: PromiseLike<unknown>): void {
  if (awaited instanceof Frame && awaited.state !== FRESH) {
    if (awaited.state === RETURNED) strand.wake(awaited.value, false);
    else if (awaited.state >= THREW) {
      awaited.state = HEARD;
      strand.wake(awaited.value, true);
    } else awaited.addWaiter({ strand });
  } else {
    let settled = false;
    const once = (failing: boolean) => (value: unknown) => {
      if (settled) return;
      settled = true;
      strand.wake(value, failing);
    };
    try {
      awaited.then(once(false), once(true));
    } catch (thrown) {
      once(true)(thrown);
    }
  }
  suspend(strand, frame);
}

/** The strand stands still with `frame` on top: who lingers is noted, and fresh frames start. */
function suspend(strand: Strand, frame: Frame): void {
  strand.top = frame;
  strand.process.system.lingering.suspended(strand);
  if (running.fresh !== null) startFresh(strand);
}

/** Starts the frames that were neither awaited nor returned, the oldest first, each as a strand of its own. */
function startFresh(strand: Strand): void {
  let frame = running.fresh;
  running.fresh = null;
  const frames: Frame[] = [];
  for (; frame !== null; frame = frame.next) frames.push(frame);
  const process = strand.process;
  for (let i = frames.length - 1; i >= 0; i--) {
    const started = frames[i];
    started.next = null;
    if (started.state !== FRESH) continue;
    started.state = STARTED;
    const beside = new Strand(process, null);
    beside.top = started;
    process.others ??= [];
    process.others.push(beside);
    if (started.generator === null) wait(beside, started as Receive);
    process.system.lingering.suspended(beside);
    process.system.enqueue(beside);
  }
}

/** The strand has run to its end: with `value`, or with an exception. */
function finish(strand: Strand, value: unknown, failing: boolean, root: Frame | null = null): void {
  const process = strand.process;
  if (running.fresh !== null) startFresh(strand);
  strand.ended = true;
  strand.top = null;
  if (strand === process.main) {
    if (failing) {
      exitProcess(process, exceptionOf(value));
      return;
    }
  } else {
    removeStrand(process, strand);
    if (failing && root !== null && root.state === THREW) process.system.threwUnheard(root);
  }
  if (process.main?.ended && process.others === null && !isKeptAlive(process)) exitProcess(process, null);
}

function removeStrand(process: Process, strand: Strand): void {
  const others = process.others;
  if (others === null) return;
  const index = others.indexOf(strand);
  if (index >= 0) others.splice(index, 1);
  if (others.length === 0) process.others = null;
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return (
    typeof value === "object" && value !== null && typeof (value as { then?: unknown }).then === "function"
  );
}

// scheduler — runs a strand until it waits, ends or has used up its slice.
//
// The stack of a strand is the chain of frames linked by `caller`. Resuming a frame's generator gives one of:
//   done, a fresh frame      tail call: the frame takes it over
//   done, any other value    return: the caller is resumed with it
//   yielded, a fresh frame   await: it is pushed
//   yielded, anything else   await of a promise, of a frame that has started, of a plain value; or PREEMPT
// A frame that returns a call goes on as that call, so that a chain of tail calls is one frame and nothing grows.

import { complete, exceptionOf } from "./failure.ts";
import {
  type Body,
  FRESH,
  Frame,
  RETURNED,
  STARTED,
  settle,
  TAKEN_OVER,
  THREW,
  takeFresh,
  type Waiter,
} from "./frame.ts";
import { NOTHING, type Receive, TIMEOUT, takeMessage } from "./receive.ts";
import { running } from "./running.ts";
import type { Strand } from "./strand.ts";
import { awaitValue, finish, isThenable, pause, startFresh, suspend, wait } from "./suspension.ts";

/** Reductions in a slice: calls a process may make before others have their turn, as in OTP. */
export const SLICE = 4000;

/** Yielded by a loop that has turned very often: others have their turn. */
export const PREEMPT: unique symbol = Symbol("preempt") as never;

/** Stands in a frame whose code has returned a promise: the value it is resumed with is what the frame returns. */
const PASS: Body = {
  next: (value: unknown) => ({ value, done: true }),
  throw: (error: unknown) => {
    throw error;
  },
} as never;

/** Runs the strand; the result is the number of reductions that it used. The caller resets what is running. */
export function runStrand(strand: Strand): number {
  strand.queued = false;
  if (strand.ended) return 1;
  const process = strand.process;
  running.strand = strand;
  running.fresh = null;
  process.reductions = SLICE;
  if (strand.receive !== null) {
    resumeReceive(strand, strand.receive);
  } else if (strand.start !== null) {
    begin(strand, strand.start);
  } else {
    const value = strand.value;
    strand.value = undefined;
    run(strand, strand.top as Frame, value, strand.failing);
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
  } else if (value instanceof Frame && value.state === FRESH) {
    value.state = STARTED;
    if (value.generator === null || running.fresh !== value || value.next !== null) {
      pause(strand, value);
    } else {
      running.fresh = null;
      run(strand, value, undefined, false);
    }
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
  received(strand, receive, value, failing);
  if (caller === null) finish(strand, value, failing, receive);
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
      settle(frame, THREW, thrown);
      if (caller === null) {
        finish(strand, thrown, true, frame);
        return;
      }
      frame = caller;
      value = thrown;
      failing = true;
      continue;
    }
    if (strand.ended) return;
    failing = false;

    if (out === strand.pooled && out !== null && !done) {
      const receive = out as Receive;
      frame.at = running.at;
      receive.caller = frame;
      if (running.fresh !== null) {
        // Calls that were neither awaited nor returned start first.
        wait(strand, receive);
        suspend(strand, receive);
        process.system.enqueue(strand);
        return;
      }
      if (!receiveNow(strand, receive)) return;
      value = strand.value;
      failing = strand.failing;
      strand.value = undefined;
      strand.failing = false;
      receive.caller = null;
      if (--process.reductions > 0) continue;
      strand.value = value;
      strand.failing = failing;
      suspend(strand, frame);
      process.system.enqueue(strand);
      return;
    }

    const fresh = running.fresh;
    if (fresh !== null ? out === fresh : out instanceof Frame && out.state === FRESH) {
      const callee = out as Frame;
      if (callee.next !== null) {
        // Older calls that were neither awaited nor returned start first.
        if (done) returnLater(frame, callee);
        else call(frame, callee);
        pause(strand, callee);
        return;
      }
      running.fresh = null;
      if (callee.generator === null) {
        callee.state = STARTED;
        if (done) returnLater(frame, callee);
        else call(frame, callee);
        if (!receiveNow(strand, callee as Receive)) return;
        value = strand.value;
        failing = strand.failing;
        strand.value = undefined;
        strand.failing = false;
        received(strand, callee as Receive, value, failing);
      } else {
        if (done) {
          takeOver(frame, callee);
        } else {
          call(frame, callee);
          frame = callee;
        }
        value = undefined;
      }
      if (--process.reductions > 0) continue;
      strand.value = value;
      strand.failing = failing;
      suspend(strand, frame);
      process.system.enqueue(strand);
      return;
    }

    if (out instanceof Frame && out.state === FRESH) {
      // Newer calls were made that nobody awaits yet.
      if (done) returnLater(frame, out);
      else call(frame, out);
      pause(strand, out);
      return;
    }
    if (done) {
      if (isThenable(out)) {
        frame.generator = PASS;
        frame.info = null;
        awaitValue(strand, frame, out);
        return;
      }
      const caller = frame.caller;
      settle(frame, RETURNED, out);
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
    if (out === PREEMPT) {
      process.reductions = 0;
      value = undefined;
    } else {
      value = out;
    }
    if (running.fresh !== null || --process.reductions <= 0) {
      strand.value = value;
      suspend(strand, frame);
      process.system.enqueue(strand);
      return;
    }
  }
}

/** `frame` awaits `callee`, which is pushed. */
function call(frame: Frame, callee: Frame): void {
  frame.at = running.at;
  callee.caller = frame;
  callee.state = STARTED;
}

/**
 * `frame` has returned `callee`: it goes on as that call, in the same place of the stack, and holds nothing of what it
 * was; so nothing grows, and a version that was left is free.
 */
function takeOver(frame: Frame, callee: Frame): void {
  frame.generator = callee.generator;
  frame.info = callee.info;
  frame.noted = false;
  if (callee.outcome !== null) for (const waiter of callee.outcome as Waiter[]) frame.addWaiter(waiter);
  callee.generator = null;
  callee.info = null;
  callee.state = TAKEN_OVER;
  callee.outcome = frame;
}

/** `frame` has returned `callee`, which cannot be taken over yet: it waits for the value, holding nothing else. */
function returnLater(frame: Frame, callee: Frame): void {
  frame.generator = PASS;
  frame.info = null;
  callee.caller = frame;
  callee.state = STARTED;
}

/**
 * A receive on top of the stack: true if a message (or an immediate timeout) is there, put into the strand's value;
 * else the strand waits.
 */
function receiveNow(strand: Strand, receive: Receive): boolean {
  strand.save = null;
  if (strand.process.mailbox.first !== null) {
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

/** The receive has its message. */
function received(strand: Strand, receive: Receive, value: unknown, failing: boolean): void {
  if (receive === strand.pooled) receive.caller = null;
  else settle(receive, failing ? THREW : RETURNED, value);
}

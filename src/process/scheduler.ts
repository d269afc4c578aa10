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
import { noteSuspended } from "./lingering.ts";
import { NOTHING, type Receive, TIMEOUT, takeMessage } from "./receive.ts";
import { running } from "./running.ts";
import type { Strand } from "./strand.ts";
import { awaitValue, finish, isThenable, pause, startFresh, suspend, wait } from "./suspension.ts";

/** Reductions in a slice: calls a process may make before others have their turn, as in OTP. */
export const SLICE = 4000;

/** Yielded by a loop that has turned very often: others have their turn. */
export const PREEMPT: unique symbol = Symbol("preempt") as never;

/** Calls that were no frames and take the time of one reduction, less one. */
const CALLS_MASK = 15;

/** Counts a call that was no frame, in a loop of the runtime's own: true if it is time to yield PREEMPT. */
export function isSpent(): boolean {
  running.calls = (running.calls + 1) & CALLS_MASK;
  if (running.calls !== 0) return false;
  const strand = running.strand;
  return strand !== null && --strand.process.reductions <= 0;
}

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
  const receive = strand.receive;
  if (receive !== null) {
    if (receive === strand.pooled && !strand.timedOut && process.others === null) resumeLoop(strand, receive);
    else resumeReceive(strand, receive);
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

/**
 * The same for an awaited receive, of which most are in a loop that waits for the next message at once: then nothing
 * about the stack changes, and nothing has to be noted.
 */
function resumeLoop(strand: Strand, receive: Receive): void {
  const frame = strand.top as Frame;
  let result: IteratorResult<unknown, unknown>;
  try {
    const message = takeMessage(strand, receive);
    if (message === NOTHING) {
      if (running.fresh !== null) startFresh(strand);
      return;
    }
    strand.receive = null;
    if (receive.timeoutMs !== Number.POSITIVE_INFINITY) stopTimer(strand);
    result = (frame.generator as Body).next(message);
  } catch (thrown) {
    if (strand.receive !== null) failInReceive(strand, receive, thrown);
    else throwInto(strand, frame, thrown);
    return;
  }
  if (strand.ended) return;
  if (
    result.value === receive &&
    !result.done &&
    running.fresh === null &&
    receive.timeoutMs === Number.POSITIVE_INFINITY &&
    strand.process.mailbox.isEmpty
  ) {
    frame.at = running.at;
    strand.receive = receive;
    return;
  }
  run(strand, frame, undefined, false, result);
}

/** The predicate of an awaited receive has thrown. */
function failInReceive(strand: Strand, receive: Receive, thrown: unknown): void {
  if (strand.ended) return;
  complete(exceptionOf(thrown));
  strand.receive = null;
  if (receive.timeoutMs !== Number.POSITIVE_INFINITY) stopTimer(strand);
  run(strand, strand.top as Frame, thrown, true);
}

/** `frame` has thrown: so its caller is thrown into. */
function throwInto(strand: Strand, frame: Frame, thrown: unknown): void {
  const caller = unwind(strand, frame, thrown);
  if (caller !== null) run(strand, caller, thrown, true);
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
    strand.save = null;
  }
  strand.receive = null;
  if (receive.timeoutMs !== Number.POSITIVE_INFINITY) stopTimer(strand);
  if (receive === strand.pooled) {
    // Its caller is still the top of the stack.
    run(strand, strand.top as Frame, value, failing);
    return;
  }
  const caller = receive.caller;
  settle(receive, failing ? THREW : RETURNED, value);
  if (caller === null) finish(strand, value, failing, receive);
  else run(strand, caller, value, failing);
}

function stopTimer(strand: Strand): void {
  strand.timedOut = false;
  if (strand.timer === null) return;
  strand.process.system.timers.cancel(strand.timer);
  strand.timer = null;
}

type Resumed = IteratorResult<unknown, unknown> | null;

/**
 * Resumes `frame`, and whatever it leads to, until the strand waits or ends. What happens rarely is in functions of its
 * own, so that what happens at every message and call is compiled as one piece. `first`: it was resumed already.
 */
function run(strand: Strand, frame: Frame, value: unknown, failing: boolean, first: Resumed = null): void {
  const process = strand.process;
  for (;;) {
    strand.top = frame;
    let result: IteratorResult<unknown, unknown>;
    try {
      if (first !== null) {
        result = first;
        first = null;
      } else
        result = failing ? (frame.generator as Body).throw(value) : (frame.generator as Body).next(value);
    } catch (thrown) {
      const caller = unwind(strand, frame, thrown);
      if (caller === null) return;
      frame = caller;
      value = thrown;
      failing = true;
      continue;
    }
    if (strand.ended) return;
    failing = false;
    const out = result.value;
    const fresh = running.fresh;

    if (result.done) {
      if (fresh !== null ? out === fresh && fresh.next === null : isFresh(out)) {
        // A tail call.
        const callee = out as Frame;
        running.fresh = null;
        if (callee.generator === null) {
          returnLater(frame, callee);
          if (!awaitMessage(strand, callee as Receive, callee)) return;
          value = strand.value;
          failing = strand.failing;
          settle(callee, failing ? THREW : RETURNED, value);
        } else {
          takeOver(frame, callee);
          value = undefined;
        }
      } else if (typeof out === "object" && out !== null && isThenable(out)) {
        returnAwaited(strand, frame, out);
        return;
      } else {
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
    } else {
      frame.at = running.at;
      if (out === strand.pooled && out !== null && fresh === null) {
        // A receive that is awaited where it stands.
        if (!awaitMessage(strand, out as Receive, frame)) return;
        value = strand.value;
        failing = strand.failing;
      } else if (fresh !== null ? out === fresh && fresh.next === null : isFresh(out)) {
        const callee = out as Frame;
        running.fresh = null;
        callee.caller = frame;
        callee.state = STARTED;
        if (callee.generator === null) {
          if (!awaitMessage(strand, callee as Receive, callee)) return;
          value = strand.value;
          failing = strand.failing;
          settle(callee, failing ? THREW : RETURNED, value);
        } else {
          frame = callee;
          value = undefined;
        }
      } else if (typeof out === "object" && out !== null && awaitOther(strand, frame, out)) {
        return;
      } else {
        if (out === PREEMPT) process.reductions = 0;
        value = out === PREEMPT ? undefined : out;
        if (running.fresh !== null) process.reductions = 0;
      }
    }
    if (--process.reductions > 0) continue;
    preempt(strand, frame, value, failing);
    return;
  }
}

/** Whether it is a call that has not started, and was taken off the list of fresh frames. */
function isFresh(out: unknown): boolean {
  return typeof out === "object" && out instanceof Frame && out.state === FRESH;
}

/** Others have their turn before `frame` goes on. */
function preempt(strand: Strand, frame: Frame, value: unknown, failing: boolean): void {
  strand.value = value;
  strand.failing = failing;
  suspend(strand, frame);
  strand.process.system.enqueue(strand);
}

/** `frame` has thrown: the caller to throw into, or null if the strand has ended. */
function unwind(strand: Strand, frame: Frame, thrown: unknown): Frame | null {
  if (strand.ended) return null;
  complete(exceptionOf(thrown));
  const caller = frame.caller;
  settle(frame, THREW, thrown);
  if (caller === null) finish(strand, thrown, true, frame);
  return caller;
}

/** `frame` has returned something to wait for. */
function returnAwaited(strand: Strand, frame: Frame, out: PromiseLike<unknown>): void {
  if (isFresh(out)) {
    // Other calls were made that nobody awaits: they start as well.
    returnLater(frame, out as Frame);
    pause(strand, out as Frame);
    return;
  }
  frame.generator = PASS;
  frame.info = null;
  awaitValue(strand, frame, out);
}

/** `frame` awaits an object: whether it has to wait. */
function awaitOther(strand: Strand, frame: Frame, out: object): boolean {
  if (out === strand.pooled) {
    // Calls that were neither awaited nor returned start first.
    wait(strand, out as Receive);
    suspend(strand, frame);
    strand.process.system.enqueue(strand);
    return true;
  }
  if (isFresh(out)) {
    const callee = out as Frame;
    callee.caller = frame;
    callee.state = STARTED;
    pause(strand, callee);
    return true;
  }
  if (!isThenable(out)) return false;
  awaitValue(strand, frame, out);
  return true;
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
 * The strand looks for a message, `top` on its stack: true if there is one (or the time is up at once), put into the
 * strand's value; else it waits.
 */
function awaitMessage(strand: Strand, receive: Receive, top: Frame): boolean {
  strand.save = null;
  strand.failing = false;
  const { process } = strand;
  if (!process.mailbox.isEmpty && lookForMessage(strand, receive)) return true;
  if (receive.timeoutMs <= 0) {
    strand.value = TIMEOUT;
    strand.save = null;
    return true;
  }
  if (receive.timeoutMs === Number.POSITIVE_INFINITY && process.others === null) strand.receive = receive;
  else wait(strand, receive);
  strand.top = top;
  noteSuspended(process, top);
  return false;
}

function lookForMessage(strand: Strand, receive: Receive): boolean {
  try {
    const message = takeMessage(strand, receive);
    strand.value = message;
    return message !== NOTHING;
  } catch (thrown) {
    complete(exceptionOf(thrown));
    strand.value = thrown;
    strand.failing = true;
    return true;
  }
}

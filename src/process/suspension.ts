// suspension — how a strand comes to stand still, and what starts beside it then.
import { exitProcess } from "./exit.ts";
import { exceptionOf } from "./failure.ts";
import { current, FRESH, Frame, HEARD, RETURNED, STARTED, THREW } from "./frame.ts";
import { noteSuspended } from "./lingering.ts";
import { isKeptAlive } from "./owned.ts";
import type { Process } from "./process.ts";
import type { Receive } from "./receive.ts";
import { running } from "./running.ts";
import { Strand } from "./strand.ts";

/** The strand waits in `receive` from now on. */
export function wait(strand: Strand, receive: Receive): void {
  const system = strand.process.system;
  strand.receive = receive;
  strand.timedOut = false;
  // Who waited longest is served first, where several strands of a process wait.
  receive.at = strand.process.others === null ? 0 : system.uniqueInteger();
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

/**
 * Starts the fresh frames, each as a strand of its own but for `frame`, which is the strand's new top: in the order
 * in which they were made, as promises would start.
 */
export function pause(strand: Strand, frame: Frame): void {
  const frames = takeAllFresh();
  if (!frames.includes(frame)) frames.push(frame);
  for (const started of frames) {
    if (started === frame) {
      if (frame.generator === null) {
        strand.save = null;
        wait(strand, frame as Receive);
      }
      suspend(strand, frame);
      strand.process.system.enqueue(strand);
    } else {
      startBeside(strand.process, started);
    }
  }
}

/** `frame` waits for a promise, or for a frame that has started or ended. */
export function awaitValue(strand: Strand, frame: Frame, awaited: PromiseLike<unknown>): void {
  if (awaited instanceof Frame) {
    const held = current(awaited);
    if (held.state === RETURNED) {
      strand.wake(held.outcome, false);
    } else if (held.state >= THREW) {
      held.state = HEARD;
      strand.wake(held.outcome, true);
    } else {
      held.addWaiter({ strand });
    }
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
export function suspend(strand: Strand, frame: Frame): void {
  strand.top = frame;
  noteSuspended(strand.process, frame);
  if (running.fresh !== null) startFresh(strand);
}

/** Starts the frames that were neither awaited nor returned, the oldest first, each as a strand of its own. */
export function startFresh(strand: Strand): void {
  for (const frame of takeAllFresh()) startBeside(strand.process, frame);
}

/** The fresh frames, the oldest first; the list is empty then. */
function takeAllFresh(): Frame[] {
  const frames: Frame[] = [];
  for (let frame = running.fresh; frame !== null; ) {
    const older = frame.next;
    frame.next = null;
    frames.push(frame);
    frame = older;
  }
  running.fresh = null;
  return frames.reverse();
}

function startBeside(process: Process, frame: Frame): void {
  if (frame.state !== FRESH) return;
  frame.state = STARTED;
  const beside = new Strand(process, null);
  beside.top = frame;
  process.others ??= [];
  process.others.push(beside);
  if (frame.generator === null) wait(beside, frame as Receive);
  noteSuspended(process, frame);
  process.system.enqueue(beside);
}

/** The strand has run to its end: with `value`, or with an exception. */
export function finish(strand: Strand, value: unknown, failing: boolean, frame: Frame | null = null): void {
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
    if (failing && frame !== null && frame.state === THREW) process.system.threwUnheard(process, frame);
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

/** Whether awaiting the value means to wait. A `then` that cannot even be read is one that throws. */
export function isThenable(value: unknown): value is PromiseLike<unknown> {
  if (typeof value !== "object" || value === null) return false;
  if (value instanceof Frame) return true;
  try {
    return typeof (value as { then?: unknown }).then === "function";
  } catch {
    return true;
  }
}

// strand — one line of execution within a process: a stack of frames, and what it waits for.
//
// A process has one, its main strand; frames that it neither awaits nor returns run beside it as further strands.
import type { Frame } from "./frame.ts";
import type { MessageNode } from "./mailbox.ts";
import type { Process } from "./process.ts";
import type { Receive } from "./receive.ts";
import type { Timer } from "./timers.ts";

export class Strand {
  readonly process: Process;
  /** The innermost frame; null before the first run and after the end. */
  top: Frame | null;
  /** What to run first, until it has run. */
  start: (() => unknown) | null;
  /** What the top frame is resumed with, and whether that is thrown into it. */
  value: unknown;
  failing: boolean;
  queued: boolean;
  ended: boolean;
  /** The receive that it waits in, the last message seen by it (the save pointer), and its timeout. */
  receive: Receive | null;
  save: MessageNode | null;
  /** The receive that is used again and again where nobody can hold it: see awaitedReceive. */
  pooled: Receive | null;
  timer: Timer | null;
  timedOut: boolean;

  constructor(process: Process, start: (() => unknown) | null) {
    this.process = process;
    this.top = null;
    this.start = start;
    this.value = undefined;
    this.failing = false;
    this.queued = false;
    this.ended = false;
    this.receive = null;
    this.save = null;
    this.pooled = null;
    this.timer = null;
    this.timedOut = false;
  }

  /** Resumes the strand with a value, or an exception: a signal from the outside. */
  wake(value: unknown, failing: boolean): void {
    if (this.ended) return;
    this.value = value;
    this.failing = failing;
    this.process.system.enqueue(this);
  }
}

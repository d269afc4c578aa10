// receive — waiting for a message.
//
// A receive is a frame without a generator: the scheduler itself looks through the mailbox, from the save pointer on.
import { openForModule, openRaw } from "../terms/border.ts";
import type { Term } from "../terms/term.ts";
import { FRESH, Frame } from "./frame.ts";
import { running } from "./running.ts";
import type { Strand } from "./strand.ts";

/** What a receive returns when its time is up. No atom, so no message can be it. */
export const TIMEOUT: unique symbol = Symbol("timeout") as never;

export type Match = ((message: any) => unknown) | null;

export class Receive extends Frame {
  readonly match: Match;
  readonly timeoutMs: number;
  /** Whether a module waits: it sees the message as TypeScript values. */
  readonly forModule: boolean;
  constructor(match: Match, timeoutMs: number, forModule: boolean) {
    super(null, null);
    this.match = match;
    this.timeoutMs = timeoutMs;
    this.forModule = forModule;
  }
}

/** Erlang's receive for the runtime: `match` gets the message as it was sent, and says whether to take it. */
export function receiveFrame(match: Match = null, timeoutMs: number = Number.POSITIVE_INFINITY): Frame {
  return new Receive(match, timeoutMs, false);
}

/** The value of {@link takeMessage} when no message matches. */
export const NOTHING: unique symbol = Symbol("nothing") as never;

/**
 * Takes the first message behind the strand's save pointer that its receive wants, or moves the save pointer to the
 * end. The predicate runs as the process and may throw.
 */
export function takeMessage(strand: Strand, receive: Receive): Term {
  const mailbox = strand.process.mailbox;
  let before = strand.save;
  let node = before === null ? mailbox.first : before.next;
  const match = receive.match;
  while (node !== null) {
    const message = receive.forModule ? openForModule(node.message) : openRaw(node.message);
    if (match === null || accepts(match, message)) {
      mailbox.remove(before, node);
      strand.process.messageTaken(node);
      return message;
    }
    before = node;
    node = node.next;
  }
  strand.save = before;
  return NOTHING;
}

function accepts(match: (message: Term) => unknown, message: Term): boolean {
  const answer = match(message);
  if (answer instanceof Frame && answer.state === FRESH) {
    // An async predicate cannot be waited for in the middle of a receive: its answer is a promise, which is true.
    return true;
  }
  return Boolean(answer);
}

/** Whether the running process may wait: outside of any process nothing can be received. */
export function mayReceive(): boolean {
  return running.strand !== null;
}

// receive — waiting for a message.
//
// A receive is a frame without a generator: the scheduler itself looks through the mailbox, from the save pointer on.
import { openForModule, openRaw } from "../terms/border.ts";
import type { Term } from "../terms/term.ts";
import { FRESH, Frame, STARTED, takeFresh } from "./frame.ts";
import { type MessageNode, NONE } from "./mailbox.ts";
import { running } from "./running.ts";
import type { Strand } from "./strand.ts";

/** What a receive returns when its time is up. No atom, so no message can be it. */
export const TIMEOUT: unique symbol = Symbol("timeout") as never;

export type Match = ((message: any) => unknown) | null;

export class Receive extends Frame {
  match: Match;
  timeoutMs: number;
  /** Whether a module waits: it sees the message as TypeScript values. */
  forModule: boolean;
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

/**
 * A receive that is awaited where it stands, so that nobody else can hold it: each strand has one such object and uses
 * it again and again. It is never fresh; the scheduler knows it. The lowering and the evaluator know such places.
 */
export function awaitedReceive(match: Match, timeoutMs: number, forModule: boolean): Frame {
  const strand = running.strand;
  if (strand === null) return new Receive(match, timeoutMs, forModule);
  let pooled = strand.pooled;
  if (pooled === null) {
    pooled = new Receive(match, timeoutMs, forModule);
    takeFresh(pooled);
    pooled.state = STARTED;
    strand.pooled = pooled;
    return pooled;
  }
  // Looking is cheaper than storing: a loop mostly waits for the same again.
  if (pooled.match !== match) pooled.match = match;
  if (pooled.timeoutMs !== timeoutMs) pooled.timeoutMs = timeoutMs;
  if (pooled.forModule !== forModule) pooled.forModule = forModule;
  return pooled;
}

/** The value of {@link takeMessage} when no message matches. */
export const NOTHING: unique symbol = Symbol("nothing") as never;

/**
 * Takes the first message behind the strand's save pointer that its receive wants, or moves the save pointer to the
 * end. The predicate runs as the process and may throw.
 */
export function takeMessage(strand: Strand, receive: Receive): Term {
  const { mailbox } = strand.process;
  const only = mailbox.only;
  if (only === NONE) return searchMessage(strand, receive, strand.save);
  const message = open(only, receive.forModule);
  if (receive.match !== null && !accepts(receive.match, message)) {
    return searchMessage(strand, receive, mailbox.first);
  }
  // The predicate may have sent its own process a message: then this one is the first of several.
  if (mailbox.only === only) mailbox.takeOnly();
  else mailbox.remove(null, mailbox.first as MessageNode);
  strand.save = null;
  return message;
}

/** The same for messages behind `before`, where there are several. */
function searchMessage(strand: Strand, receive: Receive, before: MessageNode | null): Term {
  const { mailbox } = strand.process;
  const { match, forModule } = receive;
  let node = before === null ? mailbox.first : before.next;
  while (node !== null) {
    const message = open(node.message, forModule);
    if (match === null || accepts(match, message)) {
      mailbox.remove(before, node);
      if (strand.process.others === null) strand.save = null;
      else strand.process.messageTaken(node);
      return message;
    }
    before = node;
    node = node.next;
  }
  strand.save = before;
  return NOTHING;
}

function open(message: Term, forModule: boolean): Term {
  // An array is seen at a glance to be no Envelope.
  if (typeof message !== "object" || Array.isArray(message)) return message;
  return forModule ? openForModule(message) : openRaw(message);
}

function accepts(match: (message: Term) => unknown, message: Term): unknown {
  const answer = match(message);
  if (typeof answer === "object" && answer instanceof Frame && answer.state === FRESH) {
    throw new TypeError("the predicate of receive must not be async: it cannot wait");
  }
  return answer;
}

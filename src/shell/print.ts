// print — how the shell and its commands write, and ask, through the I/O protocol.
import { format } from "../format/format.ts";
import { receiveFrame } from "../process/receive.ts";
import { running } from "../process/running.ts";
import { demonitor, monitor, self, sendFromErlang } from "../process/signals.ts";
import { Exception } from "../terms/exception.ts";
import type { Pid } from "../terms/pid.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple, tuple3 } from "../terms/tuple.ts";

const IO_REQUEST = Symbol.for("io_request");
const IO_REPLY = Symbol.for("io_reply");
const DOWN = Symbol.for("DOWN");
const UNICODE = Symbol.for("unicode");
const PUT_CHARS = Symbol.for("put_chars");

/** Sends a request to the group leader and waits for its reply. */
export function* request(what: Term, leader: Pid = self().groupLeader): Generator<unknown, Term, any> {
  const process = self();
  const ref = monitor(process, leader);
  sendFromErlang(leader, tuple(IO_REQUEST, process, ref, what));
  const reply: Term = yield receiveFrame(
    (message) => isTuple(message) && message[1] === ref && (message[0] === IO_REPLY || message[0] === DOWN),
  );
  demonitor(process, ref);
  if (reply[0] === DOWN) throw new Exception("exit", Symbol.for("terminated"));
  return reply[2];
}

/** Writes characters: at once where the group leader is the shell's own. */
export function* print(chars: string): Generator<unknown, void, any> {
  const leader = self().groupLeader;
  const device = running.system?.devices.get(leader);
  if (device !== undefined) device.write(chars);
  else yield* request(tuple3(PUT_CHARS, UNICODE, chars), leader);
}

/** io:format/2. */
export function* printf(text: string, ...args: Term[]): Generator<unknown, void, any> {
  yield* print(format(text, args));
}

/** The width of the group leader's terminal; 80 where it has none. Mirrors shell:columns/0. */
export function columns(): number {
  return running.system?.devices.get(self().groupLeader)?.columns ?? 80;
}

// io-device — the client's side of the I/O protocol: who the device is, and a request to it.
//
// A device that can be written to at once (process/device.ts) is; any other is a process that gets
// `{io_request,From,ReplyAs,Request}` and is waited for, as in OTP's io.
import type { Device } from "../process/device.ts";
import { proc } from "../process/frame.ts";
import { receiveFrame } from "../process/receive.ts";
import { running } from "../process/running.ts";
import * as signals from "../process/signals.ts";
import { isAtom } from "../terms/atom.ts";
import { Exception } from "../terms/exception.ts";
import { Pid, type Ref } from "../terms/pid.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple, tuple2 } from "../terms/tuple.ts";
import { ports } from "./ports.ts";
import { runningSystem } from "./system-state.ts";

const STANDARD_IO = Symbol.for("standard_io");
const STANDARD_ERROR = Symbol.for("standard_error");
const USER = Symbol.for("user");
const IO_REQUEST = Symbol.for("io_request");
const IO_REPLY = Symbol.for("io_reply");
const DOWN = Symbol.for("DOWN");
const ERROR = Symbol.for("error");
const IO = Symbol.for("io");
const BADARG = Symbol.for("badarg");
const STDLIB_ERRORS = Symbol.for("erl_stdlib_errors");

/** Why there is no device: `arguments`, `calling_self` or `terminated`. */
export class NoDevice {
  readonly why: symbol;
  constructor(why: symbol) {
    this.why = why;
  }
}
const ARGUMENTS = new NoDevice(Symbol.for("arguments"));
const CALLING_SELF = new NoDevice(Symbol.for("calling_self"));
const TERMINATED = new NoDevice(Symbol.for("terminated"));

/** The group leader of whoever runs. */
export function groupLeader(): Pid | null {
  return running.strand === null ? runningSystem().defaultGroupLeader : running.strand.process.groupLeader;
}

/** The device that a pid or a name stands for. */
export function deviceOf(io: Term): Device | Pid | NoDevice {
  const system = runningSystem();
  if (io instanceof Pid) {
    const device = system.devices.get(io);
    if (device !== undefined) return device;
    if (io === running.strand?.process) return CALLING_SELF;
    return system.table.find(io) === undefined ? TERMINATED : io;
  }
  if (io === STANDARD_IO) return deviceOf(groupLeader());
  if (!isAtom(io)) return ARGUMENTS;
  const named = system.names.get(io as symbol);
  if (named !== undefined) return deviceOf(named);
  if (io === STANDARD_ERROR) return { write: (chars) => ports.of(system).os.displayError(chars) };
  return io === USER && system.defaultGroupLeader !== null ? deviceOf(system.defaultGroupLeader) : ARGUMENTS;
}

/** The process behind a device, for what only the protocol can ask. */
function processBehind(io: Term): Pid | NoDevice {
  if (io === STANDARD_IO) return processBehind(groupLeader());
  if (io instanceof Pid) {
    if (io === running.strand?.process) return CALLING_SELF;
    return runningSystem().table.find(io) === undefined ? TERMINATED : io;
  }
  if (!isAtom(io)) return ARGUMENTS;
  const named =
    runningSystem().names.get(io as symbol) ?? (io === USER ? runningSystem().defaultGroupLeader : null);
  return named === null ? ARGUMENTS : processBehind(named);
}

/** What a function of io is called as, for its errors. */
export interface IoCall {
  readonly name: string;
  readonly args: readonly Term[];
}

/** The error of a call whose device does not do: `error:badarg` mostly, explained by erl_stdlib_errors. */
export function ioError(call: IoCall, origin: symbol, why: Term): Exception {
  const plain = why === TERMINATED.why || why === CALLING_SELF.why;
  const noTranslation = isTuple(why) && why[0] === Symbol.for("no_translation");
  return new Exception("error", plain ? why : noTranslation ? why[0] : BADARG, [
    {
      module: IO,
      name: Symbol.for(call.name),
      arity: call.args,
      file: "io.erl",
      line: origin === DEVICE_FAILED ? 205 : 200,
      info: { module: STDLIB_ERRORS, cause: tuple2(origin, why) },
    },
  ]);
}

export const DEVICE_FAILED: symbol = Symbol.for("device");

/** Sends a request and waits for the reply; `{error,Why}` if there is no device. A frame. */
export const request = proc(
  function* request(io: Term, what: Term): Generator<unknown, Term, Term> {
    return yield* exchange(io, what, (device) => tuple2(ERROR, device.why));
  },
  { module: IO, items: () => [] },
);

/** The same for functions that raise an error: of a device that fails, or one that there is not. */
export const requestOrError = proc(
  function* o_request(io: Term, what: Term, call: IoCall): Generator<unknown, Term, Term> {
    const reply = yield* exchange(io, what, (device) => {
      throw ioError(call, IO, device.why);
    });
    if (isTuple(reply) && reply.length === 2 && reply[0] === ERROR)
      throw ioError(call, DEVICE_FAILED, reply[1]);
    return reply;
  },
  { module: IO, items: () => [] },
);

function* exchange(
  io: Term,
  what: Term,
  otherwise: (device: NoDevice) => Term,
): Generator<unknown, Term, Term> {
  const device = processBehind(io);
  if (device instanceof NoDevice) return otherwise(device);
  const me = signals.self();
  const ref: Ref = signals.monitor(me, device);
  signals.send(device, tuple(IO_REQUEST, me, ref, what));
  const reply = yield receiveFrame(
    (message) => isTuple(message) && message[1] === ref && (message[0] === IO_REPLY || message[0] === DOWN),
  );
  if (reply[0] === DOWN) return otherwise(TERMINATED);
  signals.demonitor(me, ref);
  return reply[2];
}

// proc_lib-stop — ending a process as OTP's behaviours are ended: it is asked to, and its end is awaited.
import { proc } from "../process/frame.ts";
import { receiveFrame, TIMEOUT } from "../process/receive.ts";
import { demonitor, monitor, self, send } from "../process/signals.ts";
import { Exception } from "../terms/exception.ts";
import { fromArray } from "../terms/list.ts";
import { equalExact } from "../terms/order.ts";
import { Pid } from "../terms/pid.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple2, tuple3 } from "../terms/tuple.ts";
import { flushDown } from "./erlang-signals.ts";
import { OtpSource } from "./otp-source.ts";
import { runningSystem } from "./system-state.ts";

const SOURCE = new OtpSource("proc_lib");
const sym = (name: string): symbol => Symbol.for(name);
const PROC_LIB = sym("proc_lib");
const DOWN = sym("DOWN");
const OK = sym("ok");
const INFINITY = sym("infinity");

/** A time to wait, in milliseconds. */
export const timeoutOf = (term: Term): number => {
  if (term === INFINITY) return Number.POSITIVE_INFINITY;
  if (Number.isSafeInteger(term) && term >= 0) return term;
  throw new Exception("error", sym("timeout_value"));
};

const raiseStop = (reason: Term, line: number): Exception =>
  new Exception("exit", reason, [SOURCE.item("stop", 3, line)]);

const stopping = proc(
  function* stop(target: Term, reason: Term, timeout: Term): Generator<unknown, Term, any> {
    const limit = timeoutOf(timeout);
    const { host } = runningSystem();
    const began = host.monotonicMs();
    const ref = monitor(self(), target);
    const from = tuple2(self(), runningSystem().makeRef());
    const isDown = (m: Term) => isTuple(m) && m.length === 5 && m[0] === DOWN && m[1] === ref;
    const isReply = (m: Term) => isTuple(m) && m.length === 2 && m[0] === from[1];
    const process = target instanceof Pid ? target : runningSystem().names.get(target);
    if (process !== undefined) send(process, tuple3(sym("system"), from, tuple2(sym("terminate"), reason)));
    let message = yield receiveFrame((m) => isDown(m) || isReply(m), limit);
    const give = (why: Term, line: number) => {
      if (!demonitor(self(), ref)) flushDown(self(), ref);
      return raiseStop(why, line);
    };
    if (message === TIMEOUT) throw give(sym("timeout"), 1604);
    if (message[0] === DOWN) {
      if (equalExact(message[4], reason)) return OK;
      if (message[4] === sym("noproc")) throw raiseStop(message[4], 1601);
      const call = tuple3(sym("sys"), sym("terminate"), fromArray([target, reason, timeout]));
      throw raiseStop(tuple2(message[4], call), 1609);
    }
    message = yield receiveFrame(isDown, Math.max(0, limit - (host.monotonicMs() - began)));
    if (message === TIMEOUT) throw give(sym("timeout"), 1618);
    if (!equalExact(message[4], reason)) throw raiseStop(message[4], 1615);
    return OK;
  },
  { module: PROC_LIB, items: () => [] },
);

/**
 * Asks a process to end as OTP's behaviours do, and waits for it; exits if it ends with another reason. Mirrors proc_lib:stop/1,3.
 *
 * ```eshell
 * 1> P = proc_lib:spawn(fun() -> receive {system, _, {terminate, Reason}} -> exit(Reason) end end), proc_lib:stop(P).
 * ok
 * 2> proc_lib:stop(P).
 * ** exception exit: noproc
 *      in function  proc_lib:stop/3 (proc_lib.erl:1601)
 * ```
 */
export function stop(target: Term, ...rest: Term[]): Term {
  return rest.length === 0 ? stopping(target, sym("normal"), INFINITY) : stopping(target, rest[0], rest[1]);
}

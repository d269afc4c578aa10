// init — how the system was started, and how it is stopped.
import type { System } from "../process/system.ts";
import { atomName, isAtom } from "../terms/atom.ts";
import { badarg, Exception } from "../terms/exception.ts";
import { isInteger } from "../terms/float.ts";
import { fromArray, isList, toArray } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { tuple2 } from "../terms/tuple.ts";
import { emergency } from "./emergency.ts";
import { ports } from "./ports.ts";
import { runningSystem } from "./system-state.ts";
import { otpModule } from "./table.ts";

const OK = Symbol.for("ok");
const ERROR = Symbol.for("error");
const INIT = Symbol.for("init");
const STOP = Symbol.for("stop");
const STARTED = Symbol.for("started");

/**
 * Ends the system once the processes that are ready had their turn, with a status, or with a text that says why.
 * Mirrors init:stop/0,1.
 *
 * ```eshell
 * 1> init:stop(a).
 * ** exception error: bad argument
 *      in function  init:stop/1
 * ```
 */
function stop(...args: Term[]): symbol {
  const [status] = args;
  if (args.length === 0 || (isInteger(status) && status >= 0)) {
    return after((system) => system.halt(Number(status ?? 0) & 0xff));
  }
  const codes = isList(status) ? bytesIn(status) : undefined;
  if (codes === undefined)
    throw new Exception("error", badarg().reason, [{ module: INIT, name: STOP, arity: 1 }]);
  const text = String.fromCharCode(...codes);
  return after((system) => emergency(system, text));
}

/** The bytes of a list of bytes. */
function bytesIn(list: Term): number[] | undefined {
  const codes = toArray(list);
  return codes?.every((code) => Number.isInteger(code) && code >= 0 && code < 256) ? [...codes] : undefined;
}

/** OTP's init answers, and goes down after the processes. */
function after(end: (system: System) => void): symbol {
  const system = runningSystem();
  system.timers.start(0, () => end(system));
  return OK;
}

/**
 * The values of a command-line flag, a list for each time it was given. Mirrors init:get_argument/1.
 *
 * ```eshell
 * 1> init:get_argument(nosuch).
 * error
 * ```
 */
function get_argument(flag: Term): Term {
  const name = isAtom(flag) ? atomName(flag) : "";
  const given = ports.of().os.flags.filter(([known]) => known === name);
  return given.length === 0 ? ERROR : tuple2(OK, fromArray(given.map(([, ...values]) => fromArray(values))));
}

/** Module init. How the system was started, and its end. */
export const init = otpModule("init", {
  stop: [stop, 0, 1] as const,
  /** Ends the system: it cannot be started again from inside. Mirrors init:restart/0. */
  restart: [stop, 0] as const,
  /** Ends the system. Mirrors init:reboot/0. */
  reboot: [stop, 0] as const,
  get_argument,
  get_arguments: (): Term =>
    fromArray(ports.of().os.flags.map(([flag, ...values]) => tuple2(Symbol.for(flag), fromArray(values)))),
  /**
   * The arguments of the command line that are no flags. Mirrors init:get_plain_arguments/0.
   *
   * ```eshell
   * 1> is_list(init:get_plain_arguments()).
   * true
   * ```
   */
  get_plain_arguments: (): Term => fromArray(ports.of().os.plainArguments),
  /**
   * What state the system is in. Mirrors init:get_status/0.
   *
   * ```eshell
   * 1> element(1, init:get_status()).
   * started
   * ```
   */
  get_status: (): Term => tuple2(STARTED, STARTED),
  script_id: (): Term => tuple2("Erlang/OTP", "29"),
});

// init — how the system was started, and how it is stopped.
import { atomName, isAtom } from "../terms/atom.ts";
import { isInteger } from "../terms/float.ts";
import { fromArray } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { tuple2 } from "../terms/tuple.ts";
import { ports } from "./ports.ts";
import { runningSystem } from "./system-state.ts";
import { otpModule } from "./table.ts";

const OK = Symbol.for("ok");
const ERROR = Symbol.for("error");
const STARTED = Symbol.for("started");

function stop(...status: Term[]): symbol {
  const code = status.length > 0 && isInteger(status[0]) ? Number(status[0]) : 0;
  const system = runningSystem();
  // OTP's init answers, and goes down after the processes.
  system.timers.start(0, () => system.halt(code));
  return OK;
}

/** The values of a command-line flag, a list for each time it was given. */
function get_argument(flag: Term): Term {
  const name = isAtom(flag) ? atomName(flag) : "";
  const given = ports.of().os.flags.filter(([known]) => known === name);
  return given.length === 0 ? ERROR : tuple2(OK, fromArray(given.map(([, ...values]) => fromArray(values))));
}

/** Module init. */
export const init = otpModule("init", {
  stop: [stop, 0, 1] as const,
  restart: [stop, 0] as const,
  reboot: [stop, 0] as const,
  get_argument,
  get_arguments: (): Term =>
    fromArray(ports.of().os.flags.map(([flag, ...values]) => tuple2(Symbol.for(flag), fromArray(values)))),
  get_plain_arguments: (): Term => fromArray(ports.of().os.plainArguments),
  get_status: (): Term => tuple2(STARTED, STARTED),
  script_id: (): Term => tuple2("Erlang/OTP", "29"),
});

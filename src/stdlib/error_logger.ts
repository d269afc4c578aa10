// error_logger — the log functions that were there before logger, on top of it.
import { isAtom } from "../terms/atom.ts";
import { NIL } from "../terms/list.ts";
import { mapFrom } from "../terms/map.ts";
import type { Term } from "../terms/term.ts";
import { tuple2 } from "../terms/tuple.ts";
import { log } from "./logger-events.ts";
import { otpModule } from "./table.ts";

const OK = Symbol.for("ok");

const ERROR_LOGGER = Symbol.for("error_logger");
const TAG = Symbol.for("tag");

/** OTP logs its info events at level notice, so that they are shown; the metadata says that they are of this module. */
const told = (level: string, tag: string, message: Term): Term => {
  const meta = mapFrom([[ERROR_LOGGER, mapFrom([[TAG, Symbol.for(tag)]])]]);
  return log(Symbol.for(level), message, meta);
};

const message =
  (level: string, tag: string) =>
  (format: Term, ...args: Term[]): Term =>
    told(level, tag, tuple2(format, args.length === 0 ? NIL : args[0]));

/** A report of a type of its own is for handlers that know it: the default one leaves it out. */
const report =
  (level: string, tag: string) =>
  (...args: Term[]): Term => {
    if (args.length === 2 && isAtom(args[0])) return OK;
    return told(level, tag, args[args.length - 1]);
  };

/** Module error_logger. Reports, as they were before logger. */
export const error_logger = otpModule("error_logger", {
  /** Logs an error: a format with its arguments. Mirrors error_logger:error_msg/1,2. */
  error_msg: [message("error", "error"), 1, 2] as const,
  format: [message("error", "error"), 2] as const,
  /** Logs a warning. Mirrors error_logger:warning_msg/1,2. */
  warning_msg: [message("warning", "warning_msg"), 1, 2] as const,
  /** Logs information. Mirrors error_logger:info_msg/1,2. */
  info_msg: [message("notice", "info_msg"), 1, 2] as const,
  /** Logs an error report. Mirrors error_logger:error_report/1,2. */
  error_report: [report("error", "error_report"), 1, 2] as const,
  /** Logs a warning report. Mirrors error_logger:warning_report/1,2. */
  warning_report: [report("warning", "warning_report"), 1, 2] as const,
  /** Logs an information report. Mirrors error_logger:info_report/1,2. */
  info_report: [report("notice", "info_report"), 1, 2] as const,
  warning_map: (): symbol => Symbol.for("warning"),
  tty: (_flag: Term): symbol => OK,
  which_report_handlers: (): Term => NIL,
});

// error_logger — the log functions that were there before logger, on top of it.
import { isAtom } from "../terms/atom.ts";
import { NIL } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { log } from "./logger.ts";
import { otpModule } from "./table.ts";

const OK = Symbol.for("ok");

/** What is told as `title`; OTP logs its info events at level notice, so that they are shown. */
const message =
  (level: string, title?: string) =>
  (format: Term, ...args: Term[]): Term =>
    log(Symbol.for(level), { format, args: args.length === 0 ? NIL : args[0], title });

/** A report of a type of its own is for handlers that know it: the default one leaves it out. */
const report =
  (level: string, title?: string) =>
  (...args: Term[]): Term => {
    if (args.length === 2 && isAtom(args[0])) return OK;
    return log(Symbol.for(level), { report: args[args.length - 1], title });
  };

/** Module error_logger. Reports, as they were before logger. */
export const error_logger = otpModule("error_logger", {
  /** Logs an error: a format with its arguments. Mirrors error_logger:error_msg/1,2. */
  error_msg: [message("error"), 1, 2] as const,
  format: [message("error"), 2] as const,
  /** Logs a warning. Mirrors error_logger:warning_msg/1,2. */
  warning_msg: [message("warning"), 1, 2] as const,
  /** Logs information. Mirrors error_logger:info_msg/1,2. */
  info_msg: [message("notice", "info"), 1, 2] as const,
  /** Logs an error report. Mirrors error_logger:error_report/1,2. */
  error_report: [report("error"), 1, 2] as const,
  /** Logs a warning report. Mirrors error_logger:warning_report/1,2. */
  warning_report: [report("warning"), 1, 2] as const,
  /** Logs an information report. Mirrors error_logger:info_report/1,2. */
  info_report: [report("notice", "info"), 1, 2] as const,
  warning_map: (): symbol => Symbol.for("warning"),
  tty: (_flag: Term): symbol => OK,
  which_report_handlers: (): Term => NIL,
});

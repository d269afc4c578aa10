// erl_kernel_errors — which argument of a function of module os is wrong. Mirrors OTP's module of that name.
import { EMPTY_MAP, isMap } from "../terms/map.ts";
import type { Term } from "../terms/term.ts";
import {
  BAD_TIME_UNIT,
  type Explanation,
  explanationMap,
  mustBeList,
  NOT_MAP,
  NOT_STRING,
} from "./argument-words.ts";
import { failedCall } from "./failed-call.ts";
import { textOf } from "./iodata.ts";
import { otpModule } from "./table.ts";

const BAD_NAME = '"=" characters is not allowed in environment variable names';

function name(term: Term): string {
  const words = mustBeList(term);
  if (words !== "") return words;
  const text = textOf(term);
  if (text === undefined) return NOT_STRING;
  return text.includes("=") ? BAD_NAME : "";
}

const value = (term: Term): string => mustBeList(term) || (textOf(term) === undefined ? NOT_STRING : "");

function explainOs(called: string, args: readonly Term[]): Explanation {
  switch (called) {
    case "getenv":
    case "unsetenv":
      return [name(args[0])];
    case "putenv":
      return [name(args[0]), value(args[1])];
    case "cmd":
      if (args.length === 2 && !isMap(args[1])) return ["", NOT_MAP];
      return ["not a list of characters"];
    case "perf_counter":
    case "system_time":
      return [BAD_TIME_UNIT];
    default:
      return [];
  }
}

function format_error(reason: Term, stacktrace: Term): Term {
  const call = failedCall(reason, stacktrace);
  return call?.module === "os" ? explanationMap(explainOs(call.name, call.args)) : EMPTY_MAP;
}

/** Module erl_kernel_errors. */
export const erl_kernel_errors = otpModule("erl_kernel_errors", { format_error });

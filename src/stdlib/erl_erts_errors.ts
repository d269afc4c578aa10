// erl_erts_errors — which argument of a BIF is wrong, and how: what the shell prints below `called as`.
//
// Mirrors OTP's module of that name, in its words. A BIF only says badarg, and sometimes a cause; its arguments tell
// the rest. Not here: ports, tracing, NIFs.
import { isAtom } from "../terms/atom.ts";
import { EMPTY_MAP, mapFrom } from "../terms/map.ts";
import type { Term } from "../terms/term.ts";
import type { Explanation } from "./argument-words.ts";
import * as w from "./argument-words.ts";
import { atomicsLimits } from "./atomics.ts";
import { explainErlang } from "./bif-words.ts";
import { explainConstruction } from "./binary-construction-error.ts";
import { countersSize } from "./counters.ts";
import { type FailedCall, failedCall } from "./failed-call.ts";
import { utf8 } from "./iodata.ts";
import { otpModule } from "./table.ts";

const SYSTEM_LIMIT = Symbol.for("system_limit");
const BAD_REF = "invalid atomics reference";

/** What is wrong with the arguments of a BIF that erl_erts_errors explains. */
export function explainBif(call: FailedCall): Explanation {
  switch (call.module) {
    case "erlang":
      // That a limit is reached says enough.
      return call.reason === SYSTEM_LIMIT ? [] : explainErlang(call.name, call.args, call.cause);
    case "atomics":
      return call.name === "new" ? explainNew("atomics", call) : explainAtomics(call.name, call.args);
    case "counters":
      return call.name === "new" ? explainNew("counters", call) : explainCounters(call.name, call.args);
    case "persistent_term":
      return call.name === "get" ? ["no persistent term stored with this key"] : [];
    default:
      return [];
  }
}

function explainNew(what: string, { args: [size, options], reason, cause }: FailedCall): Explanation {
  if (reason === SYSTEM_LIMIT) return [`${what} array size reached a system limit`, w.mustBeList(options)];
  const sizeWords = w.mustBePosInt(size);
  return w.causeName(cause) === "badopt" ? [sizeWords, w.mustBeList(options, w.BAD_OPTION)] : [sizeWords];
}

function explainAtomics(name: string, [ref, index, ...values]: readonly Term[]): Explanation {
  if (name === "info") return [BAD_REF];
  const limits = atomicsLimits(ref);
  if (limits === undefined) return [BAD_REF, w.mustBePosInt(index), ...values.map(w.mustBeInt)];
  const { size, min, max } = limits;
  return [
    "",
    w.mustBeIntBetween(index, 1, size),
    ...values.map((value) => w.mustBeIntBetween(value, min, max)),
  ];
}

function explainCounters(name: string, args: readonly Term[]): Explanation {
  const [ref, index] = args;
  const value = args.length > 2 ? args[2] : 0;
  if (name === "info") return [BAD_REF];
  const size = countersSize(ref);
  if (size === undefined) return [BAD_REF, w.mustBePosInt(index), w.mustBeInt(value)];
  const indexWords = w.mustBeIntBetween(index, 1, size);
  if (indexWords !== "") return ["", indexWords];
  return ["", "", w.mustBeInt(value) || w.RANGE];
}

function format_error(reason: Term, stacktrace: Term): Term {
  const call = failedCall(reason, stacktrace);
  return call === undefined ? EMPTY_MAP : w.explanationMap(explainBif(call));
}

function format_bs_fail(reason: Term, stacktrace: Term): Term {
  const call = failedCall(reason, stacktrace);
  const words = call && explainConstruction(reason, call.cause, call.segment);
  if (words === undefined || !isAtom(reason)) return EMPTY_MAP;
  return mapFrom([
    [Symbol.for("general"), utf8(words)],
    [Symbol.for("reason"), utf8("construction of binary failed")],
  ]);
}

/** Module erl_erts_errors. */
export const erl_erts_errors = otpModule("erl_erts_errors", { format_error, format_bs_fail });

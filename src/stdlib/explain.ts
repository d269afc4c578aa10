// explain — the words for a failed call's arguments, from whichever module its error_info names: what format/'s text
// of exceptions asks through its port.
import { callEntry } from "../process/apply.ts";
import { Frame } from "../process/frame.ts";
import { running } from "../process/running.ts";
import { Exception } from "../terms/exception.ts";
import { EMPTY_MAP, isMap } from "../terms/map.ts";
import type { Term } from "../terms/term.ts";

/** `Module:Name(Reason, Stacktrace)`, a map of words; empty if that fails, as OTP takes it. */
export function explain(module: symbol, name: symbol, reason: Term, stacktrace: Term): Term {
  const functions = running.system?.functions;
  const builtin = functions?.builtin(module, name, 2);
  const args = [reason, stacktrace];
  try {
    const call = builtin === undefined ? functions?.lookup(module, name, 2) : undefined;
    const words = builtin === undefined ? call?.(...args) : callEntry(builtin, args);
    return isMap(words) && !(words instanceof Frame) ? words : EMPTY_MAP;
  } catch (thrown) {
    if (!(thrown instanceof Exception)) throw thrown;
    return EMPTY_MAP;
  }
}

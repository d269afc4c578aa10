// argument-error — badarg of a BIF that can say more than which arguments it got: the cause that OTP's format_error/2
// goes by (`badopt`, `registered_name` …).
import { atomName } from "../terms/atom.ts";
import { Exception, type StackItem } from "../terms/exception.ts";
import type { Term } from "../terms/term.ts";
import { refusalPlace } from "./otp-lines.ts";

const ERLANG = Symbol.for("erlang");
const ERTS_ERRORS = Symbol.for("erl_erts_errors");
const BADARG = Symbol.for("badarg");

/** `error:badarg` of `erlang:name` called with `args`, for that reason. */
export function badargBecause(cause: string, name: string, args: readonly Term[]): Exception {
  return errorBecause(
    Symbol.for(cause),
    BADARG,
    { module: ERLANG, name: Symbol.for(name), arity: args },
    ERTS_ERRORS,
  );
}

/** `error:reason` of the call in `item`, whose arguments `errors:format_error/2` explains by the cause. */
export function errorBecause(cause: Term, reason: Term, item: StackItem, errors: symbol): Exception {
  const { module, name, arity: args } = item;
  const place =
    typeof args === "number"
      ? undefined
      : refusalPlace(atomName(module), atomName(name), args.length, cause !== undefined);
  return new Exception("error", reason, [{ ...item, ...place, info: { module: errors, cause } }]);
}

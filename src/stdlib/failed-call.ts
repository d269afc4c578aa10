// failed-call — the call at the top of a stacktrace, as those that explain its error want it.
import { atomName, isAtom } from "../terms/atom.ts";
import { asCons, toArray } from "../terms/list.ts";
import { isMap, MISSING, mapGet } from "../terms/map.ts";
import type { Term } from "../terms/term.ts";
import { isTuple } from "../terms/tuple.ts";

export interface FailedCall {
  readonly module: string;
  readonly name: string;
  readonly args: readonly Term[];
  readonly reason: Term;
  /** `cause` of error_info; undefined if there is none. */
  readonly cause: Term;
  /** `override_segment_position` of error_info. */
  readonly segment: Term;
}

const ERROR_INFO = Symbol.for("error_info");

/** The call that failed for that reason; undefined if the stacktrace does not tell its arguments. */
export function failedCall(reason: Term, stacktrace: Term): FailedCall | undefined {
  const item = asCons(stacktrace)?.head;
  if (!isTuple(item) || item.length !== 4) return undefined;
  const [module, name, given, location] = item;
  if (!isAtom(module) || !isAtom(name)) return undefined;
  const info = toArray(location)?.find((pair) => isTuple(pair) && pair[0] === ERROR_INFO)?.[1];
  const entry = (key: string) => {
    const value = isMap(info) ? mapGet(info, Symbol.for(key)) : MISSING;
    return value === MISSING ? undefined : value;
  };
  return {
    module: atomName(module),
    name: atomName(name),
    args: toArray(given) ?? [],
    reason,
    cause: entry("cause"),
    segment: entry("override_segment_position"),
  };
}

// places — where erl_eval stands when it calls a function by its name, as stacktraces tell it.
//
// What is typed goes through the shell (shell:apply_fun/3), which stands between erl_eval and the BIFs that raise; in
// a function defined at the prompt erl_eval calls directly.
import * as S from "./stack-lines.ts";
import type { Fn } from "./unit.ts";

/** The place of a call by name, or of an operator. */
export function applyPlace(fn: Fn, tail: boolean, raises = false): string {
  if (fn.unit.isDefinition) return fn.callPlace(tail, [S.DO_APPLY_DIRECT]);
  return raises
    ? fn.callPlace(tail, [S.APPLY_NAMED, S.DO_APPLY], [S.APPLY_NAMED])
    : fn.callPlace(tail, [S.DO_APPLY]);
}

// clauses — the clauses of case, if, receive, try and funs: patterns, guards and bodies, tried one after the other.
import type { Clause } from "../syntax/abstract-format.ts";
import type { StackItem } from "../terms/exception.ts";
import { guard } from "./guards.ts";
import { binding, bindMatched, match } from "./patterns.ts";
import { EXPRS } from "./stack-lines.ts";
import { type Dest, type Fn, RETURN } from "./unit.ts";

/** What to do where no clause matches. */
export type Otherwise = () => void;

/**
 * Emits the clauses over `subjects`, names of terms: the value of the body that is chosen goes to `dest`. In heads of
 * funs (`shadows`) the variables are new ones; the bodies are evaluated `within` frames of erl_eval.
 */
export function clauses(
  fn: Fn,
  list: readonly Clause[],
  subjects: readonly string[],
  dest: Dest,
  otherwise: Otherwise,
  { shadows = false, within = [] }: { shadows?: boolean; within?: readonly StackItem[] } = {},
): void {
  const end = dest === RETURN ? "" : fn.label();
  if (end !== "") fn.emit(`${end}:{`);
  fn.branches(
    list.map((clause) => () => {
      const next = fn.label();
      fn.emit(`${next}:{`);
      head(fn, clause, subjects, next, shadows);
      fn.at(within, () => fn.body(clause[4], dest, [EXPRS]));
      if (end !== "") fn.emit(`break ${end};`);
      fn.emit("}");
    }),
  );
  otherwise();
  if (end !== "") fn.emit("}");
}

/** Emits the match of a clause's patterns and its guard. */
export function head(
  fn: Fn,
  clause: Clause,
  subjects: readonly string[],
  fail: string,
  shadows = false,
): void {
  const how = binding(shadows, true);
  for (const [i, pattern] of clause[2].entries()) match(fn, pattern, subjects[i], fail, how);
  guard(fn, clause[3], fail);
  bindMatched(fn, how);
}

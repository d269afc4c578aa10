// any-node — looks for a node in code of any depth, without recursion: lists and operator chains may be very long.
import type { Term } from "../terms/term.ts";
import { isTuple } from "../terms/tuple.ts";
import { VALUE } from "./abstract-format.ts";

/** Whether `wanted` holds for a node of the code. Terms that are values, not code, are not looked into. */
export function anyNode(code: Term, wanted: (node: readonly Term[]) => boolean): boolean {
  const pending: Term[] = [code];
  while (pending.length > 0) {
    const term = pending.pop();
    if (isTuple(term)) {
      if (term[0] === VALUE) continue;
      if (wanted(term)) return true;
    }
    for (const part of term) if (Array.isArray(part)) pending.push(part);
  }
  return false;
}

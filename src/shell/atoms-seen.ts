// atoms-seen — the atoms of what was typed and of what was answered, for completion.
import * as A from "../syntax/abstract-format.ts";
import { isAtom } from "../terms/atom.ts";
import { toArray } from "../terms/list.ts";
import { isMap, mapEntries } from "../terms/map.ts";
import type { Term } from "../terms/term.ts";
import { isTuple } from "../terms/tuple.ts";

/** So many parts of a term are looked at: large ones are data, not words that somebody types. */
const MOST_PARTS = 500;

/** The atoms of expressions, but for the names of modules and functions that they call. */
export function* atomsOfCode(code: Term): Iterable<symbol> {
  const pending: Term[] = [code];
  while (pending.length > 0) {
    const node = pending.pop();
    if (!Array.isArray(node)) continue;
    if (isTuple(node)) {
      if (node[0] === A.VALUE || node[0] === A.REMOTE) continue;
      if (node[0] === A.ATOM) {
        yield node[2] as symbol;
        continue;
      }
      if (node[0] === A.CALL && node[2][0] === A.ATOM) {
        pending.push(node[3]);
        continue;
      }
    }
    for (const part of node) pending.push(part);
  }
}

/** The atoms in the first parts of a term. */
export function* atomsOfTerm(term: Term): Iterable<symbol> {
  const pending: Term[] = [term];
  for (let parts = 0; parts < MOST_PARTS && pending.length > 0; parts++) {
    const part = pending.pop();
    if (typeof part === "string") continue;
    if (isAtom(part)) yield part as symbol;
    else if (isTuple(part)) pending.push(...part.slice(0, MOST_PARTS));
    else if (isMap(part))
      for (const [key, value] of mapEntries(part).slice(0, MOST_PARTS)) pending.push(key, value);
    else pending.push(...(toArray(part) ?? []).slice(0, MOST_PARTS));
  }
}

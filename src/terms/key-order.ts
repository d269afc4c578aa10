// key-order — the order in which small maps keep their keys: that of terms, but atoms by their number in the atom table.
import { isAtom } from "./atom.ts";
import { atomIndex } from "./atom-index.ts";
import { compareExact } from "./order.ts";
import type { Term } from "./term.ts";

/** The order of keys in a small map: negative, zero or positive. */
export function compareKeys(a: Term, b: Term): number {
  return isAtom(a) && isAtom(b) ? atomIndex(a) - atomIndex(b) : compareExact(a, b);
}

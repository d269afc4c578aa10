// map-order — the order in which the associations of a map are printed.
import { badarg } from "../terms/exception.ts";
import { mapEntries } from "../terms/map.ts";
import { compareExact } from "../terms/order.ts";
import type { Term } from "../terms/term.ts";

/**
 * The map's own order, the order of the keys, its reverse, or by a function that says whether key `a` goes before `b`;
 * `"none"` for what is no order, which is found out when there is a map to be printed.
 */
export type MapOrder = undefined | "ordered" | "reversed" | "none" | ((a: Term, b: Term) => boolean);

/** The associations of a map in an order. Mirrors maps:iterator/2. */
export function orderedEntries(map: Term, order: MapOrder): readonly (readonly [Term, Term])[] {
  const entries = mapEntries(map);
  if (order === undefined) return entries;
  if (order === "none") throw badarg(order);
  const sorted = [...entries];
  if (order === "ordered") return sorted.sort((x, y) => compareExact(x[0], y[0]));
  if (order === "reversed") return sorted.sort((x, y) => compareExact(y[0], x[0]));
  return sorted.sort((x, y) => (order(x[0], y[0]) ? -1 : 1));
}

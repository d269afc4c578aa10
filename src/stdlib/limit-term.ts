// limit-term — a term cut off below a depth, with '...' for what is left out. Mirrors io_lib:limit_term/2.
import { isPrintableList } from "../format/quote.ts";
import { asCons, type Cons, fromArray, isList, isNil } from "../terms/list.ts";
import { isMap, mapEntries, mapFrom } from "../terms/map.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tupleFrom } from "../terms/tuple.ts";

const DOTS = Symbol.for("...");

/** The term down to `depth`; -1 for all of it. Elements cost one level each, from left to right. */
export function limitTerm(term: Term, depth: number): Term {
  return depth < 0 ? term : limit(term, depth);
}

function limit(term: Term, depth: number): Term {
  if (depth === 0) return DOTS;
  if (isTuple(term)) return term.length === 0 ? term : tupleFrom(limitElements(term, depth));
  if (isMap(term)) {
    return mapFrom(
      mapEntries(term)
        .slice(0, depth + 1)
        .map(([key, value]) => [key, limit(value, depth - 1)]),
    );
  }
  if (!isList(term) || isNil(term)) return term;
  if (depth > 1 && isPrintableList(term)) return term;
  return limitList(term, depth);
}

function limitElements(elements: readonly Term[], depth: number): Term[] {
  const kept: Term[] = [];
  for (let left = depth; kept.length < elements.length; left--) {
    if (left === 1) return [...kept, DOTS];
    kept.push(limit(elements[kept.length], left - 1));
  }
  return kept;
}

function limitList(list: Term, depth: number): Term {
  const kept: Term[] = [];
  let rest: Term = list;
  let left = depth;
  for (let cell: Cons | undefined = asCons(rest); cell !== undefined; cell = asCons(rest), left--) {
    if (left === 1) return fromArray([...kept, DOTS]);
    kept.push(limit(cell.head, left - 1));
    rest = cell.tail;
  }
  if (isNil(rest)) return fromArray(kept);
  return left === 1 ? fromArray([...kept, DOTS]) : fromArray(kept, limit(rest, left - 1));
}

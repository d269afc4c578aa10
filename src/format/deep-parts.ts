// deep-parts — the parts of a deeply nested term at which it can be cut into pieces of a height that fits the stack.
//
// Some work on a term needs the results for its parts first (how long is it, printed?) and so is naturally a function
// that calls itself. Done for these parts, innermost first, and remembered, it never calls itself more than `height`
// levels deep. The walk itself has a stack of its own.
import { isList, NIL } from "../terms/list.ts";
import { isMap, mapPairs } from "../terms/map.ts";
import { NativeRecord } from "../terms/native-record.ts";
import type { Term } from "../terms/term.ts";
import { isTuple } from "../terms/tuple.ts";
import { ListCursor } from "./list-cursor.ts";

/** A compound term on the stack: to be entered, or, all within it being done, to be answered. */
interface Place {
  readonly term: Term;
  readonly level: number;
  readonly left: boolean;
}

/**
 * The term and its compound parts at each `height` levels below it, every part after those within it. What is `known`
 * is passed over; who iterates makes known what it gets.
 */
export function* innermostFirst(
  term: Term,
  height: number,
  known: { has(term: Term): boolean },
): Generator<Term, void, void> {
  const pending: Place[] = [{ term, level: 0, left: false }];
  for (let place = pending.pop(); place !== undefined; place = pending.pop()) {
    const { term, level, left } = place;
    if (level % height === 0) {
      if (known.has(term)) continue;
      if (left) {
        yield term;
        continue;
      }
      pending.push({ term, level, left: true });
    }
    for (const part of parts(term)) {
      if (typeof part === "object" && part !== null)
        pending.push({ term: part, level: level + 1, left: false });
    }
  }
}

/** The terms directly within a term: elements, a tail that is no list, keys and values. */
function parts(term: Term): readonly Term[] {
  if (isTuple(term)) return term;
  if (isList(term)) {
    const elements: Term[] = [];
    const cursor = new ListCursor(term);
    while (cursor.next()) elements.push(cursor.head);
    if (cursor.tail !== NIL) elements.push(cursor.tail);
    return elements;
  }
  if (isMap(term)) {
    const { keys, values } = mapPairs(term);
    return [...keys, ...values];
  }
  return term instanceof NativeRecord ? term.values : [];
}

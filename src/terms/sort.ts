// sort — arrays of terms in Erlang's order.
//
// JavaScript's own sort puts `undefined` last, whatever it is told; to Erlang that is an atom among others.
import { compare } from "./order.ts";
import type { Term } from "./term.ts";

/** Sorts the array in place by the order of terms, or another; what is equal keeps its order. */
export function sortTerms(terms: Term[], order: (a: Term, b: Term) => number = compare): Term[] {
  terms.sort(order);
  let count = terms.length;
  while (count > 0 && terms[count - 1] === undefined) count--;
  if (count === terms.length) return terms;
  let at = 0;
  while (at < count && order(terms[at], undefined) < 0) at++;
  const missing = terms.length - count;
  return terms.copyWithin(at + missing, at, count).fill(undefined, at, at + missing);
}

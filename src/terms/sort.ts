// sort — arrays of terms in Erlang's order.
//
// A stable merge sort of our own, of places: beside each stands a number that says most of what there is to know of its
// term, so that few terms need be looked at, which lie anywhere in memory. JavaScript's own sort also puts `undefined`
// last, whatever it is told; to Erlang that is an atom among others.
import { atomName, isAtom } from "./atom.ts";
import { Float } from "./float.ts";
import { Cons, NIL } from "./list.ts";
import { compare } from "./order.ts";
import type { Term } from "./term.ts";
import { isTuple } from "./tuple.ts";

type Order = (a: Term, b: Term) => number;

/** So many neighbours are sorted by insertion. */
const BLOCK = 8;

/** Sorts the array in place by the order of terms, or another; what is equal keeps its order. */
export function sortTerms(terms: Term[], order: Order = compareQuickly): Term[] {
  const { length } = terms;
  let sorted = 1;
  while (sorted < length && order(terms[sorted - 1], terms[sorted]) <= 0) sorted++;
  if (sorted >= length) return terms;
  if (order === compareQuickly && terms.every(isPlainNumber)) {
    const numbers = Float64Array.from(terms).sort();
    for (let i = 0; i < length; i++) terms[i] = numbers[i];
    return terms;
  }
  const places = sortedPlaces(terms, order);
  const copy = terms.slice();
  for (let i = 0; i < length; i++) terms[i] = copy[places[i]];
  return terms;
}

const isPlainNumber = (term: Term): boolean => typeof term === "number" && Number.isFinite(term);

/** The places of the terms in their order. */
export function sortedPlaces(terms: readonly Term[], order: Order = compareQuickly): Uint32Array {
  return new PlaceSort(terms, order).places();
}

class PlaceSort {
  private readonly terms: readonly Term[];
  private readonly order: Order;
  /** The mark of the term at each of the places: a smaller one belongs to a smaller term. */
  private marks: Float64Array<ArrayBufferLike>;
  /** The places, as far as they are sorted. */
  private current: Uint32Array<ArrayBufferLike>;
  constructor(terms: readonly Term[], order: Order) {
    this.terms = terms;
    this.order = order;
    this.marks = (order === compareQuickly ? marksOf(terms) : undefined) ?? new Float64Array(terms.length);
    this.current = Uint32Array.from(terms, (_, i) => i);
  }

  places(): Uint32Array {
    const { length } = this.terms;
    for (let from = 0; from < length; from += BLOCK) this.insert(from, Math.min(from + BLOCK, length));
    let marks: Float64Array<ArrayBufferLike> = new Float64Array(length);
    let places: Uint32Array<ArrayBufferLike> = new Uint32Array(length);
    for (let width = BLOCK; width < length; width *= 2) {
      for (let from = 0; from < length; from += 2 * width)
        this.merge(from, Math.min(from + width, length), Math.min(from + 2 * width, length), marks, places);
      [marks, this.marks] = [this.marks, marks];
      [places, this.current] = [this.current, places];
    }
    return this.current;
  }

  private insert(from: number, to: number): void {
    const { terms, marks, current: places } = this;
    for (let i = from + 1; i < to; i++) {
      const mark = marks[i];
      const place = places[i];
      let at = i;
      while (at > from) {
        const other = marks[at - 1];
        if (other < mark || (other === mark && this.order(terms[places[at - 1]], terms[place]) <= 0)) break;
        marks[at] = other;
        places[at] = places[at - 1];
        at--;
      }
      marks[at] = mark;
      places[at] = place;
    }
  }

  /** Merges two neighbouring parts that are sorted into the other arrays. */
  private merge(
    from: number,
    middle: number,
    to: number,
    newMarks: Float64Array,
    newPlaces: Uint32Array,
  ): void {
    const { terms, marks, current: places } = this;
    let i = from;
    let j = middle;
    for (let at = from; at < to; at++) {
      const isLeft =
        j >= to ||
        (i < middle &&
          (marks[i] < marks[j] ||
            (marks[i] === marks[j] && this.order(terms[places[i]], terms[places[j]]) <= 0)));
      const taken = isLeft ? i++ : j++;
      newMarks[at] = marks[taken];
      newPlaces[at] = places[taken];
    }
  }
}

/** A number for each term: of two, the one with the smaller is smaller. Undefined where the terms are of several kinds. */
function marksOf(terms: readonly Term[]): Float64Array | undefined {
  const size = isTuple(terms[0]) ? terms[0].length : -1;
  const mark = markOf(size > 0 ? terms[0][0] : terms[0]);
  if (mark === undefined) return undefined;
  const marks = new Float64Array(terms.length);
  for (let i = 0; i < terms.length; i++) {
    const term = terms[i];
    if (size >= 0 && !(isTuple(term) && term.length === size)) return undefined;
    const value = mark(size >= 0 ? term[0] : term);
    if (Number.isNaN(value)) return undefined;
    marks[i] = value;
  }
  return marks;
}

/** What marks terms of that kind; it answers NaN for others. */
function markOf(term: Term): ((term: Term) => number) | undefined {
  if (typeof term === "number" || term instanceof Float) return numberMark;
  if (term instanceof Uint8Array) return bytesMark;
  if (term instanceof Cons || typeof term === "string") return listMark;
  return isAtom(term) ? atomMark : undefined;
}

function numberMark(term: Term): number {
  if (typeof term === "number") return Number.isFinite(term) ? term : Number.NaN;
  return term instanceof Float ? term.value : Number.NaN;
}

/** The first six bytes. */
function bytesMark(term: Term): number {
  if (!(term instanceof Uint8Array)) return Number.NaN;
  let mark = 0;
  for (let i = 0; i < 6; i++) mark = mark * 256 + (i < term.length ? term[i] : 0);
  return mark;
}

/** The first three characters, if they are of those that JavaScript orders as Erlang does. */
function atomMark(term: Term): number {
  if (!isAtom(term)) return Number.NaN;
  const name = atomName(term);
  let mark = 0;
  for (let i = 0; i < 3; i++) {
    const code = i < name.length ? name.charCodeAt(i) : 0;
    if (code >= 0xd800) return Number.NaN;
    mark = mark * 65536 + code;
  }
  return mark;
}

/** The first three elements, if they are small integers; one more than each, so that a list's end is less. */
function listMark(term: Term): number {
  let rest = term;
  let mark = 0;
  for (let i = 0; i < 3; i++) {
    let element = 0;
    if (rest instanceof Cons && Number.isInteger(rest.head)) {
      if (rest.head < 0) return Number.NaN;
      element = rest.head + 1;
      rest = rest.tail;
    } else if (typeof term === "string") {
      element = i < term.length ? term.charCodeAt(i) + 1 : 0;
    } else if (rest !== NIL) {
      return Number.NaN;
    }
    if (element > 0xd800) return Number.NaN;
    mark = mark * 65536 + element;
  }
  return mark;
}

/** {@link compare}, which tuples that differ in a number, and lists of numbers, need not be handed to. */
function compareQuickly(a: Term, b: Term): number {
  if (isTuple(a) && isTuple(b) && a.length === b.length) {
    for (let i = 0; i < a.length; i++) {
      const order = a[i] === b[i] ? 0 : compare(a[i], b[i]);
      if (order !== 0) return order;
    }
    return 0;
  }
  while (a instanceof Cons && b instanceof Cons && typeof a.head === "number" && typeof b.head === "number") {
    const order = compare(a.head, b.head);
    if (order !== 0) return order;
    a = a.tail;
    b = b.tail;
  }
  return compare(a, b);
}

// pairs — pairs of terms that are still to be compared, of two tuples or two lists side by side.
//
// order.ts walks terms with a stack of these, so that their depth costs no JavaScript stack. A list is walked in the
// form it has: strings and arrays are not turned into cells.
import { Cons, ImproperList, NIL } from "./list.ts";
import type { Term } from "./term.ts";
import { isTuple } from "./tuple.ts";

/** Pairs of terms still to be compared: the innermost first, then those `below`. */
export interface Pending {
  left: Term;
  right: Term;
  /** Whether integers are told from floats. */
  readonly exact: boolean;
  readonly below: Pending | null;
  /** Puts the next pair in `left` and `right`; false after the last. */
  advance(): boolean;
}

/** The elements of two tuples (or of two arrays of values) of one size. */
export class ElementPairs implements Pending {
  left: Term = undefined;
  right: Term = undefined;
  readonly exact: boolean;
  readonly below: Pending | null;
  private readonly x: readonly Term[];
  private readonly y: readonly Term[];
  private i = 0;
  constructor(x: readonly Term[], y: readonly Term[], exact: boolean, below: Pending | null) {
    this.x = x;
    this.y = y;
    this.exact = exact;
    this.below = below;
  }
  advance(): boolean {
    if (this.i === this.x.length) return false;
    this.left = this.x[this.i];
    this.right = this.y[this.i++];
    return true;
  }
}

/** Stands for what is left of a list, against something that is no list: only its rank counts. */
const SOME_LIST = new Cons(NIL, NIL);

/** The elements of two lists of any form, and at last their tails. */
export class ListPairs implements Pending {
  left: Term = undefined;
  right: Term = undefined;
  readonly exact: boolean;
  readonly below: Pending | null;
  private x: Term;
  private i = 0;
  private y: Term;
  private j = 0;
  private done = false;
  constructor(x: Term, y: Term, exact: boolean, below: Pending | null) {
    this.x = x;
    this.y = y;
    this.exact = exact;
    this.below = below;
  }
  advance(): boolean {
    let { x, y } = this;
    while (x instanceof Cons && y instanceof Cons) {
      const left = x.head;
      const right = y.head;
      x = x.tail;
      y = y.tail;
      if (left === right) {
        if (x === y) return false;
        continue;
      }
      this.left = left;
      this.right = right;
      this.x = x;
      this.y = y;
      return true;
    }
    this.x = x;
    this.y = y;
    return this.done ? false : this.advanceAny();
  }
  private advanceAny(): boolean {
    if (this.x instanceof ImproperList && this.i === this.x.elements.length) {
      this.x = this.x.tail;
      this.i = 0;
    }
    if (this.y instanceof ImproperList && this.j === this.y.elements.length) {
      this.y = this.y.tail;
      this.j = 0;
    }
    const { x, y, i, j } = this;
    const more = hasMore(x, i);
    if (!more || !hasMore(y, j)) {
      this.done = true;
      this.left = more ? SOME_LIST : endOf(x);
      this.right = hasMore(y, j) ? SOME_LIST : endOf(y);
      this.x = NIL;
      return true;
    }
    this.left = elementAt(x, i);
    this.right = elementAt(y, j);
    if (x instanceof Cons) this.x = x.tail;
    else this.i = i + (typeof x === "string" && this.left > 0xffff ? 2 : 1);
    if (y instanceof Cons) this.y = y.tail;
    else this.j = j + (typeof y === "string" && this.right > 0xffff ? 2 : 1);
    return true;
  }
}

function hasMore(list: Term, index: number): boolean {
  if (list instanceof Cons) return true;
  if (typeof list === "string") return index < list.length;
  if (Array.isArray(list)) return !isTuple(list) && index < list.length;
  return list instanceof ImproperList;
}

function endOf(list: Term): Term {
  return typeof list === "string" || (Array.isArray(list) && !isTuple(list)) ? NIL : list;
}

function elementAt(list: Term, index: number): Term {
  if (list instanceof Cons) return list.head;
  if (typeof list === "string") return list.codePointAt(index);
  return list instanceof ImproperList ? list.elements[index] : list[index];
}

// list-cursor — walks a list element by element, whatever forms it is held in.
//
// A list may be cells that end in a string, an array, an improper list of TypeScript's … Printing looks at the first
// few elements of long lists, so nothing is converted as a whole.
import { Cons, ImproperList, NIL } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { isTuple } from "../terms/tuple.ts";

/** A position in a list. `next()` moves on and leaves the element in `head`; at the end, `tail` is NIL or the improper tail. */
export class ListCursor {
  head: Term = undefined;
  tail: Term = NIL;
  private rest: Term;
  private text = "";
  private array: readonly Term[] = EMPTY;
  private index = 0;

  constructor(list: Term) {
    this.rest = list;
  }

  /** Moves to the next element; false at the end of the list. */
  next(): boolean {
    if (this.index < this.array.length) {
      this.head = this.array[this.index++];
      return true;
    }
    if (this.index < this.text.length) {
      const code = this.text.codePointAt(this.index) as number;
      this.index += code > 0xffff ? 2 : 1;
      this.head = code;
      return true;
    }
    const rest = this.rest;
    if (rest instanceof Cons) {
      this.head = rest.head;
      this.rest = rest.tail;
      return true;
    }
    return this.enter(rest) && this.next();
  }

  /** Whether the list ends here, in `[]`: OTP's `Es =:= []`. */
  atEnd(): boolean {
    if (this.index < this.array.length || this.index < this.text.length) return false;
    const rest = this.rest;
    if (rest === NIL) return true;
    if (rest instanceof Cons) return false;
    return !this.enter(rest) && this.tail === NIL;
  }

  /** A cursor at the same position. */
  clone(): ListCursor {
    const copy = new ListCursor(this.rest);
    copy.text = this.text;
    copy.array = this.array;
    copy.index = this.index;
    return copy;
  }

  private enter(rest: Term): boolean {
    this.text = "";
    this.array = EMPTY;
    this.index = 0;
    this.rest = NIL;
    if (typeof rest === "string") this.text = rest;
    else if (Array.isArray(rest) && !isTuple(rest)) this.array = rest;
    else if (rest instanceof ImproperList) {
      this.array = rest.elements;
      this.rest = rest.tail;
    } else if (rest !== NIL) {
      this.rest = rest;
      this.tail = rest;
      return false;
    }
    if (this.text !== "" || this.array.length > 0) return true;
    return this.rest !== NIL && this.enter(this.rest);
  }
}

const EMPTY: readonly Term[] = [];

// list — the forms of a list, and one way to read them all.
//
// A list is one of: NIL; a Cons; a non-empty JavaScript string (the list of its code points); an Array that is no
// Tuple; or an ImproperList (what TypeScript sees instead of a chain of Cons that ends in something else).
// "" and [] are the empty list as well, so test emptiness with isNil, never with ===.
//
// The Erlang side builds Cons chains; strings stay strings as long as nobody takes them apart, which is what keeps
// "abc" a `string` when it reaches a module.
import type { Term } from "./term.ts";
import { isTuple } from "./tuple.ts";

/** The empty list as the Erlang side makes it. A class of its own, so that the border can hand out a fresh `[]`. */
class Nil {
  toString(): string {
    return "[]";
  }
}
export const NIL = new Nil();
export type { Nil };

/** A list cell `[Head|Tail]`. */
export class Cons {
  head: Term;
  tail: Term;
  constructor(head: Term, tail: Term) {
    this.head = head;
    this.tail = tail;
  }
}

/** A list that does not end in `[]`, as TypeScript sees it: `[1,2|3]` has elements `[1, 2]` and tail `3`. */
export class ImproperList {
  readonly elements: readonly Term[];
  readonly tail: Term;
  constructor(elements: readonly Term[], tail: Term) {
    this.elements = elements;
    this.tail = tail;
  }
}

/**
 * A long list of the Erlang side that is held as an array, since a million cells take a hundred times as long to make
 * and to collect. Nobody writes to it: the border gives a module a copy.
 */
export class ArrayList extends Array<Term> {
  /** The same list as cells, once somebody has taken it apart. */
  cells: Term = undefined;

  static override get [Symbol.species](): ArrayConstructor {
    return Array;
  }
}

/** Whether a term is the empty list, in any of its forms. */
export function isNil(term: Term): boolean {
  return term === NIL || term === "" || (Array.isArray(term) && term.length === 0 && !isTuple(term));
}

/** Whether a term is a list or the start of one: `[]` or `[_|_]`, proper or not. Mirrors is_list/1. */
export function isList(term: Term): boolean {
  if (typeof term === "string") return true;
  if (typeof term !== "object" || term === null) return false;
  return (
    term instanceof Cons ||
    term === NIL ||
    (Array.isArray(term) && !isTuple(term)) ||
    term instanceof ImproperList
  );
}

/**
 * The term as a Cons, or undefined if it is not a non-empty list: how Erlang code takes `[H|T]` apart.
 * A string or array is turned into cells as a whole, once; its tail then is a Cons already.
 */
export function asCons(term: Term): Cons | undefined {
  if (term instanceof Cons) return term;
  if (typeof term === "string") return term === "" ? undefined : (fromString(term) as Cons);
  if (Array.isArray(term)) {
    if (term.length === 0 || isTuple(term)) return undefined;
    if (!(term instanceof ArrayList)) return fromArray(term) as Cons;
    term.cells ??= fromArray(term);
    return term.cells;
  }
  if (term instanceof ImproperList) return fromArray(term.elements, term.tail) as Cons;
  return undefined;
}

/** The array that a list is held as, if it is: who only reads elements need not make cells of them. */
export function arrayOf(list: Term): readonly Term[] | undefined {
  return Array.isArray(list) && !isTuple(list) ? list : undefined;
}

/** The list of an array's elements as cells, ending in `tail`. */
export function fromArray(elements: readonly Term[], tail?: Term): Term {
  // biome-ignore lint/complexity/noArguments: no default, since `undefined` is an atom, and [1|undefined] a list
  let list: Term = arguments.length < 2 ? NIL : tail;
  for (let i = elements.length - 1; i >= 0; i--) list = new Cons(elements[i], list);
  return list;
}

/** The cells of a string's code points, ending in `tail`. */
export function fromString(text: string, tail?: Term): Term {
  // biome-ignore lint/complexity/noArguments: no default, since `undefined` is an atom, and [1|undefined] a list
  let list: Term = arguments.length < 2 ? NIL : tail;
  for (let i = text.length - 1; i >= 0; i--) {
    let code = text.charCodeAt(i);
    if (code >= 0xdc00 && code <= 0xdfff && i > 0) {
      const high = text.charCodeAt(i - 1);
      if (high >= 0xd800 && high <= 0xdbff) {
        code = ((high - 0xd800) << 10) + (code - 0xdc00) + 0x10000;
        i--;
      }
    }
    list = new Cons(code, list);
  }
  return list;
}

/** The elements of a proper list as an array (the array itself if it is one: do not write to it), else undefined. */
export function toArray(list: Term): readonly Term[] | undefined {
  if (Array.isArray(list)) return isTuple(list) ? undefined : list;
  if (typeof list === "string") return codePoints(list);
  const elements: Term[] = [];
  let rest = list;
  while (rest instanceof Cons) {
    elements.push(rest.head);
    rest = rest.tail;
  }
  if (rest === NIL) return elements;
  if (rest === list) return undefined;
  const more = toArray(rest);
  if (more === undefined) return undefined;
  for (const element of more) elements.push(element);
  return elements;
}

/** The code points of a string: the list that it is. */
export function codePoints(text: string): number[] {
  const codes: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const code = text.codePointAt(i) as number;
    if (code > 0xffff) i++;
    codes.push(code);
  }
  return codes;
}

/** The number of elements of a proper list, else -1. Mirrors length/1. */
export function listLength(list: Term): number {
  let count = 0;
  let rest = list;
  while (rest instanceof Cons) {
    count++;
    rest = rest.tail;
  }
  if (rest === NIL) return count;
  if (typeof rest === "string") return count + stringLength(rest);
  if (Array.isArray(rest) && !isTuple(rest)) return count + rest.length;
  return -1;
}

function stringLength(text: string): number {
  let count = text.length;
  for (let i = 0; i < text.length - 1; i++) {
    const code = text.charCodeAt(i);
    if (code >= 0xd800 && code <= 0xdbff) {
      const low = text.charCodeAt(i + 1);
      if (low >= 0xdc00 && low <= 0xdfff) {
        count--;
        i++;
      }
    }
  }
  return count;
}

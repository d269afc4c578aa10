// string-text — character data as module string takes it: a binary, a flat list, or both nested.
//
// The functions of module string work on the text; what they return has the form of what they got: UTF-8 for a
// binary, else a list (held as a string). Differs from OTP: of nested character data the result is a flat list, where OTP
// leaves what it did not have to take apart.
import { Exception, type StackItem } from "../terms/exception.ts";
import { asCons, Cons, fromArray, isList, isNil, NIL } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { tuple2 } from "../terms/tuple.ts";
import { charsOf, isScalar, utf8, utf8Text } from "./iodata.ts";
import { OtpSource } from "./otp-source.ts";

const unicodeUtil: OtpSource = new OtpSource("unicode_util");
const BADARG = Symbol.for("badarg");

/** Character data as TypeScript writes it. */
export type Chars = string | Uint8Array | readonly unknown[];
/** A result in the form of the argument. */
export type Same<S extends Chars> = S extends Uint8Array ? Uint8Array : string;

const GC = unicodeUtil.item("gc", 1, 517);

/** The text of character data; the error names the callers. */
export function toText(data: Term, ...callers: StackItem[]): string {
  if (typeof data === "string") return data;
  const text = data instanceof Uint8Array ? utf8Text(data) : isList(data) ? charsOf(data) : undefined;
  if (text === undefined) throw notText(data, callers);
  return text;
}

function notText(data: Term, callers: StackItem[]): Exception {
  const wrong = firstWrong(data);
  if (wrong instanceof Uint8Array) return new Exception("error", tuple2(BADARG, wrong), callers);
  return unicodeUtil.noClause("cp", [wrong], 417, GC, ...callers);
}

/** What unicode_util:cp/1 stumbles over: an element that is no character, or a binary that is no UTF-8. */
function firstWrong(data: Term): Term {
  let rest = data;
  for (let cell = asCons(rest); cell !== undefined; cell = asCons(rest)) {
    if (!isScalar(cell.head) && (!isCharData(cell.head) || charsOf(cell.head) === undefined))
      return firstWrong(cell.head);
    rest = cell.tail;
  }
  return rest;
}

const isCharData = (term: Term): boolean => term instanceof Uint8Array || isList(term);

/** A text in the form of the argument it was made of. */
export function inFormOf(data: Term, text: string): any {
  return data instanceof Uint8Array ? utf8(text) : text === "" ? NIL : text;
}

const segmenter = new Intl.Segmenter("und", { granularity: "grapheme" });

/** The grapheme clusters of a text. */
export function graphemes(text: string): string[] {
  // Below U+0300 only \r\n makes a cluster.
  let i = 0;
  while (i < text.length && text.charCodeAt(i) < 0x300 && text[i] !== "\r") i++;
  if (i === text.length) return text.split("");
  return Array.from(segmenter.segment(text), (part) => part.segment);
}

/** A grapheme cluster as a term: a character, or the list of its code points. */
export function graphemeTerm(cluster: string): Term {
  const code = cluster.codePointAt(0) as number;
  return cluster.length === (code > 0xffff ? 2 : 1) ? code : cluster;
}

/** A list of grapheme clusters; held as a string if each is one character. */
export function graphemeList(clusters: readonly string[]): Term {
  const terms = clusters.map(graphemeTerm);
  if (terms.length === 0) return NIL;
  return terms.every((term) => typeof term === "number") ? clusters.join("") : fromArray(terms);
}

/** `[Character|Rest]` of character data, the rest in the form it has; [] at the end. Mirrors unicode_util:cp/1. */
export function nextCharacter(data: Term): Term {
  if (data instanceof Uint8Array) {
    if (data.length === 0) return NIL;
    const size = data[0] < 0x80 ? 1 : data[0] < 0xe0 ? 2 : data[0] < 0xf0 ? 3 : 4;
    const character = utf8Text(data.subarray(0, size));
    if (character === undefined) return tuple2(Symbol.for("error"), data);
    return new Cons(character.codePointAt(0), data.subarray(size));
  }
  if (isNil(data)) return NIL;
  const cell = asCons(data);
  if (cell === undefined) throw unicodeUtil.noClause("cp", [data], 417);
  if (isScalar(cell.head)) {
    return typeof data === "string" ? new Cons(cell.head, data.slice(cell.head > 0xffff ? 2 : 1)) : cell;
  }
  const first = nextCharacter(cell.head);
  if (!(first instanceof Cons)) {
    if (isNil(first)) return nextCharacter(cell.tail);
    return isNil(cell.tail) ? first : tuple2(Symbol.for("error"), new Cons(first[1], cell.tail));
  }
  const { tail } = first;
  const isDone = isNil(tail) || (tail instanceof Uint8Array && tail.length === 0);
  return new Cons(first.head, isDone ? cell.tail : isNil(cell.tail) ? tail : new Cons(tail, cell.tail));
}

/** `[Cluster|Rest]` of character data. Mirrors unicode_util:gc/1. */
export function nextGrapheme(data: Term): Term {
  const flat = data instanceof Uint8Array ? utf8Text(data) : typeof data === "string" ? data : undefined;
  if (flat === undefined || flat === "") return nextCharacter(data);
  const cluster = graphemes(flat)[0];
  return new Cons(graphemeTerm(cluster), inFormOf(data, flat.slice(cluster.length)));
}

/** The grapheme clusters that a list of separators names: characters, and lists of characters. */
export function separatorSet(separators: Term, noClause: () => Exception): Set<string> {
  if (!isList(separators)) throw noClause();
  const set = new Set<string>();
  let rest = separators;
  for (let cell = asCons(rest); cell !== undefined; cell = asCons(rest)) {
    const text = isScalar(cell.head) ? String.fromCodePoint(cell.head) : toText(cell.head);
    // A cluster of one character is that character, never a list of it.
    if (isScalar(cell.head) || text.length > 1) set.add(text);
    rest = cell.tail;
  }
  return set;
}

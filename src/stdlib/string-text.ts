// string-text — character data as module string takes it: a binary, a flat list, or both nested.
//
// The functions of module string work on the text; what they return has the form of what they got: UTF-8 for a
// binary, else a list (held as a string). Differs from OTP: of nested character data the result is a flat list, where OTP
// leaves what it did not have to take apart.
import { Exception, type StackItem } from "../terms/exception.ts";
import { isInteger } from "../terms/float.ts";
import { asCons, Cons, fromArray, isList, isNil, NIL } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { tuple2, tuple3 } from "../terms/tuple.ts";
import { charsOf, isScalar, utf8, utf8Text } from "./iodata.ts";
import { OtpSource } from "./otp-source.ts";

const unicodeUtil: OtpSource = new OtpSource("unicode_util");
const BADARG = Symbol.for("badarg");

/** Character data as TypeScript writes it. */
export type Chars = string | Uint8Array | readonly unknown[];
/** A result in the form of the argument. */
export type Same<S extends Chars> = S extends Uint8Array ? Uint8Array : string;

const GC = unicodeUtil.item("gc", 1, 517);
/** What of unicode_util waits for `cp/1`, by the function that is asked for characters or clusters. */
const WAITING: Readonly<Record<string, readonly StackItem[]>> = {
  cp: [],
  gc: [GC],
  casefold: [unicodeUtil.item("casefold", 1, 122)],
  lowercase: [unicodeUtil.item("lowercase", 1, 98)],
  titlecase: [unicodeUtil.item("titlecase", 1, 110)],
  uppercase: [unicodeUtil.item("uppercase", 1, 86)],
  nfc: [GC, unicodeUtil.item("nfc", 1, 169)],
  nfd: [GC, unicodeUtil.item("nfd", 1, 151)],
  nfkc: [GC, unicodeUtil.item("nfkc", 1, 178)],
  nfkd: [GC, unicodeUtil.item("nfkd", 1, 160)],
};

/** The text of character data that is read cluster by cluster; the error names the callers. */
export function toText(data: Term, ...callers: StackItem[]): string {
  return textBy("gc", data, ...callers);
}

/** The same, read by another function of unicode_util: `cp`, `casefold`, `nfc` … */
export function textBy(by: string, data: Term, ...callers: StackItem[]): string {
  if (typeof data === "string") return data;
  const text = data instanceof Uint8Array ? utf8Text(data) : isList(data) ? charsOf(data) : undefined;
  if (text !== undefined) return text;
  const wrong = firstWrong(data);
  if (wrong instanceof Uint8Array) throw new Exception("error", tuple2(BADARG, wrong), callers);
  throw unicodeUtil.noClause("cp", [wrong], 417, ...WAITING[by], ...callers);
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
  if (flat === undefined || flat === "") {
    if (flat === undefined && !isList(data) && !(data instanceof Uint8Array))
      throw unicodeUtil.noClause("cp", [data], 417, GC);
    return nextCharacter(data);
  }
  const cluster = graphemes(flat)[0];
  return new Cons(graphemeTerm(cluster), inFormOf(data, flat.slice(cluster.length)));
}

/** Separators as the functions that search for them have them. */
export interface Separators {
  readonly set: ReadonlySet<string>;
  /** `{Clusters, FirstCharacters, undefined}`: OTP's search pattern. */
  readonly pattern: Term;
}

/**
 * The separators of a list: characters, and lists of characters. `search_pattern/1` fails where an element is neither;
 * `callers` wait for it.
 */
export function searchPattern(separators: Term, ...callers: StackItem[]): Separators {
  const first = strings.item("search_pattern", 1, 2202);
  const set = new Set<string>();
  const firsts: Term[] = [];
  let rest = separators;
  const waiting = () => (firsts.length > 0 ? [strings.item("search_cp", 1, 2210), first] : [first]);
  for (let cell = asCons(rest); cell !== undefined; cell = asCons(rest)) {
    const { head } = cell;
    if (isInteger(head)) {
      if (isScalar(head)) set.add(String.fromCodePoint(head));
      firsts.push(head);
    } else {
      const text = textBy("cp", head, strings.item("search_cp", 1, 2212), ...waiting(), ...callers);
      if (text === "")
        throw strings.error(tuple2(BADMATCH, NIL), "search_cp", 1, 2212, ...waiting(), ...callers);
      // A cluster of one character is that character, never a list of it.
      if (text.length > 1) set.add(text);
      firsts.push(text.codePointAt(0));
    }
    rest = cell.tail;
  }
  if (!isNil(rest)) throw strings.noClause("search_cp", [rest], 2209, ...waiting(), ...callers);
  return { set, pattern: tuple3(separators, listOfCodes(firsts), undefined) };
}
const strings: OtpSource = new OtpSource("string");
const BADMATCH = Symbol.for("badmatch");
const listOfCodes = (codes: readonly Term[]): Term =>
  codes.every(isScalar) ? String.fromCodePoint(...codes) : fromArray(codes);

/** The separators for `lists:member/2`, which fails at the first cluster if they are no list. */
export function memberSet(
  separators: Term,
  firstCluster: () => Term,
  ...callers: StackItem[]
): ReadonlySet<string> {
  const set = new Set<string>();
  let rest = separators;
  for (let cell = asCons(rest); cell !== undefined; cell = asCons(rest)) {
    const { head } = cell;
    if (isScalar(head)) set.add(String.fromCodePoint(head));
    else if (isList(head)) {
      const text = charsOf(head);
      if (text !== undefined && text.length > 1) set.add(text);
    }
    rest = cell.tail;
  }
  if (isNil(rest)) return set;
  const cluster = firstCluster();
  if (cluster === undefined || (isScalar(cluster) && set.has(String.fromCodePoint(cluster)))) return set;
  const item = { module: Symbol.for("lists"), name: Symbol.for("member"), arity: [cluster, separators] };
  const info = { module: Symbol.for("erl_stdlib_errors") };
  throw new Exception("error", BADARG, [{ ...item, info }, ...callers]);
}

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
import { firstEnd } from "./string-clusters.ts";

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

/** The text of character data; undefined if it is none. */
export function textIn(data: Term): string | undefined {
  if (typeof data === "string") return data;
  if (data instanceof Uint8Array) return utf8Text(data);
  return isList(data) ? charsOf(data) : undefined;
}

/** What is no text fails in the function of unicode_util that is asked for more of it (`gc`, `cp`, `casefold` …). */
export function noText(by: string, data: Term, ...callers: StackItem[]): never {
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

/** A text as a list. */
export const listOf = (text: string): any => (text === "" ? NIL : text);

/** A text in the form of the argument it was made of. */
export function inFormOf(data: Term, text: string): any {
  return data instanceof Uint8Array ? utf8(text) : listOf(text);
}

/** A part of a text in the form of the argument it was made of. */
export function partIn(data: Term, text: string, from: number, to: number): any {
  if (!(data instanceof Uint8Array)) return listOf(text.slice(from, to));
  // With as many bytes as code units it is ASCII, or its text in Latin-1.
  return data.length === text.length ? data.subarray(from, to) : utf8(text.slice(from, to));
}

/** The places of the parts between code units that separate, empty ones left out: where each begins and ends. */
export function placesBetween(text: string, separators: readonly number[]): number[] {
  const places: number[] = [];
  let from = -1;
  for (let at = 0; at < text.length; at++) {
    if (!isOneOf(separators, text.charCodeAt(at))) {
      if (from < 0) from = at;
    } else if (from >= 0) {
      places.push(from, at);
      from = -1;
    }
  }
  if (from >= 0) places.push(from, text.length);
  return places;
}

function isOneOf(units: readonly number[], unit: number): boolean {
  for (let i = 0; i < units.length; i++) if (units[i] === unit) return true;
  return false;
}

/** The list of the parts at these places, as `partIn` has them. */
export function partsAt(data: Term, text: string, places: readonly number[]): any {
  let list: Term = NIL;
  for (let i = places.length - 2; i >= 0; i -= 2)
    list = new Cons(partIn(data, text, places[i], places[i + 1]), list);
  return list;
}

/** A grapheme cluster as a term: a character, or the list of its code points. */
export function graphemeTerm(cluster: string): Term {
  const code = cluster.codePointAt(0) as number;
  return cluster.length === (code > 0xffff ? 2 : 1) ? code : cluster;
}

/** A list of grapheme clusters; held as a string if each is one character. */
export function graphemeList(clusters: readonly string[]): Term {
  const terms = clusters.map(graphemeTerm);
  return terms.every((term) => typeof term === "number") ? listOf(clusters.join("")) : fromArray(terms);
}

/** `[Character|Rest]` of character data, the rest in the form it has; [] at the end. Mirrors unicode_util:cp/1. */
export function nextCharacter(data: Term): Term {
  if (data instanceof Uint8Array) {
    if (data.length === 0) return NIL;
    if (data[0] < 0x80) return new Cons(data[0], data.subarray(1));
    const size = data[0] < 0xe0 ? 2 : data[0] < 0xf0 ? 3 : 4;
    const character = utf8Text(data.subarray(0, size));
    if (character === undefined) return tuple2(Symbol.for("error"), data);
    return new Cons(character.codePointAt(0), data.subarray(size));
  }
  if (isNil(data)) return NIL;
  const code = typeof data === "string" ? data.codePointAt(0) : undefined;
  if (isScalar(code)) return new Cons(code, data.slice(code > 0xffff ? 2 : 1));
  const cell = asCons(data);
  if (cell === undefined) throw unicodeUtil.noClause("cp", [data], 417);
  if (isScalar(cell.head)) return cell;
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
  if (data instanceof Uint8Array && beginsPlain(data)) return nextCharacter(data);
  const flat = data instanceof Uint8Array || typeof data === "string" ? textIn(data) : undefined;
  if (flat === undefined || flat === "") {
    if (flat === undefined && !isList(data) && !(data instanceof Uint8Array))
      throw unicodeUtil.noClause("cp", [data], 417, GC);
    return nextCharacter(data);
  }
  const end = firstEnd(flat);
  return new Cons(graphemeTerm(flat.slice(0, end)), inFormOf(data, flat.slice(end)));
}

/** Whether ASCII comes first, twice, so that no more has to be read to know the first cluster. */
const beginsPlain = (bytes: Uint8Array): boolean => bytes[0] < 0x80 && bytes[0] !== 13 && !(bytes[1] >= 0x80);

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
      const text =
        textIn(head) ?? noText("cp", head, strings.item("search_cp", 1, 2212), ...waiting(), ...callers);
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

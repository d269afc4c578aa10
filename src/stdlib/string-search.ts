// string-search — the functions of module string that search: prefix, split, replace, find, lexemes, nth_lexeme.
//
// Differs from OTP: what is no text fails as if it had been found out at its first element, and a match may end within
// a grapheme cluster.
import { badarg, errorTuple, type StackItem } from "../terms/exception.ts";
import { isInteger } from "../terms/float.ts";
import { Cons, fromArray, isList, isNil, NIL } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { type Tuple, tuple3 } from "../terms/tuple.ts";
import { latin1Text, utf8 } from "./iodata.ts";
import { OtpSource } from "./otp-source.ts";
import { graphemes, isPlain } from "./string-clusters.ts";
import { is_empty } from "./string-new.ts";
import {
  type Chars,
  noText,
  partIn,
  partsAt,
  placesBetween,
  type Same,
  searchPattern,
  textIn,
} from "./string-text.ts";
import { readText } from "./unicode-read.ts";

const source: OtpSource = new OtpSource("string");
const LEADING = Symbol.for("leading");
const TRAILING = Symbol.for("trailing");
const ALL = Symbol.for("all");
const NOMATCH = Symbol.for("nomatch");

/**
 * What comes after the prefix, or nomatch. Mirrors string:prefix/2.
 *
 * ```eshell
 * 1> string:prefix("prefix of", "pre").
 * "fix of"
 * 2> string:prefix("abc", "x").
 * nomatch
 * ```
 */
export function prefix<S extends Chars>(data: S, start: Chars): Same<S> | symbol {
  const wanted = pattern(start, () => [source.item("prefix", 2, 846)]);
  const caller = () => source.item("prefix", 2, 848);
  if (typeof wanted !== "string") throw source.noClause("prefix_1", [data, wanted], 1807, caller());
  if (wanted === "") return data as never;
  const isOne = wanted.length === 1;
  const text =
    textIn(data) ??
    noText(isOne ? "gc" : "cp", data, source.item("prefix_1", 2, isOne ? 1808 : 1823), caller());
  return text.startsWith(wanted) ? partIn(data, text, wanted.length, text.length) : NOMATCH;
}

/** What to look for, by the BIF unicode:characters_to_list/1: what is no text is an error, or is told by a tuple. */
function pattern(data: Term, callers: () => StackItem[]): string | Tuple {
  if (typeof data === "string") return data;
  const reading = data instanceof Uint8Array || isList(data) ? readText(data, "utf8", "utf8") : undefined;
  if (reading === undefined) {
    const exception = badarg(data);
    exception.items.push({
      module: Symbol.for("unicode"),
      name: Symbol.for("characters_to_list"),
      arity: [data],
      info: { module: Symbol.for("erl_stdlib_errors") },
    });
    exception.items.push(...callers());
    throw exception;
  }
  const { text, problem, rest } = reading;
  return problem === undefined ? text : tuple3(Symbol.for(problem), text === "" ? NIL : text, rest);
}

/** The text to search in, of a binary its bytes; undefined if it is none. */
const searched = (data: Term): string | undefined =>
  data instanceof Uint8Array ? latin1Text(data) : textIn(data);

/** What is no text fails where characters are asked for; what is neither list nor binary where OTP takes it for a binary. */
function notSearched(data: Term, caller: StackItem, binary: StackItem, ...around: StackItem[]): never {
  if (isList(data)) noText("cp", data, caller, ...around);
  const reason = errorTuple(Symbol.for("badmatch"), data).reason;
  throw source.error(reason, "bin_search_str_1", 4, 2335, binary, ...around);
}

/** The list from where the first character of what is looked for stands; the whole list if other than characters come before. */
function fromFirst(list: Cons, what: string): Term {
  const first = what.codePointAt(0);
  let rest: Term = list;
  while (rest instanceof Cons) {
    const code: Term = rest.head;
    if (code === first) return rest;
    if (typeof code !== "number" || (code & 0xffff) !== code || code >= 0xd800) return list;
    rest = rest.tail;
  }
  return rest === NIL ? NIL : list;
}

/** What to look for, in the form of the text that is searched. */
const soughtIn = (data: Term, what: string): string =>
  data instanceof Uint8Array ? latin1Text(utf8(what)) : what;

/**
 * The parts before and after the first, the last or all matches. Mirrors string:split/2,3.
 *
 * ```eshell
 * 1> string:split("a-b-c", "-").
 * ["a","b-c"]
 * 2> string:split("a-b-c", "-", all).
 * ["a","b","c"]
 * ```
 */
export function split<S extends Chars>(data: S, wanted: Chars, ...where: symbol[]): Same<S>[] {
  return parts(data, wanted, where.length === 0 ? LEADING : where[0], undefined, NOBODY);
}
const NOBODY = (): StackItem[] => [];

/** The list of the parts, with the replacement between them if there is one. */
function parts(
  data: Term,
  wanted: Term,
  where: Term,
  replacement: { readonly by: Term } | undefined,
  callers: () => StackItem[],
): any {
  if (is_empty(wanted)) return new Cons(data, NIL);
  const what = pattern(wanted, () => [source.item("split", 3, 890), ...callers()]);
  const around = () => [source.item("split", 3, 891), ...callers()];
  if (typeof what !== "string")
    throw source.noClause("split_1", [data, what, 0, where, NIL, NIL], 1828, ...around());
  const text =
    searched(data) ??
    notSearched(data, source.item("split_1", 6, 1864), source.item("split_1", 6, 1881), ...around());
  const sought = soughtIn(data, what);
  let at = where === TRAILING ? text.lastIndexOf(sought) : text.indexOf(sought);
  if (at < 0) return new Cons(data, NIL);
  if (where !== LEADING && where !== TRAILING && where !== ALL) {
    const rest = partIn(data, text, at + sought.length, text.length);
    throw source.error(errorTuple(CASE_CLAUSE, rest).reason, "split_1", 6, 1831, ...around());
  }
  const first = new Cons(partIn(data, text, 0, at), NIL);
  let last = first;
  for (;;) {
    const from = at + sought.length;
    at = where === ALL ? text.indexOf(sought, from) : -1;
    const part = new Cons(partIn(data, text, from, at < 0 ? text.length : at), NIL);
    last.tail = replacement === undefined ? part : new Cons(replacement.by, part);
    last = part;
    if (at < 0) return first;
  }
}
const CASE_CLAUSE = Symbol.for("case_clause");

/**
 * The parts of split/3 with the replacement between them: character data. Mirrors string:replace/3,4.
 *
 * ```eshell
 * 1> string:replace("a-b-c", "-", "+").
 * ["a","+","b-c"]
 * 2> lists:flatten(string:replace("a-b-c", "-", "+", all)).
 * "a+b+c"
 * ```
 */
export function replace(data: Chars, wanted: Chars, replacement: Chars, ...where: symbol[]): any {
  const [direction, line] = where.length === 0 ? [LEADING, 908] : [where[0], 938];
  const callers = () => [source.item("replace", 3 + where.length, line)];
  return parts(data, wanted, direction, { by: replacement }, callers);
}

/**
 * The rest of the text from the first or the last match on, or nomatch. Mirrors string:find/2,3.
 *
 * ```eshell
 * 1> string:find("a-b-c", "-").
 * "-b-c"
 * 2> string:find("a-b-c", "-", trailing).
 * "-c"
 * 3> string:find("abc", "x").
 * nomatch
 * ```
 */
export function find<S extends Chars>(data: S, wanted: Chars, ...where: symbol[]): Same<S> | symbol {
  const direction = where.length === 0 ? LEADING : where[0];
  if (isNil(wanted) || (wanted instanceof Uint8Array && wanted.length === 0)) return data as Same<S>;
  if (direction !== LEADING && direction !== TRAILING)
    throw source.noClause("find", [data, wanted, direction], 1027);
  const isLeading = direction === LEADING;
  const what = pattern(wanted, () => [source.item("find", 3, isLeading ? 1030 : 1032)]);
  const text =
    searched(isLeading && data instanceof Cons && typeof what === "string" ? fromFirst(data, what) : data) ??
    (isLeading
      ? notSearched(data, source.item("find_l", 2, 2097), source.item("find_l", 2, 2108))
      : notSearched(data, source.item("find_r", 3, 2132), source.item("find_r", 3, 2143)));
  if (typeof what !== "string") return NOMATCH;
  const sought = soughtIn(data, what);
  const at = isLeading ? text.indexOf(sought) : text.lastIndexOf(sought);
  return at < 0 ? NOMATCH : partIn(data, text, at, text.length);
}

/**
 * The parts between separators, without empty ones. Mirrors string:lexemes/2.
 *
 * ```eshell
 * 1> string:lexemes("a,b;;c", ",;").
 * ["a","b","c"]
 * ```
 */
export function lexemes<S extends Chars>(data: S, separators: Chars): Same<S>[] {
  if (isNil(data)) return NIL as never;
  if (isNil(separators)) return fromArray([data]) as Same<S>[];
  if (!isList(separators)) throw source.noClause("lexemes", [data, separators], 965);
  const { set, pattern } = searchPattern(separators, source.item("lexemes", 2, 968));
  if (!isList(data) && !(data instanceof Uint8Array))
    throw source.noClause("lexemes_m", [data, pattern, NIL], 1902);
  const text = textIn(data) ?? noText("gc", data, source.item("lexemes_m", 3, 1929));
  return partsAt(data, text, lexemePlaces(text, set));
}

/** Where each lexeme of the text begins and ends. */
function lexemePlaces(text: string, separators: ReadonlySet<string>): number[] {
  if (isPlain(text)) {
    const units = [...separators].filter((one) => one.length === 1).map((one) => one.charCodeAt(0));
    return placesBetween(text, units);
  }
  const places: number[] = [];
  let from = 0;
  let at = 0;
  for (const cluster of graphemes(text)) {
    if (separators.has(cluster)) {
      if (at > from) places.push(from, at);
      from = at + cluster.length;
    }
    at += cluster.length;
  }
  if (at > from) places.push(from, at);
  return places;
}

/**
 * The n-th of the lexemes, or an empty text. Mirrors string:nth_lexeme/3.
 *
 * ```eshell
 * 1> string:nth_lexeme("a b c", 2, " ").
 * "b"
 * ```
 */
export function nth_lexeme<S extends Chars>(data: S, n: number, separators: Chars): Same<S> {
  if (n === 1 && isNil(separators)) return data as Same<S>;
  if (!isInteger(n) || n < 1 || !isList(separators))
    throw source.noClause("nth_lexeme", [data, n, separators], 988);
  const { set, pattern } = searchPattern(separators, source.item("nth_lexeme", 3, 990));
  if (!isList(data) && !(data instanceof Uint8Array))
    throw source.noClause("nth_lexeme_m", [data, pattern, n], 1997);
  const text = textIn(data) ?? noText("gc", data, source.item("nth_lexeme_m", 3, 2010));
  const places = lexemePlaces(text, set);
  const [from = 0, to = 0] = places.slice(2 * (Number(n) - 1), 2 * Number(n));
  return partIn(data, text, from, to);
}

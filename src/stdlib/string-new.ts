// string-new — the functions of module string that know Unicode: they count grapheme clusters, and take binaries too.
// string-search has those that search.
import { atomName, isAtom } from "../terms/atom.ts";
import { Exception, errorTuple, type StackItem } from "../terms/exception.ts";
import { float, isInteger } from "../terms/float.ts";
import { asCons, Cons, fromArray, isList, isNil, NIL } from "../terms/list.ts";
import { equalExact } from "../terms/order.ts";
import type { Term } from "../terms/term.ts";
import { type Tuple, tuple2 } from "../terms/tuple.ts";
import { parseFloatText } from "./erlang-numbers.ts";
import { isAscii, isScalar } from "./flat-text.ts";
import { OtpFunction } from "./otp-function.ts";
import { OtpSource } from "./otp-source.ts";
import {
  afterGraphemes,
  countAlone,
  countGraphemes,
  graphemes,
  isPlain,
  reversed,
} from "./string-clusters.ts";
import {
  type Chars,
  graphemeList,
  graphemeTerm,
  inFormOf,
  listOf,
  memberSet,
  nextCharacter,
  nextGrapheme,
  noText,
  partIn,
  type Same,
  searchPattern,
  textIn,
} from "./string-text.ts";

const source: OtpSource = new OtpSource("string");
const ERROR = Symbol.for("error");
const LEADING = Symbol.for("leading");
const TRAILING = Symbol.for("trailing");
const BOTH = Symbol.for("both");
const INFINITY = Symbol.for("infinity");

/**
 * Whether there is no character in it. Mirrors string:is_empty/1.
 *
 * ```eshell
 * 1> string:is_empty(<<>>).
 * true
 * ```
 */
export function is_empty(data: Chars): boolean {
  if (data instanceof Uint8Array) return data.length === 0;
  if (!isList(data)) return false;
  const text = typeof data === "string" ? data : undefined;
  return text === undefined ? nextNonEmpty(data) : text === "";
}
const nextNonEmpty = (data: Term): boolean => {
  if (isNil(data)) return true;
  const list = Array.isArray(data) ? fromArray(data) : data;
  return list instanceof Cons && is_empty(list.head) && is_empty(list.tail);
};

/**
 * The number of grapheme clusters. Mirrors string:length/1.
 *
 * ```eshell
 * 1> string:length("héllo").
 * 5
 * 2> string:length(<<"ab">>).
 * 2
 * ```
 */
export function length(data: Chars): number {
  return lengthFor(data);
}
function lengthFor(data: Term, ...callers: ReturnType<typeof source.item>[]): number {
  const count = data instanceof Cons ? countAlone(data) : -1;
  if (count >= 0) return count;
  const text = textIn(data);
  if (text !== undefined) return countGraphemes(text);
  const line = data instanceof Uint8Array || hasBinary(data) ? 1149 : 1146;
  noText("gc", data, source.item("length_1", 2, line), ...callers);
}
const hasBinary = (data: Term): boolean =>
  Array.isArray(data) && data.some((part) => part instanceof Uint8Array);

/**
 * The list of grapheme clusters. Mirrors string:to_graphemes/1.
 *
 * ```eshell
 * 1> string:to_graphemes("abc").
 * "abc"
 * ```
 */
export function to_graphemes(data: Chars): any[] {
  const text = textIn(data) ?? noText("gc", data, source.item("to_graphemes", 1, 277));
  return isPlain(text) ? listOf(text) : graphemeList(graphemes(text));
}

/**
 * The grapheme clusters backwards. Mirrors string:reverse/1.
 *
 * ```eshell
 * 1> string:reverse("abc").
 * "cba"
 * ```
 */
export function reverse(data: Chars): any {
  const text = textIn(data) ?? noText("gc", data, source.item("reverse_1", 2, 1209));
  return isPlain(text) ? listOf(reversed(text)) : graphemeList(graphemes(text).reverse());
}

/**
 * Whether the texts are the same: exactly, ignoring case, and normalised. Mirrors string:equal/2,3,4.
 *
 * ```eshell
 * 1> string:equal("Abc", "aBC", true).
 * true
 * ```
 */
export function equal(a: Chars, b: Chars, ...how: Term[]): boolean {
  const [ignoreCase, form] = how;
  if (how.length > 0 && typeof ignoreCase !== "boolean") {
    const isPlain = how.length === 1 || form === NONE;
    throw isPlain
      ? source.noClause("equal", [a, b, ignoreCase], 304)
      : source.noClause("equal", [a, b, ...how], 341);
  }
  const normal = how.length < 2 || form === NONE ? undefined : form;
  if (normal === undefined && ignoreCase !== true) return equalTexts(a, b);
  if (equalExact(a, b)) return true;
  const [name, line] =
    normal === undefined
      ? ["equal_nocase", 1181]
      : ignoreCase === true
        ? ["equal_norm_nocase", 1199]
        : ["equal_norm", 1190];
  const arity = normal === undefined ? 2 : 3;
  const by = normal === undefined ? "casefold" : normalForm(normal, a, () => source.item(name, arity, line));
  const prepare = (data: Term, at: number): string => {
    const text = textIn(data) ?? noText(by, data, source.item(name, arity, at));
    const composed = normal === undefined ? text : text.normalize(by.toUpperCase());
    return ignoreCase === true ? fold(composed) : composed;
  };
  return prepare(a, line) === prepare(b, line + 1);
}
const NONE = Symbol.for("none");
const FORMS = ["nfc", "nfd", "nfkc", "nfkd"];

function equalTexts(a: Term, b: Term): boolean {
  if (a instanceof Uint8Array && b instanceof Uint8Array) return equalExact(a, b);
  if (isNil(a)) return is_empty(b);
  const text = (data: Term) => textIn(data) ?? noText("cp", data, source.item("equal_1", 2, 1173));
  return text(a) === text(b);
}

/** The name of a normal form: `unicode_util:Form(Data)` is called without a check. */
function normalForm(form: Term, data: Term, caller: () => StackItem): string {
  const name = isAtom(form) ? atomName(form) : "";
  if (FORMS.includes(name)) return name;
  const util = Symbol.for("unicode_util");
  const item: StackItem = isAtom(form)
    ? { module: util, name: form as symbol, arity: [data] }
    : {
        module: Symbol.for("erlang"),
        name: Symbol.for("apply"),
        arity: [util, form, fromArray([data])],
        info: { module: Symbol.for("erl_erts_errors") },
      };
  throw new Exception("error", isAtom(form) ? Symbol.for("undef") : BADARG, [item, caller()]);
}

/**
 * What comes after so many grapheme clusters, or so many of those. Mirrors string:slice/2,3.
 *
 * ```eshell
 * 1> string:slice("hello", 1, 3).
 * "ell"
 * 2> string:slice(<<"hello">>, 3).
 * <<"lo">>
 * ```
 */
export function slice<S extends Chars>(data: S, start: number, ...count: (number | symbol)[]): Same<S> {
  const [size] = count;
  const good = size === undefined || size === INFINITY || (isInteger(size) && size >= 0);
  if (!isInteger(start) || start < 0 || !good) {
    throw source.noClause("slice", [data, start, ...count], count.length === 0 ? 376 : 403);
  }
  const text =
    textIn(data) ??
    noText(
      "gc",
      data,
      source.item("slice_l", 2, 1235),
      source.item("slice", 2 + count.length, count.length === 0 ? 377 : 405),
    );
  const from = afterGraphemes(text, 0, Number(start));
  const all = size === undefined || size === INFINITY;
  return partIn(data, text, from, all ? text.length : afterGraphemes(text, from, Number(size)));
}

/**
 * The text with as many characters added as it is too short: after, before, or on both sides. Mirrors string:pad/2,3,4.
 *
 * ```eshell
 * 1> string:pad("ab", 4).
 * ["ab",32,32]
 * 2> lists:flatten(string:pad("ab", 4, leading, $.)).
 * "..ab"
 * ```
 */
export function pad(data: Chars, size: number, ...how: Term[]): any {
  const direction = how.length > 0 ? how[0] : TRAILING;
  const char = how.length > 1 ? how[1] : 32;
  if (!isInteger(size) || (direction !== LEADING && direction !== TRAILING && direction !== BOTH)) {
    throw source.noClause("pad", [data, size, direction, char], 459);
  }
  const line = direction === LEADING ? 460 : direction === TRAILING ? 463 : 466;
  const missing = Math.max(0, Number(size) - lengthFor(data, source.item("pad", 4, line)));
  const copies = (n: number, tail: Term = NIL) => fromArray(Array(n).fill(char), tail);
  if (direction === TRAILING) return new Cons(data, copies(missing));
  if (direction === LEADING) return fromArray([copies(missing), data]);
  const half = missing >> 1;
  return fromArray([copies(half), data, copies(half)], copies(missing - 2 * half));
}

/** `\r\n` and the characters that Unicode calls pattern white space. */
const WHITESPACE = fromArray(["\r\n", 9, 10, 11, 12, 13, 32, 133, 8206, 8207, 8232, 8233]);
const WHITE = searchPattern(WHITESPACE);

/**
 * The text without white space, or other separators, at one end or both. Mirrors string:trim/1,2,3.
 *
 * ```eshell
 * 1> string:trim("  ab  ").
 * "ab"
 * 2> string:trim("--ab--", leading, "-").
 * "ab--"
 * ```
 */
export function trim<S extends Chars>(data: S, ...how: Term[]): Same<S> {
  const direction = how.length > 0 ? how[0] : BOTH;
  const separators: Term = how.length > 1 ? how[1] : WHITESPACE;
  const known = direction === LEADING || direction === TRAILING || direction === BOTH;
  if (isNil(separators)) return data as Same<S>;
  if (!known || !isList(separators)) throw source.noClause("trim", [data, direction, separators], 522);
  const isLeading = direction !== TRAILING;
  const around = direction === BOTH ? [source.item("trim", 3, 535)] : [];
  const { set, pattern } =
    separators === WHITESPACE
      ? WHITE
      : isLeading
        ? { set: memberSet(separators, () => undefined), pattern: NIL }
        : searchPattern(separators, source.item("trim", 3, 532));
  if (!(data instanceof Uint8Array) && !isList(data)) {
    throw isLeading
      ? source.noClause("trim_l", [data, separators], 1461, ...around)
      : source.noClause("trim_t", [data, 0, pattern], 1505);
  }
  const caller = () => (isLeading ? source.item("trim_l", 2, 1473) : source.item("trim_t", 3, 1547));
  const text = textIn(data) ?? noText("gc", data, caller(), ...around);
  const clusters = isPlain(text) ? text : graphemes(text);
  let start = 0;
  let end = clusters.length;
  if (isLeading) while (start < end && set.has(clusters[start])) start++;
  if (direction !== LEADING) while (end > start && set.has(clusters[end - 1])) end--;
  return typeof clusters === "string"
    ? partIn(data, text, start, end)
    : inFormOf(data, clusters.slice(start, end).join(""));
}

/**
 * The text without line breaks at the end. Mirrors string:chomp/1.
 *
 * ```eshell
 * 1> string:chomp("line\n").
 * "line"
 * ```
 */
export function chomp<S extends Chars>(data: S): Same<S> {
  return trim(data, TRAILING, fromArray(["\r\n", 10]));
}

/**
 * The characters of a set that the text begins (or ends) with, and the others. Mirrors string:take/2,3,4.
 *
 * ```eshell
 * 1> string:take("123abc", "0123456789").
 * {"123","abc"}
 * ```
 */
export function take<S extends Chars>(data: S, set: Chars, ...how: Term[]): Tuple<[Same<S>, Same<S>]> {
  const complement = how.length > 0 ? how[0] : false;
  const direction = how.length > 1 ? how[1] : LEADING;
  const known = typeof complement === "boolean" && (direction === LEADING || direction === TRAILING);
  if (!known && isNil(set)) throw takeOf.caseClause(605, tuple2(complement, direction));
  if (!known) throw source.noClause("take", [data, set, complement, direction], 603);
  if (isNil(set)) {
    const empty = data instanceof Uint8Array ? data.subarray(0, 0) : NIL;
    const isFirst = complement === (direction === LEADING);
    return (isFirst ? tuple2(data, empty) : tuple2(empty, data)) as never;
  }
  const way = TAKING[(complement ? 1 : 0) + (direction === LEADING ? 0 : 2)];
  const isMember = !complement && direction === LEADING;
  const searched = isMember ? undefined : searchPattern(set, source.item("take", 4, way.search));
  if (!(data instanceof Uint8Array) && !isList(data)) {
    const state = direction === LEADING ? [searched?.pattern ?? set, NIL] : [0, searched?.pattern];
    throw source.noClause(way.name, [data, ...state], way.clause);
  }
  const clusters = graphemes(textIn(data) ?? noText("gc", data, source.item(way.name, 3, way.line)));
  const wanted =
    searched?.set ?? memberSet(set, () => clusters[0] && graphemeTerm(clusters[0]), ...takenBy(data));
  const isWanted = (cluster: string) => wanted.has(cluster) !== complement;
  let at: number;
  if (direction === LEADING) {
    at = clusters.findIndex((cluster) => !isWanted(cluster));
    if (at < 0) at = clusters.length;
  } else {
    at = clusters.length;
    while (at > 0 && isWanted(clusters[at - 1])) at--;
  }
  return tuple2(inFormOf(data, clusters.slice(0, at).join("")), inFormOf(data, clusters.slice(at).join("")));
}
const takeOf = new OtpFunction(source, "take", 4);
/** OTP's function for each way of taking: its first clause, where it asks for a cluster, where the pattern is made. */
const TAKING = [
  { name: "take_l", clause: 1579, line: 1596, search: 0 },
  { name: "take_lc", clause: 1615, line: 1638, search: 614 },
  { name: "take_t", clause: 1658, line: 1704, search: 617 },
  { name: "take_tc", clause: 1736, line: 1776, search: 620 },
];

/** Who asks `lists:member/2` for the first cluster in `take_l/3`. */
function takenBy(data: Term): StackItem[] {
  if (data instanceof Uint8Array)
    return [source.item("bin_search_inv_n", 3, 2303), source.item("take_l", 3, 1605)];
  const first = asCons(data);
  const isLatin1 = (term: Term) => isInteger(term) && term >= 0 && term < 256;
  const two = isLatin1(first?.head) && isLatin1(asCons(first?.tail)?.head) && first?.head !== 13;
  return [source.item("take_l", 3, two ? 1581 : 1598)];
}

/** Where OTP's functions that change the case call each other, and what they raise. */
interface CaseLines {
  readonly entry: number;
  readonly list: number;
  readonly wrong: number;
}

function changeCase(name: string, { entry, list, wrong }: CaseLines, change: (text: string) => string) {
  return <S extends Chars>(data: S): Same<S> => {
    const text = textIn(data);
    if (text !== undefined) return inFormOf(data, change(text));
    if (!isList(data)) throw source.error(errorTuple(BADARG, data).reason, name, 1, wrong);
    noText(name, data, source.item(`${name}_list`, 2, list), source.item(name, 1, entry));
  };
}
const BADARG = Symbol.for("badarg");
/** Characters change by themselves; only for Σ does toLowerCase() look at what is around it. */
const lower = (text: string): string => text.replaceAll("Σ", "σ").toLowerCase();
function fold(text: string): string {
  if (isAscii(text)) return text.toLowerCase();
  return text.includes("ı") ? text.split("ı").map(fold).join("ı") : lower(lower(text).toUpperCase());
}

/**
 * Capital letters. Mirrors string:uppercase/1.
 *
 * ```eshell
 * 1> string:uppercase("straße").
 * "STRASSE"
 * ```
 */
export const uppercase = changeCase("uppercase", { entry: 639, list: 1317, wrong: 650 }, (text) =>
  text.toUpperCase(),
);
/**
 * Small letters. Mirrors string:lowercase/1.
 *
 * ```eshell
 * 1> string:lowercase("ÄBC").
 * "äbc"
 * ```
 */
export const lowercase = changeCase("lowercase", { entry: 670, list: 1366, wrong: 681 }, lower);
/**
 * Letters as they are compared where case does not count. Mirrors string:casefold/1.
 *
 * ```eshell
 * 1> string:casefold("Straße").
 * "strasse"
 * ```
 */
export const casefold = changeCase("casefold", { entry: 726, list: 1415, wrong: 737 }, fold);
function titled(text: string): string {
  const first = String.fromCodePoint(text.codePointAt(0) ?? 32);
  const digraph = "ǅǈǋǲ".match(/./g)?.find((title) => title.toLowerCase() === first.toLowerCase());
  const upper = digraph ?? first.toUpperCase();
  const title = upper === first ? first : upper.slice(0, first.length) + lower(upper.slice(first.length));
  return text === "" ? "" : title + text.slice(first.length);
}
/**
 * A capital first letter. Mirrors string:titlecase/1.
 *
 * ```eshell
 * 1> string:titlecase("ärger").
 * "Ärger"
 * ```
 */
export function titlecase<S extends Chars>(data: S): Same<S> {
  const isBinary = data instanceof Uint8Array;
  if (!isList(data) && !isBinary) throw source.noClause("titlecase", [data], 697);
  const text = textIn(data) ?? noText("titlecase", data, source.item("titlecase", 1, isBinary ? 703 : 698));
  return inFormOf(data, titled(text));
}

/**
 * `{Integer, Rest}` of a text that begins with one, or `{error, Reason}`. Mirrors string:to_integer/1.
 *
 * ```eshell
 * 1> string:to_integer("42 apples").
 * {42," apples"}
 * 2> string:to_integer("apples").
 * {error,no_integer}
 * ```
 */
export function to_integer<S extends Chars>(data: S): Tuple<[number, Same<S>]> | Tuple<[symbol, symbol]> {
  return toNumber(data, /^[+-]?[0-9]+/, "no_integer", (digits) => BigInt(digits.replace("+", "")));
}

/**
 * `{Float, Rest}` of a text that begins with one, or `{error, Reason}`. Mirrors string:to_float/1.
 *
 * ```eshell
 * 1> string:to_float("1.5 m").
 * {1.5," m"}
 * ```
 */
export function to_float<S extends Chars>(data: S): Tuple<[number, Same<S>]> | Tuple<[symbol, symbol]> {
  return toNumber(data, FLOAT, "no_float", (digits) => parseFloatText(digits.replace(",", ".")));
}
const FLOAT = /^[+-]?[0-9]+[.,][0-9]+([eE][+-]?[0-9]+)?/;

function toNumber(data: Term, pattern: RegExp, none: string, read: (digits: string) => Term): any {
  const text = textIn(data);
  // Whatever is wrong with it, to_integer/1 and to_float/1 say badarg.
  if (text === undefined) return tuple2(ERROR, BADARG);
  const digits = pattern.exec(text)?.[0];
  const number = digits === undefined ? undefined : read(digits);
  if (digits === undefined || number === undefined) return tuple2(ERROR, Symbol.for(none));
  const value = typeof number === "bigint" && Number.isSafeInteger(Number(number)) ? Number(number) : number;
  return tuple2(value, inFormOf(data, text.slice(digits.length)));
}

/** `string:list_to_integer/1` and `list_to_float/1`: the same for flat lists. */
export const list_to_integer: typeof to_integer = ofList(to_integer, "no_integer");
export const list_to_float: typeof to_float = ofList(to_float, "no_float");

function ofList<F extends typeof to_integer | typeof to_float>(read: F, none: string): F {
  return ((data: Term) => {
    if (!isList(data)) return tuple2(ERROR, Symbol.for("not_a_list"));
    const result = read(data);
    return result[1] === BADARG ? tuple2(ERROR, Symbol.for(none)) : result;
  }) as F;
}

/**
 * How alike two texts are, from 0.0 to 1.0. Mirrors string:jaro_similarity/2.
 *
 * ```eshell
 * 1> string:jaro_similarity("ditto", "ditto").
 * 1.0
 * ```
 */
export function jaro_similarity(first: Chars, second: Chars): any {
  const caller = (line: number) => source.item("jaro_similarity", 2, line);
  const a = graphemes(textIn(first) ?? noText("gc", first, ...readFirst(first), caller(1062)));
  const b = graphemes(textIn(second) ?? noText("gc", second, ...readSecond(second), caller(1063)));
  if (a.length === 0 || b.length === 0) return float(a.length === b.length ? 1 : 0);
  const distance = Math.max(1, Math.max(a.length, b.length) >> 1);
  const taken = new Set<number>();
  const matched: string[] = [];
  a.forEach((cluster, i) => {
    const at = b.findIndex(
      (other, j) => other === cluster && !taken.has(j) && j > i - distance && j < i + distance,
    );
    if (at < 0) return;
    taken.add(at);
    matched.push(cluster);
  });
  if (matched.length === 0) return float(0);
  const inOrder = [...taken].sort((x, y) => x - y);
  const moved = matched.filter((cluster, i) => cluster !== b[inOrder[i]]).length;
  const m = matched.length;
  return float((m / a.length + m / b.length + (m - moved / 2) / m) / 3);
}

/** The functions of OTP's that read the first and the second text of jaro_similarity/2. */
function readFirst(data: Term): StackItem[] {
  if (data instanceof Uint8Array || isScalar(asCons(data)?.head))
    return [source.item("gcl_and_length", 3, isList(data) ? 2380 : 2384)];
  return [source.item("str_to_gcl_and_length", 1, 2377)];
}
function readSecond(data: Term): StackItem[] {
  const mapped = source.item("str_to_indexmap", 1, 2388);
  return data instanceof Uint8Array ? [source.item("str_to_map", 2, 2396), mapped] : [mapped];
}

/**
 * `[Cluster|Rest]`. Mirrors string:next_grapheme/1.
 *
 * ```eshell
 * 1> string:next_grapheme("abc").
 * "abc"
 * ```
 */
export function next_grapheme(data: Chars): any {
  return nextGrapheme(data);
}
/**
 * `[Character|Rest]`. Mirrors string:next_codepoint/1.
 *
 * ```eshell
 * 1> string:next_codepoint("abc").
 * "abc"
 * ```
 */
export function next_codepoint(data: Chars): any {
  return nextCharacter(data);
}

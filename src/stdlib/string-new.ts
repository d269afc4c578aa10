// string-new — the functions of module string that know Unicode: they count grapheme clusters, and take binaries too.
import { badarg, type Exception, errorTuple } from "../terms/exception.ts";
import { float, isInteger } from "../terms/float.ts";
import { Cons, fromArray, isList, isNil, NIL } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { type Tuple, tuple2 } from "../terms/tuple.ts";
import { parseFloatText } from "./erlang-numbers.ts";
import { OtpSource } from "./otp-source.ts";
import {
  type Chars,
  graphemeList,
  graphemes,
  inFormOf,
  nextCharacter,
  nextGrapheme,
  type Same,
  separatorSet,
  toText,
} from "./string-text.ts";

const source: OtpSource = new OtpSource("string");
const ERROR = Symbol.for("error");
const LEADING = Symbol.for("leading");
const TRAILING = Symbol.for("trailing");
const BOTH = Symbol.for("both");
const ALL = Symbol.for("all");
const INFINITY = Symbol.for("infinity");
const NOMATCH = Symbol.for("nomatch");

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
  const line = data instanceof Uint8Array || hasBinary(data) ? 1149 : 1146;
  return graphemes(toText(data, source.item("length_1", 2, line), ...callers)).length;
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
  return graphemeList(graphemes(toText(data, source.item("to_graphemes", 1, 277))));
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
  return graphemeList(graphemes(toText(data, source.item("reverse_1", 2, 1209))).reverse());
}

const FORMS: Record<string, string> = { nfc: "NFC", nfd: "NFD", nfkc: "NFKC", nfkd: "NFKD" };

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
  if ((how.length > 0 && typeof ignoreCase !== "boolean") || (how.length > 1 && !isForm(form))) {
    throw source.noClause("equal", [a, b, ...how], 290 + how.length * 20);
  }
  const prepare = (data: Term): string => {
    let text = toText(data, source.item("equal_1", 2, 1173));
    if (how.length > 1 && form !== NONE) text = text.normalize(FORMS[Symbol.keyFor(form) as string]);
    return ignoreCase === true ? fold(text) : text;
  };
  return prepare(a) === prepare(b);
}
const NONE = Symbol.for("none");
const isForm = (form: Term) =>
  form === NONE || (typeof form === "symbol" && (Symbol.keyFor(form) as string) in FORMS);

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
  const callers = [
    source.item("slice_l", 2, 1235),
    source.item("slice", 2 + count.length, count.length === 0 ? 377 : 405),
  ];
  const clusters = graphemes(toText(data, ...callers));
  const end = size === undefined || size === INFINITY ? undefined : start + Number(size);
  return inFormOf(data, clusters.slice(start, end).join(""));
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
const WHITESPACE = ["\r\n", 9, 10, 11, 12, 13, 32, 133, 8206, 8207, 8232, 8233];

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
  const separators: Term = how.length > 1 ? how[1] : fromArray(WHITESPACE);
  const known = direction === LEADING || direction === TRAILING || direction === BOTH;
  if (!known || !isList(separators)) throw source.noClause("trim", [data, direction, separators], 522);
  if (isNil(separators)) return data as Same<S>;
  if (!(data instanceof Uint8Array) && !isList(data)) {
    throw source.noClause("trim_l", [data, separators], 1461, source.item("trim", 3, 535));
  }
  const set = separatorSet(separators, () => badarg(separators));
  const clusters = graphemes(toText(data, source.item("trim", 3, 535)));
  let start = 0;
  let end = clusters.length;
  if (direction !== TRAILING) while (start < end && set.has(clusters[start])) start++;
  if (direction !== LEADING) while (end > start && set.has(clusters[end - 1])) end--;
  return inFormOf(data, clusters.slice(start, end).join(""));
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
  const noClause = () => source.noClause("take", [data, set, complement, direction], 603);
  if (typeof complement !== "boolean" || (direction !== LEADING && direction !== TRAILING)) throw noClause();
  const wanted = separatorSet(set, noClause);
  const clusters = graphemes(toText(data));
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

function changeCase(name: string, line: number, change: (text: string) => string) {
  return <S extends Chars>(data: S): Same<S> => {
    const valid = isList(data) || data instanceof Uint8Array;
    if (!valid) throw source.error(errorTuple(BADARG, data).reason, name, 1, line);
    return inFormOf(data, change(toText(data, source.item(`${name}_list`, 2, line))));
  };
}
const BADARG = Symbol.for("badarg");
const eachCharacter = (text: string, change: (character: string) => string) =>
  Array.from(text, change).join("");
const lower = (text: string) => eachCharacter(text, (c) => c.toLowerCase());
const fold = (text: string) =>
  eachCharacter(text, (c) => (c === "ı" ? c : lower(c.toLowerCase().toUpperCase())));

/**
 * Capital letters. Mirrors string:uppercase/1.
 *
 * ```eshell
 * 1> string:uppercase("straße").
 * "STRASSE"
 * ```
 */
export const uppercase = changeCase("uppercase", 650, (text) => eachCharacter(text, (c) => c.toUpperCase()));
/**
 * Small letters. Mirrors string:lowercase/1.
 *
 * ```eshell
 * 1> string:lowercase("ÄBC").
 * "äbc"
 * ```
 */
export const lowercase = changeCase("lowercase", 681, lower);
/**
 * Letters as they are compared where case does not count. Mirrors string:casefold/1.
 *
 * ```eshell
 * 1> string:casefold("Straße").
 * "strasse"
 * ```
 */
export const casefold = changeCase("casefold", 737, fold);
/**
 * A capital first letter. Mirrors string:titlecase/1.
 *
 * ```eshell
 * 1> string:titlecase("ärger").
 * "Ärger"
 * ```
 */
export const titlecase = changeCase("titlecase", 703, (text) => {
  const first = String.fromCodePoint(text.codePointAt(0) ?? 32);
  const digraph = "ǅǈǋǲ".match(/./g)?.find((title) => title.toLowerCase() === first.toLowerCase());
  const upper = digraph ?? first.toUpperCase();
  const title = upper === first ? first : upper.slice(0, first.length) + lower(upper.slice(first.length));
  return text === "" ? "" : title + text.slice(first.length);
});

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
  const text = isList(data) || data instanceof Uint8Array ? safeText(data) : undefined;
  if (text === undefined) return tuple2(ERROR, BADARG);
  const digits = pattern.exec(text)?.[0];
  const number = digits === undefined ? undefined : read(digits);
  if (digits === undefined || number === undefined) return tuple2(ERROR, Symbol.for(none));
  const value = typeof number === "bigint" && Number.isSafeInteger(Number(number)) ? Number(number) : number;
  return tuple2(value, inFormOf(data, text.slice(digits.length)));
}

function safeText(data: Term): string | undefined {
  try {
    return toText(data);
  } catch (thrown) {
    // Whatever is wrong with it, to_integer/1 and to_float/1 say badarg.
    if ((thrown as Exception).class === "error") return undefined;
    throw thrown;
  }
}

/** `string:list_to_integer/1` and `list_to_float/1`: the same for flat lists. */
export const list_to_integer: typeof to_integer = (data) => to_integer(data);
export const list_to_float: typeof to_float = (data) => to_float(data);

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
  const text = toText(data, source.item("prefix_1", 2, 1793));
  const wanted = pattern(start, "prefix", 2, 846);
  return text.startsWith(wanted) ? inFormOf(data, text.slice(wanted.length)) : NOMATCH;
}

/** What to look for; the BIF unicode:characters_to_list/1 complains if it is no text. */
function pattern(data: Term, name: string, arity: number, line: number): string {
  if (typeof data === "string") return data;
  if (data instanceof Uint8Array || isList(data)) return toText(data, source.item(name, arity, line));
  const exception = badarg(data);
  const info = { module: Symbol.for("erl_stdlib_errors") };
  exception.items.push({
    module: Symbol.for("unicode"),
    name: Symbol.for("characters_to_list"),
    arity: [data],
    info,
  });
  exception.items.push(source.item(name, arity, line));
  throw exception;
}

function searched(
  data: Term,
  wanted: Term,
  name: string,
  lines: [number, number],
  ...inner: ReturnType<typeof source.item>[]
): [string, string] {
  const what = pattern(wanted, name, 3, lines[0]);
  if (!isList(data) && !(data instanceof Uint8Array)) {
    const reason = errorTuple(Symbol.for("badmatch"), data).reason;
    throw source.error(reason, "bin_search_str_1", 4, 2335, ...inner);
  }
  return [toText(data, ...inner), what];
}

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
  return fromArray(parts(data, wanted, where.length === 0 ? LEADING : where[0])) as Same<S>[];
}

function parts(data: Term, wanted: Term, where: Term): Term[] {
  if (is_empty(wanted)) return [data];
  const [text, what] = searched(
    data,
    wanted,
    "split",
    [890, 891],
    source.item("split_1", 6, 1881),
    source.item("split", 3, 891),
  );
  const form = (part: string) => inFormOf(data, part);
  if (where === ALL) {
    const all = text.split(what);
    return all.length === 1 ? [data] : all.map(form);
  }
  if (where !== LEADING && where !== TRAILING)
    throw source.noClause("split_1", [data, wanted, 0, where, NIL, NIL], 1876);
  const at = where === LEADING ? text.indexOf(what) : text.lastIndexOf(what);
  return at < 0 ? [data] : [form(text.slice(0, at)), form(text.slice(at + what.length))];
}

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
  const all = parts(data, wanted, where.length === 0 ? LEADING : where[0]);
  return fromArray(all.flatMap((part, i) => (i === 0 ? [part] : [replacement, part])));
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
  const [text, what] = searched(data, wanted, "find", [1030, 1030], source.item("find_l", 2, 2108));
  const at = direction === LEADING ? text.indexOf(what) : text.lastIndexOf(what);
  return at < 0 ? NOMATCH : inFormOf(data, text.slice(at));
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
  return fromArray(lexemeList(data, separators, "lexemes", [data, separators], 965)) as Same<S>[];
}

function lexemeList(data: Term, separators: Term, name: string, args: Term[], line: number): Term[] {
  const set = separatorSet(separators, () => source.noClause(name, args, line));
  if (!isList(data) && !(data instanceof Uint8Array))
    throw source.noClause(`${name}_m`, [data, separators, NIL], 1902);
  const found: Term[] = [];
  let lexeme = "";
  for (const cluster of [...graphemes(toText(data)), undefined]) {
    if (cluster !== undefined && !set.has(cluster)) {
      lexeme += cluster;
    } else if (lexeme !== "") {
      found.push(inFormOf(data, lexeme));
      lexeme = "";
    }
  }
  return found;
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
  if (!isInteger(n) || n < 1) throw source.noClause("nth_lexeme", [data, n, separators], 988);
  return (
    lexemeList(data, separators, "nth_lexeme", [data, n, separators], 988)[Number(n) - 1] ??
    inFormOf(data, "")
  );
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
  const a = graphemes(toText(first));
  const b = graphemes(toText(second));
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

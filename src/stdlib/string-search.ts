// string-search — the functions of module string that search: prefix, split, replace, find, lexemes, nth_lexeme.
//
// Differs from OTP: what is no text fails as if it had been found out at its first element, and a match may end within
// a grapheme cluster.
import { badarg, errorTuple, type StackItem } from "../terms/exception.ts";
import { isInteger } from "../terms/float.ts";
import { fromArray, isList, isNil, NIL } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { type Tuple, tuple3 } from "../terms/tuple.ts";
import { latin1Text, utf8 } from "./iodata.ts";
import { OtpSource } from "./otp-source.ts";
import { is_empty } from "./string-new.ts";
import { type Chars, graphemes, inFormOf, type Same, searchPattern, textBy, toText } from "./string-text.ts";
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
  const wanted = pattern(start, source.item("prefix", 2, 846));
  const caller = source.item("prefix", 2, 848);
  if (typeof wanted !== "string") throw source.noClause("prefix_1", [data, wanted], 1807, caller);
  if (wanted === "") return data as never;
  const isOne = wanted.length === 1;
  const text = textBy(isOne ? "gc" : "cp", data, source.item("prefix_1", 2, isOne ? 1808 : 1823), caller);
  return text.startsWith(wanted) ? inFormOf(data, text.slice(wanted.length)) : NOMATCH;
}

/** What to look for, by the BIF unicode:characters_to_list/1: what is no text is an error, or is told by a tuple. */
function pattern(data: Term, ...callers: StackItem[]): string | Tuple {
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
    exception.items.push(...callers);
    throw exception;
  }
  const { text, problem, rest } = reading;
  return problem === undefined ? text : tuple3(Symbol.for(problem), text === "" ? NIL : text, rest);
}

/** The text to search in, of a binary its bytes; what is neither list nor binary fails where OTP takes it for a binary. */
function searched(
  data: Term,
  [by, caller]: readonly [string, StackItem],
  binary: StackItem,
  ...around: StackItem[]
): string {
  if (data instanceof Uint8Array) return latin1Text(data);
  if (isList(data)) return textBy(by, data, caller, ...around);
  const reason = errorTuple(Symbol.for("badmatch"), data).reason;
  throw source.error(reason, "bin_search_str_1", 4, 2335, binary, ...around);
}

/** What to look for, in the form of the text that is searched. */
const soughtIn = (data: Term, what: string): string =>
  data instanceof Uint8Array ? latin1Text(utf8(what)) : what;
const partOf = (data: Term, part: string): any =>
  data instanceof Uint8Array ? new Uint8Array(Buffer.from(part, "latin1")) : inFormOf(data, part);

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

function parts(data: Term, wanted: Term, where: Term, ...callers: StackItem[]): Term[] {
  if (is_empty(wanted)) return [data];
  const what = pattern(wanted, source.item("split", 3, 890), ...callers);
  const around = [source.item("split", 3, 891), ...callers];
  if (typeof what !== "string")
    throw source.noClause("split_1", [data, what, 0, where, NIL, NIL], 1828, ...around);
  const text = searched(
    data,
    ["cp", source.item("split_1", 6, 1864)],
    source.item("split_1", 6, 1881),
    ...around,
  );
  const form = (part: string) => partOf(data, part);
  const sought = soughtIn(data, what);
  if (where === ALL) {
    const all = text.split(sought);
    return all.length === 1 ? [data] : all.map(form);
  }
  const at = where === TRAILING ? text.lastIndexOf(sought) : text.indexOf(sought);
  if (at < 0) return [data];
  if (where !== LEADING && where !== TRAILING) {
    const rest = form(text.slice(at + sought.length));
    throw source.error(errorTuple(CASE_CLAUSE, rest).reason, "split_1", 6, 1831, ...around);
  }
  return [form(text.slice(0, at)), form(text.slice(at + sought.length))];
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
  const all = parts(data, wanted, direction, source.item("replace", 3 + where.length, line));
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
  const isLeading = direction === LEADING;
  const what = pattern(wanted, source.item("find", 3, isLeading ? 1030 : 1032));
  const [name, arity, line] = isLeading ? ["find_l", 2, 2097] : ["find_r", 3, 2132];
  const binary = isLeading ? source.item("find_l", 2, 2108) : source.item("find_r", 3, 2143);
  const text = searched(data, ["cp", source.item(name as string, arity as number, line as number)], binary);
  if (typeof what !== "string") return NOMATCH;
  const sought = soughtIn(data, what);
  const at = isLeading ? text.indexOf(sought) : text.lastIndexOf(sought);
  return at < 0 ? NOMATCH : partOf(data, text.slice(at));
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
  const text = toText(data, source.item("lexemes_m", 3, 1929));
  return fromArray(lexemesOf(text, set).map((lexeme) => inFormOf(data, lexeme))) as Same<S>[];
}

function lexemesOf(text: string, separators: ReadonlySet<string>): string[] {
  const found: string[] = [];
  let lexeme = "";
  for (const cluster of [...graphemes(text), undefined]) {
    if (cluster !== undefined && !separators.has(cluster)) {
      lexeme += cluster;
    } else if (lexeme !== "") {
      found.push(lexeme);
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
  if (!isInteger(n) || n < 1 || !isList(separators))
    throw source.noClause("nth_lexeme", [data, n, separators], 988);
  const { set, pattern } = searchPattern(separators, source.item("nth_lexeme", 3, 990));
  if (!isList(data) && !(data instanceof Uint8Array))
    throw source.noClause("nth_lexeme_m", [data, pattern, n], 1997);
  const text = toText(data, source.item("nth_lexeme_m", 3, 2010));
  return inFormOf(data, lexemesOf(text, set)[Number(n) - 1] ?? "");
}

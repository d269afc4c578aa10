// string-old — the functions of module string that OTP calls obsolete: they work on flat lists, element by element.
import { badarg, bifError } from "../terms/exception.ts";
import { isInteger } from "../terms/float.ts";
import { fromArray, isList, isNil, NIL, toArray } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { lists as listBifs } from "./erlang-lists.ts";
import { isScalar } from "./iodata.ts";
import { OtpSource } from "./otp-source.ts";

/** The longest list that chars/2 and copies/2 make. */
const MAX_COPIED = 50_000_000;

const source: OtpSource = new OtpSource("string");
const SPACE = 32;
const LEFT = Symbol.for("left");
const RIGHT = Symbol.for("right");
const BOTH = Symbol.for("both");
const conc = listBifs["++"] as (front: Term, back: Term) => Term;

/** The elements as a list, held as a string if they are characters. */
function listOf(elements: readonly Term[]): any {
  if (elements.length === 0) return NIL;
  if (!elements.every(isScalar)) return fromArray(elements);
  return elements.length < 1000
    ? String.fromCodePoint(...elements)
    : elements.map((code) => String.fromCodePoint(code)).join("");
}

/** The elements, or `function_clause` of the function that gets to see what is no list. */
function elementsOf(
  list: Term,
  name: string,
  args: readonly Term[],
  line: number,
  ...callers: ReturnType<typeof source.item>[]
): readonly Term[] {
  const elements = toArray(list);
  if (elements === undefined) throw source.noClause(name, args, line, ...callers);
  return elements;
}

/** `length(String)` within a function. */
function lengthIn(list: Term, name: string, arity: number, line: number): number {
  return source.within("length", [list], [source.item(name, arity, line)], () => listBifs.length(list));
}

/**
 * The number of elements. Mirrors string:len/1.
 *
 * ```eshell
 * 1> string:len("abc").
 * 3
 * ```
 */
export function len(string: string): number {
  return lengthIn(string, "len", 1, 2441);
}

/**
 * The strings one after the other. Mirrors string:concat/2.
 *
 * ```eshell
 * 1> string:concat("ab", "cd").
 * "abcd"
 * ```
 */
export function concat(first: string, second: string): string {
  return source.within("++", [first, second], [source.item("concat", 2, 2454)], () => conc(first, second));
}

/**
 * Where a character first is, from 1, or 0. Mirrors string:chr/2.
 *
 * ```eshell
 * 1> string:chr("banana", $n).
 * 3
 * ```
 */
export function chr(string: string, char: number): number {
  if (!isInteger(char)) throw source.noClause("chr", [string, char], 2470);
  return elementsOf(string, "chr", [string, char, 1], 2472).indexOf(char) + 1;
}

/**
 * Where a character last is, from 1, or 0. Mirrors string:rchr/2.
 *
 * ```eshell
 * 1> string:rchr("banana", $n).
 * 5
 * ```
 */
export function rchr(string: string, char: number): number {
  if (!isInteger(char)) throw source.noClause("rchr", [string, char], 2491);
  return elementsOf(string, "rchr", [string, char, 1, 0], 2493).lastIndexOf(char) + 1;
}

function startsOf(string: Term, part: Term, name: string, line: number): number[] {
  const wanted = toArray(part);
  if (wanted === undefined) throw source.noClause(name, [string, part], line);
  const elements = elementsOf(string, name, [string, part, 1], line + 2);
  const starts: number[] = [];
  for (let i = 0; i + wanted.length <= elements.length && wanted.length > 0; i++) {
    if (wanted.every((element, j) => elements[i + j] === element)) starts.push(i + 1);
  }
  return starts;
}

/**
 * Where a string first is in another, from 1, or 0. Mirrors string:str/2.
 *
 * ```eshell
 * 1> string:str("banana", "an").
 * 2
 * ```
 */
export function str(string: string, part: string): number {
  return startsOf(string, part, "str", 2516)[0] ?? 0;
}

/**
 * Where a string last is in another, from 1, or 0. Mirrors string:rstr/2.
 *
 * ```eshell
 * 1> string:rstr("banana", "an").
 * 4
 * ```
 */
export function rstr(string: string, part: string): number {
  return startsOf(string, part, "rstr", 2538).pop() ?? 0;
}

function spanOf(string: Term, chars: Term, wanted: boolean, name: string, line: number): number {
  const set = toArray(chars);
  if (set === undefined) throw source.noClause(name, [string, chars], line);
  const elements = elementsOf(string, name, [string, chars, 0], line + 2);
  const end = elements.findIndex((element) => set.includes(element) !== wanted);
  return end < 0 ? elements.length : end;
}

/**
 * How many of the first characters are in a set. Mirrors string:span/2.
 *
 * ```eshell
 * 1> string:span("12ab", "0123456789").
 * 2
 * ```
 */
export function span(string: string, chars: string): number {
  return spanOf(string, chars, true, "span", 2567);
}

/**
 * How many of the first characters are not in a set. Mirrors string:cspan/2.
 *
 * ```eshell
 * 1> string:cspan("abc1", "0123456789").
 * 3
 * ```
 */
export function cspan(string: string, chars: string): number {
  return spanOf(string, chars, false, "cspan", 2588);
}

/**
 * The string from a place, counted from 1, or so much of it. Mirrors string:substr/2,3.
 *
 * ```eshell
 * 1> string:substr("hello", 2, 3).
 * "ell"
 * ```
 */
export function substr(string: string, start: number, ...size: number[]): string {
  const good = isInteger(start) && start >= 1 && size.every((n) => isInteger(n) && n >= 0);
  if (!good || (size.length === 0 && start === 1 && !isList(string))) {
    throw source.noClause("substr", [string, start, ...size], size.length === 0 ? 2608 : 2626);
  }
  const elements = elementsOf(string, "substr2", [string, start], 2632);
  if (elements.length < start - 1) throw source.noClause("substr2", [NIL, start - elements.length], 2632);
  return listOf(elements.slice(start - 1, size.length === 0 ? undefined : start - 1 + size[0]));
}

/**
 * The parts between separators, without empty ones. Mirrors string:tokens/2.
 *
 * ```eshell
 * 1> string:tokens("a,b;;c", ",;").
 * ["a","b","c"]
 * ```
 */
export function tokens(string: string, separators: string): string[] {
  const set = toArray(separators);
  if (set?.length === 0) return isNil(string) ? (NIL as never) : fromArray([string]);
  const elements = toArray(string);
  if (elements === undefined || set === undefined) {
    throw new OtpSource("lists").noClause("reverse", [string], 292, source.item("tokens", 2, 2662));
  }
  const found: Term[] = [];
  let token: Term[] = [];
  for (const element of elements) {
    if (!set.includes(element)) {
      token.push(element);
    } else if (token.length > 0) {
      found.push(listOf(token));
      token = [];
    }
  }
  if (token.length > 0) found.push(listOf(token));
  return fromArray(found) as string[];
}

/**
 * So many of one character, before a tail. Mirrors string:chars/2,3.
 *
 * ```eshell
 * 1> string:chars($a, 3).
 * "aaa"
 * ```
 */
export function chars(char: number, count: number, ...tail: string[]): string {
  const end: Term = tail.length === 0 ? NIL : tail[0];
  if (!isInteger(count) || count < 0 || !isInteger(char))
    throw source.noClause("chars", [char, count, end], 2720);
  if (count > MAX_COPIED) throw bifError(Symbol.for("system_limit"));
  const copies = listOf(Array(Number(count)).fill(char));
  return isList(end) ? conc(copies, end) : fromArray(toArray(copies) ?? [], end);
}

/**
 * A string so many times. Mirrors string:copies/2.
 *
 * ```eshell
 * 1> string:copies("ab", 3).
 * "ababab"
 * ```
 */
export function copies(string: string, count: number): string {
  if (!isList(string) || !isInteger(count) || count < 0)
    throw source.noClause("copies", [string, count], 2741);
  const elements = elementsOf(string, "copies", [string, count], 2741);
  if (elements.length * Number(count) > MAX_COPIED) throw bifError(Symbol.for("system_limit"));
  return listOf(Array(Number(count)).fill(elements).flat());
}

/** The words of a string: what is between runs of a character (a space). */
function wordsOf(string: Term, char: Term): Term[][] {
  const elements = toArray(string) as Term[];
  const words: Term[][] = [[]];
  for (const element of trimmed(elements, char, true, true)) {
    if (element !== char) words[words.length - 1].push(element);
    else if (words[words.length - 1].length > 0) words.push([]);
  }
  return words;
}

/**
 * The number of words. Mirrors string:words/1,2.
 *
 * ```eshell
 * 1> string:words("one two three").
 * 3
 * ```
 */
export function words(string: string, ...separator: number[]): number {
  const char = separator.length === 0 ? SPACE : separator[0];
  if (!isInteger(char)) throw source.noClause("words", [string, char], 2770);
  elementsOf(
    string,
    "strip_left",
    [string, char],
    2860,
    source.item("strip", 3, 2858),
    source.item("words", 2, 2771),
  );
  return wordsOf(string, char).length;
}

/**
 * The n-th word. Mirrors string:sub_word/2,3.
 *
 * ```eshell
 * 1> string:sub_word("one two three", 2).
 * "two"
 * ```
 */
export function sub_word(string: string, index: number, ...separator: number[]): string {
  const char = separator.length === 0 ? SPACE : separator[0];
  if (!isInteger(index) || !isInteger(char)) throw source.noClause("sub_word", [string, index, char], 2802);
  const count = words(string, char);
  if (count < index) return NIL as never;
  if (index < 1) throw source.noClause("s_word", [string, index, char, 1, NIL], 2810);
  return listOf(wordsOf(string, char)[index - 1]);
}

function trimmed(elements: readonly Term[], char: Term, left: boolean, right: boolean): readonly Term[] {
  let start = 0;
  let end = elements.length;
  if (left) while (start < end && elements[start] === char) start++;
  if (right) while (end > start && elements[end - 1] === char) end--;
  return elements.slice(start, end);
}

/**
 * The string without a character (a space) at its ends. Mirrors string:strip/1,2,3.
 *
 * ```eshell
 * 1> string:strip("..ab..", both, $.).
 * "ab"
 * ```
 */
export function strip(string: string, ...how: Term[]): string {
  const direction = how.length > 0 ? how[0] : BOTH;
  const char = how.length > 1 ? how[1] : SPACE;
  const line = how.length < 2 ? 2836 : 2858;
  if (direction !== LEFT && direction !== RIGHT && direction !== BOTH) {
    throw source.noClause("strip", [string, ...how], how.length < 2 ? 2833 : 2855);
  }
  const inner = direction === RIGHT ? "strip_right" : "strip_left";
  const callers = direction === BOTH ? [source.item("strip", how.length < 2 ? 2 : 3, line)] : [];
  const elements = elementsOf(string, inner, [string, char], direction === RIGHT ? 2865 : 2860, ...callers);
  return listOf(trimmed(elements, char, direction !== RIGHT, direction !== LEFT));
}

function padded(
  name: string,
  line: number,
  string: Term,
  size: Term,
  char: Term,
  adjust: (elements: readonly Term[], missing: number) => Term[],
): any {
  if (!isInteger(size) || !isInteger(char)) throw source.noClause(name, [string, size, char], line);
  if (lengthIn(string, name, 3, line + 1) === size) return string;
  const elements = toArray(string) as Term[];
  return listOf(adjust(elements, Number(size) - elements.length));
}
const fill = (count: number, char: Term): Term[] => Array(count).fill(char);

/**
 * The string cut or filled up at its end. Mirrors string:left/2,3.
 *
 * ```eshell
 * 1> string:left("ab", 5, $.).
 * "ab..."
 * ```
 */
export function left(string: string, size: number, ...filler: number[]): string {
  const char = filler.length === 0 ? SPACE : filler[0];
  return padded("left", 2901, string, size, char, (elements, missing) =>
    missing < 0 ? elements.slice(0, size) : [...elements, ...fill(missing, char)],
  );
}

/**
 * The string cut or filled up at its start. Mirrors string:right/2,3.
 *
 * ```eshell
 * 1> string:right("ab", 5, $.).
 * "...ab"
 * ```
 */
export function right(string: string, size: number, ...filler: number[]): string {
  const char = filler.length === 0 ? SPACE : filler[0];
  return padded("right", 2936, string, size, char, (elements, missing) =>
    missing < 0 ? elements.slice(-missing) : [...fill(missing, char), ...elements],
  );
}

/**
 * The string cut or filled up at both ends. Mirrors string:centre/2,3.
 *
 * ```eshell
 * 1> string:centre("ab", 6, $*).
 * "**ab**"
 * ```
 */
export function centre(string: string, size: number, ...filler: number[]): string {
  const char = filler.length === 0 ? SPACE : filler[0];
  return padded("centre", 2970, string, size, char, (elements, missing) => {
    if (missing < 0) return elements.slice(-missing >> 1, (-missing >> 1) + size);
    return [...fill(missing >> 1, char), ...elements, ...fill(missing - (missing >> 1), char)];
  });
}

/**
 * The string from a place, counted from 1, up to another. Mirrors string:sub_string/2,3.
 *
 * ```eshell
 * 1> string:sub_string("hello", 2, 4).
 * "ell"
 * ```
 */
export function sub_string(string: string, start: number, ...stop: number[]): string {
  if (stop.length === 0) return substr(string, start);
  if (!isInteger(start) || !isInteger(stop[0]))
    throw source.noClause("sub_string", [string, start, ...stop], 3006);
  return substr(string, start, stop[0] - start + 1);
}

/**
 * Strings with a separator between them. Mirrors string:join/2.
 *
 * ```eshell
 * 1> string:join(["a","b","c"], ", ").
 * "a, b, c"
 * ```
 */
export function join(strings: readonly string[], separator: string): string {
  const parts = toArray(strings);
  if (parts === undefined || (parts.length === 0 && !isList(separator)))
    throw source.noClause("join", [strings, separator], 3086);
  const item = source.item("join", 2, 3089);
  let result: Term = NIL;
  for (let i = parts.length - 1; i >= 0; i--) {
    const [part, back] = [parts[i], result];
    result = source.within("++", [part, back], [item], () => conc(part, isNil(back) ? "" : back));
    if (i > 0) result = source.within("++", [separator, result], [item], () => conc(separator, result));
  }
  return isNil(result) ? (NIL as never) : result;
}

const isUpper = (code: Term) => (code >= 65 && code <= 90) || (code >= 192 && code <= 222 && code !== 215);
const isLower = (code: Term) => (code >= 97 && code <= 122) || (code >= 224 && code <= 254 && code !== 247);

function latinCase(name: string, line: number, applies: (code: Term) => boolean, by: number) {
  const one = (code: Term) => (isInteger(code) && applies(code) ? Number(code) + by : code);
  return (string: any): any => {
    if (isInteger(string)) return one(string);
    if (!isList(string)) throw source.noClause(name, [string], line);
    const elements = toArray(string);
    if (elements === undefined) throw badarg(string);
    return listOf(elements.map(one));
  };
}

/**
 * Small Latin-1 letters as capitals: of a string or a character. Mirrors string:to_upper/1.
 *
 * ```eshell
 * 1> string:to_upper("abc").
 * "ABC"
 * ```
 */
export const to_upper: (string: any) => any = latinCase("to_upper", 3068, isLower, -32);
/**
 * Capital Latin-1 letters as small ones: of a string or a character. Mirrors string:to_lower/1.
 *
 * ```eshell
 * 1> string:to_lower("ABC").
 * "abc"
 * ```
 */
export const to_lower: (string: any) => any = latinCase("to_lower", 3047, isUpper, 32);

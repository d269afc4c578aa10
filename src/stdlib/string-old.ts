// string-old — the functions of module string that OTP calls obsolete: they work on flat lists, element by element.
//
// What they do is done on arrays; where a list is none, or ends in something else, they fail at the element and in the
// function in which OTP's recursion would.
import { bifError, Exception, type StackItem } from "../terms/exception.ts";
import { isInteger } from "../terms/float.ts";
import { asCons, codePoints, fromArray, isList, isNil, NIL } from "../terms/list.ts";
import { equalExact } from "../terms/order.ts";
import type { Term } from "../terms/term.ts";
import { tuple2 } from "../terms/tuple.ts";
import { lists as listBifs } from "./erlang-lists.ts";
import { flatText, isAscii, isScalar } from "./flat-text.ts";
import { append } from "./lists-join.ts";
import { reverse } from "./lists-plain.ts";
import { OtpFunction } from "./otp-function.ts";
import { OtpSource } from "./otp-source.ts";
import { partsAt, placesBetween } from "./string-text.ts";

/** The longest list that chars/2 and copies/2 make. */
const MAX_COPIED = 50_000_000;

const source: OtpSource = new OtpSource("string");
const SPACE = 32;
const LEFT = Symbol.for("left");
const RIGHT = Symbol.for("right");
const BOTH = Symbol.for("both");
/** Stack traces have no more items. */
const DEPTH = 8;

/** The elements as a list, held as a string if they are characters. */
const listOf = (elements: readonly Term[]): any =>
  elements.length === 0 ? NIL : (flatText(elements) ?? fromArray(elements));

/** The elements of a list, and what it ends in: itself if it is no list. */
interface Parts {
  readonly elements: readonly Term[];
  readonly tail: Term;
}
function partsOf(list: Term): Parts {
  if (typeof list === "string") return { elements: codePoints(list), tail: NIL };
  const elements: Term[] = [];
  let tail = list;
  for (let cell = asCons(tail); cell !== undefined; cell = asCons(tail)) {
    elements.push(cell.head);
    tail = cell.tail;
  }
  return { elements, tail: isNil(tail) ? NIL : tail };
}
const restOf = ({ elements, tail }: Parts, from: number): any =>
  tail === NIL ? listOf(elements.slice(from)) : fromArray(elements.slice(from), tail);

const lenOf = new OtpFunction(source, "len", 1);
/**
 * The number of elements. Mirrors string:len/1.
 *
 * ```eshell
 * 1> string:len("abc").
 * 3
 * ```
 */
export function len(string: string): number {
  return lenOf.bif(2425, "length", listBifs.length, string);
}

const concatOf = new OtpFunction(source, "concat", 2);
/**
 * The strings one after the other. Mirrors string:concat/2.
 *
 * ```eshell
 * 1> string:concat("ab", "cd").
 * "abcd"
 * ```
 */
export function concat(first: string, second: string): string {
  return concatOf.append(2454, first, second);
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
  if (!isInteger(char)) throw source.noClause("chr", [string, char], 2472);
  const { elements, tail } = partsOf(string);
  const at = elements.indexOf(char) + 1;
  if (at === 0 && tail !== NIL) throw source.noClause("chr", [tail, char, elements.length + 1], 2474);
  return at;
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
  if (!isInteger(char)) throw source.noClause("rchr", [string, char], 2490);
  const { elements, tail } = partsOf(string);
  const at = elements.lastIndexOf(char) + 1;
  if (tail !== NIL) throw source.noClause("rchr", [tail, char, elements.length + 1, at], 2492);
  return at;
}

/** Whether the part goes on with what the string goes on with. */
function isPrefix(part: Parts, string: Parts, at: number, caller: StackItem): boolean {
  let i = 1;
  while (i < part.elements.length && at + i < string.elements.length) {
    if (!equalExact(part.elements[i], string.elements[at + i])) return false;
    i++;
  }
  const done = i === part.elements.length;
  const atEnd = at + i >= string.elements.length;
  if ((done && part.tail !== NIL) || (atEnd && string.tail !== NIL))
    throw source.noClause("l_prefix", [restOf(part, i), restOf(string, at + i)], 2548, caller);
  return done;
}

/** Where the part is in the string, counted from 1; `found` says whether to look further. */
function search(name: string, string: Term, part: Term, line: number, last: boolean): number {
  if (!isList(part)) throw source.noClause(name, [string, part], line);
  const [whole, wanted] = [partsOf(string), partsOf(part)];
  const caller = source.item(name, last ? 4 : 3, line + 3);
  const [first] = wanted.elements;
  let found = 0;
  for (let i = 0; i < whole.elements.length; i++) {
    if (wanted.elements.length === 0 || !equalExact(whole.elements[i], first)) continue;
    if (!isPrefix(wanted, whole, i, caller)) continue;
    if (!last) return i + 1;
    found = i + 1;
  }
  if (whole.tail === NIL) return found;
  const args = [whole.tail, part, whole.elements.length + 1];
  throw source.noClause(name, last ? [...args, found] : args, line + 2);
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
  return search("str", string, part, 2516, false);
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
  return search("rstr", string, part, 2538, true);
}

/** `lists:member/2` of a list that need not be one. */
function isMember(element: Term, set: Term, { elements, tail }: Parts, caller: StackItem): boolean {
  if (elements.some((one) => equalExact(one, element))) return true;
  if (tail === NIL) return false;
  const item = { module: Symbol.for("lists"), name: Symbol.for("member"), arity: [element, set] };
  const info = { module: Symbol.for("erl_stdlib_errors") };
  throw new Exception("error", Symbol.for("badarg"), [{ ...item, info }, caller]);
}

function spanOf(string: Term, chars: Term, wanted: boolean, name: string, line: number): number {
  if (!isList(chars)) throw source.noClause(name, [string, chars], line);
  const [{ elements, tail }, set] = [partsOf(string), partsOf(chars)];
  const caller = source.item(name, 3, line + 3);
  const end = elements.findIndex((element) => isMember(element, chars, set, caller) !== wanted);
  if (end >= 0) return end;
  if (tail !== NIL) throw source.noClause(name, [tail, chars, elements.length], line + 2);
  return elements.length;
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

/** The string without its first elements, `substr2/2`. */
function behind(string: Term, start: Term): Parts {
  const { elements, tail } = partsOf(string);
  const skipped = Number(start) - 1;
  if (skipped > elements.length || (skipped === elements.length && tail !== NIL)) {
    const left = typeof start === "bigint" ? start - BigInt(elements.length) : start - elements.length;
    throw source.noClause("substr2", [tail, left], 2632);
  }
  return { elements: elements.slice(skipped), tail };
}

const substrOf = new OtpFunction(source, "substr", 3);
/**
 * The string from a place, counted from 1, or so much of it. Mirrors string:substr/2,3.
 *
 * ```eshell
 * 1> string:substr("hello", 2, 3).
 * "ell"
 * ```
 */
export function substr(string: string, start: number, ...size: number[]): string {
  const isStart = isInteger(start) && start >= 1;
  if (size.length === 0) {
    if (!isStart || (start === 1 && !isList(string))) throw source.noClause("substr", [string, start], 2608);
    return start === 1 ? string : restOf(behind(string, start), 0);
  }
  const [count] = size;
  if (!isStart || !isInteger(count) || count < 0)
    throw source.noClause("substr", [string, start, count], 2626);
  const { elements, tail } = substrOf.call(2627, () => behind(string, start));
  if (tail !== NIL && elements.length <= count) {
    const callers = elements.length > 0 ? [source.item("substr1", 2, 2629)] : [];
    throw source.noClause("substr1", [tail, count - elements.length], 2629, ...callers);
  }
  return listOf(elements.slice(0, Number(count)));
}

const tokensOf = new OtpFunction(source, "tokens", 2);
/**
 * The parts between separators, without empty ones. Mirrors string:tokens/2.
 *
 * ```eshell
 * 1> string:tokens("a,b;;c", ",;").
 * ["a","b","c"]
 * ```
 */
export function tokens(string: string, separators: string): string[] {
  if (isNil(separators)) {
    if (!isNil(string) && asCons(string) === undefined) throw tokensOf.caseClause(2657, string);
    return isNil(string) ? (NIL as never) : (fromArray([string]) as string[]);
  }
  if (!isList(separators)) throw tokensOf.caseClause(2655, separators);
  const [text, units] = [flatText(string), flatText(separators)];
  if (text !== undefined && units !== undefined && !/[\ud800-\udfff]/.test(units))
    return partsAt(text, text, placesBetween(text, codePoints(units)));
  const set = partsOf(separators);
  const isOne = set.elements.length === 1 && set.tail === NIL;
  // From the last to the first, as OTP does it: that is where an error is found first.
  const { elements } = partsOf(tokensOf.call(isOne ? 2662 : 2664, () => reverse(string)));
  const found: Term[] = [];
  let token: Term[] = [];
  for (const element of elements) {
    const caller =
      token.length === 0
        ? source.item("tokens_multiple_1", 3, 2682)
        : source.item("tokens_multiple_2", 4, 2690);
    if (!isMember(element, separators, set, caller)) {
      token.push(element);
    } else if (token.length > 0) {
      found.push(listOf(token.reverse()));
      token = [];
    }
  }
  if (token.length > 0) found.push(listOf(token.reverse()));
  return fromArray(found.reverse()) as string[];
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
  if (!isInteger(count) || count < 0) throw source.noClause("chars", [char, count, end], 2720);
  if (count > MAX_COPIED) throw bifError(Symbol.for("system_limit"));
  const copies = Array(Number(count)).fill(char);
  if (!isInteger(char)) throw source.noClause("chars", [char, 0, fromArray(copies, end)], 2720);
  const { elements, tail: last } = partsOf(end);
  return restOf({ elements: [...copies, ...elements], tail: last }, 0);
}

const copiesOf = new OtpFunction(source, "copies", 3);
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
  const { elements, tail } = partsOf(string);
  if (tail !== NIL && count > 0) return copiesOf.append(2747, string, NIL);
  if (elements.length * Number(count) > MAX_COPIED) throw bifError(Symbol.for("system_limit"));
  return listOf(Array(Number(count)).fill(elements).flat());
}

/** How many elements `strip_left/2` takes away. */
function leftOf(string: Parts, char: Term): number {
  let start = 0;
  while (start < string.elements.length && equalExact(string.elements[start], char)) start++;
  const stands = start < string.elements.length || string.tail === NIL;
  if (!isInteger(char) || !stands) throw source.noClause("strip_left", [restOf(string, start), char], 2860);
  return start;
}

/** Where `strip_right/2` ends. It waits for itself at each element. */
function rightOf({ elements, tail }: Parts, char: Term, from: number): number {
  if (tail !== NIL || !isInteger(char)) {
    const f = new OtpFunction(source, "strip_right", 2);
    const exception = source.noClause("strip_right", [tail, char], 2865);
    for (let i = elements.length - 1; i >= from && exception.items.length < DEPTH; i--)
      f.waited(exception, equalExact(elements[i], char) ? 2866 : 2871);
    throw exception;
  }
  let end = elements.length;
  while (end > from && equalExact(elements[end - 1], char)) end--;
  return end;
}

/** The words of a string: what is between runs of a character (a space). */
function wordsOf(string: Term, char: Term): Term[][] {
  const parts = partsOf(string);
  const start = new OtpFunction(source, "strip", 3).call(2858, () => leftOf(parts, char));
  const words: Term[][] = [[]];
  for (const element of parts.elements.slice(start, rightOf(parts, char, start))) {
    if (!equalExact(element, char)) words[words.length - 1].push(element);
    else if (words[words.length - 1].length > 0) words.push([]);
  }
  return words;
}

const wordCount = new OtpFunction(source, "words", 2);
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
  return wordCount.call(2771, () => wordsOf(string, char)).length;
}

const subWord = new OtpFunction(source, "sub_word", 3);
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
  const found = subWord.call(2803, () => wordCount.call(2771, () => wordsOf(string, char)));
  if (found.length < index) return NIL as never;
  if (index >= 1) return listOf(found[Number(index) - 1]);
  const parts = partsOf(string);
  const rest = restOf(parts, leftOf(parts, char));
  if (isNil(rest)) return NIL as never;
  throw source.noClause("s_word", [rest, index, char, 1, NIL], 2810);
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
  const [clause, line] = how.length < 2 ? [2833, 2836] : [2855, 2858];
  if (direction !== LEFT && direction !== RIGHT && direction !== BOTH)
    throw source.noClause("strip", [string, direction, ...how.slice(1)], clause);
  const parts = partsOf(string);
  const f = new OtpFunction(source, "strip", how.length < 2 ? 2 : 3);
  const left = () => leftOf(parts, char);
  const start = direction === RIGHT ? 0 : direction === LEFT ? left() : f.call(line, left);
  if (direction === LEFT) return restOf(parts, start);
  return listOf(parts.elements.slice(start, rightOf(parts, char, start)));
}

/** A string of another length: `longer` for how many more, else cut by `shorter`. */
function resized(
  name: string,
  [two, three]: readonly [number, number],
  [string, size, ...filler]: readonly [Term, Term, ...Term[]],
  change: (size: number, missing: number, char: Term) => Term,
): any {
  const char = filler.length === 0 ? SPACE : filler[0];
  if (filler.length === 0 && !isInteger(size)) throw source.noClause(name, [string, size], two);
  const isEmptied = name === "centre" && size === 0 && isList(string) && isInteger(char);
  if (isEmptied) return NIL;
  if (!isInteger(size) || !isInteger(char)) throw source.noClause(name, [string, size, char], three);
  const lengthLine = three + (name === "centre" ? 3 : 1);
  const f = new OtpFunction(source, name, 3);
  const length = f.bif(lengthLine, "length", listBifs.length, string);
  if (size === length) return string;
  if (typeof size === "bigint" && size > 0n) throw bifError(Symbol.for("system_limit"));
  return change(size as number, Number(size) - length, char);
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
  return resized("left", [2884, 2901], [string, size, ...filler], (size, missing, char) =>
    missing < 0 ? substr(string, 1, size) : listOf([...partsOf(string).elements, ...fill(missing, char)]),
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
  return resized("right", [2920, 2936], [string, size, ...filler], (_size, missing, char) =>
    missing < 0 ? substr(string, 1 - missing) : listOf([...fill(missing, char), ...partsOf(string).elements]),
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
  return resized("centre", [2955, 2970], [string, size, ...filler], (size, missing, char) => {
    if (missing < 0) return substr(string, (-missing >> 1) + 1, size);
    const { elements } = partsOf(string);
    return listOf([...fill(missing >> 1, char), ...elements, ...fill(missing - (missing >> 1), char)]);
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
  const f = new OtpFunction(source, "sub_string", 3);
  return substr(string, start, f.plus(3007, f.minus(3007, stop[0], start), 1));
}

/** `{bad_generator, Tail}` of a list comprehension that has had `count` elements. */
function badGenerator(tail: Term, loop: OtpFunction, line: number, count: number): Exception {
  const exception = loop.error(line, tuple2(Symbol.for("bad_generator"), tail));
  if (count > 0) loop.waited(exception, line);
  return exception;
}

const joinOf = new OtpFunction(source, "join", 2);
const joinLoop = new OtpFunction(source, "-join/2-lc$^0/1-0-", 2);
/**
 * Strings with a separator between them. Mirrors string:join/2.
 *
 * ```eshell
 * 1> string:join(["a","b","c"], ", ").
 * "a, b, c"
 * ```
 */
export function join(strings: readonly string[], separator: string): string {
  const { elements, tail } = partsOf(strings);
  if (elements.length === 0) {
    if (tail !== NIL || !isList(separator)) throw source.noClause("join", [strings, separator], 3086);
    return NIL as never;
  }
  const [first, ...others] = elements;
  const separated = others.map((part) => joinOf.call(3089, () => joinLoop.append(3089, separator, part)));
  if (tail !== NIL) throw joinOf.waited(badGenerator(tail, joinLoop, 3089, others.length), 3089);
  const rest = joinOf.call(3089, () => append(fromArray(separated) as never));
  return joinOf.append(3089, first, rest);
}

const UPPER = /[A-ZÀ-ÖØ-Þ]+/g;
const LOWER = /[a-zà-öø-þ]+/g;

function latinCase(name: string, line: number, applies: RegExp, change: (letters: string) => string) {
  const changed = (text: string) => (isAscii(text) ? change(text) : text.replace(applies, change));
  const one = (code: Term) => (isScalar(code) ? changed(String.fromCodePoint(code)).codePointAt(0) : code);
  return (string: any): any => {
    if (isInteger(string)) return one(string);
    if (!isList(string)) throw source.noClause(name, [string], line);
    const text = flatText(string);
    if (text !== undefined) return text === "" ? NIL : changed(text);
    const { elements, tail } = partsOf(string);
    if (tail !== NIL) {
      const loop = new OtpFunction(source, `-${name}/1-lc$^0/1-0-`, 1);
      throw badGenerator(tail, loop, line + 1, elements.length);
    }
    return fromArray(elements.map(one));
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
export const to_upper: (string: any) => any = latinCase("to_upper", 3068, LOWER, (letters) =>
  letters.toUpperCase(),
);
/**
 * Capital Latin-1 letters as small ones: of a string or a character. Mirrors string:to_lower/1.
 *
 * ```eshell
 * 1> string:to_lower("ABC").
 * "abc"
 * ```
 */
export const to_lower: (string: any) => any = latinCase("to_lower", 3047, UPPER, (letters) =>
  letters.toLowerCase(),
);

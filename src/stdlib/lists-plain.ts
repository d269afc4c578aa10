// lists-plain — functions of module lists that take no fun and go by neither order nor key.
import { add, div, subtract as minus } from "../terms/arithmetic.ts";
import { badarg, bifError, type Exception, type StackItem } from "../terms/exception.ts";
import { isInteger } from "../terms/float.ts";
import { ArrayList, asCons, Cons, fromArray, isList, isNil, NIL } from "../terms/list.ts";
import { mapFrom } from "../terms/map.ts";
import { equalExact, greaterThan, lessThan } from "../terms/order.ts";
import type { Term } from "../terms/term.ts";
import { type Tuple, tuple2 } from "../terms/tuple.ts";
import { lists as listBifs } from "./erlang-lists.ts";
import { type List, OtpSource, waiting } from "./otp-source.ts";
import { TermMap } from "./term-map.ts";

const source: OtpSource = new OtpSource("lists");

const without = listBifs["--"] as (from: Term, what: Term) => Term;

/**
 * Elements of the second list, taken out of the first once each. Mirrors lists:subtract/2.
 *
 * ```eshell
 * 1> lists:subtract("banana", "an").
 * "bana"
 * ```
 */
export function subtract<T>(from: List<T>, what: List<unknown>): T[] {
  return source.within("--", [from, what], [source.item("subtract", 2, 275)], () => without(from, what));
}

/**
 * The list backwards, before the tail. Mirrors lists:reverse/1 and the BIF reverse/2.
 *
 * ```eshell
 * 1> lists:reverse([1,2,3]).
 * [3,2,1]
 * 2> lists:reverse([1,2,3], [a]).
 * [3,2,1,a]
 * ```
 */
export function reverse<T>(list: List<T>, ...tail: Term[]): T[] {
  let reversed: Term = tail.length === 0 ? NIL : tail[0];
  let rest: Term = list;
  for (let cell = asCons(rest); cell !== undefined; cell = asCons(rest)) {
    reversed = new Cons(cell.head, reversed);
    rest = cell.tail;
  }
  if (isNil(rest)) return reversed;
  if (tail.length > 0) throw badarg(list);
  const second = asCons(asCons(list)?.tail);
  if (second === undefined) throw source.noClause("reverse", [list], 292);
  // The BIF reverses all but the first two elements, and is what complains.
  const caller = source.item("reverse", 1, 299);
  throw reverseError(second.tail, fromArray([second.head, asCons(list)?.head]), caller);
}

/** What the BIF reverse/2 raises for a list that is not proper, where these call it. */
export function reverseError(list: Term, tail: Term, ...callers: StackItem[]): Exception {
  const info = { module: Symbol.for("erl_stdlib_errors") };
  const item = { module: Symbol.for("lists"), name: Symbol.for("reverse"), arity: [list, tail], info };
  const exception = badarg(list);
  exception.items.push(item, ...callers);
  return exception;
}

/**
 * The n-th element, counted from 1. Mirrors lists:nth/2.
 *
 * ```eshell
 * 1> lists:nth(2, [a,b,c]).
 * b
 * 2> lists:nth(4, [a,b,c]).
 * ** exception error: no function clause matching lists:nth_1(1,[]) (lists.erl:322)
 * ```
 */
export function nth<T>(n: number, list: List<T>): T {
  let cell = asCons(list);
  if (cell === undefined || !isInteger(n) || n < 1) throw source.noClause("nth", [n, list], 318);
  for (let i: Term = n; i > 1; i = minus(i, 1)) {
    const next = asCons(cell.tail);
    if (next === undefined) throw source.noClause("nth_1", [minus(i, 1), cell.tail], 322);
    cell = next;
  }
  return cell.head;
}

/**
 * What comes after the first n elements. Mirrors lists:nthtail/2.
 *
 * ```eshell
 * 1> lists:nthtail(2, [a,b,c]).
 * [c]
 * ```
 */
export function nthtail<T>(n: number, list: List<T>): T[] {
  let cell = asCons(list);
  if (n === 0 && (cell !== undefined || isNil(list))) return list as T[];
  if (cell === undefined || !isInteger(n) || n < 1) throw source.noClause("nthtail", [n, list], 349);
  for (let i: Term = n; i > 1; i = minus(i, 1)) {
    const next = asCons(cell.tail);
    if (next === undefined) throw source.noClause("nthtail_1", [minus(i, 1), cell.tail], 355);
    cell = next;
  }
  return cell.tail;
}

/**
 * Whether the second list begins with the first. Mirrors lists:prefix/2.
 *
 * ```eshell
 * 1> lists:prefix("ab", "abc").
 * true
 * ```
 */
export function prefix(start: List<unknown>, list: List<unknown>): boolean {
  let a: Term = start;
  let b: Term = list;
  for (;;) {
    const x = asCons(a);
    const y = asCons(b);
    if (x !== undefined && y !== undefined && equalExact(x.head, y.head)) {
      a = x.tail;
      b = y.tail;
      continue;
    }
    if (isNil(a) && isList(b)) return true;
    if (x !== undefined && isList(b)) return false;
    throw source.noClause("prefix", [a, b], 383);
  }
}

/**
 * Whether the second list ends with the first. Mirrors lists:suffix/2.
 *
 * ```eshell
 * 1> lists:suffix("bc", "abc").
 * true
 * ```
 */
export function suffix(end: List<unknown>, list: List<unknown>): boolean {
  const delta = lengthFor(list, "suffix", 2, 413) - lengthFor(end, "suffix", 2, 413);
  return delta >= 0 && equalExact(nthtail(delta, list), end);
}

function lengthFor(list: Term, name: string, arity: number, line: number): number {
  return source.within("length", [list], [source.item(name, arity, line)], () => listBifs.length(list));
}

/**
 * The list without its last element. Mirrors lists:droplast/1.
 *
 * ```eshell
 * 1> lists:droplast([1,2,3]).
 * [1,2]
 * ```
 */
export function droplast<T>(list: List<T>): T[] {
  const elements: Term[] = [];
  let cell = asCons(list);
  let rest: Term = list;
  for (; cell !== undefined; cell = asCons(rest)) {
    elements.push(cell.head);
    rest = cell.tail;
  }
  if (elements.length === 0 || !isNil(rest)) {
    const callers = waiting(elements.length, source.item("droplast", 1, 443));
    throw source.noClause("droplast", [rest], 442, ...callers);
  }
  elements.pop();
  return fromArray(elements);
}

/**
 * The last element. Mirrors lists:last/1.
 *
 * ```eshell
 * 1> lists:last([1,2,3]).
 * 3
 * ```
 */
export function last<T>(list: List<T>): T {
  let cell = asCons(list);
  if (cell === undefined) throw source.noClause("last", [list], 467);
  for (let next = asCons(cell.tail); next !== undefined; next = asCons(cell.tail)) cell = next;
  if (!isNil(cell.tail)) throw source.noClause("last", [cell.head, cell.tail], 469);
  return cell.head;
}

/**
 * The integers from the first to the last, `step` apart. Mirrors lists:seq/2 and seq/3.
 *
 * ```eshell
 * 1> lists:seq(1, 5).
 * [1,2,3,4,5]
 * 2> lists:seq(1, 10, 3).
 * [1,4,7,10]
 * 3> lists:seq(3, 1, -1).
 * [3,2,1]
 * ```
 */
export function seq(first: number, last: number, ...step: number[]): number[];
export function seq(first: Term, last: Term, ...step: Term[]): Term {
  const given = step.length > 0;
  const by: Term = given ? step[0] : 1;
  const integers = isInteger(first) && isInteger(last) && isInteger(by);
  if (given && integers && by === 0 && first === last) return fromArray([first]);
  const good = integers && ((by > 0 && minus(first, by) <= last) || (by < 0 && minus(first, by) >= last));
  if (!good) throw given ? badarg(first, last, by) : source.noClause("seq", [first, last], 478);
  const count = div(add(minus(last, first), by), by);
  if (count > MAX_LENGTH) throw bifError(Symbol.for("system_limit"));
  const list = count <= MAX_SIZED ? new ArrayList(Number(count)) : new ArrayList();
  if (typeof first === "number" && typeof by === "number" && typeof last === "number") {
    for (let i = 0, x = first; i < count; i++, x += by) list[i] = x;
  } else {
    let x: Term = first;
    for (let i = 0; i < count; i++) {
      list[i] = x;
      x = add(x, by);
    }
  }
  return count < LONG ? fromArray(list) : (list as Term);
}

/** From how many elements on a sequence is held as an array. */
const LONG = 256;
/** The longest list that is made, and the longest array that JavaScript makes in one piece. */
const MAX_LENGTH = 50_000_000;
const MAX_SIZED = 2 ** 25 - 1;

/**
 * The sum of the elements. Mirrors lists:sum/1.
 *
 * ```eshell
 * 1> lists:sum([1,2,3]).
 * 6
 * ```
 */
export function sum(list: List<number>): number {
  let total: Term = 0;
  let rest: Term = list;
  for (let cell = asCons(rest); cell !== undefined; cell = asCons(rest)) {
    const { head } = cell;
    const before = total;
    total =
      typeof head === "number"
        ? addHere(before, head)
        : source.within("+", [before, head], [source.item("sum", 2, 572)], () => add(before, head));
    rest = cell.tail;
  }
  if (!isNil(rest)) throw source.noClause("sum", [rest, total], 572);
  return total;
}

function addHere(a: Term, b: number): Term {
  return Number.isFinite(b)
    ? add(a, b)
    : source.within("+", [a, b], [source.item("sum", 2, 572)], () => add(a, b));
}

/**
 * A list of n times the same. Mirrors lists:duplicate/2.
 *
 * ```eshell
 * 1> lists:duplicate(3, x).
 * [x,x,x]
 * ```
 */
export function duplicate<T>(n: number, element: T): T[] {
  if (!isInteger(n) || n < 0) throw source.noClause("duplicate", [n, element], 591);
  if (n > MAX_LENGTH) throw bifError(Symbol.for("system_limit"));
  let list: Term = NIL;
  for (let i = 0; i < n; i++) list = new Cons(element, list);
  return list;
}

/**
 * The least element; of equal ones the first. Mirrors lists:min/1.
 *
 * ```eshell
 * 1> lists:min([2,1,3]).
 * 1
 * ```
 */
export function min<T>(list: List<T>): T {
  return extreme(list, "min", lessThan, 614);
}

/**
 * The greatest element; of equal ones the first. Mirrors lists:max/1.
 *
 * ```eshell
 * 1> lists:max([1,3,2]).
 * 3
 * ```
 */
export function max<T>(list: List<T>): T {
  return extreme(list, "max", greaterThan, 638);
}

function extreme(list: Term, name: string, beats: (a: Term, b: Term) => boolean, line: number): Term {
  let cell = asCons(list);
  if (cell === undefined) throw source.noClause(name, [list], line);
  let best = cell.head;
  let rest = cell.tail;
  for (cell = asCons(rest); cell !== undefined; cell = asCons(rest)) {
    if (beats(cell.head, best)) best = cell.head;
    rest = cell.tail;
  }
  if (!isNil(rest)) throw source.noClause(name, [rest, best], line + 2);
  return best;
}

/**
 * At most so many elements, from the start or from a place counted from 1. Mirrors lists:sublist/2 and sublist/3.
 *
 * ```eshell
 * 1> lists:sublist([a,b,c,d], 2).
 * [a,b]
 * 2> lists:sublist([a,b,c,d], 2, 2).
 * [b,c]
 * ```
 */
export function sublist<T>(list: List<T>, length: number): T[];
export function sublist<T>(list: List<T>, start: number, length: number): T[];
export function sublist(list: Term, first: Term, ...second: Term[]): Term {
  if (second.length === 0) return start(list, first);
  const length = second[0];
  let rest = list;
  let at = first;
  while (isInteger(at) && at >= 2) {
    const cell = asCons(rest);
    if (cell === undefined) {
      if (isNil(rest)) return NIL;
      break;
    }
    rest = cell.tail;
    at = minus(at, 1);
  }
  if (at !== 1 || !isList(rest) || !isInteger(length) || length < 0) {
    throw source.noClause("sublist", [rest, at, length], 668);
  }
  return start(rest, length);
}

function start(list: Term, length: Term): Term {
  if (!isInteger(length) || !isList(list)) throw source.noClause("sublist", [list, length], 697);
  const elements: Term[] = [];
  let rest = list;
  let left: Term = length;
  for (let cell = asCons(rest); cell !== undefined && left > 0; cell = asCons(rest)) {
    elements.push(cell.head);
    rest = cell.tail;
    left = typeof left === "number" ? left - 1 : minus(left, 1);
  }
  if (left < 0 || (left !== 0 && !isList(rest))) {
    const callers = waiting(elements.length, source.item("sublist_2", 2, 701));
    throw source.noClause("sublist_2", [rest, left], 700, ...callers);
  }
  return fromArray(elements);
}

/**
 * The list without the first element that is `=:=` to the given one. Mirrors lists:delete/2.
 *
 * ```eshell
 * 1> lists:delete(b, [a,b,c,b]).
 * [a,c,b]
 * ```
 */
export function remove<T>(element: unknown, list: List<T>): T[] {
  const before: Term[] = [];
  let rest: Term = list;
  for (let cell = asCons(rest); cell !== undefined; cell = asCons(rest)) {
    if (equalExact(cell.head, element)) return fromArray(before, cell.tail);
    before.push(cell.head);
    rest = cell.tail;
  }
  if (isNil(rest)) return list as T[];
  const callers = waiting(before.length, source.item("delete", 2, 728));
  throw source.noClause("delete", [element, rest], 726, ...callers);
}

/**
 * The first n elements, and the others. Mirrors lists:split/2.
 *
 * ```eshell
 * 1> lists:split(2, [a,b,c]).
 * {[a,b],[c]}
 * ```
 */
export function split<T>(n: number, list: List<T>): Tuple<[T[], T[]]> {
  if (!isInteger(n) || n < 0 || !isList(list)) throw source.badarg("split", [n, list], 2873);
  const taken: Term[] = [];
  let rest: Term = list;
  for (let left: Term = n; left > 0; left = typeof left === "number" ? left - 1 : minus(left, 1)) {
    const cell = asCons(rest);
    if (cell === undefined) {
      if (isNil(rest)) throw source.badarg("split", [n, list], 2871);
      throw source.noClause("split", [left, rest, reverse(taken)], 2875, source.item("split", 2, 2867));
    }
    taken.push(cell.head);
    rest = cell.tail;
  }
  return tuple2(fromArray(taken), rest);
}

/**
 * The elements with the separator between them. Mirrors lists:join/2.
 *
 * ```eshell
 * 1> lists:join(0, [a,b,c]).
 * [a,0,b,0,c]
 * ```
 */
export function join<T, S>(separator: S, list: List<T>): (T | S)[] {
  const joined: Term[] = [];
  let rest: Term = list;
  for (let cell = asCons(rest); cell !== undefined; cell = asCons(rest)) {
    if (joined.length > 0) joined.push(separator);
    joined.push(cell.head);
    rest = cell.tail;
  }
  if (isNil(rest)) return fromArray(joined);
  if (joined.length === 0) throw source.noClause("join", [separator, rest], 2905);
  const depth = (joined.length - 1) / 2;
  const callers = waiting(depth, source.item("join_prepend", 2, 2909));
  throw source.noClause("join_prepend", [separator, rest], 2908, ...callers, source.item("join", 2, 2906));
}

/** The list without what is `=:=` to an element before it. Mirrors lists:uniq/1. */
export function uniqElements(list: Term): Term {
  const seen = new TermMap<boolean>();
  const kept: Term[] = [];
  let rest = list;
  for (let cell = asCons(rest); cell !== undefined; cell = asCons(rest)) {
    if (!seen.has(cell.head)) {
      seen.set(cell.head, true);
      kept.push(cell.head);
    }
    rest = cell.tail;
  }
  if (!isNil(rest)) {
    const callers = waiting(kept.length, source.item("uniq_1", 2, 2941));
    throw source.noClause("uniq_1", [rest, mapFrom(kept.map((key) => [key, true]))], 2936, ...callers);
  }
  return fromArray(kept);
}

/**
 * Whether an element is `=:=` to the given one. Mirrors the BIF lists:member/2.
 *
 * ```eshell
 * 1> lists:member(2, [1,2,3]).
 * true
 * 2> lists:member(2.0, [1,2,3]).
 * false
 * ```
 */
export function member(element: unknown, list: List<unknown>): boolean {
  let rest: Term = list;
  for (let cell = asCons(rest); cell !== undefined; cell = asCons(rest)) {
    if (equalExact(cell.head, element)) return true;
    rest = cell.tail;
  }
  if (!isNil(rest)) throw badarg(list);
  return false;
}

/**
 * Pairs of a number and an element; the numbers begin at `first` (1) and are `step` (1) apart. Mirrors lists:enumerate/1,2,3.
 *
 * ```eshell
 * 1> lists:enumerate([a,b]).
 * [{1,a},{2,b}]
 * 2> lists:enumerate(10, [a,b]).
 * [{10,a},{11,b}]
 * 3> lists:enumerate(0, -2, [a,b]).
 * [{0,a},{-2,b}]
 * ```
 */
export function enumerate<T>(list: List<T>): Tuple<[number, T]>[];
export function enumerate<T>(first: number, list: List<T>): Tuple<[number, T]>[];
export function enumerate<T>(first: number, step: number, list: List<T>): Tuple<[number, T]>[];
export function enumerate(...args: Term[]): Term {
  const list = args[args.length - 1];
  let index = args.length > 1 ? args[0] : 1;
  const step = args.length > 2 ? args[1] : 1;
  if (!isInteger(index) || !isInteger(step)) throw source.noClause("enumerate", [index, step, list], 1854);
  const pairs: Term[] = [];
  let rest = list;
  for (let cell = asCons(rest); cell !== undefined; cell = asCons(rest)) {
    pairs.push(tuple2(index, cell.head));
    index = add(index, step);
    rest = cell.tail;
  }
  if (!isNil(rest)) {
    const callers = waiting(pairs.length, source.item("enumerate_1", 3, 1858));
    throw source.noClause("enumerate_1", [index, step, rest], 1857, ...callers);
  }
  return fromArray(pairs);
}

// lists-zip — functions of module lists that go through two or three lists in step.
//
// What to do when one ends before the others is the last argument: `fail` (which is the default), `trim`, or
// `{pad, Defaults}`.
import { callFun2, callFun3 } from "../process/apply.ts";
import { Frame, proc } from "../process/frame.ts";
import { running } from "../process/running.ts";
import { errorTuple } from "../terms/exception.ts";
import { ExternalFun, Fun } from "../terms/fun.ts";
import { asCons, Cons, fromArray, isList, isNil, NIL } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, type Tuple, tuple, tuple2, tuple3 } from "../terms/tuple.ts";
import { isFunOf } from "./fun-arity.ts";
import { type Awaitable, type List, NOWHERE, OtpSource, raiseAt, waiting } from "./otp-source.ts";

const source: OtpSource = new OtpSource("lists");
const FAIL = Symbol.for("fail");
const TRIM = Symbol.for("trim");
const PAD = Symbol.for("pad");
const BADFUN = Symbol.for("badfun");
const BADARITY = Symbol.for("badarity");

/** What to do with lists of different lengths: `fail`, `trim` or `{pad, Defaults}`. */
export type How<T extends readonly unknown[] = readonly unknown[]> = symbol | Tuple<[symbol, Tuple<T>]>;

/** The elements that go together, or undefined where the lists (or `how`) leave nothing more; null if there is no clause. */
function next(lists: Term[], how: Term): Term[] | undefined | null {
  const cells = lists.map(asCons);
  if (cells.every((cell) => cell !== undefined)) {
    for (let i = 0; i < lists.length; i++) lists[i] = cells[i]?.tail;
    return cells.map((cell) => cell?.head);
  }
  const isPad =
    isTuple(how) && how.length === 2 && how[0] === PAD && isTuple(how[1]) && how[1].length === lists.length;
  if (lists.every(isNil)) return how === FAIL || how === TRIM || isPad ? undefined : null;
  if (!lists.every(isList)) return null;
  if (how === TRIM) return undefined;
  if (!isPad) return null;
  for (let i = 0; i < lists.length; i++) lists[i] = cells[i] === undefined ? lists[i] : cells[i]?.tail;
  return cells.map((cell, i) => (cell === undefined ? how[1][i] : cell.head));
}

function together(lists: Term[], how: Term, name: string, line: number): Term[][] {
  const rows: Term[][] = [];
  for (;;) {
    const row = next(lists, how);
    if (row === undefined) return rows;
    if (row === null) {
      const callers = waiting(rows.length, source.item(name, lists.length + 1, line + 1));
      throw source.noClause(name, [...lists, how], line, ...callers);
    }
    rows.push(row);
  }
}

/** The pairs of two lists of one length; undefined for others. */
function pairsOf(a: Term, b: Term): Term {
  const made = new Cons(undefined, NIL);
  let last = made;
  let x = asCons(a);
  let y = asCons(b);
  let ends = [a, b];
  while (x !== undefined && y !== undefined) {
    const cell = new Cons(tuple2(x.head, y.head), NIL);
    last.tail = cell;
    last = cell;
    const { tail: xs } = x;
    const { tail: ys } = y;
    x = xs instanceof Cons ? xs : asCons(xs);
    y = ys instanceof Cons ? ys : asCons(ys);
    if (x === undefined || y === undefined) ends = [xs, ys];
  }
  return ends.every(isNil) ? made.tail : undefined;
}

/** The triples of three lists of one length; undefined for others. */
function triplesOf(a: Term, b: Term, c: Term): Term {
  const made = new Cons(undefined, NIL);
  let last = made;
  let x = asCons(a);
  let y = asCons(b);
  let z = asCons(c);
  let ends = [a, b, c];
  while (x !== undefined && y !== undefined && z !== undefined) {
    const cell = new Cons(tuple3(x.head, y.head, z.head), NIL);
    last.tail = cell;
    last = cell;
    const tails = { x: x.tail, y: y.tail, z: z.tail };
    x = tails.x instanceof Cons ? tails.x : asCons(tails.x);
    y = tails.y instanceof Cons ? tails.y : asCons(tails.y);
    z = tails.z instanceof Cons ? tails.z : asCons(tails.z);
    if (x === undefined || y === undefined || z === undefined) ends = [tails.x, tails.y, tails.z];
  }
  return ends.every(isNil) ? made.tail : undefined;
}

/**
 * Pairs of the elements of two lists. Mirrors lists:zip/2 and zip/3.
 *
 * ```eshell
 * 1> lists:zip([a,b], [1,2]).
 * [{a,1},{b,2}]
 * 2> lists:zip([a,b,c], [1,2], trim).
 * [{a,1},{b,2}]
 * ```
 */
export function zip<A, B>(a: List<A>, b: List<B>, ...how: How<[A, B]>[]): Tuple<[A, B]>[] {
  const pairs = how.length === 0 ? pairsOf(a, b) : undefined;
  if (pairs !== undefined) return pairs as Tuple<[A, B]>[];
  const rows = together([a, b], how.length === 0 ? FAIL : how[0], "zip", 786);
  return fromArray(rows.map((row) => tuple2(row[0], row[1]))) as Tuple<[A, B]>[];
}

/**
 * Triples of the elements of three lists. Mirrors lists:zip3/3 and zip3/4.
 *
 * ```eshell
 * 1> lists:zip3([a,b], [1,2], [x,y]).
 * [{a,1,x},{b,2,y}]
 * ```
 */
export function zip3<A, B, C>(
  a: List<A>,
  b: List<B>,
  c: List<C>,
  ...how: How<[A, B, C]>[]
): Tuple<[A, B, C]>[] {
  const triples = how.length === 0 ? triplesOf(a, b, c) : undefined;
  if (triples !== undefined) return triples as Tuple<[A, B, C]>[];
  const rows = together([a, b, c], how.length === 0 ? FAIL : how[0], "zip3", 871);
  return fromArray(rows.map((row) => tuple3(row[0], row[1], row[2]))) as Tuple<[A, B, C]>[];
}

function columns(list: Term, width: number, name: string, line: number): Term {
  const rows: Term[] = [];
  let rest = list;
  for (let cell = asCons(rest); cell !== undefined; cell = asCons(rest)) {
    if (!isTuple(cell.head) || cell.head.length !== width) break;
    rows.push(cell.head);
    rest = cell.tail;
  }
  const column = (i: number) => rows.map((row) => row[i]);
  const places = Array.from({ length: width }, (_, i) => i);
  if (!isNil(rest)) {
    throw source.noClause(name, [rest, ...places.map((i) => fromArray(column(i).reverse()))], line);
  }
  return tuple(...places.map((i) => fromArray(column(i))));
}

/**
 * The first and the second elements of pairs. Mirrors lists:unzip/1.
 *
 * ```eshell
 * 1> lists:unzip([{a,1},{b,2}]).
 * {[a,b],[1,2]}
 * ```
 */
export function unzip<A, B>(pairs: List<readonly [A, B]>): Tuple<[A[], B[]]> {
  return columns(pairs, 2, "unzip", 825);
}

/**
 * The first, second and third elements of triples. Mirrors lists:unzip3/1.
 *
 * ```eshell
 * 1> lists:unzip3([{a,1,x},{b,2,y}]).
 * {[a,b],[1,2],[x,y]}
 * ```
 */
export function unzip3<A, B, C>(triples: List<readonly [A, B, C]>): Tuple<[A[], B[], C[]]> {
  return columns(triples, 3, "unzip3", 917);
}

const combine = (name: string, width: 2 | 3, line: number): ((...args: Term[]) => any) => {
  const item = source.item(name, width + 2, line + 1);
  return proc(
    function* zipwith(fun: Term, how: Term, lists: Term[]): Generator<unknown, Term, any> {
      const made: Term[] = [];
      for (;;) {
        const before = lists.slice();
        const row = next(lists, how);
        if (row === null || (row === undefined && !isFunOf(fun, width))) {
          throw raiseAt(
            NOWHERE,
            source.noClause(name, [fun, ...before, how], line, ...waiting(made.length, item)),
          );
        }
        if (row === undefined) return fromArray(made);
        const problem = isFunOf(fun, width) ? undefined : notCallable(fun, row);
        if (problem !== undefined)
          throw raiseAt(NOWHERE, source.error(problem, name, width + 2, line + 1, item));
        running.at = made.length;
        let value = width === 2 ? callFun2(fun, row[0], row[1]) : callFun3(fun, row[0], row[1], row[2]);
        if (value instanceof Frame) value = yield value;
        made.push(value);
      }
    },
    source.nested(name, width + 2, line + 1, line + 1),
  );
};
const zipwithLoop = combine("zipwith", 2, 965);
const zipwith3Loop = combine("zipwith3", 3, 1033);

function notCallable(fun: Term, args: Term[]): Term {
  const isFun = typeof fun === "function" || fun instanceof Fun || fun instanceof ExternalFun;
  return (isFun ? errorTuple(BADARITY, tuple2(fun, fromArray(args))) : errorTuple(BADFUN, fun)).reason;
}

/**
 * What the fun makes of the elements of two lists. Mirrors lists:zipwith/3 and zipwith/4.
 *
 * ```eshell
 * 1> lists:zipwith(fun(A, B) -> A + B end, [1,2], [10,20]).
 * [11,22]
 * ```
 */
export function zipwith<A, B, T>(
  fun: (a: A, b: B) => Awaitable<T>,
  a: List<A>,
  b: List<B>,
  ...how: How<[A, B]>[]
): Promise<T[]> {
  return zipwithLoop(fun, how.length === 0 ? FAIL : how[0], [a, b]);
}

/**
 * What the fun makes of the elements of three lists. Mirrors lists:zipwith3/4 and zipwith3/5.
 *
 * ```eshell
 * 1> lists:zipwith3(fun(A, B, C) -> A + B + C end, [1,2], [10,20], [100,200]).
 * "oÞ"
 * ```
 */
export function zipwith3<A, B, C, T>(
  fun: (a: A, b: B, c: C) => Awaitable<T>,
  a: List<A>,
  b: List<B>,
  c: List<C>,
  ...how: How<[A, B, C]>[]
): Promise<T[]> {
  return zipwith3Loop(fun, how.length === 0 ? FAIL : how[0], [a, b, c]);
}

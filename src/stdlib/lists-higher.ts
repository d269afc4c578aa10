// lists-higher — functions of module lists that call a fun for the elements one after the other.
//
// Each is a plain function that checks its arguments as OTP's does, and a generator beside it that does the work, since
// the fun may suspend. `running.at` says how far the generator is, which its stack items are made of (otp-source.ts).
import { callFun1, callFun2 } from "../process/apply.ts";
import { Frame, type FunctionInfo, proc } from "../process/frame.ts";
import { running } from "../process/running.ts";
import { isSpent, PREEMPT } from "../process/scheduler.ts";
import { type Exception, errorTuple } from "../terms/exception.ts";
import { arrayOf, asCons, Cons, fromArray, isList, isNil, NIL } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, type Tuple, tuple2 } from "../terms/tuple.ts";
import { lists as listBifs } from "./erlang-lists.ts";
import { flatmapCallers } from "./lists-join.ts";
import {
  type Awaitable,
  badmatch,
  calledAgain,
  caseClause,
  type List,
  NOWHERE,
  OtpSource,
  raiseAt,
  waiting,
  waitingAlternately,
} from "./otp-source.ts";

const source: OtpSource = new OtpSource("lists");
const OK = Symbol.for("ok");
const conc = listBifs["++"] as (front: Term, back: Term) => Term;

type Loop = Generator<unknown, Term, any>;
type LoopCall = (...args: Term[]) => any;

const loop = (body: (...args: Term[]) => Loop, info: Partial<FunctionInfo>): LoopCall => proc(body, info);

/** `function_clause` of a function that has called itself that often, at a line, for what the list ends in. */
function clause(
  name: string,
  args: readonly Term[],
  line: number,
  depth: number,
  callerLine: number,
): Exception {
  return raiseAt(
    NOWHERE,
    source.noClause(name, args, line, ...waiting(depth, source.item(name, args.length, callerLine))),
  );
}

const MAP = source.item("map", 2, 2384);
const MAP_1 = source.item("map_1", 2, 2389);

/**
 * What the fun makes of each element. Mirrors lists:map/2.
 *
 * ```eshell
 * 1> lists:map(fun(N) -> N * N end, [1,2,3]).
 * [1,4,9]
 * ```
 */
export function map<T, U>(fun: (element: T) => Awaitable<U>, list: List<T>): Promise<U[]> {
  source.checkFun(fun, 1, "map", [fun, list], 2382);
  if (!isList(list)) {
    throw source.error(caseClause(list).reason, "map", 2, 2383);
  }
  return mapLoop(fun, list);
}
const mapLoop = loop(
  function* map(fun, list) {
    const made: Term[] = [];
    const array = arrayOf(list);
    if (array !== undefined) {
      for (let i = 0; i < array.length; i++) {
        running.at = i;
        let value = callFun1(fun, array[i]);
        if (value instanceof Frame) value = yield value;
        else if (isSpent()) yield PREEMPT;
        made.push(value);
      }
      return fromArray(made);
    }
    let rest = list;
    for (let cell = asCons(rest); cell !== undefined; cell = asCons(rest)) {
      running.at = made.length;
      let value = callFun1(fun, cell.head);
      if (value instanceof Frame) value = yield value;
      else if (isSpent()) yield PREEMPT;
      made.push(value);
      rest = cell.tail;
    }
    if (!isNil(rest))
      throw raiseAt(
        NOWHERE,
        source.noClause("map_1", [fun, rest], 2388, ...waiting(made.length - 1, MAP_1), MAP),
      );
    return fromArray(made);
  },
  source.frames("map", 2, (at) => (at === 0 ? [MAP] : [MAP_1, ...waiting(at - 1, MAP_1), MAP])),
);

/**
 * The lists that the fun makes of the elements, one after the other. Mirrors lists:flatmap/2.
 *
 * ```eshell
 * 1> lists:flatmap(fun(X) -> [X,X] end, [a,b]).
 * [a,a,b,b]
 * ```
 */
export function flatmap<T, U>(fun: (element: T) => Awaitable<List<U>>, list: List<T>): Promise<U[]> {
  source.checkFun(fun, 1, "flatmap", [fun, list], 2424);
  return flatmapLoop(fun, list);
}
const flatmapLoop = loop(
  function* flatmap(fun, list) {
    const parts: Term[] = [];
    let rest = list;
    for (let cell = asCons(rest); cell !== undefined; cell = asCons(rest)) {
      running.at = parts.length;
      let part = callFun1(fun, cell.head);
      if (part instanceof Frame) part = yield part;
      else if (isSpent()) yield PREEMPT;
      if (!isNil(part)) parts.push(part);
      rest = cell.tail;
    }
    if (!isNil(rest)) {
      throw raiseAt(NOWHERE, source.noClause("flatmap_1", [fun, rest], 2427, ...flatmapCallers(parts)));
    }
    let result: Term = NIL;
    while (parts.length > 0) {
      const part = parts.pop();
      const back = result;
      const callers = () => [source.item("flatmap_1", 2, 2432), ...flatmapCallers(parts)];
      running.at = NOWHERE;
      result = isSingle(part)
        ? new Cons(asCons(part)?.head, back)
        : source.within("++", [part, back], callers, () => conc(part, back));
    }
    return result;
  },
  source.nested("flatmap_1", 2, 2428, 2432),
);

const isSingle = (part: Term): boolean => isNil(asCons(part)?.tail);
/**
 * The fun's result for each element and what it gave before, from the first on. Mirrors lists:foldl/3.
 *
 * ```eshell
 * 1> lists:foldl(fun(X, Sum) -> X + Sum end, 0, [1,2,3]).
 * 6
 * 2> lists:foldl(fun(X, L) -> [X | L] end, [], [1,2,3]).
 * [3,2,1]
 * ```
 */
export function foldl<T, A>(
  fun: (element: T, accumulator: A) => Awaitable<A>,
  initial: A,
  list: List<T>,
): Promise<A> {
  source.checkFun(fun, 2, "foldl", [fun, initial, list], 2463);
  if (!isList(list)) throw source.error(caseClause(list).reason, "foldl", 3, 2464);
  return foldlLoop(fun, initial, list);
}
const foldlLoop = loop(
  function* foldl(fun, initial, list) {
    let accumulator = initial;
    let rest = list;
    running.at = 0;
    const array = arrayOf(list);
    if (array !== undefined) {
      for (let i = 0; i < array.length; i++) {
        accumulator = callFun2(fun, array[i], accumulator);
        if (accumulator instanceof Frame) accumulator = yield accumulator;
        else if (isSpent()) yield PREEMPT;
        running.at = 1;
      }
      return accumulator;
    }
    for (let cell = asCons(rest); cell !== undefined; cell = asCons(rest)) {
      accumulator = callFun2(fun, cell.head, accumulator);
      if (accumulator instanceof Frame) accumulator = yield accumulator;
      else if (isSpent()) yield PREEMPT;
      rest = cell.tail;
      running.at = 1;
    }
    if (!isNil(rest)) throw raiseAt(NOWHERE, source.noClause("foldl_1", [fun, accumulator, rest], 2469));
    return accumulator;
  },
  source.loop("foldl", 3, 2465, "foldl_1", 3, 2470),
);

const FOLDR_1 = source.item("foldr_1", 3, 2503);

/** The cells of a list from the last to the first, or what it ends in instead of []. */
function reversedCells(list: Term): { cells: Cons[]; end: Term } {
  const cells: Cons[] = [];
  let rest = list;
  for (let cell = asCons(rest); cell !== undefined; cell = asCons(rest)) {
    cells.push(cell);
    rest = cell.tail;
  }
  return { cells, end: rest };
}

/**
 * The fun's result for each element and what it gave before, from the last on. Mirrors lists:foldr/3.
 *
 * ```eshell
 * 1> lists:foldr(fun(X, L) -> [X | L] end, [], [1,2,3]).
 * [1,2,3]
 * ```
 */
export function foldr<T, A>(
  fun: (element: T, accumulator: A) => Awaitable<A>,
  initial: A,
  list: List<T>,
): Promise<A> {
  source.checkFun(fun, 2, "foldr", [fun, initial, list], 2499);
  return foldrLoop(fun, initial, list);
}
const foldrLoop = loop(
  function* foldr(fun, initial, list) {
    const { cells, end } = reversedCells(list);
    if (!isNil(end)) {
      throw raiseAt(cells.length, source.noClause("foldr_1", [fun, initial, end], 2502));
    }
    let accumulator = initial;
    while (cells.length > 0) {
      const head = cells.pop()?.head;
      // The fun is called at the end of foldr_1, which itself is waited for unless this is the first element.
      running.at = cells.length;
      accumulator = callFun2(fun, head, accumulator);
      if (accumulator instanceof Frame) accumulator = yield accumulator;
      else if (isSpent()) yield PREEMPT;
    }
    return accumulator;
  },
  source.frames("foldr_1", 3, (at) => waiting(at, FOLDR_1)),
);

/**
 * Calls the fun for each element. Mirrors lists:foreach/2.
 *
 * ```eshell
 * 1> lists:foreach(fun(X) -> io:format("~p~n", [X]) end, [a,b]).
 * a
 * b
 * ok
 * ```
 */
export function foreach<T>(fun: (element: T) => unknown, list: List<T>): Promise<symbol> {
  source.checkFun(fun, 1, "foreach", [fun, list], 2637);
  return foreachLoop(fun, list);
}
const foreachLoop = loop(
  function* foreach(fun, list) {
    let rest = list;
    for (let cell = asCons(rest); cell !== undefined; cell = asCons(rest)) {
      running.at = 0;
      const value = callFun1(fun, cell.head);
      if (value instanceof Frame) yield value;
      else if (isSpent()) yield PREEMPT;
      rest = cell.tail;
    }
    if (!isNil(rest)) throw raiseAt(NOWHERE, source.noClause("foreach_1", [fun, rest], 2640));
    return OK;
  },
  source.info("foreach_1", 2, 2641),
);

const BAD_FILTER = Symbol.for("bad_filter");
const BAD_GENERATOR = Symbol.for("bad_generator");
const FILTER = "-filter/2-lc$^0/1-0-";

/**
 * The elements for which the fun says true. Mirrors lists:filter/2.
 *
 * ```eshell
 * 1> lists:filter(fun(N) -> N > 1 end, [1,2,3]).
 * [2,3]
 * ```
 */
export function filter<T>(fun: (element: T) => Awaitable<boolean>, list: List<T>): Promise<T[]> {
  source.checkFun(fun, 1, "filter", [fun, list], 2526);
  return filterLoop(fun, list);
}
const filterLoop = loop(
  function* filter(fun, list) {
    const kept: Term[] = [];
    let rest = list;
    for (let cell = asCons(rest); cell !== undefined; cell = asCons(rest)) {
      running.at = kept.length;
      let answer = callFun1(fun, cell.head);
      if (answer instanceof Frame) answer = yield answer;
      else if (isSpent()) yield PREEMPT;
      if (answer === true) kept.push(cell.head);
      else if (answer !== false) throw raiseAt(kept.length, errorTuple(BAD_FILTER, answer));
      rest = cell.tail;
    }
    if (!isNil(rest)) throw raiseAt(kept.length, errorTuple(BAD_GENERATOR, rest));
    return fromArray(kept);
  },
  source.nested(FILTER, 2, 2527, 2527),
);

/**
 * The elements for which the fun says true, and the others. Mirrors lists:partition/2.
 *
 * ```eshell
 * 1> lists:partition(fun(N) -> N rem 2 =:= 1 end, [1,2,3,4]).
 * {[1,3],[2,4]}
 * ```
 */
export function partition<T>(
  fun: (element: T) => Awaitable<boolean>,
  list: List<T>,
): Promise<Tuple<[T[], T[]]>> {
  source.checkFun(fun, 1, "partition", [fun, list], 2552);
  return partitionLoop(fun, list);
}
const partitionLoop = loop(
  function* partition(fun, list) {
    const yes: Term[] = [];
    const no: Term[] = [];
    let rest = list;
    for (let cell = asCons(rest); cell !== undefined; cell = asCons(rest)) {
      running.at = 0;
      let answer = callFun1(fun, cell.head);
      if (answer instanceof Frame) answer = yield answer;
      else if (isSpent()) yield PREEMPT;
      if (typeof answer !== "boolean") throw raiseAt(0, caseClause(answer));
      (answer ? yes : no).push(cell.head);
      rest = cell.tail;
    }
    if (!isNil(rest)) {
      const args = [fun, rest, fromArray(yes.reverse()), fromArray(no.reverse())];
      throw raiseAt(NOWHERE, source.noClause("partition_1", args, 2555));
    }
    return tuple2(fromArray(yes), fromArray(no));
  },
  source.info("partition_1", 4, 2556),
);

/**
 * Keeps an element for true, its replacement for `{true, Value}`, none for false. Mirrors lists:filtermap/2.
 *
 * ```eshell
 * 1> lists:filtermap(fun(N) -> N > 1 andalso {true, N * N} end, [1,2,3]).
 * [4,9]
 * ```
 */
export function filtermap<T, U = T>(
  fun: (element: T) => Awaitable<boolean | Tuple<[true, U]>>,
  list: List<T>,
): Promise<(T | U)[]> {
  source.checkFun(fun, 1, "filtermap", [fun, list], 2604);
  return filtermapLoop(fun, list);
}
const FILTERMAP = source.item("filtermap_1", 2, 2608);
const FILTERMAP_AGAIN = [source.item("filtermap_1", 2, 2610), source.item("filtermap_1", 2, 2612)] as const;
const filtermapLoop = loop(
  function* filtermap(fun, list) {
    const kept: Term[] = [];
    let rest = list;
    let at = 0;
    for (let cell = asCons(rest); cell !== undefined; cell = asCons(rest)) {
      running.at = at;
      let answer = callFun1(fun, cell.head);
      if (answer instanceof Frame) answer = yield answer;
      else if (isSpent()) yield PREEMPT;
      if (answer === true) {
        kept.push(cell.head);
        at = calledAgain(at, false);
      } else if (isTuple(answer) && answer.length === 2 && answer[0] === true) {
        kept.push(answer[1]);
        at = calledAgain(at, true);
      } else if (answer !== false) throw raiseAt(at, caseClause(answer));
      rest = cell.tail;
    }
    if (isNil(rest)) return fromArray(kept);
    const callers = waitingAlternately(at, FILTERMAP_AGAIN);
    throw raiseAt(NOWHERE, source.noClause("filtermap_1", [fun, rest], 2607, ...callers));
  },
  source.frames("filtermap_1", 2, (at) => [FILTERMAP, ...waitingAlternately(at, FILTERMAP_AGAIN)]),
);

/**
 * Elements made of the elements and an accumulator that goes from the first to the last. Mirrors lists:mapfoldl/3.
 *
 * ```eshell
 * 1> lists:mapfoldl(fun(X, Sum) -> {X * 2, X + Sum} end, 0, [1,2,3]).
 * {[2,4,6],6}
 * ```
 */
export function mapfoldl<T, U, A>(
  fun: (element: T, accumulator: A) => Awaitable<Tuple<[U, A]>>,
  initial: A,
  list: List<T>,
): Promise<Tuple<[U[], A]>> {
  source.checkFun(fun, 2, "mapfoldl", [fun, initial, list], 2669);
  return mapfoldlLoop(fun, initial, list);
}
const mapfoldlLoop = loop(
  function* mapfoldl(fun, initial, list) {
    const made: Term[] = [];
    let accumulator = initial;
    let rest = list;
    for (let cell = asCons(rest); cell !== undefined; cell = asCons(rest)) {
      running.at = made.length;
      let pair = callFun2(fun, cell.head, accumulator);
      if (pair instanceof Frame) pair = yield pair;
      else if (isSpent()) yield PREEMPT;
      if (!isTuple(pair) || pair.length !== 2) throw raiseAt(made.length, badmatch(pair));
      made.push(pair[0]);
      accumulator = pair[1];
      rest = cell.tail;
    }
    if (!isNil(rest)) throw clause("mapfoldl_1", [fun, accumulator, rest], 2672, made.length, 2674);
    return tuple2(fromArray(made), accumulator);
  },
  source.nested("mapfoldl_1", 3, 2673, 2674),
);

/**
 * Elements made of the elements and an accumulator that goes from the last to the first. Mirrors lists:mapfoldr/3.
 *
 * ```eshell
 * 1> lists:mapfoldr(fun(X, Sum) -> {X + Sum, X + Sum} end, 0, [1,2,3]).
 * {[6,5,3],6}
 * ```
 */
export function mapfoldr<T, U, A>(
  fun: (element: T, accumulator: A) => Awaitable<Tuple<[U, A]>>,
  initial: A,
  list: List<T>,
): Promise<Tuple<[U[], A]>> {
  source.checkFun(fun, 2, "mapfoldr", [fun, initial, list], 2708);
  return mapfoldrLoop(fun, initial, list);
}
const mapfoldrLoop = loop(
  function* mapfoldr(fun, initial, list) {
    const { cells, end } = reversedCells(list);
    if (!isNil(end)) throw clause("mapfoldr_1", [fun, initial, end], 2711, cells.length, 2712);
    let accumulator = initial;
    let made: Term = NIL;
    while (cells.length > 0) {
      const head = cells.pop()?.head;
      running.at = cells.length;
      let pair = callFun2(fun, head, accumulator);
      if (pair instanceof Frame) pair = yield pair;
      else if (isSpent()) yield PREEMPT;
      if (!isTuple(pair) || pair.length !== 2) throw raiseAt(cells.length, badmatch(pair));
      made = new Cons(pair[0], made);
      accumulator = pair[1];
    }
    return tuple2(made, accumulator);
  },
  source.nested("mapfoldr_1", 3, 2713, 2712),
);

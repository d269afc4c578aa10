// lists-search — functions of module lists whose fun decides how far they go: all, any, takewhile … and uniq/2.
import { callFun1 } from "../process/apply.ts";
import { Frame, proc } from "../process/frame.ts";
import { running } from "../process/running.ts";
import { isSpent, PREEMPT } from "../process/scheduler.ts";
import { asCons, fromArray, isList, isNil, NIL } from "../terms/list.ts";
import { EMPTY_MAP } from "../terms/map.ts";
import type { Term } from "../terms/term.ts";
import { type Tuple, tuple2 } from "../terms/tuple.ts";
import { uniqElements } from "./lists-plain.ts";
import { type Awaitable, caseClause, type List, NOWHERE, OtpSource, raiseAt, waiting } from "./otp-source.ts";

const source: OtpSource = new OtpSource("lists");

type Predicate<T> = (element: T) => Awaitable<boolean>;

const ALL = [source.item("all", 2, 2312), source.item("all_1", 2, 2320)];
const ANY = [source.item("any", 2, 2349), source.item("any_1", 2, 2357)];

/**
 * Whether the fun says true for every element. Mirrors lists:all/2.
 *
 * ```eshell
 * 1> lists:all(fun(N) -> N rem 2 =:= 0 end, [2,4,6]).
 * true
 * ```
 */
export function all<T>(predicate: Predicate<T>, list: List<T>): Promise<boolean> {
  return quantify(predicate, list, "all", 2309, false);
}

/**
 * Whether the fun says true for an element. Mirrors lists:any/2.
 *
 * ```eshell
 * 1> lists:any(fun erlang:is_atom/1, [1,2,three]).
 * true
 * ```
 */
export function any<T>(predicate: Predicate<T>, list: List<T>): Promise<boolean> {
  return quantify(predicate, list, "any", 2346, true);
}

function quantify(predicate: Term, list: Term, name: string, line: number, decisive: boolean): any {
  source.checkFun(predicate, 1, name, [predicate, list], line);
  if (!isList(list)) throw source.error(caseClause(list).reason, name, 2, line + 1);
  return (decisive ? anyLoop : allLoop)(predicate, list);
}

function* decide(predicate: Term, list: Term, decisive: boolean): Generator<unknown, boolean, any> {
  let rest = list;
  let at = 0;
  for (let cell = asCons(rest); cell !== undefined; cell = asCons(rest)) {
    running.at = at;
    let answer = callFun1(predicate, cell.head);
    if (answer instanceof Frame) answer = yield answer;
    else if (isSpent()) yield PREEMPT;
    if (answer === decisive) return decisive;
    if (answer !== !decisive) throw raiseAt(at, caseClause(answer));
    rest = cell.tail;
    at = 1;
  }
  if (!isNil(rest)) {
    throw raiseAt(
      NOWHERE,
      source.noClause(decisive ? "any_1" : "all_1", [predicate, rest], decisive ? 2356 : 2319),
    );
  }
  return !decisive;
}
const allLoop = proc(
  (predicate: Term, list: Term) => decide(predicate, list, false),
  source.frames("all", 2, (at) => [ALL[at]]),
);
const anyLoop = proc(
  (predicate: Term, list: Term) => decide(predicate, list, true),
  source.frames("any", 2, (at) => [ANY[at]]),
);

/**
 * The elements before the first for which the fun says false. Mirrors lists:takewhile/2.
 *
 * ```eshell
 * 1> lists:takewhile(fun(N) -> N < 3 end, [1,2,3,1]).
 * [1,2]
 * ```
 */
export function takewhile<T>(predicate: Predicate<T>, list: List<T>): Promise<T[]> {
  source.checkFun(predicate, 1, "takewhile", [predicate, list], 2737);
  return takeLoop(predicate, list);
}
const takeLoop: (...args: Term[]) => any = proc(
  function* takewhile(predicate: Term, list: Term): Generator<unknown, Term, any> {
    const taken: Term[] = [];
    let rest = list;
    for (let cell = asCons(rest); cell !== undefined; cell = asCons(rest)) {
      running.at = taken.length;
      let answer = callFun1(predicate, cell.head);
      if (answer instanceof Frame) answer = yield answer;
      else if (isSpent()) yield PREEMPT;
      if (answer === false) return fromArray(taken);
      if (answer !== true) throw raiseAt(taken.length, caseClause(answer));
      taken.push(cell.head);
      rest = cell.tail;
    }
    if (!isNil(rest)) {
      const callers = waiting(taken.length, source.item("takewhile_1", 2, 2742));
      throw raiseAt(NOWHERE, source.noClause("takewhile_1", [predicate, rest], 2740, ...callers));
    }
    return fromArray(taken);
  },
  source.nested("takewhile_1", 2, 2741, 2742),
);

/**
 * The elements from the first on for which the fun says false. Mirrors lists:dropwhile/2.
 *
 * ```eshell
 * 1> lists:dropwhile(fun(N) -> N < 3 end, [1,2,3,1]).
 * [3,1]
 * ```
 */
export function dropwhile<T>(predicate: Predicate<T>, list: List<T>): Promise<T[]> {
  source.checkFun(predicate, 1, "dropwhile", [predicate, list], 2767);
  return dropLoop(predicate, list);
}
const dropLoop: (...args: Term[]) => any = proc(
  function* dropwhile(predicate: Term, list: Term): Generator<unknown, Term, any> {
    let rest = list;
    for (let cell = asCons(rest); cell !== undefined; cell = asCons(rest)) {
      running.at = 0;
      let answer = callFun1(predicate, cell.head);
      if (answer instanceof Frame) answer = yield answer;
      else if (isSpent()) yield PREEMPT;
      if (answer === false) return cell;
      if (answer !== true) throw raiseAt(0, caseClause(answer));
      rest = cell.tail;
    }
    if (!isNil(rest)) throw raiseAt(NOWHERE, source.noClause("dropwhile_1", [predicate, rest], 2770));
    return NIL;
  },
  source.info("dropwhile_1", 2, 2771),
);

/**
 * `{value, Element}` of the first for which the fun says true, or false. Mirrors lists:search/2.
 *
 * ```eshell
 * 1> lists:search(fun(N) -> N > 1 end, [1,2,3]).
 * {value,2}
 * ```
 */
export function search<T>(predicate: Predicate<T>, list: List<T>): Promise<Tuple<[symbol, T]> | false> {
  source.checkFun(predicate, 1, "search", [predicate, list], 2798);
  return searchLoop(predicate, list);
}
const VALUE = Symbol.for("value");
const searchLoop: (...args: Term[]) => any = proc(
  function* search(predicate: Term, list: Term): Generator<unknown, Term, any> {
    let rest = list;
    for (let cell = asCons(rest); cell !== undefined; cell = asCons(rest)) {
      running.at = 0;
      let answer = callFun1(predicate, cell.head);
      if (answer instanceof Frame) answer = yield answer;
      else if (isSpent()) yield PREEMPT;
      if (answer === true) return tuple2(VALUE, cell.head);
      if (answer !== false) throw raiseAt(0, caseClause(answer));
      rest = cell.tail;
    }
    if (!isNil(rest)) throw raiseAt(NOWHERE, source.noClause("search_1", [predicate, rest], 2801));
    return false;
  },
  source.info("search_1", 2, 2802),
);

/**
 * The elements before the first for which the fun says false, and the others. Mirrors lists:splitwith/2.
 *
 * ```eshell
 * 1> lists:splitwith(fun(N) -> N < 3 end, [1,2,3,1]).
 * {[1,2],[3,1]}
 * ```
 */
export function splitwith<T>(predicate: Predicate<T>, list: List<T>): Promise<Tuple<[T[], T[]]>> {
  source.checkFun(predicate, 1, "splitwith", [predicate, list], 2837);
  return splitLoop(predicate, list);
}
const splitLoop: (...args: Term[]) => any = proc(
  function* splitwith(predicate: Term, list: Term): Generator<unknown, Term, any> {
    const taken: Term[] = [];
    let rest = list;
    for (let cell = asCons(rest); cell !== undefined; cell = asCons(rest)) {
      running.at = 0;
      let answer = callFun1(predicate, cell.head);
      if (answer instanceof Frame) answer = yield answer;
      else if (isSpent()) yield PREEMPT;
      if (answer === false) return tuple2(fromArray(taken), cell);
      if (answer !== true) throw raiseAt(0, caseClause(answer));
      taken.push(cell.head);
      rest = cell.tail;
    }
    if (!isNil(rest)) {
      throw raiseAt(
        NOWHERE,
        source.noClause("splitwith_1", [predicate, rest, fromArray(taken.reverse())], 2840),
      );
    }
    return tuple2(fromArray(taken), NIL);
  },
  source.info("splitwith_1", 3, 2841),
);

/**
 * The list without what was there before: elements that are `=:=`, or for which the fun gives the same.
 * Mirrors lists:uniq/1 and uniq/2.
 *
 * ```eshell
 * 1> lists:uniq([a,b,a]).
 * [a,b]
 * 2> lists:uniq(fun({K, _}) -> K end, [{a,1},{b,2},{a,3}]).
 * [{a,1},{b,2}]
 * ```
 */
export function uniq<T>(list: List<T>): T[];
export function uniq<T>(fun: (element: T) => unknown, list: List<T>): Promise<T[]>;
export function uniq(first: Term, ...second: Term[]): Term {
  if (second.length === 0) return uniqElements(first);
  source.checkFun(first, 1, "uniq", [first, second[0]], 2966);
  return uniqLoop(first, second[0]);
}
const uniqLoop = proc(
  function* uniq(fun: Term, list: Term): Generator<unknown, Term, any> {
    let seen = EMPTY_MAP;
    const kept: Term[] = [];
    let rest = list;
    for (let cell = asCons(rest); cell !== undefined; cell = asCons(rest)) {
      running.at = kept.length;
      let key = callFun1(fun, cell.head);
      if (key instanceof Frame) key = yield key;
      else if (isSpent()) yield PREEMPT;
      if (!seen.has(key)) {
        seen = seen.set(key, true);
        kept.push(cell.head);
      }
      rest = cell.tail;
    }
    if (!isNil(rest)) {
      const callers = waiting(kept.length, source.item("uniq_2", 3, 2975));
      throw raiseAt(NOWHERE, source.noClause("uniq_2", [rest, fun, seen], 2969, ...callers));
    }
    return fromArray(kept);
  },
  source.nested("uniq_2", 3, 2970, 2975),
);

// lists-fun-sort — sorting and merging by a fun that says whether its arguments are in order.
//
// The fun may suspend, may have side effects, and may be no order at all; so this is OTP's merge sort, which calls
// it in the same sequence: runs are split off the list, two and two merged, forwards and backwards in turn.
import { callFun2 } from "../process/apply.ts";
import { Frame, proc } from "../process/frame.ts";
import { running } from "../process/running.ts";
import { errorTuple } from "../terms/exception.ts";
import { Fun } from "../terms/fun.ts";
import { asCons, type Cons, fromArray, isNil } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { tuple2 } from "../terms/tuple.ts";
import { isFunOf } from "./fun-arity.ts";
import { merge2, mergeAll, rmerge2, rumerge2, sortTerms, umerge2, usortTerms } from "./lists-order.ts";
import { type Awaitable, caseClause, type List, NOWHERE, OtpSource, raiseAt } from "./otp-source.ts";

const source: OtpSource = new OtpSource("lists");

type Steps<T> = Generator<unknown, T, any>;
type InOrder<A, B = A> = (a: A, b: B) => Awaitable<boolean>;

/** The fun's answer, which must be a boolean. */
function* ask(fun: Term, a: Term, b: Term): Steps<boolean> {
  let answer = callFun2(fun, a, b);
  if (answer instanceof Frame) answer = yield answer;
  if (typeof answer !== "boolean") throw caseClause(answer);
  return answer;
}

/** The elements of a list; what it ends in instead of [] has no clause in the function that gets there. */
function elementsOf(list: Term, name: string, args: (rest: Term) => Term[], line: number): Term[] {
  const elements: Term[] = [];
  let rest = list;
  for (let cell = asCons(rest); cell !== undefined; cell = asCons(rest)) {
    elements.push(cell.head);
    rest = cell.tail;
  }
  if (!isNil(rest)) throw raiseAt(NOWHERE, source.noClause(name, args(rest), line));
  return elements;
}

/** Merges `a` and `b`, the result being reversed; `back` merges lists that are reversed themselves. */
function* merge(fun: Term, a: readonly Term[], b: readonly Term[], back: boolean): Steps<Term[]> {
  const merged: Term[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) merged.push((yield* ask(fun, a[i], b[j])) === back ? b[j++] : a[i++]);
  while (i < a.length) merged.push(a[i++]);
  while (j < b.length) merged.push(b[j++]);
  return merged.reverse();
}

/** Merges lists without duplicates: of two elements in order both ways that of `a` is kept. */
function* uniqueMerge(fun: Term, a: readonly Term[], b: readonly Term[]): Steps<Term[]> {
  const merged: Term[] = [];
  let i = 0;
  let j = 0;
  let fresh = false;
  while (j < b.length && (i < a.length || fresh)) {
    if (i < a.length && (yield* ask(fun, a[i], b[j]))) {
      merged.push(a[i++]);
      fresh = true;
    } else {
      if (!fresh || !(yield* ask(fun, b[j], merged[merged.length - 1]))) merged.push(b[j]);
      j++;
      fresh = false;
    }
  }
  while (i < a.length) merged.push(a[i++]);
  while (j < b.length) merged.push(b[j++]);
  return merged.reverse();
}

/** The same for reversed lists. */
function* uniqueMergeBack(fun: Term, a: readonly Term[], b: readonly Term[]): Steps<Term[]> {
  const merged: Term[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    if (!(yield* ask(fun, a[i], b[j]))) {
      merged.push(a[i++]);
      continue;
    }
    let held = b[j++];
    const element = a[i++];
    while (j < b.length && (yield* ask(fun, element, b[j]))) {
      merged.push(held);
      held = b[j++];
    }
    if (!(yield* ask(fun, held, element))) merged.push(held);
    merged.push(element);
  }
  while (i < a.length) merged.push(a[i++]);
  while (j < b.length) merged.push(b[j++]);
  return merged.reverse();
}

/** Merges runs two and two, until one is left: `back` says that they are reversed, as every other time. */
function* mergeRuns(
  fun: Term,
  runs: Term[][],
  back: boolean,
  ascending: boolean,
  unique: boolean,
): Steps<Term[]> {
  for (;;) {
    if (!back && runs.length === 1) return runs[0];
    const merged: Term[][] = [];
    let i = 0;
    for (; i + 1 < runs.length; i += 2) {
      // Which of the two comes first in the list depends on the way the runs were found and on the direction.
      const swap = back === ascending;
      const a = swap ? runs[i + 1] : runs[i];
      const b = swap ? runs[i] : runs[i + 1];
      if (!unique) merged.push(yield* merge(fun, a, b, back));
      else merged.push(yield* (back ? uniqueMergeBack : uniqueMerge)(fun, a, b));
    }
    if (i < runs.length) merged.push(runs[i].slice().reverse());
    runs = merged.reverse();
    back = !back;
  }
}

/**
 * Splits off runs that are in order, or against it (`ascending` false), each growing at both ends, and merges them.
 * Mirrors fsplit_1 and fsplit_2 of lists.erl.
 */
function* sortRuns(
  fun: Term,
  x: Term,
  y: Term,
  elements: readonly Term[],
  ascending: boolean,
): Steps<Term[]> {
  const runs: Term[][] = [];
  let run: Term[] = [];
  let hasStray = false;
  let stray: Term;
  const finish = () => runs.push([y, x, ...run.reverse()]);
  for (const z of elements) {
    if ((yield* ask(fun, y, z)) === ascending) {
      run.push(x);
      x = y;
      y = z;
    } else if ((yield* ask(fun, x, z)) === ascending) {
      run.push(x);
      x = z;
    } else if (!hasStray) {
      if (run.length === 0) {
        run.push(z);
      } else {
        stray = z;
        hasStray = true;
      }
    } else {
      const inOrder = (yield* ask(fun, stray, z)) === ascending;
      finish();
      run = [];
      x = inOrder ? stray : z;
      y = inOrder ? z : stray;
      hasStray = false;
    }
  }
  finish();
  if (hasStray) runs.push([stray]);
  return yield* mergeRuns(fun, runs.reverse(), ascending, ascending, false);
}

/** Mirrors ufsplit_1 of lists.erl; `runs` are those already split off. */
function* uniqueRuns(fun: Term, x: Term, y: Term, elements: readonly Term[], runs: Term[][]): Steps<Term[]> {
  let run: Term[] = [];
  let hasStray = false;
  let stray: Term;
  const finish = () => runs.push([y, x, ...run.reverse()]);
  for (const z of elements) {
    if (yield* ask(fun, y, z)) {
      if (yield* ask(fun, z, y)) continue;
      run.push(x);
      x = y;
      y = z;
    } else if (yield* ask(fun, x, z)) {
      if (yield* ask(fun, z, x)) continue;
      run.push(x);
      x = z;
    } else if (!hasStray) {
      if (run.length === 0) {
        run.push(z);
      } else {
        stray = z;
        hasStray = true;
      }
    } else {
      const inOrder = yield* ask(fun, stray, z);
      if (inOrder && (yield* ask(fun, z, stray))) continue;
      finish();
      run = [];
      x = inOrder ? stray : z;
      y = inOrder ? z : stray;
      hasStray = false;
    }
  }
  finish();
  if (hasStray) runs.push([stray]);
  return yield* mergeRuns(fun, runs.reverse(), true, true, true);
}

const BADFUN = Symbol.for("badfun");
const BADARITY = Symbol.for("badarity");

/**
 * The elements in order: of terms, or as the fun says. Mirrors lists:sort/1 and sort/2.
 *
 * ```eshell
 * 1> lists:sort([3,a,1.0,{},"x"]).
 * [1.0,3,a,{},"x"]
 * 2> lists:sort(fun(A, B) -> A >= B end, [1,3,2]).
 * [3,2,1]
 * ```
 */
export function sort<T>(list: List<T>): T[];
export function sort<T>(inOrder: InOrder<T>, list: List<T>): Promise<T[]>;
export function sort(first: Term, ...second: Term[]): Term {
  if (second.length === 0) return sortTerms(first);
  const list = second[0];
  const cell = asCons(list);
  if (cell === undefined || asCons(cell.tail) === undefined) {
    const short = isNil(list) || isNil(cell?.tail);
    if (!short || !isFunOf(first, 2)) throw source.noClause("sort", [first, list], 1882);
    return list;
  }
  if (!isFunOf(first, 2)) throw notAFun(first, cell);
  return sortLoop(first, list);
}

/** sort/2 does not look at the fun before it calls it. */
function notAFun(fun: Term, cell: Cons): Error {
  const args = [cell.head, asCons(cell.tail)?.head];
  const callable = fun instanceof Fun || typeof fun === "function" || isFunOf(fun, fun?.arity);
  const reason = callable ? errorTuple(BADARITY, tuple2(fun, fromArray(args))) : errorTuple(BADFUN, fun);
  return source.error(reason.reason, "sort", 2, 1887, source.item("sort", 2, 1887));
}

const SORT = [source.item("sort", 2, 1887)];
const SPLIT = [source.item("fsplit_1", 6, 4062)];
const sortLoop = proc(
  function* sort(fun: Term, list: Term): Generator<unknown, Term, any> {
    const [x, y, ...rest] = elementsOf(list, "fsplit_1", (end) => [fun, end], 4061);
    running.at = 0;
    const ascending = yield* ask(fun, x, y);
    running.at = 1;
    return fromArray(yield* sortRuns(fun, x, y, rest, ascending));
  },
  source.frames("sort", 2, (at) => (at === 0 ? SORT : SPLIT)),
);

/**
 * The elements in order, without duplicates. Mirrors lists:usort/1 and usort/2.
 *
 * ```eshell
 * 1> lists:usort([b,a,b]).
 * [a,b]
 * ```
 */
export function usort<T>(list: List<T>): T[];
export function usort<T>(inOrder: InOrder<T>, list: List<T>): Promise<T[]>;
export function usort(first: Term, ...second: Term[]): Term {
  if (second.length === 0) return usortTerms(first);
  const list = second[0];
  const cell = asCons(list);
  if (!isFunOf(first, 2) || (cell === undefined && !isNil(list))) {
    throw source.noClause("usort", [first, list], 1972);
  }
  return cell === undefined || isNil(cell.tail) ? list : usortLoop(first, list);
}

const usortLoop = proc(
  function* usort(fun: Term, list: Term): Generator<unknown, Term, any> {
    const elements = elementsOf(list, "usort_1", (end) => [fun, asCons(list)?.head, end], 1979);
    running.at = 0;
    const x = elements[0];
    let i = 1;
    for (; i < elements.length; i++) {
      const y = elements[i];
      if (!(yield* ask(fun, x, y))) return fromArray(yield* uniqueDown(fun, x, y, elements.slice(i + 1)));
      if (!(yield* ask(fun, y, x))) return fromArray(yield* uniqueRuns(fun, x, y, elements.slice(i + 1), []));
    }
    return fromArray([x]);
  },
  source.info("usort_1", 3, 1980),
);

/** As long as the list goes down it is only reversed. Mirrors ufsplit_2 of lists.erl. */
function* uniqueDown(fun: Term, x: Term, y: Term, elements: readonly Term[]): Steps<Term[]> {
  const down = [x];
  for (let i = 0; i < elements.length; i++) {
    const z = elements[i];
    if (!(yield* ask(fun, y, z))) {
      down.push(y);
      y = z;
    } else if (!(yield* ask(fun, z, y))) {
      return yield* uniqueRuns(fun, y, z, elements.slice(i + 1), [down]);
    }
  }
  down.push(y);
  return down.reverse();
}

type Merger = {
  <A, B>(inOrder: InOrder<A, B>, a: List<A>, b: List<B>): Promise<(A | B)[]>;
  <A, B>(a: List<A>, b: List<B>): (A | B)[];
  <T>(lists: List<List<T>>): T[];
};

const mergerLoop = (name: string, line: number, how: (fun: Term, a: Term[], b: Term[]) => Steps<Term[]>) =>
  proc(
    (fun: Term, a: Term, b: Term): Generator<unknown, Term, any> =>
      (function* () {
        const args = () => [fun, a, b];
        const first = elementsOf(a, `${name}_1`, args, line + 3);
        const second = elementsOf(b, `${name}_1`, args, line + 3);
        running.at = 0;
        return fromArray((yield* how(fun, first, second)).reverse());
      })(),
    source.info(`${name}_1`, 3, line + 4),
  );

function merger(
  name: string,
  line: number,
  loop: (...args: Term[]) => any,
  plain: (...lists: Term[]) => Term,
): Merger {
  return ((...args: Term[]): Term => {
    if (args.length < 3) return plain(...args);
    source.checkFun(args[0], 2, name, args, line);
    return loop(...args);
  }) as Merger;
}

/**
 * Merges sorted lists: a list of lists, two, or two by a fun. Mirrors lists:merge/1,2,3.
 *
 * ```eshell
 * 1> lists:merge([[1,4],[2],[3]]).
 * [1,2,3,4]
 * 2> lists:merge([1,3], [2]).
 * [1,2,3]
 * ```
 */
export const mergeLists: Merger = merger(
  "merge",
  1921,
  mergerLoop("merge", 1921, (fun, a, b) => merge(fun, a, b, false)),
  (...lists) => (lists.length === 1 ? mergeAll(lists[0], false) : merge2(lists[0], lists[1])),
);
/**
 * The same for lists sorted the other way round. Mirrors lists:rmerge/2,3.
 *
 * ```eshell
 * 1> lists:rmerge([3,1], [2]).
 * [3,2,1]
 * ```
 */
export const rmerge: Merger = merger(
  "rmerge",
  1938,
  mergerLoop("rmerge", 1938, (fun, a, b) => merge(fun, a, b, true)),
  (a, b) => rmerge2(a, b),
);
/**
 * Merges sorted lists without duplicates. Mirrors lists:umerge/1,2,3.
 *
 * ```eshell
 * 1> lists:umerge([1,2], [2,3]).
 * [1,2,3]
 * ```
 */
export const umerge: Merger = merger("umerge", 2024, mergerLoop("umerge", 2024, uniqueMerge), (...lists) =>
  lists.length === 1 ? mergeAll(lists[0], true) : umerge2(lists[0], lists[1]),
);
/**
 * The same for lists sorted the other way round. Mirrors lists:rumerge/2,3.
 *
 * ```eshell
 * 1> lists:rumerge([3,2], [2,1]).
 * [3,2,1]
 * ```
 */
export const rumerge: Merger = merger("rumerge", 2041, mergerLoop("rumerge", 2041, uniqueMergeBack), (a, b) =>
  rumerge2(a, b),
);

// lists-fun-sort — sorting and merging by a fun that says whether its arguments are in order.
//
// The fun may suspend, may have side effects, and may be no order at all; so this is OTP's merge sort, which calls
// it in the same sequence: runs are split off the list, two and two merged, forwards and backwards in turn.
import { callFun2 } from "../process/apply.ts";
import { Frame, proc } from "../process/frame.ts";
import { running } from "../process/running.ts";
import type { StackItem } from "../terms/exception.ts";
import { asCons, fromArray, isNil } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { isFunOf } from "./fun-arity.ts";
import { mergeLoop, rmergeLoop, rumergeLoop, umergeLoop } from "./lists-fun-merge.ts";
import { merge2, mergeAll, rmerge2, rumerge2, sortTerms, umerge2, usortTerms } from "./lists-order.ts";
import {
  type Awaitable,
  calledBy,
  caseClause,
  checkCallable,
  type List,
  NOWHERE,
  OtpSource,
  raiseAt,
} from "./otp-source.ts";

const source: OtpSource = new OtpSource("lists");

type Steps<T> = Generator<unknown, T, any>;
type InOrder<A, B = A> = (a: A, b: B) => Awaitable<boolean>;

/** The fun's answer, which must be a boolean. `at` is the line where OTP's function asks: see {@link itemsAt}. */
function* ask(at: number, fun: Term, a: Term, b: Term): Steps<boolean> {
  running.at = at;
  let answer = callFun2(fun, a, b);
  if (answer instanceof Frame) answer = yield answer;
  if (typeof answer !== "boolean") throw raiseAt(at, caseClause(answer));
  return answer;
}

/** The functions of lists.erl that ask, or wait for one that does, by their first lines. */
const FUNCTIONS: readonly (readonly [number, string, number])[] = [
  [1882, "sort", 2],
  [1979, "usort_1", 3],
  [4061, "fsplit_1", 6],
  [4078, "fsplit_1_1", 7],
  [4099, "fsplit_2", 6],
  [4116, "fsplit_2_1", 7],
  [4136, "fmergel", 4],
  [4147, "rfmergel", 4],
  [4159, "fmerge2_1", 5],
  [4169, "fmerge2_2", 5],
  [4181, "rfmerge2_1", 5],
  [4191, "rfmerge2_2", 5],
  [4204, "ufsplit_1", 6],
  [4232, "ufsplit_1_1", 7],
  [4268, "ufsplit_2", 4],
  [4283, "ufmergel", 3],
  [4292, "rufmergel", 3],
  [4303, "ufmerge2_1", 6],
  [4323, "ufmerge2_2", 5],
  [4335, "rufmerge2_1", 5],
  [4346, "rufmerge2_2", 6],
];

function itemAt(line: number): StackItem {
  const [, name, arity] = FUNCTIONS.findLast(([first]) => first <= line) as (typeof FUNCTIONS)[number];
  return source.item(name, arity, line);
}

/** The line of a function that waits for another, in an `at`. */
const WAITING = 10_000;
const itemsAt = (at: number): StackItem[] =>
  at < WAITING ? [itemAt(at)] : [itemAt(at % WAITING), itemAt(Math.floor(at / WAITING))];

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

/** Merges `a` and `b`, the result being reversed; `back` merges lists that are reversed themselves. `outer` waits. */
function* merge(
  outer: number,
  fun: Term,
  a: readonly Term[],
  b: readonly Term[],
  back: boolean,
): Steps<Term[]> {
  const merged: Term[] = [];
  let i = 0;
  let j = 0;
  const lines = back ? [4182, 4192] : [4160, 4170];
  // The second function goes on when an element of `b` was taken.
  let taken = 0;
  while (i < a.length && j < b.length) {
    taken = (yield* ask(outer + (lines[taken] as number), fun, a[i], b[j])) === back ? 1 : 0;
    merged.push(taken === 1 ? b[j++] : a[i++]);
  }
  while (i < a.length) merged.push(a[i++]);
  while (j < b.length) merged.push(b[j++]);
  return merged.reverse();
}

/** Merges lists without duplicates: of two elements in order both ways that of `a` is kept. */
function* uniqueMerge(outer: number, fun: Term, a: readonly Term[], b: readonly Term[]): Steps<Term[]> {
  const merged: Term[] = [];
  let i = 0;
  let j = 0;
  let fresh = false;
  while (j < b.length && (i < a.length || fresh)) {
    if (i < a.length && (yield* ask(outer + (fresh ? 4304 : 4324), fun, a[i], b[j]))) {
      merged.push(a[i++]);
      fresh = true;
    } else {
      const line = i < a.length ? 4308 : 4316;
      if (!fresh || !(yield* ask(outer + line, fun, b[j], merged[merged.length - 1]))) merged.push(b[j]);
      j++;
      fresh = false;
    }
  }
  while (i < a.length) merged.push(a[i++]);
  while (j < b.length) merged.push(b[j++]);
  return merged.reverse();
}

/** The same for reversed lists. */
function* uniqueMergeBack(outer: number, fun: Term, a: readonly Term[], b: readonly Term[]): Steps<Term[]> {
  const merged: Term[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    if (!(yield* ask(outer + 4336, fun, a[i], b[j]))) {
      merged.push(a[i++]);
      continue;
    }
    let held = b[j++];
    const element = a[i++];
    while (j < b.length && (yield* ask(outer + 4347, fun, element, b[j]))) {
      merged.push(held);
      held = b[j++];
    }
    if (!(yield* ask(outer + (j < b.length ? 4351 : 4359), fun, held, element))) merged.push(held);
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
      if (unique) {
        merged.push(
          yield* back ? uniqueMergeBack(4293 * WAITING, fun, a, b) : uniqueMerge(4284 * WAITING, fun, a, b),
        );
      } else {
        const line = (back ? 4148 : 4137) + (ascending ? 0 : 2);
        merged.push(yield* merge(line * WAITING, fun, a, b, back));
      }
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
  // Where it asks: without a stray element, and with one.
  const [plain, strays] = ascending
    ? ([
        [4062, 4066],
        [4079, 4083, 4087],
      ] as const)
    : ([
        [4100, 4104],
        [4117, 4121, 4125],
      ] as const);
  const finish = () => runs.push([y, x, ...run.reverse()]);
  for (const z of elements) {
    if ((yield* ask((hasStray ? strays : plain)[0], fun, y, z)) === ascending) {
      run.push(x);
      x = y;
      y = z;
    } else if ((yield* ask((hasStray ? strays : plain)[1], fun, x, z)) === ascending) {
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
      const inOrder = (yield* ask(strays[2], fun, stray, z)) === ascending;
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
    if (yield* ask(hasStray ? 4233 : 4205, fun, y, z)) {
      if (yield* ask(hasStray ? 4235 : 4207, fun, z, y)) continue;
      run.push(x);
      x = y;
      y = z;
    } else if (yield* ask(hasStray ? 4242 : 4214, fun, x, z)) {
      if (yield* ask(hasStray ? 4244 : 4216, fun, z, x)) continue;
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
      const inOrder = yield* ask(4251, fun, stray, z);
      if (inOrder && (yield* ask(4253, fun, z, stray))) continue;
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
  // sort/2 does not look at the fun before it calls it.
  calledBy([SORT], () => checkCallable(first, [cell.head, asCons(cell.tail)?.head], SORT));
  return sortLoop(first, list);
}

const SORT = source.item("sort", 2, 1887);
const sortLoop = proc(
  function* sort(fun: Term, list: Term): Generator<unknown, Term, any> {
    const [x, y, ...rest] = elementsOf(list, "fsplit_1", (end) => [fun, end], 4061);
    const ascending = yield* ask(1887, fun, x, y);
    return fromArray(yield* sortRuns(fun, x, y, rest, ascending));
  },
  source.frames("sort", 2, itemsAt),
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
    const x = elements[0];
    let i = 1;
    for (; i < elements.length; i++) {
      const y = elements[i];
      if (!(yield* ask(1980, fun, x, y)))
        return fromArray(yield* uniqueDown(fun, x, y, elements.slice(i + 1)));
      if (!(yield* ask(1982, fun, y, x)))
        return fromArray(yield* uniqueRuns(fun, x, y, elements.slice(i + 1), []));
    }
    return fromArray([x]);
  },
  source.frames("usort_1", 3, itemsAt),
);

/** As long as the list goes down it is only reversed. Mirrors ufsplit_2 of lists.erl. */
function* uniqueDown(fun: Term, x: Term, y: Term, elements: readonly Term[]): Steps<Term[]> {
  const down = [x];
  for (let i = 0; i < elements.length; i++) {
    const z = elements[i];
    if (!(yield* ask(4269, fun, y, z))) {
      down.push(y);
      y = z;
    } else if (!(yield* ask(4271, fun, z, y))) {
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
export const mergeLists: Merger = merger("merge", 1921, mergeLoop, (...lists) =>
  lists.length === 1 ? mergeAll(lists[0], false) : merge2(lists[0], lists[1]),
);
/**
 * The same for lists sorted the other way round. Mirrors lists:rmerge/2,3.
 *
 * ```eshell
 * 1> lists:rmerge([3,1], [2]).
 * [3,2,1]
 * ```
 */
export const rmerge: Merger = merger("rmerge", 1938, rmergeLoop, (a, b) => rmerge2(a, b));
/**
 * Merges sorted lists without duplicates. Mirrors lists:umerge/1,2,3.
 *
 * ```eshell
 * 1> lists:umerge([1,2], [2,3]).
 * [1,2,3]
 * ```
 */
export const umerge: Merger = merger("umerge", 2024, umergeLoop, (...lists) =>
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
export const rumerge: Merger = merger("rumerge", 2041, rumergeLoop, (a, b) => rumerge2(a, b));

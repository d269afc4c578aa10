// orddict-loops — what calls a fun for the pairs of an ordered list: folds, maps, filters and merges.
//
// OTP's functions look at the fun only where the list ends, and at the list only as far as they have come.
import { callFun2, callFun3 } from "../process/apply.ts";
import { Frame, type FunctionInfo, proc } from "../process/frame.ts";
import { running } from "../process/running.ts";
import { isSpent, PREEMPT } from "../process/scheduler.ts";
import { asCons, fromArray, isNil } from "../terms/list.ts";
import { greaterThan, lessThan } from "../terms/order.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, type Tuple, tuple2 } from "../terms/tuple.ts";
import { isFunOf } from "./fun-arity.ts";
import {
  type Awaitable,
  caseClause,
  checkCallable,
  NOWHERE,
  OtpSource,
  raiseAt,
  waiting,
} from "./otp-source.ts";

export const source: OtpSource = new OtpSource("orddict");

/** A dictionary, as it prints. */
type Dict = readonly Tuple<[any, any]>[];
type Body = Generator<unknown, any, any>;

/** The first cell of a list that begins with a pair. */
function pairCell(list: Term): { readonly head: any; readonly tail: Term } | undefined {
  const cell = asCons(list);
  return cell !== undefined && isTuple(cell.head) && cell.head.length === 2 ? cell : undefined;
}

const FOLD = source.item("fold", 3, 519);
const foldLoop = proc(
  function* fold(fun: Term, initial: Term, dict: Term): Body {
    const callable = isFunOf(fun, 3);
    let accumulator = initial;
    let rest = dict;
    for (let cell = pairCell(rest); cell !== undefined; cell = pairCell(rest)) {
      const [key, value] = cell.head;
      running.at = 0;
      if (!callable) checkCallable(fun, [key, value, accumulator], FOLD);
      accumulator = callFun3(fun, key, value, accumulator);
      if (accumulator instanceof Frame) accumulator = yield accumulator;
      else if (isSpent()) yield PREEMPT;
      rest = cell.tail;
    }
    if (isNil(rest) && callable) return accumulator;
    throw raiseAt(NOWHERE, source.noClause("fold", [fun, accumulator, rest], 518));
  },
  source.frames("fold", 3, () => [FOLD]),
);

/**
 * Folds over keys and values. Mirrors orddict:fold/3.
 *
 * ```eshell
 * 1> orddict:fold(fun(_, V, Sum) -> V + Sum end, 0, [{a,1},{b,2}]).
 * 3
 * ```
 */
export function fold<A>(
  fun: (key: any, value: any, accumulator: A) => Awaitable<A>,
  initial: A,
  dict: Dict,
): Promise<A> {
  return foldLoop(fun, initial, dict);
}

/** Makes a list of what `keep` makes of each pair and the fun's answer; undefined leaves it out. */
const listing = (
  name: string,
  line: number,
  again: number,
  noClause: number,
  keep: (pair: any, answer: Term) => Term | undefined,
) => {
  const here = source.item(name, 2, line);
  const later = source.item(name, 2, again);
  return proc(
    function* listing(fun: Term, dict: Term): Body {
      const callable = isFunOf(fun, 2);
      const made: Term[] = [];
      let rest = dict;
      for (let cell = pairCell(rest); cell !== undefined; cell = pairCell(rest)) {
        const pair = cell.head;
        running.at = made.length;
        if (!callable) checkCallable(fun, [pair[0], pair[1]], here);
        let answer = callFun2(fun, pair[0], pair[1]);
        if (answer instanceof Frame) answer = yield answer;
        else if (isSpent()) yield PREEMPT;
        running.at = made.length;
        const kept = keep(pair, answer);
        if (kept !== undefined) made.push(kept);
        rest = cell.tail;
      }
      if (isNil(rest) && callable) return fromArray(made);
      throw raiseAt(NOWHERE, source.noClause(name, [fun, rest], noClause, ...waiting(made.length, later)));
    },
    source.frames(name, 2, (at) => [here, ...waiting(at, later)]),
  );
};

/**
 * The dictionary of what the fun makes of each key and value. Mirrors orddict:map/2.
 *
 * ```eshell
 * 1> orddict:map(fun(_, V) -> V * 2 end, [{a,1},{b,2}]).
 * [{a,2},{b,4}]
 * ```
 */
export const map: (fun: (key: any, value: any) => unknown, dict: Dict) => Promise<any> = listing(
  "map",
  541,
  541,
  540,
  (pair, value) => tuple2(pair[0], value),
);
/**
 * The pairs that the fun keeps. Mirrors orddict:filter/2.
 *
 * ```eshell
 * 1> orddict:filter(fun(_, V) -> V > 1 end, [{a,1},{b,2}]).
 * [{b,2}]
 * ```
 */
export const filter: (fun: (key: any, value: any) => unknown, dict: Dict) => Promise<any> = listing(
  "filter",
  562,
  563,
  561,
  (pair, answer) => {
    if (typeof answer !== "boolean") throw caseClause(answer);
    return answer ? pair : undefined;
  },
);

/**
 * Both dictionaries in one; the fun decides where both have the key. Mirrors orddict:merge/3.
 *
 * ```eshell
 * 1> orddict:merge(fun(_, A, B) -> A + B end, [{a,1}], [{a,2},{b,3}]).
 * [{a,3},{b,3}]
 * ```
 */
export function merge(fun: (key: any, a: any, b: any) => unknown, first: Dict, second: Dict): Promise<any> {
  // The lines at which merge/3 waits for itself, each told once in a row.
  const trail: number[] = [];
  const passed = (line: number) => {
    if (trail[0] !== line) trail.unshift(line);
  };
  const items = () => trail.map((line) => source.item("merge", 3, line));
  const here = source.item("merge", 3, 608);
  const info: FunctionInfo = {
    ...source.caller("merge", 3, 608),
    items: (at) => (at === NOWHERE ? [] : [here, ...items()]),
  };
  return new Frame(mergeBody(fun, first, second, passed, items, here), info) as any;
}

function* mergeBody(
  fun: Term,
  first: Term,
  second: Term,
  passed: (line: number) => void,
  items: () => ReturnType<OtpSource["item"]>[],
  here: ReturnType<OtpSource["item"]>,
): Body {
  const callable = isFunOf(fun, 3);
  const made: Term[] = [];
  let [a, b] = [first, second];
  for (;;) {
    const [x, y] = [pairCell(a), pairCell(b)];
    if (x === undefined || y === undefined) break;
    if (lessThan(x.head[0], y.head[0])) {
      made.push(x.head);
      a = x.tail;
      passed(604);
    } else if (greaterThan(x.head[0], y.head[0])) {
      made.push(y.head);
      b = y.tail;
      passed(606);
    } else {
      const [key, value] = x.head;
      running.at = 0;
      if (!callable) checkCallable(fun, [key, value, y.head[1]], here);
      let result = callFun3(fun, key, value, y.head[1]);
      if (result instanceof Frame) result = yield result;
      else if (isSpent()) yield PREEMPT;
      made.push(tuple2(key, result));
      [a, b] = [x.tail, y.tail];
      passed(608);
    }
  }
  if (callable && (isNil(a) || isNil(b))) return fromArray(made, isNil(a) ? b : a);
  throw raiseAt(NOWHERE, source.noClause("merge", [fun, a, b], 603, ...items()));
}

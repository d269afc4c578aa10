// dict-loops — what goes through all pairs of a dictionary, bucket by bucket: folds, maps, filters and merges.
//
// OTP's functions look at the fun only where a bucket ends: what they say of something else depends on the first
// bucket that they come to.
import { callFun2, callFun3 } from "../process/apply.ts";
import { Frame, type FunctionInfo, proc } from "../process/frame.ts";
import { running } from "../process/running.ts";
import { isSpent, PREEMPT } from "../process/scheduler.ts";
import type { Exception, StackItem } from "../terms/exception.ts";
import { asCons, Cons, fromArray, isNil, NIL, toArray } from "../terms/list.ts";
import { lessThan } from "../terms/order.ts";
import type { Term } from "../terms/term.ts";
import { tupleFrom } from "../terms/tuple.ts";
import { type Dict, isDict, type Lookup, locate, lookup, put, source } from "./dict-table.ts";
import { isFunOf } from "./fun-arity.ts";
import { bucketsBackwards, changed, Field, shrunk } from "./hash-table.ts";
import { type Awaitable, caseClause, checkCallable, NOWHERE, raiseAt } from "./otp-source.ts";

type Body<T> = Generator<unknown, T, any>;

const FOLD = [
  source.item("fold_bucket", 3, 723),
  source.item("fold_seg", 4, 719),
  source.item("fold_segs", 4, 715),
];
const [FOLD_BUCKET, ...FOLD_SEGS] = FOLD as [StackItem, StackItem, StackItem];

/** Whether a fun has anything to go through: a dictionary with pairs, or one that the fun does not fit. */
function hasWork(dict: Dict, fun: Term, arity: number, name: string, line: number): boolean {
  if (!isDict(dict)) throw source.badRecord(dict, name, name === "fold_dict" ? 3 : 2, line);
  return dict[Field.size] !== 0 || !isFunOf(fun, arity);
}

const foldLoop = proc(
  function* fold(fun: Term, initial: Term, dict: Dict): Body<Term> {
    const callable = isFunOf(fun, 3);
    let accumulator = initial;
    for (const bucket of bucketsBackwards(dict)) {
      let rest = bucket;
      for (let cell = asCons(rest); cell !== undefined; cell = asCons(rest)) {
        const { head: key, tail: value } = asCons(cell.head) as Cons;
        running.at = 0;
        if (!callable) checkCallable(fun, [key, value, accumulator], FOLD_BUCKET);
        accumulator = callFun3(fun, key, value, accumulator);
        if (accumulator instanceof Frame) accumulator = yield accumulator;
        else if (isSpent()) yield PREEMPT;
        rest = cell.tail;
      }
      if (!callable)
        throw raiseAt(NOWHERE, source.noClause("fold_bucket", [fun, accumulator, NIL], 722, ...FOLD_SEGS));
    }
    return accumulator;
  },
  source.frames("fold", 3, () => FOLD),
);

/**
 * Folds over keys and values. Mirrors dict:fold/3.
 *
 * ```eshell
 * 1> dict:fold(fun(_, V, Sum) -> V + Sum end, 0, dict:from_list([{a,1},{b,2}])).
 * 3
 * ```
 */
export function fold<A>(
  fun: (key: any, value: any, accumulator: A) => Awaitable<A>,
  initial: A,
  dict: Dict,
): Promise<A> {
  return hasWork(dict, fun, 3, "fold_dict", 710) ? foldLoop(fun, initial, dict) : (initial as any);
}

/** The pairs in the order of to_list/1: the one that folds come to first is the last. */
export function pairsOf(dict: Dict): Cons[] {
  if (!isDict(dict)) throw source.badRecord(dict, "fold_dict", 3, 710);
  const pairs: Cons[] = [];
  if (dict[Field.size] === 0) return pairs;
  for (const bucket of bucketsBackwards(dict)) {
    for (const pair of toArray(bucket) as Term[]) pairs.push(asCons(pair) as Cons);
  }
  return pairs.reverse();
}

const [MAP_BUCKET, MAP_BUCKET_AGAIN] = [source.item("map_bucket", 2, 744), source.item("map_bucket", 2, 744)];
const [MAP_LIST, MAP_LIST_AGAIN] = [source.item("map_bkt_list", 2, 740), source.item("map_bkt_list", 2, 740)];
const [MAP_SEGMENT, MAP_SEGMENT_AGAIN] = [
  source.item("map_seg_list", 2, 735),
  source.item("map_seg_list", 2, 736),
];
const MAP_DICT = source.item("map_dict", 2, 730);

/** What waits for a bucket of a map: each function calls itself for what follows, within an expression. */
const mapCallers = (segment: number, bucket: number): StackItem[] => [
  MAP_LIST,
  ...(bucket > 0 ? [MAP_LIST_AGAIN] : []),
  MAP_SEGMENT,
  ...(segment > 0 ? [MAP_SEGMENT_AGAIN] : []),
  MAP_DICT,
];

const FILTER_SEGS = [
  source.item("filter_bkt_list", 4, 762),
  source.item("filter_seg_list", 4, 756),
  source.item("filter_dict", 2, 751),
];
const FILTER_BUCKET = source.item("filter_bucket", 4, 768);
const FILTER = [FILTER_BUCKET, ...FILTER_SEGS];

/** The loop that makes another bucket of each: what `keep` makes of each pair and what the fun gives for it. */
const bucketLoop = (
  name: string,
  here: StackItem,
  noClause: (fun: Term) => Exception,
  keep: (pair: Cons, answer: Term) => Term | undefined,
  info: Partial<FunctionInfo>,
) =>
  proc(function* buckets(fun: Term, dict: Dict): Body<Dict> {
    const callable = isFunOf(fun, 2);
    const segments: readonly (readonly Term[])[] = dict[Field.segments];
    const made: Term[] = [];
    let dropped = 0;
    for (let s = 0; s < segments.length; s++) {
      const before = segments[s] as readonly Term[];
      const segment: Term[] = [];
      for (let b = 0; b < before.length; b++) {
        const bucket: Term[] = [];
        let rest = before[b];
        let done = 0;
        for (let cell = asCons(rest); cell !== undefined; cell = asCons(rest)) {
          const pair = asCons(cell.head) as Cons;
          const at = ((s * before.length + b) << 1) | (done++ > 0 ? 1 : 0);
          running.at = at;
          if (!callable) checkCallable(fun, [pair.head, pair.tail], here);
          let answer = callFun2(fun, pair.head, pair.tail);
          if (answer instanceof Frame) answer = yield answer;
          else if (isSpent()) yield PREEMPT;
          running.at = at;
          const kept = keep(pair, answer);
          if (kept === undefined) dropped++;
          else bucket.push(kept);
          rest = cell.tail;
        }
        if (!callable) throw raiseAt(NOWHERE, noClause(fun));
        segment.push(isNil(before[b]) ? before[b] : fromArray(bucket));
      }
      made.push(tupleFrom(segment));
    }
    const result = changed(dict, { segments: tupleFrom(made) });
    return name === "filter" ? shrunk(result, dropped) : result;
  }, info);

const mapLoop = bucketLoop(
  "map",
  MAP_BUCKET,
  (fun) => source.noClause("map_bucket", [fun, NIL], 743, ...mapCallers(0, 0)),
  (pair, value) => new Cons(pair.head, value),
  source.frames("map", 2, (at) => [
    MAP_BUCKET,
    ...((at & 1) === 1 ? [MAP_BUCKET_AGAIN] : []),
    ...mapCallers(at >> 5, (at >> 1) & 15),
  ]),
);
/**
 * The dictionary of what the fun makes of each key and value. Mirrors dict:map/2.
 *
 * ```eshell
 * 1> dict:to_list(dict:map(fun(_, V) -> V * 2 end, dict:from_list([{a,1}]))).
 * [{a,2}]
 * ```
 */
export function map(fun: (key: any, value: any) => unknown, dict: Dict): Promise<Dict> {
  return hasWork(dict, fun, 2, "map_dict", 729) ? mapLoop(fun, dict) : dict;
}

const filterLoop = bucketLoop(
  "filter",
  FILTER_BUCKET,
  (fun) => source.noClause("filter_bucket", [fun, NIL, NIL, 0], 767, ...FILTER_SEGS),
  (pair, answer) => {
    if (typeof answer !== "boolean") throw caseClause(answer);
    return answer ? pair : undefined;
  },
  source.frames("filter", 2, () => FILTER),
);
/**
 * The pairs that the fun keeps. Mirrors dict:filter/2.
 *
 * ```eshell
 * 1> dict:to_list(dict:filter(fun(_, V) -> V > 1 end, dict:from_list([{a,1},{b,2}]))).
 * [{b,2}]
 * ```
 */
export function filter(fun: (key: any, value: any) => unknown, dict: Dict): Promise<Dict> {
  return hasWork(dict, fun, 2, "filter_dict", 750) ? filterLoop(fun, dict) : dict;
}

const ON_BUCKET = source.item("on_bucket", 3, 695);

/** The items of a function that has gone past so many pairs of a bucket, and what waits for it. */
export function inBucket(
  name: string,
  arity: number,
  line: number,
  again: number,
  before: number,
  ...callers: StackItem[]
): StackItem[] {
  const items = [source.item(name, arity, line)];
  if (before > 0) items.push(source.item(name, arity, again));
  items.push(ON_BUCKET, ...callers);
  return items;
}

/** How update/4 looks for a key. */
export const UPDATE: Lookup = lookup("update", 4, 519, 520);
const mergeLoop = proc(
  function* merge(fun: Term, from: Dict, into: Dict, fromFirst: boolean): Body<Dict> {
    let merged = into;
    for (const bucket of bucketsBackwards(from)) {
      for (const pair of toArray(bucket) as Term[]) {
        const { head: key, tail: value } = asCons(pair) as Cons;
        running.at = 0;
        const place = locate(key, merged, UPDATE);
        let made = value;
        if (place.pair !== undefined) {
          const other = place.pair.tail;
          running.at = place.before.length > 0 ? 2 : 1;
          if (!isFunOf(fun, 3)) {
            // The fun of merge/3 calls it last, so that it is told once.
            const inner = fromFirst
              ? source.item("-merge/3-fun-0-", 4, 663)
              : source.item("-merge/3-fun-2-", 4, 667);
            checkCallable(fun, fromFirst ? [key, value, other] : [key, other, value], inner);
          }
          made = fromFirst ? callFun3(fun, key, value, other) : callFun3(fun, key, other, value);
          if (made instanceof Frame) made = yield made;
          else if (isSpent()) yield PREEMPT;
        }
        merged = put(merged, place, key, made);
      }
    }
    return merged;
  },
  source.frames("merge", 3, (at) =>
    at === 0 ? FOLD : inBucket("update_bkt", 4, 525, 527, at - 1, UPDATE.bucket, ...FOLD),
  ),
);
/**
 * Both dictionaries in one; the fun decides where both have the key. Mirrors dict:merge/3.
 *
 * ```eshell
 * 1> dict:to_list(dict:merge(fun(_, A, B) -> A + B end, dict:from_list([{a,1}]), dict:from_list([{a,2}]))).
 * [{a,3}]
 * ```
 */
export function merge(fun: (key: any, a: any, b: any) => unknown, first: Dict, second: Dict): Promise<Dict> {
  const fromFirst = isDict(first) && isDict(second) && lessThan(first[Field.size], second[Field.size]);
  const [from, into] = fromFirst ? [first, second] : [second, first];
  if (!isDict(from)) throw source.badRecord(from, "fold_dict", 3, 710);
  return from[Field.size] === 0 ? into : mergeLoop(fun, from, into, fromFirst);
}

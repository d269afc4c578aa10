// dict — OTP's module dict: a hash table that grows a bucket at a time (linear hashing), keys being told apart by `=:=`.
//
// The term is OTP's record `{dict, Size, N, MaxN, Bso, ExpSize, ConSize, Empty, Segs}`: N buckets are in use of MaxN,
// in segments of 16; a bucket is a list of `[Key|Value]`. A bucket is split when there are more than 5 pairs to a
// bucket, and joined with another when there are fewer than 3.
import { callFun1, callFun2, callFun3 } from "../process/apply.ts";
import { Frame, proc } from "../process/frame.ts";
import { add, isNumber } from "../terms/arithmetic.ts";
import { badarg } from "../terms/exception.ts";
import { asCons, Cons, fromArray, isList, NIL, toArray } from "../terms/list.ts";
import { phash } from "../terms/older-hash.ts";
import { equalExact } from "../terms/order.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple2, tupleFrom } from "../terms/tuple.ts";
import { after } from "./after.ts";
import { lists as listBifs } from "./erlang-lists.ts";
import { type Awaitable, caseClause, OtpSource } from "./otp-source.ts";
import { type OtpModule, otpModule } from "./table.ts";

const source: OtpSource = new OtpSource("dict");
const DICT = Symbol.for("dict");
const ERROR = Symbol.for("error");
const OK = Symbol.for("ok");
const conc = listBifs["++"] as (front: Term, back: Term) => Term;
const SEGMENT = 16;

/** A dictionary, as it prints. */
type Dict = any;

// Where the record has its fields.
const SIZE = 1;
const N = 2;
const MAX_N = 3;
const BSO = 4;
const EXPAND_SIZE = 5;
const CONTRACT_SIZE = 6;
const EMPTY = 7;
const SEGMENTS = 8;

const emptySegment = (): Term => tupleFrom(Array(SEGMENT).fill(NIL));

function make(): Dict {
  const empty = emptySegment();
  return tupleFrom([
    DICT,
    0,
    SEGMENT,
    SEGMENT,
    SEGMENT / 2,
    SEGMENT * 5,
    SEGMENT * 3,
    empty,
    tupleFrom([empty]),
  ]);
}

function check(dict: Dict, name: string, args: readonly Term[], line: number): void {
  if (!isTuple(dict) || dict.length !== 9 || dict[0] !== DICT) throw source.noClause(name, args, line);
}

function changed(dict: Dict, fields: Readonly<Record<number, Term>>): Dict {
  const copy = tupleFrom(dict);
  for (const [field, value] of Object.entries(fields)) copy[Number(field)] = value;
  return copy;
}

function slotOf(dict: Dict, key: Term): number {
  const slot = phash(key, dict[MAX_N]);
  return slot > dict[N] ? slot - dict[BSO] : slot;
}

const bucketAt = (segments: Term, slot: number): readonly Cons[] =>
  (toArray(segments[Math.floor((slot - 1) / SEGMENT)][(slot - 1) % SEGMENT]) as Term[]).map(
    (pair) => asCons(pair) as Cons,
  );

function withBucket(segments: Term, slot: number, bucket: readonly Cons[]): Term {
  const copy = tupleFrom(segments);
  const at = Math.floor((slot - 1) / SEGMENT);
  const segment = tupleFrom(segments[at]);
  segment[(slot - 1) % SEGMENT] = fromArray(bucket);
  copy[at] = segment;
  return copy;
}

/** The bucket of a key, where the key is in it (or -1), and its value (or undefined). */
function locate(key: Term, dict: Dict, name: string, args: readonly Term[]) {
  check(dict, name, args, 1);
  const slot = slotOf(dict, key);
  const bucket = bucketAt(dict[SEGMENTS], slot);
  const at = bucket.findIndex((pair) => equalExact(pair.head, key));
  return { slot, bucket, at, value: at < 0 ? undefined : bucket[at].tail };
}

/** The dictionary with a key's value put in the bucket where it was found missing or present. */
function put(dict: Dict, key: Term, value: Term, { slot, bucket, at }: ReturnType<typeof locate>): Dict {
  const pair = new Cons(key, value);
  const made = at < 0 ? [...bucket, pair] : bucket.map((old, i) => (i === at ? pair : old));
  const stored = changed(dict, { [SEGMENTS]: withBucket(dict[SEGMENTS], slot, made) });
  return at < 0 ? grown(stored) : stored;
}

/** The dictionary with one more pair: its next bucket is split off another if it is too full. */
function grown(dict: Dict): Dict {
  const size = dict[SIZE] + 1;
  if (size <= dict[EXPAND_SIZE]) return changed(dict, { [SIZE]: size });
  let maxN = dict[MAX_N];
  let bso = dict[BSO];
  let segments = dict[SEGMENTS];
  if (dict[N] === maxN) {
    segments = tupleFrom([...segments, ...Array(segments.length).fill(dict[EMPTY])]);
    maxN *= 2;
    bso *= 2;
  }
  const n = dict[N] + 1;
  const bucket = bucketAt(segments, n - bso);
  const stays = (pair: Cons) => phash(pair.head, maxN) !== n;
  segments = withBucket(segments, n - bso, bucket.filter(stays));
  segments = withBucket(
    segments,
    n,
    bucket.filter((pair) => !stays(pair)),
  );
  return sized(changed(dict, { [MAX_N]: maxN, [BSO]: bso, [SEGMENTS]: segments }), size, n);
}

const sized = (dict: Dict, size: number, n: number): Dict =>
  changed(dict, { [SIZE]: size, [N]: n, [EXPAND_SIZE]: n * 5, [CONTRACT_SIZE]: n * 3 });

/** The dictionary with so many pairs fewer: its last bucket is joined with another if that leaves it too empty. */
function shrunk(dict: Dict, fewer: number): Dict {
  const size = dict[SIZE] - fewer;
  const n = dict[N];
  if (size >= dict[CONTRACT_SIZE] || n <= SEGMENT) return changed(dict, { [SIZE]: size });
  let segments = dict[SEGMENTS];
  const joined = [...bucketAt(segments, n - dict[BSO]), ...bucketAt(segments, n)];
  segments = withBucket(withBucket(segments, n - dict[BSO], joined), n, []);
  const made = sized(changed(dict, { [SEGMENTS]: segments }), size, n - 1);
  if (n - 1 !== dict[BSO]) return made;
  const half = tupleFrom(Array.from(segments).slice(0, segments.length / 2));
  return changed(made, { [MAX_N]: dict[MAX_N] / 2, [BSO]: dict[BSO] / 2, [SEGMENTS]: half });
}

/**
 * The dictionary with the value of a key. Mirrors dict:store/3.
 *
 * ```eshell
 * 1> dict:to_list(dict:store(a, 2, dict:new())).
 * [{a,2}]
 * ```
 */
function store(key: unknown, value: unknown, dict: Dict): Dict {
  return put(dict, key, value, locate(key, dict, "store", [key, value, dict]));
}

/**
 * The dictionary of a list of pairs. Mirrors dict:from_list/1.
 *
 * ```eshell
 * 1> dict:size(dict:from_list([{b,2},{a,1},{b,3}])).
 * 2
 * ```
 */
function from_list(list: Term): Dict {
  const pairs = toArray(list);
  if (pairs?.every((pair) => isTuple(pair) && pair.length === 2) !== true)
    throw source.noClause("from_list", [list], 190);
  return pairs.reduce((dict, [key, value]) => store(key, value, dict), make());
}

/** The pairs, as folds go through them: from the last bucket to the first. */
function pairsOf(dict: Dict, name: string, args: readonly Term[]): Cons[] {
  check(dict, name, args, 1);
  const found: Cons[] = [];
  for (let slot = dict[SEGMENTS].length * SEGMENT; slot > 0; slot--)
    found.push(...bucketAt(dict[SEGMENTS], slot));
  return found;
}

/**
 * The pairs, in no order. Mirrors dict:to_list/1.
 *
 * ```eshell
 * 1> lists:sort(dict:to_list(dict:from_list([{b,2},{a,1}]))).
 * [{a,1},{b,2}]
 * ```
 */
const to_list = (dict: Dict): any[] =>
  fromArray(
    pairsOf(dict, "to_list", [dict])
      .reverse()
      .map((pair) => tuple2(pair.head, pair.tail)),
  ) as any[];
/**
 * The keys, in no order. Mirrors dict:fetch_keys/1.
 *
 * ```eshell
 * 1> lists:sort(dict:fetch_keys(dict:from_list([{a,1},{b,2}]))).
 * [a,b]
 * ```
 */
const fetch_keys = (dict: Dict): any[] =>
  fromArray(
    pairsOf(dict, "fetch_keys", [dict])
      .reverse()
      .map((pair) => pair.head),
  ) as any[];

/**
 * The number of keys. Mirrors dict:size/1.
 *
 * ```eshell
 * 1> dict:size(dict:new()).
 * 0
 * ```
 */
function size(dict: Dict): number {
  check(dict, "size", [dict], 210);
  return dict[SIZE];
}

/**
 * The value of a key that is there. Mirrors dict:fetch/2.
 *
 * ```eshell
 * 1> dict:fetch(a, dict:from_list([{a,1}])).
 * 1
 * ```
 */
function fetch(key: unknown, dict: Dict): any {
  const found = locate(key, dict, "fetch", [key, dict]);
  if (found.at < 0) throw source.badarg("fetch", [key, dict], 250);
  return found.value;
}

/**
 * `{ok, Value}` of a key, or `error`. Mirrors dict:find/2.
 *
 * ```eshell
 * 1> dict:find(a, dict:from_list([{a,1}])).
 * {ok,1}
 * 2> dict:find(b, dict:new()).
 * error
 * ```
 */
function find(key: unknown, dict: Dict): any {
  const found = locate(key, dict, "find", [key, dict]);
  return found.at < 0 ? ERROR : tuple2(OK, found.value);
}

const without = (dict: Dict, { slot, bucket, at }: ReturnType<typeof locate>): Dict =>
  shrunk(
    changed(dict, {
      [SEGMENTS]: withBucket(
        dict[SEGMENTS],
        slot,
        bucket.filter((_, i) => i !== at),
      ),
    }),
    1,
  );

/**
 * The dictionary without a key. Mirrors dict:erase/2.
 *
 * ```eshell
 * 1> dict:to_list(dict:erase(a, dict:from_list([{a,1},{b,2}]))).
 * [{b,2}]
 * ```
 */
function erase(key: unknown, dict: Dict): Dict {
  const found = locate(key, dict, "erase", [key, dict]);
  return found.at < 0 ? shrunk(dict, 0) : without(dict, found);
}

/**
 * The value of a key and the dictionary without it, or `error`. Mirrors dict:take/2.
 *
 * ```eshell
 * 1> element(1, dict:take(a, dict:from_list([{a,1}]))).
 * 1
 * ```
 */
function take(key: unknown, dict: Dict): any {
  const found = locate(key, dict, "take", [key, dict]);
  return found.at < 0 ? ERROR : tuple2(found.value, without(dict, found));
}

/**
 * Appends a list to the list that is a key's value. Mirrors dict:append_list/3.
 *
 * ```eshell
 * 1> dict:to_list(dict:append_list(a, [2,3], dict:from_list([{a,[1]}]))).
 * [{a,[1,2,3]}]
 * ```
 */
function append_list(key: unknown, values: readonly unknown[], dict: Dict): Dict {
  const found = locate(key, dict, "append_list", [key, values, dict]);
  if (found.at >= 0 && !isList(found.value)) throw badarg(found.value);
  return put(dict, key, found.at < 0 ? values : conc(found.value, values), found);
}
/**
 * Appends to the list that is a key's value. Mirrors dict:append/3.
 *
 * ```eshell
 * 1> dict:to_list(dict:append(a, 2, dict:from_list([{a,[1]}]))).
 * [{a,[1,2]}]
 * ```
 */
const append = (key: unknown, value: unknown, dict: Dict): Dict =>
  append_list(key, fromArray([value]) as any[], dict);

/**
 * Adds to the number that is a key's value. Mirrors dict:update_counter/3.
 *
 * ```eshell
 * 1> dict:to_list(dict:update_counter(a, 5, dict:new())).
 * [{a,5}]
 * ```
 */
function update_counter(key: unknown, by: number, dict: Dict): Dict {
  if (!isNumber(by)) throw source.noClause("update_counter", [key, by, dict], 420);
  const found = locate(key, dict, "update_counter", [key, by, dict]);
  return put(dict, key, found.at < 0 ? by : add(found.value, by), found);
}

/**
 * The value as the fun makes it of the old one; if there is none, the initial value, or badarg. Mirrors dict:update/3,4.
 *
 * ```eshell
 * 1> dict:to_list(dict:update(a, fun(V) -> V + 1 end, dict:from_list([{a,1}]))).
 * [{a,2}]
 * ```
 */
function update(key: unknown, fun: (value: any) => unknown, ...rest: any[]): any {
  const dict = rest[rest.length - 1];
  const args = [key, fun, ...rest];
  const found = locate(key, dict, "update", args);
  if (found.at < 0 && rest.length === 1) throw source.badarg("update", args, 380);
  if (found.at < 0) return put(dict, key, rest[0], found);
  return after(callFun1(fun, found.value), (value) => put(dict, key, value, found));
}

const foldLoop = proc(
  function* fold(fun: Term, initial: Term, pairs: readonly Cons[]): Generator<unknown, any, any> {
    let accumulator = initial;
    for (const pair of pairs) {
      accumulator = callFun3(fun, pair.head, pair.tail, accumulator);
      if (accumulator instanceof Frame) accumulator = yield accumulator;
    }
    return accumulator;
  },
  source.info("fold_bucket", 3, 557),
);
/**
 * Folds over keys and values. Mirrors dict:fold/3.
 *
 * ```eshell
 * 1> dict:fold(fun(_, V, Sum) -> V + Sum end, 0, dict:from_list([{a,1},{b,2}])).
 * 3
 * ```
 */
function fold<A>(
  fun: (key: any, value: any, accumulator: A) => Awaitable<A>,
  initial: A,
  dict: Dict,
): Promise<A> {
  return foldLoop(fun, initial, pairsOf(dict, "fold", [fun, initial, dict]));
}

/** What the fun says of each pair, in the order of the buckets, given to `make`. */
const eachPair = (name: string, line: number, make: (dict: Dict, pairs: Cons[], answers: Term[]) => Dict) =>
  proc(
    function* each(fun: Term, dict: Dict): Generator<unknown, Dict, any> {
      const pairs = pairsOf(dict, name, [fun, dict]).reverse();
      const answers: Term[] = [];
      for (const pair of pairs) {
        let answer = callFun2(fun, pair.head, pair.tail);
        if (answer instanceof Frame) answer = yield answer;
        answers.push(answer);
      }
      return make(dict, pairs, answers);
    },
    source.info(name, 2, line),
  );

/**
 * The dictionary of what the fun makes of each key and value. Mirrors dict:map/2.
 *
 * ```eshell
 * 1> dict:to_list(dict:map(fun(_, V) -> V * 2 end, dict:from_list([{a,1}]))).
 * [{a,2}]
 * ```
 */
const map: (fun: (key: any, value: any) => unknown, dict: Dict) => Promise<Dict> = eachPair(
  "map_bucket",
  588,
  (dict, pairs, made) => pairs.reduce((all, pair, i) => store(pair.head, made[i], all), dict),
);
/**
 * The pairs that the fun keeps. Mirrors dict:filter/2.
 *
 * ```eshell
 * 1> dict:to_list(dict:filter(fun(_, V) -> V > 1 end, dict:from_list([{a,1},{b,2}]))).
 * [{b,2}]
 * ```
 */
const filter: (fun: (key: any, value: any) => unknown, dict: Dict) => Promise<Dict> = eachPair(
  "filter_bucket",
  620,
  (dict, pairs, answers) => {
    const wrong = answers.find((answer) => typeof answer !== "boolean");
    if (wrong !== undefined) throw caseClause(wrong);
    return pairs.reduce((left, pair, i) => (answers[i] === true ? left : erase(pair.head, left)), dict);
  },
);

const mergeLoop = proc(
  function* merge(fun: Term, small: Dict, large: Dict, isFirst: boolean): Generator<unknown, Dict, any> {
    let merged = large;
    for (const { head: key, tail: value } of pairsOf(small, "merge", [fun, small, large])) {
      const found = locate(key, merged, "merge", [fun, small, large]);
      let made = value;
      if (found.at >= 0) {
        made = isFirst ? callFun3(fun, key, value, found.value) : callFun3(fun, key, found.value, value);
        if (made instanceof Frame) made = yield made;
      }
      merged = put(merged, key, made, found);
    }
    return merged;
  },
  source.info("merge", 3, 520),
);
/**
 * Both dictionaries in one; the fun decides where both have the key. Mirrors dict:merge/3.
 *
 * ```eshell
 * 1> dict:to_list(dict:merge(fun(_, A, B) -> A + B end, dict:from_list([{a,1}]), dict:from_list([{a,2}]))).
 * [{a,3}]
 * ```
 */
function merge(fun: (key: any, a: any, b: any) => unknown, first: Dict, second: Dict): Promise<Dict> {
  check(first, "merge", [fun, first, second], 510);
  check(second, "merge", [fun, first, second], 510);
  return first[SIZE] < second[SIZE]
    ? mergeLoop(fun, first, second, true)
    : mergeLoop(fun, second, first, false);
}

const functions = {
  append,
  append_list,
  erase,
  fetch,
  fetch_keys,
  filter,
  find,
  fold,
  from_list,
  /**
   * Whether there are no keys. Mirrors dict:is_empty/1.
   *
   * ```eshell
   * 1> dict:is_empty(dict:new()).
   * true
   * ```
   */
  is_empty: (dict: Dict): boolean => size(dict) === 0,
  /**
   * Whether there is such a key. Mirrors dict:is_key/2.
   *
   * ```eshell
   * 1> dict:is_key(a, dict:from_list([{a,1}])).
   * true
   * ```
   */
  is_key: (key: unknown, dict: Dict): boolean => locate(key, dict, "is_key", [key, dict]).at >= 0,
  map,
  merge,
  /**
   * The empty dictionary. Mirrors dict:new/0.
   *
   * ```eshell
   * 1> dict:size(dict:new()).
   * 0
   * ```
   */
  new: make,
  size,
  store,
  take,
  to_list,
  update: [update, 3, 4],
  update_counter,
} as const;

/** Module dict. Maps from keys to values, as they were before maps. */
export const dict: OtpModule<typeof functions> = otpModule("dict", functions);

// dict — OTP's module dict: one key at a time, and the export table. dict-table looks keys up, dict-loops goes through
// all pairs; hash-table is what both are kept in.
import { callFun1 } from "../process/apply.ts";
import { Frame, proc } from "../process/frame.ts";
import { running } from "../process/running.ts";
import { add, isNumber } from "../terms/arithmetic.ts";
import { badarg, Exception } from "../terms/exception.ts";
import { fromArray } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple2 } from "../terms/tuple.ts";
import { after } from "./after.ts";
import { filter, fold, inBucket, map, merge, pairsOf, UPDATE } from "./dict-loops.ts";
import {
  type Dict,
  emptyDict,
  isDict,
  type Lookup,
  locate,
  lookup,
  type Place,
  put,
  source,
  without,
} from "./dict-table.ts";
import { lists as listBifs } from "./erlang-lists.ts";
import { isFunOf } from "./fun-arity.ts";
import { Field } from "./hash-table.ts";
import { foldList, namedFun } from "./list-fold.ts";
import { checkCallable, NOWHERE, raiseAt } from "./otp-source.ts";
import { type OtpModule, otpModule } from "./table.ts";

const ERROR = Symbol.for("error");
const OK = Symbol.for("ok");
const BADARG = badarg().reason;
const conc = listBifs["++"] as (front: Term, back: Term) => Term;

/**
 * The dictionary with the value of a key. Mirrors dict:store/3.
 *
 * ```eshell
 * 1> dict:to_list(dict:store(a, 2, dict:new())).
 * [{a,2}]
 * ```
 */
function store(key: unknown, value: unknown, dict: Dict): Dict {
  return put(dict, locate(key, dict, STORE), key, value);
}
const STORE = lookup("store", 3, 374, 375);

/**
 * The dictionary of a list of pairs. Mirrors dict:from_list/1.
 *
 * ```eshell
 * 1> dict:size(dict:from_list([{b,2},{a,1},{b,3}])).
 * 2
 * ```
 */
function from_list(list: Term): Dict {
  return foldList(FROM_LIST, emptyDict(), list, (pair, dict, callers) => {
    if (!isTuple(pair) || pair.length !== 2)
      throw source.noClause("-from_list/1-fun-0-", [pair, dict], 172, ...callers);
    return store(pair[0], pair[1], dict);
  });
}
const FROM_LIST = namedFun("dict", 2, 1, 28704112);

/**
 * The pairs, in no order. Mirrors dict:to_list/1.
 *
 * ```eshell
 * 1> lists:sort(dict:to_list(dict:from_list([{b,2},{a,1}]))).
 * [{a,1},{b,2}]
 * ```
 */
const to_list = (dict: Dict): any[] =>
  fromArray(pairsOf(dict).map((pair) => tuple2(pair.head, pair.tail))) as any[];
/**
 * The keys, in no order. Mirrors dict:fetch_keys/1.
 *
 * ```eshell
 * 1> lists:sort(dict:fetch_keys(dict:from_list([{a,1},{b,2}]))).
 * [a,b]
 * ```
 */
const fetch_keys = (dict: Dict): any[] => fromArray(pairsOf(dict).map((pair) => pair.head)) as any[];

/**
 * The number of keys. Mirrors dict:size/1.
 *
 * ```eshell
 * 1> dict:size(dict:new()).
 * 0
 * ```
 */
function size(dict: Dict): number {
  if (!isDict(dict) || !(dict[Field.size] >= 0)) throw source.noClause("size", [dict], 188);
  return dict[Field.size];
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
  const { pair } = locate(key, dict, FETCH);
  if (pair === undefined) throw source.badarg("fetch", [key, dict], 230);
  return pair.tail;
}
const FETCH = lookup("fetch", 2, 226, 227, false);

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
  const { pair } = locate(key, dict, FIND);
  return pair === undefined ? ERROR : tuple2(OK, pair.tail);
}
const FIND = lookup("find", 2, 257, 258, false);

/**
 * The dictionary without a key. Mirrors dict:erase/2.
 *
 * ```eshell
 * 1> dict:to_list(dict:erase(a, dict:from_list([{a,1},{b,2}]))).
 * [{b,2}]
 * ```
 */
const erase = (key: unknown, dict: Dict): Dict => without(dict, locate(key, dict, ERASE));
const ERASE = lookup("erase", 2, 301, 302);

/**
 * The value of a key and the dictionary without it, or `error`. Mirrors dict:take/2.
 *
 * ```eshell
 * 1> element(1, dict:take(a, dict:from_list([{a,1}]))).
 * 1
 * ```
 */
function take(key: unknown, dict: Dict): any {
  const place = locate(key, dict, TAKE);
  return place.pair === undefined ? ERROR : tuple2(place.pair.tail, without(dict, place));
}
const TAKE = lookup("take", 2, 337, 338);

/** `Old ++ values` in the place of the value; an error tells the function of OTP's that does that. */
function appended(
  key: Term,
  values: Term,
  dict: Dict,
  by: Lookup,
  name: string,
  line: number,
  again: number,
): Dict {
  const place = locate(key, dict, by);
  const old = place.pair?.tail;
  if (place.pair === undefined) return put(dict, place, key, values);
  const callers = inBucket(name, 3, line, again, place.before.length, by.bucket);
  return put(
    dict,
    place,
    key,
    source.within("++", [old, values], callers, () => conc(old, values)),
  );
}

/**
 * Appends a list to the list that is a key's value. Mirrors dict:append_list/3.
 *
 * ```eshell
 * 1> dict:to_list(dict:append_list(a, [2,3], dict:from_list([{a,[1]}]))).
 * [{a,[1,2,3]}]
 * ```
 */
const append_list = (key: unknown, values: readonly unknown[], dict: Dict): Dict =>
  appended(key, values, dict, APPEND_LIST, "app_list_bkt", 449, 451);
const APPEND_LIST = lookup("append_list", 3, 442, 443);

/**
 * Appends to the list that is a key's value. Mirrors dict:append/3.
 *
 * ```eshell
 * 1> dict:to_list(dict:append(a, 2, dict:from_list([{a,[1]}]))).
 * [{a,[1,2]}]
 * ```
 */
const append = (key: unknown, value: unknown, dict: Dict): Dict =>
  appended(key, fromArray([value]), dict, APPEND, "append_bkt", 414, 416);
const APPEND = lookup("append", 3, 407, 408);

/**
 * Adds to the number that is a key's value. Mirrors dict:update_counter/3.
 *
 * ```eshell
 * 1> dict:to_list(dict:update_counter(a, 5, dict:new())).
 * [{a,5}]
 * ```
 */
function update_counter(key: unknown, by: number, dict: Dict): Dict {
  if (!isNumber(by)) throw source.noClause("update_counter", [key, by, dict], 554);
  const place = locate(key, dict, COUNTER);
  if (place.pair === undefined) return put(dict, place, key, by);
  const old = place.pair.tail;
  const callers = inBucket("counter_bkt", 3, 563, 565, place.before.length, COUNTER.bucket);
  return put(
    dict,
    place,
    key,
    source.within("+", [old, by], callers, () => add(old, by)),
  );
}
const COUNTER = lookup("update_counter", 3, 555, 556);

/**
 * The value as the fun makes it of the old one; if there is none, the initial value, or badarg. Mirrors dict:update/3,4.
 *
 * ```eshell
 * 1> dict:to_list(dict:update(a, fun(V) -> V + 1 end, dict:from_list([{a,1}]))).
 * [{a,2}]
 * ```
 */
function update(key: unknown, fun: (value: any) => unknown, ...rest: any[]): any {
  return rest.length === 1 ? update3(key, fun, rest[0]) : update4(key, fun, rest[0], rest[1]);
}

const UPDATE_3 = lookup("update", 3, 476, 477);

function update3(key: Term, fun: Term, dict: Dict): any {
  const place = locate(key, dict, UPDATE_3);
  if (place.pair === undefined) throw source.badarg("update", [key, fun, dict], 480);
  return update3Loop(key, fun, dict, place);
}
const update3Loop = proc(
  function* update(key: Term, fun: Term, dict: Dict, place: Place): Generator<unknown, Dict, any> {
    try {
      running.at = place.before.length;
      const old = place.pair?.tail;
      checkCallable(fun, [old], source.item("update_bkt", 3, 484));
      let value = callFun1(fun, old);
      if (value instanceof Frame) value = yield value;
      return put(dict, place, key, value);
    } catch (thrown) {
      // As in OTP, which throws this itself where the key is missing.
      if (!(thrown instanceof Exception) || thrown.class !== "throw" || thrown.reason !== BADARG)
        throw thrown;
      throw raiseAt(NOWHERE, source.badarg("update", [key, fun, dict], 480));
    }
  },
  source.frames("update", 3, (at) => inBucket("update_bkt", 3, 484, 487, at, UPDATE_3.bucket)),
);

function update4(key: Term, fun: Term, initial: Term, dict: Dict): any {
  const place = locate(key, dict, UPDATE);
  if (place.pair !== undefined)
    return after(update4Loop(fun, place), (value) => put(dict, place, key, value));
  if (isFunOf(fun, 1)) return put(dict, place, key, initial);
  const [, ...callers] = inBucket("update_bkt", 4, 524, 527, place.before.length, UPDATE.bucket);
  throw source.noClause("update_bkt", [key, fun, initial, fromArray([])], 524, ...callers);
}
const update4Loop = proc(
  function* update(fun: Term, place: Place): Generator<unknown, Term, any> {
    running.at = place.before.length;
    const old = place.pair?.tail;
    checkCallable(fun, [old], source.item("update_bkt", 4, 525));
    const value = callFun1(fun, old);
    return value instanceof Frame ? yield value : value;
  },
  source.frames("update", 4, (at) => inBucket("update_bkt", 4, 525, 527, at, UPDATE.bucket)),
);

const IS_KEY = lookup("is_key", 2, 130, 131, false);

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
  is_empty: (dict: Dict): boolean => {
    if (!isDict(dict)) throw source.noClause("is_empty", [dict], 206);
    return dict[Field.size] === 0;
  },
  /**
   * Whether there is such a key. Mirrors dict:is_key/2.
   *
   * ```eshell
   * 1> dict:is_key(a, dict:from_list([{a,1}])).
   * true
   * ```
   */
  is_key: (key: unknown, dict: Dict): boolean => locate(key, dict, IS_KEY).pair !== undefined,
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
  new: emptyDict,
  size,
  store,
  take,
  to_list,
  update: [update, 3, 4],
  update_counter,
} as const;

/** Module dict. Maps from keys to values, as they were before maps. */
export const dict: OtpModule<typeof functions> = otpModule("dict", functions);

// orddict — OTP's module orddict: dictionaries as lists of `{Key, Value}` in the order of the keys.

import { callFun1, callFun3 } from "../process/apply.ts";
import { Frame, proc } from "../process/frame.ts";
import { running } from "../process/running.ts";
import { add } from "../terms/arithmetic.ts";
import type { StackItem } from "../terms/exception.ts";
import { asCons, Cons, fromArray, isList, isNil, NIL, toArray } from "../terms/list.ts";
import { compare } from "../terms/order.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, type Tuple, tuple2 } from "../terms/tuple.ts";
import { after } from "./after.ts";
import { mappingPairs } from "./element-loops.ts";
import { lists as listBifs } from "./erlang-lists.ts";
import { lists } from "./lists.ts";
import { type Awaitable, caseClause, OtpSource, raiseAt, waiting } from "./otp-source.ts";
import { type OtpModule, otpModule } from "./table.ts";

const source: OtpSource = new OtpSource("orddict");
const ERROR = Symbol.for("error");
const OK = Symbol.for("ok");
const conc = listBifs["++"] as (front: Term, back: Term) => Term;

/** A dictionary, as it prints. */
type Dict = readonly Tuple<[any, any]>[];

function pairsOf(dict: Term, name: string, args: readonly Term[], line: number): readonly Term[] {
  const pairs = toArray(dict);
  if (pairs?.every((pair) => isTuple(pair) && pair.length === 2) !== true)
    throw source.noClause(name, args, line);
  return pairs;
}

/** Where the key is or would be, and whether it is there. */
function locate(key: Term, pairs: readonly Term[]): { at: number; found: boolean } {
  const next = pairs.findIndex((pair) => compare(pair[0], key) >= 0);
  const at = next < 0 ? pairs.length : next;
  return { at, found: at < pairs.length && compare(pairs[at][0], key) === 0 };
}

/** The dictionary with what `change` makes of the value of the key; of undefined if it is not there. */
function changed(key: Term, pairs: readonly Term[], change: (pair: Term) => Term): any {
  const { at, found } = locate(key, pairs);
  const pair = tuple2(key, change(found ? pairs[at] : undefined));
  return fromArray([...pairs.slice(0, at), pair, ...pairs.slice(found ? at + 1 : at)]);
}

/**
 * The dictionary of a list of pairs. Mirrors orddict:from_list/1.
 *
 * ```eshell
 * 1> orddict:from_list([{b,2},{a,1},{b,3}]).
 * [{a,1},{b,3}]
 * ```
 */
function from_list(list: Dict): any {
  reversePairs(list);
  return lists.functions.ukeysort(1, lists.functions.reverse[0](list));
}

/** Says of a list that is none of pairs what OTP finds when it turns it round. */
function reversePairs(list: Term): void {
  let rest = list;
  let reversed: Term = NIL;
  for (let cell = asCons(rest); cell !== undefined; cell = asCons(rest)) {
    if (!isTuple(cell.head) || cell.head.length !== 2) break;
    reversed = new Cons(cell.head, reversed);
    rest = cell.tail;
  }
  if (isNil(rest)) return;
  throw source.noClause("reverse_pairs", [rest, reversed], 612, source.item("from_list", 1, 131));
}

/**
 * The value of a key that is there. Mirrors orddict:fetch/2.
 *
 * ```eshell
 * 1> orddict:fetch(a, [{a,1}]).
 * 1
 * ```
 */
function fetch(key: unknown, dict: Dict): any {
  const pairs = pairsOf(dict, "fetch", [key, dict], 189);
  const { at, found } = locate(key, pairs);
  if (!found) throw source.noClause("fetch", [key, fromArray(pairs.slice(at))], 189);
  return pairs[at][1];
}

/**
 * `{ok, Value}` of a key, or `error`. Mirrors orddict:find/2.
 *
 * ```eshell
 * 1> orddict:find(a, [{a,1}]).
 * {ok,1}
 * 2> orddict:find(b, [{a,1}]).
 * error
 * ```
 */
function find(key: unknown, dict: Dict): any {
  const pairs = pairsOf(dict, "find", [key, dict], 212);
  const { at, found } = locate(key, pairs);
  return found ? tuple2(OK, pairs[at][1]) : ERROR;
}

/**
 * The dictionary without a key. Mirrors orddict:erase/2.
 *
 * ```eshell
 * 1> orddict:erase(a, [{a,1},{b,2}]).
 * [{b,2}]
 * ```
 */
function erase(key: unknown, dict: Dict): any {
  const pairs = pairsOf(dict, "erase", [key, dict], 255);
  return fromArray(pairs.filter((pair) => compare(pair[0], key) !== 0));
}

/**
 * The value of a key and the dictionary without it, or `error`. Mirrors orddict:take/2.
 *
 * ```eshell
 * 1> orddict:take(a, [{a,1},{b,2}]).
 * {1,[{b,2}]}
 * ```
 */
function take(key: unknown, dict: Dict): any {
  const pairs = pairsOf(dict, "take", [key, dict], 285);
  const { at, found } = locate(key, pairs);
  return found ? tuple2(pairs[at][1], erase(key, dict)) : ERROR;
}

/**
 * The dictionary with the value of a key. Mirrors orddict:store/3.
 *
 * ```eshell
 * 1> orddict:store(a, 2, [{a,1}]).
 * [{a,2}]
 * ```
 */
const store = (key: unknown, value: unknown, dict: Dict): any =>
  changed(key, pairsOf(dict, "store", [key, value, dict], 317), () => value);

/** Where a function has found the key, and where it waits for itself if that is not the first. */
function passed(
  name: string,
  arity: number,
  line: number,
  again: number,
  key: Term,
  dict: Term,
): StackItem[] {
  const before = locate(key, toArray(dict) ?? []).at;
  return [source.item(name, arity, line), ...waiting(before, source.item(name, arity, again))];
}

/**
 * Appends a list to the list that is a key's value. Mirrors orddict:append_list/3.
 *
 * ```eshell
 * 1> orddict:append_list(a, [2,3], [{a,[1]}]).
 * [{a,[1,2,3]}]
 * ```
 */
function append_list(key: unknown, values: readonly unknown[], dict: Dict): any {
  return changed(key, pairsOf(dict, "append_list", [key, values, dict], 389), (pair) =>
    pair === undefined
      ? values
      : source.within("++", [pair[1], values], passed("append_list", 3, 394, 392, key, dict), () =>
          conc(pair[1], values),
        ),
  );
}
/**
 * Appends to the list that is a key's value. Mirrors orddict:append/3.
 *
 * ```eshell
 * 1> orddict:append(a, 2, [{a,[1]}]).
 * [{a,[1,2]}]
 * ```
 */
const append = (key: unknown, value: unknown, dict: Dict): any =>
  changed(key, pairsOf(dict, "append", [key, value, dict], 358), (pair) => {
    const values = fromArray([value]);
    if (pair === undefined) return values;
    return source.within("++", [pair[1], values], passed("append", 3, 363, 361, key, dict), () =>
      conc(pair[1], values),
    );
  });

/**
 * Adds to the number that is a key's value. Mirrors orddict:update_counter/3.
 *
 * ```eshell
 * 1> orddict:update_counter(a, 5, [{a,1}]).
 * [{a,6}]
 * ```
 */
function update_counter(key: unknown, by: number, dict: Dict): any {
  return changed(key, pairsOf(dict, "update_counter", [key, by, dict], 486), (pair) =>
    pair === undefined
      ? by
      : source.within("+", [pair[1], by], passed("update_counter", 3, 491, 489, key, dict), () =>
          add(pair[1], by),
        ),
  );
}

/**
 * The value as the fun makes it of the old one; if there is none, the initial value, or no clause. Mirrors orddict:update/3,4.
 *
 * ```eshell
 * 1> orddict:update(a, fun(V) -> V + 1 end, [{a,1}]).
 * [{a,2}]
 * ```
 */
function update(key: unknown, fun: (value: any) => unknown, ...rest: any[]): any {
  const dict = rest[rest.length - 1];
  const args = [key, fun, ...rest];
  const pairs = pairsOf(dict, "update", args, 418);
  const { at, found } = locate(key, pairs);
  const arity = args.length;
  const again = source.item("update", arity, arity === 3 ? 419 : 457);
  if (!found && arity === 3) {
    throw source.noClause("update", [key, fun, fromArray(pairs.slice(at))], 418, ...waiting(at, again));
  }
  if (!found) return changed(key, pairs, () => rest[0]);
  return updateLoop(arity, fun, pairs[at][1], at, (value: Term) => changed(key, pairs, () => value));
}

const updateItems = (arity: number, line: number, again: number) => (at: number) => [
  source.item("update", arity, line),
  ...waiting(at, source.item("update", arity, again)),
];
const updating = (arity: number, line: number, again: number) =>
  proc(
    function* update(
      fun: Term,
      value: Term,
      at: number,
      finish: (value: Term) => Term,
    ): Generator<unknown, Term, any> {
      running.at = at;
      let made = callFun1(fun, value);
      if (made instanceof Frame) made = yield made;
      return finish(made);
    },
    source.frames("update", arity, updateItems(arity, line, again)),
  );
const update3 = updating(3, 421, 419);
const update4 = updating(4, 459, 457);
const updateLoop = (arity: number, ...args: [Term, Term, number, (value: Term) => Term]): any =>
  arity === 3 ? update3(...args) : update4(...args);

/**
 * Folds over keys and values. Mirrors orddict:fold/3.
 *
 * ```eshell
 * 1> orddict:fold(fun(_, V, Sum) -> V + Sum end, 0, [{a,1},{b,2}]).
 * 3
 * ```
 */
function fold<A>(
  fun: (key: any, value: any, accumulator: A) => Awaitable<A>,
  initial: A,
  dict: Dict,
): Promise<A> {
  pairsOf(dict, "fold", [fun, initial, dict], 518);
  return foldLoop(fun, initial, dict) as Promise<A>;
}
const foldLoop = proc(
  function* fold(fun: Term, initial: Term, dict: Term): Generator<unknown, Term, any> {
    let accumulator = initial;
    for (const [key, value] of toArray(dict) ?? []) {
      accumulator = callFun3(fun, key, value, accumulator);
      if (accumulator instanceof Frame) accumulator = yield accumulator;
    }
    return accumulator;
  },
  source.info("fold", 3, 519),
);

const keysOf = (pairs: readonly Term[]) => fromArray(pairs.map(([key]) => key)) as any[];
const valuesOf = (pairs: readonly Term[]) => fromArray(pairs.map(([, value]) => value)) as any[];

const MAP = source.item("map", 2, 541);
const FILTER = source.item("filter", 2, 562);
const mapLoop = mappingPairs(
  source.frames("map", 2, (at) => [MAP, ...waiting(at, MAP)]),
  (values, pairs) => fromArray(pairs.map(([key], i) => tuple2(key, values[i]))),
);
const filterLoop = mappingPairs(
  source.frames("filter", 2, (at) => [FILTER, ...waiting(at, FILTER)]),
  (answers, pairs) => {
    const wrong = answers.findIndex((answer) => typeof answer !== "boolean");
    if (wrong >= 0) throw raiseAt(wrong, caseClause(answers[wrong]));
    return fromArray(pairs.filter((_, i) => answers[i]));
  },
);

/**
 * The dictionary of what the fun makes of each key and value. Mirrors orddict:map/2.
 *
 * ```eshell
 * 1> orddict:map(fun(_, V) -> V * 2 end, [{a,1},{b,2}]).
 * [{a,2},{b,4}]
 * ```
 */
function map(fun: (key: any, value: any) => unknown, dict: Dict): Promise<any> {
  const pairs = pairsOf(dict, "map", [fun, dict], 540);
  return mapLoop(fun, pairs);
}

/**
 * The pairs that the fun keeps. Mirrors orddict:filter/2.
 *
 * ```eshell
 * 1> orddict:filter(fun(_, V) -> V > 1 end, [{a,1},{b,2}]).
 * [{b,2}]
 * ```
 */
function filter(fun: (key: any, value: any) => unknown, dict: Dict): Promise<any> {
  const pairs = pairsOf(dict, "filter", [fun, dict], 561);
  return filterLoop(fun, pairs);
}

/**
 * Both dictionaries in one; the fun decides where both have the key. Mirrors orddict:merge/3.
 *
 * ```eshell
 * 1> orddict:merge(fun(_, A, B) -> A + B end, [{a,1}], [{a,2},{b,3}]).
 * [{a,3},{b,3}]
 * ```
 */
function merge(fun: (key: any, a: any, b: any) => unknown, first: Dict, second: Dict): Promise<any> {
  const a = pairsOf(first, "merge", [fun, first, second], 603);
  const b = pairsOf(second, "merge", [fun, first, second], 603);
  const common = a.filter(([key]) => locate(key, b).found);
  const others = common.map(([key]) => b[locate(key, b).at][1]);
  return after(
    lists.functions.zipwith3[0](fun, keysOf(common), valuesOf(common), fromArray(others) as any[]),
    (made) => {
      const all = lists.functions.ukeymerge(1, first, second);
      return (toArray(made) as Term[]).reduce((dict, value, i) => store(common[i][0], value, dict), all);
    },
  );
}

/**
 * The keys. Mirrors orddict:fetch_keys/1.
 *
 * ```eshell
 * 1> orddict:fetch_keys([{a,1},{b,2}]).
 * [a,b]
 * ```
 */
function fetch_keys(dict: Dict): any[] {
  return keysOf(pairsOf(dict, "fetch_keys", [dict], 233));
}

/**
 * The number of keys. Mirrors orddict:size/1.
 *
 * ```eshell
 * 1> orddict:size([{a,1}]).
 * 1
 * ```
 */
function size(dict: Dict): number {
  return source.within("length", [dict], [source.item("size", 1, 148)], () => listBifs.length(dict));
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
   * Whether there are no keys. Mirrors orddict:is_empty/1.
   *
   * ```eshell
   * 1> orddict:is_empty([]).
   * true
   * ```
   */
  is_empty: (dict: Dict): boolean => {
    if (!isList(dict)) throw source.noClause("is_empty", [dict], 166);
    return isNil(dict);
  },
  /**
   * Whether there is such a key. Mirrors orddict:is_key/2.
   *
   * ```eshell
   * 1> orddict:is_key(a, [{a,1}]).
   * true
   * ```
   */
  is_key: (key: unknown, dict: Dict): boolean => locate(key, pairsOf(dict, "is_key", [key, dict], 91)).found,
  map,
  merge,
  /**
   * The empty dictionary. Mirrors orddict:new/0.
   *
   * ```eshell
   * 1> orddict:new().
   * []
   * ```
   */
  new: (): any[] => NIL as never,
  size,
  store,
  take,
  /**
   * The pairs in order. Mirrors orddict:to_list/1.
   *
   * ```eshell
   * 1> orddict:to_list([{a,1}]).
   * [{a,1}]
   * ```
   */
  to_list: (dict: Dict): Dict => dict,
  update: [update, 3, 4],
  update_counter,
} as const;

/** Module orddict. Maps as ordered lists of pairs. */
export const orddict: OtpModule<typeof functions> = otpModule("orddict", functions);

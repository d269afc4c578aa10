// orddict — OTP's module orddict: dictionaries as lists of `{Key, Value}` in the order of the keys.
//
// OTP's functions go along the list only as far as the key, so what is no such list is found only then.
import { callFun1 } from "../process/apply.ts";
import { Frame, proc } from "../process/frame.ts";
import { running } from "../process/running.ts";
import { add } from "../terms/arithmetic.ts";
import type { StackItem } from "../terms/exception.ts";
import { asCons, Cons, fromArray, isList, isNil, NIL } from "../terms/list.ts";
import { greaterThan, lessThan } from "../terms/order.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, type Tuple, tuple2 } from "../terms/tuple.ts";
import { after } from "./after.ts";
import { lists as listBifs } from "./erlang-lists.ts";
import { lists } from "./lists.ts";
import { filter, fold, map, merge, source } from "./orddict-loops.ts";
import { checkCallable, waiting } from "./otp-source.ts";
import { type OtpModule, otpModule } from "./table.ts";

const ERROR = Symbol.for("error");
const OK = Symbol.for("ok");
const conc = listBifs["++"] as (front: Term, back: Term) => Term;

/** A dictionary, as it prints. */
type Dict = readonly Tuple<[any, any]>[];

/** Where a key is, or would be. */
interface Place {
  /** The pairs before it. */
  readonly before: readonly Term[];
  /** The list from there on. */
  readonly rest: Term;
  /** Its pair, if it is there. */
  readonly pair: any;
}

/** How a function goes along the list: its first line, and that where it calls itself, unless it does so last. */
interface Walk {
  readonly name: string;
  readonly line: number;
  readonly again?: number;
  /** The function of which the list is an argument, if that is another one. */
  readonly args: (rest: Term, before: readonly Term[]) => readonly Term[];
}

/** Finds a key; what is no list of pairs up to there has no clause. */
function locate(key: Term, dict: Term, walk: Walk): Place {
  const before: Term[] = [];
  let rest = dict;
  for (let cell = asCons(rest); cell !== undefined; cell = asCons(rest)) {
    const pair = cell.head;
    if (!isTuple(pair) || pair.length !== 2) break;
    if (!greaterThan(key, pair[0])) return { before, rest, pair: lessThan(key, pair[0]) ? undefined : pair };
    before.push(pair);
    rest = cell.tail;
  }
  if (isNil(rest)) return { before, rest, pair: undefined };
  throw missing(walk, { before, rest, pair: undefined });
}

/** `function_clause` of a walk that has come to a place. */
function missing(walk: Walk, { before, rest }: Place) {
  const args = walk.args(rest, before);
  return source.noClause(walk.name, args, walk.line, ...passed(walk, args.length, before.length));
}

/** What waits for a walk that has gone past so many pairs. */
const passed = ({ name, again }: Walk, arity: number, count: number): StackItem[] =>
  again === undefined ? [] : waiting(count, source.item(name, arity, again));

/** The dictionary with a value of the key. */
const put = ({ before, rest, pair }: Place, key: Term, value: Term): any =>
  fromArray([...before, tuple2(key, value)], pair === undefined ? rest : asCons(rest)?.tail);

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
  const walk: Walk = { name: "fetch", line: 189, args: (rest) => [key, rest] };
  const place = locate(key, dict, walk);
  if (place.pair === undefined) throw missing(walk, place);
  return place.pair[1];
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
  const { pair } = locate(key, dict, { name: "find", line: 212, args: (rest) => [key, rest] });
  return pair === undefined ? ERROR : tuple2(OK, pair[1]);
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
  const place = locate(key, dict, { name: "erase", line: 255, again: 257, args: (rest) => [key, rest] });
  const { before, rest, pair } = place;
  return fromArray(before, pair === undefined ? rest : asCons(rest)?.tail);
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
  const { before, rest, pair } = locate(key, dict, {
    name: "take_1",
    line: 288,
    args: (rest, before) => [key, rest, fromArray([...before].reverse())],
  });
  return pair === undefined ? ERROR : tuple2(pair[1], fromArray(before, asCons(rest)?.tail));
}

/**
 * The dictionary with the value of a key. Mirrors orddict:store/3.
 *
 * ```eshell
 * 1> orddict:store(a, 2, [{a,1}]).
 * [{a,2}]
 * ```
 */
function store(key: unknown, value: unknown, dict: Dict): any {
  const walk: Walk = { name: "store", line: 317, again: 320, args: (rest) => [key, value, rest] };
  return put(locate(key, dict, walk), key, value);
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
  const walk: Walk = { name: "append_list", line: 389, again: 392, args: (rest) => [key, values, rest] };
  return appended(key, values, dict, walk, 394);
}

/** `Old ++ values` in the place of the value. */
function appended(key: Term, values: Term, dict: Dict, walk: Walk, line: number): any {
  const place = locate(key, dict, walk);
  if (place.pair === undefined) return put(place, key, values);
  const old = place.pair[1];
  const callers = [source.item(walk.name, 3, line), ...passed(walk, 3, place.before.length)];
  return put(
    place,
    key,
    source.within("++", [old, values], callers, () => conc(old, values)),
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
function append(key: unknown, value: unknown, dict: Dict): any {
  const walk: Walk = { name: "append", line: 358, again: 361, args: (rest) => [key, value, rest] };
  return appended(key, fromArray([value]), dict, walk, 363);
}

/**
 * Adds to the number that is a key's value. Mirrors orddict:update_counter/3.
 *
 * ```eshell
 * 1> orddict:update_counter(a, 5, [{a,1}]).
 * [{a,6}]
 * ```
 */
function update_counter(key: unknown, by: number, dict: Dict): any {
  const walk: Walk = { name: "update_counter", line: 486, again: 489, args: (rest) => [key, by, rest] };
  const place = locate(key, dict, walk);
  if (place.pair === undefined) return put(place, key, by);
  const old = place.pair[1];
  const callers = [source.item("update_counter", 3, 491), ...passed(walk, 3, place.before.length)];
  return put(
    place,
    key,
    source.within("+", [old, by], callers, () => add(old, by)),
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
function update(key: unknown, fun: (value: any) => unknown, ...others: any[]): any {
  const three = others.length === 1;
  const walk: Walk = {
    name: "update",
    line: three ? 418 : 454,
    again: three ? 419 : 457,
    args: (rest) => (three ? [key, fun, rest] : [key, fun, others[0], rest]),
  };
  const place = locate(key, others[others.length - 1], walk);
  if (place.pair === undefined) {
    if (three) throw missing(walk, place);
    return put(place, key, others[0]);
  }
  const change = three ? update3 : update4;
  return after(change(fun, place.pair[1], place.before.length), (value) => put(place, key, value));
}

const updating = (arity: number, line: number, again: number) => {
  const here = source.item("update", arity, line);
  return proc(
    function* update(fun: Term, value: Term, before: number): Generator<unknown, Term, any> {
      running.at = before;
      checkCallable(fun, [value], here);
      const made = callFun1(fun, value);
      return made instanceof Frame ? yield made : made;
    },
    source.frames("update", arity, (at) => [here, ...waiting(at, source.item("update", arity, again))]),
  );
};
const update3 = updating(3, 421, 419);
const update4 = updating(4, 459, 457);

/**
 * The keys. Mirrors orddict:fetch_keys/1.
 *
 * ```eshell
 * 1> orddict:fetch_keys([{a,1},{b,2}]).
 * [a,b]
 * ```
 */
function fetch_keys(dict: Dict): any[] {
  const keys: Term[] = [];
  let rest: Term = dict;
  for (let cell = asCons(rest); cell !== undefined; cell = asCons(rest)) {
    if (!isTuple(cell.head) || cell.head.length !== 2) break;
    keys.push(cell.head[0]);
    rest = cell.tail;
  }
  if (isNil(rest)) return fromArray(keys) as any[];
  throw source.noClause(
    "fetch_keys",
    [rest],
    233,
    ...waiting(keys.length, source.item("fetch_keys", 1, 234)),
  );
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
  is_key: (key: unknown, dict: Dict): boolean =>
    locate(key, dict, { name: "is_key", line: 91, args: (rest) => [key, rest] }).pair !== undefined,
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

// proplists — OTP's module proplists: lists of properties, which are atoms (short for `{Atom, true}`) and tuples. Here is
// what sorts them and makes maps of them, and the export table; proplists-lookup finds them, proplists-stages rewrites them.
import { type Builtin, callEntry } from "../process/apply.ts";
import { isAtom } from "../terms/atom.ts";
import { asCons, Cons, fromArray, isNil, NIL, toArray } from "../terms/list.ts";
import { EMPTY_MAP, type ErlMap, MISSING } from "../terms/map.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, type Tuple, tuple2 } from "../terms/tuple.ts";
import { namedFun } from "./list-fold.ts";
import { maps } from "./maps.ts";
import type { MapOf } from "./maps-plain.ts";
import { type List, OtpSource, waiting } from "./otp-source.ts";
import {
  append_values,
  elementsOf,
  get_all_values,
  get_bool,
  get_keys,
  get_value,
  is_defined,
  isPair,
  lookup,
  lookup_all,
  property,
  remove,
  source,
  unfold,
} from "./proplists-lookup.ts";
import {
  applyStages,
  compact,
  comprehension,
  expand,
  normalize,
  substitute_aliases,
  substitute_negations,
} from "./proplists-stages.ts";
import { type OtpModule, otpModule } from "./table.ts";

const lists: OtpSource = new OtpSource("lists");

/**
 * The properties of each key, and the others. Mirrors proplists:split/2.
 *
 * ```eshell
 * 1> proplists:split([a,{b,2},c], [a,b]).
 * {[[a],[{b,2}]],[c]}
 * ```
 */
function split(list: List<unknown>, keys: List<unknown>): Tuple<[any[][], any[]]> {
  const key = source.item("-split/2-lc$^0/1-0-", 1, 652);
  const wanted = comprehension(keys, key, (value) => ({ value }), source.item("split", 2, 652));
  let store: ErlMap = EMPTY_MAP;
  for (const one of wanted) store = store.set(one, NIL);
  let others: Term = NIL;
  let rest: Term = list;
  for (let cell = asCons(rest); cell !== undefined; cell = asCons(rest)) {
    const one = cell.head;
    const name = isAtom(one) ? one : isTuple(one) && one.length > 0 ? one[0] : MISSING;
    const found = name === MISSING ? MISSING : store.get(name);
    if (found === MISSING) others = new Cons(one, others);
    else store = store.set(name, new Cons(one, found));
    rest = cell.tail;
  }
  if (!isNil(rest)) throw source.noClause("split", [rest, store, others], 656, source.item("split", 2, 652));
  const reversed = (list: Term) => fromArray([...(toArray(list) as Term[])].reverse());
  return tuple2(fromArray(wanted.map((one) => reversed(store.get(one)))), reversed(others)) as any;
}

const TO_MAP_FUN = namedFun("proplists", 2, 0, 5426999);
const FOLDR = lists.item("foldr_1", 3, 2503);

function added(one: Term, map: ErlMap): ErlMap {
  if (isPair(one)) return map.set((one as Term[])[0], (one as Term[])[1]);
  if (isTuple(one) && one.length > 0) return map.delete(one[0]);
  return isAtom(one) ? map.set(one, true) : map;
}

/**
 * The map of the first property of each key, after the stages of normalize/2. Mirrors proplists:to_map/1 and to_map/2.
 *
 * ```eshell
 * 1> proplists:to_map([{b,2},{b,3}]).
 * #{b => 2}
 * ```
 */
function to_map(list: List<unknown>, ...stages: List<unknown>[]): any {
  const properties = stages.length === 0 ? list : applyStages(list, stages[0], source.item("to_map", 2, 753));
  const elements = elementsOf(properties, (rest, before) =>
    lists.noClause("foldr_1", [TO_MAP_FUN, EMPTY_MAP, rest], 2502, ...waiting(before.length, FOLDR)),
  );
  return elements.reduceRight((map, one) => added(one, map), EMPTY_MAP);
}

/**
 * The pairs of a map. Mirrors proplists:from_map/1.
 *
 * ```eshell
 * 1> proplists:from_map(#{a => 1}).
 * [{a,1}]
 * ```
 */
function from_map<K, V>(map: MapOf<K, V>): Tuple<[K, V]>[] {
  return callEntry(TO_LIST, [map]) as any;
}

const TO_LIST = maps.entries.get("to_list/1") as Builtin;

const functions = {
  append_values,
  compact,
  delete: remove,
  expand,
  from_map,
  get_all_values,
  get_bool,
  get_keys,
  get_value: [get_value, 2, 3],
  is_defined,
  lookup,
  lookup_all,
  normalize,
  property: [property, 1, 2],
  split,
  substitute_aliases,
  substitute_negations,
  to_map: [to_map, 1, 2],
  unfold,
} as const;

/**
 * Module proplists. Lists of properties: `{Key, Value}`, or an atom that stands for `{Atom, true}`. The first of
 * several entries with one key counts.
 */
export const proplists: OtpModule<typeof functions> = otpModule("proplists", functions);

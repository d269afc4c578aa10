// persistent_term — terms kept for the whole system. What is put here is not copied, as nothing is.
import { bifError } from "../terms/exception.ts";
import { fromArray } from "../terms/list.ts";
import { EMPTY_MAP, MISSING, mapEntries, mapFrom, mapGet, mapPut, mapRemove, mapSize } from "../terms/map.ts";
import { equalExact } from "../terms/order.ts";
import type { Term } from "../terms/term.ts";
import { tuple2 } from "../terms/tuple.ts";
import { SystemState } from "./system-state.ts";
import { otpModule } from "./table.ts";

const OK = Symbol.for("ok");
const BADARG = Symbol.for("badarg");

const kept = new SystemState<{ map: Term }>(() => ({ map: EMPTY_MAP }));

/**
 * The term of a key, or the default; all keys with their terms. Mirrors persistent_term:get/0,1,2.
 *
 * ```eshell
 * 1> persistent_term:get(nosuch, none).
 * none
 * ```
 */
function get(...args: Term[]): Term {
  const { map } = kept.of();
  if (args.length === 0) return fromArray(mapEntries(map).map(([key, value]) => tuple2(key, value)));
  const value = mapGet(map, args[0]);
  if (value !== MISSING) return value;
  if (args.length === 1) throw bifError(BADARG);
  return args[1];
}

/**
 * Sets the term of a key. Mirrors persistent_term:put/2.
 *
 * ```eshell
 * 1> persistent_term:put(key, {a,1}), persistent_term:get(key).
 * {a,1}
 * ```
 */
function put(key: Term, value: Term): symbol {
  const state = kept.of();
  state.map = mapPut(state.map, key, value);
  return OK;
}

/**
 * Like put/2, but badarg if there is another value under the key. Mirrors persistent_term:put_new/2.
 *
 * ```eshell
 * 1> persistent_term:put_new(key, 1), persistent_term:put_new(key, 1).
 * ok
 * ```
 */
function put_new(key: Term, value: Term): symbol {
  const old = mapGet(kept.of().map, key);
  if (old !== MISSING && !equalExact(old, value)) throw bifError(BADARG);
  return put(key, value);
}

/**
 * Takes a key out; says whether it was there. Mirrors persistent_term:erase/1.
 *
 * ```eshell
 * 1> persistent_term:erase(nosuch).
 * false
 * ```
 */
function erase(key: Term): boolean {
  const state = kept.of();
  if (mapGet(state.map, key) === MISSING) return false;
  state.map = mapRemove(state.map, key);
  return true;
}

/** How many keys there are. Mirrors persistent_term:info/0. */
function info(): Term {
  const count = mapSize(kept.of().map);
  return mapFrom([
    [Symbol.for("count"), count],
    [Symbol.for("memory"), count * 128],
  ]);
}

/** Module persistent_term. Terms that all processes read, by key. */
export const persistent_term = otpModule(
  "persistent_term",
  { put, put_new, get: [get, 0, 1, 2] as const, erase, info },
  { errors: "erl_erts_errors" },
);

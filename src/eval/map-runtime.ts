// map-runtime — building and updating maps, with the errors that erl_eval's maps:put/3 and maps:update/3 raise.
import { bifError, Exception, type StackItem } from "../terms/exception.ts";
import { type ErlMap, isMap, mapFrom, mapHas, mapOf, mapPut } from "../terms/map.ts";
import type { Term } from "../terms/term.ts";
import { tuple2 } from "../terms/tuple.ts";
import { LISTS_FOLDL, LISTS_FOLDL_NEXT, MAP_UPDATE_EXACT } from "./stack-lines.ts";

const MAPS = Symbol.for("maps");
const ERRORS = { module: Symbol.for("erl_stdlib_errors") };

/** `#{K1 => V1, …}` of keys and values in turn: an array, since JavaScript takes 65,535 arguments at most. */
function makeMap(parts: readonly Term[]): ErlMap {
  const keys: Term[] = [];
  const values: Term[] = [];
  for (let i = 0; i < parts.length; i += 2) {
    keys.push(parts[i]);
    values.push(parts[i + 1]);
  }
  return mapOf(keys, values);
}

/** The map that is to be updated, or `{badmap,M}`. */
function checkMap(map: Term): Term {
  if (isMap(map)) return map;
  const exception = bifError(tuple2(Symbol.for("badmap"), map));
  exception.items.push(mapsItem("put", [Symbol.for("k"), Symbol.for("v"), map]));
  throw exception;
}

/** `Map#{K := V}`: `{badkey,K}` if the key is new. */
function mapUpdate(map: Term, key: Term, value: Term): Term {
  return update(map, key, value, LISTS_FOLDL);
}

/** The same of an association that is not the first: lists:foldl/3 takes those elsewhere. */
function mapUpdateNext(map: Term, key: Term, value: Term): Term {
  return update(map, key, value, LISTS_FOLDL_NEXT);
}

function update(map: Term, key: Term, value: Term, fold: StackItem): Term {
  if (mapHas(map, key)) return mapPut(map, key, value);
  const items = [mapsItem("update", [key, value, map]), MAP_UPDATE_EXACT, fold];
  throw new Exception("error", tuple2(Symbol.for("badkey"), key), items);
}

function mapsItem(name: string, args: Term[]): StackItem {
  return { module: MAPS, name: Symbol.for(name), arity: args, info: ERRORS };
}

export const MAP_RUNTIME = { makeMap, mapFrom, checkMap, mapPut, mapUpdate, mapUpdateNext };

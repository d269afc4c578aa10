// map-form — what can be said of maps without comparing their keys: which values are maps, and what is in them.
//
// A map is an ErlMap (map.ts), a plain object, whose keys are the atoms of those names, or a JavaScript Map. ErlMap
// stands here as its abstract class, so that order.ts, which map.ts needs, can compare maps.
import { atom } from "./atom.ts";
import type { Term } from "./term.ts";

/** What a lookup answers where there is no such key; no term. */
export const MISSING: unique symbol = Symbol("missing");

/** The persistent map of map.ts, as far as order.ts needs to know it. */
export abstract class PersistentMap {
  readonly size: number;
  constructor(size: number) {
    this.size = size;
  }
  abstract get(key: Term): Term;
  /** Appends the keys and values in the order in which Erlang's iterators go. */
  abstract collect(keys: Term[], values: Term[]): void;
}

/** Whether a value is a plain object, which is the map of its properties. */
export function isPlainObject(term: Term): boolean {
  if (typeof term !== "object" || term === null) return false;
  const prototype = Object.getPrototypeOf(term);
  return prototype === Object.prototype || prototype === null || isForeignObjectPrototype(prototype);
}

/** A plain object of another realm (a `vm` context) has a prototype of that realm. */
function isForeignObjectPrototype(prototype: object): boolean {
  return Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype, "__lookupGetter__");
}

/** Whether a term is a map, in any form. Mirrors is_map/1. */
export function isMap(term: Term): boolean {
  return term instanceof PersistentMap || term instanceof Map || isPlainObject(term);
}

/** The number of pairs in a map of any form. Mirrors map_size/1. */
export function mapSize(map: Term): number {
  return map instanceof PersistentMap || map instanceof Map ? map.size : Object.keys(map).length;
}

/** Appends the keys and values of a map of any form, in no particular order. */
export function collectPairs(map: Term, keys: Term[], values: Term[]): void {
  if (map instanceof PersistentMap) {
    map.collect(keys, values);
  } else if (map instanceof Map) {
    for (const [key, value] of map) {
      keys.push(key);
      values.push(value);
    }
  } else {
    for (const name of Object.keys(map)) {
      keys.push(atom(name));
      values.push(map[name]);
    }
  }
}

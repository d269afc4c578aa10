// ets-update — changes of parts of tuples in a table: counters and elements.
import { add } from "../terms/arithmetic.ts";
import { badarg } from "../terms/exception.ts";
import { isInteger } from "../terms/float.ts";
import { fromArray, isList, toArray } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tupleFrom } from "../terms/tuple.ts";
import type { Table } from "./ets-table.ts";
import { etsError, tableOf } from "./ets-tables.ts";

/** An update of update_counter: `{Position, Increment}`, `{Position, Increment, Threshold, SetValue}` or an increment. */
function counterOp(table: Table, op: Term, name: string, args: readonly Term[]) {
  const parts = isInteger(op) ? [table.keyPosition + 1, op] : isTuple(op) ? op : [];
  if ((parts.length !== 2 && parts.length !== 4) || !parts.every(isInteger)) throw badarg(op);
  const [position, increment, threshold, value] = parts;
  if (position === table.keyPosition) throw etsError("keypos", name, args);
  return { position: Number(position), increment, threshold, value };
}

/**
 * Adds to an element of a tuple, and returns the sum. Mirrors ets:update_counter/3,4.
 *
 * ```eshell
 * 1> T = ets:new(t, []), ets:insert(T, {hits,0}), ets:update_counter(T, hits, 1).
 * 1
 * 2> ets:update_counter(T, other, 5, {other,0}).
 * 5
 * ```
 */
export function update_counter(...args: Term[]): Term {
  const table = tableOf("write", "update_counter", args);
  const [, key, ops, ...fallback] = args;
  if (table.type === "bag" || table.type === "duplicate_bag")
    throw etsError("table_type", "update_counter", args);
  const [found] = table.store.get(key);
  if (found === undefined && fallback.length === 0) throw etsError("badkey", "update_counter", args);
  if (fallback.length > 0 && !isTuple(fallback[0])) throw badarg(fallback);
  const object: Term[] = [...(found ?? fallback[0])];
  if (found === undefined) object[table.keyPosition - 1] = key;
  const many = isList(ops);
  const values = (many ? (toArray(ops) ?? []) : [ops]).map((op) => {
    const { position, increment, threshold, value } = counterOp(table, op, "update_counter", args);
    if (position < 1 || position > object.length) throw etsError("position", "update_counter", args);
    const old = object[position - 1];
    if (!isInteger(old)) throw badarg(old);
    let next = add(old, increment);
    // The threshold is crossed in the direction of the increment.
    if (threshold !== undefined && (increment >= 0 ? next > threshold : next < threshold)) next = value;
    object[position - 1] = next;
    return next;
  });
  table.store.put(key, [tupleFrom(object)]);
  return many ? fromArray(values) : values[0];
}

/**
 * Replaces elements of a tuple by place; says whether there is one with that key. Mirrors ets:update_element/3,4.
 *
 * ```eshell
 * 1> T = ets:new(t, []), ets:insert(T, {a,1,x}), ets:update_element(T, a, {3,y}), ets:lookup(T, a).
 * [{a,1,y}]
 * ```
 */
export function update_element(...args: Term[]): boolean {
  const table = tableOf("write", "update_element", args);
  const [, key, specs, ...fallback] = args;
  if (table.type === "bag" || table.type === "duplicate_bag")
    throw etsError("table_type", "update_element", args);
  const [found] = table.store.get(key);
  // Without a tuple, what to put there is not even looked at.
  if (found === undefined && fallback.length === 0) return false;
  const list = isTuple(specs) ? [specs] : toArray(specs);
  if (list === undefined) throw badarg(specs);
  for (const spec of list) {
    if (!isTuple(spec) || spec.length !== 2 || !Number.isSafeInteger(spec[0]) || spec[0] < 1)
      throw badarg(spec);
    if (spec[0] === table.keyPosition) throw etsError("keypos", "update_element", args);
  }
  if (fallback.length > 0 && !isTuple(fallback[0])) throw badarg(fallback);
  const object: Term[] = [...(found ?? fallback[0])];
  if (found === undefined) object[table.keyPosition - 1] = key;
  for (const [position, value] of list) {
    if (position > object.length) throw etsError("position", "update_element", args);
    object[position - 1] = value;
  }
  table.store.put(key, [tupleFrom(object)]);
  return true;
}

// maps — map expressions.
import type { Expr, MapField, MapNode } from "../syntax/abstract-format.ts";
import { MAP_FIELD_EXACT } from "../syntax/abstract-format.ts";
import * as S from "./stack-lines.ts";
import type { Fn } from "./unit.ts";

/** `#{K => V, …}` and `Map#{K => V, K := V, …}`. */
export function map(fn: Fn, node: MapNode): string {
  if (node.length === 3) {
    const fields = node[2].map((field) => keyAndValue(fn, field, S.MAP_FIELDS));
    return fn.let(`${fn.rt("makeMap")}([${fields.flat().join(",")}])`);
  }
  const base = fn.simple(fn.valueAt(node[2] as Expr, S.MAP_VALUE));
  const fields = node[3].map((field) => keyAndValue(fn, field, S.MAP_UPDATE_FIELDS));
  let result = fn.let(`(${fn.place(S.MAP_UPDATE)},${fn.rt("checkMap")}(${base}))`);
  node[3].forEach((field, i) => {
    const args = `${result},${fields[i].join(",")}`;
    result = fn.let(
      field[0] === MAP_FIELD_EXACT
        ? `(${fn.place(S.MAP_UPDATE_FOLD)},${fn.rt(i === 0 ? "mapUpdate" : "mapUpdateNext")}(${args}))`
        : `${fn.rt("mapPut")}(${args})`,
    );
  });
  return result;
}

function keyAndValue(fn: Fn, field: MapField, item: S.Chain["item"]): [string, string] {
  const exact = field[0] === MAP_FIELD_EXACT;
  const key = fn.valueAt(field[2], exact ? S.MAP_EXACT_KEY : S.MAP_KEY, item);
  return [key, fn.valueAt(field[3], exact ? S.MAP_EXACT_VALUE : S.MAP_FIELD_VALUE, item)];
}

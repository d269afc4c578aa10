// array-build — making arrays: empty ones, and those of a list, of indices with values, of an older representation.
import { badarg } from "../terms/exception.ts";
import { isInteger } from "../terms/float.ts";
import { asCons, fromArray, isList, isNil, toArray } from "../terms/list.ts";
import { equalExact } from "../terms/order.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple2, tupleFrom } from "../terms/tuple.ts";
import { bad } from "./array-loops.ts";
import { source } from "./array-places.ts";
import {
  arrayOfElements,
  arrayOfLeaves,
  changed,
  emptyArray,
  isRecord,
  WIDTH,
  withElement,
} from "./array-tree.ts";
import type { List } from "./otp-source.ts";

/** An array, as it prints. */
type Arr = any;

const BADARG = badarg().reason;
const SIZE = Symbol.for("size");
const FIXED = Symbol.for("fixed");
const DEFAULT = Symbol.for("default");
const ARRAY = Symbol.for("array");

const isSize = (term: Term): boolean => isInteger(term) && term >= 0;

/**
 * An empty array; options are a size, `fixed`, `{fixed, F}`, `{size, N}`, `{default, D}`. Mirrors array:new/0,1,2.
 *
 * ```eshell
 * 1> array:size(array:new(3)).
 * 3
 * 2> array:to_list(array:new([{size,2},{default,0}])).
 * [0,0]
 * ```
 */
export function make(...args: any[]): Arr {
  let [size, fixed, byDefault]: [any, boolean, Term] = [0, false, undefined];
  if (args.length === 2) {
    if (!isSize(args[0])) throw bad("new", 2, 312);
    [size, fixed] = [args[0], true];
  }
  if (args.length === 0) return emptyArray(byDefault);
  const given = args[args.length - 1];
  let rest: Term = isList(given) ? given : fromArray([given]);
  for (let cell = asCons(rest); cell !== undefined; cell = asCons(rest)) {
    const option = cell.head;
    const [name, value] = isTuple(option) && option.length === 2 ? option : [undefined, undefined];
    if (option === FIXED) fixed = true;
    else if (name === FIXED && typeof value === "boolean") fixed = value;
    else if (name === DEFAULT) byDefault = value;
    else if (isSize(option) || (name === SIZE && isSize(value))) {
      [size, fixed] = [isSize(option) ? option : value, true];
    } else break;
    rest = cell.tail;
  }
  if (!isNil(rest)) throw bad("new_1", 4, 335);
  return emptyArray(byDefault, Number(size), fixed);
}

/**
 * The array of a list's elements. Mirrors array:from_list/1,2.
 *
 * ```eshell
 * 1> array:to_list(array:from_list([a,b,c])).
 * [a,b,c]
 * ```
 */
export function from_list(list: List<unknown>, ...otherwise: unknown[]): Arr {
  if (isNil(list)) return emptyArray(otherwise[0]);
  if (!isList(list)) throw bad("from_list", 2, 1208);
  const elements = toArray(list);
  if (elements === undefined) throw bad("from_list_1", 6, 1230, source.item("from_list", 2, 1201));
  return arrayOfElements(elements, otherwise[0]);
}

/**
 * The array of a list of `{Index, Value}`. Mirrors array:from_orddict/1,2.
 *
 * ```eshell
 * 1> array:to_list(array:from_orddict([{0,a},{2,c}])).
 * [a,undefined,c]
 * ```
 */
export function from_orddict(list: List<unknown>, ...otherwise: unknown[]): Arr {
  const byDefault = otherwise[0];
  if (isNil(list)) return emptyArray(byDefault);
  if (!isList(list)) throw bad("from_orddict", 2, 1439);
  const leaves: Term[] = [];
  let rest: Term = list;
  let size = 0;
  while (!isNil(rest)) {
    const pair = asCons(rest)?.head;
    if (!isTuple(pair) || pair.length !== 2) throw wrongPairs(rest, "from_orddict_0", 5, 1471);
    const end = leaves.length * WIDTH + WIDTH;
    if (isInteger(pair[0]) && pair[0] > end) {
      // Leaves that would have only defaults are left out.
      const missing = Math.floor((Number(pair[0]) - leaves.length * WIDTH) / WIDTH);
      for (let i = 0; i < missing; i++) leaves.push(NO_LEAF);
      size = leaves.length * WIDTH;
    }
    const leaf = tupleFrom(Array(WIDTH).fill(byDefault));
    const start = leaves.length * WIDTH;
    let at = start;
    while (at < start + WIDTH) {
      const cell = asCons(rest);
      if (cell === undefined) break;
      const [index, value] =
        isTuple(cell.head) && cell.head.length === 2 ? cell.head : [undefined, undefined];
      if (index === at) {
        leaf[at - start] = value;
        rest = cell.tail;
      } else if (!isInteger(index) || index < at) throw wrongPairs(rest, "from_orddict_1", 6, 1486, FROM_0);
      at++;
      size = at;
    }
    leaves.push(leaf);
  }
  return arrayOfLeaves(leaves, size, byDefault);
}
const NO_LEAF: Term = fromArray([]);
const FROM_0 = source.item("from_orddict_0", 5, 1468);

const wrongPairs = (rest: Term, name: string, arity: number, line: number, ...callers: (typeof FROM_0)[]) =>
  source.error(tuple2(BADARG, rest), name, arity, line, ...callers, source.item("from_orddict", 2, 1432));

const UPGRADING = [source.item("old_sparse_foldl_3", 7, 2365), source.item("upgrade", 1, 2343)];
function noElement(): never {
  throw badarg();
}

/**
 * The array as it is kept now, of one that an older OTP has made. Mirrors array:upgrade/1.
 *
 * ```eshell
 * 1> array:to_list(array:upgrade({array,2,0,x,{a,b,x,x,x,x,x,x,x,x}})).
 * [a,b]
 * ```
 */
export function upgrade(term: Arr): Arr {
  if (isRecord(term)) return term;
  if (!isTuple(term) || term.length !== 5 || term[0] !== ARRAY)
    throw source.error(tuple2(BADARG, term), "upgrade", 1, 2349);
  const [, size, max, byDefault, elements] = term;
  let made = emptyArray(byDefault);
  const visit = (tree: Arr, last: number, start: number): void => {
    // A node of eleven ends with how many elements each of its ten children has; an integer stands for a missing one.
    const width = isTuple(tree) && tree.length === 11 ? tree[10] : 1;
    if (isInteger(tree)) return;
    for (let i = 0; i <= Math.floor(last / width); i++) {
      if (!isTuple(tree) || i >= tree.length) source.within("element", [i + 1, tree], UPGRADING, noElement);
      if (width > 1) visit(tree[i], Math.min(width - 1, last - i * width), start + i * width);
      else if (!equalExact(tree[i], byDefault)) made = withElement(made, start + i, tree[i]);
    }
  };
  visit(elements, Number(size) - 1, 0);
  return equalExact(max, 0) ? changed(made, { fixed: true }) : made;
}

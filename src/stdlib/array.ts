// array — OTP's module array: what takes elements one by one, what changes the size, and the export table.
// array-tree has how arrays are kept, array-build makes them, array-loops goes through them.
//
// Differs from OTP: append/2 (and so concat/1,2) also works on an array that slice/3 has cut, where OTP 29's is badarg if the
// leaf that is being worked on lies beyond the new end.
import type { StackItem } from "../terms/exception.ts";
import { isInteger } from "../terms/float.ts";
import { asCons, fromArray } from "../terms/list.ts";
import { equalExact, greaterThan } from "../terms/order.ts";
import type { Term } from "../terms/term.ts";
import { tuple2 } from "../terms/tuple.ts";
import { from_list, from_orddict, make, upgrade } from "./array-build.ts";
import {
  bad,
  foldl,
  foldr,
  from,
  map,
  mapfoldl,
  mapfoldr,
  sparse_foldl,
  sparse_foldr,
  sparse_map,
  sparse_mapfoldl,
  sparse_mapfoldr,
} from "./array-loops.ts";
import { source } from "./array-places.ts";
import {
  changed,
  currentTree,
  elementAt,
  Field,
  isRecord,
  isWhole,
  leafAt,
  resized,
  shifted,
  WIDTH,
  withElement,
  withoutElement,
} from "./array-tree.ts";
import { foldList, namedFun } from "./list-fold.ts";
import { type OtpModule, otpModule } from "./table.ts";

/** An array, as it prints. */
type Arr = any;

const isCount = (term: Term): boolean => isInteger(term) && term >= 0;

/**
 * The element at an index counted from 0; the default beyond the end of an array that may grow. Mirrors array:get/2.
 *
 * ```eshell
 * 1> array:get(1, array:from_list([a,b,c])).
 * b
 * ```
 */
function get(index: number, array: Arr): any {
  if (!isCount(index) || !isWhole(array)) throw bad("get", 2, 985);
  if (index < array[Field.size]) return elementAt(array, index);
  if (array[Field.fixed] === true) throw bad("get", 2, 980);
  return array[Field.default];
}

/**
 * The array with an element set; it grows unless it is fixed. Mirrors array:set/3.
 *
 * ```eshell
 * 1> array:to_list(array:set(3, x, array:new())).
 * [undefined,undefined,undefined,x]
 * ```
 */
function set(index: number, value: unknown, array: Arr): Arr {
  if (!isCount(index) || !isWhole(array)) throw bad("set", 3, 720);
  if (index >= array[Field.size] && array[Field.fixed] === true) throw bad("set", 3, 692);
  return withElement(array, Number(index), value);
}

/**
 * The array with an element as it was at first. Mirrors array:reset/2.
 *
 * ```eshell
 * 1> array:to_list(array:reset(1, array:from_list([a,b,c]))).
 * [a,undefined,c]
 * ```
 */
function reset(index: number, array: Arr): Arr {
  if (!isCount(index) || !isWhole(array)) throw bad("reset", 2, 1040);
  if (index < array[Field.size]) return withoutElement(array, index);
  if (array[Field.fixed] === true) throw bad("reset", 2, 1035);
  return array;
}

/**
 * The array with another size: that of its last element set, or the one given. Mirrors array:resize/1,2.
 *
 * ```eshell
 * 1> array:to_list(array:resize(2, array:from_list([a,b,c]))).
 * [a,b]
 * ```
 */
function resize(...args: any[]): Arr {
  const [size, array] = args.length === 1 ? [lastSet(args[0], RESIZE), args[0]] : args;
  if (!isCount(size) || !isWhole(array) || array[Field.size] < 0) throw bad("resize", 2, 563);
  return resized(array, Number(size));
}
const RESIZE = [source.item("resize", 1, 510)];

/**
 * The size without the defaults at the end. Mirrors array:sparse_size/1.
 *
 * ```eshell
 * 1> array:sparse_size(array:resize(9, array:from_list([a,b]))).
 * 2
 * ```
 */
const sparse_size = (array: Arr): number => lastSet(array, []);

function lastSet(array: Arr, callers: StackItem[]): number {
  const item = source.item("sparse_size", 1, 1940);
  if (!isRecord(array) || !isInteger(array[Field.size])) throw bad("sparse_foldr", 3, 1888, item, ...callers);
  if (!isWhole(array)) throw bad("foldr", 5, 1815, item, ...callers);
  let size = 0;
  eachElement(array, true, (element, index) => {
    if (equalExact(element, array[Field.default])) return false;
    size = index + 1;
    return true;
  });
  return size;
}

/** Goes through the elements, from either end, until `visit` says that it is enough. */
function eachElement(array: Arr, backwards: boolean, visit: (element: Term, index: number) => unknown): void {
  const { [Field.size]: size, [Field.zero]: zero, [Field.bits]: bits, [Field.default]: byDefault } = array;
  if (size <= 0) return;
  const tree = currentTree(array);
  let leaf: Arr = null;
  for (let done = 0; done < size; done++) {
    const index = backwards ? size - 1 - done : done;
    const place = index + zero;
    if (leaf === null || place % WIDTH === (backwards ? WIDTH - 1 : 0))
      leaf = leafAt(place, bits, tree, byDefault);
    if (visit(leaf[place % WIDTH], index) === true) return;
  }
}

/** The list of what `make` makes of all elements, or of those that are set. */
function listOf(array: Arr, sparse: boolean, make: (element: Term, index: number) => Term): any[] {
  if (!isRecord(array) || !isInteger(array[Field.size])) {
    throw sparse ? bad("sparse_foldr", 3, 1888) : bad("foldr", 3, 1784);
  }
  if (!isWhole(array)) throw bad("foldr", 5, 1815);
  const made: Term[] = [];
  eachElement(array, false, (element, index) => {
    if (!sparse || !equalExact(element, array[Field.default])) made.push(make(element, index));
  });
  return fromArray(made) as any[];
}
const element = (term: Term): Term => term;
const pair = (term: Term, index: number): Term => tuple2(index, term);

/**
 * The array with an element more, at its end. Mirrors array:append/2.
 *
 * ```eshell
 * 1> array:to_list(array:append(c, array:from_list([a,b]))).
 * [a,b,c]
 * ```
 */
function append(value: unknown, array: Arr): Arr {
  if (!isWhole(array)) throw bad("append", 2, 920);
  return withElement(array, array[Field.size], value);
}
/**
 * The array with an element more, at its beginning. Mirrors array:prepend/2.
 *
 * ```eshell
 * 1> array:to_list(array:prepend(c, array:from_list([a,b]))).
 * [c,a,b]
 * ```
 */
function prepend(value: unknown, array: Arr): Arr {
  if (!isRecord(array)) throw source.noClause("prepend", [value, array], 941);
  if (!isShiftable(-1, array)) throw bad("shift", 2, 813, source.item("prepend", 2, 943));
  return withElement(shifted(array, -1), 0, value);
}

/**
 * The array without its first elements, or with so many more in front. Mirrors array:shift/2.
 *
 * ```eshell
 * 1> array:to_list(array:shift(1, array:from_list([a,b,c]))).
 * [b,c]
 * ```
 */
function shift(steps: number, array: Arr): Arr {
  if (steps === 0 && isRecord(array)) return array;
  if (!isShiftable(steps, array)) throw bad("shift", 2, 813);
  return shifted(array, Number(steps));
}
const isShiftable = (steps: Term, array: Arr): boolean =>
  isInteger(steps) &&
  isRecord(array) &&
  isInteger(array[Field.size]) &&
  steps <= array[Field.size] &&
  isInteger(array[Field.zero]);

/**
 * Part of an array. Mirrors array:slice/3.
 *
 * ```eshell
 * 1> array:to_list(array:slice(1, 2, array:from_list([a,b,c,d]))).
 * [b,c]
 * ```
 */
function slice(start: number, length: number, array: Arr): Arr {
  const whole = isRecord(array) && isCount(array[Field.size]);
  if (!isCount(start) || !isCount(length) || !whole || start + length > array[Field.size])
    throw bad("slice", 3, 870);
  return changed(shifted(array, start), { size: length });
}

/**
 * Arrays one after the other: a list of them, or two. Mirrors array:concat/1,2.
 *
 * ```eshell
 * 1> array:to_list(array:concat(array:from_list([a]), array:from_list([b]))).
 * [a,b]
 * ```
 */
function concat(...args: any[]): Arr {
  if (args.length === 2) return joined(args[0], args[1]);
  const arrays = asCons(args[0]);
  if (arrays === undefined) throw bad("concat", 1, 1126);
  return foldList(CONCAT_FUN, arrays.head, arrays.tail, (next, all, callers) => joined(all, next, callers));
}
const CONCAT_FUN = namedFun("array", 2, 2, 58412044);

/** Two arrays in one: the elements of the smaller go into the other, if that does not change the default. */
function joined(left: Arr, right: Arr, callers: StackItem[] = []): Arr {
  if (!isRecord(left) || !isRecord(right)) throw bad("concat", 2, 1100, ...callers);
  const toRight =
    greaterThan(right[Field.size], left[Field.size]) && equalExact(left[Field.default], right[Field.default]);
  const [name, all, some] = toRight ? (["foldr", 1784, 1815] as const) : (["foldl", 1619, 1659] as const);
  const from = toRight ? left : right;
  if (!isInteger(from[Field.size])) throw bad(name, 3, all, ...callers);
  if (!isWhole(from)) throw bad(name, 5, some, ...callers);
  let made = toRight ? changed(right, { fixed: left[Field.fixed] }) : left;
  eachElement(from, toRight, (element) => {
    made = toRight ? prepend(element, made) : append(element, made);
  });
  return made;
}

function ofRecord(array: Arr, name: string, line: number): Arr {
  if (!isRecord(array)) throw bad(name, 1, line);
  return array;
}

const functions = {
  append,
  concat: [concat, 1, 2],
  /**
   * The value of entries that were never set. Mirrors array:default/1.
   *
   * ```eshell
   * 1> array:default(array:new([{default,0}])).
   * 0
   * ```
   */
  default: (array: Arr): any => ofRecord(array, "default", 416)[Field.default],
  /**
   * The array with a fixed size. Mirrors array:fix/1.
   *
   * ```eshell
   * 1> array:is_fix(array:fix(array:new())).
   * true
   * ```
   */
  fix: (array: Arr): Arr => {
    if (!isRecord(array)) throw source.noClause("fix", [array], 442);
    return changed(array, { fixed: true });
  },
  foldl: [foldl, 3, 5],
  foldr: [foldr, 3, 5],
  from: [from, 2, 3],
  from_list: [from_list, 1, 2],
  from_orddict: [from_orddict, 1, 2],
  get,
  /**
   * Whether the term looks like an array. Mirrors array:is_array/1.
   *
   * ```eshell
   * 1> array:is_array(array:new()).
   * true
   * ```
   */
  is_array: (term: unknown): boolean => isRecord(term) && isInteger((term as Arr)[Field.size]),
  /**
   * Whether the size is fixed, so that the array does not grow. Mirrors array:is_fix/1.
   *
   * ```eshell
   * 1> array:is_fix(array:new(3)).
   * true
   * ```
   */
  is_fix: (array: Arr): boolean => {
    if (!isRecord(array)) throw source.noClause("is_fix", [array], 463);
    return array[Field.fixed] === true;
  },
  map,
  mapfoldl: [mapfoldl, 3, 5],
  mapfoldr: [mapfoldr, 3, 5],
  new: [make, 0, 1, 2],
  prepend,
  /**
   * The array without a fixed size. Mirrors array:relax/1.
   *
   * ```eshell
   * 1> array:is_fix(array:relax(array:new(3))).
   * false
   * ```
   */
  relax: (array: Arr): Arr => {
    if (!isRecord(array) || !isCount(array[Field.size])) throw source.noClause("relax", [array], 484);
    return changed(array, { fixed: false });
  },
  reset,
  resize: [resize, 1, 2],
  set,
  shift,
  /**
   * The number of entries. Mirrors array:size/1.
   *
   * ```eshell
   * 1> array:size(array:from_list([a,b,c])).
   * 3
   * ```
   */
  size: (array: Arr): number => ofRecord(array, "size", 392)[Field.size],
  slice,
  sparse_foldl: [sparse_foldl, 3, 5],
  sparse_foldr: [sparse_foldr, 3, 5],
  sparse_map,
  sparse_mapfoldl: [sparse_mapfoldl, 3, 5],
  sparse_mapfoldr: [sparse_mapfoldr, 3, 5],
  sparse_size,
  /**
   * The elements that are set. Mirrors array:sparse_to_list/1.
   *
   * ```eshell
   * 1> array:sparse_to_list(array:set(3, x, array:new())).
   * [x]
   * ```
   */
  sparse_to_list: (array: Arr): any[] => listOf(array, true, element),
  /**
   * The list of index and value of what is set. Mirrors array:sparse_to_orddict/1.
   *
   * ```eshell
   * 1> array:sparse_to_orddict(array:set(2, x, array:new())).
   * [{2,x}]
   * ```
   */
  sparse_to_orddict: (array: Arr): any[] => listOf(array, true, pair),
  /**
   * Mirrors array:to_list/1.
   *
   * ```eshell
   * 1> array:to_list(array:from_list([a,b])).
   * [a,b]
   * ```
   */
  to_list: (array: Arr): any[] => listOf(array, false, element),
  /**
   * The array as a list of index and value. Mirrors array:to_orddict/1.
   *
   * ```eshell
   * 1> array:to_orddict(array:from_list([a,b])).
   * [{0,a},{1,b}]
   * ```
   */
  to_orddict: (array: Arr): any[] => listOf(array, false, pair),
  upgrade,
} as const;

/** Module array. Functional arrays, from index 0 on; what was never set has the default value. */
export const array: OtpModule<typeof functions> = otpModule("array", functions);

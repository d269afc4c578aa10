// gb-set-operations — what takes two gb_sets sets: union, intersection, difference, and how they compare.
//
// As in OTP, a small set is looked up element by element in a large one, others are gone through side by side; where the
// sets are gone through side by side, the tree made is built from its last element on.
import { errorTuple, type StackItem } from "../terms/exception.ts";
import { isInteger } from "../terms/float.ts";
import { fromArray, toArray } from "../terms/list.ts";
import { equal, equalExact, greaterThan, lessThan } from "../terms/order.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple2, tuple3 } from "../terms/tuple.ts";
import * as trees from "./balanced-tree.ts";
import { source } from "./gb-set-loops.ts";
import { ordsets } from "./ordsets.ts";
import { badmatch } from "./otp-source.ts";

/** A set, as it prints. */
export type Set = any;
/** A node is `{Key, Smaller, Bigger}`. */
export const WIDTH = 3;
const { LEAF } = trees;
const TRY_CLAUSE = Symbol.for("try_clause");
const ordered = ordsets.functions;

export const isPair = (term: Term): boolean => isTuple(term) && term.length === 2;
export const isNode = (term: Term): boolean => trees.isNode(term, WIDTH);
export const sized = (size: number, tree: Term): Set => tuple2(size, tree);
export const node = (key: Term): Term => tuple3(key, LEAF, LEAF);

/** The set of elements that are in order. */
export const made = (elements: readonly Term[], mirrored = false): Set =>
  sized(elements.length, trees.build(elements.map(node), mirrored));

/** What to_list/2 says of what is no tree. */
export const notTree =
  (...callers: StackItem[]): trees.Wrong =>
  (at, after, nested) => {
    const waiting = nested ? [source.item("to_list", 2, 800)] : [];
    return source.noClause(
      "to_list",
      [at, fromArray(after.map(([key]) => key))],
      799,
      ...waiting,
      ...callers,
    );
  };

/** The elements of a tree; an error of to_list/2 tells who called it. */
export const elementsOf = (tree: Term, ...callers: StackItem[]): Term[] =>
  trees.nodesOf(tree, WIDTH, notTree(...callers)).map(([key]) => key);

/** is_member_1/2. */
export function isIn(element: Term, tree: Term, ...callers: StackItem[]): boolean {
  const found = trees.find(tree, element, WIDTH);
  if (!isNode(found) && found !== LEAF)
    throw source.noClause("is_member_1", [element, found], 286, ...callers);
  return found !== LEAF;
}

/** Whether a set of that size is gone through side by side with another, rather than looked up in it. */
const isSideBySide = (size: number, other: number): boolean =>
  other < 10 || other < size * Math.round(1.46 * Math.log(other));

/** The elements of two sets that are gone through side by side: of the second where the first is not looked up in it. */
function secondOf(
  name: string,
  lines: readonly [number, number],
  size: number,
  other: Set,
): Term[] | undefined {
  if (!isSideBySide(size, other[0])) return undefined;
  return elementsOf(other[1], source.item(name, 4, lines[other[0] < 10 ? 0 : 1]));
}

/** The smaller set first, and the line where its elements are listed. */
function bySize(
  a: Set,
  b: Set,
  name: string,
  lines: readonly [number, number, number],
  callers: StackItem[],
): [Set, Set, Term[]] {
  if (!isPair(a) || !isPair(b) || !isInteger(a[0]) || !isInteger(b[0]))
    throw source.noClause(name, [a, b], lines[0], ...callers);
  const [small, large, line] = b[0] < a[0] ? [b, a, lines[1]] : [a, b, lines[2]];
  return [small, large, elementsOf(small[1], source.item(name, 2, line), ...callers)];
}

/** The elements of both, or those that are in both. Of equal ones (1 and 1.0) it takes the one that OTP's does. */
function sideBySide(xs: readonly Term[], ys: readonly Term[], all: boolean): Term[] {
  const found: Term[] = [];
  let [a, b, i, j] = [xs, ys, 0, 0];
  while (i < a.length && j < b.length) {
    if (lessThan(a[i], b[j])) {
      if (all) found.push(a[i]);
      i++;
    } else if (greaterThan(a[i], b[j])) {
      if (all) found.push(b[j]);
      [a, b, i, j] = [b, a, j + 1, i];
    } else {
      found.push(a[i++]);
      j++;
    }
  }
  if (all) found.push(...a.slice(i), ...b.slice(j));
  return found;
}

const arrayOf = (list: Term): Term[] => toArray(list) as Term[];
const listOf = (elements: readonly Term[]): any => fromArray(elements);

/** What is in either. */
export function union(a: Set, b: Set, add: (element: Term, set: Set) => Set, ...callers: StackItem[]): Set {
  const [small, large, elements] = bySize(a, b, "union", [985, 986, 988], callers);
  const others = secondOf("union", [996, 1000], small[0], large);
  if (others !== undefined) return made(sideBySide(elements, others, true), true);
  return elements.reduce((set, element) => add(element, set), large);
}

/** What is in both. */
export function intersection(a: Set, b: Set, ...callers: StackItem[]): Set {
  const [small, large, elements] = bySize(a, b, "intersection", [1139, 1140, 1142], callers);
  const others = secondOf("intersection", [1145, 1149], small[0], large);
  if (others !== undefined) return made(sideBySide(elements, others, false), true);
  const caller = source.item("intersection_1", 4, 1161);
  return made(
    elements.filter((element) => isIn(element, large[1], caller)),
    true,
  );
}

const isSized = (set: Set): boolean => isPair(set) && isInteger(set[0]) && set[0] >= 0;

/** What is in the first and not in the second. */
export function difference(a: Set, b: Set): Set {
  if (!isSized(a) || !isSized(b)) throw source.noClause("difference", [a, b], 1297);
  const elements = elementsOf(a[1], source.item("difference", 2, 1299));
  const others = secondOf("difference", [1302, 1306], a[0], b);
  if (others !== undefined) return made(arrayOf(ordered.subtract(listOf(elements), listOf(others))), true);
  const caller = source.item("difference_1", 4, 1316);
  return made(
    elements.filter((element) => !isIn(element, b[1], caller)),
    true,
  );
}

/** Whether all elements of the first are in the second. */
export function isSubset(a: Set, b: Set): boolean {
  if (!isSized(a) || !isSized(b)) throw source.noClause("is_subset", [a, b], 1365);
  const elements = elementsOf(a[1], source.item("is_subset", 2, 1367));
  const others = secondOf("is_subset", [1370, 1374], a[0], b);
  const caller = source.item("is_subset_1", 2, 1381);
  if (others === undefined) return elements.every((element) => isIn(element, b[1], caller));
  let at = 0;
  return elements.every((element) => {
    while (at < others.length && greaterThan(element, others[at])) at++;
    return at < others.length && !lessThan(element, others[at++]);
  });
}

/** Whether the sets have no element in common. */
export function isDisjoint(a: Set, b: Set): boolean {
  if (!isPair(a) || !isPair(b)) throw source.noClause("is_disjoint", [a, b], 1242);
  return lessThan(a[0], b[0]) ? areApart(a[1], b[1], []) : areApart(b[1], a[1], []);
}

/** The same for trees: a subtree is compared only with those that it may share elements with. */
function areApart(a: any, b: any, callers: readonly StackItem[]): boolean {
  if (!isNode(a) || !isNode(b)) {
    if (a === LEAF || b === LEAF) return true;
    throw source.noClause("is_disjoint_1", [a, b], 1247, ...callers);
  }
  const less = lessThan(a[0], b[0]);
  if (!less && !greaterThan(a[0], b[0])) return false;
  const [line, near, far] = less ? ([1248, a[1], a[2]] as const) : ([1252, a[2], a[1]] as const);
  const side = less ? b[1] : b[2];
  if (isIn(a[0], side, source.item("is_disjoint_1", 2, line), ...callers)) return false;
  const again =
    callers[0]?.line === line + 1 ? callers : [source.item("is_disjoint_1", 2, line + 1), ...callers];
  return areApart(near, side, again) && areApart(far, b, callers);
}

/** Whether the sets have the same elements. */
export function isEqual(a: Set, b: Set): boolean {
  if (!isPair(a) || !isPair(b)) throw source.noClause("is_equal", [a, b], 221);
  if (!equalExact(a[0], b[0])) return false;
  const caller = source.item("is_equal", 2, 222);
  const others = elementsOf(b[1], caller);
  const pending: any[] = [];
  let next = 0;
  let at = a[1];
  for (;;) {
    for (; isNode(at); at = at[1]) pending.push(at);
    const again = pending.length > 0 ? [source.item("is_equal_1", 2, 235)] : [];
    const rest = () => fromArray(others.slice(next));
    if (at !== LEAF) throw source.noClause("is_equal_1", [at, rest()], 232, ...again, caller);
    at = pending.pop();
    // A size that is not that of the tree leaves elements over.
    if (at === undefined) {
      if (next === others.length) return true;
      throw source.error(errorTuple(TRY_CLAUSE, rest()).reason, "is_equal", 2, 222);
    }
    if (next === others.length) throw source.error(badmatch(rest()).reason, "is_equal_1", 2, 235, caller);
    if (!equal(at[0], others[next++])) return false;
    at = at[2];
  }
}

// array-places — which functions of OTP's array wait for one another when a fun is called for an element: as many as
// the tree is high, so they are worked out from the element's place only when an error is told.
import type { StackItem } from "../terms/exception.ts";
import { isNil } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { childAt, Field } from "./array-tree.ts";
import { OtpSource } from "./otp-source.ts";

export const source: OtpSource = new OtpSource("array");

/** What calls itself for the children of a node, and at last the fun for the elements of a leaf. */
interface Level {
  /** Waits for the child that comes first, of several; for one between; for the last. */
  readonly first: StackItem;
  readonly middle: StackItem;
  readonly last?: StackItem;
  readonly leaf: StackItem;
}

/** The functions that go through an array in one way. */
export interface Way extends Level {
  readonly backwards: boolean;
  /** Waits for everything. */
  readonly outer?: StackItem;
  /** Waits for a node of which only one child has elements to go through; for one of which several have. */
  readonly one?: StackItem;
  readonly several?: StackItem;
  /** Takes over below a node where there are only defaults. */
  readonly empty?: Level;
}

function fold(name: string, lines: readonly number[]): Way {
  const item = (kind: number, arity: number) => source.item(`${name}_${kind}`, arity, lines[kind - 1]);
  return {
    backwards: name === "foldr",
    first: item(1, 8),
    middle: item(2, 9),
    leaf: item(3, 6),
    empty: { first: item(4, 7), middle: item(5, 8), leaf: item(6, 6) },
  };
}

function mapfold(
  name: string,
  lines: readonly [number, number, number, number, number, number, number],
): Way {
  const [outer, one, several, first, middle, last, leaf] = lines;
  return {
    backwards: name.endsWith("r"),
    outer: source.item(name, 5, outer),
    one: source.item(`${name}_1`, 8, one),
    several: source.item(`${name}_1`, 8, several),
    first: source.item(`${name}_2`, 12, first),
    middle: source.item(`${name}_2_1`, 10, middle),
    last: source.item(`${name}_2_1`, 10, last),
    leaf: source.item(`${name}_3_1`, name.startsWith("sparse") ? 8 : 7, leaf),
  };
}

export const FOLDL: Way = fold("foldl", [1674, 1679, 1689, 1704, 1709, 1715]);
export const FOLDR: Way = fold("foldr", [1829, 1834, 1840, 1855, 1860, 1866]);
export const MAPFOLDL: Way = mapfold("mapfoldl", [2002, 2021, 2025, 2032, 2036, 2039, 2048]);
export const MAPFOLDR: Way = mapfold("mapfoldr", [2193, 2212, 2216, 2223, 2227, 2230, 2239]);
export const SPARSE_MAPFOLDL: Way = mapfold("sparse_mapfoldl", [2095, 2114, 2118, 2125, 2129, 2132, 2144]);
export const SPARSE_MAPFOLDR: Way = mapfold("sparse_mapfoldr", [2280, 2299, 2303, 2310, 2314, 2317, 2329]);

/** What waits while the element at a place is gone to, from `low` to `high` of a tree, innermost first. */
export function waitingAt(
  way: Way,
  array: any,
  tree: Term,
  place: number,
  low: number,
  high: number,
): StackItem[] {
  const items: StackItem[] = [];
  // A stack trace leaves out an item that is the same as the one before.
  const push = (item: StackItem | undefined) => {
    if (item !== undefined && item !== items.at(-1)) items.push(item);
  };
  push(way.outer);
  let level: Level = way;
  let node = tree as any;
  let [from, to, bits] = [low, high, array[Field.bits] as number];
  for (; bits > 0; bits -= 4) {
    if (isNil(node) && way.empty !== undefined) level = way.empty;
    const [start, end, at] = [childAt(from, bits), childAt(to, bits), childAt(place, bits)];
    if (start === end) {
      push(way.one);
    } else {
      push(way.several);
      const [begin, last] = way.backwards ? [end, start] : [start, end];
      push(at === begin ? level.first : at === last ? level.last : level.middle);
    }
    if (at > start) from = 0;
    if (at < end) to = 2 ** bits - 1;
    if (!isNil(node)) node = node[at];
  }
  if (isNil(node) && way.empty !== undefined) level = way.empty;
  push(level.leaf);
  return items.reverse();
}

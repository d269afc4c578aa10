// array-tree — how arrays are kept: a tree of 16-way tuples, and beside it one leaf that is being worked on (the cache).
//
// An array is a tuple of nine (`Field` says what stands where). Index I of it is place `zero + I` of the tree, `bits`
// is the height of the tree (4 for each level above the leaves), and `[]` a subtree of defaults. The leaf that holds
// place `cache_index` is in `cache`; the one in the tree may be older. Shapes are OTP's, since the shell prints them.
import { isInteger } from "../terms/float.ts";
import { isNil, NIL } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tupleFrom } from "../terms/tuple.ts";

/** An array, as it prints; or a tree, a leaf, a node of one. */
type Arr = any;

const ARRAY = Symbol.for("array");
export const WIDTH = 16;
const SHIFT = 4;

/** Where the tuple has what. */
export const Field = {
  size: 1,
  zero: 2,
  fixed: 3,
  default: 4,
  cache: 5,
  cacheIndex: 6,
  elements: 7,
  bits: 8,
} as const;

/** Whether a term is a tuple such as arrays are. */
export const isRecord = (term: Term): boolean => isTuple(term) && term.length === 9 && term[0] === ARRAY;

/** Whether it is one whose size and places are integers, which most functions ask for. */
export const isWhole = (term: Term): boolean =>
  isRecord(term) &&
  isInteger((term as Arr)[Field.size]) &&
  isInteger((term as Arr)[Field.zero]) &&
  isInteger((term as Arr)[Field.cacheIndex]) &&
  isInteger((term as Arr)[Field.bits]);

/** The array with other parts. */
export function changed(array: Arr, parts: { readonly [F in keyof typeof Field]?: Term }): Arr {
  const copy = tupleFrom(array);
  for (const field in parts)
    copy[Field[field as keyof typeof Field]] = parts[field as keyof typeof Field] as Term;
  return copy;
}

const leafOf = (value: Term): Term => tupleFrom(Array(WIDTH).fill(value));
const EMPTY_NODE: readonly Term[] = Array(WIDTH).fill(NIL);
const emptyNode = (): Arr => tupleFrom(EMPTY_NODE);

function replaced(node: Arr, at: number, value: Term): Arr {
  const copy = tupleFrom(node);
  copy[at] = value;
  return copy;
}

/** The height that a tree needs, at least the given one, to have the place. */
export function bitsFor(place: number, bits: number): number {
  let enough = bits;
  while (place >= 2 ** (enough + SHIFT)) enough += SHIFT;
  return enough;
}

/** An array of defaults. */
export const emptyArray = (byDefault: Term, size = 0, fixed = false): Arr =>
  tupleFrom([ARRAY, size, 0, fixed, byDefault, leafOf(byDefault), 0, NIL, bitsFor(size - 1, 0)]);

/** The array of so many elements that a tree holds from place 0 on. */
export const arrayOfTree = (elements: Arr, size: number, bits: number, byDefault: Term): Arr =>
  tupleFrom([ARRAY, size, 0, false, byDefault, leafAt(0, bits, elements, byDefault), 0, elements, bits]);

/** The array of the leaves, of which those that are `[]` have only defaults; there is one at least. */
export function arrayOfLeaves(leaves: readonly Term[], size: number, byDefault: Term): Arr {
  let level = leaves;
  let bits = 0;
  for (; level.length > 1; bits += SHIFT) {
    const below = level;
    level = Array.from({ length: Math.ceil(below.length / WIDTH) }, (_, i) => {
      const node = below.slice(i * WIDTH, (i + 1) * WIDTH);
      if (node.every(isNil)) return NIL;
      while (node.length < WIDTH) node.push(NIL);
      return tupleFrom(node);
    });
  }
  return arrayOfTree(level[0], size, bits, byDefault);
}

/** The array of elements, in leaves that defaults make full; without elements it has one leaf of defaults. */
export function arrayOfElements(elements: readonly Term[], byDefault: Term): Arr {
  const leaves: Term[] = [];
  for (let at = 0; at === 0 || at < elements.length; at += WIDTH) {
    const leaf = elements.slice(at, at + WIDTH);
    while (leaf.length < WIDTH) leaf.push(byDefault);
    leaves.push(tupleFrom(leaf));
  }
  return arrayOfLeaves(leaves, elements.length, byDefault);
}

/** Which child of a node of that height a place is in. */
export const childAt = (place: number, bits: number): number => Math.floor(place / 2 ** bits) % WIDTH;

/** The leaf of the tree that holds the place. */
export function leafAt(place: number, bits: number, tree: Arr, byDefault: Term): Arr {
  let at = tree;
  for (let height = bits; height > 0 && !isNil(at); height -= SHIFT) at = at[childAt(place, height)];
  return isNil(at) ? leafOf(byDefault) : at;
}

/** The tree with the leaf that holds the place. */
export function withLeaf(place: number, bits: number, tree: Arr, leaf: Term): Arr {
  if (bits <= 0) return leaf;
  const node = isNil(tree) ? emptyNode() : tupleFrom(tree);
  const i = childAt(place, bits);
  node[i] = withLeaf(place, bits - SHIFT, node[i], leaf);
  return node;
}

const inCache = (array: Arr, place: number): boolean =>
  place >= array[Field.cacheIndex] && place < array[Field.cacheIndex] + WIDTH;

/** The tree with what the cache has. */
export const currentTree = (array: Arr): Arr =>
  withLeaf(array[Field.cacheIndex], array[Field.bits], array[Field.elements], array[Field.cache]);

/** The element at an index that is less than the size. */
export function elementAt(array: Arr, index: number): Term {
  const place = index + array[Field.zero];
  if (inCache(array, place)) return array[Field.cache][place - array[Field.cacheIndex]];
  return leafAt(place, array[Field.bits], array[Field.elements], array[Field.default])[place % WIDTH];
}

/** The tree as high as it must be to have the place, and its height. */
function grown(place: number, tree: Arr, bits: number): [Arr, number] {
  if (isNil(tree)) return [NIL, bitsFor(place, bits)];
  let [higher, height] = [tree, bits];
  for (; place >= 2 ** (height + SHIFT); height += SHIFT) higher = replaced(EMPTY_NODE, 0, higher);
  return [higher, height];
}

/** The array with an element set, as large as it takes. */
export function withElement(array: Arr, index: number, value: Term): Arr {
  const place = index + array[Field.zero];
  const size = Math.max(array[Field.size], index + 1);
  if (inCache(array, place)) {
    const cache = replaced(array[Field.cache], place - array[Field.cacheIndex], value);
    return changed(array, { size, cache });
  }
  const [tree, bits] = grown(place, array[Field.elements], array[Field.bits]);
  const elements = withLeaf(array[Field.cacheIndex], bits, tree, array[Field.cache]);
  const cacheIndex = place - (place % WIDTH);
  const cache = replaced(leafAt(cacheIndex, bits, elements, array[Field.default]), place % WIDTH, value);
  return changed(array, { size, elements, bits, cache, cacheIndex });
}

/** The array with an element that is there set to the default: nothing is kept where nothing was. */
export function withoutElement(array: Arr, index: number): Arr {
  const place = index + array[Field.zero];
  const byDefault = array[Field.default];
  if (inCache(array, place)) {
    return changed(array, {
      cache: replaced(array[Field.cache], place - array[Field.cacheIndex], byDefault),
    });
  }
  const cleared = (tree: Arr, bits: number): Arr => {
    if (isNil(tree)) return tree;
    const i = childAt(place, bits);
    return replaced(tree, i, bits === 0 ? byDefault : cleared(tree[i], bits - SHIFT));
  };
  return changed(array, { elements: cleared(array[Field.elements], array[Field.bits]) });
}

/** The array whose index 0 is `steps` further: what was before that is left out, or there is so much room in front. */
export function shifted(array: Arr, steps: number): Arr {
  const size = array[Field.size] - steps;
  let zero = array[Field.zero] + steps;
  if (zero >= 0) return changed(array, { size, zero });
  let elements = array[Field.elements];
  let bits = array[Field.bits];
  const before = zero;
  const empty = isNil(elements);
  // The tree becomes the middle child of a higher one.
  for (; zero < 0; zero += (WIDTH / 2) * 2 ** bits) {
    bits += SHIFT;
    if (!empty) elements = replaced(EMPTY_NODE, WIDTH / 2, elements);
  }
  return changed(array, {
    size,
    zero,
    cacheIndex: array[Field.cacheIndex] + (zero - before),
    elements,
    bits,
  });
}

/** The array of another size: what is beyond is a default again, and the tree no higher than it must be. */
export function resized(array: Arr, size: number): Arr {
  const { [Field.size]: before, [Field.zero]: zero, [Field.default]: byDefault } = array;
  if (size > before && zero === 0) {
    const [elements, bits] = grown(size - 1, array[Field.elements], array[Field.bits]);
    return changed(array, { size, elements, bits });
  }
  if (size === before && zero === 0) return array;
  let cut = shrunk(zero, Math.min(size, before), array[Field.bits], currentTree(array), byDefault);
  if (size > before) {
    const [elements, bits] = grown(cut.zero + size - 1, cut.elements, cut.bits);
    cut = { elements, zero: cut.zero, bits };
  }
  return changed(array, { ...cut, size, cacheIndex: 0, cache: leafAt(0, cut.bits, cut.elements, byDefault) });
}

interface Cut {
  readonly elements: Arr;
  readonly zero: number;
  readonly bits: number;
}

/** The tree without what is left of place `zero`, and right of the `size` elements from there. */
function shrunk(zero: number, size: number, bits: number, tree: Arr, byDefault: Term): Cut {
  if (zero === 0 && size === 0) return { elements: NIL, zero: 0, bits: 0 };
  let [from, height, at] = [zero, bits, tree];
  const max = size - 1;
  // What is left of it is cut off only where `zero` is not 0, and so may lie in another child than the rest.
  while (zero > 0 && height > 0 && !isNil(at)) {
    const i = Math.floor(from / 2 ** height);
    if (i !== Math.floor((from + max) / 2 ** height)) break;
    from %= 2 ** height;
    height -= SHIFT;
    at = at[i];
  }
  if (zero > 0 && isNil(at)) return { elements: NIL, zero: 0, bits: bitsFor(max, 0) };
  if (zero > 0) at = height === 0 ? prunedLeft(at, from, byDefault) : cutLeft(from, height, at, byDefault);
  const last = from + max;
  while (height > 0 && !isNil(at) && last < 2 ** height) {
    height -= SHIFT;
    at = at[0];
  }
  if (isNil(at)) return { elements: NIL, zero: from, bits: bitsFor(last, 0) };
  return { elements: cutRight(last, height, at, byDefault), zero: from, bits: height };
}

function cutLeft(place: number, bits: number, tree: Arr, byDefault: Term): Arr {
  if (isNil(tree)) return NIL;
  if (bits === 0) return prunedLeft(tree, place, byDefault);
  const i = Math.floor(place / 2 ** bits);
  const node = prunedLeft(tree, i, NIL);
  return replaced(node, i, cutLeft(place % 2 ** bits, bits - SHIFT, node[i], byDefault));
}

function cutRight(place: number, bits: number, tree: Arr, byDefault: Term): Arr {
  if (isNil(tree)) return NIL;
  if (bits === 0) return prunedRight(tree, place, byDefault);
  const i = Math.floor(place / 2 ** bits);
  const node = prunedRight(tree, i, NIL);
  return replaced(node, i, cutRight(place % 2 ** bits, bits - SHIFT, node[i], byDefault));
}

/** The node with another value in its first children. */
const prunedLeft = (node: Arr, count: number, value: Term): Arr =>
  tupleFrom(Array.from(node as Term[], (child, i) => (i < count ? value : child)));

/** The node with another value in the children after one. */
const prunedRight = (node: Arr, last: number, value: Term): Arr =>
  tupleFrom(Array.from(node as Term[], (child, i) => (i > last ? value : child)));

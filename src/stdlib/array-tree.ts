// array-tree — how arrays are kept: a tree of 16-way tuples, and beside it one leaf that is being worked on (the cache).
//
// A term `{array, Size, Zero, Fixed, Default, Cache, CacheIndex, Elements, Bits}` prints as it is, so shapes are OTP's:
// `[]` is a subtree of defaults only, Bits the height of the tree times four, CacheIndex where the cache begins. What the
// cache holds is in the tree only when the cache has moved on.
// Differs from OTP: Zero, which lets OTP take elements off the front without moving the others, is always 0.
import { isNil, NIL } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tupleFrom } from "../terms/tuple.ts";

const ARRAY = Symbol.for("array");
const WIDTH = 16;
const SHIFT = 4;

export interface ArrayState {
  size: number;
  fixed: boolean;
  default: Term;
  cache: Term;
  cacheIndex: number;
  elements: Term;
  bits: number;
}

/** The parts of an array, undefined if the term is none. Of one that begins elsewhere than at 0 the elements are moved. */
export function read(term: Term): ArrayState | undefined {
  if (!isTuple(term) || term.length !== 9 || term[0] !== ARRAY || !Number.isSafeInteger(term[1]))
    return undefined;
  const [, size, , fixed, byDefault, cache, cacheIndex, elements, bits] = term;
  return { size, fixed, default: byDefault, cache, cacheIndex, elements, bits };
}

/** The term of an array. */
export function write(state: ArrayState): Term {
  const { size, fixed, cache, cacheIndex, elements, bits } = state;
  return tupleFrom([ARRAY, size, 0, fixed, state.default, cache, cacheIndex, elements, bits]);
}

const leafOf = (value: Term): Term => tupleFrom(Array(WIDTH).fill(value));
const EMPTY_NODE: readonly Term[] = Array(WIDTH).fill(NIL);

/** The height that a tree needs to have the index. */
function bitsFor(index: number, bits: number): number {
  while (index >= 2 ** (bits + SHIFT)) bits += SHIFT;
  return bits;
}

/** An array of defaults. */
export function emptyState(byDefault: Term, size = 0, fixed = false): ArrayState {
  const bits = bitsFor(size - 1, 0);
  return { size, fixed, default: byDefault, cache: leafOf(byDefault), cacheIndex: 0, elements: NIL, bits };
}

/** An array of elements, not fixed. */
export function filledState(elements: readonly Term[], byDefault: Term): ArrayState {
  const state = emptyState(byDefault, elements.length);
  if (elements.length === 0) return state;
  const build = (from: number, bits: number): Term => {
    if (from >= elements.length) return NIL;
    const child = (i: number) =>
      bits === 0
        ? from + i < elements.length
          ? elements[from + i]
          : byDefault
        : build(from + i * 2 ** bits, bits - SHIFT);
    return tupleFrom(Array.from({ length: WIDTH }, (_, i) => child(i)));
  };
  state.elements = build(0, state.bits);
  state.cache = leafAt(state, 0);
  return state;
}

const place = (index: number, bits: number): number => Math.floor(index / 2 ** bits) % WIDTH;

/** The leaf of the tree that holds the index. */
function leafAt(state: ArrayState, index: number): Term {
  let at = state.elements;
  for (let bits = state.bits; bits > 0 && !isNil(at); bits -= SHIFT) at = at[place(index, bits)];
  return isNil(at) ? leafOf(state.default) : at;
}

/** A tree of that height with a leaf put in. */
function withLeaf(tree: Term, bits: number, index: number, leaf: Term): Term {
  if (bits === 0) return leaf;
  const node = tupleFrom(isNil(tree) ? EMPTY_NODE : tree);
  const i = place(index, bits);
  node[i] = withLeaf(node[i], bits - SHIFT, index, leaf);
  return node;
}

const inCache = (state: ArrayState, index: number): boolean =>
  index >= state.cacheIndex && index < state.cacheIndex + WIDTH;

/** The element at an index that is less than the size. */
export function getAt(state: ArrayState, index: number): Term {
  return (inCache(state, index) ? state.cache : leafAt(state, index))[index % WIDTH];
}

/** The array with room for the index. */
function grown(state: ArrayState, index: number): ArrayState {
  const bits = bitsFor(index, state.bits);
  let { elements } = state;
  if (!isNil(elements)) {
    for (let height = state.bits; height < bits; height += SHIFT) {
      const node = tupleFrom(EMPTY_NODE);
      node[0] = elements;
      elements = node;
    }
  }
  return { ...state, elements, bits };
}

/** The array with an element set, as large as it takes. */
export function setAt(state: ArrayState, index: number, value: Term): ArrayState {
  const size = Math.max(state.size, index + 1);
  const roomy = index >= 2 ** (state.bits + SHIFT) ? grown(state, index) : state;
  let { cache, cacheIndex, elements } = roomy;
  if (!inCache(roomy, index)) {
    elements = withLeaf(elements, roomy.bits, cacheIndex, cache);
    cacheIndex = index - (index % WIDTH);
    cache = leafAt({ ...roomy, elements }, cacheIndex);
  }
  const leaf = tupleFrom(cache);
  leaf[index % WIDTH] = value;
  return { ...roomy, size, elements, cache: leaf, cacheIndex };
}

/** The array with a size that is not less. */
export function growTo(state: ArrayState, size: number): ArrayState {
  return size === state.size ? state : { ...grown(state, size - 1), size };
}

/** The array with a smaller size: what is beyond is a default again. */
export function shrinkTo(state: ArrayState, size: number): ArrayState {
  const elements = Array.from({ length: size }, (_, i) => getAt(state, i));
  return { ...filledState(elements, state.default), fixed: state.fixed };
}

// order — Erlang's order of terms, and its two equalities, over all forms of a term.
//
//   number < atom < reference < fun < port < pid < tuple < map < nil < list < bit string
//
// and JavaScript's own values last, in no order among themselves. Numbers compare by value, exactly: an integer and a
// float as if neither were rounded. `=:=` and the keys of maps tell 1 from 1.0 as well ("exact").
//
// Compound terms are walked with a stack of our own (pairs.ts), so that their depth costs no JavaScript stack.
import { atomName } from "./atom.ts";
import { Bits, compareBits } from "./bits.ts";
import { Float } from "./float.ts";
import { ExternalFun, Fun, unwrapFun } from "./fun.ts";
import { Cons, ImproperList, NIL } from "./list.ts";
import { collectPairs, isPlainObject, MISSING, mapSize, PersistentMap } from "./map-form.ts";
import { NativeRecord } from "./native-record.ts";
import { ElementPairs, ListPairs, type Pending } from "./pairs.ts";
import { Pid, Ref } from "./pid.ts";
import type { Term } from "./term.ts";
import { isTuple } from "./tuple.ts";

const NUMBER = 0;
const ATOM = 1;
const REF = 2;
const FUN = 3;
const PID = 5;
const TUPLE = 6;
const RECORD = 7;
const MAP = 8;
const EMPTY = 9;
const LIST = 10;
const BITS = 11;
const FOREIGN = 12;

/** The place of a term's type in Erlang's order. */
function rank(term: Term): number {
  switch (typeof term) {
    case "number":
      return Number.isFinite(term) ? NUMBER : FOREIGN;
    case "bigint":
      return NUMBER;
    case "string":
      return term === "" ? EMPTY : LIST;
    case "symbol":
      return Symbol.keyFor(term) === undefined ? FOREIGN : ATOM;
    case "function":
      return FUN;
    case "object":
      return term === null ? ATOM : rankObject(term);
    default:
      return ATOM;
  }
}

function rankObject(term: Term): number {
  if (term instanceof Cons) return LIST;
  if (Array.isArray(term)) return isTuple(term) ? TUPLE : term.length === 0 ? EMPTY : LIST;
  if (term === NIL) return EMPTY;
  if (term instanceof Float) return NUMBER;
  if (term instanceof PersistentMap) return MAP;
  if (term instanceof Uint8Array || term instanceof Bits) return BITS;
  if (term instanceof Pid) return PID;
  if (term instanceof Ref) return REF;
  if (term instanceof Fun || term instanceof ExternalFun) return FUN;
  if (term instanceof ImproperList) return LIST;
  if (term instanceof NativeRecord) return RECORD;
  return term instanceof Map || isPlainObject(term) ? MAP : FOREIGN;
}

/** Erlang's order of terms, `1` and `1.0` being equal: negative, zero or positive. */
export function compare(a: Term, b: Term): number {
  if (typeof a === "number" && typeof b === "number") {
    if (a < b) return -1;
    if (a > b) return 1;
    if (a === b) return 0;
  }
  return a === b ? 0 : walk(a, b, false, 0);
}

/** The order of the keys of maps: as {@link compare}, but integers come before floats. */
export function compareExact(a: Term, b: Term): number {
  return a === b ? 0 : walk(a, b, true, 0);
}

/** `A =:= B`. */
export function equalExact(a: Term, b: Term): boolean {
  if (a === b) return true;
  if (typeof a === "number" && typeof b === "number") return Number.isNaN(a) && Number.isNaN(b);
  if (typeof a === "symbol" || typeof b === "symbol" || typeof a === "boolean" || typeof b === "boolean")
    return false;
  if (isTuple(a) && isTuple(b)) return sameElements(a, b, 0);
  if (a instanceof Uint8Array && b instanceof Uint8Array) return sameBytes(a, b);
  return walk(a, b, true, 1) === 0;
}

/** Tuples in tuples are compared by a function that calls itself so deep, and then by {@link walk}. */
const SHALLOW = 16;

/** `A =:= B` of two tuples: most differ early, or are flat. */
function sameElements(a: readonly Term[], b: readonly Term[], depth: number): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) {
    const x = a[i];
    const y = b[i];
    if (x === y) continue;
    if (typeof x === "number" && typeof y === "number") {
      if (Number.isNaN(x) && Number.isNaN(y)) continue;
      return false;
    }
    if (typeof x === "symbol" || typeof y === "symbol") return false;
    if (depth < SHALLOW && isTuple(x) && isTuple(y)) {
      if (!sameElements(x, y, depth + 1)) return false;
    } else if (walk(x, y, true, 1) !== 0) return false;
  }
  return true;
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  const { length } = a;
  if (length !== b.length) return false;
  for (let i = 0; i < length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** `A == B`. */
export function equal(a: Term, b: Term): boolean {
  if (a === b) return true;
  if (typeof a === "number" && typeof b === "number") return Number.isNaN(a) && Number.isNaN(b);
  if (typeof a === "symbol" || typeof b === "symbol") return false;
  if (a instanceof Uint8Array && b instanceof Uint8Array) return sameBytes(a, b);
  return walk(a, b, false, 1) === 0;
}

/** `A < B`. */
export function lessThan(a: Term, b: Term): boolean {
  return typeof a === "number" && typeof b === "number" && a !== b ? a < b : compare(a, b) < 0;
}

/** `A =< B`. */
export function lessOrEqual(a: Term, b: Term): boolean {
  return typeof a === "number" && typeof b === "number" && a !== b ? a < b : compare(a, b) <= 0;
}

/** `A > B`. */
export function greaterThan(a: Term, b: Term): boolean {
  return typeof a === "number" && typeof b === "number" && a !== b ? a > b : compare(a, b) > 0;
}

/** `A >= B`. */
export function greaterOrEqual(a: Term, b: Term): boolean {
  return typeof a === "number" && typeof b === "number" && a !== b ? a > b : compare(a, b) >= 0;
}

/**
 * Compares two terms. `distinct` is what two JavaScript values (and funs) that are not the same amount to: 0 where an
 * order is wanted, 1 where equality is; in that case any other non-zero result only means "not equal".
 */
function walk(a: Term, b: Term, exact: boolean, distinct: 0 | 1): number {
  let pending: Pending | null = null;
  for (;;) {
    if (a !== b) {
      const kind = rank(a);
      const difference = kind - rank(b);
      if (difference !== 0) return difference;
      let c = 0;
      switch (kind) {
        case NUMBER:
          c = compareNumbers(a, b, exact);
          break;
        case ATOM:
          c = compareText(atomName(a), atomName(b));
          break;
        case LIST:
          if (typeof a === "string" && typeof b === "string") c = compareText(a, b);
          else pending = new ListPairs(a, b, exact, pending);
          break;
        case TUPLE:
          c = a.length - b.length;
          if (c === 0) pending = new ElementPairs(a, b, exact, pending);
          break;
        case RECORD:
          pending = new ElementPairs(a.parts(), b.parts(), exact, pending);
          break;
        case MAP:
          c = mapSize(a) - mapSize(b);
          if (c !== 0) break;
          if (mapSize(a) === 1) pending = onlyPair(a, b, exact, pending);
          else pending = distinct === 1 ? valuesOf(a, b, exact, pending) : sortedValues(a, b, exact, pending);
          if (pending instanceof Difference) return pending.result;
          break;
        case BITS:
          c = compareBits(a, b);
          break;
        case PID:
          c = a.serial - b.serial || a.id - b.id;
          break;
        case REF:
          c = a.id - b.id;
          break;
        case FUN:
          c = compareFuns(unwrapFun(a), unwrapFun(b), distinct);
          if (c === 0 && unwrapFun(a) instanceof Fun) {
            pending = new ElementPairs(partsOf(unwrapFun(a)), partsOf(unwrapFun(b)), exact, pending);
          }
          break;
        case FOREIGN:
          c = Object.is(a, b) ? 0 : distinct;
          break;
      }
      if (c !== 0) return c;
    }
    while (pending !== null && !pending.advance()) pending = pending.below;
    if (pending === null) return 0;
    a = pending.left;
    b = pending.right;
    exact = pending.exact;
  }
}

/** An answer found while the pairs were put together. */
class Difference extends ElementPairs {
  readonly result: number;
  constructor(result: number) {
    super([], [], true, null);
    this.result = result;
  }
}

/** Two maps of one pair each: the keys, which may be maps of such pairs to any depth, and then the values. */
function onlyPair(a: Term, b: Term, exact: boolean, pending: Pending | null): Pending {
  const keys: Term[] = [];
  const values: Term[] = [];
  collectPairs(a, keys, values);
  collectPairs(b, keys, values);
  const below = new ElementPairs([values[0]], [values[1]], exact, pending);
  return new ElementPairs([keys[0]], [keys[1]], true, below);
}

/** The values of two maps of one size, by key; a Difference if a key of one is not in the other. */
function valuesOf(a: Term, b: Term, exact: boolean, pending: Pending | null): Pending {
  if (!(b instanceof PersistentMap)) {
    if (!(a instanceof PersistentMap)) return sortedValues(a, b, exact, pending);
    [a, b] = [b, a];
  }
  const keys: Term[] = [];
  const values: Term[] = [];
  collectPairs(a, keys, values);
  const others: Term[] = [];
  for (const key of keys) {
    const value = b.get(key);
    if (value === MISSING) return new Difference(1);
    others.push(value);
  }
  return new ElementPairs(values, others, exact, pending);
}

/** The values of two maps of one size in the order of their keys; a Difference if the keys differ. */
function sortedValues(a: Term, b: Term, exact: boolean, pending: Pending | null): Pending {
  const [keysA, valuesA] = sortedPairs(a);
  const [keysB, valuesB] = sortedPairs(b);
  for (let i = 0; i < keysA.length; i++) {
    const c = compareExact(keysA[i], keysB[i]);
    if (c !== 0) return new Difference(c);
  }
  return new ElementPairs(valuesA, valuesB, exact, pending);
}

function sortedPairs(map: Term): [Term[], Term[]] {
  const keys: Term[] = [];
  const values: Term[] = [];
  collectPairs(map, keys, values);
  const places = keys.map((_, i) => i).sort((i, j) => compareExact(keys[i], keys[j]));
  return [places.map((i) => keys[i]), places.map((i) => values[i])];
}

function compareNumbers(a: Term, b: Term, exact: boolean): number {
  if (exact) {
    const integer = isIntegral(a);
    if (integer !== isIntegral(b)) return integer ? -1 : 1;
  }
  const x = a instanceof Float ? a.value : a;
  const y = b instanceof Float ? b.value : b;
  // JavaScript compares a bigint with a number by their mathematical values.
  if (x < y) return -1;
  if (x > y) return 1;
  if (exact && x === 0 && a instanceof Float) return (Object.is(y, -0) ? 1 : 0) - (Object.is(x, -0) ? 1 : 0);
  return 0;
}

function isIntegral(number: Term): boolean {
  return typeof number === "number" ? Number.isSafeInteger(number) : typeof number === "bigint";
}

/** The order of strings by code point; a surrogate stands for one beyond the others. */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) {
      if (x >= 0xd800 && y >= 0xd800) return surrogatesLast(x) - surrogatesLast(y);
      return x - y;
    }
  }
  return a.length - b.length;
}

function surrogatesLast(unit: number): number {
  return unit >= 0xe000 ? unit - 0x800 : unit + 0x2000;
}

/** Funs but for what they captured. Local funs come before `fun M:F/A`, and functions of modules last. */
function compareFuns(a: Term, b: Term, distinct: 0 | 1): number {
  const difference = funKind(a) - funKind(b);
  if (difference !== 0) return difference;
  if (a instanceof Fun) {
    if (a === b) return 0;
    const x = a.code;
    const y = b.code;
    if (x === y || (x.typed !== undefined && y.typed !== undefined)) return a.env.length - b.env.length;
    const c =
      compareText(atomName(x.module), atomName(y.module)) ||
      x.index - y.index ||
      x.uniq - y.uniq ||
      a.arity - b.arity;
    return c !== 0 ? c : distinct === 1 ? 1 : a.env.length - b.env.length;
  }
  if (a instanceof ExternalFun) {
    return (
      compareText(atomName(a.module), atomName(b.module)) ||
      compareText(atomName(a.name), atomName(b.name)) ||
      a.arity - b.arity
    );
  }
  return a === b ? 0 : distinct;
}

/** What tells funs of one expression apart, and those of two that were typed alike. */
function partsOf({ code, env }: Fun): readonly Term[] {
  return code.typed === undefined ? env : [code.typed, ...env];
}

function funKind(fun: Term): number {
  return fun instanceof Fun ? 0 : fun instanceof ExternalFun ? 1 : 2;
}

// atomics — arrays of 64-bit integers, signed or not.

import { badarg, badarith, bifError } from "../terms/exception.ts";
import { integer, isFloat, isInteger } from "../terms/float.ts";
import { toArray } from "../terms/list.ts";
import { mapFrom } from "../terms/map.ts";
import { Ref } from "../terms/pid.ts";
import type { Term } from "../terms/term.ts";
import { isTuple } from "../terms/tuple.ts";
import { errorBecause } from "./argument-error.ts";
import { runningSystem } from "./system-state.ts";
import { otpModule } from "./table.ts";

const OK = Symbol.for("ok");
const SIGNED = Symbol.for("signed");
const BADARG = Symbol.for("badarg");
const BADOPT = Symbol.for("badopt");
/** More than an array of JavaScript's may have. */
export const TOO_MANY_WORDS: number = 2 ** 32;
const SYSTEM_LIMIT = Symbol.for("system_limit");
const ERTS_ERRORS = Symbol.for("erl_erts_errors");

/** The reference of an array is the array. */
class Atomics extends Ref {
  readonly signed: boolean;
  readonly words: BigInt64Array | BigUint64Array;
  constructor(id: number, size: number, signed: boolean) {
    super(id);
    this.signed = signed;
    this.words = signed ? new BigInt64Array(size) : new BigUint64Array(size);
  }
  get min(): bigint {
    return this.signed ? -(2n ** 63n) : 0n;
  }
  get max(): bigint {
    return this.signed ? 2n ** 63n - 1n : 2n ** 64n - 1n;
  }
}

/** What an array can hold; undefined for what is none. */
export function atomicsLimits(ref: Term): { size: number; min: bigint; max: bigint } | undefined {
  return ref instanceof Atomics ? { size: ref.words.length, min: ref.min, max: ref.max } : undefined;
}

function create(size: Term, options: Term): Ref {
  const list = toArray(options);
  const item = { module: Symbol.for("atomics"), name: Symbol.for("new"), arity: [size, options] };
  const good = list?.every(
    (o) => isTuple(o) && o.length === 2 && o[0] === SIGNED && typeof o[1] === "boolean",
  );
  if (list === undefined || !good) throw errorBecause(BADOPT, BADARG, item, ERTS_ERRORS);
  if (isInteger(size) && size >= TOO_MANY_WORDS) throw bifError(SYSTEM_LIMIT);
  if (!isInteger(size) || size < 1) throw badarg(size);
  return new Atomics(
    runningSystem().makeRef().id,
    Number(size),
    list.every((option) => option[1]),
  );
}

function at(ref: Term, index: Term): Atomics {
  if (!(ref instanceof Atomics)) throw badarg(ref);
  if (!Number.isSafeInteger(index) || index < 1 || index > ref.words.length) throw badarg(index);
  return ref;
}

function value(array: Atomics, term: Term): bigint {
  if (!isInteger(term) || term < array.min || term > array.max) throw badarg(term);
  return BigInt(term);
}

/** Adds with overflow around the 64 bits, and answers the new value. */
function add(ref: Term, index: Term, increment: Term, sign: bigint): Term {
  const array = at(ref, index);
  // An unsigned array may be counted down: by any 64-bit number.
  if (!isInteger(increment) || increment < -(2n ** 63n) || increment >= 2n ** 64n) throw badarg(increment);
  array.words[index - 1] += sign * BigInt(increment);
  return integer(array.words[index - 1]);
}

/** OTP adds what is less than nothing: what cannot be negated is `badarith`. */
function subtract(ref: Term, index: Term, decrement: Term): Term {
  if (!isInteger(decrement) && !isFloat(decrement)) throw badarith();
  return add(ref, index, decrement, -1n);
}

/**
 * Sets an integer, and returns what it was. Mirrors atomics:exchange/3.
 *
 * ```eshell
 * 1> A = atomics:new(1, []), atomics:exchange(A, 1, 5).
 * 0
 * ```
 */
function exchange(ref: Term, index: Term, desired: Term): Term {
  const array = at(ref, index);
  const old = array.words[index - 1];
  array.words[index - 1] = value(array, desired);
  return integer(old);
}

/**
 * Sets an integer if it is what is expected: `ok`, else what it is. Mirrors atomics:compare_exchange/4.
 *
 * ```eshell
 * 1> A = atomics:new(1, []), atomics:compare_exchange(A, 1, 0, 5).
 * ok
 * 2> atomics:compare_exchange(A, 1, 0, 6).
 * 5
 * ```
 */
function compare_exchange(ref: Term, index: Term, expected: Term, desired: Term): Term {
  const array = at(ref, index);
  const old = array.words[index - 1];
  const wanted = value(array, desired);
  if (old !== value(array, expected)) return integer(old);
  array.words[index - 1] = wanted;
  return OK;
}

/** The answer of what only changes. */
const done = (_value: Term): symbol => OK;

/**
 * What is known of the integers. Mirrors atomics:info/1.
 *
 * ```eshell
 * 1> map_get(size, atomics:info(atomics:new(2, []))).
 * 2
 * ```
 */
function info(ref: Term): Term {
  if (!(ref instanceof Atomics)) throw badarg(ref);
  return mapFrom([
    [Symbol.for("max"), integer(ref.max)],
    [Symbol.for("memory"), ref.words.length * 8 + 40],
    [Symbol.for("min"), integer(ref.min)],
    [Symbol.for("size"), ref.words.length],
  ]);
}

/** Module atomics. Arrays of 64-bit integers that processes share; places count from 1. */
export const atomics = otpModule(
  "atomics",
  {
    /**
     * So many integers, all 0; `{signed, true}` is the default. Mirrors atomics:new/2.
     *
     * ```eshell
     * 1> A = atomics:new(2, []), atomics:get(A, 1).
     * 0
     * ```
     */
    new: create,
    /**
     * Sets an integer. Mirrors atomics:put/3.
     *
     * ```eshell
     * 1> A = atomics:new(1, []), atomics:put(A, 1, 5), atomics:get(A, 1).
     * 5
     * ```
     */
    put: (ref: Term, index: Term, desired: Term): Term => done(exchange(ref, index, desired)),
    /**
     * An integer. Mirrors atomics:get/2.
     *
     * ```eshell
     * 1> atomics:get(atomics:new(1, []), 1).
     * 0
     * ```
     */
    get: (ref: Term, index: Term): Term => integer(at(ref, index).words[index - 1]),
    /**
     * Adds to an integer. Mirrors atomics:add/3.
     *
     * ```eshell
     * 1> A = atomics:new(1, []), atomics:add(A, 1, 5).
     * ok
     * ```
     */
    add: (ref: Term, index: Term, increment: Term): Term => done(add(ref, index, increment, 1n)),
    /**
     * Adds to an integer, and returns the sum. Mirrors atomics:add_get/3.
     *
     * ```eshell
     * 1> A = atomics:new(1, []), atomics:add_get(A, 1, 5).
     * 5
     * ```
     */
    add_get: (ref: Term, index: Term, increment: Term): Term => add(ref, index, increment, 1n),
    /**
     * Subtracts from an integer. Mirrors atomics:sub/3.
     *
     * ```eshell
     * 1> A = atomics:new(1, []), atomics:sub(A, 1, 5).
     * ok
     * ```
     */
    sub: (ref: Term, index: Term, decrement: Term): Term => done(subtract(ref, index, decrement)),
    /**
     * Subtracts from an integer, and returns the difference. Mirrors atomics:sub_get/3.
     *
     * ```eshell
     * 1> A = atomics:new(1, []), atomics:sub_get(A, 1, 5).
     * -5
     * ```
     */
    sub_get: (ref: Term, index: Term, decrement: Term): Term => subtract(ref, index, decrement),
    exchange,
    compare_exchange,
    info,
  },
  { errors: "erl_erts_errors" },
);

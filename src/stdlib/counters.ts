// counters — arrays of signed 64-bit counters that wrap around.
import { badarg, badarith, bifError } from "../terms/exception.ts";
import { integer, isFloat, isInteger } from "../terms/float.ts";
import { toArray } from "../terms/list.ts";
import { mapFrom } from "../terms/map.ts";
import { Ref } from "../terms/pid.ts";
import type { Term } from "../terms/term.ts";
import { tuple2 } from "../terms/tuple.ts";
import { errorBecause } from "./argument-error.ts";
import { TOO_MANY_WORDS } from "./atomics.ts";
import { runningSystem } from "./system-state.ts";
import { otpModule } from "./table.ts";

const OK = Symbol.for("ok");
const BADARG = Symbol.for("badarg");
const BADOPT = Symbol.for("badopt");
const SYSTEM_LIMIT = Symbol.for("system_limit");
const ERTS_ERRORS = Symbol.for("erl_erts_errors");
const OPTIONS: readonly Term[] = [Symbol.for("atomics"), Symbol.for("write_concurrency")];
const ATOMICS = Symbol.for("atomics");

/** Counters print as the pair of their option and their reference, which is the array. */
class Counters extends Ref {
  readonly words: BigInt64Array;
  constructor(id: number, size: number) {
    super(id);
    this.words = new BigInt64Array(size);
  }
}

function arrayOf(term: Term): Counters | undefined {
  if (!Array.isArray(term) || term.length !== 2 || !OPTIONS.includes(term[0])) return undefined;
  return term[1] instanceof Counters ? term[1] : undefined;
}

/** The number of counters; undefined for what is none. */
export function countersSize(term: Term): number | undefined {
  return arrayOf(term)?.words.length;
}

function create(size: Term, options: Term): Term {
  const list = toArray(options);
  if (list === undefined || list.some((option) => !OPTIONS.includes(option))) {
    const item = { module: Symbol.for("counters"), name: Symbol.for("new"), arity: [size, options] };
    throw errorBecause(BADOPT, BADARG, item, ERTS_ERRORS);
  }
  if (isInteger(size) && size >= TOO_MANY_WORDS) throw bifError(SYSTEM_LIMIT);
  if (!isInteger(size) || size < 1) throw badarg(size);
  return tuple2(list[list.length - 1] ?? ATOMICS, new Counters(runningSystem().makeRef().id, Number(size)));
}

function change(ref: Term, index: Term, by: Term, how: (old: bigint, by: bigint) => bigint): symbol {
  const array = arrayOf(ref);
  if (array === undefined) throw badarg(ref);
  if (!Number.isSafeInteger(index) || index < 1 || index > array.words.length) throw badarg(index);
  if (!isInteger(by) || by < -(2n ** 63n) || by >= 2n ** 63n) throw badarg(by);
  array.words[index - 1] = how(array.words[index - 1], BigInt(by));
  return OK;
}

/**
 * The value of a counter. Mirrors counters:get/2.
 *
 * ```eshell
 * 1> counters:get(counters:new(1, []), 1).
 * 0
 * ```
 */
function get(ref: Term, index: Term): Term {
  const array = arrayOf(ref);
  if (array === undefined) throw badarg(ref);
  if (!Number.isSafeInteger(index) || index < 1 || index > array.words.length) throw badarg(index);
  return integer(array.words[index - 1]);
}

/**
 * What is known of the counters. Mirrors counters:info/1.
 *
 * ```eshell
 * 1> map_get(size, counters:info(counters:new(2, []))).
 * 2
 * ```
 */
function info(ref: Term): Term {
  const array = arrayOf(ref);
  if (array === undefined) throw badarg(ref);
  const size: [Term, Term][] = [
    [Symbol.for("memory"), array.words.length * 8 + 40],
    [Symbol.for("size"), array.words.length],
  ];
  if (ref[0] !== ATOMICS) return mapFrom(size);
  return mapFrom([...size, [Symbol.for("max"), 2n ** 63n - 1n], [Symbol.for("min"), -(2n ** 63n)]]);
}

/** Module counters. Arrays of counters that processes share; places count from 1. */
export const counters = otpModule(
  "counters",
  {
    /**
     * So many counters, all 0. Mirrors counters:new/2.
     *
     * ```eshell
     * 1> C = counters:new(1, [write_concurrency]), counters:get(C, 1).
     * 0
     * ```
     */
    new: create,
    /**
     * Adds to a counter. Mirrors counters:add/3.
     *
     * ```eshell
     * 1> C = counters:new(1, []), counters:add(C, 1, 5), counters:get(C, 1).
     * 5
     * ```
     */
    add: (ref: Term, index: Term, by: Term): symbol => change(ref, index, by, (old, more) => old + more),
    /**
     * Subtracts from a counter. Mirrors counters:sub/3.
     *
     * ```eshell
     * 1> C = counters:new(1, []), counters:sub(C, 1, 5), counters:get(C, 1).
     * -5
     * ```
     */
    sub: (ref: Term, index: Term, by: Term): symbol => {
      // OTP adds what is less than nothing: what cannot be negated is `badarith`.
      if (!isInteger(by) && !isFloat(by)) throw badarith();
      return change(ref, index, by, (old, less) => old - less);
    },
    /**
     * Sets a counter. Mirrors counters:put/3.
     *
     * ```eshell
     * 1> C = counters:new(1, []), counters:put(C, 1, 5), counters:get(C, 1).
     * 5
     * ```
     */
    put: (ref: Term, index: Term, value: Term): symbol => change(ref, index, value, (_, next) => next),
    get,
    info,
  },
  { errors: "erl_erts_errors" },
);

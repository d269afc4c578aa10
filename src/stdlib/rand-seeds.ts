// rand-seeds — what the algorithms of module rand make their first state of: an integer, three of them, or a list.
//
// Most take their numbers from SplitMix64; the older ones multiply three numbers by primes. Stack items are those of
// OTP's functions, whose names and lines the algorithms give.
import { Exception, type StackItem } from "../terms/exception.ts";
import { integer, isInteger } from "../terms/float.ts";
import { asCons, isList, isNil } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { isTuple } from "../terms/tuple.ts";
import { OtpSource } from "./otp-source.ts";

export const RAND: OtpSource = new OtpSource("rand");

/** The state that a seed makes; `callers` wait for it. */
export type Seeding = (seed: Term, callers: readonly StackItem[]) => Term;

export const ones = (bits: bigint): bigint => (1n << bits) - 1n;
export const MASK58 = ones(58n);
export const MASK64 = ones(64n);
export const BADARITH = Symbol.for("badarith");
export const ERLANG = Symbol.for("erlang");
export const ERTS_ERRORS = { module: Symbol.for("erl_erts_errors") };

/** An integer as a bigint; `badarith` of the operator that gets it otherwise. */
export function operand(term: Term, operator: string, other: bigint, ...callers: StackItem[]): bigint {
  if (isInteger(term)) return BigInt(term);
  const item = {
    module: ERLANG,
    name: Symbol.for(operator),
    arity: [term, integer(other)],
    info: ERTS_ERRORS,
  };
  throw new Exception("error", BADARITH, [item, ...callers]);
}

/** What SplitMix64 adds at each step. */
export const GOLDEN = 0x9e3779b97f4a7c15n;

/** One step of SplitMix64: a number and the next state. */
export function splitmix64(x: bigint): [bigint, bigint] {
  const state = (x + GOLDEN) & MASK64;
  let z = ((state ^ (state >> 30n)) * 0xbf58476d1ce4e5b9n) & MASK64;
  z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & MASK64;
  return [(z ^ (z >> 31n)) & MASK64, state];
}

/** The next number of SplitMix64 that is not zero in its lowest bits. */
function splitmix(x: bigint, mask: bigint): [bigint, bigint] {
  let [z, state] = splitmix64(x);
  while ((z & mask) === 0n) [z, state] = splitmix64(state);
  return [z & mask, state];
}

/** So many numbers from a seed. */
export function seedNumbers(count: number, x: bigint, mask: bigint = MASK58): bigint[] {
  const numbers: bigint[] = [];
  for (let state = x; numbers.length < count; ) {
    const [number, after] = splitmix(state, mask);
    numbers.push(number);
    state = after;
  }
  return numbers;
}

/** A list as the state, filled up with zeros: not all may be zero. */
function seedList(count: number, list: Term, bits: bigint, callers: readonly StackItem[]): bigint[] {
  const numbers: bigint[] = [];
  const items = () => [...(numbers.length > 0 ? [RAND.item("seed_nz", 4, 3318)] : []), ...callers];
  const wrong = (reason: string, line: number) =>
    RAND.error(Symbol.for(reason), "seed_nz", 4, line, ...items());
  let some = false;
  let rest: Term = list;
  for (let cell = asCons(rest); cell !== undefined; cell = asCons(rest)) {
    if (numbers.length === count) throw wrong("too_many_seed_integers", 3309);
    if (!isInteger(cell.head)) throw wrong("non_integer_seed", 3320);
    const number = BigInt(cell.head) & ones(bits);
    some ||= number !== 0n;
    numbers.push(number);
    rest = cell.tail;
  }
  if (!isNil(rest)) {
    throw RAND.noClause("seed_nz", [count - numbers.length, rest, Number(bits), some], 3306, ...items());
  }
  if (!some) throw wrong("zero_seed", 3307);
  while (numbers.length < count) numbers.push(0n);
  return numbers;
}

/** Three numbers mixed into SplitMix64, as the newer algorithms do; and the state of it after them. */
export function mixThree(
  seed: readonly Term[],
  mask: bigint,
  name: string,
  line: number,
  callers: readonly StackItem[],
) {
  const at = (offset: number) => [RAND.item(name, 1, line + offset), ...callers];
  const first = operand(
    seed[0],
    "+",
    GOLDEN,
    RAND.item("splitmix64_next", 1, 3401),
    ...inner(name),
    ...at(0),
  );
  const [a, x0] = splitmix(first, mask);
  const [b, x1] = splitmix(operand(seed[1], "bxor", x0, ...at(1)) ^ x0, mask);
  const [c, x2] = splitmix(operand(seed[2], "bxor", x1, ...at(2)) ^ x1, mask);
  return { numbers: [a, b, c], state: x2 };
}
const inner = (name: string): StackItem[] => (name === "dummy_seed" ? [] : [RAND.item("seed58", 1, 3336)]);

/** The seed function of an algorithm: `[name, line of its clauses]`, and what it makes of each kind of seed. */
export function seeding(
  name: string,
  line: number,
  count: number,
  bits: bigint,
  state: (numbers: readonly bigint[]) => Term,
  three: (seed: readonly Term[], callers: readonly StackItem[]) => Term,
): Seeding {
  return (seed, callers) => {
    if (isList(seed)) return state(seedList(count, seed, bits, [RAND.item(name, 1, line + 1), ...callers]));
    if (isInteger(seed)) return state(seedNumbers(count, BigInt(seed), ones(bits)));
    if (isTuple(seed) && seed.length === 3) return three(seed, callers);
    throw RAND.noClause(name, [seed], line, ...callers);
  };
}

export const PRIMES = [4294967197n, 4294967231n, 4294967279n];

/** The older way: each number times a prime. */
export function timesPrimes(
  seed: readonly Term[],
  name: string,
  lines: readonly number[],
  callers: readonly StackItem[],
): bigint[] {
  return PRIMES.map((prime, i) => {
    const number = operand(seed[i], "*", prime, RAND.item(name, 1, lines[i]), ...callers);
    return (number * prime + 1n) & MASK58;
  });
}

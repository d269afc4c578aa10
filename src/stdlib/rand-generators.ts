// rand-generators — the algorithms of module rand: how each makes its state of a seed, goes on, and jumps ahead.
//
// A state is the term that OTP has: two numbers `[S1|S0]`, two lists `{Next,Used}` of sixteen, or one number. Numbers
// are bigints on the way. The algorithms are Sebastiano Vigna's xorshift and xoroshiro generators, most of them cut to
// the 58 bits that BEAM's small integers have.
//
// Invariant: for the same seed the numbers are those of OTP, for ever; a state from elsewhere that is none raises what
// OTP's function for the next number raises.
import { Exception, type StackItem } from "../terms/exception.ts";
import { integer, isInteger } from "../terms/float.ts";
import { asCons, Cons, fromArray, ImproperList, isList, isNil, NIL, toArray } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple2 } from "../terms/tuple.ts";
import {
  BADARITH,
  ERLANG,
  ERTS_ERRORS,
  MASK58,
  MASK64,
  mixThree,
  ones,
  operand,
  PRIMES,
  RAND,
  type Seeding,
  seeding,
  seedNumbers,
  splitmix64,
  timesPrimes,
} from "./rand-seeds.ts";

/** A number and the state after it. */
export interface Drawn {
  readonly value: bigint;
  readonly next: Term;
}

export interface Generator {
  readonly name: string;
  /** How many bits a number has. */
  readonly bits: bigint;
  /** The lowest bits that are less random than the others. */
  readonly weak: bigint;
  /** The oldest algorithms are told by their largest number, and draw from a range in a way of their own. */
  readonly max?: bigint;
  /** The state that a seed makes: a list of numbers, an integer, or three. */
  readonly seed: Seeding;
  readonly next: (state: Term) => Drawn;
  /** The state after so many numbers that no other user of the generator gets there. */
  readonly jump?: (state: Term) => Term;
}

const rotate58 = (x: bigint, by: bigint): bigint => ((x << by) & MASK58) | (x >> (58n - by));

// --- two numbers: exsss, exsp, exsplus, exrop ---

const pair = (s1: bigint, s0: bigint): Cons => new Cons(integer(s1), integer(s0));
const pairOf = (numbers: readonly bigint[]): Cons => pair(numbers[0], numbers[1]);

/** The parts of `[S1|S0]`. */
function partsOf(state: Term, name: string, line: number, ...callers: StackItem[]): [Term, Term] {
  if (state instanceof Cons) return [state.head, state.tail];
  if (state instanceof ImproperList && state.elements.length === 1) return [state.elements[0], state.tail];
  const cell = isList(state) ? asCons(state) : undefined;
  if (cell === undefined) throw RAND.noClause(name, [state], line, ...callers);
  return [cell.head, cell.tail];
}

function xorshift(s1: bigint, s0: bigint): bigint {
  const s = (s1 ^ (s1 << 24n)) & MASK58;
  return s ^ s0 ^ (s >> 11n) ^ (s0 >> 41n);
}

/** Multiplies by five, rotates by seven and multiplies by nine. */
function scramble(s: bigint): bigint {
  const v = rotate58((s + (s << 2n)) & MASK58, 7n);
  return (v + (v << 3n)) & MASK58;
}

function xorshiftNext(name: string, line: number, number: (s0: bigint, s1: bigint) => bigint) {
  const at = RAND.item(name, 1, line + 2);
  return (state: Term): Drawn => {
    const [high, low] = partsOf(state, name, line);
    const s0 = operand(low, "band", MASK58, at) & MASK58;
    const s1 = xorshift(operand(high, "band", MASK58, at) & MASK58, s0);
    return { value: number(s0, s1), next: pair(s0, s1) };
  };
}
export const exspNext = xorshiftNext("exsp_next", 2358, (s0, s1) => (s0 + s1) & MASK58);
const exsssNext = xorshiftNext("exsss_next", 2369, scramble);

/** The sum (exclusive or) of the states after as many steps as the constant has bits that are set. */
function jumpPair(state: Term, constant: bigint, bits: number, next: (state: Term) => Drawn): Cons {
  let sum1 = 0n;
  let sum0 = 0n;
  let at = state;
  for (let i = 0n; i < bits; i++) {
    const after = next(at).next;
    if ((constant >> i) & 1n) {
      const [s1, s0] = partsOf(at, "exsp_next", 2358);
      sum1 ^= BigInt(s1);
      sum0 ^= BigInt(s0);
    }
    at = after;
  }
  return pair(sum1, sum0);
}

export function exspJump(state: Term): Cons {
  partsOf(state, "-inlined-exsp_next/1-", 2358, RAND.item("exsp_jump", 1, 2473));
  return jumpPair(state, (0x345d2a0f85f788cn << 58n) | 0x02f8ea6bc32c797n, 116, exspNext);
}

const exsplusSeed = seeding("exsplus_seed", 2250, 2, 58n, pairOf, (seed, callers) => {
  const [a, b, c] = timesPrimes(seed, "exsplus_seed", [2260, 2261, 2263], callers);
  return pair(xorshift(a, b), xorshift(c, xorshift(a, b)));
});

function xoroshiro(s0: bigint, s1: bigint): Cons {
  const s = s1 ^ s0;
  return pair((rotate58(s0, 24n) ^ s ^ (s << 2n)) & MASK58, rotate58(s, 35n));
}

function exropNext(state: Term): Drawn {
  const [high, low] = partsOf(state, "exrop_next", 2890);
  if (!isInteger(high) || !isInteger(low)) {
    const sum = { module: ERLANG, name: Symbol.for("+"), arity: [high, low], info: ERTS_ERRORS };
    throw new Exception("error", BADARITH, [sum, RAND.item("exrop_next", 1, 2891)]);
  }
  const s0 = BigInt(high);
  const s1 = BigInt(low);
  return { value: (s0 + s1) & MASK58, next: xoroshiro(s0, s1) };
}

// --- sixteen numbers: exs1024, exs1024s, exro928ss ---

const ring = (numbers: readonly bigint[]): Term => tuple2(fromArray(numbers.map(integer)), NIL);

interface Ring {
  readonly first: Term;
  readonly second: Term;
  readonly rest: Term;
  readonly used: Term;
}

/** The next two numbers of a ring `{Next,Used}`, which begins again when only one is left. */
function ringOf(state: Term, name: string, line: number): Ring {
  if (isTuple(state) && state.length === 2) {
    const [list, used] = state;
    let cell = isList(list) ? asCons(list) : undefined;
    if (cell !== undefined && isNil(cell.tail) && isList(used) && !isNil(used)) {
      const again = toArray(used);
      if (again !== undefined) cell = new Cons(cell.head, fromArray([...again].reverse()));
    }
    const after = cell && (isList(cell.tail) ? asCons(cell.tail) : undefined);
    if (cell !== undefined && after !== undefined) {
      const fresh = asCons(list)?.tail === cell.tail;
      return { first: cell.head, second: after.head, rest: after.tail, used: fresh ? used : NIL };
    }
  }
  throw RAND.noClause(name, [state], line);
}

const EXS1024 = RAND.item("exs1024_next", 1, 2531);

function exs1024Next(state: Term): Drawn {
  const { first, second, rest, used } = ringOf(state, "exs1024_next", 2539);
  const s1 = operand(second, "band", ones(33n), EXS1024);
  const s0 = operand(first, "bsr", 30n, EXS1024);
  const s = s1 ^ ((s1 << 31n) & MASK64);
  const mixed = s0 ^ (s0 >> 30n) ^ s ^ (s >> 11n);
  return {
    value: (mixed * 1181783497276652981n) & MASK64,
    next: tuple2(new Cons(integer(mixed), rest), new Cons(integer(s0), used)),
  };
}

/** Both numbers that the next one is made of, and the state after them. */
export function exro928Step(
  state: Term,
  name: string,
  line: number,
): { s15: bigint; s0: bigint; next: Term } {
  const { first, second, rest, used } = ringOf(state, name, line);
  const at = RAND.item(name, 1, 2737);
  const s0 = operand(second, "band", MASK58, at) & MASK58;
  const s15 = operand(first, "band", MASK58, at);
  const q = (s15 & MASK58) ^ s0;
  const last = (rotate58(s0, 44n) ^ q ^ (q << 9n)) & MASK58;
  const next = tuple2(new Cons(integer(rotate58(q, 45n)), rest), new Cons(integer(last), used));
  return { s15, s0, next };
}

function exro928Next(state: Term): Drawn {
  const { s0, next } = exro928Step(state, "exro928ss_next", 2704);
  return { value: scramble(s0), next };
}

/** The numbers of a ring from the next one on. */
function unrolled(state: Term): bigint[] {
  const numbers = [...(toArray(state[0]) ?? []), ...[...(toArray(state[1]) ?? [])].reverse()];
  return numbers.map(BigInt);
}

function jumpRing(state: Term, constant: bigint, bits: number, next: (state: Term) => Term): bigint[] {
  const sum = unrolled(state).map(() => 0n);
  let at = state;
  for (let i = 0n; i < bits; i++) {
    if ((constant >> i) & 1n) for (const [k, number] of unrolled(at).entries()) sum[k] ^= number;
    at = next(at);
  }
  return sum;
}

/** Constants of several words, the lowest first. */
const constantOf = (words: readonly bigint[], bits: bigint): bigint =>
  words.reduceRight((value, word) => (value << bits) | word, 0n);

const EXS1024_JUMP = constantOf(
  [
    0x242f96eca9c41dn,
    0x196e1ddbe5a1561n,
    0x239f070b5837a3cn,
    0x3f393cc68796cd2n,
    0x248316f404489afn,
    0x39a30088bffbac2n,
    0x2fea70dc2d9891fn,
    0x32ae0d9644caec4n,
    0x313aac17d8efa43n,
    0x2f132e055642626n,
    0x1ee975283d71c93n,
    0x552321b06f5501n,
    0xc41d10a1e6a569n,
    0x19158ecf8aa1e44n,
    0x4e9fc949d0b5fcn,
    0x363da172811fddan,
    0x30e38c3b99181f2n,
    0xa118038fcn,
  ],
  58n,
);
/** How far exro928's jumps go, in words of 64 bits: 2^512 numbers, and 2^20. */
const EXRO928_FAR = constantOf(
  [
    0x44085302f77130can,
    0xba05381fdfd14902n,
    0x10a1de1d7d6813d2n,
    0xb83fe51a1eb3be19n,
    0xa81b0090567fd9f0n,
    0x5ac26d5d20f9b49fn,
    0x4ddd98ee4be41e01n,
    0x0657e19f00d4b358n,
    0xf02f778573cf0f0an,
    0xb45a3a8a3cef3cc0n,
    0x6e62a33cc2323831n,
    0xbcb3b7c4cc049c53n,
    0x83f240c6007e76cen,
    0xe19f5fc1a1504acdn,
    0xb10773cbn,
  ],
  64n,
);
const EXRO928_NEAR = constantOf(
  [
    0xbdb966a3daf905e6n,
    0x644807a56270cf78n,
    0xda90f4a806c17e9en,
    0x4a426866bfad3c77n,
    0xaf699c306d8e7566n,
    0x8ebc73c700b8b091n,
    0xc081a7bf148531fbn,
    0xdc4d3af15f8a4dfdn,
    0x90627c014098f4b6n,
    0x06df2eb1feaf0fb6n,
    0x5bdeb1a5a90f2e6bn,
    0xa480c5878c3549bdn,
    0xff45ef33c82f3d48n,
    0xa30bebc15fefcc78n,
    0xcb3d181cn,
  ],
  64n,
);

function exs1024Jump(state: Term): Term {
  const used = isTuple(state) ? toArray(state[1]) : undefined;
  if (used === undefined) throw RAND.noClause("exs1024_jump", [state], 2578);
  const sum = jumpRing(state, EXS1024_JUMP, 1024, (at) => exs1024Next(at).next).map(integer);
  const rest = sum.length - used.length;
  return tuple2(fromArray(sum.slice(0, rest)), fromArray(sum.slice(rest).reverse()));
}

const exro928Jumping =
  (constant: bigint) =>
  (state: Term): Term => {
    const step = (at: Term) => exro928Step(at, "exro928_next_state", 2725).next;
    step(state);
    return ring(jumpRing(state, constant, constant.toString(2).length, step));
  };
export const exro928Far = exro928Jumping(EXRO928_FAR);
export const exro928Near = exro928Jumping(EXRO928_NEAR);

const exs1024Seed = seeding("exs1024_seed", 2499, 16, 64n, ring, (seed, callers) => {
  const [a, b, c] = [2097131n, 2097133n, 2097143n].map((prime, i) => {
    const at = RAND.item("exs1024_seed", 1, 2506 + i);
    return (((operand(seed[i], "band", ones(21n), at, ...callers) & ones(21n)) + 1n) * prime) & ones(21n);
  });
  let state: Term = integer((a << 43n) | (b << 22n) | (c << 1n) | 1n);
  const numbers: bigint[] = [];
  while (numbers.length < 16) {
    const drawn = exs64Next(state);
    numbers.unshift(drawn.value);
    state = drawn.next;
  }
  return ring(numbers);
});

export const exro928Seed = seeding("exro928_seed", 2689, 16, 58n, ring, (seed, callers) => {
  const { numbers, state } = mixThree(seed, MASK58, "exro928_seed", 2696, callers);
  return ring([...numbers, ...seedNumbers(13, state)]);
});

// --- one number: exs64, dummy ---

const EXS64 = RAND.item("exs64_next", 1, 2202);

function exs64Next(state: Term): Drawn {
  let r = operand(state, "bsr", 12n, EXS64);
  r ^= r >> 12n;
  r ^= (r << 25n) & MASK64;
  r ^= r >> 27n;
  return { value: (r * 2685821657736338717n) & MASK64, next: integer(r) };
}

const exs64Seed = seeding(
  "exs64_seed",
  2185,
  1,
  64n,
  (numbers) => integer(numbers[0]),
  (seed, callers) => {
    const product = PRIMES.map((prime, i) => {
      const at = RAND.item("exs64_seed", 1, 2194 + i);
      const number = operand(seed[i], "band", ones(32n), at, ...callers) & ones(32n);
      return exs64Next(integer(number * prime + 1n)).value;
    }).reduce((a, b) => a * b);
    return integer((product % (MASK64 - 1n)) + 1n);
  },
);

/** Measures what an algorithm costs that does nothing. */
function dummyNext(state: Term): Drawn {
  const number = operand(state, "bxor", MASK58, RAND.item("dummy_next", 1, 2943));
  return { value: number, next: integer(number ^ MASK58) };
}

function dummySeed(seed: Term, callers: readonly StackItem[]): Term {
  const wrong = (reason: string, line: number) =>
    RAND.error(Symbol.for(reason), "dummy_seed", 1, line, ...callers);
  if (isList(seed)) {
    const cell = asCons(seed);
    if (cell === undefined) throw wrong("zero_seed", 2952);
    if (!isInteger(cell.head)) throw wrong("non_integer_seed", 2958);
    if (!isNil(cell.tail)) throw wrong("too_many_seed_integers", 2956);
    return integer(BigInt(cell.head) & MASK58);
  }
  if (isInteger(seed)) return integer(splitmix64(BigInt(seed))[0] & MASK58);
  if (!isTuple(seed) || seed.length !== 3) throw RAND.noClause("dummy_seed", [seed], 2949, ...callers);
  return integer(mixThree(seed, MASK64, "dummy_seed", 2964, callers).numbers[2] & MASK58);
}

/** All of them. Funs of an algorithm are made by rand.ts. */
export const GENERATORS: readonly Generator[] = [
  {
    name: "exsss",
    bits: 58n,
    weak: 0n,
    seed: seeding("exsss_seed", 2269, 2, 58n, pairOf, (seed, callers) => {
      const { numbers } = mixThree(seed, MASK58, "exsss_seed", 2278, callers);
      return pair(numbers[1], numbers[2]);
    }),
    next: exsssNext,
    jump: exspJump,
  },
  { name: "exsp", bits: 58n, weak: 1n, seed: exsplusSeed, next: exspNext, jump: exspJump },
  { name: "exsplus", bits: 58n, weak: 2n, max: MASK58, seed: exsplusSeed, next: exspNext, jump: exspJump },
  {
    name: "exrop",
    bits: 58n,
    weak: 1n,
    seed: seeding("exrop_seed", 2859, 2, 58n, pairOf, (seed, callers) => {
      const [a, b, c] = timesPrimes(seed, "exrop_seed", [2870, 2871, 2872], callers);
      return xoroshiro(c, BigInt(xoroshiro(a, b).tail));
    }),
    next: exropNext,
    jump: (state) => jumpPair(state, 0x9863200f83fcd4a11293241fcb12an, 116, exropNext),
  },
  { name: "exs1024s", bits: 64n, weak: 3n, seed: exs1024Seed, next: exs1024Next, jump: exs1024Jump },
  {
    name: "exs1024",
    bits: 64n,
    weak: 2n,
    max: MASK64,
    seed: exs1024Seed,
    next: exs1024Next,
    jump: exs1024Jump,
  },
  { name: "exro928ss", bits: 58n, weak: 0n, seed: exro928Seed, next: exro928Next, jump: exro928Far },
  { name: "exs64", bits: 64n, weak: 2n, max: MASK64, seed: exs64Seed, next: exs64Next },
  { name: "dummy", bits: 58n, weak: 0n, seed: dummySeed, next: dummyNext },
];

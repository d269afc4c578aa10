// rand-mwc59 — rand's fastest generator: multiply with carry, its whole state one integer that the caller keeps.
import { float, integer, isInteger } from "../terms/float.ts";
import type { Term } from "../terms/term.ts";
import { MASK58, ones, RAND } from "./rand-seeds.ts";

const FACTOR = 0x7fa6502n;
const PRIME = (FACTOR << 32n) - 1n;

/** The state as a bigint, or no clause. */
function stateOf(state: Term, name: string, line: number): bigint {
  if (!isInteger(state) || state < 1 || state >= PRIME) throw RAND.noClause(name, [state], line);
  return BigInt(state);
}

/**
 * The next state. Mirrors rand:mwc59/1.
 *
 * ```eshell
 * 1> rand:mwc59(12345).
 * 1652382817650
 * ```
 */
export function mwc59(state: number): number {
  const x = stateOf(state, "mwc59", 3100);
  return integer(FACTOR * (x & ones(32n)) + (x >> 32n)) as number;
}

/**
 * 32 good bits of a state. Mirrors rand:mwc59_value32/1.
 *
 * ```eshell
 * 1> rand:mwc59_value32(rand:mwc59(12345)).
 * 158183282
 * ```
 */
export function mwc59_value32(state: number): number {
  const x = stateOf(state, "mwc59_value32", 3157) & ones(32n);
  return Number(x ^ ((x << 8n) & ones(32n)));
}

/** Two shifts that hide how the generator works, within so many bits. */
function shifted(x: bigint, bits: bigint): bigint {
  const y = x ^ ((x << 4n) & ones(bits));
  return y ^ ((y << 27n) & ones(bits));
}

/**
 * 59 bits of a state. Mirrors rand:mwc59_value/1.
 *
 * ```eshell
 * 1> rand:mwc59_value(12345678912345).
 * 178428656881495753
 * ```
 */
export function mwc59_value(state: number): number {
  return integer(shifted(stateOf(state, "mwc59_value", 3208), 59n)) as number;
}

/**
 * A float from 0.0 to below 1.0 of a state. Mirrors rand:mwc59_float/1.
 *
 * ```eshell
 * 1> rand:mwc59_float(12345678912345).
 * 0.8095603122778466
 * ```
 */
export function mwc59_float(state: number): number {
  const x = stateOf(state, "mwc59_float", 3233) & ones(53n);
  return float(Number(shifted(x, 53n)) * 2 ** -53) as number;
}

/** Mixes the bits of a number. */
export function hash58(x: bigint): bigint {
  const x0 = x & MASK58;
  const x1 = ((x0 ^ (x0 >> 29n)) * 0x351afd7ed558ccdn) & MASK58;
  const x2 = ((x1 ^ (x1 >> 29n)) * 0x0ceb9fe1a85ec53n) & MASK58;
  return x2 ^ (x2 >> 29n);
}

/** A state from an integer of 58 bits. */
export function mwc59SeedOf(seed: Term): Term {
  if (!isInteger(seed) || seed < 0 || seed > MASK58) throw RAND.noClause("mwc59_seed", [seed], 3281);
  return integer(hash58(BigInt(seed)) + 1n);
}

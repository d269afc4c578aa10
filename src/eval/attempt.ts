// attempt — running a recursive fun on JavaScript's own stack, for as long as that is short.
//
// A named fun that calls nothing but itself and BIFs without effects (Fibonacci, a factorial) costs some 5 ns a call as
// an ordinary function, and 100 ns as frames. So a call is first attempted that way, with a limit on its work and on
// its depth. If it exceeds one, or raises, everything is forgotten, and the same call is made with frames: there it
// can be preempted, may be a million deep, and has the stack that its exception shows. Its inner calls are attempts
// again; the work done in vain is never more than what is done.
import { running } from "../process/running.ts";

/** Calls in one attempt: some tenths of a millisecond. */
const MAX_CALLS = 20_000;
const MAX_DEPTH = 1000;
/** After one that was too deep so many calls are made with frames at once: a deep recursion stays deep. */
const CALLS_AFTER_DEPTH = 100_000;
/** Calls on JavaScript's stack that take the time of one reduction. */
const CALLS_PER_REDUCTION = 16;

const EXCEEDED = Symbol("exceeded");

/** The attempts of one fun expression. */
export class Attempt {
  #left = 0;
  #skip = 0;

  /** Whether to try: not if the slice of the process is used up, for then others have their turn. */
  may(): boolean {
    if (this.#skip > 0) {
      this.#skip--;
      return false;
    }
    const strand = running.strand;
    if (strand === null || strand.process.reductions <= 0) return false;
    this.#left = MAX_CALLS;
    return true;
  }

  /** Called by each call and each turn. */
  turn(depth: number): void {
    if (--this.#left < 0) throw EXCEEDED;
    if (depth > MAX_DEPTH) {
      this.#skip = CALLS_AFTER_DEPTH;
      throw EXCEEDED;
    }
  }

  /** The attempt has ended, with a value or not: its work counts as reductions. */
  ended(): void {
    const strand = running.strand;
    if (strand !== null) strand.process.reductions -= ((MAX_CALLS - this.#left) / CALLS_PER_REDUCTION) | 0;
  }
}

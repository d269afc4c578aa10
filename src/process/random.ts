// random — the system's own random numbers, from its seed: the same seed, the same run.

/** xorshift32 in 53-bit halves: small, seedable, good enough for jitter and choices; `rand` has OTP's algorithms. */
export class Random {
  #state: number;
  constructor(seed: number) {
    this.#state = (seed | 0) === 0 ? 0x9e3779b9 : seed | 0;
  }

  /** The next 32 bits. */
  bits(): number {
    let x = this.#state;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.#state = x;
    return x >>> 0;
  }

  /** A float in [0, 1). */
  float(): number {
    return ((this.bits() >>> 5) * 67108864 + (this.bits() >>> 6)) / 9007199254740992;
  }
}

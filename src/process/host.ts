// host — the port through which time and turns of the event loop come in.

export interface Host {
  /** Milliseconds since some fixed moment, never going back; may be fractional. */
  monotonicMs(): number;
  /** Milliseconds since 1970, as the wall clock says. */
  systemMs(): number;
  /** Calls back in a later turn of the event loop, after pending I/O had its chance. */
  soon(callback: () => void): void;
  /** As soon(), for what can be cut off from outside (System.interrupted); absent where nothing can. */
  readonly interruptibly?: (work: () => void) => void;
  /** Time does not pass by itself: whatever tells the time, or draws lots, goes by the host and the seed. */
  readonly virtual?: true;
  /** Calls back once monotonicMs() has reached `deadlineMs`; the result cancels it. */
  at(deadlineMs: number, callback: () => void): () => void;
}

// virtual-host — a clock that only moves when told: what tests and scripted sessions run on.
//
// Invariant: callbacks run in the order of their deadlines, and of their making where these are equal.
import type { Host } from "./host.ts";

interface Alarm {
  readonly deadlineMs: number;
  readonly order: number;
  readonly callback: () => void;
}

/** A host whose time stands still between calls of {@link VirtualHost.advance}. */
export class VirtualHost implements Host {
  readonly virtual = true;
  #nowMs = 0;
  #order = 0;
  readonly #startMs: number;
  #turns: (() => void)[] = [];
  readonly #alarms = new Set<Alarm>();

  /** `startMs` is what the wall clock says at the beginning, in milliseconds since 1970. */
  constructor(startMs = Date.UTC(2026, 0, 1)) {
    this.#startMs = startMs;
  }

  monotonicMs(): number {
    return this.#nowMs;
  }

  systemMs(): number {
    return this.#startMs + this.#nowMs;
  }

  soon(callback: () => void): void {
    this.#turns.push(callback);
  }

  at(deadlineMs: number, callback: () => void): () => void {
    const alarm = { deadlineMs, order: this.#order++, callback };
    this.#alarms.add(alarm);
    return () => this.#alarms.delete(alarm);
  }

  /** Runs what is ready, without letting time pass, and returns how many turns that took. */
  run(maxTurns = Number.POSITIVE_INFINITY): number {
    let turns = 0;
    while (this.#turns.length > 0 && turns < maxTurns) {
      const batch = this.#turns;
      this.#turns = [];
      for (const callback of batch) callback();
      turns++;
    }
    return turns;
  }

  /** Milliseconds until the next deadline; undefined if there is none. */
  get nextMs(): number | undefined {
    const next = this.#next(Number.POSITIVE_INFINITY);
    return next && Math.max(0, next.deadlineMs - this.#nowMs);
  }

  /** Drops whatever waits. */
  stop(): void {
    this.#turns = [];
    this.#alarms.clear();
  }

  /** Whether something waits for its turn. */
  get busy(): boolean {
    return this.#turns.length > 0;
  }

  /** Lets `ms` milliseconds pass, stopping at every deadline on the way, for so many turns at most. */
  advance(ms: number, maxTurns = Number.POSITIVE_INFINITY): void {
    const end = this.#nowMs + ms;
    this.run(maxTurns);
    for (;;) {
      const next = this.#next(end);
      if (next === undefined) break;
      this.#alarms.delete(next);
      this.#nowMs = Math.max(this.#nowMs, next.deadlineMs);
      next.callback();
      this.run(maxTurns);
    }
    this.#nowMs = end;
  }

  #next(endMs: number): Alarm | undefined {
    let first: Alarm | undefined;
    for (const alarm of this.#alarms) {
      if (alarm.deadlineMs > endMs) continue;
      if (first === undefined || alarm.deadlineMs < first.deadlineMs || isEarlier(alarm, first))
        first = alarm;
    }
    return first;
  }
}

function isEarlier(a: Alarm, b: Alarm): boolean {
  return a.deadlineMs === b.deadlineMs && a.order < b.order;
}

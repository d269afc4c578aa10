// system-state — what OTP modules keep for a whole system: tables, timers, settings. Two systems in one program share
// nothing, and what a system kept goes with it.
import { running } from "../process/running.ts";
import type { System } from "../process/system.ts";

const states = new WeakMap<System, Map<object, unknown>>();

/** A kind of state: made for each system when first asked for. */
export class SystemState<T> {
  readonly #make: () => T;
  constructor(make: () => T) {
    this.#make = make;
  }

  /** The state of that system, of the running one if none is given. */
  of(system: System = runningSystem()): T {
    let all = states.get(system);
    if (all === undefined) {
      all = new Map();
      states.set(system, all);
    }
    if (!all.has(this)) all.set(this, this.#make());
    return all.get(this) as T;
  }
}

/** The system that is running. */
export function runningSystem(): System {
  if (running.system === null) throw new Error("no Erlang system is running");
  return running.system;
}

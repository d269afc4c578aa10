// clocks — what module code finds as Date, performance.now and Math.random: JavaScript's own, but where time is virtual, the
// system's time, and numbers from its seed, so that a session in a test does the same each time. Packages have JavaScript's.
import type { System } from "../process/system.ts";

export interface Clocks {
  readonly Date: DateConstructor;
  now(): number;
  random(): number;
}

const REAL: Clocks = { Date, now: () => performance.now(), random: Math.random };

/** The clocks of a system's modules. */
export function clocksOf({ host, random }: System): Clocks {
  if (!host.virtual) return REAL;
  return {
    Date: dateOf(() => Math.floor(host.systemMs())),
    now: () => host.monotonicMs(),
    random: () => random.float(),
  };
}

/** Date, with another present. What it makes are dates like any other. */
function dateOf(presentMs: () => number): DateConstructor {
  const virtual: DateConstructor = new Proxy(Date, {
    apply: () => new Date(presentMs()).toString(),
    construct: (target, args, made) =>
      Reflect.construct(target, args.length > 0 ? args : [presentMs()], made === virtual ? target : made),
    get: (target, name) => (name === "now" ? presentMs : Reflect.get(target, name)),
  });
  return virtual;
}

// owned — timers of module code belong to the process that started them, and end with it.
import type { VersionRef } from "./frame.ts";
import { noteVisit } from "./lingering.ts";
import type { Process } from "./process.ts";

/** A pending setTimeout, setInterval or setImmediate of module code. */
export interface OwnedTimer {
  /** The version of the module that started it: as long as it is pending it counts as a frame of that version. */
  readonly version: VersionRef | null;
  /** Whether the process lives on for it, as Node does for a timer that is not `unref`ed. */
  readonly keepsAlive: boolean;
  cancel(): void;
}

/** The process owns the timer from now on. */
export function addOwned(process: Process, timer: OwnedTimer): void {
  process.timers ??= new Set();
  process.timers.add(timer);
  if (timer.version !== null) noteVisit(process, timer.version);
}

/** The timer has fired for the last time or was cancelled; the process may end now if nothing else is left. */
export function removeOwned(process: Process, timer: OwnedTimer): void {
  if (process.timers === null || !process.timers.delete(timer)) return;
  if (process.timers.size === 0) process.timers = null;
  process.system.endIfIdle(process);
}

/** Whether a timer keeps the process alive although its code has ended. */
export function isKeptAlive(process: Process): boolean {
  if (process.timers === null) return false;
  for (const timer of process.timers) if (timer.keepsAlive) return true;
  return false;
}

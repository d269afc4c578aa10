// suspended — processes that others have told to stand still: erlang:suspend_process/1,2 and resume_process/1.
//
// A suspended process takes signals, but its strands are parked where they would be queued. It goes on once each that
// suspended it has resumed it as often, or has ended.
import type { Process } from "./process.ts";

/** Suspends a process once more on behalf of `owner`. */
export function suspendProcess(owner: Process, target: Process): void {
  let suspension = target.suspension;
  if (suspension === null) {
    suspension = { by: new Map(), parked: [] };
    for (const strand of target.strands()) {
      if (!strand.queued) continue;
      target.system.dequeue(strand);
      suspension.parked.push(strand);
    }
    target.suspension = suspension;
  }
  const times = suspension.by.get(owner);
  if (times === undefined) {
    owner.onExit ??= [];
    owner.onExit.push(() => release(owner, target));
  }
  suspension.by.set(owner, (times ?? 0) + 1);
}

/** How often `owner` has suspended the process and not resumed it. */
export function timesSuspended(owner: Process, target: Process): number {
  return target.suspension?.by.get(owner) ?? 0;
}

/** Takes back one suspension; false if there was none. */
export function resumeProcess(owner: Process, target: Process): boolean {
  const times = timesSuspended(owner, target);
  if (times > 1) target.suspension?.by.set(owner, times - 1);
  else if (times === 1) release(owner, target);
  return times > 0;
}

function release(owner: Process, target: Process): void {
  const { suspension } = target;
  if (suspension === null || !suspension.by.delete(owner) || suspension.by.size > 0) return;
  target.suspension = null;
  for (const strand of suspension.parked) {
    strand.queued = false;
    target.system.enqueue(strand);
  }
}

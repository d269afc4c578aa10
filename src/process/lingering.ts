// lingering — who has a frame of a version on its stack, found from the version.
//
// A process that waits with one frame is a *resident* of that frame's version: a linked list through the records, so
// that the usual loop costs two comparisons a message. Deeper stacks make it a *visitor* of each version below. Both
// lists may name a process that has moved on; its stack decides when a version is purged. So a load never walks over
// all processes, only over those that were seen in the version.
import type { Frame, VersionRef } from "./frame.ts";
import type { Process } from "./process.ts";
import { running } from "./running.ts";

/** Called whenever a strand is suspended with `frame` as its innermost: notes the versions on its stack. */
export function noteSuspended(process: Process, innermost: Frame | null): void {
  let frame = innermost;
  if (frame !== null && frame.generator === null) frame = frame.caller;
  if (frame === null) return;
  const version = frame.info === null ? null : frame.info.version;
  if (frame.caller === null && process.others === null && process.timers === null) {
    if (version !== process.home) settleIn(process, version);
    return;
  }
  for (; frame !== null && !frame.noted; frame = frame.caller) {
    frame.noted = true;
    const held = frame.info === null ? null : frame.info.version;
    if (held !== null && held !== process.home) noteVisit(process, held);
  }
}

/** The process's whole stack is one frame of `version`. */
export function settleIn(process: Process, version: VersionRef | null): void {
  leaveVersions(process);
  process.home = version;
  if (version === null) return;
  const first = version.residents;
  process.homeNext = first;
  if (first !== null) first.homePrevious = process;
  version.residents = process;
}

/** The process may have a frame (or a timer) of `version` beside others. */
export function noteVisit(process: Process, version: VersionRef): void {
  if (version.visitors.has(process)) return;
  version.visitors.add(process);
  process.visited ??= [];
  process.visited.push(version);
}

/** Takes the process out of all versions' lists. */
export function leaveVersions(process: Process): void {
  const home = process.home;
  if (home !== null) {
    if (process.homePrevious === null) home.residents = process.homeNext;
    else process.homePrevious.homeNext = process.homeNext;
    if (process.homeNext !== null) process.homeNext.homePrevious = process.homePrevious;
    process.home = null;
    process.homePrevious = null;
    process.homeNext = null;
  }
  if (process.visited !== null) {
    for (const version of process.visited) version.visitors.delete(process);
    process.visited = null;
  }
}

/** The processes that linger in a version: those that have a frame, or a pending timer, of it. */
export function lingeringIn(version: VersionRef): Process[] {
  const found: Process[] = [];
  for (let process = version.residents; process !== null; process = process.homeNext) {
    if (lingersIn(process, version)) found.push(process);
  }
  for (const process of version.visitors) if (lingersIn(process, version)) found.push(process);
  const current = running.strand?.process;
  if (current !== undefined && !found.includes(current) && lingersIn(current, version)) found.push(current);
  return found;
}

/** Whether the process has a frame, or a pending timer, of the version. */
export function lingersIn(process: Process, version: VersionRef): boolean {
  for (const strand of process.strands()) {
    for (let frame = strand.top; frame !== null; frame = frame.caller) {
      if (frame.info !== null && frame.info.version === version) return true;
    }
  }
  if (process.timers !== null) for (const timer of process.timers) if (timer.version === version) return true;
  return false;
}

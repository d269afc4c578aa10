// lingering-places — who lingers in a version, and where: what the notes on a load tell, and versions/1.
import type { Frame, VersionRef } from "../process/frame.ts";
import { lingeringIn } from "../process/lingering.ts";
import type { Process } from "../process/process.ts";

/** A process that has a frame, or only a timer, of a version. */
export interface Lingering {
  readonly process: Process;
  /** The innermost function of the version on its stack; undefined if it has but a timer. */
  readonly place: Place | undefined;
}

export interface Place {
  readonly name: symbol;
  readonly arity: number;
  /** The line that it has reached; 0 if that is not known. */
  readonly line: number;
}

/** The processes that linger in a version, as they are now. */
export function lingeringPlaces(version: VersionRef): Lingering[] {
  return lingeringIn(version).map((process) => ({ process, place: placeIn(process, version) }));
}

function placeIn(process: Process, version: VersionRef): Place | undefined {
  for (const strand of process.strands()) {
    for (let frame: Frame | null = strand.top; frame !== null; frame = frame.caller) {
      const { info } = frame;
      if (info === null || info.version !== version) continue;
      return { name: info.name, arity: info.arity, line: frame.at };
    }
  }
  return undefined;
}

// running — which process is running now: the only mutable state of this program that belongs to no object.
//
// One JavaScript thread runs one process at a time, so one record suffices, also with several systems in a program.
import type { Frame } from "./frame.ts";
import type { Strand } from "./strand.ts";
import type { System } from "./system.ts";

export const running: {
  /** The strand that is being run; null while no process runs (a callback of Node's, the outside). */
  strand: Strand | null;
  /** The system of the strand, or the one that was started last: what code outside any process belongs to. */
  system: System | null;
  /** Frames made but neither awaited, returned nor started yet: the newest, linked by `next`. */
  fresh: Frame | null;
  /**
   * The line (or call site) that the running function has reached. It is written before a call, and kept by the
   * frame when another is pushed above it.
   */
  at: number;
  /** Calls of the runtime's own loops that were no frames; so many of them are a reduction. */
  calls: number;
  /** Calls of plain functions of modules, one within the other, that the runtime has made and that go on. */
  plain: number;
} = { strand: null, system: null, fresh: null, at: 0, calls: 0, plain: 0 };

// options — what a session for tests is made of, and what it shows of itself: the shapes that its users see.
import type { Disk } from "../code/disk.ts";
import type { Host } from "../process/host.ts";
import type { Files } from "../stdlib/files-port.ts";
import type { OperatingSystem } from "../stdlib/ports.ts";
import type { Pid } from "../terms/pid.ts";
import type { Compilers } from "./compilers.ts";

export interface TestOptions {
  /**
   * The modules: a folder, `modules` unless told otherwise, or the files themselves: `{ "m.ts": "export …" }`. What the
   * session edits it keeps to itself; files on the disk are only read.
   */
  readonly modules?: string | Readonly<Record<string, string>>;
  /** `virtual`, the default: time passes when the test says so. `real`: it passes by itself. */
  readonly clock?: "virtual" | "real";
  /** What the wall clock says at the start, if it is virtual: the first of January 2026 by default. */
  readonly now?: Date;
  /** What random numbers depend on: 1 by default. */
  readonly seed?: number;
  /** Keys are typed at an emulated terminal, of 80 columns and 24 rows by default. */
  readonly terminal?: boolean | { readonly columns?: number; readonly rows?: number };
  /** Prints the notes that a terminal shows: what a load did to live processes. */
  readonly notes?: boolean;
  /** How long to wait for an answer, in milliseconds of the session's clock: a minute by default, of real time five seconds. */
  readonly patience?: number;
}

/** What sessions are made of. */
export interface TestPorts {
  readonly disk: Disk;
  readonly host: Host;
  /** The same, for what does not keep the program going; the host itself unless there is one. */
  readonly background?: Host;
  readonly files: Files;
  readonly os: OperatingSystem;
  readonly documentation: () => Iterable<string>;
  readonly compilers: Compilers;
}

/** What a load did. */
export interface LoadView {
  readonly version: number;
  /** Who lingered in the version that was purged. */
  readonly killed: readonly Pid[];
}

/** What the emulated terminal shows. */
export interface ScreenView {
  /** All rows, those that have scrolled off first, without blanks at their ends. */
  readonly text: string;
  /** Row and column of the cursor, from 0. */
  readonly cursor: readonly [row: number, column: number];
  /** How often the bell rang. */
  readonly bells: number;
  readonly columns: number;
  readonly rows: number;
}

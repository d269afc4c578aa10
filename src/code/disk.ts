// disk — the port through which module files come in, and the rule that what is read must be settled.
//
// An editor may be half-way through a save when a file is loaded. A file that changed within the last moments is
// therefore looked at twice: only if its size and time are the same a few milliseconds later is the text used, else
// it is read again. A file that was left alone for longer is read without any waiting, which is the usual case.

export interface FileStat {
  readonly kind: "file" | "folder" | "other";
  readonly size: number;
  readonly mtimeMs: number;
}

export interface DirectoryEntry {
  readonly name: string;
  readonly kind: "file" | "folder" | "link" | "other";
}

/** What the code server needs of a file system; main.ts plugs in the real one, tests one in memory. */
export interface Disk {
  /** The entries of a folder in any order, or undefined if it cannot be read. */
  list(folder: string): readonly DirectoryEntry[] | undefined;
  /** The bytes of a file as UTF-8 text, or undefined if it cannot be read. */
  read(path: string): string | undefined;
  /** Follows links; undefined if there is nothing. */
  stat(path: string): FileStat | undefined;
  /** The path without links, or undefined if there is nothing. */
  realPath(path: string): string | undefined;
  /** The clock that modification times are taken from. */
  nowMs(): number;
  wait(ms: number): Promise<void>;
  /** The same for loads that happen in the middle of a plain function, which cannot wait otherwise. */
  waitNow(ms: number): void;
}

/** A file that has not changed for so long is not being written. */
const QUIET_MS = 50;
const LOOK_AGAIN_MS = 8;
/** A file that changes at every look is given up after this many looks, some two seconds. */
const LOOKS = 250;

export type Read = { readonly text: string } | { readonly error: "enoent" | "unsettled" };

/** The text of a file once it is settled. */
export async function readSettled(disk: Disk, path: string): Promise<Read> {
  const looks = look(disk, path);
  for (;;) {
    const step = looks.next();
    if (step.done) return step.value;
    await disk.wait(step.value);
  }
}

/** The text of a file once it is settled; waits without giving way to anything else. */
export function readSettledNow(disk: Disk, path: string): Read {
  const looks = look(disk, path);
  for (;;) {
    const step = looks.next();
    if (step.done) return step.value;
    disk.waitNow(step.value);
  }
}

/** Yields how long to wait before the next look. */
function* look(disk: Disk, path: string): Generator<number, Read> {
  let before = disk.stat(path);
  for (let looks = 0; looks < LOOKS; looks++) {
    if (before === undefined || before.kind !== "file") return { error: "enoent" };
    const text = disk.read(path);
    const ageMs = disk.nowMs() - before.mtimeMs;
    // A time in the future says nothing about when the file was written.
    if (ageMs < QUIET_MS) yield LOOK_AGAIN_MS;
    const after = disk.stat(path);
    if (text !== undefined && after !== undefined && isSame(before, after)) return { text };
    if (after === undefined) {
      // Editors that save by renaming leave a moment without a file.
      yield LOOK_AGAIN_MS;
      before = disk.stat(path);
    } else {
      before = after;
    }
  }
  return { error: "unsettled" };
}

function isSame(a: FileStat, b: FileStat): boolean {
  return a.kind === b.kind && a.size === b.size && a.mtimeMs === b.mtimeMs;
}

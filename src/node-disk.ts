// node-disk — the real disk, as the code server sees it.
import { readdirSync, readFileSync, realpathSync, type Stats, statSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { DirectoryEntry, Disk, FileStat } from "./code/disk.ts";

/** What Node answers where a path cannot be read is an error; here it is nothing. */
function orNothing<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return undefined;
  }
}

export const nodeDisk: Disk = {
  list(folder): readonly DirectoryEntry[] | undefined {
    const entries = orNothing(() => readdirSync(folder, { withFileTypes: true }));
    return entries?.map((entry) => ({ name: entry.name, kind: kindOf(entry) }));
  },
  read: (path) => orNothing(() => readFileSync(path, "utf8")),
  stat(path): FileStat | undefined {
    const stat: Stats | undefined = orNothing(() => statSync(path, { throwIfNoEntry: false }));
    if (stat === undefined) return undefined;
    const kind = stat.isFile() ? "file" : stat.isDirectory() ? "folder" : "other";
    return { kind, size: stat.size, mtimeMs: stat.mtimeMs };
  },
  realPath: (path) => orNothing(() => realpathSync.native(path)),
  nowMs: () => Date.now(),
  wait: (ms) => sleep(ms),
  waitNow(ms) {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
  },
};

function kindOf(entry: { isFile(): boolean; isDirectory(): boolean; isSymbolicLink(): boolean }) {
  if (entry.isFile()) return "file";
  if (entry.isDirectory()) return "folder";
  return entry.isSymbolicLink() ? "link" : "other";
}

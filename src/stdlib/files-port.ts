// files-port — the disk as module file needs it. main.ts plugs in the real one; without one there are no files.
//
// What fails throws an error with a `code`, as Node's do: `ENOENT`, `EEXIST` …
import { SystemState } from "./system-state.ts";

export interface FileInfo {
  readonly size: number;
  readonly kind: "regular" | "directory" | "symlink" | "device" | "other";
  readonly mode: number;
  readonly links: number;
  readonly device: number;
  readonly inode: number;
  readonly uid: number;
  readonly gid: number;
  readonly atimeMs: number;
  readonly mtimeMs: number;
  readonly ctimeMs: number;
  readonly readable: boolean;
  readonly writable: boolean;
}

/** How a file is opened: Node's flags. */
export type OpenFlags = "r" | "r+" | "w" | "w+" | "a" | "a+" | "wx" | "wx+";

export interface Files {
  cwd(): string;
  setCwd(path: string): void;
  readFile(path: string): Uint8Array;
  writeFile(path: string, bytes: Uint8Array, flags: "w" | "a" | "wx"): void;
  open(path: string, flags: OpenFlags): number;
  /** Reads from a position, or from where the file stands. */
  read(fd: number, length: number, position: number): Uint8Array;
  /** Writes at a position; null: at the end, of a file opened to append. */
  write(fd: number, bytes: Uint8Array, position: number | null): void;
  truncate(fd: number, length: number): void;
  size(fd: number): number;
  close(fd: number): void;
  remove(path: string): void;
  rename(from: string, to: string): void;
  copy(from: string, to: string): void;
  makeDir(path: string): void;
  removeDir(path: string): void;
  removeTree(path: string): void;
  list(path: string): string[];
  info(path: string, followLinks: boolean): FileInfo;
  readLink(path: string): string;
  makeLink(existing: string, path: string): void;
  makeSymlink(existing: string, path: string): void;
  /** Sets permissions, owner and group (-1: as they are), times in milliseconds. */
  setMode(path: string, mode: number): void;
  setOwner(path: string, user: number, group: number): void;
  setTimes(path: string, accessMs: number, changeMs: number): void;
}

function none(): never {
  throw Object.assign(new Error("no disk"), { code: "ENOENT" });
}

const NO_FILES: Files = {
  cwd: () => "/",
  setCwd: none,
  readFile: none,
  writeFile: none,
  open: none,
  read: none,
  write: none,
  truncate: none,
  size: none,
  close: none,
  remove: none,
  rename: none,
  copy: none,
  makeDir: none,
  removeDir: none,
  removeTree: none,
  list: none,
  info: none,
  readLink: none,
  makeLink: none,
  makeSymlink: none,
  setMode: none,
  setOwner: none,
  setTimes: none,
};

/** The disk of each system: `files.of(system).disk = …`. */
export const files: SystemState<{ disk: Files }> = new SystemState(() => ({ disk: NO_FILES }));

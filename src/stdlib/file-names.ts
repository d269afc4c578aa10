// file-names — functions of module file on names: removing, renaming, folders, links, and what is known of a file.

import { fromArray } from "../terms/list.ts";
import { isError } from "../terms/realm.ts";
import type { Term } from "../terms/term.ts";
import { tuple, tuple2 } from "../terms/tuple.ts";
import { localDateTime } from "./erlang-time.ts";
import { nameText } from "./filename.ts";
import { type FileInfo, type Files, files } from "./files-port.ts";

const OK = Symbol.for("ok");
const ERROR = Symbol.for("error");
const sym = (name: string): symbol => Symbol.for(name);
/** `{error,Why}`. */
export const failure = (why: string): Term => tuple2(ERROR, sym(why));
const BADARG = failure("badarg");
const EINVAL = failure("einval");

/** Does it; what the disk throws is an answer. */
export function attempt(work: () => Term): Term {
  try {
    return work();
  } catch (thrown) {
    if (isError(thrown) && "code" in thrown && typeof thrown.code === "string") {
      return failure(thrown.code.toLowerCase());
    }
    throw thrown;
  }
}

/** A function of file names: badarg if one is none. */
export const onNames =
  (count: number, work: (...paths: string[]) => Term) =>
  (...args: Term[]): Term => {
    const paths = args.slice(0, count).map(nameText);
    if (paths.some((path) => path === undefined || path.includes("\0"))) return BADARG;
    return attempt(() => work(...(paths as string[])));
  };

const done =
  (work: (...paths: string[]) => void) =>
  (...paths: string[]): Term => {
    work(...paths);
    return OK;
  };

/** The disk of this system. */
export const disk = (): Files => files.of().disk;

/** The record `#file_info{}`. */
function infoTerm(info: FileInfo): Term {
  const access = info.readable ? (info.writable ? "read_write" : "read") : info.writable ? "write" : "none";
  const times = [info.atimeMs, info.mtimeMs, info.ctimeMs].map((ms) => localDateTime(ms));
  return tuple(
    sym("file_info"),
    info.size,
    sym(info.kind),
    sym(access),
    ...times,
    info.mode,
    info.links,
    info.device,
    0,
    info.inode,
    info.uid,
    info.gid,
  );
}

const info = (follow: boolean) => onNames(1, (path) => tuple2(OK, infoTerm(disk().info(path, follow))));

/** The part of the export table of module file that is here. */
export const nameFunctions = {
  /** The current folder: `{ok, Dir}`. Mirrors file:get_cwd/0,1. */
  get_cwd: [
    (..._drive: Term[]): Term => (_drive.length === 0 ? tuple2(OK, disk().cwd()) : EINVAL),
    0,
    1,
  ] as const,
  /** Sets the current folder. Mirrors file:set_cwd/1. */
  set_cwd: [
    onNames(
      1,
      done((path) => disk().setCwd(path)),
    ),
    1,
  ] as const,
  /**
   * Removes a file. Mirrors file:delete/1,2.
   *
   * ```eshell
   * 1> file:delete("/nosuch/file").
   * {error,enoent}
   * ```
   */
  delete: [
    onNames(
      1,
      done((path) => disk().remove(path)),
    ),
    1,
    2,
  ] as const,
  /** Renames a file or folder. Mirrors file:rename/2. */
  rename: [
    onNames(
      2,
      done((from, to) => disk().rename(from, to)),
    ),
    2,
  ] as const,
  /** Makes a folder. Mirrors file:make_dir/1. */
  make_dir: [
    onNames(
      1,
      done((path) => disk().makeDir(path)),
    ),
    1,
  ] as const,
  /** Removes an empty folder. Mirrors file:del_dir/1. */
  del_dir: [
    onNames(
      1,
      done((path) => disk().removeDir(path)),
    ),
    1,
  ] as const,
  /** Removes a folder with all that is in it. Mirrors file:del_dir_r/1. */
  del_dir_r: [
    onNames(
      1,
      done((path) => disk().removeTree(path)),
    ),
    1,
  ] as const,
  /**
   * The names in a folder: `{ok, Names}`. Mirrors file:list_dir/1.
   *
   * ```eshell
   * 1> file:list_dir("/nosuch").
   * {error,enoent}
   * ```
   */
  list_dir: [onNames(1, (path) => tuple2(OK, fromArray(disk().list(path)))), 1] as const,
  list_dir_all: [onNames(1, (path) => tuple2(OK, fromArray(disk().list(path)))), 1] as const,
  /**
   * What is known of a file: `{ok, #file_info{}}`. Mirrors file:read_file_info/1,2.
   *
   * ```eshell
   * 1> file:read_file_info("/nosuch/file").
   * {error,enoent}
   * ```
   */
  read_file_info: [info(true), 1, 2] as const,
  read_link_info: [info(false), 1, 2] as const,
  /** What a link points to. Mirrors file:read_link/1. */
  read_link: [onNames(1, (path) => tuple2(OK, disk().readLink(path))), 1] as const,
  read_link_all: [onNames(1, (path) => tuple2(OK, disk().readLink(path))), 1] as const,
  /** Makes a hard link. Mirrors file:make_link/2. */
  make_link: [
    onNames(
      2,
      done((old, made) => disk().makeLink(old, made)),
    ),
    2,
  ] as const,
  /** Makes a symbolic link. Mirrors file:make_symlink/2. */
  make_symlink: [
    onNames(
      2,
      done((old, made) => disk().makeSymlink(old, made)),
    ),
    2,
  ] as const,
};

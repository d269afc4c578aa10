// surroundings — what the operating system keeps for a whole program, kept for each session: the current folder and the
// environment. The files themselves are the real ones.
import { posix } from "node:path";
import type { Files } from "../stdlib/files-port.ts";
import type { OperatingSystem } from "../stdlib/ports.ts";

/** The files with a current folder of the session's own, at first that of the program. */
export function ownFolder(files: Files): Files {
  let folder = files.cwd();
  const at = (path: string): string => posix.resolve(folder, path);
  return {
    ...files,
    cwd: () => folder,
    setCwd(path) {
      if (files.info(at(path), true).kind !== "directory") {
        throw Object.assign(new Error("not a directory"), { code: "ENOTDIR" });
      }
      folder = at(path);
    },
    readFile: (path) => files.readFile(at(path)),
    writeFile: (path, bytes, flags) => files.writeFile(at(path), bytes, flags),
    open: (path, flags) => files.open(at(path), flags),
    remove: (path) => files.remove(at(path)),
    rename: (from, to) => files.rename(at(from), at(to)),
    copy: (from, to) => files.copy(at(from), at(to)),
    makeDir: (path) => files.makeDir(at(path)),
    removeDir: (path) => files.removeDir(at(path)),
    removeTree: (path) => files.removeTree(at(path)),
    list: (path) => files.list(at(path)),
    info: (path, followLinks) => files.info(at(path), followLinks),
    readLink: (path) => files.readLink(at(path)),
    makeLink: (existing, path) => files.makeLink(at(existing), at(path)),
    // What a symbolic link says is relative to itself.
    makeSymlink: (existing, path) => files.makeSymlink(existing, at(path)),
    setMode: (path, mode) => files.setMode(at(path), mode),
    setOwner: (path, user, group) => files.setOwner(at(path), user, group),
    setTimes: (path, accessMs, changeMs) => files.setTimes(at(path), accessMs, changeMs),
  };
}

/** The operating system with an environment of the session's own, at first that of the program. */
export function ownEnvironment(os: OperatingSystem): OperatingSystem {
  const own = new Map<string, string | undefined>();
  return {
    ...os,
    getenv: (name) => (own.has(name) ? own.get(name) : os.getenv(name)),
    environment() {
      const inherited = os.environment().filter((pair) => !own.has(pair.slice(0, pair.indexOf("="))));
      return [
        ...inherited,
        ...[...own].flatMap(([name, value]) => (value === undefined ? [] : `${name}=${value}`)),
      ];
    },
    setenv: (name, value) => void own.set(name, value),
  };
}

// node-files — the real disk, as module file and its kin use it.

import * as fs from "node:fs";
import { chdir, cwd } from "node:process";
import type { FileInfo, Files } from "./stdlib/files-port.ts";
import { isError } from "./terms/realm.ts";

function kindOf(stat: fs.Stats): FileInfo["kind"] {
  if (stat.isFile()) return "regular";
  if (stat.isDirectory()) return "directory";
  if (stat.isSymbolicLink()) return "symlink";
  return stat.isCharacterDevice() || stat.isBlockDevice() ? "device" : "other";
}

function may(path: string, mode: number): boolean {
  try {
    fs.accessSync(path, mode);
    return true;
  } catch (error) {
    if (isError(error) && "code" in error) return false;
    throw error;
  }
}

export const nodeFiles: Files = {
  cwd,
  setCwd: chdir,
  readFile: (path) => new Uint8Array(fs.readFileSync(path)),
  writeFile: (path, bytes, flag) => fs.writeFileSync(path, bytes, { flag }),
  open: (path, flags) => fs.openSync(path, flags),
  read(fd, length, position) {
    const bytes = new Uint8Array(length);
    return bytes.subarray(0, fs.readSync(fd, bytes, 0, length, position));
  },
  write: (fd, bytes, position) => void fs.writeSync(fd, bytes, 0, bytes.length, position),
  truncate: (fd, length) => fs.ftruncateSync(fd, length),
  size: (fd) => fs.fstatSync(fd).size,
  close: (fd) => fs.closeSync(fd),
  remove: (path) => fs.unlinkSync(path),
  rename: (from, to) => fs.renameSync(from, to),
  copy: (from, to) => fs.copyFileSync(from, to),
  makeDir: (path) => void fs.mkdirSync(path),
  removeDir(path) {
    try {
      fs.rmdirSync(path);
    } catch (error) {
      // OTP's name for it.
      if (isError(error) && "code" in error && error.code === "ENOTEMPTY") error.code = "EEXIST";
      throw error;
    }
  },
  removeTree: (path) => fs.rmSync(path, { recursive: true }),
  list: (path) => fs.readdirSync(path),
  info(path, followLinks) {
    const stat = followLinks ? fs.statSync(path) : fs.lstatSync(path);
    return {
      size: stat.size,
      kind: kindOf(stat),
      mode: stat.mode,
      links: stat.nlink,
      device: stat.dev,
      inode: stat.ino,
      uid: stat.uid,
      gid: stat.gid,
      atimeMs: stat.atimeMs,
      mtimeMs: stat.mtimeMs,
      ctimeMs: stat.ctimeMs,
      readable: may(path, fs.constants.R_OK),
      writable: may(path, fs.constants.W_OK),
    };
  },
  readLink: (path) => fs.readlinkSync(path),
  makeLink: (existing, path) => fs.linkSync(existing, path),
  makeSymlink: (existing, path) => fs.symlinkSync(existing, path),
  setMode: (path, mode) => fs.chmodSync(path, mode),
  setOwner(path, user, group) {
    const { uid, gid } = fs.statSync(path);
    fs.chownSync(path, user < 0 ? uid : user, group < 0 ? gid : group);
  },
  setTimes: (path, accessMs, changeMs) => fs.utimesSync(path, accessMs / 1000, changeMs / 1000),
};

// file — files and folders, through a port to the disk.
//
// Every function answers `{error,Why}` in the operating system's words where OTP does. Differs from OTP: there is no
// file server, so nothing waits; raw files are as others.

import { applyMfa } from "../process/apply.ts";
import { exceptionOf, stacktrace } from "../process/failure.ts";
import { Frame, proc } from "../process/frame.ts";
import { formatParseError, formatScanError } from "../syntax/format-error.ts";
import { atomName, isAtom } from "../terms/atom.ts";
import { isInteger } from "../terms/float.ts";
import { fromArray, NIL, toArray } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple, tuple2, tuple3 } from "../terms/tuple.ts";
import { parse_exprs, parse_term } from "./erl_parse.ts";
import { tokens } from "./erl_scan.ts";
import { localDateTime } from "./erlang-time.ts";
import { close, type OpenMode, open, openFile } from "./file-device.ts";
import { nameText } from "./filename.ts";
import { type FileInfo, files, type OpenFlags } from "./files-port.ts";
import { bytesOf, latin1Text, utf8Text } from "./iodata.ts";
import { POSIX_MESSAGES } from "./posix-messages.ts";
import { otpModule } from "./table.ts";

const FILE = Symbol.for("file");
const OK = Symbol.for("ok");
const ERROR = Symbol.for("error");
const EOF = Symbol.for("eof");
const sym = (name: string): symbol => Symbol.for(name);
const failure = (why: string): Term => tuple2(ERROR, sym(why));
const BADARG = failure("badarg");
const EINVAL = failure("einval");
const TERMINATED = failure("terminated");

/** Does it; what the disk throws is an answer. */
function attempt(work: () => Term): Term {
  try {
    return work();
  } catch (thrown) {
    if (thrown instanceof Error && "code" in thrown && typeof thrown.code === "string") {
      return failure(thrown.code.toLowerCase());
    }
    throw thrown;
  }
}

/** A function of file names: badarg if one is none. */
const onNames =
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

const disk = () => files.of().disk;

/** `{ok,Modes}` as the disk wants them; undefined if a mode is none. */
function parseModes(modes: Term): OpenMode | undefined {
  const list = isAtom(modes) ? [modes] : toArray(modes);
  if (list === undefined) return undefined;
  const words = new Set<string>();
  let unicode = false;
  for (const mode of list) {
    if (isTuple(mode) && mode.length >= 2) {
      if (mode[0] === sym("encoding")) unicode = mode[1] === sym("utf8") || mode[1] === sym("unicode");
      else if (!["read_ahead", "delayed_write"].includes(isAtom(mode[0]) ? atomName(mode[0]) : ""))
        return undefined;
    } else if (isAtom(mode)) words.add(atomName(mode));
    else return undefined;
  }
  return { flags: flagsOf(words), binary: words.has("binary"), unicode, append: words.has("append") };
}

function flagsOf(words: ReadonlySet<string>): OpenFlags {
  const reads = words.has("read");
  if (words.has("exclusive")) return reads ? "wx+" : "wx";
  if (words.has("append")) return reads ? "a+" : "a";
  if (!words.has("write")) return "r";
  return reads ? "r+" : "w";
}

function openNamed(name: Term, modes: Term): Term {
  const path = nameText(name);
  const mode = parseModes(modes);
  if (path === undefined || mode === undefined) return failure(path === undefined ? "badarg" : "einval");
  return attempt(() => {
    const wanted = mode.flags === "r+" ? existing(path) : mode.flags;
    return tuple2(OK, open(path, { ...mode, flags: wanted }));
  });
}

/** Reading and writing makes a file that is not there. */
function existing(path: string): OpenFlags {
  try {
    disk().info(path, true);
    return "r+";
  } catch (thrown) {
    if (thrown instanceof Error && "code" in thrown && thrown.code === "ENOENT") return "w+";
    throw thrown;
  }
}

function read_file(name: Term, ..._options: Term[]): Term {
  return onNames(1, (path) => tuple2(OK, disk().readFile(path)))(name);
}

function write_file(name: Term, data: Term, ...modes: Term[]): Term {
  const bytes = bytesOf(data);
  const path = nameText(name);
  const list = modes.length === 0 ? [] : toArray(modes[0]);
  if (bytes === undefined || path === undefined || list === undefined) return BADARG;
  const flags = list.includes(sym("append")) ? "a" : list.includes(sym("exclusive")) ? "wx" : "w";
  return attempt(() => {
    disk().writeFile(path, bytes, flags);
    return OK;
  });
}

/** A function of an open file. */
const onFile =
  (work: (file: NonNullable<ReturnType<typeof openFile>>, ...args: Term[]) => Term) =>
  (pid: Term, ...args: Term[]): Term => {
    const file = openFile(pid);
    return file === undefined ? TERMINATED : attempt(() => work(file, ...args));
  };

const read = onFile((file, count) => {
  if (!Number.isSafeInteger(count) || count < 0) return BADARG;
  const bytes = file.read(count);
  return bytes.length === 0 && count > 0 ? EOF : tuple2(OK, file.data(bytes));
});

const read_line = onFile((file) => {
  const bytes = file.readLine();
  return bytes.length === 0 ? EOF : tuple2(OK, file.data(bytes));
});

const write = onFile((file, data) => {
  const bytes = bytesOf(data);
  if (bytes === undefined) return BADARG;
  file.write(bytes);
  return OK;
});

/** Where a location is: an offset, `bof`, `cur`, `eof`, or one of them with an offset. */
function positionOf(location: Term, current: number, end: number): number | undefined {
  if (Number.isSafeInteger(location)) return location;
  const [from, offset] = isTuple(location) ? location : [location, 0];
  const base = { bof: 0, cur: current, eof: end }[isAtom(from) ? atomName(from) : ""];
  return base === undefined || !isInteger(offset) ? undefined : base + Number(offset);
}

const position = onFile((file, location) => {
  const at = positionOf(location, file.position, disk().size(file.fd));
  if (at === undefined || at < 0) return EINVAL;
  file.position = at;
  return tuple2(OK, at);
});

const pread = onFile((file, at, count) => {
  if (!Number.isSafeInteger(at) || !Number.isSafeInteger(count)) return EINVAL;
  const bytes = disk().read(file.fd, count, at);
  return bytes.length === 0 ? EOF : tuple2(OK, file.data(bytes));
});

const pwrite = onFile((file, at, data) => {
  const bytes = bytesOf(data);
  if (!Number.isSafeInteger(at) || bytes === undefined) return EINVAL;
  disk().write(file.fd, bytes, at);
  return OK;
});

const truncate = onFile((file) => {
  disk().truncate(file.fd, file.position);
  return OK;
});

function closeFile(pid: Term): Term {
  if (openFile(pid) === undefined) return TERMINATED;
  close(pid);
  return OK;
}

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

/** The forms of a text up to their dots, each made something of: `{ok,Terms}`, or the first error with its line. */
function readForms(text: string, parse: (tokens: Term) => Term): Term {
  const forms: Term[] = [];
  let rest: Term = text;
  for (let line: Term = 1; ; ) {
    let scanned = tokens(NIL, rest, line);
    if (scanned[0] === sym("more")) scanned = tokens(scanned[1], EOF, line);
    const [, result, left] = scanned;
    if (result[0] === EOF) return tuple2(OK, fromArray(forms));
    if (result[0] === ERROR) return tuple2(ERROR, result[1]);
    const parsed = parse(result[1]);
    if (parsed[0] === ERROR) return parsed;
    forms.push(parsed[1]);
    line = result[2];
    rest = left === EOF ? "" : left;
  }
}

/** The text of a file: UTF-8, or else Latin-1. */
const textOfFile = (path: string): string => {
  const bytes = disk().readFile(path);
  return utf8Text(bytes) ?? latin1Text(bytes);
};

const consult = onNames(1, (path) => readForms(textOfFile(path), parse_term));

/** Evaluates the expressions of a file; `answer` makes the result of the last value. */
const evaluateFile = proc(
  function* eval_stream(
    name: Term,
    bindings: Term,
    answer: (value: Term) => Term,
  ): Generator<unknown, Term, Term> {
    const read = onNames(1, (path) => readForms(textOfFile(path), parse_exprs))(name);
    if (read[0] === ERROR) return read;
    let value: Term;
    let bound = bindings;
    for (const exprs of toArray(read[1]) ?? []) {
      try {
        let result = applyMfa(sym("erl_eval"), sym("exprs"), [exprs, bound]);
        if (result instanceof Frame) result = yield result;
        [, value, bound] = result;
      } catch (thrown) {
        const { class: cls, reason, items } = exceptionOf(thrown);
        return tuple2(ERROR, tuple3(1, FILE, tuple3(sym(cls), reason, stacktrace(items))));
      }
    }
    return answer(value);
  },
  { module: FILE, items: () => [] },
);

const evaluating =
  (answer: (value: Term) => Term) =>
  (name: Term, ...bindings: Term[]): Term =>
    evaluateFile(name, bindings.length === 0 ? NIL : bindings[0], answer);

function format_error(why: Term): string {
  if (isTuple(why) && why.length === 3) {
    const words = why[1] === sym("erl_scan") ? formatScanError(why[2]) : formatParseError(why[2]);
    return `${why[0]}: ${words}`;
  }
  const name = isAtom(why) ? atomName(why) : "";
  if (name === "badarg") return "bad argument";
  if (name === "terminated") return "the file has been closed";
  return POSIX_MESSAGES[name] ?? `unknown POSIX error (${name})`;
}

function copy(from: Term, to: Term): Term {
  return onNames(2, (source, target) => {
    disk().copy(source, target);
    return tuple2(OK, disk().info(target, true).size);
  })(from, to);
}

/** Looks for a file in folders: `{ok,What,FullName}`. */
const inPath =
  (work: (name: string) => Term) =>
  (path: Term, name: Term): Term => {
    const found = nameText(name);
    if (found === undefined) return BADARG;
    for (const folder of toArray(path) ?? []) {
      const base = nameText(folder) ?? "";
      const full = base === "." || base === "" ? found : `${base}/${found}`;
      const result = work(full);
      if (result === OK) return tuple2(OK, full);
      if (result[0] === OK) return tuple3(OK, result[1], full);
      if (result[1] !== sym("enoent")) return result;
    }
    return failure("enoent");
  };

const info = (follow: boolean) => onNames(1, (path) => tuple2(OK, infoTerm(disk().info(path, follow))));

/** Module file. */
export const file = otpModule("file", {
  get_cwd: [
    (..._drive: Term[]): Term => (_drive.length === 0 ? tuple2(OK, disk().cwd()) : EINVAL),
    0,
    1,
  ] as const,
  set_cwd: [
    onNames(
      1,
      done((path) => disk().setCwd(path)),
    ),
    1,
  ] as const,
  read_file: [read_file, 1, 2] as const,
  write_file: [write_file, 2, 3] as const,
  open: openNamed,
  close: closeFile,
  read: [read, 2] as const,
  read_line: [read_line, 1] as const,
  write: [write, 2] as const,
  position: [position, 2] as const,
  pread: [pread, 3] as const,
  pwrite: [pwrite, 3] as const,
  truncate: [truncate, 1] as const,
  sync: [onFile(() => OK), 1] as const,
  datasync: [onFile(() => OK), 1] as const,
  delete: [
    onNames(
      1,
      done((path) => disk().remove(path)),
    ),
    1,
    2,
  ] as const,
  rename: [
    onNames(
      2,
      done((from, to) => disk().rename(from, to)),
    ),
    2,
  ] as const,
  copy,
  make_dir: [
    onNames(
      1,
      done((path) => disk().makeDir(path)),
    ),
    1,
  ] as const,
  del_dir: [
    onNames(
      1,
      done((path) => disk().removeDir(path)),
    ),
    1,
  ] as const,
  del_dir_r: [
    onNames(
      1,
      done((path) => disk().removeTree(path)),
    ),
    1,
  ] as const,
  list_dir: [onNames(1, (path) => tuple2(OK, fromArray(disk().list(path)))), 1] as const,
  list_dir_all: [onNames(1, (path) => tuple2(OK, fromArray(disk().list(path)))), 1] as const,
  read_file_info: [info(true), 1, 2] as const,
  read_link_info: [info(false), 1, 2] as const,
  read_link: [onNames(1, (path) => tuple2(OK, disk().readLink(path))), 1] as const,
  make_link: [
    onNames(
      2,
      done((old, made) => disk().makeLink(old, made)),
    ),
    2,
  ] as const,
  make_symlink: [
    onNames(
      2,
      done((old, made) => disk().makeSymlink(old, made)),
    ),
    2,
  ] as const,
  consult: [consult, 1] as const,
  path_consult: inPath((name) => consult(name)),
  eval: [evaluating(() => OK), 1, 2] as const,
  script: [evaluating((value) => tuple2(OK, value)), 1, 2] as const,
  path_open: (path: Term, name: Term, modes: Term): Term =>
    inPath((full) => openNamed(full, modes))(path, name),
  format_error,
  native_name_encoding: (): symbol => sym("utf8"),
});

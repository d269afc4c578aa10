// file — files and folders, through a port to the disk.
//
// What works on names is in file-names.ts. Every function answers `{error,Why}` in the operating system's words where OTP does. Differs from OTP: there is no
// file server, so nothing waits; raw files are as others.

import { applyMfa, mapFrame } from "../process/apply.ts";
import { exceptionOf, stacktrace } from "../process/failure.ts";
import { Frame, proc } from "../process/frame.ts";
import { formatParseError, formatScanError } from "../syntax/format-error.ts";
import { atomName, isAtom } from "../terms/atom.ts";
import { isInteger } from "../terms/float.ts";
import { fromArray, isList, NIL, toArray } from "../terms/list.ts";
import { Pid } from "../terms/pid.ts";
import { isError } from "../terms/realm.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple, tuple2, tuple3 } from "../terms/tuple.ts";
import { parse_exprs, parse_term } from "./erl_parse.ts";
import { tokens } from "./erl_scan.ts";
import { changeFunctions } from "./file-changes.ts";
import { close, type OpenMode, open, openFile } from "./file-device.ts";
import { attempt, disk, failure, nameFunctions, onNames } from "./file-names.ts";
import { nameText } from "./filename.ts";
import type { OpenFlags } from "./files-port.ts";
import { request } from "./io-device.ts";
import { bytesOf, latin1Text, utf8Text } from "./iodata.ts";
import { POSIX_MESSAGES } from "./posix-messages.ts";
import { otpModule } from "./table.ts";

const FILE = Symbol.for("file");
const OK = Symbol.for("ok");
const ERROR = Symbol.for("error");
const EOF = Symbol.for("eof");
const sym = (name: string): symbol => Symbol.for(name);
const BADARG = failure("badarg");
const EINVAL = failure("einval");
const TERMINATED = failure("terminated");
const NO_PROMPT = sym("");

const isCount = (count: Term): boolean => Number.isSafeInteger(count) && count >= 0;

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
    if (isError(thrown) && "code" in thrown && thrown.code === "ENOENT") return "w+";
    throw thrown;
  }
}

/**
 * The bytes of a file: `{ok, Binary}`. Mirrors file:read_file/1,2.
 *
 * ```eshell
 * 1> file:read_file("/nosuch/file").
 * {error,enoent}
 * ```
 */
function read_file(name: Term, ..._options: Term[]): Term {
  return onNames(1, (path) => tuple2(OK, disk().readFile(path)))(name);
}

/**
 * Makes a file of bytes. Mirrors file:write_file/2,3.
 *
 * ```eshell
 * 1> file:write_file("/nosuch/file", "abc").
 * {error,enoent}
 * ```
 */
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
    if (file !== undefined) return attempt(() => work(file, ...args));
    return pid instanceof Pid ? TERMINATED : BADARG;
  };

/** A function of an open file or of another device, which gets a request: `{ok,Data}` for what it reads. */
const onDevice = (
  work: (file: NonNullable<ReturnType<typeof openFile>>, ...args: Term[]) => Term,
  asked: (...args: Term[]) => Term | undefined,
) => {
  const own = onFile(work);
  const other = proc(
    function* device(io: Term, ...args: Term[]): Generator<unknown, Term, Term> {
      const what = asked(...args);
      if (what === undefined) return BADARG;
      const reply = yield request(io, what);
      return isList(reply) || reply instanceof Uint8Array ? tuple2(OK, reply) : reply;
    },
    { module: FILE, items: () => [] },
  );
  return (io: Term, ...args: Term[]): Term =>
    openFile(io) === undefined && (isAtom(io) || io instanceof Pid) ? other(io, ...args) : own(io, ...args);
};

/** Reads so many bytes: `{ok, Data}` or `eof`. Mirrors file:read/2. */
const read = onDevice(
  (file, count) => {
    if (!isCount(count)) return BADARG;
    const bytes = file.read(count);
    return bytes.length === 0 && count > 0 ? EOF : tuple2(OK, file.data(bytes));
  },
  (count) => (isCount(count) ? tuple(sym("get_chars"), sym("latin1"), NO_PROMPT, count) : undefined),
);

/** Reads a line: `{ok, Data}` or `eof`. Mirrors file:read_line/1. */
const read_line = onDevice(
  (file) => {
    const bytes = file.readLine();
    return bytes.length === 0 ? EOF : tuple2(OK, file.data(bytes));
  },
  () => tuple3(sym("get_line"), sym("latin1"), NO_PROMPT),
);

/** Writes bytes. Mirrors file:write/2. */
const write = onDevice(
  (file, data) => {
    const bytes = bytesOf(data);
    if (bytes === undefined) return BADARG;
    file.write(bytes);
    return OK;
  },
  (data) => (bytesOf(data) === undefined ? undefined : tuple3(sym("put_chars"), sym("latin1"), data)),
);

/** Where a location is: an offset, `bof`, `cur`, `eof`, or one of them with an offset. */
function positionOf(location: Term, current: number, end: number): number | undefined {
  if (Number.isSafeInteger(location)) return location;
  const [from, offset] = isTuple(location) ? location : [location, 0];
  const base = { bof: 0, cur: current, eof: end }[isAtom(from) ? atomName(from) : ""];
  return base === undefined || !isInteger(offset) ? undefined : base + Number(offset);
}

/** Sets where the next byte is read or written. Mirrors file:position/2. */
const position = onFile((file, location) => {
  const at = positionOf(location, file.position, disk().size(file.fd));
  if (at === undefined || at < 0) return EINVAL;
  file.position = at;
  return tuple2(OK, at);
});

/** What a list of `{Location, Number}` or `{Location, Bytes}` asks for; undefined if it is none. */
function places(list: Term): readonly (readonly Term[])[] | undefined {
  const pairs = isList(list) ? toArray(list) : undefined;
  return pairs?.every((pair) => isTuple(pair) && pair.length === 2) ? pairs : undefined;
}

/** Reads at several places: `{ok, [Data | eof]}`. Mirrors file:pread/2. */
const preadAll = onFile((file, list) => {
  const end = disk().size(file.fd);
  const found: Term[] = [];
  for (const [location, count] of places(list) ?? [[]]) {
    const at = positionOf(location, file.position, end);
    if (at === undefined || at < 0 || !isCount(count)) return BADARG;
    const bytes = disk().read(file.fd, count, at);
    found.push(bytes.length === 0 && count > 0 ? EOF : file.data(bytes));
  }
  return tuple2(OK, fromArray(found));
});

/** Writes at several places; `{error, {Count, Why}}` tells how many were written. Mirrors file:pwrite/2. */
const pwriteAll = onFile((file, list) => {
  const given = places(list);
  if (given === undefined) return BADARG;
  for (const [count, [location, data]] of given.entries()) {
    const at = positionOf(location, file.position, disk().size(file.fd));
    const bytes = bytesOf(data);
    if (at === undefined || at < 0 || bytes === undefined) return tuple2(ERROR, tuple2(count, sym("badarg")));
    disk().write(file.fd, bytes, at);
  }
  return OK;
});

/** Copies so many bytes of a file at most: `{ok, Bytes}`. Mirrors file:copy/2,3. */
function copy(from: Term, to: Term, ...count: Term[]): Term {
  const most = count.length === 0 || count[0] === sym("infinity") ? Number.POSITIVE_INFINITY : count[0];
  if (most !== Number.POSITIVE_INFINITY && !isCount(most)) return BADARG;
  return onNames(2, (source, target) => {
    const bytes = disk().readFile(source).subarray(0, most);
    disk().writeFile(target, bytes, "w");
    return tuple2(OK, bytes.length);
  })(from, to);
}

/** Reads so many bytes from a place on. Mirrors file:pread/3. */
const pread = onFile((file, at, count) => {
  if (!Number.isSafeInteger(at) || !Number.isSafeInteger(count)) return EINVAL;
  const bytes = disk().read(file.fd, count, at);
  return bytes.length === 0 ? EOF : tuple2(OK, file.data(bytes));
});

/** Writes bytes from a place on. Mirrors file:pwrite/3. */
const pwrite = onFile((file, at, data) => {
  const bytes = bytesOf(data);
  if (!Number.isSafeInteger(at) || bytes === undefined) return EINVAL;
  disk().write(file.fd, bytes, at);
  return OK;
});

/** Cuts a file off where it stands. Mirrors file:truncate/1. */
const truncate = onFile((file) => {
  disk().truncate(file.fd, file.position);
  return OK;
});

function closeFile(pid: Term): Term {
  if (openFile(pid) === undefined) return pid instanceof Pid ? TERMINATED : BADARG;
  close(pid);
  return OK;
}

/**
 * The forms of a text up to their dots, each made something of: `{ok,Terms}`, or the first error with its line. `ends`
 * gets the lines where they end.
 */
function readForms(text: string, parse: (tokens: Term) => Term, ends: Term[] = []): Term {
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
    ends.push(line);
    rest = left === EOF ? "" : left;
  }
}

/** The text of a file: UTF-8, or else Latin-1. */
const textOfFile = (path: string): string => {
  const bytes = disk().readFile(path);
  return utf8Text(bytes) ?? latin1Text(bytes);
};

/**
 * The terms in a file: `{ok, Terms}`. Mirrors file:consult/1.
 *
 * ```eshell
 * 1> file:consult("/nosuch/file").
 * {error,enoent}
 * ```
 */
const consult = onNames(1, (path) => readForms(textOfFile(path), parse_term));

/** Evaluates the expressions of a file; `answer` makes the result of the last value. */
const evaluateFile = proc(
  function* eval_stream(
    name: Term,
    bindings: Term,
    answer: (value: Term) => Term,
  ): Generator<unknown, Term, Term> {
    const ends: Term[] = [];
    const read = onNames(1, (path) => readForms(textOfFile(path), parse_exprs, ends))(name);
    if (read[0] === ERROR) return read;
    let value: Term;
    let bound = bindings;
    for (const [index, exprs] of (toArray(read[1]) ?? []).entries()) {
      try {
        let result = applyMfa(sym("erl_eval"), sym("exprs"), [exprs, bound]);
        if (result instanceof Frame) result = yield result;
        [, value, bound] = result;
      } catch (thrown) {
        const { class: cls, reason, items } = exceptionOf(thrown);
        return tuple2(ERROR, tuple3(ends[index], FILE, tuple3(sym(cls), reason, stacktrace(items))));
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

/**
 * The text of an error. Mirrors file:format_error/1.
 *
 * ```eshell
 * 1> file:format_error(enoent).
 * "no such file or directory"
 * ```
 */
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

/** Evaluates the first file of that name in folders. */
const evaluatingInPath =
  (answer: (value: Term) => Term) =>
  (path: Term, name: Term, ...bindings: Term[]): Term => {
    const found = inPath((full) => onNames(1, (file) => tuple2(OK, disk().info(file, true).size))(full))(
      path,
      name,
    );
    if (found[0] === ERROR) return found;
    const [, , full] = found;
    const told = (result: Term): Term => {
      if (result === OK) return tuple2(OK, full);
      return result[0] === OK ? tuple3(OK, result[1], full) : result;
    };
    const evaluated = evaluateFile(full, bindings.length === 0 ? NIL : bindings[0], answer);
    return mapFrame(evaluated, told) ?? told(evaluated);
  };

/**
 * Module file. Files and folders, on the disk that main.ts plugs in. What fails answers `{error, Reason}`, with
 * POSIX reasons: `enoent`, `eacces`, `eexist` …
 */
export const file = otpModule("file", {
  ...nameFunctions,
  ...changeFunctions,
  read_file: [read_file, 1, 2] as const,
  write_file: [write_file, 2, 3] as const,
  /**
   * Opens a file: `{ok, Device}`. Modes are `read`, `write`, `append`, `exclusive`, `binary`, `raw` … Mirrors file:open/2.
   *
   * ```eshell
   * 1> file:open("/nosuch/file", [read]).
   * {error,enoent}
   * ```
   */
  open: openNamed,
  /** Closes a file. Mirrors file:close/1. */
  close: closeFile,
  read: [read, 2] as const,
  read_line: [read_line, 1] as const,
  write: [write, 2] as const,
  position: [position, 2] as const,
  pread: [
    (...args: Term[]): Term =>
      args.length === 2 ? preadAll(args[0], args[1]) : pread(args[0], args[1], args[2]),
    2,
    3,
  ] as const,
  pwrite: [
    (...args: Term[]): Term =>
      args.length === 2 ? pwriteAll(args[0], args[1]) : pwrite(args[0], args[1], args[2]),
    2,
    3,
  ] as const,
  copy: [copy, 2, 3] as const,
  truncate: [truncate, 1] as const,
  sync: [onFile(() => OK), 1] as const,
  datasync: [onFile(() => OK), 1] as const,
  consult: [consult, 1] as const,
  path_consult: inPath((name) => consult(name)),
  /** Evaluates the expressions in a file. Mirrors file:eval/1,2. */
  eval: [evaluating(() => OK), 1, 2] as const,
  /** The value of the last expression in a file: `{ok, Value}`. Mirrors file:script/1,2. */
  script: [evaluating((value) => tuple2(OK, value)), 1, 2] as const,
  /** Evaluates the expressions of the first such file in folders: `{ok, FullName}`. Mirrors file:path_eval/2,3. */
  path_eval: [evaluatingInPath(() => OK), 2, 3] as const,
  /** The value of the last expression of that file: `{ok, Value, FullName}`. Mirrors file:path_script/2,3. */
  path_script: [evaluatingInPath((value) => tuple2(OK, value)), 2, 3] as const,
  path_open: (path: Term, name: Term, modes: Term): Term =>
    inPath((full) => openNamed(full, modes))(path, name),
  format_error,
  /**
   * The encoding of file names. Mirrors file:native_name_encoding/0.
   *
   * ```eshell
   * 1> file:native_name_encoding().
   * utf8
   * ```
   */
  native_name_encoding: (): symbol => sym("utf8"),
});

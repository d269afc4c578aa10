// file-device — an open file: a process that speaks the I/O protocol, with the file at hand for module file.
//
// Differs from OTP: module file works on the file directly, since reading and writing never wait here; output goes out at
// once. The process ends, and the file is closed, with its owner.
import { applyMfa } from "../process/apply.ts";
import { Frame, proc } from "../process/frame.ts";
import type { Process } from "../process/process.ts";
import { receiveFrame } from "../process/receive.ts";
import * as signals from "../process/signals.ts";
import { spawnProcess } from "../process/spawn.ts";
import { Exception } from "../terms/exception.ts";
import { fromArray, NIL, toArray } from "../terms/list.ts";
import { Pid } from "../terms/pid.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple2, tuple3 } from "../terms/tuple.ts";
import { files, type OpenFlags } from "./files-port.ts";
import { charsOf, latin1Text, utf8, utf8Text } from "./iodata.ts";
import { runningSystem, SystemState } from "./system-state.ts";

const OK = Symbol.for("ok");
const EOF = Symbol.for("eof");
const ERROR = Symbol.for("error");
const IO_REQUEST = Symbol.for("io_request");
const IO_REPLY = Symbol.for("io_reply");
const CLOSE = Symbol.for("close");
const DONE = Symbol.for("done");
const MORE = Symbol.for("more");
const REQUEST_ERROR = tuple2(ERROR, Symbol.for("request"));
const CHUNK = 8192;

export interface OpenMode {
  readonly flags: OpenFlags;
  readonly binary: boolean;
  readonly unicode: boolean;
  readonly append: boolean;
}

/** An open file with the place where it is read and written. */
export class OpenFile {
  readonly fd: number;
  readonly mode: OpenMode;
  position = 0;
  constructor(fd: number, mode: OpenMode) {
    this.fd = fd;
    this.mode = mode;
  }

  /** Up to `length` bytes from where the file stands; none at the end. */
  read(length: number): Uint8Array {
    const bytes = files.of().disk.read(this.fd, length, this.position);
    this.position += bytes.length;
    return bytes;
  }

  /** A line with its newline; what there is at the end, or nothing. */
  readLine(): Uint8Array {
    const parts: Uint8Array[] = [];
    for (;;) {
      const bytes = files.of().disk.read(this.fd, CHUNK, this.position);
      const newline = bytes.indexOf(10);
      const taken = newline < 0 ? bytes : bytes.subarray(0, newline + 1);
      parts.push(taken);
      this.position += taken.length;
      if (newline >= 0 || bytes.length === 0) return new Uint8Array(Buffer.concat(parts));
    }
  }

  write(bytes: Uint8Array): void {
    files.of().disk.write(this.fd, bytes, this.mode.append ? null : this.position);
    this.position = this.mode.append ? files.of().disk.size(this.fd) : this.position + bytes.length;
  }

  /** Characters in the file's encoding. */
  writeChars(chars: string): void {
    if (this.mode.unicode) this.write(utf8(chars));
    else if (/[^\0-\xff]/.test(chars)) {
      throw new Exception("error", Symbol.for("no_translation"));
    } else this.write(new Uint8Array(Buffer.from(chars, "latin1")));
  }

  /** Bytes as module io gives them: characters, in a list or a binary. */
  chars(bytes: Uint8Array): string {
    return this.mode.unicode ? (utf8Text(bytes) ?? latin1Text(bytes)) : latin1Text(bytes);
  }

  /** Bytes as module file gives them. */
  data(bytes: Uint8Array): Term {
    return this.mode.binary ? bytes : latin1Text(bytes);
  }
}

const openFiles = new SystemState(() => new WeakMap<Pid, OpenFile>());

/** The open file behind a pid; undefined if it is none, or closed. */
export function openFile(pid: Term): OpenFile | undefined {
  return pid instanceof Pid && runningSystem().table.find(pid) !== undefined
    ? openFiles.of().get(pid)
    : undefined;
}

/** Opens a file for the running process; throws what the disk does. */
export function open(path: string, mode: OpenMode): Process {
  const file = new OpenFile(files.of().disk.open(path, mode.flags), mode);
  const owner = signals.self();
  const process = spawnProcess(runningSystem(), () => serve(file, owner), { silent: true });
  process.onExit ??= [];
  process.onExit.push(() => files.of(process.system).disk.close(file.fd));
  process.system.devices.set(process, { write: (chars) => file.writeChars(chars) });
  process.onExit.push(() => process.system.devices.delete(process));
  openFiles.of().set(process, file);
  return process;
}

/** Closes a file: its process ends. */
export function close(pid: Process): void {
  signals.exit(signals.self(), pid, Symbol.for("kill"));
}

const serve = proc(
  function* server_loop(file: OpenFile, owner: Process): Generator<unknown, void, Term> {
    const ownerRef = signals.monitor(signals.self(), owner);
    for (;;) {
      const message = yield receiveFrame();
      if (message === CLOSE || (isTuple(message) && message[1] === ownerRef)) return;
      if (!isTuple(message) || message.length !== 4 || message[0] !== IO_REQUEST) continue;
      const [, from, replyAs, request] = message;
      const reply = yield* answer(file, request);
      signals.sendFromErlang(from, tuple3(IO_REPLY, replyAs, reply));
    }
  },
  { module: Symbol.for("file_io_server") },
);

function* answer(file: OpenFile, request: Term): Generator<unknown, Term, Term> {
  if (!isTuple(request)) return request === Symbol.for("getopts") ? optionsOf(file) : REQUEST_ERROR;
  const [kind, ...args] = request;
  switch (Symbol.keyFor(kind)) {
    case "put_chars": {
      const chars = charsOf(args[args.length - 1]);
      if (chars === undefined) return REQUEST_ERROR;
      file.writeChars(chars);
      return OK;
    }
    case "get_line":
      return input(file, file.readLine());
    case "get_chars":
      return input(file, readChars(file, args[args.length - 1]));
    case "get_until":
      return yield* until(file, args.slice(-3));
    case "setopts":
      return OK;
    default:
      return REQUEST_ERROR;
  }
}

function optionsOf(file: OpenFile): Term {
  return fromArray([
    tuple2(Symbol.for("binary"), file.mode.binary),
    tuple2(Symbol.for("encoding"), Symbol.for(file.mode.unicode ? "unicode" : "latin1")),
  ]);
}

function readChars(file: OpenFile, count: number): Uint8Array {
  if (!file.mode.unicode) return file.read(count);
  const start = file.position;
  const text = Array.from(utf8Text(file.read(count * 4)) ?? "")
    .slice(0, count)
    .join("");
  const bytes = utf8(text);
  file.position = start + bytes.length;
  return bytes;
}

function input(file: OpenFile, bytes: Uint8Array): Term {
  if (bytes.length === 0) return EOF;
  const chars = file.chars(bytes);
  return file.mode.binary ? utf8(chars) : chars;
}

/** `{get_until,…,Module,Function,Args}`: lines until the function has what it wants. */
function* until(file: OpenFile, [module, name, extra]: readonly Term[]): Generator<unknown, Term, Term> {
  let continuation: Term = NIL;
  for (;;) {
    const line = file.readLine();
    const chars = line.length === 0 ? EOF : file.chars(line);
    let result = applyMfa(module, name, [continuation, chars, ...(toArray(extra) ?? [])]);
    if (result instanceof Frame) result = yield result;
    if (isTuple(result) && result[0] === MORE) {
      continuation = result[1];
      continue;
    }
    if (!isTuple(result) || result[0] !== DONE) return REQUEST_ERROR;
    const rest = result[2] === EOF ? "" : (charsOf(result[2]) ?? "");
    file.position -= (file.mode.unicode ? utf8(rest) : Buffer.from(rest, "latin1")).length;
    return result[1];
  }
}

// io — input and output through the I/O protocol.
//
// Output to the shell's own group leader is written at once, so io:format never waits there, not even from a plain
// TypeScript function. Everything else asks a process and waits for its answer.
import { format as formatText } from "../format/format.ts";
import { formatText as textOfFormat } from "../format/format-spec.ts";
import { write as writeTerm } from "../format/write.ts";
import { proc } from "../process/frame.ts";
import { isAtom } from "../terms/atom.ts";
import { badarg, type Exception } from "../terms/exception.ts";
import { isInteger } from "../terms/float.ts";
import { fromArray, NIL, toArray } from "../terms/list.ts";
import { Pid } from "../terms/pid.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple, tuple2, tuple3, tupleFrom } from "../terms/tuple.ts";
import { parse_exprs, parse_form, parse_term } from "./erl_parse.ts";
import {
  DEVICE_FAILED,
  deviceOf,
  groupLeader,
  type IoCall,
  ioError,
  NoDevice,
  request,
  requestOrError,
} from "./io-device.ts";
import { deviceRequest } from "./io-requests.ts";
import { charsOf } from "./iodata.ts";
import { OtpSource } from "./otp-source.ts";
import { runningSystem } from "./system-state.ts";
import { otpModule } from "./table.ts";

const IO = Symbol.for("io");
const SOURCE = new OtpSource("io");
const OK = Symbol.for("ok");
const ERROR = Symbol.for("error");
const EOF = Symbol.for("eof");
const STANDARD_IO = Symbol.for("standard_io");
const UNICODE = Symbol.for("unicode");
const LATIN1 = Symbol.for("latin1");
const PUT_CHARS = Symbol.for("put_chars");
const GET_UNTIL = Symbol.for("get_until");
const GET_GEOMETRY = Symbol.for("get_geometry");
const ENOTSUP = tuple2(ERROR, Symbol.for("enotsup"));
const ERL_SCAN = Symbol.for("erl_scan");
const TOKENS = Symbol.for("tokens");
const IO_LIB = Symbol.for("io_lib");
const FREAD = Symbol.for("fread");

/** Writes `text()` to a device: at once, or by a request. What it throws is an error of the device's making. */
function output(io: Term, call: IoCall, text: () => string): Term {
  if (!(io instanceof Pid) && !isAtom(io)) throw noDevice(io, call);
  const device = deviceOf(io);
  if (device instanceof NoDevice) throw ioError(call, IO, device.why);
  let chars: string;
  try {
    chars = text();
  } catch (thrown) {
    if (thrown instanceof Error && thrown.name.startsWith("Erlang"))
      throw ioError(call, DEVICE_FAILED, failureOf(call));
    throw thrown;
  }
  if (device instanceof Pid) return requestOrError(device, tuple3(PUT_CHARS, UNICODE, chars), call);
  device.write(chars);
  return OK;
}

/** What is neither a pid nor a name finds no clause in io:request/3. */
function noDevice(io: Term, { name, args }: IoCall): Exception {
  const formats = name === "format" || name === "fwrite";
  const own: Term[] = [Symbol.for(formats ? "format" : name), ...args.slice(1)];
  if (name === "put_chars") own.splice(1, 0, UNICODE);
  const asked = own.length === 1 ? own[0] : tupleFrom(own);
  const caller = SOURCE.item(name, args.length, 197);
  return SOURCE.noClause("request", [io, asked, runningSystem().makeRef()], 1652, caller);
}

/** How a device says that it could not make characters of what it got. */
function failureOf(call: IoCall): Term {
  const formats = call.name === "format" || call.name === "fwrite";
  return formats ? Symbol.for("format") : tuple3(PUT_CHARS, UNICODE, call.args[call.args.length - 1]);
}

const formatting =
  (name: string) =>
  (...args: Term[]): Term => {
    const [io, text, list] =
      args.length === 3 ? args : [STANDARD_IO, args[0], args.length === 2 ? args[1] : NIL];
    return output(io, { name, args }, () => {
      const given = toArray(list);
      if (given === undefined) throw badarg(list);
      return formatText(textOfFormat(text), given);
    });
  };

/**
 * Writes characters. Mirrors io:put_chars/1,2.
 *
 * ```eshell
 * 1> io:put_chars("hello\n").
 * hello
 * ok
 * ```
 */
function put_chars(...args: Term[]): Term {
  const io = args.length === 1 ? STANDARD_IO : args[0];
  const data = args[args.length - 1];
  return output(io, { name: "put_chars", args }, () => {
    const chars = charsOf(data);
    if (chars === undefined) throw badarg(data);
    return chars;
  });
}

/**
 * Ends the line. Mirrors io:nl/0,1.
 *
 * ```eshell
 * 1> io:nl().
 *
 * ok
 * ```
 */
function nl(...io: Term[]): Term {
  return output(io.length === 0 ? STANDARD_IO : io[0], { name: "nl", args: io }, () => "\n");
}

/**
 * Writes a term as `~w` does. Mirrors io:write/1,2.
 *
 * ```eshell
 * 1> io:write({a,"b"}), io:nl().
 * {a,[98]}
 * ok
 * ```
 */
function write(...args: Term[]): Term {
  const io = args.length === 1 ? STANDARD_IO : args[0];
  return output(io, { name: "write", args }, () => writeTerm(args[args.length - 1], { latin1: true }));
}

/** Splits off the device, which may be left out. */
function withDevice(args: readonly Term[], own: number): [Term, ...Term[]] {
  return args.length === own ? [STANDARD_IO, ...args] : (args as [Term, ...Term[]]);
}

function geometry(io: Term, which: "columns" | "rows"): Term {
  const device = deviceOf(io);
  if (device instanceof NoDevice) return ENOTSUP;
  if (!(device instanceof Pid)) {
    const size = device[which];
    return size === undefined ? ENOTSUP : tuple2(OK, size);
  }
  return askGeometry(io, which);
}

const askGeometry = proc(
  function* geometry(io: Term, which: string): Generator<unknown, Term, Term> {
    const size = yield request(io, tuple2(GET_GEOMETRY, Symbol.for(which)));
    return isInteger(size) && size > 0 ? tuple2(OK, size) : ENOTSUP;
  },
  { module: IO, items: () => [] },
);

/** Reads so many characters, after a prompt. Mirrors io:get_chars/2,3. */
function get_chars(...args: Term[]): Term {
  const [io, prompt, count] = withDevice(args, 2);
  if (!Number.isSafeInteger(count) || count < 0)
    throw SOURCE.noClause("get_chars", [io === STANDARD_IO ? groupLeader() : io, prompt, count], 359);
  return request(io, tuple(Symbol.for("get_chars"), UNICODE, prompt, count));
}

/** Reads a line, after a prompt; `eof` at the end of the input. Mirrors io:get_line/1,2. */
function get_line(...args: Term[]): Term {
  const [io, prompt] = withDevice(args, 1);
  return request(io, tuple3(Symbol.for("get_line"), UNICODE, prompt));
}

/** Reads terms by a format, after a prompt: `{ok, Terms}`. Mirrors io:fread/2,3. */
function fread(...args: Term[]): Term {
  const [io, prompt, format] = withDevice(args, 2);
  return request(io, tuple(GET_UNTIL, UNICODE, prompt, IO_LIB, FREAD, fromArray([format])));
}

function getTokens(io: Term, prompt: Term, position: Term, options: Term | null): Term {
  const args = options === null ? [position] : [position, options];
  return request(io, tuple(GET_UNTIL, UNICODE, prompt, ERL_SCAN, TOKENS, fromArray(args)));
}

/** Reads tokens up to a dot, and makes something of them; `shape` puts that and the end position together. */
const readTokens = proc(
  function* read(
    tokens: Term,
    parse: (tokens: Term) => Term,
    withEnd: boolean,
  ): Generator<unknown, Term, Term> {
    const reply = yield tokens;
    if (!isTuple(reply)) return reply;
    const [tag, value, end] = reply;
    if (tag === OK) {
      const parsed = parse(value);
      return withEnd ? tuple3(parsed[0], parsed[1], end) : parsed;
    }
    if (withEnd) return reply;
    if (tag === EOF) return EOF;
    return tag === ERROR && reply.length === 3 ? tuple2(ERROR, value) : reply;
  },
  { module: IO, items: () => [] },
);

/** Reads a term, ended by a full stop, after a prompt: `{ok, Term}`. Mirrors io:read/1,2,3,4. */
function read(...args: Term[]): Term {
  if (args.length <= 2) {
    const [io, prompt] = withDevice(args, 1);
    return readTokens(getTokens(io, prompt, 1, null), parse_term, false);
  }
  const [io, prompt, position, options = NIL] = args;
  return readTokens(getTokens(io, prompt, position, options), parse_term, true);
}

const scanning =
  () =>
  (...args: Term[]): Term => {
    const [io, prompt, position = 1, options = NIL] = withDevice(args, 1);
    return getTokens(io, prompt, position, options);
  };

const parsing =
  (parse: (tokens: Term) => Term) =>
  (...args: Term[]): Term => {
    const [io, prompt, position = 1, options = NIL] = withDevice(args, 1);
    return readTokens(getTokens(io, prompt, position, options), parse, true);
  };

const asking =
  (name: string, more = 0) =>
  (...args: Term[]): Term => {
    const [io, ...rest] = withDevice(args, more);
    return request(io, rest.length === 0 ? Symbol.for(name) : tuple2(Symbol.for(name), rest[0]));
  };

/**
 * Module io. Input and output. The first argument may be a device: a pid, `standard_io`, `standard_error` or
 * `user`; without one it is the group leader.
 */
export const io = otpModule("io", {
  /**
   * Writes a format with its arguments: `~p` a term, `~w` on one line, `~s` text, `~ts` Unicode text, `~n` a line's end … Mirrors io:format/1,2,3.
   *
   * ```eshell
   * 1> io:format("~p is ~ts~n", [{a,1}, "one"]).
   * {a,1} is one
   * ok
   * 2> io:format("~6.2f|~-4w|~4..0b~n", [3.14159, ab, 42]).
   *   3.14|ab  |0042
   * ok
   * ```
   */
  format: [formatting("format"), 1, 2, 3] as const,
  /**
   * The same as `format`. Mirrors io:fwrite/1,2,3.
   *
   * ```eshell
   * 1> io:fwrite("~w~n", ["abc"]).
   * [97,98,99]
   * ok
   * ```
   */
  fwrite: [formatting("fwrite"), 1, 2, 3] as const,
  put_chars: [put_chars, 1, 2] as const,
  nl: [nl, 0, 1] as const,
  write: [write, 1, 2] as const,
  /**
   * The width of the terminal; `{error,enotsup}` where there is none. Mirrors io:columns/0,1.
   *
   * ```eshell
   * 1> io:columns().
   * {error,enotsup}
   * ```
   */
  columns: [
    (...io: Term[]): Term => geometry(io.length === 0 ? STANDARD_IO : io[0], "columns"),
    0,
    1,
  ] as const,
  /**
   * The height of the terminal; `{error,enotsup}` where there is none. Mirrors io:rows/0,1.
   *
   * ```eshell
   * 1> io:rows().
   * {error,enotsup}
   * ```
   */
  rows: [(...io: Term[]): Term => geometry(io.length === 0 ? STANDARD_IO : io[0], "rows"), 0, 1] as const,
  get_chars: [get_chars, 2, 3] as const,
  get_line: [get_line, 1, 2] as const,
  /** Reads a line without showing it. Mirrors io:get_password/0,1. */
  get_password: [
    (...io: Term[]): Term => request(io[0] ?? STANDARD_IO, tuple2(Symbol.for("get_password"), UNICODE)),
    0,
    1,
  ] as const,
  /**
   * The options of a device. Mirrors io:getopts/0,1.
   *
   * ```eshell
   * 1> is_list(io:getopts()).
   * true
   * ```
   */
  getopts: [asking("getopts"), 0, 1] as const,
  /**
   * Sets options of a device: `{echo, Bool}`, `binary`, `list`, `{encoding, …}`. Mirrors io:setopts/1,2.
   *
   * ```eshell
   * 1> io:setopts([list]).
   * ok
   * ```
   */
  setopts: [asking("setopts", 1), 1, 2] as const,
  read: [read, 1, 2, 3, 4] as const,
  fread: [fread, 2, 3] as const,
  scan_erl_exprs: [scanning(), 1, 2, 3, 4] as const,
  scan_erl_form: [scanning(), 1, 2, 3, 4] as const,
  parse_erl_exprs: [parsing(parse_exprs), 1, 2, 3, 4] as const,
  parse_erl_form: [parsing(parse_form), 1, 2, 3, 4] as const,
  request: [
    (...args: Term[]): Term => {
      const [device, asked] = withDevice(args, 1);
      return request(device, deviceRequest(asked));
    },
    1,
    2,
  ] as const,
  requests: [
    (...args: Term[]): Term => {
      const [device, list] = withDevice(args, 1);
      return request(device, deviceRequest(tuple2(Symbol.for("requests"), list)));
    },
    1,
    2,
  ] as const,
  /**
   * Which characters are taken for printable: `unicode` or `latin1`. Mirrors io:printable_range/0.
   *
   * ```eshell
   * 1> lists:member(io:printable_range(), [unicode,latin1]).
   * true
   * ```
   */
  printable_range: (): symbol => LATIN1,
});

// os — the operating system: its environment, its clock, its commands.

import { proc } from "../process/frame.ts";
import { atomName, isAtom } from "../terms/atom.ts";
import { badarg, type StackItem } from "../terms/exception.ts";
import { fromArray, isList, NIL } from "../terms/list.ts";
import { isMap, MISSING, mapGet } from "../terms/map.ts";
import { isError } from "../terms/realm.ts";
import type { Term } from "../terms/term.ts";
import { tuple2, tuple3 } from "../terms/tuple.ts";
import { errorBecause } from "./argument-error.ts";
import { erlang } from "./erlang.ts";
import { files } from "./files-port.ts";
import { charsOf, textOf } from "./iodata.ts";
import { OtpSource } from "./otp-source.ts";
import { ports } from "./ports.ts";
import { runningSystem } from "./system-state.ts";
import { otpModule } from "./table.ts";
import { nanosecondsIn } from "./time-units.ts";

const OS = Symbol.for("os");
const NATIVE = Symbol.for("native");
const MAX_SIZE = Symbol.for("max_size");
const KERNEL_ERRORS = Symbol.for("erl_kernel_errors");
const SOURCE = new OtpSource("os");
const FILENAME = new OtpSource("filename");

/** A name of a variable: text without `=`. */
function nameOf(term: Term): string {
  const name = textOf(term);
  if (name === undefined || name.includes("=") || name.includes("\0")) throw badarg(term);
  return name;
}

/**
 * The value of an environment variable, or `false`, or the default. Mirrors os:getenv/0,1,2.
 *
 * ```eshell
 * 1> os:getenv("ESHELL_NOSUCH").
 * false
 * 2> os:getenv("ESHELL_NOSUCH", "none").
 * "none"
 * ```
 */
function getenv(...args: Term[]): Term {
  const { os } = ports.of();
  if (args.length === 0) return fromArray(os.environment());
  const value = os.getenv(nameOf(args[0]));
  return value ?? (args.length === 1 ? false : args[1]);
}

/**
 * Sets an environment variable. Mirrors os:putenv/2.
 *
 * ```eshell
 * 1> os:putenv("ESHELL_EXAMPLE", "1").
 * true
 * ```
 */
function putenv(name: Term, value: Term): true {
  const text = textOf(value);
  const key = nameOf(name);
  if (text === undefined) throw badarg(value);
  ports.of().os.setenv(key, text);
  return true;
}

/**
 * Takes an environment variable away. Mirrors os:unsetenv/1.
 *
 * ```eshell
 * 1> os:unsetenv("ESHELL_NOSUCH").
 * true
 * ```
 */
function unsetenv(name: Term): true {
  ports.of().os.setenv(nameOf(name), undefined);
  return true;
}

/**
 * `{unix,linux}`, `{unix,darwin}`, `{win32,nt}`. Mirrors os:type/0.
 *
 * ```eshell
 * 1> tuple_size(os:type()).
 * 2
 * ```
 */
function type(): Term {
  const { platform } = ports.of().os;
  if (platform === "win32") return tuple2(Symbol.for("win32"), Symbol.for("nt"));
  return tuple2(Symbol.for("unix"), Symbol.for(platform));
}

/** The version of the system. Mirrors os:version/0. */
function version(): Term {
  const [major = 0, minor = 0, release = 0] = ports.of().os.release.split(/\D+/).map(Number);
  return tuple3(major, minor, release);
}

const run = proc(
  function* cmd(command: string, size: number): Generator<unknown, string, string> {
    const output: string = yield ports.of().os.run(command);
    return output.length <= size ? output : output.slice(0, size);
  },
  { module: OS },
);

/** What no command is: the shell's own words for it. */
const EMPTY_COMMAND = ":";

/**
 * The output of a command of the system; of the options `max_size` is known. Mirrors os:cmd/1,2.
 */
function cmd(command: Term, ...options: Term[]): Term {
  const text = isAtom(command) ? atomName(command) : isList(command) ? charsOf(command) : undefined;
  if (options.length > 0 && !isMap(options[0])) {
    const item = { module: OS, name: Symbol.for("cmd"), arity: [command, ...options] };
    throw errorBecause(Symbol.for("badopt"), Symbol.for("badarg"), item, KERNEL_ERRORS);
  }
  if (text === undefined || text.includes("\0")) throw badarg(command);
  const size = options.length > 0 ? mapGet(options[0], MAX_SIZE) : MISSING;
  return run(
    text === "" ? EMPTY_COMMAND : text,
    Number.isSafeInteger(size) ? size : Number.POSITIVE_INFINITY,
  );
}

/**
 * A counter of high resolution. Mirrors os:perf_counter/0,1.
 *
 * ```eshell
 * 1> is_integer(os:perf_counter()).
 * true
 * ```
 */
function perf_counter(...unit: Term[]): Term {
  const nanoseconds = BigInt(Math.floor(runningSystem().host.monotonicMs() * 1e6));
  return nanosecondsIn(nanoseconds, unit.length === 0 ? NATIVE : unit[0]);
}

/** The name of a program or a path: a string, a binary or an atom. */
function pathText(name: Term, ...callers: StackItem[]): string {
  const text = isAtom(name) ? atomName(name) : charsOf(name);
  if (text === undefined) throw FILENAME.noClause("pathtype", [name], 784, ...callers);
  return text;
}

/**
 * The path of a program, or `false`; the folders to look in are those of `PATH` unless given. Mirrors os:find_executable/1,2.
 *
 * ```eshell
 * 1> os:find_executable("no such program").
 * false
 * ```
 */
function find_executable(name: Term, ...path: Term[]): Term {
  const program = pathText(name, SOURCE.item("find_executable", 2, 429));
  const { disk } = files.of();
  const isProgram = (file: string): boolean => {
    try {
      const { kind, mode } = disk.info(file, true);
      return kind === "regular" && (mode & 0o111) !== 0;
    } catch (thrown) {
      if (isError(thrown) && "code" in thrown) return false;
      throw thrown;
    }
  };
  if (program.startsWith("/")) return isProgram(program) ? program : false;
  const folders = path.length === 0 ? (ports.of().os.getenv("PATH") ?? "") : textOf(path[0]);
  if (folders === undefined) {
    const args = [path[0], 58, "", NIL];
    throw SOURCE.noClause("split_path", args, 493, SOURCE.item("find_executable", 2, 431));
  }
  if (program === "") return false;
  const file = folders
    .split(":")
    .map((folder) => `${folder.replace(/\/+$/, "")}/${program}`)
    .find((candidate) => candidate.startsWith("/") && isProgram(candidate));
  return file ?? false;
}

const { system_time, timestamp } = erlang.functions;

/** Module os. The operating system: environment, time, commands. */
export const os = otpModule(
  "os",
  {
    getenv: [getenv, 0, 1, 2] as const,
    putenv,
    unsetenv,
    /**
     * All environment variables, as pairs. Mirrors os:env/0.
     *
     * ```eshell
     * 1> is_list(os:env()).
     * true
     * ```
     */
    env: (): Term =>
      fromArray(
        ports
          .of()
          .os.environment()
          .map((entry) => {
            const at = entry.indexOf("=", 1);
            return tuple2(entry.slice(0, at), entry.slice(at + 1));
          }),
      ),
    /**
     * The system's number of this program, as a string. Mirrors os:getpid/0.
     *
     * ```eshell
     * 1> is_list(os:getpid()).
     * true
     * ```
     */
    getpid: (): string => String(ports.of().os.pid),
    type,
    version,
    cmd: [cmd, 1, 2] as const,
    /**
     * The system's time since 1970, in native units (nanoseconds) or the unit. Mirrors os:system_time/0,1.
     *
     * ```eshell
     * 1> is_integer(os:system_time(second)).
     * true
     * ```
     */
    system_time,
    /**
     * The same as `{MegaSeconds, Seconds, MicroSeconds}`. Mirrors os:timestamp/0.
     *
     * ```eshell
     * 1> tuple_size(os:timestamp()).
     * 3
     * ```
     */
    timestamp,
    perf_counter: [perf_counter, 0, 1] as const,
    find_executable: [find_executable, 1, 2] as const,
  },
  { errors: "erl_kernel_errors" },
);

// os — the operating system: its environment, its clock, its commands.
import { proc } from "../process/frame.ts";
import { atomName, isAtom } from "../terms/atom.ts";
import { badarg } from "../terms/exception.ts";
import { fromArray } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { tuple2, tuple3 } from "../terms/tuple.ts";
import { erlang } from "./erlang.ts";
import { charsOf, textOf } from "./iodata.ts";
import { ports } from "./ports.ts";
import { runningSystem } from "./system-state.ts";
import { otpModule } from "./table.ts";
import { nanosecondsIn } from "./time-units.ts";

const OS = Symbol.for("os");
const NATIVE = Symbol.for("native");

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
  function* cmd(command: string): Generator<unknown, string, string> {
    return yield ports.of().os.run(command);
  },
  { module: OS },
);

/** The output of a command of the system. Mirrors os:cmd/1,2. */
function cmd(command: Term, ..._options: Term[]): Term {
  const text = isAtom(command) ? atomName(command) : charsOf(command);
  if (text === undefined) throw badarg(command);
  return run(text);
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

/** The path of a program, or `false`. Mirrors os:find_executable/1,2. */
function find_executable(name: Term, ..._path: Term[]): Term {
  if (textOf(name) === undefined) throw badarg(name);
  return false;
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

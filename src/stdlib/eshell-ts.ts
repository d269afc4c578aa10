// eshell-ts — what TypeScript modules import: processes, messages, terms, and the OTP modules by name.
//
// Everything here takes and gives TypeScript values. What waits returns a promise and is awaited; everything else
// returns at once.

import { stamp } from "../process/apply.ts";
import { exitSignal } from "../process/exit.ts";
import type { Frame } from "../process/frame.ts";
import { Process } from "../process/process.ts";
import { type Match, Receive, TIMEOUT } from "../process/receive.ts";
import { running } from "../process/running.ts";
import * as signals from "../process/signals.ts";
import { spawnMonitored, spawnProcess } from "../process/spawn.ts";
import type { System } from "../process/system.ts";
import { badarg } from "../terms/exception.ts";
import type { Pid, Ref } from "../terms/pid.ts";
import { type Tuple, tuple } from "../terms/tuple.ts";
import { atomics as atomics_module } from "./atomics.ts";
import { base64 as base64_module } from "./base64.ts";
import { binary as binary_module } from "./binary.ts";
import { code as code_module } from "./code.ts";
import { counters as counters_module } from "./counters.ts";
import { erl_parse as erl_parse_module } from "./erl_parse.ts";
import { erl_scan as erl_scan_module } from "./erl_scan.ts";
import { erlang as erlang_module } from "./erlang.ts";
import { flushDown } from "./erlang-signals.ts";
import { error_logger as error_logger_module } from "./error_logger.ts";
import { facade } from "./facade.ts";
import { init as init_module } from "./init.ts";
import { io as io_module } from "./io.ts";
import { io_lib as io_lib_module } from "./io_lib.ts";
import { lists as lists_module } from "./lists.ts";
import { logger as logger_module } from "./logger.ts";
import { maps as maps_module } from "./maps.ts";
import { math as math_module } from "./math.ts";
import { os as os_module } from "./os.ts";
import { persistent_term as persistent_term_module } from "./persistent_term.ts";
import { proplists as proplists_module } from "./proplists.ts";
import { string as string_module } from "./string.ts";
import { timer as timer_module } from "./timer.ts";

export { Exception } from "../terms/exception.ts";
export { ImproperList } from "../terms/list.ts";
export { Pid, Ref } from "../terms/pid.ts";
export { isTuple, Tuple, tuple } from "../terms/tuple.ts";

/** What `receive` returns when its time is up: `if (message === timeout) …`. */
export const timeout: typeof TIMEOUT = TIMEOUT;

/** How long to wait, in milliseconds; the word of Erlang's `receive … after`. */
export interface After {
  readonly after: number;
}

type Predicate = (message: unknown) => unknown;
type Guard<T> = (message: unknown) => message is T;

/**
 * Waits for a message: the first in the mailbox, or the first that the predicate accepts; the others stay.
 *
 * A type guard as predicate narrows the result. `{ after: ms }` gives up after that many milliseconds and returns
 * {@link timeout}; 0 looks without waiting. Mirrors Erlang's `receive`.
 *
 * ```ts
 * // modules/patient.ts: passes on one atom, and tells when none has come for a second.
 * import { type Pid, receive, send, spawn, timeout } from "eshell-ts";
 *
 * const isAtom = (message: unknown): message is symbol => typeof message === "symbol";
 *
 * export function start(to: Pid) {
 *   return spawn(loop, to);
 * }
 *
 * async function loop(to: Pid): Promise<never> {
 *   const atom = await receive(isAtom, { after: 1000 });
 *   send(to, atom === timeout ? Symbol.for("timeout") : atom);
 *   return loop(to);
 * }
 * ```
 *
 * ```eshell
 * 1> Echo = patient:start(self()).
 * <0.90.0>
 * 2> Echo ! 1, Echo ! two, flush().
 * ok
 * %% 1.5 s later: the number is left in the mailbox
 * 3> flush().
 * Shell got two
 * Shell got timeout
 * ok
 * ```
 */
export function receive(): Promise<unknown>;
export function receive(options: After): Promise<unknown>;
export function receive<T>(predicate: Guard<T>): Promise<T>;
export function receive<T>(predicate: Guard<T>, options: After): Promise<T | typeof timeout>;
export function receive(predicate: Predicate, options?: After): Promise<unknown>;
export function receive(first?: Predicate | After, second?: After): Promise<unknown> {
  if (running.strand === null) throw new Error("receive outside of a process");
  if (typeof first === "function") {
    return new Receive(first as Match, second === undefined ? Number.POSITIVE_INFINITY : second.after, true);
  }
  return new Receive(null, first === undefined ? Number.POSITIVE_INFINITY : first.after, true);
}

/** Who can be sent to: a pid, a registered name, a name at a node, an alias. */
export type Destination = Pid | symbol | Ref | Tuple<[symbol, symbol]>;

/**
 * The pid of the running process. Mirrors self/0.
 *
 * ```eshell
 * 1> self() ! hello, receive M -> M end.
 * hello
 * ```
 */
export function self(): Pid {
  return signals.self();
}

/**
 * Sends a message, by reference: it must not be changed afterwards. Returns it.
 * An unknown name is `badarg`; a process that has ended gets nothing. Mirrors erlang:send/2.
 *
 * ```eshell
 * 1> erlang:send(self(), hello), receive M -> M end.
 * hello
 * 2> erlang:send(nosuch, hello).
 * ** exception error: bad argument
 *      in function  erlang:send/2
 *         called as erlang:send(nosuch,hello)
 *         *** argument 1: invalid destination
 * ```
 */
export function send<M>(to: Destination, message: M): M {
  if (to instanceof Process) {
    to.deliver(message);
    return message;
  }
  try {
    signals.send(to, message);
  } catch (thrown) {
    throw stamp(thrown, ERLANG, "send", [to, message]);
  }
  return message;
}

const ERLANG = Symbol.for("erlang");

type Start<A extends unknown[]> = (...args: A) => unknown;

function starter<A extends unknown[]>(fn: Start<A>, args: A): () => unknown {
  return args.length === 0 ? (fn as () => unknown) : () => fn(...args);
}

/**
 * Starts a process that runs `fn(...args)`. Given as an import (`MODULE.loop`) the function is looked up when the
 * process first runs, and so is the current one. Mirrors spawn/1 and spawn/3.
 *
 * ```eshell
 * 1> Me = self(), spawn(fun() -> Me ! hello end), receive M -> M end.
 * hello
 * 2> is_pid(spawn(lists, sort, [[2,1]])).
 * true
 * ```
 */
export function spawn<A extends unknown[]>(fn: Start<A>, ...args: A): Pid {
  return spawnProcess(running.system as System, starter(fn, args), {});
}

/**
 * Starts a process linked to the running one. Mirrors spawn_link/1,3.
 *
 * ```eshell
 * 1> process_flag(trap_exit, true), P = spawn_link(fun() -> exit(bye) end), receive {'EXIT', P, Reason} -> Reason end.
 * bye
 * ```
 */
export function spawn_link<A extends unknown[]>(fn: Start<A>, ...args: A): Pid {
  return spawnProcess(running.system as System, starter(fn, args), { link: true });
}

/**
 * Starts a process and monitors it: `[pid, ref]`. Mirrors spawn_monitor/1,3.
 *
 * ```eshell
 * 1> {P, R} = spawn_monitor(fun() -> exit(bye) end), receive {'DOWN', R, process, P, Reason} -> Reason end.
 * bye
 * ```
 */
export function spawn_monitor<A extends unknown[]>(fn: Start<A>, ...args: A): Tuple<[Pid, Ref]> {
  const [pid, ref] = spawnMonitored(running.system as System, starter(fn, args), {});
  return tuple(pid as Pid, ref) as Tuple<[Pid, Ref]>;
}

/**
 * Gives a process a name, under which it can be sent to. Mirrors register/2.
 *
 * ```eshell
 * 1> register(me, self()), me ! hello, receive M -> unregister(me), M end.
 * hello
 * ```
 */
export function register(name: symbol, pid: Pid): true {
  const process = (running.system as System).table.find(pid);
  if (process === undefined || !signals.register(process, name)) {
    throw stamp(badarg(name, pid), ERLANG, "register", [name, pid]);
  }
  return true;
}

/**
 * Takes a name back. Mirrors unregister/1.
 *
 * ```eshell
 * 1> register(me, self()), unregister(me).
 * true
 * 2> whereis(me).
 * undefined
 * ```
 */
export function unregister(name: symbol): true {
  if (!signals.unregister(running.system as System, name)) {
    throw stamp(badarg(name), ERLANG, "unregister", [name]);
  }
  return true;
}

/**
 * The process of that name, or undefined. Mirrors whereis/1.
 *
 * ```eshell
 * 1> whereis(nosuch).
 * undefined
 * ```
 */
export function whereis(name: symbol): Pid | undefined {
  return (running.system as System).names.get(name);
}

/**
 * Whether the process lives. Mirrors is_process_alive/1.
 *
 * ```eshell
 * 1> is_process_alive(self()).
 * true
 * 2> P = spawn(fun() -> ok end), timer:sleep(1), is_process_alive(P).
 * false
 * ```
 */
export function is_process_alive(pid: Pid): boolean {
  return (running.system as System).table.find(pid) !== undefined;
}

/**
 * Links the running process to another. If that has ended, the exit signal says noproc. Mirrors link/1.
 *
 * ```eshell
 * 1> process_flag(trap_exit, true), P = spawn(fun() -> receive stop -> exit(bye) end end), link(P), P ! stop, receive {'EXIT', P, Reason} -> Reason end.
 * bye
 * ```
 */
export function link(pid: Pid): true {
  const me = signals.self();
  const process = me.system.table.find(pid);
  if (process === undefined) exitSignal(pid, me, Symbol.for("noproc"), false);
  else signals.link(me, process);
  return true;
}

/**
 * Mirrors unlink/1.
 *
 * ```eshell
 * 1> P = spawn_link(fun() -> receive stop -> exit(bye) end end), unlink(P).
 * true
 * ```
 */
export function unlink(pid: Pid): true {
  const me = signals.self();
  const process = me.system.table.find(pid);
  if (process !== undefined) signals.unlink(me, process);
  return true;
}

/**
 * Monitors a process, by pid or name: when it ends, the running process gets
 * `{'DOWN', ref, process, pid, reason}`. Mirrors monitor(process, …).
 *
 * ```eshell
 * 1> P = spawn(fun() -> exit(bye) end), R = monitor(process, P).
 * #Ref<0.1.2.3>
 * 2> receive {'DOWN', R, process, P, Reason} -> Reason end.
 * bye
 * ```
 */
export function monitor(target: Pid | symbol): Ref {
  return signals.monitor(signals.self(), target);
}

/**
 * Ends a monitor; `{ flush: true }` takes its message out of the mailbox as well. Mirrors demonitor/1,2.
 *
 * ```eshell
 * 1> R = monitor(process, self()), demonitor(R).
 * true
 * 2> demonitor(R, [flush,info]).
 * false
 * ```
 */
export function demonitor(ref: Ref, options: { readonly flush?: boolean } = {}): true {
  const me = signals.self();
  signals.demonitor(me, ref);
  if (options.flush) flushDown(me, ref);
  return true;
}

/**
 * Sends an exit signal. `kill` cannot be trapped. Mirrors exit/2.
 *
 * ```eshell
 * 1> P = spawn(fun() -> timer:sleep(infinity) end), exit(P, kill), timer:sleep(1), is_process_alive(P).
 * false
 * ```
 */
export function exit(pid: Pid, reason: unknown): true {
  const me = signals.self();
  const process = me.system.table.find(pid);
  if (process !== undefined) signals.exit(me, process, reason);
  return true;
}

/**
 * Whether exit signals of linked processes arrive as messages; returns what it was. Mirrors process_flag(trap_exit, …).
 *
 * ```eshell
 * 1> process_flag(trap_exit, true).
 * false
 * 2> P = spawn_link(fun() -> exit(bye) end).
 * <0.90.0>
 * 3> receive {'EXIT', P, Reason} -> Reason end.
 * bye
 * ```
 */
export function trap_exit(value: boolean): boolean {
  const me = signals.self();
  const old = me.trapExit;
  me.trapExit = value;
  return old;
}

/**
 * A reference unlike any other. Mirrors make_ref/0.
 *
 * ```eshell
 * 1> make_ref() =:= make_ref().
 * false
 * ```
 */
export function make_ref(): Ref {
  return (running.system as System).makeRef();
}

/**
 * A signal that fires when the running process ends: `fetch(url, { signal: signal() })` dies with it.
 *
 * ```ts
 * // modules/leaving.ts
 * import { io, receive, signal, spawn } from "eshell-ts";
 *
 * export function start() {
 *   return spawn(async () => {
 *     signal().addEventListener("abort", () => io.format("aborted~n"));
 *     await receive();
 *   });
 * }
 * ```
 *
 * ```eshell
 * 1> P = leaving:start().
 * <0.90.0>
 * 2> exit(P, kill).
 * aborted
 * true
 * ```
 */
export function signal(): AbortSignal {
  return signals.self().signal;
}

// The OTP modules, by name. What waits, and what takes a fun, returns a promise.
export const atomics = facade(atomics_module);
export const base64 = facade(base64_module);
export const binary = facade(binary_module);
export const code = facade(code_module);
export const counters = facade(counters_module);
export const erl_parse = facade(erl_parse_module);
export const erl_scan = facade(erl_scan_module);
export const erlang = facade(erlang_module);
export const error_logger = facade(error_logger_module);
export const init = facade(init_module);
export const io = facade(io_module);
export const io_lib = facade(io_lib_module);
export const lists = facade(lists_module);
export const logger = facade(logger_module);
export const maps = facade(maps_module);
export const math = facade(math_module);
export const os = facade(os_module);
export const persistent_term = facade(persistent_term_module);
export const proplists = facade(proplists_module);
export const string = facade(string_module);
export const timer = facade(timer_module);

export type { Frame, Process };

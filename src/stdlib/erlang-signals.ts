// erlang-signals — what processes send each other, as BIFs of module erlang: messages, links, monitors, aliases, exits
// and the exceptions that a program raises itself.
import { traced } from "../process/failure.ts";
import type { Process } from "../process/process.ts";
import { receiveFrame } from "../process/receive.ts";
import * as signals from "../process/signals.ts";
import { type MonitorOptions, self } from "../process/signals.ts";
import { atomName, isAtom } from "../terms/atom.ts";
import { openRaw, wrapForModule } from "../terms/border.ts";
import { badarg, bifError, Exception, type ExceptionClass, type StackItem } from "../terms/exception.ts";
import { toArray } from "../terms/list.ts";
import { isMap, MISSING, mapGet } from "../terms/map.ts";
import { Pid, Ref } from "../terms/pid.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple3 } from "../terms/tuple.ts";
import { badargBecause } from "./argument-error.ts";
import { runningSystem } from "./system-state.ts";

const ERTS_ERRORS = Symbol.for("erl_erts_errors");
const PROCESS = Symbol.for("process");
const PORT = Symbol.for("port");
const TIME_OFFSET = Symbol.for("time_offset");
const CLOCK_SERVICE = Symbol.for("clock_service");
const ALIAS = Symbol.for("alias");
const TAG = Symbol.for("tag");
const NOPROC = Symbol.for("noproc");
const FLUSH = Symbol.for("flush");
const INFO = Symbol.for("info");
const REPLY = Symbol.for("reply");
const EXPLICIT = Symbol.for("explicit_unalias");
const PRIORITY = Symbol.for("priority");
const NOSUSPEND = Symbol.for("nosuspend");
const NOCONNECT = Symbol.for("noconnect");
const OK = Symbol.for("ok");
const ERROR_INFO = Symbol.for("error_info");

/** What follows if the running process has ended itself: a frame from which it does not return. */
function unlessEnded<T>(process: Process, result: T): T {
  return process.alive ? result : (receiveFrame() as T);
}

/**
 * Sends a message, with options that matter between nodes. Mirrors send/3.
 *
 * ```eshell
 * 1> erlang:send(self(), hello, []).
 * ok
 * ```
 */
function send(to: Term, message: Term, ...options: Term[]): Term {
  if (options.length > 0) {
    const list = toArray(options[0]);
    if (list === undefined || list.some((option) => ![NOSUSPEND, NOCONNECT, PRIORITY].includes(option))) {
      throw badargBecause("badopt", "send", [to, message, options[0]]);
    }
  }
  signals.sendFromErlang(to, message);
  return options.length > 0 ? OK : message;
}

/**
 * Sends a message; `true`, since nothing suspends the sender. Mirrors send_nosuspend/2,3.
 *
 * ```eshell
 * 1> erlang:send_nosuspend(self(), hello).
 * true
 * ```
 */
function send_nosuspend(to: Term, message: Term, ...options: Term[]): true {
  if (options.length > 0 && toArray(options[0]) === undefined) {
    throw badargBecause("badopt", "send_nosuspend", [to, message, options[0]]);
  }
  signals.sendFromErlang(to, message);
  return true;
}

function link(pid: Term, ...options: Term[]): Term {
  if (options.length > 0 && !onlyPriority(options[0]))
    throw badargBecause("badopt", "link", [pid, options[0]]);
  if (!(pid instanceof Pid)) throw badarg(pid);
  const me = self();
  const other = me.system.table.find(pid);
  if (other !== undefined) {
    signals.link(me, other);
    return true;
  }
  if (!me.trapExit) throw bifError(NOPROC);
  me.deliver(wrapForModule(tuple3(Symbol.for("EXIT"), pid, NOPROC)));
  return true;
}

function onlyPriority(options: Term): boolean {
  return toArray(options)?.every((option) => option === PRIORITY) ?? false;
}

function unlink(pid: Term): true {
  if (!(pid instanceof Pid)) throw badarg(pid);
  const me = self();
  const other = me.system.table.find(pid);
  if (other !== undefined) signals.unlink(me, other);
  return true;
}

/** The options of monitor/3 and `{monitor,Options}`; `refuse` makes the error for a wrong one. */
export function parseMonitorOptions(options: Term, refuse: () => Exception): MonitorOptions {
  const parsed: { alias?: MonitorOptions["alias"]; tag?: Term } = {};
  const list = toArray(options);
  if (list === undefined) throw refuse();
  for (const option of list) {
    if (!isTuple(option) || option.length !== 2) throw refuse();
    if (option[0] === TAG) parsed.tag = option[1];
    else if (option[0] === ALIAS && isAliasMode(option[1]))
      parsed.alias = atomName(option[1]) as MonitorOptions["alias"];
    else throw refuse();
  }
  return parsed;
}

function isAliasMode(mode: Term): boolean {
  return mode === EXPLICIT || mode === Symbol.for("demonitor") || mode === Symbol.for("reply_demonitor");
}

/**
 * Monitors a process by pid or name: when it ends, `{'DOWN', Ref, process, Pid, Reason}` arrives. Mirrors monitor/2,3.
 *
 * ```eshell
 * 1> P = spawn(fun() -> exit(done) end), R = monitor(process, P), receive {'DOWN', R, process, P, Reason} -> Reason end.
 * done
 * ```
 */
function monitor(type: Term, item: Term, ...options: Term[]): Term {
  const args = [type, item, ...options];
  if (type === TIME_OFFSET && item === CLOCK_SERVICE) return runningSystem().makeRef();
  if (type !== PROCESS && type !== PORT) throw badargBecause("badtype", "monitor", args);
  const parsed =
    options.length === 0
      ? {}
      : parseMonitorOptions(options[0], () => badargBecause("badopt", "monitor", args));
  if (type === PORT) throw badarg(item);
  return signals.monitor(self(), monitored(item), parsed);
}

/** A pid, a name, or a name at this node. */
function monitored(item: Term): Pid | symbol {
  if (item instanceof Pid) return item;
  if (isTuple(item) && item.length === 2 && isAtom(item[0]) && isAtom(item[1])) return item[0] as symbol;
  if (!isAtom(item)) throw badarg(item);
  return item as symbol;
}

function demonitor(ref: Term, ...options: Term[]): boolean {
  const list = options.length === 0 ? [] : toArray(options[0]);
  if (!(ref instanceof Ref) || list === undefined) throw badarg(ref, options);
  if (list.some((option) => option !== FLUSH && option !== INFO)) throw badarg(options);
  const found = signals.demonitor(self(), ref);
  const flush = list.includes(FLUSH);
  if (flush && !found) flushDown(self(), ref);
  return list.includes(INFO) ? found : true;
}

/** Takes the message of a monitor out of the mailbox, if it is there. */
export function flushDown(process: Process, ref: Ref): void {
  let before = null;
  for (let node = process.mailbox.first; node !== null; before = node, node = node.next) {
    const message = openRaw(node.message);
    if (!isTuple(message) || message.length !== 5 || message[1] !== ref) continue;
    process.mailbox.remove(before, node);
    process.messageTaken(node);
    return;
  }
}

/**
 * A reference that can be sent to, as to the running process, until `unalias/1`. Mirrors alias/0,1.
 *
 * ```eshell
 * 1> A = alias(), A ! hello, receive M -> M end.
 * hello
 * ```
 */
function alias(...options: Term[]): Term {
  const list = options.length === 0 ? [] : toArray(options[0]);
  if (list === undefined) throw badarg(options);
  if (list.some((option) => option !== REPLY && option !== EXPLICIT && option !== PRIORITY))
    throw badarg(options);
  const me = self();
  const ref = me.system.makeRef();
  me.system.aliases.set(ref.id, { process: me, mode: list.includes(REPLY) ? "reply" : "explicit_unalias" });
  me.onExit ??= [];
  me.onExit.push(() => me.system.aliases.delete(ref.id));
  return ref;
}

/**
 * Ends an alias: what is sent to it is dropped. Mirrors unalias/1.
 *
 * ```eshell
 * 1> A = alias(), unalias(A).
 * true
 * ```
 */
function unalias(ref: Term): boolean {
  if (!(ref instanceof Ref)) throw badarg(ref);
  const { aliases } = runningSystem();
  if (aliases.get(ref.id)?.process !== self()) return false;
  return aliases.delete(ref.id);
}

/**
 * Raises an exception of class `exit`; a process that does not catch it ends with that reason. Mirrors exit/1.
 *
 * ```eshell
 * 1> exit(bye).
 * ** exception exit: bye
 * 2> catch exit(bye).
 * {'EXIT',bye}
 * ```
 */
function exit(...args: Term[]): Term {
  if (args.length === 1) throw new Exception("exit", args[0]);
  const [to, reason, ...options] = args;
  if (options.length > 0 && !onlyPriority(options[0])) throw badargBecause("badopt", "exit", args);
  return exit_signal(to, reason);
}

function exit_signal(to: Term, reason: Term, ...options: Term[]): Term {
  if (options.length > 0 && !onlyPriority(options[0])) {
    throw badargBecause("badopt", "exit_signal", [to, reason, options[0]]);
  }
  const system = runningSystem();
  let process: Process | undefined;
  if (to instanceof Pid) process = system.table.find(to);
  else if (to instanceof Ref) process = system.aliases.get(to.id)?.process;
  else throw badarg(to);
  if (process === undefined) return true;
  const me = self();
  signals.exit(me, process, reason);
  return unlessEnded(me, true);
}

/**
 * erlang:error/1,2,3. The arguments, and what error_info says of them, go to the innermost function of a module that
 * is running; called from the prompt that is `shell:apply_fun`, through which OTP's shell makes every call. Mirrors error/1,2,3.
 *
 * ```eshell
 * 1> error(oops).
 * ** exception error: oops
 * ```
 */
function error(reason: Term, ...more: Term[]): never {
  const exception = new Exception("error", reason);
  const args = toArray(more[0]);
  const info = more.length > 1 ? errorInfo(more[1]) : undefined;
  if (more.length > 0) {
    traced(exception);
    if (exception.items.length === 0) exception.items.push({ ...APPLY_FUN });
    const item = exception.items[0];
    if (args !== undefined) item.arity = args;
    if (info !== undefined) item.info = info;
  }
  throw exception;
}

const APPLY_FUN: StackItem = {
  module: Symbol.for("shell"),
  name: Symbol.for("apply_fun"),
  arity: 3,
  file: "shell.erl",
  line: 1209,
};

function errorInfo(options: Term): StackItem["info"] {
  for (const option of toArray(options) ?? []) {
    if (isTuple(option) && option.length === 2 && option[0] === ERROR_INFO && isMap(option[1])) {
      return parseInfo(option[1]);
    }
  }
  return undefined;
}

const CLASSES: readonly string[] = ["error", "exit", "throw"];

/**
 * erlang:raise/3: `badarg`, returned, if an argument is wrong. Mirrors raise/3.
 *
 * ```eshell
 * 1> catch erlang:raise(throw, hello, []).
 * hello
 * ```
 */
function raise(cls: Term, reason: Term, trace: Term): Term {
  const items = parseTrace(trace);
  if (!isAtom(cls) || !CLASSES.includes(atomName(cls)) || items === undefined) return Symbol.for("badarg");
  const exception = new Exception(atomName(cls) as ExceptionClass, reason, items);
  exception.complete = true;
  throw exception;
}

/** The items that a stacktrace as a term stands for; undefined if it is none. */
export function parseTrace(trace: Term): StackItem[] | undefined {
  const list = toArray(trace);
  if (list === undefined) return undefined;
  const items: StackItem[] = [];
  for (const entry of list) {
    const item = parseTraceItem(entry);
    if (item === undefined) return undefined;
    items.push(item);
  }
  return items;
}

function parseTraceItem(entry: Term): StackItem | undefined {
  if (!isTuple(entry) || entry.length < 3 || entry.length > 4) return undefined;
  const [module, name, arity, location] = entry;
  const args = toArray(arity);
  if (!isAtom(module) || !isAtom(name)) return undefined;
  if (args === undefined && !(Number.isSafeInteger(arity) && arity >= 0)) return undefined;
  const item: StackItem = { module: module as symbol, name: name as symbol, arity: args ?? arity };
  const pairs = location === undefined ? [] : toArray(location);
  if (pairs === undefined) return undefined;
  for (const pair of pairs) {
    if (!isTuple(pair) || pair.length !== 2) continue;
    if (pair[0] === Symbol.for("file")) item.file = pair[1];
    else if (pair[0] === Symbol.for("line")) item.line = pair[1];
    else if (pair[0] === ERROR_INFO && isMap(pair[1])) item.info = parseInfo(pair[1]);
  }
  return item;
}

function parseInfo(info: Term): StackItem["info"] {
  const module = mapGet(info, Symbol.for("module"));
  const cause = mapGet(info, Symbol.for("cause"));
  return { module: module === MISSING ? ERTS_ERRORS : module, cause: cause === MISSING ? undefined : cause };
}

export const signalBifs = {
  send: [send, 2, 3] as const,
  "!": (to: Term, message: Term): Term => send(to, message),
  send_nosuspend: [send_nosuspend, 2, 3] as const,
  link: [link, 1, 2] as const,
  unlink,
  monitor: [monitor, 2, 3] as const,
  demonitor: [demonitor, 1, 2] as const,
  alias: [alias, 0, 1] as const,
  unalias,
  exit: [exit, 1, 2, 3] as const,
  exit_signal: [exit_signal, 2, 3] as const,
  error: [error, 1, 2, 3] as const,
  /**
   * Raises an exception of class `throw`, to be caught by somebody who expects it. Mirrors throw/1.
   *
   * ```eshell
   * 1> catch throw(hello).
   * hello
   * ```
   */
  throw: (reason: Term): never => {
    throw new Exception("throw", reason);
  },
  raise,
  /** Raises an exception of class `error`. Mirrors nif_error/1,2. */
  nif_error: [error, 1, 2] as const,
};

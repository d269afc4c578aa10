// erlang-process — processes of module erlang: starting them, their flags, names, dictionary and group leader.
//
// Differs from OTP: there is one node, so spawning elsewhere gives a process that has ended with `noconnection`.
import { applyMfa, callFun0, stamp } from "../process/apply.ts";
import { NODE } from "../process/exit.ts";
import { proc } from "../process/frame.ts";
import type { Priority, Process } from "../process/process.ts";
import { receiveFrame } from "../process/receive.ts";
import { register as registerName, self, unregister as unregisterName } from "../process/signals.ts";
import { type SpawnOptions, spawnMonitored, spawnProcess } from "../process/spawn.ts";
import { atomName, isAtom } from "../terms/atom.ts";
import { wrapForModule } from "../terms/border.ts";
import { badarg, Exception, errorTuple, type StackItem } from "../terms/exception.ts";
import { Fun, isFun } from "../terms/fun.ts";
import { hash } from "../terms/hash.ts";
import { fromArray, listLength, NIL, toArray } from "../terms/list.ts";
import { equalExact } from "../terms/order.ts";
import { Pid, Ref } from "../terms/pid.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple2, tupleFrom } from "../terms/tuple.ts";
import { after } from "./after.ts";
import { badargBecause } from "./argument-error.ts";
import { parseMonitorOptions } from "./erlang-signals.ts";
import { isFunOf } from "./fun-arity.ts";
import { runningSystem, SystemState } from "./system-state.ts";

const ERLANG = Symbol.for("erlang");
const APPLY = Symbol.for("apply");
const NOCONNECTION = Symbol.for("noconnection");
const LINK = Symbol.for("link");
const MONITOR = Symbol.for("monitor");
const PRIORITY = Symbol.for("priority");
const PRIORITIES: readonly string[] = ["low", "normal", "high", "max"];
/** Spawn options that steer OTP's memory or schedulers: accepted, and of no effect here. */
const IGNORED_OPTIONS =
  /^(fullsweep_after|(min|max)_heap_size|min_bin_vheap_size|message_queue_data|async_dist|scheduler)$/;

/** What a process runs: from a fun, or a module, a name and a list of arguments; badarg if it is neither. */
export function startOf(what: readonly Term[]): { start: () => Term; initialCall: StackItem } {
  if (what.length === 1) {
    const [fun] = what;
    if (!isFun(fun)) throw badarg(fun);
    return { start: () => callStart(fun), initialCall: { module: ERLANG, name: APPLY, arity: 2 } };
  }
  const [module, name, list] = what;
  const args = toArray(list);
  if (!isAtom(module) || !isAtom(name) || args === undefined) throw badarg(what);
  const initialCall = { module: module as symbol, name: name as symbol, arity: args.length };
  return { start: () => applyMfa(module, name, args), initialCall };
}

/** The first call of a process: a fun that takes arguments fails as erlang:apply/2. */
function callStart(fun: Term): Term {
  if (fun instanceof Fun && fun.arity !== 0) {
    const exception = errorTuple(Symbol.for("badarity"), tuple2(fun, NIL));
    exception.items = [{ module: ERLANG, name: APPLY, arity: 2 }];
    throw exception;
  }
  return callFun0(fun);
}

const OFF_NODE = {
  start: () => raiseExit(NOCONNECTION),
  initialCall: { module: ERLANG, name: APPLY, arity: 2 },
};

/** Arguments of a spawn BIF: with an even count the first names the node. */
function spawnArguments(args: readonly Term[]): { start: () => Term; initialCall: StackItem } {
  if (args.length % 2 === 1) return startOf(args);
  const [node, ...rest] = args;
  if (!isAtom(node)) throw badarg(node);
  const what = startOf(rest);
  return node === NODE ? what : OFF_NODE;
}

function spawn(...args: Term[]): Pid {
  const { start, initialCall } = spawnArguments(args);
  return spawnProcess(runningSystem(), start, { initialCall });
}

function spawn_link(...args: Term[]): Pid {
  checkStart("spawn_link", args);
  const { start, initialCall } = spawnArguments(args);
  return spawnProcess(runningSystem(), start, { link: true, initialCall });
}

/** spawn_link and spawn_monitor refuse a fun that takes arguments, which spawn starts. */
function checkStart(name: string, args: readonly Term[]): void {
  if (args.length > 2 || (args.length === 2 && args[0] !== NODE)) return;
  const fun = args[args.length - 1];
  if (!isFunOf(fun, 0)) throw stamp(badarg(fun), ERLANG, name, [fun]);
}

/**
 * Starts a process at a node, and monitors it. Mirrors spawn_monitor/2,4.
 *
 * ```eshell
 * 1> {P, R} = spawn_monitor(node(), fun() -> exit(bye) end), receive {'DOWN', R, process, P, Reason} -> Reason end.
 * bye
 * ```
 */
function spawn_monitor(...args: Term[]): Term {
  checkStart("spawn_monitor", args);
  const { start, initialCall } = spawnArguments(args);
  const [pid, ref] = spawnMonitored(runningSystem(), start, { initialCall });
  return tuple2(pid, ref);
}

/**
 * Starts a process with options: `link`, `monitor`, `{priority, Level}` … Mirrors spawn_opt/2,3,4,5.
 *
 * ```eshell
 * 1> {P, R} = spawn_opt(fun() -> exit(done) end, [monitor]), receive {'DOWN', R, process, P, Reason} -> Reason end.
 * done
 * ```
 */
function spawn_opt(...args: Term[]): Term {
  const list = toArray(args[args.length - 1]);
  const refuse = () => badargBecause("badopt", "spawn_opt", args);
  if (list === undefined) throw refuse();
  const options = parseSpawnOptions(list, refuse);
  const { start, initialCall } = spawnArguments(args.slice(0, -1));
  const spawn = { ...options, initialCall };
  if (options.monitor === undefined) return spawnProcess(runningSystem(), start, spawn);
  const [pid, ref] = spawnMonitored(runningSystem(), start, spawn);
  return tuple2(pid, ref);
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** The options of spawn_opt; `refuse` makes the error if one is unknown. */
export function parseSpawnOptions(list: readonly Term[], refuse: () => Exception): SpawnOptions {
  const options: Writable<SpawnOptions> = {};
  for (const option of list) {
    if (option === LINK) options.link = true;
    else if (option === MONITOR) options.monitor = true;
    else if (!isTuple(option) || option.length !== 2 || !isAtom(option[0])) throw refuse();
    else if (option[0] === PRIORITY && isPriority(option[1]))
      options.priority = atomName(option[1]) as Priority;
    else if (option[0] === MONITOR) options.monitor = parseMonitorOptions(option[1], refuse);
    else if (!IGNORED_OPTIONS.test(atomName(option[0]))) throw refuse();
  }
  return options;
}

function isPriority(term: Term): boolean {
  return typeof term === "symbol" && PRIORITIES.includes(atomName(term));
}

/** The process that a pid names, if it lives. */
export function processOf(pid: Term): Process | undefined {
  if (!(pid instanceof Pid)) throw badarg(pid);
  return runningSystem().table.find(pid);
}

/** Raises an exit in the running process. */
export function raiseExit(reason: Term): never {
  throw new Exception("exit", reason);
}

function is_process_alive(pid: Term): boolean {
  return processOf(pid) !== undefined;
}

function register(name: Term, pid: Term): true {
  const args = [name, pid];
  if (!isAtom(name) || name === undefined || !(pid instanceof Pid)) throw badarg(args);
  const process = runningSystem().table.find(pid);
  if (process === undefined) throw badargBecause("notalive", "register", args);
  if (process.registeredName !== null) throw badargBecause("registered_name", "register", args);
  if (!registerName(process, name as symbol)) throw badarg(args);
  return true;
}

function unregister(name: Term): true {
  if (!isAtom(name) || !unregisterName(runningSystem(), name as symbol)) throw badarg(name);
  return true;
}

function whereis(name: Term): Process | undefined {
  if (!isAtom(name)) throw badarg(name);
  return runningSystem().names.get(name as symbol);
}

const FLAGS = [
  "error_handler",
  "fullsweep_after",
  "max_heap_size",
  "message_queue_data",
  "min_bin_vheap_size",
];
const MORE_FLAGS = ["min_heap_size", "async_dist", "sensitive", "save_calls", "monitor_nodes"];
const KNOWN_FLAGS: readonly string[] = [...FLAGS, ...MORE_FLAGS, "trap_exit", "priority"];

/** Flags that steer what we do not have: their values are kept, so that they read back. */
const DEFAULT_FLAGS: Record<string, Term> = {
  error_handler: Symbol.for("error_handler"),
  fullsweep_after: 65535,
  max_heap_size: { error_logger: true, include_shared_binaries: false, kill: true, size: 0 },
  message_queue_data: Symbol.for("on_heap"),
  min_bin_vheap_size: 46422,
  min_heap_size: 233,
  async_dist: false,
  sensitive: false,
  save_calls: 0,
  monitor_nodes: false,
};

const keptFlags = new SystemState(() => new WeakMap<Process, Record<string, Term>>());

/** The value of a process flag that is only kept. */
export function keptFlag(process: Process, name: string): Term {
  return keptFlags.of(process.system).get(process)?.[name] ?? DEFAULT_FLAGS[name];
}

function setKeptFlag(process: Process, name: string, value: Term): Term {
  const old = keptFlag(process, name);
  const all = keptFlags.of(process.system);
  all.set(process, { ...all.get(process), [name]: value });
  return old;
}

const QUEUE_DATA: readonly string[] = ["on_heap", "off_heap"];

function fitsFlag(name: string, value: Term): boolean {
  const initial = DEFAULT_FLAGS[name];
  if (typeof initial === "boolean") return typeof value === "boolean";
  if (name === "max_heap_size")
    return Number.isSafeInteger(value) || (typeof value === "object" && value !== null);
  if (typeof initial === "number") return Number.isSafeInteger(value) && value >= 0;
  if (name === "message_queue_data") return isAtom(value) && QUEUE_DATA.includes(atomName(value));
  return isAtom(value);
}

/**
 * Sets a flag of the running process, and returns what it was: `trap_exit`, `priority` … Mirrors process_flag/2,3.
 *
 * ```eshell
 * 1> process_flag(trap_exit, true).
 * false
 * 2> process_flag(trap_exit, false).
 * true
 * ```
 */
function process_flag(...args: Term[]): Term {
  if (args.length === 3) return otherProcessFlag(args[0], args[1], args[2]);
  const [flag, value] = args;
  const name = isAtom(flag) ? atomName(flag) : "";
  if (!KNOWN_FLAGS.includes(name)) throw badargBecause("badopt", "process_flag", args);
  const process = self();
  if (name === "trap_exit") {
    if (typeof value !== "boolean") throw badarg(value);
    const old = process.trapExit;
    process.trapExit = value;
    return old;
  }
  if (name === "priority") {
    if (!isPriority(value)) throw badarg(value);
    const old = process.priority;
    process.priority = atomName(value) as Priority;
    return Symbol.for(old);
  }
  if (!fitsFlag(name, value)) throw badarg(value);
  return setKeptFlag(process, name, value);
}

function otherProcessFlag(pid: Term, flag: Term, value: Term): Term {
  const process = processOf(pid);
  if (process === undefined || flag !== Symbol.for("save_calls")) {
    throw badargBecause("badtype", "process_flag", [pid, flag, value]);
  }
  if (!Number.isSafeInteger(value) || value < 0) throw badarg(value);
  return setKeptFlag(process, "save_calls", value);
}

/** The key under which JavaScript's Map finds a term: atoms, pids and numbers are themselves, others their hash. */
function dictionaryKey(process: Process, key: Term): unknown {
  if ((typeof key !== "object" && typeof key !== "string") || key === null || key instanceof Pid) return key;
  const bucket = hash(key);
  for (let i = 0; ; i++) {
    const at = `${bucket}/${i}`;
    const known = process.dictionary?.get(at);
    if (known === undefined || equalExact(known[0], key)) return at;
  }
}

/**
 * Puts a value into the process dictionary; returns the one before. Mirrors put/2.
 *
 * ```eshell
 * 1> put(key, 1).
 * undefined
 * 2> put(key, 2).
 * 1
 * ```
 */
function put(key: Term, value: Term): Term {
  const process = self();
  process.dictionary ??= new Map();
  const at = dictionaryKey(process, key);
  const old = process.dictionary.get(at);
  process.dictionary.set(at, [key, value]);
  return old?.[1];
}

function dictionaryList(process: Process): Term {
  const entries = process.dictionary === null ? [] : [...process.dictionary.values()];
  return fromArray(entries.map((entry) => tupleFrom(entry)));
}

/** A key's value in a process's dictionary, `undefined` if there is none. */
export function dictionaryValue(process: Process, key: Term): Term {
  return process.dictionary?.get(dictionaryKey(process, key))?.[1];
}

/**
 * The value of a key in the process dictionary, or all of it. Mirrors get/0,1.
 *
 * ```eshell
 * 1> put(key, 1), get(key).
 * 1
 * 2> get(nosuch).
 * undefined
 * ```
 */
function get(...key: Term[]): Term {
  return key.length === 0 ? dictionaryList(self()) : dictionaryValue(self(), key[0]);
}

/**
 * Takes a key out of the process dictionary, or all of it; returns what there was. Mirrors erase/0,1.
 *
 * ```eshell
 * 1> put(key, 1), erase(key).
 * 1
 * 2> get(key).
 * undefined
 * ```
 */
function erase(...key: Term[]): Term {
  const process = self();
  if (key.length === 0) {
    const all = dictionaryList(process);
    process.dictionary = null;
    return all;
  }
  const at = dictionaryKey(process, key[0]);
  const old = process.dictionary?.get(at);
  process.dictionary?.delete(at);
  return old?.[1];
}

/**
 * The keys of the process dictionary, or those with a value. Mirrors get_keys/0,1.
 *
 * ```eshell
 * 1> put(a, 1), put(b, 1), lists:sort(get_keys(1)).
 * [a,b]
 * ```
 */
function get_keys(...value: Term[]): Term {
  const entries =
    self().dictionary === null ? [] : [...(self().dictionary as Map<unknown, [Term, Term]>).values()];
  const wanted = value.length === 0 ? entries : entries.filter((entry) => equalExact(entry[1], value[0]));
  return fromArray(wanted.map((entry) => entry[0]));
}

/**
 * The process that does the input and output of this one, or sets it for another. Mirrors group_leader/0,2.
 *
 * ```eshell
 * 1> is_pid(group_leader()).
 * true
 * ```
 */
function group_leader(...args: Term[]): Term {
  if (args.length === 0) return self().groupLeader;
  const [leader, pid] = args;
  if (!(leader instanceof Pid) || !(pid instanceof Pid)) throw badarg(leader, pid);
  const process = runningSystem().table.find(pid);
  if (process === undefined) throw badarg(pid);
  process.groupLeader = runningSystem().table.find(leader) ?? leader;
  return true;
}

/** Waits until there is a message, and leaves it where it is. */
function* awaitMessage(): Generator<unknown, void, Term> {
  const mailbox = self().mailbox;
  if (mailbox.isEmpty) mailbox.putFirst(wrapForModule(yield receiveFrame()));
}

/** Differs from OTP: who called hibernate/3 without a tail call goes on when the new call returns. */
const hibernate = proc(function* hibernate(...mfa: Term[]): Generator<unknown, Term, Term> {
  yield* awaitMessage();
  return mfa.length === 0 ? true : applyMfa(mfa[0], mfa[1], toArray(mfa[2]) as Term[]);
});

function checkedHibernate(...mfa: Term[]): Term {
  const [module, name, args] = mfa;
  const good = mfa.length === 0 || (isAtom(module) && isAtom(name) && listLength(args) >= 0);
  if (!good) throw badarg(mfa);
  return hibernate(...mfa);
}

function nodeOf(...of: Term[]): symbol {
  if (of.length > 0 && !(of[0] instanceof Pid) && !(of[0] instanceof Ref)) throw badarg(of);
  return NODE;
}

export const processes = {
  /**
   * Starts a process at a node; the only one is `nonode@nohost`. Mirrors spawn/2,4.
   *
   * ```eshell
   * 1> is_pid(spawn(node(), fun() -> ok end)).
   * true
   * ```
   */
  spawn: [spawn, 1, 2, 3, 4] as const,
  spawn_link: [spawn_link, 1, 2, 3, 4] as const,
  spawn_monitor: [spawn_monitor, 1, 2, 3, 4] as const,
  spawn_opt: [spawn_opt, 2, 3, 4, 5] as const,
  self: (): Process => self(),
  /**
   * The node: there is one. Mirrors node/0,1.
   *
   * ```eshell
   * 1> node().
   * nonode@nohost
   * ```
   */
  node: [nodeOf, 0, 1] as const,
  /**
   * Whether the node is part of a distributed system: it is not. Mirrors is_alive/0.
   *
   * ```eshell
   * 1> is_alive().
   * false
   * ```
   */
  is_alive: (): boolean => false,
  is_process_alive,
  /**
   * The pids of all processes. Mirrors processes/0.
   *
   * ```eshell
   * 1> lists:member(self(), processes()).
   * true
   * ```
   */
  processes: (): Term => fromArray([...runningSystem().processes()]),
  register,
  unregister,
  whereis,
  /**
   * All registered names. Mirrors registered/0.
   *
   * ```eshell
   * 1> lists:member(user, registered()).
   * true
   * ```
   */
  registered: (): Term => fromArray([...runningSystem().names.keys()]),
  process_flag: [process_flag, 2, 3] as const,
  put,
  get: [get, 0, 1] as const,
  erase: [erase, 0, 1] as const,
  get_keys: [get_keys, 0, 1] as const,
  group_leader: [group_leader, 0, 2] as const,
  /**
   * Waits for a message, with an empty stack. Mirrors hibernate/0,3.
   *
   * ```eshell
   * 1> P = spawn(fun() -> erlang:hibernate(erlang, exit, [woken]) end), R = monitor(process, P), P ! hello, receive {'DOWN', R, process, P, Reason} -> Reason end.
   * woken
   * ```
   */
  hibernate: [checkedHibernate, 0, 3] as const,
  /**
   * Lets others run. Mirrors yield/0.
   *
   * ```eshell
   * 1> erlang:yield().
   * true
   * ```
   */
  yield: (): Term =>
    after(
      receiveFrame(() => false, 0),
      () => true,
    ),
};

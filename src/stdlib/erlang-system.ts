// erlang-system — what module erlang tells of the system it runs in, and how it is ended.
//
// Differs from OTP: one scheduler, no ports, no tracing. Memory is what Node says. Items that have no meaning here
// answer what an OTP 29 without anything special would.

import { display as displayed } from "../format/display.ts";
import { atomName, isAtom } from "../terms/atom.ts";
import { badarg } from "../terms/exception.ts";
import { isInteger } from "../terms/float.ts";
import { fromArray, listLength, NIL, toArray } from "../terms/list.ts";
import { Pid, Ref } from "../terms/pid.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple2, tuple3 } from "../terms/tuple.ts";
import { badargBecause } from "./argument-error.ts";
import { emergency } from "./emergency.ts";
import { charsOf, textOf } from "./iodata.ts";
import { ports } from "./ports.ts";
import { runningSystem, SystemState } from "./system-state.ts";

const NAME = "Erlang/OTP 29 [erts-17.1] [source] [64-bit] [smp:1:1] [ds:1:1:1] [async-threads:1] [jit:ns]\n";
const ABORT = Symbol.for("abort");
const FLUSH = Symbol.for("flush");
const FLUSH_TIMEOUT = Symbol.for("flush_timeout");
const MAJOR = Symbol.for("major");
const MINOR = Symbol.for("minor");

const sym = (name: string): symbol => Symbol.for(name);

const SYSTEM_INFO: Record<string, () => Term> = {
  otp_release: () => "29",
  version: () => "17.1",
  system_version: () => NAME,
  machine: () => "BEAM",
  system_architecture: () => `${ports.of().os.platform}-node`,
  wordsize: () => 8,
  process_count: () => runningSystem().table.count,
  process_limit: () => 1048576,
  atom_count: () => 12000,
  atom_limit: () => 1048576,
  port_count: () => 0,
  port_limit: () => 65536,
  ets_limit: () => 8192,
  schedulers: () => 1,
  schedulers_online: () => 1,
  scheduler_id: () => 1,
  scheduler_bind_type: () => sym("unbound"),
  dirty_cpu_schedulers: () => 1,
  dirty_cpu_schedulers_online: () => 1,
  dirty_io_schedulers: () => 1,
  logical_processors: () => ports.of().os.cpus,
  logical_processors_online: () => ports.of().os.cpus,
  logical_processors_available: () => ports.of().os.cpus,
  multi_scheduling: () => sym("enabled"),
  smp_support: () => true,
  threads: () => true,
  thread_pool_size: () => 1,
  driver_version: () => "3.3",
  nif_version: () => "2.18",
  emu_type: () => sym("opt"),
  build_type: () => sym("opt"),
  emu_flavor: () => sym("jit"),
  heap_type: () => sym("private"),
  compat_rel: () => 29,
  creation: () => 0,
  kernel_poll: () => true,
  debug_compiled: () => false,
  lock_checking: () => false,
  lock_counting: () => false,
  break_ignored: () => false,
  time_correction: () => true,
  time_offset: () => sym("volatile"),
  time_warp_mode: () => sym("multi_time_warp"),
  tolerant_timeofday: () => sym("disabled"),
  fullsweep_after: () => tuple2(sym("fullsweep_after"), 65535),
  min_heap_size: () => tuple2(sym("min_heap_size"), 233),
  min_bin_vheap_size: () => tuple2(sym("min_bin_vheap_size"), 46422),
  message_queue_data: () => sym("on_heap"),
  start_time: () => -576460752000000000n,
  end_time: () => 8646911283000000000n,
  taints: () => NIL,
  dist_ctrl: () => NIL,
  dynamic_trace: () => sym("none"),
  dynamic_trace_probes: () => false,
  cpu_topology: () => undefined,
  max_heap_size: () =>
    tuple2(sym("max_heap_size"), { error_logger: true, include_shared_binaries: false, kill: true, size: 0 }),
  loaded: () =>
    new TextEncoder().encode([...ports.of().modules.keys()].map((name) => atomName(name)).join("\n")),
  info: () => new Uint8Array(0),
  procs: () => new Uint8Array(0),
};

/**
 * What is known of the system. Mirrors system_info/1.
 *
 * ```eshell
 * 1> erlang:system_info(wordsize).
 * 8
 * ```
 */
function system_info(item: Term): Term {
  if (isTuple(item) && item.length === 2 && item[0] === sym("wordsize")) return 8;
  const ask = typeof item === "symbol" ? SYSTEM_INFO[atomName(item)] : undefined;
  if (ask === undefined) throw badarg(item);
  return ask();
}

const flags = new SystemState(() => new Map<string, Term>());

const FLAG_DEFAULTS: Record<string, Term> = {
  backtrace_depth: 8,
  fullsweep_after: 65535,
  min_heap_size: 233,
  min_bin_vheap_size: 46422,
  max_heap_size: 0,
  schedulers_online: 1,
  scheduler_wall_time: false,
  time_offset: Symbol.for("final"),
  multi_scheduling: Symbol.for("enabled"),
};

/**
 * Sets a flag of the system, and returns what it was. Mirrors system_flag/2.
 *
 * ```eshell
 * 1> is_integer(erlang:system_flag(backtrace_depth, 8)).
 * true
 * ```
 */
function system_flag(flag: Term, value: Term): Term {
  const name = isAtom(flag) ? atomName(flag) : "";
  if (!Object.hasOwn(FLAG_DEFAULTS, name)) throw badargBecause("badopt", "system_flag", [flag, value]);
  const initial = FLAG_DEFAULTS[name];
  if (typeof initial === "number" && (!Number.isSafeInteger(value) || value < 0)) throw badarg(value);
  const old = flags.of().get(name) ?? initial;
  flags.of().set(name, value);
  return old;
}

const MEMORY_TYPES = [
  "total",
  "processes",
  "processes_used",
  "system",
  "atom",
  "atom_used",
  "binary",
  "code",
  "ets",
] as const;

function memoryOf(type: Term): number {
  const { total, heap } = ports.of().os.memory();
  const processes = runningSystem().table.count * 512;
  switch (isAtom(type) ? atomName(type) : "") {
    case "total":
      return total;
    case "processes":
    case "processes_used":
      return processes;
    case "system":
      return total - processes;
    case "atom":
    case "atom_used":
    case "ets":
      return 0;
    case "binary":
      return Math.max(0, total - heap);
    case "code":
      return heap;
    default:
      throw badarg(type);
  }
}

/**
 * Bytes in use, by kind. Mirrors memory/0,1.
 *
 * ```eshell
 * 1> is_integer(erlang:memory(total)).
 * true
 * ```
 */
function memory(...types: Term[]): Term {
  if (types.length > 0 && isAtom(types[0])) return memoryOf(types[0]);
  const list = types.length === 0 ? MEMORY_TYPES.map((name) => sym(name)) : toArray(types[0]);
  if (list === undefined) throw badarg(types);
  return fromArray(list.map((type) => tuple2(type, memoryOf(type))));
}

/** What was last told, for the statistics that are counted from one call to the next. */
const previous = new SystemState(() => ({ reductions: 0, runtime: 0, wallClock: 0 }));

function reductionsSoFar(): number {
  let sum = 0;
  for (const process of runningSystem().processes()) sum += process.used;
  return sum;
}

function sinceLast(key: "reductions" | "runtime" | "wallClock", value: number): Term {
  const last = previous.of();
  const difference = value - last[key];
  last[key] = value;
  return tuple2(value, difference);
}

const STATISTICS: Record<string, () => Term> = {
  active_tasks: () => fromArray([runningSystem().ready + 1]),
  active_tasks_all: () => fromArray([runningSystem().ready + 1]),
  context_switches: () => tuple2(reductionsSoFar() >> 8, 0),
  exact_reductions: () => sinceLast("reductions", reductionsSoFar()),
  garbage_collection: () => tuple3(0, 0, 0),
  io: () => tuple2(tuple2(sym("input"), 0), tuple2(sym("output"), 0)),
  microstate_accounting: () => NIL,
  reductions: () => sinceLast("reductions", reductionsSoFar()),
  run_queue: () => runningSystem().ready,
  run_queue_lengths: () => fromArray([runningSystem().ready]),
  runtime: () => sinceLast("runtime", Math.floor(ports.of().os.runtimeMs())),
  scheduler_wall_time: () => undefined,
  total_active_tasks: () => runningSystem().ready + 1,
  total_run_queue_lengths: () => runningSystem().ready,
  wall_clock: () => sinceLast("wallClock", Math.floor(runningSystem().host.monotonicMs())),
};

/**
 * Counters of the system. Mirrors statistics/1.
 *
 * ```eshell
 * 1> tuple_size(erlang:statistics(reductions)).
 * 2
 * ```
 */
function statistics(item: Term): Term {
  const ask = typeof item === "symbol" ? STATISTICS[atomName(item)] : undefined;
  if (ask === undefined) throw badarg(item);
  return ask();
}

/** Ends the program. A status that is text is an emergency, and is printed. Mirrors halt/0,1,2. */
function halt(...args: Term[]): true {
  if (args.length === 2 && !haltOptions(args[1])) throw badargBecause("badopt", "halt", args);
  const status = args.length === 0 ? 0 : args[0];
  if (status === ABORT) runningSystem().halt(134);
  else if (isInteger(status) && status >= 0) runningSystem().halt(Number(status) & 0xff);
  else if (textOf(status) !== undefined) emergency(runningSystem(), textOf(status) as string);
  else throw badarg(status);
  return true;
}

function haltOptions(options: Term): boolean {
  const known = [FLUSH, FLUSH_TIMEOUT];
  return toArray(options)?.every((o) => isTuple(o) && o.length === 2 && known.includes(o[0])) ?? false;
}

/**
 * Answers `true`: memory is JavaScript's to collect. Mirrors garbage_collect/0,1,2.
 *
 * ```eshell
 * 1> erlang:garbage_collect().
 * true
 * ```
 */
function garbage_collect(...args: Term[]): Term {
  if (args.length === 0) return true;
  if (!(args[0] instanceof Pid)) throw badarg(args[0]);
  if (args.length > 1) {
    const list = toArray(args[1]);
    const good = list?.every(
      (o) => isTuple(o) && o.length === 2 && (o[1] === MAJOR || o[1] === MINOR || isAtom(o[0])),
    );
    if (good !== true) throw badargBecause("bad_option", "garbage_collect", args);
  }
  return runningSystem().table.find(args[0]) !== undefined;
}

/**
 * Counts so many reductions. Mirrors bump_reductions/1.
 *
 * ```eshell
 * 1> erlang:bump_reductions(100).
 * true
 * ```
 */
function bump_reductions(count: Term): true {
  if (!Number.isSafeInteger(count) || count < 0) throw badarg(count);
  return true;
}

/** Writes a term to the terminal, past every group leader. Mirrors display/1. */
function display(term: Term): true {
  ports.of().os.display(`${displayed(term)}\r\n`);
  return true;
}

function display_string(...args: Term[]): true {
  const text = charsOf(args[args.length - 1]);
  if (text === undefined) throw badarg(args);
  ports.of().os.display(text);
  return true;
}

function cookie(...node: Term[]): symbol {
  if (node.length > 0 && !isAtom(node[0])) throw badarg(node);
  return sym("nocookie");
}

/** The number of a pid has 28 bits. */
const MAX_PID = 2 ** 28 - 1;

/**
 * The pid that is printed so. Mirrors list_to_pid/1.
 *
 * ```eshell
 * 1> list_to_pid(pid_to_list(self())) =:= self().
 * true
 * ```
 */
function list_to_pid(list: Term): Term {
  const found = /^<(\d+)\.(\d+)\.(\d+)>$/.exec(textOf(list) ?? "");
  if (found === null || Number(found[1]) !== 0 || Number(found[2]) > MAX_PID) throw badarg(list);
  const pid = new Pid(Number(found[2]), Number(found[3]));
  return runningSystem().table.find(pid) ?? pid;
}

/**
 * A pid as it is printed. Mirrors pid_to_list/1.
 *
 * ```eshell
 * 1> hd(pid_to_list(self())).
 * 60
 * ```
 */
function pid_to_list(pid: Term): string {
  if (!(pid instanceof Pid)) throw badarg(pid);
  return String(pid);
}

/** References count up in two words, as pid.ts prints them. */
const WORD = 0x40000;

/**
 * The reference that is printed so. Mirrors list_to_ref/1.
 *
 * ```eshell
 * 1> R = make_ref(), list_to_ref(ref_to_list(R)) =:= R.
 * true
 * ```
 */
function list_to_ref(list: Term): Ref {
  const found = /^#Ref<(\d+)\.(\d+)\.(\d+)\.(\d+)>$/.exec(textOf(list) ?? "");
  if (found === null) throw badarg(list);
  return new Ref((Number(found[2]) - 1) * WORD + Number(found[3]));
}

/**
 * A reference as it is printed. Mirrors ref_to_list/1.
 *
 * ```eshell
 * 1> lists:prefix("#Ref<", ref_to_list(make_ref())).
 * true
 * ```
 */
function ref_to_list(ref: Term): string {
  if (!(ref instanceof Ref)) throw badarg(ref);
  return String(ref);
}

export const systemBifs = {
  system_info,
  system_flag,
  memory: [memory, 0, 1] as const,
  statistics,
  halt: [halt, 0, 1, 2] as const,
  garbage_collect: [garbage_collect, 0, 1, 2] as const,
  bump_reductions,
  display,
  display_string: [display_string, 1, 2] as const,
  /**
   * The cookie of a node that is not distributed. Mirrors get_cookie/0,1.
   *
   * ```eshell
   * 1> erlang:get_cookie().
   * nocookie
   * ```
   */
  get_cookie: [cookie, 0, 1] as const,
  set_cookie: [
    (...args: Term[]): true => args.every((arg) => cookie(arg) !== undefined) as true,
    1,
    2,
  ] as const,
  list_to_pid,
  pid_to_list,
  list_to_ref,
  ref_to_list,
  ports: (): Term => NIL,
  system_monitor: [(): Term => undefined, 0] as const,
  list_to_port: (list: Term): never => {
    throw badarg(list, listLength(list));
  },
};

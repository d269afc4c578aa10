// erlang-process-info — process_info/1,2: what can be asked of another process.
//
// Differs from OTP: sizes of heaps and stacks are estimates in words, garbage collections are not counted, and
// JavaScript calls below the innermost frame are not seen.
import { itemsOf, stacktrace } from "../process/failure.ts";
import type { Frame } from "../process/frame.ts";
import type { Process } from "../process/process.ts";
import { Receive } from "../process/receive.ts";
import { running } from "../process/running.ts";
import { timesSuspended } from "../process/suspended.ts";
import { isAtom } from "../terms/atom.ts";
import { openRaw } from "../terms/border.ts";
import { badarg, type StackItem } from "../terms/exception.ts";
import { fromArray, NIL, toArray } from "../terms/list.ts";
import { Pid } from "../terms/pid.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple2, tuple3, tupleFrom } from "../terms/tuple.ts";
import { dictionaryValue, keptFlag } from "./erlang-process.ts";
import { runningSystem } from "./system-state.ts";

const APPLY = { module: Symbol.for("erlang"), name: Symbol.for("apply"), arity: 2 };
const PROCESS = Symbol.for("process");
const DICTIONARY = Symbol.for("dictionary");
const REGISTERED_NAME = Symbol.for("registered_name");
/** Words of a process that has just started, as OTP has them. */
const HEAP_WORDS = 233;
const WORD_BYTES = 8;

/** The items of the calls on a process's stack, innermost first. */
function callsOf(process: Process): StackItem[] {
  const items: StackItem[] = [];
  let frame: Frame | null = process.main?.top ?? null;
  for (let at = running.at; frame !== null; frame = frame.caller) {
    if (!(frame instanceof Receive))
      for (const item of itemsOf(frame, isRunning(process) ? at : frame.at)) items.push(item);
    at = frame.caller?.at ?? 0;
  }
  return items;
}

function isRunning(process: Process): boolean {
  return running.strand?.process === process;
}

/** Where it is: in a function of a module, or where OTP's own evaluator would be. */
function currentItem(process: Process): StackItem {
  const [innermost] = callsOf(process);
  if (innermost !== undefined) return innermost;
  if (process.main?.start != null && process.initialCall !== null) return process.initialCall;
  return process.main?.receive != null ? IN_RECEIVE : IN_EVALUATOR;
}

const IN_RECEIVE: StackItem = { module: Symbol.for("prim_eval"), name: Symbol.for("receive"), arity: 2 };
const IN_EVALUATOR: StackItem = { module: Symbol.for("erl_eval"), name: Symbol.for("do_apply"), arity: 7 };

function arityOf(item: StackItem): number {
  return typeof item.arity === "number" ? item.arity : item.arity.length;
}

function mfa(item: StackItem): Term {
  return tuple3(item.module, item.name, arityOf(item));
}

function statusOf(process: Process): symbol {
  if (isRunning(process)) return Symbol.for("running");
  if (process.suspension !== null) return Symbol.for("suspended");
  return Symbol.for(process.strands().some((strand) => strand.queued) ? "runnable" : "waiting");
}

/** `{Pid, Times, Outstanding}` for each process that it has suspended. */
function suspendingOf(process: Process): Term {
  const suspended = [...process.system.processes()].filter((other) => timesSuspended(process, other) > 0);
  return fromArray(suspended.map((other) => tuple3(other, timesSuspended(process, other), 0)));
}

function dictionaryOf(process: Process): Term {
  return fromArray([...(process.dictionary?.values() ?? [])].map((entry) => tupleFrom(entry)));
}

function monitorsOf(process: Process): Term {
  const monitors = [...(process.monitors?.values() ?? [])];
  return fromArray(
    monitors.map((monitor) =>
      tuple2(
        PROCESS,
        monitor.name === null ? monitor.target : tuple2(monitor.name, Symbol.for("nonode@nohost")),
      ),
    ),
  );
}

function garbageCollection(process: Process): Term {
  return fromArray([
    tuple2(Symbol.for("max_heap_size"), keptFlag(process, "max_heap_size")),
    tuple2(Symbol.for("min_bin_vheap_size"), keptFlag(process, "min_bin_vheap_size")),
    tuple2(Symbol.for("min_heap_size"), keptFlag(process, "min_heap_size")),
    tuple2(Symbol.for("fullsweep_after"), keptFlag(process, "fullsweep_after")),
    tuple2(Symbol.for("minor_gcs"), 0),
  ]);
}

function reductionsOf(process: Process): number {
  return process.used + (isRunning(process) ? Math.max(0, 4000 - process.reductions) : 0);
}

function stackDepth(process: Process): number {
  let depth = 0;
  for (let frame = process.main?.top ?? null; frame !== null; frame = frame.caller) depth++;
  return depth;
}

const ITEMS: Record<string, (process: Process) => Term> = {
  async_dist: (process) => keptFlag(process, "async_dist"),
  backtrace: () => new Uint8Array(0),
  binary: () => NIL,
  catchlevel: () => 0,
  current_function: (process) => mfa(currentItem(process)),
  current_location: (process) => toArray(stacktrace([currentItem(process)]))?.[0],
  current_stacktrace: (process) => {
    const calls = callsOf(process);
    return stacktrace(calls.length > 0 ? calls : [currentItem(process)]);
  },
  dictionary: dictionaryOf,
  error_handler: (process) => keptFlag(process, "error_handler"),
  fullsweep_after: (process) => keptFlag(process, "fullsweep_after"),
  garbage_collection: garbageCollection,
  garbage_collection_info: garbageCollection,
  group_leader: (process) => process.groupLeader,
  heap_size: () => HEAP_WORDS,
  // A process that a module started runs a function of its own: to Erlang it was spawned with a fun.
  initial_call: (process) => mfa(process.initialCall ?? APPLY),
  label: (process) => dictionaryValue(process, Symbol.for("$process_label")),
  last_calls: (process) => keptFlag(process, "save_calls") > 0 && NIL,
  links: (process) => fromArray([...(process.links ?? [])]),
  max_heap_size: (process) => keptFlag(process, "max_heap_size"),
  memory: (process) => (HEAP_WORDS + stackDepth(process) * 24) * WORD_BYTES + 768,
  message_queue_data: (process) => keptFlag(process, "message_queue_data"),
  message_queue_len: (process) => process.mailbox.length,
  messages: (process) => fromArray([...process.mailbox].map(openRaw)),
  min_bin_vheap_size: (process) => keptFlag(process, "min_bin_vheap_size"),
  min_heap_size: (process) => keptFlag(process, "min_heap_size"),
  monitored_by: (process) =>
    fromArray([...(process.watchers?.values() ?? [])].map((watcher) => watcher.process)),
  monitors: monitorsOf,
  parent: (process) => process.parent ?? undefined,
  priority: (process) => Symbol.for(process.priority),
  priority_messages: () => false,
  reductions: reductionsOf,
  registered_name: (process) => process.registeredName ?? NIL,
  sequential_trace_token: () => NIL,
  stack_size: stackDepth,
  status: statusOf,
  suspending: suspendingOf,
  total_heap_size: () => HEAP_WORDS,
  trace: () => 0,
  trap_exit: (process) => process.trapExit,
};

/** What process_info/1 tells, in OTP's order; the name comes first if there is one. */
const DEFAULT_ITEMS = [
  "current_function",
  "initial_call",
  "status",
  "message_queue_len",
  "links",
  "dictionary",
  "trap_exit",
  "error_handler",
  "priority",
  "group_leader",
  "total_heap_size",
  "heap_size",
  "stack_size",
  "reductions",
  "garbage_collection",
  "suspending",
];

function itemOf(process: Process | undefined, item: Term): Term {
  if (isTuple(item) && item.length === 2 && item[0] === DICTIONARY) {
    return process && tuple2(item, dictionaryValue(process, item[1]));
  }
  const ask = typeof item === "symbol" ? ITEMS[Symbol.keyFor(item) ?? ""] : undefined;
  if (ask === undefined) throw badarg(item);
  return process && tuple2(item, ask(process));
}

/** What process_info/2 tells of a process, without the tag: for those who look at it from outside. */
export function processItem(process: Process, item: string): Term {
  return ITEMS[item](process);
}

/** process_info/1,2: `undefined` for a process that has ended. */
export function process_info(pid: Term, ...what: Term[]): Term {
  if (!(pid instanceof Pid)) throw badarg(pid);
  const process = runningSystem().table.find(pid);
  if (what.length === 0) {
    if (process === undefined) return undefined;
    const names = process.registeredName === null ? DEFAULT_ITEMS : ["registered_name", ...DEFAULT_ITEMS];
    return fromArray(names.map((name) => tuple2(Symbol.for(name), ITEMS[name](process))));
  }
  const [asked] = what;
  const list = isAtom(asked) || isTuple(asked) ? undefined : toArray(asked);
  if (list !== undefined) {
    const answers = list.map((item) => itemOf(process, item));
    return process && fromArray(answers);
  }
  const answer = itemOf(process, asked);
  // OTP's oddity: a process without a name has no such item when it is asked for alone.
  return asked === REGISTERED_NAME && process !== undefined && process.registeredName === null ? NIL : answer;
}

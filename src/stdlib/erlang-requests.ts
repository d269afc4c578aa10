// erlang-requests — BIFs of module erlang that ask for something to be done: spawn_request and its answer, suspending and
// resuming, iterating over processes, and what there is to ask of nodes where there is but one.
import { NODE } from "../process/exit.ts";
import type { Process } from "../process/process.ts";
import { self, send } from "../process/signals.ts";
import { spawnMonitored, spawnProcess } from "../process/spawn.ts";
import { resumeProcess, suspendProcess, timesSuspended } from "../process/suspended.ts";
import { atomName, isAtom } from "../terms/atom.ts";
import { badarg, bifError } from "../terms/exception.ts";
import { isFun } from "../terms/fun.ts";
import { fromArray, NIL, toArray } from "../terms/list.ts";
import { isMap, mapEntries, mapFrom } from "../terms/map.ts";
import { Pid, Ref } from "../terms/pid.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple, tuple2 } from "../terms/tuple.ts";
import { badargBecause } from "./argument-error.ts";
import { parseSpawnOptions, processOf, startOf } from "./erlang-process.ts";
import { runningSystem } from "./system-state.ts";

const OK = Symbol.for("ok");
const ERROR = Symbol.for("error");
const SPAWN_REPLY = Symbol.for("spawn_reply");
const REPLY = Symbol.for("reply");
const REPLY_TAG = Symbol.for("reply_tag");
const REPLIES: readonly Term[] = ["yes", "no", "error_only", "success_only"].map(Symbol.for);
const [YES, NO, , SUCCESS_ONLY] = REPLIES;

/** A fun that can be started, or a module, a name and a list. */
function isStart(what: readonly Term[]): boolean {
  if (what.length === 1) return isFun(what[0]) && (what[0] as { arity?: number }).arity === 0;
  return isAtom(what[0]) && isAtom(what[1]) && toArray(what[2]) !== undefined;
}

/** Which arguments name the node, say what to start, and are the options. */
function splitRequest(args: readonly Term[]): [Term, readonly Term[], Term] {
  const [first, second] = args;
  switch (args.length) {
    case 1:
      return [NODE, args, NIL];
    case 2:
      return isFun(first) ? [NODE, [first], second] : [first, [second], NIL];
    case 3:
      return isFun(second) ? [first, [second], args[2]] : [NODE, args, NIL];
    case 4:
      return isAtom(args[2]) ? [first, args.slice(1), NIL] : [NODE, args.slice(0, 3), args[3]];
    default:
      return [first, args.slice(1, 4), args[4]];
  }
}

/**
 * Asks for a process; the answer is a message `{spawn_reply, Ref, ok, Pid}`, or tells the error. Options are those of
 * spawn_opt, `{reply_tag, Tag}` and `{reply, yes | no | error_only | success_only}`. Mirrors spawn_request/1,2,3,4,5.
 *
 * ```eshell
 * 1> R = spawn_request(fun() -> ok end), receive {spawn_reply, R, ok, P} -> is_pid(P) end.
 * true
 * 2> Q = spawn_request(fun() -> ok end, [foo]), receive {spawn_reply, Q, error, Reason} -> Reason end.
 * badopt
 * ```
 */
function spawn_request(...args: Term[]): Ref {
  const [node, what, given] = splitRequest(args);
  const options = toArray(given);
  if (!isAtom(node) || !isStart(what)) throw badarg(args);
  if (options === undefined) throw badargBecause("badopt", "spawn_request", args);
  const isOwn = (option: Term) => isTuple(option) && option.length === 2 && isOwnTag(option[0]);
  let tag: Term = SPAWN_REPLY;
  let reply: Term = YES;
  for (const [name, value] of options.filter(isOwn) as [Term, Term][]) {
    if (name === REPLY_TAG) tag = value;
    else reply = value;
  }
  const process = self();
  const failed = (reason: string): Ref => {
    const ref = runningSystem().makeRef();
    if (reply !== SUCCESS_ONLY && reply !== NO) send(process, tuple(tag, ref, ERROR, Symbol.for(reason)));
    return ref;
  };
  if (!REPLIES.includes(reply)) {
    reply = YES;
    return failed("badopt");
  }
  const refused = badargBecause("badopt", "spawn_request", args);
  let spawn: ReturnType<typeof parseSpawnOptions>;
  try {
    spawn = parseSpawnOptions(
      options.filter((option) => !isOwn(option)),
      () => refused,
    );
  } catch (thrown) {
    if (thrown !== refused) throw thrown;
    return failed("badopt");
  }
  if (node !== NODE) return failed("noconnection");
  const { start, initialCall } = startOf(what);
  const [pid, ref] = spawn.monitor
    ? spawnMonitored(runningSystem(), start, { ...spawn, initialCall })
    : [spawnProcess(runningSystem(), start, { ...spawn, initialCall }), runningSystem().makeRef()];
  if (reply === YES || reply === SUCCESS_ONLY) send(process, tuple(tag, ref, OK, pid));
  return ref;
}
const isOwnTag = (name: Term): boolean => name === REPLY || name === REPLY_TAG;

/**
 * Gives up a request of spawn_request: false, since the answer has been given. Mirrors spawn_request_abandon/1.
 *
 * ```eshell
 * 1> spawn_request_abandon(spawn_request(fun() -> ok end)).
 * false
 * ```
 */
function spawn_request_abandon(ref: Term): boolean {
  if (!(ref instanceof Ref)) throw badarg(ref);
  return false;
}

const UNLESS_SUSPENDING = Symbol.for("unless_suspending");
const ASYNCHRONOUS = Symbol.for("asynchronous");
const SUSPENDED = Symbol.for("suspended");

/**
 * Makes a process stand still until it is resumed. Mirrors erlang:suspend_process/1,2.
 *
 * ```eshell
 * 1> P = spawn(fun() -> receive M -> M end end), erlang:suspend_process(P).
 * true
 * 2> process_info(P, status).
 * {status,suspended}
 * ```
 */
function suspend_process(pid: Term, ...given: Term[]): boolean {
  const list = given.length === 0 ? [] : toArray(given[0]);
  const isKnown = (option: Term) =>
    option === UNLESS_SUSPENDING ||
    option === ASYNCHRONOUS ||
    (isTuple(option) && option.length === 2 && option[0] === ASYNCHRONOUS);
  if (list === undefined || !list.every(isKnown))
    throw badargBecause("badopt", "suspend_process", [pid, ...given]);
  const owner = self();
  const target = pid instanceof Pid && pid !== owner ? processOf(pid) : undefined;
  if (target === undefined || target === owner) throw badarg(pid);
  const isAgain = timesSuspended(owner, target) > 0;
  const suspends = !(isAgain && list.includes(UNLESS_SUSPENDING));
  if (suspends) suspendProcess(owner, target);
  const asked = list.find((option) => isTuple(option));
  if (asked !== undefined) send(owner, tuple2(asked[1], SUSPENDED));
  return suspends;
}

/**
 * Lets a process go on that the running one has suspended. Mirrors erlang:resume_process/1.
 *
 * ```eshell
 * 1> P = spawn(fun() -> receive M -> M end end), erlang:suspend_process(P), erlang:resume_process(P).
 * true
 * ```
 */
function resume_process(pid: Term): true {
  const target = pid instanceof Pid ? processOf(pid) : undefined;
  if (target === undefined || !resumeProcess(self(), target)) throw badarg(pid);
  return true;
}

/** An iterator is `{Next, Pids}`: the number from which on pids are still to be looked up, and those looked up already. */
const PIDS_AT_ONCE = 100;

/**
 * An iterator over the processes. Mirrors erlang:processes_iterator/0.
 *
 * ```eshell
 * 1> {P, _} = erlang:processes_next(erlang:processes_iterator()), is_pid(P).
 * true
 * ```
 */
function processes_iterator(): Term {
  return tuple2(0, NIL);
}

/** The next process and the iterator from there on, or `none`. */
function processes_next(iterator: Term): Term {
  const pids = isTuple(iterator) && iterator.length === 2 ? toArray(iterator[1]) : undefined;
  const from = isTuple(iterator) ? iterator[0] : undefined;
  if (pids === undefined || !Number.isSafeInteger(from) || from < 0) throw badarg(iterator);
  if (pids.length > 0) return tuple2(pids[0], tuple2(from, fromArray(pids.slice(1))));
  const found: Process[] = [];
  for (const process of runningSystem().processes()) {
    if (process.id >= from) found.push(process);
    if (found.length > PIDS_AT_ONCE) break;
  }
  const [first, ...others] = found;
  if (first === undefined) return Symbol.for("none");
  return tuple2(first, tuple2((found.at(-1) as Process).id + 1, fromArray(others)));
}

const NOTALIVE = Symbol.for("notalive");
const ALLOW_PASSIVE = Symbol.for("allow_passive_connect");

/**
 * Asks to be told when a node goes down: of this node that is never, and there is no other. Mirrors monitor_node/2,3.
 *
 * ```eshell
 * 1> monitor_node(node(), true).
 * true
 * ```
 */
function monitor_node(node: Term, flag: Term, ...given: Term[]): true {
  const args = [node, flag, ...given];
  const options = given.length === 0 ? [] : toArray(given[0]);
  const isKnown = (option: Term) => option === ALLOW_PASSIVE;
  if (options === undefined || !options.every(isKnown)) throw badargBecause("badopt", "monitor_node", args);
  if (!isAtom(node) || typeof flag !== "boolean") throw badarg(args);
  if (node !== NODE) throw bifError(NOTALIVE);
  return true;
}

const INFO_KEYS: readonly Term[] = ["connection_id", "node_type"].map(Symbol.for);

const NODE_KINDS: readonly string[] = ["this", "visible", "connected", "hidden", "known"];
const isNodeKind = (kind: Term): boolean => isAtom(kind) && NODE_KINDS.includes(atomName(kind));

/**
 * The other nodes, of which there are none; with options what is known of them. Mirrors nodes/0,1,2.
 *
 * ```eshell
 * 1> nodes().
 * []
 * 2> nodes(this, #{node_type => true}).
 * [{nonode@nohost,#{node_type => this}}]
 * ```
 */
function nodes(...kinds: Term[]): Term {
  if (kinds.length === 0) return NIL;
  if (kinds.length === 2) return nodesInfo(kinds[0], kinds[1]);
  const wanted = isAtom(kinds[0]) ? [kinds[0]] : toArray(kinds[0]);
  if (wanted === undefined) throw badarg(kinds);
  if (!wanted.every(isNodeKind)) throw badarg(kinds);
  return wanted.some((kind) => ["this", "known"].includes(atomName(kind))) ? fromArray([NODE]) : NIL;
}

function nodesInfo(kinds: Term, options: Term): Term {
  const wanted = isAtom(kinds) ? [kinds] : toArray(kinds);
  if (wanted === undefined || !wanted.every(isNodeKind) || !isMap(options)) throw badarg(kinds, options);
  const entries = [...mapEntries(options)];
  if (!entries.every(([key, value]) => INFO_KEYS.includes(key) && typeof value === "boolean"))
    throw badarg(options);
  if (!wanted.includes(THIS) && !wanted.includes(Symbol.for("known"))) return NIL;
  const asked = entries.filter(([, value]) => value === true);
  const info = asked.map(([key]): [Term, Term] => [key, key === INFO_KEYS[0] ? undefined : THIS]);
  return fromArray([tuple2(NODE, mapFrom(info))]);
}
const THIS = Symbol.for("this");

export const requests = {
  nodes: [nodes, 0, 1, 2] as const,
  spawn_request: [spawn_request, 1, 2, 3, 4, 5] as const,
  spawn_request_abandon,
  suspend_process: [suspend_process, 1, 2] as const,
  resume_process,
  processes_iterator,
  processes_next,
  monitor_node: [monitor_node, 2, 3] as const,
  /**
   * Cuts off another node: there is none to cut off. Mirrors erlang:disconnect_node/1.
   *
   * ```eshell
   * 1> erlang:disconnect_node(other@host).
   * ignored
   * ```
   */
  disconnect_node: (_node: Term): Term => Symbol.for("ignored"),
};

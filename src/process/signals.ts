// signals — what processes send each other: messages, links, monitors, exits. All take effect at once, so signals
// between two processes keep their order.
import { isAtom } from "../terms/atom.ts";
import { wrapForModule } from "../terms/border.ts";
import { badarg, bifError } from "../terms/exception.ts";
import { Pid, Ref } from "../terms/pid.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple, tuple2 } from "../terms/tuple.ts";
import { exitSignal, NODE } from "./exit.ts";
import { Process } from "./process.ts";
import { running } from "./running.ts";
import type { System } from "./system.ts";

const DOWN = Symbol.for("DOWN");
const PROCESS = Symbol.for("process");
const NOPROC = Symbol.for("noproc");

/** The running process. Mirrors self/0; outside of any process it is an error. */
export function self(): Process {
  const strand = running.strand;
  if (strand === null) throw bifError(Symbol.for("not_a_process"));
  return strand.process;
}

/** Sends a message as it is, by reference: from module code, or when it is known to need no border. */
export function send(to: Term, message: Term): void {
  if (to instanceof Process) {
    to.deliver(message);
    return;
  }
  const system = running.system as System;
  const process = destination(system, to);
  process?.deliver(message);
}

/** Sends a message from Erlang code: what a module receives of it passes the border. Mirrors `!`. */
export function sendFromErlang(to: Term, message: Term): void {
  send(to, wrapForModule(message));
}

/** The process a message to `to` goes to; undefined if it has ended; badarg if there can be none. */
function destination(system: System, to: Term): Process | undefined {
  if (to instanceof Pid) return system.table.find(to);
  if (to instanceof Ref) return aliasTarget(system, to);
  if (isTuple(to) && to.length === 2 && isAtom(to[0])) {
    // A name at a node: the only node is this one, and an unknown name loses the message, as in OTP.
    return to[1] === NODE ? system.names.get(to[0] as symbol) : undefined;
  }
  const named = typeof to === "symbol" ? system.names.get(to) : undefined;
  if (named === undefined) throw badarg(to);
  return named;
}

function aliasTarget(system: System, ref: Ref): Process | undefined {
  const alias = system.aliases.get(ref.id);
  if (alias === undefined) return undefined;
  if (alias.mode === "reply") {
    system.aliases.delete(ref.id);
    dropMonitor(alias.process, ref);
  }
  return alias.process;
}

/** Links two processes; a process is never linked to itself. Mirrors link/1 for live processes. */
export function link(a: Process, b: Process): void {
  if (a === b) return;
  a.links ??= new Set();
  a.links.add(b);
  b.links ??= new Set();
  b.links.add(a);
}

/** Mirrors unlink/1. */
export function unlink(a: Process, b: Process): void {
  a.links?.delete(b);
  b.links?.delete(a);
}

export interface MonitorOptions {
  /** Whether the reference is an alias of the process as well, and for how long. */
  readonly alias?: "explicit_unalias" | "demonitor" | "reply_demonitor";
  readonly tag?: Term;
}

/** Monitors a process, by pid or by name: if there is none the message says noproc at once. Mirrors monitor/2,3. */
export function monitor(owner: Process, target: Pid | symbol, options: MonitorOptions = {}): Ref {
  const system = owner.system;
  const ref = system.makeRef();
  const name = typeof target === "symbol" ? target : null;
  const process = target instanceof Pid ? system.table.find(target) : system.names.get(target);
  const tag = options.tag ?? DOWN;
  if (options.alias !== undefined) {
    const mode = options.alias === "reply_demonitor" ? "reply" : options.alias;
    system.aliases.set(ref.id, { process: owner, mode });
    owner.onExit ??= [];
    owner.onExit.push(() => system.aliases.delete(ref.id));
  }
  if (process === undefined || !process.alive) {
    const object = name === null ? target : tuple2(name, NODE);
    if (options.alias === "demonitor" || options.alias === "reply_demonitor") system.aliases.delete(ref.id);
    owner.deliver(wrapForModule(tuple(tag, ref, PROCESS, object, NOPROC)));
    return ref;
  }
  // A process that monitors itself is never told: it has ended when it would be.
  owner.monitors ??= new Map();
  owner.monitors.set(ref.id, { ref: ref.id, target: process, name });
  process.watchers ??= new Map();
  const alias = options.alias === "demonitor" || options.alias === "reply_demonitor";
  process.watchers.set(ref.id, { process: owner, ref, name, tag, alias });
  return ref;
}

/** Ends a monitor; whether there was one. Mirrors demonitor/1. */
export function demonitor(owner: Process, ref: Ref): boolean {
  const alias = owner.system.aliases.get(ref.id);
  if (alias !== undefined && alias.mode !== "explicit_unalias") owner.system.aliases.delete(ref.id);
  return dropMonitor(owner, ref);
}

function dropMonitor(owner: Process, ref: Ref): boolean {
  const found = owner.monitors?.get(ref.id);
  if (found === undefined) return false;
  owner.monitors?.delete(ref.id);
  found.target?.watchers?.delete(ref.id);
  return true;
}

/** Sends an exit signal to a process as exit/2 does. */
export function exit(from: Process, to: Process, reason: Term): void {
  exitSignal(from, to, reason, false);
}

/** Gives a process a name; false if the name or the process has one already. Mirrors register/2. */
export function register(process: Process, name: symbol): boolean {
  const names = process.system.names;
  if (names.has(name) || process.registeredName !== null) return false;
  names.set(name, process);
  process.registeredName = name;
  return true;
}

/** Takes a name back; false if nobody has it. Mirrors unregister/1. */
export function unregister(system: System, name: symbol): boolean {
  const process = system.names.get(name);
  if (process === undefined) return false;
  system.names.delete(name);
  process.registeredName = null;
  return true;
}

// exit — how a process ends, and whom it takes along.
//
// Ends are worked off from a list, not by recursion: a chain of a million links must not need a million calls.

import { atom } from "../terms/atom.ts";
import { wrapForModule } from "../terms/border.ts";
import { Exception } from "../terms/exception.ts";
import type { Term } from "../terms/term.ts";
import { tuple, tuple2, tuple3 } from "../terms/tuple.ts";
import { exitReason } from "./failure.ts";
import { settle, THREW } from "./frame.ts";
import { leaveVersions } from "./lingering.ts";
import type { Process, Watcher } from "./process.ts";

const NORMAL = Symbol.for("normal");
const KILL = Symbol.for("kill");
const KILLED = Symbol.for("killed");
const EXIT = Symbol.for("EXIT");
const PROCESS = Symbol.for("process");

/** The process's code has ended: normally (null), or with an exception that it did not catch. */
export function exitProcess(process: Process, exception: Exception | null): void {
  if (!process.alive) return;
  if (exception === null) {
    end(process, NORMAL);
    return;
  }
  const reason = exitReason(exception);
  if (exception.class !== "exit" && !process.silent) {
    process.system.report({ process, reason, exception });
  }
  end(process, reason);
}

interface ExitSignal {
  readonly from: Term;
  readonly to: Process;
  readonly reason: Term;
  readonly linked: boolean;
}

/**
 * Sends an exit signal. `linked`: it comes from a link that breaks, so `kill` is an ordinary reason, and the link is
 * gone. Mirrors exit/2 and what a linked process's end does.
 */
export function exitSignal(from: Term, to: Process, reason: Term, linked: boolean): void {
  work([{ from, to, reason, linked }]);
}

/** Ends the process with that reason, whatever it does, and tells who is linked to it or monitors it. */
export function end(process: Process, reason: Term): void {
  const signals: ExitSignal[] = [];
  stop(process, reason, signals);
  work(signals);
}

function work(signals: ExitSignal[]): void {
  for (let i = 0; i < signals.length; i++) {
    const { from, to, reason, linked } = signals[i];
    if (!to.alive) continue;
    if (linked && from instanceof Object && to.links !== null && !to.links.delete(from as Process)) continue;
    if (!linked && reason === KILL) {
      stop(to, KILLED, signals);
    } else if (to.trapExit) {
      to.deliver(wrapForModule(tuple3(EXIT, from, reason)));
    } else if (reason !== NORMAL || (!linked && from === to)) {
      stop(to, reason, signals);
    }
  }
}

/** Takes the process apart, in the order of OTP: its name, what it owns, its links, its monitors. */
function stop(process: Process, reason: Term, signals: ExitSignal[]): void {
  const system = process.system;
  const strands = process.strands();
  process.main = null;
  process.others = null;
  system.table.remove(process);
  if (process.registeredName !== null) {
    system.names.delete(process.registeredName);
    process.registeredName = null;
  }
  leaveVersions(process);
  if (process.timers !== null) {
    for (const timer of process.timers) timer.cancel();
    process.timers = null;
  }
  for (const strand of strands) {
    strand.ended = true;
    if (strand.timer !== null) system.timers.cancel(strand.timer);
    strand.receive = null;
    // Whoever outside waits for one of its calls gets the exit reason.
    for (let frame = strand.top; frame !== null; ) {
      const caller = frame.caller;
      if (frame.isAwaited) settle(frame, THREW, new Exception("exit", reason));
      frame.generator = null;
      frame.info = null;
      frame.caller = null;
      frame = caller;
    }
    strand.top = null;
    strand.start = null;
  }
  process.mailbox.clear();
  process.dictionary = null;
  if (process.onExit !== null) {
    const callbacks = process.onExit;
    process.onExit = null;
    for (const callback of callbacks) callback(reason);
  }
  process.abort?.abort(reason);
  process.abort = null;
  if (process.monitors !== null) {
    for (const monitor of process.monitors.values()) monitor.target?.watchers?.delete(monitor.ref);
    process.monitors = null;
  }
  if (process.links !== null) {
    for (const linked of process.links) {
      // One that traps exits gets its message at once, before those of its monitors.
      if (linked.trapExit) breakLink(process, linked, reason);
      else signals.push({ from: process, to: linked, reason, linked: true });
    }
    process.links = null;
  }
  if (process.watchers !== null) {
    for (const watcher of process.watchers.values()) sendDown(process, watcher, reason);
    process.watchers = null;
  }
}

function breakLink(from: Process, to: Process, reason: Term): void {
  if (to.alive && to.links?.delete(from)) to.deliver(wrapForModule(tuple3(EXIT, from, reason)));
}

function sendDown(process: Process, watcher: Watcher, reason: Term): void {
  const object = watcher.name === null ? process : tuple2(watcher.name, NODE);
  const owner = watcher.process;
  owner.monitors?.delete(watcher.ref.id);
  if (watcher.alias) owner.system.aliases.delete(watcher.ref.id);
  owner.deliver(wrapForModule(tuple(watcher.tag, watcher.ref, PROCESS, object, reason)));
}

/** The name of this node: there is no distribution. */
export const NODE = atom("nonode@nohost") as symbol;

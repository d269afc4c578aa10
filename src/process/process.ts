// process — the record of a process. It is its own pid: whoever holds a pid holds the record, which lets go of
// everything when the process ends.
import type { StackItem } from "../terms/exception.ts";
import { Pid, type Ref } from "../terms/pid.ts";
import type { Term } from "../terms/term.ts";
import type { VersionRef } from "./frame.ts";
import { Mailbox, type MessageNode } from "./mailbox.ts";
import type { OwnedTimer } from "./owned.ts";
import { Strand } from "./strand.ts";
import type { System } from "./system.ts";

export type Priority = "low" | "normal" | "high" | "max";

/** A monitor as the process that made it holds it. */
export interface Monitor {
  readonly ref: number;
  /** Who is monitored, or the name of it for the message if it was monitored by name. */
  readonly target: Process | null;
  readonly name: symbol | null;
}

/** A monitor as the process that is monitored holds it. */
export interface Watcher {
  readonly process: Process;
  readonly ref: Ref;
  readonly name: symbol | null;
  /** Whether the reference is an alias that ends with the monitor. */
  readonly alias: boolean;
  /** The tag of the message, `'DOWN'` unless given. */
  readonly tag: Term;
}

/** Who has suspended a process and how often, and its strands that would run by now. */
export interface Suspension {
  readonly by: Map<Process, number>;
  readonly parked: Strand[];
}

/** What few processes have: kept apart, so that a process that only waits stays small. */
class Extras {
  links: Set<Process> | null = null;
  monitors: Map<number, Monitor> | null = null;
  watchers: Map<number, Watcher> | null = null;
  dictionary: Map<unknown, [Term, Term]> | null = null;
  registeredName: symbol | null = null;
  priority: Priority = "normal";
  /** Where its strands queue: by priority, unless others have suspended it. */
  lane: Priority | "suspended" = "normal";
  suspension: Suspension | null = null;
  /** Its errors are not reported: whoever started it hears of them in another way. */
  silent = false;
  /** What was spawned. */
  initialCall: StackItem | null = null;
  /** Versions that list it among their visitors. */
  visited: VersionRef[] | null = null;
  timers: Set<OwnedTimer> | null = null;
  /** Called with the exit reason when the process ends: ETS tables, aliases, whatever belongs to it. */
  onExit: ((reason: Term) => void)[] | null = null;
  abort: AbortController | null = null;
}

export class Process extends Pid {
  readonly system: System;
  /** The main strand; null once the process has ended. */
  main: Strand | null;
  /** Frames that run beside the main strand. */
  others: Strand[] | null;
  readonly mailbox: Mailbox;
  groupLeader: Pid;
  trapExit: boolean;
  /** Reductions left in this slice: calls that it may still make before others have their turn. */
  reductions: number;
  /** Reductions used in slices that are over, for process_info/2. */
  used: number;
  /** The version whose `residents` list it is in, and its neighbours there. */
  home: VersionRef | null;
  homePrevious: Process | null;
  homeNext: Process | null;
  extras: Extras | null;
  private parentKey: number;

  constructor(
    id: number,
    serial: number,
    system: System,
    start: (() => unknown) | null,
    groupLeader: Pid | null,
  ) {
    super(id, serial);
    this.system = system;
    this.main = new Strand(this, start);
    this.others = null;
    this.mailbox = new Mailbox();
    this.groupLeader = groupLeader ?? this;
    this.trapExit = false;
    this.reductions = 0;
    this.used = 0;
    this.home = null;
    this.homePrevious = null;
    this.homeNext = null;
    this.extras = null;
    this.parentKey = -1;
  }

  private extra(): Extras {
    this.extras ??= new Extras();
    return this.extras;
  }

  get links(): Set<Process> | null {
    return this.extras === null ? null : this.extras.links;
  }
  set links(value: Set<Process> | null) {
    if (value !== null || this.extras !== null) this.extra().links = value;
  }

  get monitors(): Map<number, Monitor> | null {
    return this.extras === null ? null : this.extras.monitors;
  }
  set monitors(value: Map<number, Monitor> | null) {
    if (value !== null || this.extras !== null) this.extra().monitors = value;
  }

  get watchers(): Map<number, Watcher> | null {
    return this.extras === null ? null : this.extras.watchers;
  }
  set watchers(value: Map<number, Watcher> | null) {
    if (value !== null || this.extras !== null) this.extra().watchers = value;
  }

  get dictionary(): Map<unknown, [Term, Term]> | null {
    return this.extras === null ? null : this.extras.dictionary;
  }
  set dictionary(value: Map<unknown, [Term, Term]> | null) {
    if (value !== null || this.extras !== null) this.extra().dictionary = value;
  }

  get registeredName(): symbol | null {
    return this.extras === null ? null : this.extras.registeredName;
  }
  set registeredName(value: symbol | null) {
    if (value !== null || this.extras !== null) this.extra().registeredName = value;
  }

  get priority(): Priority {
    return this.extras === null ? "normal" : this.extras.priority;
  }
  set priority(value: Priority) {
    if (value === "normal" && this.extras === null) return;
    const extra = this.extra();
    extra.priority = value;
    if (extra.lane !== "suspended") extra.lane = value;
  }

  get lane(): Priority | "suspended" {
    return this.extras === null ? "normal" : this.extras.lane;
  }

  get suspension(): Suspension | null {
    return this.extras === null ? null : this.extras.suspension;
  }
  set suspension(value: Suspension | null) {
    if (value === null && this.extras === null) return;
    const extra = this.extra();
    extra.suspension = value;
    extra.lane = value === null ? extra.priority : "suspended";
  }

  get silent(): boolean {
    return this.extras === null ? false : this.extras.silent;
  }
  set silent(value: boolean) {
    if (value !== false || this.extras !== null) this.extra().silent = value;
  }

  get initialCall(): StackItem | null {
    return this.extras === null ? null : this.extras.initialCall;
  }
  set initialCall(value: StackItem | null) {
    if (value !== null || this.extras !== null) this.extra().initialCall = value;
  }

  /** Who spawned it. Only the number is kept: a record would keep its own parent's, and so on. */
  get parent(): Pid | null {
    return this.parentKey < 0 ? null : this.system.table.pid(this.parentKey);
  }
  set parent(parent: Pid | null) {
    this.parentKey = parent === null ? -1 : this.system.table.key(parent);
  }

  get visited(): VersionRef[] | null {
    return this.extras === null ? null : this.extras.visited;
  }
  set visited(value: VersionRef[] | null) {
    if (value !== null || this.extras !== null) this.extra().visited = value;
  }

  get timers(): Set<OwnedTimer> | null {
    return this.extras === null ? null : this.extras.timers;
  }
  set timers(value: Set<OwnedTimer> | null) {
    if (value !== null || this.extras !== null) this.extra().timers = value;
  }

  get onExit(): ((reason: Term) => void)[] | null {
    return this.extras === null ? null : this.extras.onExit;
  }
  set onExit(value: ((reason: Term) => void)[] | null) {
    if (value !== null || this.extras !== null) this.extra().onExit = value;
  }

  get abort(): AbortController | null {
    return this.extras === null ? null : this.extras.abort;
  }
  set abort(value: AbortController | null) {
    if (value !== null || this.extras !== null) this.extra().abort = value;
  }

  get alive(): boolean {
    return this.main !== null;
  }

  /** All strands, the main one first. */
  strands(): Strand[] {
    const strands = this.main === null || this.main.ended ? [] : [this.main];
    return this.others === null ? strands : strands.concat(this.others);
  }

  /** Puts a message into the mailbox, and lets those that wait for one look at it, the longest waiting first. */
  deliver(message: Term): void {
    const main = this.main;
    if (main === null) return;
    this.mailbox.append(message);
    if (this.others === null) {
      if (main.receive !== null) this.system.enqueue(main);
      return;
    }
    const waiting = this.strands().filter((strand) => strand.receive !== null);
    waiting.sort((a, b) => (a.receive?.at ?? 0) - (b.receive?.at ?? 0));
    for (const strand of waiting) this.system.enqueue(strand);
  }

  /** A message was taken out of the mailbox: save pointers that stood at it start again from the beginning. */
  messageTaken(node: MessageNode): void {
    for (const strand of this.strands()) if (strand.save === node) strand.save = null;
  }

  /** A signal that fires when the process ends. */
  get signal(): AbortSignal {
    this.abort ??= new AbortController();
    return this.abort.signal;
  }
}

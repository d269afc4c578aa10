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

export class Process extends Pid {
  readonly system: System;
  /** The main strand; null once the process has ended. */
  main: Strand | null;
  /** Frames that run beside the main strand. */
  others: Strand[] | null;
  readonly mailbox: Mailbox;
  groupLeader: Pid;
  links: Set<Process> | null;
  monitors: Map<number, Monitor> | null;
  watchers: Map<number, Watcher> | null;
  dictionary: Map<unknown, [Term, Term]> | null;
  registeredName: symbol | null;
  trapExit: boolean;
  /** Its errors are not reported: whoever started it hears of them in another way. */
  silent: boolean;
  priority: Priority;
  /** Reductions left in this slice: calls that it may still make before others have their turn. */
  reductions: number;
  /** Reductions used in slices that are over, for process_info/2. */
  used: number;
  /** What was spawned. */
  initialCall: StackItem | null;
  parent: Pid | null;
  /** The version whose `residents` list it is in, and its neighbours there. */
  home: VersionRef | null;
  homePrevious: Process | null;
  homeNext: Process | null;
  /** Versions that list it among their visitors. */
  visited: VersionRef[] | null;
  timers: Set<OwnedTimer> | null;
  /** Called with the exit reason when the process ends: ETS tables, aliases, whatever belongs to it. */
  onExit: ((reason: Term) => void)[] | null;
  abort: AbortController | null;

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
    this.links = null;
    this.monitors = null;
    this.watchers = null;
    this.dictionary = null;
    this.registeredName = null;
    this.trapExit = false;
    this.silent = false;
    this.priority = "normal";
    this.reductions = 0;
    this.used = 0;
    this.initialCall = null;
    this.parent = null;
    this.home = null;
    this.homePrevious = null;
    this.homeNext = null;
    this.visited = null;
    this.timers = null;
    this.onExit = null;
    this.abort = null;
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
    waiting.sort((a, b) => a.waitingSince - b.waitingSince);
    for (const strand of waiting) this.system.enqueue(strand);
  }

  /** A message was taken out of the mailbox: save pointers that stood at it start again from the beginning. */
  messageTaken(node: MessageNode): void {
    if (this.others === null) {
      if (this.main !== null) this.main.save = null;
      return;
    }
    for (const strand of this.strands()) if (strand.save === node) strand.save = null;
  }

  /** A signal that fires when the process ends. */
  get signal(): AbortSignal {
    this.abort ??= new AbortController();
    return this.abort.signal;
  }
}

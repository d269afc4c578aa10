// system — one Erlang system: its processes, its run queue, its names and its ports. Several may live in one program.
//
// Invariants: the scheduler never awaits; signals between two processes keep their order; what happens depends on
// the host's clock, the seed and the order of the outside's signals, and on nothing else.
import { AtomTable, atoms, PROGRAM_ATOMS } from "../terms/atom-index.ts";
import { Exception, type StackItem } from "../terms/exception.ts";
import { type Pid, Ref } from "../terms/pid.ts";
import type { Term } from "../terms/term.ts";
import type { FunctionTable } from "./apply.ts";
import type { Device } from "./device.ts";
import { end, exitProcess } from "./exit.ts";
import { exceptionOf } from "./failure.ts";
import { type Frame, THREW, type VersionRef } from "./frame.ts";
import type { Host } from "./host.ts";
import { lingeringIn, lingersIn } from "./lingering.ts";
import { isKeptAlive } from "./owned.ts";
import type { Process } from "./process.ts";
import { ProcessTable } from "./process-table.ts";
import { Random } from "./random.ts";
import { RunQueue } from "./run-queue.ts";
import { running } from "./running.ts";
import { runStrand } from "./scheduler.ts";
import { type SpawnOptions, spawnProcess } from "./spawn.ts";
import type { Strand } from "./strand.ts";
import { Timers } from "./timers.ts";

/** What is told to the logger: a process that ended with an error, or a promise rejected that nobody handles. */
export interface CrashReport {
  readonly process: Process;
  /** `{Reason, Stacktrace}`. */
  readonly reason: Term;
  readonly exception: Exception;
}

export interface SystemOptions {
  readonly host: Host;
  /** What random numbers and the order of equals depend on. */
  readonly seed?: number;
}

/** Reductions in a batch, after which Node's own I/O has its turn. */
const BATCH = 40_000;

export class System {
  readonly host: Host;
  readonly timers: Timers;
  readonly table = new ProcessTable(80);
  readonly names = new Map<symbol, Process>();
  /** Aliases and the processes they stand for, by the reference's number. */
  readonly aliases = new Map<
    number,
    { process: Process; mode: "explicit_unalias" | "demonitor" | "reply" }
  >();
  /** Group leaders that can be written to at once. */
  readonly devices = new Map<Pid, Device>();
  readonly random: Random;
  readonly atoms = new AtomTable();
  /** The group leader of processes that are started from outside. */
  defaultGroupLeader: Pid | null = null;
  /** Ports: plugged in by the rooms above. */
  functions: FunctionTable = NO_FUNCTIONS;
  stackOf: (error: Error) => StackItem[] = () => [];
  report: (report: CrashReport) => void = () => {};
  /** Called by halt/0,1 and q/0: ends the program. */
  halt: (status: number) => void = () => {};

  /** Tidies up after what runs and belongs to no process, if that is cut off. */
  cutOff: (() => void) | null = null;

  private readonly normal = new RunQueue();
  private readonly high = new RunQueue();
  private readonly low = new RunQueue();
  /** How many wait in the queues of high and low priority. */
  private special = 0;
  private lowSkipped = 0;
  private scheduled = false;
  private runs = false;
  private references = 0;
  private unique = 0;
  /** Frames that threw while nobody waited for them: judged at the end of the batch, by Node's rule. */
  private unhandled: { process: Process; frame: Frame }[] = [];

  constructor(options: SystemOptions) {
    this.host = options.host;
    this.timers = new Timers(options.host);
    this.random = new Random(options.seed ?? 1);
    enter(this);
  }

  /** Starts a process that runs `start`; what it returns, or the frame that it returns, is its main code. */
  spawn(start: () => unknown, options: SpawnOptions = {}): Process {
    return spawnProcess(this, start, options);
  }

  /** Makes a strand ready to run. */
  enqueue(strand: Strand): void {
    if (strand.queued || strand.ended) return;
    strand.queued = true;
    const lane = strand.process.lane;
    if (lane === "normal") {
      this.normal.push(strand);
    } else if (lane === "suspended") {
      strand.process.suspension?.parked.push(strand);
      return;
    } else {
      this.special++;
      if (lane === "low") this.low.push(strand);
      else this.high.push(strand);
    }
    if (!this.scheduled && !this.runs) this.schedule();
  }

  /** Takes a strand out of the queue that it is in. */
  dequeue(strand: Strand): void {
    if (!this.normal.remove(strand) && (this.high.remove(strand) || this.low.remove(strand))) this.special--;
  }

  private schedule(): void {
    this.scheduled = true;
    this.host.soon(() => {
      this.scheduled = false;
      this.runBatch();
    });
  }

  /** Runs what is ready, for a batch of reductions; what is left goes on after the event loop's turn. */
  runBatch(): void {
    if (this.runs) return;
    this.runs = true;
    const previous = running.system;
    enter(this);
    try {
      let left = BATCH;
      while (left > 0) {
        const strand = this.next();
        if (strand === null) break;
        left -= runStrand(strand);
      }
      if (this.unhandled.length > 0) this.judgeUnhandled();
    } finally {
      running.strand = null;
      this.runs = false;
      enter(previous ?? this);
      if (this.ready > 0 && !this.scheduled) this.schedule();
    }
  }

  /** Does what belongs to no process; where that can be cut off from outside, `cutOff` gives its value then. */
  interruptibly<T>(work: () => T, cutOff: () => T): T | Promise<T> {
    const { interruptibly } = this.host;
    if (interruptibly === undefined) return work();
    return new Promise((resolve, reject) => {
      interruptibly(() => {
        this.cutOff = () => resolve(cutOff());
        try {
          resolve(work());
        } catch (failure) {
          reject(failure);
        } finally {
          this.cutOff = null;
        }
      });
    });
  }

  /**
   * What ran was cut off from outside, and no code of its own ran since: its process ends with reason killed, and the
   * others go on. The process, if there was one.
   */
  interrupted(): Process | null {
    const process = this.runs ? (running.strand?.process ?? null) : null;
    running.strand = null;
    running.fresh = null;
    this.runs = false;
    const { cutOff } = this;
    this.cutOff = null;
    cutOff?.();
    if (process !== null) end(process, KILLED);
    if (this.ready > 0 && !this.scheduled) this.schedule();
    return process;
  }

  private next(): Strand | null {
    return this.special === 0 ? this.normal.shift() : this.nextByPriority();
  }

  private nextByPriority(): Strand | null {
    if (this.high.size === 0 && this.normal.size > 0 && ++this.lowSkipped < 8) return this.normal.shift();
    this.special--;
    if (this.high.size > 0) return this.high.shift();
    this.lowSkipped = 0;
    return this.low.shift();
  }

  /** The number of strands that are ready to run. */
  get ready(): number {
    return this.normal.size + this.high.size + this.low.size;
  }

  /** An async function was called outside of any process: it starts at once, in a process of its own. */
  startOutside(frame: Frame): Promise<unknown> {
    const process = spawnProcess(this, null, { silent: true });
    frame.next = null;
    const strand = process.main as Strand;
    strand.top = frame;
    const promise = new Promise((resolve, reject) => {
      frame.addWaiter({ strand: null, resolve, reject });
      process.onExit ??= [];
      process.onExit.push((reason) => reject(new Exception("exit", reason)));
    });
    if (this.runs) this.enqueue(strand);
    else this.runNow(strand);
    return promise;
  }

  private runNow(strand: Strand): void {
    this.runs = true;
    const previous = running.system;
    enter(this);
    try {
      strand.queued = true;
      runStrand(strand);
    } finally {
      running.strand = null;
      this.runs = false;
      enter(previous ?? this);
      if (this.ready > 0 && !this.scheduled) this.schedule();
    }
  }

  /** A frame threw and nobody waits for it yet. */
  threwUnheard(process: Process, frame: Frame): void {
    this.unhandled.push({ process, frame });
  }

  private judgeUnhandled(): void {
    const frames = this.unhandled;
    this.unhandled = [];
    // Handlers attached by promise reactions that are already queued count, as for Node's own rejections.
    this.host.soon(() => {
      for (const { process, frame } of frames) {
        if (frame.state === THREW) exitProcess(process, exceptionOf(frame.outcome));
      }
    });
  }

  /** Ends the process if its code has ended and no timer keeps it. */
  endIfIdle(process: Process): void {
    if (process.main?.ended && process.others === null && !isKeptAlive(process)) exitProcess(process, null);
  }

  /** A reference unlike any other of this system. Mirrors make_ref/0. */
  makeRef(): Ref {
    return new Ref(++this.references);
  }

  /** A number unlike any other of this system, growing. */
  uniqueInteger(): number {
    return ++this.unique;
  }

  /** Ends all processes at once, with the reason killed, and lets go of everything: nothing of it runs any more. */
  stop(): void {
    while (this.table.count > 0) for (const process of this.table) end(process, KILLED);
    this.timers.stop();
    this.devices.clear();
    if (running.system === this) leave();
  }

  processes(): Iterable<Process> {
    return this.table;
  }

  /** The processes that linger in a version of a module. */
  lingeringIn(version: VersionRef): Process[] {
    return lingeringIn(version);
  }

  /** Whether a process lingers in a version. */
  lingersIn(process: Process, version: VersionRef): boolean {
    return lingersIn(process, version);
  }
}

/** The system is the one that runs, or ran last. */
function enter(system: System): void {
  running.system = system;
  atoms.table = system.atoms;
}

/** No system runs. */
function leave(): void {
  running.system = null;
  atoms.table = PROGRAM_ATOMS;
}

const KILLED = Symbol.for("killed");

const NO_FUNCTIONS: FunctionTable = {
  lookup: () => undefined,
  builtin: () => undefined,
  infoOf: () => undefined,
  externalOf: () => undefined,
};

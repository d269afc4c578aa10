// spawn — making processes.
import type { StackItem } from "../terms/exception.ts";
import type { Pid, Ref } from "../terms/pid.ts";
import { type Priority, Process } from "./process.ts";
import { running } from "./running.ts";
import { link, type MonitorOptions, monitor } from "./signals.ts";
import type { System } from "./system.ts";

export interface SpawnOptions {
  readonly link?: boolean;
  readonly monitor?: boolean | MonitorOptions;
  readonly priority?: Priority;
  readonly groupLeader?: Pid;
  /** What was spawned, for process_info/2 and reports. */
  readonly initialCall?: StackItem;
  /** No report if it ends with an error: somebody else tells. */
  readonly silent?: boolean;
}

/** Starts a process of `system` that runs `start` (null: its first frame is put in by the caller). */
export function spawnProcess(system: System, start: (() => unknown) | null, options: SpawnOptions): Process {
  const parent = running.strand === null ? null : running.strand.process;
  const leader = options.groupLeader ?? (parent === null ? system.defaultGroupLeader : parent.groupLeader);
  const process = system.table.add((id, serial) => new Process(id, serial, system, start, leader));
  process.parent = parent;
  if (options.initialCall !== undefined) process.initialCall = options.initialCall;
  if (options.priority !== undefined) process.priority = options.priority;
  if (options.silent) process.silent = true;
  if (parent !== null && options.link) link(parent, process);
  if (start !== null && process.main !== null) system.enqueue(process.main);
  return process;
}

/** Starts a process and monitors it at once. Mirrors spawn_monitor/1. */
export function spawnMonitored(system: System, start: () => unknown, options: SpawnOptions): [Process, Ref] {
  const process = spawnProcess(system, start, options);
  const parent = running.strand?.process as Process;
  const ref = monitor(parent, process, typeof options.monitor === "object" ? options.monitor : {});
  return [process, ref];
}

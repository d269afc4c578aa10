// views — processes and versions of a session as plain data, for tests to compare.
import type { CodeServer } from "../code/code-server.ts";
import { Version } from "../code/version.ts";
import type { Process } from "../process/process.ts";
import type { System } from "../process/system.ts";
import { processItem } from "../stdlib/erlang-process-info.ts";
import { openForModule } from "../terms/border.ts";
import type { Pid } from "../terms/pid.ts";
import type { Pids } from "./pids.ts";

/** A live process, as it was when it was looked at. */
export interface ProcessView {
  readonly pid: Pid;
  /** The name that it is registered under. */
  readonly name: string | undefined;
  readonly status: "running" | "runnable" | "waiting";
  /** Where it is: `counter:loop/1`. */
  readonly currentFunction: string;
  /** Who started it; undefined if that was no process. */
  readonly parent: Pid | undefined;
  readonly links: readonly Pid[];
  /** Whom it monitors. */
  readonly monitors: readonly Pid[];
  readonly monitoredBy: readonly Pid[];
  readonly trapExit: boolean;
  /** What is in its mailbox, as a module would receive it. */
  readonly messages: readonly unknown[];
  /** The versions that it lingers in. */
  readonly versions: readonly { readonly module: string; readonly version: number }[];
}

/** One version of a module. */
export interface VersionView {
  /** Versions are counted from 1. */
  readonly version: number;
  /** The processes that linger in it. */
  readonly processes: readonly Pid[];
}

/** The versions of a module. */
export interface ModuleView {
  readonly current: VersionView | undefined;
  readonly old: VersionView | undefined;
}

function sorted(processes: Iterable<Pid>, pids: Pids): Pid[] {
  return [...processes].map((process) => pids.of(process)).sort((a, b) => a.serial - b.serial || a.id - b.id);
}

export function processView(process: Process, pids: Pids): ProcessView {
  const all = (processes: Iterable<Pid>): Pid[] => sorted(processes, pids);
  const { registeredName, links, monitors, watchers } = process;
  const [module, name, arity] = processItem(process, "current_function");
  const seenIn = [process.home, ...(process.visited ?? [])];
  const versions = seenIn.filter(
    (version): version is Version => version instanceof Version && process.system.lingersIn(process, version),
  );
  const monitored = [...(monitors?.values() ?? [])].flatMap(({ target }) => target ?? []);
  return {
    pid: pids.of(process),
    name: registeredName === null ? undefined : Symbol.keyFor(registeredName),
    status: Symbol.keyFor(processItem(process, "status")) as ProcessView["status"],
    currentFunction: `${Symbol.keyFor(module)}:${Symbol.keyFor(name)}/${arity}`,
    parent: process.parent === null ? undefined : pids.of(process.parent),
    links: all(links ?? []),
    monitors: all(monitored),
    monitoredBy: all([...(watchers?.values() ?? [])].map((watcher) => watcher.process)),
    trapExit: process.trapExit,
    messages: pids.out([...process.mailbox].map(openForModule)),
    versions: versions.map((version) => ({
      module: Symbol.keyFor(version.module) as string,
      version: version.number,
    })),
  };
}

export function moduleView(module: symbol, system: System, code: CodeServer, pids: Pids): ModuleView {
  const { current, old } = code.record(module);
  const view = (version: Version | undefined): VersionView | undefined =>
    version && { version: version.number, processes: sorted(system.lingeringIn(version), pids) };
  return { current: view(current), old: view(old) };
}

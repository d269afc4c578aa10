// pids — process identifiers as a test holds them: plain ones, which print and compare quickly.
//
// Inside a system a live process's record is its own pid. A test framework that compares or prints one would walk over
// the whole system; so each process gets a plain pid when it leaves the session, always the same one, and is itself
// again when it comes back.

import { Process } from "../process/process.ts";
import { Exception } from "../terms/exception.ts";
import { ImproperList } from "../terms/list.ts";
import { Pid } from "../terms/pid.ts";
import { isError } from "../terms/realm.ts";
import { Tuple, tupleFrom } from "../terms/tuple.ts";

export class Pids {
  readonly #pids = new WeakMap<Process, Pid>();
  readonly #processes = new WeakMap<Pid, Process>();

  /** The pid of a process, for outside. */
  of(process: Pid): Pid {
    if (!(process instanceof Process)) return process;
    let pid = this.#pids.get(process);
    if (pid === undefined) {
      pid = new Pid(process.id, process.serial);
      this.#pids.set(process, pid);
      this.#processes.set(pid, process);
    }
    return pid;
  }

  /** A value that leaves the session. */
  out(value: unknown): any {
    return mapPids(value, (pid) => this.of(pid));
  }

  /** A value that enters it. */
  in(value: unknown): any {
    return mapPids(value, (pid) => this.#processes.get(pid) ?? pid);
  }

  /** An exception that leaves it: that of a module as it is, any other with its class and reason. */
  thrown(thrown: unknown): unknown {
    if (!(thrown instanceof Exception)) return thrown;
    if (thrown.class === "error" && isError(thrown.reason)) return thrown.reason;
    return new Exception(thrown.class, this.out(thrown.reason));
  }
}

/** A value as TypeScript sees it, each pid in it replaced; values that have none stay the same. */
function mapPids(value: unknown, map: (pid: Pid) => Pid): unknown {
  if (typeof value !== "object" || value === null) return value;
  const inner = (item: unknown): unknown => mapPids(item, map);
  if (value instanceof Pid) return map(value);
  if (Array.isArray(value)) {
    const mapped = Array.from(value, inner);
    if (mapped.every((item, i) => item === value[i])) return value;
    return value instanceof Tuple ? tupleFrom(mapped) : mapped;
  }
  if (value instanceof ImproperList) {
    const { elements, tail } = value;
    return new ImproperList(elements.map(inner), inner(tail));
  }
  if (value instanceof Map) return new Map([...value].map(([key, item]) => [inner(key), inner(item)]));
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return value;
  const entries = Object.entries(value).map(([name, item]) => [name, inner(item)] as const);
  return entries.every(([name, item]) => item === (value as Record<string, unknown>)[name])
    ? value
    : Object.fromEntries(entries);
}

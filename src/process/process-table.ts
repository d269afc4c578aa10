// process-table — process identifiers, and the processes that have them.
//
// Numbers go up and are used again only after a turn through the whole table, with the next serial, as in OTP; so an
// old pid does not name a new process.
import { Pid } from "../terms/pid.ts";
import type { Process } from "./process.ts";

/** Ids stay below this. */
const SERIALS = 2 ** 28;

export class ProcessTable {
  private slots: (Process | null)[] = new Array(32768).fill(null);
  private next: number;
  private serial = 0;
  private live = 0;

  /** Numbers below `first` are never given: OTP's own processes have them. */
  constructor(first = 0) {
    this.next = first;
  }

  get count(): number {
    return this.live;
  }

  /** Makes a process with the next free number. */
  add(make: (id: number, serial: number) => Process): Process {
    if (this.live * 2 >= this.slots.length) this.grow();
    const slots = this.slots;
    while (slots[this.next] !== null) this.step();
    const process = make(this.next, this.serial);
    slots[this.next] = process;
    this.step();
    this.live++;
    return process;
  }

  remove(process: Process): void {
    if (this.slots[process.id] !== process) return;
    this.slots[process.id] = null;
    this.live--;
  }

  /** The process of that number and serial, if it lives. */
  get(id: number, serial: number): Process | undefined {
    const process = this.slots[id];
    return process != null && process.serial === serial ? process : undefined;
  }

  /** The live process that a pid names: itself, or one with the same number. */
  find(pid: Pid): Process | undefined {
    return this.get(pid.id, pid.serial);
  }

  /** A number that stands for a pid. */
  key(pid: Pid): number {
    return pid.serial * SERIALS + pid.id;
  }

  /** The pid of {@link key}: the process, if it lives. */
  pid(key: number): Pid {
    const id = key % SERIALS;
    const serial = Math.floor(key / SERIALS);
    return this.get(id, serial) ?? new Pid(id, serial);
  }

  *[Symbol.iterator](): Iterator<Process> {
    for (const process of this.slots) if (process !== null) yield process;
  }

  private step(): void {
    this.next++;
    if (this.next === this.slots.length) {
      this.next = 0;
      this.serial++;
    }
  }

  private grow(): void {
    const slots: (Process | null)[] = new Array(this.slots.length * 2).fill(null);
    for (let i = 0; i < this.slots.length; i++) slots[i] = this.slots[i];
    // Past the old end nothing was ever given, so numbers go on there with the serial they had.
    this.next = Math.max(this.next, this.serial > 0 ? this.slots.length : this.next);
    this.slots = slots;
  }
}

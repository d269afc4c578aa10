// process-table — process identifiers, and the processes that have them.
//
// Numbers go up and are used again only after a turn through the whole table, with the next serial, as in OTP; so an
// old pid does not name a new process.
import { Pid } from "../terms/pid.ts";
import type { Process } from "./process.ts";

/** Ids stay below this. */
const SERIALS = 2 ** 28;
/** How many numbers are given before the first one is given again. */
const FIRST_TURN = 32768;
/** How many slots there are at first: they are made when the numbers are reached, as most systems stay small. */
const FIRST_SLOTS = 512;

/** Invariant: `next` is the number of a slot that is there. */
export class ProcessTable {
  private slots: (Process | null)[] = new Array(FIRST_SLOTS).fill(null);
  private turn = FIRST_TURN;
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
    if (this.live * 2 >= this.turn) this.turn *= 2;
    while (this.slots[this.next] !== null) this.step();
    const process = make(this.next, this.serial);
    this.slots[this.next] = process;
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
    const process = id < this.slots.length ? this.slots[id] : null;
    return process !== null && process.serial === serial ? process : undefined;
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
    if (this.next < this.slots.length) return;
    if (this.slots.length < this.turn) {
      this.grow();
    } else {
      this.next = 0;
      this.serial++;
    }
  }

  private grow(): void {
    const slots: (Process | null)[] = new Array(this.slots.length * 2).fill(null);
    for (let i = 0; i < this.slots.length; i++) slots[i] = this.slots[i];
    this.slots = slots;
  }
}

// pid — process identifiers and references.
//
// A live process's record extends Pid (process/process.ts), so that a pid costs nothing beside it; a plain Pid
// stands for a process that has ended or never was.
import { inspect } from "node:util";

/** A process identifier: prints as `<0.Id.Serial>`. */
export class Pid {
  readonly id: number;
  readonly serial: number;
  constructor(id: number, serial: number) {
    this.id = id;
    this.serial = serial;
  }
  toString(): string {
    return `<0.${this.id}.${this.serial}>`;
  }
  toJSON(): string {
    return this.toString();
  }
  [inspect.custom](): string {
    return this.toString();
  }
}

/** A reference: prints as `#Ref<0.A.B.C>`. Mirrors make_ref/0. */
export class Ref {
  /** Unique within its system, and growing: references compare by it. */
  readonly id: number;
  constructor(id: number) {
    this.id = id;
  }
  toString(): string {
    // Erlang prints four words; ours count up in the last two.
    return `#Ref<0.${Math.floor(this.id / 0x40000) + 1}.${this.id % 0x40000}.1>`;
  }
  toJSON(): string {
    return this.toString();
  }
  [inspect.custom](): string {
    return this.toString();
  }
}

// run-queue — strands that are ready to run, in the order in which they became ready: a ring that grows.
import type { Strand } from "./strand.ts";

export class RunQueue {
  private ring: (Strand | null)[] = new Array(1024).fill(null);
  private mask = 1023;
  private head = 0;
  private count = 0;

  get size(): number {
    return this.count;
  }

  push(strand: Strand): void {
    if (this.count > this.mask) this.grow();
    this.ring[(this.head + this.count) & this.mask] = strand;
    this.count++;
  }

  shift(): Strand | null {
    if (this.count === 0) return null;
    const strand = this.ring[this.head];
    // A slot that still names its strand would keep the ring's old entries alive, and makes every store slower.
    this.ring[this.head] = null;
    this.head = (this.head + 1) & this.mask;
    this.count--;
    return strand;
  }

  /** Takes a strand out from among the others; whether it was there. */
  remove(strand: Strand): boolean {
    const others: Strand[] = [];
    const { size } = this;
    for (let next = this.shift(); next !== null; next = this.shift()) if (next !== strand) others.push(next);
    for (const other of others) this.push(other);
    return others.length < size;
  }

  private grow(): void {
    const old = this.ring;
    const size = old.length;
    const ring: (Strand | null)[] = new Array(size * 2).fill(null);
    for (let i = 0; i < size; i++) ring[i] = old[(this.head + i) & this.mask];
    this.ring = ring;
    this.mask = size * 2 - 1;
    this.head = 0;
  }
}

// run-queue — strands that are ready to run, in the order in which they became ready: a ring that grows.
import type { Strand } from "./strand.ts";

export class RunQueue {
  #ring: (Strand | null)[] = new Array(1024).fill(null);
  #mask = 1023;
  #head = 0;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  push(strand: Strand): void {
    if (this.#size > this.#mask) this.#grow();
    this.#ring[(this.#head + this.#size) & this.#mask] = strand;
    this.#size++;
  }

  shift(): Strand | null {
    if (this.#size === 0) return null;
    const strand = this.#ring[this.#head];
    // A slot that still names its strand would keep the ring's old entries alive, and makes every store slower.
    this.#ring[this.#head] = null;
    this.#head = (this.#head + 1) & this.#mask;
    this.#size--;
    return strand;
  }

  #grow(): void {
    const old = this.#ring;
    const size = old.length;
    const ring: (Strand | null)[] = new Array(size * 2).fill(null);
    for (let i = 0; i < size; i++) ring[i] = old[(this.#head + i) & this.#mask];
    this.#ring = ring;
    this.#mask = size * 2 - 1;
    this.#head = 0;
  }
}

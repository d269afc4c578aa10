// progress — how far a long piece of work is: one line on the terminal, replaced in place, and gone when all is done.
//
// Work that is done within a moment shows nothing, and the line changes no more often than one can read.
import type { Host } from "../process/host.ts";

/** Shows a line in place of the one before; undefined takes it away. */
export type ShowProgress = (line: string | undefined) => void;

const PATIENCE_MS = 300;
const EVERY_MS = 100;

export class Progress {
  readonly #host: Host;
  readonly #what: string;
  readonly #total: number;
  readonly #show: ShowProgress | undefined;
  #nextMs: number;
  #done = 0;
  #shown = false;

  /** Work on `total` things begins; `what` is done to them. */
  constructor(host: Host, what: string, total: number, show: ShowProgress | undefined) {
    this.#host = host;
    this.#what = what;
    this.#total = total;
    this.#show = show;
    this.#nextMs = host.monotonicMs() + PATIENCE_MS;
  }

  /** The next thing is begun. */
  next(name: string): void {
    this.#done++;
    const nowMs = this.#host.monotonicMs();
    if (this.#show === undefined || nowMs < this.#nextMs) return;
    this.#nextMs = nowMs + EVERY_MS;
    this.#shown = true;
    this.#show(`${this.#what} ${this.#done} of ${this.#total}: ${name}`);
  }

  end(): void {
    if (this.#shown) this.#show?.(undefined);
  }
}

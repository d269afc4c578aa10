// term-map — a JavaScript Map whose keys are terms, compared exactly (=:=), in the order of insertion.
import { hash } from "../terms/hash.ts";
import { equalExact } from "../terms/order.ts";
import { Pid } from "../terms/pid.ts";
import type { Term } from "../terms/term.ts";

export class TermMap<V> {
  /** Atoms, numbers and pids are their own keys; for others there is a chain for each hash. */
  readonly #direct = new Map<Term, V>();
  readonly #chains = new Map<number, [Term, V][]>();
  #chained = 0;

  get size(): number {
    return this.#direct.size + this.#chained;
  }

  get(key: Term): V | undefined {
    if (isDirect(key)) return this.#direct.get(key);
    return this.#chains.get(hash(key))?.find((entry) => equalExact(entry[0], key))?.[1];
  }

  has(key: Term): boolean {
    return isDirect(key) ? this.#direct.has(key) : this.get(key) !== undefined;
  }

  set(key: Term, value: V): void {
    if (isDirect(key)) {
      this.#direct.set(key, value);
      return;
    }
    const bucket = hash(key);
    const chain = this.#chains.get(bucket);
    const entry = chain?.find(([known]) => equalExact(known, key));
    if (entry !== undefined) {
      entry[1] = value;
      return;
    }
    this.#chained++;
    if (chain === undefined) this.#chains.set(bucket, [[key, value]]);
    else chain.push([key, value]);
  }

  delete(key: Term): boolean {
    if (isDirect(key)) return this.#direct.delete(key);
    const bucket = hash(key);
    const chain = this.#chains.get(bucket);
    const at = chain?.findIndex(([known]) => equalExact(known, key)) ?? -1;
    if (chain === undefined || at < 0) return false;
    if (chain.length === 1) this.#chains.delete(bucket);
    else chain.splice(at, 1);
    this.#chained--;
    return true;
  }

  clear(): void {
    this.#direct.clear();
    this.#chains.clear();
    this.#chained = 0;
  }

  *entries(): Generator<[Term, V]> {
    yield* this.#direct;
    for (const chain of this.#chains.values()) yield* chain;
  }
}

function isDirect(key: Term): boolean {
  return (typeof key !== "object" && typeof key !== "string") || key === null || key instanceof Pid;
}

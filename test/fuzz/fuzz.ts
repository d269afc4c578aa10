// fuzz — the differential fuzzer: generates cases, has both shells answer them, shrinks what differs and prints it.
//
// Cases of all kinds in turn, thousands to a session. Of those that differ the first few are shrunk together: a round
// tries some dozens of smaller candidates of each, in one session of either shell.
import { type Arbitrary, Random, type Value } from "fast-check";
import { KINDS } from "./kinds.ts";
import { answers, findErl, NO_ANSWER, type Shell } from "./systems.ts";

const BATCH = 3000;
const CANDIDATES = 60;
const ROUNDS = 60;

interface Options {
  cases: number;
  seed: number;
  kinds: string[];
  /** How many differences are shrunk and shown. */
  differences: number;
}

interface Case {
  readonly kind: string;
  readonly arbitrary: Arbitrary<string>;
  readonly value: Value<string>;
}

interface Difference {
  readonly case: Case;
  readonly theirs: string;
  readonly ours: string;
}

interface Shells {
  readonly ours: Shell;
  readonly theirs: Shell;
}

/** Runs the fuzzer; the exit status: 1 if the shells differ. */
export async function fuzz(
  args: string[],
  { folder, shell }: { folder: string; shell: string },
): Promise<number> {
  const options = parse(args);
  const theirs = findErl(folder);
  if (theirs === undefined) {
    console.log("No erl on the PATH or in ERL: nothing to compare with.");
    return 0;
  }
  const shells = { ours: { command: process.execPath, args: [shell], folder }, theirs };
  const random = new Random(new Xorshift(options.seed));
  const found: Difference[] = [];
  const ran = new Map<string, number>();
  let differing = 0;
  let unanswered = 0;
  for (let done = 0; done < options.cases && found.length < options.differences; ) {
    const batch: Case[] = [];
    for (let i = done; i < Math.min(options.cases, done + BATCH); i++) {
      batch.push(generate(options.kinds[i % options.kinds.length], random));
    }
    const { different, silent } = await compare(shells, batch);
    unanswered += silent;
    differing += different.length;
    found.push(...spread(different, options.differences - found.length));
    for (const { kind } of batch) ran.set(kind, (ran.get(kind) ?? 0) + 1);
    done += batch.length;
  }
  const counts = [...ran].map(([kind, count]) => `${kind} ${count}`).join(", ");
  const neither = unanswered > 0 ? `, ${unanswered} got no answer from either` : "";
  console.log(`seed ${options.seed}: ${counts}; ${differing} differ${neither}`);
  if (found.length === 0) return 0;
  const smallest = await shrink(shells, found);
  const shown = new Set<string>();
  for (const {
    case: { kind, value },
    theirs,
    ours,
  } of smallest) {
    if (shown.has(value.value)) continue;
    shown.add(value.value);
    console.log(`\n${kind}: ${value.value}\n--- erl\n${theirs.trimEnd()}\n--- here\n${ours.trimEnd()}`);
  }
  return 1;
}

function parse(args: string[]): Options {
  const options = { cases: 20_000, seed: Date.now() % 1_000_000, kinds: Object.keys(KINDS), differences: 5 };
  for (let i = 0; i < args.length; i += 2) {
    const [name, value] = [args[i], args[i + 1]];
    if (name === "--cases") options.cases = Number(value);
    else if (name === "--seed") options.seed = Number(value);
    else if (name === "--differences") options.differences = Number(value);
    else if (name === "--kind") options.kinds = value.split(",");
    else throw new Error(`unknown option ${name}; there are --cases --seed --kind --differences`);
  }
  const unknown = options.kinds.filter((kind) => !(kind in KINDS));
  if (unknown.length > 0) throw new Error(`unknown kind ${unknown}; there are ${Object.keys(KINDS)}`);
  return options;
}

/** Some of the differences, of as many kinds as there are, the shortest of each. */
function spread(different: Difference[], count: number): Difference[] {
  const kinds = new Map<string, Difference[]>();
  for (const difference of different) {
    const list = kinds.get(difference.case.kind);
    if (list === undefined) kinds.set(difference.case.kind, [difference]);
    else list.push(difference);
  }
  for (const list of kinds.values()) {
    list.sort((a, b) => a.case.value.value.length - b.case.value.value.length);
  }
  const chosen: Difference[] = [];
  for (let i = 0; chosen.length < Math.min(count, different.length); i++) {
    for (const list of kinds.values()) if (i < list.length && chosen.length < count) chosen.push(list[i]);
  }
  return chosen;
}

function generate(kind: string, random: Random): Case {
  const arbitrary = KINDS[kind];
  return { kind, arbitrary, value: arbitrary.generate(random, undefined) };
}

/** The cases that differ, and how many neither shell answers. */
async function compare(
  { ours, theirs }: Shells,
  cases: Case[],
): Promise<{ different: Difference[]; silent: number }> {
  const lines = cases.map((item) => `${item.value.value}.`);
  const [left, right] = await Promise.all([answers(theirs, lines), answers(ours, lines)]);
  const different = cases.flatMap((item, i) =>
    left[i] === right[i] ? [] : [{ case: item, theirs: left[i], ours: right[i] }],
  );
  const silent = left.filter((answer, i) => answer === NO_ANSWER && right[i] === NO_ANSWER).length;
  return { different, silent };
}

/** The smallest cases that still differ. */
async function shrink(shells: Shells, found: Difference[]): Promise<Difference[]> {
  const smallest = [...found];
  const candidates = smallest.map(({ case: item }) => smaller(item));
  const active = new Set(smallest.keys());
  for (let round = 0; round < ROUNDS && active.size > 0; round++) {
    const tried: Case[] = [];
    const ranges = new Map<number, number>();
    for (const i of active) {
      const before = tried.length;
      for (let n = 0; n < CANDIDATES; n++) {
        const next = candidates[i].next();
        if (next.done) break;
        tried.push(next.value);
      }
      if (tried.length === before) active.delete(i);
      else ranges.set(i, before);
    }
    const different = new Map(
      (await compare(shells, tried)).different.map((difference) => [difference.case, difference]),
    );
    const starts = [...ranges.entries()];
    starts.forEach(([i, start], n) => {
      const end = starts[n + 1]?.[1] ?? tried.length;
      const better = tried.slice(start, end).find((item) => different.has(item));
      if (better === undefined) return;
      smallest[i] = different.get(better) as Difference;
      candidates[i] = smaller(better);
    });
  }
  return smallest;
}

function* smaller({ kind, arbitrary, value }: Case): Generator<Case> {
  for (const candidate of arbitrary.shrink(value.value, value.context)) {
    yield { kind, arbitrary, value: candidate };
  }
}

/** A random number generator as fast-check wants it: xorshift, 32 bits at a time. */
class Xorshift {
  #state: number;
  constructor(seed: number) {
    // Spread, so that seeds beside each other give unlike numbers; never zero.
    this.#state = Math.imul(seed + 1, 0x9e3779b1) ^ 0x5bd1e995 || 1;
  }
  next(): number {
    let x = this.#state;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.#state = x;
    return x | 0;
  }
  clone(): Xorshift {
    const copy = new Xorshift(0);
    copy.#state = this.#state;
    return copy;
  }
  getState(): readonly number[] {
    return [this.#state];
  }
}

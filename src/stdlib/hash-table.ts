// hash-table — the hash table of the modules dict and sets, which grows a bucket at a time (linear hashing).
//
// The term is OTP's record `{dict|set, Size, N, MaxN, Bso, ExpSize, ConSize, Empty, Segs}` (`Field` says what stands
// where): N buckets are in use of MaxN, in segments of 16; a bucket is a list of entries. A bucket is split when there
// are more than 5 entries to a bucket, and joined with another when there are fewer than 3.
import { badarg, type StackItem } from "../terms/exception.ts";
import { fromArray, NIL, toArray } from "../terms/list.ts";
import { phash } from "../terms/older-hash.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tupleFrom } from "../terms/tuple.ts";
import type { OtpSource } from "./otp-source.ts";

const SEGMENT = 16;

/** A table, as it prints. */
type Table = any;

/** Where the record has its fields. */
export const Field = {
  size: 1,
  n: 2,
  maxN: 3,
  bso: 4,
  expandSize: 5,
  contractSize: 6,
  empty: 7,
  segments: 8,
} as const;

/** Whether a term is the record of that name. */
export const isTable = (term: Term, tag: symbol): boolean =>
  isTuple(term) && term.length === 9 && term[0] === tag;

/** The empty table. */
export function emptyTable(tag: symbol): Table {
  const empty = tupleFrom(Array(SEGMENT).fill(NIL));
  return tupleFrom([
    tag,
    0,
    SEGMENT,
    SEGMENT,
    SEGMENT / 2,
    SEGMENT * 5,
    SEGMENT * 3,
    empty,
    tupleFrom([empty]),
  ]);
}

/** The record with other fields. */
export function changed(table: Table, fields: { readonly [F in keyof typeof Field]?: Term }): Table {
  const copy = tupleFrom(table);
  for (const field in fields) copy[Field[field as keyof typeof Field]] = fields[field as keyof typeof Field];
  return copy;
}

/** The number of the bucket that a key is in, from 1 on. */
export function slotOf(table: Table, key: Term): number {
  const slot = phash(key, table[Field.maxN]);
  return slot > table[Field.n] ? slot - table[Field.bso] : slot;
}

/** What takes a bucket out of the table, and who waits for that: a forged record may have none. */
export interface Reader {
  readonly source: OtpSource;
  readonly name: string;
  readonly arity: number;
  /** Where it takes the segment, and the bucket of it. */
  readonly lines: readonly [number, number];
  readonly callers: readonly StackItem[];
}

/** The bucket of that number. */
export function bucketAt(table: Table, slot: number, reader: Reader): Term {
  const element = (at: number, tuple: Term, line: number): Term => {
    if (isTuple(tuple) && at < tuple.length) return tuple[at];
    const callers = [reader.source.item(reader.name, reader.arity, line), ...reader.callers];
    return reader.source.within("element", [at + 1, tuple], callers, () => {
      throw badarg(tuple);
    });
  };
  const segment = element(Math.floor((slot - 1) / SEGMENT), table[Field.segments], reader.lines[0]);
  return element((slot - 1) % SEGMENT, segment, reader.lines[1]);
}

function replaced(segments: Term, slot: number, bucket: Term): Term {
  const copy = tupleFrom(segments as Term[]);
  const at = Math.floor((slot - 1) / SEGMENT);
  const segment = tupleFrom(copy[at]);
  segment[(slot - 1) % SEGMENT] = bucket;
  copy[at] = segment;
  return copy;
}

/** The table with another bucket of that number. */
export const withBucket = (table: Table, slot: number, bucket: Term): Table =>
  changed(table, { segments: replaced(table[Field.segments], slot, bucket) });

/** The buckets, as folds go through them: from the last to the first. */
export function* bucketsBackwards(table: Table): Generator<Term> {
  const segments = table[Field.segments] as readonly (readonly Term[])[];
  for (let s = segments.length - 1; s >= 0; s--) {
    const segment = segments[s] as readonly Term[];
    for (let b = segment.length - 1; b >= 0; b--) yield segment[b];
  }
}

const entriesAt = (segments: Term, slot: number): readonly Term[] =>
  toArray((segments as any)[Math.floor((slot - 1) / SEGMENT)][(slot - 1) % SEGMENT]) as Term[];

/** The table that has been given one more entry: its next bucket is split off another if it is too full. */
export function grown(table: Table, keyOf: (entry: Term) => Term): Table {
  const size = table[Field.size] + 1;
  if (size <= table[Field.expandSize]) return changed(table, { size });
  let { [Field.maxN]: maxN, [Field.bso]: bso, [Field.segments]: segments } = table;
  if (table[Field.n] === maxN) {
    segments = tupleFrom([...segments, ...Array(segments.length).fill(table[Field.empty])]);
    maxN *= 2;
    bso *= 2;
  }
  const n = table[Field.n] + 1;
  const stay: Term[] = [];
  const go: Term[] = [];
  for (const entry of entriesAt(segments, n - bso)) {
    (phash(keyOf(entry), maxN) === n ? go : stay).push(entry);
  }
  segments = replaced(replaced(segments, n - bso, fromArray(stay)), n, fromArray(go));
  return sized(changed(table, { maxN, bso, segments }), size, n);
}

const sized = (table: Table, size: number, n: number): Table =>
  changed(table, { size, n, expandSize: n * 5, contractSize: n * 3 });

/** The table that so many entries were taken from: its last bucket is joined with another if that is too empty. */
export function shrunk(table: Table, fewer: number): Table {
  const size = table[Field.size] - fewer;
  const { [Field.n]: n, [Field.bso]: bso, [Field.segments]: before } = table;
  if (size >= table[Field.contractSize] || n <= SEGMENT) return changed(table, { size });
  const joined = fromArray([...entriesAt(before, n - bso), ...entriesAt(before, n)]);
  const segments = replaced(replaced(before, n - bso, joined), n, NIL) as any;
  const made = sized(changed(table, { segments }), size, n - 1);
  if (n - 1 !== bso) return made;
  const half = tupleFrom(segments.slice(0, segments.length / 2));
  return changed(made, { maxN: table[Field.maxN] / 2, bso: bso / 2, segments: half });
}

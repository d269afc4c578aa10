// dict-table — the hash table of module dict, which grows a bucket at a time (linear hashing).
//
// The term is OTP's record `{dict, Size, N, MaxN, Bso, ExpSize, ConSize, Empty, Segs}` (`Field` says what stands where):
// N buckets are in use of MaxN, in segments of 16; a bucket is a list of `[Key|Value]`, keys being told apart by `=:=`.
// A bucket is split when there are more than 5 pairs to a bucket, and joined with another when there are fewer than 3.
import { badarg, type StackItem } from "../terms/exception.ts";
import { asCons, Cons, fromArray, NIL, toArray } from "../terms/list.ts";
import { phash } from "../terms/older-hash.ts";
import { equalExact } from "../terms/order.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tupleFrom } from "../terms/tuple.ts";
import { OtpSource } from "./otp-source.ts";

export const source: OtpSource = new OtpSource("dict");
const DICT = Symbol.for("dict");
const SEGMENT = 16;

/** A dictionary, as it prints. */
export type Dict = any;

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

/** Whether a term is the record of a dictionary. */
export const isDict = (term: Term): boolean => isTuple(term) && term.length === 9 && term[0] === DICT;

/** The empty dictionary. */
export function emptyDict(): Dict {
  const empty = tupleFrom(Array(SEGMENT).fill(NIL));
  return tupleFrom([
    DICT,
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
export function changed(dict: Dict, fields: { readonly [F in keyof typeof Field]?: Term }): Dict {
  const copy = tupleFrom(dict);
  for (const field in fields) copy[Field[field as keyof typeof Field]] = fields[field as keyof typeof Field];
  return copy;
}

/** The items of a function that looks for a key: while it works out the bucket, and while it works on it. */
export interface Lookup {
  readonly slot: StackItem;
  readonly bucket: StackItem;
  /** Whether on_bucket/3 takes the bucket, to put another in its place. */
  readonly changes: boolean;
}

export function lookup(name: string, arity: number, slot: number, bucket: number, changes = true): Lookup {
  return { slot: source.item(name, arity, slot), bucket: source.item(name, arity, bucket), changes };
}

/** Where a key is, or would be put. */
export interface Place {
  readonly slot: number;
  /** The pairs that are before it in its bucket; all, if it is not there. */
  readonly before: readonly Term[];
  /** What is after it. */
  readonly after: Term;
  /** Its own pair, if it is there. */
  readonly pair: Cons | undefined;
}

/** Finds a key. */
export function locate(key: Term, dict: Dict, by: Lookup): Place {
  if (!isDict(dict)) throw source.badRecord(dict, "get_slot", 2, 676, by.slot);
  const slot = slotOf(dict, key);
  let rest = bucketFor(dict, slot, by);
  const before: Term[] = [];
  for (let cell = asCons(rest); cell !== undefined; cell = asCons(rest)) {
    const pair = asCons(cell.head);
    if (pair !== undefined && equalExact(pair.head, key)) return { slot, before, after: cell.tail, pair };
    before.push(cell.head);
    rest = cell.tail;
  }
  return { slot, before, after: NIL, pair: undefined };
}

function slotOf(dict: Dict, key: Term): number {
  const slot = phash(key, dict[Field.maxN]);
  return slot > dict[Field.n] ? slot - dict[Field.bso] : slot;
}

/** The bucket, of a record that may be forged. */
function bucketFor(dict: Dict, slot: number, by: Lookup): Term {
  const [segmentLine, name, arity, line] = by.changes
    ? ([693, "on_bucket", 3, 694] as const)
    : ([781, "get_bucket_s", 2, 781] as const);
  const element = (at: number, tuple: Term, where: number): Term => {
    if (isTuple(tuple) && at < tuple.length) return tuple[at];
    const callers = [source.item(name, arity, where), by.bucket];
    return source.within("element", [at + 1, tuple], callers, () => {
      throw badarg(tuple);
    });
  };
  const segment = element(Math.floor((slot - 1) / SEGMENT), dict[Field.segments], segmentLine);
  return element((slot - 1) % SEGMENT, segment, line);
}

function withBucket(segments: Term, slot: number, bucket: Term): Term {
  const copy = tupleFrom(segments as Term[]);
  const at = Math.floor((slot - 1) / SEGMENT);
  const segment = tupleFrom(copy[at]);
  segment[(slot - 1) % SEGMENT] = bucket;
  copy[at] = segment;
  return copy;
}

/** The dictionary with the value of a key put where the key was found, or found missing. */
export function put(dict: Dict, { slot, before, after, pair }: Place, key: Term, value: Term): Dict {
  const bucket = fromArray([...before, new Cons(key, value)], after);
  const stored = changed(dict, { segments: withBucket(dict[Field.segments], slot, bucket) });
  return pair === undefined ? grown(stored) : stored;
}

/** The dictionary without the pair that was found, if it was. */
export function without(dict: Dict, { slot, before, after, pair }: Place): Dict {
  if (pair === undefined) return shrunk(dict, 0);
  return shrunk(
    changed(dict, { segments: withBucket(dict[Field.segments], slot, fromArray(before, after)) }),
    1,
  );
}

const pairsAt = (segments: Term, slot: number): readonly Term[] =>
  toArray((segments as any)[Math.floor((slot - 1) / SEGMENT)][(slot - 1) % SEGMENT]) as Term[];

/** The dictionary with one more pair: its next bucket is split off another if it is too full. */
function grown(dict: Dict): Dict {
  const size = dict[Field.size] + 1;
  if (size <= dict[Field.expandSize]) return changed(dict, { size });
  let { [Field.maxN]: maxN, [Field.bso]: bso, [Field.segments]: segments } = dict;
  if (dict[Field.n] === maxN) {
    segments = tupleFrom([...segments, ...Array(segments.length).fill(dict[Field.empty])]);
    maxN *= 2;
    bso *= 2;
  }
  const n = dict[Field.n] + 1;
  const stay: Term[] = [];
  const go: Term[] = [];
  for (const pair of pairsAt(segments, n - bso)) {
    (phash((asCons(pair) as Cons).head, maxN) === n ? go : stay).push(pair);
  }
  segments = withBucket(withBucket(segments, n - bso, fromArray(stay)), n, fromArray(go));
  return sized(changed(dict, { maxN, bso, segments }), size, n);
}

const sized = (dict: Dict, size: number, n: number): Dict =>
  changed(dict, { size, n, expandSize: n * 5, contractSize: n * 3 });

/** The dictionary with so many pairs fewer: its last bucket is joined with another if that leaves it too empty. */
export function shrunk(dict: Dict, fewer: number): Dict {
  const size = dict[Field.size] - fewer;
  const { [Field.n]: n, [Field.bso]: bso, [Field.segments]: before } = dict;
  if (size >= dict[Field.contractSize] || n <= SEGMENT) return changed(dict, { size });
  const joined = fromArray([...pairsAt(before, n - bso), ...pairsAt(before, n)]);
  const segments = withBucket(withBucket(before, n - bso, joined), n, NIL);
  const made = sized(changed(dict, { segments }), size, n - 1);
  if (n - 1 !== bso) return made;
  const half = tupleFrom(segments.slice(0, segments.length / 2));
  return changed(made, { maxN: dict[Field.maxN] / 2, bso: bso / 2, segments: half });
}

// dict-table — finding, putting and taking a key of a dictionary: a hash table whose entries are pairs `[Key|Value]`.
import type { StackItem } from "../terms/exception.ts";
import { asCons, Cons, fromArray, NIL } from "../terms/list.ts";
import { equalExact } from "../terms/order.ts";
import type { Term } from "../terms/term.ts";
import {
  bucketAt,
  emptyTable,
  grown,
  isTable,
  type Reader,
  shrunk,
  slotOf,
  withBucket,
} from "./hash-table.ts";
import { OtpSource } from "./otp-source.ts";

export const source: OtpSource = new OtpSource("dict");
const DICT = Symbol.for("dict");

/** A dictionary, as it prints. */
export type Dict = any;

export const isDict = (term: Term): boolean => isTable(term, DICT);
export const emptyDict = (): Dict => emptyTable(DICT);

/** A function that looks for a key: what waits while the bucket is worked out, and while it is worked on. */
export interface Lookup {
  readonly slot: StackItem;
  readonly bucket: StackItem;
  readonly reader: Reader;
}

/** `changes` says whether it puts another bucket in the place of that of the key. */
export function lookup(name: string, arity: number, slot: number, line: number, changes = true): Lookup {
  const bucket = source.item(name, arity, line);
  const reader = changes
    ? ({ source, name: "on_bucket", arity: 3, lines: [693, 694], callers: [bucket] } as const)
    : ({ source, name: "get_bucket_s", arity: 2, lines: [781, 781], callers: [bucket] } as const);
  return { slot: source.item(name, arity, slot), bucket, reader };
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
  let rest = bucketAt(dict, slot, by.reader);
  const before: Term[] = [];
  for (let cell = asCons(rest); cell !== undefined; cell = asCons(rest)) {
    const pair = asCons(cell.head);
    if (pair !== undefined && equalExact(pair.head, key)) return { slot, before, after: cell.tail, pair };
    before.push(cell.head);
    rest = cell.tail;
  }
  return { slot, before, after: NIL, pair: undefined };
}

const keyOf = (pair: Term): Term => asCons(pair)?.head;

/** The dictionary with the value of a key put where the key was found, or found missing. */
export function put(dict: Dict, { slot, before, after, pair }: Place, key: Term, value: Term): Dict {
  const stored = withBucket(dict, slot, fromArray([...before, new Cons(key, value)], after));
  return pair === undefined ? grown(stored, keyOf) : stored;
}

/** The dictionary without the pair that was found, if it was. */
export function without(dict: Dict, { slot, before, after, pair }: Place): Dict {
  if (pair === undefined) return shrunk(dict, 0);
  return shrunk(withBucket(dict, slot, fromArray(before, after)), 1);
}

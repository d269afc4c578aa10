// sets-table — sets of version 1, as they were before maps: a hash table whose entries are the elements.
import { callFun1 } from "../process/apply.ts";
import { Frame, proc } from "../process/frame.ts";
import { running } from "../process/running.ts";
import { isSpent, PREEMPT } from "../process/scheduler.ts";
import type { StackItem } from "../terms/exception.ts";
import { Cons, fromArray, toArray } from "../terms/list.ts";
import { equalExact } from "../terms/order.ts";
import type { Term } from "../terms/term.ts";
import { tupleFrom } from "../terms/tuple.ts";
import { filterMapping, folding, mapping } from "./element-loops.ts";
import {
  bucketAt,
  bucketsBackwards,
  changed,
  emptyTable,
  Field,
  grown,
  isTable,
  shrunk,
  slotOf,
  withBucket,
} from "./hash-table.ts";
import { caseClause, OtpSource } from "./otp-source.ts";

export const source: OtpSource = new OtpSource("sets");
const SET = Symbol.for("set");

/** A set, as it prints. */
type Table = any;

export const emptySet = (): Table => emptyTable(SET);
export const isOlder = (term: Term): boolean => isTable(term, SET);
export const sizeOfTable = (set: Table): number => set[Field.size];

/** What waits for a fun that a fold calls, and for one that a filter does. */
export const FOLD_TABLE: readonly StackItem[] = [
  source.item("fold_bucket", 3, 987),
  source.item("fold_seg", 4, 983),
  source.item("fold_segs", 4, 979),
];
export const FILTER_TABLE: readonly StackItem[] = [
  source.item("filter_bucket", 4, 1009),
  source.item("filter_bkt_list", 4, 1003),
  source.item("filter_seg_list", 4, 997),
  source.item("filter_set", 2, 992),
];

const itself = (element: Term): Term => element;

/** The bucket that an element would be in, and its number. */
function bucketFor(
  set: Table,
  element: Term,
  name: string,
  line: number,
  callers: readonly StackItem[] = [],
) {
  const slot = slotOf(set, element);
  const waiting = [source.item(name, 2, line), ...callers];
  const reader = { source, name: "get_bucket_s", arity: 2, lines: [1021, 1021], callers: waiting } as const;
  return { slot, bucket: bucketAt(set, slot, reader) };
}

const placeOf = (bucket: Term, element: Term): number =>
  (toArray(bucket) as Term[]).findIndex((other) => equalExact(other, element));

/** Whether an element is in the set. */
export const isInTable = (set: Table, element: Term, callers: readonly StackItem[]): boolean =>
  placeOf(bucketFor(set, element, "is_element", 402, callers).bucket, element) >= 0;

/** The set with an element: a new one is put first in its bucket. */
export function withElement(set: Table, element: Term): Table {
  const { slot, bucket } = bucketFor(set, element, "add_element", 430);
  if (placeOf(bucket, element) >= 0) return set;
  return grown(withBucket(set, slot, new Cons(element, bucket)), itself);
}

/** The set without an element. */
export function withoutElement(set: Table, element: Term): Table {
  const { slot, bucket } = bucketFor(set, element, "del_element", 460);
  const at = placeOf(bucket, element);
  if (at < 0) return set;
  const rest = (toArray(bucket) as Term[]).filter((_, i) => i !== at);
  return shrunk(withBucket(set, slot, fromArray(rest)), 1);
}

/** The elements, as folds go through them. */
export function elementsOfTable(set: Table): readonly Term[] {
  const elements: Term[] = [];
  for (const bucket of bucketsBackwards(set)) elements.push(...(toArray(bucket) as Term[]));
  return elements;
}

/** The set of the elements that pass; OTP's loop leaves each bucket that it goes through the other way round. */
export function filterTable(set: Table, passes: (element: Term) => boolean): Table {
  let dropped = 0;
  const segments = Array.from(set[Field.segments] as readonly Term[], (segment) =>
    tupleFrom(
      Array.from(segment as readonly Term[], (bucket) => {
        const elements = toArray(bucket) as Term[];
        const kept = elements.filter(passes);
        dropped += elements.length - kept.length;
        return fromArray(kept.reverse());
      }),
    ),
  );
  return shrunk(changed(set, { segments: tupleFrom(segments) }), dropped);
}

type Loop = (fun: Term, elements: readonly Term[]) => any;
const setOf = (elements: readonly Term[]): Table => elements.reduce(withElement, emptySet());
const inFold = (name: string, line: number) => [source.item(name, 3, line), ...FOLD_TABLE];

/** Folds over the elements. */
export const foldTable = folding(source.frames("fold", 3, () => FOLD_TABLE));
const MAP = inFold("-map/2-fun-1-", 898);
/** The set of what the fun makes of the elements. */
export const mapTable: Loop = mapping(
  source.frames("map", 2, () => MAP),
  setOf,
);
const FILTERMAP = inFold("-filtermap/2-fun-0-", 941);
/** The same of those that the fun keeps. */
export const filtermapTable: Loop = filterMapping(
  source.frames("filtermap", 2, () => FILTERMAP),
  setOf,
);

/** The set of the elements for which the fun says true. */
export const filterTableBy = proc(
  function* filter(fun: Term, set: Table): Generator<unknown, Table, any> {
    const answers: boolean[] = [];
    for (const segment of set[Field.segments]) {
      for (const bucket of segment) {
        for (const element of toArray(bucket) as Term[]) {
          running.at = 0;
          let answer = callFun1(fun, element);
          if (answer instanceof Frame) answer = yield answer;
          else if (isSpent()) yield PREEMPT;
          running.at = 0;
          if (typeof answer !== "boolean") throw caseClause(answer);
          answers.push(answer);
        }
      }
    }
    let at = 0;
    return filterTable(set, () => answers[at++] as boolean);
  },
  source.frames("filter", 2, () => FILTER_TABLE),
);

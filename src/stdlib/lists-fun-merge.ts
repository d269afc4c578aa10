// lists-fun-merge — lists:merge/3 and its like: two lists merged by a fun.
//
// Each is OTP's pair of functions: one waits for an element of the first list to compare with the head of the second, the
// other has the head of the first and goes along the second. What has been merged is `done`, last element last.
import { callFun2 } from "../process/apply.ts";
import { Frame, proc } from "../process/frame.ts";
import { running } from "../process/running.ts";
import { isSpent, PREEMPT } from "../process/scheduler.ts";
import type { StackItem } from "../terms/exception.ts";
import { asCons, type Cons, fromArray, isNil } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { reverseError } from "./lists-plain.ts";
import { caseClause, NOWHERE, OtpSource, raiseAt } from "./otp-source.ts";

const source: OtpSource = new OtpSource("lists");

type Steps<T> = Generator<unknown, T, any>;

/** One of the two functions: its arity, its first line, where it calls the fun, and where it is done. */
interface Part {
  readonly arity: number;
  readonly noClause: number;
  readonly asks: readonly number[];
  readonly ends: readonly number[];
}

interface Merge {
  readonly name: string;
  /** The first line of `name_1`, and that of its call of the other functions. */
  readonly lines: readonly [number, number];
  readonly prefix: string;
  readonly one: Part;
  readonly two: Part;
}

/** A merge under way: what its functions have in common. */
class Merging {
  readonly how: Merge;
  readonly fun: Term;
  readonly done: Term[] = [];
  readonly caller: StackItem;

  constructor(how: Merge, fun: Term) {
    this.how = how;
    this.fun = fun;
    this.caller = source.item(`${how.name}_1`, 3, how.lines[1]);
  }

  /** Asks the fun at one of the places of {@link placesOf}. */
  *ask(at: number, a: Term, b: Term): Steps<boolean> {
    running.at = at;
    let answer = callFun2(this.fun, a, b);
    if (answer instanceof Frame) answer = yield answer;
    else if (isSpent()) yield PREEMPT;
    if (typeof answer !== "boolean") throw raiseAt(at, caseClause(answer));
    return answer;
  }

  /** The list that is done but for what is left: OTP turns that round before it turns all of it round. */
  end(part: "one" | "two", end: number, rest: Term, ...last: Term[]): Term {
    this.done.push(...last);
    const { prefix, [part]: how } = this.how;
    const item = source.item(`${prefix}2_${part === "one" ? 1 : 2}`, how.arity, how.ends[end] as number);
    if (isProper(rest)) return fromArray(this.done, rest);
    throw raiseAt(NOWHERE, reverseError(rest, fromArray([...this.done].reverse()), item, this.caller));
  }

  noClause(part: "one" | "two", first: Term, second: Term, list: Term, ...more: Term[]): Error {
    const { prefix, [part]: how } = this.how;
    const args = [first, second, this.fun, list, fromArray([...this.done].reverse()), ...more];
    const name = `${prefix}2_${part === "one" ? 1 : 2}`;
    return raiseAt(NOWHERE, source.noClause(name, args, how.noClause, this.caller));
  }
}

function isProper(list: Term): boolean {
  let rest = list;
  for (let cell = asCons(rest); cell !== undefined; cell = asCons(rest)) rest = cell.tail;
  return isNil(rest);
}

/** Merges without looking for duplicates; `back` for lists in descending order. */
function* plain(merging: Merging, first: Term, second: Cons, back: boolean): Steps<Term> {
  let [t1, h2, t2] = [first, second.head, second.tail];
  for (;;) {
    const cell = asCons(t1);
    if (cell === undefined) {
      if (!isNil(t1)) throw merging.noClause("one", t1, h2, t2);
      return merging.end("one", 0, t2, h2);
    }
    const h1 = cell.head;
    t1 = cell.tail;
    let isFirst = (yield* merging.ask(0, h1, h2)) !== back;
    while (!isFirst) {
      merging.done.push(h2);
      const next = asCons(t2);
      if (next === undefined) {
        if (!isNil(t2)) throw merging.noClause("two", h1, t1, t2);
        return merging.end("two", 0, t1, h1);
      }
      [h2, t2] = [next.head, next.tail];
      isFirst = (yield* merging.ask(1, h1, h2)) !== back;
    }
    merging.done.push(h1);
  }
}

/** Merges without duplicates. */
function* unique(merging: Merging, first: Cons, second: Term): Steps<Term> {
  let [h1, t1, t2] = [first.head, first.tail, second];
  for (;;) {
    // ufmerge2_2: h1 is the head of the first list.
    const next = asCons(t2);
    if (next === undefined) {
      if (!isNil(t2)) throw merging.noClause("two", h1, t1, t2);
      return merging.end("two", 0, t1, h1);
    }
    const h2 = next.head;
    t2 = next.tail;
    if (!(yield* merging.ask(3, h1, h2))) {
      merging.done.push(h2);
      continue;
    }
    // ufmerge2_1: `taken` was the last that was taken of the first list.
    let taken = h1;
    merging.done.push(taken);
    for (;;) {
      const cell = asCons(t1);
      if (cell === undefined) {
        if (!isNil(t1)) throw merging.noClause("one", t1, h2, t2, taken);
        return (yield* merging.ask(2, h2, taken)) ? merging.end("one", 0, t2) : merging.end("one", 1, t2, h2);
      }
      [h1, t1] = [cell.head, cell.tail];
      if (!(yield* merging.ask(0, h1, h2))) break;
      taken = h1;
      merging.done.push(h1);
    }
    if (!(yield* merging.ask(1, h2, taken))) merging.done.push(h2);
  }
}

/** The same for lists in descending order. */
function* uniqueBack(merging: Merging, first: Term, second: Cons): Steps<Term> {
  let [t1, h2, t2] = [first, second.head, second.tail];
  for (;;) {
    const cell = asCons(t1);
    if (cell === undefined) {
      if (!isNil(t1)) throw merging.noClause("one", t1, h2, t2);
      return merging.end("one", 0, t2, h2);
    }
    const h1 = cell.head;
    t1 = cell.tail;
    if (!(yield* merging.ask(0, h1, h2))) {
      merging.done.push(h1);
      continue;
    }
    // rufmerge2_2: `held` was the last that was come to in the second list.
    let held = h2;
    for (;;) {
      const next = asCons(t2);
      if (next === undefined) {
        if (!isNil(t2)) throw merging.noClause("two", h1, t1, t2, held);
        return (yield* merging.ask(3, held, h1))
          ? merging.end("two", 0, t1, h1)
          : merging.end("two", 1, t1, held, h1);
      }
      [h2, t2] = [next.head, next.tail];
      if (!(yield* merging.ask(1, h1, h2))) break;
      merging.done.push(held);
      held = h2;
    }
    if (!(yield* merging.ask(2, held, h1))) merging.done.push(held);
    merging.done.push(h1);
  }
}

/** The stack items of the places where a merge calls the fun, those of its first function first. */
const placesOf = ({ prefix, one, two }: Merge): StackItem[] => [
  ...one.asks.map((line) => source.item(`${prefix}2_1`, one.arity, line)),
  ...two.asks.map((line) => source.item(`${prefix}2_2`, two.arity, line)),
];

function merger(
  how: Merge,
  run: (merging: Merging, a: any, b: any) => Steps<Term>,
): (...args: Term[]) => any {
  const places = placesOf(how);
  const caller = source.item(`${how.name}_1`, 3, how.lines[1]);
  return proc(
    function* merge(fun: Term, a: Term, b: Term): Steps<Term> {
      const [first, second] = [asCons(a), asCons(b)];
      if (first !== undefined && second !== undefined) {
        const isUnique = how.name === "umerge";
        return yield* run(new Merging(how, fun), isUnique ? first : a, isUnique ? b : second);
      }
      const other = first ?? second;
      if (isNil(a) && isNil(b)) return a;
      if (other !== undefined && isNil(first === undefined ? a : b)) return first === undefined ? b : a;
      throw raiseAt(NOWHERE, source.noClause(`${how.name}_1`, [fun, a, b], how.lines[0]));
    },
    source.frames(`${how.name}_1`, 3, (at) => [places[at] as StackItem, caller]),
  );
}

const part = (arity: number, noClause: number, asks: number[], ends: number[]): Part => ({
  arity,
  noClause,
  asks,
  ends,
});

/** merge_1/3 and its like. */
export const mergeLoop = merger(
  {
    name: "merge",
    lines: [1924, 1925],
    prefix: "fmerge",
    one: part(5, 4159, [4160], [4167]),
    two: part(5, 4169, [4170], [4177]),
  },
  (merging, a, b) => plain(merging, a, b, false),
);
export const rmergeLoop = merger(
  {
    name: "rmerge",
    lines: [1941, 1942],
    prefix: "rfmerge",
    one: part(5, 4181, [4182], [4189]),
    two: part(5, 4191, [4192], [4199]),
  },
  (merging, a, b) => plain(merging, a, b, true),
);
export const umergeLoop = merger(
  {
    name: "umerge",
    lines: [2027, 2028],
    prefix: "ufmerge",
    one: part(6, 4303, [4304, 4308, 4316], [4318, 4320]),
    two: part(5, 4323, [4324], [4331]),
  },
  unique,
);
export const rumergeLoop = merger(
  {
    name: "rumerge",
    lines: [2044, 2045],
    prefix: "rufmerge",
    one: part(5, 4335, [4336], [4343]),
    two: part(6, 4346, [4347, 4351, 4359], [4361, 4363]),
  },
  uniqueBack,
);

// queue-loops — what calls a fun for the elements of a queue, from the front on. OTP's functions go to the end of the rear
// list before they call the fun, so that more of them wait there.
import { type Builtin, callEntry, callFun1 } from "../process/apply.ts";
import { Frame, type FunctionInfo } from "../process/frame.ts";
import { running } from "../process/running.ts";
import { isSpent, PREEMPT } from "../process/scheduler.ts";
import type { StackItem } from "../terms/exception.ts";
import { asCons, fromArray, isList, isNil } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { isTuple } from "../terms/tuple.ts";
import { lists as listBifs } from "./erlang-lists.ts";
import { lists } from "./lists.ts";
import { calledBy, caseClause, NOWHERE, OtpSource } from "./otp-source.ts";

export const source: OtpSource = new OtpSource("queue");
const REVERSE = lists.entries.get("reverse/2") as Builtin;
const conc = listBifs["++"] as (front: Term, back: Term) => Term;

type Body<T> = Generator<unknown, T, any>;

/** The stack items while a fun is called; a loop changes them as it goes. */
interface Place {
  items: () => readonly StackItem[];
}

function loopFrame(body: (place: Place) => Body<Term>): any {
  const place: Place = { items: () => [] };
  const info: FunctionInfo = {
    ...source.caller("filter", 2, 0),
    items: (at) => (at === NOWHERE ? [] : place.items()),
  };
  return new Frame(body(place), info);
}

function* called(fun: Term, element: Term): Body<Term> {
  running.at = 0;
  let answer = callFun1(fun, element);
  if (answer instanceof Frame) answer = yield answer;
  else if (isSpent()) yield PREEMPT;
  running.at = 0;
  return answer;
}

const item = (name: string, line: number): StackItem => source.item(name, 2, line);

/** How a function goes through the rear list: where it calls the fun, and where it waits for the rest of the list. */
interface Rear {
  readonly name: string;
  readonly line: number;
  readonly again: number;
  readonly noClause: number;
}

/** Calls the fun for the elements of a rear list, from its last on, until `use` says that it is enough. */
function* throughRear(
  fun: Term,
  list: Term,
  how: Rear,
  place: Place,
  callers: readonly StackItem[],
  use: (answer: Term, index: number) => boolean,
): Body<void> {
  const elements = firstElements(list);
  const again = item(how.name, how.again);
  const waiting = (index: number) => (index > 0 ? [again, ...callers] : callers);
  const end = endOf(list);
  running.at = NOWHERE;
  if (!isNil(end)) throw source.noClause(how.name, [fun, end], how.noClause, ...waiting(elements.length));
  const here = item(how.name, how.line);
  for (let index = elements.length - 1; index >= 0; index--) {
    place.items = () => [here, ...waiting(index)];
    if (use(yield* called(fun, elements[index]), index)) return;
  }
}

/** The elements of a list, proper or not. */
function firstElements(list: Term): Term[] {
  const elements: Term[] = [];
  for (let cell = asCons(list); cell !== undefined; cell = asCons(cell.tail)) elements.push(cell.head);
  return elements;
}

/** What a list ends in. */
function endOf(list: Term): Term {
  let rest = list;
  for (let cell = asCons(rest); cell !== undefined; cell = asCons(rest)) rest = cell.tail;
  return rest;
}

const FILTER_F = item("filter_f", 736);
const FILTER_R: Rear = { name: "filter_r", line: 755, again: 754, noClause: 751 };
const isSingle = (term: Term): boolean => isNil(asCons(term)?.tail);

/** What a fun's answer puts in the place of an element; case_clause if it is none. */
function kept(answer: Term, element: Term): Term {
  if (answer === true) return fromArray([element]);
  if (answer === false) return fromArray([]);
  if (!isList(answer)) throw caseClause(answer);
  return answer;
}

/** What `finish` makes of the lists of what the fun keeps, or gives in the place of the elements. */
export function filterSides(
  fun: Term,
  rear: Term,
  front: Term,
  finish: (rear: Term, front: Term) => Term,
): any {
  return loopFrame(function* (place) {
    const caller = item("filter", 720);
    const parts: Term[] = [];
    // The lines at which filter_f/2 waits for itself, each told once in a row.
    const trail: { line: number; parts: number }[] = [];
    const waiting = () => [...trail.map(({ line }) => item("filter_f", line)), caller];
    place.items = () => [FILTER_F, ...waiting()];
    let rest = front;
    for (let cell = asCons(rest); cell !== undefined; cell = asCons(rest)) {
      const answer = yield* called(fun, cell.head);
      const part = kept(answer, cell.head);
      rest = cell.tail;
      if (isNil(part)) continue;
      const line = answer === true ? 738 : isSingle(part) ? 740 : 746;
      parts.push(part);
      if (trail[0]?.line !== line) trail.unshift({ line, parts: parts.length });
    }
    running.at = NOWHERE;
    if (!isNil(rest)) throw source.noClause("filter_f", [fun, rest], 733, ...waiting());
    let newFront: Term = fromArray([]);
    while (parts.length > 0) {
      const part = parts.pop();
      while (trail[0] !== undefined && trail[0].parts > parts.length) trail.shift();
      const [after, callers] = [newFront, [item("filter_f", 746), ...waiting()]];
      newFront = source.within("++", [part, after], callers, () => conc(part, after));
    }
    let newRear: Term = fromArray([]);
    yield* throughRear(fun, rear, FILTER_R, place, [item("filter", 721)], (answer, index) => {
      const part = kept(answer, firstElements(rear)[index]);
      const callers = [item("filter_r", 765), ...place.items().slice(1)];
      running.at = NOWHERE;
      newRear = calledBy(callers, () => callEntry(REVERSE, [part, newRear]));
      return false;
    });
    return finish(newRear, newFront);
  });
}

const FILTERMAP_R: Rear = { name: "filtermap_r", line: 814, again: 813, noClause: 810 };

/** What `finish` makes of the rear list of what the fun keeps, or gives in `{true, Other}`. */
export function filtermapRear(fun: Term, rear: Term, finish: (rear: Term) => Term): any {
  return loopFrame(function* (place) {
    const elements = firstElements(rear);
    const made: Term[] = [];
    yield* throughRear(fun, rear, FILTERMAP_R, place, [item("filtermap", 798)], (answer, index) => {
      if (answer === true) made.push(elements[index]);
      else if (isTuple(answer) && answer.length === 2 && answer[0] === true) made.push(answer[1]);
      else if (answer !== false) throw caseClause(answer);
      return false;
    });
    return finish(fromArray(made.reverse()));
  });
}

const FRONT = item("delete_with_front", 1057);
const FRONT_AGAIN = item("delete_with_front", 1061);
const REAR: Rear = { name: "delete_with_rear", line: 1074, again: 1072, noClause: 1071 };

/** What `finish` makes of the list from which the first element was taken of which the fun says true. */
export function deleteWith(
  fun: Term,
  rear: Term,
  front: Term,
  callers: readonly StackItem[],
  finish: (side: "rear" | "front" | "none", list: Term) => Term,
): any {
  return loopFrame(function* (place) {
    const before: Term[] = [];
    const caller = [item("delete_with", 1012), ...callers];
    const waiting = () => (before.length > 0 ? [FRONT_AGAIN, ...caller] : caller);
    place.items = () => [FRONT, ...waiting()];
    let rest = front;
    for (let cell = asCons(rest); cell !== undefined; cell = asCons(rest)) {
      const answer = yield* called(fun, cell.head);
      if (answer === true) return finish("front", fromArray(before, cell.tail));
      if (answer !== false) throw caseClause(answer);
      before.push(cell.head);
      rest = cell.tail;
    }
    running.at = NOWHERE;
    if (!isNil(rest)) throw source.noClause("delete_with_front", [fun, rest], 1056, ...waiting());
    let found = -1;
    yield* throughRear(fun, rear, REAR, place, [item("delete_with", 1014), ...callers], (answer, index) => {
      if (typeof answer !== "boolean") throw caseClause(answer);
      if (answer) found = index;
      return answer;
    });
    if (found < 0) return finish("none", rear);
    return finish("rear", fromArray(firstElements(rear).filter((_, i) => i !== found)));
  });
}

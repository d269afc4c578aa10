// gb-set-loops — what calls a fun for the elements of a gb_sets set: folds, filters and maps. OTP's functions go through
// the tree, each in an order of its own, so that is told by what waits for the fun.
import { callFun1, callFun2 } from "../process/apply.ts";
import { Frame, type FunctionInfo } from "../process/frame.ts";
import { running } from "../process/running.ts";
import { isSpent, PREEMPT } from "../process/scheduler.ts";
import type { StackItem } from "../terms/exception.ts";
import { fromArray } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { isTuple } from "../terms/tuple.ts";
import { bigger, isNode, LEAF, smaller } from "./balanced-tree.ts";
import { caseClause, NOWHERE, OtpSource } from "./otp-source.ts";

export const source: OtpSource = new OtpSource("gb_sets");
const WIDTH = 3;

type Body = Generator<unknown, Term, any>;

/** A frame of a loop that says itself what its stack items are. */
function loopFrame(body: Body, name: string, items: () => readonly StackItem[]): any {
  const info: FunctionInfo = {
    ...source.caller(name, 2, 0),
    items: (at) => (at === NOWHERE ? [] : items()),
  };
  return new Frame(body, info);
}

const FOLD_1 = source.item("fold_1", 3, 1559);
const IN_SMALLER = source.item("fold_1", 3, 1558);

/** Folds over the elements in order. */
export function foldTree(fun: Term, initial: Term, tree: Term): any {
  const pending: any[] = [];
  const body = function* (): Body {
    let accumulator = initial;
    let at: any = tree;
    for (;;) {
      for (; isNode(at, WIDTH); at = smaller(at)) pending.push(at);
      at = pending.pop();
      if (at === undefined) return accumulator;
      running.at = 0;
      accumulator = callFun2(fun, at[0], accumulator);
      if (accumulator instanceof Frame) accumulator = yield accumulator;
      else if (isSpent()) yield PREEMPT;
      at = bigger(at);
    }
  };
  return loopFrame(body(), "fold", () => (pending.length > 0 ? [FOLD_1, IN_SMALLER] : [FOLD_1]));
}

/** How map/2 and filtermap/2 go through a tree: the root, what is bigger, what is smaller. */
interface Way {
  readonly name: string;
  /** Where it calls the fun, and where it has no clause. */
  readonly line: number;
  readonly noClause: number;
  readonly caller: StackItem;
  /** The line where it calls itself for what is bigger, by the fun's answer. */
  again(answer: Term): number;
  /** Adds what the answer gives. */
  add(element: Term, answer: Term, results: Term[]): void;
}

const MAP: Way = {
  name: "map_1",
  line: 1480,
  noClause: 1479,
  caller: source.item("map", 2, 1477),
  again: () => 1480,
  add: (_element, answer, results) => results.push(answer),
};

const FILTERMAP: Way = {
  name: "filtermap_1",
  line: 1523,
  noClause: 1522,
  caller: source.item("filtermap", 2, 1520),
  again: (answer) => (answer === true ? 1525 : answer === false ? 1529 : 1527),
  add: (element, answer, results) => {
    if (answer === true) results.push(element);
    else if (isTuple(answer) && answer.length === 2 && answer[0] === true) results.push(answer[1]);
    else if (answer !== false) throw caseClause(answer);
  },
};

function mapping(way: Way, fun: Term, tree: Term, finish: (results: Term) => Term): any {
  // The lines where the function waits for the sides that are being gone through.
  let waiting: readonly number[] = [];
  const items = () => [
    ...waiting.filter((line, i) => line !== waiting[i - 1]).map((line) => source.item(way.name, 3, line)),
    way.caller,
  ];
  const body = function* (): Body {
    const results: Term[] = [];
    const pending: { at: any; lines: readonly number[] }[] = [{ at: tree, lines: [] }];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      const { at, lines } = next;
      waiting = lines;
      if (at === LEAF) continue;
      running.at = NOWHERE;
      if (!isNode(at, WIDTH)) {
        const args = [at, fun, fromArray(lines.length > 0 ? [] : results)];
        throw source.noClause(way.name, args, way.noClause, ...items());
      }
      running.at = 0;
      let answer = callFun1(fun, at[0]);
      if (answer instanceof Frame) answer = yield answer;
      else if (isSpent()) yield PREEMPT;
      running.at = 0;
      way.add(at[0], answer, results);
      pending.push({ at: smaller(at), lines }, { at: bigger(at), lines: [way.again(answer), ...lines] });
    }
    return finish(fromArray(results));
  };
  const here = source.item(way.name, 3, way.line);
  return loopFrame(body(), way.name, () => [here, ...items()]);
}

/** What `finish` makes of the results of the fun. */
export const mapTree = (fun: Term, tree: Term, finish: (results: Term) => Term): any =>
  mapping(MAP, fun, tree, finish);

/** The same of the elements for which the fun says true, and of what is in `{true, Other}`. */
export const filtermapTree = (fun: Term, tree: Term, finish: (results: Term) => Term): any =>
  mapping(FILTERMAP, fun, tree, finish);

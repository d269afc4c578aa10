// gb-tree-map — gb_trees:map/2: the fun is called for the root before it is for what is below.
import { callFun2 } from "../process/apply.ts";
import { Frame, type FunctionInfo } from "../process/frame.ts";
import { running } from "../process/running.ts";
import { isSpent, PREEMPT } from "../process/scheduler.ts";
import type { StackItem } from "../terms/exception.ts";
import type { Term } from "../terms/term.ts";
import { tuple, tuple2 } from "../terms/tuple.ts";
import { bigger, isNode, LEAF, smaller, waitingOn } from "./balanced-tree.ts";
import { NOWHERE, type OtpSource } from "./otp-source.ts";

const WIDTH = 4;
/** map_1/2 calls the fun, and itself for either side, in one line. */
const LINE = 1103;

/** A node, or what stands in the place of one, and how the root was left to come to it. */
interface Visit {
  readonly at: any;
  readonly left: readonly boolean[];
}

/** The nodes, each before those below it, the smaller side first. */
function visits(tree: Term): Visit[] {
  const found: Visit[] = [];
  const visit = (at: Term, left: readonly boolean[]): void => {
    if (at === LEAF) return;
    found.push({ at, left });
    if (!isNode(at, WIDTH)) return;
    visit(smaller(at), [...left, true]);
    visit(bigger(at), [...left, false]);
  };
  visit(tree, []);
  return found;
}

/** The dictionary of what the fun makes of each key and value. */
export function mapTree(source: OtpSource, fun: Term, dictionary: any): any {
  const nodes = visits(dictionary[1]);
  const here = source.item("map_1", 2, LINE);
  const waiting = ({ left }: Visit): StackItem[] => [
    ...waitingOn({ left }, source, "map_1", 2, [LINE, LINE]),
    source.item("map", 2, 1099),
  ];
  const items = (at: number) => (at === NOWHERE ? [] : [here, ...waiting(nodes[at] as Visit)]);
  const info: FunctionInfo = { ...source.caller("map", 2, LINE), items };
  return new Frame(
    (function* (): Generator<unknown, Term, any> {
      const values: Term[] = [];
      for (const visit of nodes) {
        running.at = NOWHERE;
        if (!isNode(visit.at, WIDTH))
          throw source.noClause("map_1", [fun, visit.at], 1101, ...waiting(visit));
        running.at = values.length;
        let value = callFun2(fun, visit.at[0], visit.at[1]);
        if (value instanceof Frame) value = yield value;
        else if (isSpent()) yield PREEMPT;
        values.push(value);
      }
      let next = 0;
      const filled = (at: any): Term =>
        at === LEAF ? LEAF : tuple(at[0], values[next++], filled(smaller(at)), filled(bigger(at)));
      return tuple2(dictionary[0], filled(dictionary[1]));
    })(),
    info,
  );
}

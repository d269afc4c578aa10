// lower-plan — where the generator of each process function is put, and what every block begins with.
//
// A generator function costs more than a microsecond at its first call, so it is made as rarely as possible:
//   lifted    at the end of the module, once for each load; what it captures is passed at each call
//   static    a private static method of its class, if it uses a private name
//   block     kept in a variable of the block, once for each time the block is entered (a declaration)
//   closure   kept beside the closure, once for each closure (an expression)
//   fresh     made at each call: where no place to keep it exists
import type { Analysis } from "./lower-analysis.ts";
import { isTagged } from "./lower-places.ts";
import { type Binding, type Fn, isSettled } from "./lower-scope.ts";
import type { Node } from "./lower-syntax.ts";

export type Shape = "lifted" | "static" | "block" | "closure" | "fresh";

export interface Plan {
  /** Of the process functions. */
  readonly shapes: ReadonlyMap<Fn, Shape>;
  /** Functions whose declaration is tagged, memos declared and errors seen at the beginning of a block. */
  readonly beginnings: ReadonlyMap<Node, Beginning>;
  /** Positions of everything that changes, sorted. */
  readonly edits: readonly number[];
}

export interface Beginning {
  readonly tagged: Fn[];
  readonly memos: Fn[];
  /** The name of what a `catch` has caught. */
  caught: string | null;
}

export function plan(analysis: Analysis): Plan {
  const shapes = new Map<Fn, Shape>();
  const beginnings = new Map<Node, Beginning>();
  const edits = [...analysis.edits];
  const at = (block: Node): Beginning => {
    let beginning = beginnings.get(block);
    if (beginning === undefined) {
      beginning = { tagged: [], memos: [], caught: null };
      beginnings.set(block, beginning);
      edits.push(block.start);
    }
    return beginning;
  };
  for (const fn of analysis.functions) {
    const block = fn.binding?.scope.block ?? null;
    const tagged = isTagged(fn);
    if (tagged && fn.kind === "declaration") {
      if (block !== null && fn.binding?.fn === fn) at(block).tagged.push(fn);
    } else if (tagged) edits.push(fn.node.start);
    if (!fn.lowered) continue;
    const shape = shapeOf(fn, analysis.usesEval);
    shapes.set(fn, shape);
    if (shape === "block") at(block as Node).memos.push(fn);
    edits.push(fn.kind === "method" ? (fn.member as Node).start : fn.node.start);
  }
  for (const clause of analysis.catches) at(clause.body).caught = clause.param.name;
  edits.sort((a, b) => a - b);
  return { shapes, beginnings, edits };
}

function shapeOf(fn: Fn, usesEval: boolean): Shape {
  if (canBeLifted(fn, usesEval)) return "lifted";
  switch (fn.kind) {
    case "method":
      return fn.classNode?.id && !fn.uses.eval ? "static" : "fresh";
    case "declaration":
      return fn.binding?.scope.block ? "block" : "fresh";
    default:
      return fn.computedName ? "fresh" : "closure";
  }
}

function canBeLifted(fn: Fn, usesEval: boolean): boolean {
  if (fn.uses.private || fn.uses.eval || (usesEval && fn.captures.size > 0)) return false;
  const own = fn.scope.bindings;
  for (const binding of fn.captures as Set<Binding>) {
    if (own.has(binding.name) || !isSettled(binding, fn)) return false;
  }
  return true;
}

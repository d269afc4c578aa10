// lower-tails — a function that returns a call of itself turns, like any loop.
//
//   async function loop(a) { …; return loop(a + 1); }
//   function* loop$1($0) { let $c = 0; $tail: for (;;) { let a = $0; { …; { $0 = a + 1; …; continue $tail; } } return; } }
//
// It is what the driver would make of it, a call in the same version that takes no stack, without a new generator and a
// frame for each turn. Parameters are new bindings in each turn, as they are in each call, since closures may hold them.
import type { Analysis } from "./lower-analysis.ts";
import type { Emitter } from "./lower-emit.ts";
import { type Fn, lookUp } from "./lower-scope.ts";
import type { Node } from "./lower-syntax.ts";

/** Turns after which others have their turn: each is a call, and a slice has so many of them. */
const TURNS = 4000;

/** Finds the returns that are tail calls of their own function. To be called when all names are resolved. */
export function findOwnTails(analysis: Analysis): void {
  for (const fn of analysis.functions) {
    if (!canTurn(fn)) continue;
    const own = fn.binding ?? fn.boundTo;
    for (const { node, scope } of fn.tails) {
      const { callee, arguments: args } = node.argument;
      if (lookUp(scope, callee.name) !== own) continue;
      if (args.some((argument: Node) => argument.type === "SpreadElement")) continue;
      analysis.ownTails.add(node);
      analysis.edit(node);
    }
  }
}

/** Whether a call of the function under its own name is a call of this very function, with nothing but its arguments. */
function canTurn(fn: Fn): boolean {
  if (!fn.lowered || fn.generator || fn.tails.length === 0 || fn.node.body.type !== "BlockStatement")
    return false;
  const { uses, binding, boundTo } = fn;
  if (uses.this || uses.arguments || uses.newTarget || uses.super || uses.superTarget || uses.eval)
    return false;
  const own = binding ?? boundTo;
  if (own === null || own.assigned || own.assignedUntil > 0) return false;
  if (binding !== null && binding.fn !== fn) return false;
  if (!fn.node.params.every((parameter: Node) => parameter.type === "Identifier")) return false;
  // A `var` would keep its value from one turn to the next.
  return [...fn.scope.bindings.values()].every(({ kind }) => kind !== "var");
}

/** Whether the body of the function is written as a loop. */
export function turns(fn: Fn, e: Emitter): boolean {
  return fn.tails.some(({ node }) => e.analysis.ownTails.has(node));
}

/** The parameters that a turning generator is declared with. */
export function turnParameters(fn: Fn, e: Emitter): string {
  return fn.node.params.map((_: Node, index: number) => e.prefix + index).join(", ");
}

/** The body of a turning generator; `write` writes the body of the function. */
export function turningBody(fn: Fn, e: Emitter, write: () => void): void {
  const bindings = fn.node.params.map(
    (parameter: Node, index: number) => `${parameter.name} = ${e.prefix}${index}`,
  );
  e.text(`{ let ${e.prefix}c = 0; ${e.prefix}tail: for (;;) { `);
  if (bindings.length > 0) e.text(`let ${bindings.join(", ")}; `);
  write();
  e.text(" return; } }");
}

/** `return f(…)` as a jump. */
export function ownTail(node: Node, e: Emitter): void {
  const args: Node[] = node.argument.arguments;
  const count: number = e.fn.node.params.length;
  e.text("{ ");
  for (let i = 0; i < Math.max(count, args.length); i++) {
    if (i < count) e.text(`${e.prefix}${i} = `);
    if (i < args.length) {
      e.text("(");
      e.emit(args[i]);
      e.text("); ");
    } else {
      e.text("void 0; ");
    }
  }
  const turn = `${e.prefix}c`;
  e.text(`if (++${turn} > ${TURNS}) { ${turn} = 0; yield (${e.at(node.start)}, ${e.hoist("P")}); } `);
  e.text(`continue ${e.prefix}tail; }`);
}

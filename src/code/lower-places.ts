// lower-places — the places of a module that the lowering changes, as the walk over it comes by them.
//
// Places are kept as positions (`edits`), so that text which has none within it is copied as it stands.
import { Links } from "./lower-links.ts";
import {
  type Fn,
  type Loop,
  loweredHome,
  type Reference,
  type Scope,
  thisFunction,
  type Uses,
} from "./lower-scope.ts";
import type { Node } from "./lower-syntax.ts";

/** Methods of arrays and promises that call the function they are given, and do not keep it as a term. */
const CALLS_ITS_ARGUMENT = new Set([
  ..."map filter forEach some every find findIndex findLast findLastIndex flatMap from".split(" "),
  ..."reduce reduceRight sort toSorted then catch finally replace replaceAll".split(" "),
]);
/** Modules of ours whose functions do the same. */
const CALL_THEIR_ARGUMENT = new Set(["lists", "maps"]);
/** Functions of ours that hold a process function as its frame only. */
const STARTS_ITS_ARGUMENT = new Set(["spawn", "spawn_link", "spawn_monitor", "spawn_opt"]);

/** Where the walk is, and what it has found so far. */
export class Places {
  readonly functions: Fn[] = [];
  readonly edits: number[] = [];
  /** Awaits and yields that stand in a loop which counts its turns. */
  readonly inLoop = new Set<Node>();
  /** Awaits whose operand awaits as well. */
  readonly nested = new Set<Node>();
  /** Loops that are in no other loop of their function. */
  readonly outermostLoops = new Set<Node>();
  /** `return` statements that a `finally` follows. */
  readonly beforeFinally = new Set<Node>();
  /** `return f(…)` within `f` itself, which become jumps. */
  readonly ownTails = new Set<Node>();
  /** `super.x` where it is assigned to. */
  readonly superTargets = new Set<Node>();
  /** `catch` clauses that name what they catch. */
  readonly catches: Node[] = [];
  readonly references: Reference[] = [];
  usesEval = false;

  fn!: Fn;
  scope!: Scope;
  /** These count within the function being walked. */
  loop: Loop | null = null;
  loopDepth = 0;
  finallyDepth = 0;
  awaits = 0;
  /** Where the assignment ends whose targets are being walked. */
  assignmentEnd = 0;
  /** In what esbuild adds to a module. */
  inHelper = false;
  readonly classes: { readonly names: Set<string>; readonly fn: Fn }[] = [];
  readonly links = new Links();

  edit(node: Node): void {
    this.edits.push(node.start);
  }

  /** Notes that the text here means something of the call that `this` belongs to. */
  use(what: keyof Uses): void {
    for (let fn = this.fn; ; fn = fn.parent as Fn) {
      fn.uses[what] = true;
      if (!fn.arrow) return;
    }
  }

  /** A `this`: in a constructor that has to call `super()` first it must be read late. */
  useThis(node: Node): void {
    this.use("this");
    if (thisFunction(this.fn).derivedConstructor && loweredHome(this.fn) !== null) this.edit(node);
  }

  privateName(name: string): void {
    for (let i = this.classes.length - 1; i >= 0; i--) {
      const { names, fn: outside } = this.classes[i];
      if (!names.has(name)) continue;
      for (let fn: Fn | null = this.fn; fn !== null && fn !== outside; fn = fn.parent) fn.uses.private = true;
      return;
    }
  }

  directEval(): void {
    this.usesEval = true;
    for (let fn: Fn | null = this.fn; fn !== null; fn = fn.parent) fn.uses.eval = true;
  }

  /** A name; `called` if it is called here. */
  reference(node: Node, called: boolean, written = false): void {
    const { name, start } = node;
    const writtenBy = written ? this.assignmentEnd : 0;
    if (name === "arguments") {
      this.use("arguments");
      this.edit(node);
    } else this.references.push({ name, start, scope: this.scope, called, writtenBy, loop: this.loop });
  }

  /** An `await`, a `yield` or a `for await`; `walk` goes through what it waits for. */
  awaits_(node: Node, walk: () => void): void {
    const before = this.awaits;
    walk();
    if (!this.fn.lowered) return;
    if (this.awaits !== before) this.nested.add(node);
    this.awaits++;
    if (this.loopDepth > 0) this.inLoop.add(node);
    this.edit(node);
  }

  /** A `return` with a value. */
  returns(node: Node): void {
    const { fn } = this;
    if (!fn.lowered) return;
    if (fn.generator) {
      this.edit(node);
      return;
    }
    const { type, callee } = node.argument;
    if (this.finallyDepth === 0 && type === "CallExpression" && callee.type === "Identifier") {
      fn.tails.push({ node, scope: this.scope });
    }
    if (this.finallyDepth === 0 || type === "AwaitExpression" || type === "Literal") return;
    this.beforeFinally.add(node);
    fn.returnsThroughFinally = true;
    this.edit(node);
  }

  /** A loop that does not await by itself: its turns are counted if it is process code. */
  countsTurns(node: Node): void {
    if (!this.fn.lowered) return;
    this.fn.hasLoop = true;
    if (this.loopDepth === 0) this.outermostLoops.add(node);
    this.edit(node);
  }

  /** Whether a function that is an argument of the call obviously does not outlive it. */
  isTransient(call: Node, argument: Node): boolean {
    const { callee } = call;
    const member = callee.type === "SequenceExpression" ? callee.expressions.at(-1) : callee;
    if (member.type !== "MemberExpression" || member.computed) return false;
    const { object } = member;
    const method: string = member.property.name;
    const ours = (node: Node) => node.type === "Identifier" && this.links.variables.get(node.name) === true;
    if (ours(object)) return method === "receive" || (STARTS_ITS_ARGUMENT.has(method) && argument.async);
    if (object.type === "MemberExpression" && ours(object.object))
      return CALL_THEIR_ARGUMENT.has(object.property.name);
    return (
      CALLS_ITS_ARGUMENT.has(method) &&
      !(object.type === "Identifier" && this.links.variables.has(object.name))
    );
  }
}

/** Whether values of the function carry what they belong to, so that Erlang can tell. */
export function isTagged(fn: Fn): boolean {
  if (fn.helper || fn.transient || fn.computedName) return false;
  switch (fn.kind) {
    case "declaration":
      return fn.binding?.escapes === true && fn.binding.scope.kind !== "switch";
    case "expression":
    case "arrow":
      return fn.boundTo === null || fn.boundTo.escapes;
    default:
      return false;
  }
}

// lower-emit — writes a module anew: what does not change is copied, what changes is written by a rule for its type.
import type { Analysis } from "./lower-analysis.ts";
import { Pieces } from "./lower-pieces.ts";
import type { Plan } from "./lower-plan.ts";
import { type Fn, loweredHome, thisFunction } from "./lower-scope.ts";
import { afterDirectives, childrenOf, type Node } from "./lower-syntax.ts";

/** Writes a node that contains something that changes. The result is false if this one is copied after all. */
export type Rule = (node: Node, emitter: Emitter) => boolean;

/** What generated code takes from `$rt`, each under a name of its own: `_$F` is `$rt.Frame`. */
const HOISTED = {
  F: "Frame",
  P: "PREEMPT",
  R: "receive",
  Y: "Yielded",
  m: "memo",
  r: "running",
  t: "tag",
};

export class Emitter {
  readonly js: string;
  readonly analysis: Analysis;
  readonly plan: Plan;
  readonly lineOf: (offset: number) => number;
  /** All names of ours begin with it; no name of the module does. */
  readonly prefix: string;
  readonly rules: ReadonlyMap<string, Rule>;
  out = new Pieces();
  /** Generators at the end of the module. */
  readonly lifted = new Pieces();
  /** The function whose text is being written. */
  fn: Fn;
  /** What text of ours that is being written stands for. */
  anchor = 0;
  readonly #hoisted = new Map<string, string>();

  constructor(
    js: string,
    analysis: Analysis,
    plan: Plan,
    lineOf: (offset: number) => number,
    rules: ReadonlyMap<string, Rule>,
  ) {
    this.js = js;
    this.analysis = analysis;
    this.plan = plan;
    this.lineOf = lineOf;
    this.rules = rules;
    this.fn = analysis.module;
    let prefix = "_$";
    while (js.includes(prefix)) prefix += "$";
    this.prefix = prefix;
  }

  /** Writes the whole module. */
  program(node: Node): Pieces {
    const start = afterDirectives(node);
    this.out.copy(0, start);
    const header = this.out.text("", start);
    this.beginning(node);
    this.children(node, start, this.js.length);
    this.out.append(this.lifted);
    header.text = this.#header();
    return this.out;
  }

  #header(): string {
    const constants = [...this.#hoisted].map(([name, value]) => `${name} = ${value}`);
    return constants.length === 0 ? "" : ` const ${constants.join(", ")};`;
  }

  /** The name of something that generated code uses often. */
  hoist(short: keyof typeof HOISTED): string {
    const name = this.prefix + short;
    this.#hoisted.set(name, `$rt.${HOISTED[short]}`);
    return name;
  }

  /** The runtime itself, by a name that nothing in the module hides. */
  get runtime(): string {
    const name = `${this.prefix}rt`;
    this.#hoisted.set(name, "$rt");
    return name;
  }

  /** The FunctionInfo of a function. */
  info(fn: Fn): string {
    const name = `${this.prefix}i${fn.index}`;
    this.#hoisted.set(name, `$rt.info[${fn.index}]`);
    return name;
  }

  text(text: string): void {
    this.out.text(text, this.anchor);
  }

  /** Writes a node. */
  emit(node: Node): void {
    if (!this.#changes(node.start, node.end)) {
      this.out.copy(node.start, node.end);
      return;
    }
    const rule = this.rules.get(node.type);
    if (rule === undefined || !rule(node, this)) this.children(node, node.start, node.end);
  }

  /** Writes the children of a node that lie within a range, and copies what is between them. */
  children(node: Node, from: number, to: number): void {
    let at = from;
    for (const child of childrenOf(node)) {
      if (child.start < at || child.end > to) continue;
      this.out.copy(at, child.start);
      this.emit(child);
      at = child.end;
    }
    this.out.copy(at, to);
  }

  /** Writes a list of nodes, with commas. */
  list(nodes: readonly Node[]): void {
    nodes.forEach((node, index) => {
      if (index > 0) this.text(", ");
      this.emit(node);
    });
  }

  /** Writes a block, `more` after its directives. */
  block(node: Node, more = ""): void {
    const start = afterDirectives(node);
    this.out.copy(node.start, start);
    if (more !== "") this.text(more);
    this.beginning(node);
    this.children(node, start, node.end);
  }

  /** What a block begins with: variables for generators, tags of the functions declared in it. */
  beginning(block: Node): void {
    const beginning = this.plan.beginnings.get(block);
    if (beginning === undefined) return;
    let text = "";
    if (beginning.memos.length > 0) text += ` let ${beginning.memos.map((fn) => this.memo(fn)).join(", ")};`;
    if (beginning.caught !== null) text += ` ${this.runtime}.caught(${beginning.caught});`;
    for (const fn of beginning.tagged) text += ` ${this.hoist("t")}(${fn.binding?.name}, ${this.info(fn)});`;
    this.out.text(text, block.start);
  }

  /** The variable that holds the generator of a function. */
  memo(fn: Fn): string {
    return `${this.prefix}g${fn.index}`;
  }

  /** Runs `write` as part of a function's text. */
  inside(fn: Fn, write: () => void): void {
    const { fn: outerFn, anchor } = this;
    this.fn = fn;
    this.anchor = fn.node.start;
    write();
    this.fn = outerFn;
    this.anchor = anchor;
  }

  /** The lowered function whose generator holds what is being written; null if it stays where it was. */
  get home(): Fn | null {
    return loweredHome(this.fn);
  }

  /** How `this` is written here. */
  get this_(): string {
    return this.home !== null && thisFunction(this.fn).derivedConstructor ? `${this.prefix}T()` : "this";
  }

  /** Notes the line, before a call or a suspension. */
  at(offset: number): string {
    return `${this.hoist("r")}.at = ${this.lineOf(offset)}`;
  }

  #changes(start: number, end: number): boolean {
    const { edits } = this.plan;
    let low = 0;
    let high = edits.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (edits[middle] < start) low = middle + 1;
      else high = middle;
    }
    return low < edits.length && edits[low] < end;
  }
}

// unit — what is being compiled: one piece of JavaScript source, and the functions it is made of.
//
// A Unit is compiled by one `new Function`. Erlang's funs become functions beside each other at its top level
// (lambda lifting): what a fun captures is passed to it as parameters, since bindings never change. Terms that have no
// JavaScript source (atoms, tuples, FunctionInfos) are constants of the unit, handed over in an array.
//
// A Fn emits the body of one JavaScript function, a statement at a time. `value(node)` gives JavaScript source that is
// free of effects and cannot throw, to be used once or, if it is a name or a number, as often as one likes. So what
// an expression does is done by statements in Erlang's order of evaluation, and building terms is left to
// expressions.
import type { Frame, FunctionInfo } from "../process/frame.ts";
import type { Expr } from "../syntax/abstract-format.ts";
import type { StackItem } from "../terms/exception.ts";
import type { Atom, Term } from "../terms/term.ts";
import type { EvalPorts } from "./ports.ts";
import type { Chain } from "./stack-lines.ts";
import { usesRecords } from "./uses-records.ts";

/** Where the value of an expression goes: returned (tail position), into a variable, or nowhere (""). */
export type Dest = string;
export const RETURN: Dest = "return";
export const DROP: Dest = "";

/** The constructs of the language, as the dispatcher (expressions.ts) offers them to each other. */
export interface Constructs {
  value(fn: Fn, node: Expr, tail: boolean): string;
  into(fn: Fn, node: Expr, dest: Dest): void;
}

interface Site {
  readonly items: readonly StackItem[];
  readonly chain: Chain | null;
  /** What is told instead of `items` if erl_eval itself has called the fun that ends with this place. */
  readonly interpreted: readonly StackItem[] | undefined;
  /** The place in the fun called here that is told if it has ended with the call of another function. */
  readonly lost: StackItem | undefined;
}

const NO_ITEMS: readonly StackItem[] = [];
export class Unit {
  readonly ports: EvalPorts;
  readonly constructs: Constructs;
  /** A function that is defined at the prompt: erl_eval does not go through the shell to call what it names. */
  readonly isDefinition: boolean;
  readonly constants: Term[] = [];
  /** The source of the functions at top level. */
  readonly functions: string[] = [];
  readonly #constantNames = new Map<Term, string>();
  readonly #runtimeNames = new Set<string>();
  readonly #sites: Site[] = [{ items: NO_ITEMS, chain: null, interpreted: undefined, lost: undefined }];
  #count = 0;

  /** What is compiled. */
  readonly #expr: Expr;
  #usesRecords: boolean | undefined;

  constructor(ports: EvalPorts, constructs: Constructs, expr: Expr, isDefinition: boolean) {
    this.ports = ports;
    this.constructs = constructs;
    this.#expr = expr;
    this.isDefinition = isDefinition;
  }

  /** Whether there are records in it. */
  get usesRecords(): boolean {
    this.#usesRecords ??= usesRecords(this.#expr, this.ports);
    return this.#usesRecords;
  }

  number(): number {
    return this.#count++;
  }

  /** The name of a constant: `a…` for an atom, which `===` compares, `k…` for any other term. */
  constant(term: Term): string {
    const known = this.#constantNames.get(term);
    if (known !== undefined) return known;
    const name = `${typeof term === "symbol" ? "a" : "k"}${this.constants.length}`;
    this.constants.push(term);
    this.#constantNames.set(term, name);
    return name;
  }

  /** The source of an atom. */
  atom(atom: Atom): string {
    if (typeof atom === "symbol") return this.constant(atom);
    return atom === undefined ? "void 0" : String(atom);
  }

  /** The name by which the source calls what runtime.ts offers under that name. */
  rt(name: string): string {
    this.#runtimeNames.add(name);
    return `$${name}`;
  }

  /** The number of a place that can fail or wait: what stack items it stands for. */
  site(
    items: readonly StackItem[],
    chain: Chain | null,
    interpreted?: readonly StackItem[],
    lost?: StackItem,
  ): number {
    if (chain === null && items.length === 0 && interpreted === undefined && lost === undefined) return 0;
    this.#sites.push({ items, chain, interpreted, lost });
    return this.#sites.length - 1;
  }

  /** The stack items of a place, in a function that `caller` waits for, and that waits for `callee`. */
  readonly items = (site: number, caller: Frame | null, callee: Frame | null): readonly StackItem[] => {
    const items = this.itemsCalledAt(site, caller, caller === null ? 0 : caller.at);
    // A fun was called here that has ended with the call of another function: that call has left a frame.
    const isReplaced = callee !== null && !(callee.info instanceof UnitInfo) && this.goesOn(site) === "call";
    const lost = isReplaced ? this.#sites[site]?.lost : undefined;
    return lost === undefined ? items : [lost, ...items];
  };

  /** The same, of a plain function that the caller has called at a place of its own. */
  readonly itemsCalledAt = (site: number, caller: Frame | null, at: number): readonly StackItem[] => {
    const place = this.#sites[site] ?? this.#sites[0];
    const { interpreted, chain } = place;
    const items = interpreted !== undefined && isInterpreting(caller, at) ? interpreted : place.items;
    if (chain === null) return items;
    const all = [...items];
    for (let c: Chain | null = chain; c !== null; c = c.outer) {
      // A place that repeats, as in `1 + 2 + a`, is told once, as ERTS does.
      if (c.item !== all.at(-1)) all.push(c.item);
    }
    return all;
  };

  /** How erl_eval goes on at the place: it evaluates a fun, a fun in place of the one that ends, or something else. */
  goesOn(site: number): "call" | "tail" | "other" {
    const { items, interpreted } = this.#sites[site] ?? this.#sites[0];
    if (interpreted !== undefined) return interpreted.length === 0 ? "tail" : "other";
    return items.length === 0 ? "call" : "other";
  }

  /** A new FunctionInfo whose frames show the items of this unit's places. */
  info(name: string, arity: number): FunctionInfo {
    return new UnitInfo(this, Symbol.for(name), arity);
  }

  /** Makes the functions; the result is what `expression`, in their scope, stands for. */
  make(expression: string, runtime: Record<string, unknown>): any {
    let head = '"use strict";';
    for (const name of this.#runtimeNames) head += `const $${name}=$.${name};`;
    let i = 0;
    for (const constant of this.constants) {
      head += `const ${typeof constant === "symbol" ? "a" : "k"}${i}=K[${i}];`;
      i++;
    }
    const source = `${head}\n${this.functions.join("\n")}\nreturn ${expression};`;
    return new Function("$", "K", source)(runtime, this.constants);
  }
}

class UnitInfo implements FunctionInfo {
  readonly module = Symbol.for("erl_eval");
  readonly name: symbol;
  readonly arity: number;
  readonly version = null;
  readonly once = true;
  readonly items: FunctionInfo["items"];
  readonly unit: Unit;
  constructor(unit: Unit, name: symbol, arity: number) {
    this.name = name;
    this.arity = arity;
    this.items = unit.items;
    this.unit = unit;
  }
}

/** Whether a frame of erl_eval calls a fun at that place: then what ends the fun has a frame of erl_eval's too. */
function isInterpreting(caller: Frame | null, at: number): boolean {
  let site = at;
  for (let frame = caller; frame !== null; frame = frame.caller, site = frame?.at ?? 0) {
    if (!(frame.info instanceof UnitInfo)) return false;
    const how = frame.info.unit.goesOn(site);
    if (how !== "tail") return how === "call";
  }
  return false;
}

/** Stands for the JavaScript name of a variable that has been forgotten, so that no outer one is found. */
const FORGOTTEN = "";

export class Fn {
  readonly unit: Unit;
  readonly parent: Fn | null;
  /** A plain function: no generator, so nothing in it may wait. */
  readonly plain: boolean;
  /** Variables in scope and bound: their Erlang names → the JavaScript names of their values. */
  bound: Map<string, string>;
  /** The JavaScript names of the variables of this scope, bound on some path or not. */
  names = new Map<string, string>();
  /** Variables of the enclosing function that are used here: Erlang name → name of the parameter. */
  readonly captures = new Map<string, string>();
  readonly lines: string[] = [];
  /** Names declared by `let` at the top of the function. */
  readonly locals: string[] = [];
  /** Where erl_eval would stand. */
  chain: Chain | null = null;
  /** What a call of the fun itself needs to know, in a named fun. */
  self: SelfCall | null = null;
  /**
   * At the top level of what was typed: source of the function that takes the new bindings and gives all of them.
   * Null in funs.
   */
  top: string | null = null;
  /** Whether the body is a loop, because the fun tail-calls itself. */
  loops = false;

  constructor(unit: Unit, parent: Fn | null, plain: boolean, bound: Map<string, string> = new Map()) {
    this.unit = unit;
    this.parent = parent;
    this.plain = plain;
    this.bound = bound;
  }

  emit(line: string): void {
    this.lines.push(line);
  }
  label(): string {
    return `L${this.unit.number()}`;
  }
  rt(name: string): string {
    return this.unit.rt(name);
  }

  /** A new constant of the current block. */
  let(code: string): string {
    const name = `t${this.unit.number()}`;
    this.emit(`const ${name}=${code};`);
    return name;
  }
  /** A new variable of the current block, to be assigned. */
  variable(code?: string): string {
    const name = `t${this.unit.number()}`;
    this.emit(code === undefined ? `let ${name};` : `let ${name}=${code};`);
    return name;
  }
  /** The same value in source that may be used more than once. */
  simple(code: string): string {
    return /^(?:[\w$]+|-\d+|void 0)$/.test(code) ? code : this.let(code);
  }

  /** The same value under a name, which may be taken apart. */
  named(code: string): string {
    return /^[A-Za-z$]\w*$/.test(code) ? code : this.let(code);
  }

  value(node: Expr): string {
    return this.unit.constructs.value(this, node, false);
  }
  into(node: Expr, dest: Dest): void {
    this.unit.constructs.into(this, node, dest);
  }
  /** The value, while erl_eval would stand at `item`, and at `outer` outside of it. */
  valueAt(node: Expr, ...items: readonly StackItem[]): string {
    const chain = this.chain;
    for (let i = items.length - 1; i >= 0; i--) this.chain = { item: items[i], outer: this.chain };
    const value = this.value(node);
    this.chain = chain;
    return value;
  }
  /** Emits what `emit` does while erl_eval would stand at `item`. */
  at<T>(items: readonly StackItem[], emit: () => T): T {
    const chain = this.chain;
    for (let i = items.length - 1; i >= 0; i--) this.chain = { item: items[i], outer: this.chain };
    const result = emit();
    this.chain = chain;
    return result;
  }
  /** The expressions of a body: the value of the last goes to `dest`. */
  body(nodes: readonly Expr[], dest: Dest, item: readonly StackItem[]): void {
    const last = nodes.length - 1;
    for (let i = 0; i < last; i++) this.at(item, () => this.into(nodes[i], DROP));
    this.into(nodes[last], dest);
  }
  /** Puts a value where it belongs. */
  put(dest: Dest, code: string): void {
    if (dest === RETURN) this.emit(`return ${code};`);
    else if (dest !== DROP && dest !== code) this.emit(`${dest}=${code};`);
  }

  /** Assigns the place that the code has reached, in front of what can fail there. */
  place(...items: readonly StackItem[]): string {
    return this.#at(this.unit.site(items, this.chain));
  }
  /** The same in front of a call; one in tail position leaves a frame only if erl_eval has called the fun. */
  callPlace(tail: boolean, items: readonly StackItem[], inTail: readonly StackItem[] = NO_ITEMS): string {
    return this.#at(tail ? this.unit.site(inTail, this.chain, items) : this.unit.site(items, this.chain));
  }
  /** The same in front of the call of a fun; `lost` is the place of a call by which that fun may end. */
  funPlace(tail: boolean, lost: StackItem): string {
    return this.#at(
      tail
        ? this.unit.site(NO_ITEMS, this.chain, NO_ITEMS)
        : this.unit.site(NO_ITEMS, this.chain, undefined, lost),
    );
  }
  #at(site: number): string {
    return this.plain ? `at=${site}` : `${this.rt("running")}.at=${site}`;
  }
  /** Throws what `code` makes. */
  throwing(code: string, ...items: readonly StackItem[]): void {
    this.emit(`${this.place(...items)};throw ${code};`);
  }

  /** The JavaScript name of a bound variable, captured from outside if need be. */
  lookup(name: string): string | undefined {
    const js = this.bound.get(name);
    if (js === FORGOTTEN) return undefined;
    if (js !== undefined) return js;
    if (this.parent === null) return undefined;
    const captured = this.captures.get(name);
    if (captured !== undefined) return captured;
    if (this.parent.lookup(name) === undefined) return undefined;
    const parameter = `c${this.unit.number()}`;
    this.captures.set(name, parameter);
    return parameter;
  }
  /** Binds a variable to a value: by assignment to the one name that it has in this scope. */
  bind(name: string, code: string): void {
    let js = this.names.get(name);
    if (js === undefined) {
      js = `V${this.unit.number()}`;
      this.names.set(name, js);
      this.locals.push(js);
    }
    this.emit(`${js}=${code};`);
    this.bound.set(name, js);
  }
  /** Forgets a variable: from here on it is as if it had never been bound. */
  unbind(name: string): void {
    const js = this.names.get(name);
    if (js !== undefined) this.emit(`${js}=${this.rt("UNBOUND")};`);
    this.bound.set(name, FORGOTTEN);
  }
  /** Emits a part whose bindings are seen nowhere else. */
  scope<T>(emit: () => T): T {
    const { names, bound } = this;
    this.names = new Map();
    this.bound = new Map(bound);
    const result = emit();
    this.names = names;
    this.bound = bound;
    return result;
  }
  /** Emits alternatives: afterwards what all of them bind is bound. */
  branches(emit: readonly (() => void)[]): void {
    const before = this.bound;
    let after: Map<string, string> | null = null;
    for (const branch of emit) {
      this.bound = new Map(before);
      branch();
      if (after === null) after = this.bound;
      else for (const name of [...after.keys()]) if (!this.bound.has(name)) after.delete(name);
    }
    this.bound = after ?? before;
  }

  /** The source of the function's body. */
  source(): string {
    const locals = this.locals.length > 0 ? `let ${this.locals.join(",")};` : "";
    return locals + this.lines.join("\n");
  }
}

/** How a named fun calls itself. */
export interface SelfCall {
  /** The JavaScript name that stands for the fun itself. */
  readonly js: string;
  readonly parameters: readonly string[];
  /** Source of a call with these arguments: its value, or a Frame if `waits`. */
  readonly call: (args: readonly string[]) => string;
  readonly waits: boolean;
  /** What each turn of its loop begins with: it must not go on for ever without others having their turn. */
  readonly turn: string;
}

// lower-scope — the functions of a module, the bindings they see, and which of them a function captures.
//
// The lowering moves the body of an async function out of the function that encloses it, if it can: what the body
// captures is then passed as an argument, at each call. That is right for a binding that is surely initialised when the
// function is made, and never assigned after that (`isSettled`); anything else keeps the body where it is.
import type { Node } from "./lower-syntax.ts";

export type BindingKind =
  | "parameter"
  | "var"
  | "let"
  | "const"
  | "class"
  | "class body"
  | "function"
  | "own name";

export class Binding {
  readonly name: string;
  readonly kind: BindingKind;
  readonly scope: Scope;
  /** The position from which on it is initialised, as far as the text tells. */
  readonly ready: number;
  /** Assigned where the text does not tell when, or declared twice. */
  assigned = false;
  /** The position from which on it is not assigned any more, as far as the text tells. */
  assignedUntil = 0;
  /** Used otherwise than by being called: the function it is bound to may outlive its scope. */
  escapes = false;
  /** The earliest use, where one inside another hoisted function counts as the very beginning. */
  usedFrom = Number.POSITIVE_INFINITY;
  /** The function that it is the declaration of. */
  fn: Fn | null = null;

  constructor(name: string, kind: BindingKind, scope: Scope, ready: number) {
    this.name = name;
    this.kind = kind;
    this.scope = scope;
    this.ready = ready;
  }
}

export class Scope {
  readonly parent: Scope | null;
  readonly fn: Fn;
  readonly kind: "function" | "block" | "switch";
  /** The block whose beginning is the beginning of the scope; null where there is none. */
  readonly block: Node | null;
  readonly bindings = new Map<string, Binding>();

  constructor(parent: Scope | null, fn: Fn, kind: Scope["kind"], block: Node | null) {
    this.parent = parent;
    this.fn = fn;
    this.kind = kind;
    this.block = block;
  }

  declare(name: string, kind: BindingKind, ready: number): Binding {
    const known = this.bindings.get(name);
    if (known !== undefined) {
      known.assigned = true;
      return known;
    }
    const binding = new Binding(name, kind, this, ready);
    this.bindings.set(name, binding);
    return binding;
  }
}

/** What a function's own text, and that of the arrows in it, takes from the call. */
export interface Uses {
  this: boolean;
  arguments: boolean;
  newTarget: boolean;
  super: boolean;
  superTarget: boolean;
  superCall: boolean;
  eval: boolean;
  /** A private name of a class around it. */
  private: boolean;
}

export type FnKind = "module" | "declaration" | "expression" | "arrow" | "method" | "initialiser";

/** A function; also the module itself, and what runs as one: a field's initialiser, a static block. */
export class Fn {
  readonly node: Node;
  readonly kind: FnKind;
  readonly parent: Fn | null;
  readonly async: boolean;
  readonly generator: boolean;
  /** Async, so that it becomes process code. */
  readonly lowered: boolean;
  /** Its own scope: parameters and body. */
  scope!: Scope;
  /** Its index in `$rt.info`; -1 for what is no function, and for the helpers that esbuild adds. */
  index = -1;
  readonly uses: Uses = {
    this: false,
    arguments: false,
    newTarget: false,
    super: false,
    superTarget: false,
    superCall: false,
    eval: false,
    private: false,
  };
  readonly captures = new Set<Binding>();
  /** The binding of a declaration. */
  binding: Binding | null = null;
  /** The binding that the value is given to and nothing else is, as in `const f = () => …`. */
  boundTo: Binding | null = null;
  /** The name that JavaScript gives an anonymous function because of where it stands. */
  inferredName: string | null = null;
  /** Such a name is computed at run time, so the function must stay where it is. */
  computedName = false;
  /** A helper that esbuild adds: no function of the module. */
  helper = false;
  /** It obviously does not outlive the call that it is an argument of. */
  transient = false;
  /** The class around a method. */
  classNode: Node | null = null;
  /** The method definition, property or class element that it is the value of. */
  member: Node | null = null;
  /** A constructor of a class that extends another: `this` does not exist until `super()` has run. */
  derivedConstructor = false;
  hasLoop = false;
  /** `return g(…)` statements of its own, and the scopes they stand in: candidates for a tail call of itself. */
  readonly tails: { readonly node: Node; readonly scope: Scope }[] = [];
  /** It returns a value from within a `try` that has a `finally`. */
  returnsThroughFinally = false;

  constructor(node: Node, kind: FnKind, parent: Fn | null) {
    this.node = node;
    this.kind = kind;
    this.parent = parent;
    this.async = node.async === true;
    this.generator = node.generator === true;
    this.lowered = this.async;
  }

  get arrow(): boolean {
    return this.kind === "arrow";
  }
}

/** The function whose `this`, `arguments` and `super` the text of `fn` means. */
export function thisFunction(fn: Fn): Fn {
  while (fn.kind === "arrow") fn = fn.parent as Fn;
  return fn;
}

/** The lowered function whose generator holds the text of `fn`, if `this` and the like are that one's. */
export function loweredHome(fn: Fn | null): Fn | null {
  while (fn !== null && !fn.lowered && fn.kind === "arrow") fn = fn.parent;
  return fn?.lowered ? fn : null;
}

/** A loop, and the next one around it in the same function. */
export interface Loop {
  readonly start: number;
  readonly end: number;
  readonly around: Loop | null;
}

export interface Reference {
  readonly name: string;
  readonly start: number;
  readonly scope: Scope;
  readonly called: boolean;
  /** Of an assignment, where it ends; 0 if it is none. */
  readonly writtenBy: number;
  readonly loop: Loop | null;
}

/** Finds what each reference means, and notes it as captured in every function between it and its scope. */
export function resolve(references: readonly Reference[], module: Scope): void {
  for (const reference of references) {
    const binding = lookUp(reference.scope, reference.name);
    if (binding === undefined) continue;
    if (!reference.called) binding.escapes = true;
    if (reference.writtenBy > 0) noteWrite(binding, reference);
    noteUse(binding, reference);
    const owner = binding.scope.fn;
    if (binding.scope === module) continue;
    for (let fn: Fn | null = reference.scope.fn; fn !== null && fn !== owner; fn = fn.parent) {
      fn.captures.add(binding);
    }
  }
}

/** What a name means in a scope. */
export function lookUp(scope: Scope, name: string): Binding | undefined {
  for (let at: Scope | null = scope; at !== null; at = at.parent) {
    const binding = at.bindings.get(name);
    if (binding === undefined) continue;
    if (binding.kind === "class body") {
      // Within a class, its name is a binding of its own; it is the same as that of the declaration if that is constant.
      const declared = at.parent?.bindings.get(name);
      if (declared?.kind === "class" && !declared.assigned && declared.assignedUntil === 0) return declared;
    }
    return binding;
  }
  return undefined;
}

/** Text runs in its order, but for loops around an assignment which begin after the declaration. */
function noteWrite(binding: Binding, reference: Reference): void {
  if (reference.scope.fn !== binding.scope.fn) {
    binding.assigned = true;
    return;
  }
  let until = reference.writtenBy;
  for (let { loop } = reference; loop !== null; loop = loop.around)
    if (loop.start > binding.ready) until = loop.end;
  if (until > binding.assignedUntil) binding.assignedUntil = until;
}

function noteUse(binding: Binding, reference: Reference): void {
  if (binding.fn === null) return;
  let from = reference.start;
  for (let fn: Fn | null = reference.scope.fn; fn !== null && fn !== binding.scope.fn; fn = fn.parent) {
    if (fn === binding.fn) return;
    if (fn.kind === "declaration") from = 0;
  }
  if (from < binding.usedFrom) binding.usedFrom = from;
}

/** Whether `fn` can be given the value of a binding that it captures, at each call, in place of the binding. */
export function isSettled(binding: Binding, fn: Fn): boolean {
  if (binding.assigned || binding.scope.kind === "switch") return false;
  switch (binding.kind) {
    case "function":
    case "own name":
    case "class body":
      return binding.assignedUntil === 0;
    case "var":
      return false;
  }
  const from = Math.max(binding.ready, binding.assignedUntil);
  if (fn.node.start < from) return false;
  // A hoisted function between may be called before the binding has its value.
  for (let at: Fn | null = fn; at !== null && at !== binding.scope.fn; at = at.parent) {
    if (at.kind === "declaration" && (at.binding === null || at.binding.usedFrom < from)) return false;
  }
  return true;
}

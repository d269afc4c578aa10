// lint-variables — which variables are bound, and the errors of using one that is not.
//
// Everything an expression or pattern newly binds is a Bound map; an Environment is what is bound where an
// expression stands. Erlang's "exported from" states lead only to warnings, so here they count as bound.
//
// Invariant: lint stops at its first error, which is the one that the shell prints.
import { atomName } from "../terms/atom.ts";
import type { Atom, Term } from "../terms/term.ts";
import { tuple, tuple2 } from "../terms/tuple.ts";
import type { Anno, AttributeForm, ErrorInfo, Location } from "./abstract-format.ts";
import { mostSimilar } from "./similarity.ts";

/** It is bound here. */
export const BOUND = "bound";
/** It is a stacktrace, and this is a guard. */
export const STACKTRACE = "stacktrace";
/** It is bound in some of the ways through a construct only. */
export interface Unsafe {
  readonly what: symbol;
  readonly where: Location;
}
export type State = typeof BOUND | typeof STACKTRACE | Unsafe;

/** Variables with their states. */
export type Bound = ReadonlyMap<symbol, State>;
export const NONE: Bound = new Map();

/** What is bound at a place: the newest first, and what was before. */
export class Environment {
  readonly bound: Bound;
  readonly outer: Environment | undefined;
  constructor(bound: Bound, outer?: Environment) {
    this.bound = bound;
    this.outer = outer;
  }

  get(name: symbol): State | undefined {
    for (let scope: Environment | undefined = this; scope !== undefined; scope = scope.outer) {
      const state = scope.bound.get(name);
      if (state !== undefined) return state;
    }
    return undefined;
  }

  /** This environment with more variables in it. Mirrors erl_lint's vtupdate. */
  with(bound: Bound): Environment {
    return bound.size === 0 ? this : new Environment(bound, this);
  }

  names(): string[] {
    const names = new Set<string>();
    for (let scope: Environment | undefined = this; scope !== undefined; scope = scope.outer) {
      for (const name of scope.bound.keys()) names.add(atomName(name));
    }
    return [...names];
  }
}

/** What both bind. Of two states the unsafe one counts. Mirrors erl_lint's vtmerge. */
export function merge(a: Bound, b: Bound): Bound {
  if (a.size === 0) return b;
  if (b.size === 0) return a;
  const merged = new Map(a);
  mergeInto(merged, b);
  return merged;
}

function mergeInto(merged: Map<symbol, State>, more: Bound): void {
  for (const [name, state] of more) {
    const other = merged.get(name);
    if (other === undefined || (typeof other === "string" && state !== BOUND)) merged.set(name, state);
  }
}

/** What many bind together: a map of its own as soon as there are two. */
export class Gathered {
  bound: Bound = NONE;
  #own: Map<symbol, State> | undefined;

  add(more: Bound): void {
    if (more.size === 0) return;
    if (this.bound.size === 0) {
      this.bound = more;
      return;
    }
    this.#own ??= new Map(this.bound);
    this.bound = this.#own;
    mergeInto(this.#own, more);
  }
}

/** The same variables, all unsafe. Mirrors erl_lint's vtunsafe. */
export function unsafe(bound: Bound, what: symbol, where: Anno): Bound {
  if (bound.size === 0) return bound;
  const state: Unsafe = { what, where };
  const marked = new Map<symbol, State>();
  for (const name of bound.keys()) marked.set(name, state);
  return marked;
}

/** What clauses bind together: a variable that not all of them bind is unsafe. Mirrors erl_lint's icrt_export. */
export function exported(clauses: readonly Bound[], what: symbol, where: Anno): Bound {
  const state: Unsafe = { what, where };
  const result = new Map<symbol, State>();
  const counts = new Map<symbol, number>();
  for (const bound of clauses) {
    for (const [name, mine] of bound) {
      const count = (counts.get(name) ?? 0) + 1;
      counts.set(name, count);
      const other = result.get(name) ?? BOUND;
      if (mine === BOUND) result.set(name, other);
      else result.set(name, other === BOUND ? mine : state);
    }
  }
  for (const [name, count] of counts) if (count !== clauses.length) result.set(name, state);
  return result;
}

/** Thrown at the first error; lint.ts catches it. */
export class LintFailure extends Error {
  readonly info: ErrorInfo;
  constructor(info: ErrorInfo) {
    super();
    this.info = info;
  }
}

const ERL_LINT = Symbol.for("erl_lint");

/** What lint has to know beside the variables. */
export interface LintContext {
  /** Definitions of records by name: `-record` attributes. */
  records: ReadonlyMap<Atom, AttributeForm>;
  /** In a default value of a record definition no variables may be bound. */
  inRecordDefinition: boolean;
  /** In the size of a segment of a binary pattern: variables that the pattern has bound so far. */
  sizeVariables: Bound | undefined;
}

/** Fails with the descriptor `name`, or `{name, Details…}`. */
export function fail(where: Anno, name: string, ...details: Term[]): never {
  const tag = Symbol.for(name);
  throw new LintFailure([where, ERL_LINT, details.length === 0 ? tag : tuple(tag, ...details)]);
}

/** A variable that is used. Mirrors erl_lint's expr_var. */
export function useVariable(context: LintContext, name: symbol, where: Anno, env: Environment): void {
  if (context.sizeVariables !== undefined) {
    useInSize(context.sizeVariables, name, where, env);
    return;
  }
  const state = env.get(name);
  if (state === BOUND) return;
  if (state === undefined) unbound(name, where, env);
  if (state === STACKTRACE) fail(where, "stacktrace_guard", name);
  fail(where, "unsafe_var", name, tuple2(state.what, state.where));
}

/** A variable in a size of a pattern: also one bound earlier in the same binary. Mirrors pat_binsize_var. */
export function useInSize(earlier: Bound, name: symbol, where: Anno, env: Environment): void {
  if (earlier.has(name)) return;
  const state = env.get(name);
  if (state === undefined) unbound(name, where, env);
  if (typeof state === "object") fail(where, "unsafe_var", name, tuple2(state.what, state.where));
}

function unbound(name: symbol, where: Anno, env: Environment): never {
  const guess = mostSimilar(atomName(name), env.names());
  if (guess === undefined) fail(where, "unbound_var", name);
  fail(where, "unbound_var", name, Symbol.for(guess));
}

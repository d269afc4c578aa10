// fun — funs as the Erlang side holds them.
//
// A Fun is what an evaluated `fun` expression or `fun lists:map/2` of a stdlib module makes; an ExternalFun is
// `fun M:F/A`. A plain JavaScript function is a fun as well: one that a module made. `process/apply.ts` calls all
// three; border.ts gives modules a JavaScript function for the first two.
import type { Term } from "./term.ts";

/** What is the same for all funs made by one `fun` expression. */
export interface FunCode {
  readonly module: symbol;
  /** Index and hash as printed in `#Fun<module.index.uniq>`. */
  readonly index: number;
  readonly uniq: number;
  /** The name of a named fun, or of the generated function, for erlang:fun_info/2. */
  readonly name: string;
  /** Of a fun that was typed: its clauses, and where they stood. Two such funs with the same, and the same captured, are equal. */
  readonly typed?: Term;
}

/** A fun made by Erlang code. `invoke` takes raw terms and returns a value, or a Frame that will have one. */
export class Fun {
  readonly arity: number;
  readonly invoke: (...args: Term[]) => Term;
  readonly code: FunCode;
  /** The values it captured, for erlang:fun_info/2 and term order; may be empty. */
  readonly env: readonly Term[];
  /** The function that TypeScript sees instead, made at the first crossing (border.ts). */
  facade: ((...args: unknown[]) => unknown) | undefined;
  constructor(arity: number, invoke: (...args: Term[]) => Term, code: FunCode, env: readonly Term[]) {
    this.arity = arity;
    this.invoke = invoke;
    this.code = code;
    this.env = env;
    this.facade = undefined;
  }
}

/** `fun Module:Name/Arity`: always reaches the current version. */
export class ExternalFun {
  readonly module: symbol;
  readonly name: symbol;
  readonly arity: number;
  facade: ((...args: unknown[]) => unknown) | undefined;
  constructor(module: symbol, name: symbol, arity: number) {
    this.module = module;
    this.name = name;
    this.arity = arity;
    this.facade = undefined;
  }
}

/** Whether a term is a fun, in any form. Mirrors is_function/1. */
export function isFun(term: Term): boolean {
  return typeof term === "function" || term instanceof Fun || term instanceof ExternalFun;
}

/** Where a facade (border.ts) keeps the fun that it stands for. */
export const ORIGINAL: unique symbol = Symbol("the fun behind a facade");

/** The fun that a function was made for by border.ts; undefined if it is a function of its own, or none. */
export function originalOf(fun: Term): Fun | ExternalFun | undefined {
  return typeof fun === "function" ? fun[ORIGINAL] : undefined;
}

/** A fun as Erlang knows it: the one behind a facade, or the fun itself. */
export function unwrapFun(fun: Term): Term {
  return originalOf(fun) ?? fun;
}

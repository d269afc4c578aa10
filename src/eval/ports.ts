// ports — what the evaluator needs from the rooms above it.
import type { Builtin } from "../process/apply.ts";
import type { Expr } from "../syntax/abstract-format.ts";
import type { Atom, Term } from "../terms/term.ts";

/** What `name(Args)` stands for where the name is neither a BIF's nor imported: a shell command, or a function typed at the prompt. */
export interface LocalFunction {
  /** Called with the values of the arguments. */
  call?: (...args: Term[]) => Term;
  /**
   * Called with the arguments unevaluated, and the bindings: at the top level of what was typed these are the
   * shell's own, and what is deleted or set there is so from then on (`f(X)`).
   */
  special?: (args: readonly Expr[], bindings: Map<string, Term>) => Term;
}

export interface RecordField {
  readonly name: Atom;
  /** The default; undefined stands for the atom `undefined`. */
  readonly value: Expr | undefined;
}

/** A record by its name; native records (OTP 29) are told apart by `native`. */
export interface RecordDefinition {
  readonly fields: readonly RecordField[];
  readonly native?: boolean;
}

export interface EvalPorts {
  /** The standard library's function, bound when the expression is compiled. */
  builtin(module: symbol, name: symbol, arity: number): Builtin | undefined;
  /** Looked up at each call; asked once more at compile time, for `special`. */
  localFunction(name: Atom, arity: number): LocalFunction | undefined;
  record(name: Atom): RecordDefinition | undefined;
}

// otp-function — a function of a module that OTP has written in Erlang, as its translation tells who failed where.
//
// A translation does what OTP's function does, step by step, with its operators and calls going through the methods
// here: an error then carries the operator or BIF with its arguments, and the line of every function that waits for it.
// For functions where that is slow, the translation is asked only once a fast way has found something wrong.

import { add, band, bor, bsl, bsr, div, multiply, rem, subtract } from "../terms/arithmetic.ts";
import { Exception, errorTuple, type StackItem } from "../terms/exception.ts";
import type { Term } from "../terms/term.ts";
import { lists as listBifs } from "./erlang-lists.ts";
import type { OtpSource } from "./otp-source.ts";

const ERLANG = Symbol.for("erlang");
const ERTS_ERRORS = { module: Symbol.for("erl_erts_errors") };

const BITS = { band, bor, bsl, bsr };

export class OtpFunction {
  private readonly source: OtpSource;
  private readonly name: string;
  private readonly arity: number;
  constructor(source: OtpSource, name: string, arity: number) {
    this.source = source;
    this.name = name;
    this.arity = arity;
  }

  /** `A + B` on a line. */
  plus(line: number, a: Term, b: Term): Term {
    try {
      return add(a, b);
    } catch (thrown) {
      throw this.failed(thrown, "+", [a, b], line);
    }
  }
  /** `A - B` on a line. */
  minus(line: number, a: Term, b: Term): Term {
    try {
      return subtract(a, b);
    } catch (thrown) {
      throw this.failed(thrown, "-", [a, b], line);
    }
  }
  /** `A * B` on a line. */
  times(line: number, a: Term, b: Term): Term {
    try {
      return multiply(a, b);
    } catch (thrown) {
      throw this.failed(thrown, "*", [a, b], line);
    }
  }
  /** `A div B` on a line. */
  div(line: number, a: Term, b: Term): Term {
    try {
      return div(a, b);
    } catch (thrown) {
      throw this.failed(thrown, "div", [a, b], line);
    }
  }
  /** `A rem B` on a line. */
  rem(line: number, a: Term, b: Term): Term {
    try {
      return rem(a, b);
    } catch (thrown) {
      throw this.failed(thrown, "rem", [a, b], line);
    }
  }
  /** An operator on bits on a line. */
  bits(line: number, name: keyof typeof BITS, a: Term, b: Term): Term {
    try {
      return BITS[name](a, b);
    } catch (thrown) {
      throw this.failed(thrown, name, [a, b], line);
    }
  }
  /** `A ++ B` on a line. */
  append(line: number, a: Term, b: Term): Term {
    return this.bif(line, "++", listBifs["++"] as (a: Term, b: Term) => Term, a, b);
  }

  /** A call of a BIF on a line. */
  bif<A extends readonly Term[], R>(line: number, name: string, bif: (...args: A) => R, ...args: A): R {
    try {
      return bif(...args);
    } catch (thrown) {
      throw this.failed(thrown, name, args, line);
    }
  }

  /** A call that this function waits for on a line. */
  call<R>(line: number, call: () => R): R {
    try {
      return call();
    } catch (thrown) {
      throw this.waited(thrown, line);
    }
  }

  /** `function_clause` for these arguments; the line is that of the first clause. */
  noClause(line: number, ...args: readonly Term[]): Exception {
    return this.source.noClause(this.name, args, line);
  }
  /** `{badmatch, Value}` on a line. */
  badmatch(line: number, value: Term): Exception {
    return this.source.error(errorTuple(BADMATCH, value).reason, this.name, this.arity, line);
  }
  /** `{case_clause, Value}` on a line. */
  caseClause(line: number, value: Term): Exception {
    return this.source.error(errorTuple(CASE_CLAUSE, value).reason, this.name, this.arity, line);
  }
  /** `error(Reason)` on a line. */
  error(line: number, reason: Term): Exception {
    return this.source.error(reason, this.name, this.arity, line);
  }

  /** The stack item of this function on a line. */
  at(line: number): StackItem {
    return this.source.item(this.name, this.arity, line);
  }

  private failed(thrown: unknown, name: string, args: readonly Term[], line: number): unknown {
    if (thrown instanceof Exception && thrown.bif && thrown.items.length === 0) {
      thrown.items.push({ module: ERLANG, name: Symbol.for(name), arity: args, info: ERTS_ERRORS });
    }
    return this.waited(thrown, line);
  }

  /** The error that has passed this function as well. */
  waited(thrown: unknown, line: number): unknown {
    if (!(thrown instanceof Exception) || thrown.complete) return thrown;
    const item = this.at(line);
    // A place that repeats, as in deep recursion, is told once, as ERTS does; where the error was raised is not counted.
    const { items } = thrown;
    const raised = items[0]?.line === undefined ? 2 : 1;
    const last = items.length > raised ? items.at(-1) : undefined;
    if (last?.line !== line || last.name !== item.name || last.arity !== item.arity) items.push(item);
    return thrown;
  }
}

const BADMATCH = Symbol.for("badmatch");
const CASE_CLAUSE = Symbol.for("case_clause");

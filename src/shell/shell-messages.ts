// shell-messages — what a shell and its evaluator say to each other. Objects, so that nobody else can say it.
import type { ErrorInfo, Expr } from "../syntax/abstract-format.ts";
import type { ExceptionClass } from "../terms/exception.ts";
import type { Term } from "../terms/term.ts";

export type Bindings = ReadonlyMap<string, Term>;
/** A process dictionary as it was after a command. */
export type Dictionary = ReadonlyMap<unknown, [Term, Term]> | null;

/** To the evaluator: evaluate. `silent`: show no result (a prompt function). */
export class ShellCommand {
  readonly exprs: readonly Expr[];
  readonly silent: boolean;
  constructor(exprs: readonly Expr[], silent: boolean) {
    this.exprs = exprs;
    this.silent = silent;
  }
}

/** From the evaluator: the value, and what the next evaluator would start with. */
export class ShellValue {
  readonly value: Term;
  readonly bindings: Bindings;
  readonly dictionary: Dictionary;
  constructor(value: Term, bindings: Bindings, dictionary: Dictionary) {
    this.value = value;
    this.bindings = bindings;
    this.dictionary = dictionary;
  }
}

/** From the evaluator: the expression was refused. */
export class ShellRefusal {
  readonly error: ErrorInfo;
  constructor(error: ErrorInfo) {
    this.error = error;
  }
}

/** From the evaluator: an exception; unless it was caught, the evaluator ends. */
export class ShellException {
  readonly class: ExceptionClass;
  readonly reason: Term;
  readonly stacktrace: Term;
  readonly caught: boolean;
  constructor(cls: ExceptionClass, reason: Term, stacktrace: Term, caught: boolean) {
    this.class = cls;
    this.reason = reason;
    this.stacktrace = stacktrace;
    this.caught = caught;
  }
}

/** From the evaluator: `exit()` was called. */
export class ShellLeave {}

// exception — what Erlang raises: a class, a reason and a stacktrace, as a JavaScript error that can be thrown.
import { inspect } from "node:util";
import type { Term } from "./term.ts";
import { type Tuple, tuple2 } from "./tuple.ts";

export type ExceptionClass = "error" | "exit" | "throw";

/** One entry of a stacktrace, `{Module, Function, ArityOrArgs, Location}`. */
export interface StackItem {
  module: symbol;
  name: symbol;
  /** A number, or the arguments where they are known (BIFs, function_clause, undef). */
  arity: number | readonly Term[];
  file?: string;
  line?: number;
  /** `error_info`: the module whose format_error/2 explains the arguments, with what it needs to know. */
  info?: { module: symbol; cause?: Term; function?: symbol; override_segment_position?: number };
}

/**
 * Whether JavaScript's own stack has anything to tell where an exception is made: reading it costs ten times what the
 * exception costs. process/ knows, which sees who is running.
 */
export const exceptionPort: { readsStack: () => boolean } = { readsStack: () => true };

/**
 * An exception of Erlang's. `class` is `error`, `exit` or `throw`; `reason` any term; `stacktrace` what was running.
 * From TypeScript it is caught like any error; `erlang.error`, `erlang.exit` and `erlang.throw` raise it.
 */
export class Exception extends Error {
  readonly class: ExceptionClass;
  readonly reason: Term;
  /** Innermost first. Filled in by whoever knows (the call site, then the scheduler as the exception passes). */
  items: StackItem[];
  /** Set once the callers that were waiting are in `items`, so that passing a second frame adds nothing. */
  complete: boolean;
  /** Set once the JavaScript calls between the BIF and the innermost frame are in `items`. */
  traced: boolean;
  /** Raised by a BIF itself (badarg, badarith …): whoever called the BIF adds the item with its arguments. */
  bif: boolean;
  /** How many places of OTP's stacktrace are lost to frames that it does not show. */
  unseen: number;

  constructor(cls: ExceptionClass, reason: Term, items: StackItem[] = []) {
    const limit = Error.stackTraceLimit;
    if (!exceptionPort.readsStack()) Error.stackTraceLimit = 0;
    super();
    Error.stackTraceLimit = limit;
    this.class = cls;
    this.reason = reason;
    this.items = items;
    this.complete = false;
    this.traced = false;
    this.bif = false;
    this.unseen = 0;
  }
  override get name(): string {
    return `Erlang ${this.class}`;
  }
  override get message(): string {
    return inspect(this.reason);
  }
}

/** `error:badarg`: an argument of a BIF is wrong. The parameters only document which at the place of the throw. */
export function badarg(..._wrong: Term[]): Exception {
  return bifError(BADARG);
}
/** `error:badarith`. */
export function badarith(): Exception {
  return bifError(BADARITH);
}
/** `error:Reason` raised by a BIF itself: `system_limit`, `{badmap,M}`, `{badkey,K}` … */
export function bifError(reason: Term): Exception {
  const exception = new Exception("error", reason);
  exception.bif = true;
  return exception;
}
/** `error:function_clause`; `args` are the arguments no clause matched. */
export function functionClause(module: symbol, name: symbol, args: readonly Term[]): Exception {
  return new Exception("error", FUNCTION_CLAUSE, [{ module, name, arity: args }]);
}
/** `error:{Tag, Value}`: badmatch, case_clause, badmap, badkey, badfun, badarity, badrecord … */
export function errorTuple(tag: symbol, value: Term): Exception {
  return new Exception("error", tuple2(tag, value) as Tuple);
}
/** `error:undef` of `module:name` called with `args`. */
export function undef(module: symbol, name: symbol, args: readonly Term[]): Exception {
  return new Exception("error", UNDEF, [{ module, name, arity: args }]);
}

const BADARG = Symbol.for("badarg");
const BADARITH = Symbol.for("badarith");
const FUNCTION_CLAUSE = Symbol.for("function_clause");
const UNDEF = Symbol.for("undef");

// otp-source — errors and stack items of the modules that OTP has written in Erlang.
//
// Such a module raises errors of its own (`function_clause`, `case_clause` …) that name its internal functions, and
// the shell shows where in its file. Ours are written otherwise, but tell the same story: the names, arities and
// lines given here are those of OTP 29's source.
import type { FunctionInfo } from "../process/frame.ts";
import { running } from "../process/running.ts";
import { badarg, Exception, errorTuple, type StackItem } from "../terms/exception.ts";
import { isFun } from "../terms/fun.ts";
import { fromArray } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { tuple2 } from "../terms/tuple.ts";
import { isFunOf } from "./fun-arity.ts";

const FUNCTION_CLAUSE = Symbol.for("function_clause");
const CASE_CLAUSE = Symbol.for("case_clause");
const BADMATCH = Symbol.for("badmatch");
const BADRECORD = Symbol.for("badrecord");
const BADFUN = Symbol.for("badfun");
const BADARITY = Symbol.for("badarity");
const ERLANG = Symbol.for("erlang");
const ERTS_ERRORS = { module: Symbol.for("erl_erts_errors") };

/** What a frame sets `running.at` to when none of its stack items shall be shown. */
export const NOWHERE = -1;

/**
 * Raises what calling the fun with these arguments would raise at once: ERTS then tells the function that calls it
 * (`here`) as well as where that goes on, so it is told twice, unless that is its last call.
 */
export function checkCallable(fun: Term, args: readonly Term[], here: StackItem): void {
  if (isFunOf(fun, args.length)) return;
  const wrong = isFun(fun) ? errorTuple(BADARITY, tuple2(fun, fromArray(args))) : errorTuple(BADFUN, fun);
  throw new Exception("error", wrong.reason, [here]);
}

/** What a plain function gives that others call: an error that it raises tells them, if it tells itself. */
export function calledBy<T>(callers: readonly StackItem[], call: () => T): T {
  try {
    return call();
  } catch (thrown) {
    if (thrown instanceof Exception && thrown.items.length > 0) thrown.items.push(...callers);
    throw thrown;
  }
}

/** A list as TypeScript modules write it: an array, or a string, which is the list of its code points. */
export type List<T> = readonly T[] | string;
/** What a fun may return: the value, or a promise of it. */
export type Awaitable<T> = T | PromiseLike<T>;

/** One module of OTP's, as its stack items name it. */
export class OtpSource {
  private readonly module: symbol;
  private readonly file: string;
  constructor(module: string) {
    this.module = Symbol.for(module);
    this.file = `${module}.erl`;
  }

  /** The stack item of a function that has reached a line, or that was called with these arguments. */
  item(name: string, arity: number | readonly Term[], line: number): StackItem {
    return { module: this.module, name: Symbol.for(name), arity, file: this.file, line };
  }

  /** `function_clause` of a function that has no clause for these arguments; `callers` wait for it. */
  noClause(name: string, args: readonly Term[], line: number, ...callers: StackItem[]): Exception {
    return new Exception("error", FUNCTION_CLAUSE, [this.item(name, args, line), ...callers]);
  }

  /** `{Tag, Value}` raised in a function, `case_clause` for example. */
  error(reason: Term, name: string, arity: number, line: number, ...callers: StackItem[]): Exception {
    return new Exception("error", reason, [this.item(name, arity, line), ...callers]);
  }

  /** `error:badarg` raised with the arguments, by `error(badarg, Args)`. */
  badarg(name: string, args: readonly Term[], line: number): Exception {
    return new Exception("error", badarg().reason, [this.item(name, args, line)]);
  }

  /** `{badrecord, Value}` of a function that reads a field of what is no such record. */
  badRecord(value: Term, name: string, arity: number, line: number, ...callers: StackItem[]): Exception {
    return this.error(errorTuple(BADRECORD, value).reason, name, arity, line, ...callers);
  }

  /** Adds who called the operator or BIF that raised an error, after its own item. */
  within<T>(
    bif: string,
    args: readonly Term[],
    callers: readonly StackItem[] | (() => readonly StackItem[]),
    call: () => T,
  ): T {
    try {
      return call();
    } catch (thrown) {
      if (thrown instanceof Exception && thrown.bif && thrown.items.length === 0) {
        thrown.items.push(
          { module: ERLANG, name: Symbol.for(bif), arity: args, info: ERTS_ERRORS },
          ...(typeof callers === "function" ? callers() : callers),
        );
      }
      throw thrown;
    }
  }

  /** Frames of a function, always shown at that line. */
  info(name: string, arity: number, line: number): Partial<FunctionInfo> {
    const items = [this.item(name, arity, line)];
    return this.frames(name, arity, () => items);
  }

  /** What waits at a line of a function for a call to return. */
  caller(name: string, arity: number, line: number): FunctionInfo {
    const items = [this.item(name, arity, line)];
    return { module: this.module, name: Symbol.for(name), arity, version: null, items: () => items };
  }

  /** Frames of a function whose list comprehension at a line calls a fun for each element. */
  comprehension(name: string, arity: number, line: number): Partial<FunctionInfo> {
    const own = this.item(name, arity, line);
    const inner = this.item(`-${name}/${arity}-lc$^0/1-0-`, 2, line);
    return this.frames(name, arity, (at) => [inner, ...waiting(at, inner), own]);
  }

  /** Frames of a function that goes through a list by calling another at the end: `at` is 0 for the first element. */
  loop(
    name: string,
    arity: number,
    line: number,
    again: string,
    againArity: number,
    againLine: number,
  ): Partial<FunctionInfo> {
    const first = [this.item(name, arity, line)];
    const later = [this.item(again, againArity, againLine)];
    return this.frames(name, arity, (at) => (at === 0 ? first : later));
  }

  /**
   * Frames of a function that calls itself within an expression, so that it waits for itself once the first element
   * is done: `at` is how many elements are. `innerLine` is where it calls the fun, `callerLine` where itself.
   */
  nested(inner: string, arity: number, innerLine: number, callerLine: number): Partial<FunctionInfo> {
    const first = [this.item(inner, arity, innerLine)];
    const later = [...first, this.item(inner, arity, callerLine)];
    return this.frames(inner, arity, (at) => (at === 0 ? first : later));
  }

  /** Frames whose stack items are as given, by `at`. */
  frames(name: string, arity: number, items: (at: number) => readonly StackItem[]): Partial<FunctionInfo> {
    return {
      module: this.module,
      name: Symbol.for(name),
      arity,
      items: (at) => (at === NOWHERE ? [] : items(at)),
    };
  }

  /** `function_clause` unless the term is a fun of that arity. */
  checkFun(fun: Term, funArity: number, name: string, args: readonly Term[], line: number): void {
    if (!isFunOf(fun, funArity)) throw this.noClause(name, args, line);
  }
}

/**
 * The stack items of a function that has called itself that often: one, since a stack trace leaves out an item that is
 * the same as the one before.
 */
export function waiting(count: number, item: StackItem): StackItem[] {
  return count > 0 ? [item] : [];
}

/**
 * How a function waits for itself that calls itself at one of two lines, as a number for `running.at`: the line where it
 * called itself last, and how often that was another than the time before. 0 is none.
 */
export function calledAgain(at: number, second: boolean): number {
  if (at === 0) return second ? 3 : 2;
  return ((at & 1) === 1) === second ? at : at + 2 + (second ? 1 : -1);
}

/** The stack items that such a number stands for, innermost first. */
export function waitingAlternately(at: number, items: readonly [StackItem, StackItem]): StackItem[] {
  const waiting: StackItem[] = [];
  for (let left = at; left >= 2; left = left - 2 + ((left & 1) === 1 ? -1 : 1))
    waiting.push(items[left & 1] as StackItem);
  return waiting;
}

/** The exception, raised where the frame has reached `at`. */
export function raiseAt(at: number, exception: Exception): Exception {
  running.at = at;
  return exception;
}

/** `{case_clause, Value}`: the frame it is thrown in says where. */
export function caseClause(value: Term): Exception {
  return errorTuple(CASE_CLAUSE, value);
}
/** `{badmatch, Value}`: the frame it is thrown in says where. */
export function badmatch(value: Term): Exception {
  return errorTuple(BADMATCH, value);
}

// apply — calling what Erlang calls: funs in all their forms, and Module:Function(Arguments).
//
// Arguments are raw terms; the result is a value, or a Frame that will have one.
import { borderPort, originalOf, toModule } from "../terms/border.ts";
import { badarg, Exception, errorTuple, type StackItem, undef } from "../terms/exception.ts";
import { ExternalFun, Fun } from "../terms/fun.ts";
import { fromArray } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { tuple2 } from "../terms/tuple.ts";
import { traced } from "./failure.ts";
import { FRESH, Frame, takeFresh, type VersionRef } from "./frame.ts";
import { running } from "./running.ts";

/** A function of a stdlib module: what the evaluator binds when it compiles a call. */
export interface Builtin {
  readonly module: symbol;
  readonly name: symbol;
  readonly arity: number;
  readonly fn: (...args: any[]) => Term;
  /** Whose format_error/2 explains its arguments; undefined for what is no BIF. */
  readonly errors: symbol | undefined;
  /** Where OTP's source raises that; undefined for a BIF. */
  readonly place: { readonly file: string; readonly line: number } | undefined;
}

/** What is known of a JavaScript function that a module made. */
export interface ModuleFunction {
  readonly module: symbol;
  readonly name: symbol;
  readonly version: VersionRef;
  readonly minArity: number;
  readonly maxArity: number;
}

/** The port to the functions of all modules; `code/` and `stdlib/` fill it. */
export interface FunctionTable {
  /**
   * What calls Module:Name with that many raw terms in current code, loading the module if it must (its result then
   * is a frame); undefined if there is no such function.
   */
  lookup(module: symbol, name: symbol, arity: number): ((...args: any[]) => Term) | undefined;
  /** The function of a stdlib module, which is never replaced. */
  builtin(module: symbol, name: symbol, arity: number): Builtin | undefined;
  /** What a JavaScript function is to Erlang, if a module made it. */
  infoOf(fn: (...args: any[]) => unknown): ModuleFunction | undefined;
  /** The external fun that a stub of an import stands for. */
  externalOf(fn: (...args: any[]) => unknown): ExternalFun | undefined;
}

const BADFUN = Symbol.for("badfun");
const BADARITY = Symbol.for("badarity");

type Fn = (...args: any[]) => Term;

/** Calls a fun. Raises `{badfun,F}` and `{badarity,{F,Args}}`. */
export function callFun(fun: Term, args: readonly Term[]): Term {
  if (fun instanceof Fun) {
    if (fun.arity !== args.length) throw badarity(fun, args);
    return fun.invoke(...args);
  }
  return callOther(fun, args);
}

/** Calls a fun of no arguments: {@link callFun} without the array. */
export function callFun0(fun: Term): Term {
  return fun instanceof Fun && fun.arity === 0 ? fun.invoke() : callFun(fun, []);
}

/** Calls a fun of one argument: {@link callFun} without the array. */
export function callFun1(fun: Term, a: Term): Term {
  return fun instanceof Fun && fun.arity === 1 ? fun.invoke(a) : callFun(fun, [a]);
}

/** Calls a fun of two arguments: {@link callFun} without the array. */
export function callFun2(fun: Term, a: Term, b: Term): Term {
  return fun instanceof Fun && fun.arity === 2 ? fun.invoke(a, b) : callFun(fun, [a, b]);
}

/** Calls a fun of three arguments: {@link callFun} without the array. */
export function callFun3(fun: Term, a: Term, b: Term, c: Term): Term {
  return fun instanceof Fun && fun.arity === 3 ? fun.invoke(a, b, c) : callFun(fun, [a, b, c]);
}

function callOther(fun: Term, args: readonly Term[]): Term {
  if (fun instanceof ExternalFun) {
    if (fun.arity !== args.length) throw badarity(fun, args);
    return applyMfa(fun.module, fun.name, args);
  }
  if (typeof fun !== "function") throw errorTuple(BADFUN, fun);
  const original = originalOf(fun);
  if (original !== undefined) return callFun(original, args);
  const functions = running.system?.functions;
  const external = functions?.externalOf(fun);
  if (external !== undefined) return callOther(external, args);
  const info = functions?.infoOf(fun);
  if (info !== undefined) {
    if (info.version.purged) throw errorTuple(BADFUN, fun);
    if (args.length < info.minArity || args.length > info.maxArity) throw badarity(fun, args);
  } else if (args.length !== fun.length && fun.length > 0) {
    throw badarity(fun, args);
  }
  const result = callModuleFunction(fun, args);
  if (result instanceof Frame && result.info?.version?.purged) {
    // An async fun is not always known by itself, but its call is: it must not start.
    takeFresh(result);
    throw errorTuple(BADFUN, fun);
  }
  return result;
}

/** Calls a module's own JavaScript function: the arguments pass the border, the result needs not. */
export function callModuleFunction(fn: Fn, args: readonly Term[]): Term {
  running.plain++;
  try {
    switch (args.length) {
      case 0:
        return fn();
      case 1:
        return fn(toModule(args[0]));
      case 2:
        return fn(toModule(args[0]), toModule(args[1]));
      default:
        return fn(...args.map(toModule));
    }
  } catch (thrown) {
    traced(thrown);
    throw thrown;
  } finally {
    running.plain--;
  }
}

function badarity(fun: Term, args: readonly Term[]): Exception {
  return errorTuple(BADARITY, tuple2(fun, fromArray(args)));
}

/** Calls Module:Name(Args) in current code. Raises undef, and badarg if either is no atom. */
export function applyMfa(module: Term, name: Term, args: readonly Term[]): Term {
  if (typeof name !== "symbol" || typeof module !== "symbol") {
    if (!isName(module) || !isName(name)) throw badarg(module, name);
    throw undef(module as symbol, name as symbol, args);
  }
  const functions = running.system?.functions;
  const builtin = functions?.builtin(module, name, args.length);
  if (builtin !== undefined) return callEntry(builtin, args);
  const fn = functions?.lookup(module, name, args.length);
  if (fn === undefined) throw undef(module, name, args);
  return fn(...args);
}

function isName(term: Term): boolean {
  return typeof term === "symbol" || typeof term === "boolean" || term === undefined || term === null;
}

/** Calls a stdlib function; an error that it raises as a BIF gets the item with its arguments. */
export function callEntry(entry: Builtin, args: readonly Term[]): Term {
  try {
    return entry.fn(...args);
  } catch (thrown) {
    throw stamped(thrown, entry, args);
  }
}

/** {@link callEntry} for one argument, without the array. */
export function callEntry1(entry: Builtin, a: Term): Term {
  try {
    return entry.fn(a);
  } catch (thrown) {
    throw stamped(thrown, entry, [a]);
  }
}

/** {@link callEntry} for two arguments, without the array. */
export function callEntry2(entry: Builtin, a: Term, b: Term): Term {
  try {
    return entry.fn(a, b);
  } catch (thrown) {
    throw stamped(thrown, entry, [a, b]);
  }
}

/** The exception with the item of the BIF that raised it, `module:name(args)`, if it has none yet. */
export function stamp(thrown: unknown, module: symbol, name: string, args: readonly Term[]): unknown {
  const entry = running.system?.functions.builtin(module, Symbol.for(name), args.length);
  return entry === undefined ? thrown : stamped(thrown, entry, args);
}

function stamped(thrown: unknown, entry: Builtin, args: readonly Term[]): unknown {
  if (thrown instanceof Exception && thrown.bif && thrown.items.length === 0) {
    const item: StackItem = { module: entry.module, name: entry.name, arity: args, ...entry.place };
    if (entry.errors !== undefined) item.info = { module: entry.errors };
    thrown.items.push(item);
  }
  return thrown;
}

/**
 * For a frame that was just made: one whose value is that of the frame, converted. The inner one is awaited by the
 * outer, so it must not count as a call that nobody awaits.
 */
export function mapFrame(value: Term, convert: (term: Term) => Term): Frame | undefined {
  if (!(value instanceof Frame)) return undefined;
  const fresh = value.state === FRESH;
  if (fresh) takeFresh(value);
  return new Frame(converted(value, convert), fresh ? value.info : null);
}

function* converted(frame: Frame, convert: (term: Term) => Term): Generator<unknown, unknown, unknown> {
  return convert(yield frame);
}

borderPort.mapFrame = mapFrame;
borderPort.callExternal = (fun, args) => applyMfa(fun.module, fun.name, args);

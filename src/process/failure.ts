// failure — the one place where what JavaScript throws becomes an exception of Erlang's.
//
// A stack trace has two parts: the plain JavaScript calls below the innermost frame, which `stackOf` reads from the
// error (a port of the system, filled by code/ which knows modules and source maps), and the frames that wait for it.

import { Exception, exceptionPort, type StackItem } from "../terms/exception.ts";
import { fromArray } from "../terms/list.ts";
import { isError } from "../terms/realm.ts";
import type { Term } from "../terms/term.ts";
import { tuple, tuple2 } from "../terms/tuple.ts";
import type { Frame } from "./frame.ts";
import { running } from "./running.ts";

/** A stack trace has at most this many items, as OTP's `backtrace_depth` says. */
export const BACKTRACE_DEPTH = 8;

/** Only plain functions of modules, and the innermost frame if it is a module's, stand on JavaScript's own stack. */
exceptionPort.readsStack = () => {
  const top = running.strand?.top;
  return top == null || running.plain > 0 || top.info?.version != null;
};

const originals = new WeakMap<object, Exception>();

/** The exception that was thrown: an Error of JavaScript's becomes the reason of one of class `error`. */
export function exceptionOf(thrown: unknown): Exception {
  if (thrown instanceof Exception) return thrown;
  if (typeof thrown !== "object" || thrown === null) return new Exception("error", thrown);
  const known = originals.get(thrown);
  if (known !== undefined) return known;
  const exception = withoutStack(thrown);
  if (isError(thrown)) {
    // Also reads the stack, without which the error would keep its version of the module alive.
    const items = running.system?.stackOf(thrown) ?? [];
    if (items.length === 0 && isLimit(thrown)) return new Exception("error", SYSTEM_LIMIT);
    for (const item of items) addItem(exception.items, item);
    exception.traced = true;
  }
  originals.set(thrown, exception);
  return exception;
}

const SYSTEM_LIMIT = Symbol.for("system_limit");
const LIMITS = /call stack|Invalid (?:string|array|typed array) length|allocation failed|maximum .*exceeded/i;

/** Whether JavaScript could not do what the runtime's own code asked for: a term is too deep, or too long. */
function isLimit(error: Error): boolean {
  return error instanceof RangeError && LIMITS.test(error.message);
}

/** The stack is that of what was thrown; one of the exception's own would hold functions of the module. */
function withoutStack(thrown: object): Exception {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  const exception = new Exception("error", thrown);
  Error.stackTraceLimit = limit;
  return exception;
}

/**
 * The same, with the plain JavaScript calls that it came through: called where it leaves the code of a module.
 */
export function traced(thrown: unknown): Exception {
  const exception = exceptionOf(thrown);
  if (!exception.traced) {
    exception.traced = true;
    for (const item of running.system?.stackOf(exception) ?? []) addItem(exception.items, item);
  }
  return exception;
}

/**
 * Adds to the exception what waits on the stack of the running strand, once: called where it leaves the innermost
 * frame, or where it is caught within it.
 */
export function complete(exception: Exception): Exception {
  if (exception.complete) return exception;
  const strand = running.strand;
  let frame = strand === null ? null : strand.top;
  let innermost = true;
  if (frame?.info?.version != null) {
    // The innermost frame is module code, so it stands on JavaScript's own stack, which knows the line.
    const before = exception.items.length;
    const wasTraced = exception.traced;
    traced(exception);
    if (wasTraced || exception.items.length > before) {
      frame = frame.caller;
      innermost = false;
    }
  }
  exception.complete = true;
  const items = exception.items;
  const depth = BACKTRACE_DEPTH - exception.unseen;
  let callee = innermost ? null : (strand?.top ?? null);
  for (; frame !== null && items.length < depth; callee = frame, frame = frame.caller) {
    const once = frame.info?.version != null || frame.info?.once === true;
    for (const item of itemsOf(frame, innermost ? running.at : frame.at, callee)) {
      if (once) addItem(items, item);
      else items.push(item);
    }
    innermost = false;
  }
  if (items.length > depth) items.length = depth;
  return exception;
}

/** A place of a module that repeats, as in deep recursion, is told once, as ERTS does. */
function addItem(items: StackItem[], item: StackItem): void {
  const last = items.at(-1);
  const repeats =
    last !== undefined &&
    last.line !== undefined &&
    last.line === item.line &&
    last.name === item.name &&
    last.module === item.module &&
    last.arity === item.arity;
  if (!repeats) items.push(item);
}

/** The stack items of a frame that has reached `at`. */
export function itemsOf(frame: Frame, at: number, callee: Frame | null = null): readonly StackItem[] {
  const info = frame.info;
  if (info === null) return [];
  if (info.items !== undefined) return info.items(at, frame.caller, callee);
  const item: StackItem = { module: info.module, name: info.name, arity: info.arity };
  if (info.file !== undefined) {
    item.file = info.file;
    item.line = at;
  }
  return [item];
}

const FILE = Symbol.for("file");
const LINE = Symbol.for("line");
const ERROR_INFO = Symbol.for("error_info");

/** The items as Erlang's list of `{Module, Function, ArityOrArgs, Location}`. */
export function stacktrace(items: readonly StackItem[]): Term {
  return fromArray(items.map(itemTerm));
}

function itemTerm(item: StackItem): Term {
  const location: Term[] = [];
  if (item.file !== undefined) location.push(tuple2(FILE, item.file), tuple2(LINE, item.line ?? 0));
  if (item.info !== undefined) location.push(tuple2(ERROR_INFO, { ...item.info }));
  const arity = typeof item.arity === "number" ? item.arity : fromArray(item.arity);
  return tuple(item.module, item.name, arity, fromArray(location));
}

const NOCATCH = Symbol.for("nocatch");

/** The reason with which a process ends that does not catch the exception. */
export function exitReason(exception: Exception): Term {
  if (exception.class === "exit") return exception.reason;
  const reason = exception.class === "throw" ? tuple2(NOCATCH, exception.reason) : exception.reason;
  return tuple2(reason, stacktrace(exception.items));
}

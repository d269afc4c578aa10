// runtime — what compiled code calls, by the name under which it finds it.
//
// Common work (taking terms apart, small integers, calls of funs) is done in the code itself; here is what remains.
import { applyMfa, callEntry, callEntry1, callEntry2, callFun } from "../process/apply.ts";
import { complete, exceptionOf, stacktrace } from "../process/failure.ts";
import { Frame } from "../process/frame.ts";
import { receiveFrame, TIMEOUT } from "../process/receive.ts";
import { running } from "../process/running.ts";
import { PREEMPT } from "../process/scheduler.ts";
import { isNumber, multiply } from "../terms/arithmetic.ts";
import { isAtom } from "../terms/atom.ts";
import { isBitString } from "../terms/bits.ts";
import { Exception, errorTuple, type StackItem } from "../terms/exception.ts";
import { isFloat, isInteger } from "../terms/float.ts";
import { ExternalFun, Fun, isFun } from "../terms/fun.ts";
import { asCons, Cons, fromArray, isList, isNil, NIL } from "../terms/list.ts";
import { isMap, MISSING, mapGet } from "../terms/map.ts";
import { compare, equal, equalExact } from "../terms/order.ts";
import { Pid, Ref } from "../terms/pid.ts";
import type { Atom, Term } from "../terms/term.ts";
import { isTuple, Tuple, tuple, tuple1, tuple2, tuple3, tupleFrom } from "../terms/tuple.ts";
import { BIT_RUNTIME } from "./bit-runtime.ts";
import { COMPREHENSION_RUNTIME } from "./comprehension-runtime.ts";
import { MAP_RUNTIME } from "./map-runtime.ts";
import { NATIVE_RUNTIME } from "./native-runtime.ts";
import { OPERATORS } from "./operator-table.ts";
import type { EvalPorts } from "./ports.ts";
import { FAIL, UNBOUND } from "./sentinels.ts";
import { APPLY_FUN, FUN_BADARITY, FUN_IS_TUPLE, NAMED_FUN_BADARITY } from "./stack-lines.ts";
import type { Unit } from "./unit.ts";

const atoms = {
  badmatch: Symbol.for("badmatch"),
  case_clause: Symbol.for("case_clause"),
  if_clause: Symbol.for("if_clause"),
  try_clause: Symbol.for("try_clause"),
  else_clause: Symbol.for("else_clause"),
  function_clause: Symbol.for("function_clause"),
  badarg: Symbol.for("badarg"),
  bad_filter: Symbol.for("bad_filter"),
  badfun: Symbol.for("badfun"),
  shell_undef: Symbol.for("shell_undef"),
  undef: Symbol.for("undef"),
  timeout_value: Symbol.for("timeout_value"),
  unbound: Symbol.for("unbound"),
  illegal_pattern: Symbol.for("illegal_pattern"),
  infinity: Symbol.for("infinity"),
  error: Symbol.for("error"),
  exit: Symbol.for("exit"),
  throw: Symbol.for("throw"),
  EXIT: Symbol.for("EXIT"),
};

/** Small integers multiplied: the product may need a bigint. */
function product(a: number, b: number): Term {
  const result = a * b;
  return result >= -9007199254740991 && result <= 9007199254740991 ? result + 0 : multiply(a, b);
}

// --- guards ---------------------------------------------------------------------------------------------------

/** An exception of Erlang's makes a guard fail; a defect of ours shows. */
function guardFailed(thrown: unknown): void {
  if (!(thrown instanceof Exception)) throw thrown;
}
function tryCall(fn: (...args: Term[]) => Term, ...args: Term[]): Term {
  try {
    return fn(...args);
  } catch (thrown) {
    guardFailed(thrown);
    return FAIL;
  }
}
function tryOperator(op: string, ...args: Term[]): Term {
  const entry = OPERATORS.get(`${op}/${args.length}`);
  if (entry !== undefined) return tryCall(entry.fn, ...args);
  const builtin = running.system?.functions.builtin(ERLANG, Symbol.for(op), args.length);
  return builtin === undefined ? FAIL : tryCall(builtin.fn, ...args);
}
function headOr(list: Term): Term {
  const cell = asCons(list);
  return cell === undefined ? FAIL : cell.head;
}
function tailOr(list: Term): Term {
  const cell = asCons(list);
  return cell === undefined ? FAIL : cell.tail;
}
function elementOr(index: Term, term: Term): Term {
  return isTuple(term) && isInteger(index) && index >= 1 && index <= term.length
    ? term[Number(index) - 1]
    : FAIL;
}

// --- calls ----------------------------------------------------------------------------------------------------

/** A call of what is no Fun of that arity: another kind of fun, from the place `site`, or an error. */
function callOther(fun: Term, args: Term[], site: number, isDefinition: boolean): Term {
  if (isNamePair(fun)) throw new Exception("error", tuple2(atoms.badfun, fun), [FUN_IS_TUPLE]);
  const code = fun instanceof Fun ? fun.code : undefined;
  const isInterpreted = code?.module === ERL_EVAL;
  if (!isInterpreted) running.at = site;
  try {
    return callFun(fun, args);
  } catch (thrown) {
    if (
      thrown instanceof Exception &&
      thrown.items.length === 0 &&
      !thrown.complete &&
      isTuple(thrown.reason)
    ) {
      if (isInterpreted) thrown.items.push(isNamedFun(fun) ? NAMED_FUN_BADARITY : FUN_BADARITY);
      else if (!isDefinition) thrown.items.push(APPLY_FUN);
    }
    throw thrown;
  }
}
const ERL_EVAL = Symbol.for("erl_eval");

function isNamedFun(fun: Fun): boolean {
  return fun.code.name.startsWith("-expr/6-RF/");
}

/** `{M,F}(Args)` is no fun, and says so from another place. */
function isNamePair(term: Term): boolean {
  return isTuple(term) && term.length === 2 && isAtom(term[0]) && isAtom(term[1]);
}

const APPLY = Symbol.for("apply");
const ERLANG = Symbol.for("erlang");

/** Mirrors erl_internal:bif/2,3, which erl_eval asks before it calls, and which has no clause for a name that is no atom. */
function checkName(module: Term, name: Term, arity: number): void {
  if (isAtom(name) || !isAtom(module)) return;
  const args = module === ERLANG ? [name, arity] : [module, name, arity];
  const item = { module: Symbol.for("erl_internal"), name: Symbol.for("bif"), arity: args };
  const line = module === ERLANG ? 278 : 264;
  throw new Exception("error", atoms.function_clause, [{ ...item, file: "erl_internal.erl", line }]);
}

/** Module:Name(Args) of two terms. */
function applyNamed(module: Term, name: Term, args: Term[]): Term {
  if (isAtom(module) && isAtom(name)) return applyMfa(module, name, args);
  const item = { module: ERLANG, name: APPLY, arity: [module, name, fromArray(args)] };
  throw new Exception("error", atoms.badarg, [{ ...item, info: { module: Symbol.for("erl_erts_errors") } }]);
}

/** The shell command or function of that name. */
function localFunction(ports: EvalPorts, name: Atom, arity: number): (...args: Term[]) => Term {
  const call = ports.localFunction(name, arity)?.call;
  if (call === undefined) throw new Exception("error", tuple(atoms.shell_undef, name, arity, NIL));
  return call;
}

/** What a local call is where erl_eval knows no local functions. */
function noLocalFunction(name: Atom, arity: number): never {
  throw new Exception("error", atoms.undef, [{ module: ERL_EVAL, name: name as symbol, arity }]);
}

/** `fun M:F/A` with terms for its parts. */
function makeFun(module: Term, name: Term, arity: Term): Term {
  if (
    typeof module !== "symbol" ||
    typeof name !== "symbol" ||
    !isInteger(arity) ||
    arity < 0 ||
    arity > 255
  ) {
    throw makeFunFailed(module, name, arity);
  }
  return new ExternalFun(module, name, Number(arity));
}
function makeFunFailed(module: Term, name: Term, arity: Term): Exception {
  const item: StackItem = {
    module: ERLANG,
    name: Symbol.for("make_fun"),
    arity: [module, name, arity],
    info: { module: Symbol.for("erl_erts_errors") },
  };
  return new Exception("error", atoms.badarg, [item]);
}

// --- exceptions -----------------------------------------------------------------------------------------------

/** An exception caught in process code, with its whole stack. */
function caught(thrown: unknown): Exception {
  return complete(exceptionOf(thrown));
}
/** An exception that leaves a plain function: the items of the place where it stood. */
function passed(thrown: unknown, unit: Unit, site: number): Exception {
  const exception = exceptionOf(thrown);
  if (exception.complete) return exception;
  const caller = running.strand === null ? null : running.strand.top;
  exception.items.push(...unit.itemsCalledAt(site, caller, running.at));
  return exception;
}
function error(reason: Term): Exception {
  return new Exception("error", reason);
}
function errorWith(tag: symbol): (value: Term) => Exception {
  return (value) => errorTuple(tag, value);
}
function classOf(exception: Exception): Term {
  return atoms[exception.class];
}
/** The value of `catch Expr` whose expression failed. */
function catchValue(exception: Exception): Term {
  if (exception.class === "throw") return exception.reason;
  if (exception.class === "exit") return tuple2(atoms.EXIT, exception.reason);
  return tuple2(atoms.EXIT, tuple2(exception.reason, stacktrace(exception.items)));
}
function stackOf(exception: Exception): Term {
  return stacktrace(exception.items);
}
function funClause(fnItem: StackItem, args: Term[]): Exception {
  const item: StackItem = { module: ERL_EVAL, name: Symbol.for("-inside-an-interpreted-fun-"), arity: args };
  return new Exception("error", atoms.function_clause, [item, fnItem]);
}

/** A record that is to be changed. */
function copyTuple(term: Term[]): Term {
  return tupleFrom(term);
}

/** Milliseconds of a receive's timeout; undefined if the term is none. */
function timeoutMs(term: Term): number | undefined {
  if (term === atoms.infinity) return Number.POSITIVE_INFINITY;
  return isInteger(term) && term >= 0 && term <= 0xffffffff ? Number(term) : undefined;
}

export const RUNTIME: Record<string, unknown> = {
  ...BIT_RUNTIME,
  ...COMPREHENSION_RUNTIME,
  ...MAP_RUNTIME,
  ...NATIVE_RUNTIME,
  running,
  Frame,
  Fun,
  PREEMPT,
  TIMEOUT,
  UNBOUND,
  FAIL,
  NIL,
  Cons,
  Tuple,
  Pid,
  Ref,
  tuple,
  tuple1,
  tuple2,
  tuple3,
  asCons,
  isNil,
  isAtom,
  isBitString,
  isFloat,
  isFun,
  isInteger,
  isList,
  isMap,
  isNumber,
  isTuple,
  mapGet,
  MISSING,
  compare,
  equal,
  equalExact,
  product,
  guardFailed,
  tryCall,
  tryOperator,
  headOr,
  tailOr,
  elementOr,
  callEntry,
  callEntry1,
  callEntry2,
  callOther,
  applyMfa,
  applyNamed,
  checkName,
  localFunction,
  noLocalFunction,
  makeFun,
  caught,
  passed,
  catchValue,
  classOf,
  stackOf,
  funClause,
  timeoutMs,
  receiveFrame,
  copyTuple,
  badRecord: errorWith(Symbol.for("badrecord")),
  undefRecord: errorWith(Symbol.for("undef_record")),
  fromArray,
  unbound: errorWith(atoms.unbound),
  badMatch: errorWith(atoms.badmatch),
  badArgument: errorWith(atoms.badarg),
  badFun: errorWith(atoms.badfun),
  caseClause: errorWith(atoms.case_clause),
  tryClause: errorWith(atoms.try_clause),
  elseClause: errorWith(atoms.else_clause),
  badFilter: errorWith(atoms.bad_filter),
  illegalPattern: errorWith(atoms.illegal_pattern),
  ifClause: () => error(atoms.if_clause),
  timeoutValue: () => error(atoms.timeout_value),
  error,
};

// analysis — what can be said of an expression before it is compiled.

import type { Clause, Expr, RecordName } from "../syntax/abstract-format.ts";
import * as A from "../syntax/abstract-format.ts";
import { isAutoImported } from "../syntax/auto-imported.ts";
import type { Atom } from "../terms/term.ts";
import { Tuple } from "../terms/tuple.ts";
import { isGuardBif, isPure, isQuick } from "./known-bifs.ts";
import type { EvalPorts } from "./ports.ts";

type Allows = (name: string, arity: number) => boolean;
/** A named fun that may call itself. */
interface Self {
  readonly variable: symbol;
  readonly arity: number;
}

/**
 * Whether the code certainly neither waits nor runs for long: it calls nothing but BIFs that return at once. Such
 * code becomes a plain function, which costs a tenth of a frame.
 */
export function isPlain(clauses: readonly Clause[], ports: EvalPorts): boolean {
  return clauses.every((clause) => calls(clause[4], ports, isQuick, undefined));
}

/** Whether a named fun calls nothing but itself, and BIFs that have no effect: it may be tried, and run again. */
export function isSelfContained(clauses: readonly Clause[], variable: symbol, ports: EvalPorts): boolean {
  const self = { variable, arity: clauses[0][2].length };
  return clauses.every((clause) => calls(clause.slice(2), ports, isPure, self));
}

/** Whether all calls within are of such BIFs, or of `self`, whose variable is used for nothing else. */
function calls(code: unknown, ports: EvalPorts, allows: Allows, self: Self | undefined): boolean {
  const pending: unknown[] = [code];
  while (pending.length > 0) {
    const term = pending.pop();
    if (!Array.isArray(term)) continue;
    const from = partsFrom(term, ports, allows, self);
    if (from === REFUSED) return false;
    for (let i = from; i < term.length; i++) pending.push(term[i]);
  }
  return true;
}

const REFUSED = -1;

/** From which part on a node must be looked into: not at all after the last, and REFUSED if it is not allowed. */
function partsFrom(
  term: readonly unknown[],
  ports: EvalPorts,
  allows: Allows,
  self: Self | undefined,
): number {
  let from = 0;
  if (term instanceof Tuple) {
    from = 2;
    const node = term as unknown as Expr;
    switch (node[0]) {
      case A.VAR:
        return node[2] === self?.variable ? REFUSED : term.length;
      case A.FUN:
      case A.NAMED_FUN:
        return term.length;
      case A.RECEIVE:
        return REFUSED;
      case A.RECORD:
        if (node.length === 4 && !defaultsAre(node[2], ports, allows)) return REFUSED;
        break;
      case A.TRY:
      case A.CATCH:
        // What is tried is given up by an exception, which the program must not catch.
        if (self !== undefined) return REFUSED;
        break;
      case A.OP:
        if (Symbol.keyFor(node[2] as symbol) === "!") return REFUSED;
        break;
      case A.CALL:
        if (self !== undefined && node[2][0] === A.VAR) {
          if (node[2][2] !== self.variable || node[3].length !== self.arity) return REFUSED;
          from = 3;
        } else if (!allowedCallee(node[2], node[3].length, allows)) return REFUSED;
        break;
    }
  }
  return from;
}

/** Whether that holds for the defaults of a record, which `#r{}` evaluates. */
function defaultsAre(name: RecordName, ports: EvalPorts, allows: Allows): boolean {
  const local = name instanceof Tuple ? name[1] : name;
  const fields = Array.isArray(local) ? [] : (ports.record(local as Atom)?.fields ?? []);
  return fields.every((field) => calls(field.value, ports, allows, undefined));
}

function allowedCallee(callee: Expr, arity: number, allows: Allows): boolean {
  if (callee[0] === A.ATOM) {
    const name = Symbol.keyFor(callee[2] as symbol) ?? "";
    return isAutoImported(name, arity) && allows(name, arity);
  }
  if (callee[0] !== A.REMOTE || callee[2][0] !== A.ATOM || callee[3][0] !== A.ATOM) return false;
  return callee[2][2] === Symbol.for("erlang") && allows(Symbol.keyFor(callee[3][2] as symbol) ?? "", arity);
}

const GUARD_OPERATORS = new Set(
  "+ - * / div rem band bor bxor bsl bsr bnot not and or xor == /= =:= =/= < =< > >= andalso orelse".split(
    " ",
  ),
);

/** Whether the expression may stand in a guard. Mirrors erl_lint:is_guard_test/1, for the filters of comprehensions. */
export function isGuardTest(node: Expr): boolean {
  switch (node[0]) {
    case A.VAR:
    case A.ATOM:
    case A.INTEGER:
    case A.CHAR:
    case A.FLOAT:
    case A.STRING:
    case A.NIL_LIST:
    case A.RECORD_INDEX:
      return true;
    case A.CONS: {
      let rest: Expr = node;
      for (; rest[0] === A.CONS; rest = rest[3]) if (!isGuardTest(rest[2])) return false;
      return isGuardTest(rest);
    }
    case A.TUPLE:
      return node[2].every(isGuardTest);
    case A.MAP: {
      const fields = node.length === 3 ? node[2] : node[3];
      if (node.length === 4 && !isGuardTest(node[2] as Expr)) return false;
      return fields.every((field) => isGuardTest(field[2]) && isGuardTest(field[3]));
    }
    case A.RECORD_FIELD:
      return isGuardTest(node[2]);
    case A.RECORD: {
      const fields = node.length === 4 ? node[3] : node[4];
      if (node.length === 5 && !isGuardTest(node[2] as Expr)) return false;
      return fields.every((field) => isGuardTest(field[3]));
    }
    case A.BIN:
      return node[2].every((part) => isGuardTest(part[2]) && (part[3] === A.DEFAULT || isGuardTest(part[3])));
    case A.OP:
      return (
        GUARD_OPERATORS.has(Symbol.keyFor(node[2] as symbol) ?? "") &&
        node.slice(3).every((e) => isGuardTest(e as Expr))
      );
    case A.CALL:
      return isGuardCall(node[2], node[3]);
    default:
      return false;
  }
}

function isGuardCall(callee: Expr, args: readonly Expr[]): boolean {
  if (!args.every(isGuardTest)) return false;
  if (callee[0] === A.ATOM) return isGuardBif(Symbol.keyFor(callee[2] as symbol) ?? "", args.length);
  if (callee[0] !== A.REMOTE || callee[2][0] !== A.ATOM || callee[3][0] !== A.ATOM) return false;
  if (callee[2][2] !== Symbol.for("erlang")) return false;
  const name = Symbol.keyFor(callee[3][2] as symbol) ?? "";
  return isGuardBif(name, args.length) || GUARD_OPERATORS.has(name);
}

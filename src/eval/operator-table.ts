// operator-table — the operators as functions of module erlang, with what calls them when small integers do not do.
import type { Builtin } from "../process/apply.ts";
import * as arithmetic from "../terms/arithmetic.ts";
import { badarg } from "../terms/exception.ts";
import type { Term } from "../terms/term.ts";

const ERLANG = Symbol.for("erlang");
const ERRORS = Symbol.for("erl_erts_errors");

type Operation = (...args: any[]) => Term;

function boolean(operation: (a: boolean, b: boolean) => boolean): Operation {
  return (a: Term, b: Term) => {
    if (typeof a !== "boolean" || typeof b !== "boolean") throw badarg(a, b);
    return operation(a, b);
  };
}

const OPERATIONS: Record<string, Operation> = {
  "+/1": arithmetic.plus,
  "-/1": arithmetic.negate,
  "bnot/1": arithmetic.bnot,
  "not/1": (a: Term) => {
    if (typeof a !== "boolean") throw badarg(a);
    return !a;
  },
  "+/2": arithmetic.add,
  "-/2": arithmetic.subtract,
  "*/2": arithmetic.multiply,
  "//2": arithmetic.divide,
  "div/2": arithmetic.div,
  "rem/2": arithmetic.rem,
  "band/2": arithmetic.band,
  "bor/2": arithmetic.bor,
  "bxor/2": arithmetic.bxor,
  "bsl/2": arithmetic.bsl,
  "bsr/2": arithmetic.bsr,
  "and/2": boolean((a, b) => a && b),
  "or/2": boolean((a, b) => a || b),
  "xor/2": boolean((a, b) => a !== b),
};

/** `op/arity` → the operator. */
export const OPERATORS: ReadonlyMap<string, Builtin> = new Map(
  Object.entries(OPERATIONS).map(([key, fn]) => {
    const slash = key.lastIndexOf("/");
    const name = Symbol.for(key.slice(0, slash));
    return [
      key,
      { module: ERLANG, name, arity: Number(key.slice(slash + 1)), fn, errors: ERRORS, place: undefined },
    ];
  }),
);

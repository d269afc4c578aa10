// list-fold — lists:foldl/3 as OTP's collection modules call it, with a fun of their own that waits for nothing.
import { badarg, type StackItem } from "../terms/exception.ts";
import { Fun } from "../terms/fun.ts";
import { asCons, isNil } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { caseClause, OtpSource } from "./otp-source.ts";

const lists: OtpSource = new OtpSource("lists");
const FOLDL = [lists.item("foldl", 3, 2465)];
const FOLDL_1 = [lists.item("foldl_1", 3, 2470)];

/** What the fun makes of an element and what it made before; `callers` are the stack items that wait for it. */
type Step = (element: Term, accumulator: any, callers: StackItem[]) => Term;

/** A fun as the text of an error names it, `#Fun<Module.Index.Uniq>`; nobody ever calls it. */
export function namedFun(module: string, arity: number, index: number, uniq: number): Fun {
  const refuse = () => {
    throw badarg();
  };
  return new Fun(arity, refuse, { module: Symbol.for(module), index, uniq, name: `-fun-${index}-` }, []);
}

/** Folds a list; `fun` stands for the step in errors. `outer` waits for lists:foldl/3, if anything does. */
export function foldList(fun: Fun, initial: Term, list: Term, step: Step, ...outer: StackItem[]): any {
  let accumulator = initial;
  let rest = list;
  let callers = outer.length === 0 ? FOLDL : [...FOLDL, ...outer];
  const later = outer.length === 0 ? FOLDL_1 : [...FOLDL_1, ...outer];
  for (let cell = asCons(rest); cell !== undefined; cell = asCons(rest)) {
    accumulator = step(cell.head, accumulator, callers);
    rest = cell.tail;
    callers = later;
  }
  if (isNil(rest)) return accumulator;
  if (rest === list) throw lists.error(caseClause(rest).reason, "foldl", 3, 2464, ...outer);
  throw lists.noClause("foldl_1", [fun, accumulator, rest], 2469, ...outer);
}

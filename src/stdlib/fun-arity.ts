// fun-arity — what can be asked of a fun in any of its forms: a Fun, `fun M:F/A`, or a JavaScript function.
//
// A module's function with default or rest parameters takes several arities, as calling it does (process/apply.ts).
import { running } from "../process/running.ts";
import { ExternalFun, Fun, originalOf } from "../terms/fun.ts";
import type { Term } from "../terms/term.ts";

/** The fun behind a facade or an import of a module; else the term itself. */
export function realFun(fun: Term): Term {
  if (typeof fun !== "function") return fun;
  return originalOf(fun) ?? running.system?.functions.externalOf(fun) ?? fun;
}

/** The arity of a fun, the least where it takes several; -1 for what is no fun. */
export function funArity(term: Term): number {
  const fun = realFun(term);
  if (fun instanceof Fun || fun instanceof ExternalFun) return fun.arity;
  if (typeof fun !== "function") return -1;
  return running.system?.functions.infoOf(fun)?.minArity ?? fun.length;
}

/**
 * Whether a term is a fun that takes that many arguments. Mirrors is_function/2.
 *
 * ```eshell
 * 1> is_function(fun(X) -> X end, 1).
 * true
 * 2> is_function(fun lists:map/2, 1).
 * false
 * ```
 */
export function isFunOf(term: Term, arity: number): boolean {
  const fun = realFun(term);
  if (fun instanceof Fun || fun instanceof ExternalFun) return fun.arity === arity;
  if (typeof fun !== "function") return false;
  const info = running.system?.functions.infoOf(fun);
  return info === undefined ? fun.length === arity : info.minArity <= arity && arity <= info.maxArity;
}

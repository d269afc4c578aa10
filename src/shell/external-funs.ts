// external-funs — `fun F/A` as the shell takes it: a BIF, or what is defined at the prompt under that name.
//
// Both are external funs, of erlang and of shell_default; the history, lf/0 and b/0 show them as such.
import * as A from "../syntax/abstract-format.ts";
import { anyNode } from "../syntax/any-node.ts";
import { isAutoImported } from "../syntax/auto-imported.ts";
import { atomName } from "../terms/atom.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple, tupleFrom } from "../terms/tuple.ts";

/** The expressions or the form with `fun M:F/A` for each `fun F/A`. */
export function withExternalFuns<T extends Term>(code: T): T {
  return anyNode(code, isLocal) ? (replaced(code) as T) : code;
}

function isLocal(node: readonly Term[]): boolean {
  return node[0] === A.FUN && node.length === 3 && node[2][0] === A.FUNCTION && node[2].length === 3;
}

function replaced(node: Term): Term {
  if (!Array.isArray(node)) return node;
  if (!isTuple(node)) return node.map(replaced);
  if (!isLocal(node)) return tupleFrom(node.map(replaced));
  const [, anno, [, name, arity]] = node;
  const module = Symbol.for(isAutoImported(atomName(name), arity) ? "erlang" : "shell_default");
  const parts = [tuple(A.ATOM, anno, module), tuple(A.ATOM, anno, name), tuple(A.INTEGER, anno, arity)];
  return tuple(A.FUN, anno, tuple(A.FUNCTION, ...parts));
}

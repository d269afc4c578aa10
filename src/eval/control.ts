// control — case, if, maybe, and the match operator.

import type { CaseNode, Expr, IfNode, MatchNode, MaybeNode } from "../syntax/abstract-format.ts";
import * as A from "../syntax/abstract-format.ts";
import { clauses } from "./clauses.ts";
import { binding, match } from "./patterns.ts";
import * as S from "./stack-lines.ts";
import { type Dest, DROP, type Fn, RETURN } from "./unit.ts";

export function caseOf(fn: Fn, node: CaseNode, dest: Dest): void {
  const subject = fn.named(fn.valueAt(node[2], S.CASE_VALUE));
  clauses(fn, node[3], [subject], dest, () =>
    fn.throwing(`${fn.rt("caseClause")}(${subject})`, S.CASE_CLAUSE),
  );
}

export function ifClauses(fn: Fn, node: IfNode, dest: Dest): void {
  clauses(fn, node[2], [], dest, () => fn.throwing(`${fn.rt("ifClause")}()`, S.IF_CLAUSE));
}

/** `Pattern = Expr`. */
export function matchOperator(fn: Fn, node: MatchNode): string {
  const value = fn.valueAt(node[3], S.MATCH_VALUE);
  const pattern = node[2];
  if (pattern[0] === A.VAR) {
    const name = Symbol.keyFor(pattern[2]) as string;
    const subject = fn.simple(value);
    if (name === "_") return subject;
    if (fn.lookup(name) === undefined) {
      fn.bind(name, subject);
      return subject;
    }
  }
  const subject = fn.named(value);
  const end = fn.label();
  const fail = fn.label();
  fn.emit(`${end}:{${fail}:{`);
  match(fn, pattern, subject, fail, binding());
  fn.emit(`break ${end};}`);
  fn.throwing(`${fn.rt("badMatch")}(${subject})`, S.BADMATCH);
  fn.emit("}");
  return subject;
}

/** `maybe … else … end`. Its bindings are seen nowhere else, and it is no place of tail calls. */
export function maybe(fn: Fn, node: MaybeNode, dest: Dest): void {
  const elseNode = node.length === 4 ? node[3] : undefined;
  const result = dest === RETURN || dest === DROP ? fn.variable() : dest;
  const end = fn.label();
  const failed = fn.label();
  fn.emit(`${end}:{`);
  const value = fn.variable();
  fn.emit(`${failed}:{`);
  fn.scope(() =>
    fn.at([elseNode === undefined ? S.MAYBE : S.MAYBE_ELSE], () =>
      maybeBody(fn, node[2], value, result, failed),
    ),
  );
  fn.emit(`break ${end};}`);
  if (elseNode === undefined) fn.put(result, value);
  else {
    fn.scope(() =>
      clauses(fn, elseNode[2], [value], result, () =>
        fn.throwing(`${fn.rt("elseClause")}(${value})`, S.ELSE_CLAUSE),
      ),
    );
  }
  fn.emit("}");
  if (dest === RETURN) fn.put(RETURN, result);
}

function maybeBody(fn: Fn, nodes: readonly Expr[], value: string, result: string, failed: string): void {
  nodes.forEach((node, i) => {
    const last = i === nodes.length - 1;
    if (node[0] !== A.MAYBE_MATCH) {
      fn.at([last ? S.MAYBE_LAST : S.MAYBE_EXPR], () => fn.into(node, last ? result : DROP));
      return;
    }
    const subject = fn.named(fn.valueAt(node[3], S.MAYBE_VALUE));
    fn.put(value, subject);
    match(fn, node[2], subject, failed, binding());
    if (last) fn.put(result, subject);
  });
}

// receive — waiting for a message of some shape.
//
// The scheduler looks through the mailbox with a predicate, a function of its own beside the others: the patterns and
// guards of the clauses, without their bodies. When a message is taken the clauses are matched once more, to bind.
import { type Clause, type ReceiveNode, VAR } from "../syntax/abstract-format.ts";
import { clauses, head } from "./clauses.ts";
import { isAnything } from "./patterns.ts";
import * as S from "./stack-lines.ts";
import { type Dest, Fn } from "./unit.ts";

export function receive(fn: Fn, node: ReceiveNode, dest: Dest): void {
  const list = node[2];
  let timeout = "";
  let tooLong = "";
  if (node.length === 5) {
    const value = fn.simple(fn.valueAt(node[3], S.TIMEOUT_VALUE));
    tooLong = fn.let(`${fn.rt("timeoutMs")}(${value})`);
    fn.emit(`if(${tooLong}===void 0){`);
    fn.throwing(`${fn.rt("timeoutValue")}()`, ...S.RECEIVE);
    fn.emit("}");
    timeout = `,${tooLong}`;
  }
  const predicate = list.length === 0 ? `()=>false` : matcher(fn, list);
  fn.emit(`${fn.place(...S.RECEIVE)};`);
  const message = fn.let(`yield ${fn.rt("receiveFrame")}(${predicate}${timeout})`);
  if (node.length === 3) {
    clauses(fn, list, [message], dest, () => fn.throwing(`${fn.rt("caseClause")}(${message})`));
    return;
  }
  const isTimeout = `${message}===${fn.rt("TIMEOUT")}`;
  if (list.length === 0) {
    fn.body(node[4], dest, [S.EXPRS]);
    return;
  }
  fn.emit(`if(${isTimeout}){`);
  fn.branches([
    () => {
      fn.body(node[4], dest, [S.EXPRS]);
      fn.emit("}else{");
    },
    () => clauses(fn, list, [message], dest, () => fn.throwing(`${fn.rt("caseClause")}(${message})`)),
  ]);
  fn.emit("}");
}

/** The predicate that says which messages the clauses want; null (any) where the first takes all. */
function matcher(fn: Fn, list: readonly Clause[]): string {
  const [first] = list;
  const pattern = first[2][0];
  const takesAll =
    isAnything(pattern) ||
    (pattern[0] === VAR && fn.lookup(Symbol.keyFor(pattern[2]) as string) === undefined);
  if (first[3].length === 0 && takesAll) return "null";
  const name = `m${fn.unit.number()}`;
  const inner = new Fn(fn.unit, fn, true);
  for (const clause of list) {
    const next = inner.label();
    inner.emit(`${next}:{`);
    inner.scope(() => head(inner, clause, ["message"], next));
    inner.emit("return true;}");
  }
  inner.emit("return false;");
  const captures = [...inner.captures.entries()];
  const parameters = ["message", ...captures.map(([, parameter]) => parameter)];
  fn.unit.functions.push(`function ${name}(${parameters.join(",")}){let at=0;${inner.source()}}`);
  if (captures.length === 0) return name;
  // The values now: the variables may be bound anew in the next turn of a loop, but not while this waits.
  const values = captures.map(([variable]) => fn.lookup(variable));
  return `(message)=>${name}(message,${values.join(",")})`;
}

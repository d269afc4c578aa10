// comprehensions — lists, bit strings and maps made by generators and filters: nested loops, in place.
//
// The variables of a generator's pattern are new ones in each turn. A loop in process code counts its turns, and lets
// other processes run every now and then.

import type { BcNode, Generator, LcNode, McNode, Qualifier } from "../syntax/abstract-format.ts";
import * as A from "../syntax/abstract-format.ts";
import type { StackItem } from "../terms/exception.ts";
import { isGuardTest } from "./analysis.ts";
import { bitGenerator, listGenerator, mapGenerator } from "./generators.ts";
import { guard } from "./guards.ts";
import * as S from "./stack-lines.ts";
import type { Fn } from "./unit.ts";
import { zip } from "./zip.ts";

/** `[Template || Qualifiers]`: cells are hung on behind the last one. */
export function listComprehension(fn: Fn, node: LcNode): string {
  const templates = (isNode(node[2]) ? [node[2]] : node[2]) as A.Expr[];
  const first = fn.variable(fn.rt("NIL"));
  const last = fn.variable("null");
  comprehension(fn, node[3], [S.LC], () => {
    for (const template of templates) {
      const value = fn.valueAt(template, S.LIST_ELEMENT, S.LC_TEMPLATE);
      const cell = fn.let(`new ${fn.rt("Cons")}(${value},${fn.rt("NIL")})`);
      fn.emit(`if(${last}===null)${first}=${cell};else ${last}.tail=${cell};${last}=${cell};`);
    }
  });
  return first;
}

export function bitComprehension(fn: Fn, node: BcNode): string {
  const writer = fn.let(`new ${fn.rt("BitWriter")}()`);
  comprehension(fn, node[3], [S.BC], () => {
    const value = fn.valueAt(node[2], S.BC_TEMPLATE);
    fn.emit(`${fn.place()};${writer}.append(${value});`);
  });
  return fn.let(`${writer}.done()`);
}

export function mapComprehension(fn: Fn, node: McNode): string {
  const templates = (isNode(node[2]) ? [node[2]] : node[2]) as A.MapFieldAssoc[];
  const entries = fn.let("[]");
  comprehension(fn, node[3], [S.MC], () => {
    for (const [, , key, value] of templates) {
      const items = [S.LIST_ELEMENT, S.LIST_OF, S.MC_TEMPLATE];
      const k = fn.valueAt(key, ...items);
      fn.emit(`${entries}.push([${k},${fn.valueAt(value, ...items)}]);`);
    }
  });
  return fn.let(`${fn.rt("mapFrom")}(${entries})`);
}

function isNode(term: unknown): boolean {
  return Array.isArray(term) && typeof term[0] === "symbol";
}

function comprehension(
  fn: Fn,
  list: readonly Qualifier[],
  items: readonly StackItem[],
  inner: () => void,
): void {
  fn.scope(() => fn.at(items, () => qualifiers(fn, list, 0, inner)));
}

const GENERATORS: ReadonlySet<symbol> = new Set([
  A.GENERATE,
  A.GENERATE_STRICT,
  A.B_GENERATE,
  A.B_GENERATE_STRICT,
  A.M_GENERATE,
  A.M_GENERATE_STRICT,
]);

function qualifiers(fn: Fn, list: readonly Qualifier[], from: number, inner: () => void): void {
  if (from === list.length) {
    inner();
    return;
  }
  const node = list[from];
  const rest = () => qualifiers(fn, list, from + 1, inner);
  if (node[0] === A.ZIP) zip(fn, node[2] as Generator[], rest);
  else if (GENERATORS.has(node[0])) generator(fn, node as Generator, rest);
  else filter(fn, node as A.Expr, rest);
}

function generator(fn: Fn, node: Generator, rest: () => void): void {
  switch (node[0]) {
    case A.GENERATE:
    case A.GENERATE_STRICT:
      listGenerator(fn, node, rest);
      return;
    case A.B_GENERATE:
    case A.B_GENERATE_STRICT:
      bitGenerator(fn, node, rest);
      return;
    default:
      mapGenerator(fn, node, rest);
  }
}

function filter(fn: Fn, node: A.Expr, rest: () => void): void {
  const skip = fn.label();
  fn.emit(`${skip}:{`);
  if (isGuardTest(node)) guard(fn, [[node]], skip);
  else {
    const value = fn.simple(fn.valueAt(node, S.FILTER));
    fn.emit(`if(${value}!==true){if(${value}===false)break ${skip};`);
    fn.throwing(`${fn.rt("badFilter")}(${value})`, S.BAD_FILTER);
    fn.emit("}");
  }
  rest();
  fn.emit("}");
}

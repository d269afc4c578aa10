// native-records — native records (OTP 29), whose values are no tuples: `#pt{x = 1}`, `R#pt.x`, `R#_{x = 1}`.
//
// Those typed at the prompt belong to module shell_default. As in OTP a field is read or changed only of a variable:
// of any other expression it is `badarg`, with the expression as it was parsed.

import type { Expr, Pattern, RecordFieldInit, RecordName } from "../syntax/abstract-format.ts";
import * as A from "../syntax/abstract-format.ts";
import type { Atom } from "../terms/term.ts";
import { isTuple } from "../terms/tuple.ts";
import type { RecordDefinition } from "./ports.ts";
import type { Fn } from "./unit.ts";

const SHELL = Symbol.for("shell_default");

/** The definition of a native record by any form of its name. */
function nativeDefinition(fn: Fn, name: RecordName): RecordDefinition | undefined {
  const local = isTuple(name) ? (name[0] === SHELL ? name[1] : undefined) : name;
  if (Array.isArray(local)) return undefined;
  const known = fn.unit.ports.record(local as Atom);
  return known?.native ? known : undefined;
}

/** Whether an expression with that name is about a native record: a definition is needed to make one alone. */
export function isNative(fn: Fn, name: RecordName): boolean {
  return Array.isArray(name) || nativeDefinition(fn, name) !== undefined;
}

/** Module and name that a value must have, as source: any module for a bare name, anything for `#_`. */
function wanted(fn: Fn, name: RecordName): string {
  if (isTuple(name)) return `${fn.unit.atom(name[0])},${fn.unit.atom(name[1])}`;
  return Array.isArray(name)
    ? `${fn.rt("UNBOUND")},${fn.rt("UNBOUND")}`
    : `${fn.rt("UNBOUND")},${fn.unit.atom(name)}`;
}

/** `#pt{…}`. */
export function createNative(fn: Fn, name: RecordName, inits: readonly RecordFieldInit[]): string {
  const known = nativeDefinition(fn, name);
  if (known === undefined) {
    fn.throwing(`${fn.rt("undefRecord")}(${fn.unit.constant(name)})`);
    return "void 0";
  }
  const values = known.fields.map((field) => {
    const init = inits.find((given) => given[2][2] === field.name);
    if (init !== undefined) return fn.value(init[3]);
    return field.value === undefined ? "void 0" : fn.scope(() => fn.value(field.value as Expr));
  });
  const local = (isTuple(name) ? name[1] : name) as Atom;
  const fields = fn.unit.constant(known.fields.map((field) => field.name));
  return `new ${fn.rt("NativeRecord")}(${fn.unit.atom(SHELL)},${fn.unit.atom(local)},${fields},[${values.join(",")}])`;
}

/** The variable whose record is meant; anything else is badarg. */
function subject(fn: Fn, base: Expr): string {
  if (base[0] === A.VAR) return fn.named(fn.value(base));
  fn.throwing(`${fn.rt("badArgument")}(${fn.unit.constant(base)})`);
  return "void 0";
}

/** `R#pt.x`. */
export function nativeField(fn: Fn, base: Expr, name: RecordName, field: Atom): string {
  const record = subject(fn, base);
  return fn.let(
    `(${fn.place()},${fn.rt("nativeField")}(${record},${wanted(fn, name)},${fn.unit.atom(field)}))`,
  );
}

/** `R#pt{x = 1}`. */
export function updateNative(
  fn: Fn,
  base: Expr,
  name: RecordName,
  inits: readonly RecordFieldInit[],
): string {
  const record = subject(fn, base);
  const changes = inits.map((init) => `[${fn.unit.atom(init[2][2] as Atom)},${fn.value(init[3])}]`);
  return fn.let(
    `(${fn.place()},${fn.rt("nativeUpdate")}(${record},${wanted(fn, name)},[${changes.join(",")}]))`,
  );
}

/** The condition that a term is such a record. */
export function isNativeCode(fn: Fn, term: string, name: RecordName): string {
  return `(!!(${fn.rt("isNative")}(${term},${wanted(fn, name)})))`;
}

/** `#pt{x = P}` as a pattern. One of `#_` matches nothing. */
export function matchNative(
  fn: Fn,
  name: RecordName,
  inits: readonly RecordFieldInit[],
  term: string,
  fail: string,
  part: (pattern: Pattern, element: string) => void,
): void {
  if (Array.isArray(name) && !isTuple(name)) {
    fn.emit(`break ${fail};`);
    return;
  }
  fn.emit(`if(!${isNativeCode(fn, term, name)})break ${fail};`);
  for (const init of inits) {
    const index = fn.let(`${term}.indexOf(${fn.unit.atom(init[2][2] as Atom)})`);
    fn.emit(`if(${index}<0)break ${fail};`);
    part(init[3], `${term}.values[${index}]`);
  }
}

// records — record expressions and patterns: tuples whose first element is the record's name.

import type {
  CallNode,
  Expr,
  Pattern,
  RecordFieldInit,
  RecordFieldNode,
  RecordIndexNode,
  RecordName,
  RecordNode,
} from "../syntax/abstract-format.ts";
import * as A from "../syntax/abstract-format.ts";
import type { Atom } from "../terms/term.ts";
import { isTuple } from "../terms/tuple.ts";
import {
  createNative,
  isNative,
  isNativeCode,
  matchNative,
  nativeField,
  updateNative,
} from "./native-records.ts";
import { applyPlace } from "./places.ts";
import type { RecordDefinition } from "./ports.ts";
import * as S from "./stack-lines.ts";
import type { Fn } from "./unit.ts";

const UNDERSCORE = Symbol.for("_");

function definition(fn: Fn, name: RecordName): RecordDefinition | undefined {
  return Array.isArray(name) ? undefined : fn.unit.ports.record(name as Atom);
}

/** `#r{…}` and `R#r{…}`. */
export function record(fn: Fn, node: RecordNode, tail: boolean): string {
  if (node.length === 5) return update(fn, node, tail);
  const [, , name, inits] = node;
  if (isTuple(name) || isNative(fn, name)) return createNative(fn, name, inits);
  const known = definition(fn, name);
  if (known === undefined) return undefinedRecord(fn, name);
  const rest = others(inits);
  const values = known.fields.map((field) => {
    const init = inits.find((given) => given[2][2] === field.name) ?? rest;
    // erl_eval sees a tuple.
    if (init !== undefined) return fn.valueAt(init[3], S.LIST_ELEMENT, S.LIST_OF, S.TUPLE);
    if (field.value === undefined) return "void 0";
    return fn.scope(() => fn.valueAt(field.value as Expr, S.LIST_ELEMENT, S.LIST_OF, S.TUPLE));
  });
  return `${fn.rt("tuple")}(${[fn.unit.atom(name as Atom), ...values].join(",")})`;
}

/** The field `_ = Value`, which stands for all that are not named. */
function others(inits: readonly RecordFieldInit[]): RecordFieldInit | undefined {
  return inits.find((init) => init[2][0] === A.VAR && (init[2][2] as symbol) === UNDERSCORE);
}

function update(fn: Fn, node: RecordNode, tail: boolean): string {
  const [, , base, name, inits] = node as unknown as [unknown, unknown, Expr, RecordName, RecordFieldInit[]];
  if (isTuple(name) || isNative(fn, name)) return updateNative(fn, base, name, inits);
  const known = definition(fn, name);
  if (known === undefined) return undefinedRecord(fn, name);
  // erl_eval sees `begin V1 = Value, …, R1 = R, case R1 of … end end`.
  const valueOf = (node: Expr) => fn.valueAt(node, S.MATCH_VALUE, S.EXPRS);
  const values = inits.map((init) => [fieldIndex(known, init[2][2] as Atom), valueOf(init[3])] as const);
  const subject = fn.named(valueOf(base));
  check(fn, subject, name as Atom, known, tail);
  const copy = fn.let(`${fn.rt("copyTuple")}(${subject})`);
  for (const [index, value] of values) fn.emit(`${copy}[${index}]=${value};`);
  return copy;
}

/** `R#r.f`. */
export function recordField(fn: Fn, node: RecordFieldNode, tail: boolean): string {
  const [, , base, name, field] = node;
  if (isTuple(name) || isNative(fn, name)) return nativeField(fn, base, name, field[2]);
  const known = definition(fn, name);
  if (known === undefined) return undefinedRecord(fn, name);
  const subject = fn.named(fn.valueAt(base, S.CASE_VALUE));
  check(fn, subject, name as Atom, known, tail);
  return `${subject}[${fieldIndex(known, field[2])}]`;
}

/** `#r.f`. */
export function recordIndex(fn: Fn, node: RecordIndexNode): string {
  const known = definition(fn, node[2]);
  return known === undefined ? undefinedRecord(fn, node[2]) : String(fieldIndex(known, node[3][2]) + 1);
}

function fieldIndex(known: RecordDefinition, name: Atom): number {
  return known.fields.findIndex((field) => field.name === name) + 1;
}

function isRecordCode(fn: Fn, subject: string, name: Atom, known: RecordDefinition): string {
  const size = known.fields.length + 1;
  return `(!!(${subject} instanceof ${fn.rt("Tuple")}&&${subject}.length===${size}&&${subject}[0]===${fn.unit.atom(name)}))`;
}

function check(fn: Fn, subject: string, name: Atom, known: RecordDefinition, tail: boolean): void {
  fn.emit(`if(!${isRecordCode(fn, subject, name, known)}){`);
  fn.emit(`${applyPlace(fn, tail, true)};throw ${fn.rt("badRecord")}(${subject});`);
  fn.emit("}");
}

function undefinedRecord(fn: Fn, name: RecordName): string {
  fn.throwing(`${fn.rt("undefRecord")}(${fn.unit.constant(name)})`);
  return "void 0";
}

/** `#r{…}` as a pattern; `part` matches an element. */
export function matchRecord(
  fn: Fn,
  node: RecordNode,
  subject: string,
  fail: string,
  part: (pattern: Pattern, element: string) => void,
): void {
  const [, , name, inits] = node as [unknown, unknown, RecordName, RecordFieldInit[]];
  if (isTuple(name) || isNative(fn, name)) {
    matchNative(fn, name, inits, subject, fail, part);
    return;
  }
  const known = definition(fn, name);
  if (known === undefined) {
    undefinedRecord(fn, name);
    return;
  }
  fn.emit(`if(!${isRecordCode(fn, subject, name as Atom, known)})break ${fail};`);
  const rest = others(inits);
  known.fields.forEach((field, i) => {
    const init = inits.find((given) => given[2][2] === field.name) ?? rest;
    if (init !== undefined) part(init[3], `${subject}[${i + 1}]`);
  });
}

/** `is_record(T, r)` of a known record, and `record_info/2`: they look like calls, and are none. */
export function recordCall(fn: Fn, node: CallNode): string | undefined {
  const known = calledRecord(fn, node);
  if (known === undefined) return undefined;
  const [first, second] = node[3];
  if (known.isTest && known.definition.native) {
    return isNativeCode(fn, fn.named(fn.value(first)), (second as { 2: Atom })[2]);
  }
  if (known.isTest)
    return isRecordCode(fn, fn.named(fn.value(first)), (second as { 2: Atom })[2], known.definition);
  if (first[0] === A.ATOM && first[2] === Symbol.for("size"))
    return String(known.definition.fields.length + 1);
  const names = known.definition.fields.map((field) => fn.unit.atom(field.name));
  return `${fn.rt("fromArray")}([${names.join(",")}])`;
}

function calledRecord(fn: Fn, node: CallNode): { definition: RecordDefinition; isTest: boolean } | undefined {
  const callee = node[2][0] === A.REMOTE ? node[2][3] : node[2];
  if (callee[0] !== A.ATOM || node[3].length !== 2 || node[3][1][0] !== A.ATOM) return undefined;
  const isTest = callee[2] === Symbol.for("is_record") || callee[2] === Symbol.for("record");
  if (!isTest && callee[2] !== Symbol.for("record_info")) return undefined;
  const known = fn.unit.ports.record(node[3][1][2]);
  return known === undefined ? undefined : { definition: known, isTest };
}

/** Whether a call needs a record definition. */
export function hasRecord(fn: Fn, node: CallNode): boolean {
  return calledRecord(fn, node) !== undefined;
}

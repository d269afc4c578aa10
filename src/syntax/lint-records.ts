// lint-records — records that are not defined, and fields that a record does not have.
//
// A record is a definition that the shell holds: a `-record` attribute. Tuple records are checked field by field;
// of native records OTP checks only those whose definition is at hand, and mostly by warnings, which the shell drops.
import { atomName } from "../terms/atom.ts";
import type { Atom, Term } from "../terms/term.ts";
import { isTuple, tuple3 } from "../terms/tuple.ts";
import {
  type Anno,
  ATOM,
  type AtomNode,
  type Expr,
  type RecordFieldInit,
  type RecordIndexNode,
  type RecordName,
  TYPED_RECORD_FIELD,
  VAR,
} from "./abstract-format.ts";
import { fail, type LintContext } from "./lint-variables.ts";
import { mostSimilar } from "./similarity.ts";

const UNDERSCORE = Symbol.for("_");
const UNDEFINED: Atom = undefined;
const NATIVE_RECORD = Symbol.for("native_record");

/** A record's definition as lint needs it. */
export interface RecordInfo {
  readonly isNative: boolean;
  /** Names with their default values; a field of a native record may have none. */
  readonly fields: ReadonlyMap<Atom, Expr | undefined>;
}

/** The record of that name, if its definition is at hand. */
export function recordOf(context: LintContext, name: RecordName): RecordInfo | undefined {
  if (isTuple(name) || Array.isArray(name)) return undefined;
  const attribute = context.records.get(name as Atom);
  if (attribute === undefined) return undefined;
  const [, , kind, [, definitions]] = attribute;
  const isNative = kind === NATIVE_RECORD;
  const fields = new Map<Atom, Expr | undefined>();
  for (let field of definitions as Term[]) {
    if (field[0] === TYPED_RECORD_FIELD) field = field[1];
    fields.set(field[2][2], field[3] ?? (isNative ? undefined : tuple3(ATOM, field[1], UNDEFINED)));
  }
  return { isNative, fields };
}

/** Fails if no such record is defined. `#m:r` and `#_` are known at run time only. */
export function checkRecordName(context: LintContext, where: Anno, name: RecordName): void {
  if (isTuple(name) || Array.isArray(name) || context.records.has(name as Atom)) return;
  const guess = mostSimilar(atomName(name as Atom), [...context.records.keys()].map(atomName));
  if (guess === undefined) fail(where, "undefined_record", name);
  fail(where, "undefined_record", name, Symbol.for(guess));
}

/** Fails if a tuple record has no such field. */
export function fieldOf(context: LintContext, name: RecordName, field: AtomNode): void {
  const record = recordOf(context, name);
  if (record === undefined || record.isNative || record.fields.has(field[2])) return;
  undefinedField(record, name, field);
}

function undefinedField(record: RecordInfo, name: RecordName, field: AtomNode): never {
  const guess = mostSimilar(atomName(field[2]), [...record.fields.keys()].map(atomName));
  if (guess === undefined) fail(field[1], "undefined_field", name, field[2]);
  fail(field[1], "undefined_field", name, field[2], Symbol.for(guess));
}

/** `#r.f`, which is for tuple records only. */
export function checkTupleRecordIndex(context: LintContext, [, where, name, field]: RecordIndexNode): void {
  checkRecordName(context, where, name);
  if (recordOf(context, name)?.isNative) fail(where, "native_record_illegal_record_index", name, field[2]);
  fieldOf(context, name, field);
}

/**
 * The fields of a record that is made, updated or matched; `check` is for their values. For an update of a native
 * record, unknown fields are no error. Mirrors erl_lint's check_fields.
 */
export function checkFields(
  record: RecordInfo | undefined,
  name: RecordName,
  inits: readonly RecordFieldInit[],
  check: (value: Expr) => void,
  isUpdate = false,
): void {
  const seen = new Set<Atom>();
  for (const [, where, field, value] of inits) {
    if (field[0] === VAR) {
      const isWildcard = field[2] === UNDERSCORE;
      if (!isWildcard) fail(field[1], "field_name_is_variable", name, field[2]);
      if (record === undefined || record.isNative) fail(field[1], "native_record_illegal_multi_field_init");
      if (seen.has(UNDERSCORE)) fail(field[1], "bad_multi_field_init");
      seen.add(UNDERSCORE);
      check(value);
      continue;
    }
    if (seen.has(field[2])) fail(where, "redefine_field", name, field[2]);
    seen.add(field[2]);
    if (record === undefined || record.fields.has(field[2])) check(value);
    else if (!record.isNative || !isUpdate) undefinedField(record, name, field as AtomNode);
  }
}

/** The default values of the fields that are not given, placed where the record is. */
export function defaultsOf(record: RecordInfo, inits: readonly RecordFieldInit[], where: Anno): Expr[] {
  const defaults: Expr[] = [];
  for (const [name, value] of record.fields) {
    if (value !== undefined && !isGiven(name, inits)) defaults.push(placed(value, where));
  }
  return defaults;
}

/** The first field of a native record that has neither a value nor a default. */
export function missingField(
  record: RecordInfo,
  inits: readonly RecordFieldInit[],
): { name: Atom } | undefined {
  for (const [name, value] of record.fields) {
    if (value === undefined && !isGiven(name, inits)) return { name };
  }
  return undefined;
}

function isGiven(name: Atom, inits: readonly RecordFieldInit[]): boolean {
  return inits.some(([, , field]) => field[0] === ATOM && field[2] === name);
}

/** Whether every field is given, so that `_ = V` sets none. */
export function allGiven(record: RecordInfo, inits: readonly RecordFieldInit[]): boolean {
  for (const name of record.fields.keys()) if (!isGiven(name, inits)) return false;
  return true;
}

/** `_ = V` among the fields: where it is. */
export function wildcardOf(inits: readonly RecordFieldInit[]): Anno | undefined {
  return inits.find(([, , field]) => field[0] === VAR && field[2] === UNDERSCORE)?.[2][1];
}

/** A copy of an expression with another annotation everywhere. */
function placed(term: Term, where: Anno): any {
  if (!Array.isArray(term)) return term;
  if (isTuple(term)) {
    const [line, column] = term;
    if (term.length === 2 && typeof line === "number" && typeof column === "number") return where;
  }
  return term.map((part) => placed(part, where));
}

// lint-record-expr — records in expressions: made, updated, and their fields read.
import { type Anno, ATOM, type Expr, type RECORD, type RECORD_FIELD } from "./abstract-format.ts";
import { checkFields, checkRecordName, fieldOf, missingField, recordOf, wildcardOf } from "./lint-records.ts";
import { fail, type LintContext } from "./lint-variables.ts";

type RecordExpr = Extract<Expr, { 0: typeof RECORD }>;
type Creation = Extract<RecordExpr, { length: 4 }>;
type Update = Extract<RecordExpr, { length: 5 }>;

/** `#r{…}`. */
export function checkRecord(
  context: LintContext,
  [, where, name, inits]: Creation,
  check: (e: Expr) => void,
): void {
  if (Array.isArray(name) && name.length === 0) fail(where, "undefined_native_record", Symbol.for("_"));
  checkRecordName(context, where, name);
  const record = recordOf(context, name);
  checkFields(record, name, inits, check);
  if (record?.isNative) {
    const missing = missingField(record, inits);
    if (missing !== undefined) fail(where, "novalue", name, missing.name);
  }
}

/** `E#r{…}`. */
export function checkRecordUpdate(
  context: LintContext,
  [, where, value, name, inits]: Update,
  check: (e: Expr) => void,
): void {
  check(value);
  checkRecordName(context, where, name);
  const record = recordOf(context, name);
  checkFields(record, name, inits, check, true);
  const wildcard = wildcardOf(inits);
  if (record !== undefined && !record.isNative && wildcard !== undefined)
    fail(wildcard, "wildcard_in_update", name);
}

/** `E#r.f`. */
export function checkRecordField(
  context: LintContext,
  [, where, value, name, field]: Extract<Expr, { 0: typeof RECORD_FIELD }>,
  check: (e: Expr) => void,
): void {
  check(value);
  checkRecordName(context, where, name);
  fieldOf(context, name, field);
}

/** `record_info(fields | size, Record)`, which is no function. */
export function checkRecordInfo(context: LintContext, where: Anno, [what, name]: readonly Expr[]): void {
  if (what[0] !== ATOM || name[0] !== ATOM) fail(where, "illegal_record_info");
  if (what[2] !== Symbol.for("fields") && what[2] !== Symbol.for("size"))
    fail(what[1], "illegal_record_info");
  const record = recordOf(context, name[2]);
  if (record === undefined || record.isNative) fail(what[1], "native_record_illegal_record_info");
}

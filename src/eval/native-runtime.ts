// native-runtime — what compiled code does with native records, with the errors of OTP's module records.
import { Exception, errorTuple, type StackItem } from "../terms/exception.ts";
import { mapFrom } from "../terms/map.ts";
import { NativeRecord } from "../terms/native-record.ts";
import type { Atom, Term } from "../terms/term.ts";
import { tuple2 } from "../terms/tuple.ts";
import { UNBOUND } from "./sentinels.ts";

const RECORDS = Symbol.for("records");
const BADARG = Symbol.for("badarg");

/** Whether a term is a native record of that module and name; UNBOUND stands for any. */
function isNative(term: Term, module: Term, name: Term): boolean {
  if (!(term instanceof NativeRecord)) return false;
  return (module === UNBOUND || term.module === module) && (name === UNBOUND || term.name === name);
}

function nativeField(term: Term, module: Term, name: Term, field: Atom): Term {
  if (!isNative(term, module, name)) throw errorTuple(BADARG, term);
  const index = term.indexOf(field);
  if (index < 0) throw new Exception("error", BADARG, [item("get", [field, term])]);
  return term.values[index];
}

function nativeUpdate(term: Term, module: Term, name: Term, changes: [Atom, Term][]): NativeRecord {
  if (!isNative(term, module, name)) throw errorTuple(BADARG, term);
  const record = term as NativeRecord;
  const values = [...record.values];
  for (const [field, value] of changes) {
    const index = record.indexOf(field);
    if (index < 0) {
      const reason = tuple2(Symbol.for("badfield"), tuple2(tuple2(record.module, record.name), field));
      const args = [record, record.module, record.name, mapFrom(changes)];
      throw new Exception("error", reason, [item("update", args)]);
    }
    values[index] = value;
  }
  return new NativeRecord(record.module, record.name, record.fields, values, record.exported);
}

function item(name: string, arity: readonly Term[]): StackItem {
  return { module: RECORDS, name: Symbol.for(name), arity };
}

export const NATIVE_RUNTIME = { NativeRecord, isNative, nativeField, nativeUpdate };

// records — looking into native records, and making them without a definition.
//
// Native records are defined at the prompt (`-record #point{x = 0}.`) and belong to shell_default; TypeScript modules
// define none, so get_definition/2 finds none, as in OTP for what was defined at the prompt.
import { isAtom } from "../terms/atom.ts";
import { badarg, bifError } from "../terms/exception.ts";
import { asCons, fromArray, isNil } from "../terms/list.ts";
import { isMap, mapEntries, mapGet, mapSize } from "../terms/map.ts";
import { NativeRecord } from "../terms/native-record.ts";
import type { Atom, Term } from "../terms/term.ts";
import { isTuple, tuple2 } from "../terms/tuple.ts";
import { otpModule } from "./table.ts";

const BADRECORD = Symbol.for("badrecord");
const BADFIELD = Symbol.for("badfield");
const BADMAP = Symbol.for("badmap");
const IS_EXPORTED = Symbol.for("is_exported");

/**
 * A native record of any module and name, with the fields as they are given. Mirrors records:create/4.
 *
 * ```eshell
 * 1> records:create(test, a, [{z,3},{x,1}], #{is_exported => true}).
 * #test:a{z = 3,x = 1}
 * ```
 */
function create(module: Term, name: Term, fields: Term, options: Term): NativeRecord {
  if (!isAtom(module) || !isAtom(name)) throw badRecord(name);
  if (!isMap(options)) throw bifError(tuple2(BADMAP, options));
  const exported = mapGet(options, IS_EXPORTED);
  if (typeof exported !== "boolean" || mapSize(options) !== 1) throw badarg(options);
  const values = new Map<Atom, Term>();
  let rest = fields;
  for (let cell = asCons(rest); cell !== undefined; cell = asCons(rest)) {
    const field = cell.head;
    if (!isTuple(field) || field.length !== 2) throw badarg(fields);
    if (!isAtom(field[0])) throw badField(module, name, field[0]);
    if (values.has(field[0])) throw badarg(fields);
    values.set(field[0], field[1]);
    rest = cell.tail;
  }
  if (!isNil(rest)) throw badarg(fields);
  return new NativeRecord(module, name, [...values.keys()], [...values.values()], exported);
}

/**
 * The record with other values for some fields. Mirrors records:update/4.
 *
 * ```eshell
 * 1> R = records:create(test, a, [{x,1},{y,2}], #{is_exported => false}), records:update(R, test, a, #{x => 10}).
 * #test:a{x = 10,y = 2}
 * ```
 */
function update(record: Term, module: Term, name: Term, changes: Term): NativeRecord {
  if (!(record instanceof NativeRecord)) throw badRecord(record);
  if (record.module !== module || record.name !== name) throw badRecord(name);
  if (!isMap(changes)) throw bifError(tuple2(BADMAP, changes));
  const values = [...record.values];
  for (const [field, value] of mapEntries(changes)) {
    const index = record.indexOf(field as Atom);
    if (index < 0) throw badField(module, name, field);
    values[index] = value;
  }
  return new NativeRecord(record.module, record.name, record.fields, values, record.exported);
}

/**
 * The value of a field. Mirrors records:get/2.
 *
 * ```eshell
 * 1> records:get(x, records:create(test, a, [{x,1}], #{is_exported => false})).
 * 1
 * ```
 */
function get(field: Term, record: Term): Term {
  const index = record instanceof NativeRecord ? record.indexOf(field as Atom) : -1;
  if (index < 0) throw badarg(field);
  return (record as NativeRecord).values[index];
}

/**
 * Whether code of other modules may look into the record. Mirrors records:is_exported/1.
 *
 * ```eshell
 * 1> records:is_exported(records:create(test, a, [], #{is_exported => true})).
 * true
 * ```
 */
function is_exported(record: Term): boolean {
  if (!(record instanceof NativeRecord)) throw badRecord(record);
  return record.exported;
}

/**
 * The names of the fields, in the order of the definition. Mirrors records:get_field_names/1.
 *
 * ```eshell
 * 1> records:get_field_names(records:create(test, a, [{z,3},{x,1}], #{is_exported => true})).
 * [z,x]
 * ```
 */
function get_field_names(record: Term): Term {
  if (!(record instanceof NativeRecord)) throw badRecord(record);
  return fromArray(record.fields);
}

/** The name of the record. Mirrors records:get_name/1. */
function get_name(record: Term): Atom {
  if (!(record instanceof NativeRecord)) throw badarg(record);
  return record.name;
}

/** The module that the record belongs to. Mirrors records:get_module/1. */
function get_module(record: Term): Atom {
  if (!(record instanceof NativeRecord)) throw badarg(record);
  return record.module;
}

/** No module defines native records: always badarg. Mirrors records:get_definition/2. */
function get_definition(module: Term, _name: Term): never {
  throw badarg(module);
}

function badRecord(term: Term) {
  return bifError(tuple2(BADRECORD, term));
}

function badField(module: Atom, name: Atom, field: Term) {
  return bifError(tuple2(BADFIELD, tuple2(tuple2(module, name), field)));
}

/** Module records. */
export const records = otpModule("records", {
  create,
  update,
  get,
  is_exported,
  get_field_names,
  get_name,
  get_module,
  get_definition,
});

// native-record — a native record (OTP 29): `#Module:Name{Field = Value, …}`, which is no tuple.

import type { Atom, Term } from "./term.ts";

/** A value of a native record. It has the fields that the definition had when it was made. */
export class NativeRecord {
  readonly module: Atom;
  readonly name: Atom;
  readonly fields: readonly Atom[];
  readonly values: readonly Term[];
  /** Whether code of other modules may look into it. */
  readonly exported: boolean;
  constructor(
    module: Atom,
    name: Atom,
    fields: readonly Atom[],
    values: readonly Term[],
    exported: boolean = false,
  ) {
    this.module = module;
    this.name = name;
    this.fields = fields;
    this.values = values;
    this.exported = exported;
  }

  /** Where the value of a field is; -1 if it has no such field. */
  indexOf(field: Atom): number {
    return this.fields.indexOf(field);
  }

  /** All that tells one from another, in the order in which Erlang compares it. */
  parts(): Term[] {
    const { module, name, exported, fields, values } = this;
    return [module, name, exported ? 1 : 0, fields.length, ...fields, ...values];
  }
}

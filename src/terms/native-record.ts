// native-record — a native record (OTP 29): `#Module:Name{Field = Value, …}`, which is no tuple.

import type { Atom, Term } from "./term.ts";

/** A value of a native record. It has the fields that the definition had when it was made. */
export class NativeRecord {
  readonly module: Atom;
  readonly name: Atom;
  readonly fields: readonly Atom[];
  readonly values: readonly Term[];
  constructor(module: Atom, name: Atom, fields: readonly Atom[], values: readonly Term[]) {
    this.module = module;
    this.name = name;
    this.fields = fields;
    this.values = values;
  }

  /** Where the value of a field is; -1 if it has no such field. */
  indexOf(field: Atom): number {
    return this.fields.indexOf(field);
  }

  /** All that tells one from another, for comparing and hashing. */
  parts(): Term[] {
    return [this.module, this.name, ...this.fields, ...this.values];
  }
}

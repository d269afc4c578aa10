// atom-index — the atom table: the atoms that were made by name, and their numbers, the order in which they were first seen.
//
// The order of keys in maps depends on the numbers (terms/map.ts), list_to_existing_atom/1 on what is known. As in OTP,
// a table begins with the atoms of the system itself and grows as atoms are made. Each system has a table of its own,
// so that what it prints does not depend on other systems in the program; while one runs, its table is the current one.
// Before there is a system, that of the program is: it knows the atoms that the library makes as it is loaded.
import { OTP_ATOMS } from "./otp-atoms.ts";
import type { Atom } from "./term.ts";

/** How many atoms a shell of OTP's has when its first expression is read. */
const OTP_ATOM_COUNT = 10600;

export class AtomTable {
  private static system: ReadonlyMap<Atom, number> | undefined;
  /** The atoms that were made by name. */
  readonly made = new Map<string, symbol>();
  /** Those that the system does not begin with. */
  private readonly indices = new Map<Atom, number>();
  private count = OTP_ATOM_COUNT;

  /** The number of an atom; one that was not seen before gets the next. */
  indexOf(atom: Atom): number {
    AtomTable.system ??= systemAtoms();
    let index = AtomTable.system.get(atom) ?? this.indices.get(atom);
    if (index === undefined) {
      index = this.count++;
      this.indices.set(atom, index);
    }
    return index;
  }
}

/** The atoms that every table begins with. */
function systemAtoms(): Map<Atom, number> {
  const indices = new Map<Atom, number>();
  const names = OTP_ATOMS.trim().split(/\s+/);
  for (const name of names) {
    if (name === "true" || name === "false") indices.set(name === "true", indices.size);
    else if (name === "undefined") indices.set(undefined, indices.size);
    else if (name === "null") indices.set(null, indices.size);
    else indices.set(Symbol.for(name === "''" ? "" : name), indices.size);
  }
  return indices;
}

/** The table of the program, for code outside of any system. */
export const PROGRAM_ATOMS = new AtomTable();

/** The table of the system that is running, or that ran last: what terms/ knows of process/running.ts. */
export const atoms: { table: AtomTable } = { table: PROGRAM_ATOMS };

/** The number of an atom in the atom table; one that was not seen before gets the next. */
export function atomIndex(atom: Atom): number {
  return atoms.table.indexOf(atom);
}

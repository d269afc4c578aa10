// atom-index — the number of an atom in the atom table: the order in which atoms were first seen.
//
// Nothing but the order of keys in maps depends on it (terms/map.ts): Erlang's small maps keep atom keys in this
// order, not in that of their names. As in OTP, the table begins with the atoms of the system itself, grows as atoms
// are made, and belongs to the JavaScript realm, like the registry behind Symbol.for that it accompanies.
import { OTP_ATOMS } from "./otp-atoms.ts";
import type { Atom } from "./term.ts";

/** How many atoms a shell of OTP's has when its first expression is read. */
const OTP_ATOM_COUNT = 10600;

class AtomTable {
  private indices: Map<Atom, number> | undefined;
  private count = OTP_ATOM_COUNT;

  indexOf(atom: Atom): number {
    const indices = (this.indices ??= this.fill());
    let index = indices.get(atom);
    if (index === undefined) {
      index = this.count++;
      indices.set(atom, index);
    }
    return index;
  }

  private fill(): Map<Atom, number> {
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
}

const table = new AtomTable();

/** The number of an atom in the atom table; one that was not seen before gets the next. */
export function atomIndex(atom: Atom): number {
  return table.indexOf(atom);
}

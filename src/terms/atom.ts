// atom — atoms are registered symbols; `true`, `false`, `undefined` and `null` are the JavaScript values.
//
// The atoms made by name are remembered in the atom table, as the registry behind Symbol.for, which belongs to the
// JavaScript realm, cannot be asked what is in it.
import { atoms, PROGRAM_ATOMS } from "./atom-index.ts";
import { OTP_ATOMS } from "./otp-atoms.ts";
import type { Atom, Term } from "./term.ts";

/** The atom of that name: `atom("ok")` is `Symbol.for("ok")`, `atom("true")` is `true`. Mirrors list_to_atom/1. */
export function atom(name: string): Atom {
  switch (name) {
    case "true":
      return true;
    case "false":
      return false;
    case "undefined":
      return undefined;
    case "null":
      return null;
    default: {
      const { table } = atoms;
      let symbol = table.made.get(name);
      if (symbol === undefined) {
        symbol = Symbol.for(name);
        table.made.set(name, symbol);
        // It takes its place in the atom table now: small maps list their keys in that order.
        table.indexOf(symbol);
      }
      return symbol;
    }
  }
}

/**
 * Whether there is an atom of that name: one that the system begins with, or that was made by name. An atom that so
 * far only a module knows, as a symbol, does not count.
 */
export function existingAtom(name: string): boolean {
  if (atoms.table.made.has(name) || PROGRAM_ATOMS.made.has(name)) return true;
  if (/^(true|false|undefined|null|)$/.test(name)) return true;
  return OTP_ATOMS.includes(`${name} `) && OTP_ATOMS.split(/\s+/).includes(name);
}

/** Whether a term is an atom. Mirrors is_atom/1. A symbol that is not registered is a JavaScript value, not an atom. */
export function isAtom(term: Term): term is Atom {
  switch (typeof term) {
    case "symbol":
      return Symbol.keyFor(term) !== undefined;
    case "boolean":
    case "undefined":
      return true;
    default:
      return term === null;
  }
}

/** The name of an atom, unquoted. Mirrors atom_to_list/1. */
export function atomName(term: Atom): string {
  return typeof term === "symbol" ? (Symbol.keyFor(term) as string) : String(term);
}

// atom — atoms are registered symbols; `true`, `false`, `undefined` and `null` are the JavaScript values.
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
    default:
      return Symbol.for(name);
  }
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

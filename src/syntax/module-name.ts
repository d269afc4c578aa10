// module-name — the names that a module cannot have, so that calling into one is an error before it is run.
import { atomName } from "../terms/atom.ts";
import type { Atom } from "../terms/term.ts";
import type { Anno } from "./abstract-format.ts";
import { fail } from "./lint-variables.ts";

/** Fails if no module can have that name. Mirrors erl_lint's check_module_name. */
export function checkModuleName(module: Atom, where: Anno): void {
  const name = atomName(module);
  if (name === "") fail(where, "empty_module_name");
  if (/^[ \u00a0\u00ad]+$/.test(name)) fail(where, "blank_module_name");
  for (const character of name) {
    if ((character.codePointAt(0) as number) > 255) fail(where, "non_latin1_module_unsupported");
  }
  if (/[\u0000-\u001f\u007f-\u009f]/.test(name)) fail(where, "ctrl_chars_in_module_name");
}

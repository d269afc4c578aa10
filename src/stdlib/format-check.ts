// format-check — what arguments a format string needs, as io:format's error explains it.
//
// Mirrors erl_lint:check_format_string/2, not strict: modifiers are not checked.

import { atomName, isAtom } from "../terms/atom.ts";
import type { Term } from "../terms/term.ts";
import { latin1Text, textOf } from "./iodata.ts";

export type ArgumentType = "int" | "float" | "string" | "term" | "fun";

const CONTROLS: Record<string, readonly ArgumentType[]> = {
  "~": [],
  n: [],
  c: ["int"],
  f: ["float"],
  e: ["float"],
  g: ["float"],
  s: ["string"],
  w: ["term"],
  p: ["term"],
  W: ["term", "int"],
  P: ["term", "int"],
  b: ["int"],
  B: ["int"],
  x: ["int", "string"],
  X: ["int", "string"],
  "+": ["term"],
  "#": ["term"],
  i: ["term"],
};

/** The text of a format string: an atom, a binary or a list of characters; undefined if it is none. */
export function formatString(format: Term): string | undefined {
  if (isAtom(format)) return atomName(format);
  return format instanceof Uint8Array ? latin1Text(format) : textOf(format);
}

/** The types of the arguments in their order, or what is wrong with the string. */
export function argumentTypes(format: string): ArgumentType[] | { readonly error: string } {
  const types: ArgumentType[] = [];
  const characters = Array.from(format);
  let at = 0;
  const next = (): string | undefined => characters[at];
  const digits = () => {
    while (at < characters.length && /\d/.test(characters[at])) at++;
  };
  const star = (): boolean => {
    if (next() !== "*") return false;
    at++;
    types.push("int");
    return true;
  };
  for (;;) {
    at = characters.indexOf("~", at);
    if (at < 0) return types;
    at++;
    // Field width, precision and padding, then modifiers, then the control character.
    if (next() === "-" && /[\d*]/.test(characters[at + 1] ?? "")) at++;
    if (!star()) digits();
    if (next() === ".") {
      at++;
      if (!star()) digits();
      if (next() === ".") {
        at++;
        if (!star() && at < characters.length) at++;
      }
    }
    for (let modifier = next(); modifier !== undefined && "kKlt".includes(modifier); modifier = next()) {
      if (modifier === "K") types.push("fun");
      at++;
    }
    const control = next();
    if (control === undefined) return { error: "truncated" };
    const needs = Object.hasOwn(CONTROLS, control) ? CONTROLS[control] : undefined;
    if (needs === undefined) return { error: `invalid control ~${control}` };
    types.push(...needs);
    at++;
  }
}

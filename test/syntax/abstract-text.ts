// abstract-text — terms of the abstract format as text, in the form in which the fixtures were recorded from OTP 29.

import { writeAtom } from "../../src/syntax/write-token.ts";
import { isAtom } from "../../src/terms/atom.ts";
import { Float } from "../../src/terms/float.ts";
import { codePoints } from "../../src/terms/list.ts";
import { isTuple } from "../../src/terms/tuple.ts";

/** A term as io_lib:write/1 writes it, but strings as lists and floats as `F` with their bits. */
export function abstractText(term: unknown): string {
  if (isAtom(term)) return writeAtom(term);
  if (term instanceof Float) return floatText(term.value);
  if (typeof term === "number") return Number.isSafeInteger(term) ? String(term) : floatText(term);
  if (typeof term === "string") return `[${codePoints(term).join(",")}]`;
  if (isTuple(term)) return `{${Array.from(term, abstractText).join(",")}}`;
  if (Array.isArray(term)) return `[${term.map(abstractText).join(",")}]`;
  return String(term);
}

function floatText(value: number): string {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  return `F${view.getBigUint64(0)}`;
}

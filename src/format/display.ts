// display — a term as the runtime system itself prints it, without any process's help: erlang:display/1, and the reason of
// a boot that failed.
//
// Mirrors erts' erl_printf_term.c: lists of printable characters are strings, of which only `"` and a new line are
// escaped, binaries of printable ASCII the same; floats have six digits, maps no blanks. Differs: atoms and strings are
// written as text, not as Latin-1 bytes.
import { atomName, isAtom } from "../terms/atom.ts";
import { Bits } from "../terms/bits.ts";
import { Float, isFloat } from "../terms/float.ts";
import { isList, isNil } from "../terms/list.ts";
import { isMap } from "../terms/map.ts";
import type { Term } from "../terms/term.ts";
import { isTuple } from "../terms/tuple.ts";
import { ListCursor } from "./list-cursor.ts";
import { orderedEntries } from "./map-order.ts";
import { writeString } from "./quote.ts";
import { writeSimple } from "./write.ts";

/**
 * A term as the runtime system prints it. Mirrors erlang:display/1.
 */
export function display(term: Term): string {
  if (isAtom(term)) return displayAtom(atomName(term));
  if (isFloat(term)) return displayFloat(term instanceof Float ? term.value : term);
  if (isList(term)) return displayList(term);
  if (isTuple(term)) return `{${Array.from(term, display).join(",")}}`;
  if (term instanceof Uint8Array || term instanceof Bits) return displayBits(term);
  if (isMap(term)) {
    const entries = orderedEntries(term, undefined);
    return `#{${entries.map(([key, value]) => `${display(key)}=>${display(value)}`).join(",")}}`;
  }
  return writeSimple(term);
}

const PLAIN_ATOM = /^[a-zß-öø-ÿ][a-zA-Z0-9_ß-öø-ÿÀ-ÖØ-Þ]*$/;

/** Reserved words need no quotes here, but `@` does. */
function displayAtom(name: string): string {
  return PLAIN_ATOM.test(name) || name === "[]" ? name : writeString(name, "'", false);
}

/** As C's `%e` writes it. */
function displayFloat(value: number): string {
  const digits = Object.is(value, -0) ? "-0.000000e+0" : value.toExponential(6);
  return digits.replace(/e([+-])(\d)$/, "e$10$2");
}

function displayList(list: Term): string {
  if (isNil(list)) return "[]";
  const parts: string[] = [];
  let text: string | undefined = "";
  const cursor = new ListCursor(list);
  while (cursor.next()) {
    if (text !== undefined) text = isCharacter(cursor.head) ? text + charOf(cursor.head) : undefined;
    parts.push(display(cursor.head));
  }
  if (!cursor.atEnd()) return `[${parts.join(",")}|${display(cursor.tail)}]`;
  return text === undefined ? `[${parts.join(",")}]` : `"${text}"`;
}

/** Blank to tilde, Latin-1's letters and signs, and what moves to another place of a line or to the next. */
function isCharacter(code: Term): code is number {
  if (typeof code !== "number") return false;
  return (
    (code >= 32 && code <= 126) || (code >= 160 && code <= 255) || code === 9 || code === 10 || code === 13
  );
}

function charOf(code: number): string {
  return code === 10 ? "\\n" : code === 34 ? '\\"' : String.fromCharCode(code);
}

function displayBits(term: Uint8Array | Bits): string {
  const bytes = term instanceof Bits ? term.bytes : term;
  if (bytes.length === 0) return "<<>>";
  if (!(term instanceof Bits)) {
    if (bytes.every((byte) => byte >= 32 && byte <= 126))
      return `<<"${Array.from(bytes, charOf).join("")}">>`;
    return `<<${bytes.join(",")}>>`;
  }
  const over = term.bitLength % 8;
  const last = bytes[bytes.length - 1] >> (8 - over);
  return `<<${[...bytes.subarray(0, -1), `${last}:${over}`].join(",")}>>`;
}

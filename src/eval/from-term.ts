// from-term — abstract format that a program has put together, as the compiler wants it.
//
// The parser makes lists as arrays and strings as JavaScript strings; a term built in Erlang has lists in any form.
import { type Expr, STRING, VALUE } from "../syntax/abstract-format.ts";
import { toArray } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tupleFrom } from "../terms/tuple.ts";

/** The expression that a term is, in abstract format; what is none stays as it is, and fails when it is compiled. */
export function expressionOf(term: Term): Expr {
  return converted(term) as Expr;
}

function converted(term: Term): Term {
  if (isTuple(term)) {
    if (term[0] === VALUE) return term;
    if (term[0] === STRING && term.length === 3) return tupleFrom([STRING, term[1], text(term[2])]);
    return tupleFrom(term.map(converted));
  }
  const elements = toArray(term);
  return elements === undefined ? term : elements.map(converted);
}

/** The characters of a string literal. */
function text(list: Term): Term {
  const codes = toArray(list);
  if (typeof list === "string" || codes === undefined) return list;
  return codes.map((code) => String.fromCodePoint(code)).join("");
}

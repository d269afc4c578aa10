// scan-terms — tokens of the scanner as erl_scan's terms, and back.
//
// erl_scan's tokens carry a location in the form that the caller's start location has: a line, or `{Line,Column}`;
// the scanner's carry both. Text that is scanned from elsewhere than {1,1} is shifted.
import type { ErrorInfo } from "../syntax/abstract-format.ts";
import { EOF, Token } from "../syntax/scanner.ts";
import { atomName } from "../terms/atom.ts";
import { badarg } from "../terms/exception.ts";
import { fromArray, NIL, toArray } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple2, tuple3 } from "../terms/tuple.ts";

/** Where a text begins: a line alone (column 0), or line and column. */
export interface Start {
  readonly line: number;
  readonly column: number;
}

/** The start that a term names: `1`, or `{1,1}`. */
export function startOf(term: Term): Start {
  if (Number.isSafeInteger(term)) return { line: term, column: 0 };
  if (isTuple(term) && term.length === 2 && term.every(Number.isSafeInteger))
    return { line: term[0], column: term[1] };
  throw badarg(term);
}

/** A location of a text scanned from {1,1}, as seen from its start. */
export function locationTerm(line: number, column: number, start: Start): Term {
  const shifted = line + start.line - 1;
  if (start.column === 0) return shifted;
  return tuple2(shifted, line === 1 ? column + start.column - 1 : column);
}

/** `{error,{Where,Module,What}}` parts as a term. */
export function errorInfoTerm([where, module, descriptor]: ErrorInfo, start: Start): Term {
  const [line, column] = where as unknown as [number, number];
  return tuple3(locationTerm(line, column, start), module, descriptor);
}

/** Tokens with a value: `{Kind,Where,Value}`; others are `{Kind,Where}`. */
const VALUED = new Set(["atom", "var", "integer", "float", "string", "char", "sigil_prefix", "sigil_suffix"]);

const TEXT = Symbol.for("text");
const LOCATION = Symbol.for("location");

/** A token as erl_scan gives it; with its text in the location if `text` is what it was scanned from. */
export function tokenTerm(token: Token, start: Start, text?: string): Term {
  let location = locationTerm(token.line, token.column, start);
  if (text !== undefined) {
    location = fromArray([tuple2(TEXT, text.slice(token.start, token.end)), tuple2(LOCATION, location)]);
  }
  const kind = Symbol.for(token.kind);
  if (!VALUED.has(token.kind)) return tuple2(kind, location);
  return tuple3(kind, location, token.kind === "sigil_suffix" && token.value === "" ? NIL : token.value);
}

/** The scanner's tokens of erl_scan's. `byLine` tells whether they had lines only. */
export function tokensOf(terms: readonly Term[]): { tokens: Token[]; byLine: boolean } {
  let byLine = false;
  const tokens: Token[] = [];
  for (const term of terms) {
    if (!isTuple(term) || term.length < 2) throw badarg(term);
    const { line, column } = startOf(locationOf(term[1]));
    if (column === 0) byLine = true;
    const value = term.length > 2 ? term[2] : undefined;
    // Columns go up, so that errors name the token they are about.
    const place = column === 0 ? tokens.length + 1 : column;
    tokens.push(new Token(atomName(term[0]), line, place, value, 0, 0));
  }
  return { tokens, byLine };
}

/** The location in an annotation: itself, or its `location` property. */
export function locationOf(anno: Term): Term {
  const pairs = isTuple(anno) || typeof anno === "number" ? undefined : toArray(anno);
  if (pairs === undefined) return anno;
  return pairs.find((pair) => isTuple(pair) && pair[0] === LOCATION)?.[1] ?? 0;
}

/** What is left of a text, as erl_scan:tokens/3 answers it. */
export function restTerm(rest: string | typeof EOF): Term {
  return rest === EOF ? Symbol.for("eof") : rest;
}

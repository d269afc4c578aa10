// write-token — atoms, strings, characters and tokens as Erlang writes them, for the texts of this room.
//
// The printer of all terms is in format/, which is a room beside this one; what scan and parse errors need is small.
import { atomName } from "../terms/atom.ts";
import { Float } from "../terms/float.ts";
import type { Atom } from "../terms/term.ts";
import { isReservedWord } from "./reserved-words.ts";
import type { Token } from "./token.ts";

/** An atom, quoted if it must be. Mirrors io_lib:write_atom/1. */
export function writeAtom(atom: Atom): string {
  const name = atomName(atom);
  return needsQuotes(name) ? writeString(name, "'") : name;
}

function needsQuotes(name: string): boolean {
  return !/^[a-zß-öø-ÿ][\w@À-ÖØ-öø-ÿ]*$/.test(name) || isReservedWord(name);
}

/** Text in quotes, with escapes. Mirrors io_lib:write_string/2. */
export function writeString(text: string, quote = '"'): string {
  let result = quote;
  for (const character of text) result += character === quote ? `\\${quote}` : escaped(character);
  return result + quote;
}

/** `$c`. Mirrors io_lib:write_char/1. */
export function writeChar(code: number): string {
  return code === 32 ? "$\\s" : `$${escaped(String.fromCodePoint(code))}`;
}

const ESCAPES = new Map([
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
  ["\v", "\\v"],
  ["\b", "\\b"],
  ["\f", "\\f"],
  ["\x1b", "\\e"],
  ["\x7f", "\\d"],
  ["\\", "\\\\"],
]);

function escaped(character: string): string {
  const escape = ESCAPES.get(character);
  if (escape !== undefined) return escape;
  const code = character.codePointAt(0) as number;
  if (code < 32 || (code > 127 && code < 160)) return `\\${code.toString(8).padStart(3, "0")}`;
  return character;
}

/** A token as an error message shows it if its text is not known. Mirrors yecc's yecctoken2string. */
export function writeToken(token: Token): string {
  switch (token.kind) {
    case "$end":
      return "";
    case "atom":
      return writeAtom(token.value);
    case "var":
      return Symbol.keyFor(token.value) as string;
    case "integer":
      return String(token.value);
    case "float":
      return writeFloat(token.value);
    case "char":
      return writeChar(token.value);
    case "string":
      return writeString(token.value);
    case "printed":
      return writeString(token.value.text);
    case "dot":
      return "'.'";
    case "sigil_prefix":
      return writeAtom(Symbol.for(token.value));
    case "sigil_suffix":
      return token.value === "" ? "[]" : writeString(token.value);
    default:
      return writeAtom(Symbol.for(token.kind));
  }
}

/** The shortest text that reads as the same float, in Erlang's form: `1.5e3`, but `1234.0`. */
export function writeFloat(value: number | Float): string {
  const number = value instanceof Float ? value.value : value;
  if (number === 0) return Object.is(number, -0) ? "-0.0" : "0.0";
  const [, digits, exponent] = /^-?([\d.]+)e([+-]\d+)$/.exec(number.toExponential()) as RegExpExecArray;
  const sign = number < 0 ? "-" : "";
  const significant = digits.replace(".", "");
  return sign + placeDot(significant, Number(exponent) + 1, Math.abs(number) < 2 ** 53);
}

/** Digits with the dot after the first `place` of them, with an exponent where that is shorter. */
function placeDot(digits: string, place: number, plain: boolean): string {
  const size = digits.length;
  if (plain && place === 0) return `0.${digits}`;
  if (plain && place > 0 && place < size) return `${digits.slice(0, place)}.${digits.slice(place)}`;
  const exponent = String(place - 1);
  const cost = exponent.length + 1 + (size === 1 ? 2 : 1);
  if (plain && place < 0 && 2 - place <= cost) return `0.${"0".repeat(-place)}${digits}`;
  if (plain && place >= size && place - size + 2 <= cost) return `${digits}${"0".repeat(place - size)}.0`;
  return `${digits[0]}.${size === 1 ? "0" : digits.slice(1)}e${exponent}`;
}

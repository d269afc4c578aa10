// pretty-writer — how the leaves of code are written: names, numbers, strings; and the precedences of operators.
import { atomName } from "../terms/atom.ts";
import type { Atom, Term } from "../terms/term.ts";
import { isTuple } from "../terms/tuple.ts";
import type { RecordName } from "./abstract-format.ts";
import { type Item, type Separator, separator, seq } from "./layout.ts";
import { writeAtom, writeChar, writeFloat, writeString } from "./write-token.ts";

export interface PrettyOptions {
  /** Column in which the text begins; -1 keeps all on one line. */
  indent?: number;
  /** The precedence that the place of an expression demands. */
  precedence?: number;
  /** Columns of a line, 72 unless told, and of an indentation, 4. */
  width?: number;
  step?: number;
  /** With `latin1` other characters are escaped, as erl_pp does without options. */
  encoding?: "unicode" | "latin1";
  /** Writes a term that stands in the code as a value: io_lib_pretty's print. */
  writeValue?: (term: Term) => string;
}

export const COMMA: Separator = separator(",", true);
export const SEMICOLON: Separator = separator(";", true);

/** Precedences of an infix operator: of its left operand, its own, of its right operand. */
export function infixPrecedence(operator: string): readonly [number, number, number] {
  return INFIX.get(operator) ?? [900, 900, 1000];
}

const INFIX = new Map<string, readonly [number, number, number]>([
  ["=", [150, 100, 100]],
  ["!", [150, 100, 100]],
  ["orelse", [160, 150, 150]],
  ["andalso", [200, 160, 160]],
  ...["==", "/=", "=<", "<", ">=", ">", "=:=", "=/="].map((op) => [op, [300, 200, 300]] as const),
  ...["++", "--"].map((op) => [op, [400, 300, 300]] as const),
  ...["+", "-", "bor", "bxor", "bsl", "bsr", "or", "xor"].map((op) => [op, [400, 400, 500]] as const),
  ...["*", "/", "div", "rem", "band", "and"].map((op) => [op, [500, 500, 600]] as const),
  ["#", [750, 700, 750]],
  [":", [900, 800, 900]],
]);

/** The precedence of operators before their operand, and that of the operand. */
export const PREFIX = [600, 700] as const;
export const HASH_PREFIX = [700, 800] as const;
/** The precedence of a call, and of what is called. */
export const CALL_PRECEDENCE = [700, 800] as const;
export const MAX_PRECEDENCE = 900;

/** An item in parentheses if it binds less tightly than its place demands. */
export function parenthesised(precedence: number, demanded: number, item: Item): Item {
  return precedence < demanded ? ["(", item, ")"] : item;
}

/** Writes the leaves, in the encoding asked for. */
export class Writer {
  readonly #isLatin1: boolean;
  readonly #value: (term: Term) => string;
  constructor(options: PrettyOptions) {
    this.#isLatin1 = options.encoding === "latin1";
    this.#value = options.writeValue ?? String;
  }

  #encode(text: string): string {
    return this.#isLatin1 ? text.replace(/[^\u0000-\u00ff]/gu, escapeWide) : text;
  }

  atom(atom: Atom): string {
    return this.#encode(writeAtom(atom));
  }
  string(text: string): Item {
    return { kind: "string", text, write: (part) => this.#encode(writeString(part)) };
  }
  char(code: number): Item {
    return [this.#encode(writeChar(code))];
  }
  number(term: Term): string {
    return typeof term === "bigint" || Number.isSafeInteger(term) ? String(term) : writeFloat(term);
  }
  value(term: Term): Item {
    return [this.#value(term)];
  }
  variable(name: symbol): string {
    return atomName(name);
  }
  /** `#name`, `#module:name` or `#_`. */
  recordName(name: RecordName): Item {
    if (isTuple(name)) return ["#", this.atom(name[0] as Atom), ":", this.atom(name[1] as Atom)];
    return Array.isArray(name) ? "#_" : ["#", this.atom(name as Atom)];
  }
}

function escapeWide(character: string): string {
  return `\\x{${(character.codePointAt(0) as number).toString(16).toUpperCase()}}`;
}

/** `{…}` around items. */
export function tupleItem(items: readonly Item[]): Item {
  return items.length === 0 ? "{}" : seq("{", "}", COMMA, items);
}

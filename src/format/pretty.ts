// pretty — terms broken into lines, as ~p and the shell print them: text as strings, elements aligned, records by name.
//
// Mirrors io_lib_pretty:print/2. Three steps: the term is measured (intermediate.ts), then either written on one line,
// or the indentation that works is found (tag-indent.ts) and the term laid out (layout.ts).
import { isAtom } from "../terms/atom.ts";
import { isBitString } from "../terms/bits.ts";
import { isList } from "../terms/list.ts";
import { isMap } from "../terms/map.ts";
import { NativeRecord } from "../terms/native-record.ts";
import type { Atom, Term } from "../terms/term.ts";
import { isTuple } from "../terms/tuple.ts";
import { type Chars, DeepChars, FlatChars, Indent } from "./chars.ts";
import { Measurer, type RecordFields } from "./intermediate.ts";
import { Layout } from "./layout.ts";
import { measureWithin } from "./limit.ts";
import type { MapOrder } from "./map-order.ts";
import { writeNode } from "./one-line.ts";
import { writeAtom } from "./quote.ts";
import { tagIndent } from "./tag-indent.ts";
import { writeSimple } from "./write.ts";

export interface PrettyOptions {
  /** The column at which it begins, from 1 (the default). */
  column?: number;
  /** Columns on a line: 80 unless told otherwise; 0 for all on one line. */
  lineLength?: number;
  /** How deep to go; -1, the default, for all. The shell's results: 30. */
  depth?: number;
  /** Characters on a line, indentation not counted; -1, the default, for no limit of its own. The shell: 60. */
  lineMaxChars?: number;
  /** About how many characters to print in all; -1, the default, for no limit. */
  charsLimit?: number;
  /** Whether lists and binaries of printable characters are shown as text: the default. */
  strings?: boolean;
  /** Whether characters beyond 255 are escaped (OTP's encoding latin1). */
  latin1?: boolean;
  recordPrint?: RecordFields | null;
  mapOrder?: MapOrder;
}

/** A term, pretty-printed. `pretty(t, { column, depth: 30, lineMaxChars: 60 })` is how the shell shows results. */
export function pretty(term: Term, options: PrettyOptions = {}): string {
  const chars = new FlatChars();
  prettyTo(chars, term, options);
  return chars.value;
}

/** The same as the deep list that io_lib:print/4 returns. */
export function prettyDeep(term: Term, options: PrettyOptions = {}): Term {
  const chars = new DeepChars();
  prettyTo(chars, term, options);
  return chars.only();
}

/** Pretty-prints a term to `chars`. */
export function prettyTo(chars: Chars, term: Term, options: PrettyOptions): void {
  const { depth = -1, charsLimit = -1, lineLength = 80, latin1 = false } = options;
  if (depth === 0 || charsLimit === 0) {
    chars.text("...");
    return;
  }
  if (isAtom(term)) {
    chars.text(writeAtom(term as Atom, latin1));
    return;
  }
  if (!isCompound(term)) {
    chars.text(writeSimple(term));
    return;
  }
  const measurer = new Measurer(
    latin1,
    options.strings !== false,
    options.recordPrint ?? null,
    options.mapOrder,
  );
  const node =
    charsLimit < 0 ? measurer.measure(term, depth, -1) : measureWithin(measurer, term, depth, charsLimit);
  const column = Math.max(1, options.column ?? 1);
  const lineMaxChars = options.lineMaxChars ?? -1;
  const maxChars = lineMaxChars < 0 ? node.length : lineMaxChars;
  if (lineLength === 0 || (node.length < lineLength - column && node.length <= maxChars)) {
    writeNode(chars, node);
    return;
  }
  const indent = tagIndent(node, column, lineLength, maxChars);
  new Layout(chars, lineLength, maxChars, indent).print(node, column, new Indent(column - 1, null), 0, 0);
}

/** A term on one line within about `charsLimit` characters, lists not as strings: io_lib:write/2 with a chars_limit. */
export function writeWithin(
  chars: Chars,
  term: Term,
  depth: number,
  charsLimit: number,
  latin1: boolean,
  mapOrder: MapOrder,
): void {
  if (depth === 0 || charsLimit === 0) {
    chars.text("...");
    return;
  }
  writeNode(chars, measureWithin(new Measurer(latin1, false, null, mapOrder), term, depth, charsLimit));
}

function isCompound(term: Term): boolean {
  return isList(term) || isTuple(term) || isBitString(term) || isMap(term) || term instanceof NativeRecord;
}

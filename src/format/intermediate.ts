// intermediate — a term measured for pretty printing: its parts as text, with their lengths, within a depth and a limit.
//
// Mirrors the intermediate format of io_lib_pretty. Separators are counted here and added when the lines are laid out
// (pretty.ts). What a depth or a limit on characters cut off is a DOTS node; where a limit is given, nodes that lost
// something remember how to measure themselves again, deeper (`more`), which is how a balanced cut is found.
// What is nested more deeply than the JavaScript stack allows is measured from the inside out (deep-parts.ts).
import { isAtom } from "../terms/atom.ts";
import { Bits } from "../terms/bits.ts";
import { isList, isNil } from "../terms/list.ts";
import { isMap, mapSize } from "../terms/map.ts";
import { NativeRecord } from "../terms/native-record.ts";
import type { Atom, Term } from "../terms/term.ts";
import { isTuple } from "../terms/tuple.ts";
import { charsLength, DEEPEST } from "./chars.ts";
import { innermostFirst } from "./deep-parts.ts";
import { ListCursor } from "./list-cursor.ts";
import { type MapOrder, orderedEntries } from "./map-order.ts";
import { binaryText, stringText } from "./printable.ts";
import { writeAtom } from "./quote.ts";
import { limitedBinary, writeSimple } from "./write.ts";

export const TEXT = 0;
export const LIST = 1;
export const TUPLE = 2;
/** A tuple of two elements or more, the first of them an atom. */
export const TAGGED = 3;
export const MAP = 4;
export const PAIR = 5;
export const RECORD = 6;
export const FIELD = 7;
export const BINARY = 8;
export const DOTS = 9;

/** Measures again, `deeper` levels deeper. Of a DOTS node: what stands in its place, in `items` and `tail`. */
export type More = (limit: number, deeper: number) => Node;

export class Node {
  readonly kind: number;
  /** TEXT and BINARY: all of it. RECORD: `#name`, FIELD: the name. */
  readonly text: string;
  /** Characters that it takes on one line. */
  readonly length: number;
  /** How much of that is dots: 0 if nothing was cut off. */
  readonly dots: number;
  /** Elements; of a PAIR, key and value; of a FIELD, the value. */
  readonly items: readonly Node[];
  /** What follows the elements: a DOTS node, the tail of an improper list, or nothing. */
  readonly tail: Node | null;
  readonly more: More | null;

  constructor(
    kind: number,
    text: string,
    length: number,
    dots: number,
    items: readonly Node[],
    tail: Node | null,
    more: More | null,
  ) {
    this.kind = kind;
    this.text = text;
    this.length = length;
    this.dots = dots;
    this.items = items;
    this.tail = tail;
    this.more = more;
  }

  /** A node of elements, its brackets `length` characters long; separators are counted here. */
  static of(kind: number, text: string, length: number, items: readonly Node[], tail: Node | null): Node {
    let dots = 0;
    length += Math.max(0, items.length - 1);
    for (let i = 0; i < items.length; i++) {
      const item = items[i] as Node;
      length += item.length;
      dots += item.dots;
    }
    if (tail !== null) {
      length += tail.length + (items.length > 0 ? 1 : 0);
      dots += tail.dots;
    }
    return new Node(kind, text, length, dots, items, tail, null);
  }
}

/** Names of the fields of a record, or null if tuples with that tag are no records. */
export type RecordFields = (tag: Atom, fields: number) => readonly Atom[] | null;

const NONE: readonly Node[] = [];
const text = (chars: string, length = charsLength(chars)) =>
  new Node(TEXT, chars, length, 0, NONE, null, null);

/** What is left of a limit after `used`; a negative limit is none. */
export function less(limit: number, used: number): number {
  if (limit < 0) return limit;
  return limit >= used ? limit - used : 0;
}

/** Measures terms. `depth` counts down to 1, or is negative for no limit; so is `limit`, the characters to use at most. */
export class Measurer {
  private readonly latin1: boolean;
  private readonly strings: boolean;
  private readonly records: RecordFields | null;
  private readonly order: MapOrder;
  private level = 0;
  /** What the parts of a deeply nested term have been measured as. */
  private known: Map<Term, Node> | null = null;

  constructor(latin1: boolean, strings: boolean, records: RecordFields | null, order: MapOrder) {
    this.latin1 = latin1;
    this.strings = strings;
    this.records = records;
    this.order = order;
  }

  measure(term: Term, depth: number, limit: number): Node {
    if (typeof term === "number") return text(writeSimple(term));
    if (isAtom(term)) return text(writeAtom(term, this.latin1));
    if (this.level >= DEEPEST && depth < 0 && limit < 0) return this.deep(term);
    this.level++;
    const node = this.compound(term, depth, limit);
    this.level--;
    return node;
  }

  /** A part that begins at level DEEPEST, nothing being cut off. */
  private deep(term: Term): Node {
    const known = this.known ?? new Map<Term, Node>();
    this.known = known;
    for (const part of innermostFirst(term, DEEPEST, known)) {
      this.level = 0;
      known.set(part, this.measure(part, -1, -1));
    }
    this.level = DEEPEST;
    return known.get(term) as Node;
  }

  private compound(term: Term, depth: number, limit: number): Node {
    if (isList(term)) return isNil(term) ? text("[]") : this.list(term, depth, limit);
    if (term instanceof NativeRecord) return this.nativeRecord(term, depth, limit);
    if (isTuple(term)) return term.length === 0 ? text("{}") : this.tupleOrRecord(term, depth, limit);
    if (term instanceof Uint8Array || term instanceof Bits) return this.binary(term, depth, limit);
    if (isMap(term)) return mapSize(term) === 0 ? text("#{}") : this.map(term, depth, limit);
    return text(writeSimple(term));
  }

  private list(list: Term, depth: number, limit: number): Node {
    if (this.strings && depth !== 1) {
      const found = stringText(list, limit, this.latin1);
      if (found !== null) return text(found.text, found.length);
    }
    const { items, tail } = this.elements(new ListCursor(list), depth, less(limit, 2));
    const node = Node.of(LIST, "", 2, items, tail);
    if (node.dots === 0 || limit < 0) return node;
    const more: More = (newLimit, deeper) => this.measure(list, depth + deeper, newLimit);
    return new Node(LIST, "", node.length, node.dots, items, tail, more);
  }

  private elements(cursor: ListCursor, depth: number, limit: number): { items: Node[]; tail: Node | null } {
    const items: Node[] = [];
    while (!cursor.atEnd()) {
      if (depth === 1 || limit === 0) {
        const here = limit < 0 ? cursor : cursor.clone();
        const [at, left] = [depth, limit];
        return {
          items,
          tail: dots(left, (newLimit, deeper) => {
            const rest = this.elements(here.clone(), at + deeper, newLimit);
            return new Node(LIST, "", 0, 0, rest.items, rest.tail, null);
          }),
        };
      }
      if (!cursor.next()) return { items, tail: this.measure(cursor.tail, depth - 1, limit) };
      const left = cursor.atEnd() ? limit : less(limit, 1);
      const item = this.measure(cursor.head, depth - 1, left);
      items.push(item);
      depth--;
      limit = less(left, item.length);
    }
    return { items, tail: null };
  }

  private tupleOrRecord(tuple: readonly Term[], depth: number, limit: number): Node {
    const tag = tuple[0];
    const names = this.records !== null && isAtom(tag) ? this.records(tag, tuple.length - 1) : null;
    if (names === null) return this.tuple(tuple, depth, limit);
    return this.record(`#${writeAtom(tag, this.latin1)}`, "{...}", tuple, names, depth, limit);
  }

  private nativeRecord(record: NativeRecord, depth: number, limit: number): Node {
    const name = `#${writeAtom(record.module, this.latin1)}:${writeAtom(record.name, this.latin1)}`;
    const short = record.fields.length === 0 ? `${name}{}` : `${name}{...}`;
    return this.record(name, short, [record.name, ...record.values], record.fields, depth, limit);
  }

  private tuple(tuple: readonly Term[], depth: number, limit: number): Node {
    if (depth === 1)
      return cut("{...}", limit, (newLimit, deeper) => this.tuple(tuple, 1 + deeper, newLimit));
    const { items, tail } = this.row(tuple, 0, depth, less(limit, 2));
    return Node.of(tuple.length > 1 && isAtom(tuple[0]) ? TAGGED : TUPLE, "", 2, items, tail);
  }

  private row(
    tuple: readonly Term[],
    from: number,
    depth: number,
    limit: number,
  ): { items: Node[]; tail: Node | null } {
    const items: Node[] = [];
    for (let i = from; i < tuple.length; i++, depth--) {
      if (depth === 1 || limit === 0) {
        const at = depth;
        return {
          items,
          tail: dots(limit, (newLimit, deeper) => {
            const rest = this.row(tuple, i, at + deeper, newLimit);
            return new Node(TUPLE, "", 0, 0, rest.items, rest.tail, null);
          }),
        };
      }
      const left = i === tuple.length - 1 ? limit : less(limit, 1);
      const item = this.measure(tuple[i], depth - 1, left);
      items.push(item);
      limit = less(left, item.length);
    }
    return { items, tail: null };
  }

  /** A record by name, `short` at depth 1: `tuple` has the values of its fields from index 1 on. */
  private record(
    name: string,
    short: string,
    tuple: readonly Term[],
    names: readonly Atom[],
    depth: number,
    limit: number,
  ): Node {
    if (depth === 1) {
      return cut(short, limit, (newLimit, deeper) =>
        this.record(name, short, tuple, names, 1 + deeper, newLimit),
      );
    }
    const length = charsLength(name) + 2;
    const { items, tail } = this.fields(tuple, names, 0, depth - 1, less(limit, length));
    return Node.of(RECORD, name, length, items, tail);
  }

  private fields(
    tuple: readonly Term[],
    names: readonly Atom[],
    from: number,
    depth: number,
    limit: number,
  ): { items: Node[]; tail: Node | null } {
    const items: Node[] = [];
    for (let i = from; i < names.length; i++, depth--) {
      if (depth === 1 || limit === 0) {
        const at = depth;
        return {
          items,
          tail: dots(limit, (newLimit, deeper) => {
            const rest = this.fields(tuple, names, i, at + deeper, newLimit);
            return new Node(RECORD, "", 0, 0, rest.items, rest.tail, null);
          }),
        };
      }
      const left = i === names.length - 1 ? limit : less(limit, 1);
      const name = writeAtom(names[i], this.latin1);
      const nameLength = charsLength(name) + 3;
      const value = this.measure(tuple[i + 1], depth - 1, less(left, nameLength));
      items.push(new Node(FIELD, name, nameLength + value.length, value.dots, [value], null, null));
      limit = less(left, nameLength + value.length);
    }
    return { items, tail: null };
  }

  private map(map: Term, depth: number, limit: number): Node {
    if (depth === 1) return cut("#{...}", limit, (newLimit, deeper) => this.map(map, 1 + deeper, newLimit));
    const entries = orderedEntries(map, this.order);
    const { items, tail } = this.pairs(entries, 0, depth, depth - 1, less(limit, 3));
    return Node.of(MAP, "", 3, items, tail);
  }

  private pairs(
    entries: readonly (readonly [Term, Term])[],
    from: number,
    depth: number,
    inner: number,
    limit: number,
  ): { items: Node[]; tail: Node | null } {
    const items: Node[] = [];
    for (let i = from; i < entries.length; i++, depth--) {
      if (depth === 1 || limit === 0) {
        const at = depth;
        return {
          items,
          tail: dots(limit, (newLimit, deeper) => {
            const rest = this.pairs(entries, i, at + deeper, inner, newLimit);
            return new Node(MAP, "", 0, 0, rest.items, rest.tail, null);
          }),
        };
      }
      const [key, value] = entries[i] as readonly [Term, Term];
      const left = i === entries.length - 1 ? limit : less(limit, 1);
      const k = this.measure(key, inner, left);
      const v = this.measure(value, inner, less(left, k.length + 4));
      const length = k.length + 4 + v.length;
      items.push(new Node(PAIR, "", length, k.dots + v.dots, [k, v], null, null));
      limit = less(left, length);
    }
    return { items, tail: null };
  }

  private binary(term: Uint8Array | Bits, depth: number, limit: number): Node {
    if (term instanceof Uint8Array && term.length === 0) return text("<<>>");
    const more: More = (newLimit, deeper) => this.binary(term, depth + deeper, newLimit);
    if (depth === 1) return cut("<<...>>", limit, more);
    if (this.strings && term instanceof Uint8Array) {
      const found = binaryText(term, depth - 1, less(limit, 6), this.latin1);
      if (found !== null) {
        const end = (found.utf8 ? "/utf8" : "") + (found.all ? ">>" : "...>>");
        const chars = `<<${found.text}${end}`;
        const length = charsLength(found.text) + 2 + end.length;
        return found.all
          ? text(chars, length)
          : new Node(TEXT, chars, length, 3, NONE, null, limit < 0 ? null : more);
      }
    }
    const { text: chars, all } = limitedBinary(term, depth, limit);
    return new Node(BINARY, chars, chars.length, all ? 0 : 3, NONE, null, all || limit < 0 ? null : more);
  }
}

function dots(limit: number, more: More): Node {
  return new Node(DOTS, "...", 3, 3, NONE, null, limit < 0 ? null : more);
}

function cut(chars: string, limit: number, more: More): Node {
  return new Node(TEXT, chars, charsLength(chars), 3, NONE, null, limit < 0 ? null : more);
}

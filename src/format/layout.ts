// layout — breaks a measured term into lines: where each part goes once the whole does not fit.
//
// Mirrors the `pp` functions of io_lib_pretty. Everywhere, `col` is the column (from 1), `ind` the spaces that a new
// line begins with, `lastDepth` how many closing brackets must still fit after the part, and `width` how many
// characters the line holds already, indentation not counted, which may not exceed `maxChars`. A part that is broken
// into lines takes all of the last, whatever it holds, so that one nested deeply can be left for later (chars.ts).
import { type Chars, DEEPEST, type Indent } from "./chars.ts";
import { BINARY, DOTS, LIST, MAP, type Node, RECORD, TAGGED, TEXT, TUPLE } from "./intermediate.ts";
import { writeBytes, writeNode } from "./one-line.ts";

/** Whether a node is plain text, which may share its line with others. */
export function isPlain(node: Node): boolean {
  return node.kind === TEXT;
}

/** The same for key and value, or for the value of a field. */
export function isPlainInside(node: Node): boolean {
  for (const part of node.items) if (part.kind !== TEXT) return false;
  return true;
}

/** How many closing brackets follow an element: those of the whole if it is the last. */
export function lastDepthAt(node: Node, index: number, lastDepth: number): number {
  return index < node.items.length - 1 ? 0 : lastDepth + 1;
}

/** Lays out nodes on lines of `lineLength`, each of at most `maxChars` characters. */
export class Layout {
  private readonly chars: Chars;
  private readonly lineLength: number;
  private readonly maxChars: number;
  /** How tagged tuples and records are indented: by at most this many spaces; -1 for as wide as the tag is. */
  private readonly tagIndent: number;

  constructor(chars: Chars, lineLength: number, maxChars: number, tagIndent: number) {
    this.chars = chars;
    this.lineLength = lineLength;
    this.maxChars = maxChars;
    this.tagIndent = tagIndent;
  }

  print(node: Node, col: number, ind: Indent, lastDepth: number, width: number, inline = false): void {
    const chars = this.chars;
    if (this.fits(node.length, col, lastDepth, width) || node.kind === TEXT) {
      writeNode(chars, node, inline);
    } else if (chars.level > DEEPEST) {
      chars.later(() => this.lines(node, col, ind, lastDepth, width, inline));
    } else {
      this.lines(node, col, ind, lastDepth, width, inline);
    }
  }

  private lines(
    node: Node,
    col: number,
    ind: Indent,
    lastDepth: number,
    width: number,
    inline: boolean,
  ): void {
    const chars = this.chars;
    if (!inline) chars.open();
    switch (node.kind) {
      case LIST:
        chars.add("[");
        this.nested(node, col + 1, ind.deeper(1), lastDepth, "|", width + 1);
        chars.add("]");
        break;
      case TUPLE:
        chars.add("{");
        this.nested(node, col + 1, ind.deeper(1), lastDepth, ",", width + 1);
        chars.add("}");
        break;
      case TAGGED:
        chars.add("{");
        this.tagged(node, col, ind, lastDepth, width + 1);
        chars.add("}");
        break;
      case MAP:
        chars.add("#{");
        this.pairs(node, col + 2, ind.deeper(2), lastDepth, width + 1);
        chars.add("}");
        break;
      case RECORD:
        chars.text(node.text);
        chars.add("{");
        this.fields(node, col, ind, lastDepth, width + node.text.length + 1);
        chars.add("}");
        break;
      case BINARY:
        this.binary(node, col + 2, ind.deeper(2), lastDepth, width);
    }
    if (!inline) chars.close();
  }

  private fits(length: number, col: number, lastDepth: number, width: number): boolean {
    return length < this.lineLength - col - lastDepth && length + width + lastDepth <= this.maxChars;
  }

  /** Whether an element of `length`, its comma included, still fits on the line. */
  private follows(length: number, col: number, lastDepth: number, width: number): boolean {
    return lastDepth === 0
      ? length + 1 < this.lineLength - col && width + length + 1 <= this.maxChars
      : length < this.lineLength - col - lastDepth && width + length + lastDepth <= this.maxChars;
  }

  private newLine(separator: string, ind: Indent): void {
    this.chars.add(`${separator}\n`);
    this.spaces(ind);
  }

  private spaces(ind: Indent): void {
    this.chars.open();
    this.chars.indent(ind);
    this.chars.close();
  }

  /** The start of a new line as one string; an empty string if there is none. */
  private lineStart(breaks: boolean, ind: Indent): void {
    this.chars.open();
    if (breaks) {
      this.chars.add("\n");
      this.chars.indent(ind);
    }
    this.chars.close();
  }

  private nested(node: Node, col: number, ind: Indent, lastDepth: number, bar: string, width: number): void {
    this.chars.open();
    this.elements(node, 0, col, ind, lastDepth, bar, width);
    this.chars.close();
  }

  private elements(
    node: Node,
    from: number,
    col: number,
    ind: Indent,
    lastDepth: number,
    bar: string,
    width: number,
  ): void {
    if (from === node.items.length) {
      writeNode(this.chars, node.tail as Node, true);
      return;
    }
    const used = this.element(node.items[from] as Node, col, ind, lastDepthAt(node, from, lastDepth), width);
    this.rest(node, from + 1, col, col + used, ind, lastDepth, bar, width + used);
  }

  /** The elements from `from` on, after one that ended at column `at`. */
  private rest(
    node: Node,
    from: number,
    col: number,
    at: number,
    ind: Indent,
    lastDepth: number,
    bar: string,
    width: number,
  ): void {
    const { items, tail } = node;
    for (let i = from; i < items.length; i++) {
      const item = items[i] as Node;
      const depth = lastDepthAt(node, i, lastDepth);
      const length = item.length + 1;
      if (isPlain(item) && this.follows(length, at, depth, width)) {
        this.chars.add(",");
        writeNode(this.chars, item);
        at += length;
        width += length;
      } else {
        this.newLine(",", ind);
        width = this.element(item, col, ind, depth, 0);
        at = col + width;
      }
    }
    if (tail === null) return;
    if (tail.kind === DOTS || (isPlain(tail) && this.fits(tail.length + 1, at, lastDepth + 1, width))) {
      this.chars.add(bar);
      writeNode(this.chars, tail, true);
    } else {
      this.newLine(bar, ind);
      this.print(tail, col, ind, lastDepth + 1, 0, true);
    }
  }

  /** Prints an element and says how wide it was: all of the line unless it is plain text, so that none follows it. */
  private element(node: Node, col: number, ind: Indent, lastDepth: number, width: number): number {
    if (isPlain(node) && this.fits(node.length, col, lastDepth, width)) {
      writeNode(this.chars, node);
      return node.length;
    }
    this.print(node, col, ind, lastDepth, width);
    return this.lineLength;
  }

  private tagged(node: Node, col: number, ind: Indent, lastDepth: number, width: number): void {
    const chars = this.chars;
    chars.open();
    const tag = node.items[0];
    if (tag === undefined) {
      chars.add("...");
    } else {
      const tagWidth = tag.length + 2;
      const limit = this.tagIndent;
      writeNode(chars, tag);
      if (limit > 0 && tagWidth > limit) {
        this.rest(
          node,
          1,
          col + limit,
          col + tagWidth,
          ind.deeper(limit),
          lastDepth,
          ",",
          width + tag.length,
        );
      } else {
        chars.add(",");
        this.elements(node, 1, col + tagWidth, ind.deeper(tagWidth), lastDepth, ",", width + tag.length + 1);
      }
    }
    chars.close();
  }

  private pairs(node: Node, col: number, ind: Indent, lastDepth: number, width: number): void {
    const { items, tail } = node;
    this.chars.open();
    let at = col;
    for (let i = 0; i < items.length; i++) {
      const item = items[i] as Node;
      const depth = lastDepthAt(node, i, lastDepth);
      const length = item.length + 1;
      if (i > 0 && isPlainInside(item) && this.follows(length, at, depth, width)) {
        this.chars.add(",");
        writeNode(this.chars, item);
        at += length;
        width += length;
      } else {
        if (i > 0) this.newLine(",", ind);
        width = this.pair(item, col, ind, depth, i > 0 ? 0 : width);
        at = col + width;
      }
    }
    if (tail !== null) this.chars.add(items.length > 0 ? ",..." : "...");
    this.chars.close();
  }

  private pair(node: Node, col: number, ind: Indent, lastDepth: number, width: number): number {
    const chars = this.chars;
    if (this.fits(node.length, col, lastDepth, width)) {
      writeNode(chars, node);
      return isPlainInside(node) ? node.length : this.lineLength;
    }
    const indent = valueIndent(this.tagIndent);
    const valueInd = ind.deeper(indent);
    chars.open();
    this.print(node.items[0] as Node, col, ind, lastDepth, width);
    chars.text(" =>\n");
    this.spaces(valueInd);
    this.print(node.items[1] as Node, col + indent, valueInd, lastDepth, 0, true);
    chars.close();
    return this.lineLength;
  }

  private fields(node: Node, col: number, ind: Indent, lastDepth: number, width: number): void {
    const chars = this.chars;
    const { items, tail } = node;
    chars.open();
    if (items.length > 0) {
      const breaks = this.breaksAfter(node.text.length + 1);
      const indent = breaks ? this.tagIndent : node.text.length + 1;
      col += indent;
      ind = ind.deeper(indent);
      this.lineStart(breaks, ind);
      if (breaks) width = 0;
      const used = this.field(items[0] as Node, col, ind, lastDepthAt(node, 0, lastDepth), width);
      width += used;
      let at = col + used;
      for (let i = 1; i < items.length; i++) {
        const item = items[i] as Node;
        const depth = lastDepthAt(node, i, lastDepth);
        const length = item.length + 1;
        if (isPlainInside(item) && this.follows(length, at, depth, width)) {
          chars.add(",");
          writeNode(chars, item);
          at += length;
          width += length;
        } else {
          this.newLine(",", ind);
          width = this.field(item, col, ind, depth, 0);
          at = col + width;
        }
      }
    }
    if (tail !== null) chars.add(items.length > 0 ? ",..." : "...");
    chars.close();
  }

  private field(node: Node, col: number, ind: Indent, lastDepth: number, width: number): number {
    const chars = this.chars;
    if (this.fits(node.length, col, lastDepth, width)) {
      writeNode(chars, node);
      return isPlainInside(node) ? node.length : this.lineLength;
    }
    const value = node.items[0] as Node;
    const nameWidth = node.length - value.length;
    const breaks = this.breaksAfter(nameWidth);
    const indent = breaks ? this.tagIndent : nameWidth;
    chars.open();
    chars.text(node.text);
    chars.text(breaks ? " =" : " = ");
    const valueInd = ind.deeper(indent);
    this.lineStart(breaks, valueInd);
    this.print(value, col + indent, valueInd, lastDepth, breaks ? 0 : width + nameWidth, true);
    chars.close();
    return this.lineLength;
  }

  /** Whether what follows a name of that width goes to the next line, indented less. */
  private breaksAfter(width: number): boolean {
    return this.tagIndent > 0 && width > this.tagIndent;
  }

  private binary(node: Node, col: number, ind: Indent, lastDepth: number, width: number): void {
    const chars = this.chars;
    const room = Math.max(8, Math.min(this.lineLength - col, this.maxChars - 4 - width) - lastDepth);
    const parts = node.text.slice(2, -2).split(",");
    chars.add("<<");
    chars.open();
    let left = room;
    for (let i = 0; i < parts.length - 1; i++) {
      const part = parts[i] as string;
      if (part.length + 1 > left) {
        this.newLine("", ind);
        left = room;
      }
      left -= part.length + 1;
      chars.text(part);
      chars.add(",");
    }
    const last = parts[parts.length - 1] as string;
    const breaks = last.length > left;
    if (breaks) {
      this.newLine("", ind);
      chars.open();
    }
    writeBytes(chars, last);
    if (breaks) chars.close();
    chars.close();
    chars.add(">>");
  }
}

/** By how much the value of an association is indented on the line after its key. */
export function valueIndent(tagIndent: number): number {
  return tagIndent > 0 ? tagIndent : 4;
}

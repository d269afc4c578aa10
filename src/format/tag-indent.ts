// tag-indent — how far tagged tuples and records may be indented before the lines get too narrow.
//
// Mirrors the `cind` functions of io_lib_pretty: the layout of layout.ts, gone through without printing, with one way
// of indenting; it is no good if some part would begin too far to the right. That it differs from the layout in
// places (widths of maps, columns after fields) is OTP's doing and decides where lines break.
import { DEEPEST } from "./chars.ts";
import { DOTS, FIELD, LIST, MAP, type Node, PAIR, RECORD, TAGGED, TUPLE } from "./intermediate.ts";
import { isPlain, isPlainInside, lastDepthAt, valueIndent } from "./layout.ts";

/** The first of: as wide as the tag (-1), 4 spaces, 1 space, that lets the term be laid out. */
export function tagIndent(node: Node, col: number, lineLength: number, maxChars: number): number {
  for (const indent of [-1, 4]) {
    if (new Probe(lineLength, maxChars, indent).whole(node, col)) return indent;
  }
  return 1;
}

/** What a probe of a part answers if the indentation is no good; else it is the width of the part. */
const NO_GOOD = -1;

class Probe {
  private readonly lineLength: number;
  private readonly maxChars: number;
  private readonly indent: number;
  private level = 0;
  /** Parts nested too deeply for the JavaScript stack, still to be gone through; until then they are good. */
  private readonly left: { node: Node; col: number; lastDepth: number; width: number }[] = [];

  constructor(lineLength: number, maxChars: number, indent: number) {
    this.lineLength = lineLength;
    this.maxChars = maxChars;
    this.indent = indent;
  }

  whole(node: Node, col: number): boolean {
    let good = this.node(node, col, 0, 0);
    for (let part = this.left.pop(); good && part !== undefined; part = this.left.pop()) {
      good = this.node(part.node, part.col, part.lastDepth, part.width);
    }
    return good;
  }

  private node(node: Node, col: number, lastDepth: number, width: number): boolean {
    if (this.fits(node.length, col, lastDepth, width)) return true;
    if (this.level > DEEPEST) {
      this.left.push({ node, col, lastDepth, width });
      return true;
    }
    this.level++;
    const good = this.compound(node, col, lastDepth, width);
    this.level--;
    return good;
  }

  private compound(node: Node, col: number, lastDepth: number, width: number): boolean {
    switch (node.kind) {
      case LIST:
      case TUPLE:
        return this.elements(node, 0, col + 1, lastDepth, width + 1);
      case TAGGED:
        return this.tagged(node, col, lastDepth, width + 1);
      case MAP:
        return this.pairs(node, col + 2, lastDepth, width + 2);
      case RECORD:
        return this.fields(node, col, lastDepth, width + node.text.length + 1);
      default:
        return true;
    }
  }

  private fits(length: number, col: number, lastDepth: number, width: number): boolean {
    return length < this.lineLength - col - lastDepth && length + width + lastDepth <= this.maxChars;
  }

  private follows(length: number, col: number, lastDepth: number, width: number): boolean {
    return lastDepth === 0
      ? length + 1 < this.lineLength - col && width + length + 1 <= this.maxChars
      : length < this.lineLength - col - lastDepth && width + length + lastDepth <= this.maxChars;
  }

  private tagged(node: Node, col: number, lastDepth: number, width: number): boolean {
    const tag = node.items[0];
    if (tag === undefined) return true;
    const tagWidth = tag.length + 2;
    const half = Math.floor(this.lineLength / 2);
    if (this.indent > 0 && tagWidth > this.indent) {
      const to = col + this.indent;
      if (this.maxChars + to > this.lineLength && to > half) return false;
      return this.rest(node, 1, to, col + tagWidth, lastDepth, width + tag.length);
    }
    const to = col + tagWidth;
    if (this.maxChars + to >= this.lineLength && to >= half) return false;
    return this.elements(node, 1, to, lastDepth, width + tag.length + 1);
  }

  private elements(node: Node, from: number, col: number, lastDepth: number, width: number): boolean {
    if (from === node.items.length) return true;
    const used = this.element(node.items[from] as Node, col, lastDepthAt(node, from, lastDepth), width);
    return used !== NO_GOOD && this.rest(node, from + 1, col, col + used, lastDepth, width + used);
  }

  private rest(node: Node, from: number, col: number, at: number, lastDepth: number, width: number): boolean {
    const { items, tail } = node;
    for (let i = from; i < items.length; i++) {
      const item = items[i] as Node;
      const depth = lastDepthAt(node, i, lastDepth);
      const length = item.length + 1;
      if (isPlain(item) && this.follows(length, at, depth, width)) {
        at += length;
        width += length;
      } else {
        width = this.element(item, col, depth, 0);
        if (width === NO_GOOD) return false;
        at = col + width;
      }
    }
    if (tail === null || tail.kind === DOTS) return true;
    if (isPlain(tail) && this.fits(tail.length + 1, at, lastDepth + 1, width)) return true;
    return this.node(tail, at, lastDepth + 1, 0);
  }

  private element(node: Node, col: number, lastDepth: number, width: number): number {
    if (isPlain(node) && this.fits(node.length, col, lastDepth, width)) return node.length;
    return this.node(node, col, lastDepth, width) ? this.lineLength : NO_GOOD;
  }

  private pairs(node: Node, col: number, lastDepth: number, width: number): boolean {
    const { items } = node;
    let at = col;
    for (let i = 0; i < items.length; i++) {
      const item = items[i] as Node;
      const depth = lastDepthAt(node, i, lastDepth);
      const length = item.length + 1;
      if (i > 0 && isPlainInside(item) && this.follows(length, at, depth, width)) {
        at += length;
        width += length;
      } else {
        const used = this.pair(item, col, depth, i > 0 ? 0 : width);
        if (used === NO_GOOD) return false;
        width = i > 0 ? used : width + used;
        at = col + used;
      }
    }
    return true;
  }

  private pair(node: Node, col: number, lastDepth: number, width: number): number {
    if (node.kind === PAIR && this.fits(node.length, col, lastDepth, width)) {
      return isPlainInside(node) ? node.length : this.lineLength;
    }
    const [key, value] = node.items as [Node, Node];
    const good =
      this.node(key, col, lastDepth, width) && this.node(value, col + valueIndent(this.indent), lastDepth, 0);
    return good ? this.lineLength : NO_GOOD;
  }

  private fields(node: Node, col: number, lastDepth: number, width: number): boolean {
    const { items } = node;
    if (items.length === 0) return true;
    const nameWidth = node.text.length + 1;
    const breaks = this.indent > 0 && nameWidth > this.indent;
    col += breaks ? this.indent : nameWidth;
    if (this.isTooFar(col)) return false;
    if (breaks) width = 0;
    let used = this.field(items[0] as Node, col, lastDepthAt(node, 0, lastDepth), width);
    if (used === NO_GOOD) return false;
    let at = col + used;
    width += used;
    for (let i = 1; i < items.length; i++) {
      const item = items[i] as Node;
      const depth = lastDepthAt(node, i, lastDepth);
      const length = item.length + 1;
      if (isPlainInside(item) && this.follows(length, at, depth, width)) {
        at += length;
        width += length;
      } else {
        used = this.field(item, col, depth, 0);
        if (used === NO_GOOD) return false;
        at += used;
        width = used;
      }
    }
    return true;
  }

  private field(node: Node, col: number, lastDepth: number, width: number): number {
    if (node.kind === FIELD && this.fits(node.length, col, lastDepth, width)) {
      return isPlainInside(node) ? node.length : this.lineLength;
    }
    const value = node.items[0] as Node;
    const nameWidth = node.length - value.length;
    const breaks = this.indent > 0 && nameWidth > this.indent;
    col += breaks ? this.indent : nameWidth;
    if (this.isTooFar(col)) return NO_GOOD;
    return this.node(value, col, lastDepth, breaks ? 0 : width + nameWidth) ? this.lineLength : NO_GOOD;
  }

  private isTooFar(col: number): boolean {
    return this.maxChars + col > this.lineLength && col > Math.floor(this.lineLength / 2);
  }
}

// gb-walks — the way to the ends of a tree, to the neighbours of a key and through an iterator: what gb_trees and gb_sets
// do alike, but for the lines that their errors tell.
import type { StackItem } from "../terms/exception.ts";
import { asCons, isNil } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple2 } from "../terms/tuple.ts";
import * as trees from "./balanced-tree.ts";
import type { OtpSource } from "./otp-source.ts";

type Node = any;

const ORDERED = Symbol.for("ordered");
const REVERSED = Symbol.for("reversed");

export const isOrder = (term: Term): boolean => term === ORDERED || term === REVERSED;
export { ORDERED };

/** The lines of iterator_1 and iterator_r, and of next/1: its own, and those of its calls. */
export interface IteratorLines {
  readonly path: readonly [number, number];
  readonly next: readonly [number, number, number];
}

export class Walks {
  private readonly source: OtpSource;
  /** How many elements a node has. */
  private readonly width: number;
  private readonly lines: IteratorLines;

  constructor(source: OtpSource, width: number, lines: IteratorLines) {
    this.source = source;
    this.width = width;
    this.lines = lines;
  }

  /** The last or the first node, and the tree without it: `lines` of `name1`, of its call of itself, and of its caller. */
  takeEnd(
    root: Term,
    name: string,
    lines: readonly [number, number, number],
    largest: boolean,
  ): [Node, Term] {
    const way = trees.wayToEnd(root, largest, this.width);
    const { end } = way;
    if (!trees.isNode(end, this.width)) {
      const [own, again, caller] = lines;
      const waiting = trees.waitingOn(way, this.source, `${name}1`, 1, [again, again]);
      throw this.source.noClause(`${name}1`, [end], own, ...waiting, this.source.item(name, 1, caller));
    }
    return [end, trees.rebuilt(way, largest ? trees.smaller(end) : trees.bigger(end))];
  }

  /** The last or the first node. */
  endOf(root: Term, name: string, line: number, largest: boolean): Node {
    const { end } = trees.wayToEnd(root, largest, this.width);
    if (!trees.isNode(end, this.width)) throw this.source.noClause(`${name}_1`, [end], line);
    return end;
  }

  /** The node next to a key; undefined if there is none. `lines` are those of `name_1`, and of its call of itself. */
  beside(root: Term, key: Term, name: string, lines: readonly [number, number], larger: boolean): Node {
    return trees.neighbour(root, key, larger, this.width, (at, nested) => {
      const waiting = nested ? [this.source.item(`${name}_1`, 2, lines[1])] : [];
      return this.source.noClause(`${name}_1`, [key, at], lines[0], ...waiting);
    });
  }

  /** `{Order, Nodes}`: an iterator over a tree, from a key on if one is given; `below` are the nodes after those. */
  iterator(
    root: Term,
    order: Term,
    caller: StackItem,
    below: Term,
    from?: { readonly key: Term; readonly lines: readonly [number, number] },
  ): Term {
    const reversed = order === REVERSED;
    const name = `${from === undefined ? "iterator" : "iterator_from"}_${reversed ? "r" : "1"}`;
    const lines = from?.lines ?? this.lines.path;
    const first = from === undefined ? [] : [from.key];
    const wrong = (at: Term, nodes: Term) =>
      this.source.noClause(name, [...first, at, nodes], lines[reversed ? 1 : 0], caller);
    return tuple2(order, trees.path(root, reversed, below, this.width, wrong, from));
  }

  /** The next node of an iterator, and the iterator after it; undefined if there is none. */
  next(iterator: Term): [Node, Term] | undefined {
    const [own, ordered, reversed] = this.lines.next;
    const isPair = isTuple(iterator) && iterator.length === 2;
    if (isPair && isNil(iterator[1])) return undefined;
    const cell = isPair && isOrder(iterator[0]) ? asCons(iterator[1]) : undefined;
    if (cell === undefined || !trees.isNode(cell.head, this.width))
      throw this.source.noClause("next", [iterator], own);
    const order = (iterator as any)[0];
    const [side, line] =
      order === ORDERED ? [trees.bigger(cell.head), ordered] : [trees.smaller(cell.head), reversed];
    return [cell.head, this.iterator(side, order, this.source.item("next", 1, line), cell.tail)];
  }
}

// mailbox — the messages of a process in the order of their arrival: a linked list, so that selective receive can
// take one out of the middle, and a save pointer can stand at any of them.
import type { Term } from "../terms/term.ts";

export class MessageNode {
  readonly message: Term;
  next: MessageNode | null;
  constructor(message: Term) {
    this.message = message;
    this.next = null;
  }
}

export class Mailbox {
  first: MessageNode | null = null;
  last: MessageNode | null = null;

  append(message: Term): void {
    const node = new MessageNode(message);
    if (this.last === null) this.first = node;
    else this.last.next = node;
    this.last = node;
  }

  /** Takes out `node`, which stands behind `before` (null: it is the first). */
  remove(before: MessageNode | null, node: MessageNode): void {
    if (before === null) this.first = node.next;
    else before.next = node.next;
    if (this.last === node) this.last = before;
  }

  get length(): number {
    let count = 0;
    for (let node = this.first; node !== null; node = node.next) count++;
    return count;
  }

  clear(): void {
    this.first = null;
    this.last = null;
  }

  *[Symbol.iterator](): Iterator<Term> {
    for (let node = this.first; node !== null; node = node.next) yield node.message;
  }
}

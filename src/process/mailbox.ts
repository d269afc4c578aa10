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

/** There is no message in the slot. */
const EMPTY: unique symbol = Symbol("empty") as never;

export class Mailbox {
  /**
   * The message of a mailbox that has only one: most wait for no other, and a node for it would be a young object held
   * by an old one, which costs more than the send itself.
   */
  private slot: Term = EMPTY;
  private head: MessageNode | null = null;
  private last: MessageNode | null = null;

  append(message: Term): void {
    if (this.head === null) {
      if (this.slot === EMPTY) {
        this.slot = message;
        return;
      }
      this.spill();
    }
    const node = new MessageNode(message);
    (this.last as MessageNode).next = node;
    this.last = node;
  }

  /** The one message of a mailbox without nodes, or {@link NONE}. */
  get only(): Term | typeof NONE {
    return this.slot;
  }

  /** Takes out the one message. */
  takeOnly(): void {
    this.slot = EMPTY;
  }

  /** The first node; a message that had none gets one. */
  get first(): MessageNode | null {
    if (this.slot !== EMPTY) this.spill();
    return this.head;
  }

  get isEmpty(): boolean {
    return this.head === null && this.slot === EMPTY;
  }

  /** Puts a message before all others. */
  putFirst(message: Term): void {
    if (this.isEmpty) {
      this.slot = message;
      return;
    }
    const node = new MessageNode(message);
    node.next = this.first;
    this.head = node;
  }

  /** Takes out `node`, which stands behind `before` (null: it is the first). */
  remove(before: MessageNode | null, node: MessageNode): void {
    if (before === null) this.head = node.next;
    else before.next = node.next;
    if (this.last === node) this.last = before;
  }

  get length(): number {
    let count = 0;
    for (let node = this.first; node !== null; node = node.next) count++;
    return count;
  }

  clear(): void {
    this.slot = EMPTY;
    this.head = null;
    this.last = null;
  }

  *[Symbol.iterator](): Iterator<Term> {
    for (let node = this.first; node !== null; node = node.next) yield node.message;
  }

  private spill(): void {
    this.head = this.last = new MessageNode(this.slot);
    this.slot = EMPTY;
  }
}

/** What {@link Mailbox.only} is when there are no messages, or several. */
export const NONE: typeof EMPTY = EMPTY;

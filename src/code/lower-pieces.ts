// lower-pieces — generated code as an ordered list of pieces: text of the original, or text of ours.
//
// Text of ours remembers which place of the original it stands for, so that a stack line in it has a function.

export interface Piece {
  /** Null for a slice of the original. */
  text: string | null;
  readonly start: number;
  end: number;
}

export class Pieces {
  readonly list: Piece[] = [];

  copy(start: number, end: number): void {
    if (start >= end) return;
    const last = this.list.at(-1);
    if (last !== undefined && last.text === null && last.end === start) last.end = end;
    else this.list.push({ text: null, start, end });
  }

  /** Adds text that stands for what is at `anchor`. The piece may be given its text later. */
  text(text: string, anchor: number): Piece {
    const piece = { text, start: anchor, end: anchor };
    this.list.push(piece);
    return piece;
  }

  append(pieces: Pieces): void {
    for (const piece of pieces.list) this.list.push(piece);
  }

  toString(original: string): string {
    let code = "";
    for (const { text, start, end } of this.list) code += text ?? original.slice(start, end);
    return code;
  }
}

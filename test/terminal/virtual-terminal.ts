// virtual-terminal — a terminal in memory that understands what screen.ts writes: for tests of what is seen.
import type { TerminalPort } from "../../src/terminal/screen.ts";
import { clusters, clusterWidth } from "../../src/terminal/width.ts";

export class VirtualTerminal implements TerminalPort {
  readonly columns: number;
  readonly rows: number;
  #lines: string[][] = [[]];
  #row = 0;
  #column = 0;
  bells = 0;

  constructor(columns = 80, rows = 24) {
    this.columns = columns;
    this.rows = rows;
  }

  write(chars: string): void {
    let rest = chars;
    while (rest !== "") {
      const escape = /^\x1b\[([0-9;?]*)([A-Za-z])/.exec(rest);
      if (escape !== null) {
        this.#control(escape[2], Number(escape[1] || "1"), escape[1]);
        rest = rest.slice(escape[0].length);
        continue;
      }
      const text = /^[^\x1b]+/.exec(rest)?.[0] ?? rest[0];
      for (const cluster of clusters(text)) this.#put(cluster);
      rest = rest.slice(text.length);
    }
  }

  /** What is seen, without what follows the last character of each row. */
  get text(): string {
    return this.#lines
      .map((line) => line.join("").trimEnd())
      .join("\n")
      .trimEnd();
  }

  /** Row and column of the cursor. */
  get cursor(): [number, number] {
    return [this.#row, Math.min(this.#column, this.columns - 1)];
  }

  #line(): string[] {
    while (this.#lines.length <= this.#row) this.#lines.push([]);
    return this.#lines[this.#row];
  }

  #put(cluster: string): void {
    if (cluster === "\r\n" || cluster === "\n") {
      if (cluster === "\r\n") this.#column = 0;
      this.#row++;
      this.#line();
    } else if (cluster === "\r") {
      this.#column = 0;
    } else if (cluster === "\x07") {
      this.bells++;
    } else {
      const width = clusterWidth(cluster);
      if (this.#column + width > this.columns) {
        this.#row++;
        this.#column = 0;
      }
      const line = this.#line();
      while (line.length < this.#column) line.push(" ");
      line[this.#column] = cluster;
      for (let i = 1; i < width; i++) line[this.#column + i] = "";
      this.#column += width;
    }
  }

  #control(final: string, count: number, parameters: string): void {
    this.#column = Math.min(this.#column, this.columns - 1);
    switch (final) {
      case "A":
        this.#row = Math.max(0, this.#row - count);
        break;
      case "B":
        this.#row += count;
        break;
      case "C":
        this.#column = Math.min(this.columns - 1, this.#column + count);
        break;
      case "D":
        this.#column = Math.max(0, this.#column - count);
        break;
      case "H":
        this.#row = 0;
        this.#column = 0;
        break;
      case "J":
        if (parameters === "2") this.#lines = [[]];
        else {
          this.#lines.length = Math.min(this.#lines.length, this.#row + 1);
          this.#line().length = Math.min(this.#line().length, this.#column);
        }
        break;
    }
    this.#line();
  }
}

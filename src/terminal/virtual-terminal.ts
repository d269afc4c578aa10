// virtual-terminal — a terminal in memory that understands what screen.ts writes: what scripted sessions and tests see.
//
// What scrolls off its top is kept, and can no more be written to, as on a real one.
import type { TerminalPort } from "./screen.ts";
import { clusters, clusterWidth } from "./width.ts";

const CONTROL = /^\x1b\[([0-9;?]*)([A-Za-z])/;

export class VirtualTerminal implements TerminalPort {
  columns: number;
  readonly rows: number;
  /** All rows, those that have scrolled off first; the second cell of a wide character is "". */
  #lines: string[][] = [[]];
  #styles: string[][] = [[]];
  #style = "";
  #row = 0;
  #column = 0;
  bells = 0;
  /** How many characters were written to it. */
  written = 0;
  writes = 0;

  constructor(columns = 80, rows = 24) {
    this.columns = columns;
    this.rows = rows;
  }

  write(chars: string): void {
    this.written += chars.length;
    this.writes++;
    let rest = chars;
    while (rest !== "") {
      const escape = CONTROL.exec(rest);
      if (escape !== null) {
        this.#control(escape[2], escape[1]);
        rest = rest.slice(escape[0].length);
        continue;
      }
      const text = /^[^\x1b]+/.exec(rest)?.[0] ?? rest[0];
      for (const cluster of clusters(text)) this.#put(cluster);
      rest = rest.slice(text.length);
    }
  }

  /** All that was ever seen, without what follows the last character of each row. */
  get text(): string {
    return shown(this.#lines).trimEnd();
  }

  /** What is seen now. */
  get screen(): string {
    return shown(this.#lines.slice(this.#top)).trimEnd();
  }

  /** Row and column of the cursor; the row counts from the first there ever was. */
  get cursor(): [number, number] {
    return [this.#row, Math.min(this.#column, this.columns - 1)];
  }

  /** The row of the cursor on the screen. */
  get screenRow(): number {
    return this.#row - this.#top;
  }

  /** The characters that are shown with a style, such as "36" or "1;4", row by row. */
  styled(style: string): string {
    return this.#lines
      .map((line, row) => line.filter((_, column) => this.#styles[row][column] === style).join(""))
      .filter((part) => part !== "")
      .join("\n");
  }

  get #top(): number {
    return Math.max(0, this.#lines.length - this.rows);
  }

  #line(): string[] {
    while (this.#lines.length <= this.#row) {
      this.#lines.push([]);
      this.#styles.push([]);
    }
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
    } else if (cluster === "\b") {
      this.#column = Math.max(0, Math.min(this.#column, this.columns - 1) - 1);
    } else if (cluster === "\t") {
      // A tab goes no further than the last column.
      const stop = this.#column + 8 - (this.#column % 8);
      this.#column = Math.max(this.#column, Math.min(stop, this.columns - 1));
    } else {
      this.#putText(cluster, clusterWidth(cluster));
    }
  }

  #putText(cluster: string, width: number): void {
    if (width === 0) {
      // It joins what stands before it.
      const line = this.#line();
      const at = line[this.#column - 1] === "" ? this.#column - 2 : this.#column - 1;
      if (at >= 0) line[at] = (line[at] ?? " ") + cluster;
      return;
    }
    if (this.#column + width > this.columns) {
      this.#row++;
      this.#column = 0;
    }
    const line = this.#line();
    while (line.length < this.#column) line.push(" ");
    // Half of a wide character is none.
    if (line[this.#column] === "" && this.#column > 0) line[this.#column - 1] = " ";
    if (line[this.#column + width] === "") line[this.#column + width] = " ";
    line[this.#column] = cluster;
    this.#styles[this.#row][this.#column] = this.#style;
    for (let i = 1; i < width; i++) line[this.#column + i] = "";
    this.#column += width;
  }

  #control(final: string, parameters: string): void {
    if (final === "m") {
      if (parameters === "" || parameters === "0") this.#style = "";
      else this.#style += (this.#style === "" ? "" : ";") + parameters;
      return;
    }
    const count = Number(parameters || "1");
    const bottom = this.#top + this.rows - 1;
    this.#column = Math.min(this.#column, this.columns - 1);
    switch (final) {
      case "A":
        this.#row = Math.max(this.#top, this.#row - count);
        break;
      case "B":
        this.#row = Math.min(bottom, this.#row + count);
        break;
      case "C":
        this.#column = Math.min(this.columns - 1, this.#column + count);
        break;
      case "D":
        this.#column = Math.max(0, this.#column - count);
        break;
      case "H":
        this.#row = this.#top;
        this.#column = 0;
        break;
      case "J":
        this.#erase(parameters === "2" ? this.#top : this.#row, parameters === "2" ? 0 : this.#column);
        break;
    }
    this.#line();
  }

  /** Erases from there to the end of the screen, whose rows stay. */
  #erase(row: number, column: number): void {
    this.#line();
    for (let at = row; at < this.#lines.length; at++) {
      const length = at === row ? column : 0;
      this.#lines[at].length = Math.min(this.#lines[at].length, length);
      this.#styles[at].length = Math.min(this.#styles[at].length, length);
    }
  }
}

function shown(lines: readonly string[][]): string {
  return lines.map((line) => line.join("").trimEnd()).join("\n");
}

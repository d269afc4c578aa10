// screen — draws the line being edited, and keeps it below whatever is printed meanwhile.
//
// Two things share the screen: output, which scrolls by, and at most one line being edited, below it. Output erases
// that line, is written where output ended before, and the line is drawn again. Output that does not end with a line
// break keeps its row; the edited line then starts a row further down, so that `io:format(".")` from a process prints
// dots side by side and never into what is being typed.
//
// A turn's output is written at once: ten thousand lines cost a few hundred drawings of the line, and keys wait for none.
//
// Only what differs from what is there is written: everything up to the first cell that changed stays.
import { type Editing, shownBefore } from "./editor.ts";
import {
  type Around,
  type Cell,
  continuationPrompt,
  type Layout,
  layOut,
  type Place,
  type Span,
} from "./layout.ts";
import { type Panel, panelLines } from "./panel.ts";
import { inView } from "./viewport.ts";
import { clusters, clusterWidth } from "./width.ts";

/** What the screen writes to. */
export interface TerminalPort {
  write(chars: string): void;
  /** Calls back at the end of this turn of the event loop, before what was written in it is seen. */
  later?(callback: () => void): void;
  readonly columns: number;
  readonly rows: number;
}

const PLAIN = "\x1b[0m";
const ERASE_BELOW = "\x1b[J";
const CLEAR_SCREEN = "\x1b[H\x1b[2J";
const SEQUENCE = /^\x1b(?:\[[0-9;?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\-_])/;

export class Screen {
  private readonly port: TerminalPort;
  private drawn: Layout | undefined;
  private editing: Editing | undefined;
  private panel: Panel | undefined;
  private spans: readonly Span[] | undefined;
  /** The column where output ended. */
  private column = 0;
  /** The edited line starts on the row below that of the output, not right behind it. */
  private below = false;
  /** Output that is not written yet. */
  private pending = "";
  /** Output filled its row, and the next was begun for it: a line break that comes now is done already. */
  private filled = false;
  /** The first row of the line that is seen, where it is taller than the screen. */
  private top = 0;

  constructor(port: TerminalPort) {
    this.port = port;
  }

  /** Shows the line being edited, how its parts look, and what is to be seen below it. */
  show(editing: Editing, panel?: Panel, spans?: readonly Span[]): void {
    this.writePending();
    this.editing = editing;
    this.panel = panel;
    this.spans = spans;
    const { top } = this;
    const layout = this.layOut(editing, panel);
    if (this.top !== top) this.eraseRows();
    this.draw(layout);
  }

  /** Takes the rows of the line off, to draw others in their place. */
  private eraseRows(): void {
    const chars = this.erasure(false);
    this.drawn = undefined;
    if (chars !== "") this.port.write(chars);
  }

  private draw(layout: Layout): void {
    const drawn = this.drawn;
    let chars: string;
    if (drawn === undefined) {
      chars = written(layout, 0) + moved(layout.end, layout.cursor);
    } else {
      let same = commonCells(drawn.cells, layout.cells);
      // No cursor can be moved behind a full row: what differs only there is drawn with the character before it.
      while (same > 0 && (layout.cells[same]?.place ?? layout.end).column >= this.port.columns) same--;
      const start = layout.cells[same]?.place ?? layout.end;
      const old = drawn.cells[same]?.place ?? drawn.end;
      // A wide character that goes to the next row leaves a cell of its row empty, which may not be empty now.
      const from = old.row < start.row && old.column < this.port.columns ? old : start;
      const until =
        from === start ? lastChanged(drawn, layout, same, this.port.columns) : layout.cells.length;
      if (until < layout.cells.length) {
        const next = layout.cells[until].place;
        chars = moved(drawn.cursor, start) + written(layout, same, until) + moved(next, layout.cursor);
      } else {
        chars = moved(drawn.cursor, from);
        if (same < drawn.cells.length) chars += ERASE_BELOW;
        if (from !== start) chars += "\r\n";
        chars += written(layout, same) + moved(layout.end, layout.cursor);
      }
    }
    this.drawn = layout;
    if (chars !== "") this.port.write(chars);
  }

  /** The line is entered: the cursor goes below it, and what comes next is output. */
  finish(): void {
    this.writePending();
    if (this.editing === undefined) return;
    // What is below goes, and the dots before further lines: what stays can be copied as it was typed.
    const blank = " ".repeat(continuationPrompt(this.editing.prompt).length);
    const layout = this.whole(this.editing, { continuation: blank });
    const { end } = layout;
    if (end.row >= this.port.rows) this.eraseRows();
    this.draw({ ...layout, cursor: end });
    if (end.column !== 0 || end.row === 0) this.port.write("\r\n");
    this.forget();
    this.column = 0;
    this.filled = false;
  }

  /** Takes the line being edited off the screen. */
  erase(): void {
    this.writePending();
    const chars = this.erasure();
    this.forget();
    if (chars !== "") this.port.write(chars);
  }

  /**
   * Writes output above the line being edited. `\n` is a line break, also without `\r`. All that comes in one turn is
   * written at once, so that the line is not drawn again for each piece.
   */
  output(chars: string): void {
    if (this.editing === undefined || this.port.later === undefined) {
      this.write(chars);
      return;
    }
    if (this.pending === "") this.port.later(() => this.writePending());
    this.pending += chars;
  }

  private writePending(): void {
    const chars = this.pending;
    this.pending = "";
    this.write(chars);
  }

  private write(chars: string): void {
    if (chars === "") return;
    const { editing, panel, spans, top } = this;
    const erasure = this.erasure();
    this.forget();
    const text = this.filled ? chars.replace(/^\r?\n/, "") : chars;
    this.filled = false;
    this.column = columnAfter(text, this.column, this.port.columns);
    let all = erasure + text.replace(/\r?\n/g, "\r\n");
    if (editing !== undefined && this.column > 0) {
      this.filled = this.column >= this.port.columns;
      this.below = !this.filled;
      if (this.filled) this.column = 0;
      all += "\r\n";
    }
    this.port.write(all);
    if (editing === undefined) return;
    this.top = top;
    this.show(editing, panel, spans);
  }

  /** Empties the screen and draws the line being edited at its top. */
  clear(): void {
    this.writePending();
    const { editing, spans } = this;
    this.forget();
    this.column = 0;
    this.filled = false;
    this.port.write(CLEAR_SCREEN);
    if (editing !== undefined) this.show(editing, undefined, spans);
  }

  /** Draws the line being edited anew: the width may have changed, or something else has written. */
  redraw(): void {
    this.writePending();
    const editing = this.editing;
    if (editing === undefined) return;
    // Where the cursor is now follows from the new width: terminals wrap anew when they are resized.
    this.drawn = this.layOut(editing);
    this.eraseRows();
    this.show(editing, undefined, this.spans);
  }

  beep(): void {
    this.port.write("\x07");
  }

  /** What is seen of the line, and of what is below it. */
  private layOut(editing: Editing, panel?: Panel): Layout {
    const { rows } = this.port;
    let layout = this.whole(editing, {});
    if (panel !== undefined) {
      const below = panelLines(panel, rows - layout.end.row - 1);
      if (below.length > 0) layout = this.whole(editing, { below });
    }
    const view = inView(layout, this.top, rows, this.port.columns);
    this.top = view.top;
    return view.layout;
  }

  private whole(editing: Editing, around: Around): Layout {
    const from = this.below ? 0 : this.column;
    const columns = Math.max(2, this.port.columns);
    const { spans } = this;
    const { prompt, cursor, continuation } = shownBefore(editing);
    const all = { spans, continuation, promptCursor: cursor, ...around };
    return layOut(prompt, editing.text, editing.cursor, from, columns, all);
  }

  /** What takes the edited line off and puts the cursor where output ended. */
  private erasure(toOutput = true): string {
    const drawn = this.drawn;
    if (drawn === undefined) return "";
    const start = { row: 0, column: this.below ? 0 : this.column };
    let chars = moved(drawn.cursor, start) + ERASE_BELOW;
    if (this.below && toOutput) {
      chars += moved({ row: 1, column: 0 }, { row: 0, column: this.column });
      this.below = false;
    }
    return chars;
  }

  private forget(): void {
    this.drawn = undefined;
    this.editing = undefined;
    this.panel = undefined;
    this.spans = undefined;
    this.top = 0;
    this.below = false;
  }
}

function isSame(a: Cell, b: Cell): boolean {
  return (
    a.shown === b.shown &&
    a.style === b.style &&
    a.place.row === b.place.row &&
    a.place.column === b.place.column
  );
}

function commonCells(a: readonly Cell[], b: readonly Cell[]): number {
  const size = Math.min(a.length, b.length);
  let at = 0;
  while (at < size && isSame(a[at], b[at])) at++;
  return at;
}

/** Behind the last cell from `from` on that changed, in the middle of a row; the number of cells if all must be drawn. */
function lastChanged(drawn: Layout, layout: Layout, from: number, columns: number): number {
  const { cells } = layout;
  if (drawn.cells.length !== cells.length) return cells.length;
  let until = cells.length;
  while (until > from && isSame(drawn.cells[until - 1], cells[until - 1])) until--;
  // At the end of a row the cursor is neither here nor there.
  while (until < cells.length && (until === 0 || !isBeside(cells[until - 1], cells[until], columns))) until++;
  // A line break draws over nothing.
  for (let i = from; i < until; i++) {
    if ((cells[i].shown === "\n") !== (drawn.cells[i].shown === "\n")) return cells.length;
  }
  return until;
}

function isBeside(left: Cell, right: Cell, columns: number): boolean {
  return left.place.row === right.place.row && right.place.column < columns;
}

/** The characters that draw the cells from `from` on, and leave the cursor behind the last. */
function written({ cells, end }: Layout, from: number, until = cells.length): string {
  if (from >= until) return "";
  let chars = "";
  let worn = "";
  for (let i = from; i < until; i++) {
    const { shown, style } = cells[i];
    if (style !== worn) {
      chars += (worn === "" ? "" : PLAIN) + style;
      worn = style;
    }
    chars += shown === "\n" ? "\r\n" : shown;
  }
  if (worn !== "") chars += PLAIN;
  // Behind a full row a terminal breaks the line only when the next character comes.
  if (until === cells.length && end.column === 0 && end.row > 0) chars += "\r\n";
  return chars;
}

function moved(from: Place, to: Place): string {
  let chars = "";
  if (to.row < from.row) chars += `\x1b[${from.row - to.row}A`;
  else if (to.row > from.row) chars += `\x1b[${to.row - from.row}B`;
  if (to.column === from.column) return chars;
  if (to.column === 0) return `${chars}\r`;
  const by = to.column - from.column;
  return `${chars}\x1b[${Math.abs(by)}${by < 0 ? "D" : "C"}`;
}

/** The column of the cursor after `chars` were written from `column` on. */
function columnAfter(chars: string, column: number, columns: number): number {
  const lineBreak = Math.max(chars.lastIndexOf("\n"), chars.lastIndexOf("\r"));
  let at = lineBreak < 0 ? column : 0;
  let rest = chars.slice(lineBreak + 1);
  while (rest !== "") {
    const escape = SEQUENCE.exec(rest);
    if (escape !== null) {
      rest = rest.slice(escape[0].length);
      continue;
    }
    const stop = rest.indexOf("\x1b", 1);
    const text = stop < 0 ? rest : rest.slice(0, stop);
    for (const cluster of clusters(text)) {
      const code = cluster.charCodeAt(0);
      if (code === 0x09) at = Math.max(at, Math.min(at + 8 - (at % 8), columns - 1));
      else if (code === 0x08) at = Math.max(0, at - 1);
      else if (code >= 0x20) at += clusterWidth(cluster);
      if (at > columns) at = clusterWidth(cluster);
    }
    rest = stop < 0 ? "" : rest.slice(stop);
  }
  return at;
}

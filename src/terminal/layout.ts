// layout — where each cluster of the line being edited stands on a screen of a given width.
//
// A line break starts a new row with the continuation prompt; a row that is full goes on in the next. A wide character
// that does not fit at the end of a row goes to the next row as a whole, as terminals do it.
import { clusters, clusterWidth, textWidth } from "./width.ts";

/** A place on the screen, counted from the row where the prompt begins. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

/** One thing drawn: its characters, where it begins, and the escape sequences that give it its looks. */
export interface Cell {
  readonly shown: string;
  readonly place: Place;
  readonly style: string;
}

export interface Layout {
  readonly cells: readonly Cell[];
  readonly cursor: Place;
  /** Where the cursor is once everything has been written. */
  readonly end: Place;
}

/** A part of the text that looks different; `style` is the escape sequence that begins it. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly style: string;
}

/** What is shown besides the prompt and the text, and how the text looks. */
export interface Around {
  /** In order, none within another. */
  readonly spans?: readonly Span[];
  /** Before the second and further lines. */
  readonly continuation?: string;
  /** Where the cursor is in the prompt, if it is not in the text. */
  readonly promptCursor?: number;
  /** Lines below the text. */
  readonly below?: readonly string[];
}

const ESCAPES = /\x1b\[[0-9;?]*[a-zA-Z]/g;
/** A combining mark with nothing before it to stand on. */
const LONE_MARK = /^\p{M}/u;
const PLAIN = /^\x1b\[0?m$/;

/** The prompt of the second and further lines: dots under the end of the prompt. Mirrors shell:default_multiline_prompt/1. */
export function continuationPrompt(prompt: string): string {
  const last = prompt.slice(prompt.lastIndexOf("\n") + 1);
  return `${" ".repeat(Math.max(0, textWidth(last.replace(ESCAPES, "")) - 3))}.. `;
}

/** Where everything stands when the prompt begins in column `from` of a screen `columns` wide. */
export function layOut(
  prompt: string,
  text: string,
  cursor: number,
  from: number,
  columns: number,
  around: Around = {},
): Layout {
  const cells: Cell[] = [];
  let style = "";
  let row = 0;
  let column = from;
  const put = (shown: string, width: number): void => {
    if (column + width > columns && column > 0) {
      row++;
      column = 0;
    }
    cells.push({ shown, place: { row, column }, style });
    column += width;
  };
  const lineBreak = (): void => {
    cells.push({ shown: "\n", place: { row, column }, style: "" });
    row++;
    column = 0;
  };
  const putText = (part: string): void => {
    for (const cluster of clusters(part)) {
      if (cluster === "\n" || cluster === "\r\n") lineBreak();
      else if (LONE_MARK.test(cluster)) put(`◌${cluster}`, 1);
      else put(visible(cluster, column), cluster === "\t" ? 8 - (column % 8) : clusterWidth(cluster));
    }
  };
  const putStyled = (styled: string): void => {
    putPrompt(styled, putText, (escape) => {
      style = PLAIN.test(escape) ? "" : style + escape;
    });
    style = "";
  };
  let cursorPlace: Place | undefined;
  const { promptCursor } = around;
  putStyled(prompt.slice(0, promptCursor));
  if (promptCursor !== undefined) {
    cursorPlace = wrapped(row, column, columns);
    putStyled(prompt.slice(promptCursor));
  }
  const continuation = around.continuation ?? continuationPrompt(prompt);
  const spans = around.spans ?? [];
  let span = 0;
  /** Puts `text` from `from` to `to`, as its spans have it. */
  const putSpans = (from: number, to: number): void => {
    let done = from;
    while (span < spans.length && spans[span].start < to) {
      const { start, end, style: own } = spans[span];
      if (start > done) putText(text.slice(done, start));
      style = own;
      putText(text.slice(Math.max(start, done), Math.min(end, to)));
      style = "";
      done = Math.min(end, to);
      if (end > to) return;
      span++;
    }
    putText(text.slice(done, to));
  };
  let at = 0;
  for (const line of text.split("\n")) {
    if (at > 0) {
      lineBreak();
      putText(continuation);
    }
    const end = at + line.length;
    if (cursorPlace === undefined && cursor >= at && cursor <= end) {
      putSpans(at, cursor);
      cursorPlace = wrapped(row, column, columns);
      putSpans(cursor, end);
    } else {
      putSpans(at, end);
    }
    at = end + 1;
  }
  for (const line of around.below ?? []) {
    cursorPlace ??= wrapped(row, column, columns);
    lineBreak();
    putStyled(line);
  }
  const end = wrapped(row, column, columns);
  return { cells, cursor: cursorPlace ?? end, end };
}

/** A prompt may have colours: escape sequences take no cell. */
function putPrompt(
  prompt: string,
  putText: (part: string) => void,
  putEscape: (escape: string) => void,
): void {
  let at = 0;
  for (const match of prompt.matchAll(ESCAPES)) {
    putText(prompt.slice(at, match.index));
    putEscape(match[0]);
    at = match.index + match[0].length;
  }
  putText(prompt.slice(at));
}

function wrapped(row: number, column: number, columns: number): Place {
  return column >= columns ? { row: row + 1, column: 0 } : { row, column };
}

function visible(cluster: string, column: number): string {
  if (cluster === "\t") return " ".repeat(8 - (column % 8));
  const code = cluster.charCodeAt(0);
  if (code < 0x20) return `^${String.fromCharCode(code + 0x40)}`;
  if (code === 0x7f) return "^?";
  return code > 0x7f && code < 0xa0 ? `\\${code.toString(8)}` : cluster;
}

// completion-layout — the choices that Tab shows, in columns below their titles.
//
// Mirrors format_matches of edlin_expand. Titles are bold and underlined, as is the parameter that comes next.
import { clusters, textWidth } from "../terminal/width.ts";
import type { Found, Section, Signature } from "./completion.ts";

const MARK = "\x1b[1;4m";
const DIM = "\x1b[2m";
const PLAIN = "\x1b[0m";
/** The blanks between two columns. */
const GAP = 4;

/** The lines to show, none wider than the screen. */
export function completionLines({ sections, signatures, index }: Found, columns: number): string[] {
  const lines = sections.flatMap((section) => sectionLines(section, columns));
  if (signatures.length > 0) {
    lines.push(marked("typespecs"));
    for (const signature of signatures) lines.push(...signatureLines(signature, index, columns));
  }
  return lines;
}

function marked(text: string): string {
  return `${MARK}${text}${PLAIN}`;
}

function sectionLines({ title, choices }: Section, columns: number): string[] {
  const sorted = [...choices].sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
  const widest = Math.max(...sorted.map(textWidth));
  const width = widest < columns ? Math.min(widest + GAP, columns) : columns;
  const perLine = Math.max(1, Math.floor(columns / width));
  const lines = title === "" ? [] : [marked(title)];
  for (let i = 0; i < sorted.length; i += perLine) {
    const row = sorted.slice(i, i + perLine).map((choice) => padded(cut(choice, columns), width));
    lines.push(row.join("").trimEnd());
  }
  return lines;
}

function sortKey(choice: string): string {
  return choice.replace(/^[{.#]+/, "").toLowerCase();
}

function padded(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - textWidth(text)));
}

/** The text, shortened with dots if it does not fit. */
function cut(text: string, columns: number): string {
  if (textWidth(text) <= columns) return text;
  let shown = "";
  for (const cluster of clusters(text)) {
    if (textWidth(shown + cluster) > columns - 3) break;
    shown += cluster;
  }
  return `${shown}...`;
}

/** The signature in as many lines as it needs, the parameter that comes next marked, and what it is about. */
function signatureLines(
  { head, parameters, tail, about }: Signature,
  index: number,
  columns: number,
): string[] {
  const next = Math.min(index, parameters.length - 1);
  const lines: string[] = [];
  let line = "";
  let width = 0;
  const put = (part: string, mark: boolean): void => {
    const shown = cut(part, columns);
    if (width > 0 && width + textWidth(shown) > columns) {
      lines.push(line.trimEnd());
      line = "    ";
      width = line.length;
    }
    line += mark ? marked(shown) : shown;
    width += textWidth(shown);
  };
  put(head, false);
  parameters.forEach((parameter, i) => {
    put(parameter, i === next);
    if (i < parameters.length - 1) put(", ", false);
  });
  put(tail, false);
  lines.push(line.trimEnd());
  if (about !== "") lines.push(`${DIM}${cut(about, columns)}${PLAIN}`);
  return lines;
}

// panel — lines shown below the line being edited: some of them, if there are many.
//
// The first Tab shows a few rows of the choices, the next all that fit on the screen; then the arrows and Tab go
// through the rest. Any other key takes the panel away.

export interface Panel {
  readonly lines: readonly string[];
  /** The first line shown. */
  readonly top: number;
  /** As many lines are shown at most. */
  readonly limit: number;
}

/** The lines to be seen where there are `rows` free; the last tells which of how many these are. */
export function panelLines({ lines, top, limit }: Panel, rows: number): readonly string[] {
  // The row that tells how many there are may as well show the last of them.
  if (lines.length <= Math.min(limit + 1, rows)) return lines;
  const count = Math.min(limit, rows - 1);
  if (count < 1) return [];
  const first = Math.max(0, Math.min(top, lines.length - count));
  const last = Math.min(first + count, lines.length);
  return [...lines.slice(first, last), `rows ${first + 1} to ${last} of ${lines.length}`];
}

/** The panel after a key on a screen of `rows`; undefined if the key is not for it. */
export function scrolled(panel: Panel, key: string, rows: number): Panel | undefined {
  const { lines, top, limit } = panel;
  if (limit + 1 < lines.length && limit + 1 < rows) {
    return key === "Tab" ? { lines, top: 0, limit: lines.length } : undefined;
  }
  // A row for the line being edited, and one that tells what is shown.
  const page = Math.max(1, rows - 2);
  const most = Math.max(0, lines.length - page);
  const steps: Record<string, number> = { Up: -1, Down: 1, PageUp: -page, PageDown: page };
  if (key === "Tab") return { lines, limit, top: top >= most ? 0 : Math.min(top + page, most) };
  return key in steps ? { lines, limit, top: Math.max(0, Math.min(top + steps[key], most)) } : undefined;
}

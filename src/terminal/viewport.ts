// viewport — the part of a layout that is seen where the whole is taller than the screen: the rows around the cursor.
//
// Nothing above the top row of a screen can be drawn again, so no more rows are ever drawn than the screen has.
import type { Layout } from "./layout.ts";

/**
 * The rows of the layout that are seen on a screen of that size, `top` being the first that was seen before, and the
 * first that is seen now. The layout itself if all of it fits.
 */
export function inView(
  layout: Layout,
  top: number,
  rows: number,
  columns: number,
): { readonly layout: Layout; readonly top: number } {
  const { cells, cursor, end } = layout;
  if (end.row < rows) return { layout, top: 0 };
  const first = Math.min(Math.max(top, cursor.row - rows + 1), cursor.row, end.row - rows + 1);
  const last = first + rows - 1;
  const seen = [];
  for (const cell of cells) {
    const { row, column } = cell.place;
    // The line break that ends the last row would scroll the screen.
    if (row < first || row > last || (row === last && cell.shown === "\n")) continue;
    seen.push(first === 0 ? cell : { ...cell, place: { row: row - first, column } });
  }
  const bottom =
    last >= end.row
      ? { row: end.row - first, column: end.column }
      : { row: rows - 1, column: ended(layout, last) };
  const view = {
    cells: seen,
    cursor: { row: cursor.row - first, column: cursor.column },
    // Behind a full row the cursor stays in its last column until the next character comes.
    end: { row: bottom.row, column: Math.min(bottom.column, columns - 1) },
  };
  return { layout: view, top: first };
}

/** The column behind what stands in a row that is not the last. */
function ended({ cells }: Layout, row: number): number {
  const next = cells.findIndex(({ place }) => place.row > row);
  const last = cells.at(next < 0 ? -1 : next - 1);
  return last?.shown === "\n" ? last.place.column : Number.POSITIVE_INFINITY;
}

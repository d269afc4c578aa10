// history — the lines entered before, and the way through them with Up, Down and search.
//
// Immutable: every move returns a new value. A line of the history that was changed and left stays changed while the
// same line is being edited (Up, edit, Down, Up shows the edit), and the history itself stays as it was entered.

/** The history as one line being edited walks it. `at` is `entries.length` for the new line. */
export interface History {
  /** Oldest first. */
  readonly entries: readonly string[];
  readonly at: number;
  /** Edited texts by position, the new line included. */
  readonly edited: ReadonlyMap<number, string>;
}

/** A walk that begins at the new line. */
export function historyOf(entries: readonly string[]): History {
  return { entries, at: entries.length, edited: new Map() };
}

/** A step of -1 (older) or 1 (newer), leaving `text` behind; undefined where there is no such line. */
export function move(
  history: History,
  text: string,
  step: number,
): { history: History; text: string } | undefined {
  const at = history.at + step;
  if (at < 0 || at > history.entries.length) return undefined;
  const edited = new Map(history.edited).set(history.at, text);
  return {
    history: { entries: history.entries, at, edited },
    text: edited.get(at) ?? history.entries[at] ?? "",
  };
}

/** The nearest line before (`step` -1) or after `from` that contains `term`, or -1. */
export function find(history: History, term: string, from: number, step: -1 | 1): number {
  for (let at = from; at >= 0 && at < history.entries.length; at += step) {
    if (history.entries[at].includes(term)) return at;
  }
  return -1;
}

/** The entries after `text` was entered: nothing empty, and no line twice in a row. */
export function entered(entries: readonly string[], text: string, limit: number): readonly string[] {
  const line = text.replace(/\n+$/, "");
  if (line.trim() === "" || entries.at(-1) === line) return entries;
  return [...entries.slice(Math.max(0, entries.length + 1 - limit)), line];
}

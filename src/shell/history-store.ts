// history-store — the lines of former sessions: one entry a line in a file, which all shells of a user add to.
//
// An entry of several lines stays one line of the file: its line breaks are written `\n`, a backslash as `\\`. Entries
// are appended one by one, so that a session that is killed keeps what it had, and two sessions at once mix without
// loss. A file that has grown to twice the limit is written anew when a session starts.
//
// Differs from OTP: a plain text file, on unless switched off (OTP's shell_history is a disk_log, off by default).
import { entered } from "../terminal/history.ts";

/** The file; each function may throw what the disk throws. */
export interface HistoryPort {
  /** The whole text, or undefined if there is no file. */
  read(): string | undefined;
  append(text: string): void;
  /** Puts another text in its place, all or nothing. */
  replace(text: string): void;
}

export interface HistoryStore {
  /** Oldest first. */
  readonly entries: readonly string[];
  /** Keeps an entry for later sessions. */
  readonly remember: (entry: string) => void;
}

/** How many entries are kept. */
export const HISTORY_LIMIT = 1000;

/** Reads the history. What the disk refuses is told once by `complain`; the session goes on without. */
export function openHistory(port: HistoryPort, complain: (error: unknown) => void): HistoryStore {
  let refused = false;
  const attempt = <T>(work: () => T): T | undefined => {
    if (refused) return undefined;
    try {
      return work();
    } catch (error) {
      refused = true;
      complain(error);
      return undefined;
    }
  };
  const text = attempt(() => port.read()) ?? "";
  const lines = text.split("\n").filter((line) => line !== "");
  let entries: readonly string[] = [];
  for (const line of lines.slice(-2 * HISTORY_LIMIT))
    entries = entered(entries, decoded(line), HISTORY_LIMIT);
  if (lines.length >= 2 * HISTORY_LIMIT) attempt(() => port.replace(entries.map(encoded).join("")));
  return { entries, remember: (entry) => attempt(() => port.append(encoded(entry))) };
}

function encoded(entry: string): string {
  return `${entry.replace(/\\/g, "\\\\").replace(/\n/g, "\\n")}\n`;
}

function decoded(line: string): string {
  return line.replace(/\\(.)/g, (_, character: string) => (character === "n" ? "\n" : character));
}

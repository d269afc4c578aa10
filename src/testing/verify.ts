// verify — the transcripts of a file are tests: they take place, differences are shown, or put into the file.
import { type DiffLine, difference } from "./difference.ts";
import { type Open, type Played, type PlayedBlock, play, sessionsOf } from "./play.ts";
import { type Block, readTranscript, TranscriptError } from "./transcript.ts";

/** A file whose sessions have taken place. */
export interface Verified {
  readonly name: string;
  readonly sessions: number;
  /** How many lines were typed, and how often something else happened. */
  readonly steps: number;
  readonly differences: readonly Difference[];
  /** The text of the file with what was printed in place of what is written; nothing else in it is changed. */
  readonly updated: string;
}

/** A step that prints something else than the file says. */
export interface Difference {
  readonly line: number;
  /** `updated` has what is printed; else the text itself is wrong. */
  readonly fixed: boolean;
  /** `page.md:12: 3> foo().`, and the lines that differ. */
  readonly text: string;
}

/** How a difference is shown; as it is unless told otherwise. */
export interface DiffPaint {
  readonly removed: (text: string) => string;
  readonly added: (text: string) => string;
}

const PLAIN: DiffPaint = { removed: (text) => text, added: (text) => text };

/** Plays all sessions of a text. */
export async function verifyText(name: string, text: string, open: Open, paint = PLAIN): Promise<Verified> {
  const differences: Difference[] = [];
  const played: PlayedBlock[] = [];
  const sessions = readSessions(name, text);
  for (const blocks of sessions) {
    try {
      played.push(...(await play(blocks, open)));
    } catch (error) {
      if (!(error instanceof TranscriptError)) throw error;
      differences.push({ line: error.line, fixed: false, text: `${name}:${error.line}: ${error.message}\n` });
    }
  }
  const lines = text.split("\n");
  const eol = text.includes("\r\n") ? "\r" : "";
  let steps = 0;
  // From the end, so that the numbers of the lines before stay right.
  for (const { block, steps: all, names } of played.toReversed()) {
    steps += all.length;
    for (const one of all.toReversed()) {
      if (one.agrees) continue;
      const { line, expected, range } = one.step;
      const diff = difference(expected, one.printed, names);
      differences.push({ line, fixed: true, text: shownDifference(name, one, diff, paint) });
      const kept = diff
        .filter(({ mark }) => mark !== "-")
        .map((kept) => (block.prefix + kept.text).trimEnd() + eol);
      lines.splice(range.line - 1, range.count, ...kept);
    }
  }
  differences.sort((a, b) => a.line - b.line);
  return { name, sessions: sessions.length, steps, differences, updated: lines.join("\n") };
}

/** Plays one session of a text; what differs is thrown. */
export async function verifySession(name: string, blocks: readonly Block[], open: Open): Promise<void> {
  const texts: string[] = [];
  for (const { steps, names } of await play(blocks, open)) {
    for (const one of steps) {
      if (one.agrees) continue;
      texts.push(shownDifference(name, one, difference(one.step.expected, one.printed, names), PLAIN));
    }
  }
  if (texts.length > 0)
    throw new Error(`what is printed differs from what is written (-)\n\n${texts.join("\n")}`);
}

/** The sessions of a text; one that cannot be read is an error that names file and line. */
export function readSessions(name: string, text: string): Block[][] {
  try {
    return sessionsOf(readTranscript(name, text));
  } catch (error) {
    if (!(error instanceof TranscriptError)) throw error;
    throw new TranscriptError(error.line, `${name}:${error.line}: ${error.message}`);
  }
}

/** What a session is called: its file and line, what it is about, and its first line. */
export function titleOf(name: string, [{ title, line, steps }]: readonly Block[]): string {
  const first = steps.find(({ action }) => action.kind === "type")?.shown.split("\n")[0] ?? "";
  return `${name}:${line}${title && ` ${title}`}: ${first}`;
}

function shownDifference(
  name: string,
  { step }: Played,
  diff: readonly DiffLine[],
  paint: DiffPaint,
): string {
  const lines = diff.map(({ mark, text }) => {
    const line = `    ${mark} ${text}`.trimEnd();
    return `${mark === "-" ? paint.removed(line) : mark === "+" ? paint.added(line) : line}\n`;
  });
  return `${name}:${step.line}: ${step.shown}\n${lines.join("")}`;
}

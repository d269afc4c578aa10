// play — sessions of a transcript take place, and what is printed is compared with what is written.
import { isError } from "../terms/realm.ts";
import type { TestOptions } from "./options.ts";
import type { TestSession } from "./session.ts";
import { type Block, type Step, TranscriptError } from "./transcript.ts";
import { Names } from "./wildcards.ts";

/** A step that has taken place. */
export interface Played {
  readonly step: Step;
  readonly printed: string;
  readonly agrees: boolean;
}

/** A block, and what became of its steps. */
export interface PlayedBlock {
  readonly block: Block;
  readonly steps: readonly Played[];
  readonly names: Names;
}

/** Starts a session in which a transcript takes place. */
export type Open = (options: Pick<TestOptions, "notes">) => TestSession;

/** The blocks in groups that are one session each. */
export function sessionsOf(blocks: readonly Block[]): Block[][] {
  const sessions: Block[][] = [];
  for (const block of blocks) {
    if (block.continues && sessions.length > 0) sessions[sessions.length - 1].push(block);
    else sessions.push([block]);
  }
  return sessions;
}

/** Plays one session from its beginning to its end. */
export async function play(blocks: readonly Block[], open: Open): Promise<PlayedBlock[]> {
  const session = open({ notes: blocks.some(({ notes }) => notes) });
  const names = new Names();
  const played: PlayedBlock[] = [];
  let files: Block["files"] = {};
  try {
    for (const block of blocks) {
      for (const [file, text] of Object.entries(block.files)) {
        if (files[file] !== text) session.edit(file, text);
      }
      files = block.files;
      const steps: Played[] = [];
      for (const step of block.steps) {
        const printed = await perform(step, session, names);
        steps.push({ step, printed, agrees: names.agree(step.expected, printed) });
      }
      played.push({ block, steps, names });
    }
    return played;
  } finally {
    session.stop();
  }
}

/** Does what a step says; returns what is printed then. */
async function perform({ action, shown, line }: Step, session: TestSession, names: Names): Promise<string> {
  switch (action.kind) {
    case "type":
      return typed(names.typed(action.input), session);
    case "wait":
      return session.advance(action.ms);
    case "save":
      session.edit(action.file, action.text);
      break;
    case "change": {
      const { file, from, to } = action;
      const text = existing(session, file, line);
      if (!text.includes(from)) throw new TranscriptError(line, `there is no ${from} in ${file}: ${shown}`);
      session.edit(
        file,
        text.replace(from, () => to),
      );
      break;
    }
    case "remove":
      existing(session, action.file, line);
      session.remove(action.file);
      break;
    case "rename":
      existing(session, action.file, line);
      session.rename(action.file, action.to);
  }
  return session.settle();
}

/** What is printed after a line was typed; time passes as long as the expression waits. */
async function typed(input: string, session: TestSession): Promise<string> {
  const printed = await session.type(input);
  await session.until(() => session.idle);
  return printed + session.printed();
}

function existing(session: TestSession, file: string, line: number): string {
  try {
    return session.source(file);
  } catch (error) {
    if (isError(error)) throw new TranscriptError(line, error.message);
    throw error;
  }
}

// eshell-ts-testing — the package's entry `eshell-ts/testing`: sessions in tests, on the real disk.
import { existsSync, readFileSync } from "node:fs";
import { nodeDisk } from "./node-disk.ts";
import { documentation } from "./node-documentation.ts";
import { nodeFiles } from "./node-files.ts";
import { backgroundHost, nodeHost, nodeSystem } from "./node-host.ts";
import { Compilers } from "./testing/compilers.ts";
import type { TestOptions, TestPorts } from "./testing/options.ts";
import { TestSession } from "./testing/session.ts";
import { readSessions, titleOf, verifySession } from "./testing/verify.ts";

export type { Remote } from "./shell/remote.ts";
export { Exception } from "./terms/exception.ts";
export { key } from "./testing/keys.ts";
export type { LoadView, ScreenView, TestOptions } from "./testing/options.ts";
export type { TestSession } from "./testing/session.ts";
export type { ModuleView, ProcessView, VersionView } from "./testing/views.ts";

/** What all sessions of a program share. */
const NODE: TestPorts = {
  disk: nodeDisk,
  host: nodeHost,
  background: backgroundHost,
  files: nodeFiles,
  os: nodeSystem({ write: (text) => void process.stdout.write(text), flush() {} }, [], []),
  documentation,
  compilers: new Compilers(),
};

/**
 * Starts a session for a test: a system with a shell, modules and a clock of its own.
 *
 * ```ts
 * const session = testSession({ modules: { "greeting.ts": "export const hello = (name: string) => `Hello, ${name}`;" } });
 * expect(await session.type('greeting:hello("Joe").')).toBe('"Hello, Joe"\n');
 * session.stop();
 * ```
 */
export function testSession(options: TestOptions = {}): TestSession {
  return new TestSession(options, NODE);
}

/** How the sessions of a transcript are started; notes are printed where the transcript has some. */
export type TranscriptOptions = Pick<TestOptions, "modules" | "now" | "seed">;

/**
 * Makes a test of each session that is written down in these files: Markdown pages, `.session` files, and sources with
 * sessions in their comments. `test` is that of vitest, jest or node:test. What `eshell verify` does from a shell.
 *
 * ```ts
 * import { transcripts } from "eshell-ts/testing";
 * import { test } from "vitest";
 *
 * transcripts(["README.md", "modules/counter.ts"], test);
 * ```
 */
export function transcripts(
  files: string | readonly string[],
  test: (name: string, run: () => Promise<void>) => unknown,
  options: TranscriptOptions = {},
): void {
  for (const file of [files].flat()) {
    const sessions = readSessions(file, readFileSync(file, "utf8"));
    if (sessions.length === 0) throw new Error(`${file} has no eshell block`);
    for (const blocks of sessions) {
      test(titleOf(file, blocks), () => verifySession(file, blocks, transcriptSession(options)));
    }
  }
}

/** Plays the sessions of one file; rejected with what differs. For a test of one's own. */
export async function verify(file: string, options: TranscriptOptions = {}): Promise<void> {
  const sessions = readSessions(file, readFileSync(file, "utf8"));
  if (sessions.length === 0) throw new Error(`${file} has no eshell block`);
  for (const blocks of sessions) await verifySession(file, blocks, transcriptSession(options));
}

function transcriptSession({
  modules = existsSync("modules") ? "modules" : {},
  ...options
}: TranscriptOptions) {
  return ({ notes }: Pick<TestOptions, "notes">) => testSession({ modules, notes, ...options });
}

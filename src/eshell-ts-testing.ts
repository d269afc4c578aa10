// eshell-ts-testing — the package's entry `eshell-ts/testing`: sessions in tests, on the real disk.
import { readdirSync, readFileSync } from "node:fs";
import { nodeDisk } from "./node-disk.ts";
import { nodeFiles } from "./node-files.ts";
import { nodeHost, nodeSystem } from "./node-host.ts";
import { Compilers } from "./testing/compilers.ts";
import { type TestOptions, type TestPorts, TestSession } from "./testing/session.ts";

export { Exception } from "./terms/exception.ts";
export type { Remote } from "./testing/calls.ts";
export { key } from "./testing/keys.ts";
export type { LoadView, ScreenView, TestOptions, TestSession } from "./testing/session.ts";
export type { ModuleView, ProcessView, VersionView } from "./testing/views.ts";

/** What all sessions of a program share. */
const NODE: TestPorts = {
  disk: nodeDisk,
  host: nodeHost,
  files: nodeFiles,
  os: nodeSystem({ write: (text) => void process.stdout.write(text), flush() {} }, [], []),
  documentation() {
    const folder = new URL("./stdlib/", import.meta.url);
    return readdirSync(folder).map((name) => readFileSync(new URL(name, folder), "utf8"));
  },
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

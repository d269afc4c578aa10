// verify — `eshell verify FILE…`: the sessions that pages and comments show take place, and print what they say.
import { Compilers } from "../testing/compilers.ts";
import type { TestPorts } from "../testing/options.ts";
import { TestSession } from "../testing/session.ts";
import { type DiffPaint, type Verified, verifyText } from "../testing/verify.ts";
import { type CommandPort, UsageError } from "./command-port.ts";

/** Runs `eshell verify`; status 1 if something else is printed than is written, and is not to be. */
export async function run(args: string[], port: CommandPort): Promise<number> {
  const updates = args.includes("--update");
  const names = args.filter((arg) => arg !== "--update");
  const unknown = names.find((name) => name.startsWith("-"));
  if (unknown !== undefined) throw new UsageError(`unknown option ${unknown}`);
  if (names.length === 0) throw new UsageError("which files? eshell verify [--update] FILE…");
  const ports: TestPorts = { ...port, compilers: new Compilers() };
  const modules = port.disk.list(port.root) === undefined ? {} : port.root;
  let wrong = 0;
  for (const name of names) {
    const text = textOf(name, port);
    const verified = await verifyText(
      name,
      text,
      (options) => new TestSession({ modules, ...options }, ports),
      port.stdout.colors ? COLORS : undefined,
    );
    const { differences, sessions, updated } = verified;
    if (updates && updated !== text) port.files.writeFile(name, new TextEncoder().encode(updated), "w");
    const left = updates ? differences.filter(({ fixed }) => !fixed) : differences;
    wrong += left.length + (sessions === 0 ? 1 : 0);
    for (const { text } of left) port.stdout.write(`${text}\n`);
    port.stdout.write(`${summary(verified, differences.length - left.length, left.length)}\n`);
  }
  return wrong === 0 ? 0 : 1;
}

function textOf(name: string, { files }: CommandPort): string {
  try {
    return new TextDecoder().decode(files.readFile(name));
  } catch (error) {
    if (!(error instanceof Error) || !("code" in error)) throw error;
    throw new UsageError(`${name} cannot be read: ${error.code}`);
  }
}

function summary({ name, sessions, steps }: Verified, updated: number, different: number): string {
  if (sessions === 0) return `${name}: no eshell block`;
  const told = [`${count(sessions, "session")}`, count(steps, "step")];
  if (updated > 0) told.push(`${updated} updated`);
  if (different > 0) told.push(`${different} different`);
  if (updated + different === 0) told.push("all as written");
  return `${name}: ${told.join(", ")}`;
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}

const COLORS: DiffPaint = {
  removed: (text) => `\x1b[31m${text}\x1b[39m`,
  added: (text) => `\x1b[32m${text}\x1b[39m`,
};

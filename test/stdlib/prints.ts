// prints — a test for each line of a session: what is typed at a new shell, and what OTP's shell prints for it.
import { expect, test } from "vitest";
import { ScriptedSession } from "../../src/shell/scripted-session.ts";

/** Blanks and line breaks do not count, nor do the numbers of references and pids. */
const squeezed = (text: string): string =>
  text
    .replace(/\s+/g, "")
    .replace(/#Ref<[\d.]+>/g, "#Ref<>")
    .replace(/<[\d.]+>/g, "<>");

/** What a new shell prints for what is typed, in a second. */
export async function printed(text: string): Promise<string> {
  const session = new ScriptedSession();
  return (await session.type(text)) + (await session.advance(1000));
}

/** What is printed contains what is said here. */
export function prints(reports: Record<string, string>): void {
  test.each(Object.entries(reports))("%s", async (expression, report) => {
    expect(squeezed(await printed(expression))).toContain(squeezed(report));
  });
}

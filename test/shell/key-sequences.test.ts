// The keys of OTP 29's shell, typed here: the screen is the same, but for what is explained.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { KeyDecoder } from "../../src/terminal/keys.ts";
import { TerminalSession } from "./terminal-session.ts";

interface Sequence {
  readonly name: string;
  readonly keys: string;
  readonly cursor: string;
  readonly screen: string;
}

const FIXTURE = readFileSync(new URL("../terminal/key-sequences.txt", import.meta.url), "utf8");
const SEQUENCES: Sequence[] = FIXTURE.split(/^## /m)
  .slice(1)
  .map((block) => {
    const [name, keys, cursor, ...screen] = block.trimEnd().split("\n");
    return { name, keys: JSON.parse(keys), cursor, screen: screen.join("\n") };
  });

/** What is different here, and why. */
const DIFFERENT: Readonly<Record<string, { why: string; cursor?: string; screen: string }>> = {
  "M-c": {
    why: "it changes the case of a word, as in Emacs; M-C clears the line",
    cursor: "0,10",
    screen: "1> one two",
  },
  "C-g and h": {
    why: "there are no remote shells, and no other shell to start",
    cursor: "11,5",
    screen: `1> foo(
User switch command (enter 'h' for help)
 --> h

  c [nn]            - connect to job
  i [nn]            - interrupt job
  k [nn]            - kill job
  j                 - list all jobs
  s                 - start local shell
  q                 - quit erlang
  ? | h             - this message
 -->`,
  },
  "Tab shows what a call takes": {
    why: "what is known are names and a description, not types",
    screen: `1> lists:keyfind(
typespecs
lists:keyfind(Arg1, Arg2, Arg3)`,
  },
};

/** Each key by itself, as it was typed when the screens were recorded. */
function eachKey(keys: string): string[] {
  return keys.match(/\x1b\[[\d;]*[A-Za-z~]|\x1b[\s\S]|[\s\S]/gu) ?? [];
}

describe("what the screen shows after these keys is what OTP 29 shows", () => {
  test.each(SEQUENCES)("$name", async ({ name, keys, cursor, screen }) => {
    const banner = "Eshell V17.1 (press Ctrl+G to abort, type help(). for help)\n";
    const session = new TerminalSession({}, 80, 24, { banner });
    await session.type("\x0c");
    for (const key of eachKey(keys)) await session.type(key);
    session.host.advance(1000);
    await session.settle();
    const { terminal } = session;
    const different = DIFFERENT[name];
    expect(terminal.screen).toBe((different ?? { screen }).screen);
    expect(`${terminal.screenRow},${terminal.cursor[1]}`).toBe(different?.cursor ?? cursor);
    // What is the same now needs no explanation any more.
    if (different !== undefined) expect(terminal.screen).not.toBe(screen);
  });
  test("there are forty of them at least, and each explanation is of one", () => {
    expect(SEQUENCES.length).toBeGreaterThanOrEqual(40);
    const names = SEQUENCES.map(({ name }) => name);
    expect(Object.keys(DIFFERENT).filter((name) => !names.includes(name))).toEqual([]);
  });
  test("each is keys that are understood", () => {
    for (const { keys } of SEQUENCES) {
      const decoded = new KeyDecoder().decode(keys);
      expect(decoded.filter(({ name }) => name === "Unknown")).toEqual([]);
    }
  });
});

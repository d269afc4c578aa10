// The colours of the shell's words.
import { Chalk } from "chalk";
import { expect, test } from "vitest";
import { paintWith } from "../../src/shell/paint.ts";
import { TerminalSession } from "./terminal-session.ts";

const paint = paintWith(new Chalk({ level: 1 }));
const red = (text: string) => `\x1b[31m${text}\x1b[39m`;

test("the first line of an error is red, of a diagnostic the word and the caret", () => {
  expect(paint.error("** exception error: undef\n     in call")).toBe(
    `${red("** exception error: undef")}\n     in call`,
  );
  const diagnostic = {
    severity: "error",
    file: "m.ts",
    line: 1,
    column: 2,
    message: "bad",
    sourceLine: "a;",
  } as const;
  expect(paint.diagnostics([diagnostic])).toBe(
    `m.ts:1:2: ${red("error")}: bad\n%   1| a;\n%    |  ${red("^")}\n\n`,
  );
  expect(paint.diagnostics([{ ...diagnostic, line: 0, code: "TS1" }])).toBe(
    `m.ts: ${red("error TS1")}: bad\n`,
  );
});

test("without colours nothing changes", () => {
  const none = paintWith(new Chalk({ level: 0 }));
  expect([none.prompt("1> "), none.error("* bad")]).toEqual(["1> ", "* bad"]);
});

test("a coloured prompt takes no more room, on its further lines and behind output too", async () => {
  const keys = ["foo(1,\r", "2).\r", "10 + 10.\x02", "\r"];
  const seen = async (colors: boolean) => {
    const session = new TerminalSession({}, 30, 24, { paint: colors ? paint : undefined });
    const screens: unknown[] = [];
    for (const key of keys) {
      await session.type(key);
      screens.push(session.terminal.text, session.terminal.cursor);
    }
    return screens;
  };
  expect(await seen(true)).toEqual(await seen(false));
});

// Several shells on one terminal, and the menu of Ctrl-C.
import { describe, expect, test } from "vitest";
import { startBreakMenu } from "../../src/shell/break-menu.ts";
import { TerminalSession } from "./terminal-session.ts";

const SWITCH = "\x07";
const BREAK = "\x03";

/** What is seen after `mark`. */
function seen(session: TerminalSession, mark: string): string {
  const { text } = session.terminal;
  return text.slice(text.lastIndexOf(mark) + mark.length);
}

async function typed(...keys: string[]): Promise<TerminalSession> {
  const session = new TerminalSession({}, 80, 60);
  for (const key of keys) await session.type(key);
  return session;
}

describe("Ctrl-G", () => {
  test("opens a menu that lists, starts and connects jobs, in OTP's words", async () => {
    const session = await typed("A = 1.\r", SWITCH, "s\r", "j\r", "c 9\r", "zork\r");
    expect(seen(session, "1\n2>")).toBe(
      `
User switch command (enter 'h' for help)
 --> s

 --> j

   1  {shell,start,[init]}
   2* {shell,start,[]}
 --> c 9

Unknown job
 --> zork

Unknown command
 -->`,
    );
  });
  test("each shell has bindings and a history of commands of its own", async () => {
    const session = await typed("A = 1.\r", SWITCH, "s\r", "c\r", "A.\r");
    expect(seen(session, " --> c\n\n")).toBe("1> A.\n* 1:1: variable 'A' is unbound\n2>");
    for (const keys of [SWITCH, "c 1\r", "A.\r"]) await session.type(keys);
    expect(seen(session, " --> c 1\n\n")).toBe("2> A.\n1\n3>");
  });
  test("a line that was being typed is still there", async () => {
    const session = await typed("foo(1", SWITCH, "c\r", ").\x7f");
    expect(seen(session, " --> c\n\n")).toBe("1> foo(1)");
  });
  test("interrupts what a shell evaluates", async () => {
    const session = await typed("A = 1.\r", "receive never -> ok end.\r", SWITCH, "i\r", "c\r", "A.\r");
    expect(seen(session, " --> i")).toBe(
      "\n\nInterrupted job 1, enter 'c' to resume.\n** exception exit: killed\n --> c\n\n3> A.\n1\n4>",
    );
  });
  test("an idle shell that is interrupted keeps its bindings", async () => {
    const session = await typed("A = 1.\r", SWITCH, "i\r", "c\r", "A.\r");
    expect(seen(session, " --> c\n\n")).toBe("2> A.\n1\n3>");
  });
  test("kills a shell, which is no job any more", async () => {
    const session = await typed(SWITCH, "s\r", "c\r", SWITCH, "k 1\r", "j\r", "c 1\r");
    expect(seen(session, " --> k 1")).toBe(
      "\n\n --> j\n\n   2* {shell,start,[]}\n --> c 1\n\nUnknown job\n -->",
    );
    expect(session.session.system.processes()).not.toContain(session.session.shell);
  });
  test("q ends the system, from any shell too", async () => {
    expect((await typed(SWITCH, "q\r")).status).toBe(0);
    expect((await typed(SWITCH, "s\r", "c\r", "q().\r")).status).toBe(0);
  });
  test("Tab knows what the shell at hand knows", async () => {
    const session = await typed("Apple = 1.\r", SWITCH, "s\r", "c\r", "Ap\t");
    expect(session.terminal.text).toMatch(/\n1> Ap$/);
    for (const keys of [SWITCH, "c 1\r", "Ap\t"]) await session.type(keys);
    expect(session.terminal.text).toMatch(/\n2> Apple$/);
  });
});

test("a shell that ends is followed by another", async () => {
  const session = await typed("exit().\r", "1.\r");
  expect(session.terminal.text).toBe("1> exit().\n*** Shell process terminated! ***\n1> 1.\n1\n2>");
});

test("a shell that is killed is followed by another, which knows nothing of what was typed", async () => {
  const session = await typed("A = 1.\r", "exit(hd(get('$ancestors')), kill).\r", "A.\r");
  expect(seen(session, "kill).\n")).toBe(
    "*** ERROR: Shell process terminated! ***\n1> A.\n* 1:1: variable 'A' is unbound\n2>",
  );
});

describe("Ctrl-C", () => {
  async function withMenu(...keys: string[]): Promise<TerminalSession & { quit?: boolean }> {
    const session: TerminalSession & { quit?: boolean } = new TerminalSession({}, 80, 60);
    startBreakMenu({
      system: session.session.system,
      tty: session.tty,
      version: "Eshell-ts",
      loaded: () => ["m (modules/m.ts)"],
      info: () => [["processes", 3]],
      quit: () => {
        session.quit = true;
      },
    });
    for (const key of keys) await session.type(key);
    return session;
  }
  const menu = "BREAK: (a)bort (c)ontinue (p)roc info (i)nfo\n       (l)oaded (v)ersion\n";

  test("opens a menu, and c goes on with the line that was being typed", async () => {
    const session = await withMenu("foo(", BREAK, "v\r", "l\r", "c\r", "x");
    expect(session.terminal.text).toBe(
      `1> foo(\n${menu}v\nEshell-ts\n\n${menu}l\nm (modules/m.ts)\n\n${menu}c\n1> foo(x`,
    );
    expect(session.quit).toBe(undefined);
  });
  test("a second one quits, and so does a", async () => {
    expect((await withMenu(BREAK, BREAK)).quit).toBe(true);
    expect((await withMenu(BREAK, "a\r")).quit).toBe(true);
  });
  test("lists the processes, also while a command runs", async () => {
    const session = await withMenu("receive never -> ok end.\r", BREAK, "p\r");
    expect(session.terminal.text).toContain(`=proc:${session.session.shell}\n`);
    expect(session.terminal.text).toContain("Name: user\n");
  });
});

test("M-o opens the text in an editor, and puts what comes back in its place", async () => {
  const session = new TerminalSession({}, 80, 24, { editText: async (text) => `${text}(1).\n` });
  await session.type("foo\x1bo");
  await session.type("x");
  expect(session.terminal.text).toBe("1> foo(1).x");
});

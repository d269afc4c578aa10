// The shell on a pseudo-terminal, as a user has it: keys, signals, and the terminal as it was when the shell has gone.
import { afterEach, describe, expect, test } from "vitest";
import { type Asked, PseudoTerminal, whyNone } from "./pseudo-terminal.ts";

/** The note about the module: what it was loaded for runs. */
const LOADED = /stuck: version 1 current/;
const none = whyNone();
const onTerminal = describe.runIf(none === undefined);
let open: PseudoTerminal | undefined;

/** A shell whose first prompt is there. */
async function start(asked?: Asked): Promise<PseudoTerminal> {
  open = new PseudoTerminal(asked);
  await open.shows(/^1>$/m);
  return open;
}

afterEach(async () => {
  await open?.dispose();
  open = undefined;
});

onTerminal(`on a pseudo-terminal${none === undefined ? "" : ` (none to try: ${none})`}`, () => {
  test("what is typed is edited, evaluated and answered", async () => {
    const shell = await start();
    await shell.typed("lists:sum([1,2,33\x7f]", /lists:sum\(\[1,2,3\]$/m);
    expect(await shell.typed(").\r", /^2>$/m)).toContain("1> lists:sum([1,2,3]).\n6\n2>");
  });

  test("20 columns suffice", async () => {
    const shell = await start({ columns: 20 });
    expect(await shell.typed("[aaaaaaaa,bbbbbbbb,cccccccc].\r", /^2>$/m)).toContain(
      "1> [aaaaaaaa,bbbbbbb\nb,cccccccc].\n[aaaaaaaa,\n bbbbbbbb,\n cccccccc]\n2>",
    );
  });

  describe("what never gives way is interrupted, and bindings survive:", () => {
    const modules = {
      "stuck.ts": `
        export function loop() { for (;;) { try { for (;;) {} } catch {} finally {} } }
        export const match = () => /^(a+)+$/.test("a".repeat(50) + "b");
        export const spin = () => spawn(() => { for (;;) {} });
        import { spawn } from "eshell-ts";`,
    };
    test("a loop, by Ctrl-C", async () => {
      const shell = await start({ modules });
      await shell.typed("A = 41.\r", /^2>$/m);
      await shell.typed("stuck:loop().\r", LOADED);
      await shell.typed("\x03", /\*\* exception exit: killed/);
      expect(await shell.typed("A + 1.\r", /^42$/m)).toContain("** exception exit: killed\n3> A + 1.\n42");
    });
    test("a regular expression, by Ctrl-G and i", async () => {
      const shell = await start({ modules });
      await shell.typed("stuck:match().\r", LOADED);
      await shell.typed("\x07", /-->$/);
      await shell.typed("i\r", /killed\n -->$/);
      expect(await shell.typed("c\r1 + 1.\r", /^2$/m)).toMatch(/2> 1 \+ 1\.\n2/);
    });
    test("the top level of a module, which then is not loaded; what it imported is", async () => {
      const files = {
        "top.ts": `import { writeSync } from "node:fs";
          import { one } from "./one.ts";
          if (one() > 0) writeSync(1, "busy");
          for (;;) {}`,
        "one.ts": "export const one = () => 1;",
      };
      const shell = await start({ modules: files });
      await shell.typed("A = 41.\r", /^2>$/m);
      await shell.typed("l(top).\r", /busy$/m);
      await shell.typed("\x03", /^3>$/m);
      expect(shell.terminal.text).toContain(
        "top.ts: error: its top level was interrupted\n{error,on_load_failure}",
      );
      expect(await shell.typed("{A + one:one(), code:is_loaded(top)}.\r", /^4>$/m)).toContain("{42,false}");
    });
    test("another process, while the shell goes on; what was typed meanwhile is not lost", async () => {
      const shell = await start({ modules });
      await shell.typed("stuck:spin().\r", LOADED);
      expect(await shell.typed("1 + 1.\r\x03", /^2$/m)).toMatch(
        /%% <0\.\d+\.0> was interrupted\n<0\.\d+\.0>\n2> 1 \+ 1\.\n2/,
      );
    });
  });

  test("where nothing can be interrupted, a second Ctrl-C ends the program", async () => {
    const later = "export const later = () => Promise.resolve().then(() => { for (;;) {} });";
    const shell = await start({ modules: { "stuck.ts": later } });
    await shell.typed("stuck:later().\r", LOADED);
    await shell.typed("\x03", /busy outside of any process/);
    shell.type("\x03");
    expect((await shell.ended()).status).toBe(128 + 9);
  });

  describe("the terminal is as it was", () => {
    async function restored(shell: PseudoTerminal): Promise<number> {
      const { status, before, after } = await shell.ended();
      expect(after).toBe(before);
      return status;
    }
    test("after q()", async () => {
      const shell = await start();
      shell.type("q().\r");
      expect(await restored(shell)).toBe(0);
      expect(shell.terminal.text).toMatch(/\n1> q\(\)\.\nok$/);
    });
    test("after Ctrl-C and a", async () => {
      const shell = await start();
      await shell.typed("\x03", /\(l\)oaded/);
      shell.type("a\r");
      expect(await restored(shell)).toBe(0);
    });
    test("after Ctrl-G and q", async () => {
      const shell = await start();
      await shell.typed("\x07", /-->$/);
      shell.type("q\r");
      expect(await restored(shell)).toBe(0);
    });
    test("after SIGTERM and SIGHUP", async () => {
      for (const [signal, number] of [
        ["SIGTERM", 15],
        ["SIGHUP", 1],
      ] as const) {
        const shell = await start();
        shell.signal(signal);
        expect(await restored(shell)).toBe(128 + number);
        await shell.dispose();
      }
    });
    test("while the shell is stopped, which goes on where it was", async () => {
      const shell = await start({ around: "set -m; eshell; stty -a > stopped; fg > fg" });
      await shell.typed("1 + ", /^1> 1 \+$/m);
      shell.signal("SIGTSTP");
      await expect.poll(() => shell.has("stopped"), { timeout: 10_000 }).toBe(true);
      // Brought to the foreground, it draws its line again.
      await shell.typed("41.\r", /^42$/m);
      expect(shell.file("stopped")).toBe(shell.file("before"));
      shell.type("q().\r");
      await restored(shell);
    });
  });

  test("a closed window ends the shell", async () => {
    const shell = await start();
    const { pid } = shell;
    shell.close();
    await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false);
  });
  test("a closed window ends a shell that is stuck in a loop as well", async () => {
    const shell = await start({ modules: { "stuck.ts": "export function loop() { for (;;) {} }" } });
    const { pid } = shell;
    await shell.typed("stuck:loop().\r", LOADED);
    shell.close();
    await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false);
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ESRCH") return false;
    throw error;
  }
}

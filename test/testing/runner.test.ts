// What test runners do around a session: they fake timers, their require() takes no ESM, and they wait until nothing goes on.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { testSession } from "../../src/eshell-ts-testing.ts";

const OK = Symbol.for("ok");

afterEach(() => {
  vi.useRealTimers();
});

describe("a session", () => {
  test.each(["virtual", "real"] as const)(
    "with a %s clock goes on where the global timers are faked",
    async (clock) => {
      vi.useFakeTimers();
      using session = testSession({ modules: {}, clock });
      expect(await session.value("timer:sleep(5), ok.")).toBe(OK);
    },
  );

  test("that is forgotten keeps no program going", async () => {
    const going = () =>
      process.getActiveResourcesInfo().filter((name) => name === "Timeout" || name === "Immediate");
    const before = going().length;
    const modules = {
      "m.ts": "setInterval(() => {}, 10); export const f = () => setInterval(() => {}, 10);",
    };
    const session = testSession({ modules, clock: "real" });
    await session.type("m:f(), spawn(fun() -> timer:sleep(60000) end).");
    expect(going().length).toBeLessThanOrEqual(before);
    session.stop();
  });

  test("waits for a package that cannot be loaded at once", async () => {
    const root = mkdtempSync(join(tmpdir(), "eshell-runner-"));
    const home = join(root, "node_modules/waiting");
    mkdirSync(home, { recursive: true });
    mkdirSync(join(root, "modules"));
    writeFileSync(
      join(home, "package.json"),
      '{ "name": "waiting", "type": "module", "exports": "./index.js" }',
    );
    writeFileSync(
      join(home, "index.js"),
      'import { readFile } from "node:fs/promises";\nexport const text = await readFile(new URL("package.json", import.meta.url), "utf8");',
    );
    writeFileSync(
      join(root, "modules/m.ts"),
      'import { text } from "waiting";\nexport const size = () => text.length;',
    );
    try {
      using session = testSession({ modules: join(root, "modules") });
      expect(await session.type("m:size().")).toBe("64\n");
      expect(await session.load("m")).toEqual({ version: 2, killed: [] });
    } finally {
      rmSync(root, { recursive: true });
    }
  });
});

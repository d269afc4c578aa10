// Sessions that are written down take place: what is read, what may differ, and what a difference looks like.
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { testSession, transcripts, verify } from "../../src/eshell-ts-testing.ts";
import { readTranscript } from "../../src/testing/transcript.ts";
import { verifyText } from "../../src/testing/verify.ts";
import { Names } from "../../src/testing/wildcards.ts";

const M = "```ts\n// modules/m.ts: a module\nexport const f = () => 1;\n```\n";
const page = (...lines: string[]): string => ["# Page", M, "```eshell", ...lines, "```", ""].join("\n");
const check = (text: string, name = "page.md") =>
  verifyText(name, text, (options) => testSession({ modules: {}, ...options }));
const differences = async (text: string): Promise<string> =>
  (await check(text)).differences.map((one) => one.text).join("\n");

describe("a transcript", () => {
  test("has what is typed, up to the full stop, and what is printed", () => {
    const [block] = readTranscript("page.md", page("1> X =", "   ..     1.", "1", "2> X. % again", "1"));
    expect(block).toMatchObject({ title: "Page", line: 8, continues: false, notes: false });
    expect(block.steps).toMatchObject([
      {
        action: { kind: "type", input: "X =\n    1." },
        expected: "1",
        line: 8,
        range: { line: 10, count: 1 },
      },
      {
        action: { kind: "type", input: "X. % again" },
        expected: "1",
        line: 11,
        range: { line: 12, count: 1 },
      },
    ]);
    expect(block.files).toEqual({ "m.ts": "// modules/m.ts: a module\nexport const f = () => 1;\n" });
  });

  test("is in comments, in pages and in files of its own", async () => {
    const source =
      "/**\n * Adds.\n *\n * ```eshell\n * 1> 1 + 1.\n * 3\n * ```\n */\nexport function add() {}\n";
    const comment = await check(source, "m.ts");
    expect(comment.differences[0].text).toBe("m.ts:5: 1> 1 + 1.\n    - 3\n    + 2\n");
    expect(comment.updated).toBe(source.replace(" * 3", " * 2"));
    expect(readTranscript("m.ts", source)[0].title).toBe("add");
    const indented = "- a list\n\n  ```eshell\n  1> ok.\n  ok\n  ```\n";
    expect((await check(indented)).differences).toEqual([]);
    expect(await check("1> 1.\n1\n", "a.session")).toMatchObject({ sessions: 1, steps: 1, differences: [] });
    const quoted = "````md\n```eshell\n1> wrong.\n```\n````\n";
    expect(readTranscript("page.md", quoted)).toEqual([]);
  });

  test("says what happens meanwhile", async () => {
    const text = page(
      "1> m:f().",
      "1",
      "%% In modules/m.ts, 1 is changed to 2 and saved",
      "2> l(m), m:f().",
      "2",
      "%% modules/n.ts is saved:",
      '%%   import { io, timer } from "eshell-ts";',
      "%%",
      "%%   export async function f() {",
      "%%     await timer.sleep(1500);",
      '%%     io.format("late~n");',
      "%%   }",
      "3> spawn(n, f, []).",
      "<0.90.0>",
      "%% 1400 ms later",
      "%% 0.1 s later: now",
      "late",
      "%% modules/m.ts is renamed to modules/o.ts",
      "4> code:module_status(m), o:f().",
      "2",
      "%% modules/o.ts is removed",
      "5> code:module_status(o).",
      "removed",
      '6> timer:sleep(10 * 1000), io:format("~p~n", [done]).',
      "…done",
      "ok",
    );
    expect(await differences(text)).toBe("");
    expect(await differences(page("%% In modules/m.ts, 7 is changed to 8 and saved"))).toBe(
      "page.md:8: there is no 7 in m.ts: %% In modules/m.ts, 7 is changed to 8 and saved\n",
    );
    expect(await differences(page("%% modules/x.ts is removed"))).toBe("page.md:8: no module file x.ts\n");
    await expect(check(page("1 + 1.", "2"))).rejects.toThrow("page.md:8: neither typed nor printed: 1 + 1.");
  });

  test("goes on in the next block unless that begins at the first prompt", async () => {
    const blocks = [
      "```eshell\n1> X = 1.\n1\n```",
      "Then:",
      "```eshell\n2> X + 1.\n2\n```",
      "```eshell\n1> X.\n…unbound\n```",
    ];
    expect(await check(blocks.join("\n\n"))).toMatchObject({ sessions: 2, steps: 3, differences: [] });
  });

  test("may be what was copied from a terminal", async () => {
    const banner = "Eshell-ts V0.1.0 (press Ctrl+G to abort, type help(). for help)";
    expect(await differences(page("$ npx eshell", banner, "1> X =", " .. 1.", "1", "2> "))).toBe("");
  });

  test("has the notes of a terminal where it shows some", async () => {
    const noted = page("1> l(m).", "%% m: version 1 current", "{module,m}", "2> l(m).", "{module,m}");
    expect(await differences(noted)).toBe(
      "page.md:11: 2> l(m).\n    + %% m: version 2 current, 1 old\n      {module,m}\n",
    );
  });
});

describe("what is written", () => {
  const agree = (written: string, printed: string): boolean => new Names().agree(written, printed);

  test("stands for any pid, reference, fun, time, and `…` for anything", () => {
    expect(agree("{<0.90.0>,#Ref<0.1.2.3>}", "{<0.123.0>,#Ref<0.77.8.1>}")).toBe(true);
    expect(agree("#Fun<erl_eval.6.1>", "#Fun<erl_eval.42.39164016>")).toBe(true);
    expect(agree("#Fun<erl_eval.6.1>", "#Fun<m.f/1>")).toBe(false);
    expect(agree("a … d", "a b\nc d")).toBe(true);
    expect(
      agree("=ERROR REPORT==== now ===\nx", "=ERROR REPORT==== 1-Jan-2026::00:00:00.000000 ===\nx"),
    ).toBe(true);
    expect(agree("a \n b", "a\n b  \n")).toBe(true);
    expect(agree("[1.5](x)", "[1.5](x)")).toBe(true);
    expect(agree("1.5", "105")).toBe(false);
  });

  test("stands for the same pid each time, and different pids are different ones", () => {
    const names = new Names();
    expect(names.agree("<0.90.0>", "<0.93.0>")).toBe(true);
    expect(names.agree("{<0.90.0>,<0.91.0>}", "{<0.93.0>,<0.95.0>}")).toBe(true);
    expect(names.agree("<0.90.0>", "<0.95.0>")).toBe(false);
    expect(names.agree("<0.92.0>", "<0.95.0>")).toBe(false);
    expect(agree("{<0.90.0>,<0.90.0>}", "{<0.93.0>,<0.94.0>}")).toBe(false);
    expect(agree("{<0.90.0>,<0.91.0>}", "{<0.93.0>,<0.93.0>}")).toBe(false);
    expect(names.typed("exit(pid(0,90,0), kill), <0.91.0>.")).toBe("exit(pid(0,93,0), kill), <0.95.0>.");
    expect(names.written("<0.95.0> <0.99.0>")).toBe("<0.91.0> <0.99.0>");
  });
});

describe("a difference", () => {
  test("shows the lines that differ between those that do not", async () => {
    const text = page('1> io:format("a~nb~nc~nd~n").', "a", "x", "c", "y", "d", "ok");
    expect(await differences(text)).toBe(
      'page.md:8: 1> io:format("a~nb~nc~nd~n").\n      a\n    - x\n    + b\n      c\n    - y\n      d\n      ok\n',
    );
  });

  test("is put into the text, and nothing else is changed", async () => {
    const text = page(
      "1> {self(), 1}.",
      "{<0.1.0>,1}",
      "",
      "2> {self(), make_ref(), 2}.",
      "{<0.1.0>,#Ref<0.1.2.3>,3}",
      "3> 3.",
      "4> [fun(X) -> X end, {x, y}].",
      "[#Fun<erl_eval.…>,{x,y}]",
    ).replace("# Page\n", "# Page\n\nText `3>` with trailing blanks  \n");
    const { updated, differences } = await check(text);
    expect(differences).toHaveLength(2);
    const reference = /#Ref<[^>]*>,2/.exec(updated)?.[0];
    expect(updated).toBe(
      text.replace("#Ref<0.1.2.3>,3", reference as string).replace("3> 3.\n", "3> 3.\n3\n"),
    );
    expect((await check(updated)).differences).toEqual([]);
  });

  test("is gone once it was put into the text, whatever was written", async () => {
    const inputs = [
      "1 + 1.",
      "self().",
      "{self(), [make_ref()]}.",
      'io:format("a~nb~n").',
      "1/0.",
      "X.",
      "[1,2|3].",
      "<<1:3>>.",
    ];
    const written = fc.constantFrom(
      "",
      "2",
      "ok",
      "…",
      "<0.1.0>",
      "{<0.2.0>,\n [#Ref<0.1.2.3>]}",
      "a\nx\nok",
      "** exception …",
      "*/ ``",
    );
    const steps = fc.array(fc.tuple(fc.constantFrom(...inputs), written, fc.boolean()), {
      minLength: 1,
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(steps, fc.constantFrom("", " * ", "  "), async (played, prefix) => {
        const block = played.flatMap(([input, text, blank], i) => [
          `${i + 1}> ${input}`,
          ...text.split("\n"),
          ...(blank ? [""] : []),
        ]);
        const lines = ["```eshell", ...block, "```"].map((line) => (prefix + line).trimEnd());
        const text = ["before", ...lines, "after", ""].join("\n");
        const { updated } = await check(text);
        const again = await check(updated);
        expect(again.differences).toEqual([]);
        expect(again.updated).toBe(updated);
        expect(updated).toMatch(/^before\n[\s\S]*\nafter\n$/);
      }),
      { numRuns: 60 },
    );
  });

  test("leaves the ends of lines as they are", async () => {
    const text = page("1> 1 + 1.", "3", "2> {a,", "b}.", "{a,b}").replaceAll("\n", "\r\n");
    const { updated, differences } = await check(text);
    expect(differences).toHaveLength(1);
    expect(updated).toBe(text.replace("\r\n3\r", "\r\n2\r"));
  });
});

describe("from a test file", () => {
  const folder = mkdtempSync(join(tmpdir(), "eshell-transcripts-"));
  const file = join(folder, "page.md");

  test("each session becomes a test of the framework's own", async () => {
    writeFileSync(file, `${page("1> 1 + 1.", "2")}\n${page("1> 2 + 2.", "5")}`);
    const tests = new Map<string, () => Promise<void>>();
    transcripts(file, (name, run) => tests.set(name, run), { modules: {} });
    expect([...tests.keys()]).toEqual([`${file}:8 Page: 1> 1 + 1.`, `${file}:19 Page: 1> 2 + 2.`]);
    const [good, bad] = tests.values();
    await good();
    await expect(bad()).rejects.toThrow(`${file}:19: 1> 2 + 2.\n    - 5\n    + 4\n`);
    await expect(verify(file)).rejects.toThrow("differs from what is written");
    expect(readFileSync(file, "utf8")).toContain("\n5\n");
  });

  test("a file without a session is a mistake", async () => {
    writeFileSync(file, "# Nothing\n");
    expect(() => transcripts(file, () => {})).toThrow("has no eshell block");
    await expect(verify(file)).rejects.toThrow("has no eshell block");
  });
});

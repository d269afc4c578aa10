// The three sessions of the article that this project follows, on a virtual clock, edits included. (README.md has them
// as transcripts.)
import { expect, test } from "vitest";
import { type TestSession, testSession } from "../../src/eshell-ts-testing.ts";

/** Saves a module with another number in it. */
const edit = (session: TestSession, name: string, version: number) =>
  session.edit(`${name}.ts`, (text) => text.replace(/\[\d\]/, `[${version}]`));

/** How often each line was printed. */
function counts(printed: string): Record<string, number> {
  const found: Record<string, number> = {};
  for (const line of printed.split("\n")) if (line !== "") found[line] = (found[line] ?? 0) + 1;
  return found;
}

test("l/1 replaces the code of a module", async () => {
  const session = testSession();
  expect(await session.type("test_load:print().")).toBe("vsn1\nok\n");
  edit(session, "test_load", 2);
  expect(await session.type("test_load:print().")).toBe("vsn1\nok\n");
  expect(await session.type("l(test_load).")).toBe("{module,test_load}\n");
  expect(await session.type("test_load:print().")).toBe("vsn2\nok\n");
});

test("two versions run side by side, and a third load kills what runs the first", async () => {
  const session = testSession();
  const load = async (version: number) => {
    edit(session, "code_replace", version);
    expect(await session.type("l(code_replace).")).toBe("{module,code_replace}\n");
  };
  await session.type("P = code_replace:start().");
  expect(counts(await session.advance(4600))).toEqual({ vsn1: 3 });
  await load(2);
  // The process stays in its version.
  expect(counts(await session.advance(3000))).toEqual({ vsn1: 2 });
  await session.type("P2 = code_replace:start().");
  expect(counts(await session.advance(6000))).toEqual({ vsn1: 4, vsn2: 4 });
  await load(3);
  expect(counts(await session.advance(6000))).toEqual({ vsn2: 4 });
  expect(await session.type("erlang:is_process_alive(P).")).toBe("false\n");
  expect(await session.type("erlang:is_process_alive(P2).")).toBe("true\n");
});

test("a process that calls its module by name moves to the new version, and survives further loads", async () => {
  const session = testSession();
  const load = async (version: number) => {
    edit(session, "code_replace_new", version);
    expect(await session.type("l(code_replace_new).")).toBe("{module,code_replace_new}\n");
  };
  await session.type("P = code_replace_new:start().");
  expect(counts(await session.advance(3100))).toEqual({ vsn1: 2 });
  await load(2);
  expect(counts(await session.advance(3000))).toEqual({ vsn1: 2 });
  expect(await session.type("P ! code_switch.")).toBe("code_switch\n");
  expect(counts(await session.advance(3100))).toEqual({ vsn2: 2 });
  await load(3);
  await session.type("P ! code_switch.");
  await load(4);
  await session.type("P ! code_switch.");
  expect(counts(await session.advance(3100))).toEqual({ vsn4: 2 });
  expect(await session.type("erlang:is_process_alive(P).")).toBe("true\n");
});

test("two further loads after one switch are survived by switching in between, not by standing still", async () => {
  const session = testSession();
  await session.type("P = code_replace_new:start().");
  for (const version of [2, 3]) {
    edit(session, "code_replace_new", version);
    await session.type("l(code_replace_new).");
  }
  expect(await session.type("erlang:is_process_alive(P).")).toBe("false\n");
});

test("a note tells what a load did to live processes", async () => {
  const session = testSession({ notes: true });
  const load = async (version: number) => {
    edit(session, "code_replace", version);
    return session.type("l(code_replace).");
  };
  const pid = (await session.type("P = code_replace:start().")).split("\n")[1];
  await session.advance(1);
  expect(await load(2)).toBe(
    [
      "%% code_replace: version 2 current, 1 old",
      `%%   ${pid} lingers in version 1, in loop/0, line 9`,
      "{module,code_replace}\n",
    ].join("\n"),
  );
  expect(await load(3)).toBe(
    [
      `%% code_replace: version 3 current, 2 old; 1 process killed: ${pid} (was in version 1)`,
      `%%   ${pid} was waiting in loop/0, line 9`,
      "{module,code_replace}\n",
    ].join("\n"),
  );
});

test("a module that does not compile changes nothing", async () => {
  const session = testSession();
  await session.type("P = code_replace:start().");
  session.edit("code_replace.ts", "export const start = () => ;\n");
  const text = 'modules/code_replace.ts:1:28: error: Unexpected ";"\n';
  expect(await session.type("c(code_replace).")).toMatch(
    new RegExp(`^${text.replace(/[.:;"]/g, "\\$&")}[^]*error\n$`),
  );
  expect(await session.type("l(code_replace).")).toMatch(/\{error,badfile\}\n$/);
  expect(counts(await session.advance(1600))).toEqual({ vsn1: 1 });
  session.edit("code_replace.ts", 'throw new Error("no");\nexport {};\n');
  expect(await session.type("l(code_replace).")).toMatch(/\{error,on_load_failure\}\n$/);
  expect(await session.type("erlang:is_process_alive(P).")).toBe("true\n");
});

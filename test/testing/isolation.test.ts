// Sessions know nothing of each other: hundreds run at once in a program, and leave nothing behind.
import { expect, test } from "vitest";
import { testSession } from "../../src/eshell-ts-testing.ts";

const MODULE = `import { io, receive, spawn, timeout } from "eshell-ts";
export const id = N;
export const start = () => spawn(loop);
async function loop(): Promise<never> {
  if ((await receive({ after: 100 })) === timeout) io.format("~p~n", [id]);
  return loop();
}
`;

test("hundreds of sessions run at once, each with its own modules, names, bindings and time", async () => {
  const sessions = Array.from({ length: 300 }, (_, i) =>
    testSession({ modules: { "m.ts": MODULE.replace("N", String(i % 10)) } }),
  );
  const answers = await Promise.all(
    sessions.map(async (session, i) => {
      await session.type(`X = ${i}, register(me, m:start()).`);
      const ticks = await session.advance(100 * (1 + (i % 3)));
      return [await session.value("X."), ticks, session.process("me")?.currentFunction];
    }),
  );
  expect(answers).toEqual(sessions.map((_, i) => [i, `${i % 10}\n`.repeat(1 + (i % 3)), "m:loop/0"]));
  for (const session of sessions) session.stop();
});

test("what a session prints does not depend on the atoms and tables of others", async () => {
  const script = [
    "#{zz_first_atom => 1, aa_second_atom => 2}.",
    'try list_to_existing_atom("only_made_elsewhere") catch error:badarg -> unknown end.',
    "ets:whereis(a_table).",
    "persistent_term:get(a_key, none).",
    "ets:new(a_table, [named_table]), persistent_term:put(a_key, 1), get(a_key).",
    "rand:uniform(1000000).",
    "make_ref().",
    "{self(), fun(X) -> X end, erlang:unique_integer()}.",
  ];
  const play = async (first: readonly string[]): Promise<string> => {
    const session = testSession({ modules: {} });
    for (const line of first) await session.type(line);
    session.stop();
    const other = testSession({ modules: {} });
    for (const line of script) await other.type(line);
    const { output } = other;
    other.stop();
    return output;
  };
  const alone = await play([]);
  expect(alone).toContain("#{zz_first_atom => 1,aa_second_atom => 2}");
  expect(alone).toContain("unknown");
  const others = ["#{aa_second_atom => 1, zz_first_atom => 2}.", "only_made_elsewhere.", ...script];
  expect(await play(others)).toBe(alone);
});

test("the current folder and the environment are a session's own", async () => {
  const one = testSession({ modules: {} });
  const other = testSession({ modules: {} });
  const here = process.cwd();
  expect(await one.value('file:set_cwd("test"), os:putenv("ESHELL_TEST", "1"), os:unsetenv("PATH").')).toBe(
    true,
  );
  expect(await one.value("element(2, file:get_cwd()).")).toBe(`${here}/test`);
  expect(await one.value('filelib:is_dir("testing").')).toBe(true);
  expect(await one.value('{os:getenv("ESHELL_TEST"), os:getenv("PATH")}.')).toEqual(["1", false]);
  expect(await one.value('lists:member("ESHELL_TEST=1", os:getenv()).')).toBe(true);
  expect(await one.value('file:set_cwd("nosuch").')).toEqual([Symbol.for("error"), Symbol.for("enoent")]);
  expect(await other.value("element(2, file:get_cwd()).")).toBe(here);
  expect(await other.value('os:getenv("ESHELL_TEST").')).toBe(false);
  expect(process.cwd()).toBe(here);
  expect(await one.type("erlang:display(shown).")).toBe("shown\r\ntrue\n");
  for (const session of [one, other]) session.stop();
});

test("random numbers depend on the seed, and on nothing else", async () => {
  const draw = async (seed?: number): Promise<number[]> => {
    const session = testSession({ modules: {}, seed });
    const drawn = await session.value("[rand:uniform(1000) || _ <- lists:seq(1, 8)].");
    session.stop();
    return drawn;
  };
  expect(await draw(7)).toEqual(await draw(7));
  expect(await draw()).toEqual(await draw(1));
  expect(await draw(7)).not.toEqual(await draw(8));
});

test("a session does the same each time, however many processes there are", async () => {
  const modules = {
    "noise.ts": `import { io, erlang, receive, send, spawn, timeout, type Pid } from "eshell-ts";
export function start(count: number) {
  const pids: Pid[] = [];
  for (let i = 0; i < count; i++) pids.push(spawn(loop, i, pids));
}
async function loop(id: number, pids: Pid[]): Promise<void> {
  const n = Number(await erlang.apply(Symbol.for("rand"), Symbol.for("uniform"), [20]));
  const message = await receive({ after: n });
  if (message === timeout) send(pids[(id * 7 + n) % pids.length], id);
  else io.format("~p<-~p ", [id, message]);
  return loop(id, pids);
}
`,
  };
  const play = async (seed: number): Promise<string> => {
    const session = testSession({ modules, seed });
    await session.type("noise:start(20).");
    const printed = await session.advance(200);
    session.stop();
    return printed;
  };
  const [one, again, other] = await Promise.all([play(3), play(3), play(4)]);
  expect(one.length).toBeGreaterThan(1000);
  expect(again).toBe(one);
  expect(other).not.toBe(one);
});

test("a session that was stopped does nothing any more", async () => {
  const session = testSession({ modules: { "m.ts": MODULE.replace("N", "1") }, clock: "real" });
  const pid = await session.value("m:start().");
  await session.advance(250);
  session.stop();
  session.stop();
  const { output } = session;
  await new Promise((resolve) => setTimeout(resolve, 250));
  expect(session.output).toBe(output);
  expect(() => session.isAlive(pid)).toThrow("the session has been stopped");
  await expect(session.type("1.")).rejects.toThrow("the session has been stopped");
});

test("sessions that were stopped are freed", async () => {
  const gc = globalThis.gc as () => void;
  const live = async (): Promise<number> => {
    for (let i = 0; i < 3; i++) {
      gc();
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    return process.memoryUsage().heapUsed;
  };
  const use = async (): Promise<void> => {
    const session = testSession({ modules: { "m.ts": MODULE.replace("N", "1") } });
    await session.value("P = m:start(), ets:new(t, []), X = lists:seq(1, 1000).");
    await session.load("m");
    session.stop();
  };
  for (let i = 0; i < 30; i++) await use();
  const before = await live();
  for (let i = 0; i < 100; i++) await use();
  // One alone takes a hundred kilobytes and more.
  expect((await live()) - before).toBeLessThan(100 * 10_000);
});

// What is killed at the prompt: the evaluator, the shell, everything.
import { expect, test } from "vitest";
import { ScriptedSession } from "../../src/shell/scripted-session.ts";

test("an evaluator that is killed has a successor, with the bindings", async () => {
  const session = new ScriptedSession();
  await session.type("Kept = 1.");
  expect(await session.type("exit(self(), kill).")).toBe("** exception exit: killed\n");
  expect(await session.type("Kept.")).toBe("1\n");
});

test("where a shell was killed, another one starts", async () => {
  const session = new ScriptedSession();
  await session.type("{links, [Shell | _]} = process_info(self(), links).");
  expect(await session.type("exit(Shell, kill).")).toBe("*** ERROR: Shell process terminated! ***\n");
  expect(await session.type("1 + 1.")).toBe("2\n");
});

test("a system whose processes are all killed ends", async () => {
  const session = new ScriptedSession();
  expect(await session.type("[exit(P, kill) || P <- processes(), P =/= self()].")).toMatch(
    /^System process <0\.\d+\.0> terminated: killed\n$/,
  );
  expect(session.status).toBe(1);
});

test("output gathered to the left may be nested as deeply as one likes", async () => {
  const session = new ScriptedSession();
  const gathered = "lists:foldl(fun(_, A) -> [A, $x] end, [], lists:seq(1, 100000))";
  expect(await session.type(`io:format("~s~n", [${gathered}]).`)).toBe(`${"x".repeat(100000)}\nok\n`);
  expect(await session.type(`length(lists:flatten(io_lib:format("~ts", [${gathered}]))).`)).toBe("100000\n");
});

// What takes long in one process does not keep the others from running.
import { expect, test } from "vitest";
import { ScriptedSession } from "../../src/shell/scripted-session.ts";

const LONG = [
  "lists:foreach(fun(_) -> ok end, lists:seq(1, 200000))",
  "lists:foldl(fun(X, A) -> X + A end, 0, lists:seq(1, 200000))",
  "lists:map(fun(X) -> X end, lists:seq(1, 200000))",
  "lists:all(fun(_) -> true end, lists:seq(1, 200000))",
  "maps:fold(fun(_, _, A) -> A end, 0, maps:from_list([{X, X} || X <- lists:seq(1, 200000)]))",
  "[X || X <- lists:seq(1, 200000), X < 0]",
  "(fun F(0) -> ok; F(N) -> F(N - 1) end)(200000)",
];

test.each(LONG)("%s", async (expression) => {
  const session = new ScriptedSession();
  await session.type("Me = self().");
  const line = `spawn(fun() -> ${expression}, Me ! long end), spawn(fun() -> Me ! short end), receive A -> A end.`;
  expect(await session.type(line)).toBe("short\n");
  expect(await session.type("receive B -> B end.")).toBe("long\n");
});

// What modules import: the parts that no example in a comment shows.
import { expect, test } from "vitest";
import { ScriptedSession } from "../../src/shell/scripted-session.ts";

test("demonitor with flush takes the message of the monitor out of the mailbox, and without it does not", async () => {
  const session = new ScriptedSession({
    "m.ts": `
import { demonitor, monitor, receive, spawn, timeout } from "eshell-ts";
export async function left(flush: boolean) {
  const ref = monitor(spawn(() => {}));
  await receive(() => false, { after: 10 });
  demonitor(ref, { flush });
  return (await receive({ after: 0 })) === timeout ? 0 : 1;
}`,
  });
  await session.type("Self = self(), P = spawn(fun() -> Self ! {m:left(true), m:left(false)} end).");
  await session.advance(50);
  expect(await session.type("receive Left -> Left end.")).toBe("{0,1}\n");
});

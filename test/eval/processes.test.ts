// How compiled code runs among other processes: it waits, is preempted, and uses no stack for tail calls.
import { expect, test } from "vitest";
import { Session } from "./driver.ts";

/** What a session answers, line by line. */
function answers(...lines: string[]): string[] {
  const session = new Session();
  return lines.map((line) => session.type(line));
}

test("receive takes the first message that matches and leaves the others in the mailbox", () => {
  expect(
    answers("self() ! {n,1}, self() ! {n,2}, X = receive {n,2} -> second end, {X, receive {n,I} -> I end}."),
  ).toEqual(["{second,1}"]);
});

test("the guard of a receive clause decides with the bindings of the moment", () => {
  expect(
    answers("Limit = 5, self() ! 3, self() ! 7, {receive N when N > Limit -> N end, receive M -> M end}."),
  ).toEqual(["{7,3}"]);
});

test("a receive without clauses waits for its time", () => {
  expect(answers("receive after 1000 -> late end.", "receive after 0 -> now end.")).toEqual(["late", "now"]);
});

test("a timeout that is none raises timeout_value", () => {
  expect(answers("receive after soon -> ok end.", "receive after -1 -> ok end.")).toEqual([
    "error: timeout_value",
    "error: timeout_value",
  ]);
});

test("an endless loop of tail calls lets other processes run", () => {
  expect(
    answers(
      "Me = self(), Loop = fun L() -> L() end, P = spawn(Loop), spawn(fun() -> Me ! alive end), receive A -> exit(P, kill), A end.",
    ),
  ).toEqual(["alive"]);
});

test("a fun that calls only itself lets other processes run", () => {
  expect(
    answers(
      "Me = self(), F = fun F(N) when N < 2 -> N; F(N) -> F(N-1) + F(N-2) end, P = spawn(fun() -> F(60) end), spawn(fun() -> Me ! alive end), receive A -> exit(P, kill), A end.",
    ),
  ).toEqual(["alive"]);
});

test("mutual tail calls of two funs go on for ever in constant space", () => {
  expect(
    answers("A = fun(A1, B1, 0) -> done; (A1, B1, N) -> B1(B1, A1, N - 1) end, A(A, A, 300000)."),
  ).toEqual(["done"]);
});

test("after is run whether the body returns or raises, and not at an exit signal", () => {
  expect(
    answers(
      "try 1 after self() ! ran end, receive ran -> ok end.",
      "try throw(x) catch throw:x -> caught after self() ! ran end, receive ran -> ok end.",
      "Me = self(), P = spawn(fun() -> try receive never -> ok end after Me ! ran end end), exit(P, kill), receive ran -> ran after 100 -> silent end.",
    ),
  ).toEqual(["ok", "ok", "silent"]);
});

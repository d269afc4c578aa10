// Source text that is very long, or nested very deeply, is evaluated as any other.
import { expect, test } from "vitest";
import { Session } from "./driver.ts";

const DEPTH = 10_000;
const nested = (open: string, innermost: string, close: string) =>
  open.repeat(DEPTH) + innermost + close.repeat(DEPTH);

test.each([
  ["constant lists in each other", `length(${nested("[", "", "]")}).`, "1"],
  ["constant tuples in each other", `tuple_size(${nested("{a,", "1", "}")}).`, "2"],
  ["constant maps in each other", `map_size(${nested("#{a => ", "1", "}")}).`, "1"],
  ["parentheses in each other", `X = ${nested("(", "7", ")")}.`, "7"],
  ["sums in each other", `${nested("1+(", "1", ")")}.`, `${DEPTH + 1}`],
  ["a pattern nested deeply", `${nested("[", "1", "]")} = ${nested("[", "1", "]")}, ok.`, "ok"],
  ["a pattern nested deeply that does not match", `catch ${nested("[", "1", "]")} = 2, ok.`, "ok"],
  ["a chain of ++", `X = "a", length(X${" ++ X".repeat(20_000)}).`, "20001"],
  ["a chain of --", `${"[1,2] -- ".repeat(20_001)}[1].`, "[2]"],
  [
    "a map of many associations",
    `map_size(#{${Array.from({ length: 33_000 }, (_, i) => `${i} => a`).join(",")}}).`,
    "33000",
  ],
])("%s", (_, typed, answer) => {
  expect(new Session().type(typed)).toBe(answer);
});

test("what fails in a chain of ++ is the innermost first", () => {
  const shell = new Session();
  expect(shell.type("[1] ++ (a ++ b).")).toBe("error: badarg");
  expect(shell.type("[1] ++ [2] ++ [3|4].")).toBe("[1,2,3|4]");
});

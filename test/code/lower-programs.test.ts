// Random programs do the same natively and as process code.
import { expect, test } from "vitest";
import { program } from "./lowered-programs.ts";
import { type Outcome, runLowered, runNatively } from "./lowered-run.ts";

/** Functions may be logged, and turned into text: the one thing that must differ. */
function comparable(outcome: Outcome): string {
  return JSON.stringify(outcome, (_key, value) => {
    if (typeof value === "function" || /function|=>/.test(String(value))) return "a function";
    return value === undefined ? "undefined" : value;
  });
}

test.each([1, 2, 3, 4])("random programs do the same natively and as process code (%i)", async (part) => {
  for (let seed = part * 100; seed < part * 100 + 50; seed++) {
    const text = program(seed);
    const native = await runNatively(text);
    expect(comparable(await runLowered(text)), `seed ${seed}:\n${text}`).toEqual(comparable(native));
  }
});

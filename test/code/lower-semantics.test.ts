// The same JavaScript does the same natively and as process code.
import { describe, expect, test } from "vitest";
import { CASES } from "./lowered-cases.ts";
import { runLowered, runNatively } from "./lowered-run.ts";

for (const [chapter, cases] of Object.entries(CASES)) {
  describe(chapter, () => {
    for (const [name, source] of Object.entries(cases)) {
      test(name, async () => {
        const module = source.includes("function main") ? source : `async function main(log) {${source}}`;
        const native = await runNatively(module);
        expect(await runLowered(module)).toEqual(native);
      });
    }
  });
}

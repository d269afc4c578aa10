// Every example of the documentation takes place, and prints what it says.
import { describe, expect, test } from "vitest";
import { agrees, documents, examplesOf, play } from "./documented.ts";

for (const path of documents()) {
  const examples = examplesOf(path);
  if (examples.length === 0) continue;
  describe(path, () => {
    for (const example of examples) {
      test(`${example.of}: ${example.lines.find((line) => /^\d+> /.test(line))}`, async () => {
        const steps = await play(example);
        expect(steps.length).toBeGreaterThan(0);
        for (const step of steps) {
          if (!agrees(step)) expect(step.printed, step.input).toBe(step.expected);
        }
      });
    }
  });
}

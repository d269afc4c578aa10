// The lines that tell what a load did to live processes.
import { expect, test } from "vitest";
import type { Lingering } from "../../src/code/lingering-places.ts";
import { heldNote, switchNote } from "../../src/shell/load-notes.ts";

const M = Symbol.for("m");
const at = (pid: string, line: number): Lingering =>
  ({ process: { toString: () => pid }, place: { name: Symbol.for("loop"), arity: 1, line } }) as never;
const timer = (pid: string): Lingering => ({ process: { toString: () => pid }, place: undefined }) as never;
const NOTE = { module: M, current: 3, old: 2, killed: [], purged: undefined, lingering: [] };

test("the killed are named, and where they were waiting; so are those that linger", () => {
  const killed = [at("<0.1.0>", 7), timer("<0.2.0>"), at("<0.3.0>", 7)];
  expect(switchNote({ ...NOTE, killed, purged: 1, lingering: [at("<0.4.0>", 0)] })).toBe(
    [
      "%% m: version 3 current, 2 old; 3 processes killed: <0.1.0>, <0.2.0>, <0.3.0> (was in version 1)",
      "%%   <0.1.0>, <0.3.0> were waiting in loop/1, line 7",
      "%%   <0.2.0> was waiting with a timer",
      "%%   <0.4.0> lingers in version 2, in loop/1",
    ].join("\n"),
  );
});

test("of many processes, and of many places, five are named", () => {
  const here = Array.from({ length: 7 }, (_, i) => at(`<0.${i}.0>`, 7));
  expect(switchNote({ ...NOTE, lingering: here }).split("\n")[1]).toBe(
    "%%   <0.0.0>, <0.1.0>, <0.2.0>, <0.3.0>, <0.4.0>, … linger in version 2, in loop/1, line 7",
  );
  const everywhere = Array.from({ length: 7 }, (_, i) => at(`<0.${i}.0>`, i));
  expect(
    switchNote({ ...NOTE, lingering: everywhere })
      .split("\n")
      .slice(5),
  ).toEqual(["%%   <0.4.0> lingers in version 2, in loop/1, line 4", "%%   …"]);
});

test("a load that is held back says whom it would kill", () => {
  expect(heldNote(M, [at("<0.1.0>", 7)])).toBe(
    "%% m: not loaded, as 1 process would be killed: <0.1.0>\n%%   <0.1.0> lingers in old code, in loop/1, line 7",
  );
});

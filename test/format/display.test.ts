// Terms as the runtime system itself prints them: erlang:display/1.
import { expect, test } from "vitest";
import { display } from "../../src/format/display.ts";
import { makeBits } from "../../src/terms/bits.ts";
import { float } from "../../src/terms/float.ts";
import { fromArray, NIL } from "../../src/terms/list.ts";
import { tuple } from "../../src/terms/tuple.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const atom = (name: string) => Symbol.for(name);

test.each([
  [
    "strings escape only quotes and new lines",
    fromArray([...'a"\\\t\n'].map((c) => c.charCodeAt(0))),
    '"a\\"\\\t\\n"',
  ],
  ["a list with another character is no string", fromArray([97, 11]), "[97,11]"],
  ["an improper list of characters is none", fromArray([97], atom("b")), "[97|b]"],
  ["the empty list", NIL, "[]"],
  ["printable binaries", [bytes("bin"), bytes("a\n"), bytes("")], '[<<"bin">>,<<97,10>>,<<>>]'],
  ["bit strings", makeBits(new Uint8Array([1, 0xa0]), 11), "<<1,5:3>>"],
  [
    "floats have six digits",
    [float(1), 1.5e-10, 1e300, float(-0)],
    "[1.000000e+00,1.500000e-10,1.000000e+300,-0.000000e+00]",
  ],
  [
    "reserved words have no quotes, @ has",
    ["if", "a@b", "A b", "it's"].map(atom),
    "[if,'a@b','A b','it\\'s']",
  ],
  ["maps have no blanks", { a: tuple(1, tuple()) }, "#{a=>{1,{}}}"],
])("%s", (_name, term, shown) => {
  expect(display(term)).toBe(shown);
});

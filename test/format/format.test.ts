import { describe, expect, test } from "vitest";
import { buildText, format, formatDeep } from "../../src/format/format.ts";
import { formatText, scanFormat, unscanFormat } from "../../src/format/format-spec.ts";
import { write } from "../../src/format/write.ts";
import { atom } from "../../src/terms/atom.ts";
import { Exception } from "../../src/terms/exception.ts";
import { float } from "../../src/terms/float.ts";
import { tuple } from "../../src/terms/tuple.ts";

/** Format, arguments and what OTP 29 prints. */
const CASES: [string, unknown[], string][] = [
  ["~p ~w~n", [tuple(atom("a"), "b"), tuple(atom("a"), "b")], '{a,"b"} {a,[98]}\n'],
  ["~10s|~-10s|", ["abc", "abc"], "       abc|abc       |"],
  ["~.2s|~10.2s|", ["abc", "abc"], "ab|        ab|"],
  ["~10.5.*s|", [45, "abc"], "-----abc--|"],
  ["~ts ~ts", ["héé", new TextEncoder().encode("☃")], "héé ☃"],
  ["~tw ~w", [atom("é"), atom("☃")], "é '\\x{2603}'"],
  ["~c~c ~5c ~10.3c| ~tc", [97, 98, 120, 120, 9731], "ab xxxxx        xxx| ☃"],
  ["~.16b ~.16B ~.36b", [255, 255, 35], "ff FF z"],
  ["~8b|~-8b|~8..0b", [42, 42, 42], "      42|42      |00000042"],
  ["~.16x ~.16X", [255, "0x", 255, "0x"], "0xff 0xFF"],
  ["~#  ~.8#  ~.16+", [255, 255, 255], "10#255  8#377  16#ff"],
  ["~e ~.3e", [1.5, 12345.678], "1.50000e+0 1.23e+4"],
  ["~f ~.2f ~8.3.0f", [3.24159, 3.24159, 3.24159], "3.241590 3.24 0003.242"],
  ["~g ~g ~g ~.3g", [0.1, 12345678.9, 1.0e-10, 3.24159], "0.100000 1.23457e+7 1.00000e-10 3.24"],
  ["~i~w", [atom("skipped"), atom("shown")], "shown"],
  ["~*s|~-*s|~.*f", [8, "ab", 8, "ab", 3, float(2)], "      ab|ab      |2.000"],
  ["~*.*.*s|", [6, 3, 42, "abcdef"], "***abc|"],
  ["~W", [[1, [2, [3, [4]]]], 5], "[1,[2,[...]]]"],
  ["~lp", ["abc"], "[97,98,99]"],
  ["~5w|~-5w|~3w|~..*w", [atom("ab"), atom("ab"), atom("abcdef"), 5, atom("ab")], "   ab|ab   |***|ab"],
  ["~~ ~2n", [], "~ \n\n"],
];

describe("format", () => {
  test.each(CASES)("%s %j prints what OTP prints", (text, args, expected) => {
    expect(format(text, args)).toBe(expected);
  });

  test("characters that are deeper in the list are no directives", () => {
    expect(format(formatText(["a~p", 126, 112, new TextEncoder().encode("~n")]), [1])).toBe("a~p1~n");
  });

  test.each([
    ["~p", []],
    ["~p", [1, 2]],
    ["~z", [1]],
    ["~d", [1]],
    ["~s", [[8364]]],
    ["~s", [1]],
    ["~f", [1]],
    ["~.0f", [2.5]],
    ["~b", [1.5]],
    ["~-10p", [1]],
    // The prefix is a list of characters, with no binary in it.
    ["~x", [1, new Uint8Array([112])]],
    ["~x", [1, [97, new Uint8Array([112])]]],
  ])("%s %j is badarg", (text, args) => {
    expect(() => format(text, args)).toThrow(Exception);
  });

  test("~p begins at the column that the text before it has reached", () => {
    const list = Array.from({ length: 12 }, (_, i) => i + 1000);
    expect(format("ab: ~30p", [list])).toBe(
      "ab: [1000,1001,1002,1003,\n     1004,1005,1006,1007,\n     1008,1009,1010,1011]",
    );
  });

  test("as a deep list shows how it was put together", () => {
    expect(write(formatDeep("a ~w", [tuple(atom("x"), 1)]))).toBe("[97,32,[123,[[120],44,[49]],125]]");
    expect(write(formatDeep("~p", [atom("abc")]))).toBe("[[97,98,99]]");
  });

  test("a scanned format can be put together again", () => {
    expect(write(unscanFormat(scanFormat("x ~-8.3..tls~n", ["abc"])))).toBe(
      write(tuple("x ~-8.3..tls~n", ["abc"])),
    );
    expect(write(buildText(scanFormat("x~5w", [atom("a")])))).toBe("[120,[[[32,32],32,32],97]]");
  });
});

test("the order of maps is looked at once there is a map to be printed", () => {
  expect(format("~Kp ~Kw", [atom("a"), 1, atom("a"), tuple(2)])).toBe("1 {2}");
  expect(() => format("~Kp", [atom("a"), { x: 1, y: 2 }])).toThrow(Exception);
});

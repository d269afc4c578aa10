import { describe, expect, test } from "vitest";
import { pretty } from "../../src/format/pretty.ts";
import { write } from "../../src/format/write.ts";
import { atom } from "../../src/terms/atom.ts";
import { float } from "../../src/terms/float.ts";
import { mapFrom } from "../../src/terms/map.ts";
import { NativeRecord } from "../../src/terms/native-record.ts";
import { tuple } from "../../src/terms/tuple.ts";

const a = (name: string) => atom(name);
const seq = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);
const shell = (term: unknown, column = 1) => pretty(term, { column, depth: 30, lineMaxChars: 60 });

describe("a result in the shell", () => {
  test("is cut at depth 30 and broken at about 60 characters", () => {
    expect(shell(seq(1, 40))).toBe(
      "[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,\n 23,24,25,26,27,28,29|...]",
    );
  });

  test("that is text is not broken", () => {
    expect(shell("a".repeat(100))).toBe(`"${"a".repeat(100)}"`);
  });

  test("puts tuples of a list each on a line once they do not fit on one", () => {
    const pairs = seq(1, 8).map((n) => tuple(atom("element"), n));
    expect(shell(pairs)).toBe(`[${pairs.map((_, i) => `{element,${i + 1}}`).join(",\n ")}]`);
  });

  test("shows records by their fields", () => {
    const recordPrint = (tag: unknown, fields: number) =>
      tag === atom("point") && fields === 2 ? [atom("x"), atom("y")] : null;
    expect(pretty(tuple(atom("point"), 1, float(2)), { recordPrint })).toBe("#point{x = 1,y = 2.0}");
  });
});

describe("a native record", () => {
  const big = new NativeRecord(
    a("shell_default"),
    a("Big Name"),
    [a("Some Field"), a("another_rather_long_field")],
    [[1, 2, 3], "a text as long as that"],
  );

  test("has its fields below each other, indented less on short lines", () => {
    expect(shell(big)).toBe(`#shell_default:'Big Name'{
    'Some Field' = [1,2,3],
    another_rather_long_field = "a text as long as that"}`);
    expect(pretty(big, { lineLength: 40 })).toBe(`#shell_default:'Big Name'{
    'Some Field' = [1,2,3],
    another_rather_long_field =
        "a text as long as that"}`);
  });

  test("is cut by depth", () => {
    const point = new NativeRecord(a("m"), a("pt"), [a("x"), a("y")], [1, [1, 2]]);
    const cuts = [1, 2, 3, 4].map((depth) => `${write(point, { depth })} ${pretty(point, { depth })}`);
    expect(cuts).toEqual([
      "#m:pt{...} #m:pt{...}",
      "#m:pt{x = 1,...} #m:pt{...}",
      "#m:pt{x = 1,y = [...]} #m:pt{x = 1,...}",
      "#m:pt{x = 1,y = [1|...]} #m:pt{x = 1,y = [...]}",
    ]);
    expect(pretty(new NativeRecord(a("m"), a("empty"), [], []))).toBe("#m:empty{}");
  });
});

describe("pretty", () => {
  test("goes on in an association at the column of the key plus four", () => {
    const map = mapFrom([[1, seq(1000, 1012)]]);
    expect(pretty(map, { lineLength: 60 })).toBe(
      "#{1 =>\n      [1000,1001,1002,1003,1004,1005,1006,1007,1008,1009,\n       1010,1011,1012]}",
    );
  });

  test("prints binaries as text where they are Latin-1 or UTF-8", () => {
    expect(pretty(new Uint8Array([97, 98]))).toBe('<<"ab">>');
    expect(pretty(new TextEncoder().encode("é"))).toBe('<<"é"/utf8>>');
    expect(pretty(new TextEncoder().encode("☃"))).toBe("<<226,152,131>>");
    expect(pretty(new Uint8Array([97, 98]), { strings: false })).toBe("<<97,98>>");
  });

  test("shares a limit on characters among the elements", () => {
    expect(pretty([seq(1, 50), seq(1, 50)], { charsLimit: 30 })).toBe("[[1,2,3,4,5|...],[1,2,3,4|...]]");
  });

  test("takes long lists and texts without running out of stack", () => {
    expect(pretty(seq(1, 100_000)).length).toBeGreaterThan(500_000);
    expect(pretty("x".repeat(1_000_000)).length).toBe(1_000_002);
  });

  test("shows what is no Erlang term as #JS<…>", () => {
    expect(pretty(Number.NaN)).toBe("#JS<NaN>");
    expect(pretty([new Date(0)])).toBe("[#JS<Date 1970-01-01T00:00:00.000Z>]");
    expect(pretty(new TypeError("no"))).toBe("#JS<TypeError: no>");
  });
});

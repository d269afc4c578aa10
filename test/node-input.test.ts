import { expect, test } from "vitest";
import { InputDecoder, latin1Bytes } from "../src/node-input.ts";

/** The text of what arrives in these pieces, and after which of them it became Latin-1. */
function decoded(...pieces: number[][]): { text: string; switched: number[] } {
  const switched: number[] = [];
  let at = 0;
  const decoder = new InputDecoder(() => void switched.push(at));
  let text = "";
  for (const piece of pieces) {
    text += decoder.decode(Buffer.from(piece));
    at++;
  }
  return { text: text + decoder.end(), switched };
}

test("a character whose bytes arrive one by one is one", () => {
  expect(decoded([0x61, 0xf0], [0x9f], [0x98], [0x80, 10])).toEqual({ text: "a\u{1f600}\n", switched: [] });
});

test("what is no UTF-8 makes all from its line on Latin-1, once", () => {
  const lines = [0xc3, 0xa9, 10, 0x61, 0xff, 10, 0xc3, 0xa9, 10];
  expect(decoded(lines, [0xe9, 10, 0xff])).toEqual({ text: "é\naÿ\nÃ©\né\nÿ", switched: [0] });
});

test("a character that never ends is Latin-1", () => {
  expect(decoded([0x61, 0xc3])).toEqual({ text: "aÃ", switched: [1] });
});

test("the replacement character itself is UTF-8", () => {
  expect(decoded([0xef, 0xbf, 0xbd, 10])).toEqual({ text: "\ufffd\n", switched: [] });
});

test("what Latin-1 has no character for is written as an escape", () => {
  expect(latin1Bytes("é\u03c0\u{1f600}").toString("latin1")).toBe("é\\x{3C0}\\x{1F600}");
});

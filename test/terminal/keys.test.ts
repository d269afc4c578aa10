import { describe, expect, test } from "vitest";
import { KeyDecoder } from "../../src/terminal/keys.ts";

function names(...chunks: string[]): string[] {
  const decoder = new KeyDecoder();
  const keys = chunks.flatMap((chunk) => decoder.decode(chunk));
  return keys.map((key) => key.name || `"${key.text}"`);
}

describe("what a terminal sends becomes keys", () => {
  test("text stays together, control characters are keys", () => {
    expect(names("héllo\r")).toEqual(['"héllo"', "Enter"]);
    expect(names("\x01\x05\x0b\t\x7f\x08\n")).toEqual([
      "C-a",
      "C-e",
      "C-k",
      "Tab",
      "Backspace",
      "Backspace",
      "Enter",
    ]);
  });
  test("arrows and their modifiers, in the dialects of xterm and rxvt", () => {
    expect(names("\x1b[A\x1bOA\x1b[1;5C\x1b[5D\x1b[1;3A\x1b[1;4B")).toEqual([
      "Up",
      "Up",
      "C-Right",
      "C-Left",
      "M-Up",
      "M-S-Down",
    ]);
    expect(names("\x1b[3~\x1b[3;5~\x1b[H\x1b[4~\x1b[Z\x1b\x1b[C")).toEqual([
      "Delete",
      "C-Delete",
      "Home",
      "End",
      "S-Tab",
      "M-Right",
    ]);
  });
  test("Alt is Escape before a key", () => {
    expect(names("\x1bb\x1b\x7f\x1b\r\x1bé")).toEqual(["M-b", "M-Backspace", "M-Enter", "M-é"]);
  });
  test("a sequence may come in pieces", () => {
    expect(names("\x1b", "[", "1;", "5C", "x")).toEqual(["C-Right", '"x"']);
  });
  test("a lone Escape is a key once nothing follows", () => {
    const decoder = new KeyDecoder();
    expect(decoder.decode("\x1b")).toEqual([]);
    expect(decoder.waiting).toBe(true);
    expect(decoder.flush()).toEqual([{ name: "Escape", text: "" }]);
    expect(decoder.waiting).toBe(false);
  });
  test("what is pasted is one key, line breaks and escapes in it included", () => {
    const decoder = new KeyDecoder();
    const keys = [
      ...decoder.decode("\x1b[200~a\r\nb\x1b[2"),
      ...decoder.decode("01~"),
      ...decoder.decode("c"),
    ];
    expect(keys).toEqual([
      { name: "Paste", text: "a\nb" },
      { name: "", text: "c" },
    ]);
  });
});

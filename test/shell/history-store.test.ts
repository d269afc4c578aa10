// The history across sessions, on a file in memory.
import { expect, test } from "vitest";
import { HISTORY_LIMIT, openHistory } from "../../src/shell/history-store.ts";

class MemoryFile {
  text: string | undefined;
  replaced = 0;
  read() {
    return this.text;
  }
  append(text: string) {
    this.text = (this.text ?? "") + text;
  }
  replace(text: string) {
    this.text = text;
    this.replaced++;
  }
}
const silent = (error: unknown) => {
  throw error;
};

test("what was entered is there in the next session, entries of several lines whole", () => {
  const file = new MemoryFile();
  const first = openHistory(file, silent);
  expect(first.entries).toEqual([]);
  const typed = ["foo(1,\n2).", String.raw`"a\nb\\".`, "X = 'é'."];
  for (const entry of typed) first.remember(entry);
  expect(openHistory(file, silent).entries).toEqual(typed);
});

test("two sessions at once lose nothing, and no line is there twice in a row", () => {
  const file = new MemoryFile();
  const [one, two] = [openHistory(file, silent), openHistory(file, silent)];
  one.remember("a.");
  two.remember("b.");
  one.remember("b.");
  one.remember("c.");
  expect(openHistory(file, silent).entries).toEqual(["a.", "b.", "c."]);
});

test("a file that has grown long is cut to the limit", () => {
  const file = new MemoryFile();
  const { remember } = openHistory(file, silent);
  for (let i = 0; i < 2 * HISTORY_LIMIT; i++) remember(`${i}.`);
  const { entries } = openHistory(file, silent);
  expect(entries.length).toBe(HISTORY_LIMIT);
  expect(entries.at(-1)).toBe(`${2 * HISTORY_LIMIT - 1}.`);
  expect(file.replaced).toBe(1);
  expect(openHistory(file, silent).entries).toEqual(entries);
  expect(file.replaced).toBe(1);
});

test("a disk that refuses is told once, and stops nothing", () => {
  const complaints: unknown[] = [];
  const refuse = () => {
    throw new Error("EACCES");
  };
  const store = openHistory({ read: () => "a.\n", append: refuse, replace: refuse }, (e) =>
    complaints.push(e),
  );
  store.remember("b.");
  store.remember("c.");
  expect(store.entries).toEqual(["a."]);
  expect(complaints.length).toBe(1);
});

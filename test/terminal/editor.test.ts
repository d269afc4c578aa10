import { describe, expect, test } from "vitest";
import { type Editing, edit, startEditing } from "../../src/terminal/editor.ts";
import { entered } from "../../src/terminal/history.ts";
import { KeyDecoder } from "../../src/terminal/keys.ts";

const UP = "\x1b[A";
const DOWN = "\x1b[B";
const LEFT = "\x1b[D";

/** The text with `|` where the cursor is, after the keys; and what was requested. */
function typed(
  keys: string,
  history: string[] = [],
  start?: Editing,
): { shown: string; requests: string[]; state: Editing } {
  let state = start ?? startEditing("1> ", history);
  const requests: string[] = [];
  for (const key of new KeyDecoder().decode(keys)) {
    const step = edit(state, key);
    state = step.state;
    requests.push(...step.requests);
  }
  return { shown: `${state.text.slice(0, state.cursor)}|${state.text.slice(state.cursor)}`, requests, state };
}

describe("a line is edited as in erl", () => {
  test("Emacs keys move and delete", () => {
    expect(typed("lists:map(F).\x01").shown).toBe("|lists:map(F).");
    expect(typed("abc\x02\x02x\x05y").shown).toBe("axbcy|");
    expect(typed(`abc${LEFT}\x04`).shown).toBe("ab|");
    expect(typed("abc\x7f\x7f").shown).toBe("a|");
    expect(typed("ab\x14").shown).toBe("ba|");
  });
  test("words are letters, digits and _, and quoted atoms", () => {
    expect(typed("foo(bar_1, 'a b')\x1bb\x1bb").shown).toBe("foo(|bar_1, 'a b')");
    expect(typed("foo bar\x17").shown).toBe("foo |");
    expect(typed("foo bar\x01\x1bf").shown).toBe("foo| bar");
    expect(typed("foo bar\x01\x1bd").shown).toBe("| bar");
    expect(typed("foo bar\x1bt").shown).toBe("bar foo|");
  });
  test("Alt-c, Alt-l and Alt-u change the case of a word", () => {
    expect(typed("foo bar BAZ\x01\x1bc\x1bu\x1bl").shown).toBe("Foo BAR baz|");
  });
  test("Ctrl-_ takes back one change after the other, a word at a time", () => {
    let state = typed("").state;
    for (const character of "foo bar") state = typed(character, [], state).state;
    expect(typed("\x1f", [], state).shown).toBe("foo |");
    expect(typed("\x1f\x1f", [], state).shown).toBe("foo|");
    expect(typed("\x1f\x1f\x1f", [], state).shown).toBe("|");
    expect(typed("foo bar\x01\x0b\x1f").shown).toBe("|foo bar");
    expect(typed("foo\x7f\x7f\x1f\x1f").shown).toBe("foo|");
    expect(typed("\x1f").requests).toEqual(["beep"]);
    expect(typed(`ab${UP}\x1f`, ["old."]).shown).toBe("old.|");
  });
  test("Ctrl-o begins a new line", () => {
    expect(typed("a,\x0fb").shown).toBe("a,\nb|");
  });
  test("what was killed can be yanked", () => {
    expect(typed("foo bar\x01\x1bf\x0b\x01\x19").shown).toBe(" bar|foo");
    expect(typed("foo\x15bar\x19").shown).toBe("barfoo|");
  });
  test("a cluster of several code points is one character", () => {
    expect(typed("ae\u0301👨‍👩‍👧\x7f").shown).toBe("ae\u0301|");
    expect(typed("ae\u0301\x7f").shown).toBe("a|");
  });
  test("Alt-Enter begins a new line, Ctrl-Up goes to the line above", () => {
    expect(typed("ab,\x1b\rcdef\x1b[1;5A").shown).toBe("ab,|\ncdef");
    expect(typed("abcd\x1b\ref\x1b[1;5A\x1b[1;5Bx").shown).toBe("abcd\nefx|");
    expect(typed("ab\x1b\rcd\x01\x0b").shown).toBe("ab\n|");
    expect(typed("ab\x1b\rcd\x1b<").shown).toBe("|ab\ncd");
  });
  test("Enter submits with the cursor at the end, Tab asks for completion", () => {
    const { shown, requests } = typed("foo().\x01\r");
    expect(shown).toBe("foo().|");
    expect(requests).toEqual(["submit"]);
    expect(typed("li\t").requests).toEqual(["complete"]);
  });
  test("the bell rings where nothing can be done", () => {
    expect(typed("\x02").requests).toEqual(["beep"]);
    expect(typed(UP).requests).toEqual(["beep"]);
    expect(typed("\x04").requests).toEqual(["beep"]);
  });
});

describe("the history", () => {
  test("Up and Down walk through it and keep what was being typed", () => {
    expect(typed(`new${UP}`, ["a.", "b."]).shown).toBe("b.|");
    expect(typed(`new${UP}${UP}`, ["a.", "b."]).shown).toBe("a.|");
    expect(typed(`new${UP}${UP}${DOWN}${DOWN}`, ["a.", "b."]).shown).toBe("new|");
    expect(typed(`${UP}x${UP}${DOWN}`, ["a.", "b."]).shown).toBe("b.x|");
  });
  test("Up and Down go through the lines of an entry first", () => {
    const history = ["a.", "foo(1,\n2)."];
    expect(typed(UP, history).shown).toBe("foo(1,\n2).|");
    expect(typed(`${UP}${UP}`, history).shown).toBe("foo|(1,\n2).");
    expect(typed(`${UP}${UP}${UP}`, history).shown).toBe("a.|");
    expect(typed(`${UP}${UP}${DOWN}${DOWN}`, history).shown).toBe("|");
  });
  test("keeps no empty line, no line twice in a row, and no more than its limit", () => {
    expect(entered(["a"], "a\n", 10)).toEqual(["a"]);
    expect(entered(["a"], " \n", 10)).toEqual(["a"]);
    expect(entered(["a", "b"], "c", 2)).toEqual(["b", "c"]);
  });
  test("Ctrl-R searches it, again and again", () => {
    const history = ["lists:map(f).", "foo.", "lists:seq(1,2)."];
    expect(typed("\x12lis", history).shown).toBe("lists:seq(1,2).|");
    expect(typed("\x12lis\x12", history).shown).toBe("lists:map(f).|");
    expect(typed("\x12lis\x12\x13", history).shown).toBe("lists:seq(1,2).|");
    expect(typed("\x12lis\x12\x12", history).requests).toEqual(["beep"]);
    expect(typed("\x12", history).shown).toBe("lists:seq(1,2).|");
    expect(typed("\x12lisx", history).shown).toBe("|");
    expect(typed("\x12lisx\x7f", history).shown).toBe("lists:seq(1,2).|");
  });
  test("a search ends with the line found, to be edited or submitted, or with the line before", () => {
    const history = ["foo(1).", "bar."];
    expect(typed("\x12foo\x02x", history).shown).toBe("foo(1).x|");
    expect(typed("\x12foo\r", history).requests).toEqual(["submit"]);
    expect(typed("abc\x12foo\x1bc", history).shown).toBe("abc|");
  });
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Editing, edit, startEditing } from "../../src/terminal/editor.ts";
import { KeyDecoder } from "../../src/terminal/keys.ts";
import type { Span } from "../../src/terminal/layout.ts";
import { Screen } from "../../src/terminal/screen.ts";
import { VirtualTerminal } from "../../src/terminal/virtual-terminal.ts";

class Session {
  readonly terminal: VirtualTerminal;
  readonly screen: Screen;
  readonly decoder = new KeyDecoder();
  state = startEditing("1> ", ["ab\ncd", "日本語日本語日本語\nfoo"]);
  constructor(columns = 20, rows = 24) {
    this.terminal = new VirtualTerminal(columns, rows);
    this.screen = new Screen(this.terminal);
    this.screen.show(this.state);
  }
  type(keys: string): this {
    for (const key of this.decoder.decode(keys)) {
      this.state = edit(this.state, key).state;
      this.screen.show(this.state, undefined, spansOf(this.state));
    }
    return this;
  }
  output(chars: string): this {
    this.screen.output(chars);
    return this;
  }
}

/** The words, all but that which the cursor is at. */
function spansOf({ text, cursor }: Editing): Span[] {
  return [...text.matchAll(/[a-c]+|日+\n?/g)]
    .map((match) => ({ start: match.index, end: match.index + match[0].length, style: "\x1b[31m" }))
    .filter(({ start, end }) => cursor < start || cursor > end);
}

describe("the line being edited", () => {
  test("is drawn behind its prompt, with the cursor in place", () => {
    const { terminal } = new Session().type("foo\x02");
    expect(terminal.text).toBe("1> foo");
    expect(terminal.cursor).toEqual([0, 5]);
  });
  test("wraps at the edge, and unwraps again", () => {
    const session = new Session(10).type("abcdefg");
    expect(session.terminal.text).toBe("1> abcdefg");
    expect(session.terminal.cursor).toEqual([1, 0]);
    session.type("hi\x01x");
    expect(session.terminal.text).toBe("1> xabcdef\nghi");
    session.type("\x05\x7f\x7f\x7f\x7f");
    expect(session.terminal.text).toBe("1> xabcde");
    expect(session.terminal.cursor).toEqual([0, 9]);
  });
  test("a row that is full stays full when its line break moves to the next", () => {
    expect(new Session(8).type("\x1b\r\x1bb'q r'").type("a").terminal.text).toBe("1> 'q r'\na\n..");
  });
  test("shows wide characters in two cells, and never cuts one in two", () => {
    const session = new Session(10).type("日本語x");
    expect(session.terminal.cursor).toEqual([1, 0]);
    session.type("\x02\x02");
    expect(session.terminal.cursor).toEqual([0, 7]);
    expect(new Session(10).type("日本日本").terminal.text).toBe("1> 日本日\n本");
  });
  test("has a continuation prompt on each further line", () => {
    const { terminal } = new Session().type("begin\x1b\rx");
    expect(terminal.text).toBe("1> begin\n.. x");
    expect(terminal.cursor).toEqual([1, 4]);
  });
});

describe("output while a line is being edited", () => {
  test("that fills its row takes no further row for the line break that comes later", () => {
    const { terminal } = new Session(6).type("x").output("abc").output("def").output("\n").output("g\n");
    expect(terminal.text).toBe("abcdef\ng\n1> x");
  });
  test("appears above it", () => {
    const { terminal } = new Session().type("foo\x02").output("vsn1\n");
    expect(terminal.text).toBe("vsn1\n1> foo");
    expect(terminal.cursor).toEqual([1, 5]);
  });
  test("that ends without a line break goes on where it ended", () => {
    const { terminal } = new Session().type("foo").output("a").output("b").output("c\n").output("d\n");
    expect(terminal.text).toBe("abc\nd\n1> foo");
  });
  test("leaves a line of several rows whole", () => {
    const { terminal } = new Session(10).type("abcdefghijklm\x01").output("one\ntwo\n");
    expect(terminal.text).toBe("one\ntwo\n1> abcdefg\nhijklm");
    expect(terminal.cursor).toEqual([2, 3]);
  });
  test("a line that is finished stays, and output follows it", () => {
    const session = new Session(10).type("abcdefg");
    session.screen.finish();
    session.output("ok\n");
    expect(session.terminal.text).toBe("1> abcdefg\nok");
  });
});

test("a full row keeps its last character when the line is broken behind it", () => {
  const { terminal } = new Session(5).type("a\x01aa\x1b\r");
  expect(terminal.text).toBe("1> aa\n.. a");
});

describe("much output while a line is being edited", () => {
  function start() {
    const terminal = new VirtualTerminal(40);
    const turn: (() => void)[] = [];
    const write = (chars: string) => terminal.write(chars);
    const screen = new Screen({ write, columns: 40, rows: 24, later: (callback) => turn.push(callback) });
    const type = (text: string) => screen.show(startEditing("1> ", [], "", text));
    return { terminal, turn, screen, type };
  }
  test("draws the line once a turn, however much there is", () => {
    const { terminal, turn, screen, type } = start();
    type("foo(");
    const before = terminal.written;
    for (let i = 0; i < 1000; i++) screen.output(`${i}\n`);
    expect(terminal.written).toBe(before);
    expect(turn.length).toBe(1);
    turn.shift()?.();
    expect(terminal.text).toMatch(/^0\n1\n2\n(?:\d+\n)*999\n1> foo\($/);
    // The line breaks have a carriage return each; then there is the line itself.
    const lines = Array.from({ length: 1000 }, (_, i) => `${i}\r\n`).join("").length;
    expect(terminal.written - before - lines).toBeLessThan(20);
  });
  test("is above what a key shows, and above what comes next when the line is entered", () => {
    const { terminal, turn, screen, type } = start();
    type("a");
    screen.output("one\n");
    type("ab");
    expect(terminal.text).toBe("one\n1> ab");
    screen.output("two\n");
    screen.finish();
    screen.output("three\n");
    expect(terminal.text).toBe("one\ntwo\n1> ab\nthree");
    for (const callback of turn) callback();
    expect(terminal.text).toBe("one\ntwo\n1> ab\nthree");
  });
});

describe("a line that is taller than the screen", () => {
  const tall = "one\x1b\rtwo\x1b\rthree\x1b\rfour\x1b\rfive";
  test("shows the rows around the cursor", () => {
    const session = new Session(20, 3).type(tall);
    expect(session.terminal.screen).toBe(".. three\n.. four\n.. five");
    session.type("\x1b[1;5A\x1b[1;5A");
    expect(session.terminal.screen).toBe(".. three\n.. four\n.. five");
    session.type("\x1b<x");
    expect(session.terminal.screen).toBe("1> xone\n.. two\n.. three");
    expect(session.terminal.cursor[1]).toBe(4);
  });
  test("is there as a whole once it is entered, and output follows it", () => {
    const session = new Session(20, 3).type(`${tall}\x1b<`);
    session.screen.finish();
    session.output("ok\n");
    expect(session.terminal.text).toMatch(/1> one\n {3}two\n {3}three\n {3}four\n {3}five\nok$/);
  });
  test("shows at the cursor what a higher screen shows there", () => {
    const piece = fc.constantFrom(
      ..."abc 日é👍'".split(""),
      "x".repeat(17),
      "\x1b\rabc\x1b\r",
      "\x01",
      "\x02",
      "\x7f",
      "\x17",
      "\x19",
      "\x1b[A",
      "\x1b[B",
      "\x1b<",
      "\x1b>",
    );
    const sizes = [fc.integer({ min: 5, max: 24 }), fc.integer({ min: 2, max: 5 })] as const;
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), ...sizes, (pieces, columns, rows) => {
        const seen = (height: number): [string, number] => {
          const { terminal } = new Session(columns, height).type(pieces.join(""));
          const [row, column] = terminal.cursor;
          return [terminal.text.split("\n")[row] ?? "", column];
        };
        expect(seen(rows)).toEqual(seen(1000));
      }),
      { numRuns: 200 },
    );
  });
});

test("drawing only what changed shows the same as drawing everything", () => {
  const piece = fc.oneof(
    fc.constantFrom(
      "\x01",
      "\x05",
      "\x02",
      "\x06",
      "\x7f",
      "\x04",
      "\x0b",
      "\x19",
      "\x17",
      "\x1b\r",
      "\x1bb",
      "\x14",
      "\x1b[A",
      "\x1b[B",
      "\x1f",
      "\x1b[1;5A",
      "\x12",
      "\x1bu",
    ),
    fc.constantFrom(
      "a",
      "bc ",
      "日",
      "é",
      "e\u0301",
      "👍",
      "\t",
      "'q r'",
      "👨‍👩‍👧",
      "\u0301",
      "ｱ",
      "日日日日日",
    ),
    fc.constantFrom("!out", "!line\n", "!a long line of output\n", "!日本", "!a\tb\n", "!\n", "!🙂🙂🙂\n"),
    fc.constantFrom("!\x1b[31mred\x1b[0m", "!\x1b[1mbold\x1b[0m\n"),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), fc.integer({ min: 5, max: 24 }), (pieces, columns) => {
      const session = new Session(columns);
      let printed = "";
      for (const part of pieces) {
        if (part.startsWith("!")) {
          session.output(part.slice(1));
          printed += part.slice(1);
        } else session.type(part);
      }
      const terminal = new VirtualTerminal(columns);
      const whole = new Screen(terminal);
      whole.output(printed);
      if (printed !== "" && !printed.endsWith("\n")) whole.output("\n");
      whole.show(session.state, undefined, spansOf(session.state));
      expect(session.terminal.text).toBe(terminal.text);
      expect(session.terminal.styled("31")).toBe(terminal.styled("31"));
      expect(session.terminal.cursor).toEqual(terminal.cursor);
    }),
    { numRuns: 300 },
  );
});

// A terminal: keys in, what is seen out, with a group leader that is asked for lines.
import { expect, test } from "vitest";
import { proc } from "../../src/process/frame.ts";
import { System } from "../../src/process/system.ts";
import { VirtualHost } from "../../src/process/virtual-host.ts";
import { startGroup } from "../../src/shell/group.ts";
import { request } from "../../src/shell/print.ts";
import { FormCollector } from "../../src/shell/reader.ts";
import { Tty } from "../../src/shell/tty.ts";
import { VirtualTerminal } from "../../src/terminal/virtual-terminal.ts";
import { tuple } from "../../src/terms/tuple.ts";

/** A terminal on which forms are read, one after the other. */
function start(columns = 40) {
  const host = new VirtualHost();
  const port = new VirtualTerminal(columns);
  const system = new System({ host });
  const tty = new Tty({ port, host });
  const lines = tty.current;
  const group = startGroup(system, lines);
  lines.group = group;
  const read: string[] = [];
  const reader = proc(function* reader(): Generator<unknown, void, any> {
    for (let number = 1; ; number++) {
      const get = tuple(Symbol.for("get_until"), Symbol.for("unicode"), `${number}> `, new FormCollector());
      const { text, rest } = yield* request(get);
      read.push(rest !== "" && text.endsWith(rest) ? text.slice(0, -rest.length) : text);
    }
  });
  system.spawn(reader, { groupLeader: group });
  host.run();
  const type = (keys: string): void => {
    tty.push(keys);
    host.run();
  };
  return { port, type, read, lines, host };
}

test("an expression is read once its dot is there, over several lines", () => {
  const { port, type, read } = start();
  type("foo(1,\r");
  expect(read).toEqual([]);
  expect(port.text).toBe("1> foo(1,\n..");
  type("2).\r");
  expect(read).toEqual(["foo(1,\n2).\n"]);
  // The dots go, so that what stays can be copied.
  expect(port.text).toBe("1> foo(1,\n   2).\n2>");
});

test("a line above can still be edited", () => {
  const { type, read } = start();
  type("foo(1,\r2)\x1b[1;5A\x05\x7f\x7fX,\x1b>.\r");
  expect(read).toEqual(["foo(X,\n2).\n"]);
});

test("two expressions on a line are read one after the other", () => {
  const { port, type, read } = start();
  type("a. b.\r");
  expect(read).toEqual(["a. ", "b.\n"]);
  expect(port.text).toBe("1> a. b.\n2> 3>");
});

test("a pasted block of expressions is read one by one, in order", () => {
  const { type, read } = start();
  type("\x1b[200~X = 1.\nfoo(X,\n  2).\nbar.\x1b[201~");
  expect(read).toEqual([]);
  type("\r");
  expect(read.map((text) => text.trim())).toEqual(["X = 1.", "foo(X,\n  2).", "bar."]);
});

test("the cursor shows for a moment which bracket was closed", () => {
  const { port, type, host } = start();
  type("foo([1,");
  type("2]");
  type(")");
  expect(port.cursor).toEqual([0, 6]);
  host.advance(600);
  expect(port.cursor).toEqual([0, 13]);
  type("\x02)x");
  expect(port.text).toBe("1> foo([1,2])x)");
});

test("what is typed ahead waits", () => {
  const { type, read } = start();
  type("a.\rb.\rc");
  expect(read).toEqual(["a.\n", "b.\n"]);
  type(".\r");
  expect(read).toEqual(["a.\n", "b.\n", "c.\n"]);
});

test("Up brings back a whole expression", () => {
  const { type, read } = start();
  type("foo(1,\r2).\r\x1b[A\r");
  expect(read).toEqual(["foo(1,\n2).\n", "foo(1,\n2).\n"]);
});

test("output appears above the line, which survives", () => {
  const { port, type, lines } = start();
  type("foo");
  lines.write("vsn1\n");
  type("(1).\x02");
  expect(port.text).toBe("vsn1\n1> foo(1).");
  expect(port.cursor).toEqual([1, 9]);
});

test("a lone Escape is a key after a moment", () => {
  const { type, read, host } = start();
  type("a.\x12");
  type("\x1b");
  host.advance(60);
  type("\r");
  expect(read).toEqual(["a.\n"]);
});

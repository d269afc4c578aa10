// How far long work is: one line, replaced in place, gone when all is done.
import { expect, test } from "vitest";
import { VirtualHost } from "../../src/process/virtual-host.ts";
import { Progress } from "../../src/shell/progress.ts";
import { Tty } from "../../src/shell/tty.ts";
import { VirtualTerminal } from "../../src/terminal/virtual-terminal.ts";

const ASK = { history: false, secret: false, continues: false };

function start(total: number) {
  const host = new VirtualHost();
  const terminal = new VirtualTerminal(30);
  const { current } = new Tty({ port: terminal, host });
  const progress = new Progress(host, "loading", total, (line) => current.progress(line));
  const after = (ms: number, name: string): string => {
    host.advance(ms);
    progress.next(name);
    return terminal.text;
  };
  return { terminal, current, progress, after };
}

test("what takes but a moment shows nothing", () => {
  const { terminal, progress, after } = start(2);
  after(10, "a");
  after(10, "b");
  progress.end();
  expect(terminal.written).toBe(0);
});

test("one line is replaced in place, and gone when all is done", () => {
  const { terminal, progress, after } = start(4);
  expect(after(100, "a")).toBe("");
  expect(after(250, "b")).toBe("loading 2 of 4: b");
  expect(after(10, "c")).toBe("loading 2 of 4: b");
  expect(after(100, "a_long_name_indeed")).toBe("loading 4 of 4: a_long_name_i");
  progress.end();
  expect(terminal.text).toBe("");
  expect(terminal.cursor).toEqual([0, 0]);
});

test("output appears above it", () => {
  const { terminal, current, progress, after } = start(2);
  after(400, "a");
  current.write("warning\n");
  expect(terminal.text).toBe("warning\nloading 1 of 2: a");
  after(400, "b");
  progress.end();
  current.write("ok\n");
  expect(terminal.text).toBe("warning\nok");
});

test("work that was cut off leaves nothing where the next line is asked for", () => {
  const { terminal, current, after } = start(2);
  after(400, "a");
  current.ask("2> ", ASK, "");
  expect(terminal.text).toBe("2>");
  expect(after(400, "b")).toBe("2>");
});

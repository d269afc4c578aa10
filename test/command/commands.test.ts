// Subcommands: which there are, how they are called, and what the program returns.
import { expect, test } from "vitest";
import { readArguments } from "../../src/command/arguments.ts";
import { type CommandPort, UsageError } from "../../src/command/command-port.ts";
import { COMMANDS, runCommand } from "../../src/command/commands.ts";

function port(): CommandPort & { written: string } {
  const made = {
    written: "",
    stdout: { write: (text: string) => void (made.written += text), colors: false },
    stderr: { write: (text: string) => void (made.written += text), colors: false },
  };
  return made as unknown as CommandPort & { written: string };
}

const entry = (run: (args: string[]) => number) => ({
  usage: "[ARG ...]",
  summary: "does something",
  load: async () => ({ run: async (args: string[]) => run(args) }),
});

test("a subcommand gets the arguments behind its name, and its result is the status", async () => {
  const seen: string[] = [];
  const commands = { some: entry((args) => seen.push(...args)) };
  expect(await runCommand("some", ["--json", "a"], port(), commands)).toBe(2);
  expect(seen).toEqual(["--json", "a"]);
});

test("wrong arguments of a subcommand are told, and the status is 2", async () => {
  const outside = port();
  const commands = {
    some: entry(() => {
      throw new UsageError("unknown option --nosuch");
    }),
  };
  expect(await runCommand("some", [], outside, commands)).toBe(2);
  expect(outside.written).toBe("eshell some: unknown option --nosuch\n");
});

test("--help of a subcommand tells its arguments, and runs nothing", async () => {
  const outside = port();
  const commands = { some: entry(() => 1) };
  expect(await runCommand("some", ["--help"], outside, commands)).toBe(0);
  expect(outside.written).toBe("Usage: eshell some [ARG ...]\n\nDoes something.\n");
});

test("every subcommand's module has what it is called by", async () => {
  for (const { load } of Object.values(COMMANDS)) expect(typeof (await load()).run).toBe("function");
});

test("own options may have their value behind them or behind an equals sign", () => {
  expect(readArguments(["--modules", "m", "--no-notes"])).toMatchObject({ modules: "m", notes: false });
  expect(readArguments(["--modules=m"])).toMatchObject({ modules: "m", notes: true });
});

test.each([
  [["--nosuch"], "unknown option --nosuch"],
  [["--modules"], "--modules needs a value"],
  [["--no-notes=1"], "--no-notes takes no value"],
])("%j is refused", (args, message) => {
  expect(() => readArguments(args)).toThrow(new UsageError(message));
});

// Source text nested more deeply than the JavaScript stack allows.
import { expect, test } from "vitest";
import { VALUE } from "../../src/syntax/abstract-format.ts";
import { parseExprs } from "../../src/syntax/parser.ts";
import { scan } from "../../src/syntax/scanner.ts";
import { fromArray } from "../../src/terms/list.ts";
import { mapOf } from "../../src/terms/map.ts";
import { equalExact } from "../../src/terms/order.ts";
import type { Term } from "../../src/terms/term.ts";
import { tuple } from "../../src/terms/tuple.ts";

const DEPTH = 20_000;

function parsed(source: string): ReturnType<typeof parseExprs> {
  const scanned = scan(source);
  if ("error" in scanned) throw new Error("not scanned");
  return parseExprs(scanned.tokens);
}

const nested = (open: string, innermost: string, close: string) =>
  `${open.repeat(DEPTH)}${innermost}${close.repeat(DEPTH)}.`;

test.each([
  ["lists", "[X,", "1", "]"],
  ["tuples", "{X,", "1", "}"],
  ["parentheses", "(", "X", ")"],
  ["operators", "X+(", "1", ")"],
  ["calls", "f(", "1", ")"],
  ["funs", "fun() -> ", "1", " end"],
  ["blocks", "begin ", "1", " end"],
  ["maps", "#{X => ", "1", "}"],
  ["binaries", "<<(", "1", ")>>"],
  ["cases", "case X of 1 -> ", "1", " end"],
  ["tries", "try ", "1", " catch _:_ -> 2 end"],
])("%s are parsed at any depth", (_, open, innermost, close) => {
  expect("exprs" in parsed(nested(open, innermost, close))).toBe(true);
});

test.each([
  ["lists", "[1,", "2", "]", (term: Term) => fromArray([1, term])],
  ["tuples", "{a,", "2", "}", (term: Term) => tuple(Symbol.for("a"), term)],
  ["maps", "#{a => ", "2", "}", (term: Term) => mapOf([Symbol.for("a")], [term])],
  ["sums", "1+(", "2", ")", (term: Term) => term + 1],
])("constant %s become the constant, whatever their depth", (_, open, innermost, close, within) => {
  const result = parsed(`{x, ${nested(open, innermost, close).slice(0, -1)}}.`);
  if ("error" in result) throw new Error("not parsed");
  const values: Term[] = [];
  const pending: Term[] = [result.exprs];
  for (let part = pending.pop(); part !== undefined; part = pending.pop()) {
    if (part[0] === VALUE) values.push(part[2]);
    else for (const inner of part) if (Array.isArray(inner)) pending.push(inner);
  }
  expect(values.length).toBe(1);
  const code = 200;
  let term: Term = 2;
  // The outermost levels stay code: the parts of the first piece that the parser makes.
  for (let i = 0; i < DEPTH - code + 1; i++) term = within(term);
  expect(equalExact(values[0], term)).toBe(true);
});

test("an error within is found where it is, and before one that comes later", () => {
  expect(parsed(`[${"[1,".repeat(DEPTH)})${"]".repeat(DEPTH)} ] ).`)).toEqual({
    error: [[1, 3 * DEPTH + 2], Symbol.for("erl_parse"), ["syntax error before: ", "')'"]],
  });
});

test("deep expressions beside each other are parsed once each", () => {
  const deep = `${"[X,".repeat(1000)}1${"]".repeat(1000)}`;
  const result = parsed(`{${Array(200).fill(deep).join(",")}}.`);
  expect("exprs" in result).toBe(true);
});

// otp — the scanner, the parser, lint and the pretty-printer agree with OTP 29 on code recorded from it.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { AttributeForm } from "../../src/syntax/abstract-format.ts";
import { formatParseError, formatScanError } from "../../src/syntax/format-error.ts";
import { lint } from "../../src/syntax/lint.ts";
import { formatLintError } from "../../src/syntax/lint-messages.ts";
import { parseExprs, parseForm } from "../../src/syntax/parser.ts";
import { prettyExprs, prettyForm } from "../../src/syntax/pretty.ts";
import { scan } from "../../src/syntax/scanner.ts";
import type { Atom } from "../../src/terms/term.ts";
import { abstractText } from "./abstract-text.ts";

function recorded(name: string): [string, string][] {
  return JSON.parse(readFileSync(new URL(`../fixtures/${name}.json`, import.meta.url), "utf8"));
}

function parsed(source: string): string {
  const scanned = scan(source);
  if ("error" in scanned) return `S ${abstractText(scanned.error[0])} ${formatScanError(scanned.error[2])}`;
  const result = parseExprs(scanned.tokens);
  if ("error" in result) return `P ${abstractText(result.error[0])} ${formatParseError(result.error[2])}`;
  return `ok ${abstractText(result.exprs)}`;
}

function exprsOf(source: string) {
  const scanned = scan(source);
  if ("error" in scanned) throw new Error(source);
  const result = parseExprs(scanned.tokens);
  if ("error" in result) throw new Error(source);
  return result.exprs;
}

function formOf(source: string) {
  const scanned = scan(source);
  if ("error" in scanned) throw new Error(source);
  const result = parseForm(scanned.tokens);
  if ("error" in result) throw new Error(source);
  return result.form;
}

describe("literals, operators and malformed text", () => {
  it.each(recorded("syntax-scan"))("%j", (source, expected) => expect(parsed(source)).toBe(expected));
});

describe("expressions, and the place where a wrong one becomes wrong", () => {
  it.each(recorded("syntax-parse"))("%s", (source, expected) => expect(parsed(source)).toBe(expected));
});

describe("the first error that lint finds, in its words", () => {
  const variables = ["X1", "Foo", "Bar", "List", "Pid"].map((name) => Symbol.for(name));
  const records = new Map<Atom, AttributeForm>();
  for (const definition of [
    "-record(rec,{a=1,bc,def=2}).",
    "-record(person,{name,age=0,sub=#rec{}}).",
    "-record #nat{x=1,y}.",
  ]) {
    const form = formOf(definition) as AttributeForm;
    records.set(form[3][0], form);
  }
  it.each(recorded("syntax-lint"))("%s", (source, expected) => {
    const error = lint(exprsOf(source)[0], variables, records);
    expect(error === undefined ? "ok" : `L ${abstractText(error[0])} ${formatLintError(error[2])}`).toBe(
      expected,
    );
  });
});

describe("code back to text, with OTP's line breaks", () => {
  it.each(recorded("syntax-pretty"))("%s", (source, expected) =>
    expect(prettyExprs(exprsOf(source))).toBe(expected),
  );
  it.each(recorded("syntax-forms"))("%s", (source, expected) =>
    expect(prettyForm(formOf(source))).toBe(expected),
  );
});

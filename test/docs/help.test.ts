// h/1,2,3 print doc comments and signatures, in the layout of OTP's shell_docs.
import { expect, test } from "vitest";
import { declarationsOf } from "../../src/code/doc-comments.ts";
import { otpDocs } from "../../src/shell/otp-docs.ts";
import { ScriptedSession } from "../../src/shell/scripted-session.ts";
import { OTP_MODULES } from "../../src/stdlib/modules.ts";
import { documentation } from "./documented.ts";

const SHAPES = `// shapes — areas of shapes.
//
// Lengths are in metres.
import { io } from "eshell-ts";

/**
 * The area of a rectangle, or of a square if only one side is given.
 *
 * @param width one side
 * @returns square metres
 */
export function area(width: number, height = width): number {
  return width * height;
}

/** Of text, or of many. */
export function show(text: string): void;
export function show(...texts: string[]): void;
export function show(...texts: string[]): void {
  for (const text of texts) io.format("~ts~n", [text]);
}

export const loop = async (state: { n: number }): Promise<never> => loop(state);

/** Exported under another name. */
function hidden() {}
export { hidden as seen };
`;

test("help about a TypeScript module shows its head and its signatures, as its file is now", async () => {
  const session = new ScriptedSession({ "shapes.ts": SHAPES });
  expect(await session.type("h(shapes).")).toBe(`
	shapes

  shapes — areas of shapes.

  Lengths are in metres.

Functions

    area(width: number, height = width): number
    show(text: string): void
    show(...texts: string[]): void
    loop(state: { n: number }): Promise<never>
    seen()
ok
`);
  session.edit("shapes.ts", "export function other(a: string) {}\n");
  expect(await session.type("h(shapes).")).toBe(`
	shapes

  There is no documentation for shapes

Functions

    other(a: string)
ok
`);
});

test("help about a function shows its comment under each signature that takes so many arguments", async () => {
  const session = new ScriptedSession({ "shapes.ts": SHAPES });
  const area = `
  area(width: number, height = width): number

  The area of a rectangle, or of a square if only one side is
  given.

   • width: one side

   • returns square metres
ok
`;
  expect(await session.type("h(shapes, area).")).toBe(area);
  expect(await session.type("h(shapes, area, 1).")).toBe(area);
  expect(await session.type("h(shapes, area, 3).")).toBe("{error,function_missing}\n");
  expect(await session.type("h(shapes, show, 2).")).toBe(
    "\n  show(...texts: string[]): void\n\n  Of text, or of many.\nok\n",
  );
  expect(await session.type("h(shapes, show).")).toBe(
    "\n  show(text: string): void\n  show(...texts: string[]): void\n\n  Of text, or of many.\nok\n",
  );
  expect(await session.type("h(shapes, hidden).")).toBe("{error,function_missing}\n");
  expect(await session.type("h(nosuch, f).")).toBe("{error,non_existing}\n");
});

test("help about an OTP function shows its parameters, its sentence and its example", async () => {
  const session = new ScriptedSession({}, { documentation });
  expect(await session.type("h(lists, uniq, 1).")).toMatch(
    /^\n {2}uniq\S*\n\n {2}\S[\s\S]*\n\nExamples\n\n {4}1> lists:uniq\([\s\S]*\nok\n$/,
  );
  expect(await session.type("h(lists, nosuch).")).toBe("{error,function_missing}\n");
  expect(await session.type("h(lists).")).toMatch(/^\n\tlists\n\n {2}\S[\s\S]*\nok\n$/);
});

test("a comment documents functions that exist", () => {
  const known = new Set(
    OTP_MODULES.flatMap((module) =>
      [...module.entries.keys()].map((key) => `${Symbol.keyFor(module.name)}:${key}`),
    ),
  );
  const modules = new Set(OTP_MODULES.map((module) => Symbol.keyFor(module.name)));
  const wrong = [...otpDocs(documentation()).functions.keys()].filter(
    (key) => modules.has(key.split(":")[0]) && !known.has(key),
  );
  expect(wrong).toEqual([]);
});

test("each function of the modules that programs use most has an example", () => {
  const docs = otpDocs(documentation()).functions;
  const names =
    "atomics counters dict ets filename gb_sets gb_trees lists maps math orddict ordsets proplists queue sets string timer";
  const without = OTP_MODULES.filter((module) =>
    names.split(" ").includes(Symbol.keyFor(module.name) as string),
  )
    .flatMap((module) => [...module.entries.keys()].map((key) => `${Symbol.keyFor(module.name)}:${key}`))
    .filter((key) => !key.includes(":module_info/") && !docs.get(key)?.text.includes("```eshell"));
  expect(without).toEqual([]);
});

test("signatures are read up to the body, whatever brackets are in them", () => {
  const signatures = (text: string) => declarationsOf(text).map(({ signature }) => signature);
  expect(signatures("export function f(a: { b: string }): { c: number } {\n}")).toEqual([
    "f(a: { b: string }): { c: number }",
  ]);
  expect(signatures("export function f(g: (x: number) => void = () => {}): (y: 1) => void {\n}")).toEqual([
    "f(g: (x: number) => void = () => {}): (y: 1) => void",
  ]);
  expect(signatures("export function is(x: unknown): x is Array<string> | null {\n}")).toEqual([
    "is(x: unknown): x is Array<string> | null",
  ]);
  expect(signatures('export function f(\n  a = ")", // (\n  b?: 1,\n) {\n}')).toEqual(['f(a = ")", b?: 1)']);
  expect(signatures("export const A = 1;\nexport const f = async (x: number): Promise<void> => {};")).toEqual(
    ["f(x: number): Promise<void>"],
  );
});

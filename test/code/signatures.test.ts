// Which arities exported functions have, as written in TypeScript.
import { expect, test } from "vitest";
import { Compiled, Compiler } from "../../src/code/compile.ts";
import { formatDiagnostic } from "../../src/code/diagnostic.ts";
import { driveNow } from "../../src/code/step.ts";

function compile(text: string, path = "/m.ts"): Compiled {
  const compilation = driveNow(new Compiler().compile({ path, shown: "m.ts", text }));
  if (!(compilation instanceof Compiled)) throw new Error(compilation.errors.map(formatDiagnostic).join(""));
  return compilation;
}

test.each([
  ["export function f() {}", [0, 0]],
  ["export function f(a: number, b?: string) {}", [1, 2]],
  ["export function f(a?: number, b?: string) {}", [0, 2]],
  ["export function f(a = 1, b: number) {}", [2, 2]],
  ["export function f(a: number, b = 1, c?: number) {}", [1, 3]],
  ["export function f(a: number, ...rest: number[]) {}", [1, Number.POSITIVE_INFINITY]],
  ["export function f(this: any, a: number) {}", [1, 1]],
  ["export function f({ a, b }: { a?: number; b: number }, [c]: number[] = []) {}", [1, 2]],
  ["export function f(a: { x?: number }, b: (c?: number) => void) {}", [2, 2]],
  ["export const f = (a: number, b?: number): number => a;", [1, 2]],
  ["export const f = async <T,>(a: T, b?: T) => a;", [1, 2]],
  ["export const f = function g(a: number, b?: number) {};", [1, 2]],
  ["export const f = a => a;", [1, 1]],
  ["export async function f(a: number, b?: Map<string, number>): Promise<void> {}", [1, 2]],
  ["export async function* f(a?: number) {}", [0, 1]],
  ["function g(a?: number) {} export { g as f };", [0, 1]],
  ["const g = (a?: number) => a; export { g, g as f };", [0, 1]],
  [
    "export function f(a: number): void; export function f(a: number, b: number): void; export function f(a: any, b?: any) {}",
    [1, 2],
  ],
  [
    "export function f(\n  a: number,\n  // the second?\n  b /* may\n be left out */ ?: number,\n) {}",
    [1, 2],
  ],
  ["export function f(é: number, $x?: number, _y\n?: number) {}", [1, 3]],
  ["export const f = (a: number, b: number | undefined = a ? 1 : 2) => a;", [1, 2]],
  ["export const f = (a: boolean, b: boolean) => a ? b : !b;", [2, 2]],
  ['export const f = (a = "b?: c", b = `d?:`) => a + b;', [0, 2]],
  ["export let f = (a: number, b?: number) => a;", [1, 2]],
])("%s", (text, [min, max]) => {
  expect(compile(text).signatures.get("f")).toEqual({ min, max });
});

test("the default export, and names that are no identifiers", () => {
  const { signatures } = compile(
    'export default function (a?: number) {} const g = (b: number) => b; export { g as "a-b" };',
  );
  expect(signatures.get("default")).toEqual({ min: 0, max: 1 });
  expect(signatures.get("a-b")).toEqual({ min: 1, max: 1 });
});

test("what is not declared as a function has no signature", () => {
  const { signatures } = compile(
    "export const x = 1; export class C {} const make = () => () => 1; export const f = make();",
  );
  expect([...signatures.keys()]).toEqual([]);
});

test("exports that can be no other function are known", () => {
  const { lowered } = compile(`
    export const a = () => 1; export function b() {} export let c = () => 1; export async function d() {}
    export function e() {} e = 1 as any; export { a as f }; export let g = 1; const h = () => { g = 2; };`);
  expect([...lowered.fixed].sort()).toEqual(["a", "b", "d", "f"]);
});

test("a diagnostic counts columns in characters, and keeps tabs under tabs", () => {
  const wrong = driveNow(
    new Compiler().compile({
      path: "/m.ts",
      shown: "m.ts",
      text: 'const é = "日本";\n\tconst x = "日本" + ;',
    }),
  );
  expect("errors" in wrong && wrong.errors.map(formatDiagnostic).join("")).toBe(
    'm.ts:2:19: error: Unexpected ";"\n%   2| \tconst x = "日本" + ;\n%    | \t                 ^\n\n',
  );
});

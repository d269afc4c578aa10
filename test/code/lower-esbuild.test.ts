// TypeScript as esbuild prints it does the same natively and as process code.
import { transformSync } from "esbuild";
import { expect, test } from "vitest";
import { runLowered, runNatively } from "./lowered-run.ts";

const CASES: Record<string, string> = {
  using: `
    async function main(log: (...xs: unknown[]) => void) {
      const resource = (name: string) => ({ [Symbol.dispose]() { log("dispose", name) } });
      const later = (name: string) => ({ async [Symbol.asyncDispose]() { log("begin", name); await null; log("end", name) } });
      const f = async () => { using a = resource("a"); await using b = later("b"); log("body"); return [a !== null, b !== null] };
      log(await f());
      for (using x of [resource("1"), resource("2")]) { await x; log("turn") }
      try { await using x = later("x"); throw new Error("in the block") } catch (e) { log((e as Error).message) }
    }`,
  decorators: `
    const seen: string[] = [];
    function traced(value: Function, context: ClassMethodDecoratorContext) {
      seen.push(String(context.name));
      return async function (this: unknown, ...args: unknown[]) { return ["traced", await value.apply(this, args)] };
    }
    function sealed<T>(value: T, context: ClassDecoratorContext) { seen.push(context.kind + " " + context.name); return value }
    @sealed class A {
      #k = 1;
      accessor n = 5;
      @traced async m(x: number) { return this.#k + x + this.n }
      @traced static async s() { return this.name }
      @traced async #p() { return 4 }
      p() { return this.#p() }
    }
    async function main(log: (...xs: unknown[]) => void) { log(seen, await new A().m(2), await A.s(), await new A().p()) }`,
  "enums and namespaces": `
    enum Color { Red = 1, Blue = Red << 2 }
    namespace Tools { let n = 0; export async function next() { return ++n + Color.Blue } export namespace Inner { export const get = async () => n } }
    async function main() { return [await Tools.next(), await Tools.next(), await Tools.Inner.get(), Color[4]] }`,
  "parameter properties and fields": `
    abstract class Base { constructor(protected readonly k: number, public s = "s") {} abstract get(): Promise<number>; run = async () => [await this.get(), this.s] }
    class Derived extends Base { extra = 2; async get() { return this.k + this.extra } constructor() { super(40) } }
    async function main() { return new Derived().run() }`,
  "an async function with overloads, generics and this": `
    function f(x: string): Promise<string>; function f(x: number): Promise<number>;
    async function f<T>(this: unknown, x: T) { return x }
    const g = async <T,>(x: T): Promise<T> => (await f(x as never)) as T;
    async function main() { return [await g(1), await g("a"), f.length, g.name] }`,
  "nullish, optional and private forms": `
    class A { #x?: { y: () => Promise<number> } = { y: async () => 3 }; async m() { return (await this.#x?.y?.()) ?? -1 } static #count = 0; static async up() { return A.#count++ + (await A.#count) } }
    async function main() { return [await new A().m(), await A.up(), await A.up()] }`,
  "a switch over a discriminated union": `
    type Message = { tag: "add"; n: number } | { tag: "get" };
    async function handle(state: number, message: Message): Promise<number> {
      switch (message.tag) { case "add": { const sum = state + message.n; return await (async () => sum)() } case "get": return state; default: return message satisfies never }
    }
    async function main() { let s = 0; for (const m of [{ tag: "add", n: 2 }, { tag: "get" }, { tag: "add", n: 3 }] as Message[]) s = await handle(s, m); return s }`,
  "labels, regular expressions and templates": `
    async function main(log: (...xs: unknown[]) => void) {
      const tag = (strings: TemplateStringsArray, ...values: unknown[]) => strings.raw.join("|") + values.join();
      outer: for (const [k, v] of Object.entries({ a: 1, b: 2 })) { for await (const x of [v, v * 2]) { if (x === 2 && /a/u.test(k)) continue outer; log(tag\`\${k}=\${await x}\\n\`) } }
    }`,
};

test.each(Object.entries(CASES))("%s", async (_, ts) => {
  const { code } = transformSync(ts, {
    loader: "ts",
    format: "cjs",
    target: "node20.19",
    tsconfigRaw: { compilerOptions: { alwaysStrict: true } },
  });
  const native = await runNatively(code);
  expect(native.threw).toBeUndefined();
  expect(await runLowered(code)).toEqual(native);
});

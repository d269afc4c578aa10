// What the lowering guarantees beyond "the same as natively": frames, tags, fairness, memory and refusals.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, test } from "vitest";
import { lower } from "../../src/code/lower.ts";
import { functionInfo } from "../../src/code/lower-runtime.ts";
import { Frame } from "../../src/process/frame.ts";
import { TIMEOUT } from "../../src/process/receive.ts";
import { loaded, lowered, World } from "./lowered-run.ts";

function generators(js: string): number {
  return lowered(js).code.split("function*").length - 1;
}

describe("frames", () => {
  test("a call is a frame that has not started", () => {
    const { world, m } = loaded(
      "export const log: string[] = []; export async function f() { log.push('f') }",
    );
    let frame: unknown;
    world.spawn(() => {
      frame = m.f();
      m.log.push("called");
    });
    world.host.run();
    expect(frame).toBeInstanceOf(Frame);
    expect(m.log).toEqual(["called", "f"]);
  });

  test("tail calls take no stack", async () => {
    const { world, m } = loaded(`
      export async function down(n: number): Promise<string> {
        try { if (n === 0) return "end" } catch { return "never" }
        return n % 2 ? down(n - 1) : other.call(null, n - 1);
      }
      const other = async (n: number) => down(n);
    `);
    expect(await world.run(() => m.down(300_000))).toBe("end");
  });

  test("a receive awaited where it stands is the strand's own", () => {
    const world = new World();
    world.modules["eshell-ts"] = { receive: () => expect.fail("made a frame of its own") };
    const { m } = loaded(
      `import { receive } from "eshell-ts";
       export const got: unknown[] = [];
       export async function once(two: number) {
         got.push(await receive((x) => x === two), await receive(), await receive({ after: await 0 }));
       }`,
      world,
    );
    const process = world.spawn(() => m.once(2));
    world.host.run();
    for (const message of [1, 2]) process.deliver(message);
    world.host.run();
    expect(process.alive).toBe(false);
    expect(m.got).toEqual([2, 1, TIMEOUT]);
  });

  test("next() of an async generator is a frame", () => {
    const { world, m } = loaded("export async function* g() { yield 1 }");
    let frame: unknown;
    world.spawn(() => {
      frame = m.g().next();
    });
    world.host.run();
    expect(frame).toBeInstanceOf(Frame);
  });

  test("a frame belongs to its function", () => {
    const { world, m } = loaded("export async function f(a: number, b = 1) { return a + b }");
    let info: Frame["info"] = null;
    world.spawn(() => {
      info = (m.f() as Frame).info;
    });
    world.host.run();
    expect(info).toMatchObject({ module: Symbol.for("m"), name: Symbol.for("f"), arity: 2, file: "m.ts" });
  });

  test("calling an async function outside of any process gives a native promise", async () => {
    const { m } = loaded("export const f = async (x: number) => x + 1");
    const promise = m.f(1);
    expect(promise).toBeInstanceOf(Promise);
    expect(await promise).toBe(2);
  });
});

describe("a generator is made once for each load", () => {
  test("of a function of the module", () =>
    expect(generators("async function f() {} const g = async () => 1")).toBe(2));

  test.each([
    ["captures a parameter", "function f(a) { return async () => a }"],
    ["captures a constant", "function f() { const a = g(); return async () => a }"],
    ["captures a variable that is never assigned", "function f() { let a = g(); return async () => a }"],
    ["is a method", "class A { async m() { return this.k } }"],
    ["is a method with super", "class A extends B { async m() { return super.m() } }"],
    ["is a method with a private name", "class A { #x; async m() { return this.#x } }"],
    [
      "is declared and used after what it captures",
      "function f() { const a = 1; async function g() { return a + g } return g }",
    ],
  ])("where it %s", (_, js) => {
    expect(lowered(js).code).toMatch(/\nfunction\* |static \*#/);
  });

  test.each([
    ["captures what is assigned", "function f(a) { const g = async () => a; a = 1; return g }"],
    ["captures what a loop assigns", "function f(a) { while (g(async () => a)) a = 1 }"],
    [
      "captures what another function assigns",
      "function f(a) { const h = () => a++; return [h, async () => a] }",
    ],
    ["captures what the body of a for loop assigns", "for (let i = 0; i < 3; ) { f(async () => i); i++ }"],
    ["captures what is declared later", "function f() { const g = async () => a; const a = 1; return g }"],
    [
      "may be called before what it captures is there",
      "function f() { g(); const a = 1; async function g() { return a } }",
    ],
    ["has a private name and is a closure", "class A { #x; f = async () => this.#x }"],
  ])("and where it stands if it %s", (_, js) => {
    expect(lowered(js).code).toMatch(/\?\?= _\$m\(function\*/);
  });
});

describe("tags", () => {
  const { m } = loaded(`
    function kept() { return 1 }
    function called() { return kept }
    export function declared(a: number, ...r: number[]) { return called() }
    export const arrow = (a: number) => [kept, a];
    export const asyncArrow = async () => {};
    export async function asyncDeclared() {}
    export const inner = () => { const f = () => 1; const g = () => 2; g(); return f };
    export const given: unknown[] = [];
    const array = { map: (f: unknown) => given.push(f), keep: (f: unknown) => given.push(f) };
    array.map(() => 1);
    array.keep(() => 1);
    export class C { method() {} }
  `);
  const tag = (fun: object) => {
    const info = functionInfo(fun);
    return info && `${info.name.description}/${info.arity}`;
  };

  test("are on functions that may outlive their call", () => {
    expect([m.declared, m.arrow, m.asyncArrow, m.asyncDeclared, m.declared(1)].map(tag)).toEqual([
      "declared/1",
      "arrow/1",
      "asyncArrow/0",
      "asyncDeclared/0",
      "kept/0",
    ]);
    expect(tag(m.inner())).toBe("-inner/0-fun-0-/0");
  });

  test("are not on functions that only methods of arrays get", () => {
    expect(m.given.map(tag)).toEqual([undefined, "-on_load/0-fun-3-/0"]);
  });

  test("are not on functions of others", () => expect(functionInfo(Math.max)).toBeUndefined());
});

describe("fairness", () => {
  const { world, m } = loaded(`
    export const log: string[] = [];
    export async function forever() { while (true) {} }
    export async function mostly() { for (;;) if (log.length > 1e9) await null; }
    export async function short(name: string) {
      for (let i = 0; i < 600_000; i++);
      log.push(name + 1);
      for (let i = 0; i < 600_000; i++);
      log.push(name + 2);
    }
    export async function nested() { for (let i = 0; i < 2000; i++) for (let j = 0; j < 2000; j++); log.push("nested") }
  `);

  test("a loop that never ends lets others run, and can be killed", () => {
    const loops = [world.spawn(() => m.forever()), world.spawn(() => m.mostly())];
    let ran = false;
    world.spawn(() => {
      ran = true;
    });
    world.host.run(3);
    expect(ran).toBe(true);
    expect(loops.map((process) => process.alive)).toEqual([true, true]);
    for (const process of loops) world.spawn(() => world.kill(process));
    world.host.run();
    expect(loops.map((process) => process.alive)).toEqual([false, false]);
  });

  test("loops of fewer than a million turns run to their end", () => {
    world.spawn(() => m.short("a"));
    world.spawn(() => m.short("b"));
    world.host.run();
    expect(m.log).toEqual(["a1", "a2", "b1", "b2"]);
  });

  test("turns of loops within loops add up", () => {
    m.log.length = 0;
    world.spawn(() => m.nested());
    world.spawn(() => m.log.push("other"));
    world.host.run();
    expect(m.log).toEqual(["other", "nested"]);
  });
});

describe("memory", () => {
  test("an error that was caught does not keep its version alive", async () => {
    setFlagsFromString("--expose-gc");
    const gc = runInNewContext("gc") as () => void;
    const world = new World();
    const { kept, version } = await keepError(world);
    for (let i = 0; i < 5; i++) {
      await new Promise((resolve) => setImmediate(resolve));
      gc();
    }
    expect(kept).toHaveLength(2);
    expect(version.deref()).toBeUndefined();
  });

  async function keepError(world: World) {
    const kept: Error[] = [];
    const { m } = loaded(
      `export async function f(kept: Error[]) {
         try { null!.x } catch (e) { kept.push(e) }
         try { await g() } catch (e) { kept.push(e) }
       }
       async function g() { throw new Error("g") }`,
      world,
    );
    const info = functionInfo(m.f);
    world.spawn(() => m.f(kept));
    world.host.run();
    return { kept, version: new WeakRef(info?.version as object) };
  }
});

describe("what cannot be lowered", () => {
  test("text that is no JavaScript is refused with its line", () => {
    expect(lower("let x = 1;\nlet = ;", { file: "m.ts" })).toMatchObject({
      error: { file: "m.ts", line: 2 },
    });
  });
});

describe("names of ours", () => {
  test("do not clash with those of a module", async () => {
    const world = new World();
    const m = world.load(
      "const _$F = 1, _$ = 2; async function f(_$0, $F) { const $rt = 3; for (;;) return [_$0, $F, _$F + _$ + $rt, _$0] } exports.f = f",
    );
    expect(await world.run(() => m.f(4, 5))).toEqual([4, 5, 6, 4]);
  });
});

describe("a function that returns a call of itself", () => {
  test("turns in one generator, with new parameters each time", async () => {
    const { world, m } = loaded(`
      export const made: (() => number)[] = [];
      export async function count(n: number, sum: number): Promise<number> {
        made.push(() => n);
        if (n === 0) return sum;
        return count(n - 1, sum + n);
      }`);
    expect(await world.run(() => m.count(3, 0))).toBe(6);
    expect(m.made.map((read: () => number) => read())).toEqual([3, 2, 1, 0]);
    expect(generators("async function f(n) { return f(n - 1); }")).toBe(1);
  });

  test("leaves others their turn", () => {
    const { world, m } = loaded(
      "export async function spin(n: number): Promise<never> { return spin(n + 1); }",
    );
    const spinning = world.spawn(() => m.spin(0));
    let ran = false;
    world.spawn(() => {
      ran = true;
    });
    world.host.run(3);
    expect([ran, spinning.alive]).toEqual([true, true]);
  });

  test.each([
    ["arguments", "async function f(n) { g(arguments); return f(n); }"],
    ["this", "async function f(n) { g(this); return f(n); }"],
    ["a var", "async function f(n) { var x; return f(x = n); }"],
    ["a default", "async function f(n = 1) { return f(n); }"],
    ["a finally", "async function f(n) { try { return f(n); } finally { g(); } }"],
    ["another function of its name", "async function f(n) { { const f = g; return f(n); } }"],
    ["an assignment to its name", "async function f(n) { return f(n); } f = g;"],
    ["spread arguments", "async function f(...n) { return f(...n); }"],
  ])("is a call where there is %s", (_what, js) => {
    expect(lowered(js).code).not.toContain("continue");
  });
});

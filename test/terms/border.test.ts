import { describe, expect, test } from "vitest";
import {
  borderPort,
  Envelope,
  facadeOf,
  openForModule,
  openRaw,
  originalOf,
  toModule,
  wrapForModule,
} from "../../src/terms/border.ts";
import { Exception } from "../../src/terms/exception.ts";
import { float } from "../../src/terms/float.ts";
import { Fun } from "../../src/terms/fun.ts";
import { fromArray, fromString, ImproperList, NIL } from "../../src/terms/list.ts";
import { mapFrom } from "../../src/terms/map.ts";
import { equalExact } from "../../src/terms/order.ts";
import { Pid } from "../../src/terms/pid.ts";
import type { Term } from "../../src/terms/term.ts";
import { isTuple, tuple } from "../../src/terms/tuple.ts";

const code = { module: Symbol.for("m"), index: 0, uniq: 0, name: "f" };
const a = Symbol.for("a");

describe("into a module", () => {
  test("what already is TypeScript's is the very same value", () => {
    const values: Term[] = [
      1,
      1.5,
      "s",
      a,
      true,
      null,
      undefined,
      [1, [2]],
      tuple(a, [1]),
      { a: tuple(1) },
      new Date(),
      new Map([[1, 2]]),
    ];
    for (const value of [...values, new Uint8Array(2), new Pid(1, 0), () => 1])
      expect(toModule(value)).toBe(value);
  });
  test("cells become an array, a string stays one, floats become numbers, at any depth", () => {
    expect(toModule(fromArray([1, fromArray([float(2)]), "x"]))).toEqual([1, [2], "x"]);
    const converted = toModule(tuple(a, NIL, fromString("hi")));
    expect(isTuple(converted)).toBe(true);
    expect([...converted]).toEqual([a, [], [104, 105]]);
    expect(toModule(fromArray([1], 2))).toEqual(new ImproperList([1], 2));
    expect(toModule(fromArray([1], "ab"))).toEqual([1, 97, 98]);
    expect(toModule({ a: NIL, b: 1 })).toEqual({ a: [], b: 1 });
  });
  test("a map is a plain object if every key is an atom, else a Map", () => {
    expect(toModule(mapFrom([[a, NIL]]))).toEqual({ a: [] });
    expect(
      toModule(
        mapFrom([
          [a, 1],
          [1, fromArray([2])],
        ]),
      ),
    ).toEqual(
      new Map<Term, Term>([
        [1, [2]],
        [a, 1],
      ]),
    );
    const evil = toModule(mapFrom([[Symbol.for("__proto__"), 1]]));
    expect(Object.keys(evil)).toEqual(["__proto__"]);
    expect(() =>
      toModule(
        mapFrom([
          [1, 1],
          [float(1), 1],
        ]),
      ),
    ).toThrow(Exception);
  });
});

describe("a fun", () => {
  const fun = new Fun(1, (x) => fromArray([x]), code, []);
  test("is one function to TypeScript, whose results are converted", () => {
    const facade = toModule(fun);
    expect(facade).toBe(toModule(fun));
    expect(facade(1)).toEqual([1]);
    expect(facade.length).toBe(1);
  });
  test("comes back as the same fun", () => {
    expect(originalOf(facadeOf(fun))).toBe(fun);
    expect(equalExact(facadeOf(fun), fun)).toBe(true);
    expect(originalOf(() => 1)).toBe(undefined);
  });
  test("called with another number of arguments is badarity", () => {
    try {
      facadeOf(fun)(1, 2);
      expect.unreachable();
    } catch (thrown) {
      const { reason } = thrown as Exception;
      expect(reason[0]).toBe(Symbol.for("badarity"));
      expect(reason[1][0]).toBe(fun);
    }
  });
  test("that suspends gives a frame, as the process room maps it", () => {
    const mapFrame = borderPort.mapFrame;
    borderPort.mapFrame = (value, convert) => (value instanceof Date ? ["mapped", convert(NIL)] : undefined);
    expect(facadeOf(new Fun(0, () => new Date(), code, []))()).toEqual(["mapped", []]);
    borderPort.mapFrame = mapFrame;
  });
});

test("a message is converted once, when a module first asks for it", () => {
  const message = wrapForModule(tuple(a, NIL));
  expect(message).toBeInstanceOf(Envelope);
  expect(openForModule(message)).toBe(openForModule(message));
  expect(openForModule(message)[1]).toEqual([]);
  expect(openRaw(message)[1]).toBe(NIL);
  for (const plain of [1, "s", a, new Pid(1, 0)]) expect(wrapForModule(plain)).toBe(plain);
});

// Terms nested more deeply than the JavaScript stack allows.
import { describe, expect, test } from "vitest";
import { pretty, prettyDeep } from "../../src/format/pretty.ts";
import { write, writeDeep } from "../../src/format/write.ts";
import { System } from "../../src/process/system.ts";
import { VirtualHost } from "../../src/process/virtual-host.ts";
import { fromExternal, toExternal } from "../../src/stdlib/external-term-format.ts";
import { MatchSpec } from "../../src/stdlib/match-spec.ts";
import { Float } from "../../src/terms/float.ts";
import { fromArray, ImproperList, isNil, NIL } from "../../src/terms/list.ts";
import { mapOf } from "../../src/terms/map.ts";
import { compare, equal, equalExact } from "../../src/terms/order.ts";
import type { Term } from "../../src/terms/term.ts";
import { tuple } from "../../src/terms/tuple.ts";

const k = Symbol.for("k");
const ok = Symbol.for("ok");

const KINDS: Record<string, { within: (term: Term) => Term; open: string; close: string }> = {
  lists: { within: (term) => fromArray([term]), open: "[", close: "]" },
  tuples: { within: (term) => tuple(term), open: "{", close: "}" },
  "tagged tuples": { within: (term) => tuple(ok, term), open: "{ok,", close: "}" },
  "values of maps": { within: (term) => mapOf([k], [term]), open: "#{k => ", close: "}" },
  "keys of maps": { within: (term) => mapOf([term], [k]), open: "#{", close: " => k}" },
  "improper tails": { within: (term) => new ImproperList([k], tuple(term)), open: "[k|{", close: "}]" },
  "lists of several": { within: (term) => fromArray([1, term, 2]), open: "[1,", close: ",2]" },
};

function nested(within: (term: Term) => Term, depth: number, innermost: Term): Term {
  let term = innermost;
  for (let i = 0; i < depth; i++) term = within(term);
  return term;
}

/** The characters of a deep list. */
function flat(chars: Term): string {
  const written: string[] = [];
  const pending: Term[] = [chars];
  while (pending.length > 0) {
    const part = pending.pop();
    if (typeof part === "string") written.push(part);
    else if (typeof part === "number") written.push(String.fromCodePoint(part));
    else if (!isNil(part)) for (let i = part.length - 1; i >= 0; i--) pending.push(part[i]);
  }
  return written.join("");
}

const DEPTH = 20_000;

describe.each(Object.entries(KINDS))("%s in each other", (_, { within, open, close }) => {
  const term = nested(within, DEPTH, ok);
  const oneLine = `${open.repeat(DEPTH)}ok${close.repeat(DEPTH)}`;

  test("are written on one line, flat and as io_lib's deep list", () => {
    expect(write(term) === oneLine).toBe(true);
    expect(flat(writeDeep(term)) === oneLine).toBe(true);
    expect(pretty(term, { lineLength: 0 }) === oneLine).toBe(true);
    expect(flat(prettyDeep(term, { lineLength: 0 })) === oneLine).toBe(true);
  });

  test("are pretty-printed with the same characters, the line breaks aside", () => {
    const depth = 600;
    const smaller = nested(within, depth, ok);
    const printed = pretty(smaller);
    const dense = (chars: string) => chars.replace(/\s/g, "");
    expect(dense(printed) === dense(`${open.repeat(depth)}ok${close.repeat(depth)}`)).toBe(true);
    expect(flat(prettyDeep(smaller)) === printed).toBe(true);
  });

  test("are compared", () => {
    const same = nested(within, DEPTH, ok);
    const larger = nested(within, DEPTH, tuple());
    expect([equal(term, same), equalExact(term, same), compare(term, larger) < 0]).toEqual([
      true,
      true,
      true,
    ]);
    expect(equal(nested(within, DEPTH, 1), nested(within, DEPTH, 1.5))).toBe(false);
  });

  test("become bytes and come back", () => {
    expect(equalExact(fromExternal(toExternal(term, NIL), NIL), term)).toBe(true);
  });

  test("are a pattern of a match specification", () => {
    const variable = Symbol.for("$1");
    const pattern = tuple(nested(within, DEPTH, ok), variable);
    const results: Term[] = [];
    const host = new VirtualHost();
    new System({ host, seed: 1 }).spawn(() => {
      const spec = new MatchSpec(fromArray([tuple(pattern, NIL, fromArray([variable]))]));
      results.push(spec.run(tuple(term, 7)));
    });
    host.run();
    expect(results).toEqual([7]);
  });
});

test("in a key 1 is not 1.0, at any depth, and in a value it is", () => {
  const inKey = (value: Term) => mapOf([mapOf([tuple(value)], [k])], [k]);
  const inValue = (value: Term) => mapOf([mapOf([k], [k])], [tuple(value)]);
  expect(equal(inKey(1), inKey(new Float(1)))).toBe(false);
  expect(equal(inValue(1), inValue(new Float(1)))).toBe(true);
  expect(equalExact(inValue(1), inValue(new Float(1)))).toBe(false);
  expect(compare(inKey(2), inKey(new Float(1)))).toBeLessThan(0);
  expect(compare(inValue(2), inValue(1.5))).toBeGreaterThan(0);
});

test("a part that many lists share is printed wherever it stands", () => {
  const shared = nested((term) => fromArray([term]), 500, ok);
  const whole = fromArray([shared, tuple(shared), nested((term) => tuple(term), 300, shared)]);
  const text = write(whole);
  expect(text.split("ok").length - 1).toBe(3);
  expect(pretty(whole, { lineLength: 0 })).toBe(text);
});

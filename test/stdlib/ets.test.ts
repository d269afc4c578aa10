import { describe, expect, test } from "vitest";
import { write } from "../../src/format/write.ts";
import { callEntry } from "../../src/process/apply.ts";
import { proc } from "../../src/process/frame.ts";
import { receiveFrame } from "../../src/process/receive.ts";
import { System } from "../../src/process/system.ts";
import { VirtualHost } from "../../src/process/virtual-host.ts";
import { ets } from "../../src/stdlib/ets.ts";
import { Exception } from "../../src/terms/exception.ts";
import type { Term } from "../../src/terms/term.ts";
import { tuple } from "../../src/terms/tuple.ts";

const sym = Symbol.for;
const [a, b, k] = [sym("a"), sym("b"), sym("k")];
const [$1, $2] = [sym("$1"), sym("$2")];

/** Runs plain code as a process, and answers what it returned. */
function asProcess<T>(body: () => T): T {
  const host = new VirtualHost();
  const system = new System({ host, seed: 1 });
  let result: { value: T } | { error: unknown } | undefined;
  system.spawn(() => {
    try {
      result = { value: body() };
    } catch (error) {
      result = { error };
    }
  });
  host.run();
  if (result === undefined) throw new Error("the process did not run");
  if ("error" in result) throw result.error;
  return result.value;
}

const call = (name: string, ...args: Term[]): Term =>
  callEntry(ets.entries.get(`${name}/${args.length}`) as never, args);

/** `reason, cause` of an error. */
function failure(body: () => Term): string {
  try {
    return write(body());
  } catch (thrown) {
    if (!(thrown instanceof Exception)) throw thrown;
    return `${write(thrown.reason)}, ${write(thrown.items[0]?.info?.cause)}`;
  }
}

describe("tables", () => {
  test("an ordered set takes 1 and 1.0 for one key, a bag keeps equal objects once", () => {
    asProcess(() => {
      const ordered = call("new", a, [sym("ordered_set")]);
      call("insert", ordered, [tuple(3, a), tuple(1, a), tuple(2, a)]);
      expect(write(call("tab2list", ordered))).toBe("[{1,a},{2,a},{3,a}]");
      expect(call("next", ordered, 1.5)).toBe(2);
      const bag = call("new", a, [sym("bag")]);
      call("insert", bag, [tuple(k, 1), tuple(k, 2), tuple(k, 1)]);
      expect(write(call("lookup", bag, k))).toBe("[{k,1},{k,2}]");
    });
  });

  test("counters count, stop at their threshold, and begin with a default", () => {
    asProcess(() => {
      const table = call("new", a, []);
      call("insert", table, tuple(k, 5));
      expect(call("update_counter", table, k, 3)).toBe(8);
      expect(call("update_counter", table, k, tuple(2, 5, 10, 0))).toBe(0);
      expect(call("update_counter", table, b, 1, tuple(b, 10))).toBe(11);
      expect(failure(() => call("update_counter", table, sym("none"), 1))).toBe("badarg, badkey");
    });
  });

  test("a table goes with its owner", () => {
    const host = new VirtualHost();
    const system = new System({ host, seed: 1 });
    const owner = system.spawn(
      proc(function* owner(): Generator<unknown, void, any> {
        call("new", a, [sym("named_table")]);
        yield receiveFrame();
      }),
    );
    const seen: Term[] = [];
    system.spawn(() => seen.push(call("whereis", a) !== undefined));
    host.run();
    owner.deliver(sym("stop"));
    host.run();
    system.spawn(() => seen.push(call("whereis", a) !== undefined));
    host.run();
    expect(seen).toEqual([true, false]);
  });

  test("what is no table is told apart", () => {
    asProcess(() => {
      expect(failure(() => call("lookup", "no name", k))).toBe("badarg, type");
      expect(failure(() => call("lookup", sym("nosuch"), k))).toBe("badarg, id");
      call("new", a, [sym("named_table")]);
      expect(failure(() => call("new", a, [sym("named_table")]))).toBe("badarg, already_exists");
    });
  });
});

describe("match specifications", () => {
  const all = (spec: Term): string =>
    asProcess(() => {
      const table = call("new", a, [sym("ordered_set")]);
      call("insert", table, [tuple(a, 1), tuple(b, 2), tuple(k, 3)]);
      return write(call("select", table, spec));
    });

  test.each([
    [[tuple(tuple($1, $2), [tuple(sym(">"), $2, 1)], [$1])], "[b,k]"],
    [[tuple(tuple($1, $2), [], [tuple(tuple($2, $1))])], "[{1,a},{2,b},{3,k}]"],
    [[tuple(tuple($1, 1), [], [sym("$_")]), tuple(tuple($1, 3), [], [sym("$$")])], "[{a,1},[k]]"],
    [[tuple(tuple($1, $2), [tuple(sym("<"), tuple(sym("+"), $2, a), 3)], [$1])], "[]"],
    [
      [
        tuple(
          tuple($1, $2),
          [tuple(sym("orelse"), tuple(sym("=="), $2, 1), tuple(sym("is_atom"), $2))],
          [true],
        ),
      ],
      "[true]",
    ],
  ])("%#: clauses are tried in order; a guard that fails is false", (spec, result) => {
    expect(all(spec)).toBe(result);
  });

  test("results come in portions", () => {
    asProcess(() => {
      const table = call("new", a, [sym("ordered_set")]);
      call(
        "insert",
        table,
        [1, 2, 3, 4, 5].map((i) => tuple(i)),
      );
      const [first, rest] = call("select", table, [tuple(tuple($1), [], [$1])], 3);
      expect(write(first)).toBe("[1,2,3]");
      expect(write(call("select", rest)[0])).toBe("[4,5]");
    });
  });
});

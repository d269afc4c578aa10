import { describe, expect, test } from "vitest";
import { erl_erts_errors } from "../../src/stdlib/erl_erts_errors.ts";
import { erl_stdlib_errors } from "../../src/stdlib/erl_stdlib_errors.ts";
import { explain } from "../../src/stdlib/explain.ts";
import { mapEntries } from "../../src/terms/map.ts";
import type { Term } from "../../src/terms/term.ts";
import { tuple } from "../../src/terms/tuple.ts";
import { bareSystem } from "./bifs.ts";

const system = bareSystem();
const modules = new Map([erl_erts_errors, erl_stdlib_errors].map((module) => [module.name, module]));
system.functions = {
  ...system.functions,
  builtin: (module, name, arity) => modules.get(module)?.entries.get(`${Symbol.keyFor(name)}/${arity}`),
};
const sym = Symbol.for;

/** The words for a call that failed with badarg, as `argument: words`. */
function words(module: string, name: string, args: Term[], cause?: Term): string[] {
  const errors = sym(module === "erlang" ? "erl_erts_errors" : "erl_stdlib_errors");
  const info = cause === undefined ? { module: errors } : { module: errors, cause };
  const stack = [tuple(sym(module), sym(name), args, [tuple(sym("error_info"), info)])];
  const map = explain(errors, sym("format_error"), sym("badarg"), stack);
  return mapEntries(map).map(
    ([key, text]) =>
      `${String(typeof key === "symbol" ? Symbol.keyFor(key) : key)}: ${new TextDecoder().decode(text)}`,
  );
}

describe("OTP's words for wrong arguments", () => {
  test.each([
    ["erlang", "element", [0, tuple(1)], undefined, ["1: out of range"]],
    ["erlang", "element", [sym("a"), [1]], undefined, ["1: not an integer", "2: not a tuple"]],
    ["erlang", "list_to_integer", ["zz", 99], undefined, ["2: not an integer in the range 2 through 36"]],
    [
      "erlang",
      "register",
      [undefined, 1],
      undefined,
      ["1: 'undefined' is not a valid name", "2: not a pid or port"],
    ],
    [
      "erlang",
      "register",
      [sym("a"), 1],
      sym("registered_name"),
      ["2: this process or port already has a name"],
    ],
    ["erlang", "spawn_link", [1, 2, 3], undefined, ["1: not an atom", "2: not an atom", "3: not a list"]],
    [
      "erlang",
      "binary_to_list",
      [new Uint8Array(3), 3, 2],
      undefined,
      ["2: start position greater than stop position"],
    ],
    ["lists", "seq", [1, 10, -1], undefined, ["3: not a positive increment"]],
    ["maps", "map", [1, {}], undefined, ["1: not a fun that takes two arguments"]],
    ["math", "sqrt", [-1], undefined, ["1: is outside the domain for this function"]],
    ["io", "format", ["~p ~p", [1]], tuple(sym("device"), sym("format")), ["1: wrong number of arguments"]],
    [
      "io",
      "format",
      ["~b ~s", [sym("a"), 1]],
      tuple(sym("device"), sym("format")),
      ["2: element 1 must be of type integer\nelement 2 must be of type string"],
    ],
    [
      "io",
      "format",
      [sym("nosuch"), "x", []],
      tuple(sym("io"), sym("arguments")),
      ["1: the device does not exist"],
    ],
  ])("%s:%s(%j)", (module, name, args, cause, expected) => {
    expect(words(module, name, args, cause)).toEqual(expected);
  });
});

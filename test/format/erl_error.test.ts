import { describe, expect, test } from "vitest";
import { type Explain, formatException } from "../../src/format/erl_error.ts";
import { pretty } from "../../src/format/pretty.ts";
import { atom } from "../../src/terms/atom.ts";
import type { ExceptionClass } from "../../src/terms/exception.ts";
import { ExternalFun, Fun } from "../../src/terms/fun.ts";
import { mapFrom } from "../../src/terms/map.ts";
import type { Term } from "../../src/terms/term.ts";
import { tuple } from "../../src/terms/tuple.ts";

const a = (name: string) => atom(name);
const names = (count: number) => Array.from({ length: count }, (_, i) => a(`abcdefghijklmnop${i + 1}`));
const call = (module: string, name: string, args: Term, info: Term = []) =>
  tuple(a(module), a(name), args, info);
const at = (file: string, line: number) => [tuple(a("file"), file), tuple(a("line"), line)];
const interpreted = new Fun(
  1,
  () => 1,
  { module: Symbol.for("erl_eval"), index: 42, uniq: 1, name: "-expr/5-fun-0-" },
  [],
);

/** As the shell shows it. */
function shell(cls: ExceptionClass, reason: Term, stacktrace: Term = [], explain?: Explain): string {
  const print = (term: Term, column: number) => pretty(term, { column, depth: 30, lineMaxChars: 60 });
  return `** ${formatException(cls, reason, stacktrace, { column: 4, print, explain })}`;
}

/** Class, reason, stacktrace and what OTP 29's shell prints. */
const CASES: [ExceptionClass, Term, Term, string][] = [
  ["throw", a("ball"), [], "** exception throw: ball"],
  ["error", a("badarg"), [], "** exception error: bad argument"],
  ["exit", a("badarg"), [], "** exception exit: badarg"],
  ["error", tuple(a("badmatch"), "é"), [], '** exception error: no match of right hand side value "é"'],
  ["error", tuple(a("badarity"), a("f")), [], "** exception error: {badarity,f}"],
  [
    "error",
    tuple(a("badarity"), tuple(new ExternalFun(Symbol.for("lists"), Symbol.for("map"), 2), [1])),
    [],
    "** exception error: lists:map/2 called with one argument",
  ],
  [
    "error",
    tuple(a("badarity"), tuple(interpreted, [1, 2, 3])),
    [],
    "** exception error: interpreted function with arity 1 called with 3 arguments",
  ],
  [
    "error",
    tuple(a("shell_undef"), a("foo"), 2, []),
    [],
    "** exception error: undefined shell command foo/2",
  ],
  [
    "error",
    a("undef"),
    [call("no_mod", "no_fun", [1, 2])],
    "** exception error: undefined function no_mod:no_fun/2",
  ],
  [
    "error",
    a("undef"),
    [call("No Such", "Fun", 1)],
    "** exception error: undefined function 'No Such':'Fun'/1",
  ],
  ["error", a("function_clause"), [], "** exception error: function_clause"],
  [
    "error",
    a("function_clause"),
    [call("my_mod", "my_fun", [a("a"), tuple(a("b"))], at("x.erl", 3))],
    "** exception error: no function clause matching my_mod:my_fun(a,{b}) (x.erl:3)",
  ],
  [
    "error",
    a("function_clause"),
    [call("lists", "nth", [names(10), 1], at("lists.erl", 318))],
    `** exception error: no function clause matching 
                    lists:nth([abcdefghijklmnop1,abcdefghijklmnop2,
                               abcdefghijklmnop3,abcdefghijklmnop4,
                               abcdefghijklmnop5,abcdefghijklmnop6,
                               abcdefghijklmnop7,abcdefghijklmnop8,
                               abcdefghijklmnop9,abcdefghijklmnop10],
                              1) (lists.erl:318)`,
  ],
  [
    "exit",
    tuple(a("restricted_shell_disallowed"), tuple(tuple(a("lists"), a("seq")), [1, 2])),
    [],
    "** exception exit: restricted shell does not allow lists:seq(1,2)",
  ],
  [
    "error",
    tuple(a("badmatch"), names(10)),
    [],
    `** exception error: no match of right hand side value 
                    [abcdefghijklmnop1,abcdefghijklmnop2,abcdefghijklmnop3,
                     abcdefghijklmnop4,abcdefghijklmnop5,abcdefghijklmnop6,
                     abcdefghijklmnop7,abcdefghijklmnop8,abcdefghijklmnop9,
                     abcdefghijklmnop10]`,
  ],
  [
    "error",
    a("badarith"),
    [call("erlang", "+", [names(10), 1])],
    `** exception error: an error occurred when evaluating an arithmetic expression
     in operator  +/2
        called as [abcdefghijklmnop1,abcdefghijklmnop2,abcdefghijklmnop3,
                   abcdefghijklmnop4,abcdefghijklmnop5,abcdefghijklmnop6,
                   abcdefghijklmnop7,abcdefghijklmnop8,abcdefghijklmnop9,
                   abcdefghijklmnop10]
                  +
                  1`,
  ],
  [
    "error",
    a("badarith"),
    [call("erlang", "/", [1, 0]), call("lists", "map", 2, at("lists.erl", 2))],
    `** exception error: an error occurred when evaluating an arithmetic expression
     in operator  '/'/2
        called as 1 / 0
     in call from lists:map/2 (lists.erl:2)`,
  ],
  [
    "error",
    a("badarith"),
    [call("erlang", "-", [a("a")])],
    `** exception error: an error occurred when evaluating an arithmetic expression
     in operator  -/1
        called as - a`,
  ],
  [
    "error",
    a("badarg"),
    [call("m", "f", [65, 66])],
    `** exception error: bad argument
     in function  m:f/2
        called as m:f(65,66)`,
  ],
  [
    "error",
    tuple(a("case_clause"), a("a b")),
    [call("m", "f g", 2), call("M x", "h", 1, at("a.erl", 2))],
    `** exception error: no case clause matching 'a b'
     in function  m:'f g'/2 
     in call from 'M x':h/1 (a.erl:2)`,
  ],
  ["error", a("oops"), a("no_stacktrace"), "** exception error: {oops,no_stacktrace}"],
  [
    "error",
    tuple(a("novalue"), tuple(tuple(a("m"), a("r")), a("f"))),
    [],
    "** exception error: no value provided for field f in #m:r{}",
  ],
];

describe("an exception", () => {
  test.each(CASES)("%s is explained as OTP does (%#)", (cls, reason, stacktrace, expected) => {
    expect(shell(cls, reason, stacktrace)).toBe(expected);
  });

  const info = [tuple(a("error_info"), mapFrom([[a("module"), a("erl_erts_errors")]]))];

  test("says which arguments are wrong, in as many lines as it takes", () => {
    const explain: Explain = () => mapFrom([[2, "not a list\nof numbers"]]);
    expect(shell("error", a("badarg"), [call("m", "f", [1, a("x")], info)], explain)).toBe(
      `** exception error: bad argument
     in function  m:f/2
        called as m:f(1,x)
        *** argument 2: not a list
                        of numbers`,
    );
  });

  test("is shown all the same if explaining it fails", () => {
    const explain: Explain = () => {
      throw new Error("no");
    };
    expect(shell("error", a("badarg"), [call("erlang", "hd", [[]], info)], explain)).toBe(
      `** exception error: bad argument
     in function  hd/1
        called as hd([])`,
    );
  });

  test("leaves out the calls at the end that are to be trimmed", () => {
    const stacktrace = [
      call("m", "f", 1),
      call("shell", "g", 1),
      call("m", "g", 1),
      call("shell", "loop", 1),
    ];
    const trim = (module: symbol) => module === a("shell");
    expect(formatException("throw", a("x"), stacktrace, { trim })).toBe(
      "exception throw: x\n  in function  m:f/1 \n  in call from shell:g/1 \n  in call from m:g/1 ",
    );
  });

  test("of JavaScript is shown by name and message, and where it was thrown", () => {
    expect(shell("error", new TypeError("x is not\na function"), [call("m", "f", 1, at("m.ts", 7))])).toBe(
      `** exception error: TypeError: x is not
                    a function
     in function  m:f/1 (m.ts:7)`,
    );
  });
});

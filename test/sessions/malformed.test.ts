// Whatever is typed, there is an answer or an error, and then the next prompt: never a crash, a hang or a lost binding.
import fc from "fast-check";
import { expect, test } from "vitest";
import { ScriptedSession } from "../../src/shell/scripted-session.ts";

const DEPTH = 10_000;

/** What a defect of ours would look like. */
const DEFECT =
  /#JS<|TypeError|ReferenceError|SyntaxError|RangeError|not a function|Cannot read|Error in process/;

/** Types the input in a session of its own, which must answer afterwards and still know its bindings. */
async function survives(input: string): Promise<string> {
  const session = new ScriptedSession();
  const output = await session.run(`Kept = {kept,1}.\n${input}\n[alive|Kept].\n`);
  expect(output).not.toMatch(DEFECT);
  expect(output.slice(-200)).toContain("[alive|{kept,1}]");
  return output;
}

/** Lines of every kind of expression; all their beginnings are typed. */
const LINES = [
  "1 + 2 * 3 - 4 div 5 rem 6 bsl 7 bor 8 band 9 bxor 10 bsr 11, bnot -1",
  "{A, [B | C], #{k := D}} = {1, [2, 3], #{k => 4}}, A + B + hd(C) + D",
  '"a\\x{263a}\\n\\101" ++ [$a, $\\n, $\\s | "tail"] -- "x"',
  '<<A:8/integer-little, B:4/bits, _/bitstring>> = <<1, 2:16, 3.0/float, "utf"/utf8>>',
  "case lists:keyfind(a, 1, [{a, 1}]) of {a, N} when N > 0, is_integer(N); N == 0 -> N; false -> none end",
  "fun F(0) -> done; F(N) when N > 0 -> F(N - 1) end(10)",
  'try error({bad, "reason"}) of _ -> ok catch error:{bad, R}:_ -> R; throw:T -> T after ok end',
  '[{X, Y} || X <- [1, 2, 3], Y <- "ab", X rem 2 =:= 1]',
  "#{K => V || K := V <- #{a => 1, b => 2}}",
  "<< <<X:16>> || <<X:8>> <= <<1, 2, 3>> >>",
  "[X + Y || X <- [1, 2] && Y <:- [3, 4]]",
  "maybe {ok, A} ?= {ok, 1}, {ok, B} ?= error, A + B else error -> none end",
  "if 1 > 2 -> a; true andalso false orelse not true -> b; true -> c end",
  "begin X = 1, Y = X end, X =:= Y, X =/= 2, X == 1.0, X /= 2, X =< 1, X >= 1",
  "M = #{a => #{b => [1, 2]}}, M#{a := 1, c => 'quoted atom'}",
  'catch throw({a, \'B\', "c", <<"d">>, 1.5e3, 16#ff, $e, 2#1010, 1_000})',
  "rd(point, {x = 0, y :: integer()}), #point{x = 1}, #point.y",
  'io:format("~p ~w ~s ~.2f ~3..0b ~c~n", [a, "b", "c", 1.0, 2, $d])',
  'spawn(fun() -> exit("why") end), self() ! {msg, make_ref()}, flush()',
  '~s"sigil", ~b[bytes], ~S(raw \\n), ~"plain"',
  '"""\n  triple\n  """',
  "fun lists:map/2, fun erlang:'+'/2, apply(lists, reverse, [[1, 2]])",
  "-record(r, {a, b = 1 :: integer() | atom()}).",
  "f(X) -> X * 2; f(_) -> 0.",
  "(((1))), [[[1]]], {{{1}}}, -(-(+1)), not (not true)",
  "e(1), v(1), b(), h(), f(Nothing), history(20), results(20)",
];

/** Types the input in a session of its own, which must read it to its end. */
async function isRead(input: string): Promise<void> {
  const output = await new ScriptedSession().run(input);
  expect(output).not.toMatch(DEFECT);
  expect(output).toContain("*** Terminating erlang");
}

test("every beginning of an expression, ended at once", async () => {
  for (const line of LINES) {
    await isRead(Array.from({ length: line.length }, (_, i) => `${line.slice(0, i + 1)}.\n`).join(""));
  }
}, 120_000);

test("every beginning of an expression, where the input ends", async () => {
  for (const line of LINES) {
    for (let end = 1; end < line.length; end += 7) {
      await isRead(line.slice(0, end));
    }
  }
}, 120_000);

const TOKENS = [
  ..."()[]{}|,;.:!?#=+-*/<>_~^&%$\\'\"@ \n\t01aXπ\u0000\u{1f600}\ufffd",
  ...'<< >> -> <- <= := => || ++ -- == =:= ... .. ?= <:- && """ fun end case of if begin try catch after when'.split(
    " ",
  ),
  ..."receive maybe else not and orelse 1.5e 16#g 1_ $\\x{ ~s X = {ok,Y}".split(" "),
];

test("random tokens", async () => {
  const text = fc.array(fc.constantFrom(...TOKENS), { maxLength: 30 }).map((parts) => parts.join(""));
  // No process waits for ever, nothing ends the session: `after`, but no `receive`.
  const harmless = text.filter((line) => !line.includes("receive") && !line.includes("%"));
  await fc.assert(
    fc.asyncProperty(fc.array(harmless, { minLength: 50, maxLength: 50 }), async (lines) => {
      await isRead(`${lines.join(".\n")}.\n`);
    }),
    { numRuns: 40, seed: 7 },
  );
}, 120_000);

const nested = (open: string, inner: string, close: string, depth = DEPTH) =>
  `${open.repeat(depth)}${inner}${close.repeat(depth)}`;

test.each([
  ["parentheses", nested("(", "1", ")")],
  ["lists", nested("[", "1", "]")],
  ["tuples", nested("{", "1", "}")],
  ["maps", nested("#{a=>", "1", "}")],
  ["map updates", `#{}${"#{a=>1}".repeat(DEPTH)}`],
  ["bit strings", nested("<<", "1", ">>")],
  ["records", nested("#r{a=", "1", "}")],
  ["funs", nested("fun() -> ", "1", " end")],
  ["named funs", nested("fun F() -> ", "1", " end")],
  ["calls", nested("abs(", "1", ")")],
  ["comprehensions", nested("[X || X <- ", "[]", "]")],
  ["case", nested("case 1 of 1 -> ", "1", " end")],
  ["if", nested("if true -> ", "1", " end")],
  ["begin", nested("begin ", "1", " end")],
  ["try", nested("try ", "1", " catch _:_ -> 1 end")],
  ["maybe", nested("maybe ", "1", " end")],
  ["receive", nested("receive after 0 -> ", "1", " end")],
  ["catch", nested("(catch ", "1", ")")],
  ["matches", `${"A = ".repeat(DEPTH)}1`],
  ["patterns of tuples", `${nested("{", "X", "}")} = 1`],
  ["patterns of lists", `${nested("[", "X", "]")} = 1`],
  ["patterns of cells", `${nested("[1|", "X", "]")} = 1`],
  ["sums", `${"1 + ".repeat(100_000)}1`],
  ["appended strings", `${'"a" ++ '.repeat(100_000)}"b"`],
  ["not", `${"not ".repeat(DEPTH)}true`],
  ["signs", `${"- ".repeat(DEPTH)}1`],
  ["andalso", `${"true andalso ".repeat(DEPTH)}true`],
  ["sends", `${"self() ! ".repeat(DEPTH)}1`],
  ["only opened", "(".repeat(DEPTH)],
  ["only closed", "]".repeat(DEPTH)],
  ["types", `-type t() :: ${nested("[", "integer()", "]")}`],
  ["defaults of fields", `-record(r, {a = ${nested("[", "1", "]")}})`],
])("nested deeply: %s", async (_, expression) => {
  const output = await survives(`${expression}.`);
  // Maps are printed to the depth that the shell prints, each level indented: 2,926 characters, as in OTP.
  expect(output.length).toBeLessThan(3000);
});

test.each([
  ["a list", `length([${"1,".repeat(100_000)}1])`, "100001"],
  ["a tuple", `tuple_size({${"1,".repeat(50_000)}1})`, "50001"],
  ["a bit string", `byte_size(<<${"1,".repeat(50_000)}1>>)`, "50001"],
  ["a string", `length("${"a".repeat(1_000_000)}")`, "1000000"],
  ["a string of bytes", `byte_size(<<"${"a".repeat(1_000_000)}">>)`, "1000000"],
  ["digits", `${"9".repeat(100_000)} rem 10`, "9"],
  ["digits of a fraction", `1.${"0".repeat(1_000_000)}`, "1.0"],
  ["an atom", "a".repeat(1_000_000), "illegal atom"],
  ["expressions", `${"1,".repeat(10_000)}2`, "2"],
  ["a comment", `%${"x".repeat(1_000_000)}\n3`, "3"],
  ["spaces", `${" ".repeat(1_000_000)}4`, "4"],
  ["guards", `if ${"true,".repeat(DEPTH)}true -> 5 end`, "5"],
])("long: %s", async (_, expression, answer) => {
  expect(await survives(`${expression}.`)).toContain(
    `> ${answer === "illegal atom" ? "* 1:1: " : ""}${answer}`,
  );
});

const DEEP = [
  "lists:foldl(fun(_, A) -> [A] end, [], lists:seq(1, 100000))",
  "lists:foldl(fun(_, A) -> {A, 1} end, {}, lists:seq(1, 100000))",
  "lists:foldl(fun(_, A) -> #{a => A} end, #{}, lists:seq(1, 100000))",
];

test.each(DEEP)("a deep term made at run time: %s", async (term) => {
  const output = await survives(
    [
      `A = ${term}.`,
      `B = ${term}.`,
      "{A == B, A =:= B, A < B}.",
      "erlang:phash2(A) =:= erlang:phash2(B).",
      "maps:get(A, #{B => found}).",
      "self() ! A, receive A -> received end.",
      "byte_size(term_to_binary(A)) > 100000.",
      'catch binary_to_term(term_to_binary(A)), catch io_lib:format("~p~w", [A, A]), printed.',
      "spawn(fun() -> exit(A) end), exited.",
      "error(A).",
      "b().",
    ].join("\n"),
  );
  expect(output).toContain("{true,true,false}");
  for (const answer of ["> true", "> found", "> received", "> printed", "> exited"])
    expect(output).toContain(answer);
});

test("what no memory holds is a system limit", async () => {
  for (const expression of [
    "1 bsl 5000000",
    "lists:seq(1, 100000000000)",
    "lists:duplicate(100000000000, a)",
    'string:copies("ab", 1000000000)',
    'string:pad("a", 10000000000)',
    "binary:copy(<<0>>, 100000000000)",
    "string:chars($a, 1000000000)",
  ]) {
    expect(await survives(`${expression}.`)).toContain("a system limit has been reached");
  }
});

test("wider fields than there is memory are refused", async () => {
  expect(await survives('io_lib:format("~1000000000w", [a]).')).toContain("** exception error");
});

test("deep recursion takes no JavaScript stack", async () => {
  expect(await survives("(fun F(0) -> 0; F(N) -> 1 + F(N - 1) end)(1000000).")).toContain("1000000");
  const chain = "lists:foldl(fun(_, A) -> fun() -> 1 + A() end end, fun() -> 0 end, lists:seq(1, 100000))";
  expect(await survives(`(${chain})().`)).toContain("100000");
});

test("a module that uses up JavaScript's stack ends its process only", async () => {
  const session = new ScriptedSession({
    "deep.ts": "export function down(n: number): number {\n  return 1 + down(n + 1);\n}\n",
  });
  await session.type("Kept = 1.");
  expect(await session.type("deep:down(1).")).toContain("** exception error: RangeError");
  expect(await session.type("spawn(deep, down, [1]), Kept.")).toContain("1\n");
  expect(await session.type("catch deep:down(1), Kept.")).toBe("1\n");
});

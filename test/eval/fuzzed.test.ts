// What the differential fuzzer (test/fuzz) found: expressions with the answers of OTP 29.
import { describe, expect, test } from "vitest";
import type { StackItem } from "../../src/terms/exception.ts";
import { Session } from "./driver.ts";

const session = new Session();

/** The places of the exception, innermost first. */
function places(text: string): string {
  const answer = session.run(`${text}.`);
  if ("value" in answer) throw new Error("no exception");
  return answer.exception.items
    .filter((item: StackItem) => item.line !== undefined)
    .map((item) => `${Symbol.keyFor(item.name)}:${item.line}`)
    .join(" ");
}

describe("generators side by side", () => {
  test.each([
    ["[X+1 || X <- [0] && <<X>> <= <<1>>]", "[]"],
    ["[X+1 || X <- [0] && <<X>> <= <<0>>]", "[1]"],
    ["[X || X <- [1,2] && <<X>> <= <<1,3>>]", "[1]"],
    ["[X || X <- [1] && <<X>> <:= <<2>>]", "error: {bad_generators,{[1],<<2>>}}"],
    ["[X || <<X/utf8>> <= <<128>> && Y <- []]", "[]"],
    ["[X || <<X/utf8>> <= <<128,97>> && Y <- [1]]", "error: {bad_generators,{<<>>,[1]}}"],
    ["[X || <<X:16>> <= <<97,128,3>> && Y <- [1]]", "[24960]"],
    ["[X || <<X:16>> <= 5 && Y <- [1]]", "error: {bad_generators,{5,[1]}}"],
    ["[X || <<X:16>> <:= <<2>> && Y <- []]", "error: {bad_generators,{<<>>,[]}}"],
    ["[X || <<1,X>> <= <<2,2>> && Y <- []]", "error: {bad_generators,{<<2,2>>,[]}}"],
    ["[X || X <:- [0] && X <- [1]]", "error: {bad_generators,{[0],[1]}}"],
    ["[X || [X] <:- [[0]] && X <- [1]]", "[]"],
    ["[X || {X,Y} <- [0] && X:=Y <:- #{0 => 0}]", "[]"],
    ["[X || a <- [1] && X <- [0] && X <:- [1]]", "[]"],
    ["[X || <<X>> <= <<0>> && <<X>> <= <<1>>]", "[]"],
    ["[X || X <- [] && <<X>> <:= <<1:3>>]", "[]"],
    ["[X || <<X>> <:= <<1:3>> && X <- []]", "error: {bad_generators,{<<>>,[]}}"],
    ["[{X,Y} || <<X:16/float>> <= <<16#7c00:16,0:16>> && Y <- [1,2]]", "[{0.0,2}]"],
  ])("%s", (text, answer) => {
    expect(session.type(`${text}.`)).toBe(answer);
  });
});

test("a float that is infinite or no number is passed over by a generator, and matches nothing", () => {
  expect(session.type("[X || <<X:16/float>> <= <<16#7c00:16,0:16>>].")).toBe("[0.0]");
  expect(session.type("[X || <<X:32/float,Y>> <= <<16#7f800000:32,1, 1:32,5>>].")).toBe(
    "[1.401298464324817e-45]",
  );
  expect(session.type("[X || <<X:16/float>> <:= <<16#7c00:16,0:16>>].")).toBe(
    "error: {badmatch,<<124,0,0,0>>}",
  );
  expect(session.type("<<X:16/float>> = <<16#7c00:16>>.")).toBe("error: {badmatch,<<124,0>>}");
});

describe("a segment that cannot be made", () => {
  const after = "create_binary:82 expr_grp:73 expr:843";
  const inString = "-eval_field/5-lbc$^4/2-0-:98 -eval_field/5-fun-5-:98";
  test.each([
    ["<<a:3/little-signed>>", `eval_exp_field:138 ${after}`],
    ["<<a:3/native>>", `eval_exp_field:144 ${after}`],
    ["<<a:3/signed>>", `eval_exp_field:146 ${after}`],
    ["<<a/utf16-native>>", `eval_exp_field:156 ${after}`],
    ["<<a/utf32>>", `eval_exp_field:158 ${after}`],
    ["<<a:32/float-native>>", `eval_exp_field:166 ${after}`],
    ['<<"ab":(-1)>>', `eval_exp_field:148 ${inString} ${after}`],
    ['<<3, "":(-1)>>', `eval_exp_field:148 -eval_field/5-fun-5-:103 ${after}`],
  ])("%s: shows the clause of eval_bits that fails", (text, expected) => {
    expect(places(text)).toBe(expected);
  });
  test("a string literal is one segment, and empty it is none", () => {
    const answer = session.run('<<"ab":16/float, a>>.');
    expect("exception" in answer && answer.exception.items[0].info?.override_segment_position).toBe(2);
    expect(session.type('<<1, "":16, 2>>.')).toBe("<<1,2>>");
    expect(session.type('<<1:3, "":16/float, 2>>.')).toBe("<<32,2:3>>");
  });
  test("its cause is that of a segment alone", () => {
    const answer = session.run("<<0, a>>.");
    const cause = "exception" in answer ? answer.exception.items[0].info?.cause : undefined;
    expect(Array.from(cause as ArrayLike<unknown>)[0]).toBe(1);
  });
  test("a float's size is looked at before its value", () => {
    const answer = session.run("<<a:8/float>>.");
    const cause = "exception" in answer ? answer.exception.items[0].info?.cause : undefined;
    expect(Array.from(cause as ArrayLike<unknown>).slice(2)).toEqual([Symbol.for("invalid"), 8]);
  });
  test("the size told is that in bits", () => {
    const answer = session.run("<<1:(-1)/unit:8>>.");
    const cause = "exception" in answer ? answer.exception.items[0].info?.cause : undefined;
    expect(Array.from(cause as ArrayLike<unknown>).at(-1)).toBe(-8);
  });
  test("the stack has seven places, as eval_bits raises it again", () => {
    expect(places("{[{[{<<a>>}]}]}").split(" ")).toHaveLength(7);
  });
});

test("a place of the evaluator that repeats is told once", () => {
  expect(places("((a + 0) + 0) + 0")).toBe("do_apply:1048 expr:837");
  expect(places("0 + (0 + (0 + a))")).toBe("do_apply:1048 expr:838");
});

test("what a map update refuses is told from the line of lists:foldl/3 that took the association", () => {
  const line = (text: string) => {
    const answer = session.run(`${text}.`);
    return "exception" in answer && answer.exception.items[2].line;
  };
  expect(line("#{}#{a := 1}")).toBe(2465);
  expect(line("#{}#{a => 1, b => 2, c := 1}")).toBe(2470);
});

test("appending to a binary copies it rarely, and never changes what others have made of it", () => {
  const fold =
    "fun(Count) -> lists:foldl(fun(N, Acc) -> <<Acc/binary, N:16>> end, <<>>, lists:seq(1, Count)) end";
  expect(session.type(`(${fold})(2000) =:= << <<N:16>> || N <- lists:seq(1, 2000) >>.`)).toBe("true");
  // Copied each time this would be 80 gigabytes.
  expect(session.type(`byte_size((${fold})(200000)).`)).toBe("400000");
  expect(
    session.type(
      "A = << <<1>> || _ <- lists:seq(1, 300) >>, B = <<A/binary, 2>>, C = <<A/binary, 3>>, D = <<B/binary, 4>>, _ = catch <<D/binary, 9, (a)>>, E = <<D/binary, 5:4>>, F = <<D/binary, 6>>, [(fun(Y) -> S = byte_size(Y) - 1, <<_:S/binary, L>> = Y, L end)(X) || X <- [A, B, C, D, F]] ++ [bit_size(E)].",
    ),
  ).toBe("[1,2,3,4,6,2420]");
});

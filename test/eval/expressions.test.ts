// The value of each expression, or the class and reason of its exception, as OTP 29 gives them.
import { describe, expect, test } from "vitest";
import { Session } from "./driver.ts";

/** Expressions typed one after the other in one session: what is typed, and the answer. */
function session(name: string, lines: readonly (readonly [typed: string, answer: string])[]): void {
  test(name, () => {
    const shell = new Session();
    for (const [typed, answer] of lines) expect(`${typed} ${shell.type(typed)}`).toBe(`${typed} ${answer}`);
  });
}

describe("calls and recursion", () => {
  session("tail recursion and body recursion go a million deep", [
    ["G = fun H(0) -> done; H(N) -> H(N-1) end.", "#Fun<erl_eval.19.130099583>"],
    ["G(1000000).", "done"],
    ["B = fun H(0) -> 0; H(N) -> 1 + H(N-1) end.", "#Fun<erl_eval.19.130099583>"],
    ["B(1000000).", "1000000"],
  ]);
  session("a fun that calls itself may also use its name otherwise", [
    ["(fun F(0) -> F; F(N) -> F(N-1) end)(3).", "#Fun<erl_eval.19.130099583>"],
    ["(fun F(F) when is_integer(F) -> F; F(F) -> F(1) end)(fun(X) -> {called, X} end).", "{called,1}"],
    ["(fun F([]) -> []; F([H|T]) -> [fun() -> F(T) end, H] end)([1,2]) =/= [].", "true"],
  ]);
  session("what a recursive fun raises is raised once, with its effects done once", [
    ["(fun F(0) -> 1/0; F(N) -> N + F(N-1) end)(10).", "error: badarith"],
    ["put(n, 0), (fun F(0) -> ok; F(N) -> put(n, get(n) + 1), F(N-1) end)(5), get(n).", "5"],
  ]);
  session("a call that fails says why", [
    ["foo().", "error: {shell_undef,foo,0,[]}"],
    ["F = fun(A) -> A end, F(1,2).", "error: {badarity,{#Fun<erl_eval.42.130099583>,[1,2]}}"],
    ["3(2).", "error: {badfun,3}"],
    ["{a,b}(3).", "error: {badfun,{a,b}}"],
    ["(fun(x) -> ok end)(1).", "error: function_clause"],
    ["lists:nosuch(1).", "error: undef"],
    ["3:foo().", "error: badarg"],
  ]);
  session("calls that wait do so inside comprehensions and funs of lists:map/2", [
    ["[begin self() ! X, receive Y -> Y * 2 end end || X <- [1,2,3]].", "[2,4,6]"],
    ["lists:map(fun(X) -> receive after 10 -> X end end, [1,2]).", "[1,2]"],
  ]);
});

describe("bindings", () => {
  session("what a failed sequence has bound is forgotten", [
    ["X = 1, 1/0.", "error: badarith"],
    ["X = 2.", "2"],
    ["X = 3.", "error: {badmatch,3}"],
  ]);
  session("clauses of case bind for what follows", [
    ["case {ok, 1} of {ok, Y} when Y > 5 -> big; {ok, Y} -> {small, Y} end.", "{small,1}"],
    ["Y.", "1"],
    ["case 9 of Y -> same; _ -> different end.", "different"],
  ]);
  session("a clause that is not chosen, and a body that failed, bind nothing", [
    ["case {1,2} of {A, 3} -> x; _ -> y end.", "y"],
    ["A = 7.", "7"],
    ["catch begin B = 5, throw(B) end.", "5"],
    ["B = 6.", "6"],
    ["try C = 5, throw(a) catch D -> {D} end.", "{a}"],
    ["C = 8, D.", "a"],
    ["true andalso (E = true).", "true"],
    ["E = false.", "false"],
  ]);
  session("heads of funs and generators have variables of their own", [
    ["X = 5.", "5"],
    ["(fun(X) -> X end)(1).", "1"],
    ["[X || X <- [1,2]].", "[1,2]"],
    ["X.", "5"],
  ]);
});

describe("comprehensions", () => {
  session("strict generators and zips refuse what does not match", [
    ["[X || {X} <:- [{1},2]].", "error: {badmatch,2}"],
    ["[X || <<1,X>> <:= <<1,2,3,4,1,6>>].", "error: {badmatch,<<3,4,1,6>>}"],
    ["[{A,B} || A <- [1,2,3] && B <- [a,b]].", "error: {bad_generators,{[3],[]}}"],
    ["[{A,B} || {ok,A} <- [{ok,1},2,{ok,3}] && B <- [a,b,c]].", "[{1,a},{3,c}]"],
    [
      "[{A,B} || {ok,A} <:- [{ok,1},2,{ok,3}] && B <- [a,b,c]].",
      "error: {bad_generators,{[2,{ok,3}],[b,c]}}",
    ],
  ]);
  session("a filter is a guard if it can be one", [
    ["[X || X <- [1,2], foo].", "[]"],
    ["[X || X <- [1,2], begin foo end].", "error: {bad_filter,foo}"],
    ["[X || X <- [1|2]].", "error: {bad_generator,2}"],
    [
      "{'EXIT', {R, [{M, F, A, _} | _]}} = (catch << (X) || X <- [1] >>), {R, M, F, A}.",
      "{badarg,erl_eval,eval_bc1,7}",
    ],
  ]);
});

describe("bit syntax", () => {
  session("segments of all types", [
    ["<<1:3, 2:6, 3:7/little>>.", "<<33,3>>"],
    ["<<1.5:16/float, 1.5:32/float, 1/float>>.", "<<62,0,63,192,0,0,63,240,0,0,0,0,0,0>>"],
    ["<<X:13/little, _/bits>> = <<255,254>>, X.", "8191"],
    ["<<Y:100/little-signed, _:4>> = <<12345678901234567890:104>>, Y.", "-234551048393302298596063838208"],
    ['<<N, B:N/binary, R/binary>> = <<2, "abcd">>, {B,R}.', '{<<"ab">>,<<"cd">>}'],
  ]);
});

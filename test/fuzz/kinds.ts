// kinds — what is fuzzed, by name: each an arbitrary of one expression of the shell.
import fc from "fast-check";
import { binaryMatch, bits } from "./bits.ts";
import { calls, formats } from "./calls.ts";
import { comprehension } from "./comprehensions.ts";
import { definitions } from "./definitions.ts";
import { matching } from "./matching.ts";
import { broken, literals, program, stacks } from "./programs.ts";
import { binary, float, integer, largeTerm, number, smallTerm, term } from "./terms.ts";
import { commas, grown, oneOf, type Text, text, weighted, words } from "./text.ts";

/** A term as the shell prints it, and as ~w does. */
const terms = oneOf(term, text`io:format("~w~n~p~n~tp~n", lists:duplicate(3, ${term}))`);

/** Terms in lines of other widths, at other depths. */
const print = weighted(
  [2, largeTerm],
  [1, text`io:format("~p~n", [${largeTerm}])`],
  [1, text`io:format("~${words("1 5 10 20 30 40 60 100 132")}p~n", [${largeTerm}])`],
  [
    1,
    text`io:format("~${oneOf("t", "l", "tl", "k", "")}P~n", [${largeTerm}, ${fc.integer({ min: -1, max: 30 }).map(String)}])`,
  ],
  [
    1,
    text`io:format("~tw ~${oneOf("t", "")}W~n", [${term}, ${term}, ${fc.integer({ min: -1, max: 20 }).map(String)}])`,
  ],
  [1, text`io:format("abc: ~p, ~p~n", [${term}, ${term}])`],
  [
    1,
    text`lists:flatten(io_lib:print(${largeTerm}, ${words("1 2 5 10 40")}, ${words("1 10 30 60 80")}, ${words("-1 3 10 20")}))`,
  ],
);

const comparison = words("< > =< >= == /= =:= =/=");
const near = weighted([2, number], [3, smallTerm], [1, term]);
const order = oneOf(
  text`${near} ${comparison} ${near}`,
  text`lists:sort([${commas(near, 2, 8)}])`,
  text`lists:usort([${commas(oneOf(number, smallTerm), 2, 8)}])`,
  text`{max(${near}, ${near}), min(${near}, ${near})}`,
  text`[{A < B, A == B, A =:= B} || A <- [${commas(near, 1, 3)}], B <- [${commas(near, 1, 3)}]]`,
  text`maps:from_list([{K, ok} || K <- [${commas(oneOf(number, smallTerm), 1, 9)}]])`,
  text`maps:to_list(#{${commas(text`${oneOf(number, smallTerm)} => 1`, 1, 9)}})`,
  text`lists:sort([{X, X} || X <- [${commas(number, 2, 8)}]])`,
  text`lists:keysort(1, [${commas(text`{${number}, ${smallTerm}}`, 2, 6)}])`,
  text`[erlang:phash2(X) || X <- [${commas(near, 1, 3)}]]`,
  text`lists:uniq([${commas(number, 2, 8)}])`,
  text`[${commas(near, 0, 5)}] ${oneOf("--", "++")} [${commas(near, 0, 4)}]`,
);

const odd = weighted([20, number], [1, smallTerm]);
const shift = fc.integer({ min: -70, max: 130 }).map(String);
const arith: Text = grown(odd, 3, (below) =>
  weighted(
    [4, text`${below} ${words("+ - * / div rem band bor bxor")} ${below}`],
    [4, text`(${below}) ${words("+ - * / div rem band bor bxor")} (${below})`],
    [1, text`(${below}) ${words("bsl bsr")} ${shift}`],
    [1, text`${words("- + bnot not")} (${below})`],
    [1, text`-${below}`],
    [
      1,
      text`${words("abs trunc round floor ceil float is_integer is_float is_number integer_to_list float_to_list math:sqrt math:floor math:ceil")}(${below})`,
    ],
    [1, text`(${below}) ${comparison} (${below})`],
    [
      1,
      text`${words("true false")} ${words("and or xor andalso orelse")} (${below}) ${comparison} (${below})`,
    ],
    [1, text`(${below}) ${words("and or xor andalso orelse")} (${below})`],
    [1, text`${words("max min math:fmod erlang:display_nothing")}(${below}, ${below})`],
    [1, text`catch (${below})`],
  ),
);

const numbers = oneOf(
  text`io:format("~w ~p ~${words("e f g .3f .0f .10f .3e .15e .3g .5g 12.4f -10.2f 20e 5g *^12.3f .17f")}~n", [${number}, ${float}, ${oneOf(float, number)}])`,
  text`io:format("~${words("b B .16b .16B # + .36B .2b 10b 8.16.0b -8b .16x .8# .16#")}~n", [${integer}])`,
  text`float_to_list(${float}, [${oneOf("short", "{decimals, 3}", "{decimals, 10}, compact", "{scientific, 5}", "{decimals, 0}", "compact, {decimals, 20}")}])`,
  text`integer_to_list(${integer}, ${words("2 8 16 36 10 3 1 37")})`,
  text`list_to_float("${oneOf(float, number)}")`,
  text`binary_to_integer(<<"${integer}">>, ${words("10 16 36")})`,
  text`${words("2#101 16#fF_f 36#zZ9 1_000 1_0.5_0e3 8#777 $a $\\n $\\x41 $\\x{1F600} $\\101 $\\^A 2#1.1e3 16#a.8#e2 10#5")} + ${number}`,
  text`{trunc(${float}), round(${float}), floor(${float}), ceil(${float})}`,
  text`string:to_float("${number}x")`,
  text`list_to_integer("${oneOf(integer, float)}")`,
  text`io_lib:fread("~${words("d f s c 3d u # - 16u x")}", "${oneOf(number, number)} rest")`,
);

const binaries = oneOf(
  text`binary_to_term(term_to_binary(${term})) =:= ${term}`,
  text`term_to_binary(${term})`,
  text`erlang:phash2(${term})`,
  text`erlang:external_size(${term})`,
  text`binary:${words("split matches match")}(${binary}, <<"a">>)`,
  text`binary:part(${binary}, ${words("0 1 2 3")}, ${words("0 1 2 -1 9")})`,
  text`erlang:crc32(${binary})`,
  text`<<${commas(text`(${binary})/bits`, 1, 3)}>>`,
);

export const KINDS: Readonly<Record<string, Text>> = {
  terms,
  print,
  order,
  arith,
  numbers,
  bits,
  bitmatch: binaryMatch,
  compr: comprehension,
  match: matching,
  binaries,
  format: formats,
  calls,
  program,
  broken,
  literals,
  stacks,
  definitions,
};

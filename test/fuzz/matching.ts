// matching — patterns and guards, wherever they stand: =, case, if, funs, try, receive, maybe.
import fc from "fast-check";
import { commas, grown, oneOf, type Text, text, weighted, words } from "./text.ts";

const leaf = weighted(
  [4, words('1 2 a b 1.0 ok error "ab" [] {} #{} <<1,2>> <<>> true')],
  [1, words("'A_b' 0 -1 97 \"\" nil 0.0 -0.0 1_000 $a 100000000000000000000")],
);
const value: Text = grown(leaf, 2, (below) =>
  oneOf(
    text`{${commas(below, 0, 3)}}`,
    text`[${commas(below, 0, 3)}]`,
    text`[${below} | ${below}]`,
    text`#{${commas(text`${leaf} => ${below}`, 0, 3)}}`,
    text`"ab" ++ ${below}`,
  ),
);

const variable = words("A B C _ _C");
const pattern: Text = grown(oneOf(variable, leaf), 2, (below) =>
  weighted(
    [3, text`{${commas(below, 0, 3)}}`],
    [2, text`[${commas(below, 0, 3)}]`],
    [2, text`[${below} | ${below}]`],
    [2, text`#{${commas(text`${oneOf(leaf, "B", "(1+1)")} := ${below}`, 0, 2)}}`],
    [1, text`"ab" ++ ${below}`],
    [1, text`${variable} = ${below}`],
    [1, text`${below} = ${variable}`],
    [
      1,
      words(
        '<<A,B/binary>> <<A:4,_/bits>> <<"a",C/bits>> 1+1 -1 2*3 "a" 1 bsl 3 -(1) A+1 foo() {A,A} [A,A|_]',
      ),
    ],
  ),
);

const guardTest: Text = weighted(
  [
    4,
    text`${words("is_integer is_atom is_list is_tuple is_map is_binary is_float is_number is_bitstring is_boolean is_function is_pid")}(${words("A B C 1 a")})`,
  ],
  [
    4,
    text`${words("A B C")} ${words("> < =< >= == =:= /= =/=")} ${words("A B 1 a {} [] 1.0 B+1 size(A) hd(B) self()")}`,
  ],
  [
    2,
    text`${words("length size tuple_size byte_size map_size hd tl abs")}(${words("A B")}) ${words("> == =:= <")} ${words("0 1 2 a")}`,
  ],
  [
    1,
    words(
      "true false A foo is_function(A,1) is_map_key(a,A) element(1,A)==a element(3,A)==1 map_get(a,A)==1 is_record(A,a) is_record(A,a,2) A+1>2 A/B>1 lists:member(A,B) foo(A) 1 not(A) not(is_atom(A)) A=1 is_integer(A,1,5) min(A,B)==1",
    ),
  ],
);
const guard: Text = weighted(
  [4, guardTest],
  [
    2,
    text`${guardTest}${words(", ; andalso orelse and or".replaceAll(/(\w+)/g, " $1 ").trim()).map((op) => (/\w/.test(op) ? ` ${op} ` : `${op} `))}${guardTest}`,
  ],
  [1, text`${guardTest}, ${guardTest}; ${guardTest}`],
);

const result = words("{A} A ok {A,B} B {A,B,C} 1 A+B");
const clause: Text = weighted(
  [3, text`${pattern} -> ${result}`],
  [3, text`${pattern} when ${guard} -> ${result}`],
);
const clauses: Text = fc.array(clause, { minLength: 1, maxLength: 3 }).map((list) => list.join("; "));
const withArguments = (head: Text): Text => text`(${head}, ${head}) when ${guard} -> ${result}; (_, _) -> no`;

const raising = oneOf(
  text`${words("throw error exit")}(${value})`,
  text`error(${value}, [${commas(value, 0, 2)}])`,
  text`erlang:raise(${words("throw error exit foo")}, ${value}, [])`,
  text`${value} = ${value}`,
  words(
    "1/0 a+1 hd([]) foo:bar(1) foo() lists:nth(5,[1]) (fun(1)->2end)(3) maps:get(a,#{}) element(5,{1}) atom_to_list(1) #{a:=1}=#{a=>2} x=y",
  ),
);
const classPattern = oneOf(
  text`${words("throw error exit C _")}:${pattern}`,
  pattern,
  text`${words("error _ C")}:${words("R badarg _ {badmatch,V}")}:S when is_list(S)`,
);

export const matching: Text = weighted(
  [4, text`${pattern} = ${value}`],
  [4, text`case ${value} of ${clauses} end`],
  [2, text`A = ${value}, case ${value} of ${clauses} end`],
  [2, text`A = ${value}, B = ${value}, if ${guard} -> yes; ${guard} -> second end`],
  [2, text`A = ${value}, B = ${value}, C = 1, if ${guard} -> yes; true -> no end`],
  [2, text`(fun(${pattern}) -> ${result} end)(${value})`],
  [1, text`(fun(${pattern}) when ${guard} -> ${result}; (${pattern}) -> ${result} end)(${value})`],
  [1, text`(fun ${withArguments(pattern)} end)(${value}, ${value})`],
  [2, text`try ${value} of ${clauses} catch _:_ -> caught end`],
  [2, text`try ${raising} catch ${classPattern} -> {caught, ${result}} end`],
  [2, text`try ${raising} catch ${words("C:R:_ E:R throw:R error:R exit:R R")} -> {caught, R} after ok end`],
  [2, raising],
  [1, text`maybe ${pattern} ?= ${value}, ${result} end`],
  [1, text`maybe ${pattern} ?= ${value}, ${result} else ${clauses} end`],
  [1, text`begin ${pattern} = ${value}, ${pattern} = ${value}, ${result} end`],
  [
    1,
    text`self() ! ${value}, receive ${clauses} after 0 -> timeout end`.map(
      (code) => `${code}, receive _ -> flushed after 0 -> empty end`,
    ),
  ],
  [1, text`(${value})#{${commas(text`${leaf} ${words("=> :=")} ${value}`, 1, 2)}}`],
);

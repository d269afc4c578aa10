// definitions — functions, types, specs and records typed at the prompt, used, and listed as the shell shows them.
import fc from "fast-check";
import { expression, pattern, when } from "./programs.ts";
import { commas, grown, oneOf, type Text, text, weighted, words } from "./text.ts";

const variable = words("A B T _ Xs");
const simple = weighted([
  6,
  words(
    "integer() atom() term() any() binary() pid() t() u(A) lists:list(B) list() list(a) nonempty_list(b) ok 'Q r' 1 -1 1..5 -2..2 $a [] {} #{} #p{} <<>> <<_:8>> <<_:_*4>> <<_:8,_:_*1>> fun() string() [a,...] A _ map() tuple() none() no_return() char() 16#ff erlang:timeout() a|b",
  ),
]);
const type: Text = grown(simple, 3, (below) =>
  weighted(
    [3, text`${below} | ${below}`],
    [2, text`{${commas(below, 1, 4)}}`],
    [2, text`[${below}]`],
    [1, text`[${below}, ...]`],
    [2, text`#{${commas(text`${below} ${words("=> :=")} ${below}`, 1, 3)}}`],
    [2, text`fun((${commas(below, 0, 3)}) -> ${below})`],
    [1, text`fun((...) -> ${below})`],
    [1, text`#p{x :: ${below}}`],
    [1, text`(${below})`],
    [1, text`${variable} :: ${below}`],
    [1, text`t1(${commas(below, 0, 3)})`],
    [1, text`m:t2(${commas(below, 0, 3)})`],
    [1, text`list(${below})`],
    [1, text`${words("1 2 -3")} ${words("+ - * div bsl")} ${words("1 2")}`],
    [
      1,
      text`a_long_type_name_that_takes_room(${below}, ${below}) | another_long_type_name_that_takes_room(${below})`,
    ],
  ),
);

const head = text`(${commas(type, 0, 3)}) -> ${type}`;
const constrained = weighted(
  [3, head],
  [1, text`(A, B) -> ${type} when A :: ${type}, B :: ${type}`],
  [1, text`(${type}) -> ${type}; (${type}, ${type}) -> ${type}`],
  [1, text`(${type}) -> ${type}; (${type}) -> ${type}`],
);
const body = fc.array(expression, { minLength: 1, maxLength: 3 }).map((list) => list.join(", "));
const clause = text`(${pattern}, ${pattern})${when} -> ${body}`;
const name = words("f1 f2 'f 3' sq length f1");

const field = weighted(
  [2, words("x y z 'D'")],
  [2, text`${words("x y z")} = ${expression}`],
  [2, text`${words("x y z")} :: ${type}`],
  [2, text`${words("x y z")} = ${expression} :: ${type}`],
);

/** A definition, what the shell says of all there are, and what forgets it. */
export const definitions: Text = oneOf(
  text`-type v(${commas(words("A B _"), 0, 2)}) :: ${type}. lt(), tf(v).`,
  text`-nominal w() :: ${type}. lt(), tf(w).`,
  text`-spec f1${constrained}. lf(), ff(f1,0), ff(f1,1), ff(f1,2), ff(f1,3).`,
  text`-record(r, {${commas(field, 0, 4)}}). lr(), rl(r). #r{}. rf(r)`,
  text`${name}${clause}. lf(), ff(f1,2), ff(f2,2), ff('f 3',2). f1(1, a)`,
  fc
    .tuple(name, fc.array(clause, { minLength: 2, maxLength: 3 }))
    .map(
      ([first, list]) =>
        `${list.map((one) => `${first}${one}`).join("; ")}. f1({a,1}, [1,2]). lf(), ff(f1,2)`,
    ),
  // With its records expanded, if it has any, by names that OTP makes up.
  text`F = fun${clause} end, b()`.filter((code) => !/#[pq]|is_record/.test(code)),
  text`F = fun G${clause} end, b()`.filter((code) => !/#[pq]|is_record/.test(code)),
).map((code) => code.replace(/\.$/, ""));

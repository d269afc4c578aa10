// programs — expressions of every kind, nested and sharing variables; the same with tokens lost, doubled or exchanged.
import fc from "fast-check";
import { commas, grown, oneOf, phrases, type Text, text, weighted, words } from "./text.ts";

/** What every session begins with: records, functions and types that the programs use. */
export const PRELUDE = [
  "-record(p, {x, y = 1}).",
  "-record(q, {a = 7, b = [1], c :: atom(), 'D' = \"s\"}).",
  "sq(X) -> X * X.",
  "pick(a, _) -> one; pick(_, B) when is_atom(B) -> B; pick(X, Y) -> {X, Y}.",
  "count(0) -> []; count(N) when is_integer(N), N > 0, N < 9 -> [N | count(N - 1)].",
  "-type t() :: integer().",
];

const variable = weighted([6, words("X Y Z")], [1, words("_ _X A")]);
const bound = weighted([8, words("X Y Z")], [1, words("A _")]);
const literal = weighted(
  [4, words('0 1 2 -1 a b ok true false [] {} #{} 1.5 "ab" <<1,2>> <<"xyz">> $c')],
  [
    1,
    words("'Ab' 100000000000000000000 [1|2] #p{} {a,1} {b,2} {error,x} [1,2,3] [a,b] #{a=>1} #{1=>a,b=>2}"),
  ],
);
const leaf = weighted([3, literal], [3, bound]);

export const pattern: Text = grown(weighted([3, variable], [3, literal]), 2, (below) =>
  weighted(
    [3, text`{${commas(below, 0, 3)}}`],
    [2, text`[${below} | ${below}]`],
    [1, text`[${commas(below, 0, 3)}]`],
    [1, text`#{${words("a b 1 X")} := ${below}}`],
    [2, text`#p{${words("x y _ z")} = ${below}}`],
    [1, text`#q{a = ${below}, _ = ${below}}`],
    [1, text`${below} = ${below}`],
    [1, words("<<X,Y/binary>> <<X:Y>> <<Y:4,X:Y,_/bits>> #p{} #p.x #nosuch{} #p{x=1,x=2} _A")],
  ),
);

const test: Text = weighted(
  [
    4,
    text`${words("is_integer is_atom is_list is_tuple is_map is_binary is_float is_number is_boolean is_function is_pid is_port is_reference is_bitstring")}(${bound})`,
  ],
  [4, text`${bound} ${words("> < =< >= == =:= /= =/=")} ${leaf}`],
  [
    2,
    text`${words("length hd tl size tuple_size byte_size bit_size map_size abs round trunc float ceil floor node")}(${bound}) ${words("> == =< =:=")} ${leaf}`,
  ],
  [2, text`is_record(${bound}, ${words("p q p,3 p,2 nosuch X p,X")})`],
  [
    2,
    phrases(
      "X#p.x == 1",
      "X#q.'D' == a",
      "is_map_key(a, X)",
      "map_get(a, X) == 1",
      "element(1, X) == a",
      "binary_part(X, 0, 1) == Y",
      "is_function(X, 2)",
      "self() == X",
      "sq(X) > 1",
      "lists:max(X) > 1",
      "X = 1",
      "not X",
      "not (X > 1)",
      "true",
      "X + Y > 2",
      "X",
      "-X < 0",
      "is_integer(X, 0, 9)",
      "min(X, Y) == 1",
      "<<X>> == Y",
      "{X, Y} == Z",
      "#p{x = X} == Y",
      "#{a => X} == Y",
      "X#{a => 1} == Y",
      '"a" ++ "b" == X',
    ),
  ],
);
const guard: Text = weighted(
  [4, test],
  [1, text`${test}, ${test}`],
  [1, text`${test}; ${test}`],
  [1, text`${test} ${words("andalso orelse and or xor")} ${test}`],
);
export const when = weighted([2, fc.constant("")], [1, text` when ${guard}`]);

const grow = (below: Text): Text => {
  const body = weighted(
    [4, below],
    [1, text`${variable} = ${below}, ${below}`],
    [1, text`${below}, ${below}`],
  );
  const clause = text`${pattern}${when} -> ${body}`;
  const clauses = fc.array(clause, { minLength: 1, maxLength: 3 }).map((list) => list.join("; "));
  const fun = weighted(
    [3, text`fun(${pattern})${when} -> ${body} end`],
    [1, text`fun(${pattern})${when} -> ${body}; (${pattern}) -> ${body} end`],
    [1, text`fun(${pattern}, ${pattern}) -> ${body} end`],
    [1, text`fun F(${pattern}) -> ${body} end`],
    [1, text`fun() -> ${body} end`],
    [1, words("fun sq/1 fun lists:reverse/1 fun erlang:abs/1 fun abs/1 fun pick/2")],
  );
  const caught = oneOf(
    text`${words("throw error exit _ E C")}:${pattern}${when} -> ${below}`,
    text`${pattern}${when} -> ${below}`,
    text`${words("error _ C")}:${words("_ R badarith")}:S when is_list(S) -> ${below}`,
  );
  return weighted(
    [2, text`{${commas(below, 0, 3)}}`],
    [2, text`[${commas(below, 0, 3)}]`],
    [1, text`[${below} | ${below}]`],
    [1, text`#{${commas(text`${below} => ${below}`, 0, 2)}}`],
    [1, text`(${below})#{${words("a b 1 X")} ${words("=> :=")} ${below}}`],
    [3, text`(${below}) ${words("+ - * / div rem ++ -- < == =:= andalso orelse and bsl")} (${below})`],
    [1, text`${words("- not bnot +")} (${below})`],
    [3, text`${pattern} = ${below}`],
    [2, text`begin ${body} end`],
    [3, text`case ${below} of ${clauses} end`],
    [2, text`if ${guard} -> ${body}; true -> ${below} end`],
    [1, text`if ${guard} -> ${body}; ${guard} -> ${below} end`],
    [2, text`try ${body} catch ${caught} end`],
    [1, text`try ${body} of ${clauses} catch ${caught} end`],
    [1, text`try ${body} of ${clauses} catch ${caught}; ${caught} after ${below} end`],
    [1, text`try ${body} after ${below} end`],
    [1, text`(catch ${below})`],
    [1, text`maybe ${pattern} ?= ${below}, ${body} end`],
    [1, text`maybe ${body}, ${pattern} ?= ${below}, ${below} else ${clauses} end`],
    [2, text`(${fun})(${below})`],
    [1, text`(${fun})(${below}, ${below})`],
    [1, text`lists:${words("map filter foreach flatmap")}(${fun}, ${below})`],
    [1, text`lists:foldl(${fun}, ${below}, ${below})`],
    [
      1,
      text`self() ! ${below}, receive ${clauses} after 0 -> ${below} end`.map((code) => `begin ${code} end`),
    ],
    [1, text`[${below} || ${pattern} <- ${below}]`],
    [1, text`[${below} || ${pattern} <- ${below}, ${guard}]`],
    [1, text`<< <<(${below})>> || ${pattern} <- ${below} >>`],
    [1, text`#{${below} => ${below} || ${pattern} := ${pattern} <- ${below}}`],
    [1, text`${words("sq count abs hd tl length atom_to_list nosuch tuple_size is_atom element")}(${below})`],
    [
      1,
      text`${words("pick element max lists:member lists:nth maps:get throw error exit")}(${below}, ${below})`,
    ],
    [1, text`${words("throw error exit")}(${below})`],
    [2, text`#p{${words("x y _ z")} = ${below}}`],
    [1, text`#q{a = ${below}, ${words("b c 'D' _")} = ${below}}`],
    [2, text`(${below})#p{${words("x y z")} = ${below}}`],
    [2, text`(${below})#${words("p.x p.y q.a q.'D' p.z nosuch.x")}`],
    [
      1,
      words(
        "#p.x #p.y #q.'D' #p.z #nosuch.x #nosuch{} #p{x=1,x=2} record_info(fields,p) record_info(size,q)",
      ),
    ],
    [1, text`<<(${below}):${words("8 16 4 X Y")}, ${words("1 X/binary Y/bits 2:Z")}>>`],
    [1, text`element(${words("1 2 3")}, ${below})`],
  );
};
export const expression = grow(grown(leaf, 2, grow));

const before = phrases(
  "X = 1, Y = [1, 2], Z = a, ",
  "X = {a, 1}, Y = 2, Z = b, ",
  "X = #{a => 1}, Y = 2, Z = 1.5, ",
  "X = fun(A) -> A + 1 end, Y = [3], Z = 0, ",
  "X = #p{x = 2}, Y = X, Z = #q{}, ",
  'X = "ab", Z = <<1, 2>>, ',
);

export const program: Text = weighted(
  [1, expression],
  [7, text`${before}${expression}`],
  [1, text`X = ${expression}, ${expression}`],
  [1, text`${expression}, ${expression}`],
);

/** Programs that show the whole stacktrace of what they raise. */
export const stacks: Text = weighted(
  [3, text`${before}catch ${expression}`],
  [1, text`${before}try ${expression} catch _:_:S -> S end`],
  [1, text`${before}(fun() -> catch ${expression} end)()`],
  [1, text`${before}catch (fun() -> ${expression} end)()`],
  [1, text`${before}catch lists:map(fun(_) -> ${expression} end, [1])`],
  [1, text`${before}G = fun(V) -> ${expression} end, catch {G(X)}`],
  // In a function that is typed at the prompt OTP 29 takes record_info/2 for a function of the shell.
  [
    1,
    text`local(V, X, Y) -> Z = 1, ${expression}. catch {local(1, 2, 3)}. ff(local, 3)`.filter(
      (code) => !code.includes("record_info"),
    ),
  ],
);

/** A program's tokens, near enough: strings, quoted atoms and characters are whole. */
const TOKEN =
  /"[^"]*"|'[^']*'|\$.|[A-Za-z_][\w@]*|\d+\.\d+|\d+|<<|>>|->|<-|<=|:=|=>|\|\||\+\+|--|==|=:=|=\/=|\/=|=<|>=|\?=|\S/g;

const MORE = words(
  "( ) [ ] { } , ; -> end of when || | = := => <- . : # fun case X a 1 + - ! catch begin else after << >> / ?= && maybe ?",
);

/** One that the parser refuses, as a rule. What would wait, or go on for ever, is left out. */
export const broken: Text = fc
  .tuple(
    program.filter((code) => !/receive|count|[$]/.test(code)),
    fc.array(
      fc.tuple(fc.constantFrom("lose", "double", "exchange", "insert", "replace"), fc.nat(999), MORE),
      {
        minLength: 1,
        maxLength: 2,
      },
    ),
  )
  .map(([code, changes]) => {
    const tokens = code.match(TOKEN) ?? [];
    for (const [how, where, other] of changes) {
      const at = where % (tokens.length + 1);
      if (how === "lose") tokens.splice(at, 1);
      else if (how === "double") tokens.splice(at, 0, tokens[at] ?? "");
      else if (how === "insert") tokens.splice(at, 0, other);
      else if (how === "replace") tokens.splice(at, 1, other);
      else tokens.splice(at, 2, ...tokens.slice(at, at + 2).reverse());
    }
    // A dot with a space behind it would end the expression.
    return tokens.join(" ").replaceAll(". ", ".").replace(/\.$/, "");
  });

const piece = words(
  'a b \\n \\" \\\\ \\x41 \\x{1F600} \\101 \\^A \\e \\s \\d \\q é € ~ % # \\xZ \\x{} \\x{110000} \\400 \\^a \\x{D800} \\0 )',
);
const pieces = fc.array(piece, { maxLength: 5 }).map((list) => list.join(""));
const plain = fc.array(words("a b \\n ~ % é € # \\x41 \\s 1"), { maxLength: 5 }).map((list) => list.join(""));
const sigil = words("~ ~s ~S ~b ~B ~x ~bs ~sx ~");

/** Strings, characters, quoted atoms and sigils, the wrong ones too. */
const tick = fc.constant("`");

export const literals: Text = weighted(
  [3, text`"${pieces}"`],
  [2, text`'${pieces}'`],
  [1, text`"${pieces}" "${pieces}"`],
  [2, text`$${piece}`],
  [4, text`${sigil}"${plain}"`],
  [1, text`${sigil}(${plain})`],
  [1, text`${sigil}[${plain}]`],
  [1, text`${sigil}{${plain}}`],
  [1, text`${sigil}<${plain}>`],
  [1, text`${sigil}/${plain}/`],
  [1, text`${sigil}|${plain}|`],
  [1, text`${sigil}'${plain}'`],
  [1, text`${sigil}${tick}${plain}${tick}`],
  [1, text`${sigil}#${plain}#`],
  [1, text`${sigil}"${plain}"${words('x s 1 [] "a" {} <<>>')}`],
  [
    2,
    text`${words("~s ~S ~b ~B ~ _ ")}"""¶${words(" s")}${plain}¶ ${plain}¶ """`.map((code) =>
      code.replace("_ ", "").replaceAll("¶", "\n"),
    ),
  ],
  [1, text`"""¶${plain}¶${plain}¶"""`.map((code) => code.replaceAll("¶", "\n"))],
  [1, text`<<${sigil}"${plain}">>`],
  [
    1,
    text`${words("1_0 1__0 1_ 16#fg 37#1 1#0 36#zz 2#102 0x10 1.0e 1.e3 1.5e400 1e5 1.0_1 16#f.8#e1 2#1.1 1.0e-400 08 1_000.5 10#1_0 16#_1")}`,
  ],
);

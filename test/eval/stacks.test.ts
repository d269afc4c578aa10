// The stack of an exception, where OTP 29's evaluator would stand: recorded from processes that die of each.
import { expect, test } from "vitest";
import type { Exception, StackItem } from "../../src/terms/exception.ts";
import { Session } from "./driver.ts";

const RECORDED: readonly (readonly [fun: string, items: string])[] = [
  ["fun() -> 1/0 end", "erlang://args"],
  ["fun() -> 1/0, ok end", "erlang://args erl_eval:do_apply/7:1048 erl_eval:exprs/6:276"],
  ["fun() -> error(oops) end", "shell:apply_fun/3:1209"],
  ["fun() -> error(oops), ok end", "shell:apply_fun/3:1209 erl_eval:do_apply/7:1048 erl_eval:exprs/6:276"],
  [
    "fun() -> {ok, error(oops)} end",
    "shell:apply_fun/3:1209 erl_eval:do_apply/7:1048 erl_eval:expr_list/7:1664 erl_eval:expr_list/5:1660 erl_eval:expr/6:451",
  ],
  [
    "fun() -> X = error(oops), X end",
    "shell:apply_fun/3:1209 erl_eval:do_apply/7:1048 erl_eval:expr/6:792 erl_eval:exprs/6:276",
  ],
  ["fun() -> case hd([]) of x -> ok end end", "erlang:hd/args erl_eval:do_apply/7:1048 erl_eval:expr/6:608"],
  ["fun() -> case 1 of x -> ok end end", "erl_eval:case_clauses/8:1744"],
  ["fun() -> case 1 of x -> ok end, 3 end", "erl_eval:case_clauses/8:1744 erl_eval:exprs/6:276"],
  ["fun() -> 2 = 1 end", "erl_eval:expr/6:796"],
  ["fun() -> 2 = 1, ok end", "erl_eval:expr/6:796 erl_eval:exprs/6:276"],
  [
    "fun() -> [1,{hd([])}|3] end",
    "erlang:hd/args erl_eval:do_apply/7:1048 erl_eval:expr_list/7:1664 erl_eval:expr_list/5:1660 erl_eval:expr/6:451 erl_eval:expr/6:441 erl_eval:expr/6:442",
  ],
  ["fun() -> (fun(X) -> hd(X) end)(1) end", "erlang:hd/args"],
  [
    "fun() -> (fun(x) -> ok end)(1) end",
    "erl_eval:-inside-an-interpreted-fun-/args erl_eval:eval_fun/8:1588",
  ],
  [
    "fun() -> (fun(x) -> ok end)(1), ok end",
    "erl_eval:-inside-an-interpreted-fun-/args erl_eval:eval_fun/8:1588 erl_eval:exprs/6:276",
  ],
  ["fun() -> (fun(x) -> ok end)(), ok end", "erl_eval:do_apply/6:1014 erl_eval:exprs/6:276"],
  ["fun() -> (fun(x) -> ok end)() end", "erl_eval:do_apply/6:1014"],
  ["fun() -> x(), ok end", "shell:shell_undef/2:1635 erl_eval:local_func/8:949 erl_eval:exprs/6:276"],
  ["fun() -> x() end", "shell:shell_undef/2:1635 erl_eval:local_func/8:949"],
  [
    "fun() -> try hd(1) catch throw:_ -> ok end end",
    "erlang:hd/args erl_eval:do_apply/7:1048 erl_eval:try_clauses/10:1690",
  ],
  [
    "fun() -> try hd(1) after ok end end",
    "erlang:hd/args erl_eval:do_apply/7:1048 erl_eval:try_clauses/10:1690",
  ],
  [
    "fun() -> [hd(X) || X <- [1]] end",
    "erlang:hd/args erl_eval:do_apply/7:1048 erl_eval:expr_list/7:1664 erl_eval:eval_lc1/7:1078 erl_eval:eval_generate/9:1462 erl_eval:eval_lc/7:1061",
  ],
  ["fun() -> [X || X <- 1] end", "erl_eval:eval_generate/9:1472 erl_eval:eval_lc/7:1061"],
  [
    "fun() -> [X || X <- [1], begin hd(X) end] end",
    "erlang:hd/args erl_eval:do_apply/7:1048 erl_eval:eval_filter/7:1520 erl_eval:eval_generate/9:1462 erl_eval:eval_lc/7:1061",
  ],
  ["fun() -> foo:bar(1), ok end", "foo:bar/args erl_eval:do_apply/7:1048 erl_eval:exprs/6:276"],
  ["fun() -> foo:bar(1) end", "foo:bar/args"],
  [
    "fun() -> #{hd(1) => 2} end",
    "erlang:hd/args erl_eval:do_apply/7:1048 erl_eval:eval_map_fields/6:1545 erl_eval:expr/6:598",
  ],
  [
    "fun() -> #{2 => hd(1)} end",
    "erlang:hd/args erl_eval:do_apply/7:1048 erl_eval:eval_map_fields/6:1546 erl_eval:expr/6:598",
  ],
  [
    "fun() -> (#{})#{2 := 1} end",
    "maps:update/args erl_eval:-expr/6-fun-4-/2:594 lists:foldl/3:2465 erl_eval:expr/6:591",
  ],
  ["fun() -> (3)#{2 := 1} end", "maps:put/args erl_eval:expr/6:590"],
  [
    "fun() -> <<a>> end",
    "eval_bits:eval_exp_field/6:148 eval_bits:create_binary/2:82 eval_bits:expr_grp/5:73 erl_eval:expr/6:843",
  ],
  [
    "fun() -> <<(hd(1))>> end",
    "erlang:hd/args erl_eval:do_apply/7:1048 eval_bits:eval_field/5:111 eval_bits:expr_grp1/6:76 eval_bits:expr_grp/5:72 erl_eval:expr/6:843",
  ],
  [
    "fun() -> <<1:(-1)>> end",
    "eval_bits:eval_exp_field/6:148 eval_bits:create_binary/2:82 eval_bits:expr_grp/5:73 erl_eval:expr/6:843",
  ],
  ["fun() -> receive after a -> ok end end", "prim_eval:receive/2 erl_eval:receive_clauses/8:1758"],
  [
    "fun() -> receive after hd(1) -> ok end end",
    "erlang:hd/args erl_eval:do_apply/7:1048 erl_eval:expr/6:615",
  ],
  ["fun() -> begin hd(1), ok end end", "erlang:hd/args erl_eval:do_apply/7:1048 erl_eval:exprs/6:276"],
  ["fun() -> if 1 > 2 -> 1 end end", "erl_eval:if_clauses/7:1683"],
  [
    "fun() -> maybe x ?= hd(1) end end",
    "erlang:hd/args erl_eval:do_apply/7:1048 erl_eval:maybe_match_exprs/4:286 erl_eval:expr/6:799",
  ],
  ["fun() -> maybe x ?= 1 else y -> 2 end end", "erl_eval:expr/6:810"],
  ["fun() -> 3 andalso true end", "erl_eval:expr/6:823"],
  ["fun() -> hd(1) andalso 3 end", "erlang:hd/args erl_eval:do_apply/7:1048 erl_eval:expr/6:817"],
  ["fun() -> 1 + (2 * a) end", "erlang:*/args erl_eval:do_apply/7:1048 erl_eval:expr/6:838"],
  ["fun() -> (2 * a) + 1 end", "erlang:*/args erl_eval:do_apply/7:1048 erl_eval:expr/6:837"],
  ["fun() -> - (2 * a) end", "erlang:*/args erl_eval:do_apply/7:1048 erl_eval:expr/6:814"],
  [
    "fun() -> abs(2 * a) end",
    "erlang:*/args erl_eval:do_apply/7:1048 erl_eval:expr_list/7:1664 erl_eval:expr_list/5:1660 erl_eval:expr/6:765",
  ],
  ["fun() -> (2*a)(3) end", "erlang:*/args erl_eval:do_apply/7:1048 erl_eval:expr/6:771"],
  ["fun() -> a(3) end", "shell:shell_undef/2:1635 erl_eval:local_func/8:949"],
  ["fun() -> (3)(3) end", "shell:apply_fun/3:1211"],
  ["fun() -> (3)(3), ok end", "shell:apply_fun/3:1211 erl_eval:do_apply/6:1035 erl_eval:exprs/6:276"],
  ["fun() -> {a,b}(3), ok end", "erl_eval:expr/6:775 erl_eval:exprs/6:276"],
  ["fun() -> catch hd(1), hd(3) end", "erlang:hd/args"],
  ["fun() -> throw(x) end", "shell:apply_fun/3:1209"],
  ["fun() -> throw(x), ok end", "shell:apply_fun/3:1209 erl_eval:do_apply/7:1048 erl_eval:exprs/6:276"],
  ["fun() -> try throw(a) catch a -> hd(1) end end", "erlang:hd/args erl_eval:try_clauses/10:1707"],
  [
    "fun() -> try 1 of 1 -> hd(1), ok catch a -> 1 end end",
    "erlang:hd/args erl_eval:do_apply/7:1048 erl_eval:exprs/6:276 erl_eval:try_clauses/10:1696",
  ],
  [
    "fun() -> try hd(1) after hd(2) end end",
    "erlang:hd/args erl_eval:do_apply/7:1048 erl_eval:try_clauses/10:1715",
  ],
];

function shown(item: StackItem): string {
  const arity = typeof item.arity === "number" ? item.arity : "args";
  const line = item.line === undefined ? "" : `:${item.line}`;
  return `${Symbol.keyFor(item.module)}:${Symbol.keyFor(item.name)}/${arity}${line}`;
}

test("a process that dies shows the frames that the evaluator of OTP would have", () => {
  for (const [fun, items] of RECORDED) {
    const session = new Session();
    let died: Exception | undefined;
    session.system.report = ({ exception }) => {
      died = exception;
    };
    session.run(`spawn(${fun}).`);
    session.host.run();
    expect(`${fun} ${died?.items.map(shown).join(" ")}`).toBe(`${fun} ${items}`);
  }
});

test("a stack has at most eight items", () => {
  const session = new Session();
  const answer = session.run("{[1 + {{hd([])}}]}.");
  expect("exception" in answer && answer.exception.items.length).toBe(8);
});

// What the shell prints for a call with wrong arguments is what OTP's shell prints.
import { expect, test } from "vitest";
import { ScriptedSession } from "../../src/shell/scripted-session.ts";

/** What is printed for each expression, blanks and line breaks aside. */
const REPORTS: Record<string, string> = {
  "timer:seconds(a).": `** exception error: an error occurred when evaluating an arithmetic expression
    in operator */2 called as a * 1000 in call from timer:seconds/1 (timer.erl:687)`,
  "timer:tc(a, [1]).": `** exception error: bad function a
    in function timer:tc/3 (timer.erl:633) in call from timer:tc/3 (timer.erl:633)`,
  "timer:tc(lists, seq, [1|2]).": `** exception error: bad argument
    in function apply/3 called as apply(lists,seq,[1|2]) *** argument 3: not a proper list
    in call from timer:tc/4 (timer.erl:658)`,
  "atomics:sub(1, 1, a).": `** exception error: an error occurred when evaluating an arithmetic expression
    in function atomics:sub/3 called as atomics:sub(1,1,a)
    *** argument 1: invalid atomics reference *** argument 3: not an integer`,
  "atomics:new(1 bsl 70, []).": `** exception error: a system limit has been reached
    in function atomics:new/2 called as atomics:new(1180591620717411303424,[])
    *** argument 1: atomics array size reached a system limit`,
  'io_lib:fwrite("~p", a, []).': `** exception error: bad argument
    in function io_lib:format/2 called as io_lib:format("~p",a)`,
  "io_lib:write_atom(1).": `** exception error: bad argument
    in function atom_to_list/1 called as atom_to_list(1) *** argument 1: not an atom
    in call from io_lib:write_possibly_quoted_atom/2 (io_lib.erl:964)`,
  "io_lib:write_string([a]).": `** exception error: no function clause matching
    io_lib:write_string1(unicode_as_unicode,[a],34) (io_lib.erl:1165)
    in function io_lib:write_string/2 (io_lib.erl:1028)`,
  "io_lib:print({a,1}, 1, 80, x).": `** exception error: an error occurred when evaluating an arithmetic expression
    in operator -/2 called as x - 1 in call from io_lib_pretty:print/10 (io_lib_pretty.erl:151)`,
  'io_lib:fread(a, "12", "~d").': `** exception error: no function clause matching
    io_lib_fread:fread(a,"12","~d") (io_lib_fread.erl:56)`,
  "uri_string:parse(a).": `** exception error: no function clause matching
    uri_string:parse(a) (uri_string.erl:546)`,
  "uri_string:compose_query([a]).": `** exception error: no function clause matching
    uri_string:compose_query([a],[{encoding,utf8}],false,<<>>) (uri_string.erl:1004)
    in function uri_string:compose_query/2 (uri_string.erl:999)`,
  'uri_string:compose_query([{"a",1}]).': "{error,invalid_input,1}",
  "ets:delete_all_objects(nosuch).": `** exception error: bad argument
    in function ets:internal_delete_all/2 called as ets:internal_delete_all(nosuch,undefined)
    *** argument 1: the table identifier does not refer to an existing ETS table
    in call from ets:delete_all_objects/1 (ets.erl:387)`,
  "ets:foldl(a, b, nosuch).": `** exception error: bad argument
    in function ets:soft_whereis/1 called as ets:soft_whereis(nosuch)
    *** argument 1: the table identifier does not refer to an existing ETS table
    in call from ets:foldl/3 (ets.erl:2495)`,
  "ets:test_ms({a,1}, [{'$1',b,['$3']}]).": `{error,[{error,"Match expression is not a list."},
    {error,"Variable $3 is unbound."}]}`,
  "ets:test_ms({a,1}, [{'$1',[],[{}]}]).": `{error,[{error,
    "{} is neither a function call, nor a tuple (tuples are written {{ ... }})."}]}`,
  "filename:extension([1|2]).": `** exception error: no function clause matching
    filename:do_flatten(2,[]) (filename.erl:1098)
    in function filename:do_flatten/2 (filename.erl:1103) in call from filename:extension/1 (filename.erl:571)`,
  'filename:join(["a",1]).': `** exception error: no function clause matching
    filename:join("a",1) (filename.erl:638) in function filename:join/1 (filename.erl:621)`,
  "filename:append(a, b).": `** exception error: bad argument
    in operator ++/2 called as a ++ [47|b] in call from filename:append/2 (filename.erl:748)`,
  "erl_scan:line(a).": `** exception error: bad argument
    in function element/2 called as element(2,a) *** argument 2: not a tuple
    in call from erl_scan:line/1 (erl_scan.erl:384)`,
  'erl_scan:string("a b %c\\n", 1, [return]).': `{ok,[{atom,1,a},{white_space,1," "},{atom,1,b},
    {white_space,1," "},{comment,1,"%c"},{white_space,1,"\\n"}],2}`,
  "erl_scan:format_error(1).": '"1"',
  "erl_parse:format_error(a).": '"a"',
  'erl_parse:format_error(["a",$b]).': '["a",98]',
  "erl_eval:expr(foo, []).": `** exception error: no function clause matching
    erl_eval:expr(foo,[],none,none,none,#{}) (erl_eval.erl:421)`,
  "erl_eval:expr({op,1,'+',{integer,1,1},foo}, []).":
    "** exception error: no function clause matching erl_eval:expr(foo)",
  "erl_anno:line(a).": `** exception error: bad argument
    in function erl_anno:anno_info/3 called as erl_anno:anno_info(a,location,0)
    in call from erl_anno:line/1 (erl_anno.erl:330)`,
  'erl_anno:set_generated(true, [{file,"f"},{location,1}]).': '[{generated,true},{file,"f"},{location,1}]',
  "erl_anno:set_generated(false, [{generated,true},{location,1}]).": "1> 1",
  "erl_internal:op_type(foo, 1).": `** exception error: no function clause matching
    erl_internal:op_type(foo,1) (erl_internal.erl:231)`,
  'uri_string:unquote("%zz").': '{error,invalid_percent_encoding,<<"%zz">>}',
};

const squeezed = (text: string): string => text.replace(/\s+/g, "");

test.each(Object.entries(REPORTS))("%s", async (expression, report) => {
  const output = await new ScriptedSession().run(`${expression}\n`);
  expect(squeezed(output)).toContain(squeezed(report));
});

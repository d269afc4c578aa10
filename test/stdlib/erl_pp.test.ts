// erl_pp: forms, expressions and guards as text, its options, and what it says of terms that are no code.
import { prints } from "./prints.ts";

prints({
  '[io:put_chars(erl_pp:form(F)) || F <- [{attribute,1,module,m},{attribute,1,import,{lists,[{map,2},{foldl,3}]}},{attribute,1,compile,[export_all,{a,"b"}]},{attribute,1,export_type,[{t,0}]},{attribute,1,export,[]},{attribute,1,file,{"a",1}},{attribute,1,foo,#{a => 1}},{attribute,1,optional_callbacks,[{f,1}]},{attribute,1,export,[{aaaaaaaaaaaaaaaaaaaaaaaaaaaaa,1},{bbbbbbbbbbbbbbbbbbbbbbbbbbbbb,2},{ccccccccccccccccccccc,3}]}]].': `-module(m).
-import(lists, [map/2,foldl/3]).
-compile([export_all, {a, "b"}]).
-export_type([t/0]).
-export([]).
-file("a", 1).
-foo(#{a => 1}).
-optional_callbacks([f/1]).
-export([aaaaaaaaaaaaaaaaaaaaaaaaaaaaa/1,
    bbbbbbbbbbbbbbbbbbbbbbbbbbbbb/2,
    ccccccccccccccccccccc/3]).
[ok,ok,ok,ok,ok,ok,ok,ok,ok]`,
  "io:put_chars(erl_pp:form(foo)).": `** exception error: no function clause matching 
    erl_pp:lform(foo,{options,none,unicode,none}) (erl_pp.erl:386)
    in function  erl_pp:form/2 (erl_pp.erl:158)`,
  "io:put_chars(erl_pp:function(foo)).": `** exception error: no function clause matching 
    erl_pp:lfunction(foo,{options,none,unicode,none}) (erl_pp.erl:629)
    in function  erl_pp:function/2 (erl_pp.erl:191)`,
  "io:put_chars(erl_pp:attribute(foo)).": `** exception error: no function clause matching 
    erl_pp:lattribute(foo,{options,none,unicode,none}) (erl_pp.erl:405)
    in function  erl_pp:attribute/2 (erl_pp.erl:175)`,
  "io:put_chars(erl_pp:exprs(foo)).": `** exception error: bad generator foo
    in function  erl_pp:'-lexprs/3-lc$^0/1-0-'/3 (erl_pp.erl:1113)
    in call from erl_pp:exprs/3 (erl_pp.erl:235)`,
  "io:put_chars(erl_pp:expr(foo)).": `INVALID-FORM:foo:ok`,
  'io:put_chars(erl_pp:expr({string,1,"aλ"})).': `"a\\x{3BB}"ok`,
  'io:put_chars(erl_pp:expr({string,1,"aλ"},[{encoding,unicode}])).': `"aλ"ok`,
  "io:put_chars(erl_pp:expr({op,1,'+',{integer,1,1},{integer,1,2}},0,600,none)).": `(1 + 2)ok`,
  '{ok,T,_} = erl_scan:string("case X of a -> b end."), {ok,[E]} = erl_parse:parse_exprs(T), io:put_chars(erl_pp:expr(E, [{indent,2},{linewidth,20}])).': `case X of
    a ->
    b
endok`,
  "io:put_chars(erl_pp:guard([{op,1,'>',{var,1,'X'},{integer,1,2}},{atom,1,true}])).": `when X > 2, trueok`,
});

// erl_eval parses what the shell prints: pids, references and external funs among other terms.
import { prints } from "./prints.ts";

prints({
  '{ok,T,_} = erl_scan:string("{fun lists:map/2, a, -1, [$a|b]}.",1,[text]), erl_eval:extended_parse_term(T).': `{ok,{fun lists:map/2,a,-1,[97|b]}}`,
  '{ok,T,_} = erl_scan:string("#Fun<lists.map.2>, [1].",1,[text]), {erl_eval:extended_parse_exprs(T), erl_eval:extended_parse_term(T)}.': `{{ok,[{'fun',1,
    {function,{atom,1,lists},{atom,1,map},{integer,1,2}}},
    {cons,1,{integer,1,1},{nil,1}}]},
    {error,{1,erl_eval,"bad term"}}}`,
  '{ok,T,_} = erl_scan:string("{#Fun<lists.map.2>, #{a => \\"b\\"}}.",1,[text]), erl_eval:extended_parse_term(T).': `{ok,{fun lists:map/2,#{a => "b"}}}`,
  '{ok,T,_} = erl_scan:string("f(x).",1,[text]), {erl_eval:extended_parse_term(T), erl_eval:extended_parse_exprs(T)}.': `{{error,{1,erl_eval,"bad term"}},
    {ok,[{call,1,{atom,1,f},[{atom,1,x}]}]}}`,
  '{ok,T,_} = erl_scan:string("{a, .",1,[text]), erl_eval:extended_parse_term(T).': `{error,{1,erl_parse,["syntax error before: ","'.'"]}}`,
  '{ok,T,_} = erl_scan:string(pid_to_list(self()) ++ ".",1,[text]), {ok,P} = erl_eval:extended_parse_term(T), P =:= self().': `true`,
  '{ok,T,_} = erl_scan:string("<0.85.0>.",1,[]), erl_eval:extended_parse_term(T).': `{error,{1,erl_parse,["syntax error before: ","'<'"]}}`,
  '{ok,T,_} = erl_scan:string("X#Ref<1.2.3>.",1,[text]), erl_eval:extended_parse_exprs(T).': `{error,{1,erl_parse,["syntax error before: ","'<'"]}}`,
});

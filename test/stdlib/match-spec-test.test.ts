// erlang:match_spec_test/3: what a match specification makes of a term or of a call's arguments.
import { prints } from "./prints.ts";

prints({
  "erlang:match_spec_test({a,1}, [{{'$1','$2'},[{'>','$2',0}],['$1']}], table).": `{ok,a,[],[]}`,
  "erlang:match_spec_test({a,1}, [{{'$1','$2'},[{'>','$2',5}],['$1']}], table).": `{ok,false,[],[]}`,
  "erlang:match_spec_test([a,1], [{['$1','$2'],[],[{message,'$1'}]}], trace).": `{ok,a,[],[]}`,
  "erlang:match_spec_test([a,1], [{['$1','$2'],[],[{message,false},{return_trace}]}], trace).": `{ok,false,[return_trace],[]}`,
  "erlang:match_spec_test([a,1], [{['$1',2],[],[{return_trace}]},{['$1',1],[],[{exception_trace}]}], trace).": `{ok,true,[exception_trace],[]}`,
  "erlang:match_spec_test([a,1], [{['$1','$2'],[],['$_']}], trace).": `{ok,true,[],[]}`,
  "erlang:match_spec_test({a,1}, foo, table).": `{error,[{error,"Match programs are not in a list."}]}`,
  "erlang:match_spec_test({a,1}, [{{'$1'},[],['$9']}], table).": `{error,[{error,"Variable $9 is unbound."}]}`,
  "erlang:match_spec_test({a,1}, [], foo).": `** exception error: bad argument
    in function  erlang:match_spec_test/3
    called as erlang:match_spec_test({a,1},[],foo)
    *** argument 3: invalid type for match spec`,
  "erlang:match_spec_test(a, [{'_',[],['$_']}], trace).": `** exception error: bad argument
    in function  erlang:match_spec_test/3
    called as erlang:match_spec_test(a,[{'_',[],['$_']}],trace)
    *** argument 1: not a list`,
});

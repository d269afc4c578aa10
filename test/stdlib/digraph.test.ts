// Directed graphs: what they tell, and what is printed for wrong arguments, as in OTP.
import { prints } from "./prints.ts";

prints({
  "digraph:vertices(x).": `** exception error: {badrecord,x}
    in function  digraph:vertices/1 (digraph.erl:325)`,
  "digraph:new([a]).": `** exception error: bad argument
    in function  digraph:new/1 (digraph.erl:173)`,
  "digraph:add_edge(x,a,b).": `** exception error: {badrecord,x}
    in function  digraph:new_edge_id/1 (digraph.erl:531)
    in call from digraph:add_edge/3 (digraph.erl:422)`,
  "G = digraph:new(), digraph:delete(G), digraph:vertex(G, a).": `** exception error: bad argument
    in function  ets:lookup/2
    called as ets:lookup(#Ref<0.484458.2949513217.5445>,a)
    *** argument 1: the table identifier does not refer to an existing ETS table
    in call from digraph:vertex/2 (digraph.erl:307)`,
  "G = digraph:new(), digraph:delete(G), digraph:add_vertex(G).": `** exception error: bad argument
    in function  ets:lookup/2
    called as ets:lookup(#Ref<0.1637095325.3217948674.122020>,'$vid')
    *** argument 1: the table identifier does not refer to an existing ETS table
    in call from digraph:new_vertex_id/1 (digraph.erl:546)
    in call from digraph:add_vertex/1 (digraph.erl:256)`,
  "digraph:source_vertices(x).": `** exception error: {badrecord,x}
    in function  digraph:vertices/1 (digraph.erl:325)
    in call from digraph:collect_vertices/2 (digraph.erl:572)`,
  "digraph:get_short_path(x,a,b).": `** exception error: {badrecord,x}
    in function  digraph:out_edges/2 (digraph.erl:413)
    in call from digraph:queue_out_neighbours/3 (digraph.erl:886)
    in call from digraph:get_short_path/3 (digraph.erl:849)`,
  "digraph_utils:topsort(x).": `** exception error: {badrecord,x}
    in function  digraph:vertices/1 (digraph.erl:325)
    in call from digraph_utils:revpostorder/1 (digraph_utils.erl:460)
    in call from digraph_utils:topsort/1 (digraph_utils.erl:221)`,
  "digraph_utils:reachable([a], x).": `** exception error: {badrecord,x}
    in function  digraph:out_neighbours/2 (digraph.erl:399)
    in call from digraph_utils:out/3 (digraph_utils.erl:479)
    in call from digraph_utils:ptraverse/6 (digraph_utils.erl:449)
    in call from lists:foldl/3 (lists.erl:2465)
    in call from digraph_utils:forest/4 (digraph_utils.erl:434)
    in call from digraph_utils:reachable/2 (digraph_utils.erl:165)`,
  "digraph_utils:subgraph(digraph:new(), [a], [{type,x}]).": `** exception error: bad argument
    in function  digraph_utils:subgraph/3 (digraph_utils.erl:340)`,
  "digraph_utils:is_tree(x).": `** exception error: {badrecord,x}
    in function  digraph:no_edges/1 (digraph.erl:480)
    in call from digraph_utils:is_tree/1 (digraph_utils.erl:282)`,
  "G = digraph:new(), [digraph:add_vertex(G, V) || V <- [1,2,3,4]], [digraph:add_edge(G, A, B) || {A,B} <- [{1,2},{2,1},{2,3},{3,4},{4,4}]], [lists:sort([lists:sort(C) || C <- F(G)]) || F <- [fun digraph_utils:components/1, fun digraph_utils:strong_components/1, fun digraph_utils:cyclic_strong_components/1]].": `[[[1,2,3,4]],[[1,2],[3],[4]],[[1,2],[4]]]`,
  "G = digraph:new(), [digraph:add_vertex(G, V) || V <- [1,2,3,4]], [digraph:add_edge(G, A, B) || {A,B} <- [{1,2},{2,1},{2,3},{3,4},{4,4}]], {digraph:get_cycle(G, 1), digraph:get_cycle(G, 4), digraph:get_cycle(G, 3), digraph:get_path(G, 1, 4), digraph_utils:reaching([3], G), digraph_utils:reachable_neighbours([3], G)}.": `{[1,2,1],[4],false,[1,2,3,4],[1,2,3],[4]}`,
  "G = digraph:new(), [digraph:add_vertex(G, V) || V <- lists:seq(1, 30000)], [digraph:add_edge(G, V, V+1) || V <- lists:seq(1, 29999)], {digraph_utils:is_acyclic(G), length(digraph:get_path(G, 1, 30000))}.": `{true,30000}`,
  "G = digraph:new(), digraph:add_vertex(G, a), digraph:add_edge(G, e, a, a, undefined), digraph:edge(G, e).": `{e,a,a,undefined}`,
});

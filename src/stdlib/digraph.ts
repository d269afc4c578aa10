// digraph — OTP's module digraph: directed graphs with labels, kept in ETS tables that are changed in place.
//
// Differs from OTP: vertices and edges are listed in the order in which they came in, where OTP's order is that of its
// hash tables.
import { badarg } from "../terms/exception.ts";
import { fromArray, NIL, toArray } from "../terms/list.ts";
import { equalExact } from "../terms/order.ts";
import type { Term } from "../terms/term.ts";
import { tuple, tuple2 } from "../terms/tuple.ts";
import { del_path, get_cycle, get_path, get_short_cycle, get_short_path } from "./digraph-paths.ts";
import {
  call,
  DROP,
  deleteEdges,
  deleteVertex,
  Field,
  field,
  graphOf,
  IN,
  INFO,
  INSERT,
  inEdges,
  inNeighbours,
  isGraph,
  lookup,
  MEMBER,
  named,
  newEdge,
  newVertex,
  OUT,
  outEdges,
  outNeighbours,
  SELECT,
  source,
} from "./digraph-tables.ts";
import { newTable } from "./ets-tables.ts";
import { otpModule } from "./table.ts";

const sym = (name: string): symbol => Symbol.for(name);
const ERROR = sym("error");
const FIRST = sym("$1");
const ANY = sym("_");

/** `[{Pattern,[],['$1']}]` */
const firstOf = (...patterns: Term[]): Term =>
  fromArray(patterns.map((pattern) => tuple(pattern, NIL, fromArray([FIRST]))));

/**
 * An empty graph: `cyclic` or `acyclic`, `protected` or `private`. Mirrors digraph:new/0,1.
 *
 * ```eshell
 * 1> digraph:no_vertices(digraph:new([acyclic])).
 * 0
 * ```
 */
function create(...type: Term[]): Term {
  const options = type.length === 0 ? [] : toArray(type[0]);
  let protection = sym("protected");
  // A later option is set before an earlier one.
  let cyclic: boolean | undefined;
  for (const option of options ?? [undefined]) {
    if (option === sym("cyclic")) cyclic ??= true;
    else if (option === sym("acyclic")) cyclic ??= false;
    else if (option === sym("protected") || option === sym("private")) protection = option;
    else throw source.error(badarg().reason, "new", 1, 173);
  }
  const table = (name: string, kind: string) => newTable(sym(name), fromArray([sym(kind), protection]));
  const vertices = table("vertices", "set");
  const edges = table("edges", "set");
  const neighbours = table("neighbours", "bag");
  for (const name of ["$vid", "$eid"]) neighbours.insert(tuple2(sym(name), 0));
  return graphOf(vertices, edges, neighbours, cyclic ?? true);
}

const DELETE = named("delete", 1);
/**
 * Takes a graph away, with its tables. Mirrors digraph:delete/1.
 *
 * ```eshell
 * 1> digraph:delete(digraph:new()).
 * true
 * ```
 */
function remove(graph: Term): Term {
  const tables = [Field.vertices, Field.edges, Field.neighbours];
  tables.forEach((table, index) => {
    call(DELETE, 214 + index, DROP, field(DELETE, 214 + index, graph, table));
  });
  return true;
}

const GRAPH_INFO = named("info", 1);
/**
 * What a graph is: its cyclicity, its memory in words and its protection. Mirrors digraph:info/1.
 *
 * ```eshell
 * 1> proplists:get_value(cyclicity, digraph:info(digraph:new())).
 * cyclic
 * ```
 */
function info(graph: Term): Term {
  const tables = [Field.vertices, Field.edges, Field.neighbours].map((at, index) =>
    field(GRAPH_INFO, 236 + index, graph, at),
  );
  const protection = call(GRAPH_INFO, 243, INFO, tables[0], sym("protection"));
  const [first, second, third] = tables.map((table) => call(GRAPH_INFO, 244, INFO, table, sym("memory")));
  const memory = GRAPH_INFO.plus(244, GRAPH_INFO.plus(244, first, second), third);
  return fromArray([
    tuple2(sym("cyclicity"), sym(graph[Field.cyclic] ? "cyclic" : "acyclic")),
    tuple2(sym("memory"), memory),
    tuple2(sym("protection"), protection),
  ]);
}

const DO_ADD_VERTEX = named("do_add_vertex", 2);
const ADD_VERTEX = named("add_vertex", 1);
/**
 * Puts in a vertex with a label, `[]` if none is given, or gives it another label; without a name it is `['$v'|N]`. Mirrors digraph:add_vertex/1,2,3.
 *
 * ```eshell
 * 1> G = digraph:new(), digraph:add_vertex(G, a, "label"), digraph:vertex(G, a).
 * {a,"label"}
 * 2> digraph:add_vertex(G).
 * ['$v'|0]
 * ```
 */
function add_vertex(...args: Term[]): Term {
  const [graph, given, label] = args;
  const vertex = args.length === 1 ? ADD_VERTEX.call(256, () => newVertex(graph)) : given;
  const object = tuple2(vertex, args.length === 3 ? label : NIL);
  call(DO_ADD_VERTEX, 565, INSERT, field(DO_ADD_VERTEX, 565, graph, Field.vertices), object);
  return vertex;
}

const DELETE_VERTICES = named("do_del_vertices", 2);
/**
 * Takes out vertices with their edges. Mirrors digraph:del_vertices/2.
 *
 * ```eshell
 * 1> G = digraph:new(), digraph:add_vertex(G, a), digraph:del_vertices(G, [a]), digraph:vertices(G).
 * []
 * ```
 */
function del_vertices(graph: Term, vertices: Term): Term {
  const list = toArray(vertices);
  if (list === undefined || !isGraph(graph)) throw DELETE_VERTICES.noClause(583, vertices, graph);
  for (const vertex of list) DELETE_VERTICES.call(584, () => deleteVertex(graph, vertex));
  return true;
}

const DO_DEL_VERTEX = named("do_del_vertex", 2);
function del_vertex(graph: Term, vertex: Term): Term {
  field(DO_DEL_VERTEX, 589, graph, Field.neighbours);
  return deleteVertex(graph, vertex);
}

const VERTEX = named("vertex", 2);
/**
 * `{V,Label}` of a vertex, or `false`. Mirrors digraph:vertex/2.
 *
 * ```eshell
 * 1> digraph:vertex(digraph:new(), a).
 * false
 * ```
 */
const vertex = (graph: Term, name: Term): Term =>
  lookup(VERTEX, 307, graph, Field.vertices, name)[0] ?? false;

const EDGE = named("edge", 2);
/**
 * `{E,V1,V2,Label}` of an edge, or `false`. Mirrors digraph:edge/2.
 *
 * ```eshell
 * 1> G = digraph:new(), digraph:add_vertex(G, a), E = digraph:add_edge(G, a, a), digraph:edge(G, E).
 * {['$e'|0],a,a,[]}
 * ```
 */
const edge = (graph: Term, name: Term): Term => lookup(EDGE, 518, graph, Field.edges, name)[0] ?? false;

const VERTICES = named("vertices", 1);
/**
 * All vertices. Mirrors digraph:vertices/1.
 *
 * ```eshell
 * 1> G = digraph:new(), digraph:add_vertex(G, a), digraph:vertices(G).
 * [a]
 * ```
 */
export const vertices = (graph: Term): Term =>
  call(VERTICES, 325, SELECT, field(VERTICES, 325, graph, Field.vertices), firstOf(tuple2(FIRST, ANY)));

const EDGES = named("edges", 1);
const EDGES_AT = named("edges", 2);
/**
 * All edges, or those at a vertex. Mirrors digraph:edges/1,2.
 *
 * ```eshell
 * 1> G = digraph:new(), digraph:add_vertex(G, a), digraph:add_edge(G, a, a), digraph:edges(G).
 * [['$e'|0]]
 * ```
 */
function edges(...args: Term[]): Term {
  const [graph, at] = args;
  if (args.length === 1) {
    const table = field(EDGES, 488, graph, Field.edges);
    return call(EDGES, 488, SELECT, table, firstOf(tuple(FIRST, ANY, ANY, ANY)));
  }
  const table = field(EDGES_AT, 501, graph, Field.neighbours);
  const patterns = [OUT, IN].map((way) => tuple2(tuple2(way, at), FIRST));
  return call(EDGES_AT, 501, SELECT, table, firstOf(...patterns));
}

/** How many objects a table of the graph has. */
const counting = (name: string, line: number, at: number) => {
  const by = named(name, 1);
  return (graph: Term): Term => call(by, line, INFO, field(by, line, graph, at), sym("size"));
};
/** How many edges a vertex has that way. */
const degree = (name: string, line: number, way: symbol) => {
  const by = named(name, 2);
  return (graph: Term, of: Term): number => lookup(by, line, graph, Field.neighbours, tuple2(way, of)).length;
};

const COLLECT = named("collect_vertices", 2);
/** The vertices that have no edges that way, the latest first. */
const without = (way: symbol) => (graph: Term) => {
  const found: Term[] = [];
  for (const name of toArray(COLLECT.call(572, () => vertices(graph))) ?? []) {
    if (!call(COLLECT, 574, MEMBER, graph[Field.neighbours], tuple2(way, name))) found.unshift(name);
  }
  return fromArray(found);
};

const DO_ADD_EDGE = named("do_add_edge", 2);
const OTHER_EDGE = named("other_edge_exists", 4);
const INSERT_EDGE = named("do_insert_edge", 5);
const ACYCLIC = named("acyclic_add_edge", 5);

/**
 * Puts in an edge between two vertices, or says why it may not be: a vertex is missing, or there would be a cycle; without a name it is `['$e'|N]`. Mirrors digraph:add_edge/3,4,5.
 *
 * ```eshell
 * 1> G = digraph:new([acyclic]), [digraph:add_vertex(G, V) || V <- [a,b]], digraph:add_edge(G, a, b).
 * ['$e'|0]
 * 2> digraph:add_edge(G, b, a).
 * {error,{bad_edge,[a,b]}}
 * 3> digraph:add_edge(G, b, c).
 * {error,{bad_vertex,c}}
 * ```
 */
function add_edge(...args: Term[]): Term {
  const [graph] = args;
  const caller = named("add_edge", args.length);
  const name = args.length === 5 ? args[1] : caller.call(args.length === 3 ? 422 : 439, () => newEdge(graph));
  const [from, to] = args.length === 5 ? args.slice(2) : args.slice(1);
  const label = args.length === 3 ? NIL : args.at(-1);
  const table = field(DO_ADD_EDGE, 651, graph, Field.vertices);
  if (!call(DO_ADD_EDGE, 651, MEMBER, table, from)) return tuple2(ERROR, tuple2(sym("bad_vertex"), from));
  if (!call(DO_ADD_EDGE, 654, MEMBER, table, to)) return tuple2(ERROR, tuple2(sym("bad_vertex"), to));
  const [known] = lookup(OTHER_EDGE, 668, graph, Field.edges, name);
  const badEdge = (path: Term) => tuple2(ERROR, tuple2(sym("bad_edge"), path));
  if (known !== undefined && !(equalExact(known[1], from) && equalExact(known[2], to)))
    return badEdge(fromArray([from, to]));
  if (graph[Field.cyclic] === false) {
    if (equalExact(from, to)) return badEdge(fromArray([from, to]));
    const path = ACYCLIC.call(688, () => get_path(graph, to, from));
    if (path !== false) return badEdge(path);
  }
  const ends = fromArray([tuple2(tuple2(OUT, from), name), tuple2(tuple2(IN, to), name)]);
  call(INSERT_EDGE, 678, INSERT, graph[Field.neighbours], ends);
  call(INSERT_EDGE, 679, INSERT, graph[Field.edges], tuple(name, from, to, label));
  return name;
}

/** Module digraph. Directed graphs with labels on vertices and edges, changed in place. */
export const digraph = otpModule("digraph", {
  new: [create, 0, 1] as const,
  delete: remove,
  info,
  add_vertex: [add_vertex, 1, 2, 3] as const,
  /**
   * Takes out a vertex with its edges. Mirrors digraph:del_vertex/2.
   *
   * ```eshell
   * 1> G = digraph:new(), digraph:add_vertex(G, a), digraph:del_vertex(G, a), digraph:vertices(G).
   * []
   * ```
   */
  del_vertex,
  del_vertices,
  vertex,
  /**
   * How many vertices there are. Mirrors digraph:no_vertices/1.
   *
   * ```eshell
   * 1> digraph:no_vertices(digraph:new()).
   * 0
   * ```
   */
  no_vertices: counting("no_vertices", 317, Field.vertices),
  vertices,
  /**
   * The vertices to which no edge leads. Mirrors digraph:source_vertices/1.
   *
   * ```eshell
   * 1> G = digraph:new(), [digraph:add_vertex(G, V) || V <- [a,b]], digraph:add_edge(G, a, b), digraph:source_vertices(G).
   * [a]
   * ```
   */
  source_vertices: without(IN),
  /**
   * The vertices from which no edge leads. Mirrors digraph:sink_vertices/1.
   *
   * ```eshell
   * 1> G = digraph:new(), [digraph:add_vertex(G, V) || V <- [a,b]], digraph:add_edge(G, a, b), digraph:sink_vertices(G).
   * [b]
   * ```
   */
  sink_vertices: without(OUT),
  add_edge: [add_edge, 3, 4, 5] as const,
  /**
   * Takes out an edge. Mirrors digraph:del_edge/2.
   *
   * ```eshell
   * 1> digraph:del_edge(digraph:new(), e).
   * true
   * ```
   */
  del_edge: (graph: Term, name: Term): Term => deleteEdges(graph, fromArray([name])),
  /**
   * Takes out edges. Mirrors digraph:del_edges/2.
   *
   * ```eshell
   * 1> digraph:del_edges(digraph:new(), [e,f]).
   * true
   * ```
   */
  del_edges: (graph: Term, names: Term): Term => deleteEdges(graph, names),
  del_path,
  edge,
  /**
   * How many edges there are. Mirrors digraph:no_edges/1.
   *
   * ```eshell
   * 1> digraph:no_edges(digraph:new()).
   * 0
   * ```
   */
  no_edges: counting("no_edges", 480, Field.edges),
  edges: [edges, 1, 2] as const,
  /**
   * The vertices that edges from a vertex lead to. Mirrors digraph:out_neighbours/2.
   *
   * ```eshell
   * 1> G = digraph:new(), [digraph:add_vertex(G, V) || V <- [a,b,c]], [digraph:add_edge(G, a, V) || V <- [b,c]], digraph:out_neighbours(G, a).
   * [c,b]
   * ```
   */
  out_neighbours: (graph: Term, of: Term): Term => fromArray(outNeighbours(graph, of)),
  /** The vertices from which edges lead to a vertex. Mirrors digraph:in_neighbours/2. */
  in_neighbours: (graph: Term, of: Term): Term => fromArray(inNeighbours(graph, of)),
  /** The edges from a vertex. Mirrors digraph:out_edges/2. */
  out_edges: (graph: Term, of: Term): Term => fromArray(outEdges(graph, of)),
  /** The edges to a vertex. Mirrors digraph:in_edges/2. */
  in_edges: (graph: Term, of: Term): Term => fromArray(inEdges(graph, of)),
  /** How many edges lead from a vertex. Mirrors digraph:out_degree/2. */
  out_degree: degree("out_degree", 387, OUT),
  /** How many edges lead to a vertex. Mirrors digraph:in_degree/2. */
  in_degree: degree("in_degree", 353, IN),
  get_path,
  get_cycle,
  get_short_path,
  get_short_cycle,
});

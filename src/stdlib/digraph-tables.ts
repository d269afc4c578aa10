// digraph-tables — a directed graph as OTP's module digraph keeps it: `{digraph,Vertices,Edges,Neighbours,Cyclic}`.
//
// Three ETS tables: vertices `{V,Label}`, edges `{E,V1,V2,Label}`, and a bag of `{{out,V1},E}` and `{{in,V2},E}`, which
// also counts the names given to vertices and edges. Errors name OTP's functions and lines.
import { type Builtin, callEntry } from "../process/apply.ts";
import { asCons, Cons, isNil, toArray } from "../terms/list.ts";
import { equalExact } from "../terms/order.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple, tuple2 } from "../terms/tuple.ts";
import { ets } from "./ets.ts";
import { OtpFunction } from "./otp-function.ts";
import { OtpSource } from "./otp-source.ts";

const DIGRAPH = Symbol.for("digraph");
const BADRECORD = Symbol.for("badrecord");
export const IN: symbol = Symbol.for("in");
export const OUT: symbol = Symbol.for("out");
export const source: OtpSource = new OtpSource("digraph");

/** A function of digraph, as its errors name it. */
export const named = (name: string, arity: number): OtpFunction => new OtpFunction(source, name, arity);

const bif = (name: string): Builtin => ets.entries.get(name) as Builtin;
export const INFO: Builtin = bif("info/2");
export const SELECT: Builtin = bif("select/2");
export const MEMBER: Builtin = bif("member/2");
export const INSERT: Builtin = bif("insert/2");
export const DROP: Builtin = bif("delete/1");
const LOOKUP = bif("lookup/2");
const LOOKUP_ELEMENT = bif("lookup_element/3");
const DELETE = bif("delete/2");
const DELETE_OBJECT = bif("delete_object/2");

/** The fields of the record. */
export const Field = { vertices: 1, edges: 2, neighbours: 3, cyclic: 4 } as const;

export const isGraph = (term: Term): boolean => isTuple(term) && term.length === 5 && term[0] === DIGRAPH;
export const graphOf = (vertices: Term, edges: Term, neighbours: Term, cyclic: boolean): Term =>
  tuple(DIGRAPH, vertices, edges, neighbours, cyclic);

/** A field of the graph that a function reads on a line. */
export function field(by: OtpFunction, line: number, graph: Term, at: number): Term {
  if (!isGraph(graph)) throw by.error(line, tuple2(BADRECORD, graph));
  return graph[at];
}

/** A call of ets on a line. */
export function call(by: OtpFunction, line: number, entry: Builtin, ...args: Term[]): Term {
  try {
    return callEntry(entry, args);
  } catch (thrown) {
    throw by.waited(thrown, line);
  }
}

/** The objects of a key in a table of the graph. */
export function lookup(by: OtpFunction, line: number, graph: Term, at: number, key: Term): readonly Term[] {
  return toArray(call(by, line, LOOKUP, field(by, line, graph, at), key)) as readonly Term[];
}

const OUT_NEIGHBOURS = named("out_neighbours", 2);
const IN_NEIGHBOURS = named("in_neighbours", 2);
const OUT_EDGES = named("out_edges", 2);
const IN_EDGES = named("in_edges", 2);

/** The vertices that edges from a vertex lead to, the latest edge first. */
export function outNeighbours(graph: Term, vertex: Term): Term[] {
  return neighbours(OUT_NEIGHBOURS, 399, graph, OUT, vertex, 3);
}
/** The vertices from which edges lead to a vertex. */
export function inNeighbours(graph: Term, vertex: Term): Term[] {
  return neighbours(IN_NEIGHBOURS, 365, graph, IN, vertex, 2);
}

function neighbours(
  by: OtpFunction,
  line: number,
  graph: Term,
  way: symbol,
  vertex: Term,
  at: number,
): Term[] {
  const edges = field(by, line, graph, Field.edges);
  return lookup(by, line + 2, graph, Field.neighbours, tuple2(way, vertex))
    .map((pair) => call(COLLECT, 559, LOOKUP_ELEMENT, edges, pair[1], at))
    .reverse();
}
const COLLECT = named("collect_elems", 4);

/** The edges from a vertex, the oldest first. */
export const outEdges = (graph: Term, vertex: Term): Term[] => edgesOf(OUT_EDGES, 413, graph, OUT, vertex);
/** The edges to a vertex. */
export const inEdges = (graph: Term, vertex: Term): Term[] => edgesOf(IN_EDGES, 379, graph, IN, vertex);

function edgesOf(by: OtpFunction, line: number, graph: Term, way: symbol, vertex: Term): Term[] {
  return lookup(by, line, graph, Field.neighbours, tuple2(way, vertex)).map((pair) => pair[1]);
}

const NEW_EDGE = named("new_edge_id", 1);
const NEW_VERTEX = named("new_vertex_id", 1);

/** A name for an edge that the caller did not name: `[$e|N]`. */
export const newEdge = (graph: Term): Term => newName(NEW_EDGE, 531, graph, "$e");
/** A name for a vertex. */
export const newVertex = (graph: Term): Term => newName(NEW_VERTEX, 545, graph, "$v");

function newName(by: OtpFunction, line: number, graph: Term, prefix: string): Term {
  const table = field(by, line, graph, Field.neighbours);
  const key = Symbol.for(`${prefix}id`);
  const found = toArray(call(by, line + 1, LOOKUP, table, key));
  if (found?.length !== 1) throw by.badmatch(line + 1, found);
  const count = found[0][1];
  call(by, line + 2, DELETE, table, key);
  call(by, line + 3, INSERT, table, tuple2(key, count + 1));
  return new Cons(Symbol.for(prefix), count);
}

const DELETE_VERTEX = named("do_del_vertex", 2);
const DELETE_NEIGHBOUR_EDGES = named("do_del_nedges", 2);
const DELETE_EDGES = named("do_del_edges", 2);
const DELETE_EDGE = named("do_del_edge", 4);

/** Takes out a vertex with its edges. */
export function deleteVertex(graph: Term, vertex: Term): true {
  [IN, OUT].forEach((way, index) => {
    for (const pair of lookup(DELETE_VERTEX, 589 + index, graph, Field.neighbours, tuple2(way, vertex))) {
      const [edge] = lookup(DELETE_NEIGHBOUR_EDGES, 594, graph, Field.edges, pair[1]);
      if (edge !== undefined) deleteEdge(graph, edge);
    }
  });
  return call(DELETE_VERTEX, 591, DELETE, graph[Field.vertices], vertex);
}

/** Takes out those of the edges that there are. */
export function deleteEdges(graph: Term, edges: Term): true {
  let rest = edges;
  for (let cell = asCons(rest); cell !== undefined; cell = asCons(rest)) {
    const [edge] = lookup(DELETE_EDGES, 607, graph, Field.edges, cell.head);
    if (edge !== undefined) deleteEdge(graph, edge);
    rest = cell.tail;
  }
  if (!isNil(rest) || !isGraph(graph)) throw DELETE_EDGES.noClause(606, rest, graph);
  return true;
}

function deleteEdge(graph: Term, [edge, from, to]: Term): void {
  for (const end of [tuple2(IN, to), tuple2(OUT, from)])
    call(DELETE_EDGE, 617, DELETE_OBJECT, graph[Field.neighbours], tuple2(end, edge));
  call(DELETE_EDGE, 619, DELETE, graph[Field.edges], edge);
}

/** Takes out all edges from one vertex to another. */
export function deleteBetween(graph: Term, from: Term, to: Term): void {
  for (const name of outEdges(graph, from)) {
    const [edge] = lookup(REMOVE_EDGE, 635, graph, Field.edges, name);
    if (edge !== undefined && equalExact(edge[1], from) && equalExact(edge[2], to)) deleteEdge(graph, edge);
  }
}
const REMOVE_EDGE = named("rm_edge_0", 4);

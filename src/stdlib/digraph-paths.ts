// digraph-paths — paths and cycles in a directed graph: depth first, as get_path finds them, or the shortest.
import { Cons, fromArray } from "../terms/list.ts";
import { equalExact } from "../terms/order.ts";
import type { Term } from "../terms/term.ts";
import { deleteBetween, Field, lookup, named, outEdges, outNeighbours } from "./digraph-tables.ts";
import { TermMap } from "./term-map.ts";

/** A path from one vertex to another with at least so many edges; undefined if there is none. */
function onePath(
  graph: Term,
  start: readonly Term[],
  to: Term,
  from: Term,
  shortest: number,
): Term[] | undefined {
  const seen = new TermMap<true>();
  seen.set(from, true);
  /** The vertices on the way here, each with those that are still to be tried after it. */
  const way = [{ vertex: from, next: start, at: 0 }];
  for (let here = way.at(-1); here !== undefined; here = way.at(-1)) {
    const vertex = here.next[here.at];
    if (here.at++ === here.next.length) {
      way.pop();
    } else if (equalExact(vertex, to)) {
      if (way.length >= shortest) return [...way.map((step) => step.vertex), vertex];
    } else if (!seen.has(vertex)) {
      seen.set(vertex, true);
      way.push({ vertex, next: outNeighbours(graph, vertex), at: 0 });
    }
  }
  return undefined;
}

const GET_PATH = named("get_path", 3);
const GET_CYCLE = named("get_cycle", 2);
const DEL_PATH = named("del_path", 3);
const GET_SHORT_PATH = named("get_short_path", 3);
const QUEUE = named("queue_out_neighbours", 3);
const EDGE = named("edge", 2);

function pathBetween(graph: Term, from: Term, to: Term): Term[] | undefined {
  const start = GET_PATH.call(777, () => outNeighbours(graph, from));
  return onePath(graph, start, to, from, 1);
}

/**
 * The vertices of a simple path from one vertex to another, or `false`. Mirrors digraph:get_path/3.
 *
 * ```eshell
 * 1> G = digraph:new(), [digraph:add_vertex(G, V) || V <- [a,b,c]], digraph:add_edge(G, a, b), digraph:add_edge(G, b, c), digraph:get_path(G, a, c).
 * [a,b,c]
 * ```
 */
export function get_path(graph: Term, from: Term, to: Term): Term {
  const path = pathBetween(graph, from, to);
  return path === undefined ? false : fromArray(path);
}

/**
 * The vertices of a cycle through a vertex, `[V]` if there is only a loop, or `false`. Mirrors digraph:get_cycle/2.
 *
 * ```eshell
 * 1> G = digraph:new(), [digraph:add_vertex(G, V) || V <- [a,b]], digraph:add_edge(G, a, b), digraph:add_edge(G, b, a), digraph:get_cycle(G, a).
 * [a,b,a]
 * ```
 */
export function get_cycle(graph: Term, vertex: Term): Term {
  const start = GET_CYCLE.call(746, () => outNeighbours(graph, vertex));
  const cycle = onePath(graph, start, vertex, vertex, 2);
  if (cycle !== undefined) return fromArray(cycle);
  return start.some((next) => equalExact(next, vertex)) ? fromArray([vertex]) : false;
}

/**
 * Takes out the edges of paths from one vertex to another until there is none. Mirrors digraph:del_path/3.
 *
 * ```eshell
 * 1> G = digraph:new(), [digraph:add_vertex(G, V) || V <- [a,b]], digraph:add_edge(G, a, b), digraph:del_path(G, a, b), digraph:edges(G).
 * []
 * ```
 */
export function del_path(graph: Term, from: Term, to: Term): true {
  for (;;) {
    const path = DEL_PATH.call(716, () => pathBetween(graph, from, to));
    if (path === undefined) return true;
    for (let i = 1; i < path.length; i++) deleteBetween(graph, path[i - 1], path[i]);
  }
}

/** A path with as few edges as there can be, searched breadth first from the second vertex of each edge on. */
function shortPath(graph: Term, from: Term, to: Term): Term {
  /** Each vertex that was reached, with the one before it on the way. */
  const before = new TermMap<{ vertex: Term } | null>();
  before.set(from, null);
  const edges: Term[] = GET_SHORT_PATH.call(849, () => QUEUE.call(886, () => outEdges(graph, from)));
  for (let i = 0; i < edges.length; i++) {
    const [edge] = lookup(EDGE, 518, graph, Field.edges, edges[i]);
    const [, start, end] = edge;
    if (equalExact(end, to)) {
      let path: Term = new Cons(start, fromArray([end]));
      for (let step = before.get(start); step != null; step = before.get(step.vertex))
        path = new Cons(step.vertex, path);
      return path;
    }
    if (before.get(end) === undefined) {
      before.set(end, { vertex: start });
      edges.push(...outEdges(graph, end));
    }
  }
  return false;
}

/**
 * The vertices of a path from one vertex to another that is as short as any, or `false`. Mirrors digraph:get_short_path/3.
 *
 * ```eshell
 * 1> G = digraph:new(), [digraph:add_vertex(G, V) || V <- [a,b,c]], [digraph:add_edge(G, V, W) || {V, W} <- [{a,b},{b,c},{a,c}]], digraph:get_short_path(G, a, c).
 * [a,c]
 * ```
 */
export const get_short_path = (graph: Term, from: Term, to: Term): Term => shortPath(graph, from, to);

/**
 * The same from a vertex back to it: a loop before any longer cycle. Mirrors digraph:get_short_cycle/2.
 *
 * ```eshell
 * 1> G = digraph:new(), digraph:add_vertex(G, a), digraph:add_edge(G, a, a), digraph:get_short_cycle(G, a).
 * [a,a]
 * ```
 */
export const get_short_cycle = (graph: Term, vertex: Term): Term => shortPath(graph, vertex, vertex);

// digraph_utils — OTP's module digraph_utils: what a depth-first traversal tells of a directed graph.
//
// Invariant: vertices are visited in OTP's order, given the order in which digraph lists them.
import { Exception } from "../terms/exception.ts";
import { fromArray, isList, NIL, toArray } from "../terms/list.ts";
import { equalExact } from "../terms/order.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple2 } from "../terms/tuple.ts";
import { digraph } from "./digraph.ts";
import { inNeighbours, outEdges, outNeighbours } from "./digraph-tables.ts";
import { OtpFunction } from "./otp-function.ts";
import { OtpSource } from "./otp-source.ts";
import { otpModule } from "./table.ts";
import { TermMap } from "./term-map.ts";

const source = new OtpSource("digraph_utils");
const named = (name: string, arity: number) => new OtpFunction(source, name, arity);
const graphs = digraph.functions;
const sym = (name: string): symbol => Symbol.for(name);
const NO = sym("no");
const YES = sym("yes");

const IN = named("in", 3);
const OUT = named("out", 3);
const INOUT = named("inout", 3);
const FOREST = named("forest", 4);
const FOREST_OF_ALL = named("forest", 2);
const TRAVERSE = named("ptraverse", 6);
const PRETRAVERSE = named("pretraverse", 6);
const POSTTRAVERSE = named("posttraverse", 4);
const REVPOSTORDER = named("revpostorder", 1);
const FOLDL = new OtpFunction(new OtpSource("lists"), "foldl", 3);

/** Where a traversal goes on from a vertex. */
type Way = (graph: Term, vertex: Term) => Term[];
const into: Way = (graph, vertex) => IN.call(476, () => inNeighbours(graph, vertex));
const out: Way = (graph, vertex) => OUT.call(479, () => outNeighbours(graph, vertex));
const both: Way = (graph, vertex) => {
  const after = INOUT.call(482, () => out(graph, vertex));
  return [...into(graph, vertex), ...after];
};

const verticesOf = (graph: Term): readonly Term[] => toArray(graphs.vertices(graph)) as readonly Term[];

/** The vertices that are reached from those to start with, and were not seen before, in preorder. */
function traverse(graph: Term, way: Way, start: readonly Term[], seen: TermMap<true>): Term[] {
  const found: Term[] = [];
  const pending = [...start].reverse();
  while (pending.length > 0) {
    const vertex = pending.pop();
    if (seen.has(vertex)) continue;
    seen.set(vertex, true);
    found.push(vertex);
    const next = TRAVERSE.call(449, () => way(graph, vertex));
    for (let i = next.length - 1; i >= 0; i--) pending.push(next[i]);
  }
  return found;
}

/** A tree for each vertex that no earlier one has reached: the last tree first, and of each the last vertex. */
function forest(graph: Term, way: Way, roots: readonly Term[], withFirst = true): Term[][] {
  const seen = new TermMap<true>();
  const trees: Term[][] = [];
  for (const root of roots) {
    const tree = FOREST.call(434, () =>
      FOLDL.call(2465, () => {
        if (withFirst) return traverse(graph, way, [root], seen);
        return seen.has(root)
          ? []
          : traverse(
              graph,
              way,
              PRETRAVERSE.call(441, () => way(graph, root)),
              seen,
            );
      }),
    );
    if (tree.length > 0) trees.push(tree.reverse());
  }
  return trees.reverse();
}

/** The vertices reached from these in postorder. */
function postordered(graph: Term, roots: readonly Term[]): Term[] {
  const seen = new TermMap<true>();
  const done: Term[] = [];
  /** The vertices that are being visited, each with those still to be visited from it. */
  const open: { vertex: Term; next: readonly Term[]; at: number }[] = [{ vertex: NIL, next: roots, at: 0 }];
  for (let here = open.at(-1); here !== undefined; here = open.at(-1)) {
    if (here.at === here.next.length) {
      open.pop();
      if (open.length > 0) done.push(here.vertex);
      continue;
    }
    const vertex = here.next[here.at++];
    if (seen.has(vertex)) continue;
    seen.set(vertex, true);
    open.push({ vertex, next: POSTTRAVERSE.call(467, () => out(graph, vertex)), at: 0 });
  }
  return done;
}

const reversedPostorder = (graph: Term): Term[] =>
  REVPOSTORDER.call(460, () => postordered(graph, verticesOf(graph))).reverse();

const lists = (trees: readonly (readonly Term[])[]): Term => fromArray(trees.map((tree) => fromArray(tree)));

const connected = (graph: Term): Term[][] =>
  forest(
    graph,
    both,
    FOREST_OF_ALL.call(426, () => verticesOf(graph)),
  );

const STRONG = named("strong_components", 1);
function strong(graph: Term): Term[][] {
  const order = STRONG.call(136, () => reversedPostorder(graph));
  return forest(graph, into, order);
}

const REFLEXIVE = named("is_reflexive_vertex", 2);
const isReflexive = (graph: Term, vertex: Term): boolean =>
  REFLEXIVE.call(495, () => outNeighbours(graph, vertex)).some((next) => equalExact(next, vertex));

const CYCLIC_STRONG = named("cyclic_strong_components", 1);
/** The strong components in which one can go round, the last first. */
function cyclicStrong(graph: Term): Term[][] {
  const all = CYCLIC_STRONG.call(151, () => strong(graph));
  return all.filter((vertices) => vertices.length > 1 || isReflexive(graph, vertices[0])).reverse();
}

/** A function that lists what can be reached from vertices, or whence they can. */
const reaching = (name: string, line: number, way: Way, withFirst: boolean) => {
  const by = named(name, 2);
  return (vertices: Term, graph: Term): Term => {
    const roots = isList(vertices) ? toArray(vertices) : undefined;
    if (roots === undefined) throw by.noClause(line, vertices, graph);
    return fromArray(by.call(line + 1, () => forest(graph, way, roots, withFirst)).flat());
  };
};

const TOPSORT = named("topsort", 1);
function sorted(graph: Term): Term[] | undefined {
  const order = TOPSORT.call(221, () => reversedPostorder(graph));
  const trees = TOPSORT.call(222, () => forest(graph, into, order));
  return trees.length === order.length ? order : undefined;
}

/**
 * The vertices in an order in which each edge leads to a later one, or `false`. Mirrors digraph_utils:topsort/1.
 *
 * ```eshell
 * 1> G = digraph:new(), [digraph:add_vertex(G, V) || V <- [c,b,a]], [digraph:add_edge(G, V, W) || {V, W} <- [{a,b},{b,c}]], digraph_utils:topsort(G).
 * [a,b,c]
 * ```
 */
function topsort(graph: Term): Term {
  const order = sorted(graph);
  return order === undefined ? false : fromArray(order);
}

const LOOPS = named("loop_vertices", 1);
const loops = (graph: Term): Term[] =>
  LOOPS.call(294, () => verticesOf(graph).filter((vertex) => isReflexive(graph, vertex)));

const ACYCLIC = named("is_acyclic", 1);
/**
 * Whether a graph has no cycle. Mirrors digraph_utils:is_acyclic/1.
 *
 * ```eshell
 * 1> G = digraph:new(), [digraph:add_vertex(G, V) || V <- [a,b]], digraph:add_edge(G, a, b), digraph_utils:is_acyclic(G).
 * true
 * 2> digraph:add_edge(G, b, a), digraph_utils:is_acyclic(G).
 * false
 * ```
 */
const is_acyclic = (graph: Term): boolean =>
  ACYCLIC.call(235, () => loops(graph)).length === 0 && ACYCLIC.call(235, () => sorted(graph)) !== undefined;

const ROOT = named("arborescence_root", 1);
const TREE = named("is_tree", 1);
/** Whether there are as many edges as a tree of these vertices has. */
const hasEdgesOfTree = (by: OtpFunction, line: number, graph: Term): boolean => {
  const edges = by.call(line, () => graphs.no_edges(graph));
  return (
    edges ===
    by.minus(
      line,
      by.call(line, () => graphs.no_vertices(graph)),
      1,
    )
  );
};

/**
 * `{yes,Root}` if one vertex leads to each other by exactly one path, else `no`. Mirrors digraph_utils:arborescence_root/1.
 *
 * ```eshell
 * 1> G = digraph:new(), [digraph:add_vertex(G, V) || V <- [a,b,c]], [digraph:add_edge(G, a, V) || V <- [b,c]], digraph_utils:arborescence_root(G).
 * {yes,a}
 * ```
 */
function arborescence_root(graph: Term): Term {
  if (!hasEdgesOfTree(ROOT, 246, graph)) return NO;
  const degrees = verticesOf(graph).map((vertex) => [vertex, inNeighbours(graph, vertex).length] as const);
  const roots = degrees.filter(([, degree]) => degree === 0);
  const [root] = roots;
  if (root === undefined || roots.length > 1 || degrees.some(([, degree]) => degree > 1)) return NO;
  return tuple2(YES, root[0]);
}

const ARBORESCENCE = named("is_arborescence", 1);

/**
 * Whether all vertices are connected, with just as many edges as that takes. Mirrors digraph_utils:is_tree/1.
 *
 * ```eshell
 * 1> G = digraph:new(), [digraph:add_vertex(G, V) || V <- [a,b]], digraph:add_edge(G, a, b), digraph_utils:is_tree(G).
 * true
 * ```
 */
const is_tree = (graph: Term): boolean =>
  hasEdgesOfTree(TREE, 282, graph) && TREE.call(283, () => connected(graph)).length === 1;

const OPTIONS = named("subgraph_opts", 5);
const SUBGRAPH = named("subgraph", 4);
const WRONG = Symbol.for("badarg");

/** The part of a graph that has these vertices. */
function partOf(graph: Term, vertices: Term, options: Term, caller: OtpFunction, line: number): Term {
  let type: Term = sym("inherit");
  let keepLabels = true;
  for (const option of toArray(options) ?? [undefined]) {
    const [key, value] = isTuple(option) && option.length === 2 ? option : [];
    if (key === sym("type") && (value === sym("inherit") || isList(value))) type = value;
    else if (key === sym("keep_labels") && typeof value === "boolean") keepLabels = value;
    else throw caller.error(line + 3, WRONG);
  }
  const inherited = () => toArray(OPTIONS.call(507, () => graphs.info(graph))) as Term[];
  return caller.call(line, () => {
    let part: Term;
    const kind = type === sym("inherit") ? inherited() : undefined;
    try {
      part = graphs.new[0](kind === undefined ? type : fromArray([kind[0][1], kind[2][1]]));
    } catch (thrown) {
      if (!(thrown instanceof Exception)) throw thrown;
      throw caller.error(line + 3, WRONG);
    }
    fill(part, graph, vertices, keepLabels);
    return part;
  });
}

function fill(part: Term, graph: Term, vertices: Term, keepLabels: boolean): void {
  const list = isList(vertices) ? toArray(vertices) : undefined;
  if (list === undefined) throw SUBGRAPH.caseClause(519, vertices);
  for (const name of list) {
    const vertex = graphs.vertex(graph, name);
    if (vertex !== false) graphs.add_vertex[0](part, name, keepLabels ? vertex[1] : NIL);
  }
  for (const name of verticesOf(part)) {
    for (const edge of outEdges(graph, name)) {
      const [, from, to, label] = graphs.edge(graph, edge);
      if (graphs.vertex(part, to) !== false)
        graphs.add_edge[0](part, edge, from, to, keepLabels ? label : NIL);
    }
  }
}

const SUBGRAPH_2 = named("subgraph", 2);
const SUBGRAPH_3 = named("subgraph", 3);

/**
 * A new graph of these vertices and the edges between them; options are `{type,T}` and `{keep_labels,B}`. Mirrors digraph_utils:subgraph/2,3.
 *
 * ```eshell
 * 1> G = digraph:new(), [digraph:add_vertex(G, V) || V <- [a,b,c]], [digraph:add_edge(G, V, W) || {V, W} <- [{a,b},{b,c}]], digraph:no_edges(digraph_utils:subgraph(G, [a,b])).
 * 1
 * ```
 */
const subgraph = (...args: Term[]): Term =>
  args.length === 2
    ? partOf(args[0], args[1], NIL, SUBGRAPH_2, 304)
    : partOf(args[0], args[1], args[2], SUBGRAPH_3, 337);

const CONDENSATION = named("condensation", 1);
/**
 * A new graph whose vertices are the strong components, joined where an edge joins their vertices. Mirrors digraph_utils:condensation/1.
 *
 * ```eshell
 * 1> G = digraph:new(), [digraph:add_vertex(G, V) || V <- [a,b]], digraph:add_edge(G, a, b), digraph:add_edge(G, b, a), length(digraph:vertices(digraph_utils:condensation(G))).
 * 1
 * ```
 */
function condensation(graph: Term): Term {
  const components = CONDENSATION.call(365, () => strong(graph)).map((vertices) => ({
    vertices,
    name: fromArray(vertices),
  }));
  const componentOf = new TermMap<Term>();
  for (const { vertices, name } of components) for (const vertex of vertices) componentOf.set(vertex, name);
  const condensed = partOf(graph, NIL, NIL, CONDENSATION, 379);
  for (const { vertices, name } of components) {
    graphs.add_vertex[0](condensed, name);
    const reached = new Set(
      vertices.flatMap((vertex) => outNeighbours(graph, vertex)).map((to) => componentOf.get(to)),
    );
    for (const other of reached) {
      if (other === name) continue;
      graphs.add_vertex[0](condensed, other);
      graphs.add_edge[0](condensed, name, other);
    }
  }
  return condensed;
}

const ROOTS = named("roots", 1);
/** Where a traversal of the whole graph begins: at vertices to which no edge leads, and in each cycle. */
function rootsOf(graph: Term): Term[] {
  const sources = ROOTS.call(421, () =>
    verticesOf(graph).filter((vertex) => inNeighbours(graph, vertex).length === 0),
  );
  return [...sources, ...ROOTS.call(422, () => cyclicStrong(graph)).map(([vertex]) => vertex)];
}

const PREORDER = named("preorder", 1);
const POSTORDER = named("postorder", 1);

/** Module digraph_utils. Components, orders and parts of directed graphs. */
export const digraph_utils = otpModule("digraph_utils", {
  /**
   * The vertices that are connected, whichever way edges lead. Mirrors digraph_utils:components/1.
   *
   * ```eshell
   * 1> G = digraph:new(), digraph:add_vertex(G, a), digraph_utils:components(G).
   * [[a]]
   * ```
   */
  components: (graph: Term): Term => lists(connected(graph)),
  /**
   * The vertices each of which leads to each other. Mirrors digraph_utils:strong_components/1.
   *
   * ```eshell
   * 1> G = digraph:new(), digraph:add_vertex(G, a), digraph_utils:strong_components(G).
   * [[a]]
   * ```
   */
  strong_components: (graph: Term): Term => lists(strong(graph)),
  /**
   * The same without vertices that are in no cycle. Mirrors digraph_utils:cyclic_strong_components/1.
   *
   * ```eshell
   * 1> G = digraph:new(), digraph:add_vertex(G, a), digraph_utils:cyclic_strong_components(G).
   * []
   * ```
   */
  cyclic_strong_components: (graph: Term): Term => lists(cyclicStrong(graph)),
  /**
   * The vertices to which paths lead from any of these, and these. Mirrors digraph_utils:reachable/2.
   *
   * ```eshell
   * 1> G = digraph:new(), [digraph:add_vertex(G, V) || V <- [a,b]], digraph:add_edge(G, a, b), digraph_utils:reachable([b], G).
   * [b]
   * ```
   */
  reachable: reaching("reachable", 164, out, true),
  /** The same by paths of one edge at least. Mirrors digraph_utils:reachable_neighbours/2. */
  reachable_neighbours: reaching("reachable_neighbours", 179, out, false),
  /** The vertices from which paths lead to any of these, and these. Mirrors digraph_utils:reaching/2. */
  reaching: reaching("reaching", 193, into, true),
  /** The same by paths of one edge at least. Mirrors digraph_utils:reaching_neighbours/2. */
  reaching_neighbours: reaching("reaching_neighbours", 207, into, false),
  topsort,
  is_acyclic,
  arborescence_root,
  /** Whether there is such a root. Mirrors digraph_utils:is_arborescence/1. */
  is_arborescence: (graph: Term): boolean => ARBORESCENCE.call(272, () => arborescence_root(graph)) !== NO,
  is_tree,
  /** The vertices with an edge to themselves. Mirrors digraph_utils:loop_vertices/1. */
  loop_vertices: (graph: Term): Term => fromArray(loops(graph)),
  subgraph: [subgraph, 2, 3] as const,
  condensation,
  /**
   * All vertices as a depth-first traversal first meets them. Mirrors digraph_utils:preorder/1.
   *
   * ```eshell
   * 1> G = digraph:new(), [digraph:add_vertex(G, V) || V <- [b,a]], digraph:add_edge(G, a, b), digraph_utils:preorder(G).
   * [a,b]
   * ```
   */
  preorder: (graph: Term): Term => {
    const roots = PREORDER.call(396, () => rootsOf(graph));
    return fromArray(PREORDER.call(396, () => traverse(graph, out, roots, new TermMap())));
  },
  /** The same as it leaves them. Mirrors digraph_utils:postorder/1. */
  postorder: (graph: Term): Term => {
    const roots = POSTORDER.call(413, () => rootsOf(graph));
    return fromArray(POSTORDER.call(413, () => postordered(graph, roots)));
  },
});

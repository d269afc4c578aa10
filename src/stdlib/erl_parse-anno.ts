// erl_parse-anno — the annotations in abstract format: all of them, in their order, and the format with others.
//
// A node is `{Tag, Annotation, Part…}`; parts are nodes, lists of them, or words of the node itself. What is written in
// a literal or an attribute is no part.
import { callFun1, callFun2 } from "../process/apply.ts";
import { Frame, proc } from "../process/frame.ts";
import { errorTuple } from "../terms/exception.ts";
import { fromArray, isList, isNil, toArray } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple2, tupleFrom } from "../terms/tuple.ts";
import { parseItem } from "./erl_parse-tokens.ts";

const sym = (name: string): symbol => Symbol.for(name);
const LITERALS: readonly Term[] = ["atom", "char", "float", "integer", "string", "var"].map(sym);
/** Nodes without an annotation, if they are not forms. */
const CLAUSES = sym("clauses");
const FUNCTION = sym("function");
const ATTRIBUTE = sym("attribute");
/** Attributes whose values are in abstract format. */
const WITH_NODES: readonly Term[] = ["record", "spec", "callback", "type", "opaque", "nominal"].map(sym);
/** Frames of a function, which waits at a line of OTP's for the fun. */
const frames = (name: string, arity: number, line: number) => {
  const items = [parseItem(name, arity, line)];
  return { module: sym("erl_parse"), items: () => items };
};

/** The format with each annotation replaced by what `next` gives for it, parents first. */
function replaced(node: Term, next: (anno: Term) => Term): Term {
  if (isTuple(node)) {
    const [tag, anno, ...parts] = node;
    const isNode = typeof tag === "symbol" && node.length > 1;
    const isBare = tag === CLAUSES || (tag === FUNCTION && node.length < 5);
    if (!isNode || isBare) return tupleFrom(node.map((part) => replaced(part, next)));
    const fresh = next(anno);
    if (LITERALS.includes(tag)) return tupleFrom([tag, fresh, ...parts]);
    if (tag === ATTRIBUTE && !WITH_NODES.includes(parts[0])) return tupleFrom([tag, fresh, ...parts]);
    if (tag === ATTRIBUTE) return tupleFrom([tag, fresh, parts[0], inside(parts[1], next)]);
    return tupleFrom([tag, fresh, ...parts.map((part) => replaced(part, next))]);
  }
  if (isNil(node) || !isList(node)) return node;
  const elements = toArray(node);
  return elements === undefined || typeof node === "string"
    ? node
    : fromArray(elements.map((part) => replaced(part, next)));
}

/** The value of an attribute: a tuple or list of words and nodes. */
function inside(value: Term, next: (anno: Term) => Term): Term {
  if (!isTuple(value)) return replaced(value, next);
  return tupleFrom(value.map((part) => (isList(part) || isNode(part) ? replaced(part, next) : part)));
}
const isNode = (term: Term): boolean => isTuple(term) && typeof term[0] === "symbol" && term.length > 2;

/** All annotations, parents first. */
function annotations(node: Term): Term[] {
  const found: Term[] = [];
  replaced(node, (anno) => {
    found.push(anno);
    return anno;
  });
  return found;
}

/** The format with these annotations, in the same order. */
function withAnnotations(node: Term, fresh: readonly Term[]): Term {
  let at = 0;
  return replaced(node, () => fresh[at++]);
}

/**
 * The abstract format with other annotations. Mirrors erl_parse:map_anno/2.
 *
 * ```eshell
 * 1> erl_parse:map_anno(fun(A) -> A + 1 end, {tuple,1,[{atom,2,a}]}).
 * {tuple,2,[{atom,3,a}]}
 * ```
 */
export const map_anno = proc(
  function* map_anno(fun: Term, node: Term): Generator<unknown, Term, Term> {
    const fresh: Term[] = [];
    for (const anno of annotations(node)) {
      let value = callFun1(fun, anno);
      if (value instanceof Frame) value = yield value;
      fresh.push(value);
    }
    return withAnnotations(node, fresh);
  },
  frames("map_anno", 2, 2287),
);

/**
 * Folds over the annotations of abstract format. Mirrors erl_parse:fold_anno/3.
 *
 * ```eshell
 * 1> erl_parse:fold_anno(fun(A, Sum) -> A + Sum end, 0, {tuple,1,[{atom,2,a}]}).
 * 3
 * ```
 */
export const fold_anno = proc(
  function* fold_anno(fun: Term, initial: Term, node: Term): Generator<unknown, Term, Term> {
    let sum = initial;
    for (const anno of annotations(node)) {
      sum = callFun2(fun, anno, sum);
      if (sum instanceof Frame) sum = yield sum;
    }
    return sum;
  },
  frames("fold_anno", 3, 2311),
);

/**
 * Both at once: the fun gives `{Annotation, Accumulator}`. Mirrors erl_parse:mapfold_anno/3.
 *
 * ```eshell
 * 1> erl_parse:mapfold_anno(fun(A, N) -> {A * 10, N + 1} end, 0, {tuple,1,[{atom,2,a}]}).
 * {{tuple,10,[{atom,20,a}]},2}
 * ```
 */
export const mapfold_anno = proc(
  function* mapfold_anno(fun: Term, initial: Term, node: Term): Generator<unknown, Term, Term> {
    const fresh: Term[] = [];
    let sum = initial;
    for (const anno of annotations(node)) {
      let value = callFun2(fun, anno, sum);
      if (value instanceof Frame) value = yield value;
      if (!isTuple(value) || value.length !== 2) throw errorTuple(sym("badmatch"), value);
      fresh.push(value[0]);
      sum = value[1];
    }
    return tuple2(withAnnotations(node, fresh), sum);
  },
  frames("mapfold_anno", 3, 2335),
);

/** The format with annotations that are locations, as terms; badarg for one that is none. Mirrors erl_parse:new_anno/1. */
export function checkedAnnotations(node: Term, check: (anno: Term) => Term): Term {
  return replaced(node, check);
}

// proplists-stages — the rewriting of property lists: substitutions, expansions, and several of them in turn.
import { isAtom } from "../terms/atom.ts";
import { errorTuple, type StackItem } from "../terms/exception.ts";
import { asCons, fromArray, isList, isNil } from "../terms/list.ts";
import { equalExact } from "../terms/order.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tupleFrom } from "../terms/tuple.ts";
import { lists as listBifs } from "./erlang-lists.ts";
import { calledBy, type List, waiting } from "./otp-source.ts";
import { hasKey, isPair, property, remove, runs, source } from "./proplists-lookup.ts";

const BAD_GENERATOR = Symbol.for("bad_generator");
const ALIASES = Symbol.for("aliases");
const EXPAND = Symbol.for("expand");
const NEGATIONS = Symbol.for("negations");
const conc = listBifs["++"] as (front: Term, back: Term) => Term;

/**
 * The list of what `make` makes of each element, as a comprehension makes it: it waits for itself once there are results,
 * and what is left out (undefined) makes none. `make` is told what waits for it.
 */
export function comprehension(
  list: Term,
  item: StackItem,
  make: (element: Term, callers: StackItem[]) => { readonly value: Term } | undefined,
  ...callers: StackItem[]
): Term[] {
  const made: Term[] = [];
  const outer = () => [...waiting(made.length, item), ...callers];
  let rest = list;
  for (let cell = asCons(rest); cell !== undefined; cell = asCons(rest)) {
    const result = make(cell.head, [item, ...outer()]);
    if (result !== undefined) made.push(result.value);
    rest = cell.tail;
  }
  if (isNil(rest)) return made;
  const { module: _, name, arity, line } = item;
  const reason = errorTuple(BAD_GENERATOR, rest).reason;
  throw source.error(reason, Symbol.keyFor(name) as string, arity as number, line as number, ...outer());
}

/**
 * Replaces keys by those they are aliases of. Mirrors proplists:substitute_aliases/2.
 *
 * ```eshell
 * 1> proplists:substitute_aliases([{colour,color}], [{colour,red}]).
 * [{color,red}]
 * ```
 */
export function substitute_aliases(aliases: List<unknown>, list: List<unknown>): any[] {
  return substituted(aliases, list, "substitute_aliases", 397, 399, (one, to) => {
    if (isAtom(one)) return property(to, true);
    const copy = tupleFrom(one as Term[]);
    copy[0] = to;
    return property(copy);
  });
}

/**
 * Replaces keys by those they negate, with the other truth value. Mirrors proplists:substitute_negations/2.
 *
 * ```eshell
 * 1> proplists:substitute_negations([{no_log,log}], [no_log]).
 * [{log,false}]
 * ```
 */
export function substitute_negations(negations: List<unknown>, list: List<unknown>): any[] {
  return substituted(negations, list, "substitute_negations", 439, 441, (one, to) =>
    property(to, !isAtom(one) && !(isPair(one) && (one as Term[])[1] === true)),
  );
}

/** The list with what `change` makes of each property that is in the pairs, and of what its pair says. */
function substituted(
  pairs: Term,
  list: Term,
  name: string,
  line: number,
  inner: number,
  change: (one: Term, to: Term) => Term,
): any[] {
  const item = source.item(`-${name}/2-lc$^0/1-0-`, 2, line);
  const made = comprehension(list, item, (one, callers) => {
    let rest = pairs;
    for (let cell = asCons(rest); cell !== undefined; cell = asCons(rest)) {
      if (!isPair(cell.head)) break;
      if (hasKey(one, cell.head[0])) return { value: change(one, cell.head[1]) };
      rest = cell.tail;
    }
    if (!isNil(rest)) throw source.noClause(`${name}_1`, [rest, one], inner, ...callers);
    return { value: one };
  });
  return fromArray(made) as any[];
}

/**
 * Replaces properties by the properties they stand for. Mirrors proplists:expand/2.
 *
 * ```eshell
 * 1> proplists:expand([{fast, [{speed,9},{safe,false}]}], [fast]).
 * [{speed,9},{safe,false}]
 * ```
 */
export function expand(expansions: List<unknown>, list: List<unknown>): any[] {
  if (!isList(list)) throw source.noClause("expand", [expansions, list], 502);
  const pairs = comprehension(
    expansions,
    source.item("-expand/2-lc$^0/1-0-", 1, 503),
    (pair) =>
      isPair(pair) ? { value: { from: property((pair as any)[0]), to: (pair as any)[1] } } : undefined,
    source.item("expand", 2, 503),
  ) as { from: Term; to: Term }[];
  let properties: Term = list;
  for (const [i, { from, to }] of pairs.entries()) {
    // Of expansions of one property that follow each other only the first counts.
    if (i > 0 && equalExact(pairs[i - 1]?.from, from)) continue;
    properties = expandOne(from, to, properties);
  }
  return flattened(properties);
}

const EXPANDING = [source.item("expand_0", 2, 512), source.item("expand", 2, 504)];
const EXPAND_2 = source.item("expand_2", 4, 536);

/** The list with the list `to` in the place of the first property that is the wanted one. */
function expandOne(wanted: any, to: Term, properties: Term): Term {
  if (!isAtom(wanted) && !(isTuple(wanted) && wanted.length > 0)) return properties;
  const key = isAtom(wanted) ? wanted : wanted[0];
  const before: Term[] = [];
  let rest = properties;
  for (let cell = asCons(rest); cell !== undefined; cell = asCons(rest)) {
    const { head, tail } = cell;
    if (hasKey(head, key)) {
      const found = isAtom(head) ? head : property(head);
      if (!equalExact(wanted, found)) return fromArray([...before, found], tail);
      const callers = [source.item("expand_3", 5, 547), ...waiting(before.length, EXPAND_2), ...EXPANDING];
      return fromArray(
        [...before, to],
        calledBy(callers, () => remove(key, tail as any)),
      );
    }
    before.push(head);
    rest = tail;
  }
  if (isNil(rest)) return properties;
  const callers = [...waiting(before.length, EXPAND_2), ...EXPANDING];
  throw source.noClause("expand_2", [key, wanted, to, rest], 527, ...callers);
}

/** The elements of the lists within a list, and its other elements. */
function flattened(list: Term): any[] {
  const elements: Term[] = [];
  let rest = list;
  for (let cell = asCons(rest); cell !== undefined; cell = asCons(rest)) {
    elements.push(cell.head);
    rest = cell.tail;
  }
  const callers = (count: number) =>
    runs(elements.slice(0, count).map((element) => (isList(element) ? 570 : 572))).map((line) =>
      source.item("flatten", 1, line),
    );
  if (!isNil(rest)) throw source.noClause("flatten", [rest], 569, ...callers(elements.length));
  let made: Term = rest;
  for (let i = elements.length - 1; i >= 0; i--) {
    const [element, after] = [elements[i], made];
    const waits = () => [source.item("flatten", 1, 570), ...callers(i)];
    made = isList(element)
      ? source.within("++", [element, after], waits(), () => conc(element, after))
      : fromArray([element], after);
  }
  return made as any[];
}

/** The list after the stages `{aliases, As}`, `{expand, Es}` and `{negations, Ns}`. */
export function applyStages(list: Term, stages: Term, caller: StackItem): Term {
  let result = list as any;
  let rest = stages;
  for (let cell = asCons(rest); cell !== undefined; cell = asCons(rest)) {
    const [kind, what] = (isPair(cell.head) ? cell.head : [undefined, undefined]) as [Term, any];
    const callers = (line: number) => [source.item("apply_stages", 2, line), caller];
    const before = result;
    if (kind === ALIASES) result = calledBy(callers(615), () => substitute_aliases(what, before));
    else if (kind === EXPAND) result = calledBy(callers(617), () => expand(what, before));
    else if (kind === NEGATIONS) result = calledBy(callers(619), () => substitute_negations(what, before));
    else break;
    rest = cell.tail;
  }
  if (!isNil(rest)) throw source.noClause("apply_stages", [result, rest], 614, caller);
  return result;
}

/**
 * The list with each property in its shortest form. Mirrors proplists:compact/1.
 *
 * ```eshell
 * 1> proplists:compact([{a,true},{b,2}]).
 * [a,{b,2}]
 * ```
 */
export function compact(list: List<unknown>): any[] {
  const item = source.item("-compact/1-lc$^0/1-0-", 1, 128);
  return fromArray(comprehension(list, item, (one) => ({ value: property(one) }))) as any[];
}

/**
 * Applies aliases, expansions and negations, and compacts the result. Mirrors proplists:normalize/2.
 *
 * ```eshell
 * 1> proplists:normalize([{colour,red}], [{aliases, [{colour,color}]}]).
 * [{color,red}]
 * ```
 */
export function normalize(list: List<unknown>, stages: List<unknown>): any[] {
  return compact(applyStages(list, stages, source.item("normalize", 2, 612)) as any);
}

// sets — OTP's module sets: sets as maps from the elements to [], elements being told apart by `=:=`.
//
// Differs from OTP: the older representation, which `[{version, 1}]` asks for, is not made; the newer one takes its place.

import { badarg } from "../terms/exception.ts";
import { fromArray, NIL, toArray } from "../terms/list.ts";
import { EMPTY_MAP, isMap, mapHas, mapOf, mapPairs, mapPut, mapRemove, mapSize } from "../terms/map.ts";
import type { Term } from "../terms/term.ts";
import { after } from "./after.ts";
import { lists } from "./lists.ts";
import { type Awaitable, type List, OtpSource } from "./otp-source.ts";
import { type OtpModule, otpModule } from "./table.ts";

const source: OtpSource = new OtpSource("sets");

/** A set, as it prints. */
type Set = any;

/** The elements; what is no set has no clause. */
function elementsOf(set: Set, name: string, args: readonly Term[], line: number): Term[] {
  if (!isMap(set)) throw source.noClause(name, args, line);
  return mapPairs(set).keys;
}

const setOf = (elements: readonly Term[]): Set =>
  mapOf(
    elements,
    elements.map(() => NIL),
  );

function from_list(list: List<unknown>, ..._options: unknown[]): Set {
  const elements = toArray(list);
  if (elements === undefined) {
    const exception = badarg(list);
    const info = { module: Symbol.for("erl_stdlib_errors") };
    exception.items.push({
      module: Symbol.for("maps"),
      name: Symbol.for("from_keys"),
      arity: [list, NIL],
      info,
    });
    exception.items.push(source.item("from_list", 1, 225));
    throw exception;
  }
  return setOf(elements);
}

function size(set: Set): number {
  elementsOf(set, "size", [set], 300);
  return mapSize(set);
}

function is_equal(a: Set, b: Set): boolean {
  return size(a) === size(b) && elementsOf(a, "to_list", [a], 374).every((element) => mapHas(b, element));
}

const to_list = (set: Set): any[] => fromArray(elementsOf(set, "to_list", [set], 374)) as any[];

function is_element(element: unknown, set: Set): boolean {
  elementsOf(set, "is_element", [element, set], 395);
  return mapHas(set, element);
}
function add_element(element: unknown, set: Set): Set {
  elementsOf(set, "add_element", [element, set], 426);
  return mapPut(set, element, NIL);
}
function del_element(element: unknown, set: Set): Set {
  elementsOf(set, "del_element", [element, set], 456);
  return mapRemove(set, element);
}

function union(first: any, ...second: Set[]): Set {
  if (second.length === 1) {
    return setOf([
      ...elementsOf(first, "union", [first, second[0]], 480),
      ...elementsOf(second[0], "union", [first, second[0]], 480),
    ]);
  }
  return (toArray(first) ?? []).reduce((all, set) => union(all, set), EMPTY_MAP);
}

function intersection(first: any, ...second: Set[]): Set {
  if (second.length === 1) {
    elementsOf(second[0], "intersection", [first, second[0]], 530);
    return setOf(
      elementsOf(first, "intersection", [first, second[0]], 530).filter((element) =>
        mapHas(second[0], element),
      ),
    );
  }
  const sets = toArray(first);
  if (sets === undefined || sets.length === 0) throw source.noClause("intersection", [first], 567);
  return sets.reduce((all, set) => intersection(all, set));
}

function subtract(a: Set, b: Set): Set {
  elementsOf(b, "subtract", [a, b], 723);
  return setOf(elementsOf(a, "subtract", [a, b], 723).filter((element) => !mapHas(b, element)));
}
function is_disjoint(a: Set, b: Set): boolean {
  elementsOf(b, "is_disjoint", [a, b], 673);
  return !elementsOf(a, "is_disjoint", [a, b], 673).some((element) => mapHas(b, element));
}
function is_subset(a: Set, b: Set): boolean {
  elementsOf(b, "is_subset", [a, b], 795);
  return elementsOf(a, "is_subset", [a, b], 795).every((element) => mapHas(b, element));
}

const fromTerms = (list: Term): Set => setOf(toArray(list) as Term[]);

function filter(fun: (element: any) => Awaitable<boolean>, set: Set): Promise<Set> {
  source.checkFun(fun, 1, "filter", [fun, set], 868);
  return after(lists.functions.filter(fun, to_list(set)), fromTerms);
}
function map(fun: (element: any) => unknown, set: Set): Promise<Set> {
  source.checkFun(fun, 1, "map", [fun, set], 893);
  return after(lists.functions.map(fun, to_list(set)), fromTerms);
}
function filtermap(fun: (element: any) => any, set: Set): Promise<Set> {
  source.checkFun(fun, 1, "filtermap", [fun, set], 937);
  return after(lists.functions.filtermap(fun, to_list(set)), fromTerms);
}
function fold<A>(fun: (element: any, accumulator: A) => Awaitable<A>, initial: A, set: Set): Promise<A> {
  source.checkFun(fun, 2, "fold", [fun, initial, set], 838);
  return lists.functions.foldl(fun, initial, to_list(set));
}

const functions = {
  add_element,
  del_element,
  filter,
  filtermap,
  fold,
  from_list: [from_list, 1, 2],
  intersection: [intersection, 1, 2],
  is_disjoint,
  is_element,
  is_empty: (set: Set): boolean => size(set) === 0,
  is_equal,
  is_set: (set: unknown): boolean => isMap(set),
  is_subset,
  map,
  new: [(..._options: unknown[]): Set => EMPTY_MAP, 0, 1],
  size,
  subtract,
  to_list,
  union: [union, 1, 2],
} as const;

/** Module sets. */
export const sets: OtpModule<typeof functions> = otpModule("sets", functions);

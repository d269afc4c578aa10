// ordsets — OTP's module ordsets: sets as lists in the order of terms, without elements that are equal (`==`).
import { fromArray, isList, isNil, NIL, toArray } from "../terms/list.ts";
import { compare, equal, equalExact } from "../terms/order.ts";
import type { Term } from "../terms/term.ts";
import { after } from "./after.ts";
import { lists } from "./lists.ts";
import { type Awaitable, type List, OtpSource } from "./otp-source.ts";
import { type OtpModule, otpModule } from "./table.ts";

const source: OtpSource = new OtpSource("ordsets");
const usort = lists.functions.usort[0];

/** The elements; what is no list has no clause. */
function elementsOf(set: Term, name: string, args: readonly Term[], line: number): readonly Term[] {
  const elements = toArray(set);
  if (elements === undefined) throw source.noClause(name, args, line);
  return elements;
}

/** Where the element is or would be. */
function placeOf(element: Term, elements: readonly Term[]): number {
  const at = elements.findIndex((other) => compare(other, element) >= 0);
  return at < 0 ? elements.length : at;
}

function is_set(set: Term): boolean {
  const elements = isList(set) ? toArray(set) : undefined;
  return elements?.every((element, i) => i === 0 || compare(elements[i - 1], element) < 0) === true;
}

const size = (set: List<unknown>): number => elementsOf(set, "size", [set], 120).length;

function add_element<T>(element: T, set: List<T>): T[] {
  const elements = elementsOf(set, "add_element", [element, set], 240);
  const at = placeOf(element, elements);
  if (at < elements.length && equal(elements[at], element)) return set as T[];
  return fromArray([...elements.slice(0, at), element, ...elements.slice(at)]) as T[];
}

function del_element<T>(element: unknown, set: List<T>): T[] {
  const elements = elementsOf(set, "del_element", [element, set], 263);
  return fromArray(elements.filter((other) => !equal(other, element))) as T[];
}

function is_element(element: unknown, set: List<unknown>): boolean {
  return elementsOf(set, "is_element", [element, set], 214).some((other) => equal(other, element));
}

/** Goes through two sets side by side: `take` says what to keep of what is only in the first, in both, only in the second. */
function walk(
  a: Term,
  b: Term,
  name: string,
  line: number,
  first: boolean,
  both: boolean,
  second: boolean,
): Term[] {
  const x = elementsOf(a, name, [a, b], line);
  const y = elementsOf(b, name, [a, b], line);
  const kept: Term[] = [];
  let i = 0;
  let j = 0;
  while (i < x.length || j < y.length) {
    const order = i === x.length ? 1 : j === y.length ? -1 : compare(x[i], y[j]);
    if (order <= 0 ? (order < 0 ? first : both) : second) kept.push(order <= 0 ? x[i] : y[j]);
    if (order <= 0) i++;
    if (order >= 0) j++;
  }
  return kept;
}

function union<T>(first: List<any>, ...second: List<T>[]): any[] {
  if (second.length === 0) return lists.functions.umerge[0](first as any);
  return fromArray(walk(first, second[0], "union", 288, true, true, true)) as any[];
}

function intersection(first: List<any>, ...second: List<any>[]): any[] {
  if (second.length === 1)
    return fromArray(walk(first, second[0], "intersection", 344, false, true, false)) as any[];
  const sets = toArray(first);
  if (sets === undefined || sets.length === 0) throw source.noClause("intersection", [first], 344);
  return sets.reduce((all, set) => intersection(all, set));
}

const subtract = <T>(a: List<T>, b: List<unknown>): T[] =>
  fromArray(walk(a, b, "subtract", 443, true, false, false)) as T[];
const is_disjoint = (a: List<unknown>, b: List<unknown>): boolean =>
  walk(a, b, "is_disjoint", 412, false, true, false).length === 0;
const is_subset = (a: List<unknown>, b: List<unknown>): boolean =>
  walk(a, b, "is_subset", 473, true, false, false).length === 0;
const is_equal = (a: List<unknown>, b: List<unknown>): boolean => equalExact(a, b) || equal(a, b);

function filter<T>(fun: (element: T) => Awaitable<boolean>, set: List<T>): Promise<T[]> {
  return lists.functions.filter(fun, set);
}
function map<T, U>(fun: (element: T) => Awaitable<U>, set: List<T>): Promise<U[]> {
  return after(lists.functions.map(fun, set), (made) => usort(made));
}
function filtermap<T>(fun: (element: T) => any, set: List<T>): Promise<any[]> {
  return after(lists.functions.filtermap(fun, set), (made) => usort(made));
}
function fold<T, A>(fun: (element: T, accumulator: A) => Awaitable<A>, initial: A, set: List<T>): Promise<A> {
  return lists.functions.foldl(fun, initial, set);
}

const functions = {
  add_element,
  del_element,
  filter,
  filtermap,
  fold,
  from_list: <T>(list: List<T>): T[] => usort(list),
  intersection: [intersection, 1, 2],
  is_disjoint,
  is_element,
  is_empty: (set: List<unknown>): boolean => isNil(set),
  is_equal,
  is_set,
  is_subset,
  map,
  new: (): any[] => NIL as never,
  size,
  subtract,
  to_list: <T>(set: List<T>): T[] => set as T[],
  union: [union, 1, 2],
} as const;

/** Module ordsets. */
export const ordsets: OtpModule<typeof functions> = otpModule("ordsets", functions);

// lists-keys — functions of module lists that look for a tuple by the element at a place.
import { callFun1 } from "../process/apply.ts";
import { Frame, proc } from "../process/frame.ts";
import { running } from "../process/running.ts";
import { badarg, bifError } from "../terms/exception.ts";
import { isInteger } from "../terms/float.ts";
import { asCons, Cons, fromArray, isNil } from "../terms/list.ts";
import { equal } from "../terms/order.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, type Tuple, tuple2, tuple3, tupleFrom } from "../terms/tuple.ts";
import { isFunOf } from "./fun-arity.ts";
import {
  type Awaitable,
  checkCallable,
  type List,
  NOWHERE,
  OtpSource,
  raiseAt,
  waiting,
} from "./otp-source.ts";

const source: OtpSource = new OtpSource("lists");
const VALUE = Symbol.for("value");

const isPlace = (place: Term): boolean => isInteger(place) && place > 0;
const matches = (term: Term, place: Term, key: Term): boolean =>
  isTuple(term) && place <= term.length && equal(term[place - 1], key);

/** The first tuple whose element at the place is `==` to the key, as the BIFs look for it. */
function find(key: Term, place: Term, list: Term): Term {
  // The BIFs take no bignums.
  if (!isPlace(place) || place >= 2n ** 59n) throw badarg(place);
  const at = Number(place) - 1;
  let rest = list;
  for (let cell = asCons(rest); cell !== undefined; ) {
    const { head } = cell;
    if (isTuple(head) && at < head.length && equal(head[at], key)) return head;
    rest = cell.tail;
    cell = rest instanceof Cons ? rest : asCons(rest);
  }
  if (!isNil(rest)) throw badarg(list);
  return undefined;
}

/**
 * The first tuple with the key at a place counted from 1, or false. Mirrors lists:keyfind/3.
 *
 * ```eshell
 * 1> lists:keyfind(b, 1, [{a,1},{b,2}]).
 * {b,2}
 * 2> lists:keyfind(c, 1, [{a,1},{b,2}]).
 * false
 * ```
 */
export function keyfind<T extends readonly unknown[]>(key: unknown, place: number, list: List<T>): T | false {
  return find(key, place, list) ?? false;
}

/**
 * Whether there is a tuple with the key. Mirrors lists:keymember/3.
 *
 * ```eshell
 * 1> lists:keymember(2, 2, [{a,1},{b,2}]).
 * true
 * ```
 */
export function keymember(key: unknown, place: number, list: List<unknown>): boolean {
  return find(key, place, list) !== undefined;
}

/**
 * `{value, Tuple}` of the first tuple with the key, or false. Mirrors lists:keysearch/3.
 *
 * ```eshell
 * 1> lists:keysearch(b, 1, [{a,1},{b,2}]).
 * {value,{b,2}}
 * ```
 */
export function keysearch<T extends readonly unknown[]>(
  key: unknown,
  place: number,
  list: List<T>,
): Tuple<[symbol, T]> | false {
  const found = find(key, place, list);
  return found === undefined ? false : tuple2(VALUE, found);
}

/** What is before the first tuple with the key, in an array, and the cell it is in. `improper` makes the error. */
function look(key: Term, place: Term, list: Term, improper: (rest: Term, before: Term[]) => Error) {
  const before: Term[] = [];
  let rest = list;
  for (let cell = asCons(rest); cell !== undefined; cell = asCons(rest)) {
    if (matches(cell.head, place, key)) return { before, cell };
    before.push(cell.head);
    rest = cell.tail;
  }
  if (!isNil(rest)) throw improper(rest, before);
  return { before, cell: undefined };
}

/**
 * The list without the first tuple with the key. Mirrors lists:keydelete/3.
 *
 * ```eshell
 * 1> lists:keydelete(b, 1, [{a,1},{b,2},{b,3}]).
 * [{a,1},{b,3}]
 * ```
 */
export function keydelete<T>(key: unknown, place: number, list: List<T>): T[] {
  if (!isPlace(place)) throw source.noClause("keydelete", [key, place, list], 1393);
  const { before, cell } = look(key, place, list, (rest, passed) =>
    source.noClause(
      "keydelete3",
      [key, place, rest],
      1396,
      ...waiting(passed.length, source.item("keydelete3", 3, 1398)),
    ),
  );
  return (cell === undefined ? list : fromArray(before, cell.tail)) as T[];
}

/**
 * The list with the first tuple with the key replaced. Mirrors lists:keyreplace/4.
 *
 * ```eshell
 * 1> lists:keyreplace(b, 1, [{a,1},{b,2}], {b,20}).
 * [{a,1},{b,20}]
 * ```
 */
export function keyreplace<T, U>(key: unknown, place: number, list: List<T>, made: U): (T | U)[] {
  if (!isPlace(place) || !isTuple(made)) throw source.noClause("keyreplace", [key, place, list, made], 1423);
  const { before, cell } = look(key, place, list, (rest, passed) => {
    const callers = waiting(passed.length, source.item("keyreplace3", 4, 1429));
    return source.noClause("keyreplace3", [key, place, rest, made], 1426, ...callers);
  });
  return (cell === undefined ? list : fromArray(before, new Cons(made, cell.tail))) as (T | U)[];
}

/**
 * The same, or the tuple added at the end if there is none to replace. Mirrors lists:keystore/4.
 *
 * ```eshell
 * 1> lists:keystore(c, 1, [{a,1},{b,2}], {c,3}).
 * [{a,1},{b,2},{c,3}]
 * ```
 */
export function keystore<T, U>(key: unknown, place: number, list: List<T>, made: U): (T | U)[] {
  if (!isPlace(place) || !isTuple(made)) throw source.noClause("keystore", [key, place, list, made], 1487);
  const { before, cell } = look(key, place, list, (rest, passed) => {
    const callers = waiting(passed.length, source.item("keystore2", 4, 1493));
    return source.noClause("keystore2", [key, place, rest, made], 1490, ...callers);
  });
  return fromArray(before, cell === undefined ? fromArray([made]) : new Cons(made, cell.tail)) as (T | U)[];
}

/**
 * `{value, Tuple, Rest}` of the first tuple with the key, or false. Mirrors lists:keytake/3.
 *
 * ```eshell
 * 1> lists:keytake(b, 1, [{a,1},{b,2},{c,3}]).
 * {value,{b,2},[{a,1},{c,3}]}
 * ```
 */
export function keytake<T>(key: unknown, place: number, list: List<T>): Tuple<[symbol, T, T[]]> | false {
  if (!isPlace(place)) throw source.noClause("keytake", [key, place, list], 1456);
  const { before, cell } = look(key, place, list, (rest, passed) =>
    source.noClause("keytake", [key, place, rest, fromArray(passed.reverse())], 1459),
  );
  return cell === undefined ? false : tuple3(VALUE, cell.head, fromArray(before, cell.tail));
}

/**
 * The tuples with their element at the place as the fun makes it. Mirrors lists:keymap/3.
 *
 * ```eshell
 * 1> lists:keymap(fun erlang:atom_to_list/1, 1, [{a,1},{b,2}]).
 * [{"a",1},{"b",2}]
 * ```
 */
export function keymap<T>(
  fun: (element: any) => Awaitable<unknown>,
  place: number,
  list: List<T>,
): Promise<T[]> {
  return keymapLoop(fun, place, list);
}
const KEYMAP = source.item("keymap", 3, 1794);
const keymapLoop: (...args: Term[]) => any = proc(
  function* keymap(fun: Term, place: Term, list: Term): Generator<unknown, Term, any> {
    const made: Term[] = [];
    let rest = list;
    for (let cell = asCons(rest); cell !== undefined; cell = asCons(rest)) {
      const { head } = cell;
      running.at = NOWHERE;
      const callers = [KEYMAP, ...waiting(made.length, KEYMAP)];
      if (!isTuple(head) || !isInteger(place) || place < 1 || place > head.length) {
        source.within("element", [place, head], callers, () => {
          throw bifError(badarg().reason);
        });
      }
      running.at = made.length;
      checkCallable(fun, [head[place - 1]], KEYMAP);
      let element = callFun1(fun, head[place - 1]);
      if (element instanceof Frame) element = yield element;
      const copy = tupleFrom(head);
      copy[place - 1] = element;
      made.push(copy);
      rest = cell.tail;
    }
    if (!isNil(rest) || !isPlace(place) || !isFunOf(fun, 1)) {
      throw raiseAt(
        NOWHERE,
        source.noClause("keymap", [fun, place, rest], 1793, ...waiting(made.length, KEYMAP)),
      );
    }
    return fromArray(made);
  },
  source.nested("keymap", 3, 1794, 1794),
);

// queue — OTP's module queue: double-ended queues `{Rear, Front}`, the rear being a list from the last element on.
//
// Invariant: neither list is empty unless the queue has fewer than two elements, so both ends are at hand.
import { badarg, Exception, type StackItem } from "../terms/exception.ts";
import { isInteger } from "../terms/float.ts";
import { asCons, Cons, fromArray, isList, isNil, NIL, toArray } from "../terms/list.ts";
import { equalExact } from "../terms/order.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, type Tuple, tuple2 } from "../terms/tuple.ts";
import { after } from "./after.ts";
import { isFunOf } from "./fun-arity.ts";
import { lists } from "./lists.ts";
import type { Awaitable, List } from "./otp-source.ts";
import { deleteWith, filtermapRear, filterSides, source } from "./queue-loops.ts";
import { type OtpModule, otpModule } from "./table.ts";

const EMPTY = Symbol.for("empty");
const VALUE = Symbol.for("value");

/** A queue, as it prints. */
type Queue = any;

const queue2 = (rear: readonly Term[], front: readonly Term[]): Queue =>
  tuple2(fromArray(rear), fromArray(front));
const emptyQueue = (): Queue => tuple2(NIL, NIL);

/** Rear and front; what is no queue is badarg. */
function sides(queue: Queue, name: string, ...args: Term[]): [Term[], Term[]] {
  const rear =
    isTuple(queue) && queue.length === 2 && isList(queue[0]) && isList(queue[1])
      ? toArray(queue[0])
      : undefined;
  const front = rear === undefined ? undefined : toArray(queue[1]);
  if (rear === undefined || front === undefined) throw source.badarg(name, args, 1);
  return [[...rear], [...front]];
}

/** A queue of the elements of one list, halved: `front` says that the list is in order, else it is from the last on. */
function halved(elements: readonly Term[], front: boolean): Queue {
  const size = elements.length;
  if (size === 0) return emptyQueue();
  if (size === 1) return front ? queue2(elements, []) : queue2([], elements);
  const half = size === 2 ? 1 : Math.floor(size / 2);
  const near = elements.slice(0, half);
  const far = elements.slice(half).reverse();
  return front ? queue2(far, near) : queue2(near, far);
}

const elementsOf = (queue: Queue, name: string, ...args: Term[]): Term[] => {
  const [rear, front] = sides(queue, name, ...args);
  return [...front, ...rear.reverse()];
};

/** `error(empty, Args)`. */
const isEmptyError = (name: string, queue: Queue): Exception =>
  new Exception("error", EMPTY, [source.item(name, [queue], 1)]);

function inRear(element: unknown, queue: Queue, name = "in"): Queue {
  if (!isQueue(queue)) throw source.badarg(name, [element, queue], 1);
  const [rear, front] = queue;
  const single = new Cons(element, NIL);
  return isNil(front) && isNil(asCons(rear)?.tail)
    ? tuple2(single, rear)
    : tuple2(new Cons(element, rear), front);
}
function inFront(element: unknown, queue: Queue): Queue {
  if (!isQueue(queue)) throw source.badarg("in_r", [element, queue], 1);
  const [rear, front] = queue;
  const single = new Cons(element, NIL);
  return isNil(rear) && isNil(asCons(front)?.tail)
    ? tuple2(front, single)
    : tuple2(rear, new Cons(element, front));
}

/** The queue without its first element, which it has. */
function withoutFirst(rear: Term[], front: Term[]): Queue {
  if (front.length > 1) return queue2(rear, front.slice(1));
  if (front.length === 1) return halved(rear, false);
  return rear.length < 2 ? emptyQueue() : queue2([rear[0]], rear.slice(1).reverse().slice(1));
}
/** The queue without its last element, which it has. */
function withoutLast(rear: Term[], front: Term[]): Queue {
  const turned = withoutFirst(front, rear);
  return tuple2(turned[1], turned[0]);
}

const firstOf = (rear: Term[], front: Term[]): Term => (front.length > 0 ? front[0] : rear[rear.length - 1]);
const isVoid = (rear: Term[], front: Term[]): boolean => rear.length === 0 && front.length === 0;

/**
 * Takes the first element out. Mirrors queue:out/1.
 *
 * ```eshell
 * 1> queue:out(queue:from_list([a,b])).
 * {{value,a},{[],[b]}}
 * 2> queue:out(queue:new()).
 * {empty,{[],[]}}
 * ```
 */
function out(queue: Queue): any {
  // The usual case takes no time, however long the queue is.
  const first = isQueue(queue) ? asCons(queue[1]) : undefined;
  if (first !== undefined && !isNil(first.tail)) {
    return tuple2(tuple2(VALUE, first.head), tuple2(queue[0], first.tail));
  }
  const [rear, front] = sides(queue, "out", queue);
  if (isVoid(rear, front)) return tuple2(EMPTY, queue);
  return tuple2(tuple2(VALUE, firstOf(rear, front)), withoutFirst(rear, front));
}
/**
 * Takes the last element out. Mirrors queue:out_r/1.
 *
 * ```eshell
 * 1> queue:out_r(queue:from_list([a,b])).
 * {{value,b},{[a],[]}}
 * ```
 */
function out_r(queue: Queue): any {
  const [rear, front] = sides(queue, "out_r", queue);
  if (isVoid(rear, front)) return tuple2(EMPTY, queue);
  return tuple2(tuple2(VALUE, firstOf(front, rear)), withoutLast(rear, front));
}

const getter =
  (name: string, last: boolean) =>
  (queue: Queue): any => {
    const [rear, front] = sides(queue, name, queue);
    if (isVoid(rear, front)) throw isEmptyError(name, queue);
    return last ? firstOf(front, rear) : firstOf(rear, front);
  };
const peeker =
  (name: string, last: boolean) =>
  (queue: Queue): any => {
    const [rear, front] = sides(queue, name, queue);
    if (isVoid(rear, front)) return EMPTY;
    return tuple2(VALUE, last ? firstOf(front, rear) : firstOf(rear, front));
  };
const dropper =
  (name: string, last: boolean) =>
  (queue: Queue): Queue => {
    const [rear, front] = sides(queue, name, queue);
    if (isVoid(rear, front)) throw isEmptyError(name, queue);
    return last ? withoutLast(rear, front) : withoutFirst(rear, front);
  };

/**
 * The queue of a list; its head is the front. Mirrors queue:from_list/1.
 *
 * ```eshell
 * 1> queue:from_list([a,b,c]).
 * {[c,b],[a]}
 * ```
 */
function from_list(list: List<unknown>): Queue {
  if (!isList(list)) throw source.badarg("from_list", [list], 242);
  const elements = toArray(list);
  if (elements !== undefined) return halved(elements, true);
  return source.within("length", [list], [source.item("from_list", 1, 1310)], () => {
    throw badarg(list);
  });
}

/**
 * The elements of the first queue, then those of the second. Mirrors queue:join/2.
 *
 * ```eshell
 * 1> queue:to_list(queue:join(queue:from_list([a]), queue:from_list([b]))).
 * [a,b]
 * ```
 */
function join(first: Queue, second: Queue): Queue {
  const [rear1, front1] = sides(first, "join", first, second);
  const [rear2, front2] = sides(second, "join", first, second);
  if (isVoid(rear2, front2)) return first;
  if (isVoid(rear1, front1)) return second;
  return queue2(rear2, [...front1, ...rear1.reverse(), ...front2]);
}

/**
 * The queue of the first n elements, and that of the others. Mirrors queue:split/2.
 *
 * ```eshell
 * 1> {A, B} = queue:split(1, queue:from_list([a,b,c])), {queue:to_list(A), queue:to_list(B)}.
 * {[a],[b,c]}
 * ```
 */
function split(n: number, queue: Queue): Tuple<[Queue, Queue]> {
  const [rear, front] = sides(queue, "split", n, queue);
  if (!isInteger(n) || n < 0 || n > rear.length + front.length) throw source.badarg("split", [n, queue], 648);
  if (n === 0) return tuple2(emptyQueue(), queue);
  if (n === front.length) return tuple2(halved(front, true), halved(rear, false));
  if (n < front.length)
    return tuple2(queue2(front.slice(1, n).reverse(), [front[0]]), queue2(rear, front.slice(n)));
  const later = rear.length - (n - front.length);
  if (later === 0) return tuple2(queue, emptyQueue());
  return tuple2(queue2(rear.slice(later), front), queue2([rear[0]], rear.slice(1, later).reverse()));
}

/**
 * Whether an element is equal to the given one. Mirrors queue:member/2.
 *
 * ```eshell
 * 1> queue:member(a, queue:from_list([a,b])).
 * true
 * ```
 */
function member(element: unknown, queue: Queue): boolean {
  return elementsOf(queue, "member", element, queue).some((other) => equalExact(other, element));
}

function checked(fun: unknown, arity: number, queue: Queue, name: string, ...args: Term[]): [Term[], Term[]] {
  if (!isFunOf(fun, arity)) throw source.badarg(name, args, 1);
  return sides(queue, name, ...args);
}

/** What is left of both sides: the other is halved where one is empty. */
function sifted(rear: Term, front: Term): Queue {
  if (isNil(rear)) return halved(toArray(front) as Term[], true);
  return isNil(front) ? halved(toArray(rear) as Term[], false) : tuple2(rear, front);
}

/**
 * The elements that the fun keeps, or a list for each. Mirrors queue:filter/2.
 *
 * ```eshell
 * 1> queue:to_list(queue:filter(fun(N) -> N > 1 end, queue:from_list([1,2,3]))).
 * [2,3]
 * ```
 */
function filter(fun: (element: any) => unknown, queue: Queue): Promise<Queue> {
  const [rear, front] = checked(fun, 1, queue, "filter", fun, queue);
  return filterSides(fun, fromArray(rear), fromArray(front), sifted);
}
/**
 * Filters and maps in one. Mirrors queue:filtermap/2.
 *
 * ```eshell
 * 1> queue:to_list(queue:filtermap(fun(N) -> N > 1 andalso {true, -N} end, queue:from_list([1,2]))).
 * [-2]
 * ```
 */
function filtermap(fun: (element: any) => unknown, queue: Queue): Promise<Queue> {
  const [rear, front] = checked(fun, 1, queue, "filtermap", fun, queue);
  const made = lists.functions.filtermap(fun as (element: any) => any, fromArray(front) as any[]);
  return after(
    made,
    (newFront) => filtermapRear(fun, fromArray(rear), (newRear) => sifted(newRear, newFront)),
    FILTERMAP,
  );
}
const FILTERMAP = source.caller("filtermap", 2, 797);

const FOLD = source.caller("fold", 3, 851);
/**
 * Folds over the elements, from the front on. Mirrors queue:fold/3.
 *
 * ```eshell
 * 1> queue:fold(fun(X, Sum) -> X + Sum end, 0, queue:from_list([1,2,3])).
 * 6
 * ```
 */
function fold<A>(fun: (element: any, accumulator: A) => Awaitable<A>, initial: A, queue: Queue): Promise<A> {
  const [rear, front] = checked(fun, 2, queue, "fold", fun, initial, queue);
  const folded = lists.functions.foldl(fun, initial, fromArray(front) as any[]);
  return after(folded, (value) => lists.functions.foldr(fun, value, fromArray(rear) as any[]), FOLD);
}
/**
 * Whether the fun is true of an element. Mirrors queue:any/2.
 *
 * ```eshell
 * 1> queue:any(fun erlang:is_atom/1, queue:from_list([1,b])).
 * true
 * ```
 */
const any = (fun: (element: any) => Awaitable<boolean>, queue: Queue): Promise<boolean> =>
  decided("any", 875, lists.functions.any, true, fun, queue);

/** Asks the front, and the rear if that does not decide it. */
function decided(
  name: string,
  line: number,
  ask: (fun: any, elements: any[]) => Promise<boolean>,
  end: boolean,
  fun: Term,
  queue: Queue,
): any {
  const [rear, front] = checked(fun, 1, queue, name, fun, queue);
  return after(
    ask(fun, fromArray(front) as any[]),
    (answer) => (answer === end ? answer : ask(fun, fromArray(rear) as any[])),
    source.caller(name, 2, line),
  );
}

/**
 * Whether the fun is true of all elements. Mirrors queue:all/2.
 *
 * ```eshell
 * 1> queue:all(fun erlang:is_atom/1, queue:from_list([a,b])).
 * true
 * ```
 */
const all = (fun: (element: any) => Awaitable<boolean>, queue: Queue): Promise<boolean> =>
  decided("all", 899, lists.functions.all, false, fun, queue);

/** The queue without the element at a place counted from its front. */
function without(rear: Term[], front: Term[], at: number): Queue {
  const place = at - front.length;
  if (place < 0) {
    front.splice(at, 1);
    return front.length === 0 ? halved(rear, false) : queue2(rear, front);
  }
  rear.splice(rear.length - 1 - place, 1);
  return rear.length === 0 ? halved(front, true) : queue2(rear, front);
}

function remove(element: unknown, queue: Queue): Queue {
  const at = elementsOf(queue, "delete", element, queue).findIndex((other) => equalExact(other, element));
  return at < 0 ? queue : without(...sides(queue, "delete", element, queue), at);
}
const turned = (queue: Queue): Queue => tuple2(queue[1], queue[0]);
/**
 * The queue without the last element equal to the given one. Mirrors queue:delete_r/2.
 *
 * ```eshell
 * 1> queue:to_list(queue:delete_r(a, queue:from_list([a,b,a]))).
 * [a,b]
 * ```
 */
function delete_r(element: unknown, queue: Queue): Queue {
  sides(queue, "delete_r", element, queue);
  return turned(remove(element, turned(queue)));
}

/**
 * The queue without the first element of which the fun is true. Mirrors queue:delete_with/2.
 *
 * ```eshell
 * 1> queue:to_list(queue:delete_with(fun erlang:is_atom/1, queue:from_list([1,b,c]))).
 * [1,c]
 * ```
 */
const delete_with = (fun: (element: any) => Awaitable<boolean>, queue: Queue): Promise<Queue> =>
  deleted("delete_with", fun, queue, []);

function deleted(name: string, fun: Term, queue: Queue, callers: StackItem[]): any {
  checked(fun, 1, queue, name, fun, queue);
  const [rear, front] = callers.length === 0 ? queue : turned(queue);
  const finish = (side: string, list: Term) => {
    if (side === "none") return tuple2(rear, front);
    if (side === "front") return isNil(list) ? halved(toArray(rear) as Term[], false) : tuple2(rear, list);
    return isNil(list) ? halved(toArray(front) as Term[], true) : tuple2(list, front);
  };
  return deleteWith(fun, rear, front, callers, finish);
}

/**
 * The same from the rear on. Mirrors queue:delete_with_r/2.
 *
 * ```eshell
 * 1> queue:to_list(queue:delete_with_r(fun erlang:is_atom/1, queue:from_list([1,b,c]))).
 * [1,b]
 * ```
 */
const delete_with_r = (fun: (element: any) => Awaitable<boolean>, queue: Queue): Promise<Queue> =>
  after(deleted("delete_with_r", fun, queue, [source.item("delete_with_r", 2, 1051)]), turned);

/**
 * The queue backwards. Mirrors queue:reverse/1.
 *
 * ```eshell
 * 1> queue:to_list(queue:reverse(queue:from_list([a,b]))).
 * [b,a]
 * ```
 */
function reverse(queue: Queue): Queue {
  sides(queue, "reverse", queue);
  return turned(queue);
}
/**
 * Whether the queue has no element. Mirrors queue:is_empty/1.
 *
 * ```eshell
 * 1> queue:is_empty(queue:new()).
 * true
 * ```
 */
function is_empty(queue: Queue): boolean {
  sides(queue, "is_empty", queue);
  return isNil(queue[0]) && isNil(queue[1]);
}
const isQueue = (term: Term): boolean =>
  isTuple(term) && term.length === 2 && isList(term[0]) && isList(term[1]);

const functions = {
  all,
  any,
  /**
   * The same as `in_r`: puts an element in at the front. Mirrors queue:cons/2.
   *
   * ```eshell
   * 1> queue:to_list(queue:in_r(c, queue:from_list([a,b]))).
   * [c,a,b]
   * ```
   */
  cons: inFront,
  /**
   * The same as `last`. Mirrors queue:daeh/1.
   *
   * ```eshell
   * 1> queue:daeh(queue:from_list([a,b])).
   * b
   * ```
   */
  daeh: getter("get_r", true),
  /**
   * The queue without the first element equal to the given one. Mirrors queue:delete/2.
   *
   * ```eshell
   * 1> queue:to_list(queue:delete(a, queue:from_list([a,b,a]))).
   * [b,a]
   * ```
   */
  delete: remove,
  delete_r,
  delete_with,
  delete_with_r,
  /**
   * The queue without its first element. Mirrors queue:drop/1.
   *
   * ```eshell
   * 1> queue:to_list(queue:drop(queue:from_list([a,b,c]))).
   * [b,c]
   * ```
   */
  drop: dropper("drop", false),
  /**
   * The queue without its last element. Mirrors queue:drop_r/1.
   *
   * ```eshell
   * 1> queue:to_list(queue:drop_r(queue:from_list([a,b,c]))).
   * [a,b]
   * ```
   */
  drop_r: dropper("drop_r", true),
  filter,
  filtermap,
  fold,
  from_list,
  /**
   * The first element; `empty` is the error if there is none. Mirrors queue:get/1.
   *
   * ```eshell
   * 1> queue:get(queue:from_list([a,b])).
   * a
   * 2> queue:get(queue:new()).
   * ** exception error: empty
   *      in function  queue:get/1
   *         called as queue:get({[],[]})
   * ```
   */
  get: getter("get", false),
  /**
   * The last element. Mirrors queue:get_r/1.
   *
   * ```eshell
   * 1> queue:get_r(queue:from_list([a,b])).
   * b
   * ```
   */
  get_r: getter("get_r", true),
  /**
   * The first element. Mirrors queue:head/1.
   *
   * ```eshell
   * 1> queue:head(queue:from_list([a,b])).
   * a
   * ```
   */
  head: getter("head", false),
  /**
   * Puts an element in at the rear. Mirrors queue:in/2.
   *
   * ```eshell
   * 1> queue:to_list(queue:in(c, queue:from_list([a,b]))).
   * [a,b,c]
   * ```
   */
  in: (element: unknown, queue: Queue): Queue => inRear(element, queue),
  /**
   * Puts an element in at the front. Mirrors queue:in_r/2.
   *
   * ```eshell
   * 1> queue:to_list(queue:in_r(c, queue:from_list([a,b]))).
   * [c,a,b]
   * ```
   */
  in_r: inFront,
  /**
   * The queue without its last element. Mirrors queue:init/1.
   *
   * ```eshell
   * 1> queue:to_list(queue:init(queue:from_list([a,b]))).
   * [a]
   * ```
   */
  init: dropper("drop_r", true),
  is_empty,
  /**
   * Whether the term is a queue. Mirrors queue:is_queue/1.
   *
   * ```eshell
   * 1> queue:is_queue(queue:new()).
   * true
   * ```
   */
  is_queue: (term: unknown): boolean => isQueue(term),
  join,
  /**
   * The same as `init`. Mirrors queue:lait/1.
   *
   * ```eshell
   * 1> queue:to_list(queue:lait(queue:from_list([a,b]))).
   * [a]
   * ```
   */
  lait: dropper("drop_r", true),
  /**
   * The last element. Mirrors queue:last/1.
   *
   * ```eshell
   * 1> queue:last(queue:from_list([a,b])).
   * b
   * ```
   */
  last: getter("get_r", true),
  /**
   * The number of elements. Mirrors queue:len/1.
   *
   * ```eshell
   * 1> queue:len(queue:from_list([a,b])).
   * 2
   * ```
   */
  len: (queue: Queue): number => elementsOf(queue, "len", queue).length,
  /**
   * The same as `init`. Mirrors queue:liat/1.
   *
   * ```eshell
   * 1> queue:to_list(queue:liat(queue:from_list([a,b]))).
   * [a]
   * ```
   */
  liat: dropper("drop_r", true),
  member,
  /**
   * The empty queue. Mirrors queue:new/0.
   *
   * ```eshell
   * 1> queue:new().
   * {[],[]}
   * ```
   */
  new: emptyQueue,
  out,
  out_r,
  /**
   * The first element, or `empty`. Mirrors queue:peek/1.
   *
   * ```eshell
   * 1> queue:peek(queue:from_list([a,b])).
   * {value,a}
   * 2> queue:peek(queue:new()).
   * empty
   * ```
   */
  peek: peeker("peek", false),
  /**
   * The last element, or `empty`. Mirrors queue:peek_r/1.
   *
   * ```eshell
   * 1> queue:peek_r(queue:from_list([a,b])).
   * {value,b}
   * ```
   */
  peek_r: peeker("peek_r", true),
  reverse,
  /**
   * Puts an element in at the rear. Mirrors queue:snoc/2.
   *
   * ```eshell
   * 1> queue:to_list(queue:snoc(queue:from_list([a]), b)).
   * [a,b]
   * ```
   */
  snoc: (queue: Queue, element: unknown): Queue => inRear(element, queue),
  split,
  /**
   * The queue without its first element. Mirrors queue:tail/1.
   *
   * ```eshell
   * 1> queue:to_list(queue:tail(queue:from_list([a,b]))).
   * [b]
   * ```
   */
  tail: dropper("drop", false),
  /**
   * The elements, from the front on. Mirrors queue:to_list/1.
   *
   * ```eshell
   * 1> queue:to_list(queue:from_list([a,b])).
   * [a,b]
   * ```
   */
  to_list: (queue: Queue): any[] => fromArray(elementsOf(queue, "to_list", queue)) as any[],
} as const;

/** Module queue. Double-ended queues: in at the rear, out at the front. */
export const queue: OtpModule<typeof functions> = otpModule("queue", functions);

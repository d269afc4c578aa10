// lower-iteration — async generators, `yield*` and `for await` of process code.
//
// The body of an async generator is a generator that yields what it awaits, and a Yielded for what it yields. Its
// object makes a frame for each `next()`: the frame runs the body on, in the process that asked, until there is a
// value. A request that comes before the last is done waits for it.
//
// A body in `yield*` is sent records of what it was asked ({@link Received}), since `return(value)` of a generator
// cannot be seen from within.
import { current, Frame, type FunctionInfo, RETURNED } from "../process/frame.ts";

type Body = Generator<unknown, unknown, any>;
type Kind = "next" | "throw" | "return";

/** What a request asks for. */
interface Received {
  readonly kind: Kind;
  readonly value: unknown;
}

/** Yielded by a body: a value for whoever asked. */
export class Yielded {
  readonly value: unknown;
  /** The body is in `yield*` and takes records. */
  readonly delegates: boolean;
  constructor(value: unknown, delegates = false) {
    this.value = value;
    this.delegates = delegates;
  }
}

/** Yielded by `yield*`: what it delegated to was asked to return, so the body does. */
class Returning {
  readonly value: unknown;
  constructor(value: unknown) {
    this.value = value;
  }
}

/** The object that a call of an async generator gives. */
class AsyncGeneratorObject {
  readonly #body: Body;
  readonly #info: FunctionInfo;
  #delegates = false;
  #last: Promise<unknown> | Frame | null = null;

  constructor(body: Body, info: FunctionInfo) {
    this.#body = body;
    this.#info = info;
  }
  next(value?: unknown): PromiseLike<unknown> {
    return this.#request("next", value);
  }
  throw(error?: unknown): PromiseLike<unknown> {
    return this.#request("throw", error);
  }
  return(value?: unknown): PromiseLike<unknown> {
    return this.#request("return", value);
  }
  [Symbol.asyncIterator](): this {
    return this;
  }
  get [Symbol.toStringTag](): string {
    return "AsyncGenerator";
  }

  #request(kind: Kind, value: unknown): PromiseLike<unknown> {
    const frame = new Frame(this.#run(this.#last, kind, value), this.#info);
    this.#last = frame;
    return frame;
  }

  *#run(before: Promise<unknown> | Frame | null, kind: Kind, value: unknown): Body {
    if (before !== null && !isEnded(before)) yield ended(before);
    if (kind === "return") {
      try {
        value = yield value;
      } catch (error) {
        kind = "throw";
        value = error;
      }
    }
    const body = this.#body;
    let step: IteratorResult<unknown>;
    if (this.#delegates) {
      this.#delegates = false;
      step = body.next({ kind, value });
    } else step = resume(body, kind, value);
    while (!step.done) {
      const out = step.value;
      if (out instanceof Yielded) {
        this.#delegates = out.delegates;
        return { value: out.value, done: false };
      }
      if (out instanceof Returning) step = body.return(out.value);
      else {
        let sent: unknown;
        let sentBy: Kind = "next";
        try {
          sent = yield out;
        } catch (error) {
          sentBy = "throw";
          sent = error;
        }
        step = resume(body, sentBy, sent);
      }
    }
    return { value: step.value, done: true };
  }
}

function resume(body: Body, kind: Kind, value: unknown): IteratorResult<unknown> {
  if (kind === "next") return body.next(value);
  return kind === "throw" ? body.throw(value) : body.return(value);
}

function isEnded(request: Promise<unknown> | Frame): boolean {
  return request instanceof Frame && current(request).state >= RETURNED;
}

/** Resolved when a request is done, one way or the other: how it ended concerns whoever made it. */
function ended(request: Promise<unknown> | Frame): Promise<void> {
  return new Promise((resolve) => {
    const done = () => resolve();
    if (request instanceof Frame) current(request).addWaiter({ strand: null, resolve: done, reject: done });
    else request.then(done, done);
  });
}

/** Makes the object of an async generator from its body. */
export function asyncGenerator(body: Body, info: FunctionInfo): AsyncGeneratorObject {
  return new AsyncGeneratorObject(body, info);
}

/** An iterator that is asked for values which are awaited. */
interface Iteration {
  next(): unknown;
  send(value: unknown): unknown;
  method(name: "return" | "throw"): ((value?: unknown) => unknown) | undefined;
}

class AsyncIteration implements Iteration {
  readonly #iterator: any;
  readonly #next: (value?: unknown) => unknown;
  constructor(iterator: any) {
    if (!isObject(iterator))
      throw new TypeError("Result of the Symbol.asyncIterator method is not an object");
    this.#iterator = iterator;
    this.#next = iterator.next;
  }
  next(): unknown {
    return this.#next.call(this.#iterator);
  }
  send(value: unknown): unknown {
    return this.#next.call(this.#iterator, value);
  }
  method(name: "return" | "throw"): ((value?: unknown) => unknown) | undefined {
    const iterator = this.#iterator;
    const method = iterator[name];
    return method == null ? undefined : (...value) => method.apply(iterator, value);
  }
}

/** An ordinary iterator, whose values are awaited. */
class SyncIteration implements Iteration {
  readonly #iterator: any;
  readonly #next: (value?: unknown) => unknown;
  constructor(iterator: any) {
    if (!isObject(iterator)) throw new TypeError("Result of the Symbol.iterator method is not an object");
    this.#iterator = iterator;
    this.#next = iterator.next;
  }
  next(): unknown {
    return this.#awaited(this.#next.call(this.#iterator), true);
  }
  send(value: unknown): unknown {
    return this.#awaited(this.#next.call(this.#iterator, value), true);
  }
  method(name: "return" | "throw"): ((value?: unknown) => unknown) | undefined {
    const iterator = this.#iterator;
    const method = iterator[name];
    if (method == null) return undefined;
    return (...value) => this.#awaited(method.apply(iterator, value), name === "throw");
  }
  #awaited(step: unknown, closes: boolean): unknown {
    const { value, done } = result(step);
    if (!isObject(value) || typeof (value as { then?: unknown }).then !== "function") return { value, done };
    return new Frame(unwrap(value, done, closes ? this.#iterator : null), UNWRAP);
  }
}

const UNWRAP: FunctionInfo = {
  module: Symbol.for("erlang"),
  name: Symbol.for("next"),
  arity: 0,
  version: null,
  items: () => [],
};

/** Waits for the value of an ordinary iterator, which ends with a value that fails. */
function* unwrap(value: unknown, done: boolean, iterator: any): Body {
  try {
    return { value: yield value, done };
  } catch (error) {
    if (!done && iterator !== null) iterator.return?.();
    throw error;
  }
}

/** Begins an iteration with values that are awaited: `for await (… of iterable)`. */
export function iterate(iterable: any): Iteration {
  const method = iterable[Symbol.asyncIterator];
  if (method != null) return new AsyncIteration(method.call(iterable));
  return new SyncIteration(iterable[Symbol.iterator]());
}

/** The result of an iterator's method, which has to be an object. */
export function result(step: unknown): { value: unknown; done: boolean } {
  if (isObject(step)) return step as { value: unknown; done: boolean };
  throw new TypeError(`Iterator result ${String(step)} is not an object`);
}

/** Ends an iteration before its end; `error` is what ended it, and outweighs what goes wrong here. */
export function* close(iteration: Iteration, error: { thrown: unknown } | undefined): Body {
  try {
    const method = iteration.method("return");
    if (method !== undefined) result(yield method());
  } catch (thrown) {
    if (error === undefined) throw thrown;
  }
  return undefined;
}

/** `yield*` of an async generator. */
export function* delegate(iterable: unknown): Body {
  const iteration = iterate(iterable);
  let received: Received = { kind: "next", value: undefined };
  for (;;) {
    const { kind, value } = received;
    let step: { value: unknown; done: boolean };
    if (kind === "next") step = result(yield iteration.send(value));
    else {
      const method = iteration.method(kind);
      if (method !== undefined) step = result(yield method(value));
      else if (kind === "return") step = { value, done: true };
      else {
        yield* close(iteration, undefined);
        throw new TypeError("The iterator does not provide a 'throw' method");
      }
      if (kind === "return" && step.done) yield new Returning(step.value);
    }
    if (step.done) return step.value;
    received = yield new Yielded(step.value, true);
  }
}

function isObject(value: unknown): boolean {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}

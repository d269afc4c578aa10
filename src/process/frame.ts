// frame — a call of process code: a generator that is not yet started, tagged with the function it belongs to.
//
// What happens to a frame decides what it is. Awaited, it is pushed on the stack of its process; returned, it takes
// the place of the frame that returned it (a tail call: no stack is used, for ever); neither, it starts at the next
// suspension and runs beside, as a strand of its own. Elsewhere it is a thenable, so Promise.all and .then work.
//
// A frame lets go of its generator and its function as soon as it has ended or was replaced, since whoever still
// holds it would keep the version of the module alive.
import { errorTuple, type StackItem } from "../terms/exception.ts";
import { Fun } from "../terms/fun.ts";
import type { Process } from "./process.ts";
import { running } from "./running.ts";
import type { Strand } from "./strand.ts";
import type { System } from "./system.ts";

/** What a frame belongs to: one object for each function, shared by all its frames. */
export interface FunctionInfo {
  readonly module: symbol;
  readonly name: symbol;
  readonly arity: number;
  /** The version of the module that the function is part of; null for code of the runtime itself. */
  readonly version: VersionRef | null;
  /** Whether a place that repeats, as in deep recursion, is told once: it is so in modules. */
  readonly once?: boolean;
  /** The name of the file as stack items show it; the line is the `at` of the frame. */
  readonly file?: string;
  /**
   * The stack items of a frame that has reached `at`, where there is more to say than its function. They may depend on
   * who waits for the frame, and on the frame that it waits for.
   */
  items?(at: number, caller: Frame | null, callee: Frame | null): readonly StackItem[];
}

/** What the process room knows of a version: who may linger in it. `code/` extends it. */
export class VersionRef {
  readonly module: symbol;
  /** The system in which it is loaded. */
  readonly system: System;
  /** Set when the version is purged: what belongs to it can be called no more. */
  purged = false;
  /** Processes whose suspended stack is one frame of this version, linked by their `homeNext`. */
  residents: Process | null = null;
  /** Other processes that have had a suspended frame of this version; some no longer have. */
  readonly visitors: Set<Process> = new Set();

  constructor(module: symbol, system: System) {
    this.module = module;
    this.system = system;
  }
}

export const FRESH = 0;
/** Part of a stack, or about to be run. */
export const STARTED = 1;
export const RETURNED = 2;
export const THREW = 3;
/** Threw, and somebody has asked for it since. */
export const HEARD = 4;
/** Was returned: the frame that returned it runs its code now. */
export const TAKEN_OVER = -1;

export type Body = Generator<unknown, unknown, any>;

export class Frame<T = unknown> implements PromiseLike<T> {
  /** Null for a frame that waits in receive, and once the frame has ended. */
  generator: Body | null;
  info: FunctionInfo | null;
  /** The frame that awaits this one: the stack, downwards. */
  caller: Frame | null;
  /** The next older fresh frame. */
  next: Frame | null;
  state: number;
  /** Whether the process is known to the version as one that may linger in it. */
  noted: boolean;
  /** The line that it has reached, while another frame is above it. */
  at: number;
  /** What it returned or threw; before that, who waits for it; the frame that took it over, if it was tail-called. */
  outcome: unknown;

  constructor(generator: Body | null, info: FunctionInfo | null) {
    this.generator = generator;
    this.info = info;
    this.caller = null;
    this.next = running.fresh;
    this.state = FRESH;
    this.noted = false;
    this.at = 0;
    this.outcome = null;
    // Code of a version that was purged can be called no more, whoever still holds one of its functions.
    if (info?.version?.purged) this.generator = refuse(info);
    if (running.strand === null) {
      // Outside any process: the call starts at once, in a process of its own, and is a native promise.
      const system = info?.version?.system ?? running.system;
      // biome-ignore lint/correctness/noConstructorReturn: what is awaited outside a process must be a promise
      if (system !== null) return system.startOutside(this as Frame) as never;
      return;
    }
    running.fresh = this as Frame;
  }

  then<A = T, B = never>(
    onValue?: ((value: T) => A | PromiseLike<A>) | null,
    onError?: ((error: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.promise().then(onValue, onError);
  }

  catch<B = never>(onError?: ((error: unknown) => B | PromiseLike<B>) | null): Promise<T | B> {
    return this.promise().catch(onError);
  }

  finally(onEnd?: (() => void) | null): Promise<T> {
    return this.promise().finally(onEnd);
  }

  /** A native promise that settles when the frame does. */
  promise(): Promise<T> {
    return new Promise((resolve, reject) => {
      const frame = current(this as Frame);
      if (frame.state === RETURNED) resolve(frame.outcome as T);
      else if (frame.state >= THREW) {
        frame.state = HEARD;
        reject(frame.outcome);
      } else frame.addWaiter({ strand: null, resolve: resolve as (value: unknown) => void, reject });
    });
  }

  addWaiter(waiter: Waiter): void {
    if (this.outcome === null) this.outcome = [waiter];
    else (this.outcome as Waiter[]).push(waiter);
  }

  /** Whether somebody waits for it. */
  get isAwaited(): boolean {
    return this.state <= STARTED && this.outcome !== null;
  }

  get [Symbol.toStringTag](): string {
    return "Promise";
  }
}

/** The code of what cannot be called. */
function* refuse(info: FunctionInfo): Body {
  const { module, name } = info;
  const code = { module, name: Symbol.keyFor(name) ?? "", index: 0, uniq: 0 };
  throw errorTuple(BADFUN, new Fun(info.arity, () => undefined, code, []));
}

const BADFUN = Symbol.for("badfun");

export interface Waiter {
  readonly strand: Strand | null;
  readonly resolve?: (value: unknown) => void;
  readonly reject?: (error: unknown) => void;
}

/** The frame that does the work of this one: itself, unless a caller returned it and so took it over. */
export function current(frame: Frame): Frame {
  while (frame.state === TAKEN_OVER) frame = frame.outcome as Frame;
  return frame;
}

/** Ends the frame: lets go of what it holds, and wakes whoever waits for it. */
export function settle(frame: Frame, state: number, value: unknown): void {
  const waiters = frame.outcome as Waiter[] | null;
  frame.generator = null;
  frame.info = null;
  frame.caller = null;
  frame.state = state;
  frame.outcome = value;
  if (waiters === null) return;
  if (state === THREW) frame.state = HEARD;
  for (const waiter of waiters) {
    if (waiter.strand !== null) waiter.strand.wake(value, state === THREW);
    else if (state === THREW) waiter.reject?.(value);
    else waiter.resolve?.(value);
  }
}

/** Takes a frame out of the list of fresh ones. */
export function takeFresh(frame: Frame): void {
  if (running.fresh === frame) {
    running.fresh = frame.next;
  } else {
    let newer = running.fresh;
    while (newer !== null && newer.next !== frame) newer = newer.next;
    if (newer !== null) newer.next = frame.next;
  }
  frame.next = null;
}

const RUNTIME: Omit<FunctionInfo, "name" | "arity"> = { module: Symbol.for("erlang"), version: null };

/**
 * Process code of the runtime itself: `proc(function* map(f, list) {…})` is a function of that name and arity whose
 * call is a frame. To TypeScript it returns a promise.
 */
export function proc<A extends any[], R>(
  body: (...args: A) => Generator<unknown, R, any>,
  info?: Partial<FunctionInfo>,
): (...args: A) => Promise<R> {
  const shared: FunctionInfo = { ...RUNTIME, name: Symbol.for(body.name), arity: body.length, ...info };
  const call = makeCall(body, shared);
  Object.defineProperty(call, "name", { value: body.name });
  if (call.length !== body.length) Object.defineProperty(call, "length", { value: body.length });
  return call as unknown as (...args: A) => Promise<R>;
}

type AnyBody = (...args: any[]) => Body;

/** Missing arguments arrive as undefined, so that defaults work; a rest parameter must be the first. */
function makeCall(body: AnyBody, info: FunctionInfo): (...args: any[]) => Frame {
  if (body.length === 0 || body.length > 4) return (...args) => new Frame(body(...args), info);
  return (a, b, c, d) => new Frame(body(a, b, c, d), info);
}

// lower-runtime — what the generated code of a version finds in `$rt`.
//
// One `$rt` is made for each load: the FunctionInfo objects in it are what frames and funs of the version point to.

import { complete, traced } from "../process/failure.ts";
import { Frame, type FunctionInfo, type VersionRef } from "../process/frame.ts";
import { awaitedReceive, type Match } from "../process/receive.ts";
import { running } from "../process/running.ts";
import { PREEMPT } from "../process/scheduler.ts";
import { Exception } from "../terms/exception.ts";
import { isError } from "../terms/realm.ts";
import { asyncGenerator, close, delegate, iterate, result, Yielded } from "./lower-iteration.ts";
import type { LoweredFunction } from "./lower-names.ts";

/** What a version of a module is, to its code. */
export interface VersionCode {
  readonly module: symbol;
  readonly version: VersionRef | null;
  /** As stack items show it. */
  readonly file: string;
  readonly functions: readonly LoweredFunction[];
}

/** The `$rt` of a version: to be given to the compiled function as its last parameter. */
export function runtimeOf(code: VersionCode): Runtime {
  const { module, version, file } = code;
  const info = code.functions.map(
    ({ name, arity }): FunctionInfo => ({ module, name: Symbol.for(name), arity, version, file }),
  );
  return { info, ...RUNTIME };
}

/** What a function that a module made belongs to; undefined for any other function. */
export function functionInfo(fun: object): FunctionInfo | undefined {
  return Tag.of(fun);
}

export type Runtime = typeof RUNTIME & { readonly info: readonly FunctionInfo[] };

class Given {
  constructor(object: object) {
    // biome-ignore lint/correctness/noConstructorReturn: so that the class below gives its private field to any object
    return object;
  }
}

/** A private field on a function: the cheapest thing to attach, and invisible. */
class Tag extends Given {
  readonly #info: FunctionInfo;
  constructor(fun: object, info: FunctionInfo) {
    super(fun);
    this.#info = info;
  }
  static of(fun: object): FunctionInfo | undefined {
    return #info in fun ? fun.#info : undefined;
  }
}

function tag<F extends object>(fun: F, info: FunctionInfo): F {
  new Tag(fun, info);
  return fun;
}

const GENERATOR: Generator = Object.getPrototypeOf(function* () {}.prototype);
/** One prototype for all generators made by closures: making one for each would cost more than the call. */
const SHARED = Object.create(GENERATOR, {
  next: { value: GENERATOR.next },
  return: { value: GENERATOR.return },
  throw: { value: GENERATOR.throw },
});

/** A generator function that a closure makes at its first call. */
function memo<F extends GeneratorFunction>(fun: F): F {
  (fun as { prototype: Generator }).prototype = SHARED;
  return fun;
}

/** Notes the line once the operand of an await is evaluated. */
function at<T>(value: T, line: number): T {
  running.at = line;
  return value;
}

/**
 * A module's `catch` has caught something. The stack of an error is read here, since one that was never read keeps
 * the code of its version alive; an exception of Erlang's also learns who was waiting for it.
 */
function caught(thrown: unknown): void {
  if (thrown instanceof Exception) complete(traced(thrown));
  else if (isError(thrown)) void thrown.stack;
}

/** `receive(…)` of a module, awaited where it stands: see awaitedReceive. */
function receive(first?: Match | { after: number }, second?: { after: number }): Frame {
  if (running.strand === null) throw new Error("receive outside of a process");
  if (typeof first === "function")
    return awaitedReceive(first, second?.after ?? Number.POSITIVE_INFINITY, true);
  return awaitedReceive(null, first?.after ?? Number.POSITIVE_INFINITY, true);
}

function* raise(error: unknown): Generator<unknown, never> {
  throw error;
}

/** The frame of a call whose parameters threw. */
function failed(error: unknown, info: FunctionInfo): Frame {
  return new Frame(raise(error), info);
}

type Getter = (key: PropertyKey) => unknown;
type Setter = (key: PropertyKey, value: unknown) => void;

/** `super.x` as something to assign to, for one key. */
class SuperProperty {
  readonly #get: Getter;
  readonly #set: Setter;
  readonly #key: PropertyKey;
  constructor(get: Getter, set: Setter, key: PropertyKey) {
    this.#get = get;
    this.#set = set;
    this.#key = key;
  }
  get v(): unknown {
    return this.#get(this.#key);
  }
  set v(value: unknown) {
    this.#set(this.#key, value);
  }
}

/** From a key to `super[key]` as a place to assign to. */
function superTarget(get: Getter, set: Setter): (key: PropertyKey) => SuperProperty {
  return (key) => new SuperProperty(get, set, key);
}

const RUNTIME = {
  Frame,
  running,
  PREEMPT,
  Yielded,
  tag,
  memo,
  receive,
  at,
  caught,
  failed,
  superTarget,
  asyncGenerator,
  delegate,
  iterate,
  result,
  close,
} as const;

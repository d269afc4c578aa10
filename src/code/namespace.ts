// namespace — what `import * as m from "./m.ts"` gives: one object for each module name, for the life of the system.
//
// Reading a name reaches the current version at that moment. An exported function is given as a stub, one for each
// name and always the same: Erlang's external fun, `fun m:f/1`. Everything else (constants, classes, functions with
// properties of their own) is given as it is. Nothing is loaded until a name is first read.
//
// A name that the module lacks reads as `undefined` (`then`, `toJSON`), except where an importer calls it: then it
// reads as the stub, whose call is `undef`, or reaches the function that a later version adds.
import { undef } from "../terms/exception.ts";
import { ExternalFun, ORIGINAL } from "../terms/fun.ts";
import type { ModuleRecord } from "./module-record.ts";
import type { Signature } from "./signatures.ts";

type Fn = (...args: unknown[]) => unknown;

/** A name of a module, whatever its versions export under it. */
class Cell {
  readonly name: string;
  /** Reads the export in the version that the record has as current; undefined where it has none of this name. */
  getter: (() => unknown) | undefined = undefined;
  /** The function of the current version, once it was read and can be no other. */
  target: Fn | undefined = undefined;
  /** The function that was read last, and what was given for it. */
  seen: unknown = undefined;
  given: unknown = undefined;
  stub: Fn | undefined = undefined;
  external: ExternalFun | undefined = undefined;
  /** Whether some module calls it. */
  called = false;

  constructor(name: string) {
    this.name = name;
  }
}

export class Namespace {
  /** What importers hold. */
  readonly object: object;
  readonly #record: ModuleRecord;
  readonly #cells = new Map<string, Cell>();

  constructor(record: ModuleRecord) {
    this.#record = record;
    // Unknown names fall through to the prototype; known ones are plain accessors, which JavaScript reads quickly.
    this.object = Object.create(this.#unknownNames(), {
      [Symbol.toStringTag]: { value: "Module" },
    });
  }

  /** Some module calls these names. */
  expectCalls(names: readonly string[]): void {
    for (const name of names) this.#cell(name).called = true;
  }

  /** The module has another version now, or none: names are read from it from now on. */
  switched(): void {
    const version = this.#record.visible;
    for (const cell of this.#cells.values()) {
      cell.getter = version?.getter(cell.name);
      cell.target = undefined;
      cell.seen = undefined;
      cell.given = undefined;
    }
    if (version !== undefined) for (const name of version.ownNames()) this.#cell(name);
  }

  /** The value of a name, as an importer reads it. */
  read(name: string): unknown {
    return this.#read(this.#cell(name));
  }

  /** Loads the module if it is not; whether it is there. */
  load(): boolean {
    return this.#record.ensureNow() !== undefined;
  }

  /** Whether the module exports the name; loads it. */
  has(name: string): boolean {
    return this.#record.ensureNow()?.getter(name) !== undefined;
  }

  /** All names that the module exports; loads it. */
  names(): string[] {
    return this.#record.ensureNow()?.names() ?? [];
  }

  /** Which arities an exported function has; loads the module. */
  signature(name: string): Signature | undefined {
    return this.#record.ensureNow()?.signature(name);
  }

  #cell(name: string): Cell {
    let cell = this.#cells.get(name);
    if (cell === undefined) {
      cell = new Cell(name);
      cell.getter = this.#record.visible?.getter(name);
      this.#cells.set(name, cell);
      Object.defineProperty(this.object, name, { get: this.#accessor(cell), enumerable: true });
    }
    return cell;
  }

  /** The usual case, a function that was read before, comes first: importers pass here at every call. */
  #accessor(cell: Cell): () => unknown {
    return () => (cell.target !== undefined ? cell.stub : this.#read(cell));
  }

  #read(cell: Cell): unknown {
    const getter = cell.getter ?? this.#find(cell);
    if (getter === undefined) return cell.called ? this.#stub(cell) : undefined;
    const value = getter();
    if (typeof value !== "function") return value;
    if (value !== cell.seen) {
      const plain = isPlainFunction(value);
      cell.given = plain ? this.#stub(cell, value) : value;
      cell.seen = value;
      if (plain && this.#record.current?.compiled.lowered.fixed.has(cell.name)) cell.target = value;
    }
    return cell.given;
  }

  /** Loads the module if it is not, and looks again. */
  #find(cell: Cell): (() => unknown) | undefined {
    const version = this.#record.ensureNow();
    cell.getter = version?.getter(cell.name);
    return cell.getter;
  }

  #stub(cell: Cell, target?: Fn): Fn {
    let stub = cell.stub;
    if (stub === undefined) {
      stub = (...args: unknown[]): unknown =>
        cell.target !== undefined ? cell.target(...args) : this.#call(cell, args);
      Object.defineProperty(stub, "name", { value: cell.name });
      Object.defineProperty(stub, ORIGINAL, { get: () => this.#external(cell) });
      cell.stub = stub;
    }
    if (target !== undefined && stub.length !== target.length) {
      Object.defineProperty(stub, "length", { value: target.length, configurable: true });
    }
    return stub;
  }

  #call(cell: Cell, args: unknown[]): unknown {
    const getter = cell.getter ?? this.#find(cell);
    if (getter === undefined) throw undef(this.#record.symbol, Symbol.for(cell.name), args);
    return (getter() as Fn)(...args);
  }

  /** The external fun that the stub is to Erlang; its arity is that of the current version. */
  #external(cell: Cell): ExternalFun {
    const arity = this.#record.visible?.signature(cell.name)?.min ?? (cell.stub as Fn).length;
    if (cell.external?.arity !== arity) {
      cell.external = new ExternalFun(this.#record.symbol, Symbol.for(cell.name), arity);
      cell.external.facade = cell.stub;
    }
    return cell.external;
  }

  #unknownNames(): object {
    return new Proxy(Object.create(null), {
      get: (_target, key) => (typeof key === "symbol" ? undefined : this.#readUnknown(key)),
      has: (_target, key) => typeof key === "string" && this.has(key),
    });
  }

  #readUnknown(name: string): unknown {
    const version = this.#record.ensureNow();
    const getter = version?.getter(name);
    // `then` and the like are asked of every object: they make no cell.
    return getter === undefined ? undefined : this.read(name);
  }
}

/** Whether a value is a function and nothing more: no class, no properties of its own. */
export function isPlainFunction(value: unknown): value is Fn {
  if (typeof value !== "function") return false;
  for (const key of Object.getOwnPropertyNames(value)) {
    if (key !== "length" && key !== "name" && key !== "prototype") return false;
  }
  return !/^class\b/.test(Function.prototype.toString.call(value));
}

// version — one version of a module: its code, run once, and what it exports.
//
// Invariant: a version is held by the module table, by functions that its code made, and by frames; by nothing else,
// so that dropping it from the table frees it with its code. compileBody (terms/realm.ts) makes that possible.
import { dirname } from "node:path";
import { pathToFileURL } from "node:url";
import { type FunctionInfo, VersionRef } from "../process/frame.ts";
import type { System } from "../process/system.ts";
import { compileBody } from "../terms/realm.ts";
import { type Callable, raw } from "./callable.ts";
import { clocksOf } from "./clocks.ts";
import type { Compiled } from "./compile.ts";
import { runtimeOf } from "./lower-runtime.ts";
import { isPlainFunction, type Namespace } from "./namespace.ts";
import type { TimerFunctions } from "./owned-timers.ts";
import type { Signature } from "./signatures.ts";

/** What a version asks for while its code runs. */
export interface Linker {
  /** What `require(specifier)` gives, and an import before `__toESM`. */
  require(version: Version, specifier: string): unknown;
  /** What `import(specifier)` gives. */
  load(version: Version, specifier: string): Promise<unknown>;
  /** What a default or namespace import of a loaded value is. */
  toESM(loaded: unknown): object;
  /** The namespace behind an object that `require` gave, if it is one. */
  namespaceOf(loaded: unknown): Namespace | undefined;
  timersOf(version: Version): TimerFunctions;
  /** The path that a specifier means. */
  resolve(version: Version, specifier: string): string;
}

export class Version extends VersionRef {
  /** Counts the versions of the module; given when its top level runs. */
  number = 0;
  /** When it became current: milliseconds since 1970. */
  loadedMs = 0;
  readonly compiled: Compiled;
  /** Timers that its top level started: they end with it. */
  readonly timers = new Set<{ cancel(): void }>();
  /** What the frames and funs of its functions point to, in the order of the file. */
  functionInfos: readonly FunctionInfo[] = [];
  /** Modules of `export * from`, whose names are read late as well. */
  readonly #stars: Namespace[] = [];
  readonly #getters = new Map<string, () => unknown>();
  readonly #callables = new Map<symbol, (Callable | undefined)[]>();
  /** The object whose accessors are the exports. */
  #exports: Record<string, unknown> = {};
  #isEsModule = false;

  constructor(module: symbol, system: System, compiled: Compiled) {
    super(module, system);
    this.compiled = compiled;
  }

  get path(): string {
    return this.compiled.source.path;
  }

  get md5(): string {
    return this.compiled.md5;
  }

  /** The name of its script in JavaScript's stack traces: tells the versions of one file apart. */
  get script(): string {
    return `${this.path.replace(/[%\s()"']/g, escaped)}?version=${this.number}`;
  }

  /** Runs the top level. */
  run(linker: Linker): void {
    const { lowered, source } = this.compiled;
    const code = compileBody(lowered.code, parametersOf(lowered.code), this.script);
    const module = { exports: {} as Record<string, unknown> };
    this.#exports = module.exports;
    const runtime = runtimeOf({
      module: this.module,
      version: this,
      file: source.path.slice(source.path.lastIndexOf("/") + 1),
      functions: lowered.functions,
    });
    this.functionInfos = runtime.info;
    const require = Object.assign((specifier: string) => linker.require(this, specifier), {
      resolve: (specifier: string) => linker.resolve(this, specifier),
    });
    const load = (specifier: unknown) => linker.load(this, String(specifier));
    code.call(undefined, require, module, runtime, this.#surroundings(linker), load, module.exports);
    if (!this.#isEsModule) this.#exports = Object(module.exports);
  }

  /** What compiled code finds as `$eshell`. */
  #surroundings(linker: Linker): object {
    const path = this.path;
    let timers: TimerFunctions | undefined;
    const surroundings = {
      ...clocksOf(this.system),
      meta: {
        url: pathToFileURL(path).href,
        filename: path,
        dirname: dirname(path),
        resolve: (specifier: string) => pathToFileURL(linker.resolve(this, specifier)).href,
      },
      filename: path,
      dirname: dirname(path),
      toESM: (loaded: unknown) => linker.toESM(loaded),
      exported: (exports: Record<string, unknown>) => {
        this.#exports = exports;
        this.#isEsModule = true;
        return exports;
      },
      star: (loaded: unknown) => {
        const namespace = linker.namespaceOf(loaded);
        if (namespace !== undefined) this.#stars.push(namespace);
        return namespace !== undefined;
      },
    };
    for (const name of TIMER_NAMES) {
      Object.defineProperty(surroundings, name, {
        get: () => {
          timers ??= linker.timersOf(this);
          return timers[name];
        },
      });
    }
    return surroundings;
  }

  /** Reads an export; undefined if there is none of that name. */
  getter(name: string): (() => unknown) | undefined {
    const known = this.#getters.get(name);
    if (known !== undefined) return known;
    const found = this.#ownGetter(name) ?? this.#starGetter(name);
    if (found !== undefined) this.#getters.set(name, found);
    return found;
  }

  #ownGetter(name: string): (() => unknown) | undefined {
    const exports = this.#exports;
    const own = Object.getOwnPropertyDescriptor(exports, name);
    if (own === undefined) return name === "default" && !this.#isEsModule ? () => exports : undefined;
    return own.get ?? (() => exports[name]);
  }

  #starGetter(name: string): (() => unknown) | undefined {
    if (name === "default") return undefined;
    for (const star of this.#stars) if (star.has(name)) return () => star.read(name);
    return undefined;
  }

  /** The names that it exports itself. */
  ownNames(): string[] {
    return Object.keys(this.#exports);
  }

  /** All names that it exports; loads the modules of `export * from`. */
  names(): string[] {
    const names = new Set(this.ownNames());
    for (const star of this.#stars) for (const name of star.names()) if (name !== "default") names.add(name);
    return [...names];
  }

  /** Which arities an exported function has; undefined if there is no function of that name. */
  signature(name: string): Signature | undefined {
    const value = this.getter(name)?.();
    if (!isPlainFunction(value)) return undefined;
    const declared = this.compiled.signatures.get(name);
    if (declared !== undefined) return declared;
    for (const star of this.#stars)
      if (!(name in this.#exports) && star.has(name)) return star.signature(name);
    return { min: value.length, max: value.length };
  }

  /** What calls an exported function with raw terms; undefined if there is none of that name and arity. */
  callable(name: symbol, arity: number): Callable | undefined {
    let callables = this.#callables.get(name);
    const known = callables?.[arity];
    if (known !== undefined) return known;
    const callable = this.#callable(Symbol.keyFor(name) ?? "", arity);
    if (callable === undefined) return undefined;
    if (callables === undefined) {
      callables = [];
      this.#callables.set(name, callables);
    }
    callables[arity] = callable;
    return callable;
  }

  #callable(name: string, arity: number): Callable | undefined {
    const getter = this.getter(name);
    const value = getter?.();
    if (getter === undefined || !isPlainFunction(value)) return undefined;
    const signature = this.signature(name) as Signature;
    if (arity < signature.min || arity > signature.max) return undefined;
    return raw(getter as () => (...args: any[]) => unknown, arity);
  }

  /** Ends the timers of its top level. */
  cancelTimers(): void {
    for (const timer of this.timers) timer.cancel();
    this.timers.clear();
  }
}

const PARAMETERS = ["require", "module", "$rt", "$eshell", "$load_"];

/** Only CommonJS files know `exports`; an ES module may use that name itself. */
function parametersOf(code: string): string[] {
  return code.includes("\nmodule.exports = __toCommonJS(") ? PARAMETERS : [...PARAMETERS, "exports"];
}

const TIMER_NAMES = [
  "setTimeout",
  "setInterval",
  "setImmediate",
  "clearTimeout",
  "clearInterval",
  "clearImmediate",
] as const;

/** What may not stand in a script's name, nor be told from the rest of a line of a stack trace. */
function escaped(character: string): string {
  return character <= "~"
    ? `%${character.charCodeAt(0).toString(16).padStart(2, "0")}`
    : encodeURIComponent(character);
}

/** The path of the file in a script's name. */
export function pathOfScript(script: string): string {
  return decodeURIComponent(script.slice(0, script.lastIndexOf("?")));
}

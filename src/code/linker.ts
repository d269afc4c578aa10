// linker — gives a version what it imports: namespaces of modules, packages, data, timers, the library itself.

import { isModuleNamespaceObject } from "node:util/types";
import { isError } from "../terms/realm.ts";
import type { Compiled } from "./compile.ts";
import { type Diagnostic, diagnosticAt } from "./diagnostic.ts";
import { readSettled, readSettledNow } from "./disk.ts";
import type { Import } from "./imports.ts";
import type { ModuleRecord } from "./module-record.ts";
import type { ModuleFolder } from "./names.ts";
import type { Namespace } from "./namespace.ts";
import { promisesOf, type TimerFunctions, timersOf } from "./owned-timers.ts";
import { PackageError, type Packages } from "./packages.ts";
import { type Resolved, resolveImport } from "./resolve.ts";
import { driveLater, driveNow, type Step } from "./step.ts";
import type { Linker, Version } from "./version.ts";

export interface LinkerOptions {
  readonly folder: ModuleFolder;
  readonly packages: Packages;
  /** What `import … from "eshell-ts"` gives. */
  readonly library: () => object;
  /** The record of a module name, made if it is new. */
  readonly record: (name: string) => ModuleRecord;
  /** Loads a module if it is not; whether it is there. */
  readonly load: (name: string) => Promise<boolean>;
}

export interface Linked {
  readonly errors: readonly Diagnostic[];
  readonly warnings: readonly Diagnostic[];
}

export class ModuleLinker implements Linker {
  readonly #options: LinkerOptions;
  readonly #namespaces = new WeakMap<object, Namespace>();
  /** The view of a CommonJS package as an ES module. */
  readonly #views = new WeakMap<object, object>();
  /** Values that an import gives as they are. */
  readonly #whole = new WeakSet<object>();
  /** What the static imports of a version gave, by specifier: loaded before its top level runs. */
  readonly #linked = new WeakMap<Version, Map<string, unknown>>();
  readonly #timers = new WeakMap<Version, TimerFunctions>();

  constructor(options: LinkerOptions) {
    this.#options = options;
  }

  /** Looks up all static imports, and loads the packages and data among them. */
  *link(version: Version): Generator<Step<any>, Linked, any> {
    const errors: Diagnostic[] = [];
    const warnings: Diagnostic[] = [];
    const linked = new Map<string, unknown>();
    this.#linked.set(version, linked);
    const { source, imports } = version.compiled;
    for (const imported of imports) {
      const told = (message: string, severity: Diagnostic["severity"]) =>
        diagnosticAt(source.text, { file: source.shown, ...placeOf(imported) }, message, severity);
      const resolved = resolveImport(this.#options.folder, source.path, imported.specifier);
      if (resolved.kind === "refused") {
        errors.push(told(resolved.message, "error"));
        continue;
      }
      if (resolved.kind === "module") {
        const namespace = this.#options.record(resolved.name).namespace;
        namespace.expectCalls(imported.called);
        if (!resolved.exists) {
          const message = `there is no module "${imported.specifier}"`;
          warnings.push({ ...told(message, "warning"), missing: true });
        }
      }
      try {
        linked.set(imported.specifier, yield* this.#load(version, resolved));
      } catch (failure) {
        const why = isError(failure) ? failure.message : String(failure);
        errors.push(
          told(failure instanceof PackageError ? why : `"${imported.specifier}" failed: ${why}`, "error"),
        );
      }
    }
    return { errors, warnings };
  }

  /** The modules that a file imports. */
  *moduleImports({ source, imports }: Compiled): Generator<ModuleRecord> {
    for (const { specifier } of imports) {
      const resolved = resolveImport(this.#options.folder, source.path, specifier);
      if (resolved.kind === "module" && resolved.exists) yield this.#options.record(resolved.name);
    }
  }

  require(version: Version, specifier: string): unknown {
    const linked = this.#linked.get(version);
    if (linked?.has(specifier)) {
      const given = linked.get(specifier);
      // An import for what the module does: it is loaded before what follows.
      const bare = version.compiled.imports.some((other) => other.bare && other.specifier === specifier);
      if (bare) this.#namespaces.get(given as object)?.load();
      return given;
    }
    const resolved = resolveImport(this.#options.folder, version.path, specifier);
    return driveNow(this.#load(version, resolved));
  }

  async load(version: Version, specifier: string): Promise<unknown> {
    const resolved = resolveImport(this.#options.folder, version.path, specifier);
    // What import() is asked for must be there: it is loaded at once, and a missing file is an error.
    if (resolved.kind === "module" && !(await this.#options.load(resolved.name))) {
      throw new Error(`Cannot load module "${specifier}"`);
    }
    return this.toESM(await driveLater(this.#load(version, resolved)));
  }

  resolve(version: Version, specifier: string): string {
    const { folder, packages } = this.#options;
    const resolved = resolveImport(folder, version.path, specifier);
    if (resolved.kind === "json") return resolved.path;
    if (resolved.kind === "native") return packages.resolve(version.path, resolved.specifier);
    if (resolved.kind !== "module") return specifier;
    const found = folder.find(resolved.name);
    return found !== undefined && "path" in found ? found.path : specifier;
  }

  namespaceOf(loaded: unknown): Namespace | undefined {
    return typeof loaded === "object" && loaded !== null ? this.#namespaces.get(loaded) : undefined;
  }

  /** As Node has it: the default of a CommonJS package is all that it exports. */
  toESM(loaded: unknown): object {
    if (!isReference(loaded)) return viewOf(loaded);
    if (this.#namespaces.has(loaded) || this.#whole.has(loaded) || isModuleNamespaceObject(loaded))
      return loaded;
    let view = this.#views.get(loaded);
    if (view === undefined) {
      view = viewOf(loaded);
      this.#views.set(loaded, view);
    }
    return view;
  }

  timersOf(version: Version): TimerFunctions {
    let timers = this.#timers.get(version);
    if (timers === undefined) {
      timers = timersOf(version);
      this.#timers.set(version, timers);
    }
    return timers;
  }

  *#load(version: Version, resolved: Resolved): Generator<Step<any>, unknown, any> {
    const { folder, packages, library } = this.#options;
    switch (resolved.kind) {
      case "module": {
        const namespace = this.#options.record(resolved.name).namespace;
        this.#namespaces.set(namespace.object, namespace);
        return namespace.object;
      }
      case "eshell":
        return this.#asIs(library());
      case "timers":
        return this.#asIs(this.#timersModule(version, resolved.promises));
      case "json": {
        const { disk } = folder;
        const read = yield {
          now: () => readSettledNow(disk, resolved.path),
          later: () => readSettled(disk, resolved.path),
        };
        if ("error" in read) throw new Error(`${resolved.path}: ${read.error}`);
        return JSON.parse(read.text);
      }
      case "native":
        return yield* packages.load(version.path, resolved.specifier);
      case "refused":
        throw new Error(resolved.message);
    }
  }

  #asIs(value: object): object {
    this.#whole.add(value);
    return value;
  }

  #timersModule(version: Version, promises: boolean): object {
    const functions = this.timersOf(version);
    const own = promises ? promisesOf(functions) : { ...functions, promises: promisesOf(functions) };
    return { ...own, default: own };
  }
}

function placeOf(imported: Import): { line: number; column: number } {
  return { line: imported.line, column: imported.column };
}

function isReference(value: unknown): value is object {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}

/** An object with the names of a CommonJS export, read late, and the whole as `default`. */
function viewOf(loaded: unknown): object {
  const view: object = Object.create(null);
  if (isReference(loaded)) {
    for (const name of Object.getOwnPropertyNames(loaded)) {
      Object.defineProperty(view, name, {
        get: () => (loaded as Record<string, unknown>)[name],
        enumerable: true,
        configurable: true,
      });
    }
  }
  return Object.defineProperty(view, "default", { value: loaded, enumerable: true });
}

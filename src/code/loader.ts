// loader — brings a module file into the system: read, compile, link, run its top level, purge, switch.
//
// In this order, so that whatever fails changes nothing: OTP purges first, we only when the new version is ready.

import { end } from "../process/exit.ts";
import { exceptionOf } from "../process/failure.ts";
import type { Process } from "../process/process.ts";
import { running } from "../process/running.ts";
import type { System } from "../process/system.ts";
import { Exception } from "../terms/exception.ts";
import { isError } from "../terms/realm.ts";
import { Compiled, type Compiler, type Source } from "./compile.ts";
import { type Diagnostic, diagnosticAt } from "./diagnostic.ts";
import { type Read, readSettled, readSettledNow } from "./disk.ts";
import { type Lingering, lingeringPlaces } from "./lingering-places.ts";
import type { ModuleLinker } from "./linker.ts";
import type { ModuleRecord } from "./module-record.ts";
import type { ModuleFolder } from "./names.ts";
import { type FindScript, placesOf } from "./stack.ts";
import type { Step } from "./step.ts";
import { Version } from "./version.ts";

export type LoadFailure =
  | "nofile"
  | "badfile"
  | "not_purged"
  | "on_load_failure"
  | "sticky_directory"
  | "old_code_in_use";

export interface Loaded {
  readonly module: symbol;
  readonly version: Version;
  readonly warnings: readonly Diagnostic[];
  /** The processes that lingered in the version that was purged. */
  readonly killed: readonly Lingering[];
}

export interface NotLoaded {
  readonly error: LoadFailure;
  readonly diagnostics: readonly Diagnostic[];
  /** The processes for whose sake a load was held back. */
  readonly spared?: readonly Lingering[];
}

export type LoadResult = Loaded | NotLoaded;

/**
 * What to do about an old version: `purge` it (`l/1`, `c/1`); `refuse` to load if it is in the way
 * (`code:load_file/1`); `soft` refuses if a process would be killed; `ensure` only loads what has no current version.
 */
export type LoadMode = "purge" | "soft" | "refuse" | "ensure";

export interface LoaderOptions {
  readonly system: System;
  readonly folder: ModuleFolder;
  readonly compiler: Compiler;
  readonly linker: ModuleLinker;
  /** The path of a file as diagnostics show it. */
  readonly shown: (path: string) => string;
  readonly findScript: FindScript;
}

const KILLED = Symbol.for("killed");

export class Loader {
  readonly #options: LoaderOptions;

  constructor(options: LoaderOptions) {
    this.#options = options;
  }

  /** Loads a module for a process, or for nobody in particular; its file is read unless its text is given. */
  *load(
    record: ModuleRecord,
    mode: LoadMode,
    caller: Process | null,
    given?: Source,
  ): Generator<Step<any>, LoadResult, any> {
    const source = given ?? (yield* this.#source(record));
    if ("error" in source) return source;
    const compilation = yield* this.#options.compiler.compile(source);
    if (!(compilation instanceof Compiled)) return { error: "badfile", diagnostics: compilation.errors };
    if (isInTheWay(record, mode)) return NOT_PURGED;

    const { system } = this.#options;
    const version = new Version(record.symbol, system, compilation);
    const linked = yield* this.#options.linker.link(version);
    if (linked.errors.length > 0) return { error: "badfile", diagnostics: linked.errors };
    yield* this.#prepareImports(compilation);
    const install = () => this.#install(record, mode, caller, version, linked.warnings);
    return yield { now: install, later: () => system.interruptibly(install, () => interrupted(compilation)) };
  }

  /** Runs a version's top level, and makes it current: all at once, whatever may have happened before. */
  #install(
    record: ModuleRecord,
    mode: LoadMode,
    caller: Process | null,
    version: Version,
    linkWarnings: readonly Diagnostic[],
  ): LoadResult {
    if (isInTheWay(record, mode)) return NOT_PURGED;
    const spared = mode === "soft" && record.old !== undefined ? lingeringPlaces(record.old) : [];
    if (spared.length > 0) return { error: "old_code_in_use", diagnostics: [], spared };
    if (mode === "ensure" && record.current !== undefined) {
      return { module: record.symbol, version: record.current, warnings: [], killed: [] };
    }

    version.number = ++record.count;
    const failure = this.#run(record, version);
    if (failure !== undefined) return { error: "on_load_failure", diagnostics: [failure] };
    const killed = mode === "purge" || mode === "soft" ? this.purge(record) : [];
    if (mode === "purge" && caller !== null && !caller.alive) {
      // As in OTP, where it would have been the caller's to load once it had purged.
      this.#abandon(record, version);
      return ABANDONED;
    }
    version.loadedMs = this.#options.system.host.systemMs();
    record.switchTo(version);
    const warnings = [...version.compiled.warnings, ...linkWarnings];
    return { module: record.symbol, version, warnings, killed };
  }

  /** Ends the old version: kills whoever lingers in it. Returns whom. */
  purge(record: ModuleRecord): readonly Lingering[] {
    const old = record.old;
    if (old === undefined) return [];
    const lingering = lingeringPlaces(old);
    for (const { process } of lingering) end(process, KILLED);
    old.cancelTimers();
    record.dropOld();
    return lingering;
  }

  /** The text of a module's file as it is now. */
  *#source(record: ModuleRecord): Generator<Step<any>, Source | NotLoaded, any> {
    const { folder, shown } = this.#options;
    const found = folder.find(record.name);
    if (found === undefined) return NO_FILE;
    if ("paths" in found)
      return { error: "badfile", diagnostics: ambiguous(record.name, found.paths.map(shown)) };
    const { path } = found;
    const read: Read = yield {
      now: () => readSettledNow(folder.disk, path),
      later: () => readSettled(folder.disk, path),
    };
    if ("text" in read) return { path, shown: shown(path), text: read.text };
    if (read.error === "enoent") return NO_FILE;
    const diagnostic = diagnosticAt("", { file: shown(path), line: 0, column: 0 }, "is still being written");
    return { error: "badfile", diagnostics: [diagnostic] };
  }

  /**
   * Compiles what the module imports and is not loaded, and what that imports: the first call from plain code, which
   * cannot wait, then need not start esbuild. A load that may not give way does without.
   */
  *#prepareImports(compiled: Compiled): Generator<Step<any>, void, any> {
    const mayWait: boolean = yield { now: () => false, later: () => true };
    if (!mayWait) return;
    const seen = new Set<ModuleRecord>();
    const importers = [compiled];
    for (const importer of importers) {
      for (const record of this.#options.linker.moduleImports(importer)) {
        if (record.visible !== undefined || seen.has(record)) continue;
        seen.add(record);
        const source = yield* this.#source(record);
        if ("error" in source) continue;
        const compilation = yield* this.#options.compiler.compile(source);
        if (compilation instanceof Compiled) importers.push(compilation);
      }
    }
  }

  /** Runs the top level outside of any process; what it throws is told, and leaves nothing behind. */
  #run(record: ModuleRecord, version: Version): Diagnostic | undefined {
    const { system, linker } = this.#options;
    const { strand, fresh, system: before } = running;
    const { cutOff } = system;
    const started = (): void => {
      record.starting = undefined;
      record.namespace.switched();
      running.system = before;
    };
    running.strand = null;
    running.fresh = null;
    running.system = system;
    record.starting = version;
    system.cutOff = () => {
      this.#abandon(record, version);
      started();
      cutOff?.();
    };
    try {
      version.run(linker);
      return undefined;
    } catch (thrown) {
      this.#abandon(record, version);
      return this.#describe(thrown, version);
    } finally {
      started();
      system.cutOff = cutOff;
      running.strand = strand;
      running.fresh = fresh;
    }
  }

  /** A version that never became current leaves nothing behind: what its top level began ends. */
  #abandon(record: ModuleRecord, version: Version): void {
    version.purged = true;
    record.count--;
    version.cancelTimers();
    for (const process of this.#options.system.lingeringIn(version)) end(process, KILLED);
  }

  #describe(thrown: unknown, version: Version): Diagnostic {
    const { source } = version.compiled;
    const error = isError(thrown) ? thrown : exceptionOf(thrown);
    const place = placesOf(error, this.#options.findScript).find((other) => other.version === version);
    const what = error instanceof Exception ? `exception ${error.class}: ${error.message}` : String(error);
    const { line, column } = place ?? { line: 0, column: 0 };
    return diagnosticAt(source.text, { file: source.shown, line, column }, what);
  }
}

const NOT_PURGED: NotLoaded = { error: "not_purged", diagnostics: [] };
/** Nobody is there to see it. */
const ABANDONED: NotLoaded = { error: "not_purged", diagnostics: [] };
const NO_FILE: NotLoaded = { error: "nofile", diagnostics: [] };

/** Somebody did not want to wait until a top level ends, if it does. */
function interrupted({ source }: Compiled): NotLoaded {
  const at = { file: source.shown, line: 0, column: 0 };
  return {
    error: "on_load_failure",
    diagnostics: [diagnosticAt(source.text, at, "its top level was interrupted")],
  };
}

function isInTheWay(record: ModuleRecord, mode: LoadMode): boolean {
  return mode === "refuse" && record.old !== undefined && record.current !== undefined;
}

/** What is said of a module that two files have. */
export function ambiguous(name: string, paths: readonly string[]): Diagnostic[] {
  const both = paths.join(" and ");
  const message = `module ${name} has more than one file: ${both}`;
  return [{ severity: "error", file: paths[0], line: 0, column: 0, message }];
}

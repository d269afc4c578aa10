// code-server — decides which version of each module runs: the module table, with OTP's code server's operations.
//
// Mirrors OTP's code_server: a module has at most two versions, current and old. Differs: object code is compiled
// JavaScript, held in memory; what is loaded is always compared with the source itself, never with a watcher's news;
// a load purges last, so that one that fails changes nothing. It is no process of its own, but loads of one module
// follow one another, as if it were.
import type { Process } from "../process/process.ts";
import { running } from "../process/running.ts";
import type { System } from "../process/system.ts";
import { type Compilation, Compiled, Compiler, md5Of, type Source } from "./compile.ts";
import type { Diagnostic } from "./diagnostic.ts";
import type { Disk } from "./disk.ts";
import { type Lingering, lingeringPlaces } from "./lingering-places.ts";
import { ModuleLinker } from "./linker.ts";
import { Loader, type LoadMode, type LoadResult } from "./loader.ts";
import { ModuleRecord } from "./module-record.ts";
import { ModuleFolder } from "./names.ts";
import { Packages } from "./packages.ts";
import { StackReader } from "./stack.ts";
import { driveLater, driveNow, driveSoon } from "./step.ts";
import { compilerOptions } from "./tsconfig.ts";
import { pathOfScript, type Version } from "./version.ts";

/** What a load did, for those who watch. */
export interface SwitchNote {
  readonly module: symbol;
  readonly current: number;
  readonly old: number | undefined;
  readonly killed: readonly Lingering[];
  /** The number of the version that the killed lingered in. */
  readonly purged: number | undefined;
  /** Who lingers in the version that is old now. */
  readonly lingering: readonly Lingering[];
}

/** A version of a module that is loaded, and the processes in it. */
export interface VersionState {
  readonly version: Version;
  readonly state: "current" | "old";
  readonly processes: readonly Lingering[];
}

export interface CodeServerOptions {
  readonly system: System;
  readonly disk: Disk;
  /** The module folder: an absolute path. */
  readonly root: string;
  /** The current folder, whose own files are modules too; an absolute path. */
  readonly current?: string;
  /** The path of a module file as messages show it; as it is, by default. */
  readonly shown?: (path: string) => string;
  /** What modules import as `eshell-ts`. */
  readonly library: () => object;
  /** Whether a name is taken by a module of the runtime, which no file can shadow. */
  readonly isBuiltin: (module: symbol) => boolean;
  /** Error reports, in OTP's words: `Loading of … failed: not_purged`. */
  readonly report: (text: string) => void;
  /** What is wrong with a module that was to be loaded at its first call. */
  readonly tell: (diagnostics: readonly Diagnostic[]) => void;
  readonly switched?: (note: SwitchNote) => void;
  /** One of its own by default, with the options of the folder's tsconfig.json. */
  readonly compiler?: Compiler;
  /** Loads without giving way, unless a package has to be waited for: scripted sessions depend on nothing outside. */
  readonly synchronous?: boolean;
}

export class CodeServer {
  readonly folder: ModuleFolder;
  readonly #options: CodeServerOptions;
  readonly #compiler: Compiler;
  readonly #loader: Loader;
  readonly #records = new Map<symbol, ModuleRecord>();
  readonly #versionOf: (script: string) => Version | undefined;
  /** How many loads wait for something. */
  #underWay = 0;

  constructor(options: CodeServerOptions) {
    this.#options = options;
    this.folder = new ModuleFolder(options.disk, options.root, options.current);
    this.#versionOf = (script) => this.#findScript(script);
    const { folder } = this;
    const linker = new ModuleLinker({
      folder,
      packages: new Packages(options.disk),
      library: options.library,
      record: (name) => this.record(Symbol.for(name)),
      load: async (name) => (await this.loadForCall(Symbol.for(name))) !== undefined,
    });
    this.#compiler = options.compiler ?? new Compiler(compilerOptions(options.disk, folder.root));
    this.#loader = new Loader({
      system: options.system,
      folder,
      compiler: this.#compiler,
      linker,
      shown: (path) => this.#shown(path),
      findScript: this.#versionOf,
    });
    const stacks = new StackReader(this.#versionOf);
    options.system.stackOf = (error) => stacks.items(error);
  }

  /** The record of a module name; made if it is new. */
  record(module: symbol): ModuleRecord {
    let record = this.#records.get(module);
    if (record === undefined) {
      record = new ModuleRecord(Symbol.keyFor(module) ?? "", (asked) => this.#ensureNow(asked));
      this.#records.set(module, record);
    }
    return record;
  }

  /** The current version of a module, if it is loaded. */
  current(module: symbol): Version | undefined {
    return this.#records.get(module)?.current;
  }

  /** Purges the old version and loads the file: what `l/1` and `c/1` do. */
  load(module: symbol): Promise<LoadResult> {
    return this.#load(module, "purge");
  }

  /**
   * Loads a text of a module's file that is known to be whole, whatever the file has by now: `soft` if that must not kill
   * anybody.
   */
  loadText(module: symbol, path: string, text: string, mode: "soft" | "purge"): Promise<LoadResult> {
    return this.#load(module, mode, { path, shown: this.#shown(path), text });
  }

  /** Compiles a text of a module's file without loading it; what is loaded afterwards is not compiled again. */
  async compile(path: string, text: string): Promise<Compilation> {
    const work = this.#compiler.compile({ path, shown: this.#shown(path), text });
    return this.#options.synchronous ? driveNow(work) : driveLater(work);
  }

  /** Makes the compiler fast before it is needed, a little at a time (Compiler.warmUp). */
  warmUp(pause: () => Promise<boolean>): Promise<void> {
    return this.#compiler.warmUp(pause);
  }

  /** All versions that are loaded. */
  versions(): Version[] {
    return [...this.#records.values()].flatMap(({ current, old }) =>
      [current, old].filter((version) => version !== undefined),
    );
  }

  /** The versions of a module, the current one first, and who is in each. */
  versionStates(module: symbol): VersionState[] {
    const { current, old } = this.#records.get(module) ?? {};
    const states: VersionState[] = [];
    const add = (version: Version, state: "current" | "old") =>
      states.push({ version, state, processes: lingeringPlaces(version) });
    if (current !== undefined) add(current, "current");
    if (old !== undefined) add(old, "old");
    return states;
  }

  /** Mirrors code:load_file/1: refuses while there is an old version. */
  async loadFile(module: symbol): Promise<LoadResult> {
    const result = await this.#load(module, "refuse");
    if ("error" in result && (result.error === "not_purged" || result.error === "on_load_failure")) {
      if (result.error === "not_purged")
        this.#options.report(`Loading of ${this.#path(module)} failed: not_purged\n`);
    }
    return result;
  }

  /** Whether a load waits for something. */
  get isLoading(): boolean {
    return this.#underWay > 0;
  }

  /** Mirrors code:ensure_loaded/1. */
  ensureLoaded(module: symbol): Promise<LoadResult> {
    return this.#load(module, "ensure");
  }

  /** Loads a module at its first call; what is wrong with it is told, once for each text. */
  async loadForCall(module: symbol): Promise<Version | undefined> {
    const record = this.record(module);
    const before = record.toldErrors;
    return this.#loadedForCall(record, before, await this.ensureLoaded(module));
  }

  /** Mirrors code:purge/1: whether a process was killed. */
  purge(module: symbol): boolean {
    const record = this.#records.get(module);
    return record !== undefined && this.#loader.purge(record).length > 0;
  }

  /** Mirrors code:soft_purge/1: false if a process lingers in the old version, which then stays. */
  softPurge(module: symbol): boolean {
    const record = this.#records.get(module);
    if (record?.old === undefined) return true;
    if (this.#options.system.lingeringIn(record.old).length > 0) return false;
    this.#loader.purge(record);
    return true;
  }

  /** Mirrors code:delete/1: current becomes old, unless there is an old version. */
  delete(module: symbol): boolean {
    const record = this.#records.get(module);
    if (record?.old !== undefined) {
      this.#options.report(`Module ${record.name} must be purged before deleting\n`);
      return false;
    }
    if (record?.current === undefined) return false;
    record.deleteCurrent();
    return true;
  }

  /** Mirrors erlang:check_old_code/1. */
  checkOldCode(module: symbol): boolean {
    return this.#records.get(module)?.old !== undefined;
  }

  /** Mirrors erlang:check_process_code/2: whether the process has a frame of the old version on its stack. */
  checkProcessCode(process: Process, module: symbol): boolean {
    const old = this.#records.get(module)?.old;
    return old !== undefined && this.#options.system.lingersIn(process, old);
  }

  /** Whether there is a module file of that name. */
  exists(module: symbol): boolean {
    return !this.#options.isBuiltin(module) && this.folder.find(Symbol.keyFor(module) ?? "") !== undefined;
  }

  /** The path of a loaded module's file. Mirrors code:is_loaded/1. */
  isLoaded(module: symbol): string | undefined {
    return this.current(module)?.path;
  }

  /** The path of the file that is loaded or would be. Mirrors code:which/1. */
  which(module: symbol): string | undefined {
    return this.isLoaded(module) ?? this.#path(module);
  }

  /** The loaded modules with their files. Mirrors code:all_loaded/0. */
  allLoaded(): [module: symbol, path: string][] {
    const loaded: [symbol, string][] = [];
    for (const { symbol, current } of this.#records.values()) {
      if (current !== undefined) loaded.push([symbol, current.path]);
    }
    return loaded;
  }

  /** The names of all module files. */
  allAvailable(): string[] {
    return [...this.folder.all().keys()].sort();
  }

  /** Mirrors code:module_status/1. */
  moduleStatus(module: symbol): "not_loaded" | "loaded" | "modified" | "removed" {
    const current = this.current(module);
    if (current === undefined) return "not_loaded";
    const text = this.folder.disk.read(current.path);
    if (text === undefined) return "removed";
    return md5Of(text) === current.md5 ? "loaded" : "modified";
  }

  /** Mirrors code:modified_modules/0. */
  modifiedModules(): symbol[] {
    return [...this.#records.keys()].filter((module) => this.moduleStatus(module) === "modified");
  }

  /** What a module's file compiles to as it is now, and its path; undefined if there is none. Mirrors code:get_object_code/1. */
  async compiledCode(module: symbol): Promise<{ readonly code: string; readonly path: string } | undefined> {
    const source = this.objectCode(module);
    if (source === undefined) return undefined;
    const compilation = await this.compile(source.path, source.text);
    return compilation instanceof Compiled
      ? { code: compilation.lowered.code, path: source.path }
      : undefined;
  }

  /** The text that a load would compile, and its file. */
  objectCode(module: symbol): { readonly text: string; readonly path: string } | undefined {
    const path = this.#path(module);
    const text = path === undefined ? undefined : this.folder.disk.read(path);
    return path === undefined || text === undefined ? undefined : { text, path };
  }

  #path(module: symbol): string | undefined {
    if (this.#options.isBuiltin(module)) return undefined;
    const found = this.folder.find(Symbol.keyFor(module) ?? "");
    return found !== undefined && "path" in found ? found.path : undefined;
  }

  #shown(path: string): string {
    return this.#options.shown?.(path) ?? path;
  }

  async #load(module: symbol, mode: LoadMode, given?: Source): Promise<LoadResult> {
    if (this.#options.isBuiltin(module)) {
      this.#options.report(`Can't load module '${Symbol.keyFor(module)}' that resides in sticky dir\n`);
      return STICKY;
    }
    const caller = running.strand?.process ?? null;
    const record = this.record(module);
    while (record.loading !== undefined) await record.loading;
    if (mode === "ensure" && record.current !== undefined) return already(record.symbol, record.current);
    const purged = record.old?.number;
    const work = this.#loader.load(record, mode, caller, given);
    const loading = this.#options.synchronous ? driveSoon(work) : driveLater(work);
    if (!(loading instanceof Promise)) return this.#note(record, purged, loading);
    record.loading = loading.catch(() => undefined);
    this.#underWay++;
    try {
      return this.#note(record, purged, await loading);
    } finally {
      record.loading = undefined;
      this.#underWay--;
    }
  }

  #note(record: ModuleRecord, purged: number | undefined, result: LoadResult): LoadResult {
    if ("error" in result) {
      record.toldErrors = result.diagnostics.map(({ line, message }) => `${line}:${message}`).join("\n");
      return result;
    }
    const { module, version, killed } = result;
    const { old } = record;
    this.#options.switched?.({
      module,
      current: version.number,
      old: old?.number,
      killed,
      purged,
      lingering: old === undefined ? [] : lingeringPlaces(old),
    });
    return result;
  }

  /** A name of a module that is not loaded was read in the middle of plain code. */
  #ensureNow(record: ModuleRecord): Version | undefined {
    if (this.#options.isBuiltin(record.symbol)) return undefined;
    const before = record.toldErrors;
    const purged = record.old?.number;
    const result = this.#note(record, purged, driveNow(this.#loader.load(record, "ensure", null)));
    return this.#loadedForCall(record, before, result);
  }

  #loadedForCall(record: ModuleRecord, before: string, result: LoadResult): Version | undefined {
    if (!("error" in result)) return record.current;
    if (record.toldErrors !== before) this.#options.tell(result.diagnostics);
    return undefined;
  }

  /** The loaded version that runs under a script name: `/modules/m.ts?version=3`. */
  #findScript(script: string): Version | undefined {
    const name = this.folder.nameOf(pathOfScript(script));
    const record = name === undefined ? undefined : this.#records.get(Symbol.for(name));
    if (record === undefined) return undefined;
    return [record.current, record.old, record.starting].find((version) => version?.script === script);
  }
}

const STICKY: LoadResult = { error: "sticky_directory", diagnostics: [] };

function already(module: symbol, version: Version): LoadResult {
  return { module, version, warnings: [], killed: [] };
}

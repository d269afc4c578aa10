// saves — what happens by itself when module files are saved: they are compiled and type-checked in the background, and
// what is wrong is told, once for each change.
//
// Loading stays the user's decision, unless loads on save were asked for: then a module that is loaded gets each new
// text that compiles, as soon as it can be taken for whole (settle.ts), by a soft purge; a load that would kill
// somebody is held back and told. What was mistaken for whole compiles seldom, and the next look brings the rest.
//
// The watcher is a port, and only says where to look. It runs only where it is wanted: nothing else depends on it.
import type { CodeServer } from "./code-server.ts";
import { type Compilation, Compiled, md5Of } from "./compile.ts";
import type { Diagnostic } from "./diagnostic.ts";
import type { Lingering } from "./lingering-places.ts";
import { ambiguous } from "./loader.ts";
import { SKIPPED } from "./names.ts";
import { Settling } from "./settle.ts";
import type { Types } from "./type-check.ts";

/** The port to what tells of changes in folders. */
export interface Watcher {
  /** Watches folders, some with those below; resolves once nothing is missed any more. What it gives ends it. */
  watch(
    folders: readonly { readonly folder: string; readonly deep: boolean }[],
    options: WatchOptions,
  ): Promise<() => void>;
}

export interface WatchOptions {
  /** The names of folders and files below them that nobody wants to hear of. */
  readonly skipped: RegExp;
  /** Something may have happened to the file: it is called rather too often than too seldom. */
  readonly touched: (path: string) => void;
  /** Changes cannot be seen. */
  readonly failed: (reason: string) => void;
}

export interface SavesOptions {
  readonly server: CodeServer;
  readonly watcher: Watcher;
  /** No types are checked without. */
  readonly types?: Types;
  /** Loads what is saved: `soft` holds back what would kill a process. */
  readonly autoLoad?: "soft" | "force";
  /** The path of a module file as messages show it. */
  readonly shown: (path: string) => string;
  readonly tell: (diagnostics: readonly Diagnostic[]) => void;
  /** So many more things are wrong, after a change of many files at once. */
  readonly more: (count: number) => void;
  /** A file that was wrong is so no more. */
  readonly mended: (file: string) => void;
  readonly held: (module: symbol, spared: readonly Lingering[]) => void;
  /** Changes of files are not seen any more. */
  readonly unwatched: (reason: string) => void;
}

export class Saves {
  readonly #options: SavesOptions;
  readonly #settling: Settling;
  #end: (() => void) | undefined;
  /** The digests of the texts that were looked at last; undefined for files that are gone. */
  readonly #checked = new Map<string, string | undefined>();
  /** What is wrong with files, as it was told last. */
  readonly #told = new Map<string, string>();
  /** Texts that are compiled to be loaded, and those that were to be loaded last. */
  readonly #compiling = new Map<string, { text: string; compilation: Promise<Compilation> }>();
  readonly #loaded = new Map<string, string>();
  /** Modules that had more than one file. */
  readonly #ambiguous = new Set<symbol>();
  #queue = new Map<string, string | undefined>();
  #working = false;
  #stopped = false;

  constructor(options: SavesOptions) {
    this.#options = options;
    const auto = options.autoLoad !== undefined;
    this.#settling = new Settling(options.server.folder.disk, {
      seen: auto ? (path, text) => this.#compileAhead(path, text) : undefined,
      fresh: auto ? (path, text) => void this.#load(path, text) : undefined,
      settled: (path, text) => this.#settled(path, text),
    });
  }

  /** Starts watching. Resolves when every later save is seen; what was saved until then is looked for. */
  async start(): Promise<void> {
    const { watcher, server } = this.#options;
    const { folder } = server;
    const deep = !folder.isProject && !(await folder.isLarge());
    if (this.#stopped) return;
    const folders = [{ folder: folder.root, deep }];
    if (folder.current !== undefined) folders.push({ folder: folder.current, deep: false });
    this.#end = await watcher.watch(folders, {
      skipped: SKIPPED,
      touched: (path: string) => this.touched(path),
      failed: (reason: string) => this.#fail(reason),
    });
    if (this.#stopped) this.stop();
    for (const module of server.modifiedModules()) {
      const path = server.isLoaded(module);
      if (path !== undefined) this.touched(path);
    }
  }

  stop(): void {
    this.#stopped = true;
    this.#settling.close();
    this.#end?.();
    this.#end = undefined;
  }

  /** Something may have happened to a file. */
  touched(path: string): void {
    if (this.#stopped || !this.#options.server.folder.isSource(path)) return;
    this.#settling.touch(path);
  }

  /** A command has told what is wrong with the file as it is now: no need to do so again. */
  answered(path: string, diagnostics: readonly Diagnostic[]): void {
    const text = this.#options.server.folder.disk.read(path);
    this.#checked.set(path, text === undefined ? undefined : md5Of(text));
    if (diagnostics.length === 0) this.#told.delete(path);
    else this.#told.set(path, summary(diagnostics));
  }

  #fail(reason: string): void {
    if (this.#stopped) return;
    this.stop();
    this.#options.unwatched(reason);
  }

  /** The module of a file whose current code another text could replace. */
  #replaceable(path: string, text: string): symbol | undefined {
    const { server } = this.#options;
    const name = server.folder.nameOf(path);
    const current = name === undefined ? undefined : server.current(Symbol.for(name));
    if (current === undefined || current.path !== path || current.compiled.source.text === text)
      return undefined;
    return current.module;
  }

  /** Does, while it is not certain yet that the text is whole, what takes time. */
  #compileAhead(path: string, text: string): void {
    const module = this.#replaceable(path, text);
    if (module === undefined) return;
    void this.#compiled(path, text);
    if (this.#filesOf(module).length > 1) this.#ambiguous.add(module);
  }

  #compiled(path: string, text: string): Promise<Compilation> {
    const known = this.#compiling.get(path);
    if (known?.text === text) return known.compilation;
    const compilation = this.#options.server.compile(path, text);
    this.#compiling.set(path, { text, compilation });
    return compilation;
  }

  async #load(path: string, text: string): Promise<void> {
    const { server, autoLoad, tell, held } = this.#options;
    const module = this.#replaceable(path, text);
    if (module === undefined || this.#loaded.get(path) === text) return;
    this.#loaded.set(path, text);
    const compilation = await this.#compiled(path, text);
    // What does not compile is told once the file has settled; meanwhile there may be a newer text.
    if (!(compilation instanceof Compiled)) return;
    if (this.#stopped || this.#loaded.get(path) !== text || this.#ambiguous.has(module)) return;
    const result = await server.loadText(module, path, text, autoLoad === "force" ? "purge" : "soft");
    if (!("error" in result)) tell(result.warnings);
    else if (result.spared !== undefined) held(module, result.spared);
    else tell(result.diagnostics);
  }

  /** The files that have the name of a module. */
  #filesOf(module: symbol): readonly string[] {
    const found = this.#options.server.folder.find(Symbol.keyFor(module) ?? "");
    if (found === undefined) return [];
    return "paths" in found ? found.paths : [found.path];
  }

  #settled(path: string, text: string | undefined): void {
    const digest = text === undefined ? undefined : md5Of(text);
    if (this.#checked.has(path) && this.#checked.get(path) === digest) return;
    this.#checked.set(path, digest);
    this.#queue.set(path, text);
    if (text !== undefined && this.#options.autoLoad !== undefined) void this.#load(path, text);
    if (!this.#working) void this.#work();
  }

  async #work(): Promise<void> {
    this.#working = true;
    try {
      while (this.#queue.size > 0 && !this.#stopped) {
        const batch = this.#queue;
        this.#queue = new Map();
        await this.#check(batch);
      }
    } finally {
      this.#working = false;
    }
  }

  /** Finds out what is wrong with the files, and, by their types, with others that import them. */
  async #check(batch: Map<string, string | undefined>): Promise<void> {
    const { types, shown } = this.#options;
    const found = new Map<string, readonly Diagnostic[]>();
    const doubled = this.#doubled(batch);
    for (const [path, text] of batch) {
      found.set(path, text === undefined ? [] : await this.#compileErrors(path, text));
    }
    for (const [path, problems] of (await types?.check([...batch.keys()], true)) ?? []) {
      const own = found.get(path) ?? [];
      // What the type checker says of a file that does not compile is the same, in words that are better known.
      const isTwice = problems.length > 0 && own.some(({ severity }) => severity === "error");
      found.set(path, isTwice ? problems : [...own, ...problems]);
    }
    for (const [module, [first, ...others]] of doubled) {
      const both = ambiguous(Symbol.keyFor(module) ?? "", [first, ...others].map(shown));
      found.set(first, [...both, ...(found.get(first) ?? [])]);
    }
    if (this.#stopped) return;
    const told: Diagnostic[] = [];
    for (const [path, diagnostics] of found) {
      if (this.#isNew(path, diagnostics, batch.has(path))) told.push(...diagnostics);
    }
    if (told.length > 0) this.#options.tell(told.slice(0, AT_ONCE));
    if (told.length > AT_ONCE) this.#options.more(told.length - AT_ONCE);
  }

  /** The modules of these files that have several; the file that is left of one that had is added to them. */
  #doubled(batch: Map<string, string | undefined>): Map<symbol, readonly string[]> {
    const { folder } = this.#options.server;
    const doubled = new Map<symbol, readonly string[]>();
    for (const path of [...batch.keys()]) {
      const name = folder.nameOf(path);
      if (name === undefined) continue;
      const module = Symbol.for(name);
      const files = this.#filesOf(module);
      if (files.length > 1) {
        doubled.set(module, files);
        this.#ambiguous.add(module);
      } else if (this.#ambiguous.delete(module) && files.length === 1) {
        batch.set(files[0], folder.disk.read(files[0]));
      }
    }
    return doubled;
  }

  async #compileErrors(path: string, text: string): Promise<readonly Diagnostic[]> {
    const { server } = this.#options;
    if (server.folder.nameOf(path) === undefined) return [];
    const compilation = await server.compile(path, text);
    return compilation instanceof Compiled ? compilation.warnings : compilation.errors;
  }

  /** Whether this is to be told: of a file that was saved everything, of others what is new. */
  #isNew(path: string, diagnostics: readonly Diagnostic[], saved: boolean): boolean {
    const { mended, shown, server } = this.#options;
    const before = this.#told.get(path);
    if (diagnostics.length === 0) {
      this.#told.delete(path);
      // A file that is gone was not mended.
      if (before !== undefined && server.folder.disk.stat(path) !== undefined) mended(shown(path));
      return false;
    }
    const now = summary(diagnostics);
    this.#told.set(path, now);
    return saved || now !== before;
  }
}

/** What is told at once: who changes branches does not want to scroll. */
const AT_ONCE = 20;

function summary(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.map(({ line, column, message }) => `${line}:${column}:${message}`).join("\n");
}

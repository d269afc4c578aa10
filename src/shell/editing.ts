// editing — what the shell does about module files that are edited beside it: c/1, l/1 and lc/1 say what is wrong, types
// included, and where a watcher is plugged in that is said, in the background, as soon as a file is saved.
import type { CodeServer } from "../code/code-server.ts";
import { Compiled } from "../code/compile.ts";
import type { Diagnostic } from "../code/diagnostic.ts";
import type { ModuleFolder } from "../code/names.ts";
import { Saves, type Watcher } from "../code/saves.ts";
import { type TypeChecker, Types } from "../code/type-check.ts";
import type { Loading } from "./c-code.ts";
import { crossReferenced } from "./cross-referenced.ts";
import { heldNote } from "./load-notes.ts";
import type { Paint } from "./paint.ts";
import type { ShowProgress } from "./progress.ts";

export interface EditingOptions {
  /** Checks types; without, none are checked. */
  readonly types?: (folder: ModuleFolder) => TypeChecker;
  /** Sees saves, once `watch()` is called. */
  readonly watcher?: Watcher;
  /** Loads what is saved if it compiles: `soft` holds back what would kill a process. */
  readonly autoLoad?: "soft" | "force";
  /** A note on the terminal. */
  readonly note?: (text: string) => void;
  readonly shown?: (path: string) => string;
  /** Shows how far long work is. */
  readonly progress?: ShowProgress;
}

/** The compiler is warmed up in the background, and this much is left to everything else. */
const BETWEEN_ROUNDS_MS = 10;

export class Editing implements Loading {
  readonly progress: ShowProgress | undefined;
  readonly tellsMissing: boolean;
  readonly #server: CodeServer;
  readonly #paint: Paint;
  readonly #types: Types | undefined;
  readonly #saves: Saves | undefined;
  readonly #autoLoads: boolean;
  #stopped = false;

  constructor(server: CodeServer, options: EditingOptions, paint: Paint, write: (text: string) => void) {
    const { types, watcher, autoLoad, note, shown = (path) => path } = options;
    const { folder } = server;
    this.progress = options.progress;
    this.tellsMissing = note !== undefined;
    this.#server = server;
    this.#autoLoads = watcher !== undefined && autoLoad !== undefined;
    this.#paint = paint;
    this.#types =
      types &&
      new Types({
        checker: types(folder),
        folder,
        shown,
        unavailable: (reason) => write(`%% types are not checked: ${reason}\n`),
      });
    this.#saves =
      watcher &&
      new Saves({
        server,
        watcher,
        types: this.#types,
        autoLoad,
        shown,
        tell: (diagnostics) => write(paint.diagnostics(diagnostics)),
        more: (count) => write(`%% … and ${count} more; eshell check tells all\n`),
        mended: (file) => note?.(`%% ${file}: no errors any more`),
        held: (module, spared) => write(`${heldNote(module, spared)}\n`),
        unwatched: (reason) => write(`%% changes of files are not seen: ${reason}\n`),
      });
  }

  /** Begins to watch the module folder; does nothing where there is no watcher. */
  async watch(): Promise<void> {
    await this.#saves?.start();
    if (!this.#autoLoads) return;
    const { disk } = this.#server.folder;
    await this.#server.warmUp(async () => {
      await disk.wait(BETWEEN_ROUNDS_MS);
      return !this.#stopped;
    });
  }

  /** Ends the watching, and the type checker. */
  stop(): void {
    this.#stopped = true;
    this.#saves?.stop();
    this.#types?.close();
  }

  text(diagnostics: readonly Diagnostic[]): string {
    return this.#paint.diagnostics(diagnostics);
  }

  async load(module: symbol) {
    const result = await this.#server.load(module);
    if ("error" in result && result.error === "badfile") this.#answered(module, result.diagnostics);
    return result;
  }

  async types(module: symbol): Promise<readonly Diagnostic[] | undefined> {
    const path = this.#server.objectCode(module)?.path;
    if (this.#types === undefined || path === undefined) return undefined;
    const checked = await this.#types.check([path]);
    if (checked === undefined) return undefined;
    const found = checked.get(path) ?? [];
    this.#saves?.answered(path, found);
    return found;
  }

  async check(module: symbol): Promise<readonly Diagnostic[] | undefined> {
    const source = this.#server.objectCode(module);
    if (source === undefined) return undefined;
    const [compilation, typed] = await Promise.all([
      this.#server.compile(source.path, source.text),
      this.types(module),
    ]);
    if (compilation instanceof Compiled) return [...compilation.warnings, ...(typed ?? [])];
    return typed !== undefined && typed.length > 0 ? typed : compilation.errors;
  }

  crossReference(module: symbol, isThere: (module: string, name: string) => boolean) {
    return crossReferenced(this.#server, module, isThere);
  }

  versions(module: symbol) {
    return this.#server.versionStates(module);
  }

  /** What is wrong with the file was said already. */
  #answered(module: symbol, diagnostics: readonly Diagnostic[]): void {
    const path = this.#server.objectCode(module)?.path;
    if (path !== undefined) this.#saves?.answered(path, diagnostics);
  }
}

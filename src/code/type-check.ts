// type-check — what the type checker finds in module files, as diagnostics in its own words.
//
// The checker is a port (node-types.ts plugs in TypeScript's): it keeps a program open and is told which files have
// changed. Which ones that are is found by comparing the folder with what was there at the last check, so that nothing depends on a
// watcher's news. A change of one module may break those that import it: they are checked with it.
//
// Checks follow one another. Where there is no checker, or it fails, that is said once; everything else goes on.
import { posix } from "node:path";
import { type Diagnostic, diagnosticAt } from "./diagnostic.ts";
import type { ModuleFolder } from "./names.ts";

export interface FileChanges {
  readonly created: readonly string[];
  readonly changed: readonly string[];
  readonly deleted: readonly string[];
}

/** What a checker finds wrong. */
export interface TypeProblem {
  readonly severity: Diagnostic["severity"];
  /** Such as `TS2322`. */
  readonly code: string;
  readonly message: string;
  /** The place in the text, in UTF-16 units. */
  readonly start: number;
}

/** The port to the type checker of one module folder. What it throws means that types cannot be checked any more. */
export interface TypeChecker {
  /** Takes up the changes, and then says what is wrong with some files: for each, in their order, the problems. */
  check(
    changes: FileChanges,
    files: readonly string[],
  ): Promise<readonly { readonly text: string; readonly problems: readonly TypeProblem[] }[]>;
  close(): void;
}

export interface TypesOptions {
  readonly checker: TypeChecker;
  readonly folder: ModuleFolder;
  /** The path of a module file as messages show it. */
  readonly shown: (path: string) => string;
  /** Says, once, why types are not checked. */
  readonly unavailable: (reason: string) => void;
}

/** A file as it was at the last check. */
interface Seen {
  readonly mtimeMs: number;
  readonly size: number;
  /** The files that it imports by a relative path, without their extensions. */
  imports: ReadonlySet<string> | undefined;
}

/** So many files are looked at before giving way. */
const AT_ONCE = 32;
const CHECKED = /\.(?:ts|mts|tsx)$/;
const NOTHING: FileChanges = { created: [], changed: [], deleted: [] };
/** What may matter to all files. */
const CONCERNS_ALL = /\.d\.[^/]*$|\/tsconfig\.json$/;
const IMPORT = /(?:\bfrom|\bimport)\s*\(?\s*(["'])(\.{1,2}\/[^"'\n]*)\1/g;

/** The diagnostics of some files by path, those without any included. */
export type Checked = ReadonlyMap<string, readonly Diagnostic[]>;

export class Types {
  readonly #options: TypesOptions;
  #files = new Map<string, Seen>();
  #working: Promise<unknown> = Promise.resolve();
  #failed = false;

  constructor(options: TypesOptions) {
    this.#options = options;
  }

  /** Checks module files, and with `importers` those that import them; undefined if types cannot be checked. */
  check(paths: readonly string[], importers = false): Promise<Checked | undefined> {
    const result = this.#working.then(() => this.#check(paths, importers));
    this.#working = result;
    return result;
  }

  close(): void {
    this.#failed = true;
    this.#options.checker.close();
  }

  async #check(paths: readonly string[], importers: boolean): Promise<Checked | undefined> {
    if (this.#failed) return undefined;
    const changes = await this.#changes(paths);
    const files = (importers ? await this.#withImporters(paths, changes) : paths).filter(
      (path) => CHECKED.test(path) && this.#files.has(path),
    );
    const checked = new Map<string, readonly Diagnostic[]>();
    try {
      const results = await this.#options.checker.check(changes, files);
      for (const [i, { text, problems }] of results.entries()) {
        checked.set(
          files[i],
          problems.map((problem) => this.#diagnostic(files[i], text, problem)),
        );
      }
      return checked;
    } catch (error) {
      if (this.#failed) return undefined;
      this.#failed = true;
      this.#options.checker.close();
      this.#options.unavailable(error instanceof Error ? error.message : String(error));
      return undefined;
    }
  }

  /** What has happened to the folder since the last check; `surely` are files that have changed in any case. */
  async #changes(surely: readonly string[]): Promise<FileChanges> {
    const { folder } = this.#options;
    const created: string[] = [];
    const changed: string[] = [];
    const now = new Map<string, Seen>();
    for await (const path of this.#inTurns([...folder.sources(), ...configs(folder)])) {
      const stat = folder.disk.stat(path);
      if (stat === undefined) continue;
      const { mtimeMs, size } = stat;
      const before = this.#files.get(path);
      const isSame = before?.mtimeMs === mtimeMs && before.size === size && !surely.includes(path);
      if (before === undefined) created.push(path);
      else if (!isSame) changed.push(path);
      now.set(path, isSame ? before : { mtimeMs, size, imports: undefined });
    }
    const deleted = [...this.#files.keys()].filter((path) => !now.has(path));
    // To a checker that knows nothing yet, nothing has changed.
    const isFirst = this.#files.size === 0;
    this.#files = now;
    return isFirst ? NOTHING : { created, changed, deleted };
  }

  /** The files and, directly or not, their importers. */
  async #withImporters(paths: readonly string[], changes: FileChanges): Promise<string[]> {
    const touched = [...paths, ...changes.created, ...changes.changed, ...changes.deleted];
    if (touched.some((path) => CONCERNS_ALL.test(path))) return [...this.#files.keys()];
    const importersOf = new Map<string, string[]>();
    for await (const [path, seen] of this.#inTurns(this.#files)) {
      seen.imports ??= this.#importsOf(path);
      for (const target of seen.imports) {
        const importers = importersOf.get(target);
        if (importers === undefined) importersOf.set(target, [path]);
        else importers.push(path);
      }
    }
    const found = new Set(paths);
    for (const path of found) {
      for (const importer of importersOf.get(withoutExtension(path)) ?? []) found.add(importer);
    }
    return [...found];
  }

  /** Gives way now and then: in a large folder keys would wait. */
  async *#inTurns<T>(all: Iterable<T>): AsyncGenerator<T> {
    let count = 0;
    for (const one of all) {
      if (++count % AT_ONCE === 0) await this.#options.folder.disk.wait(0);
      yield one;
    }
  }

  #importsOf(path: string): ReadonlySet<string> {
    const imports = new Set<string>();
    const text = this.#options.folder.disk.read(path) ?? "";
    for (const [, , specifier] of text.matchAll(IMPORT))
      imports.add(withoutExtension(posix.join(posix.dirname(path), specifier)));
    return imports;
  }

  #diagnostic(path: string, text: string, { severity, code, message, start }: TypeProblem): Diagnostic {
    const before = text.slice(0, start).split("\n");
    const place = {
      file: this.#options.shown(path),
      line: before.length,
      column: (before.at(-1) as string).length + 1,
    };
    return { ...diagnosticAt(text, place, message, severity), code };
  }
}

/** The places where the tsconfig.json of a folder may be. */
function configs(folder: ModuleFolder): string[] {
  const found: string[] = [];
  for (let at = folder.root; ; at = posix.dirname(at)) {
    found.push(posix.join(at, "tsconfig.json"));
    if (at === posix.dirname(at)) return found;
  }
}

/** `a/index.ts` and `a` are one to an import. */
function withoutExtension(path: string): string {
  return path.replace(/\.[^./]+$/, "").replace(/\/index$/, "");
}

// names — which files are modules, and what they are called.
//
// A module is a `.ts .mts .tsx .js .mjs` file in the module folder or below; its name is the file's, and `a/index.ts`
// is `a`. Declarations, tests, `node_modules` and hidden folders are not modules. Two files of one name are a mistake
// that only shows when the module is loaded: then both paths are told. Of a folder with a package.json, a project rather
// than a folder of modules, only the files themselves are modules: not its sources, tests and build. So it is with a
// folder that has very many below it. A name that the module folder does not have is
// looked for among the files of the current folder itself, which is on erl's code path as well.
//
// Invariant: no path that leaves these is ever a module, whether by `..`, an absolute path or a link.
import { posix } from "node:path";
import type { Disk } from "./disk.ts";

/** The names of folders in which nothing is a module. */
export const SKIPPED = /^(?:node_modules$|\.)/;
const MANY = 1000;
const EXTENSIONS = [".ts", ".mts", ".tsx", ".js", ".mjs"];
const MODULE_FILE = /^(.+)\.(?:ts|mts|tsx|js|mjs)$/;
const DECLARATION_FILE = /\.d\.(?:[^.]+\.)?(?:ts|mts)$/;
const NO_MODULE = /\.(?:d|test)\.[^.]+$|\.d\.[^.]+\.ts$/;
/** What TypeScript sources may call a file in an import, where it has another extension on the disk. */
const SOURCES: Readonly<Record<string, readonly string[]>> = {
  ".js": [".ts", ".tsx"],
  ".jsx": [".tsx"],
  ".mjs": [".mts"],
};

export type Found = { readonly path: string } | { readonly paths: readonly string[] };

export class ModuleFolder {
  readonly disk: Disk;
  /** Absolute, without a slash at the end. */
  readonly root: string;
  /** The current folder, whose own files are modules too; undefined if there is none, or if it is the root. */
  readonly current: string | undefined;
  /** It was found to be so large that only its own files count. */
  #large = false;

  constructor(disk: Disk, root: string, current?: string) {
    this.disk = disk;
    this.root = withoutSlash(root);
    this.current =
      current === undefined || withoutSlash(current) === this.root ? undefined : withoutSlash(current);
  }

  /** The file of a module, or both where two have its name, or undefined. */
  find(name: string): Found | undefined {
    if (name === "" || name.includes("/") || name.includes("\0")) return undefined;
    const paths: string[] = [];
    const add = (path: string, module: string) => {
      if (module === name) paths.push(path);
    };
    this.#walk(add);
    if (paths.length === 0 && this.current !== undefined) this.#visit(this.current, undefined, add);
    if (paths.length === 0) return undefined;
    return paths.length === 1 ? { path: paths[0] } : { paths: paths.sort() };
  }

  /** All modules with the files that have their name. */
  all(): Map<string, string[]> {
    const modules = new Map<string, string[]>();
    this.#walk((path, module) => {
      const paths = modules.get(module);
      if (paths === undefined) modules.set(module, [path]);
      else paths.push(path);
    });
    return modules;
  }

  /** The files that the type checker is to know: those of modules, and declarations. */
  sources(): string[] {
    const files: string[] = [];
    this.#walk((path) => files.push(path), DECLARATION_FILE);
    if (this.current !== undefined)
      this.#visit(this.current, undefined, (path) => files.push(path), DECLARATION_FILE);
    return files;
  }

  /** The name of the module that a file of the folder is, or undefined if it is none. */
  nameOf(path: string): string | undefined {
    if (this.#isInCurrent(path)) return moduleName(posix.basename(path), undefined);
    if (!path.startsWith(`${this.root}/`)) return undefined;
    const parts = path.slice(this.root.length + 1).split("/");
    const file = parts.pop() as string;
    if (parts.some(isSkipped)) return undefined;
    return moduleName(file, parts.at(-1));
  }

  /** Whether a file is one of `sources()`, as far as its path says. */
  isSource(path: string): boolean {
    if (this.nameOf(path) !== undefined) return !this.#isLeftOut(path);
    if (!DECLARATION_FILE.test(path) || this.#isSkipped(path)) return false;
    return this.#isInCurrent(path) || (path.startsWith(`${this.root}/`) && !this.#isLeftOut(path));
  }

  #isSkipped(path: string): boolean {
    return (
      path.startsWith(`${this.root}/`) &&
      path
        .slice(this.root.length + 1)
        .split("/")
        .some(isSkipped)
    );
  }

  /** Whether the folder is a project rather than a folder of modules, so that the folders in it are none of ours. */
  get isProject(): boolean {
    return this.#isFile(`${this.root}/package.json`);
  }

  /** Whether there are very many folders in it: a home folder, say, of which the files are meant rather than all below. */
  async isLarge(): Promise<boolean> {
    const folders = [this.root];
    for (const [i, at] of folders.entries()) {
      if (this.#large || folders.length > MANY) {
        this.#large = true;
        return true;
      }
      if (i % 32 === 31) await this.disk.wait(0);
      for (const { name, kind } of this.disk.list(at) ?? []) {
        if (kind === "folder" && !isSkipped(name)) folders.push(`${at}/${name}`);
      }
    }
    return false;
  }

  #isLeftOut(path: string): boolean {
    return (
      path.slice(this.root.length + 1).includes("/") &&
      !this.#isInCurrent(path) &&
      (this.#large || this.isProject)
    );
  }

  /** Whether a path lies in the folder, links followed. A file that does not exist counts by its path alone. */
  contains(path: string): boolean {
    const folder = this.#isInCurrent(path) ? (this.current as string) : this.root;
    if (!isBelow(posix.normalize(path), folder)) return false;
    const real = this.disk.realPath(path);
    const root = this.disk.realPath(folder);
    return real === undefined || root === undefined || isBelow(real, root);
  }

  #isInCurrent(path: string): boolean {
    return this.current !== undefined && posix.dirname(posix.normalize(path)) === this.current;
  }

  /** The file that an import means by `path`: itself, or with the extension that TypeScript leaves out or renames. */
  sourceOf(path: string): string | undefined {
    if (this.#isFile(path)) return path;
    const extension = posix.extname(path);
    const base = path.slice(0, path.length - extension.length);
    for (const other of SOURCES[extension] ?? []) if (this.#isFile(base + other)) return base + other;
    for (const other of EXTENSIONS) if (this.#isFile(path + other)) return path + other;
    for (const other of EXTENSIONS) if (this.#isFile(`${path}/index${other}`)) return `${path}/index${other}`;
    return undefined;
  }

  #isFile(path: string): boolean {
    return this.disk.stat(path)?.kind === "file";
  }

  #walk(found: (path: string, module: string) => void, others?: RegExp): void {
    const folders = this.#visit(this.root, undefined, found, others);
    if (this.#large || this.isProject) return;
    const below: [path: string, module: string][] = [];
    for (const folder of folders) {
      this.#large = folders.length > MANY;
      if (this.#large) return;
      const add = (path: string, module: string) => below.push([path, module]);
      folders.push(...this.#visit(folder, posix.basename(folder), add, others));
    }
    for (const [path, module] of below) found(path, module);
  }

  /** Looks at the files of one folder, modules and `others` by their names; the folders in it are given back. */
  #visit(
    folder: string,
    parent: string | undefined,
    found: (path: string, module: string) => void,
    others?: RegExp,
  ): string[] {
    const folders: string[] = [];
    for (const entry of this.disk.list(folder) ?? []) {
      const path = `${folder}/${entry.name}`;
      if (entry.kind === "folder") {
        if (!isSkipped(entry.name)) folders.push(path);
        continue;
      }
      // A link to a folder is not followed: inside it is known already, and outside it is none of ours.
      if (entry.kind === "other") continue;
      const module = moduleName(entry.name, parent) ?? (others?.test(entry.name) ? "" : undefined);
      if (module === undefined) continue;
      if (entry.kind === "link" && !(this.#isFile(path) && this.contains(path))) continue;
      found(path, module);
    }
    return folders;
  }
}

function withoutSlash(folder: string): string {
  return folder.length > 1 ? folder.replace(/\/+$/, "") : folder;
}

/** The module that a file name stands for; `folder` is the one it lies in, unless that is the module folder itself. */
export function moduleName(file: string, folder: string | undefined): string | undefined {
  const match = MODULE_FILE.exec(file);
  if (match === null || NO_MODULE.test(file) || file.startsWith(".")) return undefined;
  return match[1] === "index" && folder !== undefined ? folder : match[1];
}

function isSkipped(folder: string): boolean {
  return SKIPPED.test(folder);
}

function isBelow(path: string, root: string): boolean {
  return path.startsWith(root === "/" ? root : `${root}/`);
}

// packages — npm packages and Node's own modules, as Node resolves them from the importing file.
//
// They are loaded once, by Node, and have no versions. CommonJS and ESM alike come through require(), which takes ESM
// since Node 20.19; an ESM package with a top-level await is imported before the module that needs it is run, and any ESM
// package where the require() is that of a test runner, which may take none, nor packages with an entry for imports only.
import { createRequire, isBuiltin } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Disk } from "./disk.ts";
import type { Step } from "./step.ts";

/** A package that cannot be loaded: the message says why. */
export class PackageError extends Error {}

const CONDITIONS = ["node", "import", "module-sync", "default"];

/** What require() says of a package that has to be imported. */
const IMPORTED: ReadonlySet<unknown> = new Set(["ERR_REQUIRE_ASYNC_MODULE", "ERR_REQUIRE_ESM"]);

export class Packages {
  readonly #disk: Disk;
  /** ESM packages that had to be awaited, by path. */
  readonly #awaited = new Map<string, unknown>();

  constructor(disk: Disk) {
    this.#disk = disk;
  }

  /** The file that a specifier means for a file, or the name of a module of Node's own. */
  resolve(from: string, specifier: string): string {
    if (isBuiltin(specifier)) return specifier;
    try {
      return createRequire(from).resolve(specifier);
    } catch (failure) {
      const code = codeOf(failure);
      const hidden = code === "ERR_PACKAGE_PATH_NOT_EXPORTED" || code === "MODULE_NOT_FOUND";
      const path = hidden ? this.#importOnly(from, specifier) : undefined;
      if (path !== undefined) return path;
      if (code === "MODULE_NOT_FOUND") throw new PackageError(`package "${specifier}" is not installed`);
      throw new PackageError(`package "${specifier}" cannot be used: ${(failure as Error).message}`);
    }
  }

  /** Loads what `resolve` found; without waiting where that is possible. */
  *load(from: string, specifier: string): Generator<Step<any>, unknown, any> {
    const path = this.resolve(from, specifier);
    if (this.#awaited.has(path)) return this.#awaited.get(path);
    try {
      return createRequire(from)(path);
    } catch (failure) {
      if (!IMPORTED.has(codeOf(failure))) throw failure;
    }
    const loaded: unknown = yield {
      waits: true,
      now: () => {
        throw new PackageError(
          `package "${specifier}" cannot be loaded without waiting for it: load this module first`,
        );
      },
      later: () => import(pathToFileURL(path).href),
    };
    this.#awaited.set(path, loaded);
    return loaded;
  }

  /** A package that has an entry for `import` only, which require.resolve() refuses. */
  #importOnly(from: string, specifier: string): string | undefined {
    const named = /^((?:@[^/]+\/)?[^/]+)(.*)$/.exec(specifier);
    if (named === null) return undefined;
    const [, name, rest] = named;
    for (let folder = dirname(from); ; folder = dirname(folder)) {
      const home = join(folder, "node_modules", name);
      const text = this.#disk.read(join(home, "package.json"));
      if (text !== undefined) {
        const target = exportOf((JSON.parse(text) as { exports?: unknown }).exports, `.${rest}`);
        return target === undefined ? undefined : join(home, target);
      }
      if (folder === dirname(folder)) return undefined;
    }
  }
}

/** What `exports` of a package.json gives for a path such as `.` or `./sub`. */
function exportOf(exports: unknown, path: string): string | undefined {
  if (typeof exports !== "object" || exports === null) return undefined;
  const table = exports as Record<string, unknown>;
  if (!Object.keys(table).some((key) => key.startsWith(".")))
    return path === "." ? targetOf(table, "") : undefined;
  if (path in table) return targetOf(table[path], "");
  for (const key of Object.keys(table)) {
    const [before, after] = key.split("*");
    if (after === undefined || !path.startsWith(before) || !path.endsWith(after)) continue;
    return targetOf(table[key], path.slice(before.length, path.length - after.length));
  }
  return undefined;
}

function targetOf(target: unknown, star: string): string | undefined {
  if (typeof target === "string") return target.replaceAll("*", star);
  if (typeof target !== "object" || target === null) return undefined;
  for (const [condition, value] of Object.entries(target)) {
    if (!CONDITIONS.includes(condition)) continue;
    const found = targetOf(value, star);
    if (found !== undefined) return found;
  }
  return undefined;
}

function codeOf(failure: unknown): unknown {
  return (failure as { code?: unknown } | null)?.code;
}

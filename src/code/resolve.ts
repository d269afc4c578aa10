// resolve — what a specifier in a module means: another module, data, a package.
import { basename, dirname, isAbsolute, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type ModuleFolder, moduleName } from "./names.ts";

export type Resolved =
  /** A module of the folder; it need not exist. */
  | { readonly kind: "module"; readonly name: string; readonly exists: boolean }
  | { readonly kind: "json"; readonly path: string }
  /** Loaded by Node: a package, one of its own modules, a CommonJS file of the folder. */
  | { readonly kind: "native"; readonly specifier: string }
  | { readonly kind: "eshell" }
  | { readonly kind: "timers"; readonly promises: boolean }
  | { readonly kind: "refused"; readonly message: string };

/** What `specifier` means in the file `from`. */
export function resolveImport(folder: ModuleFolder, from: string, specifier: string): Resolved {
  const path = pathOf(from, specifier);
  if (path !== undefined) return resolvePath(folder, path, specifier);
  if (specifier === "eshell-ts") return { kind: "eshell" };
  const builtin = specifier.replace(/^node:/, "");
  if (builtin === "timers" || builtin === "timers/promises") {
    return { kind: "timers", promises: builtin !== "timers" };
  }
  return { kind: "native", specifier };
}

function pathOf(from: string, specifier: string): string | undefined {
  if (/^\.\.?(?:\/|$)/.test(specifier)) return join(dirname(from), specifier);
  if (specifier.startsWith("file:")) return fileURLToPath(specifier);
  return isAbsolute(specifier) ? join(specifier) : undefined;
}

function resolvePath(folder: ModuleFolder, path: string, specifier: string): Resolved {
  if (!folder.contains(path)) {
    return { kind: "refused", message: `"${specifier}" is outside the module folder: it is never loaded` };
  }
  const file = folder.sourceOf(path);
  if (file === undefined) {
    const name = moduleName(basename(path), undefined) ?? basename(path);
    return { kind: "module", name, exists: false };
  }
  if (!folder.contains(file)) {
    return { kind: "refused", message: `"${specifier}" leads outside the module folder: it is never loaded` };
  }
  if (file.endsWith(".json")) return { kind: "json", path: file };
  const name = folder.nameOf(file);
  if (name !== undefined) return { kind: "module", name, exists: true };
  if (file.endsWith(".cjs") || file.endsWith(".node")) return { kind: "native", specifier: file };
  return { kind: "refused", message: `"${specifier}" is not a module file` };
}

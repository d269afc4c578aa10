// cross-referenced — what xm/1 answers: which functions a module calls that there are not, and which of its own nobody calls.
import { dirname, join } from "node:path";
import type { CodeServer } from "../code/code-server.ts";
import { Compiled } from "../code/compile.ts";
import { type CrossReference, crossReference, type NameArity } from "../code/cross-reference.ts";

export type Mfa = readonly [module: string, name: string, arity: number];

export interface CrossReferenced {
  readonly undefined: readonly (readonly [caller: Mfa, callee: Mfa])[];
  readonly unused: readonly Mfa[];
}

/** What is called outside of any function, as the caller that it has. */
const TOP_LEVEL: NameArity = ["-top level-", 0];

/**
 * Compiles a module's file as it is now and looks its calls up, in the files that it imports and among the functions of
 * OTP's modules (`isThere`); undefined if it does not compile.
 */
export async function crossReferenced(
  server: CodeServer,
  module: symbol,
  isThere: (module: string, name: string) => boolean,
): Promise<CrossReferenced | undefined> {
  const { folder } = server;
  const name = Symbol.keyFor(module) ?? "";
  const path = server.which(module);
  const own = path === undefined ? undefined : await referenceOf(server, path);
  if (path === undefined || own === undefined) return undefined;
  const missing: [Mfa, Mfa][] = [];
  for (const { caller = TOP_LEVEL, specifier, within, callee } of own.calls) {
    const isFile = specifier.startsWith(".");
    const file = isFile ? folder.sourceOf(join(dirname(path), specifier)) : undefined;
    const target = isFile ? folder.nameOf(file ?? join(dirname(path), specifier)) : within;
    if (target === undefined || (!isFile && specifier !== "eshell-ts")) continue;
    const there = isFile ? await isExported(server, file, callee[0]) : isThere(target, callee[0]);
    if (!there)
      missing.push([
        [name, ...caller],
        [target, ...callee],
      ]);
  }
  return { undefined: missing, unused: own.unused.map((unused) => [name, ...unused]) };
}

/** Whether a file exports a name, as far as one can know: it may do so by `export *`, or not compile. */
async function isExported(server: CodeServer, file: string | undefined, name: string): Promise<boolean> {
  if (file === undefined) return false;
  const exports = (await referenceOf(server, file))?.exports;
  return exports === undefined || exports.has(name);
}

async function referenceOf(server: CodeServer, path: string): Promise<CrossReference | undefined> {
  const text = server.folder.disk.read(path);
  const compilation = text === undefined ? undefined : await server.compile(path, text);
  return compilation instanceof Compiled ? crossReference(compilation.javascript) : undefined;
}

// tsconfig — what a project's tsconfig.json says that changes how its modules run: JSX, decorators, class fields.
//
// Everything else in it is for the type checker. Differs from tsc: the nearest file counts, `extends` is not followed.
import { dirname } from "node:path";
import type { Disk } from "./disk.ts";

const KEYS = [
  "experimentalDecorators",
  "useDefineForClassFields",
  "jsx",
  "jsxFactory",
  "jsxFragmentFactory",
  "jsxImportSource",
] as const;

/** The compiler options that matter, from the tsconfig.json in `folder` or the nearest folder above it. */
export function compilerOptions(disk: Disk, folder: string): Record<string, unknown> {
  for (let at = folder; ; at = dirname(at)) {
    const text = disk.read(`${at}/tsconfig.json`);
    if (text !== undefined) return chosen(text);
    if (at === dirname(at)) return {};
  }
}

function chosen(text: string): Record<string, unknown> {
  const options: Record<string, unknown> = parse(text)?.compilerOptions ?? {};
  const found: Record<string, unknown> = {};
  for (const key of KEYS) if (options[key] !== undefined) found[key] = options[key];
  return found;
}

/** JSON with comments and commas before closing brackets; undefined if it is not even that. */
function parse(text: string): { compilerOptions?: Record<string, unknown> } | undefined {
  const plain = text
    .replace(/("(?:[^"\\]|\\.)*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (_all, string = "") => string)
    .replace(/("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])/g, (_all, string = "") => string);
  try {
    const value: unknown = JSON.parse(plain);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

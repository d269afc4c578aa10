// lower — turns the async functions of a module's JavaScript into process code.
//
// In comes what esbuild prints (CommonJS, modern syntax untouched, a semicolon after every statement), out goes the
// same with a wrapper and a generator in place of every async function: calling one makes a frame, which the scheduler
// runs. Read lower-functions.ts and lower-statements.ts for the shapes, lower-plan.ts for where a generator is put,
// lower-runtime.ts for `$rt`.
//
// Differs from native async functions, visibly: a call starts when it is awaited, or else at the next suspension; its
// value is a Frame, which is a thenable but no Promise; AsyncFunction is not its constructor, and `new` accepts it.
import { type Analysis, analyse } from "./lower-analysis.ts";
import { CALL_RULES } from "./lower-calls.ts";
import { Emitter, type Rule } from "./lower-emit.ts";
import { FUNCTION_RULES } from "./lower-functions.ts";
import { type LoweredFunction, nameFunctions, TOP_LEVEL } from "./lower-names.ts";
import { plan } from "./lower-plan.ts";
import { STATEMENT_RULES } from "./lower-statements.ts";
import { parseModule } from "./lower-syntax.ts";
import { PositionMap, Printed } from "./source-map.ts";

export type { LoweredFunction };

export interface LowerOptions {
  /** The name of the TypeScript file, as diagnostics show it. */
  readonly file: string;
  /** The source map that esbuild made, as JSON text. Without it, lines are those of the JavaScript. */
  readonly map?: string;
}

/** A module's JavaScript, lowered. */
export interface Lowered {
  /** The body of a function whose parameters CommonJS gives, and `$rt`: what runtimeOf (lower-runtime.ts) makes. */
  readonly code: string;
  readonly file: string;
  /** From positions in `code` to functions and lines of the TypeScript file. */
  readonly map: PositionMap;
  /** Every function of the module, by its index in `$rt.info`. */
  readonly functions: readonly LoweredFunction[];
  /** The names exported for what is the same as long as the version lives. */
  readonly fixed: ReadonlySet<string>;
  readonly imports: readonly ImportedFile[];
}

export interface LowerError {
  readonly error: {
    readonly file: string;
    readonly line: number;
    readonly column: number;
    readonly text: string;
  };
}

/** A file that the module imports, as far as its JavaScript tells. */
export interface ImportedFile {
  readonly specifier: string;
  /** Where it stands, in what esbuild printed. */
  readonly start: number;
  /** Nothing is taken from it. */
  readonly bare: boolean;
  /** The names that are called in it. */
  readonly called: readonly string[];
}

const RULES: ReadonlyMap<string, Rule> = new Map([...FUNCTION_RULES, ...STATEMENT_RULES, ...CALL_RULES]);

/** Lowers a module's JavaScript. */
export function lower(js: string, options: LowerOptions): Lowered | LowerError {
  const { file } = options;
  const printed = new Printed(js, options.map);
  const problem = (offset: number, text: string) => ({ error: { file, ...printed.position(offset), text } });

  const program = parseModule(js);
  if (!("type" in program)) return problem(program.offset, program.text);
  const analysis = analyse(program, (offset) => printed.isSource(offset));

  const lineOf = (offset: number) => printed.line(offset);
  const functions = nameFunctions(analysis.functions, analysis.links.exports.get("default") ?? null, lineOf);
  const extents = analysis.functions
    .filter((fn) => fn.index >= 0)
    .map(({ node: { start, end } }) => ({ start, end }));
  const emitter = new Emitter(js, analysis, plan(analysis), lineOf, RULES);
  const pieces = emitter.program(program);
  const code = pieces.toString(js);
  printed.forget();
  const map = new PositionMap({
    printed,
    pieces: pieces.list,
    code,
    functions,
    extents,
    topLevel: TOP_LEVEL,
  });
  return { code, file, map, functions, fixed: analysis.fixedExports(), imports: importedFiles(analysis) };
}

function importedFiles({ links, references }: Analysis): ImportedFile[] {
  const read = new Set(references.map(({ name }) => name));
  return links.required.map(({ specifier, start, variable }) => ({
    specifier,
    start,
    bare: variable !== null && !read.has(variable),
    called: variable === null ? [] : [...(links.calls.get(variable) ?? [])],
  }));
}

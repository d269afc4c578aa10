// compile — from the text of a module file to code that can be run: esbuild takes the types off and turns imports
// into property reads, lower.ts turns async functions into process code.
//
// The JavaScript names three things that the module's version provides besides what CommonJS has (version.ts):
// `$eshell` (timers, import.meta, what esbuild's import helpers ask), `$load_` (what import() became) and `$rt`.
//
// A text is compiled once: what is kept is keyed by file and text, and an edit that is undone costs nothing.
import { createHash } from "node:crypto";
import { extname } from "node:path";
import type * as Esbuild from "esbuild";
import { createNodeRequire } from "../terms/realm.ts";
import { type Diagnostic, diagnosticAt } from "./diagnostic.ts";
import { type Import, importsOf } from "./imports.ts";
import { type Lowered, lower } from "./lower.ts";
import { SAMPLE } from "./sample.ts";
import { type Signature, signaturesOf } from "./signatures.ts";
import type { Step } from "./step.ts";
import { parse, type SyntaxNode, walk } from "./syntax-tree.ts";

/** A module file as the compiler takes it. */
export interface Source {
  /** Absolute. */
  readonly path: string;
  /** The path as diagnostics show it, such as `modules/m.ts`. */
  readonly shown: string;
  readonly text: string;
}

export class Compiled {
  readonly source: Source;
  readonly md5: string;
  readonly lowered: Lowered;
  readonly imports: readonly Import[];
  readonly warnings: readonly Diagnostic[];
  readonly #js: string;
  readonly #map: string;
  #signatures: ReadonlyMap<string, Signature> | undefined;

  constructor(
    source: Source,
    md5: string,
    js: string,
    map: string,
    lowered: Lowered,
    warnings: Diagnostic[],
  ) {
    this.source = source;
    this.md5 = md5;
    this.lowered = lowered;
    this.imports = importsOf(lowered, js, map, source.text);
    this.warnings = warnings;
    this.#js = js;
    this.#map = map;
  }

  /** The JavaScript as esbuild prints it, before it is lowered. */
  get javascript(): string {
    return this.#js;
  }

  /** Which arities each exported function has; read only when a call needs to know. */
  get signatures(): ReadonlyMap<string, Signature> {
    this.#signatures ??= signaturesOf(this.#js, this.#map, this.source.text);
    return this.#signatures;
  }
}

export type Compilation = Compiled | { readonly errors: readonly Diagnostic[] };

/** Texts of one file that are remembered unless told otherwise: both versions, the next one, and one to go back to. */
const REMEMBERED = 4;

const WARM_UP_ROUNDS = 100;

const TIMERS = [
  "setTimeout",
  "setInterval",
  "setImmediate",
  "clearTimeout",
  "clearInterval",
  "clearImmediate",
];

/** What becomes something of the version's, by the name that must stand in the text for it. */
const DEFINED: readonly (readonly [name: string, defined: readonly string[]])[] = [
  ["meta", ["import.meta"]],
  ["__filename", ["__filename"]],
  ["__dirname", ["__dirname"]],
  ["Date", ["Date", "globalThis.Date", "global.Date"]],
  ["random", ["Math.random"]],
  ["now", ["performance.now"]],
  ...TIMERS.map((name) => [name, [name, `globalThis.${name}`, `global.${name}`]] as const),
];

export class Compiler {
  readonly #cache = new Map<string, { md5: string; compilation: Compilation }[]>();
  #esbuild: typeof Esbuild | undefined;
  readonly #projectOptions: Record<string, unknown>;
  readonly #remembers: number;

  /** `projectOptions` are those of the project's tsconfig.json (tsconfig.ts); `remembers` is how many texts of a file are kept. */
  constructor(projectOptions: Record<string, unknown> = {}, remembers = REMEMBERED) {
    this.#projectOptions = projectOptions;
    this.#remembers = remembers;
  }

  /** Compiles a text, or remembers it. */
  *compile(source: Source): Generator<Step<any>, Compilation, any> {
    const md5 = md5Of(source.text);
    const known = this.#remembered(source, md5);
    if (known !== undefined) return known;
    const options = this.#options(source);
    let result: Esbuild.TransformResult;
    try {
      result = yield {
        now: () => this.#service().transformSync(source.text, options),
        later: () => this.#service().transform(source.text, options),
      };
    } catch (failure) {
      const errors = messagesOf(failure).map((message) => diagnosticOf(message, "error", source));
      return this.#remember(source, md5, { errors });
    }
    return this.#remember(source, md5, finish(source, md5, result));
  }

  /**
   * Compiles a sample again and again: JavaScript is fast only once it has run often, so that of 200 lines the first text
   * takes 30 ms, and the hundredth 2. For whom each save is to be live at once. `pause` gives way, and tells whether to go on.
   */
  async warmUp(pause: () => Promise<boolean>): Promise<void> {
    const source = { path: "", shown: "", text: SAMPLE };
    const result = await this.#service().transform(SAMPLE, this.#options(source));
    for (let rounds = 0; rounds < WARM_UP_ROUNDS && (await pause()); rounds++) finish(source, "", result);
  }

  /** esbuild is loaded when the first module is: starting without one stays quick. */
  #service(): typeof Esbuild {
    this.#esbuild ??= createNodeRequire(import.meta.url)("esbuild") as typeof Esbuild;
    return this.#esbuild;
  }

  #options(source: Source): Esbuild.TransformOptions {
    return {
      loader: loaderOf(source.path),
      format: "cjs",
      target: "node20.19",
      sourcemap: "external",
      sourcesContent: false,
      sourcefile: source.shown,
      // esbuild leaves "use strict" out of CommonJS, but what it compiles is always an ES module.
      tsconfigRaw: { compilerOptions: { ...this.#projectOptions, alwaysStrict: true } },
      define: definedIn(source.text),
      logLevel: "silent",
    };
  }

  #remembered(source: Source, md5: string): Compilation | undefined {
    return this.#cache.get(source.path)?.find((entry) => entry.md5 === md5)?.compilation;
  }

  #remember(source: Source, md5: string, compilation: Compilation): Compilation {
    const entries = this.#cache.get(source.path) ?? [];
    entries.unshift({ md5, compilation });
    if (entries.length > this.#remembers) entries.pop();
    this.#cache.set(source.path, entries);
    return compilation;
  }
}

/** What esbuild is to replace in a text: each thing that it has to look for makes it slower, found or not. */
function definedIn(text: string): Record<string, string> {
  const define: Record<string, string> = {};
  const escapes = text.includes("\\u");
  for (const [name, defined] of DEFINED) {
    if (!escapes && !text.includes(name)) continue;
    for (const free of defined) define[free] = `$eshell.${name.replace(/^__/, "")}`;
  }
  return define;
}

/** The digest that tells one text from another: `md5` of module_info/1. */
export function md5Of(text: string): string {
  return createHash("md5").update(text).digest("hex");
}

function loaderOf(path: string): Esbuild.Loader {
  const extension = extname(path);
  if (extension === ".tsx") return "tsx";
  return extension === ".js" || extension === ".mjs" ? "jsx" : "ts";
}

function finish(source: Source, md5: string, result: Esbuild.TransformResult): Compilation {
  const js = hookHelpers(hookDynamicImports(result.code));
  const lowered = lower(js, { file: source.shown, map: result.map });
  if ("error" in lowered) return { errors: [diagnosticAt(source.text, lowered.error, lowered.error.text)] };
  const warnings = result.warnings.map((message) => diagnosticOf(message, "warning", source));
  return new Compiled(source, md5, js, result.map, lowered, warnings);
}

/**
 * esbuild's helpers copy the names that an imported object has at the moment of the import, so a name that a later
 * version of a module adds would stay invisible: they ask the version first. No line or mapping is moved.
 */
function hookHelpers(js: string): string {
  return js
    .replace(
      "\nvar __toESM = (mod, isNodeMode, target) => (",
      "\nvar __toESM = (mod, isNodeMode, target) => $eshell.toESM(mod) || (",
    )
    .replace("\nvar __toCommonJS = (mod) => ", "\nvar __toCommonJS = (mod) => $eshell.exported(mod) || ")
    .replace(
      "\nvar __reExport = (target, mod, secondTarget) => (",
      "\nvar __reExport = (target, mod, secondTarget) => $eshell.star(mod) || (",
    );
}

/** `import(x)` becomes `$load_(x)`, which is as long: Node's own import() would know nothing of versions. */
function hookDynamicImports(js: string): string {
  if (!/\bimport\s*\(/.test(js)) return js;
  const places: number[] = [];
  walk(parse(js), (node: SyntaxNode) => {
    if (node.type === "ImportExpression") places.push(node.start);
  });
  let hooked = "";
  let end = 0;
  for (const start of places.sort((a, b) => a - b)) {
    hooked += `${js.slice(end, start)}$load_`;
    end = start + "import".length;
  }
  return hooked + js.slice(end);
}

function messagesOf(failure: unknown): readonly Esbuild.Message[] {
  const errors = (failure as { errors?: Esbuild.Message[] }).errors;
  if (!Array.isArray(errors)) throw failure;
  return errors;
}

function diagnosticOf(
  message: Esbuild.Message,
  severity: Diagnostic["severity"],
  source: Source,
): Diagnostic {
  const at = message.location;
  const text = message.text.startsWith("Top-level await")
    ? "top-level await: a module is loaded at once; put the await into an async function"
    : message.text;
  if (at === null) return { severity, file: source.shown, line: 0, column: 0, message: text };
  // esbuild counts columns in bytes.
  const column = Buffer.from(at.lineText).subarray(0, at.column).toString().length + 1;
  return { severity, file: source.shown, line: at.line, column, message: text, sourceLine: at.lineText };
}

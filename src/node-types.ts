// node-types — the type checker: TypeScript's native program, kept open in a process of its own.
//
// The one file that knows TypeScript's `unstable` interface; the version of the package is pinned for its sake. The
// program is started when types are first asked for, and runs beside this one, so that no key waits for it.
//
// What is checked is a tsconfig.json that is nowhere on the disk: the project's, if there is one, else what suits
// modules that are run as they are, and in both cases the types of `eshell-ts` and of Node where the project has none.
import type { ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { API, Diagnostic, Snapshot } from "typescript/unstable/async";
import type { ModuleFolder } from "./code/names.ts";
import type { FileChanges, TypeChecker, TypeProblem } from "./code/type-check.ts";

const WARNING = 0;
const ERROR = 1;

/** What the types of a project without node_modules are taken from: options for its tsconfig.json. */
export function suppliedOptions(root: string): object {
  return isInstalled(root) ? {} : { paths: libraryTypes("eshell-ts"), ...nodeTypeRoots(root) };
}

/** A module file is an ES module, whatever the nearest package.json says: so it is compiled. */
const ALWAYS_MODULES = { module: "Preserve", moduleResolution: "Bundler", moduleDetection: "force" };

/** Options for modules that are run from their sources, where a project says nothing. */
const MODULE_OPTIONS = {
  target: "ES2024",
  lib: ["ES2024", "ESNext.Disposable", "ESNext.Decorators"],
  isolatedModules: true,
  allowJs: true,
  strict: true,
  skipLibCheck: true,
  jsx: "preserve",
};

type Results = { text: string; problems: TypeProblem[] }[];

/** The type checker of a module folder. */
export function nodeTypes(folder: ModuleFolder): TypeChecker {
  return new NativeTypes(folder);
}

class NativeTypes implements TypeChecker {
  readonly #folder: ModuleFolder;
  readonly #config: string;
  #api: API | undefined;
  #program: ChildProcess | undefined;
  #snapshot: Snapshot | undefined;
  /** The project's tsconfig.json, and what ours is made of it. */
  #project: string | undefined;
  #text: string | undefined;
  /** Rejects when the program has ended by itself: what it was asked would wait for ever. */
  #gone: Promise<never> | undefined;
  #ended: Error | undefined;
  #closed = false;

  constructor(folder: ModuleFolder) {
    this.#folder = folder;
    this.#config = `${folder.root}/.eshell-tsconfig.json`;
  }

  async check(changes: FileChanges, files: readonly string[]): Promise<Results> {
    if (this.#ended !== undefined) throw this.#ended;
    const api = this.#api ?? (await this.#open());
    return Promise.race([this.#check(api, changes, files), this.#gone as Promise<never>]);
  }

  close(): void {
    this.#closed = true;
    process.off("exit", this.#end);
    this.#end();
  }

  /** Kills it: if it ends by its input's end, one that waits for a file from us waits for ever. */
  readonly #end = (): void => void this.#program?.kill("SIGKILL");

  async #check(api: API, changes: FileChanges, files: readonly string[]): Promise<Results> {
    const snapshot = await this.#update(api, changes);
    const program = snapshot.getProject(this.#config)?.program;
    if (program === undefined) throw new Error("TypeScript has opened no program");
    return Promise.all(
      files.map(async (file) => {
        const syntax = await program.getSyntacticDiagnostics(file);
        // As tsc does: what does not parse has no types.
        const found = syntax.length > 0 ? syntax : await program.getSemanticDiagnostics(file);
        const problems = found.flatMap((one) => problemOf(one) ?? []);
        return { text: problems.length > 0 ? (this.#folder.disk.read(file) ?? "") : "", problems };
      }),
    );
  }

  async #update(api: API, { created, changed, deleted }: FileChanges): Promise<Snapshot> {
    const before = this.#snapshot;
    const project = nearest(this.#folder.root, "tsconfig.json");
    const isNew =
      before === undefined || project !== this.#project || changed.some((path) => path === project);
    if (isNew) {
      this.#project = project;
      this.#text = JSON.stringify(await this.#settings(api, project));
    }
    this.#snapshot = await (before === undefined
      ? api.updateSnapshot({ openProjects: [this.#config] })
      : api.updateSnapshot({
          fileChanges: {
            created: [...created],
            changed: isNew ? [...changed, this.#config] : [...changed],
            deleted: [...deleted],
          },
        }));
    await before?.dispose();
    return this.#snapshot;
  }

  async #open(): Promise<API> {
    const { API } = await import("typescript/unstable/async");
    const api = new API({
      cwd: this.#folder.root,
      fs: { readFile: (path) => (path === this.#config ? this.#text : undefined) },
    });
    this.#program = await started(api);
    process.once("exit", this.#end);
    this.#gone = gone(this.#program);
    this.#gone.catch((error) => {
      this.#ended = error;
    });
    if (this.#closed) {
      this.close();
      throw new Error("closed");
    }
    this.#api = api;
    return api;
  }

  /** The tsconfig.json. */
  async #settings(api: API, project: string | undefined): Promise<object> {
    const { root, current } = this.#folder;
    const below = this.#folder.isProject || (await this.#folder.isLarge()) ? "*" : "**/*";
    const base = {
      include: [`${root}/${below}`, ...(current === undefined ? [] : [`${current}/*`])],
      exclude: [
        "**/*.test.*",
        "**/node_modules",
        ...(current === undefined ? [] : [`${current}/*.config.*`]),
      ],
      references: [],
    };
    const runs = {
      ...ALWAYS_MODULES,
      noEmit: true,
      allowImportingTsExtensions: true,
      incremental: false,
      composite: false,
    };
    if (project === undefined) {
      const supplied = { paths: libraryTypes(), ...nodeTypeRoots(root) };
      return { ...base, compilerOptions: { ...MODULE_OPTIONS, ...supplied, ...runs } };
    }
    const { options } = await api.parseConfigFile(project);
    const paths = (options.paths ?? {}) as Record<string, string[]>;
    const known = paths["eshell-ts"] !== undefined || isInstalled(root);
    const from = String(options.baseUrl ?? options.pathsBasePath ?? dirname(project));
    const absolute = Object.entries(paths).map(([name, targets]) => [
      name,
      targets.map((target) => join(from, target)),
    ]);
    return {
      ...base,
      extends: project,
      compilerOptions: {
        ...runs,
        ...(known ? {} : { paths: { ...Object.fromEntries(absolute), ...libraryTypes() } }),
        ...(options.types === undefined && options.typeRoots === undefined ? nodeTypeRoots(root) : {}),
      },
    };
  }
}

/** The program, once it runs. */
async function started(api: API): Promise<ChildProcess | undefined> {
  const { client } = api as unknown as { client: { connect(): Promise<void>; process?: ChildProcess } };
  await client.connect();
  return client.process;
}

function gone(program: ChildProcess | undefined): Promise<never> {
  return new Promise((_resolve, reject) => {
    program?.once("exit", (code, signal) => {
      reject(new Error(`TypeScript's program has ended (${signal ?? code})`));
    });
  });
}

/**
 * The types of `eshell-ts` and `eshell-ts/testing`: the sources in a checkout, else the declarations that the package has.
 * What modules import is `stdlib/eshell-ts`; the package's own entry has what is for programs only as well.
 */
function libraryTypes(entry = "stdlib/eshell-ts"): Record<string, string[]> {
  const at = (place: string) => fileURLToPath(new URL(place, import.meta.url));
  // This file is in src/, or bundled in dist/ beside it.
  const sources = ["../src/", "./"]
    .map(at)
    .find((folder) => existsSync(`${folder}stdlib/eshell-ts.ts`) && existsSync(`${folder}main.ts`));
  const [folder, extension] = sources === undefined ? [at("./types/"), ".d.ts"] : [sources, ".ts"];
  return {
    "eshell-ts": [`${folder}${entry}${extension}`],
    "eshell-ts/testing": [`${folder}eshell-ts-testing${extension}`],
  };
}

/** Whether the project has the package itself, with its declarations. */
function isInstalled(root: string): boolean {
  return nearest(root, "node_modules/eshell-ts/dist/types/stdlib/eshell-ts.d.ts") !== undefined;
}

/** The project's own types of Node, or ours. */
function nodeTypeRoots(root: string): { types: string[]; typeRoots: string[] } {
  const require = createRequire(import.meta.url);
  const ours = dirname(dirname(require.resolve("@types/node/package.json")));
  const own = nearest(root, "node_modules/@types/node");
  return { types: ["node"], typeRoots: own === undefined ? [ours] : [dirname(own), ours] };
}

/** The path below `folder` or the nearest folder above it, if there is one. */
function nearest(folder: string, path: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const found = join(at, path);
    if (existsSync(found)) return found;
    if (at === dirname(at)) return undefined;
  }
}

function problemOf(found: Diagnostic): TypeProblem | undefined {
  if (found.category !== ERROR && found.category !== WARNING) return undefined;
  return {
    severity: found.category === ERROR ? "error" : "warning",
    code: `TS${found.code}`,
    message: wordsOf(found, 0),
    start: found.pos,
  };
}

/** The message with what it follows from, as tsc indents it. */
function wordsOf({ text, messageChain }: Diagnostic, depth: number): string {
  const reasons = (messageChain ?? []).map((reason) => `\n${wordsOf(reason, depth + 1)}`);
  return "  ".repeat(depth) + text + reasons.join("");
}

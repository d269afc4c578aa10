// c-code — commands that compile and load modules: c/1,2,3, l/1, lc/1, nl/1, nc/1, lm/0, mm/0.
//
// Mirrors c.erl on top of code:purge/1, load_file/1 … Differs: there is no object code on disk, so that c/1 and l/1
// both compile what has changed; c/1 shows what is wrong, types included, and answers `error` if it does not compile
// (with the option `strict`, if its types are wrong as well); l/1 answers `{error,badfile}`.
import type { VersionState } from "../code/code-server.ts";
import type { Diagnostic } from "../code/diagnostic.ts";
import type { Place } from "../code/lingering-places.ts";
import type { LoadResult } from "../code/loader.ts";
import { self } from "../process/signals.ts";
import { textOf } from "../stdlib/iodata.ts";
import { OtpSource } from "../stdlib/otp-source.ts";
import { ports } from "../stdlib/ports.ts";
import type { Callable } from "../stdlib/table.ts";
import { atomName, isAtom } from "../terms/atom.ts";
import { fromArray, NIL, toArray } from "../terms/list.ts";
import { compare } from "../terms/order.ts";
import type { Term } from "../terms/term.ts";
import { tuple2, tuple3 } from "../terms/tuple.ts";
import { C, call, command, shownAs } from "./call.ts";
import { loadAnswer } from "./code-port.ts";
import type { CrossReferenced, Mfa } from "./cross-referenced.ts";
import { print } from "./print.ts";
import { Progress, type ShowProgress } from "./progress.ts";

const OK = Symbol.for("ok");
const ERROR = Symbol.for("error");
const NON_EXISTING = Symbol.for("non_existing");
const MS = Symbol.for("millisecond");
const STRICT = Symbol.for("strict");
const LISTS = new OtpSource("lists");

/** The port to the code server. */
export interface Loading {
  /** Shows how far long work is. */
  readonly progress?: ShowProgress;
  /**
   * Whether module files that are missing are told of, as on a terminal: elsewhere the output is OTP's, whose compiler
   * says nothing of modules that there are not.
   */
  readonly tellsMissing?: boolean;
  /** Compiles and loads, as `c/1` and `l/1` do. */
  load(module: symbol): Promise<LoadResult>;
  text(diagnostics: readonly Diagnostic[]): string;
  /** What the type checker finds in a module's file as it is now; undefined if it cannot be asked. */
  types(module: symbol): Promise<readonly Diagnostic[] | undefined>;
  /** All that is wrong with a module's file as it is now; undefined if there is none. */
  check(module: symbol): Promise<readonly Diagnostic[] | undefined>;
  /** What a module calls that there is not, and which of its functions nobody calls; undefined if it does not compile. */
  crossReference(
    module: symbol,
    isThere: (module: string, name: string) => boolean,
  ): Promise<CrossReferenced | undefined>;
  /** The versions of a module, the current one first, and who is in each. */
  versions(module: symbol): readonly VersionState[];
}

/**
 * Functions of module c by name. `versions(Mod)`, which OTP has not, answers a list of maps, the current version first:
 * `#{version => 3, state => current, loaded => {{2026,1,31},{12,0,0}}, processes => [{Pid,{loop,0,9}}]}`, where state is
 * `current` or `old`, loaded the local time, and processes are those that linger in the version, each with the function,
 * arity and line where it waits, or `timer`.
 */
export function codeCommands(code: Loading): Record<string, Callable | readonly [Callable, ...number[]]> {
  function* compile(file: Term, options: Term, missing = NON_EXISTING): Generator<unknown, Term, any> {
    // OTP looks for the extension first, and so finds out what is no file name.
    if (!isAtom(file) && textOf(file) === undefined) yield* call("filename", "extension", file);
    const module = moduleOf(file);
    const typing = module === undefined ? undefined : code.types(module);
    if (module !== undefined && hasOption(options, STRICT)) {
      const exists = (yield* call("code", "which", module)) !== NON_EXISTING;
      if (exists && !(yield* areRight(file, yield typing))) return ERROR;
    }
    const result: LoadResult = module === undefined ? NO_FILE : yield code.load(module);
    if ("error" in result && result.error === "nofile") {
      if (isAtom(file) && missing === NON_EXISTING) return tuple2(ERROR, missing);
      yield* print(`${sourceName(file)}: no such file or directory\n`);
      return ERROR;
    }
    const typed: readonly Diagnostic[] = (yield typing) ?? [];
    // What does not compile is told in the type checker's words, which are better known.
    const compiled = "error" in result ? result.diagnostics : result.warnings;
    const inOtherWords = typed.length > 0 && "error" in result && result.error === "badfile";
    yield* print(code.text(inOtherWords ? typed : tellOf(compiled, typed, code.tellsMissing === true)));
    if (!("error" in result)) return tuple2(OK, module);
    return result.error === "badfile" ? ERROR : tuple2(ERROR, Symbol.for(result.error));
  }

  /** Whether the type checker finds no error; what it finds is shown. */
  function* areRight(file: Term, typed: readonly Diagnostic[] | undefined): Generator<unknown, boolean, any> {
    if (typed === undefined) yield* print(`${sourceName(file)}: its types cannot be checked\n`);
    else yield* print(code.text(typed));
    return typed?.every(({ severity }) => severity === "warning") === true;
  }

  function* compileOnly(files: Term): Generator<unknown, Term, any> {
    const list = toArray(files);
    if (list === undefined) throw LISTS.noClause("reverse", [Symbol.for("EXIT")], 140, C.item("lc", 1, 329));
    const progress = new Progress(self().system.host, "compiling", list.length, code.progress);
    for (const file of list) {
      const module = moduleOf(file);
      progress.next(nameOf(file));
      const found: readonly Diagnostic[] | undefined =
        module === undefined ? undefined : yield code.check(module);
      if (found === undefined) yield* print(`${sourceName(file)}: no such file or directory\n`);
      else yield* print(code.text(found));
    }
    progress.end();
    return OK;
  }

  function* load(module: Term): Generator<unknown, Term, any> {
    // OTP purges first, and so finds out what is no module name.
    if (typeof module !== "symbol") return yield* call("code", "purge", module);
    const result: LoadResult = yield code.load(module);
    if ("error" in result) yield* print(code.text(result.diagnostics));
    return loadAnswer(module, result);
  }

  return {
    c: [
      shownAs([C.item("compile_and_load", 2, 151)], function* c(file: Term, options: Term = NIL) {
        return yield* compile(file, options);
      }),
      1,
      2,
      3,
    ],
    l: command("l", 1, function* l(module: Term) {
      return yield* load(module);
    }),
    lc: shownAs([], function* lc(files: Term) {
      return yield* compileOnly(files);
    }),
    nc: [
      command("nc", 1, function* nc(file: Term, options: Term = NIL) {
        return yield* compile(file, options, ERROR);
      }),
      1,
      2,
    ],
    versions: command("versions", 1, function* versions(module: Term) {
      if (!isAtom(module)) return yield* call("code", "which", module);
      const states: Term[] = [];
      for (const { version, state, processes } of code.versions(module as symbol)) {
        const loaded = yield* call("calendar", "system_time_to_local_time", Math.floor(version.loadedMs), MS);
        const there = fromArray(processes.map(({ process, place }) => tuple2(process, placeOf(place))));
        states.push({ version: version.number, state: Symbol.for(state), loaded, processes: there });
      }
      return fromArray(states);
    }),
    xm: command("xm", 1, function* xm(module: Term) {
      if (!isAtom(module)) return tuple2(ERROR, Symbol.for("enotsup"));
      const which = yield* call("code", "which", module);
      if (which === NON_EXISTING)
        return tuple3(ERROR, Symbol.for("xref_utils"), tuple2(Symbol.for("no_such_module"), module));
      const { modules } = ports.of();
      const names = new Map<string, ReadonlySet<string>>();
      for (const [name, { entries }] of modules)
        names.set(atomName(name), new Set([...entries.keys()].map((key) => key.replace(/\/\d+$/, ""))));
      // What is no module, such as a function that is imported itself, is the type checker's to know.
      const isThere = (other: string, name: string) => names.get(other)?.has(name) !== false;
      const found: CrossReferenced | undefined =
        typeof which === "string" ? yield code.crossReference(module as symbol, isThere) : NOTHING;
      if (found === undefined) return tuple2(ERROR, Symbol.for("badfile"));
      const missing = found.undefined.map(([caller, callee]) => tuple2(mfa(caller), mfa(callee)));
      return fromArray([
        tuple2(Symbol.for("deprecated"), NIL),
        tuple2(undefined, inOrder(missing)),
        tuple2(Symbol.for("unused"), inOrder(found.unused.map(mfa))),
      ]);
    }),
    nl: command("nl", 1, function* nl(module: Term) {
      if (!isAtom(module)) return yield* call("code", "get_object_code", module);
      if (isAtom(yield* call("code", "which", module))) return ERROR;
      yield* load(module);
      return Symbol.for("abcast");
    }),
    mm: command("mm", 0, function* mm() {
      return yield* call("code", "modified_modules");
    }),
    lm: command("lm", 0, function* lm() {
      const loaded: Term[] = [];
      const modified = toArray(yield* call("code", "modified_modules")) ?? [];
      const progress = new Progress(self().system.host, "loading", modified.length, code.progress);
      for (const module of modified) {
        progress.next(nameOf(module));
        loaded.push(yield* load(module));
      }
      progress.end();
      return fromArray(loaded);
    }),
  };
}

/** The list of terms in their order, each once. */
function inOrder(terms: Term[]): Term {
  const sorted = terms.sort(compare);
  return fromArray(sorted.filter((term, i) => i === 0 || compare(sorted[i - 1], term) !== 0));
}

const NOTHING: CrossReferenced = { undefined: [], unused: [] };

function mfa([module, name, arity]: Mfa): Term {
  return tuple3(Symbol.for(module), Symbol.for(name), arity);
}

/** `{loop,0,9}`: function, arity and line; `timer` where a process has but a timer. */
function placeOf(place: Place | undefined): Term {
  return place === undefined ? Symbol.for("timer") : tuple3(place.name, place.arity, place.line);
}

/** Whether the options, a list or one alone, have this one. */
function hasOption(options: Term, option: symbol): boolean {
  return options === option || (toArray(options) ?? []).includes(option);
}

const NO_FILE: LoadResult = { error: "nofile", diagnostics: [] };
const EXTENSION = /\.(ts|mts|tsx|js|mjs)$/;

/** The module that an argument of c/1 names: an atom, or a file name without folders, with or without its extension. */
function moduleOf(file: Term): symbol | undefined {
  const name = nameOf(file).replace(EXTENSION, "");
  return name === "" || /[/\\]/.test(name) || name.startsWith(".") ? undefined : Symbol.for(name);
}

function nameOf(file: Term): string {
  return isAtom(file) ? atomName(file) : (textOf(file) ?? "");
}

function sourceName(file: Term): string {
  const name = nameOf(file);
  return EXTENSION.test(name) ? name : `${name}.ts`;
}

/**
 * What is told of what compiles: of one place the type checker's words suffice, but to the loader a module file that is
 * missing is no error.
 */
function tellOf(
  compiled: readonly Diagnostic[],
  typed: readonly Diagnostic[],
  tellsMissing: boolean,
): readonly Diagnostic[] {
  const place = ({ file, line, column }: Diagnostic) => `${file}:${line}:${column}`;
  const places = (diagnostics: readonly Diagnostic[]) => new Set(diagnostics.map(place));
  const missing = compiled.filter((one) => one.missing);
  const atMissing = places(missing);
  const errors = typed.filter((one) => !atMissing.has(place(one)));
  const atErrors = places(errors);
  return [
    ...compiled.filter((one) => !atErrors.has(place(one)) && (tellsMissing || !one.missing)),
    ...errors,
  ];
}

// code — the code server's operations on modules, as OTP's module code has them.
//
// The modules of files are the code server's; those of the runtime are there for good, and count as sticky. Differs
// from OTP: one folder instead of a code path, and no object code in files.

import { Frame, proc } from "../process/frame.ts";
import { atomName, isAtom } from "../terms/atom.ts";
import { fromArray, isList, toArray } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple2, tuple3 } from "../terms/tuple.ts";
import { filename } from "./filename.ts";
import { textOf } from "./iodata.ts";
import { log } from "./logger-events.ts";
import { OtpSource } from "./otp-source.ts";
import { type CodeServer, ports } from "./ports.ts";
import { otpModule } from "./table.ts";

const CODE = Symbol.for("code");
const SOURCE = new OtpSource("code");
/** Where OTP's functions stand that take a module's name. */
const LINES: Record<string, number> = {
  delete: 702,
  purge: 722,
  soft_purge: 740,
  is_loaded: 755,
  which: 1782,
  module_status: 2094,
  get_object_code: 778,
  is_sticky: 1015,
};
const OK = Symbol.for("ok");
const ERROR = Symbol.for("error");
const MODULE = Symbol.for("module");
const FILE = Symbol.for("file");
const PRELOADED = Symbol.for("preloaded");
const NON_EXISTING = Symbol.for("non_existing");
const LOADED = Symbol.for("loaded");
const NOT_LOADED = Symbol.for("not_loaded");
const NOFILE = tuple2(ERROR, Symbol.for("nofile"));
const STICKY = tuple2(ERROR, Symbol.for("sticky_directory"));
const BAD_NAME = tuple2(ERROR, Symbol.for("bad_name"));

/** The module that a function of ours was given; function_clause if it is no atom. */
function moduleArgument(name: string, module: Term): symbol {
  if (!isAtom(module)) throw SOURCE.noClause(name, [module], LINES[name] ?? 581);
  // `true`, `undefined` and their like are no symbols, but they could be names of files.
  return typeof module === "symbol" ? module : Symbol.for(atomName(module));
}

function isBuiltin(module: symbol): boolean {
  return ports.of().modules.has(module);
}

function server(): CodeServer | null {
  return ports.of().code;
}

function load_file(module: Term): Term {
  const name = moduleArgument("load_file", module);
  if (isBuiltin(name)) {
    const args = fromArray([name]);
    log(ERROR, tuple2("Can't load module '~w' that resides in sticky dir\n", args));
    return STICKY;
  }
  return server()?.loadFile(name) ?? NOFILE;
}

function ensure_loaded(module: Term): Term {
  const name = moduleArgument("ensure_loaded", module);
  if (isBuiltin(name)) return tuple2(MODULE, name);
  return server()?.ensureLoaded(name) ?? NOFILE;
}

/**
 * Loads those of the modules that are not. Mirrors code:ensure_modules_loaded/1.
 *
 * ```eshell
 * 1> code:ensure_modules_loaded([lists,maps]).
 * ok
 * ```
 */
const ensure_modules_loaded = proc(
  function* ensure_modules_loaded(modules: Term): Generator<unknown, Term, Term> {
    const list = toArray(modules);
    if (list === undefined) throw SOURCE.noClause("ensure_modules_loaded", [modules], 1319);
    const failed: Term[] = [];
    for (const module of list) {
      let result = ensure_loaded(module);
      if (result instanceof Frame) result = yield result;
      if (result[0] === ERROR) failed.push(tuple2(module, result[1]));
    }
    return failed.length === 0 ? OK : tuple2(ERROR, fromArray(failed));
  },
  { module: CODE, items: () => [] },
);

/**
 * `{file, Path}` of a loaded module, or `false`. Mirrors code:is_loaded/1.
 *
 * ```eshell
 * 1> code:is_loaded(nosuch).
 * false
 * ```
 */
function is_loaded(module: Term): Term {
  const name = moduleArgument("is_loaded", module);
  if (isBuiltin(name)) return tuple2(FILE, PRELOADED);
  const file = server()?.isLoaded(name);
  return file === undefined ? false : tuple2(FILE, file);
}

/**
 * The file of a module, `preloaded`, or `non_existing`. Mirrors code:which/1.
 *
 * ```eshell
 * 1> code:which(nosuch).
 * non_existing
 * ```
 */
function which(module: Term): Term {
  const name = moduleArgument("which", module);
  return isBuiltin(name) ? PRELOADED : (server()?.which(name) ?? NON_EXISTING);
}

function statusOf(module: Term): Term {
  const name = moduleArgument("module_status", module);
  return isBuiltin(name) ? LOADED : (server()?.moduleStatus(name) ?? NOT_LOADED);
}

/**
 * `loaded`, `modified`, `removed` or `not_loaded`: how a module's file compares with what is loaded. Mirrors code:module_status/0,1.
 *
 * ```eshell
 * 1> code:module_status(nosuch).
 * not_loaded
 * ```
 */
function module_status(...args: Term[]): Term {
  if (args.length === 0) return fromArray(fileModules().map((module) => tuple2(module, statusOf(module))));
  const list = toArray(args[0]);
  return list === undefined
    ? statusOf(args[0])
    : fromArray(list.map((module) => tuple2(module, statusOf(module))));
}

/** The modules of files that are loaded. */
function fileModules(): readonly symbol[] {
  return server()?.allLoaded() ?? [];
}

/**
 * The loaded modules with their files. Mirrors code:all_loaded/0.
 *
 * ```eshell
 * 1> is_list(code:all_loaded()).
 * true
 * ```
 */
function all_loaded(): Term {
  const builtin = [...ports.of().modules.keys()].map((module) => tuple2(module, PRELOADED));
  const files = fileModules().map((module) => tuple2(module, server()?.isLoaded(module)));
  return fromArray([...builtin, ...files]);
}

/**
 * `{"m",File,Loaded}` for each module there is. Mirrors code:all_available/0.
 *
 * ```eshell
 * 1> is_list(code:all_available()).
 * true
 * ```
 */
function all_available(): Term {
  const builtin = [...ports.of().modules.keys()].map((module) =>
    tuple3(Symbol.keyFor(module), PRELOADED, true),
  );
  const files = (server()?.available() ?? []).map((module) => {
    const loaded = server()?.isLoaded(module) !== undefined;
    return tuple3(Symbol.keyFor(module), server()?.which(module) ?? NON_EXISTING, loaded);
  });
  return fromArray([...builtin, ...files]);
}

function remove(module: Term): boolean {
  const name = moduleArgument("delete", module);
  return !isBuiltin(name) && (server()?.delete(name) ?? false);
}

/**
 * Removes old code, and kills the processes that linger in it; says whether there were any. Mirrors code:purge/1.
 *
 * ```eshell
 * 1> code:purge(nosuch).
 * false
 * ```
 */
function purge(module: Term): boolean {
  return server()?.purge(moduleArgument("purge", module)) ?? false;
}

/**
 * Removes old code unless a process lingers in it; says whether it did. Mirrors code:soft_purge/1.
 *
 * ```eshell
 * 1> code:soft_purge(nosuch).
 * true
 * ```
 */
function soft_purge(module: Term): boolean {
  return server()?.softPurge(moduleArgument("soft_purge", module)) ?? true;
}

/**
 * The loaded modules whose files have changed. Mirrors code:modified_modules/0.
 *
 * ```eshell
 * 1> code:modified_modules().
 * []
 * ```
 */
function modified_modules(): Term {
  return fromArray(fileModules().filter((module) => statusOf(module) === Symbol.for("modified")));
}

/**
 * `{Module,Code,Path}`: the JavaScript, as a binary, that a module's file compiles to as it is now; `error` if there is
 * none. Mirrors code:get_object_code/1.
 *
 * ```eshell
 * 1> code:get_object_code(nosuch).
 * error
 * ```
 */
const get_object_code = proc(
  function* get_object_code(module: Term): Generator<unknown, Term, any> {
    const name = moduleArgument("get_object_code", module);
    const found = isBuiltin(name) ? undefined : yield server()?.objectCode(name) ?? Promise.resolve();
    return found === undefined ? ERROR : tuple3(name, new TextEncoder().encode(found.code), found.path);
  },
  { items: () => [] },
);

const isName = (term: Term): boolean => isAtom(term) || isList(term);

/** Folders of applications: there are none. */
function lib_dir(...of: Term[]): Term {
  if (of.length === 0) return server()?.path()[0] ?? "";
  const good = of.length === 1 ? isName(of[0]) : of.every(isAtom);
  if (!good) throw SOURCE.noClause("lib_dir", of, of.length === 1 ? 927 : 959);
  return BAD_NAME;
}

function priv_dir(of: Term): Term {
  if (!isName(of)) throw SOURCE.noClause("priv_dir", [of], 980);
  return BAD_NAME;
}

function add_path(folder: Term): Term {
  return textOf(folder) === undefined ? BAD_NAME : tuple2(ERROR, Symbol.for("bad_directory"));
}

/** Adding folders leaves out those that cannot be added: here all of them. */
const addPaths =
  (name: string, line: number) =>
  (...args: Term[]): Term => {
    const [folders, cache = Symbol.for("nocache")] = args;
    if (!isList(folders)) throw SOURCE.noClause(name, [folders, cache], line);
    return OK;
  };

/**
 * Loads a module from a file, given without its extension: `{error,nofile}` unless that is the file it has. Mirrors code:load_abs/1.
 *
 * ```eshell
 * 1> code:load_abs("/nosuch/file").
 * {error,nofile}
 * ```
 */
function load_abs(file: Term): Term {
  const path = isAtom(file) ? atomName(file) : isList(file) ? textOf(file) : undefined;
  if (path === undefined) throw SOURCE.noClause("load_abs", [file], 627);
  const name = Symbol.for(path.slice(path.lastIndexOf("/") + 1));
  const known = isBuiltin(name) ? undefined : server()?.which(name);
  const own = known?.replace(/\.[^./]+$/, "");
  return own === filename.functions.absname[0](path) ? load_file(name) : NOFILE;
}

/** Documentation in OTP's form: modules here have none, theirs is in their source. */
function get_doc(...args: Term[]): Term {
  const [module] = args;
  if (!isAtom(module)) throw SOURCE.noClause("get_doc", args, 1860);
  const exists = which(module) !== NON_EXISTING;
  return tuple2(ERROR, exists ? Symbol.for("missing") : NON_EXISTING);
}

/** Loads or checks a list of modules at once: here, one after the other. */
const atomic_load = proc(
  function* atomic_load(modules: Term): Generator<unknown, Term, Term> {
    const failed: Term[] = [];
    for (const entry of toArray(modules) ?? []) {
      const module = isTuple(entry) ? entry[0] : entry;
      let result = load_file(module);
      if (result instanceof Frame) result = yield result;
      if (result[0] === ERROR) failed.push(tuple2(module, result[1]));
    }
    return failed.length === 0 ? OK : tuple2(ERROR, fromArray(failed));
  },
  { module: CODE },
);

/**
 * Module code. The code server: at most two versions of each module, current and old. The modules are the
 * TypeScript files of the module folder; OTP's own cannot be replaced.
 */
export const code = otpModule("code", {
  load_file,
  ensure_loaded,
  ensure_modules_loaded,
  atomic_load,
  is_loaded,
  which,
  module_status: [module_status, 0, 1] as const,
  all_loaded,
  all_available,
  /**
   * Makes current code old; `false` if there was none, or old code already. Mirrors code:delete/1.
   *
   * ```eshell
   * 1> code:delete(nosuch).
   * false
   * ```
   */
  delete: remove,
  purge,
  soft_purge,
  modified_modules,
  /**
   * Whether a module cannot be replaced. Mirrors code:is_sticky/1.
   *
   * ```eshell
   * 1> code:is_sticky(lists).
   * true
   * ```
   */
  is_sticky: (module: Term): boolean => isBuiltin(moduleArgument("is_sticky", module)),
  get_mode: (): symbol => Symbol.for("interactive"),
  /**
   * The folders in which modules are looked for. Mirrors code:get_path/0.
   *
   * ```eshell
   * 1> is_list(code:get_path()).
   * true
   * ```
   */
  get_path: (): Term => fromArray([...(server()?.path() ?? [])]),
  set_path: (_path: Term): boolean => true,
  add_path: [add_path, 1, 2] as const,
  add_patha: [add_path, 1, 2] as const,
  add_pathz: [add_path, 1, 2] as const,
  add_paths: [addPaths("add_paths", 1136), 1, 2] as const,
  add_pathsa: [addPaths("add_pathsa", 1185), 1, 2] as const,
  add_pathsz: [addPaths("add_pathsz", 1158), 1, 2] as const,
  del_path: (_path: Term): boolean => false,
  del_paths: (_paths: Term): symbol => OK,
  load_abs,
  lib_dir: [lib_dir, 0, 1, 2] as const,
  priv_dir,
  root_dir: (): string => server()?.path()[0] ?? "",
  where_is_file: [(..._file: Term[]): Term => NON_EXISTING, 1, 2] as const,
  /** The extension of module files: `".ts"`, where OTP has `".beam"`. Mirrors code:objfile_extension/0. */
  objfile_extension: (): string => ".ts",
  get_object_code,
  clash: (): symbol => OK,
  rehash: (): symbol => OK,
  get_doc: [get_doc, 1] as const,
  stick_mod: (_module: Term): boolean => true,
  unstick_mod: (_module: Term): boolean => true,
});

// erlang-code — modules, funs and calls, as module erlang sees them.
import { createHash } from "node:crypto";
import { writeFun } from "../format/write.ts";
import { applyMfa, callFun } from "../process/apply.ts";
import { self, send } from "../process/signals.ts";
import { atomName, isAtom } from "../terms/atom.ts";
import { badarg, Exception } from "../terms/exception.ts";
import { ExternalFun, Fun, isFun } from "../terms/fun.ts";
import { fromArray, NIL, toArray } from "../terms/list.ts";
import { Pid } from "../terms/pid.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple2, tuple3 } from "../terms/tuple.ts";
import { badargBecause } from "./argument-error.ts";
import { funArity, realFun } from "./fun-arity.ts";
import { OtpSource } from "./otp-source.ts";
import { ports } from "./ports.ts";
import { runningSystem } from "./system-state.ts";
import type { OtpModule } from "./table.ts";

const ERLANG = Symbol.for("erlang");
const ERTS_ERRORS = Symbol.for("erl_erts_errors");
const EXTERNAL = Symbol.for("external");
const LOCAL = Symbol.for("local");

function moduleName(term: Term): symbol {
  if (!isAtom(term)) throw badarg(term);
  return term as symbol;
}

/**
 * Calls a fun, or a function by name, with a list of arguments. Mirrors apply/2,3.
 *
 * ```eshell
 * 1> apply(fun(A, B) -> A + B end, [1,2]).
 * 3
 * 2> apply(lists, max, [[1,3,2]]).
 * 3
 * ```
 */
function apply(...args: Term[]): Term {
  if (args.length === 3) {
    const [module, name, list] = args;
    const given = toArray(list);
    if (!isAtom(module) || !isAtom(name) || given === undefined) throw badarg(args);
    return applyMfa(module, name, given);
  }
  const [fun, list] = args;
  const given = toArray(list);
  // `{Module,Name}` is refused everywhere else.
  if (isTuple(fun) && fun.length === 2 && isAtom(fun[0]) && isAtom(fun[1]) && given !== undefined)
    return applyMfa(fun[0], fun[1], given);
  if (given !== undefined) return callFun(fun, given);
  if (!isFun(fun)) throw badarg(fun, list);
  // OTP finds this out by asking for the length.
  const item = { module: ERLANG, name: Symbol.for("length"), arity: [list], info: { module: ERTS_ERRORS } };
  throw new Exception("error", Symbol.for("badarg"), [item]);
}

/** The exports of an OTP module, `module_info` included, as `[{Name,Arity}]` in the order of its table. */
export function exportsOf(module: OtpModule): [symbol, number][] {
  const names: [symbol, number][] = [...module.entries.values()].map((entry) => [entry.name, entry.arity]);
  if (module.entries.has("module_info/0")) return names;
  return [...names, [MODULE_INFO, 0], [MODULE_INFO, 1]];
}

const MODULE_INFO = Symbol.for("module_info");

/** The module with the functions that every module has: module_info/0,1. */
export function withModuleInfo(module: OtpModule): OtpModule {
  const source = new OtpSource(atomName(module.name));
  const fn = (...key: Term[]): Term => {
    const caller = { module: module.name, name: MODULE_INFO, arity: key.length };
    const args = [module.name, ...key];
    return source.within("get_module_info", args, [caller], () => get_module_info(module.name, ...key));
  };
  const entries = new Map(module.entries);
  for (const arity of [0, 1]) {
    entries.set(`module_info/${arity}`, {
      module: module.name,
      name: MODULE_INFO,
      arity,
      fn,
      errors: undefined,
      place: undefined,
    });
  }
  return { ...module, entries };
}

/**
 * Whether a loaded module exports the function. Mirrors function_exported/3.
 *
 * ```eshell
 * 1> erlang:function_exported(lists, map, 2).
 * true
 * 2> erlang:function_exported(lists, map, 9).
 * false
 * ```
 */
function function_exported(module: Term, name: Term, arity: Term): boolean {
  if (!isAtom(module) || !isAtom(name) || !Number.isSafeInteger(arity) || arity < 0)
    throw badarg(module, name, arity);
  const { code, modules } = ports.of();
  const otp = modules.get(module as symbol);
  const exported = otp === undefined ? code?.exportsOf(module as symbol) : exportsOf(otp);
  return exported?.some(([known, knownArity]) => known === name && knownArity === arity) ?? false;
}

/**
 * Whether the function is a BIF. Mirrors is_builtin/3.
 *
 * ```eshell
 * 1> erlang:is_builtin(erlang, hd, 1).
 * true
 * ```
 */
function is_builtin(module: Term, name: Term, arity: Term): boolean {
  if (!isAtom(module) || !isAtom(name) || !Number.isSafeInteger(arity)) throw badarg(module, name, arity);
  const entry = ports
    .of()
    .modules.get(module as symbol)
    ?.entries.get(`${atomName(name)}/${arity}`);
  return entry?.errors !== undefined;
}

/**
 * Whether the process has a frame of the module's old code; with `{async, Id}` a message `{check_process_code, Id, Answer}` tells.
 * Mirrors check_process_code/2,3.
 *
 * ```eshell
 * 1> erlang:check_process_code(self(), lists).
 * false
 * ```
 */
function check_process_code(pid: Term, module: Term, ...options: Term[]): Term {
  const name = moduleName(module);
  if (!(pid instanceof Pid)) throw badarg(pid);
  const given = options.length > 0 ? toArray(options[0]) : [];
  if (!given?.every(isCheckOption)) {
    throw badargBecause("bad_option", "check_process_code", [pid, module, options[0]]);
  }
  const process = runningSystem().table.find(pid);
  const lingers = process !== undefined && (ports.of().code?.checkProcessCode(process, name) ?? false);
  const request = given.findLast(([key]) => key === ASYNC);
  if (request === undefined) return lingers;
  send(self(), tuple3(CHECK_PROCESS_CODE, request[1], lingers));
  return ASYNC;
}

const ASYNC = Symbol.for("async");
const CHECK_PROCESS_CODE = Symbol.for("check_process_code");

function isCheckOption(option: Term): boolean {
  if (!isTuple(option) || option.length !== 2) return false;
  return option[0] === ASYNC || (option[0] === Symbol.for("allow_gc") && typeof option[1] === "boolean");
}

/** `module_info/1` of an OTP module. */
export function moduleInfo(module: OtpModule, key: symbol): Term {
  switch (Symbol.keyFor(key)) {
    case "module":
      return module.name;
    case "exports":
    case "functions":
      return fromArray(exportsOf(module).map(([name, arity]) => tuple2(name, arity)));
    case "attributes":
      return fromArray([
        tuple2(Symbol.for("vsn"), fromArray([Number.parseInt(digest(module).slice(0, 13), 16)])),
      ]);
    case "compile":
      return fromArray([tuple2(Symbol.for("version"), "10.0.4"), tuple2(Symbol.for("options"), NIL)]);
    case "md5":
      return new Uint8Array(Buffer.from(digest(module), "hex"));
    case "nifs":
    case "native_addresses":
      return NIL;
    default:
      throw badarg(key);
  }
}

/** Stands for the md5 of object code: of the names that the module exports. */
function digest(module: OtpModule): string {
  return createHash("md5")
    .update([...module.entries.keys()].join())
    .digest("hex");
}

const INFO_KEYS = ["module", "exports", "attributes", "compile", "md5"];

/** `module_info/0` or `/1` of a loaded module. Mirrors erlang:get_module_info/1,2. */
export function get_module_info(module: Term, ...key: Term[]): Term {
  const name = moduleName(module);
  const { code, modules } = ports.of();
  const otp = modules.get(name);
  const ask = (k: symbol) => (otp === undefined ? code?.moduleInfo(name, k) : moduleInfo(otp, k));
  if (otp === undefined && code?.exportsOf(name) === undefined) throw badarg(module, key);
  if (key.length > 0 && key[0] === Symbol.for("native")) return false;
  if (key.length > 0) return ask(moduleName(key[0]));
  return fromArray(INFO_KEYS.map((k) => tuple2(Symbol.for(k), ask(Symbol.for(k)))));
}

function loadedModules(): symbol[] {
  const { code, modules } = ports.of();
  return [...modules.keys(), ...(code?.allLoaded() ?? [])];
}

/**
 * What is known of a fun. Mirrors fun_info/1,2.
 *
 * ```eshell
 * 1> erlang:fun_info(fun lists:map/2, arity).
 * {arity,2}
 * ```
 */
function fun_info(term: Term, ...item: Term[]): Term {
  if (!isFun(term)) throw badarg(term);
  const info = infoOf(realFun(term));
  if (item.length === 0) return fromArray(info.map(([key, value]) => tuple2(Symbol.for(key), value)));
  const key = isAtom(item[0]) ? atomName(item[0]) : "";
  const found = info.find(([known]) => known === key);
  if (found === undefined && !["pid", "new_index", "new_uniq", "index", "uniq"].includes(key))
    throw badarg(item);
  return tuple2(item[0], found?.[1]);
}

function infoOf(fun: Term): [string, Term][] {
  if (fun instanceof ExternalFun) {
    return [
      ["module", fun.module],
      ["name", fun.name],
      ["arity", fun.arity],
      ["env", NIL],
      ["type", EXTERNAL],
    ];
  }
  const known = runningSystem().functions;
  const made = typeof fun === "function" ? known.infoOf(fun) : undefined;
  const code = fun instanceof Fun ? fun.code : undefined;
  const index = code?.index ?? 0;
  const uniq = code?.uniq ?? 0;
  return [
    ["pid", new Pid(0, 0)],
    ["module", code?.module ?? made?.module ?? ERLANG],
    ["new_index", index],
    ["new_uniq", newUniq(uniq)],
    ["index", index],
    ["uniq", uniq],
    ["name", Symbol.for(code?.name ?? (made === undefined ? fun.name : atomName(made.name)))],
    ["arity", funArity(fun)],
    ["env", fun instanceof Fun ? fromArray(fun.env) : NIL],
    ["type", LOCAL],
  ];
}

function newUniq(uniq: number): Uint8Array {
  return new Uint8Array(createHash("md5").update(String(uniq)).digest());
}

/**
 * The fun `fun M:F/A`. Mirrors make_fun/3.
 *
 * ```eshell
 * 1> erlang:make_fun(lists, map, 2).
 * fun lists:map/2
 * ```
 */
function make_fun(module: Term, name: Term, arity: Term): Term {
  if (!isAtom(module) || !isAtom(name) || !Number.isSafeInteger(arity) || arity < 0)
    throw badarg(module, name, arity);
  return new ExternalFun(module as symbol, name as symbol, arity);
}

/**
 * A fun as it is printed. Mirrors fun_to_list/1.
 *
 * ```eshell
 * 1> erlang:fun_to_list(fun lists:map/2).
 * "fun lists:map/2"
 * ```
 */
function fun_to_list(fun: Term): string {
  if (!isFun(fun)) throw badarg(fun);
  return writeFun(fun);
}

export const codeBifs = {
  apply: [apply, 2, 3] as const,
  function_exported,
  is_builtin,
  /**
   * Whether the module has current code. Mirrors module_loaded/1.
   *
   * ```eshell
   * 1> erlang:module_loaded(lists).
   * true
   * 2> erlang:module_loaded(nosuch).
   * false
   * ```
   */
  module_loaded: (module: Term): boolean => loadedModules().includes(moduleName(module)),
  /**
   * The modules that have code. Mirrors loaded/0.
   *
   * ```eshell
   * 1> is_list(erlang:loaded()).
   * true
   * ```
   */
  loaded: (): Term => fromArray(loadedModules()),
  pre_loaded: (): Term => fromArray([...ports.of().modules.keys()]),
  check_process_code: [check_process_code, 2, 3] as const,
  /**
   * Whether the module has old code. Mirrors check_old_code/1.
   *
   * ```eshell
   * 1> erlang:check_old_code(lists).
   * false
   * ```
   */
  check_old_code: (module: Term): boolean => ports.of().code?.checkOldCode(moduleName(module)) ?? false,
  /**
   * Removes old code, without a look at who lingers; `badarg` if there is none. Mirrors purge_module/1.
   *
   * ```eshell
   * 1> erlang:purge_module(nosuch).
   * ** exception error: bad argument
   *      in function  purge_module/1
   *         called as purge_module(nosuch)
   * ```
   */
  purge_module: (module: Term): boolean => {
    const name = moduleName(module);
    if (!ports.of().code?.checkOldCode(name)) throw badarg(module);
    return ports.of().code?.purge(name) ?? false;
  },
  /**
   * Makes current code old; `undefined` if there is none. Mirrors delete_module/1.
   *
   * ```eshell
   * 1> erlang:delete_module(nosuch).
   * undefined
   * ```
   */
  delete_module: (module: Term): Term => {
    const name = moduleName(module);
    const { code } = ports.of();
    return code?.exportsOf(name) === undefined ? undefined : code.delete(name);
  },
  get_module_info: [get_module_info, 1, 2] as const,
  fun_info: [fun_info, 1, 2] as const,
  fun_to_list,
  make_fun,
};

// function-table — what `M:F(A)` reaches: the functions of the runtime's modules, and those of module files.
//
// A module that is not loaded is loaded at its first call, which then is a frame that waits for the load. Mirrors
// OTP's error_handler; differs: a name that is no module file is known to be undefined without asking anybody.
import type { Builtin, FunctionTable, ModuleFunction } from "../process/apply.ts";
import { type FunctionInfo, proc } from "../process/frame.ts";
import { undef } from "../terms/exception.ts";
import { ExternalFun, ORIGINAL } from "../terms/fun.ts";
import type { Term } from "../terms/term.ts";
import type { Callable } from "./callable.ts";
import type { CodeServer } from "./code-server.ts";
import { nameModuleFunctions } from "./fun-code.ts";
import { functionInfo } from "./lower-runtime.ts";
import { moduleInfo, moduleInfoItem } from "./module-info.ts";
import { Version } from "./version.ts";

/** The runtime's own modules. */
export interface Builtins {
  find(module: symbol, name: symbol, arity: number): Builtin | undefined;
  has(module: symbol): boolean;
}

const MODULE_INFO = Symbol.for("module_info");

export class ModuleFunctions implements FunctionTable {
  readonly #server: CodeServer;
  readonly #builtins: Builtins;
  /** What was found of the runtime's modules, by module, name and arity. */
  readonly #found = new Map<symbol, Map<symbol, Builtin[]>>();
  readonly #known = new WeakMap<FunctionInfo, ModuleFunction>();

  constructor(server: CodeServer, builtins: Builtins) {
    this.#server = server;
    this.#builtins = builtins;
    nameModuleFunctions();
  }

  builtin(module: symbol, name: symbol, arity: number): Builtin | undefined {
    if (!this.#builtins.has(module)) return undefined;
    let found = this.#found.get(module);
    if (found === undefined) {
      found = new Map();
      this.#found.set(module, found);
    }
    const known = found.get(name)?.[arity];
    if (known !== undefined) return known;
    const builtin = this.#builtins.find(module, name, arity);
    if (builtin === undefined) return undefined;
    const arities = found.get(name) ?? [];
    arities[arity] = builtin;
    found.set(name, arities);
    return builtin;
  }

  lookup(module: symbol, name: symbol, arity: number): Callable | undefined {
    const version = this.#server.current(module);
    if (version !== undefined) return callableOf(version, name, arity);
    if (this.#builtins.has(module) || !this.#server.exists(module)) return undefined;
    return (...args) => loadAndCall(this.#server, module, name, args);
  }

  /** Whether a loaded module exports a function. Mirrors erlang:function_exported/3. */
  isExported(module: symbol, name: symbol, arity: number): boolean {
    if (this.#builtins.find(module, name, arity) !== undefined) return true;
    const version = this.#server.current(module);
    return version !== undefined && callableOf(version, name, arity) !== undefined;
  }

  infoOf(fn: (...args: any[]) => unknown): ModuleFunction | undefined {
    const info = functionInfo(fn);
    if (info === undefined) return undefined;
    let known = this.#known.get(info);
    if (known === undefined && info.version instanceof Version) {
      const declared = info.version.compiled.lowered.functions[info.version.functionInfos.indexOf(info)];
      known = {
        module: info.module,
        name: info.name,
        version: info.version,
        minArity: Math.min(fn.length, info.arity),
        maxArity: declared?.rest ? Number.POSITIVE_INFINITY : info.arity,
      };
      this.#known.set(info, known);
    }
    return known;
  }

  externalOf(fn: (...args: any[]) => unknown): ExternalFun | undefined {
    const original = ORIGINAL in fn ? fn[ORIGINAL] : undefined;
    return original instanceof ExternalFun ? original : undefined;
  }
}

const loadAndCall = proc(
  function* call(
    server: CodeServer,
    module: symbol,
    name: symbol,
    args: Term[],
  ): Generator<unknown, Term, any> {
    const version: Version | undefined = yield server.loadForCall(module);
    const callable = version === undefined ? undefined : callableOf(version, name, args.length);
    if (callable === undefined) throw undef(module, name, args);
    return callable(...args);
  },
  { items: () => [] },
);

function callableOf(version: Version, name: symbol, arity: number): Callable | undefined {
  const callable = version.callable(name, arity);
  if (callable !== undefined || name !== MODULE_INFO) return callable;
  if (arity === 0) return () => moduleInfo(version);
  return arity === 1 ? (key) => moduleInfoItem(version, key) : undefined;
}

// module-info — what `Mod:module_info/0,1` says of a loaded module.
import { Exception } from "../terms/exception.ts";
import { fromArray } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { tuple2 } from "../terms/tuple.ts";
import type { Version } from "./version.ts";

const MODULE_INFO = Symbol.for("module_info");

/** Name and arity of each function that Erlang can call: `{add,2}` in `Mod:module_info(exports)`. */
export function exportedFunctions(version: Version): [name: symbol, arity: number][] {
  const functions: [symbol, number][] = [];
  for (const name of version.names()) {
    const signature = version.signature(name);
    if (signature === undefined) continue;
    const most = Number.isFinite(signature.max) ? signature.max : signature.min;
    for (let arity = signature.min; arity <= most; arity++) functions.push([Symbol.for(name), arity]);
  }
  functions.push([MODULE_INFO, 0], [MODULE_INFO, 1]);
  return functions;
}

/** Mirrors Mod:module_info/0. */
export function moduleInfo(version: Version): Term {
  const keys = ["module", "exports", "attributes", "compile", "md5"];
  return fromArray(keys.map((key) => tuple2(Symbol.for(key), infoItem(version, key))));
}

/** Mirrors Mod:module_info/1; raises badarg for a key that there is not. */
export function moduleInfoItem(version: Version, key: Term): Term {
  const name = typeof key === "symbol" ? Symbol.keyFor(key) : undefined;
  const item = name === undefined ? undefined : infoItem(version, name);
  if (item !== undefined) return item;
  const badarg = new Exception("error", Symbol.for("badarg"), [
    { module: Symbol.for("erlang"), name: Symbol.for("get_module_info"), arity: [version.module, key] },
    { module: version.module, name: MODULE_INFO, arity: 1 },
  ]);
  badarg.traced = true;
  throw badarg;
}

function infoItem(version: Version, key: string): Term {
  switch (key) {
    case "module":
      return version.module;
    case "exports":
      return fromArray(exportedFunctions(version).map(([name, arity]) => tuple2(name, arity)));
    case "functions":
      return fromArray(functionsOf(version));
    case "attributes":
      return fromArray([tuple2(Symbol.for("vsn"), fromArray([BigInt(`0x${version.md5}`)]))]);
    case "compile":
      return fromArray([tuple2(Symbol.for("source"), version.path)]);
    case "md5":
      return new Uint8Array(Buffer.from(version.md5, "hex"));
    case "nifs":
      return fromArray([]);
    default:
      return undefined;
  }
}

/** All functions, those that are not exported too. */
function functionsOf(version: Version): Term[] {
  const functions = exportedFunctions(version);
  const known = new Set(functions.map(([name, arity]) => `${Symbol.keyFor(name)}/${arity}`));
  for (const { name, arity } of version.compiled.lowered.functions) {
    const key = `${name}/${arity}`;
    if (!known.has(key)) functions.push([Symbol.for(name), arity]);
    known.add(key);
  }
  return functions.map(([name, arity]) => tuple2(name, arity));
}

// fun-code — what a function that a module made prints as: `#Fun<m.3.71234567>`.
//
// The lowering tags functions with a private field, which costs little and is invisible. Printing asks for a property
// instead; it is an accessor on the prototype of all functions, under a symbol that nobody else has, so that making a
// function costs nothing more.
import { FUN_CODE } from "../format/write.ts";
import type { FunctionInfo } from "../process/frame.ts";
import { atomName } from "../terms/atom.ts";
import type { FunCode } from "../terms/fun.ts";
import { functionInfo } from "./lower-runtime.ts";
import { Version } from "./version.ts";

/** Lets functions of modules say what they print as. Doing it again changes nothing. */
export function nameModuleFunctions(): void {
  if (FUN_CODE in Function.prototype) return;
  const codes = new WeakMap<FunctionInfo, FunCode>();
  Object.defineProperty(Function.prototype, FUN_CODE, {
    get(this: unknown): FunCode | undefined {
      const info = typeof this === "function" ? functionInfo(this) : undefined;
      if (info === undefined || !(info.version instanceof Version)) return undefined;
      let code = codes.get(info);
      if (code === undefined) {
        code = codeOf(info, info.version);
        codes.set(info, code);
      }
      return code;
    },
  });
}

function codeOf(info: FunctionInfo, version: Version): FunCode {
  const index = version.functionInfos.indexOf(info);
  // OTP's is 27 bits wide as well.
  const uniq = Number.parseInt(version.md5.slice(0, 7), 16) & 0x7ffffff;
  return { module: info.module, index, uniq, name: atomName(info.name) };
}

// lower-runtime — what generated code finds in `$rt`.
import type { FunctionInfo, VersionRef } from "../process/frame.ts";
import type { LoweredFunction } from "./lower-names.ts";

/** What a version of a module is, to its code: one `$rt` is made for each load. */
export interface VersionCode {
  readonly module: symbol;
  readonly version: VersionRef | null;
  /** As stack items show it. */
  readonly file: string;
  readonly functions: readonly LoweredFunction[];
}

/** The `$rt` of a version: to be given to the compiled function as its last parameter. */
export declare function runtimeOf(code: VersionCode): object;

/** What a plain or async function of a module belongs to; undefined for any other function. */
export declare function functionInfo(fun: Function): FunctionInfo | undefined;

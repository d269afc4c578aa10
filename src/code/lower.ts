// lower — turns the async functions of a module's JavaScript into process code.
import type { LoweredFunction } from "./lower-names.ts";
import type { PositionMap } from "./source-map.ts";

export type { LoweredFunction };

export interface LowerOptions {
  /** The name of the TypeScript file, as diagnostics and source maps show it. */
  readonly file: string;
  /** The source map that esbuild made, as JSON text. Without it, lines are those of the JavaScript. */
  readonly map?: string;
}

/** A module's JavaScript, lowered: the body of a function with the parameters that CommonJS gives, and `$rt`. */
export interface Lowered {
  /** To be compiled by `vm.compileFunction(code, ["exports", "require", "module", "__filename", "__dirname", "$rt"])`. */
  readonly code: string;
  readonly file: string;
  /** From positions in `code` to functions and lines of the TypeScript file; decoded at the first use. */
  readonly map: PositionMap;
  /** Every function of the module, by its index in `$rt.info`. */
  readonly functions: readonly LoweredFunction[];
}

export interface LowerError {
  readonly error: {
    readonly file: string;
    readonly line: number;
    readonly column: number;
    readonly text: string;
  };
}

export declare function lower(js: string, options: LowerOptions): Lowered | LowerError;

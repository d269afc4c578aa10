// compilers — compilers that sessions share, one for each set of a project's options: a text that one session has
// compiled costs the next nothing.
import { Compiler } from "../code/compile.ts";
import type { Disk } from "../code/disk.ts";
import { compilerOptions } from "../code/tsconfig.ts";

/** Texts of one file that are remembered: those of many tests. */
const REMEMBERED = 64;

export class Compilers {
  readonly #compilers = new Map<string, Compiler>();

  /** The compiler for modules in that folder. */
  of(disk: Disk, folder: string): Compiler {
    const options = compilerOptions(disk, folder);
    const key = JSON.stringify(options);
    let compiler = this.#compilers.get(key);
    if (compiler === undefined) {
      compiler = new Compiler(options, REMEMBERED);
      this.#compilers.set(key, compiler);
    }
    return compiler;
  }
}

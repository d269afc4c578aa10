// imports — which files a module imports, and where that is written.
import type { Lowered } from "./lower.ts";
import { Printed } from "./source-map.ts";

export interface Import {
  readonly specifier: string;
  /** Where it is written in the TypeScript file. */
  readonly line: number;
  readonly column: number;
  /** `import "./x.ts"`: nothing is taken from it, so it is loaded for what it does. */
  readonly bare: boolean;
  /** The names that the importer calls: where the module does not have one, the call is `undef`. */
  readonly called: readonly string[];
}

/** The static imports of a module, in their order: of its JavaScript, the map to its text, and that. */
export function importsOf(lowered: Lowered, js: string, map: string, text: string): readonly Import[] {
  // Where they are written matters only if one is wrong.
  let printed: Printed | undefined;
  const placeOf = (start: number, specifier: string) => {
    printed ??= new Printed(js, map);
    const { line, column } = printed.position(start);
    return written(text, specifier, line, column - 1);
  };
  return lowered.imports.map(({ specifier, start, bare, called }) => ({
    specifier,
    get line() {
      return placeOf(start, specifier).line;
    },
    get column() {
      return placeOf(start, specifier).column;
    },
    bare,
    called,
  }));
}

/** Where the specifier stands, at or after the place where its import begins. */
function written(
  text: string,
  specifier: string,
  line: number,
  column: number,
): { line: number; column: number } {
  const lines = text.split("\n");
  for (let i = line - 1; i < Math.min(lines.length, line + 20); i++) {
    for (const quote of ['"', "'"]) {
      const at = lines[i].indexOf(quote + specifier + quote, i === line - 1 ? column : 0);
      if (at >= 0) return { line: i + 1, column: at + 1 };
    }
  }
  return { line, column: column + 1 };
}

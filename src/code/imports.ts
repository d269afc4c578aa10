// imports — which files a module imports, read from the JavaScript that esbuild prints.
//
// esbuild prints every import at the beginning of a line, as `var import_b = require("./b.ts");`, with `__toESM(…)`
// around it for a default or namespace import and `__reExport(…)` for `export *`.
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

const IMPORT =
  /^(?:var ([\w$\u0080-\uffff]+) = (?:__toESM\()?|__reExport\([^,]*, )require\(("(?:[^"\\]|\\.)*")\)/gm;
const CALL = /([\w$\u0080-\uffff]+)\.([\w$\u0080-\uffff]+)\)?\(/g;

/** The static imports of a module, in their order. */
export function importsOf(js: string, map: string, text: string): readonly Import[] {
  const found = [...js.matchAll(IMPORT)];
  if (found.length === 0) return [];
  const calls = callsOf(js);
  // Where they are written matters only if one is wrong.
  let printed: Printed | undefined;
  const placeOf = ({ index, 1: variable }: RegExpExecArray, specifier: string) => {
    printed ??= new Printed(js, map);
    const { line, column } = printed.position(index + (variable === undefined ? 0 : "var ".length));
    return written(text, specifier, line, column - 1);
  };
  return found.map((match) => {
    const [, variable, quoted] = match;
    const specifier = JSON.parse(quoted) as string;
    return {
      specifier,
      get line() {
        return placeOf(match, specifier).line;
      },
      get column() {
        return placeOf(match, specifier).column;
      },
      bare: variable !== undefined && isNeverRead(js, variable),
      called: variable === undefined ? [] : [...(calls.get(variable) ?? [])],
    };
  });
}

/** Whether nothing but its declaration names a variable. */
function isNeverRead(js: string, variable: string): boolean {
  const uses = new RegExp(`(?<![\\w$])${variable.replaceAll("$", "\\$")}(?![\\w$])`, "g");
  return js.match(uses)?.length === 1;
}

/** The names called through each variable. */
function callsOf(js: string): Map<string, Set<string>> {
  const calls = new Map<string, Set<string>>();
  for (const [, variable, name] of js.matchAll(CALL)) {
    const names = calls.get(variable);
    if (names === undefined) calls.set(variable, new Set([name]));
    else names.add(name);
  }
  return calls;
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

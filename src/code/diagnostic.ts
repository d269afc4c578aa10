// diagnostic — what is wrong with a module file, and the one form in which it is told.
//
//     modules/m.ts:4:18: error: Unexpected ";"
//     %    4| export const add = (a, b) => a + ;
//     %     |                                  ^

export interface Diagnostic {
  readonly severity: "error" | "warning";
  /** The path as the user sees it. */
  readonly file: string;
  /** From 1; 0 where the whole file is meant. */
  readonly line: number;
  /** From 1, in characters; 0 where the whole line is meant. */
  readonly column: number;
  readonly message: string;
  /** The type checker's number for it, such as `TS2322`. */
  readonly code?: string;
  /** A module file that it names is missing: as in Erlang no error, but calls of that module are `undef`. */
  readonly missing?: true;
  /** The source line; undefined where there is none to show. */
  readonly sourceLine?: string;
}

/** The text of a diagnostic, with the source line under it as OTP's compiler shows it. */
export function formatDiagnostic(diagnostic: Diagnostic): string {
  const { severity, file, line, column, message, code, sourceLine } = diagnostic;
  const place = line === 0 ? file : column === 0 ? `${file}:${line}` : `${file}:${line}:${column}`;
  const head = `${place}: ${severity}${code === undefined ? "" : ` ${code}`}: ${message}\n`;
  if (sourceLine === undefined || line === 0) return head;
  const number = String(line).padStart(4);
  const source = `%${number}| ${sourceLine}\n`;
  if (column === 0) return `${head}${source}\n`;
  // Tabs stay tabs, so that the caret is under its character whatever their width.
  const indent = sourceLine.slice(0, column - 1).replace(/[^\t]/g, " ");
  return `${head}${source}%${" ".repeat(number.length)}| ${indent}^\n\n`;
}

/** A diagnostic at a place of a text. */
export function diagnosticAt(
  text: string,
  place: { readonly file: string; readonly line: number; readonly column: number },
  message: string,
  severity: Diagnostic["severity"] = "error",
): Diagnostic {
  return {
    severity,
    ...place,
    message,
    sourceLine: place.line === 0 ? undefined : text.split(/\r?\n/)[place.line - 1],
  };
}

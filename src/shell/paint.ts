// paint — the colours of the shell's own words: prompt, errors, diagnostics. What a value prints as has none.
import type { ChalkInstance } from "chalk";
import { type Diagnostic, formatDiagnostic } from "../code/diagnostic.ts";
import type { TokenStyles } from "./highlight.ts";

/** How what is typed looks; nothing where there are no colours. */
export function tokenStyles(chalk: ChalkInstance): TokenStyles | undefined {
  if (chalk.level === 0) return undefined;
  const begins = (color: ChalkInstance): string => color("|").split("|")[0];
  return {
    string: begins(chalk.green),
    number: begins(chalk.yellow),
    comment: begins(chalk.gray),
    keyword: begins(chalk.magenta),
    bracket: begins(chalk.bold),
  };
}

/** How the shell's words look. */
export interface Paint {
  prompt(text: string): string;
  /** The first line, which says what is wrong. */
  error(text: string): string;
  diagnostics(all: readonly Diagnostic[]): string;
}

/** Without any colour: as on a pipe. */
export const PLAIN: Paint = {
  prompt: (text) => text,
  error: (text) => text,
  diagnostics: (all) => all.map(formatDiagnostic).join(""),
};

/** With the colours that a terminal has. */
export function paintWith(chalk: ChalkInstance): Paint {
  const diagnostic = (one: Diagnostic): string => {
    const severity = one.code === undefined ? one.severity : `${one.severity} ${one.code}`;
    const color = one.severity === "error" ? chalk.red : chalk.yellow;
    return formatDiagnostic(one)
      .replace(`: ${severity}: `, () => `: ${color(severity)}: `)
      .replace(/\^(?=\n\n$)/, (caret) => color(caret));
  };
  return {
    // The blank behind the prompt is where the text begins.
    prompt: (text) => text.replace(/^.*\S/, (shown) => chalk.cyan(shown)),
    error: (text) => text.replace(/^.+/, (shown) => chalk.red(shown)),
    diagnostics: (all) => all.map(diagnostic).join(""),
  };
}

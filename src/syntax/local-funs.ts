// local-funs — `fun foo/1` at the shell: of `erlang` if it has such a function, else of `shell_default`.
import { atomName } from "../terms/atom.ts";
import { isAutoImported } from "./auto-imported.ts";
import { Token } from "./token.ts";

const ERLANG = Symbol.for("erlang");
const SHELL_DEFAULT = Symbol.for("shell_default");

/** The tokens of a form, with a module put before the name of each local fun, as the shell does before it parses. */
export function withLocalFuns(tokens: readonly Token[]): readonly Token[] {
  if (!tokens.some((token) => token.kind === "fun")) return tokens;
  const result: Token[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    result.push(token);
    const [name, slash, arity] = tokens.slice(i + 1, i + 4);
    if (token.kind !== "fun" || name?.kind !== "atom" || slash?.kind !== "/" || arity?.kind !== "integer")
      continue;
    const module = isAutoImported(atomName(name.value), arity.value) ? ERLANG : SHELL_DEFAULT;
    const { line, column, start } = token;
    result.push(new Token("atom", line, column, module, start, start));
    result.push(new Token(":", line, column, undefined, start, start), name, slash, arity);
    i += 3;
  }
  return result;
}

// signatures — which arities an exported function has for Erlang.
//
// A default or an optional parameter makes a family: `f(a, b = 1)` and `f(a, b?: number)` are f/1 and f/2; a rest
// parameter any arity from its own on. esbuild erases the `?` but keeps the parameter, so the JavaScript says how
// many there are, and its source map where each stands in the TypeScript: there one looks for the `?`.
import { Links } from "./lower-links.ts";
import { Printed } from "./source-map.ts";
import { parse, type SyntaxNode } from "./syntax-tree.ts";

export interface Signature {
  /** The number of parameters that must be given. */
  readonly min: number;
  /** Infinity with a rest parameter. */
  readonly max: number;
}

/** The signatures of what `js` exports under each name, where that is declared as a function at the top level. */
export function signaturesOf(js: string, map: string, text: string): ReadonlyMap<string, Signature> {
  const functions = new Map<string, SyntaxNode>();
  const links = new Links();
  for (const statement of parse(js).body as SyntaxNode[]) {
    if (statement.type === "FunctionDeclaration") functions.set(statement.id.name, statement);
    if (statement.type === "VariableDeclaration") {
      for (const { id, init } of statement.declarations) {
        if (id.type === "Identifier" && isFunction(init)) functions.set(id.name, init);
      }
    }
    if (statement.type === "ExpressionStatement" && statement.expression.type === "CallExpression") {
      links.helper(statement.expression);
    }
  }
  const original = new Original(new Printed(js, map), text);
  const signatures = new Map<string, Signature>();
  for (const [name, local] of links.exports) {
    const node = functions.get(local);
    if (node !== undefined) signatures.set(name, signatureOf(node.params, original));
  }
  return signatures;
}

function isFunction(node: SyntaxNode | null): node is SyntaxNode {
  return node?.type === "ArrowFunctionExpression" || node?.type === "FunctionExpression";
}

function signatureOf(params: readonly SyntaxNode[], original: Original): Signature {
  const rest = params.at(-1)?.type === "RestElement";
  const count = rest ? params.length - 1 : params.length;
  let min = count;
  // As in JavaScript, only what stands at the end can be left out.
  while (min > 0 && canBeLeftOut(params[min - 1], original)) min--;
  return { min, max: rest ? Number.POSITIVE_INFINITY : count };
}

function canBeLeftOut(param: SyntaxNode, original: Original): boolean {
  return param.type === "AssignmentPattern" || (param.type === "Identifier" && original.isOptional(param));
}

/** The TypeScript text, looked at through the source map. */
class Original {
  readonly #printed: Printed;
  readonly #lines: readonly string[];

  constructor(printed: Printed, text: string) {
    this.#printed = printed;
    this.#lines = text.split("\n");
  }

  /** Whether a `?` follows the name of a parameter. */
  isOptional(param: SyntaxNode): boolean {
    const { line, column } = this.#printed.position(param.start);
    const name = /^[\p{ID_Continue}$\u200c\u200d]+/u;
    let rest = this.#lines[line - 1].slice(column - 1);
    rest = rest.replace(name, "");
    for (let next = line; next < this.#lines.length; next++) {
      rest = rest.replace(/\/\*[\s\S]*?\*\//g, "").replace(/\/\/.*$/, "");
      if (rest.trim() !== "" && !rest.includes("/*")) break;
      rest += `\n${this.#lines[next]}`;
    }
    return rest.trimStart().startsWith("?");
  }
}

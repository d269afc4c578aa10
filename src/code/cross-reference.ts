// cross-reference — which functions of other modules a module calls, and which of its own nobody calls.
//
// Mirrors what xref finds for xm/1. It reads the JavaScript that esbuild prints, where each import is a variable at the
// top: what is called through one, in whatever function, is a call of another module. Only the names count, as when it
// is called. Differs: nothing is deprecated; what reaches a function in another way than by its name is not seen.
import { parse, type SyntaxNode } from "./syntax-tree.ts";

/** A function by name and arity. */
export type NameArity = readonly [name: string, arity: number];

export interface CrossReference {
  /** The names that it exports; undefined where `export *` makes them those of others as well. */
  readonly exports: ReadonlySet<string> | undefined;
  /** Calls through an import: by whom, of which path, of what. `eshell-ts` modules are named as `io` in `io.format`. */
  readonly calls: readonly Call[];
  /** Functions at the top that are neither exported nor named anywhere but in themselves. */
  readonly unused: readonly NameArity[];
}

export interface Call {
  /** The function at the top that the call is in; undefined outside of any. */
  readonly caller: NameArity | undefined;
  readonly specifier: string;
  /** For `lists.map` of an import of `eshell-ts`. */
  readonly within: string | undefined;
  readonly callee: NameArity;
}

/** Reads the JavaScript of a module, as esbuild prints it. */
export function crossReference(js: string): CrossReference {
  const { body } = parse(js) as unknown as { body: SyntaxNode[] };
  const imports = new Map<string, string>();
  const functions = new Map<string, { arity: number; node: SyntaxNode }>();
  const exported = new Set<string>();
  const locals = new Set<string>();
  let reexports = false;
  for (const node of body) {
    if (node.type === "FunctionDeclaration") functions.set(node.id.name, { arity: node.params.length, node });
    if (node.type === "VariableDeclaration") {
      for (const { id, init } of node.declarations) {
        const specifier = requiredBy(init);
        if (id.type !== "Identifier") continue;
        if (specifier !== undefined) imports.set(id.name, specifier);
        else if (isFunction(init)) functions.set(id.name, { arity: init.params.length, node });
      }
    }
    for (const [name, local] of exportsOf(node)) {
      exported.add(name);
      locals.add(local);
    }
    reexports ||= calleeOf(node) === "__reExport";
  }
  const used = new Set<string>();
  const calls: Call[] = [];
  for (const node of body) {
    const [own, info] = [...functions].find(([, known]) => known.node === node) ?? [];
    const caller: NameArity | undefined =
      own === undefined || info === undefined ? undefined : [own, info.arity];
    visit(node, (inner) => {
      if (inner.type === "Identifier" && inner.name !== own) used.add(inner.name);
      if (inner.type === "CallExpression") {
        const call = importedCall(inner, imports);
        if (call !== undefined) calls.push({ caller, ...call });
      }
    });
  }
  // What esbuild needs for modules begins with two underscores.
  const unused = [...functions].filter(
    ([name]) => !used.has(name) && !locals.has(name) && !name.startsWith("__"),
  );
  return {
    exports: reexports ? undefined : exported,
    calls,
    unused: unused.map(([name, { arity }]) => [name, arity]),
  };
}

function isFunction(node: SyntaxNode | null): node is SyntaxNode {
  return node?.type === "ArrowFunctionExpression" || node?.type === "FunctionExpression";
}

/** The specifier of `require("…")`, with or without `__toESM(…)` around it. */
function requiredBy(node: SyntaxNode | null): string | undefined {
  if (node?.type !== "CallExpression" || node.callee.type !== "Identifier") return undefined;
  const { name } = node.callee;
  if (name === "__toESM") return requiredBy(node.arguments[0]);
  return name === "require" ? String(node.arguments[0]?.value) : undefined;
}

/** The name of the function that a statement calls. */
function calleeOf(node: SyntaxNode): string | undefined {
  const call = node.type === "ExpressionStatement" ? node.expression : undefined;
  return call?.type === "CallExpression" ? call.callee.name : undefined;
}

/** The exports that a statement declares, with their names in the module: `__export(m_exports, { a: () => a })`. */
function exportsOf(node: SyntaxNode): [name: string, local: string][] {
  if (calleeOf(node) !== "__export") return [];
  const getters: SyntaxNode[] = node.expression.arguments[1]?.properties ?? [];
  return getters.map(({ key, value }) => [key.name ?? String(key.value), value.body.name]);
}

/** What a call reaches through an import: `n.g(1)`, `(0, import_n.g)(1)`, `import_eshell_ts.lists.map(f, l)`. */
function importedCall(
  { callee, arguments: args }: SyntaxNode,
  imports: ReadonlyMap<string, string>,
): Omit<Call, "caller"> | undefined {
  const reached = callee.type === "SequenceExpression" ? callee.expressions.at(-1) : callee;
  const [variable, ...names] = pathOf(reached) ?? [];
  const specifier = imports.get(variable);
  const isPlain = !args.some(({ type }: SyntaxNode) => type === "SpreadElement");
  if (specifier === undefined || names.length === 0 || names.length > 2 || !isPlain) return undefined;
  return {
    specifier,
    within: names.length === 2 ? names[0] : undefined,
    callee: [names.at(-1) as string, args.length],
  };
}

/** The names of `a.b.c`. */
function pathOf(node: SyntaxNode): string[] | undefined {
  if (node.type === "Identifier") return [node.name];
  if (node.type !== "MemberExpression" || node.computed) return undefined;
  const path = pathOf(node.object);
  return path && [...path, node.property.name];
}

/** Visits every node but names of properties. */
function visit(node: SyntaxNode, seen: (node: SyntaxNode) => void): void {
  seen(node);
  for (const key in node) {
    const isName = (key === "property" || key === "key") && node.computed === false;
    const value = node[key];
    if (isName || value === null || typeof value !== "object") continue;
    for (const inner of Array.isArray(value) ? value : [value])
      if (inner?.type !== undefined) visit(inner, seen);
  }
}

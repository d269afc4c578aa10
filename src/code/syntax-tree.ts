// syntax-tree — acorn's tree of a module's JavaScript, where a regular expression would not do.
import * as acorn from "acorn";

export type SyntaxNode = acorn.Node & Record<string, any>;

/** The tree of CommonJS code as esbuild prints it. */
export function parse(js: string): SyntaxNode {
  return acorn.parse(js, {
    ecmaVersion: "latest",
    sourceType: "script",
    allowReturnOutsideFunction: true,
    allowHashBang: true,
    locations: true,
  }) as SyntaxNode;
}

/** Visits every node, the outer ones first. */
export function walk(node: SyntaxNode, visit: (node: SyntaxNode) => void): void {
  visit(node);
  for (const key in node) {
    const child = node[key];
    if (Array.isArray(child)) {
      for (const item of child) if (isNode(item)) walk(item, visit);
    } else if (isNode(child)) {
      walk(child, visit);
    }
  }
}

function isNode(value: unknown): value is SyntaxNode {
  return (
    typeof value === "object" && value !== null && typeof (value as { type?: unknown }).type === "string"
  );
}

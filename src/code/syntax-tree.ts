// syntax-tree — the tree of a module's JavaScript, where a regular expression would not do.
import * as meriyah from "meriyah";

/** A node of ESTree's, with the fields of its type. */
export type SyntaxNode = {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [field: string]: any;
};

const OPTIONS: meriyah.Options = { next: true, ranges: true, impliedStrict: true, globalReturn: true };

/** The tree of CommonJS code as esbuild prints it. */
export function parse(js: string): SyntaxNode {
  return meriyah.parse(js, OPTIONS) as SyntaxNode;
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

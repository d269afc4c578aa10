// lower-syntax — the tree of a module's JavaScript, and the little that has to be known of it to walk it.
import { isParseError } from "meriyah";
import { parse, type SyntaxNode } from "./syntax-tree.ts";

export type Node = SyntaxNode;

export interface SyntaxProblem {
  readonly offset: number;
  readonly text: string;
}

/** Parses the body of a CommonJS module. */
export function parseModule(js: string): Node | SyntaxProblem {
  try {
    return parse(js);
  } catch (error) {
    if (!isParseError(error)) throw error;
    return { offset: error.start, text: error.description };
  }
}

/** The child nodes, in the order of the text. */
export function childrenOf(node: Node): Node[] {
  if (node.type === "Property" && node.shorthand) return [node.value];
  const children: Node[] = [];
  for (const field in node) {
    const value = node[field];
    if (typeof value !== "object" || value === null) continue;
    if (Array.isArray(value)) {
      for (const element of value) if (isNode(element)) children.push(element);
    } else if (isNode(value)) children.push(value);
  }
  for (let i = 1; i < children.length; i++) {
    if (children[i].start < children[i - 1].start) return children.sort((a, b) => a.start - b.start);
  }
  return children;
}

function isNode(value: unknown): value is Node {
  return typeof (value as Node | null)?.type === "string";
}

export function isFunction(node: Node): boolean {
  const { type } = node;
  return (
    type === "ArrowFunctionExpression" || type === "FunctionExpression" || type === "FunctionDeclaration"
  );
}

/** Whether JavaScript gives the function, if it is one, a name because of where it stands. */
export function isAnonymousFunction(node: Node | null): boolean {
  return (
    node !== null &&
    (node.type === "ArrowFunctionExpression" || (node.type === "FunctionExpression" && !node.id))
  );
}

/** Whether a property or class element has a `static` name, and which: `f`, `"a b"`, `1`, `#x`. */
export function staticName(member: Node): string | null {
  const { key } = member;
  if (member.computed) return null;
  if (key.type === "Identifier") return key.name;
  if (key.type === "PrivateIdentifier") return `#${key.name}`;
  return String(key.value);
}

/** Where the statements of a block begin, after directives. */
export function afterDirectives(block: Node): number {
  let at = block.type === "Program" ? block.start : block.start + (block.type === "StaticBlock" ? 0 : 1);
  if (block.type === "StaticBlock") return block.body[0]?.start ?? block.end - 1;
  for (const statement of block.body as Node[]) {
    if (statement.type !== "ExpressionStatement" || typeof statement.directive !== "string") break;
    at = statement.end;
  }
  return at;
}

/** Whether evaluating a parameter cannot throw: a name, perhaps with a constant as default. */
export function isHarmlessParameter(parameter: Node): boolean {
  if (parameter.type === "RestElement") return parameter.argument.type === "Identifier";
  if (parameter.type === "AssignmentPattern")
    return parameter.left.type === "Identifier" && isConstant(parameter.right);
  return parameter.type === "Identifier";
}

function isConstant(node: Node): boolean {
  switch (node.type) {
    case "Literal":
    case "ArrowFunctionExpression":
    case "FunctionExpression":
      return true;
    case "TemplateLiteral":
      return node.expressions.length === 0;
    case "UnaryExpression":
      return node.operator !== "delete" && node.argument.type === "Literal";
    case "ArrayExpression":
      return node.elements.length === 0;
    case "ObjectExpression":
      return node.properties.length === 0;
    default:
      return false;
  }
}

// lower-links — what ties a module to others, as esbuild prints it: what it requires, calls and exports.
//
//   __export(m_exports, { f: () => f });                      its exports
//   var import_b = require("./b.ts");                         an import, with __toESM(…) around it for a namespace or default
//   __reExport(m_exports, require("./c.ts"), module.exports); export * from "./c.ts"
import type { Node } from "./lower-syntax.ts";

/** A static import, as far as the JavaScript tells. */
export interface Required {
  readonly specifier: string;
  /** The position of the statement's first name. */
  readonly start: number;
  /** What holds it; null for `export *`. */
  readonly variable: string | null;
}

export class Links {
  readonly required: Required[] = [];
  /** Variables that hold what `require` gave; true for the module "eshell-ts". */
  readonly variables = new Map<string, boolean>();
  /** The names that are called through each name: `b.f(…)`. */
  readonly calls = new Map<string, Set<string>>();
  /** The names of the exports, and those of what they are in the module itself. */
  readonly exports = new Map<string, string>();

  /** A variable of the module that is declared with a value. */
  declared(name: string, value: Node, start: number, isVar: boolean): void {
    const isESM = value.type === "CallExpression" && value.callee.name === "__toESM";
    const whole = specifierOf(isESM ? value.arguments[0] : value);
    if (whole !== undefined) this.variables.set(name, whole === "eshell-ts");
    // A CommonJS file may take a part at once: `var f = require("./b.js").f;`
    const specifier = whole ?? specifierOf(beginningOf(value));
    if (isVar && specifier !== undefined) this.required.push({ specifier, start, variable: name });
  }

  /** A call of one of esbuild's helpers; whether it is `__export(…)`. */
  helper(call: Node): boolean {
    const { name } = call.callee;
    if (name === "__reExport") {
      const specifier = specifierOf(call.arguments[1]);
      if (specifier !== undefined) this.required.push({ specifier, start: call.start, variable: null });
    }
    if (name !== "__export") return false;
    for (const { key, value } of call.arguments[1]?.properties ?? []) {
      const local = value?.body?.name;
      if (typeof local === "string") this.exports.set(key.name ?? String(key.value), local);
    }
    return true;
  }

  /** A call of a member: `b.f(…)`, or `(0, b.f)(…)` as esbuild calls what is imported by its name. */
  called(callee: Node): void {
    const member = callee.type === "SequenceExpression" ? callee.expressions.at(-1) : callee;
    if (member.type !== "MemberExpression" || member.computed || member.object.type !== "Identifier") return;
    const { name } = member.object;
    const names = this.calls.get(name);
    if (names === undefined) this.calls.set(name, new Set([member.property.name]));
    else names.add(member.property.name);
  }
}

/** The specifier in `require("…")`. */
function specifierOf(call: Node | undefined): string | undefined {
  if (call?.type !== "CallExpression" || call.callee.name !== "require") return undefined;
  const specifier: unknown = call.arguments[0]?.value;
  return typeof specifier === "string" ? specifier : undefined;
}

/** Of `a.b().c`, `a`. */
function beginningOf(value: Node): Node {
  for (let at = value; ; ) {
    if (at.type === "MemberExpression") at = at.object;
    else if (at.type === "CallExpression" && at.callee.type === "MemberExpression") at = at.callee;
    else return at;
  }
}

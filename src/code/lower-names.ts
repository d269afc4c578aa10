// lower-names — what Erlang calls the functions of a module.
//
// A function of the module itself has its own name, a method `Class.method`. One within another has a name as
// Erlang's compiler gives to funs, `-start/0-fun-0-`: the function around it, and a number which counts, as there,
// from the inside out; a named one shows its name in place of `fun`.
import type { Fn } from "./lower-scope.ts";
import { type Node, staticName } from "./lower-syntax.ts";

/** A function of a module, as Erlang names it. */
export interface LoweredFunction {
  /** `start`, `Counter.increment`, or for one within another `-start/0-fun-0-`. */
  readonly name: string;
  /** The number of its parameters, a rest parameter not counted. */
  readonly arity: number;
  /** The number of those that must be given. */
  readonly minArity: number;
  readonly rest: boolean;
  readonly async: boolean;
  /** The line of the TypeScript file on which it begins. */
  readonly line: number;
}

/** Code of a module that is in no function, as Erlang calls what runs when a module is loaded. */
export const TOP_LEVEL = "-on_load-";

/** Numbers the functions of a module, and names them. */
export function nameFunctions(
  functions: readonly Fn[],
  defaultExport: string | null,
  lineOf: (offset: number) => number,
): LoweredFunction[] {
  const listed = functions.filter((fn) => fn.lowered || !fn.helper);
  const inside = new Map<Fn | null, Fn[]>();
  const names = new Map<Fn, string>();
  const used = new Set<string>();
  for (const fn of listed) {
    const own = ownName(fn);
    // esbuild gives the default export a name if it has none.
    const name = own !== null && own === defaultExport && own.endsWith("_default") ? "default" : own;
    if (name !== null && !used.has(name)) {
      used.add(name);
      names.set(fn, name);
    }
  }
  for (const fn of listed) {
    if (names.has(fn)) continue;
    const owner = ownerOf(fn, names);
    const siblings = inside.get(owner);
    if (siblings === undefined) inside.set(owner, [fn]);
    else siblings.push(fn);
  }
  for (const [owner, fns] of inside) {
    const prefix = owner === null ? "on_load/0" : `${names.get(owner)}/${arityOf(owner)}`;
    // The inner ones end first.
    fns.sort((a, b) => a.node.end - b.node.end || b.node.start - a.node.start);
    for (let i = 0; i < fns.length; i++) names.set(fns[i], `-${prefix}-${labelOf(fns[i])}-${i}-`);
  }
  return listed.map((fn, index) => {
    fn.index = index;
    const params: Node[] = fn.node.params;
    const optional = params.findIndex((param) => param.type === "AssignmentPattern");
    const arity = arityOf(fn);
    return {
      name: names.get(fn) as string,
      arity,
      minArity: optional < 0 ? arity : optional,
      rest: params.length > arity,
      async: fn.async,
      line: lineOf(fn.node.start),
    };
  });
}

function arityOf(fn: Fn): number {
  const params: Node[] = fn.node.params;
  return params.at(-1)?.type === "RestElement" ? params.length - 1 : params.length;
}

/** The name of a function that stands in the module itself, or null. */
function ownName(fn: Fn): string | null {
  if (fn.parent?.kind !== "module") return null;
  if (fn.kind === "method") {
    const owner = fn.classNode?.id?.name;
    const name = staticName(fn.member as Node);
    return owner !== undefined && name !== null ? `${owner}.${name}` : null;
  }
  return fn.node.id?.name ?? fn.boundTo?.name ?? null;
}

/** The outermost named function around it. */
function ownerOf(fn: Fn, names: ReadonlyMap<Fn, string>): Fn | null {
  let owner: Fn | null = null;
  for (let at = fn.parent; at !== null; at = at.parent) if (names.has(at)) owner = at;
  return owner;
}

function labelOf(fn: Fn): string {
  if (fn.kind === "method") return staticName(fn.member as Node) ?? "fun";
  return fn.node.id?.name ?? "fun";
}

// evaluate — runs expressions as the shell does: each is compiled with the bindings that the ones before have made.
//
// Mirrors erl_eval:exprs. The result is a frame, to be awaited by process code; its value is that of the last
// expression, with all bindings. What fails leaves the caller's bindings as they were, for it gets no new ones.
import { type Frame, proc } from "../process/frame.ts";
import { type Expr, NAMED_FUN } from "../syntax/abstract-format.ts";
import { Exception } from "../terms/exception.ts";
import type { Term } from "../terms/term.ts";
import { CONSTRUCTS } from "./expressions.ts";
import type { EvalPorts } from "./ports.ts";
import { RUNTIME } from "./runtime.ts";
import { Fn, Unit } from "./unit.ts";

export interface Evaluated {
  readonly value: Term;
  readonly bindings: ReadonlyMap<string, Term>;
}

/** The value of the expressions, and the bindings afterwards, as a frame. Mirrors erl_eval:exprs/2. */
export function evaluate(
  exprs: readonly Expr[],
  bindings: ReadonlyMap<string, Term>,
  ports: EvalPorts,
): Promise<Evaluated> {
  return evaluateAll(exprs, bindings, ports);
}

const evaluateAll = proc(
  function* evaluateAll(
    exprs: readonly Expr[],
    bindings: ReadonlyMap<string, Term>,
    ports: EvalPorts,
  ): Generator<unknown, Evaluated, any> {
    const all = new Map(bindings);
    let value: Term;
    for (const expr of exprs) value = yield compileExpression(expr, all, ports)();
    return { value, bindings: all };
  },
  { items: () => [] },
);

/**
 * Compiles one expression. What comes back runs it once: a frame whose value is the expression's, and which puts the
 * bindings that it makes into `bindings`.
 */
export function compileExpression(expr: Expr, bindings: Map<string, Term>, ports: EvalPorts): () => Frame {
  const unit = new Unit(ports, CONSTRUCTS, expr, isDefinition(expr));
  const outer = new Fn(unit, null, false);
  for (const name of bindings.keys()) outer.bound.set(name, name);
  const fn = new Fn(unit, outer, false);
  fn.top = "bind";
  limited(() => fn.into(expr, "result"));
  const variables = fn.locals.map((name) => `${name}=${unit.rt("UNBOUND")}`);
  const made = [...fn.names].map(
    ([name, js]) => `if(${js}!==$UNBOUND)bindings.set(${JSON.stringify(name)},${js});`,
  );
  // Only what the expression mentions becomes a parameter: a shell may have thousands of bindings.
  const captures = [...fn.captures];
  const parameters = ["bindings", ...captures.map(([, parameter]) => parameter)];
  unit.functions.push(`function* main(${parameters.join(",")}){
const bind=(made)=>{for(const[name,value]of made)bindings.set(name,value);return bindings;};
let ${["result", ...variables].join(",")};
${fn.lines.join("\n")}
${made.join("")}return result;}`);
  const info = unit.constant(unit.info("expr", 6));
  const frame = `(...args)=>new ${unit.rt("Frame")}(main(...args),${info})`;
  const start = limited(() => unit.make(frame, RUNTIME)) as (...args: Term[]) => Frame;
  return () => start(bindings, ...captures.map(([name]) => bindings.get(name)));
}

/** Whether it is the named fun that a function typed at the prompt becomes. */
function isDefinition(expr: Expr): boolean {
  return expr[0] === NAMED_FUN && expr[2] === RECURSIVE;
}

/** The name of that fun. Mirrors the shell's. */
export const RECURSIVE: symbol = Symbol.for("RecursiveFuncVar");

/** Nesting that is too deep for the compiler, ours or JavaScript's, is a limit of the system. */
function limited<T>(compile: () => T): T {
  try {
    return compile();
  } catch (thrown) {
    if (thrown instanceof RangeError) throw new Exception("error", Symbol.for("system_limit"));
    throw thrown;
  }
}

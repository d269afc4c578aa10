// lower-functions — how a function is written: an async one as a wrapper that makes a frame, beside its generator.
//
//   async function f(a, b = 1) {…}      function f($0, $1 = void 0) { return new $F(f$3($0, $1), $i3) }
//                                       function* f$3(a, b = 1) {…}
//
// The wrapper keeps name, length and place of the function. Where parameters can throw (patterns, defaults that are
// computed), the wrapper makes a frame that throws instead, as an async function rejects.
// A plain function stays as it is; one that may outlive its call is tagged with what it belongs to.
import { readsThisLate, specialsOf } from "./lower-calls.ts";
import type { Emitter, Rule } from "./lower-emit.ts";
import { Pieces } from "./lower-pieces.ts";
import { isTagged } from "./lower-places.ts";
import type { Fn } from "./lower-scope.ts";
import { isHarmlessParameter, type Node } from "./lower-syntax.ts";
import { turningBody, turnParameters, turns } from "./lower-tails.ts";

const function_: Rule = (node, e) => {
  const fn = e.analysis.fnOf.get(node) as Fn;
  const closure = e.plan.shapes.get(fn) === "closure";
  const tagged = fn.kind !== "declaration" && isTagged(fn);
  const name = closure || tagged ? fn.inferredName : null;
  if (closure) e.text(`((${e.memo(fn)}) => `);
  if (tagged) e.text(`${e.hoist("t")}(`);
  // A call would take the name away that JavaScript gives an anonymous function where it stands.
  if (name !== null) e.text(`({ ${JSON.stringify(name)}: `);
  if (fn.lowered) wrapper(fn, e);
  else e.inside(fn, () => e.children(node, node.start, node.end));
  if (name !== null) e.text(` })[${JSON.stringify(name)}]`);
  if (tagged) e.text(`, ${e.info(fn)})`);
  if (closure) e.text(")()");
  return true;
};

/** A method of a class or an object literal. */
const method: Rule = (node, e) => {
  const fn = e.analysis.fnOf.get(node.value);
  if (fn?.kind !== "method" || !fn.lowered) return node.type === "Property" && shorthand(node, e);
  if (e.plan.shapes.get(fn) === "static") {
    e.text("static *#");
    generator(fn, e.memo(fn), e);
    e.text(" ");
  }
  if (node.static) e.text("static ");
  if (node.computed) {
    e.text("[");
    e.emit(node.key);
    e.text("]");
  } else e.out.copy(node.key.start, node.key.end);
  wrapper(fn, e);
  return true;
};

/** `{ arguments }` */
function shorthand(node: Node, e: Emitter): boolean {
  if (!node.shorthand || node.value.type !== "Identifier") return false;
  e.text(`${node.value.name}: `);
  e.emit(node.value);
  return true;
}

/** The function that is called: it makes a frame. */
function wrapper(fn: Fn, e: Emitter): void {
  const { node } = fn;
  const { text, passed } = parameters(fn, e);
  const outerAnchor = e.anchor;
  e.anchor = node.start;
  const block = fn.kind !== "arrow";
  if (fn.kind === "declaration" || fn.kind === "expression") {
    e.text("function ");
    if (node.id) e.out.copy(node.id.start, node.id.end);
  }
  e.text(`(${text}) ${block ? "" : "=> "}`);
  const harmless = fn.generator || node.params.every(isHarmlessParameter);
  if (!harmless) e.text("{ try { return ");
  else if (block) e.text("{ return ");
  e.text(fn.generator ? `${e.runtime}.asyncGenerator(` : `new ${e.hoist("F")}(`);
  callGenerator(fn, passed, e);
  e.text(`, ${e.info(fn)})`);
  if (!harmless)
    e.text(`; } catch (${e.prefix}e) { return ${e.runtime}.failed(${e.prefix}e, ${e.info(fn)}); } }`);
  else if (block) e.text("; }");
  e.anchor = outerAnchor;
}

/** The wrapper's parameters: as many as it has to have for its `length`. */
function parameters(fn: Fn, e: Emitter): { text: string; passed: string[] } {
  const declared: string[] = [];
  const passed: string[] = [];
  let optional = false;
  (fn.node.params as Node[]).forEach((parameter, index) => {
    const name = `${e.prefix}${index}`;
    if (parameter.type === "RestElement") {
      declared.push(`...${name}`);
      passed.push(`...${name}`);
      return;
    }
    optional ||= parameter.type === "AssignmentPattern";
    declared.push(optional ? `${name} = void 0` : name);
    passed.push(name);
  });
  return { text: declared.join(", "), passed };
}

function callGenerator(fn: Fn, passed: readonly string[], e: Emitter): void {
  const specials = specialsOf(fn, e);
  const captures = e.plan.shapes.get(fn) === "lifted" ? [...fn.captures].map((binding) => binding.name) : [];
  referToGenerator(fn, e);
  const values = [...specials.map((special) => special.value), ...captures, ...passed];
  if (fn.uses.eval && !fn.arrow) e.text(".apply(this, arguments)");
  else if ((fn.uses.this && !readsThisLate(fn)) || fn.uses.eval)
    e.text(`.call(${["this", ...values].join(", ")})`);
  else e.text(`(${values.join(", ")})`);
}

/** Writes an expression for the generator function, and the function itself where its shape wants it. */
function referToGenerator(fn: Fn, e: Emitter): void {
  const memo = e.memo(fn);
  switch (e.plan.shapes.get(fn)) {
    case "lifted": {
      const { out } = e;
      const name = `${/^[\w$]+$/.test(fn.node.id?.name ?? "") ? fn.node.id.name : ""}${memo}`;
      e.text(name);
      e.out = new Pieces();
      e.text("\nfunction* ");
      generator(fn, name, e);
      e.lifted.append(e.out);
      e.out = out;
      return;
    }
    case "static":
      e.text(`${fn.classNode?.id.name}.#${memo}`);
      return;
    case "fresh":
      e.text(`${e.hoist("m")}(function* `);
      generator(fn, "", e);
      e.text(")");
      return;
    default:
      e.text(`(${memo} ??= ${e.hoist("m")}(function* `);
      generator(fn, "", e);
      e.text("))");
  }
}

/** Name, parameters and body of the generator. */
function generator(fn: Fn, name: string, e: Emitter): void {
  const { node } = fn;
  const captures = e.plan.shapes.get(fn) === "lifted" ? [...fn.captures] : [];
  const before = [...specialsOf(fn, e), ...captures].map((parameter) => parameter.name);
  e.inside(fn, () => {
    e.text(`${name}(${before.join(", ")}${before.length > 0 && node.params.length > 0 ? ", " : ""}`);
    const turning = turns(fn, e);
    if (turning) e.text(turnParameters(fn, e));
    else e.list(node.params);
    e.text(") ");
    if (node.body.type !== "BlockStatement") {
      e.text("{ return (");
      e.emit(node.body);
      e.text("); }");
      return;
    }
    const locals: string[] = [];
    if (fn.hasLoop) locals.push(`${e.prefix}k = 0`);
    if (fn.returnsThroughFinally) locals.push(`${e.prefix}v`);
    const body = () => e.block(node.body, locals.length === 0 ? "" : ` let ${locals.join(", ")};`);
    if (turning) turningBody(fn, e, body);
    else body();
  });
}

const block: Rule = (node, e) => {
  e.block(node);
  return true;
};

export const FUNCTION_RULES: ReadonlyMap<string, Rule> = new Map([
  ["FunctionDeclaration", function_],
  ["FunctionExpression", function_],
  ["ArrowFunctionExpression", function_],
  ["MethodDefinition", method],
  ["Property", method],
  ["BlockStatement", block],
  ["StaticBlock", block],
]);

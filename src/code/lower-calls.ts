// lower-calls — `this`, `arguments`, `new.target` and `super` in text that has moved into a generator.
//
// A generator is called with the wrapper's `this`. What else belongs to the call is given to it as arguments:
//   arguments    the object itself
//   new.target   its value, for an arrow
//   super.x      (key) => super[key]; assigned to, an object with a property for it
//   super(…)     (…args) => super(…args), for an arrow in a constructor
//   this         () => this, for an arrow in a constructor that has to call super() first
import type { Emitter, Rule } from "./lower-emit.ts";
import { type Fn, loweredHome, thisFunction } from "./lower-scope.ts";
import type { Node } from "./lower-syntax.ts";

/** A parameter of a generator, and what the wrapper passes for it. */
export interface Special {
  readonly name: string;
  readonly value: string;
}

/** What `fn` needs of its call beyond its parameters and `this`. */
export function specialsOf(fn: Fn, e: Emitter): Special[] {
  const { uses } = fn;
  const around = fn.arrow ? loweredHome(fn.parent) : null;
  const specials: Special[] = [];
  const add = (letter: string, value: string, inherits = around !== null) => {
    const name = e.prefix + letter;
    specials.push({ name, value: inherits ? name : value });
  };
  if (uses.arguments && !uses.eval) add("A", "arguments", around !== null && !around.uses.eval);
  if (uses.newTarget && fn.arrow) add("N", "new.target", around?.arrow === true);
  if (uses.super) add("S", "(k) => super[k]");
  if (uses.superTarget) add("W", `${e.runtime}.superTarget((k) => super[k], (k, v) => super[k] = v)`);
  if (uses.superCall) add("C", "(...a) => super(...a)");
  if (readsThisLate(fn)) add("T", "() => this");
  return specials;
}

/** Whether `this` must be asked for, since it may not exist when the arrow is called. */
export function readsThisLate(fn: Fn): boolean {
  return fn.arrow && fn.uses.this && thisFunction(fn).derivedConstructor;
}

const this_: Rule = (_node, e) => {
  e.text(e.this_);
  return true;
};

const identifier: Rule = (node, e) => {
  if (node.name !== "arguments" || e.home === null || e.home.uses.eval) return false;
  e.text(`${e.prefix}A`);
  return true;
};

const metaProperty: Rule = (node, e) => {
  if (node.meta.name !== "new" || !e.home?.arrow) return false;
  e.text(`${e.prefix}N`);
  return true;
};

const member: Rule = (node, e) => {
  if (node.object.type !== "Super" || e.home === null) return false;
  const target = e.analysis.superTargets.has(node);
  e.text(e.prefix + (target ? "W(" : "S("));
  if (node.computed) e.emit(node.property);
  else e.text(JSON.stringify(node.property.name));
  e.text(target ? ").v" : ")");
  return true;
};

const call: Rule = (node, e) => {
  const { callee } = node;
  if (e.home === null) return false;
  if (callee.type === "Super") {
    e.text(`${e.prefix}C(`);
    e.list(node.arguments);
    e.text(")");
    return true;
  }
  if (!isSuperMember(callee)) return false;
  e.emit(callee);
  e.text(`${node.optional ? "?." : "."}call(${e.this_}${node.arguments.length > 0 ? ", " : ""}`);
  e.list(node.arguments);
  e.text(")");
  return true;
};

const template: Rule = (node, e) => {
  if (e.home === null || !isSuperMember(node.tag)) return false;
  e.emit(node.tag);
  e.text(`.bind(${e.this_})`);
  e.emit(node.quasi);
  return true;
};

function isSuperMember(node: Node): boolean {
  return node.type === "MemberExpression" && node.object.type === "Super";
}

export const CALL_RULES: ReadonlyMap<string, Rule> = new Map([
  ["ThisExpression", this_],
  ["Identifier", identifier],
  ["MetaProperty", metaProperty],
  ["MemberExpression", member],
  ["CallExpression", call],
  ["TaggedTemplateExpression", template],
]);

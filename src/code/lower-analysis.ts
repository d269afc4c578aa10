// lower-analysis — one walk over a module: its functions, its scopes, and every place that the lowering changes.
import { Places } from "./lower-places.ts";
import { type Binding, type BindingKind, Fn, type FnKind, resolve, Scope } from "./lower-scope.ts";
import { childrenOf, isAnonymousFunction, isFunction, type Node, staticName } from "./lower-syntax.ts";
import { findOwnTails } from "./lower-tails.ts";

/** Walks the tree of a module. `isSource` tells the module's own text from helpers that esbuild adds. */
export function analyse(program: Node, isSource: (offset: number) => boolean): Analysis {
  const walk = new Analysis(program, isSource);
  for (const statement of program.body) walk.visit(statement);
  resolve(walk.references, walk.module.scope);
  findOwnTails(walk);
  return walk;
}

/** What the walk has found, and the walk itself. */
export class Analysis extends Places {
  readonly module: Fn;
  readonly fnOf = new Map<Node, Fn>();
  readonly #isSource: (offset: number) => boolean;

  constructor(program: Node, isSource: (offset: number) => boolean) {
    super();
    this.#isSource = isSource;
    this.fn = this.module = new Fn(program, "module", null);
    this.scope = this.module.scope = new Scope(null, this.module, "function", program);
    this.fnOf.set(program, this.module);
  }

  /** The names of the exports that are never assigned to after their declaration. */
  fixedExports(): ReadonlySet<string> {
    const fixed = new Set<string>();
    if (this.usesEval) return fixed;
    for (const [name, local] of this.links.exports) {
      const binding = this.module.scope.bindings.get(local);
      if (binding === undefined || binding.assigned || binding.assignedUntil > 0) continue;
      if (binding.kind === "function" || binding.kind === "const") fixed.add(name);
    }
    return fixed;
  }

  visit(node: Node): void {
    switch (node.type) {
      case "Identifier":
        this.reference(node, false);
        return;
      case "FunctionDeclaration":
        this.#declaredFunction(node);
        return;
      case "FunctionExpression":
      case "ArrowFunctionExpression":
        this.#named(node, null);
        return;
      case "ClassDeclaration":
      case "ClassExpression":
        this.#class(node);
        return;
      case "VariableDeclaration":
        this.#variables(node);
        return;
      case "BlockStatement":
        this.#within(new Scope(this.scope, this.fn, "block", node), () => this.#all(node.body));
        return;
      case "SwitchStatement":
        this.visit(node.discriminant);
        this.#within(new Scope(this.scope, this.fn, "switch", null), () => this.#all(node.cases));
        return;
      case "ForStatement":
      case "ForInStatement":
      case "ForOfStatement":
      case "WhileStatement":
      case "DoWhileStatement":
        this.#within(new Scope(this.scope, this.fn, "block", null), () => this.#loop(node));
        return;
      case "TryStatement":
        this.#try(node);
        return;
      case "CatchClause":
        this.#within(new Scope(this.scope, this.fn, "block", null), () => this.#catch(node));
        return;
      case "MemberExpression":
        this.#member(node);
        return;
      case "Property":
        if (node.computed) this.visit(node.key);
        if (node.method || node.kind !== "init") this.#method(node, null);
        else this.#valueOf(node, node.value);
        return;
      case "AssignmentExpression":
        this.#assignment(node.left, node.end);
        this.#named(node.right, node.left.type === "Identifier" ? node.left.name : null);
        return;
      case "UpdateExpression":
        this.#assignment(node.argument, node.end);
        return;
      case "LabeledStatement":
        this.visit(node.body);
        return;
      case "BreakStatement":
      case "ContinueStatement":
        return;
      case "AwaitExpression":
      case "YieldExpression":
        this.awaits_(node, () => node.argument && this.visit(node.argument));
        return;
      case "ReturnStatement":
        if (!node.argument) return;
        this.visit(node.argument);
        this.returns(node);
        return;
      case "CallExpression":
        this.#call(node);
        return;
      case "MetaProperty":
        if (node.meta.name !== "new") return;
        this.use("newTarget");
        this.edit(node);
        return;
      case "ThisExpression":
        this.useThis(node);
        return;
      case "PrivateIdentifier":
        this.privateName(node.name);
        return;
      default:
        this.#all(childrenOf(node));
    }
  }

  #all(nodes: readonly (Node | null)[]): void {
    for (const node of nodes) if (node) this.visit(node);
  }

  #within(scope: Scope, walk: () => void): void {
    const outer = this.scope;
    this.scope = scope;
    walk();
    this.scope = outer;
  }

  #declaredFunction(node: Node): void {
    const binding = this.scope.declare(node.id.name, "function", 0);
    const fn = this.#function(node, "declaration");
    fn.binding = binding;
    if (binding.fn === null) binding.fn = fn;
  }

  /** An expression in a place that gives it a name if it is a function without one. */
  #named(value: Node, name: string | null, set?: (fn: Fn) => void): void {
    if (!isFunction(value)) {
      this.visit(value);
      return;
    }
    this.#function(value, value.type === "ArrowFunctionExpression" ? "arrow" : "expression", (fn) => {
      if (isAnonymousFunction(value)) fn.inferredName = name;
      set?.(fn);
    });
  }

  #valueOf(member: Node, value: Node): void {
    const name = staticName(member);
    this.#named(value, name, (fn) => {
      fn.member = member;
      // `{ __proto__: f }` sets the prototype, and gives no name.
      fn.computedName = name === null && isAnonymousFunction(value);
      if (name === "__proto__") fn.inferredName = null;
    });
  }

  #method(member: Node, classNode: Node | null): void {
    this.#function(member.value, "method", (fn) => {
      fn.member = member;
      fn.classNode = classNode;
      fn.derivedConstructor = member.kind === "constructor" && classNode?.superClass != null;
    });
  }

  #function(node: Node, kind: FnKind, set?: (fn: Fn) => void): Fn {
    const fn = new Fn(node, kind, this.fn);
    fn.helper = this.inHelper || !this.#isSource(node.start);
    set?.(fn);
    this.fnOf.set(node, fn);
    this.functions.push(fn);
    let around = this.scope;
    if (kind === "expression" && node.id) {
      // Its name belongs to the wrapper, which stays where the expression was.
      around = new Scope(around, this.fn, "block", null);
      around.declare(node.id.name, "own name", 0);
    }
    const block = node.body.type === "BlockStatement" ? node.body : null;
    const params: Node[] = node.params;
    // Parameters with defaults do not see what the body declares.
    if (!params.every((param) => param.type === "Identifier"))
      around = new Scope(around, fn, "function", null);
    const scope = new Scope(around, fn, "function", block);
    fn.scope = scope;
    this.#inside(fn, around.fn === fn ? around : scope, () => {
      for (const parameter of params) this.#declare(parameter, "parameter", parameter.end);
      this.scope = scope;
      if (block === null) this.visit(node.body);
      else this.#all(block.body);
    });
    return fn;
  }

  #inside(fn: Fn, scope: Scope, walk: () => void): void {
    const { fn: outerFn, scope: outerScope, loop, loopDepth, finallyDepth, awaits } = this;
    this.fn = fn;
    this.scope = scope;
    this.loop = null;
    this.loopDepth = this.finallyDepth = this.awaits = 0;
    walk();
    this.fn = outerFn;
    this.scope = outerScope;
    this.loop = loop;
    this.loopDepth = loopDepth;
    this.finallyDepth = finallyDepth;
    this.awaits = awaits;
  }

  #class(node: Node): void {
    if (node.type === "ClassDeclaration") this.scope.declare(node.id.name, "class", node.end);
    const names = new Set<string>();
    for (const { key } of node.body.body) if (key?.type === "PrivateIdentifier") names.add(key.name);
    this.#within(new Scope(this.scope, this.fn, "block", null), () => {
      if (node.id) this.scope.declare(node.id.name, "class body", 0);
      if (node.superClass) this.visit(node.superClass);
      this.classes.push({ names, fn: this.fn });
      for (const element of node.body.body) this.#classElement(element, node);
      this.classes.pop();
    });
  }

  #classElement(element: Node, classNode: Node): void {
    if (element.computed) this.visit(element.key);
    if (element.type === "MethodDefinition") {
      this.#method(element, classNode);
      return;
    }
    const isBlock = element.type === "StaticBlock";
    const node = isBlock ? element : element.value;
    if (!node) return;
    // What runs here has a `this` of its own, as a method has.
    const fn = new Fn(element, "initialiser", this.fn);
    const scope = new Scope(this.scope, fn, "function", isBlock ? element : null);
    fn.scope = scope;
    this.#inside(fn, scope, () => {
      if (isBlock) this.#all(element.body);
      else this.#valueOf(element, node);
    });
  }

  #variables(node: Node): void {
    for (const declarator of node.declarations) {
      const { id, init } = declarator;
      const bound = this.#declare(id, node.kind, declarator.end);
      if (!init) continue;
      const name: string | null = id.type === "Identifier" ? id.name : null;
      if (name !== null && this.fn === this.module) {
        this.links.declared(name, init, declarator.start, node.kind === "var");
      }
      this.#named(init, name, (fn) => {
        if (name !== null && node.kind === "const") fn.boundTo = bound[0];
      });
    }
  }

  /** Declares the names of a pattern, and walks the defaults in it. */
  #declare(pattern: Node, kind: BindingKind, ready: number, bound: Binding[] = []): Binding[] {
    switch (pattern.type) {
      case "Identifier": {
        let { scope } = this;
        if (kind === "var") while (scope.kind !== "function") scope = scope.parent as Scope;
        bound.push(scope.declare(pattern.name, kind, ready));
        break;
      }
      case "ObjectPattern":
        for (const property of pattern.properties) {
          if (property.computed) this.visit(property.key);
          this.#declare(property.value ?? property, kind, ready, bound);
        }
        break;
      case "ArrayPattern":
        for (const element of pattern.elements) if (element) this.#declare(element, kind, ready, bound);
        break;
      case "AssignmentPattern":
        this.#declare(pattern.left, kind, ready, bound);
        this.#named(pattern.right, pattern.left.type === "Identifier" ? pattern.left.name : null);
        break;
      case "RestElement":
        this.#declare(pattern.argument, kind, ready, bound);
        break;
    }
    return bound;
  }

  #assignment(target: Node, end: number): void {
    const outer = this.assignmentEnd;
    this.assignmentEnd = end;
    this.#target(target);
    this.assignmentEnd = outer;
  }

  /** Walks what is assigned to. */
  #target(node: Node): void {
    switch (node.type) {
      case "Identifier":
        this.reference(node, false, true);
        break;
      case "MemberExpression":
        if (node.object.type === "Super") {
          this.superTargets.add(node);
          this.use("superTarget");
        }
        this.#member(node);
        break;
      case "ObjectPattern":
        for (const property of node.properties) {
          if (property.computed) this.visit(property.key);
          this.#target(property.value ?? property);
        }
        break;
      case "ArrayPattern":
        for (const element of node.elements) if (element) this.#target(element);
        break;
      case "AssignmentPattern":
        this.#target(node.left);
        this.#named(node.right, node.left.type === "Identifier" ? node.left.name : null);
        break;
      case "RestElement":
        this.#target(node.argument);
        break;
      default:
        this.visit(node);
    }
  }

  #member(node: Node): void {
    if (node.object.type === "Super") {
      this.use("super");
      this.use("this");
      this.edit(node);
    } else this.visit(node.object);
    if (node.computed || node.property.type === "PrivateIdentifier") this.visit(node.property);
  }

  #call(node: Node): void {
    const { callee } = node;
    if (callee.type === "Super") {
      this.use("superCall");
      this.edit(node);
    } else if (callee.type === "Identifier") {
      this.reference(callee, true);
      if (callee.name === "eval") this.directEval();
    } else {
      if (!node.optional) this.links.called(callee);
      this.#named(callee, null, (fn) => {
        fn.transient = true;
      });
    }
    const { inHelper } = this;
    // The getters of the exports.
    if (this.links.helper(node)) this.inHelper = true;
    for (const argument of node.arguments as Node[]) {
      this.#named(argument, null, (fn) => {
        fn.transient = this.isTransient(node, argument);
      });
    }
    this.inHelper = inHelper;
  }

  #loop(node: Node): void {
    const around = this.loop;
    this.loop = { start: node.start, end: node.end, around };
    const overValues = node.type === "ForInStatement" || node.type === "ForOfStatement";
    if (node.init) this.visit(node.init);
    if (overValues && !node.await) this.visit(node.right);
    const declares = overValues && node.left.type === "VariableDeclaration";
    if (declares) this.#declare(node.left.declarations[0].id, node.left.kind, node.right.end);
    if (node.await) {
      this.awaits_(node, () => this.visit(node.right));
      this.finallyDepth++;
    } else {
      this.countsTurns(node);
      this.loopDepth++;
    }
    if (overValues && !declares) this.#assignment(node.left, node.end);
    if (node.test) this.visit(node.test);
    if (node.update) this.visit(node.update);
    this.visit(node.body);
    if (node.await) this.finallyDepth--;
    else this.loopDepth--;
    this.loop = around;
  }

  #try(node: Node): void {
    if (node.finalizer) this.finallyDepth++;
    this.visit(node.block);
    if (node.handler) this.visit(node.handler);
    if (!node.finalizer) return;
    this.finallyDepth--;
    this.visit(node.finalizer);
  }

  #catch(node: Node): void {
    if (node.param) this.#declare(node.param, "let", node.param.end);
    if (node.param?.type === "Identifier" && this.#isSource(node.start)) this.catches.push(node);
    this.visit(node.body);
  }
}
